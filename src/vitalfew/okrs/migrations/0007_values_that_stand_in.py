from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("okrs", "0006_round_links_by_day")]

    operations = [
        migrations.AddField(
            "standing",
            "pace_points",
            models.JSONField(
                default=list, help_text="the progress that its dated steps expect: [share of the cycle, progress]"
            ),
        ),
        migrations.AddField(
            "standing",
            "instead_of",
            models.FloatField(null=True, help_text="the measured value for which `value` stands in"),
        ),
        migrations.AddField("standing", "stands_in_until", models.DateField(null=True)),
        migrations.AddField(
            "standing",
            "stands_in_because",
            models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
    ]
