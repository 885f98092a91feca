from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kpis", "0001_first_records"),
    ]

    operations = [
        migrations.AddField(
            model_name="reading",
            name="failing_since",
            field=models.DateTimeField(help_text="since when its source gives nothing", null=True),
        ),
        migrations.AddField(
            model_name="reading",
            name="failing_why",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="batch",
            name="origin",
            field=models.CharField(
                choices=[
                    ("hand", "typed by hand"),
                    ("checkin", "a check-in"),
                    ("file", "a file"),
                    ("api", "the API"),
                    ("sample", "the sample"),
                    ("source", "its source"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="correction",
            name="origin",
            field=models.CharField(
                choices=[
                    ("hand", "typed by hand"),
                    ("checkin", "a check-in"),
                    ("file", "a file"),
                    ("api", "the API"),
                    ("sample", "the sample"),
                    ("source", "its source"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="observation",
            name="origin",
            field=models.CharField(
                choices=[
                    ("hand", "typed by hand"),
                    ("checkin", "a check-in"),
                    ("file", "a file"),
                    ("api", "the API"),
                    ("sample", "the sample"),
                    ("source", "its source"),
                ],
                default="hand",
                max_length=10,
            ),
        ),
    ]
