"""The address of the link in every mail."""

from django.urls import path

from vitalfew.web.unsubscribe import views

urlpatterns = [path("enough/<str:token>/", views.unsubscribe, name="unsubscribe")]
