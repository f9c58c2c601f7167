"""Applications, letters, their steps, and how a village writes letters. Private to this room."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from eoffice.arsip.rules.nomor import FORMAT_BAKU, Lingkup
from eoffice.surat.rules.alur import MENUNGGU, CaraTerbit, Status
from eoffice.surat.rules.ekspedisi import PANJANG_ALASAN, PANJANG_PENERIMA, Sebagai
from eoffice.surat.rules.kiriman import Hasil, Tindakan
from eoffice.surat.rules.padam import Keadaan
from eoffice.wilayah.tenancy import ModelDesa

Batasan = list[models.BaseConstraint]
_BERBERKAS = [Status.TERBIT.value, Status.DICABUT.value]
_HASIL = [(satu, satu) for satu in ("", *(hasil.value for hasil in Hasil))]
_MENUNGGU = sorted(status.value for status in MENUNGGU)


class CatatanTetap(RuntimeError):
    """Code tried to change or delete a step that was taken: a programming error."""


class PengaturanSurat(ModelDesa):
    """How a village prints, numbers and issues; one row a village."""

    kertas = models.JSONField(default=dict, help_text="Kolom dari rules.badan.Kertas")
    cara_terbit = models.CharField(max_length=10, default=CaraTerbit.BASAH.value)
    paraf = models.BooleanField(default=True)
    format_nomor = models.CharField(max_length=80, default=FORMAT_BAKU)
    lingkup_nomor = models.CharField(max_length=10, default=Lingkup.PER_BUKU.value)
    lambang = models.CharField(max_length=64, blank=True, help_text="SHA-256 PNG lambang")
    jenis = models.JSONField(default=dict, help_text="Kode jenis -> kolom rules.jenis.UbahanJenis")
    libur = models.JSONField(default=dict, help_text="Tanggal libur desa sendiri -> sebabnya")
    revisi = models.PositiveIntegerField(default=0, help_text="0: belum pernah diubah")

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[Batasan] = [
            models.UniqueConstraint(fields=["desa"], name="pengaturan_surat_satu"),
            models.CheckConstraint(
                condition=Q(cara_terbit__in=[cara.value for cara in CaraTerbit]),
                name="pengaturan_cara_terbit",
            ),
        ]

    def __str__(self) -> str:
        return f"pengaturan {self.desa_id}"


class Draf(ModelDesa):
    """Answers before they are sent. Its id, given by the server, is the idempotency key of the sending.

    A draft that mends a returned letter names the letter and the version that was returned.
    """

    pemilik = models.UUIDField(help_text="Pengguna yang mengisi")
    memperbaiki = models.UUIDField(null=True, help_text="Surat yang dikembalikan")
    versi_surat = models.PositiveIntegerField(default=0, help_text="Versi surat saat dikembalikan")
    penduduk_id = models.UUIDField()
    jenis = models.CharField(max_length=20)
    nilai = models.JSONField(default=dict)
    berkas = models.JSONField(default=list)
    telepon = models.CharField(max_length=16, blank=True)
    kedaluwarsa = models.DateTimeField()

    class Meta(ModelDesa.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "pemilik"], name="draf_pemilik")
        ]

    def __str__(self) -> str:
        return f"draf {self.pk}"


class BerkasLepas(ModelDesa):
    """A file that a draft let go of; its bytes go as well, unless something else holds them by then."""

    sha256 = models.CharField(max_length=64)
    sejak = models.DateTimeField()

    class Meta(ModelDesa.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "sejak"], name="berkas_lepas_sejak")
        ]

    def __str__(self) -> str:
        return f"lepas {self.sha256[:12]}"


class Permohonan(ModelDesa):
    """What a resident asks for. ``pemilik`` is his account, if any; ``dilayani_oleh`` who typed at the counter."""

    tiket = models.CharField(max_length=30)
    jenis = models.CharField(max_length=20)
    penduduk_id = models.UUIDField()
    nama = models.CharField(max_length=100)
    pemilik = models.UUIDField(null=True)
    dilayani_oleh = models.UUIDField(null=True)
    nilai = models.JSONField(default=dict)
    ubahan = models.JSONField(default=dict, help_text="Kode blok -> kata yang diganti untuk surat ini")
    nilai_awal = models.JSONField(default=dict, help_text="Jawaban pemohon sebelum diubah petugas")
    telepon = models.CharField(max_length=16, blank=True, help_text="Untuk mengabari pemohon")
    kunci_kirim = models.UUIDField()
    diajukan_pada = models.DateTimeField()

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[Batasan] = [
            models.UniqueConstraint(fields=["desa", "tiket"], name="permohonan_tiket_unik"),
            models.UniqueConstraint(fields=["desa", "kunci_kirim"], name="permohonan_kunci_unik"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "penduduk_id"], name="permohonan_penduduk"),
            models.Index(fields=["desa", "pemilik"], name="permohonan_pemilik"),
        ]

    def __str__(self) -> str:
        return self.tiket


class Berkas(ModelDesa):
    """A file given for a requirement; its bytes are in the store under ``sha256``."""

    permohonan = models.ForeignKey(Permohonan, models.PROTECT, related_name="+")
    syarat = models.CharField(max_length=30)
    sha256 = models.CharField(max_length=64)
    nama = models.CharField(max_length=120)
    media = models.CharField(max_length=60)
    ukuran = models.PositiveIntegerField(help_text="Bita")
    diganti_pada = models.DateTimeField(null=True)

    class Meta(ModelDesa.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "permohonan"], name="berkas_permohonan")
        ]

    def __str__(self) -> str:
        return f"{self.syarat} {self.sha256[:12]}"


class Surat(ModelDesa):
    """The letter that grows out of an application. ``status`` and ``versi`` move only through ``jalankan``."""

    permohonan = models.OneToOneField(Permohonan, models.PROTECT, related_name="+")
    status = models.CharField(max_length=20)
    versi = models.PositiveIntegerField(default=1)
    sejak = models.DateTimeField(help_text="Masuk status ini")
    tenggat = models.DateTimeField(null=True, help_text="Janji layanan status ini berakhir")
    penanda_tangan = models.CharField(max_length=40, blank=True, help_text="Yang menandatangani")
    nomor = models.CharField(max_length=100, blank=True)
    kode = models.CharField(max_length=32, blank=True, help_text="128 bit, heksadesimal")
    kode_batal = models.JSONField(default=list, help_text="Kode yang dibatalkan sebelum terbit, dan kapan")
    tanggal = models.DateField(null=True)
    berlaku_sampai = models.DateField(null=True)
    data = models.JSONField(null=True, help_text="Dokumen surat/1 yang dibekukan saat bernomor")
    keperluan = models.CharField(max_length=200, blank=True)
    pindaian = models.JSONField(default=list, help_text="SHA-256 halaman pindaian surat basah")
    sha256 = models.CharField(max_length=64, blank=True)
    terbit_pada = models.DateTimeField(null=True)
    dicabut_pada = models.DateTimeField(null=True)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[Batasan] = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in Status]), name="surat_status_dikenal"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_BERBERKAS) | ~Q(sha256="") & ~Q(nomor=""),
                name="surat_terbit_lengkap",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_MENUNGGU) | ~Q(nomor="") & ~Q(kode="") & ~Q(tanggal=None),
                name="surat_menunggu_bernomor",
            ),
            models.UniqueConstraint(fields=["desa", "kode"], condition=~Q(kode=""), name="surat_kode_unik"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "status", "tenggat"], name="surat_tumpukan"),
            models.Index(fields=["desa", "-terbit_pada"], name="surat_terbit"),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.nomor}"


class Langkah(ModelDesa):
    """One step of the workflow log: append-only; replaying it gives the status."""

    surat = models.ForeignKey(Surat, models.PROTECT, related_name="+")
    versi = models.PositiveIntegerField(help_text="Versi surat sesudah langkah ini")
    aksi = models.CharField(max_length=20)
    dari = models.CharField(max_length=20, blank=True)
    ke = models.CharField(max_length=20)
    peran = models.CharField(max_length=20)
    pelaku = models.UUIDField(null=True)
    waktu = models.DateTimeField()
    catatan = models.CharField(max_length=600, blank=True)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[Batasan] = [
            models.UniqueConstraint(fields=["desa", "surat", "versi"], name="langkah_versi_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.aksi}: {self.dari} -> {self.ke}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise CatatanTetap
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise CatatanTetap


class KirimanWarga(ModelDesa):
    """What a citizen asked for at the regency about a letter that his village writes; the village carries it out.

    A mended application has the id of its draft: sent twice it is one. Its letter is no parent: both travel alone.
    """

    surat_id = models.UUIDField()
    tindakan = models.CharField(max_length=12, choices=[(satu.value, satu.value) for satu in Tindakan])
    versi_surat = models.PositiveIntegerField(help_text="Versi surat yang dilihat warga")
    pelaku = models.UUIDField(help_text="Akun warga di portal kabupaten")
    penduduk_id = models.UUIDField()
    isi = models.JSONField(default=dict, help_text="Isian, berkas, dan telepon yang diperbaiki")
    dibuat_pada = models.DateTimeField()
    hasil = models.CharField(max_length=10, blank=True, choices=_HASIL)
    sebab = models.CharField(max_length=60, blank=True, help_text="Kode pesan")
    rincian = models.JSONField(default=dict)
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "surat_id"], name="kiriman_surat"),
            models.Index(fields=["desa", "dibuat_pada"], condition=Q(hasil=""), name="kiriman_menunggu"),
        ]

    def __str__(self) -> str:
        return f"{self.tindakan} {self.surat_id}"


class Ekspedisi(ModelDesa):
    """An issued letter that was handed over: to whom and when. Its id is made of the letter's, and of how many lines
    of it were struck out before.

    One line of a letter stands; a wrong one is struck out with a reason and stays readable. The letter is no parent:
    both travel alone.
    """

    surat_id = models.UUIDField()
    penerima = models.CharField(max_length=PANJANG_PENERIMA)
    sebagai = models.CharField(max_length=12, choices=[(satu.value, satu.value) for satu in Sebagai])
    diserahkan_pada = models.DateTimeField()
    oleh = models.UUIDField(help_text="Pengguna yang menyerahkan")
    dicoret_pada = models.DateTimeField(null=True)
    dicoret_oleh = models.UUIDField(null=True, help_text="Pengguna yang mencoret")
    alasan = models.CharField(max_length=PANJANG_ALASAN, blank=True)
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[Batasan] = [
            models.UniqueConstraint(
                fields=["desa", "surat_id"], condition=Q(dicoret_pada=None), name="ekspedisi_sekali"
            ),
            models.CheckConstraint(
                condition=Q(dicoret_pada=None, dicoret_oleh=None, alasan="")
                | (Q(dicoret_pada__isnull=False, dicoret_oleh__isnull=False) & ~Q(alasan="")),
                name="ekspedisi_coretan",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "diserahkan_pada"], name="ekspedisi_buku")
        ]

    def __str__(self) -> str:
        return f"ekspedisi {self.surat_id}"


class FormulirPadam(ModelDesa):
    """A blank form for a power cut, with a number of the book and a code reserved for it."""

    jenis = models.CharField(max_length=20)
    nomor = models.CharField(max_length=100)
    kode = models.CharField(max_length=32, help_text="128 bit, heksadesimal")
    keadaan = models.CharField(
        max_length=10, choices=[(satu.value, satu.value) for satu in Keadaan], default=Keadaan.BEREDAR.value
    )
    dipesan_pada = models.DateTimeField()
    surat_id = models.UUIDField(null=True, help_text="Surat yang memakainya")
    selesai_pada = models.DateTimeField(null=True)
    alasan = models.CharField(max_length=500, blank=True)
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[Batasan] = [
            models.UniqueConstraint(fields=["desa", "kode"], name="padam_kode_unik"),
            models.CheckConstraint(
                condition=Q(keadaan=Keadaan.BEREDAR.value, selesai_pada=None, surat_id=None)
                | Q(keadaan=Keadaan.TERPAKAI.value, selesai_pada__isnull=False, surat_id__isnull=False)
                | Q(keadaan=Keadaan.BATAL.value, selesai_pada__isnull=False),
                name="padam_satu_akhir",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "keadaan", "dipesan_pada"], name="padam_beredar")
        ]

    def __str__(self) -> str:
        return f"padam {self.nomor} {self.keadaan}"


class BerkasSaya(ModelDesa):
    """A document that a citizen keeps for his next application; its bytes lie locked in the store under ``sandi``.

    It belongs to one account at this installation and never travels. ``sidik``: the digest of the open bytes;
    ``kunci`` opens them and nothing else: without this row they are noise.
    """

    pemilik = models.UUIDField(help_text="Akun warga")
    jenis = models.CharField(max_length=10)
    sidik = models.CharField(max_length=64)
    sandi = models.CharField(max_length=64)
    kunci = models.BinaryField()
    media = models.CharField(max_length=60)
    ukuran = models.PositiveIntegerField(help_text="Bita")
    disimpan_pada = models.DateTimeField(help_text="Saat pemiliknya setuju")
    kedaluwarsa = models.DateTimeField()
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[Batasan] = [
            models.UniqueConstraint(fields=["desa", "pemilik", "sidik"], name="berkas_saya_sekali"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "kedaluwarsa"], name="berkas_saya_kedaluwarsa")
        ]

    def __str__(self) -> str:
        return f"berkas saya {self.pk}"


class IndeksTerbit(models.Model):
    """Which village a code or a file belongs to. Global, and without personal data: the way into a scope."""

    kode = models.CharField(primary_key=True, max_length=32)
    kode_pendek = models.CharField(max_length=10, unique=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    batal_pada = models.DateTimeField(null=True, help_text="Nomornya dibatalkan sebelum surat terbit")
    desa = models.ForeignKey("wilayah.Desa", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.kode_pendek
