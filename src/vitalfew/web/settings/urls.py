"""Addresses of the workspace's settings."""

from django.urls import path

from vitalfew.web.settings import views

urlpatterns = [
    path("settings/", views.workspace, name="workspace"),
    path("settings/delete/", views.delete, name="workspace_delete"),
]
