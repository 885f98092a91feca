from django.db import migrations, models


def fill_in(apps, schema_editor):
    """Let the history of objectives and key results that was kept before know to which objective it belongs."""
    ChangedRow = apps.get_model("accounts", "ChangedRow")
    ChangedRow.objects.filter(model="okrs.Objective").update(belongs_to=models.F("key"))
    of_key_results, changed = {}, []
    for row in ChangedRow.objects.filter(model__in=("okrs.KeyResult", "okrs.CheckIn")).order_by("pk").iterator():
        fields = {**(row.before or {}), **(row.after or {})}
        if row.model == "okrs.KeyResult":
            of_key_results[row.key] = fields.get("objective")
        row.belongs_to = of_key_results.get(row.key if row.model == "okrs.KeyResult" else fields.get("key_result"))
        changed.append(row)
        if len(changed) == 500:
            ChangedRow.objects.bulk_update(changed, ["belongs_to"])
            changed.clear()
    ChangedRow.objects.bulk_update(changed, ["belongs_to"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_days_away_and_kept_views")]

    operations = [
        migrations.AddField(
            "changedrow",
            "belongs_to",
            models.BigIntegerField(null=True, help_text="the objective from which the record hangs"),
        ),
        migrations.AddField(
            "changedrow",
            "was_private",
            models.BooleanField(default=False, help_text="whether that was private then"),
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        migrations.AddIndex(
            "changedrow",
            models.Index(
                fields=["belongs_to"],
                condition=models.Q(belongs_to__isnull=False),
                name="changed_of_objective",
            ),
        ),
        migrations.AddIndex(
            "changedrow",
            models.Index(fields=["workspace"], condition=models.Q(was_private=True), name="changed_in_private"),
        ),
    ]
