"""Addresses of what the data say."""

from django.urls import path

from vitalfew.web.findings import views

urlpatterns = [
    path("findings/", views.findings, name="findings"),
    path("findings/look/", views.look, name="findings_look"),
]
