"""A message as a mail: plain text, and HTML made by us in which every text of people is escaped."""

import base64
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from vitalfew.channels.contract import Item, Message

BODY = "margin:0 auto;max-width:36em;padding:1em;font:16px/1.5 system-ui,sans-serif;color:#1c1e21;background:#fff"
WHOLE_LINES = SMTP.clone(max_line_length=998)  # shorter ones would encode a long address in a header, past use
FOOT = "margin-top:2em;font-size:13px;color:#5b6068"


def composed(message: Message, *, sender: str) -> EmailMessage:
    """The mail, with the Message-ID that it keeps when it is sent again."""
    mail = EmailMessage(policy=WHOLE_LINES)
    mail["Date"] = format_datetime(datetime.fromisoformat(message.time))
    mail["Subject"] = message.subject
    mail["From"] = sender
    mail["To"] = message.address
    mail["Message-ID"] = message.id
    mail["Auto-Submitted"] = "auto-generated"
    if message.off:
        mail["List-Unsubscribe"] = f"<{message.off}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if message.urgent:
        mail["Importance"] = "high"
    mail.set_content(text_of(message))
    mail.add_alternative(html_of(message), subtype="html")
    _show_pictures(mail, message)
    return mail


def text_of(message: Message) -> str:
    """The message as plain text, with the way to end such mails."""
    foot = f"\n-- \n{message.place} on Vitalfew\n" + (f"No more such mails: {message.off}\n" if message.off else "")
    return body_of(message) + "\n" + foot


def body_of(message: Message) -> str:
    """What is told as plain text; of several things each with its subject."""
    if len(message.items) == 1:
        return _lines(message.items[0])
    return "\n\n".join(f"* {item.subject}\n\n{_lines(item)}" for item in message.items)


def html_of(message: Message) -> str:
    """The message as a whole HTML page without scripts, and without pictures from elsewhere."""
    if len(message.items) == 1 and message.items[0].html:
        inner = message.items[0].html
    else:
        inner = "".join(_section(item) for item in message.items)
    off = f' · <a href="{escape(message.off)}">No more such mails</a>' if message.off else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(message.subject)}</title></head>'
        f'<body style="{BODY}">{inner}<p style="{FOOT}"><bdi>{escape(message.place)}</bdi> on Vitalfew{off}</p>'
        "</body></html>\n"
    )


def _lines(item: Item) -> str:
    return "\n\n".join((*item.paragraphs, item.link) if item.link else item.paragraphs)


def _section(item: Item) -> str:
    said = "".join(f'<p style="white-space:pre-line">{escape(text)}</p>' for text in item.paragraphs)
    link = f'<p><a href="{escape(item.link)}">{escape(item.link)}</a></p>' if item.link else ""
    return f'<h1 style="font-size:20px;line-height:1.3">{escape(item.subject)}</h1>{said}{link}'


def _show_pictures(mail: EmailMessage, message: Message) -> None:
    page = mail.get_payload()[1]  # type: ignore[index]
    if len(message.items) == 1 and isinstance(page, EmailMessage):
        for name, encoded in message.items[0].pictures.items():
            page.add_related(base64.b64decode(encoded), "image", "png", cid=f"<{name}>", filename=name)
