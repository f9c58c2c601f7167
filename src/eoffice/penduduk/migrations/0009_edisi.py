import uuid

import django.db.models.deletion
import eoffice.kernel.ids
import eoffice.wilayah.tenancy.fields
from django.db import migrations, models

from eoffice.wilayah.tenancy.migrations import SecureTenantTable


def mark(apps, schema_editor):
    """Give every village a first mark, so that its statistics are remembered from now on."""
    edisi = apps.get_model('penduduk', 'Edisi')
    for kode in apps.get_model('wilayah', 'Desa').objects.values_list('pk', flat=True):
        edisi.objects.create(id=uuid.uuid4(), desa_id=kode, cap=uuid.uuid4())


class Migration(migrations.Migration):

    dependencies = [
        ('penduduk', '0008_serupa'),
        ('wilayah', '0001_desa'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='penduduk', name='penduduk_umur'),
        migrations.AddIndex(
            model_name='penduduk',
            index=models.Index(fields=['desa', 'status_dasar', 'hilang_pada', 'jenis_kelamin', 'tanggal_lahir', 'agama', 'pendidikan', 'pekerjaan', 'status_kawin', 'shdk', 'kewarganegaraan', 'golongan_darah', 'pendidikan_sedang', 'cacat', 'cara_kb', 'hamil', 'ktp_el', 'status_rekam', 'asuransi'], name='penduduk_umur'),
        ),
        migrations.CreateModel(
            name='Edisi',
            fields=[
                ('id', models.UUIDField(default=eoffice.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('cap', models.UUIDField()),
                ('desa', eoffice.wilayah.tenancy.fields.DesaKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wilayah.desa')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('desa',), name='edisi_satu')],
            },
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
        SecureTenantTable('Edisi'),
    ]
