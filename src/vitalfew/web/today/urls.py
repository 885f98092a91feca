"""The address of Today."""

from django.urls import path

from vitalfew.web.today.views import arriving, today

urlpatterns = [path("", today, name="today"), path("arriving/", arriving, name="today_arriving")]
