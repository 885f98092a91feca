"""The address of the decision log."""

from django.urls import path

from vitalfew.web.decisions import views

urlpatterns = [path("decisions/", views.decisions, name="decisions")]
