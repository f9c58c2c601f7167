"""Answers to the installation that meets us: what we hold, digests, batches. The same code at hub and village."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import transaction

from eoffice.jejak.aliran import UjungAliran, digest_pada, kiriman, semua_ujung, ujung
from eoffice.jejak.selectors import tertinggal
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import Node, StatusNode
from eoffice.sinkron.rules.giliran import Giliran, Kartu, berikutnya
from eoffice.sinkron.rules.kepala import Induk
from eoffice.sinkron.rules.laporan import Laporan
from eoffice.sinkron.rules.paket import SENDIRI
from eoffice.sinkron.rules.salam import Penerimaan, Ujung
from eoffice.sinkron.rules.takaran import AWAL_BITA, MAKS_BITA, MIN_BITA
from eoffice.sinkron.rules.tanda_terima import KONSUMEN
from eoffice.sinkron.services import titip
from eoffice.sinkron.services.kamus import terbaru
from eoffice.sinkron.services.keadaan import catat_laporan, catat_salinan
from eoffice.sinkron.services.kemas import Asal, cukup, intip, kemas_muat
from eoffice.sinkron.services.pulang import pulangkan
from eoffice.sinkron.services.sesi import Diri, UjungLawan
from eoffice.sinkron.services.tanda_terima import beri
from eoffice.sinkron.services.terima import Diterima, milik_penulis_lain, terima

log = structlog.get_logger(__name__)
BATAS_TERTINGGAL: Final = 50_000
"""So many received events of one village may wait to be applied; more stay in the village until they are."""
TUNGGU_DETIK: Final = 60


def salam(diri: Diri, penanya: UUID | None = None) -> list[UjungLawan]:
    """Return every stream of the village in scope that this installation holds, with receipts for the received.

    ``penanya`` is the installation that asks: streams that another one began take nothing more from it.
    """
    asing = milik_penulis_lain(penanya) if penanya else set()
    return [_sambut(satu, diri, terbuka=satu.epoch not in asing) for satu in semua_ujung()]


def _sambut(aliran: UjungAliran, diri: Diri, *, terbuka: bool) -> UjungLawan:
    ujung_sini = Ujung(aliran.epoch, aliran.urut, aliran.digest)
    resi = b"" if aliran.lokal else beri(ujung_sini, diri.node, diri.kunci)
    return UjungLawan(ujung_sini, ditulisnya=aliran.lokal, tanda_terima=resi, terbuka=terbuka)


def catat_kunjungan(node: UUID, laporan: Laporan) -> None:
    """Remember when an installation was last here, and what it said of itself."""
    Node.objects.filter(pk=node).update(
        terlihat_pada=clock.now(),
        versi=laporan.versi,
        selisih_jam=laporan.selisih_jam,
        epoch=laporan.epoch,
        urut=laporan.urut,
    )
    catat_laporan(laporan)


def mesin_terdaftar(node: UUID, sidik: str) -> bool:
    """Tell whether a key is used in the computer that used it first: else a copy of the disk runs beside it.

    An installation that does not tell its computer is believed.
    """
    if not sidik:
        return True
    Node.objects.filter(pk=node, mesin="").update(mesin=sidik)
    return Node.objects.filter(pk=node, mesin=sidik).exists()


@transaction.atomic
def ambil_giliran(node: UUID, kartu: Kartu) -> int | None:
    """Take the turn that an installation shows, and return its number; ``None``: another copy of it used that one up.

    A person who vouches for this copy ends the alarm; it comes back with the other copy.
    """
    row = Node.objects.select_for_update().get(pk=node)
    di_sini = Giliran(row.giliran_ke, row.giliran_tanda)
    baru = berikutnya(di_sini, kartu)
    if baru is None:
        log.error("sinkron.salinan", desa=row.desa_id, node=str(node), ke=kartu.punya.ke, di_sini=di_sini.ke)
        catat_salinan(ada=True)
        return None
    if baru != di_sini:
        row.giliran_ke, row.giliran_tanda = baru.ke, baru.tanda
        row.save(update_fields=["giliran_ke", "giliran_tanda"])
        if kartu.pasti:
            log.warning("sinkron.giliran_dipastikan", desa=row.desa_id, node=str(node), ke=baru.ke)
            catat_salinan(ada=False)
    return baru.ke


def dorong(isi: bytes, diri: Diri) -> Diterima:
    """Take in a batch: signed by the village's active installation, or our own that comes back after a restore.

    The answer holds a signed receipt for what is stored now.

    Raises:
        InvalidInput: damaged, from an unknown or revoked installation, or of a stream written here by somebody else.
        ServiceDown: so much waits to be applied that nothing more is taken in for now.
    """
    if tertinggal(KONSUMEN) > BATAS_TERTINGGAL:
        raise ServiceDown(Pesan("sinkron.kabupaten_sibuk"), TUNGGU_DETIK)
    node = intip(isi).node
    if node == diri.node:
        hasil = terima(isi, diri.kunci.public_key(), milik_sendiri=True)
        if hasil.penerimaan is Penerimaan.CABANG:
            hasil = pulangkan(isi, diri.kunci.public_key())
    else:
        hasil = terima(isi, _kunci_node(node), penulis=node)
    return replace(hasil, tanda_terima=beri(hasil.ujung, diri.node, diri.kunci))


def _kunci_node(node: UUID) -> Ed25519PublicKey:
    row = Node.objects.filter(pk=node, status=StatusNode.AKTIF).first()
    if row is None:
        raise InvalidInput(Pesan("sinkron.node_tidak_dikenal"))
    return Ed25519PublicKey.from_public_bytes(bytes(row.kunci))


@dataclass(frozen=True, slots=True)
class Permintaan:
    """How a batch is wanted: of about so many bytes, packed with one of these dictionaries."""

    muat: int = AWAL_BITA
    kamus: tuple[str, ...] = ()


BIASA: Final = Permintaan()


def tarik(epoch: UUID, sesudah: int, diri: Diri, minta: Permintaan = BIASA) -> bytes | None:
    """Return the next batch of a stream, ``None`` when there is no more or the stream is not known here."""
    muat = max(MIN_BITA, min(MAKS_BITA, minta.muat))
    semua = kiriman(epoch, sesudah, cukup(muat))
    if not semua:
        return None
    aliran = ujung(epoch)
    induk = Induk(*aliran.induk) if aliran and aliran.induk else None
    asal = Asal(diri.node, induk, digest_pada(epoch, sesudah) or "")
    return kemas_muat(semua, asal, diri.kunci, terbaru(minta.kamus, SENDIRI), muat)[0]


@dataclass(frozen=True, slots=True)
class Potongan:
    """The rest of a batch from a byte on, its name, and how many bytes the whole has."""

    sidik: str
    dari: int
    isi: bytes
    panjang: int


def lanjutkan(
    epoch: UUID, sesudah: int, diri: Diri, minta: Permintaan, *, node: UUID, punya: str, dari: int
) -> Potongan | None:
    """Return a batch as ``tarik`` does, on from byte ``dari`` of the one that is named, if that still holds.

    ``node``: the installation that asks; ``punya``: the SHA-256 of what it began to fetch.
    """
    paket = titip.yang_keluar(node, punya)
    if paket is None or dari > len(paket) or not _masih_benar(paket, epoch, sesudah):
        paket, dari = tarik(epoch, sesudah, diri, minta), 0
        if paket is None:
            return None
        punya = titip.keluarkan(node, paket)
    return Potongan(punya, dari, paket[dari:], len(paket))


def _masih_benar(paket: bytes, epoch: UUID, sesudah: int) -> bool:
    """Tell whether a batch follows that position, and the stream still says what it says."""
    kepala = intip(paket)
    di_sini = digest_pada(epoch, kepala.sampai)
    return (kepala.epoch, kepala.dari, kepala.digest) == (epoch, sesudah + 1, di_sini)
