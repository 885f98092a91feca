"""Addresses of reviews, below /w/<workspace>/."""

from django.urls import path

from vitalfew.web.reviews import closing, graduating, half_way, listing, retrospective

urlpatterns = [
    path("reviews/", listing.reviews, name="reviews"),
    path("reviews/<int:pk>/", listing.of_cycle, name="review_cycle"),
    path("reviews/<int:pk>/<int:team>/", closing.close, name="review"),
    path("reviews/<int:pk>/<int:team>/half-way/", half_way.half_way, name="review_half_way"),
    path("reviews/<int:pk>/<int:team>/retrospective/", retrospective.retrospective, name="review_retrospective"),
    path("reviews/<int:pk>/<int:team>/retrospective/edit/", retrospective.edit, name="review_retrospective_edit"),
    path("reviews/results/<int:pk>/graduate/", graduating.graduate, name="key_result_graduate"),
]
