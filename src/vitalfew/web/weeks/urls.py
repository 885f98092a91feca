"""Addresses of plans, progress and problems."""

from django.urls import path

from vitalfew.web.weeks import views

urlpatterns = [
    path("weeks/", views.own, name="weeks"),
    path("weeks/<int:pk>/", views.week, name="week"),
]
