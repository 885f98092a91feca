from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kpis", "0008_fewer_indexes")]

    operations = [
        migrations.AddField(
            "kpi",
            "half_collected",
            models.DateTimeField(
                editable=False,
                help_text="start of the period that its source told of before its end, and not since",
                null=True,
            ),
        ),
    ]
