"""Numbers that were given twice, or only for the time being, put in order by a person.

As offices do it: one letter keeps the number, the other stays valid and is registered again under the next number, with
a reference to what stands on its paper. No clock decides which.
"""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.db import transaction

from eoffice.arsip.models import Nomor
from eoffice.arsip.rules.nomor import AWALAN_SEMENTARA
from eoffice.arsip.selectors import pemegang_lain
from eoffice.arsip.services.buku import pastikan_buku
from eoffice.arsip.services.nomor import PermintaanNomor, ambil_nomor, tulis
from eoffice.jejak.proyeksi import baca_saat
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, NotFound, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.services.tinjau import catat_putusan, ditahan

NOMOR_GANDA: Final = "arsip.nomor_ganda"


@dataclass(frozen=True, slots=True)
class PemegangNomor:
    """One of those who hold a number; ``kembali``: it came back from the regency, and waits outside the table."""

    id: UUID
    untuk: UUID
    teks: str
    kembali: bool


@dataclass(frozen=True, slots=True)
class NomorGanda:
    """A number that came back and cannot stand beside what is here."""

    id: UUID
    teks: str
    pemegang: tuple[PemegangNomor, ...]


@dataclass(frozen=True, slots=True)
class NomorSementara:
    """A provisional number whose letter is to be registered under one that stays."""

    id: UUID
    untuk: UUID
    teks: str


def nomor_ganda() -> list[NomorGanda]:
    """Return the numbers that a person has to put in order, the longest waiting first."""
    return [_ganda(p) for p in ditahan(NOMOR_GANDA)]


def satu_ganda(nomor_id: UUID) -> NomorGanda:
    """Return one of them.

    Raises:
        NotFound: it is in order (by now).
    """
    for satu in nomor_ganda():
        if satu.id == nomor_id:
            return satu
    raise NotFound


def _ganda(p: PeristiwaTercatat) -> NomorGanda:
    isi = p.publik
    datang = PemegangNomor(p.agregat_id, UUID(isi["untuk"]), isi["teks"], kembali=True)
    lain = [PemegangNomor(n.pk, n.untuk, n.teks, kembali=False) for n in pemegang_lain(p).order_by("id")]
    return NomorGanda(p.agregat_id, isi["teks"], (datang, *lain))


def nomor_sementara() -> list[NomorSementara]:
    """Return the provisional numbers that still count."""
    milik = Nomor.objects.filter(buku__lingkup__startswith=AWALAN_SEMENTARA, sengketa=False, batal_pada=None)
    return [NomorSementara(n.pk, n.untuk, n.teks) for n in milik.order_by("diambil_pada", "id")]


@transaction.atomic
def putuskan_ganda(
    *, nomor_id: UUID, tetap: UUID, ulang: PermintaanNomor | None, alasan: str, pelaku: str
) -> str:
    """Let one holder keep the number; the others' letters are registered again (``ulang``), and return the new number.

    ``ulang`` is ``None`` where no letter needs another number: both papers are of one letter.

    Raises:
        ChangedMeanwhile: it was put in order already.
        NotFound: ``tetap`` holds no such number.
        RuleRefused: numbering is held at present.
    """
    peristiwa = next((p for p in ditahan(NOMOR_GANDA) if p.agregat_id == nomor_id), None)
    if peristiwa is None:
        raise ChangedMeanwhile(Pesan("sinkron.sudah_diputuskan"))
    lain = list(pemegang_lain(peristiwa).select_related("buku").select_for_update(of=("self",)))
    datang = _baris(peristiwa)
    semua = {n.pk: n for n in (datang, *lain)}
    if tetap not in semua:
        raise NotFound
    for satu in semua.values():
        catat_putusan("nomor", satu.pk, putusan="nomor", dipilih=str(tetap), alasan=alasan, pelaku=pelaku)
    kalah = [n for n in semua.values() if n.pk != tetap]
    for satu in kalah:
        _lepaskan(satu, pelaku, baru=satu is datang)
    if tetap == datang.pk:
        datang.save(force_insert=True)
    tulis(semua[tetap], pelaku, "repair")
    return _daftarkan_ulang(kalah, ulang, semua[tetap], pelaku)


def _daftarkan_ulang(kalah: list[Nomor], ulang: PermintaanNomor | None, tetap: Nomor, pelaku: str) -> str:
    for satu in kalah:
        if ulang is not None and satu.untuk == ulang.untuk != tetap.untuk:
            return ambil_nomor(replace(ulang, semula=satu.teks), pelaku=pelaku)
    return ""


def _baris(p: PeristiwaTercatat) -> Nomor:
    """Return the row of a number that waits outside the table, its book opened."""
    isi = p.publik
    pastikan_buku(isi)
    nomor = Nomor(
        id=p.agregat_id,
        buku_id=UUID(isi["buku_id"]),
        urut=isi["urut"],
        teks=isi["teks"],
        untuk=UUID(isi["untuk"]),
        alasan_batal=(p.pribadi or {}).get("alasan_batal", ""),
        semula=isi["semula"],
        revisi=p.revisi,
    )
    nomor.diambil_pada = baca_saat(isi["diambil_pada"]) or clock.now()
    nomor.batal_pada = baca_saat(isi["batal_pada"])
    return nomor


def _lepaskan(nomor: Nomor, pelaku: str, *, baru: bool) -> None:
    """Let a number stand on its paper only: it counts no more."""
    nomor.sengketa, nomor.revisi = True, nomor.revisi + 1
    nomor.save(force_insert=baru)
    tulis(nomor, pelaku, "repair")


@transaction.atomic
def catat_ulang(*, nomor_id: UUID, ulang: PermintaanNomor, pelaku: str) -> str:
    """Register the letter of a provisional number under one that stays, and return that.

    Raises:
        NotFound: no such provisional number, or it was done already.
        RuleRefused: the last number is still in doubt.
    """
    milik = Nomor.objects.select_for_update(of=("self",)).select_related("buku")
    nomor = milik.filter(pk=nomor_id, buku__lingkup__startswith=AWALAN_SEMENTARA, sengketa=False).first()
    if nomor is None or nomor.untuk != ulang.untuk:
        raise NotFound
    nomor.sengketa, nomor.revisi = True, nomor.revisi + 1
    nomor.save(update_fields=["sengketa", "revisi"])
    tulis(nomor, pelaku)
    teks = ambil_nomor(replace(ulang, semula=nomor.teks), pelaku=pelaku)
    if Nomor.objects.filter(teks=teks, buku__lingkup__startswith=AWALAN_SEMENTARA).exists():
        raise RuleRefused(Pesan("arsip.mode_pemulihan"))
    return teks


@transaction.atomic
def selaraskan(*, untuk: UUID, teks: str, alasan: str, pelaku: str) -> None:
    """Let only the number of the version that holds count for a letter of which two versions were written.

    The numbers of other versions stay taken: they may stand on a paper.
    """
    for p in ditahan(NOMOR_GANDA):
        if UUID(p.publik["untuk"]) == untuk and (p.publik["teks"] != teks or _sama_di_sini(p)):
            catat_putusan("nomor", p.agregat_id, putusan="nomor", alasan=alasan, pelaku=pelaku)
            _lepaskan(_baris(p), pelaku, baru=True)
    lain = Nomor.objects.select_related("buku").filter(untuk=untuk, batal_pada=None, sengketa=False)
    for nomor in lain.exclude(teks=teks):
        _lepaskan(nomor, pelaku, baru=False)
    for p in ditahan(NOMOR_GANDA):
        if UUID(p.publik["untuk"]) == untuk and not pemegang_lain(p).exists():
            catat_putusan("nomor", p.agregat_id, putusan="nomor", alasan=alasan, pelaku=pelaku)
            satu = _baris(p)
            satu.save(force_insert=True)
            tulis(satu, pelaku, "repair")


def _sama_di_sini(p: PeristiwaTercatat) -> bool:
    return Nomor.objects.filter(untuk=p.publik["untuk"], teks=p.publik["teks"], sengketa=False).exists()
