"""What stands in a message."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from vitalfew.channels.catalogue import KINDS
from vitalfew.channels.contract import Item, Message
from vitalfew.charts import kept_sparkline
from vitalfew.charts.png import png
from vitalfew.notices.models import Channel, Delivery, Notice
from vitalfew.notices.unsubscribing import off_address, off_words

WIDTH, HEIGHT, ZOOM = 280, 80, 4  # shown in twice its size, so that its marks can be seen
BAND, RED_LINE = "the band is where values fall by chance", "a dashed line across is a red line"
HOLLOW = "the hollow point is a period in progress"
MOST_CHARTS = 12
MOST_ITEMS, MOST_NAMED = 30, 200


def composed(delivery: Delivery) -> Message:
    """The message of a delivery; the same one whenever it is asked for. Raises `Unreadable`."""
    to, mails = delivery.to, delivery.kind == "mail"
    notices = sorted(delivery.notices(manager="everywhere").all(), key=lambda notice: (not notice.is_digest, notice.pk))
    return Message(
        id=mail_id(delivery.message_id) if mails else delivery.message_id,
        address=to.address if isinstance(to, Channel) else to.email,
        secret=to.secret if isinstance(to, Channel) else "",
        subject=_subject(notices),
        items=_items(notices, mails=mails, whole=KINDS[delivery.kind].signed),
        place=delivery.workspace.name,
        time=delivery.created_at.isoformat(),
        urgent=delivery.urgent,
        off=off_address(to, digest=notices[0].is_digest),
        off_words=off_words(to, digest=notices[0].is_digest),
    )


def mail_id(number: str) -> str:
    """The Message-ID of a mail of ours."""
    return f"<{number}@{urlsplit(settings.BASE_URL).hostname}>"


def _subject(notices: list[Notice]) -> str:
    if len(notices) == 1:
        return notices[0].subject
    return f"{notices[0].subject} – and {len(notices) - 1} more"


def _items(notices: Sequence[Notice], *, mails: bool, whole: bool) -> tuple[Item, ...]:
    """Each notice for a program (`whole`), for a person the first thirty and the subjects of the rest.

    Below a digest none is drawn: it has the charts.
    """
    shown = notices if whole else notices[:MOST_ITEMS]
    most = 0 if notices[0].is_digest or not mails else MOST_CHARTS
    items = tuple(_item(notice, drawn=number < most) for number, notice in enumerate(shown))
    rest = notices[len(shown) :]
    if not rest:
        return items
    named = tuple(notice.subject for notice in rest[:MOST_NAMED])
    unnamed = (f"And {len(rest) - len(named):,} more.",) if len(rest) > len(named) else ()
    return (*items, Item(subject=f"And {len(rest):,} more", paragraphs=named + unnamed))


def _item(notice: Notice, *, drawn: bool) -> Item:
    picture = _picture(notice.chart) if drawn else ""
    return Item(
        subject=notice.subject,
        paragraphs=tuple(notice.paragraphs),
        link=f"{settings.BASE_URL}{notice.link}" if notice.link else "",
        link_words=notice.link_words,
        key=notice.key,
        picture=picture,
        alt=notice.chart["alt"] if picture else "",
        caption=caption(notice.chart["picture"]) if picture else "",
        html=notice.html,
        pictures=notice.pictures,
    )


def caption(picture: Mapping[str, Any]) -> str:
    """What the marks mean that are drawn, in a sentence; '' where there are none."""
    band = picture.get("lower") is not None or picture.get("upper") is not None
    said = "; ".join(
        [BAND] * band + [RED_LINE] * bool(picture.get("red")) + [HOLLOW] * bool(picture.get("in_progress"))
    )
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _picture(chart: Mapping[str, Any]) -> str:
    """The PNG in base 64; '' without a chart, or where none can be drawn."""
    svg = kept_sparkline(chart.get("picture"), title="", width=WIDTH, height=HEIGHT)
    drawn = png(svg, zoom=ZOOM) if svg else None
    return base64.b64encode(drawn).decode() if drawn else ""
