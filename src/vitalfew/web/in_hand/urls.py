"""The address of the link in a notice."""

from django.urls import path

from vitalfew.web.in_hand import views

urlpatterns = [path("in-hand/<str:token>/", views.in_hand, name="breach_in_hand")]
