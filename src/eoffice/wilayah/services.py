"""Changing what a village says about itself. Code, name and region come from the national list and stay."""

import structlog

from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import desa_aktif, ingatan_lingkup

log = structlog.get_logger(__name__)
BOLEH = frozenset({"alamat", "telepon", "surel", "kode_pos", "zona_waktu", "jam_buka"})


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
