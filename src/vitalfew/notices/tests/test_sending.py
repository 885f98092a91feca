"""What is told arrives, at a real mail server: once."""

from datetime import timedelta

import pytest

from vitalfew.notices.models import Delivery, Notice
from vitalfew.notices.sending import send_due
from vitalfew.notices.tests.conftest import NOW

pytestmark = pytest.mark.django_db


def test_what_is_told_arrives_and_is_marked(world, post):
    notice = world.tell(
        "churn", subject="Churn crossed its red line", paragraphs=["It is 7 %.", "Call three customers."]
    )
    assert send_due(now=NOW) == 1
    (mail,) = post.mails
    assert (mail["To"], mail["Subject"]) == ("ana@example.org", "Churn crossed its red line")
    assert mail["From"] == "Vitalfew <vitalfew@example.org>"
    text = mail.get_body(("plain",)).get_content()
    assert "It is 7 %.\n\nCall three customers.\n\nhttp://127.0.0.1:8000/w/product/" in text.replace("\r", "")
    delivery = Delivery.objects.get()
    assert (delivery.sent_at is not None, delivery.attempts, delivery.leased_until) == (True, 1, None)
    assert mail["Message-ID"] == f"<{delivery.message_id}@127.0.0.1>"
    assert Notice.objects.get() == notice
    assert send_due(now=NOW + timedelta(hours=1)) == 0
    assert len(post.mails) == 1
