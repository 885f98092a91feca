"""Addresses of a KPI's source."""

from django.urls import path

from vitalfew.web.collecting import asking, editing, page

urlpatterns = [
    path("kpis/<int:pk>/source/", page.source, name="kpi_source"),
    path("kpis/<int:pk>/source/runs/", page.runs, name="kpi_source_runs"),
    path("kpis/<int:pk>/source/arriving/", page.arriving, name="kpi_source_arriving"),
    path("kpis/<int:pk>/source/edit/", editing.edit, name="kpi_source_edit"),
    path("kpis/<int:pk>/source/try/", editing.try_it, name="kpi_source_try"),
    path("kpis/<int:pk>/source/collect/", asking.collect, name="kpi_source_collect"),
    path("kpis/<int:pk>/source/history/", asking.history, name="kpi_source_history"),
    path("kpis/<int:pk>/source/history/stop/", asking.stop_history, name="kpi_source_history_stop"),
    path("kpis/<int:pk>/source/pause/", asking.pausing, name="kpi_source_pause"),
    path("kpis/<int:pk>/source/leave/", asking.leaving, name="kpi_source_leave"),
]
