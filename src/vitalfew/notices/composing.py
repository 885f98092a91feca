"""What stands in a message."""

from urllib.parse import urlsplit

from django.conf import settings

from vitalfew.channels.contract import Item, Message
from vitalfew.notices.models import DIGEST_KEY, Channel, Delivery, Notice
from vitalfew.notices.unsubscribing import off_address


def composed(delivery: Delivery) -> Message:
    """The message of a delivery; the same one whenever it is asked for. Raises `Unreadable`."""
    to = delivery.to
    notices = sorted(delivery.notices(manager="everywhere").all(), key=lambda notice: notice.pk)
    return Message(
        id=mail_id(delivery.message_id) if delivery.kind == "mail" else delivery.message_id,
        address=to.address if isinstance(to, Channel) else to.email,
        secret=to.secret if isinstance(to, Channel) else "",
        subject=_subject(notices),
        items=tuple(_item(notice) for notice in notices),
        place=delivery.workspace.name,
        time=delivery.created_at.isoformat(),
        urgent=delivery.urgent,
        off=off_address(to, digest=all(notice.key.startswith(DIGEST_KEY) for notice in notices)),
    )


def mail_id(number: str) -> str:
    """The Message-ID of a mail of ours."""
    return f"<{number}@{urlsplit(settings.BASE_URL).hostname}>"


def _subject(notices: list[Notice]) -> str:
    if len(notices) == 1:
        return notices[0].subject
    return f"{notices[0].subject} – and {len(notices) - 1} more"


def _item(notice: Notice) -> Item:
    return Item(
        subject=notice.subject,
        paragraphs=tuple(notice.paragraphs),
        link=f"{settings.BASE_URL}{notice.link}" if notice.link else "",
        key=notice.key,
        html=notice.html,
        pictures=notice.pictures,
    )
