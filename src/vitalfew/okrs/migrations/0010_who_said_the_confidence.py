import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    standing, check_in = apps.get_model("okrs", "Standing"), apps.get_model("okrs", "CheckIn")
    said = check_in.objects.filter(key_result=models.OuterRef("key_result"), confidence__isnull=False)
    last = models.Subquery(said.order_by("-at", "-pk").values("by")[:1])
    standing.objects.filter(confidence__isnull=False).update(confidence_by=last)


class Migration(migrations.Migration):
    dependencies = [("okrs", "0009_check_ins_from_a_chat")]

    operations = [
        migrations.AddField(
            "standing",
            "confidence_by",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="accounts.person"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
