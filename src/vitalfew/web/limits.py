"""How large a request may be: a larger one is refused before anything of it is kept."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

LARGEST = 32_000_000
READ_OUT = 1_000_000_000
PIECE = 1 << 20


class Limited:
    """Answers 413 in words to a request over 32 MB.

    A browser shows the answer only once it has sent everything, so up to 1 GB is read and thrown away; beyond that the
    connection just ends.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the length that the request says it has; what says none is not read at all."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        size = int(length) if length.isascii() and length.isdecimal() and len(length) < 20 else 0
        if size <= LARGEST:
            return self.get_response(request)
        if size <= READ_OUT:
            while request.read(PIECE):
                pass
        megabytes = {"size": f"{size / 1e6:,.0f}", "limit": f"{LARGEST / 1e6:.0f}"}
        return render(request, "413.html", megabytes, status=413)
