"""Addresses of the health side."""

from django.urls import path

from vitalfew.web.kpis import actions, definitions, edit, export, health, limits, live, observations, page
from vitalfew.web.kpis.upload import views as uploading

urlpatterns = [
    path("kpis/", health.kpis, name="kpis"),
    path("kpis/new/", edit.new, name="kpi_new"),
    path("kpis/look/", live.look, name="kpis_look"),
    path("kpis/values.csv", export.export_all, name="kpis_export"),
    path("kpis/values.parquet", export.export_parquet, name="kpis_parquet"),
    path("kpis/upload/", uploading.upload, name="kpi_upload"),
    path("kpis/upload/<str:token>/", uploading.confirm, name="kpi_upload_confirm"),
    path("kpis/definitions/", definitions.definitions, name="definitions"),
    path("kpis/definitions/<int:pk>/", definitions.edit, name="definition_edit"),
    path("kpis/<int:pk>/", page.kpi, name="kpi"),
    path("kpis/<int:pk>/edit/", edit.edit, name="kpi_edit"),
    path("kpis/<int:pk>/retirement/", edit.retirement, name="kpi_retirement"),
    path("kpis/<int:pk>/judged-by/", edit.judge_by, name="kpi_judged_by"),
    path("kpis/<int:pk>/record/", observations.record_value, name="kpi_record"),
    path("kpis/<int:pk>/values/<int:observation>/", observations.correct, name="observation_edit"),
    path("kpis/<int:pk>/values/<int:observation>/remove/", observations.take_out, name="observation_remove"),
    path("kpis/<int:pk>/values.csv", export.export, name="kpi_export"),
    path("kpis/<int:pk>/limits/", limits.lock, name="kpi_lock"),
    path("kpis/<int:pk>/limits/<int:phase>/unlock/", limits.unlocked, name="kpi_unlock"),
    path("kpis/<int:pk>/phases/", limits.begin, name="kpi_phase"),
    path("kpis/<int:pk>/phases/<int:phase>/remove/", limits.joined, name="kpi_phase_remove"),
    path("kpis/<int:pk>/actions/", actions.add, name="kpi_action"),
    path("kpis/<int:pk>/actions/<int:action>/done/", actions.finish, name="kpi_action_done"),
]
