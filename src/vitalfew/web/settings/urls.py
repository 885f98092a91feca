"""Addresses of the workspace's settings."""

from django.urls import path

from vitalfew.web.settings import rules, views

urlpatterns = [
    path("settings/", views.workspace, name="workspace"),
    path("settings/rules/", rules.rules, name="workspace_rules"),
    path("settings/delete/", views.delete, name="workspace_delete"),
]
