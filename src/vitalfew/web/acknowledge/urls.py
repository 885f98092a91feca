"""The address of the link in a notice."""

from django.urls import path

from vitalfew.web.acknowledge import views

urlpatterns = [path("in-hand/<str:token>/", views.acknowledge, name="breach_in_hand")]
