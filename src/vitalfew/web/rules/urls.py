"""Addresses of the rules for the writing."""

from django.urls import path

from vitalfew.web.rules import silencing, views

urlpatterns = [
    path("rules/", views.rules, name="rules"),
    path("rules/silences/<int:pk>/remove/", silencing.remove, name="silence_remove"),
    path("rules/<slug:code>/", views.rule, name="rule"),
    path("rules/<slug:code>/silence/", silencing.add, name="rule_silence"),
]
