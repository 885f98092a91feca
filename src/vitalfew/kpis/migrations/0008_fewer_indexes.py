"""A value that comes alone is written to two indexes of its table instead of four, a key to two instead of three."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_first_records"), ("kpis", "0007_measured_every_sprint")]

    operations = [
        migrations.AlterField(
            "observation",
            "batch",
            models.ForeignKey(
                "kpis.batch",
                on_delete=django.db.models.deletion.CASCADE,
                null=True,
                related_name="observations",
                db_index=False,
            ),
        ),
        migrations.AlterField(
            "observation",
            "by",
            models.ForeignKey(
                "accounts.person",
                on_delete=django.db.models.deletion.SET_NULL,
                null=True,
                related_name="+",
                db_index=False,
            ),
        ),
        migrations.AlterField(
            "delivery",
            "token",
            models.ForeignKey(
                "accounts.token",
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deliveries",
                db_index=False,
            ),
        ),
        migrations.AddIndex(
            "observation",
            models.Index(fields=["batch"], condition=models.Q(batch__isnull=False), name="values_of_a_batch"),
        ),
    ]
