"""The history of a KPI is asked for at times of its own, so that a stretch that fails holds up no new value."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F


def due_at_once(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    feeds = apps.get_model("collecting", "Feed").objects
    feeds.exclude(backfill_from=None).update(backfill_at=F("next_at"))


class Migration(migrations.Migration):
    dependencies = [("collecting", "0003_asked_at_the_end_of_a_sprint")]

    operations = [
        migrations.AddField(
            "feed",
            "backfill_at",
            models.DateTimeField(null=True, db_index=True, help_text="when its history is asked for next"),
        ),
        migrations.AddField("feed", "backfill_failures", models.PositiveIntegerField(default=0, help_text="in a row")),
        migrations.AddField("feed", "backfill_error", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.RunPython(due_at_once, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint("run", "run_once_a_slot"),
        migrations.AddConstraint(
            "run", models.UniqueConstraint(fields=["feed", "slot", "history"], name="run_once_a_slot")
        ),
    ]
