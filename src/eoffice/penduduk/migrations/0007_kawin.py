from django.db import migrations, models

from eoffice.wilayah.tenancy.migrations import LowerWalls, SecureTenantTable


class Migration(migrations.Migration):

    dependencies = [
        ('penduduk', '0006_statistik'),
        ('wilayah', '0001_desa'),
    ]

    operations = [
        LowerWalls('Mutasi'),
        migrations.RemoveConstraint(
            model_name='mutasi',
            name='mutasi_jenis',
        ),
        migrations.AddConstraint(
            model_name='mutasi',
            constraint=models.CheckConstraint(condition=models.Q(('jenis__in', ['lahir', 'mati', 'datang', 'pindah', 'pindah_dalam_desa', 'pecah_kk', 'kawin', 'cerai', 'pembetulan'])), name='mutasi_jenis'),
        ),
        SecureTenantTable('Mutasi'),
    ]
