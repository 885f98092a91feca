from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kpis", "0009_collected_before_its_end")]

    operations = [
        migrations.AddField(
            "reading",
            "point_value",
            models.FloatField(null=True, help_text="of the last point of what the verdict speaks of"),
        ),
        migrations.AddField("reading", "point_time", models.DateTimeField(null=True)),
        migrations.AddField(
            "reading",
            "waits",
            models.TextField(blank=True, default="", help_text="why what was found needs no decision"),
            preserve_default=False,
        ),
    ]
