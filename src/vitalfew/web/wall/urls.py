"""The addresses of the wall and of the links for screens."""

from django.urls import path

from vitalfew.web.wall import views

urlpatterns = [
    path("board/wall/", views.wall, name="wall"),
    path("board/screens/", views.screens, name="screens"),
    path("board/screens/<int:pk>/end/", views.end, name="screen_end"),
]
