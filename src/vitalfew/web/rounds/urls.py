"""The address of the link in the mail of a round."""

from django.urls import path

from vitalfew.web.rounds import views

urlpatterns = [path("round/<str:token>/", views.page, name="round")]
