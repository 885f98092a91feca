"""Addresses of the change side, below /w/<workspace>/."""

from django.urls import path

from vitalfew.web.okrs import (
    activating,
    carrying,
    cycles,
    key_results,
    listing,
    live,
    objective,
    standing_in,
    strategy,
    weighing,
    writing,
)

urlpatterns = [
    path("change/", listing.okrs, name="okrs"),
    path("change/strategy/", strategy.strategy, name="strategy"),
    path("change/cycles/", cycles.cycles, name="cycles"),
    path("change/cycles/new/", cycles.new, name="cycle_new"),
    path("change/cycles/quarter/", cycles.quarter, name="cycle_quarter"),
    path("change/cycles/<int:pk>/", cycles.edit, name="cycle_edit"),
    path("change/cycles/<int:pk>/phase/", cycles.phase, name="cycle_phase"),
    path("change/cycles/<int:pk>/carry/", carrying.carry_over, name="cycle_carry"),
    path("change/look/", live.look, name="objectives_look"),
    path("change/new/", writing.new, name="objective_new"),
    path("change/<int:pk>/", objective.objective, name="objective"),
    path("change/<int:pk>/edit/", writing.edit, name="objective_edit"),
    path("change/<int:pk>/activate/", activating.activate, name="objective_activate"),
    path("change/<int:pk>/drop/", objective.drop, name="objective_drop"),
    path("change/<int:pk>/weights/", weighing.weigh, name="objective_weights"),
    path("change/<int:pk>/results/look/", live.look_one, name="key_results_look"),
    path("change/<int:pk>/results/new/", key_results.new, name="key_result_new"),
    path("change/results/<int:pk>/", key_results.key_result, name="key_result"),
    path("change/results/<int:pk>/edit/", key_results.edit, name="key_result_edit"),
    path("change/results/<int:pk>/stands-in/", standing_in.stand_in, name="key_result_stand_in"),
    path("change/results/<int:pk>/stands-in/end/", standing_in.end, name="key_result_stand_in_end"),
    path("change/results/<int:pk>/remove/", key_results.remove, name="key_result_remove"),
]
