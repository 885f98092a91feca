"""Addresses of the history."""

from django.urls import path

from vitalfew.web.history import views

urlpatterns = [
    path("history/", views.history, name="history"),
    path("history/<int:pk>/undo/", views.undo_change, name="undo"),
]
