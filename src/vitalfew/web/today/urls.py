"""The address of Today."""

from django.urls import path

from vitalfew.web.today import views

urlpatterns = [path("", views.today, name="today")]
