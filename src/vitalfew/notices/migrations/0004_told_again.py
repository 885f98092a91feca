from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0003_what_a_link_does_and_a_chart'),
    ]

    operations = [
        migrations.AddField(
            model_name='wishes',
            name='again_after',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Never'), (4, 'After 4 hours'), (24, 'After a day'), (48, 'After two days')], default=24, verbose_name='told again'),
        ),
    ]
