"""What people write, as HTML that nobody needs to trust: an allow-list, and nothing that loads or runs."""

from html import unescape

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "a"}
SCHEMES = {"http", "https", "mailto"}
_reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "heading", "lheading", "hr"])
_cleaner = nh3.Cleaner(
    tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, url_relative="deny", link_rel="nofollow noopener"
)


def plain(text: str) -> str:
    """The words of Markdown without its marks, in one line."""
    return " ".join(unescape(strip_tags(_reader.render(text))).split())


def written(text: str) -> SafeString:
    """Markdown as HTML: emphasis, lists, quotes, code, and links to http, https and mailto."""
    return mark_safe(_cleaner.clean(_reader.render(text)))  # noqa: S308  (cleaned by an allow-list)
