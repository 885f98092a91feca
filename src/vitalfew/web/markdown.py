"""What people write, as HTML that nobody needs to trust: an allow-list, and nothing that loads or runs."""

import re
from html import escape, unescape

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TAGS = {"p", "br", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "a"}
SCHEMES = {"http", "https", "mailto"}
_reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "heading", "lheading", "hr"])
ADDRESS = re.compile(r"(https?://[^\s<>\"“”]*[^\s<>\"“”.,;:!?'’)\]])", re.IGNORECASE)
_cleaner = nh3.Cleaner(
    tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, url_relative="deny", link_rel="nofollow noopener"
)


def plain(text: str) -> str:
    """The words of Markdown without its marks, in one line."""
    return " ".join(unescape(strip_tags(_reader.render(text))).split())


def written(text: str) -> SafeString:
    """Markdown as HTML: emphasis, lists, quotes, code, and links to http, https and mailto."""
    return mark_safe(_cleaner.clean(_reader.render(text)))  # noqa: S308  (cleaned by an allow-list)


def with_links(text: str) -> SafeString:
    """Plain text as HTML whose web addresses are links; nothing else in it is markup."""
    parts = [
        f'<a href="{escape(part)}" rel="noopener nofollow">{escape(part)}</a>' if number % 2 else escape(part)
        for number, part in enumerate(ADDRESS.split(text))
    ]
    return mark_safe("".join(parts))  # noqa: S308  (every part is escaped)


def _link_addresses(state: StateCore) -> None:
    """A bare address of the web is a link, except within one."""
    for block in state.tokens:
        inside, found = 0, []
        for token in block.children or ():
            inside += token.nesting if token.type.startswith("link_") else 0
            found.extend([token] if inside or token.type != "text" else _split(token))
        if block.children:
            block.children = found


def _split(token: Token) -> list[Token]:
    found = []
    for number, part in enumerate(ADDRESS.split(token.content)):
        text = Token("text", "", 0, content=part)
        link = [Token("link_open", "a", 1, attrs={"href": part}), text, Token("link_close", "a", -1)]
        found.extend(link if number % 2 else [text])
    return found


_reader.core.ruler.push("addresses", _link_addresses)
