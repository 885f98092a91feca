"""The address that a chat's slash command sends to."""

from django.urls import path

from vitalfew.web.chat_command import views

urlpatterns = [path("chat/<str:key>/", views.command, name="chat")]
