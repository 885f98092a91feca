"""The addresses of the pages: one folder per page, each with its own `urls.py`."""

from django.urls import include, path

OUTSIDE = ("home", "start", "unsubscribe", "acknowledge", "screen", "rounds", "chat_command")
INSIDE = (
    "today", "kpis", "collecting", "okrs", "checkin", "audits", "search", "people", "teams", "tokens", "profile",
    "settings", "history", "rules", "findings", "decide", "begin", "library", "ready", "notices", "breaches",
    "decisions", "replay", "digest", "board", "wall", "map", "reviews", "activity", "initiatives", "weeks", "kept",
    "chats",
)  # fmt: skip

urlpatterns = [
    *(path("", include(f"vitalfew.web.{page}.urls")) for page in OUTSIDE),
    path("w/<slug:workspace>/", include([path("", include(f"vitalfew.web.{page}.urls")) for page in INSIDE])),
]
