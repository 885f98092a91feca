"""Addresses of what would have been told."""

from django.urls import path

from vitalfew.web.replay import views

urlpatterns = [
    path("replay/", views.choose, name="replay"),
    path("replay/<str:token>/", views.of_file, name="kpi_replay_file"),
    path("kpis/<int:pk>/replay/", views.of_kpi, name="kpi_replay"),
    path("kpis/<int:pk>/replay/asked/", views.ask, name="kpi_replay_ask"),
]
