"""The address of the checklists."""

from django.urls import path

from vitalfew.web.ready import views

urlpatterns = [path("ready/", views.ready, name="ready")]
