"""What the log leaves out."""

import logging
import re

_LINK = re.compile(r"(/(?:screen|in-hand|enough)/)[^/\s]+")


class LinksUnsaid(logging.Filter):
    """Writes `…` for the token of a link that opens without signing in, so that who reads the log cannot open it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record through."""
        said = record.getMessage()
        if _LINK.search(said):
            record.msg, record.args = _LINK.sub(r"\1…", said), ()
        return True


class RefusalsInOneLine(logging.Filter):
    """Leaves the traceback out where a request was refused or found nothing (403, 404); that of a 500 stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record through."""
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True
