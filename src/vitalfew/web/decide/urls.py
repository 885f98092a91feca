"""The address of the decision filter."""

from django.urls import path

from vitalfew.web.decide import views

urlpatterns = [path("decide/", views.decide_page, name="decide")]
