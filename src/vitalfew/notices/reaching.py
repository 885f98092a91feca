"""The process that sends, and what it may reach."""

from django.conf import settings

from vitalfew.channels.child import SECONDS, Sending
from vitalfew.channels.server import mail_server


def sending(*, mails: bool, seconds: float = SECONDS) -> Sending:
    """A process for mails may reach the mail server, wherever it is; one for all else may not."""
    if not mails or not settings.EMAIL_URL:
        return Sending(mail="", allowed=settings.EGRESS_ALLOW, seconds=seconds)
    server = mail_server(settings.EMAIL_URL)
    allowed = [*settings.EGRESS_ALLOW, f"[{server.host}]:{server.port}"]
    return Sending(mail=settings.EMAIL_URL, allowed=allowed, seconds=seconds)
