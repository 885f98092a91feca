"""Addresses of reviews, below /w/<workspace>/."""

from django.urls import path

from vitalfew.web.reviews import closing, graduating, half_way, listing, retrospective

urlpatterns = [
    path("change/reviews/", listing.reviews, name="reviews"),
    path("change/reviews/<int:pk>/", listing.of_cycle, name="review_cycle"),
    path("change/reviews/<int:pk>/<int:team>/", closing.close, name="review"),
    path("change/reviews/<int:pk>/<int:team>/half-way/", half_way.half_way, name="review_half_way"),
    path("change/reviews/<int:pk>/<int:team>/retrospective/", retrospective.retrospective, name="review_retrospective"),
    path(
        "change/reviews/<int:pk>/<int:team>/retrospective/edit/", retrospective.edit, name="review_retrospective_edit"
    ),
    path("change/reviews/results/<int:pk>/graduate/", graduating.graduate, name="key_result_graduate"),
]
