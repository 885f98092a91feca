from django.db import migrations, models


def judge_once(apps, schema_editor):
    """What was read before is read once more, so that it knows when its next value can be judged."""
    apps.get_model("kpis", "Reading").objects.exclude(value=None).update(ripe_at=models.F("judged_at"))


class Migration(migrations.Migration):
    dependencies = [("kpis", "0002_values_from_sources")]

    operations = [
        migrations.AddField("reading", "judged_value", models.FloatField(null=True, help_text="of the last period that was judged")),
        migrations.AddField("reading", "judged_time", models.DateTimeField(null=True)),
        migrations.AddField(
            "reading",
            "ripe_at",
            models.DateTimeField(null=True, db_index=True, help_text="when its next value can be judged"),
        ),
        migrations.RunPython(judge_once, migrations.RunPython.noop),
    ]
