"""A digest as the HTML of a mail and as plain text; whatever people wrote stands in it escaped."""

import base64
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from vitalfew.accounts.scoping import current_workspace
from vitalfew.alerts.words import IN_HAND
from vitalfew.briefing.digest.content import Digest
from vitalfew.briefing.digest.lines import Line, Section
from vitalfew.channels.mail_text import QUIET
from vitalfew.charts import kept_sparkline
from vitalfew.charts.png import png
from vitalfew.method.line_breaks import unbroken
from vitalfew.method.status import Shape

WIDTH, HEIGHT = 150, 34
IN_HAND_LINK = '<p style="margin:6px 0 0;font-size:15px"><a href="{}">{}</a></p>'
AS_A_PAGE = "The digest as a page"
COLOURS = {Shape.WORSE: "#c04a00", Shape.BETTER: "#0072b2", Shape.WATCH: "#8a6100"}


def pictures_of(digest: Digest) -> dict[str, str]:
    """The sparkline of each line that has one as PNG in base 64, by the name under which the HTML shows it."""
    found = {_name(line): _png(line) for section in digest.sections for line in section.lines if line.picture}
    return {name: base64.b64encode(drawn).decode() for name, drawn in found.items() if drawn}


def html_of(digest: Digest, *, pictures: dict[str, str]) -> SafeString:
    """Inline styles only, for mail programs; those that can do more follow a dark screen, by the class names."""
    return format_html(
        '<h1 style="margin:0;font-size:22px;line-height:1.3">{}</h1>'
        '<p class="quiet" style="margin:4px 0 0;color:{}">{}</p>{}{}<p style="margin:20px 0 0"><a href="{}">{}</a></p>',
        digest.headline,
        QUIET,
        digest.about,
        format_html_join("", "{}", ((_section(section, pictures),) for section in digest.sections)),
        format_html_join("", "{}", ((_aside(text),) for text in digest.asides)),
        settings.BASE_URL + page_of(digest),
        AS_A_PAGE,
    )


def page_of(digest: Digest) -> str:
    """The path of the page that shows the same."""
    return reverse("digest", args=[digest.person.workspace.slug])


def paragraphs_of(digest: Digest) -> list[str]:
    """The same in plain text."""
    return [digest.about, *(text for section in digest.sections for text in _plain(section)), *digest.asides]


def _section(section: Section, pictures: dict[str, str]) -> SafeString:
    return format_html(
        '<h2 style="margin:30px 0 0;font-size:18px">{}</h2>{}{}',
        section.title,
        format_html_join("", "{}", ((_line(line, pictures),) for line in section.lines)),
        _aside(_more(section)) if section.more else "",
    )


def _more(section: Section) -> str:
    if not section.more_path:
        return section.more
    return format_html('<a href="{}">{}</a>', settings.BASE_URL + section.more_path, section.more)


def _aside(text: str) -> SafeString:
    return format_html('<p class="quiet" style="margin:12px 0 0;font-size:14px;color:{}">{}</p>', QUIET, text)


def _line(line: Line, pictures: dict[str, str]) -> SafeString:
    name = _name(line)
    shown = format_html(
        '<img src="cid:{}" width="{}" height="{}" alt="" style="display:block;margin:6px 0 2px">', name, WIDTH, HEIGHT
    )
    return format_html(
        '<div class="line" style="padding:10px 0;border-bottom:1px solid #e5e1d8">'
        '<div class="{}" style="font-size:13px;font-weight:600;color:{}">{} {}</div>'
        '<h3 style="margin:2px 0;font-size:16px;line-height:1.35"><a href="{}" style="color:#1d1c1a">{}</a></h3>'
        '{}{}<div class="quiet" style="font-size:14px;color:{}">{}</div>{}</div>',
        line.shape.value,
        COLOURS.get(line.shape, QUIET),
        line.shape.glyph,
        line.word,
        _address(line),
        unbroken(line.headline),
        format_html('<div style="font-size:15px">{}</div>', unbroken(line.measured)) if line.measured else "",
        shown if name in pictures else "",
        QUIET,
        unbroken(line.detail),
        format_html(IN_HAND_LINK, settings.BASE_URL + line.in_hand, IN_HAND) if line.in_hand else "",
    )


def _plain(section: Section) -> Iterator[str]:
    yield section.title.upper()
    for line in section.lines:
        said = (f"{line.shape.glyph} {line.word}: {line.headline}", line.measured, line.detail, _address(line))
        in_hand = f"{IN_HAND}: {settings.BASE_URL}{line.in_hand}" if line.in_hand else ""
        yield "\n".join(" ".join(text.split()) for text in (*said, in_hand) if text)
    if section.more:
        yield f"{section.more} {settings.BASE_URL + section.more_path if section.more_path else ''}".strip()


def _address(line: Line) -> str:
    return settings.BASE_URL + line.path


def _name(line: Line) -> str:
    return f"{current_workspace().slug}-{line.path.strip('/').replace('/', '-')}" if line.picture else ""


def _png(line: Line) -> bytes | None:
    svg = kept_sparkline(line.picture, title="", width=WIDTH, height=HEIGHT)
    return png(svg) if svg else None
