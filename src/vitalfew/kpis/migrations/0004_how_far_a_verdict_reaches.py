from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kpis", "0003_when_a_value_can_be_judged")]

    operations = [
        migrations.AddField(
            "reading",
            "reach",
            models.FloatField(null=True, help_text="how far out the verdict is: a multiple of its own limit"),
        ),
    ]
