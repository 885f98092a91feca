import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_first_records'),
        ('alerts', '0001_first_records'),
        ('kpis', '0001_first_records'),
    ]

    operations = [
        migrations.CreateModel(
            name='Breach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('red_line', 'Red line crossed'), ('worse', 'Real change for the worse'), ('check_point', 'A point to check'), ('late', 'No new value'), ('source_failing', 'Source failing')], max_length=20)),
                ('severity', models.CharField(choices=[('now', 'now'), ('day', 'that day')], max_length=10)),
                ('opened_at', models.DateTimeField()),
                ('value', models.FloatField(null=True)),
                ('value_time', models.DateTimeField(help_text='of the last value that was wrong', null=True)),
                ('first_time', models.DateTimeField(help_text='of the first value that was wrong', null=True)),
                ('words', models.CharField(help_text='as it was judged', max_length=300)),
                ('meaning', models.TextField(blank=True)),
                ('crossed', models.PositiveIntegerField(default=1, help_text='how often, while it was open')),
                ('told_at', models.DateTimeField(null=True)),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('snoozed_until', models.DateTimeField(null=True)),
                ('answer', models.TextField(blank=True, verbose_name='what was done')),
                ('answered_at', models.DateTimeField(null=True)),
                ('deadline', models.DateTimeField(help_text='by when somebody has to say what was done')),
                ('escalated_at', models.DateTimeField(null=True)),
                ('recovering_since', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_how', models.CharField(blank=True, choices=[('person', 'closed by hand'), ('recovered', 'recovered'), ('corrected', 'the value or the line was changed'), ('retired', 'the KPI was retired')], max_length=10)),
                ('acknowledged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='breaches', to='accounts.person')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('kpi', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='breaches', to='kpis.kpi')),
                ('workspace', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
            ],
            options={
                'verbose_name_plural': 'breaches',
                'ordering': ('-opened_at', '-pk'),
                'abstract': False,
                'base_manager_name': 'everywhere',
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='action',
            name='breach',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='actions', to='alerts.breach'),
        ),
        migrations.AddIndex(
            model_name='breach',
            index=models.Index(fields=['workspace', 'closed_at', '-opened_at'], name='breach_by_time'),
        ),
        migrations.AddIndex(
            model_name='breach',
            index=models.Index(condition=models.Q(('answer', ''), ('closed_at', None)), fields=['deadline'], name='breach_unanswered'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('kpi', 'kind'), name='one_open_breach_a_kind'),
        ),
    ]
