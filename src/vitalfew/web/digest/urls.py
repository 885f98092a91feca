"""The address of the digest."""

from django.urls import path

from vitalfew.web.digest import views

urlpatterns = [path("digest/", views.digest, name="digest")]
