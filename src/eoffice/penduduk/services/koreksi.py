"""Corrections: the office puts a person's data right, on a paper and for a reason, and everybody can read who did."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from eoffice.jejak.services import Catatan, catat_banyak
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.events import KOREKSI_DICATAT, PENDUDUK_DICATAT
from eoffice.penduduk.models import Keluarga, Koreksi, Penduduk
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.koreksi import (
    KOLOM,
    LembarKoreksi,
    bergeser,
    periksa,
    periksa_nik_baru,
    yang_diubah,
)
from eoffice.penduduk.rules.mutasi import STATUS_MATI, STATUS_TIDAK_SAH, Ubahan, periksa_nomor
from eoffice.penduduk.rules.permintaan import Hasil
from eoffice.penduduk.selectors.koreksi import polos
from eoffice.penduduk.services.edisi import edisi_baru
from eoffice.penduduk.services.mutasi.babak import hari_ini
from eoffice.penduduk.services.permintaan import kunci_permintaan, putuskan
from eoffice.penduduk.services.potret import potret_koreksi, potret_orang

SEBAB: Final = "koreksi"
_DICATAT: Final = (*KOLOM, "nik", "hamil")
Ubah = Callable[[Penduduk], None]


def koreksi_penduduk(
    lembar: LembarKoreksi, *, penduduk_id: UUID, semula: Mapping[str, Any], diketik: Mapping[str, Any]
) -> tuple[Ubahan, ...]:
    """Correct columns of a person and return what changes; nothing when this form was recorded already.

    ``semula``: what the form showed, ``diketik``: what stands in it now, both as ``selectors.koreksi.polos``.

    Raises:
        NotFound: nobody with this id in the village.
        ChangedMeanwhile: a column is not any more as the form showed it.
        RuleRefused: the row is no valid one, or the citizen's request was decided already.
        InvalidInput: nothing is changed, no reason, a value that cannot be, a family without a head or with two.
    """

    def ubah(person: Penduduk) -> None:
        if bergeser(semula, polos(person)):
            raise ChangedMeanwhile(Pesan("penduduk.koreksi_berubah"))
        baru = yang_diubah(semula, diketik)
        periksa(baru, hari_ini())
        _periksa_kepala(person, baru)
        for nama, nilai in baru.items():
            setattr(person, nama, date.fromisoformat(nilai) if nama == "tanggal_lahir" else nilai)
        if person.jenis_kelamin == "L":
            person.hamil = None

    return _laksanakan(lembar, penduduk_id, ubah)


def koreksi_nik(lembar: LembarKoreksi, *, penduduk_id: UUID, revisi: int, nik: str) -> tuple[Ubahan, ...]:
    """Give a person another NIK and return what changes; nothing when this form was recorded already.

    ``revisi``: of the person as the form showed him.

    Raises:
        NotFound, RuleRefused: as ``koreksi_penduduk``.
        ChangedMeanwhile: the person changed since.
        InvalidInput: no NIK, the one he has, or somebody else's, alive or dead.
    """

    def ubah(person: Penduduk) -> None:
        if person.revisi != revisi:
            raise ChangedMeanwhile(Pesan("penduduk.koreksi_berubah"))
        periksa_nomor("nik", nik)
        periksa_nik_baru(nik, person.nik)
        _periksa_pemilik(nik)
        person.nik = nik

    return _laksanakan(lembar, penduduk_id, ubah)


def _periksa_pemilik(nik: str) -> None:
    """Refuse a number somebody has; which of two people is right cannot be decided by writing over one of them."""
    status = Penduduk.objects.filter(nik=nik).values_list("status_dasar", flat=True).first()
    if status is not None:
        raise _tolak("nik", "penduduk.nik_meninggal" if status == STATUS_MATI else "penduduk.nik_sudah_ada")


def _periksa_kepala(person: Penduduk, baru: Mapping[str, Any]) -> None:
    """Keep one head in a family: a head is replaced by a mutation, which says what everybody is to the new one."""
    lama = person.shdk == kode.KEPALA_KELUARGA
    if person.keluarga_id is None or "shdk" not in baru or lama == (baru["shdk"] == kode.KEPALA_KELUARGA):
        return
    lain = Penduduk.objects.filter(keluarga_id=person.keluarga_id, status_dasar=kode.STATUS_HIDUP)
    lain = lain.exclude(pk=person.pk)
    if lama and lain.exists():
        raise _tolak("shdk", "penduduk.koreksi_kepala")
    if not lama and lain.filter(shdk=kode.KEPALA_KELUARGA).exists():
        raise _tolak("shdk", "penduduk.kepala_sudah_ada")


def _laksanakan(lembar: LembarKoreksi, penduduk_id: UUID, ubah: Ubah) -> tuple[Ubahan, ...]:
    """Lock, change, write and tell in one transaction; with ``coba`` everything is undone again."""
    if not lembar.alasan:
        raise _tolak("alasan", "penduduk.koreksi_alasan")
    try:
        with transaction.atomic():
            person = _kunci(penduduk_id)
            if _sudah(lembar.kunci):
                return ()
            hasil = _jalankan(lembar, person, ubah)
            transaction.set_rollback(lembar.coba)
            return (hasil,)
    except IntegrityError:
        if _sudah(lembar.kunci):
            return ()
        raise _tolak("nik", "penduduk.nik_sudah_ada") from None


def _jalankan(lembar: LembarKoreksi, person: Penduduk, ubah: Ubah) -> Ubahan:
    minta = kunci_permintaan(lembar.permintaan, person.pk) if lembar.permintaan else None
    awal = _potret(person)
    ubah(person)
    kini = _potret(person)
    kolom = {nama: (awal[nama], kini[nama]) for nama in _DICATAT if awal[nama] != kini[nama]}
    if not kolom:
        raise InvalidInput(Pesan("penduduk.koreksi_kosong"))
    kabar = _tulis(lembar, person, kolom)
    dijawab = [putuskan(minta, Hasil.DITERIMA, lembar.oleh)] if minta else []
    edisi_baru()
    catat_banyak([*kabar, *dijawab], pelaku=lembar.oleh)
    return Ubahan("orang", person.pk, person.nama, kolom)


def _kunci(penduduk_id: UUID) -> Penduduk:
    """Lock a person, the family first, as mutations do."""
    for keluarga_id in Penduduk.objects.filter(pk=penduduk_id).values_list("keluarga_id", flat=True):
        Keluarga.objects.select_for_update().filter(pk=keluarga_id).first()
    person = Penduduk.objects.select_for_update().filter(pk=penduduk_id).first()
    if person is None:
        raise NotFound
    if person.status_dasar == STATUS_TIDAK_SAH:
        raise RuleRefused(Pesan("penduduk.bukan_data_sah"))
    return person


def _sudah(kunci: UUID) -> bool:
    return Koreksi.objects.filter(pk=kunci).exists()


def _potret(person: Penduduk) -> dict[str, Any]:
    return {**polos(person), "nik": person.nik, "hamil": person.hamil}


def _tulis(
    lembar: LembarKoreksi, person: Penduduk, kolom: Mapping[str, tuple[Any, Any]]
) -> tuple[Catatan, ...]:
    """Write the person and the correction; return what is told of them."""
    person.revisi += 1
    person.isi_kunci_cari()
    person.save()
    row = Koreksi(
        id=lembar.kunci,
        penduduk=person,
        revisi_orang=person.revisi,
        dasar=lembar.dasar.value,
        nomor_dasar=lembar.nomor_dasar,
        alasan=lembar.alasan,
        ubahan={nama: list(dua) for nama, dua in kolom.items()},
        permintaan=lembar.permintaan,
        dicatat_pada=clock.now(),
        oleh=lembar.oleh,
    )
    row.save(force_insert=True)
    return (
        Catatan(PENDUDUK_DICATAT, "penduduk", person.pk, person.revisi, *potret_orang(person, SEBAB)),
        Catatan(KOREKSI_DICATAT, "koreksi", row.pk, row.revisi, *potret_koreksi(row)),
    )


def _tolak(kotak: str, code: str) -> InvalidInput:
    return InvalidInput(pesan := Pesan(code), {kotak: pesan})
