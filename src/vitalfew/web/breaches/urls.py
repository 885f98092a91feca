"""Addresses of breaches."""

from django.urls import path

from vitalfew.web.breaches import answering, budget, listing, page

urlpatterns = [
    path("breaches/", listing.breaches, name="breaches"),
    path("breaches/alerts/", budget.alerts, name="alerts"),
    path("breaches/<int:pk>/", page.breach, name="breach"),
    path("breaches/<int:pk>/acknowledgement/", answering.acknowledge, name="breach_acknowledge"),
    path("breaches/<int:pk>/answer/", answering.respond, name="breach_answer"),
    path("breaches/<int:pk>/snooze/", answering.snooze, name="breach_snooze"),
    path("breaches/<int:pk>/assignment/", answering.assign, name="breach_assign"),
    path("breaches/<int:pk>/end/", answering.close, name="breach_close"),
    path("breaches/<int:pk>/actions/", answering.add_action, name="breach_action"),
]
