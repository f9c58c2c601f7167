"""How the village in scope writes, numbers and issues its letters."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from django.db import transaction

from eoffice.arsip.rules.nomor import FORMAT_BAKU, Lingkup, periksa_format
from eoffice.arsip.selectors import nomor_bentrok
from eoffice.dokumen import services as dokumen
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.surat import events
from eoffice.surat.models import PengaturanSurat
from eoffice.surat.rules.alur import CaraTerbit, Status, janji_langkah, janji_seluruhnya
from eoffice.surat.rules.badan import Kertas
from eoffice.surat.rules.batas import keluhan_jenis, keluhan_kertas, keluhan_libur
from eoffice.surat.rules.janji import JamKerja
from eoffice.surat.rules.jenis import JenisSurat, UbahanJenis, katalog
from eoffice.surat.rules.teks import rapikan
from eoffice.surat.rules.tutup import Tutup, hari_tutup
from eoffice.surat.services.gambaran import gambar_pengaturan
from eoffice.wilayah.jam_buka import BAKU as BAKU_JAM
from eoffice.wilayah.jam_buka import baca_jam_buka
from eoffice.wilayah.kalender import hari_libur, tanggal_libur
from eoffice.wilayah.selectors import identitas
from eoffice.wilayah.tenancy import desa_aktif, ingatan_lingkup

INGATAN_LIBUR: Final = "surat libur"
MAKS_SEKALI_LIBUR: Final = 31


@dataclass(frozen=True, slots=True)
class Pengaturan:
    """The settings as rules and pages read them."""

    kertas: Kertas
    cara_terbit: CaraTerbit
    paraf: bool
    format_nomor: str
    lingkup_nomor: Lingkup
    lambang: str
    jenis: Mapping[str, UbahanJenis]
    libur: Mapping[str, str]
    """The village's own days off: date in ISO form -> reason."""

    def jenis_surat(self, kode: str) -> JenisSurat | None:
        """Return a letter type as this village uses it, also a switched-off one; ``None`` if unknown."""
        baku = katalog().get(kode)
        return baku and self.jenis.get(kode, UbahanJenis()).pada(baku)

    def janji_jam(self, jenis: JenisSurat | None = None) -> int:
        """Return the office hours promised from sending to issue, for a type or for letters in general."""
        sendiri = jenis.janji_jam if jenis else None
        return janji_seluruhnya(paraf=self.paraf) if sendiri is None else sendiri

    def janji_langkah(self, kode: str, status: Status) -> float:
        """Return the office hours that whoever must act in a status has for a letter of this type."""
        return janji_langkah(status, self.janji_jam(self.jenis_surat(kode)), paraf=self.paraf)

    def cara_terbit_untuk(self, jenis: JenisSurat) -> CaraTerbit:
        """Return how a letter of this type is issued here: some are signed on paper wherever they are."""
        return CaraTerbit.BASAH if jenis.hanya_basah else self.cara_terbit

    def jenis_aktif(self) -> list[JenisSurat]:
        """Return the letter types that can be asked for."""
        return [
            self.jenis.get(kode, UbahanJenis()).pada(baku)
            for kode, baku in katalog().items()
            if self.jenis.get(kode, UbahanJenis()).aktif
        ]


BAKU = Pengaturan(Kertas(), CaraTerbit.BASAH, True, FORMAT_BAKU, Lingkup.PER_BUKU, "", {}, {})


def pengaturan() -> Pengaturan:
    """Return the settings of the village in scope, or the defaults."""
    baris = PengaturanSurat.objects.first()
    ingatan_lingkup()[INGATAN_LIBUR] = _hari(baris.libur if baris else {})
    if baris is None:
        return BAKU
    return Pengaturan(
        kertas=Kertas(**baris.kertas),
        cara_terbit=CaraTerbit(baris.cara_terbit),
        paraf=baris.paraf,
        format_nomor=baris.format_nomor,
        lingkup_nomor=Lingkup(baris.lingkup_nomor),
        lambang=baris.lambang,
        jenis={kode: UbahanJenis(**isi) for kode, isi in baris.jenis.items()},
        libur=baris.libur,
    )


def _hari(libur: Mapping[str, str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(hari) for hari in libur)


def _kunci_pengaturan() -> PengaturanSurat:
    """Return the row of the village in scope, locked: two at once undo nothing of each other."""
    ada, _ = PengaturanSurat.objects.get_or_create(desa_id=desa_aktif(), defaults={"id": new_id()})
    return PengaturanSurat.objects.select_for_update().get(pk=ada.pk)


@transaction.atomic
def ubah_jenis(*, kode: str, ubah: Callable[[UbahanJenis], UbahanJenis], pelaku: str) -> Pengaturan:
    """Change what the village decides about one letter type, whatever others change about other types meanwhile.

    Raises:
        NotFound: no such type.
        InvalidInput: as ``ubah_pengaturan``; ``per_field`` names columns of ``UbahanJenis``.
    """
    if kode not in katalog():
        raise NotFound
    _kunci_pengaturan()
    jenis = dict(pengaturan().jenis)
    jenis[kode] = ubah(jenis.get(kode, UbahanJenis()))
    try:
        return ubah_pengaturan(pelaku=pelaku, jenis=jenis)
    except InvalidInput as tolak:
        kolom = {nama.removeprefix(f"{kode}."): pesan for nama, pesan in tolak.per_field.items()}
        raise InvalidInput(tolak.pesan, kolom) from None


@transaction.atomic
def tambah_libur(*, mulai: date, sampai: date, sebab: str, pelaku: str) -> int:
    """Close the office on the days from ``mulai`` to ``sampai``; return how many days these are.

    Raises:
        InvalidInput: the days run backwards or are too many, or the reason cannot be shown; ``per_field`` names it.
    """
    banyak = (sampai - mulai).days + 1
    if not 1 <= banyak <= MAKS_SEKALI_LIBUR:
        pesan = Pesan("surat.libur_rentang", maks=MAKS_SEKALI_LIBUR)
        raise InvalidInput(pesan, {"sampai": pesan})
    _kunci_pengaturan()
    baru = {(mulai + timedelta(days=n)).isoformat(): rapikan(sebab) for n in range(banyak)}
    ubah_pengaturan(pelaku=pelaku, libur={**pengaturan().libur, **baru})
    return banyak


@transaction.atomic
def buang_libur(*, hari: date, pelaku: str) -> bool:
    """Open the office on a day that was a day off; ``False``: it was none."""
    _kunci_pengaturan()
    libur = dict(pengaturan().libur)
    if libur.pop(hari.isoformat(), None) is None:
        return False
    ubah_pengaturan(pelaku=pelaku, libur=libur)
    return True


@transaction.atomic
def ubah_pengaturan(*, pelaku: str, **ubahan: Any) -> Pengaturan:
    """Change some settings (names of ``Pengaturan``) and return them all.

    Raises:
        InvalidInput: something could not be printed, or one number be given twice; ``per_field`` names it.
        TypeError: an unknown setting.
    """
    baris, lama = _kunci_pengaturan(), pengaturan()
    baru = Pengaturan(**{**{satu.name: getattr(lama, satu.name) for satu in fields(Pengaturan)}, **ubahan})
    _periksa(lama, baru)
    isi: dict[str, Any] = {
        "kertas": asdict(baru.kertas),
        "cara_terbit": baru.cara_terbit.value,
        "paraf": baru.paraf,
        "format_nomor": baru.format_nomor,
        "lingkup_nomor": baru.lingkup_nomor.value,
        "lambang": baru.lambang,
        "jenis": {kode: asdict(satu) for kode, satu in baru.jenis.items()},
        "libur": dict(sorted(baru.libur.items())),
    }
    for nama, nilai in isi.items():
        setattr(baris, nama, nilai)
    baris.revisi += 1
    baris.save(update_fields=[*isi, "revisi"])
    ingatan_lingkup().pop(INGATAN_LIBUR, None)
    publik, pribadi = gambar_pengaturan(baris)
    catat(
        jenis=events.PENGATURAN,
        agregat="pengaturan_surat",
        agregat_id=baris.pk,
        revisi=baris.revisi,
        publik=publik,
        pribadi=pribadi,
        pelaku=pelaku,
    )
    return baru


def _periksa(lama: Pengaturan, baru: Pengaturan) -> None:
    galat = keluhan_kertas(baru.kertas) | keluhan_jenis(baru.jenis, katalog())
    if pesan := keluhan_libur(baru.libur):
        galat["libur"] = pesan
    if pesan := _keluhan_nomor(lama, baru):
        galat["format_nomor"] = pesan
    if baru.cara_terbit is CaraTerbit.BSRE:
        galat["cara_terbit"] = Pesan("surat.bsre_belum_ada")
    if baru.lambang and not _lambang_tersimpan(baru.lambang):
        galat["lambang"] = Pesan("surat.lambang_tidak_ada")
    if galat:
        raise InvalidInput(next(iter(galat.values())), galat)


def _keluhan_nomor(lama: Pengaturan, baru: Pengaturan) -> Pesan | None:
    """Return why numbers cannot be written so from now on, or ``None``; what stays as it is was asked before."""
    pola, lingkup = baru.format_nomor, baru.lingkup_nomor
    if (pesan := periksa_format(pola, lingkup)) or (pola, lingkup) == (lama.format_nomor, lama.lingkup_nomor):
        return pesan
    tahun = clock.now().astimezone(ZoneInfo(identitas().zona_waktu)).year
    nomor = nomor_bentrok(tahun, lingkup, pola)
    return Pesan("arsip.format_bentrok", nomor=nomor) if nomor else None


def _lambang_tersimpan(sha256: str) -> bool:
    try:
        return bool(dokumen.baca(sha256))
    except dokumen.BerkasHilang:
        return False


def jam_kerja(kini: datetime) -> JamKerja:
    """Return the office hours of the village in scope, with the holidays around a moment."""
    desa = identitas()
    libur = (tanggal_libur(kini.year + selisih) for selisih in (-1, 0, 1))
    return JamKerja(
        zona=ZoneInfo(desa.zona_waktu),
        jam=baca_jam_buka(desa.jam_buka) or BAKU_JAM,
        libur=frozenset().union(_libur_desa(), *libur),
    )


def tutup_antara(mulai: date, sampai: date, kerja: JamKerja, atur: Pengaturan) -> tuple[Tutup, ...]:
    """Return the closed days of the village in scope between two dates, with why: the decree's name before its own."""
    nasional = {satu.tanggal: satu.nama for th in {mulai.year, sampai.year} for satu in hari_libur(th)}
    sendiri = {date.fromisoformat(hari): sebab for hari, sebab in atur.libur.items()}
    return hari_tutup(mulai, sampai, kerja, sendiri | nasional)


def _libur_desa() -> frozenset[date]:
    """Return the village's own days off; read once a scope."""
    ingatan = ingatan_lingkup()
    if INGATAN_LIBUR not in ingatan:
        ingatan[INGATAN_LIBUR] = _hari(PengaturanSurat.objects.values_list("libur", flat=True).first() or {})
    return cast("frozenset[date]", ingatan[INGATAN_LIBUR])
