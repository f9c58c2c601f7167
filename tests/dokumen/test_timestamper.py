"""The timestamp from inside: what it says, that it is signed, and that it says no more than it knows."""

import asyncio
from datetime import timedelta

import pytest
from asn1crypto import cms, tsp, x509
from cryptography import x509 as sertifikat_x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from eoffice.dokumen.adapters import ca
from eoffice.dokumen.adapters import certificates as c
from eoffice.dokumen.adapters.timestamper import KEBIJAKAN, CapWaktuLokal
from tests.dokumen.conftest import SAAT_TTD

SIDIK = bytes(range(32))


@pytest.fixture
def penanda(otoritas: ca.Otoritas) -> CapWaktuLokal:
    return CapWaktuLokal(otoritas.cap_waktu, [], SAAT_TTD + timedelta(microseconds=123_456))


def minta(penanda: CapWaktuLokal, *, nonce: int | None = 7, sidik: bytes = SIDIK) -> cms.SignedData:
    isi = {
        "version": 1,
        "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": sidik},
    }
    permintaan = tsp.TimeStampReq({**isi, **({} if nonce is None else {"nonce": nonce})})
    jawab = asyncio.run(penanda.async_request_tsa_response(permintaan))
    assert jawab["status"]["status"].native == "granted"
    return cms.ContentInfo.load(jawab["time_stamp_token"].dump())["content"]


def isi(data: cms.SignedData) -> tsp.TSTInfo:
    return data["encap_content_info"]["content"].parsed


def test_it_tells_the_moment_it_was_given_to_the_second(penanda: CapWaktuLokal) -> None:
    assert isi(minta(penanda))["gen_time"].native == SAAT_TTD


def test_it_covers_what_was_asked_and_names_its_policy(penanda: CapWaktuLokal) -> None:
    token = isi(minta(penanda))
    assert token["message_imprint"]["hashed_message"].native == SIDIK
    assert token["policy"].native == KEBIJAKAN


@pytest.mark.parametrize("nonce", [None, 0, 2**63])
def test_it_answers_the_nonce_it_heard_and_no_other(penanda: CapWaktuLokal, nonce: int | None) -> None:
    assert isi(minta(penanda, nonce=nonce))["nonce"].native == nonce


def test_two_stamps_have_two_numbers(penanda: CapWaktuLokal) -> None:
    nomor = {isi(minta(penanda))["serial_number"].native for _ in range(20)}
    assert len(nomor) == 20
    assert all(0 <= satu < 2**63 for satu in nomor)


def test_it_says_who_stamps(penanda: CapWaktuLokal, otoritas: ca.Otoritas) -> None:
    data = minta(penanda)
    milik = x509.Certificate.load(c.der(otoritas.cap_waktu.sertifikat))
    assert data["certificates"][0].chosen.dump() == milik.dump()
    assert isi(data)["tsa"].chosen.native == milik.subject.native
    assert data["signer_infos"][0]["sid"].chosen["serial_number"].native == milik.serial_number


def _periksa(data: cms.SignedData, otoritas: ca.Otoritas) -> None:
    """Verify as RFC 5652, 5.4 says: the signed attributes as a SET OF, and among them the digest of the content."""
    penanda = data["signer_infos"][0]
    atribut = {satu["type"].native: satu["values"][0].native for satu in penanda["signed_attrs"]}
    sidik = hashes.Hash(hashes.SHA256())
    sidik.update(data["encap_content_info"]["content"].contents)
    assert atribut["message_digest"] == sidik.finalize()
    assert atribut["content_type"] == "tst_info"
    kunci = sertifikat_x509.load_der_x509_certificate(c.der(otoritas.cap_waktu.sertifikat)).public_key()
    assert isinstance(kunci, ec.EllipticCurvePublicKey)
    himpunan = penanda["signed_attrs"].untag().dump()
    kunci.verify(penanda["signature"].native, b"\x31" + himpunan[1:], ec.ECDSA(hashes.SHA256()))


def test_the_signature_is_that_of_its_certificate(penanda: CapWaktuLokal, otoritas: ca.Otoritas) -> None:
    _periksa(minta(penanda), otoritas)


def test_a_changed_moment_breaks_it(penanda: CapWaktuLokal, otoritas: ca.Otoritas) -> None:
    data = minta(penanda)
    palsu = isi(data).copy()
    palsu["gen_time"] = SAAT_TTD + timedelta(days=1)
    data["encap_content_info"]["content"] = cms.ParsableOctetString(palsu.dump())
    with pytest.raises(AssertionError):
        _periksa(data, otoritas)


def test_another_authority_does_not_vouch_for_it(
    penanda: CapWaktuLokal, otoritas_sendiri: ca.Otoritas
) -> None:
    with pytest.raises(InvalidSignature):
        _periksa(minta(penanda), otoritas_sendiri)


def test_the_sample_is_made_once_for_a_certificate(
    penanda: CapWaktuLokal, otoritas: ca.Otoritas, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lagi(*_: object) -> object:
        raise AssertionError("made again")

    monkeypatch.setattr(CapWaktuLokal, "async_dummy_response", lagi)
    kedua = CapWaktuLokal(otoritas.cap_waktu, [], SAAT_TTD)
    assert kedua._dummy_response_cache is penanda._dummy_response_cache
