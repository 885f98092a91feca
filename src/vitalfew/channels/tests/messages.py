"""A message to try channels with."""

from typing import Any

from vitalfew.channels.contract import Item, Message

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ITEM = Item(subject="Churn is red", paragraphs=("It is 7 %.",), link="http://127.0.0.1:8000/w/x/", key="churn")


def message(address: str, **given: Any) -> Message:
    said = {
        "id": "id-1", "subject": "Churn is red", "items": (ITEM,), "place": "Product", "time": "2026-11-18T10:00:00Z",
        "secret": SECRET,
    }  # fmt: skip
    return Message(address=address, **said | given)
