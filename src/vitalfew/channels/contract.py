"""What every kind of channel gets and gives."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class Item(NamedTuple):
    """One thing that is told. The texts are plain: whoever shows them as anything else escapes them."""

    subject: str
    paragraphs: tuple[str, ...]
    link: str = ""
    """A whole address, or none."""
    link_words: str = ""
    """What the link does, such as 'I have it in hand'; without them its address stands for itself."""
    key: str = ""
    picture: str = ""
    """A PNG of what is told, in base 64, for mails; `alt` says what it shows, `caption` how it is read."""
    alt: str = ""
    caption: str = ""
    html: str = ""
    """Our own HTML of the same, for mails; nothing that a person wrote stands in it unescaped."""
    pictures: Mapping[str, str] = {}
    """PNG pictures that the HTML shows as `cid:<name>`, by name, in base 64."""

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return self._asdict()


class Message(NamedTuple):
    """One message to one address; `id` stays the same when it is sent again."""

    id: str
    address: str
    subject: str
    items: tuple[Item, ...]
    place: str
    """The workspace that speaks."""
    time: str
    """When it was written, in ISO 8601."""
    urgent: bool = False
    secret: str = ""
    off: str = ""
    """The address at which the reader ends these messages."""
    off_words: str = "No more such mails"
    """What that ends."""

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Message":
        """The message that `as_json` wrote."""
        items = tuple(Item(**{**each, "paragraphs": tuple(each["paragraphs"])}) for each in given["items"])
        return cls(**{**given, "items": items})

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {**self._asdict(), "items": [item.as_json() for item in self.items]}


class NotSent(Exception):
    """Why a message was not sent, in a sentence without secrets.

    `permanent`: trying again would not help. `everybody`: the server as a whole does not work, not only this address.
    """

    def __init__(self, words: str, *, permanent: bool = False, everybody: bool = False) -> None:
        super().__init__(words)
        self.permanent = permanent
        self.everybody = everybody


class Kind(NamedTuple):
    """One kind of channel."""

    kind: str
    name: str
    about: str
    example: str
    shown: Callable[[str], str]
    """The address so that its owner knows it again and others learn nothing from it."""
    check: Callable[[str], None]
    """Raises `NotSent` for an address that cannot be one; dials nowhere."""
    sender: Callable[[str], Callable[[Message], None]]
    """Gets the address of the mail server, gives what sends; that raises `NotSent`."""
    dials: Callable[[str], tuple[str, int] | None] = lambda _: None
    """The host and port that an address makes us dial, as far as it names them; None where it names none."""
    signed: bool = False
    """Whether messages are signed with a secret that the receiver gets once."""
