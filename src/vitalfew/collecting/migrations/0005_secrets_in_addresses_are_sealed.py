"""Addresses of the web that hold a secret and were stored before such secrets were sealed, in the history as well."""

import json
import re
from collections.abc import Iterable
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from vitalfew.lib.sealed import Unreadable, seal, unseal  # what is sealed here has to be read by the same code

BATCH = 500
ADDRESSES = {"git": "repository", "files": "path"}
SOMEBODY = re.compile(r"^(\s*[\w.+-]+://)([^/?#]*)(?=@)")
NAMED = (
    r"pass(?!ed|eng|ing|ive)|pwd|credential|token|secret|key(?!word)|signature|(?<![a-z])sign?(?![a-z])|"
    r"auth(?!or(?!i[sz]))|session_?id|jwt|hmac"
)
OPTION = re.compile(rf"([?&][^=&#]*(?:{NAMED})[^=&#]*=)([^&#\s]+)", re.IGNORECASE)


def seal_addresses(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    feeds = list(apps.get_model("collecting", "Feed").objects.all())
    apps.get_model("collecting", "Feed").objects.bulk_update(_sealed(feeds), ["settings", "secrets"], batch_size=BATCH)
    rows = apps.get_model("accounts", "ChangedRow").objects
    changed = [row for row in rows.filter(model="collecting.Feed") if _sealed_in_history(row)]
    rows.bulk_update(changed, ["before", "after"], batch_size=BATCH)


def _sealed(feeds: Iterable[Any]) -> list[Any]:
    changed = []
    for feed in feeds:
        if parted := _parted({"kind": feed.kind, "settings": feed.settings, "secrets": feed.secrets}):
            feed.settings, feed.secrets = parted["settings"], parted["secrets"]
            changed.append(feed)
    return changed


def _sealed_in_history(row: Any) -> bool:
    before, after = _parted(row.before), _parted(row.after)
    row.before, row.after = before or row.before, after or row.after
    return bool(before or after)


def _parted(feed: dict[str, Any] | None) -> dict[str, Any] | None:
    """The feed with the whole address among its secrets; None where its address holds none, or they cannot be read."""
    if not feed or "settings" not in feed:
        return None
    name = ADDRESSES.get(feed["kind"], "address")
    address = str(feed["settings"].get(name, ""))
    shown = OPTION.sub(r"\1…", SOMEBODY.sub(r"\1…", address))
    try:
        secrets = json.loads(unseal(feed.get("secrets", "")) or "{}")
    except Unreadable:
        return None
    if shown == address:
        return None
    whole = seal(json.dumps({**secrets, name: address}))
    return {**feed, "settings": {**feed["settings"], name: shown}, "secrets": whole}


class Migration(migrations.Migration):
    dependencies = [
        ("collecting", "0004_history_has_a_time_of_its_own"),
        ("accounts", "0006_sprints_of_a_team"),
    ]

    operations = [migrations.RunPython(seal_addresses, migrations.RunPython.noop, elidable=True)]
