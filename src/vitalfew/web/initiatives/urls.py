"""Addresses of initiatives, and of the tokens with which their issues are read."""

from django.urls import path

from vitalfew.web.initiatives import tokens, views

urlpatterns = [
    path("change/<int:pk>/initiatives/new/", views.new, name="initiative_new"),
    path("initiatives/<int:pk>/", views.edit, name="initiative_edit"),
    path("initiatives/<int:pk>/done/", views.done, name="initiative_done"),
    path("initiatives/<int:pk>/reopen/", views.reopen, name="initiative_reopen"),
    path("initiatives/<int:pk>/remove/", views.remove, name="initiative_remove"),
    path("settings/trackers/", tokens.tokens, name="tracker_tokens"),
    path("settings/trackers/<int:pk>/remove/", tokens.remove, name="tracker_token_remove"),
]
