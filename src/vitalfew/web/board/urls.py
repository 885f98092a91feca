"""The addresses of the board."""

from django.urls import path

from vitalfew.web.board import definition, views

urlpatterns = [
    path("board/", views.board, name="board"),
    path("board/definitions/<int:pk>/", definition.across, name="definition_board"),
]
