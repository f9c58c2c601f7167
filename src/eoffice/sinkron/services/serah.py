"""Hand-overs as they arrive: who writes an aggregate from now on, and what a former owner still wrote.

The regency gives an application to its village; the village's server accepts it in the transaction in which it applies
it, and writes it from then on; the regency may take it back (``tarik``). Which side this is, the village in scope
tells: it is written here, or it is not. An event that is heard again, in whatever order, moves nothing twice: owner
epochs only rise.
"""

from collections.abc import Collection
from typing import Final
from uuid import UUID, uuid5

from eoffice.jejak import registry
from eoffice.jejak.desa import agregat_desa
from eoffice.jejak.kepemilikan import (
    Keadaan,
    Pemilik,
    kunci_pemilik,
    sudah_diterima,
    tetapkan,
)
from eoffice.jejak.milik import aliran_sendiri
from eoffice.jejak.selectors import PeristiwaTercatat, riwayat
from eoffice.jejak.services import catat
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.events import SERAH_TERIMA
from eoffice.sinkron.services.terima import aliran_seberang
from eoffice.wilayah.selectors import Wewenang, wewenang
from eoffice.wilayah.tenancy import desa_aktif

DITARIK: Final = "sinkron.ditarik"
SUDAH_DISERAHKAN: Final = "sinkron.sudah_diserahkan"
DESA_PINDAH: Final = "sinkron.desa_pindah"
LEWAT: Final = (DITARIK, SUDAH_DISERAHKAN, DESA_PINDAH)
"""Why an event of a former owner is set aside: a person takes it over or drops it, trying again changes nothing."""
WEWENANG_DESA: Final = "wewenang"
PELAKU: Final = "server desa"
_KEADAAN: Final = {
    ("give", True): Keadaan.SINI,
    ("give", False): Keadaan.DIKIRIM,
    ("accept", True): Keadaan.SINI,
    ("accept", False): Keadaan.SANA,
    ("recall", True): Keadaan.DITARIK,
    ("recall", False): Keadaan.SINI,
}
"""What a hand-over means, where the village is written and where it is not."""


def agregat_wewenang() -> UUID:
    """Return the id under which moves of the village in scope are told, the same in every installation."""
    return uuid5(agregat_desa(desa_aktif()), WEWENANG_DESA)


def berpindah(peristiwa: PeristiwaTercatat) -> bool:
    """Tell whether an event hands an aggregate over."""
    return (peristiwa.macam, True) in _KEADAAN


def baru(peristiwa: PeristiwaTercatat) -> bool:
    """Tell whether a hand-over is news here; nobody else changes the owner until the transaction ends."""
    milik = kunci_pemilik([peristiwa.agregat_id]).get(peristiwa.agregat_id)
    return peristiwa.epoch_pemilik > _dikenal(wewenang(), milik)


def ikuti(peristiwa: PeristiwaTercatat) -> None:
    """Write down whose the aggregate is now; what is given to the village is accepted with the same commit."""
    desa = wewenang()
    tetapkan(
        agregat=peristiwa.agregat,
        agregat_id=peristiwa.agregat_id,
        epoch=peristiwa.epoch_pemilik,
        revisi=peristiwa.revisi,
        keadaan=_KEADAAN[peristiwa.macam, desa.di_sini],
    )
    if peristiwa.macam != "give" or not desa.di_sini:
        return
    if sudah_diterima(peristiwa.agregat_id, peristiwa.epoch_pemilik):
        return
    catat(
        jenis=SERAH_TERIMA,
        agregat=peristiwa.agregat,
        agregat_id=peristiwa.agregat_id,
        revisi=peristiwa.revisi,
        publik={"jenis": peristiwa.jenis},
        pribadi={},
        pelaku=PELAKU,
        macam="accept",
    )


def diterima(peristiwa: PeristiwaTercatat) -> None:
    """Hear at the regency that the village accepted what is on its way."""
    milik = kunci_pemilik([peristiwa.agregat_id]).get(peristiwa.agregat_id)
    dikirim = milik is not None and milik.keadaan is Keadaan.DIKIRIM
    if milik is not None and dikirim and milik.epoch_pemilik == peristiwa.epoch_pemilik:
        tetapkan(
            agregat=milik.agregat,
            agregat_id=milik.agregat_id,
            epoch=milik.epoch_pemilik,
            revisi=milik.dari_revisi,
            keadaan=Keadaan.SANA,
        )


def _dikenal(desa: Wewenang, milik: Pemilik | None) -> int:
    return max(desa.epoch, milik.epoch_pemilik if milik else 0)


def ada_terlambat(semua: Collection[PeristiwaTercatat]) -> bool:
    """Tell whether some of these were told under an earlier owner; no owner changes until the transaction ends."""
    desa, milik = wewenang(), kunci_pemilik({p.agregat_id for p in semua})
    fakta = {satu.nama for satu in registry.semua() if satu.penulis == "siapa_saja"}
    pindah = riwayat(WEWENANG_DESA, agregat_wewenang())
    kini = max(desa.epoch, max((satu.epoch_pemilik for satu in pindah), default=0))
    for p in semua:
        satu = milik.get(p.agregat_id)
        if p.jenis in fakta or p.epoch_pemilik >= max(kini, satu.epoch_pemilik if satu else 0):
            continue
        if _pemilik_lain(p, satu) or any(_dilewati(p, lewat) for lewat in pindah):
            return True
    return False


def _pemilik_lain(peristiwa: PeristiwaTercatat, milik: Pemilik | None) -> bool:
    """Tell whether the aggregate by itself was handed over since, apart from moves of the whole village."""
    return milik is not None and milik.epoch_pemilik > peristiwa.epoch_pemilik


def _dilewati(peristiwa: PeristiwaTercatat, pindah: PeristiwaTercatat) -> bool:
    """Tell whether the village moved without an event of an earlier writer: it neither counts it in nor follows it.

    A new server reads all streams from their beginning, in whatever order: most of what it reads was counted in.
    """
    if pindah.epoch_pemilik <= peristiwa.epoch_pemilik:
        return False
    if pindah.epoch == peristiwa.epoch:
        return pindah.urut < peristiwa.urut
    sampai: int = pindah.publik["sampai"].get(str(peristiwa.epoch), 0)
    return peristiwa.urut > sampai


def tinggalan(peristiwa: PeristiwaTercatat, kini: int) -> Pesan | None:
    """Return why an event of a former owner has to be set aside, ``None`` when it is old news.

    Old news is what the new owner had before him, and what was written on this side: that stands in its stream.
    """
    desa = wewenang()
    milik = kunci_pemilik([peristiwa.agregat_id]).get(peristiwa.agregat_id)
    sendiri = _pemilik_lain(peristiwa, milik)
    dari = milik.dari_revisi if milik is not None and sendiri else kini
    if peristiwa.revisi <= dari or _dari_sisi_ini(peristiwa, desa):
        return None
    if not sendiri:
        return Pesan(DESA_PINDAH)
    return Pesan(SUDAH_DISERAHKAN if desa.di_sini else DITARIK, revisi=dari)


def _dari_sisi_ini(peristiwa: PeristiwaTercatat, desa: Wewenang) -> bool:
    if peristiwa.epoch in aliran_sendiri():
        return True
    return desa.di_sini and peristiwa.epoch not in aliran_seberang()
