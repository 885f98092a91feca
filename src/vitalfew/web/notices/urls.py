"""Addresses of how people and teams are told."""

from django.urls import path

from vitalfew.web.notices import adding, channels, views

urlpatterns = [
    path("you/told/", views.notices, name="notices"),
    path("you/told/test/", channels.test_mail, name="notices_test"),
    path("you/told/add/", adding.add, name="channel_add"),
    path("you/told/<int:pk>/test/", channels.test, name="channel_test"),
    path("you/told/<int:pk>/switch/", channels.switch, name="channel_switch"),
    path("you/told/<int:pk>/delete/", channels.delete, name="channel_delete"),
]
