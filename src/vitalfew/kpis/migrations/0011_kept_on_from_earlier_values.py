from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kpis", "0010_the_point_that_a_verdict_speaks_of")]

    operations = [
        migrations.AddField(
            "kpi",
            "goes_on_since",
            models.DateTimeField(
                editable=False,
                help_text="when it was made of a key result, whose values it goes on with",
                null=True,
            ),
        ),
    ]
