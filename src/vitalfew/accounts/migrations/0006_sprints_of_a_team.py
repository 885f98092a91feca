from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_screens_on_a_wall")]

    operations = [
        migrations.AddField(
            "team",
            "sprint_weeks",
            models.PositiveSmallIntegerField(
                "weeks in a sprint",
                default=2,
                choices=[(1, "1 week"), (2, "2 weeks"), (3, "3 weeks"), (4, "4 weeks")],
            ),
        ),
        migrations.AddField(
            "team",
            "sprint_from",
            models.DateField(
                "first day of a sprint",
                null=True,
                blank=True,
                help_text="Of any one, past or coming; all others follow from it. Empty: Mondays.",
            ),
        ),
    ]
