"""The addresses of the pages: one folder per page, each with its own `urls.py`."""

from pathlib import Path

from django.urls import include, path

HERE = Path(__file__).parent
OUTSIDE = ("home", "start")
INSIDE = (
    "today", "kpis", "okrs", "checkin", "search", "people", "teams", "tokens", "profile", "settings", "history",
)  # fmt: skip


def _pages(names: tuple[str, ...]) -> list[str]:
    return [f"vitalfew.web.{name}.urls" for name in names if (HERE / name / "urls.py").exists()]


urlpatterns = [
    *(path("", include(page)) for page in _pages(OUTSIDE)),
    path("w/<slug:workspace>/", include([path("", include(page)) for page in _pages(INSIDE)])),
]
