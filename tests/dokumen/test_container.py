"""The bytes that no signature covers: each of them is the only one possible, or the file is not genuine."""

import re
from collections.abc import Callable

import pytest
from asn1crypto import algos, cms, core, x509

from eoffice.dokumen.adapters.container import _baca_der, wadah_rapi

Wadah = tuple[bytes, frozenset[bytes]]


@pytest.fixture(scope="session")
def wadah(surat_bertanda: bytes) -> Wadah:
    """The container of a signed letter, and every certificate in it."""
    heksa = max(re.findall(rb"<([0-9a-fA-F]{4000,})>", surat_bertanda), key=len)
    data = cms.ContentInfo.load(_isi(heksa))["content"]
    dikenal = {satu.chosen.dump() for satu in data["certificates"]}
    for atribut in data["signer_infos"][0]["unsigned_attrs"]:
        dikenal |= {satu.chosen.dump() for satu in atribut["values"][0]["content"]["certificates"]}
    return heksa, frozenset(dikenal)


def _isi(heksa: bytes) -> bytes:
    mentah = bytes.fromhex(heksa.decode())
    return mentah[: _baca_der(mentah, 0, len(mentah))]


def _ulang(wadah: Wadah, ubah: Callable[[cms.SignedData], object]) -> bytes:
    """Return the container with something changed inside, as long as it was."""
    heksa, _ = wadah
    isi = cms.ContentInfo.load(_isi(heksa))
    ubah(isi["content"])
    baru = isi.dump().hex().encode()
    return baru + b"0" * (len(heksa) - len(baru))


def test_what_the_product_wrote_is_neat(wadah: Wadah) -> None:
    assert wadah_rapi(*wadah)


def test_written_again_the_same_it_stays_neat(wadah: Wadah) -> None:
    assert wadah_rapi(_ulang(wadah, lambda _: None), wadah[1])


@pytest.mark.parametrize("huruf", [bytes.upper, bytes.lower], ids=["besar", "kecil"])
def test_hex_in_one_case_is_one_way_to_write(wadah: Wadah, huruf: Callable[[bytes], bytes]) -> None:
    assert wadah_rapi(huruf(wadah[0]), wadah[1])


def test_a_single_digit_in_another_case_shows(wadah: Wadah) -> None:
    heksa = wadah[0].lower()
    tempat = next(n for n, satu in enumerate(heksa) if chr(satu).isalpha())
    assert not wadah_rapi(heksa[:tempat] + heksa[tempat : tempat + 1].upper() + heksa[tempat + 1 :], wadah[1])


@pytest.mark.parametrize("tempat", [-2, -200])
def test_a_byte_in_the_padding_shows(wadah: Wadah, tempat: int) -> None:
    heksa = bytearray(wadah[0])
    heksa[tempat] = ord("1")
    assert not wadah_rapi(bytes(heksa), wadah[1])


def test_a_certificate_nobody_knows_shows(wadah: Wadah) -> None:
    heksa, dikenal = wadah
    for satu in dikenal:
        assert not wadah_rapi(heksa, dikenal - {satu})


def _buang_cap(data: cms.SignedData) -> None:
    data["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([])


def _dua_cap(data: cms.SignedData) -> None:
    atribut = data["signer_infos"][0]["unsigned_attrs"]
    data["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([atribut[0], atribut[0].copy()])


def _atribut_lain(data: cms.SignedData) -> None:
    lain = cms.CMSAttribute(
        {"type": cms.CMSAttributeType("1.2.3.4"), "values": cms.SetOfAny([core.OctetString(b"titipan")])}
    )
    atribut = data["signer_infos"][0]["unsigned_attrs"]
    data["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([atribut[0], lain])


def _dua_penanda(data: cms.SignedData) -> None:
    satu = data["signer_infos"][0]
    data["signer_infos"] = cms.SignerInfos([satu, satu.copy()])


def _versi(data: cms.SignedData) -> None:
    data["version"] = "v3"


def _versi_penanda(data: cms.SignedData) -> None:
    data["signer_infos"][0]["version"] = "v3"


def _algoritma_ganda(data: cms.SignedData) -> None:
    sama = algos.DigestAlgorithm({"algorithm": "sha256"})
    data["digest_algorithms"] = cms.DigestAlgorithms([sama, sama.copy()])


def _algoritma_lain(data: cms.SignedData) -> None:
    data["digest_algorithms"] = cms.DigestAlgorithms([algos.DigestAlgorithm({"algorithm": "sha512"})])


def _tanda_lain(data: cms.SignedData) -> None:
    data["signer_infos"][0]["signature_algorithm"] = algos.SignedDigestAlgorithm(
        {"algorithm": "sha512_ecdsa"}
    )


def _penerbit_lain(data: cms.SignedData) -> None:
    penanda = data["signer_infos"][0]
    nomor = penanda["sid"].chosen["serial_number"].native
    lain = {"issuer": x509.Name.build({"common_name": "Penerbit Lain"}), "serial_number": nomor}
    penanda["sid"] = cms.SignerIdentifier({"issuer_and_serial_number": cms.IssuerAndSerialNumber(lain)})


UBAHAN = (
    _buang_cap,
    _dua_cap,
    _atribut_lain,
    _dua_penanda,
    _versi,
    _versi_penanda,
    _algoritma_ganda,
    _algoritma_lain,
    _tanda_lain,
    _penerbit_lain,
)


@pytest.mark.parametrize("ubah", UBAHAN, ids=lambda satu: satu.__name__.strip("_"))
def test_what_could_have_been_put_otherwise_shows(
    wadah: Wadah, ubah: Callable[[cms.SignedData], object]
) -> None:
    assert not wadah_rapi(_ulang(wadah, ubah), wadah[1])


class TestDer:
    """One value, one encoding: everything else is refused."""

    @pytest.mark.parametrize(
        "isi",
        [
            b"\x04\x03abc",
            b"\x30\x05\x04\x03abc",
            b"\x30\x00",
            b"\x04\x81\x80" + b"x" * 128,
            b"\x04\x82\x01\x00" + b"x" * 256,
        ],
        ids=["polos", "susunan", "kosong", "panjang-satu", "panjang-dua"],
    )
    def test_the_shortest_definite_form_is_read_to_its_end(self, isi: bytes) -> None:
        assert _baca_der(isi + b"\0\0", 0, len(isi) + 2) == len(isi)

    @pytest.mark.parametrize(
        "isi",
        [
            b"",
            b"\x04",
            b"\x04\x05abc",
            b"\x1f\x81\x01\x00",
            b"\x30\x80\x04\x01a\x00\x00",
            b"\x04\x81\x03abc",
            b"\x04\x81\x7f" + b"x" * 127,
            b"\x04\x82\x00\x80" + b"x" * 128,
            b"\x30\x05\x04\x04abcd",
            b"\x30\x03\x04\x81",
        ],
        ids=[
            "kosong",
            "tanpa-panjang",
            "terpotong",
            "tag-panjang",
            "tak-tentu",
            "panjang-boros",
            "panjang-boros-127",
            "nol-di-depan",
            "anak-melewati-induk",
            "anak-terpotong",
        ],
    )
    def test_any_other_form_is_refused(self, isi: bytes) -> None:
        with pytest.raises(ValueError, match=r"tag|length"):
            _baca_der(isi, 0, len(isi))

    @pytest.mark.parametrize("heksa", [b"zz", b"0", b"30", b"3080"])
    def test_bytes_that_are_no_container_raise(self, heksa: bytes) -> None:
        with pytest.raises(ValueError):
            wadah_rapi(heksa, frozenset())
