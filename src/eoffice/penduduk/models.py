"""Tables of the population register. Private to this room; code values are those of ``rules.kode``."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from eoffice.penduduk.rules.koreksi import Dasar
from eoffice.penduduk.rules.mutasi import JenisMutasi
from eoffice.penduduk.rules.permintaan import Hasil
from eoffice.penduduk.rules.teks import kunci_cari
from eoffice.wilayah.tenancy import ModelDesa

ENAM_BELAS_ANGKA = r"^[0-9]{16}$"
DIHITUNG = (
    "agama", "pendidikan", "pekerjaan", "status_kawin", "shdk", "kewarganegaraan", "golongan_darah",
    "pendidikan_sedang", "cacat", "cara_kb", "hamil", "ktp_el", "status_rekam", "asuransi",
)  # fmt: skip
"""The codes residents are counted by."""
ANGKA_ATAU_KOSONG = r"^([0-9]{16})?$"
_HASIL = [("", "menunggu"), *((satu.value, satu.value) for satu in Hasil)]


class Keluarga(ModelDesa):
    """A family card (KK) and where the family lives."""

    no_kk = models.CharField(max_length=16)
    alamat = models.CharField(max_length=200, blank=True)
    dusun = models.CharField(max_length=60, blank=True)
    rw = models.CharField(max_length=3, blank=True)
    rt = models.CharField(max_length=3, blank=True)
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "no_kk"], name="keluarga_no_kk_unik"),
            models.CheckConstraint(
                condition=Q(no_kk__regex=ENAM_BELAS_ANGKA), name="keluarga_no_kk_16_angka"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "dusun", "rw", "rt"], name="keluarga_wilayah"),
        ]

    def __str__(self) -> str:
        return f"Keluarga {self.pk}"


class Penduduk(ModelDesa):
    """A person in the register. ``nik`` is "" for who has none yet; ``hilang_pada`` marks who was missing
    from the last complete import file (never deleted, cleared when he is back)."""

    keluarga = models.ForeignKey(Keluarga, models.PROTECT, null=True, related_name="anggota")
    nik = models.CharField(max_length=16, blank=True)
    nama = models.CharField(max_length=100)
    jenis_kelamin = models.CharField(max_length=1)
    tempat_lahir = models.CharField(max_length=100, blank=True)
    tanggal_lahir = models.DateField(null=True)
    agama = models.PositiveSmallIntegerField(null=True)
    pendidikan = models.PositiveSmallIntegerField(null=True)
    pekerjaan = models.PositiveSmallIntegerField(null=True)
    status_kawin = models.PositiveSmallIntegerField(null=True)
    shdk = models.PositiveSmallIntegerField(null=True)
    kewarganegaraan = models.PositiveSmallIntegerField(default=1)
    golongan_darah = models.PositiveSmallIntegerField(null=True)
    nama_ayah = models.CharField(max_length=100, blank=True)
    nama_ibu = models.CharField(max_length=100, blank=True)
    nik_ayah = models.CharField(max_length=16, blank=True)
    nik_ibu = models.CharField(max_length=16, blank=True)
    status_dasar = models.PositiveSmallIntegerField(default=1)
    hilang_pada = models.DateTimeField(null=True)
    pendidikan_sedang = models.PositiveSmallIntegerField(null=True)
    cacat = models.PositiveSmallIntegerField(null=True)
    cara_kb = models.PositiveSmallIntegerField(null=True)
    hamil = models.PositiveSmallIntegerField(null=True)
    ktp_el = models.PositiveSmallIntegerField(null=True)
    status_rekam = models.PositiveSmallIntegerField(null=True)
    asuransi = models.PositiveSmallIntegerField(null=True)
    akta_lahir = models.CharField(max_length=200, blank=True)
    akta_perkawinan = models.CharField(max_length=200, blank=True)
    akta_perceraian = models.CharField(max_length=200, blank=True)
    suku = models.CharField(max_length=200, blank=True)
    lain = models.JSONField(default=dict, help_text="Kolom lain dari berkas asal, belum dipakai aplikasi")
    kunci_cari = models.CharField(max_length=160, editable=False)
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "nik"], condition=~Q(nik=""), name="penduduk_nik_unik"),
            models.CheckConstraint(condition=Q(nik__regex=ANGKA_ATAU_KOSONG), name="penduduk_nik_16_angka"),
            models.CheckConstraint(condition=~Q(nama=""), name="penduduk_nama_ada"),
            models.CheckConstraint(condition=Q(jenis_kelamin__in=["L", "P"]), name="penduduk_jenis_kelamin"),
            models.CheckConstraint(
                condition=Q(status_dasar__in=[1, 2, 3, 4, 6, 9]), name="penduduk_status_dasar"
            ),
            models.CheckConstraint(condition=Q(revisi__gte=1), name="penduduk_revisi_mulai_1"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            # search reads this index from end to end, see docs/decisions/022
            models.Index(fields=["desa", "kunci_cari", "id"], name="penduduk_cari"),
            models.Index(
                fields=["desa", "status_dasar", "hilang_pada", "kunci_cari", "id"], name="penduduk_daftar"
            ),
            # an age group is one piece of it (070); a count by a code reads it and no row (079)
            models.Index(
                fields=["desa", "status_dasar", "hilang_pada", "jenis_kelamin", "tanggal_lahir", *DIHITUNG],
                name="penduduk_umur",
            ),
        ]

    def __str__(self) -> str:
        return f"Penduduk {self.pk}"

    def isi_kunci_cari(self) -> None:
        """Derive the search key; the family must be loaded."""
        no_kk = self.keluarga.no_kk if self.keluarga else ""
        self.kunci_cari = kunci_cari(self.nama, self.nik, no_kk)[:160]


class Mutasi(ModelDesa):
    """What happened to one person of the register. Rows are only ever added.

    Everybody whom one form was about has the same ``kelompok``, which is the key of that form. ``ubahan``: what it
    changed, field by field, so that a ``pembetulan`` can take back the group it names in ``membetulkan``.
    ``dusun``: where the person lived or lives, as the books count it; ``oleh``: the account of who recorded it.
    """

    kelompok = models.UUIDField()
    jenis = models.CharField(max_length=17)
    tanggal = models.DateField()
    penduduk = models.ForeignKey(Penduduk, models.PROTECT, related_name="mutasi")
    keluarga = models.ForeignKey(Keluarga, models.PROTECT, null=True, related_name="+")
    dari = models.CharField(max_length=200, blank=True)
    ke = models.CharField(max_length=200, blank=True)
    sebab = models.CharField(max_length=100, blank=True)
    tempat = models.CharField(max_length=100, blank=True)
    keterangan = models.CharField(max_length=200, blank=True)
    dusun = models.CharField(max_length=60, blank=True)
    ubahan = models.JSONField(default=list)
    membetulkan = models.UUIDField(null=True)
    dicatat_pada = models.DateTimeField()
    oleh = models.CharField(max_length=100)
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "kelompok", "penduduk"], name="mutasi_sekali"),
            models.UniqueConstraint(
                fields=["desa", "membetulkan", "penduduk"],
                condition=Q(membetulkan__isnull=False),
                name="mutasi_dibetulkan_sekali",
            ),
            models.CheckConstraint(
                condition=Q(jenis__in=[jenis.value for jenis in JenisMutasi]), name="mutasi_jenis"
            ),
            models.CheckConstraint(
                condition=Q(jenis="pembetulan", membetulkan__isnull=False)
                | (~Q(jenis="pembetulan") & Q(membetulkan__isnull=True)),
                name="mutasi_membetulkan",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "tanggal", "id"], name="mutasi_tanggal"),
        ]

    def __str__(self) -> str:
        return f"Mutasi {self.pk}"


class Koreksi(ModelDesa):
    """One correction of a person by the office: what it changed, why, and on which paper. Rows are only ever added.

    Its id is the key of the form. ``revisi_orang``: the revision of the person that it made, by which the history
    names it; ``permintaan``: the citizen's request that it answered.
    """

    penduduk = models.ForeignKey(Penduduk, models.PROTECT, related_name="koreksi")
    revisi_orang = models.PositiveIntegerField()
    dasar = models.CharField(max_length=12, choices=[(satu.value, satu.value) for satu in Dasar])
    nomor_dasar = models.CharField(max_length=100, blank=True)
    alasan = models.CharField(max_length=300)
    ubahan = models.JSONField(default=dict)
    permintaan = models.UUIDField(null=True)
    dicatat_pada = models.DateTimeField()
    oleh = models.CharField(max_length=100)
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(dasar__in=[satu.value for satu in Dasar]), name="koreksi_dasar"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "penduduk", "revisi_orang"], name="koreksi_orang"),
        ]

    def __str__(self) -> str:
        return f"Koreksi {self.pk}"


class PermintaanKoreksi(ModelDesa):
    """A citizen's request to have his data put right (UU 27/2022 article 6), with photos as proof; and the answer.

    Written where he asked, at the village or at the regency's portal, and answered by the village. Its id is the key
    of the form. The person is no parent: both travel alone. ``usul``: what is right, as the column stands in JSON.
    """

    penduduk_id = models.UUIDField()
    pemilik = models.UUIDField(help_text="Akun warga yang meminta")
    kolom = models.CharField(max_length=20)
    usul = models.JSONField(null=True)
    keterangan = models.CharField(max_length=300, blank=True)
    berkas = models.JSONField(default=list)
    dibuat_pada = models.DateTimeField()
    hasil = models.CharField(max_length=10, blank=True, choices=_HASIL)
    alasan = models.CharField(max_length=300, blank=True)
    diputus_pada = models.DateTimeField(null=True)
    oleh = models.CharField(max_length=100, blank=True)
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(hasil="", diputus_pada=None) | (~Q(hasil="") & Q(diputus_pada__isnull=False)),
                name="permintaan_koreksi_putus",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "penduduk_id"], name="permintaan_koreksi_orang"),
            models.Index(
                fields=["desa", "dibuat_pada"], condition=Q(hasil=""), name="permintaan_koreksi_menunggu"
            ),
        ]

    def __str__(self) -> str:
        return f"Permintaan {self.pk}"


class Kata(ModelDesa):
    """A word of the names in this village, for searches that find nobody (docs/decisions/024).

    ``bunyi``: how it sounds; ``banyak``: how many people have it.
    """

    teks = models.CharField(max_length=40)
    bunyi = models.CharField(max_length=80)
    banyak = models.PositiveIntegerField()

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "teks"], name="kata_unik"),
        ]

    def __str__(self) -> str:
        return f"Kata {self.pk}"


class Kosakata(ModelDesa):
    """By which state of the register the words of a village were counted."""

    cap = models.CharField(max_length=80)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa"], name="kosakata_satu"),
        ]

    def __str__(self) -> str:
        return f"Kosakata {self.pk}"


class Edisi(ModelDesa):
    """Which state the register of a village is in: a mark of chance that every writing of it replaces.

    It is written in the transaction of what changed, so whoever reads a mark sees at least what it marks; and a mark
    that a rolled back transaction drew never comes again (docs/decisions/079).
    """

    cap = models.UUIDField()

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa"], name="edisi_satu"),
        ]

    def __str__(self) -> str:
        return f"Edisi {self.cap}"


class Serupa(ModelDesa):
    """Two residents who may be one, by birthday and name; worked out from the register (docs/decisions/080).

    ``sejak``: when that was first seen.
    """

    satu = models.ForeignKey(Penduduk, models.CASCADE, related_name="+")
    dua = models.ForeignKey(Penduduk, models.CASCADE, related_name="+")
    sejak = models.DateTimeField()

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "satu", "dua"], name="serupa_unik"),
        ]

    def __str__(self) -> str:
        return f"Serupa {self.pk}"


class HitungRagu(ModelDesa):
    """How many doubts of each kind there were, and by which state of the register they were counted."""

    cap = models.CharField(max_length=80)
    isi = models.JSONField(default=dict)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa"], name="hitung_ragu_satu"),
        ]

    def __str__(self) -> str:
        return f"Keraguan {self.pk}"


class BedaOrang(ModelDesa):
    """The office decided that two people are two. Rows are only ever added; ``satu`` is the smaller id, and the id of
    the row is made of both."""

    satu = models.ForeignKey(Penduduk, models.PROTECT, related_name="+")
    dua = models.ForeignKey(Penduduk, models.PROTECT, related_name="+")
    oleh = models.CharField(max_length=100)
    diputus_pada = models.DateTimeField()
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "satu", "dua"], name="beda_orang_sekali"),
        ]

    def __str__(self) -> str:
        return f"Beda orang {self.pk}"


class StatusImpor(models.TextChoices):
    """How far an import file has come."""

    MEMERIKSA = "memeriksa"
    PRATINJAU = "pratinjau"
    MENERAPKAN = "menerapkan"
    DITERAPKAN = "diterapkan"
    DIBATALKAN = "dibatalkan"


class Impor(ModelDesa):
    """One uploaded file: what it holds, and what became of it.

    ``diminta_*``: who asked the worker to apply it, and when.
    """

    nama_berkas = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    bentuk = models.CharField(max_length=10)
    lengkap = models.BooleanField()
    status = models.CharField(max_length=10, choices=StatusImpor.choices, default=StatusImpor.PRATINJAU)
    dibuat_pada = models.DateTimeField()
    oleh = models.CharField(max_length=100)
    diminta_oleh = models.CharField(max_length=100, blank=True)
    diminta_pada = models.DateTimeField(null=True)
    diterapkan_pada = models.DateTimeField(null=True)
    jumlah = models.JSONField(default=dict)
    masalah = models.JSONField(default=list)
    kolom = models.JSONField(default=list)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(status__in=StatusImpor.values), name="impor_status"),
            models.CheckConstraint(
                condition=Q(status="diterapkan", diterapkan_pada__isnull=False)
                | (~Q(status="diterapkan") & Q(diterapkan_pada__isnull=True)),
                name="impor_waktu_terap",
            ),
        ]

    def __str__(self) -> str:
        return f"Impor {self.pk}"


class BerkasImpor(ModelDesa):
    """The bytes of an uploaded file until the worker has looked through them; then they are thrown away."""

    impor = models.ForeignKey(Impor, models.CASCADE, related_name="+")
    isi = models.BinaryField()

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "impor"], name="berkas_impor_unik"),
        ]

    def __str__(self) -> str:
        return f"Berkas dari {self.impor_id}"


class TindakanBaris(models.TextChoices):
    """What applying the file does with one of its rows."""

    BARU = "baru"
    BERUBAH = "berubah"
    SAMA = "sama"
    DITOLAK = "ditolak"


class BarisImpor(ModelDesa):
    """One row of an uploaded file: the values read from it, its problems, and what it would do."""

    impor = models.ForeignKey(Impor, models.CASCADE, related_name="+")
    urut = models.PositiveIntegerField()
    lembar = models.CharField(max_length=40, blank=True)
    baris = models.PositiveIntegerField()
    tindakan = models.CharField(max_length=8, choices=TindakanBaris.choices)
    penduduk = models.ForeignKey(Penduduk, models.CASCADE, null=True, related_name="+")
    revisi_dilihat = models.PositiveIntegerField(default=0)
    isi = models.JSONField(default=dict)
    asli = models.JSONField(default=list)
    masalah = models.JSONField(default=list)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "impor", "urut"], name="baris_impor_unik"),
            models.CheckConstraint(
                condition=Q(tindakan__in=TindakanBaris.values), name="baris_impor_tindakan_sah"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "impor", "tindakan", "urut"], name="baris_impor_tindakan")
        ]

    def __str__(self) -> str:
        return f"Baris {self.baris} dari {self.impor_id}"
