"""Villages of this installation. Code, name and region come from the national list and stay.

Each change belongs into the village's stream, which lies above this room: ``jejak.desa`` calls these verbs and
tells of it, nobody else may (importlinter.toml).
"""

from dataclasses import asdict
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models import F

from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.messages import Pesan
from eoffice.wilayah import rujukan
from eoffice.wilayah.jam_buka import baca_jam_buka
from eoffice.wilayah.models import Desa
from eoffice.wilayah.selectors import IdentitasDesa, identitas
from eoffice.wilayah.tenancy import desa_aktif, ingatan_lingkup

BOLEH = frozenset({"alamat", "telepon", "surel", "kode_pos", "zona_waktu", "jam_buka"})


def daftarkan_desa(*, kode: str) -> IdentitasDesa | None:
    """Serve a village from here; return ``None`` when it is served already.

    Raises:
        InvalidInput: no village of the national list has this code.
    """
    return _buat(kode, revisi=1, di_sini=True)


def kenali_desa(*, kode: str) -> IdentitasDesa | None:
    """Make room for a village that is served elsewhere and tells of itself (revision 0: nothing heard yet).

    ``None`` when it is known or served already.

    Raises:
        InvalidInput: no village of the national list has this code.
    """
    return _buat(kode, revisi=0, di_sini=False)


def terapkan_identitas(baru: IdentitasDesa) -> None:
    """Write down how the village in scope describes itself elsewhere.

    Raises:
        InvalidInput: it is another village's, or a value does not fit its column.
    """
    isi = asdict(baru)
    try:
        Desa(**isi).clean_fields()
    except ValidationError:
        raise InvalidInput(Pesan("wilayah.identitas_tidak_sah")) from None
    if baru.kode != desa_aktif() or any(type(isi[nama]) is not str for nama in isi if nama != "revisi"):
        raise InvalidInput(Pesan("wilayah.identitas_tidak_sah"))
    Desa.objects.filter(pk=desa_aktif()).update(**isi)
    ingatan_lingkup().pop(f"identitas {desa_aktif()}", None)


def pindahkan_wewenang(*, epoch: int, di_sini: bool) -> bool:
    """Let the village in scope be written here, or elsewhere, from now on; ``False``: a later move is known here."""
    desa = Desa.objects.filter(pk=desa_aktif(), epoch_wewenang__lt=epoch)
    ingatan_lingkup().pop(f"dilayani {desa_aktif()}", None)
    return desa.update(epoch_wewenang=epoch, dilayani_di_sini=di_sini) == 1


def layani_desa() -> None:
    """Let the village in scope be written here: whoever wrote it before has let go, and his past is here."""
    ingatan_lingkup().pop(f"dilayani {desa_aktif()}", None)
    Desa.objects.filter(pk=desa_aktif()).update(dilayani_di_sini=True)


def lepaskan_desa() -> None:
    """Let the village in scope be written elsewhere; nothing of it was ever written here."""
    ingatan_lingkup().pop(f"dilayani {desa_aktif()}", None)
    Desa.objects.filter(pk=desa_aktif()).update(dilayani_di_sini=False)


def _buat(kode: str, *, revisi: int, di_sini: bool) -> IdentitasDesa | None:
    jalur = rujukan.jalur(kode)
    if len(jalur) != rujukan.Tingkat.DESA:
        raise InvalidInput(Pesan("wilayah.kode_tidak_dikenal", kode=kode[:20]))
    desa, kecamatan, kabupaten, provinsi = jalur
    _, baru = Desa.objects.get_or_create(
        kode=desa.kode,
        defaults={
            "nama": desa.nama_saja,
            "sebutan": desa.kata,
            "kecamatan": kecamatan.nama,
            "kabupaten": kabupaten.nama,
            "provinsi": provinsi.nama,
            "kode_pos": desa.kode_pos,
            "revisi": revisi,
            "dilayani_di_sini": di_sini,
        },
    )
    return identitas(desa.kode) if baru else None


def ubah_identitas(**ubahan: str) -> IdentitasDesa | None:
    """Change how the village in scope is reached; return it as it is now, ``None`` when nothing changed.

    Raises:
        TypeError: a column that does not change here.
        InvalidInput: a value is too long or not what its column holds; ``per_field`` names it.
        NotFound: the village in scope does not live here.
    """
    asing = set(ubahan) - BOLEH
    if asing:
        raise TypeError(f"not to be changed: {', '.join(sorted(asing))}")
    galat = {nama: pesan for nama, isi in ubahan.items() if (pesan := _keluhan(nama, isi))}
    if galat:
        raise InvalidInput(next(iter(galat.values())), galat)
    desa = Desa.objects.filter(pk=desa_aktif())
    if not desa.exists():
        raise NotFound
    berubah = ubahan and desa.exclude(**ubahan).update(**ubahan, revisi=F("revisi") + 1)
    ingatan_lingkup().pop(f"identitas {desa_aktif()}", None)
    return identitas() if berubah else None


def _keluhan(nama: str, isi: str) -> Pesan | None:
    """Return what is wrong with the value of a column, or ``None``."""
    if nama == "zona_waktu":
        return None if isi in available_timezones() else Pesan("wilayah.zona_tidak_dikenal")
    kolom = Desa._meta.get_field(nama)
    assert isinstance(kolom, models.Field)  # noqa: S101  BOLEH holds plain columns only
    try:
        ProhibitNullCharactersValidator()(isi)
        kolom.run_validators(isi)
    except ValidationError:
        return Pesan("wilayah.isian_tidak_sah", batas=int(kolom.max_length or 0))
    if nama == "jam_buka" and baca_jam_buka(isi) is None:
        return Pesan("wilayah.jam_buka_tidak_terbaca")
    return None
