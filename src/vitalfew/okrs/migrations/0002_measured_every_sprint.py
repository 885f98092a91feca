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
    dependencies = [("okrs", "0001_first_records")]

    operations = [
        migrations.AlterField(
            "keyresult",
            "measured",
            models.CharField("measured every", max_length=10, choices=FREQUENCIES, default="week"),
        ),
    ]
