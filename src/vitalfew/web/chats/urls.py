"""Addresses of chats below /w/<workspace>/."""

from django.urls import path

from vitalfew.web.chats import own, settings

urlpatterns = [
    path("settings/chats/", settings.chats, name="chats"),
    path("settings/chats/<int:pk>/remove/", settings.remove, name="chat_remove"),
    path("you/chat/", own.own, name="chat_own"),
    path("you/chat/<int:pk>/unlink/", own.unlink, name="chat_unlink"),
]
