from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0001_channels_and_notices'),
    ]

    operations = [
        migrations.AddField(
            model_name='wishes',
            name='digest',
            field=models.CharField(choices=[('weekly', 'Every week, on your first working morning'), ('daily', 'Every working morning'), ('never', 'Never')], default='weekly', max_length=10),
        ),
    ]
