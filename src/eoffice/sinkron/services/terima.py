"""Taking in a batch. The receiver is the authority on how far it came; what stands is never overwritten."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import transaction

from eoffice.jejak.aliran import digest_pada, kunci_aliran, tempel, ujung
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import PenulisAliran
from eoffice.sinkron.rules import salam
from eoffice.sinkron.rules.kepala import KepalaPaket
from eoffice.sinkron.rules.salam import Penerimaan, Ujung
from eoffice.sinkron.services import acuan
from eoffice.sinkron.services.kemas import Paket, buka_isi, periksa
from eoffice.wilayah.tenancy import desa_aktif


class BukanPenulisnya(InvalidInput):
    """A batch would continue a stream that another installation began: a replaced server has a stream of its own."""

    def __init__(self) -> None:
        super().__init__(Pesan("sinkron.aliran_server_lain"))


@dataclass(frozen=True, slots=True)
class Diterima:
    """What became of a batch, and how far the stream reaches here afterwards."""

    penerimaan: Penerimaan
    ujung: Ujung
    tanda_terima: bytes = b""


def terima(
    isi: bytes, kunci: Ed25519PublicKey, *, milik_sendiri: bool = False, penulis: UUID | None = None
) -> Diterima:
    """Store a batch of the village in scope, all or nothing; repeated, out of order or late it changes nothing.

    ``milik_sendiri``: a restored installation takes back events that it wrote itself. An epoch that it does not even
    remember comes back as a received stream; it goes on writing in its own. ``penulis``: the installation that brings
    it, which appends only to streams that it began itself.

    Raises:
        InvalidInput: damaged, not signed by ``kunci``, of another village, or of a stream that is written here.
        BukanPenulisnya: another installation began the stream.
    """
    tertutup = periksa(isi, kunci, boleh_dilucuti=milik_sendiri)
    if tertutup.kepala.desa != desa_aktif():
        raise InvalidInput(Pesan("sinkron.desa_lain"))
    kini = _sudah_ada(tertutup.kepala)
    if kini is not None:
        return Diterima(Penerimaan.SUDAH_ADA, kini)
    paket = buka_isi(tertutup, acuan.baca(tertutup.kepala))
    with transaction.atomic():
        return _simpan(paket, milik_sendiri=milik_sendiri, penulis=penulis)


def _sudah_ada(kepala: KepalaPaket) -> Ujung | None:
    """Return how far the stream reaches when all of a batch stands here already: its header tells, unopened.

    Its last digest covers everything before it, and what stands here never changes.
    """
    aliran = ujung(kepala.epoch)
    if aliran is None or aliran.lokal or aliran.urut < kepala.sampai:
        return None
    sama = digest_pada(kepala.epoch, kepala.sampai) == kepala.digest
    return Ujung(aliran.epoch, aliran.urut, aliran.digest) if sama else None


def _simpan(paket: Paket, *, milik_sendiri: bool, penulis: UUID | None) -> Diterima:
    kepala = paket.kepala
    induk = (kepala.induk.epoch, kepala.induk.urut) if kepala.induk else None
    aliran = kunci_aliran(kepala.epoch, induk)
    if aliran.lokal and not milik_sendiri:
        raise InvalidInput(Pesan("sinkron.aliran_sendiri"))
    kini = Ujung(aliran.epoch, aliran.urut, aliran.digest)
    potongan = _putuskan(kini, kepala, paket.digest)
    if potongan.penerimaan is not Penerimaan.SIMPAN:
        return Diterima(potongan.penerimaan, kini)
    if penulis is not None:
        _pastikan_penulis(kepala.epoch, penulis)
    lewati = potongan.lewati
    baru = tempel(kepala.epoch, paket.peristiwa[lewati:], paket.digest[lewati:])
    return Diterima(Penerimaan.SIMPAN, Ujung(baru.epoch, baru.urut, baru.digest))


def _pastikan_penulis(epoch: UUID, penulis: UUID) -> None:
    satu = PenulisAliran(epoch=epoch, node=penulis)
    PenulisAliran.objects.bulk_create([satu], ignore_conflicts=True)  # the first batch of a stream decides
    if not PenulisAliran.objects.filter(epoch=epoch, node=penulis).exists():
        raise BukanPenulisnya


def ingat_ditulis_kabupaten(epoch: Iterable[UUID]) -> None:
    """Note which streams the hub says it writes itself."""
    rows = [PenulisAliran(epoch=satu) for satu in epoch]
    PenulisAliran.objects.bulk_create(rows, ignore_conflicts=True)


def aliran_seberang() -> set[UUID]:
    """Return the streams that the other side writes."""
    return set(PenulisAliran.objects.values_list("epoch", flat=True))


def milik_penulis_lain(node: UUID) -> set[UUID]:
    """Return the streams that another installation than this one began."""
    return set(PenulisAliran.objects.exclude(node=node).values_list("epoch", flat=True))


def _putuskan(kini: Ujung, kepala: KepalaPaket, digest: tuple[str, ...]) -> salam.Potongan:
    def pada(urut: int) -> str | None:
        return kini.digest if urut == kini.urut else digest_pada(kini.epoch, urut)

    return salam.terima(kini, kepala.dari, kepala.sebelum, digest, pada=pada)
