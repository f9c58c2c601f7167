import django.db.models.deletion
import eoffice.kernel.ids
import eoffice.wilayah.tenancy.fields
from django.db import migrations, models

from eoffice.wilayah.tenancy.migrations import SecureTenantTable


class Migration(migrations.Migration):

    dependencies = [
        ('penduduk', '0007_kawin'),
        ('wilayah', '0001_desa'),
    ]

    operations = [
        migrations.CreateModel(
            name='BedaOrang',
            fields=[
                ('id', models.UUIDField(default=eoffice.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('oleh', models.CharField(max_length=100)),
                ('diputus_pada', models.DateTimeField()),
                ('revisi', models.PositiveIntegerField(default=1)),
                ('desa', eoffice.wilayah.tenancy.fields.DesaKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wilayah.desa')),
                ('dua', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='penduduk.penduduk')),
                ('satu', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='penduduk.penduduk')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('desa', 'satu', 'dua'), name='beda_orang_sekali')],
            },
        ),
        migrations.CreateModel(
            name='HitungRagu',
            fields=[
                ('id', models.UUIDField(default=eoffice.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('cap', models.CharField(max_length=80)),
                ('isi', models.JSONField(default=dict)),
                ('desa', eoffice.wilayah.tenancy.fields.DesaKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wilayah.desa')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('desa',), name='hitung_ragu_satu')],
            },
        ),
        migrations.CreateModel(
            name='Serupa',
            fields=[
                ('id', models.UUIDField(default=eoffice.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('sejak', models.DateTimeField()),
                ('desa', eoffice.wilayah.tenancy.fields.DesaKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wilayah.desa')),
                ('dua', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='penduduk.penduduk')),
                ('satu', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='penduduk.penduduk')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('desa', 'satu', 'dua'), name='serupa_unik')],
            },
        ),
        SecureTenantTable('Serupa'),
        SecureTenantTable('HitungRagu'),
        SecureTenantTable('BedaOrang'),
    ]
