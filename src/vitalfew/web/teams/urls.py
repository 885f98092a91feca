"""Addresses of the teams."""

from django.urls import path

from vitalfew.web.teams import views

urlpatterns = [
    path("teams/", views.teams, name="teams"),
    path("teams/add/", views.add, name="team_add"),
    path("teams/<int:pk>/", views.edit, name="team"),
    path("teams/<int:pk>/delete/", views.delete, name="team_delete"),
]
