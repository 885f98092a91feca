from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("okrs", "0003_the_change_side")]

    operations = [
        migrations.AlterField(
            "objective",
            "private",
            models.BooleanField(
                default=False,
                help_text="Private: only its owner and its helpers see it, with all that hangs from it.",
            ),
        ),
        migrations.RemoveConstraint("objective", "objective_once_per_cycle"),
        migrations.AddConstraint(
            "objective",
            models.UniqueConstraint(
                fields=("team", "cycle", "title"),
                condition=models.Q(private=False),
                name="objective_once_per_cycle",
                violation_error_message="This team has an objective of that name in that cycle already.",
            ),
        ),
        migrations.AddIndex(
            "objective",
            models.Index(fields=["workspace"], condition=models.Q(private=True), name="objective_private"),
        ),
    ]
