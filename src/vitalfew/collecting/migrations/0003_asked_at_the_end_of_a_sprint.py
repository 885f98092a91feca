from django.db import migrations, models

import vitalfew.collecting.models


class Migration(migrations.Migration):
    dependencies = [("collecting", "0002_history_in_stretches")]

    operations = [
        migrations.AlterField(
            "feed",
            "schedule",
            models.CharField(
                "when",
                max_length=100,
                blank=True,
                validators=[vitalfew.collecting.models.cron_line],
                help_text=(
                    "Empty: in the early morning after each period. "
                    "Or a line of cron, such as 30 7 * * MON-FRI, or end of sprint."
                ),
            ),
        ),
    ]
