from django.db import migrations, models


class Migration(migrations.Migration):
    """The history of a KPI is fetched in stretches, the latest first; this is how far it has come."""

    dependencies = [("collecting", "0001_where_values_come_from")]

    operations = [
        migrations.AddField(
            model_name="feed", name="backfill_to", field=models.DateTimeField(null=True),
        ),
    ]
