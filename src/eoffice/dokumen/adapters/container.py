"""The signature container itself: the only bytes of a file that its signature cannot cover.

A signer's certificate copy, an unsigned attribute, padding or the case of a hex digit may be changed without
breaking the signature. Harmless, but then a file with one changed byte would still be called genuine. Here every
byte of the container must be the one possible: canonical encoding, known certificates, zero padding.
"""

from collections.abc import Iterator
from typing import Any, Final

from asn1crypto import cms, core

_CAP: Final = "signature_time_stamp_token"
_TAG_PANJANG: Final = 0x1F
_TERSUSUN: Final = 0x20
_BANYAK: Final = 0x80


def wadah_rapi(heksa: bytes, dikenal: frozenset[bytes]) -> bool:
    """Tell whether a hex container (without its brackets) holds nothing that could have been put otherwise.

    ``dikenal``: certificates (DER) that the signed part of the file, or this installation, already has. Raises
    ValueError for bytes that are no CMS.
    """
    if heksa != heksa.lower() and heksa != heksa.upper():
        return False
    mentah = bytes.fromhex(heksa.decode("ascii"))
    akhir = _baca_der(mentah, 0, len(mentah))
    if any(mentah[akhir:]):
        return False
    isi = cms.ContentInfo.load(mentah[:akhir])
    return all(_data_rapi(data, dikenal) for data in _semua_data(isi["content"]))


def _baca_der(isi: bytes, awal: int, batas: int) -> int:
    """Return where the element at ``awal`` ends. Raises ValueError unless it, and all inside, is plain DER.

    Only what the container uses: one-byte tags and definite, shortest lengths.
    """
    if awal + 2 > batas or isi[awal] & _TAG_PANJANG == _TAG_PANJANG:
        raise ValueError("tag")
    mulai, panjang = awal + 2, isi[awal + 1]
    if panjang & _BANYAK:
        lebar = panjang & ~_BANYAK
        mulai += lebar
        panjang = int.from_bytes(isi[awal + 2 : mulai], "big")
        if not lebar or panjang < _BANYAK or panjang >> 8 * (lebar - 1) == 0:
            raise ValueError("length")
    akhir = mulai + panjang
    if akhir > batas:
        raise ValueError("length")
    while isi[awal] & _TERSUSUN and mulai < akhir:
        mulai = _baca_der(isi, mulai, akhir)
    return akhir


def _semua_data(data: cms.SignedData) -> Iterator[cms.SignedData]:
    """Yield the signature and the timestamp tokens attached to it."""
    yield data
    for penanda in data["signer_infos"]:
        for atribut in _tak_bertanda(penanda):
            for token in atribut["values"]:
                yield token["content"]


def _tak_bertanda(penanda: cms.SignerInfo) -> list[Any]:
    atribut = penanda["unsigned_attrs"]
    return [] if isinstance(atribut, core.Void) else list(atribut)


def _data_rapi(data: cms.SignedData, dikenal: frozenset[bytes]) -> bool:
    if len(data["signer_infos"]) != 1 or not isinstance(data["crls"], core.Void):
        return False
    penanda = data["signer_infos"][0]
    sertifikat = [satu.chosen for satu in data["certificates"]]
    jenis = data["encap_content_info"]["content_type"].native
    algoritma = [satu.dump() for satu in data["digest_algorithms"]]
    return (
        data["version"].native == ("v1" if jenis == "data" else "v3")
        and penanda["version"].native == "v1"
        and penanda["sid"].name == "issuer_and_serial_number"
        and penanda["sid"].chosen["issuer"].dump()
        in {satu.issuer.dump() for satu in sertifikat}  # also its case
        and algoritma == [penanda["digest_algorithm"].dump()]
        and penanda["signature_algorithm"].native == {"algorithm": "sha256_ecdsa", "parameters": None}
        and {satu.dump() for satu in sertifikat} <= dikenal
        and [satu["type"].native for satu in _tak_bertanda(penanda)] == ([_CAP] if jenis == "data" else [])
    )
