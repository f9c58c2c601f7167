"""The first load of a new or replaced server: whole files of events, resumed at any byte, before the ordinary stream.

The list of files is kept here until everything in it is applied, so whoever looks can see how far it is, and a cut
costs no second question. A file that is not what the list says is thrown away, and the ordinary stream brings its
events: slower, and just as right.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.db import transaction

from eoffice.dokumen import services as dokumen
from eoffice.jejak.aliran import semua_ujung, ujung
from eoffice.jejak.desa import layani_desa, lepaskan_desa
from eoffice.jejak.kepemilikan import pernah_ditulis_di_sini
from eoffice.jejak.rentang import semua_berjenis
from eoffice.jejak.selectors import sejauh
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.events import WEWENANG
from eoffice.sinkron.models import TandaTerima
from eoffice.sinkron.rules import muat as rules
from eoffice.sinkron.rules.muat import DaftarSegmen, KemajuanMuat, Segmen
from eoffice.sinkron.rules.tanda_terima import KONSUMEN
from eoffice.sinkron.services.kemas import intip
from eoffice.sinkron.services.sambungan import Tampung
from eoffice.sinkron.services.sesi import arsipkan, pastikan
from eoffice.sinkron.services.terima import terima
from eoffice.wilayah.tenancy import desa_aktif

log = structlog.get_logger(__name__)
_GANTI: Final = 3
"""So many times a list that changed meanwhile is asked for anew; after that the ordinary stream does the rest."""


class LawanMuat(Protocol):
    """The hub, as far as a first load is concerned."""

    kunci: Ed25519PublicKey

    def daftar_segmen(self, punya: dict[UUID, int]) -> DaftarSegmen:
        """Ask for the files with what follows these positions."""

    def ambil_segmen(self, sha256: str, dari: int, tampung: Tampung) -> None:
        """Fetch a piece from a byte on; ``tampung`` gets it as it arrives, also what arrives before a cut."""


Kabar = Callable[[KemajuanMuat], None]
"""Hears how far the load is, each time something arrived."""


def muat(lawan: LawanMuat, kabar: Kabar | None = None) -> int:
    """Load what the hub has in files, and return how many events came; nothing to do after the first time.

    Raises:
        ServiceDown: the line broke; what arrived until then stays, also of a file.
        StorageFull: no space; what arrived until then stays.
    """
    jumlah, daftar = 0, _tersimpan()
    if daftar is None:
        if not _pertama_kali():
            return 0
        daftar = _minta(lawan)
    ganti = 0
    while ganti < _GANTI:
        try:
            datang = sum(_satu(lawan, satu, kabar) for satu in daftar.segmen)
            jumlah += datang
            if not daftar.lanjut or not datang:
                break
        except NotFound:  # made anew meanwhile: something in it was erased
            ganti += 1
            log.info("sinkron.segmen_diganti", kali=ganti)
        except InvalidInput as rusak:
            log.exception("sinkron.segmen_rusak", sebab=rusak.pesan.kode)
            break
        daftar = _minta(lawan)
    _simpan(DaftarSegmen(daftar.per))
    return jumlah


def _pertama_kali() -> bool:
    """Tell whether nothing ever came from the other side."""
    return not TandaTerima.objects.exists() and all(satu.lokal for satu in semua_ujung())


def _minta(lawan: LawanMuat) -> DaftarSegmen:
    """Ask for the files of streams that are not written here, and keep the list."""
    semua = semua_ujung()
    sendiri = {satu.epoch for satu in semua if satu.lokal}
    try:
        daftar = lawan.daftar_segmen({satu.epoch: satu.urut for satu in semua})
    except NotFound:  # a hub of an earlier version
        daftar = DaftarSegmen({})
    segmen = tuple(satu for satu in daftar.segmen if satu.epoch not in sendiri)
    if daftar.per and settings.EOFFICE_PERAN == "desa" and not pernah_ditulis_di_sini():
        lepaskan_desa()  # a number given now would be one that was given before
    per = {epoch: urut for epoch, urut in daftar.per.items() if epoch not in sendiri}
    return _simpan(DaftarSegmen(per, segmen, daftar.lanjut and bool(segmen)))


def _satu(lawan: LawanMuat, segmen: Segmen, kabar: Kabar | None) -> int:
    """Fetch a file, unless its events are here, prove it, and take it in."""
    aliran = ujung(segmen.epoch)
    if aliran is not None and (aliran.lokal or aliran.urut >= segmen.sampai):
        dokumen.lupakan_potongan(segmen.sha256)
        return 0
    try:
        _unduh(lawan, segmen, kabar)
        _terima(lawan, segmen, dokumen.baca_potongan(segmen.sha256))
    except (InvalidInput, NotFound):
        dokumen.lupakan_potongan(segmen.sha256)
        raise
    dokumen.lupakan_potongan(segmen.sha256)
    return segmen.sampai - (aliran.urut if aliran else 0)


def _terima(lawan: LawanMuat, segmen: Segmen, isi: bytes) -> None:
    kepala = intip(isi)
    if (kepala.epoch, kepala.dari, kepala.sampai) != (segmen.epoch, segmen.dari, segmen.sampai):
        raise InvalidInput(Pesan("sinkron.paket_rusak"))
    with transaction.atomic():
        pastikan(terima(isi, lawan.kunci), "sinkron.ditolak_sini")
        arsipkan(isi, lawan.kunci)


def _unduh(lawan: LawanMuat, segmen: Segmen, kabar: Kabar | None) -> None:
    def tampung(isi: bytes) -> None:
        dari = dokumen.sampai_mana(segmen.sha256)
        if dari + len(isi) > segmen.ukuran:
            raise InvalidInput(
                Pesan("sinkron.berkas_terlalu_besar", panjang=dari + len(isi), maks=segmen.ukuran)
            )
        dokumen.tambah_potongan(segmen.sha256, dari, isi)
        if kabar is not None and (maju := kemajuan_muat()):
            kabar(maju)

    while (dari := dokumen.sampai_mana(segmen.sha256)) < segmen.ukuran:
        lawan.ambil_segmen(segmen.sha256, dari, tampung)


def kemajuan_muat() -> KemajuanMuat | None:
    """Return how far the first load of the village in scope is; ``None`` when there is none, or it is over."""
    daftar = _tersimpan()
    if daftar is None:
        return None
    di_sini = {satu.epoch: satu.urut for satu in semua_ujung()}
    bita = sum(
        satu.ukuran if di_sini.get(satu.epoch, 0) >= satu.sampai else dokumen.sampai_mana(satu.sha256)
        for satu in daftar.segmen
    )
    diterapkan = sum(min(sejauh(KONSUMEN, epoch), urut) for epoch, urut in daftar.per.items())
    return KemajuanMuat(bita, daftar.ukuran, diterapkan, sum(daftar.per.values()))


def akhiri_muat() -> bool:
    """Forget the first load once everything in it is applied; ``True`` when none is under way any more."""
    maju = kemajuan_muat()
    if maju is None:
        return True
    if maju.mengunduh or maju.diterapkan < maju.semua:
        return False
    _layani()
    with suppress(FileNotFoundError):
        _jalur().unlink()
    return True


def sedang_memuat() -> bool:
    """Tell whether the past of the village in scope is still on its way: until it is here, nothing is written."""
    return _tersimpan() is not None


def _layani() -> None:
    """Write the village here from now on, unless it moved to the regency."""
    pindah = semua_berjenis(WEWENANG.nama)
    penulis = pindah[-1].publik["penulis"] if pindah else "desa"
    if settings.EOFFICE_PERAN == "desa" == penulis:
        layani_desa()


def _jalur() -> Path:
    jalur: Path = settings.EOFFICE_HOME / "muat" / f"{desa_aktif()}.json"
    return jalur


def _tersimpan() -> DaftarSegmen | None:
    try:
        return rules.baca(_jalur().read_bytes())
    except (FileNotFoundError, InvalidInput):
        return None


def _simpan(daftar: DaftarSegmen) -> DaftarSegmen:
    if any(daftar.per.values()):
        dokumen.tulis_atomik(_jalur(), rules.tulis(daftar))
    return daftar
