import django.db.models.deletion
import django.db.models.manager
import vitalfew.collecting.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0004_a_cache_that_workers_share'),
        ('kpis', '0002_values_from_sources'),
    ]

    operations = [
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('settings', models.JSONField(default=dict)),
                ('secrets', models.TextField(blank=True)),
                ('schedule', models.CharField(blank=True, help_text='Empty: in the early morning after each period. Or a line of cron, such as 30 7 * * MON-FRI.', max_length=100, validators=[vitalfew.collecting.models.cron_line], verbose_name='when')),
                ('place', models.CharField(blank=True, help_text='what fails together with it', max_length=200)),
                ('paused_at', models.DateTimeField(null=True)),
                ('backfill_from', models.DateField(null=True)),
                ('next_at', models.DateTimeField(db_index=True, null=True)),
                ('leased_until', models.DateTimeField(null=True)),
                ('failing_since', models.DateTimeField(null=True)),
                ('failures', models.PositiveIntegerField(default=0, help_text='in a row')),
                ('error', models.TextField(blank=True)),
                ('last_run_at', models.DateTimeField(null=True)),
                ('last_stored_at', models.DateTimeField(null=True)),
                ('kpi', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='feed', to='kpis.kpi')),
                ('workspace', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
            ],
            options={
                'ordering': ('kpi',),
                'abstract': False,
                'base_manager_name': 'everywhere',
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.DateTimeField(help_text='when it was due')),
                ('started_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('since', models.DateTimeField(null=True)),
                ('history', models.BooleanField(default=False, help_text='whether it fetched the history')),
                ('stored', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('error', models.TextField(blank=True)),
                ('feed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='collecting.feed')),
                ('workspace', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
            ],
            options={
                'ordering': ('-slot',),
                'abstract': False,
                'base_manager_name': 'everywhere',
                'constraints': [models.UniqueConstraint(fields=('feed', 'slot'), name='run_once_a_slot')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
    ]
