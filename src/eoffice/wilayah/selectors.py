"""Questions about the villages of this installation."""

import re
from dataclasses import dataclass

from eoffice.kernel.errors import NotFound
from eoffice.wilayah.models import KODE_DESA, Desa
from eoffice.wilayah.tenancy import desa_aktif, ingatan_lingkup


@dataclass(frozen=True, slots=True)
class IdentitasDesa:
    """Who a village is, as letters and pages print it."""

    kode: str
    nama: str
    sebutan: str
    kecamatan: str
    kabupaten: str
    provinsi: str
    alamat: str
    telepon: str
    surel: str
    kode_pos: str
    zona_waktu: str
    jam_buka: str
    revisi: int

    @property
    def lengkap(self) -> str:
        """For example ``Desa Cisontrol``."""
        return f"{self.sebutan} {self.nama}"


def _identity(desa: Desa) -> IdentitasDesa:
    return IdentitasDesa(**{name: getattr(desa, name) for name in IdentitasDesa.__dataclass_fields__})


def desa_terdaftar(kode: str) -> bool:
    """Tell whether a village lives in this installation. Anything may be asked: addresses are typed by anybody."""
    return re.fullmatch(KODE_DESA, kode) is not None and Desa.objects.filter(pk=kode).exists()


def identitas(kode: str | None = None) -> IdentitasDesa:
    """Return the identity of a village, by default of the one in scope.

    Raises:
        NotFound: it does not live here.
    """
    kode = kode or desa_aktif()
    ingatan = ingatan_lingkup()
    ada = ingatan.get(f"identitas {kode}")
    if isinstance(ada, IdentitasDesa):
        return ada
    desa = Desa.objects.filter(pk=kode).first()
    if desa is None:
        raise NotFound
    ingatan[f"identitas {kode}"] = _identity(desa)
    ingatan[f"dilayani {kode}"] = desa.dilayani_di_sini
    return _identity(desa)


@dataclass(frozen=True, slots=True)
class Wewenang:
    """Whether a village is written here, and how often that changed."""

    di_sini: bool
    epoch: int


def wewenang() -> Wewenang:
    """Return where the village in scope is written, as it stands now: asked anew each time.

    Raises:
        NotFound: it does not live here.
    """
    kolom = Desa.objects.filter(pk=desa_aktif()).values_list("dilayani_di_sini", "epoch_wewenang").first()
    if kolom is None:
        raise NotFound
    return Wewenang(*kolom)


def dilayani_di_sini(kode: str | None = None) -> bool:
    """Tell whether a village's data are written here, by default of the one in scope; remembered for the scope.

    Raises:
        NotFound: it does not live here.
    """
    kode = kode or desa_aktif()
    ingatan = ingatan_lingkup()
    ada = ingatan.get(f"dilayani {kode}")
    if isinstance(ada, bool):
        return ada
    kini = Desa.objects.filter(pk=kode).values_list("dilayani_di_sini", flat=True).first()
    if kini is None:
        raise NotFound
    ingatan[f"dilayani {kode}"] = kini
    return kini


def semua_desa() -> list[IdentitasDesa]:
    """Return every village of this installation, by code."""
    return [_identity(desa) for desa in Desa.objects.all()]


def desa_pertama() -> str | None:
    """Return the code of some village of this installation, always the same; ``None`` when there is none."""
    return Desa.objects.values_list("pk", flat=True).first()


def ada_desa_jauh() -> bool:
    """Tell whether some village known here has a server of its own."""
    return Desa.objects.filter(dilayani_di_sini=False).exists()
