"""Giving and keeping receipts. Only what a receipt covers counts as having arrived."""

from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from eoffice.jejak.aliran import digest_pada
from eoffice.jejak.selectors import sejauh
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import Karantina, TandaTerima
from eoffice.sinkron.rules.paket import PANJANG_TANDA_TANGAN
from eoffice.sinkron.rules.salam import Ujung
from eoffice.sinkron.rules.tanda_terima import KONSUMEN, IsiTandaTerima, baca
from eoffice.wilayah.tenancy import desa_aktif


def beri(ujung: Ujung, penerima: UUID, kunci: Ed25519PrivateKey) -> bytes:
    """Return a signed receipt for a stream as it is held here."""
    isi = IsiTandaTerima(
        desa=desa_aktif(),
        penerima=penerima,
        epoch=ujung.epoch,
        urut=ujung.urut,
        digest=ujung.digest,
        diterapkan=sejauh(KONSUMEN, ujung.epoch),
        disisihkan=Karantina.objects.filter(epoch=ujung.epoch, selesai_pada=None).count(),
        pada=clock.now().isoformat(timespec="seconds"),
    ).tulis()
    return kunci.sign(_ditandatangani(isi)) + isi


def buka_tanda_terima(isi: bytes, kunci: Ed25519PublicKey) -> IsiTandaTerima:
    """Read a receipt that was signed with this key.

    Raises:
        InvalidInput: damaged, or signed by somebody else.
    """
    tanda, teks = isi[:PANJANG_TANDA_TANGAN], isi[PANJANG_TANDA_TANGAN:]
    try:
        kunci.verify(tanda, _ditandatangani(teks))
    except InvalidSignature:
        raise InvalidInput(Pesan("sinkron.tanda_terima_rusak")) from None
    return baca(teks)


def simpan(isi: bytes, kunci: Ed25519PublicKey) -> bool:
    """Keep the other side's receipt; ``False`` when it tells of events that are not those of the chain here.

    That is no error: an installation set back to an old copy sees receipts for what it has yet to take back.

    Raises:
        InvalidInput: damaged, signed by somebody else, or about another village.
    """
    kata = buka_tanda_terima(isi, kunci)
    if kata.desa != desa_aktif():
        raise InvalidInput(Pesan("sinkron.desa_lain"))
    if digest_pada(kata.epoch, kata.urut) != kata.digest:
        return False
    baru = {
        "urut": kata.urut,
        "digest": kata.digest,
        "diterapkan": kata.diterapkan,
        "isi": isi,
        "pada": clock.now(),
    }
    TandaTerima.objects.update_or_create(epoch=kata.epoch, defaults=baru)
    return True


def _ditandatangani(teks: bytes) -> bytes:
    return b"eoffice-tanda-terima\0" + teks
