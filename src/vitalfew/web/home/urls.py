"""Addresses outside any workspace."""

from django.urls import path

from vitalfew.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("theme/", views.theme, name="theme"),
]
