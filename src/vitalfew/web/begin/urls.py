"""The address of the guided start."""

from django.urls import path

from vitalfew.web.begin import views

urlpatterns = [path("begin/", views.begin_page, name="begin")]
