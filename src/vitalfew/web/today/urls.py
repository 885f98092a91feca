"""The address of Today."""

from django.urls import path

from vitalfew.web.today.views import today

urlpatterns = [path("", today, name="today")]
