from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kpis", "0005_values_that_arrived")]

    operations = [
        migrations.AddField(
            "kpi",
            "course",
            models.JSONField(
                "target over time",
                default=list,
                blank=True,
                help_text="[date, target] of each date, straight lines between them; the last is the target",
            ),
        ),
    ]
