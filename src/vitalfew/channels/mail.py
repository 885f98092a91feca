"""Mail: one conversation with the administrator's server for many messages."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from email.utils import parseaddr

from vitalfew.channels.contract import Kind, Message, NotSent
from vitalfew.channels.mail_text import composed
from vitalfew.channels.server import ADDRESS, BadServer, MailServer, mail_server

SECONDS = 10
FOR_GOOD = range(500, 600)


class Mailer:
    """Sends mails one after the other; a connection that went stale is made anew before the next."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self.open: smtplib.SMTP | None = None

    def __call__(self, message: Message) -> None:
        """Hand one mail in; raises `NotSent`."""
        client = self._connected()
        try:
            client.send_message(composed(message, sender=self.server.sender))
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise self._refused(code, said) from error
        except smtplib.SMTPResponseException as error:
            raise self._refused(error.smtp_code, error.smtp_error) from error
        except (OSError, smtplib.SMTPException) as error:
            self.open = None
            raise NotSent(f"The mail server {self._name} broke off before it had answered.") from error

    def answers(self) -> None:
        """Connect and sign in; raises `NotSent` with what is wrong with the server."""
        self._connected()
        self.close()

    def close(self) -> None:
        """End the conversation."""
        if self.open is not None:
            with suppress(OSError, smtplib.SMTPException):
                self.open.quit()
            self.open = None

    def _connected(self) -> smtplib.SMTP:
        if self.open is not None and _alive(self.open):
            return self.open
        try:
            self.open = _dialled(self.server)
        except smtplib.SMTPAuthenticationError as error:
            raise self._down("refuses the user or the password of VITALFEW_EMAIL_URL") from error
        except smtplib.SMTPNotSupportedError as error:
            raise self._down(
                "offers no encryption or no sign-in; with tls=no in VITALFEW_EMAIL_URL it is used without"
            ) from error
        except ssl.SSLError as error:
            raise self._down(f"cannot be spoken to in secret: {error.reason or 'no encryption here'}") from error
        except (OSError, smtplib.SMTPException) as error:
            raise self._down(f"does not answer: {_cause(error)}") from error
        return self.open

    @property
    def _name(self) -> str:
        return f"{self.server.host}:{self.server.port}"

    def _down(self, words: str) -> NotSent:
        return NotSent(f"The mail server {self._name} {words}.", everybody=True)

    def _refused(self, code: int, said: bytes | str) -> NotSent:
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        short = " ".join(words.split())[:200]
        return NotSent(f"The mail server {self._name} says: {code} {short}", permanent=code in FOR_GOOD)


def _dialled(server: MailServer) -> smtplib.SMTP:
    if server.encrypted == "from the start":
        trust = ssl.create_default_context()
        client: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=trust)
    else:
        client = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    try:
        if server.encrypted == "asked for":
            client.starttls(context=ssl.create_default_context())
        if server.user:
            client.login(server.user, server.password)
    except BaseException:
        client.close()
        raise
    return client


def _alive(client: smtplib.SMTP) -> bool:
    """Whether the connection still stands, and nothing of an earlier mail is left on it."""
    try:
        return client.rset()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False


def _cause(error: Exception) -> str:
    return " ".join((getattr(error, "strerror", None) or str(error) or type(error).__name__).split())[:200]


def _sender(url: str) -> Callable[[Message], None]:
    if not url:
        raise NotSent("No mail server is set up: the administrator names one in VITALFEW_EMAIL_URL.", everybody=True)
    try:
        return Mailer(mail_server(url))
    except BadServer as error:
        raise NotSent(f"VITALFEW_EMAIL_URL cannot be used: {error}.", everybody=True) from error


def _check(address: str) -> None:
    if not ADDRESS.fullmatch(address) or parseaddr(address)[1] != address:
        raise NotSent("This is no mail address; write one such as ana@example.org.", permanent=True)


def _shown(address: str) -> str:
    name, _, host = address.partition("@")
    return f"{name[:1]}…@{host}"


KIND = Kind(
    kind="mail",
    name="Mail",
    about="To another address than the one you sign in with.",
    example="ana@example.org",
    shown=_shown,
    check=_check,
    sender=_sender,
)
