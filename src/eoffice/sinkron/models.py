"""Who takes part in synchronisation, what the other side has confirmed, what could not be applied."""

from django.db import models
from django.db.models import F, Q

from eoffice.wilayah.tenancy import ModelDesa


class StatusNode(models.TextChoices):
    """Whether an installation may still append to its village's streams."""

    AKTIF = "aktif"
    DICABUT = "dicabut"


class Node(ModelDesa):
    """One installation of a village as the hub knows it, by its key (Ed25519, raw bytes). One of them is active."""

    kunci = models.BinaryField(max_length=32)
    status = models.CharField(max_length=7, choices=StatusNode, default=StatusNode.AKTIF)
    terdaftar_pada = models.DateTimeField()
    dicabut_pada = models.DateTimeField(null=True)
    terlihat_pada = models.DateTimeField(null=True)
    selisih_jam = models.IntegerField(default=0, help_text="Detik; positif: jam desa terlalu maju")
    versi = models.CharField(max_length=20, blank=True)
    epoch = models.UUIDField(null=True, help_text="Aliran yang sedang ditulis di desa, seperti dilaporkannya")
    urut = models.PositiveBigIntegerField(default=0, help_text="Peristiwa terakhir di desa")
    mesin = models.CharField(
        max_length=16, blank=True, help_text="Sidik komputer yang pertama memakai kunci ini"
    )
    giliran_ke = models.PositiveBigIntegerField(default=0)
    giliran_tanda = models.CharField(
        max_length=32, blank=True, help_text="Tanda giliran bertemu yang terakhir dipakai"
    )

    class Meta(ModelDesa.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("desa",), condition=Q(status=StatusNode.AKTIF), name="sinkron_node_satu_aktif"
            ),
        )

    def __str__(self) -> str:
        return f"{self.desa_id} {self.pk}"


class PenulisAliran(ModelDesa):
    """Which installation of the other side writes a stream: nobody else may append to it.

    Without ``node`` it is the hub. A stream that came back after a restore, or to a new server, has no row.
    """

    epoch = models.UUIDField()
    node = models.UUIDField(null=True)

    class Meta(ModelDesa.Meta):
        constraints = (models.UniqueConstraint(fields=("desa", "epoch"), name="sinkron_penulis_satu"),)

    def __str__(self) -> str:
        return f"{self.epoch} {self.node}"


class TandaTerima(ModelDesa):
    """The other side's last signed receipt for one stream: how much of it is stored, and applied, over there."""

    epoch = models.UUIDField()
    urut = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    diterapkan = models.PositiveBigIntegerField(default=0)
    isi = models.BinaryField()
    pada = models.DateTimeField()

    class Meta(ModelDesa.Meta):
        constraints = (models.UniqueConstraint(fields=("desa", "epoch"), name="sinkron_tanda_terima_satu"),)

    def __str__(self) -> str:
        return f"{self.epoch} #{self.urut}"


class Karantina(ModelDesa):
    """An event that is stored and confirmed but could not be applied, and those of its aggregate that wait behind it.

    ``sebab`` is a message code; a person sees it with what to do. Solved, the row stays as a record.
    """

    epoch = models.UUIDField()
    urut = models.PositiveBigIntegerField()
    id_peristiwa = models.UUIDField()
    jenis = models.CharField(max_length=60)
    agregat = models.CharField(max_length=40)
    agregat_id = models.UUIDField()
    sebab = models.CharField(max_length=60)
    rincian = models.JSONField(default=dict)
    sejak = models.DateTimeField()
    selesai_pada = models.DateTimeField(null=True)
    diputuskan_oleh = models.CharField(max_length=60, blank=True)

    class Meta(ModelDesa.Meta):
        constraints = (
            models.UniqueConstraint(fields=("desa", "epoch", "urut"), name="sinkron_karantina_satu"),
        )
        indexes = (
            models.Index(
                fields=("desa", "agregat_id"),
                condition=Q(selesai_pada__isnull=True),
                name="sinkron_karantina_terbuka",
            ),
        )

    def __str__(self) -> str:
        return f"{self.jenis} #{self.urut}: {self.sebab}"


class PaketSimpan(ModelDesa):
    """A branch of one's own epoch that only the other side wrote down, kept as it came: nothing of it may vanish."""

    epoch = models.UUIDField()
    dari = models.PositiveBigIntegerField()
    sampai = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    isi = models.BinaryField()
    diterima_pada = models.DateTimeField()

    class Meta(ModelDesa.Meta):
        constraints = (
            models.UniqueConstraint(fields=("desa", "epoch", "digest"), name="sinkron_paket_satu"),
        )

    def __str__(self) -> str:
        return f"{self.epoch} #{self.dari}-{self.sampai}"


class KodePendaftaran(ModelDesa):
    """A one-time code with which a new installation of the village registers its key; kept as a keyed digest.

    ``ganti``: it takes the place of the active one, which is revoked, once a second person has approved that.
    ``dipakai_node`` used it.
    """

    digest = models.CharField(max_length=64)
    dibuat_oleh = models.CharField(max_length=60)
    kedaluwarsa = models.DateTimeField()
    dipakai_pada = models.DateTimeField(null=True)
    dipakai_node = models.UUIDField(null=True)
    ganti = models.BooleanField(default=False)
    disetujui_oleh = models.CharField(max_length=60, blank=True)

    class Meta(ModelDesa.Meta):
        constraints = (models.UniqueConstraint(fields=("desa", "digest"), name="sinkron_kode_satu"),)

    def __str__(self) -> str:
        return f"kode pendaftaran {self.pk}"


class Pencocokan(ModelDesa):
    """One comparison of a table with the checkpoint its owner told in the stream: the same at the same place, or not.

    ``berbeda`` lists the buckets (0 to 255) whose digests differ.
    """

    epoch = models.UUIDField()
    urut = models.PositiveBigIntegerField()
    tabel = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    digest_pemilik = models.CharField(max_length=64)
    berbeda = models.JSONField(default=list)
    pada = models.DateTimeField()

    class Meta(ModelDesa.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("desa", "epoch", "urut", "tabel"), name="sinkron_pencocokan_satu"
            ),
        )
        indexes = (models.Index(fields=("desa", "-pada"), name="sinkron_pencocokan_pada"),)

    def __str__(self) -> str:
        return f"{self.tabel} @ {self.urut}"


class BerkasAntar(ModelDesa):
    """A file that events name by its SHA-256 and that travels after them: to be fetched here, or known to be there.

    ``ukuran`` of an awaited one is known from its first piece on: so much room is taken for it.
    """

    sha256 = models.CharField(max_length=64)
    ditunggu = models.BooleanField(help_text="Ditunggu di sini; bila tidak: dikirim dari sini")
    ukuran = models.PositiveBigIntegerField(null=True)
    disebut_pada = models.DateTimeField()
    selesai_pada = models.DateTimeField(null=True)
    diminta = models.BooleanField(default=False, help_text="Seberang memintanya dalam berkas antar")

    class Meta(ModelDesa.Meta):
        constraints = (
            models.UniqueConstraint(fields=("desa", "sha256", "ditunggu"), name="sinkron_berkas_satu"),
        )
        indexes = (
            models.Index(
                fields=("desa", "ditunggu"),
                condition=Q(selesai_pada__isnull=True),
                name="sinkron_berkas_menunggu",
            ),
        )

    def __str__(self) -> str:
        return self.sha256


class JatahBerkas(ModelDesa):
    """How many bytes of a village's files may move and lie: one row a village.

    At its own server ``bita`` of ``hari`` moved, either way, and ``kuota``, ``terpakai`` and ``ditolak`` are what the
    regency said last. At the regency ``kuota`` is the room an officer gave (``None``: the usual). ``ditolak``: files
    that wait in the village because they do not fit.
    """

    hari = models.DateField(null=True)
    bita = models.PositiveBigIntegerField(default=0)
    kuota = models.PositiveBigIntegerField(null=True)
    terpakai = models.PositiveBigIntegerField(default=0)
    ditolak = models.PositiveIntegerField(default=0)

    class Meta(ModelDesa.Meta):
        constraints = (models.UniqueConstraint(fields=("desa",), name="sinkron_jatah_satu"),)

    def __str__(self) -> str:
        return f"jatah berkas {self.desa_id}"


class Antaran(ModelDesa):
    """When a file for the other side was last written here, and when one of it was taken in: one row a village.

    ``dibawa`` events were in the one that was written. ``kurang``: what was taken in has gaps that an answer closes.
    """

    ditulis_pada = models.DateTimeField(null=True)
    dibawa = models.PositiveBigIntegerField(default=0)
    diterima_pada = models.DateTimeField(null=True)
    kurang = models.BooleanField(default=False)

    class Meta(ModelDesa.Meta):
        constraints = (models.UniqueConstraint(fields=("desa",), name="sinkron_antaran_satu"),)

    def __str__(self) -> str:
        return f"antaran {self.desa_id}"


class Temu(ModelDesa):
    """The village's diary of meetings with its hub; neighbours that moved nothing and ended alike are one line.

    ``sebab`` is the message code of a failure. The newest lines are kept, the others are of no use.
    """

    mulai = models.DateTimeField()
    akhir = models.DateTimeField()
    kali = models.PositiveIntegerField(default=1)
    sebab = models.CharField(max_length=60, blank=True)
    rincian = models.JSONField(default=dict)
    dikirim = models.PositiveBigIntegerField(default=0)
    diambil = models.PositiveBigIntegerField(default=0)
    berkas = models.PositiveIntegerField(default=0)
    selisih_jam = models.IntegerField(default=0, help_text="Detik; positif: jam desa terlalu maju")

    class Meta(ModelDesa.Meta):
        indexes = (models.Index(fields=("desa", "-akhir"), name="sinkron_temu_akhir"),)

    def __str__(self) -> str:
        return f"{self.mulai} {self.sebab or 'berhasil'}"


class StatusPenarikan(models.TextChoices):
    """What became of a proposal to take a letter back."""

    DIUSULKAN = "diusulkan"
    DISETUJUI = "disetujui"
    DIBATALKAN = "dibatalkan"


class Penarikan(ModelDesa):
    """A proposal to take back what was given to the village; another person than who made it approves it."""

    agregat = models.CharField(max_length=40)
    agregat_id = models.UUIDField()
    alasan = models.CharField(max_length=300)
    status = models.CharField(max_length=10, choices=StatusPenarikan, default=StatusPenarikan.DIUSULKAN)
    diusulkan_oleh = models.CharField(max_length=60)
    nama_pengusul = models.CharField(max_length=100)
    diusulkan_pada = models.DateTimeField()
    diputuskan_oleh = models.CharField(max_length=60, blank=True)
    nama_pemutus = models.CharField(max_length=100, blank=True)
    diputuskan_pada = models.DateTimeField(null=True)

    class Meta(ModelDesa.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("desa", "agregat_id"),
                condition=Q(status=StatusPenarikan.DIUSULKAN),
                name="sinkron_penarikan_satu_usul",
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusPenarikan.DISETUJUI) | ~Q(diputuskan_oleh=F("diusulkan_oleh")),
                name="sinkron_penarikan_dua_orang",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agregat} {self.agregat_id}: {self.status}"


class KeadaanNode(models.Model):
    """How the server of one village is, in one row and without personal data: what the regency's board reads.

    Global, so that all villages are one query and no scope is opened for reading them. It repeats what stands in the
    village's own tables, and is computed again from them (``basi``: not yet since the last change).
    """

    desa = models.OneToOneField("wilayah.Desa", models.CASCADE, primary_key=True, related_name="+")
    node = models.UUIDField(null=True)
    status = models.CharField(max_length=7, choices=StatusNode, blank=True, help_text="Kosong: tanpa server")
    terdaftar_pada = models.DateTimeField(null=True)
    terlihat_pada = models.DateTimeField(null=True)
    versi = models.CharField(max_length=20, blank=True)
    selisih_jam = models.IntegerField(default=0)
    kepala = models.PositiveBigIntegerField(default=0, help_text="Peristiwa terakhir di desa")
    diterima = models.PositiveBigIntegerField(default=0)
    diterapkan = models.PositiveBigIntegerField(default=0)
    tertinggal = models.PositiveBigIntegerField(
        default=0, help_text="Diterima, belum diterapkan, semua aliran"
    )
    batas_terap = models.PositiveBigIntegerField(default=0, help_text="Diterima seluruhnya pada batas_pada")
    batas_pada = models.DateTimeField(null=True, help_text="Sejak itu ada yang belum diterapkan")
    tertua_sejak = models.DateTimeField(null=True, help_text="Data tertua di desa yang belum dikirim")
    berkas_desa = models.PositiveBigIntegerField(
        null=True, help_text="Berkas yang menunggu dikirim, menurut desa"
    )
    berkas_ditunggu = models.PositiveBigIntegerField(default=0)
    berkas_bita = models.PositiveBigIntegerField(default=0, help_text="Berkas dari server desa, byte")
    berkas_kuota = models.PositiveBigIntegerField(null=True, help_text="Byte; kosong: tanpa batas")
    berkas_ditolak = models.PositiveIntegerField(default=0, help_text="Menunggu di desa karena kuota penuh")
    tertahan = models.PositiveBigIntegerField(default=0)
    tertahan_desa = models.PositiveBigIntegerField(null=True)
    cocok_pada = models.DateTimeField(null=True)
    tabel_beda = models.PositiveIntegerField(default=0)
    cabang_pada = models.DateTimeField(null=True)
    mesin = models.CharField(max_length=16, blank=True)
    mesin_lalu = models.CharField(max_length=16, blank=True)
    mesin_ganti_pada = models.DateTimeField(null=True)
    klon_pada = models.DateTimeField(null=True)
    disk_sisa = models.PositiveBigIntegerField(null=True)
    disk_semua = models.PositiveBigIntegerField(null=True)
    kode_sampai = models.DateTimeField(null=True, help_text="Kode pendaftaran yang belum dipakai")
    basi = models.BooleanField(default=False)
    diperbarui_pada = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.desa_id} {self.status}"
