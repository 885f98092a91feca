"""The addresses of one's own settings."""

from django.urls import path

from vitalfew.web.profile import views

urlpatterns = [
    path("you/", views.profile, name="profile"),
    path("you/away/", views.away, name="away"),
    path("you/away/<int:pk>/remove/", views.back, name="away_remove"),
    path("you/links/<int:pk>/end/", views.end, name="round_link_end"),
]
