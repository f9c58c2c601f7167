"""Mutations by which somebody becomes a resident: birth, coming from elsewhere."""

from dataclasses import asdict
from typing import Final
from uuid import UUID

from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.models import Keluarga, Penduduk
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.mutasi import (
    STATUS_MATI,
    STATUS_TIDAK_SAH,
    JenisMutasi,
    Lembar,
    OrangBaru,
    Rumah,
    Ubahan,
    periksa_nomor,
    periksa_orang,
    periksa_tanggal,
)
from eoffice.penduduk.rules.teks import kunci_cari
from eoffice.penduduk.services.mutasi.babak import Babak, hari_ini, mainkan

BOLEH_KEMBALI: Final = frozenset(kode.STATUS_DASAR.kata) - {kode.STATUS_HIDUP, STATUS_MATI}
"""In which states a row is taken up again when the same person comes."""


def catat_kelahiran(lembar: Lembar, *, keluarga_id: UUID, orang: OrangBaru) -> tuple[Ubahan, ...]:
    """Record a birth in a family; the day of the mutation is the day of birth.

    Raises:
        NotFound: no such family.
        ChangedMeanwhile: the family changed since the form was drawn.
        RuleRefused: nobody of the family lives here.
        InvalidInput: the child's data cannot be, its NIK is taken, or it stands there already.
    """

    def laksana(babak: Babak) -> None:
        babak.kunci_keluarga(keluarga_id)
        babak.periksa_versi()
        family, here = babak.keluarga(keluarga_id), babak.hidup(keluarga_id)
        periksa_orang(orang, hari_ini())
        if family is None or not here:
            raise RuleRefused(Pesan("penduduk.keluarga_kosong"))
        if any(_sama(person, orang) for person in here):
            raise _tolak("nama", "penduduk.anak_sudah_ada")
        child = tempatkan(babak, orang, family, lama=frozenset({STATUS_TIDAK_SAH}))
        _periksa_kepala(here, orang.shdk)
        babak.catat(child, tempat=orang.tempat_lahir)

    return mainkan(lembar, JenisMutasi.LAHIR, laksana)


def catat_kedatangan(lembar: Lembar, *, orang: OrangBaru, rumah: Rumah, asal: str) -> tuple[Ubahan, ...]:
    """Record that somebody came to live here: into a family of the village, or on a card of his own.

    Who moved away once comes back into the same row, with what the form says of him now.

    Raises:
        ChangedMeanwhile: the same number was taken at the same moment.
        InvalidInput: a day that cannot be, no origin, a NIK of somebody who lives here or died, a card number
            that is none, a second head or none.
    """

    def laksana(babak: Babak) -> None:
        today = hari_ini()
        periksa_orang(orang, today)
        periksa_tanggal(lembar.tanggal, today, [orang.tanggal_lahir])
        periksa_nomor("no_kk", rumah.no_kk)
        if not asal:
            raise _tolak("asal", "penduduk.asal_kosong")
        family = siapkan_keluarga(babak, rumah)
        babak.periksa_versi()
        here = babak.hidup(family.pk)
        person = tempatkan(babak, orang, family, lama=BOLEH_KEMBALI)
        _periksa_kepala(here, orang.shdk)
        babak.catat(person, dari=asal)

    return mainkan(lembar, JenisMutasi.DATANG, laksana)


def siapkan_keluarga(babak: Babak, rumah: Rumah) -> Keluarga:
    """Return the family with a card number: the one that lives here as it is, else at the address given."""
    pk = Keluarga.objects.filter(no_kk=rumah.no_kk).values_list("pk", flat=True).first()
    here = babak.hidup(pk)
    family = babak.keluarga(pk)
    if family is not None and here:
        return family
    if not rumah.dusun and not rumah.alamat:
        raise _tolak("dusun", "penduduk.rumah_kosong")
    if family is None:
        family = Keluarga(no_kk=rumah.no_kk)
        isi_rumah(family, rumah)
        babak.tambah_keluarga(family)
    else:
        isi_rumah(family, rumah)
    return family


def isi_rumah(family: Keluarga, rumah: Rumah) -> None:
    """Let a family live at an address."""
    for name in ("alamat", "dusun", "rw", "rt"):
        setattr(family, name, getattr(rumah, name))


def _periksa_kepala(here: list[Penduduk], shdk: int) -> None:
    heads = any(person.shdk == kode.KEPALA_KELUARGA for person in here)
    if heads and shdk == kode.KEPALA_KELUARGA:
        raise _tolak("shdk", "penduduk.kepala_sudah_ada")
    if not heads and shdk != kode.KEPALA_KELUARGA:
        raise _tolak("shdk", "penduduk.kepala_belum_ada")


def tempatkan(babak: Babak, orang: OrangBaru, family: Keluarga, *, lama: frozenset[int]) -> Penduduk:
    """Return the row of a newcomer: a fresh one, or that of the same NIK when it stands in a status of ``lama``."""
    found = Penduduk.objects.filter(nik=orang.nik).values_list("pk", flat=True).first() if orang.nik else None
    person = babak.kunci_orang(found) if found else Penduduk(id=babak.lembar.kelompok)
    if found and person.status_dasar not in lama:
        dead = person.status_dasar == STATUS_MATI
        raise _tolak("nik", "penduduk.nik_meninggal" if dead else "penduduk.nik_sudah_ada")
    for name, value in asdict(orang).items():
        if value not in ("", None) or not found:
            setattr(person, name, value)
    person.keluarga, person.status_dasar, person.hilang_pada = family, kode.STATUS_HIDUP, None
    if not found:
        babak.tambah_orang(person)
    return person


def _sama(person: Penduduk, orang: OrangBaru) -> bool:
    same_name = kunci_cari(person.nama) == kunci_cari(orang.nama)
    return same_name and person.tanggal_lahir == orang.tanggal_lahir


def _tolak(kotak: str, code: str) -> InvalidInput:
    return InvalidInput(pesan := Pesan(code), {kotak: pesan})
