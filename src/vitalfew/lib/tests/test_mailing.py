import logging

import pytest
from django.core.mail import EmailMessage

from vitalfew.channels.tests.post_office import PostOffice
from vitalfew.lib.mailing import Backend

pytestmark = pytest.mark.plain
MAIL = EmailMessage("Set your password", "Here.", "vitalfew@example.org", ["ana@example.org"])


def test_djangos_own_mails_go_to_the_server():
    with PostOffice() as post:
        assert Backend(host="127.0.0.1", port=post.port).send_messages([MAIL]) == 1
    assert [mail["Subject"] for mail in post.mails] == ["Set your password"]


def test_a_server_that_is_down_is_logged_and_tells_nobody_who_has_an_account(caplog):
    with PostOffice() as post:
        pass
    with caplog.at_level(logging.ERROR):
        assert Backend(host="127.0.0.1", port=post.port).send_messages([MAIL]) == 0
    assert "refused" in caplog.text
