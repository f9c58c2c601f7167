"""Villages of this installation. Code, name and region come from the national list and stay."""

import structlog

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.wilayah import rujukan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import desa_aktif, ingatan_lingkup

log = structlog.get_logger(__name__)
BOLEH = frozenset({"alamat", "telepon", "surel", "kode_pos", "zona_waktu", "jam_buka"})


def daftarkan_desa(*, kode: str, pelaku: str) -> bool:
    """Serve a village from here; return ``False`` when it is served already.

    Raises:
        InvalidInput: no village of the national list has this code.
    """
    jalur = rujukan.jalur(kode)
    if len(jalur) != rujukan.Tingkat.DESA:
        raise InvalidInput(Pesan("wilayah.kode_tidak_dikenal", kode=kode))
    desa, kecamatan, kabupaten, provinsi = jalur
    _, baru = Desa.objects.get_or_create(
        kode=desa.kode,
        defaults={
            "nama": desa.nama,
            "sebutan": desa.sebutan.removesuffix(f" {desa.nama}"),
            "kecamatan": kecamatan.nama,
            "kabupaten": kabupaten.nama,
            "provinsi": provinsi.nama,
            "kode_pos": desa.kode_pos,
        },
    )
    if baru:
        log.info("desa.terdaftar", desa=desa.kode, pelaku=pelaku)
    return baru


def ubah_identitas(*, pelaku: str, **ubahan: str) -> None:
    """Change how the village in scope is reached; its letters print it from now on.

    Raises:
        TypeError: a column that does not change here.
    """
    asing = set(ubahan) - BOLEH
    if asing:
        raise TypeError(f"not to be changed: {', '.join(sorted(asing))}")
    kode = desa_aktif()
    Desa.objects.filter(pk=kode).update(**ubahan)
    ingatan_lingkup().pop(f"identitas {kode}", None)
    log.info("desa.identitas", desa=kode, pelaku=pelaku, kolom=sorted(ubahan))
