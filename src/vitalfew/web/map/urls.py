"""Addresses of the alignment map, below /w/<workspace>/."""

from django.urls import path

from vitalfew.web.map import aligning, moving, views

urlpatterns = [
    path("map/", views.alignment_map, name="map"),
    path("map/move/", moving.move, name="map_move"),
    path("map/objectives/<int:pk>/", aligning.align, name="objective_align"),
]
