"""The address of the first run."""

from django.urls import path

from vitalfew.web.start import views

urlpatterns = [path("start/", views.start, name="start")]
