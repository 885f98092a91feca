from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from vitalfew.lib import preparing


@pytest.fixture
def places(settings, tmp_path: Path) -> tuple[Path, Path]:
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    (source / "page.css").write_text("a {}")
    settings.STATIC_ROOT = target
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    finders.get_finder.cache_clear()
    yield source, target
    finders.get_finder.cache_clear()


def test_static_files_are_collected_once_and_again_when_one_changes(places: tuple[Path, Path]):
    source, target = places
    preparing.collect()
    (target / "page.css").write_text("as collected")
    preparing.collect()
    assert (target / "page.css").read_text() == "as collected"
    (source / "page.css").write_text("a { color: red }")
    assert not preparing.collected()
    preparing.collect()
    assert (target / "page.css").read_text() == "a { color: red }"


def test_what_is_gone_is_gone_after_collecting(places: tuple[Path, Path]):
    source, target = places
    preparing.collect()
    (source / "page.css").rename(source / "other.css")
    preparing.collect()
    assert sorted(path.name for path in target.iterdir()) == [preparing.STAMP, "other.css"]


@pytest.mark.django_db(transaction=True)
def test_migrations_that_lack_are_named_and_applied():
    assert preparing.pending() == []
    call_command("migrate", "sessions", "zero", verbosity=0)
    assert preparing.pending() == ["sessions.0001_initial"]
    preparing.migrate()
    assert preparing.pending() == []
