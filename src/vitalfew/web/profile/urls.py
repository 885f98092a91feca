"""The address of one's own settings."""

from django.urls import path

from vitalfew.web.profile import views

urlpatterns = [path("you/", views.profile, name="profile")]
