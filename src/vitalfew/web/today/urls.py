"""The address of Today."""

from django.urls import path

from vitalfew.web.today.views import arriving, today
from vitalfew.web.today.yours import yours

urlpatterns = [
    path("", today, name="today"),
    path("arriving/", arriving, name="today_arriving"),
    path("yours/", yours, name="today_yours"),
]
