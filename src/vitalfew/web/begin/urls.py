"""The addresses of the guided start."""

from django.urls import path

from vitalfew.web.begin import live, views

urlpatterns = [
    path("begin/", views.begin_page, name="begin"),
    path("begin/look/", live.look, name="begin_look"),
]
