from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("okrs", "0005_scores_half_written")]

    operations = [
        migrations.AlterField(
            "roundlink",
            "round",
            models.DateField("day on which it is asked", help_text="by the reader's own calendar"),
        ),
    ]
