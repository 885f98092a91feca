from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models

OUTCOMES = [
    ("keep", "Keep what it reached; nothing more is asked"),
    ("stop", "Stop it"),
    ("carry", "Carry it over into the next cycle"),
    ("graduate", "Graduate: hold it from now on, as a KPI"),
]


class Migration(migrations.Migration):
    dependencies = [("okrs", "0004_private_objectives")]

    operations = [
        migrations.AlterField(
            "score",
            "score",
            models.FloatField(blank=True, null=True, validators=[MinValueValidator(0.0), MaxValueValidator(1.0)]),
        ),
        migrations.AlterField(
            "score",
            "outcome",
            models.CharField("what becomes of it", max_length=10, choices=OUTCOMES, blank=True),
        ),
        migrations.AddField(
            "objective",
            "answer",
            models.TextField(
                "the answer that was found", blank=True, default="", help_text="to what a learning objective asks"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "objective",
            "relevant_at",
            models.DateTimeField(
                null=True,
                blank=True,
                editable=False,
                help_text="when it was said half-way that it still matters",
            ),
        ),
        migrations.AddField(
            "objective",
            "relevant_because",
            models.TextField("why it still matters", blank=True, default=""),
            preserve_default=False,
        ),
    ]
