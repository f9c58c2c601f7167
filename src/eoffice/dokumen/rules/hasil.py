"""What the room answers: frozen values without any library type in them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from eoffice.kernel.messages import Pesan

Keadaan = Literal["sah", "rusak", "dicabut", "tidak_dikenal", "tidak_bertanda", "bukan_pdf", "terlalu_besar"]


@dataclass(frozen=True, slots=True)
class HasilPeriksa:
    """The verdict on a PDF.

    ``sah``: intact, whole file covered, signer trusted and not revoked. ``rusak``: the bytes differ from what
    was signed, or cannot be read. ``dicabut``: intact, but the signer's certificate is revoked now
    (``dicabut_pada`` says since when): a letter registered before that moment stays valid, which only the
    register can tell by ``sha256``. ``tidak_dikenal``: signed, but under a root this installation does not trust.

    ``desa``: the village that the signer's certificate names; ``akar``: the digest of the root it stands under.
    """

    keadaan: Keadaan
    sha256: str
    sebab: Pesan
    penanda_tangan: str = ""
    serial: str = ""
    waktu: datetime | None = None
    dicabut_pada: datetime | None = None
    utuh: bool = False
    desa: str = ""
    akar: str = ""


@dataclass(frozen=True, slots=True)
class Klaim:
    """What an offline payload says about a letter. Never holds a NIK."""

    desa: str
    kode: bytes
    jenis: str
    nama: str
    keperluan: str
    terbit: date
    berlaku: date | None


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code, error level M, without quiet zone: SVG text, modules a side, version 1-40."""

    isi: str
    svg: str
    modul: int
    versi: int


@dataclass(frozen=True, slots=True)
class Sertifikat:
    """The public half of a signer: enough to show, to store and to revoke."""

    serial: str
    nama: str
    pem: str
    berlaku_dari: datetime
    berlaku_sampai: datetime
