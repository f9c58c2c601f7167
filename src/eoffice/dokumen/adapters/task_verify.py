"""Sandbox task: judge a PDF from outside."""

from datetime import datetime
from typing import Any, Final

from eoffice.dokumen.adapters import sandbox
from eoffice.dokumen.adapters.sandbox_worker import layani
from eoffice.dokumen.adapters.verifier import Kepercayaan, periksa
from eoffice.dokumen.rules.hasil import HasilPeriksa
from eoffice.kernel.messages import Pesan

MODUL: Final = "task_verify"


def _waktu(saat: datetime | None) -> str | None:
    return saat.isoformat() if saat else None


def ke_json(hasil: HasilPeriksa) -> dict[str, Any]:
    """Flatten a verdict for the pipe."""
    return {
        "keadaan": hasil.keadaan,
        "sha256": hasil.sha256,
        "sebab": hasil.sebab.kode,
        "params": dict(hasil.sebab.params),
        "penanda_tangan": hasil.penanda_tangan,
        "serial": hasil.serial,
        "utuh": hasil.utuh,
        "desa": hasil.desa,
        "akar": hasil.akar,
        "waktu": _waktu(hasil.waktu),
        "dicabut_pada": _waktu(hasil.dicabut_pada),
    }


def dari_json(isi: Any) -> HasilPeriksa:
    """Undo ``ke_json``."""
    waktu, dicabut = isi["waktu"], isi["dicabut_pada"]
    return HasilPeriksa(
        keadaan=isi["keadaan"],
        sha256=isi["sha256"],
        sebab=Pesan(isi["sebab"], **isi["params"]),
        penanda_tangan=isi["penanda_tangan"],
        serial=isi["serial"],
        utuh=isi["utuh"],
        desa=isi["desa"],
        akar=isi["akar"],
        waktu=datetime.fromisoformat(waktu) if waktu else None,
        dicabut_pada=datetime.fromisoformat(dicabut) if dicabut else None,
    )


def tugas(keterangan: dict[str, Any], isi: list[bytes]) -> sandbox.Jawaban:
    """Judge ``isi[0]``; the rest are roots, issuers and lists, as many as ``jumlah`` says."""
    akar, perantara, crl = keterangan["jumlah"]
    sisa = isi[1:]
    kepercayaan = Kepercayaan(
        akar=tuple(sisa[:akar]),
        perantara=tuple(sisa[akar : akar + perantara]),
        crl=tuple(sisa[akar + perantara : akar + perantara + crl]),
    )
    return ke_json(periksa(isi[0], kepercayaan)), []


if __name__ == "__main__":
    layani(tugas)
