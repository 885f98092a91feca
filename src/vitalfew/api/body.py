"""The body of a call, as bytes that were taken off the line whatever their size."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

READ_OUT = 100_000_000
PIECE = 1 << 20


class TooLarge(Exception):
    """A call with more bytes than are read; its words say how many may be sent."""


def body_of(request: HttpRequest) -> bytes:
    """The whole body; raises `TooLarge` in words.

    A client that still sends when the answer comes may never read it, so up to 100 MB are read and thrown away.
    """
    try:
        return request.body
    except RequestDataTooBig as error:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if size <= READ_OUT:
            while request.read(PIECE):
                pass
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raise TooLarge(f"The body has {size:,} bytes; at most {limit:,} are read. Send the list in parts.") from error
