"""What the pages are made of stays within the policy, within its size, and on this host."""

import gzip
import re
from pathlib import Path

import django_htmx
import pytest

import vitalfew.web

WEB = Path(vitalfew.web.__file__).parent
TEMPLATES = sorted(WEB.rglob("*.html"))
CSS = sorted((WEB / "static/vitalfew/css").glob("*.css"))
REFUSED = {
    "a style attribute": r"\sstyle\s*=",
    "a style element": r"<style\b",
    "an inline script": r"<script(?![^>]*\bsrc=)",
    "an inline handler": r"\son[a-z]+\s*=",
    "htmx that needs eval": r"\bhx-on|[\"']js:|hx-vals=[\"']javascript",
    "an htmx trigger filter": r"hx-trigger=\"[^\"]*\[",
    "another host": r"(?:src|action)=\"(?:https?:)?//|<(?!a\s)[^<>]*\shref=\"(?:https?:)?//",  # a link loads nothing
    "a link that tells where it was followed": r"<a\s(?![^<>]*rel=\"noreferrer)[^<>]*\shref=\"(?:https?:)?//",
    "a mark that promises": r"\bTODO\b|coming soon",
}

pytestmark = pytest.mark.plain


@pytest.mark.parametrize("what", REFUSED)
def test_no_template_has(what):
    pattern = re.compile(REFUSED[what])
    assert [path.name for path in TEMPLATES if pattern.search(markup(path))] == []


def markup(path):
    return re.sub(r"\{%.*?%\}|\{#.*?#\}", "", path.read_text(), flags=re.S)


def test_scripts_together_stay_under_sixty_kilobytes_compressed():
    htmx = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"
    scripts = [*(WEB / "static/vitalfew/js").glob("*.js"), htmx]
    assert sum(len(gzip.compress(path.read_bytes())) for path in scripts) < 60_000


@pytest.mark.parametrize("path", CSS, ids=lambda path: path.name)
def test_every_style_lies_in_a_declared_layer_and_uses_the_tokens(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    declared = {"tokens", "base", "layout", "components", "print"}
    assert set(re.findall(r"@layer (\w+) \{", text)) <= declared
    assert not re.sub(r"@layer [\w, ]+(;|\{.*\})", "", text, flags=re.S).strip()
    if path.name != "tokens.css":
        on_screen = text.partition("@media print")[0]
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b", on_screen) == []


def test_every_style_is_linked_or_belongs_to_a_page():
    linked = set(re.findall(r"vitalfew/css/(\w+\.css)", "".join(path.read_text() for path in TEMPLATES)))
    assert {path.name for path in CSS} == linked
