"""The address of the starter library."""

from django.urls import path

from vitalfew.web.library import views

urlpatterns = [path("library/", views.library, name="library")]
