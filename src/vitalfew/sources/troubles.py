"""Why no answer came, in one sentence."""

import socket
import ssl

import httpx

from vitalfew.egress.causes import causes
from vitalfew.egress.guard import Refused


def trouble(error: Exception, *, place: str, seconds: float) -> str:
    """What kept `place` from answering, and what to do; it holds nothing of the question or its secrets."""
    chain = list(causes(error))
    for kind, words in _WORDS:
        for cause in chain:
            if isinstance(cause, kind):
                return words.format(place=place, seconds=seconds, why=_why(cause))
    return f"{place} could not be read ({type(error).__name__}): check the address, then try again."


def _why(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    return str(error) if isinstance(error, Refused) else type(error).__name__


_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (Refused, "{place} was not asked: {why}"),
    (ssl.SSLCertVerificationError, "{place} shows a certificate that does not hold ({why}): check the host's name."),
    (ssl.SSLError, "{place} does not speak TLS as expected: check the port, and https:// or http://."),
    (socket.gaierror, "{place} cannot be reached from this server: check the address and the server's network."),
    (ConnectionRefusedError, "{place} takes no connection: check the host and the port, and whether it runs."),
    (httpx.TimeoutException, "{place} did not answer within {seconds:.0f} s: ask it for less, or try again later."),
    (httpx.RemoteProtocolError, "{place} broke off or did not answer as a web server: check the port, then try again."),
    (httpx.ReadError, "{place} broke the connection off: try again, or ask its owner."),
)
