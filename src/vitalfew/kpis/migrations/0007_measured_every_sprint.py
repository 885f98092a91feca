from django.db import migrations, models

FREQUENCIES = [
    ("hour", "hourly"),
    ("day", "daily"),
    ("week", "weekly"),
    ("two_weeks", "every 2 weeks"),
    ("sprint", "every sprint"),
    ("month", "monthly"),
    ("quarter", "quarterly"),
    ("half_year", "every half-year"),
    ("year", "yearly"),
]


class Migration(migrations.Migration):
    dependencies = [("kpis", "0006_targets_that_move")]

    operations = [
        migrations.AlterField(
            "kpi",
            "frequency",
            models.CharField("measured every", max_length=10, choices=FREQUENCIES, default="week"),
        ),
    ]
