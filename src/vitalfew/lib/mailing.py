"""How Django's own mails go out: links to set a password."""

import logging
from collections.abc import Sequence
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

log = logging.getLogger(__name__)


class Backend(EmailBackend):
    """As Django's, but a server that fails is logged: the page would tell by its failure who has an account."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were handed in."""
        try:
            return super().send_messages(email_messages) or 0
        except (OSError, SMTPException) as error:
            log.error("A mail could not be sent: %s", " ".join(str(error).split())[:300])
            return 0
