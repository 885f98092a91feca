"""Addresses of checking in, below /w/<workspace>/."""

from django.urls import path

from vitalfew.web.checkin import actions, views

urlpatterns = [
    path("checkin/", views.checkin, name="checkin"),
    path("checkin/confirm/", views.confirmed, name="checkin_confirm"),
    path("checkin/<int:pk>/", views.one, name="checkin_one"),
    path("actions/", actions.actions, name="actions"),
    path("actions/<int:pk>/done/", actions.done, name="action_done"),
    path("actions/<int:pk>/reopen/", actions.reopen, name="action_reopen"),
]
