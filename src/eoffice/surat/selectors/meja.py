"""What the desks of the office ask: how much waits, which applications there are, all about one of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import and_, or_
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Min, Q, QuerySet

from eoffice.akun.selectors import nama_pengguna
from eoffice.kernel.errors import NotFound
from eoffice.kernel.peran import Peran
from eoffice.penduduk.selectors import ejaan_lain
from eoffice.surat.models import Berkas, Langkah, Surat
from eoffice.surat.rules.alur import SELESAI, Aksi, Status
from eoffice.surat.rules.isian import Nilai
from eoffice.surat.rules.jenis import katalog
from eoffice.surat.rules.teks import rapikan, rapikan_catatan
from eoffice.surat.rules.tiket import baca_tiket

PETUGAS_KABUPATEN: Final = "petugas kabupaten"
_POTONG: Final = 6  # pieces of a name that are looked at


@dataclass(frozen=True, slots=True)
class Tumpuk:
    """How many letters are in a status; since when the oldest is, and when the first promise ends.

    ``kertas``: how many of them are of a type that is only ever signed on paper.
    """

    jumlah: int
    sejak: datetime
    tenggat: datetime | None
    kertas: int = 0


@dataclass(frozen=True, slots=True)
class BarisSurat:
    """One line of a list of applications."""

    id: UUID
    tiket: str
    jenis: str
    nama: str
    status: Status
    versi: int
    sejak: datetime
    tenggat: datetime | None
    nomor: str
    keperluan: str
    terbit_pada: datetime | None

    @property
    def nama_jenis(self) -> str:
        """The type in words."""
        return nama_jenis(self.jenis)


@dataclass(frozen=True, slots=True)
class HalamanSurat:
    """One page of a list: rows, page number from 1, rows a page, rows in all."""

    baris: tuple[BarisSurat, ...]
    halaman: int
    per_halaman: int
    jumlah: int

    @property
    def jumlah_halaman(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.jumlah // self.per_halaman))


@dataclass(frozen=True, slots=True)
class BarisLangkah:
    """One step that was taken, with the name of who took it ("" for the system)."""

    aksi: Aksi
    dari: str
    ke: Status
    pelaku: str
    pelaku_id: UUID | None
    waktu: datetime
    catatan: str


@dataclass(frozen=True, slots=True)
class BarisBerkas:
    """A file that was given for a requirement; ``ukuran`` in bytes."""

    id: UUID
    syarat: str
    nama: str
    media: str
    ukuran: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Rincian:
    """All about one application and its letter."""

    id: UUID
    tiket: str
    jenis: str
    status: Status
    versi: int
    sejak: datetime
    tenggat: datetime | None
    penduduk_id: UUID
    nama: str
    telepon: str
    pemilik: UUID | None
    dilayani_oleh: UUID | None
    petugas_loket: str
    nilai: Mapping[str, Nilai]
    nilai_awal: Mapping[str, Nilai]
    ubahan: Mapping[str, str]
    diajukan_pada: datetime
    nomor: str
    tanggal: date | None
    berlaku_sampai: date | None
    keperluan: str
    pindaian: tuple[str, ...]
    sha256: str
    terbit_pada: datetime | None
    dicabut_pada: datetime | None
    penanda_tangan: str
    data: Mapping[str, Any] | None
    langkah: tuple[BarisLangkah, ...]
    berkas: tuple[BarisBerkas, ...]

    @property
    def nama_jenis(self) -> str:
        """The type in words."""
        return nama_jenis(self.jenis)


def nama_jenis(kode: str) -> str:
    """Return the name of a letter type; a type that a later release dropped keeps its code."""
    jenis = katalog().get(kode)
    return jenis.nama if jenis else kode


def hitung_status(*, selesai: bool = True) -> dict[Status, Tumpuk]:
    """Return every status that letters are in, with how many and the most urgent.

    ``selesai``: also those in which nobody is waited for; after years these are nearly all, and take long to count.
    """
    berjalan = [satu for satu in Status if satu not in SELESAI]
    semua = Surat.objects.all() if selesai else Surat.objects.filter(status__in=berjalan)
    baris = semua.values("status").annotate(
        n=Count("id"),
        lama=Min("sejak"),
        batas=Min("tenggat"),
        kertas=Count("id", filter=Q(permohonan__jenis__in=hanya_kertas())),
    )
    return {
        Status(b["status"]): Tumpuk(b["n"], b["lama"], b["batas"], b["kertas"])
        for b in baris.order_by("status")
    }


def hanya_kertas() -> list[str]:
    """Return the codes of the types that are only ever signed on paper."""
    return [kode for kode, jenis in katalog().items() if jenis.hanya_basah]


def daftar_surat(
    *,
    status: Collection[Status] = (),
    jenis: str = "",
    q: str = "",
    halaman: int = 1,
    per_halaman: int = 25,
) -> HalamanSurat:
    """Return applications, the most urgent first; decided ones newest first.

    ``q`` is part of a name, or a ticket as people say it.
    """
    pilih = _pilih(status, jenis, q)
    jumlah = pilih.count()
    halaman = max(1, min(halaman, -(-jumlah // per_halaman)))
    urut = pilih.order_by(F("tenggat").asc(nulls_last=True), F("sejak").desc(), "id")
    awal = (halaman - 1) * per_halaman
    return HalamanSurat(baris_surat(urut[awal : awal + per_halaman]), halaman, per_halaman, jumlah)


def surat_dari(penduduk_id: UUID, batas: int = 20) -> tuple[BarisSurat, ...]:
    """Return the letters of a resident, newest first."""
    pilih = Surat.objects.filter(permohonan__penduduk_id=penduduk_id)
    return baris_surat(pilih.order_by("-permohonan__diajukan_pada")[:batas])


@dataclass(frozen=True, slots=True)
class TemuanSurat:
    """Letters that were looked for. ``mirip``: nobody is called exactly so; these holders are called nearly so."""

    hasil: tuple[BarisSurat, ...]
    mirip: bool = False


def temukan_surat(q: str, batas: int) -> TemuanSurat:
    """Return letters by part of a number, a ticket as people say it, or pieces of the holder's name; newest first.

    Fewer than two characters find nothing. Only if nothing is found, names nearly so are tried, as among residents
    (docs/decisions/024); numbers and tickets are never guessed at.
    """
    kata = rapikan_catatan(rapikan(q))
    if len(kata) < 2:
        return TemuanSurat(())
    nama = reduce(and_, (Q(permohonan__nama__icontains=potong) for potong in kata.split()[:_POTONG]))
    nomor = Q(nomor__icontains=kata) | Q(permohonan__tiket=baca_tiket(kata) or kata.upper())
    if hasil := _terbaru(nama | nomor, batas):
        return TemuanSurat(hasil)
    pilihan = ejaan_lain(kata)[:_POTONG]
    if not pilihan:
        return TemuanSurat(())
    mirip = reduce(and_, (_salah_satu(satu) for satu in pilihan))
    return TemuanSurat(hasil := _terbaru(mirip, batas), mirip=bool(hasil))


def _terbaru(syarat: Q, batas: int) -> tuple[BarisSurat, ...]:
    return baris_surat(Surat.objects.filter(syarat).order_by("-permohonan__diajukan_pada", "id")[:batas])


def _salah_satu(kata: Collection[str]) -> Q:
    return reduce(or_, (Q(permohonan__nama__icontains=satu) for satu in kata))


def _pilih(status: Collection[Status], jenis: str, q: str) -> QuerySet[Surat]:
    pilih = Surat.objects.all()
    if status:
        pilih = pilih.filter(status__in=list(status))
    if jenis:
        pilih = pilih.filter(permohonan__jenis=jenis)
    if q := rapikan_catatan(rapikan(q)):  # a NUL would be an error to PostgreSQL
        tiket = baca_tiket(q)
        pilih = pilih.filter(Q(permohonan__nama__icontains=q) | Q(permohonan__tiket=tiket or q.upper()))
    return pilih


def baris_surat(pilih: QuerySet[Surat]) -> tuple[BarisSurat, ...]:
    """Return rows of a list for a queryset of letters."""
    return tuple(
        BarisSurat(
            id=s.pk,
            tiket=s.permohonan.tiket,
            jenis=s.permohonan.jenis,
            nama=s.permohonan.nama,
            status=Status(s.status),
            versi=s.versi,
            sejak=s.sejak,
            tenggat=s.tenggat,
            nomor=s.nomor,
            keperluan=s.keperluan,
            terbit_pada=s.terbit_pada,
        )
        for s in pilih.select_related("permohonan")
    )


def rincian(surat_id: UUID) -> Rincian:
    """Return all about one application.

    Raises:
        NotFound: no such letter in this village.
    """
    s = Surat.objects.select_related("permohonan").filter(pk=surat_id).first()
    if s is None:
        raise NotFound
    langkah = list(Langkah.objects.filter(surat=s).order_by("versi"))
    p = s.permohonan
    nama = nama_pengguna([i for i in (*(lk.pelaku for lk in langkah), p.dilayani_oleh) if i])
    sama: dict[str, Any] = {
        k: getattr(s, k)
        for k in ("versi", "sejak", "tenggat", "nomor", "tanggal", "berlaku_sampai", "keperluan", "sha256")
    } | {k: getattr(s, k) for k in ("terbit_pada", "dicabut_pada", "penanda_tangan", "data")}
    dari_p: dict[str, Any] = {
        k: getattr(p, k)
        for k in ("tiket", "jenis", "penduduk_id", "nama", "pemilik", "dilayani_oleh", "nilai", "nilai_awal")
    } | {k: getattr(p, k) for k in ("ubahan", "diajukan_pada", "telepon")}
    return Rincian(
        id=s.pk,
        status=Status(s.status),
        petugas_loket=nama.get(p.dilayani_oleh, "") if p.dilayani_oleh else "",
        pindaian=tuple(s.pindaian),
        langkah=tuple(_langkah(lk, nama) for lk in langkah),
        berkas=_berkas_banyak({p.pk: p.jenis})[p.pk],
        **sama,
        **dari_p,
    )


def _langkah(lk: Langkah, nama: Mapping[UUID, str]) -> BarisLangkah:
    siapa = nama.get(lk.pelaku, "") if lk.pelaku else ""
    if lk.peran == Peran.KABUPATEN:  # the village does not know the regency's accounts
        siapa = f"{siapa}, {PETUGAS_KABUPATEN}" if siapa else PETUGAS_KABUPATEN
    return BarisLangkah(Aksi(lk.aksi), lk.dari, Status(lk.ke), siapa, lk.pelaku, lk.waktu, lk.catatan)


def _berkas_banyak(jenis: Mapping[UUID, str]) -> dict[UUID, tuple[BarisBerkas, ...]]:
    """Return the files of applications (id: type) as the type asks for them; what it asks for no longer comes last."""
    baris = Berkas.objects.filter(permohonan__in=jenis, diganti_pada=None).order_by("syarat", "id")
    kolom = ("id", "syarat", "nama", "media", "ukuran", "sha256")
    semua: dict[UUID, list[BarisBerkas]] = {pk: [] for pk in jenis}
    for pk, *isi in baris.values_list("permohonan_id", *kolom):
        semua[pk].append(BarisBerkas(*isi))
    return {pk: _urut_syarat(berkas, jenis[pk]) for pk, berkas in semua.items()}


def _urut_syarat(berkas: list[BarisBerkas], kode_jenis: str) -> tuple[BarisBerkas, ...]:
    jenis = katalog().get(kode_jenis)
    urut = {syarat.kode: n for n, syarat in enumerate(jenis.syarat if jenis else ())}
    return tuple(sorted(berkas, key=lambda b: urut.get(b.syarat, len(urut))))


@dataclass(frozen=True, slots=True)
class LembarTanda:
    """One letter of the signing pile, with what an official changed in it."""

    id: UUID
    tiket: str
    jenis: str
    nama: str
    status: Status
    versi: int
    keperluan: str
    nomor: str
    tenggat: datetime | None
    nilai: Mapping[str, Nilai]
    nilai_awal: Mapping[str, Nilai]
    ubahan: Mapping[str, str]
    berkas: tuple[BarisBerkas, ...]

    @property
    def nama_jenis(self) -> str:
        """The type in words."""
        return nama_jenis(self.jenis)


def lembar_tanda(status: Collection[Status], batas: int) -> tuple[LembarTanda, ...]:
    """Return the letters of the signing pile, the most urgent first, at most ``batas``; not those on paper."""
    urut = (F("tenggat").asc(nulls_last=True), "sejak", "id")
    pilih = Surat.objects.select_related("permohonan").filter(status__in=list(status)).order_by(*urut)
    surat = list(pilih.exclude(permohonan__jenis__in=hanya_kertas())[:batas])
    berkas = _berkas_banyak({s.permohonan_id: s.permohonan.jenis for s in surat})
    return tuple(
        LembarTanda(
            id=s.pk,
            tiket=s.permohonan.tiket,
            jenis=s.permohonan.jenis,
            nama=s.permohonan.nama,
            status=Status(s.status),
            versi=s.versi,
            keperluan=s.keperluan,
            nomor=s.nomor,
            tenggat=s.tenggat,
            nilai=s.permohonan.nilai,
            nilai_awal=s.permohonan.nilai_awal,
            ubahan=s.permohonan.ubahan,
            berkas=berkas[s.permohonan_id],
        )
        for s in surat
    )


def surat_terpilih(ids: Collection[UUID]) -> Mapping[UUID, BarisSurat]:
    """Return letters by id; ids of other villages are simply not there."""
    return {b.id: b for b in baris_surat(Surat.objects.filter(pk__in=list(ids)))}
