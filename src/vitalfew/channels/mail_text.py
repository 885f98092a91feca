"""A message as a mail: plain text, and HTML made by us in which every text of people is escaped."""

import base64
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from vitalfew.channels.contract import Item, Message
from vitalfew.method.line_breaks import unbroken

BODY = "margin:0 auto;max-width:36em;padding:1em;font:16px/1.5 system-ui,sans-serif;color:#1d1c1a;background:#fff"
QUIET = "#6a665f"
STYLE = (
    "<style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){"
    "body{background:#171614!important;color:#ece8df!important}"
    "h1 a,h2,h3 a{color:#ece8df!important}.quiet{color:#a39d92!important}a{color:#7db7ea!important}"
    "a.button{background:#7db7ea!important;color:#171614!important}"
    ".line{border-color:#35322c!important}"
    ".worse{color:#f0894a!important}.better{color:#56b4e9!important}.watch{color:#e3b341!important}"
    ".steady,.none{color:#a39d92!important}}</style>"
)
"""What mail programs that can do more than inline styles follow on a dark screen."""
BUTTON = "display:inline-block;padding:10px 18px;border-radius:6px;background:#0b5a8f;color:#fff;text-decoration:none"
WHOLE_LINES = SMTP.clone(max_line_length=998)  # shorter ones would encode a long address in a header, past use
FOOT = f"margin-top:2em;font-size:13px;color:{QUIET}"


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
    foot = f"\n-- \n{message.place} on Vitalfew\n" + (f"{message.off_words}: {message.off}\n" if message.off else "")
    return body_of(message) + "\n" + foot


def body_of(message: Message) -> str:
    """What is told as plain text; of several things each with its subject."""
    if len(message.items) == 1:
        return _lines(message.items[0])
    return "\n\n".join(f"* {item.subject}\n\n{_lines(item)}" for item in message.items)


def html_of(message: Message) -> str:
    """The message as a whole HTML page without scripts, and without pictures from elsewhere."""
    inner = "".join(item.html or _section(item, number) for number, item in enumerate(message.items))
    off = f' · <a href="{escape(message.off)}">{escape(message.off_words)}</a>' if message.off else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(message.subject)}</title>'
        f'<meta name="viewport" content="width=device-width">{STYLE}</head>'
        f'<body style="{BODY}">{inner}'
        f'<p class="quiet" style="{FOOT}"><bdi>{escape(message.place)}</bdi> on Vitalfew{off}</p>'
        "</body></html>\n"
    )


def _lines(item: Item) -> str:
    link = f"{item.link_words}: {item.link}" if item.link_words else item.link
    return "\n\n".join((*item.paragraphs, link) if item.link else item.paragraphs)


def _section(item: Item, number: int) -> str:
    said = "".join(f'<p style="white-space:pre-line">{escape(unbroken(text))}</p>' for text in item.paragraphs)
    head = f'<h1 style="margin:24px 0 8px;font-size:20px;line-height:1.3">{escape(unbroken(item.subject))}</h1>'
    return head + _picture(item, number) + said + _link(item)


def _picture(item: Item, number: int) -> str:
    if not item.picture:
        return ""
    return (
        f'<p style="margin:12px 0"><img src="cid:{_name(number)}" alt="{escape(item.alt)}" width="560" '
        f'style="display:block;width:100%;max-width:560px;height:auto">'
        f'<span class="quiet" style="font-size:13px;color:{QUIET}">{escape(item.caption)}</span></p>'
    )


def _link(item: Item) -> str:
    if not item.link:
        return ""
    if not item.link_words:
        return f'<p><a href="{escape(item.link)}">{escape(item.link)}</a></p>'
    return f'<p><a class="button" href="{escape(item.link)}" style="{BUTTON}">{escape(item.link_words)}</a></p>'


def _name(number: int) -> str:
    return f"picture-{number}"


def _show_pictures(mail: EmailMessage, message: Message) -> None:
    page = mail.get_payload()[1]  # type: ignore[index]
    assert isinstance(page, EmailMessage)  # noqa: S101  (the HTML was added just now)
    for number, item in enumerate(message.items):
        drawn = {_name(number): item.picture} if item.picture else {}
        for name, encoded in {**drawn, **item.pictures}.items():
            page.add_related(base64.b64decode(encoded), "image", "png", cid=f"<{name}>", filename=f"{name}.png")
