"""Addresses of how people and teams are told."""

from django.urls import path

from vitalfew.web.notices import views

urlpatterns = [path("you/told/", views.notices, name="notices")]
