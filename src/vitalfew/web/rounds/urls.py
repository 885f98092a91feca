"""Addresses of the check-in behind a link, which are all that a link opens."""

from django.urls import path

from vitalfew.web.rounds import views

urlpatterns = [
    path("round/<str:token>/", views.page, name="round"),
    path("round/<str:token>/confirm/", views.confirmed, name="round_confirm"),
    path("round/<str:token>/<int:pk>/", views.one, name="round_one"),
]
