from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0002_how_often_the_digest_comes'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='link_words',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='notice',
            name='chart',
            field=models.JSONField(default=dict),
        ),
    ]
