from django.db import migrations, models

from eoffice.wilayah.tenancy.migrations import LowerWalls, SecureTenantTable


class Migration(migrations.Migration):

    dependencies = [
        ('surat', '0005_berkas_saya'),
        ('wilayah', '0001_desa'),
    ]

    operations = [
        LowerWalls('Ekspedisi'),
        migrations.RemoveConstraint(
            model_name='ekspedisi',
            name='ekspedisi_sekali',
        ),
        migrations.AddField(
            model_name='ekspedisi',
            name='alasan',
            field=models.CharField(blank=True, default='', max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='ekspedisi',
            name='dicoret_oleh',
            field=models.UUIDField(help_text='Pengguna yang mencoret', null=True),
        ),
        migrations.AddField(
            model_name='ekspedisi',
            name='dicoret_pada',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name='ekspedisi',
            constraint=models.UniqueConstraint(condition=models.Q(('dicoret_pada', None)), fields=('desa', 'surat_id'), name='ekspedisi_sekali'),
        ),
        migrations.AddConstraint(
            model_name='ekspedisi',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('alasan', ''), ('dicoret_oleh', None), ('dicoret_pada', None)), models.Q(('dicoret_oleh__isnull', False), ('dicoret_pada__isnull', False), models.Q(('alasan', ''), _negated=True)), _connector='OR'), name='ekspedisi_coretan'),
        ),
        SecureTenantTable('Ekspedisi'),
    ]
