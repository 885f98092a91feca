"""Addresses of the people."""

from django.urls import path

from vitalfew.web.people import views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/add/", views.add, name="person_add"),
    path("people/<int:pk>/", views.edit, name="person"),
    path("people/<int:pk>/remove/", views.remove, name="person_remove"),
    path("people/<int:pk>/link/", views.link, name="person_link"),
]
