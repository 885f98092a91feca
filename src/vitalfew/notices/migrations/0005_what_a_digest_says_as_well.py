from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0004_told_again'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='covers',
            field=models.JSONField(default=list, help_text='keys of notices to the same reader that it says as well'),
        ),
    ]
