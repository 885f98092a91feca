"""Addresses of kept views."""

from django.urls import path

from vitalfew.web.kept import views

urlpatterns = [
    path("views/", views.kept, name="views"),
    path("views/keep/", views.keep, name="view_keep"),
    path("views/<int:pk>/", views.rename, name="view"),
    path("views/<int:pk>/remove/", views.remove, name="view_remove"),
]
