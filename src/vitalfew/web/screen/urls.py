"""The address of the link of a screen."""

from django.urls import path

from vitalfew.web.screen.views import screen

urlpatterns = [path("screen/<str:token>/", screen, name="screen")]
