"""Addresses of the feed and of comments."""

from django.urls import path

from vitalfew.web.activity import comments, views

urlpatterns = [
    path("activity/", views.activity, name="activity"),
    path("comments/names/", comments.names, name="comment_names"),
    path("comments/<int:pk>/", comments.edit, name="comment_edit"),
    path("comments/<int:pk>/remove/", comments.remove, name="comment_remove"),
    path("comments/<str:kind>/<int:pk>/", comments.say, name="comment_say"),
]
