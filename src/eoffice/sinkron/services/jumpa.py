"""How often this installation met the regency, in a file beside its key: a restored database does not know it."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from eoffice.dokumen.services import tulis_atomik
from eoffice.sinkron.services.kunci import berkas_kunci
from eoffice.wilayah.tenancy import desa_aktif


@dataclass(frozen=True, slots=True)
class Jumpa:
    """Meetings so far, and by how many seconds our clock was ahead of the regency's at the last one."""

    ke: int = 0
    selisih: int = 0


def jumpa() -> Jumpa:
    """Return what is known of meetings; a damaged file counts from the beginning: it holds up, and loses nothing."""
    try:
        isi: dict[str, Any] = json.loads(berkas_kunci(_nama()).read_bytes())
        return Jumpa(int(isi["ke"]), int(isi["selisih"]))
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return Jumpa()


def catat_jumpa(selisih: int) -> None:
    """Count one more meeting; only one goes on at a time."""
    baru = Jumpa(jumpa().ke + 1, selisih)
    tulis_atomik(berkas_kunci(_nama()), json.dumps(asdict(baru)).encode(), mode=0o600)


def _nama() -> str:
    return f"jumpa-{desa_aktif()}.json"
