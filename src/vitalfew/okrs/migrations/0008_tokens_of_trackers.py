import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_days_away_and_kept_views"), ("okrs", "0007_values_that_stand_in")]

    operations = [
        migrations.CreateModel(
            name="TrackerToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("host", models.CharField(help_text="github.com, or gitlab.example.org", max_length=200)),
                ("sealed", models.TextField(editable=False)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "workspace",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.workspace",
                    ),
                ),
            ],
            options={"ordering": ("host",), "abstract": False, "base_manager_name": "everywhere"},
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name="trackertoken",
            constraint=models.UniqueConstraint(
                fields=("workspace", "host"),
                name="tracker_token_once",
                violation_error_message="There is a token for this host already; remove it first.",
            ),
        ),
    ]
