"""The offline payload: standard, small, genuine or not, and never with a NIK."""

import base64
import os
from dataclasses import fields, replace
from datetime import date, timedelta

import cbor2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from hypothesis import given, settings
from hypothesis import strategies as st

from eoffice.dokumen.adapters import payload
from eoffice.dokumen.adapters.certificates import buat_kunci
from eoffice.dokumen.adapters.payload import MuatanPalsu, MuatanRusak
from eoffice.dokumen.adapters.qr import buat_qr
from eoffice.dokumen.rules.hasil import Klaim
from eoffice.dokumen.rules.muatan import MAKS_MUATAN, MAKS_NAMA, potong, ringkas_klaim

KUNCI = buat_kunci()
PUBLIK = [KUNCI.public_key()]
KLAIM = Klaim(
    desa="32.07.15.2004",
    kode=bytes(range(16)),
    jenis="SKTM",
    nama="Euis Komariah",
    keperluan="keringanan biaya pendidikan",
    terbit=date(2026, 4, 14),
    berlaku=date(2026, 5, 14),
)
KLAIM_APA_SAJA = st.builds(
    Klaim,
    desa=st.just("32.07.15.2004"),
    kode=st.binary(min_size=16, max_size=16),
    jenis=st.sampled_from(["SKTM", "SKU", "SKAW"]),
    nama=st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=120),
    keperluan=st.text(st.characters(exclude_categories=("Cs",)), max_size=300),
    terbit=st.dates(date(2020, 1, 1), date(2090, 1, 1)),
    berlaku=st.none() | st.dates(date(2020, 1, 1), date(2090, 1, 1)),
)


def _mentah(teks: str) -> bytes:
    return base64.b32decode(teks + "=" * (-len(teks) % 8))


def _sandi(mentah: bytes) -> str:
    return base64.b32encode(mentah).decode().rstrip("=")


def test_round_trip() -> None:
    assert payload.baca(payload.buat(KLAIM, KUNCI), PUBLIK) == KLAIM


def test_without_expiry() -> None:
    klaim = replace(KLAIM, berlaku=None)
    assert payload.baca(payload.buat(klaim, KUNCI), PUBLIK) == klaim


def test_form_is_cose_sign1_with_cwt_claims() -> None:
    """RFC 9052 and 8392, read here without the product's code; a browser verifies ``r || s`` with WebCrypto."""
    kepala, bebas, isi, ttd = cbor2.loads(_mentah(payload.buat(KLAIM, KUNCI)))
    assert cbor2.loads(kepala) == {1: -7}
    assert bebas == {}
    klaim = cbor2.loads(isi)
    assert klaim[1] == "3207152004"
    assert klaim[2] == "Euis Komariah"
    assert klaim[7] == bytes(range(16))
    assert klaim[-65537] == ["SKTM", "keringanan biaya pendidikan"]
    assert klaim[6] == 1776099600  # 2026-04-14 00:00 in Western Indonesia
    assert klaim[4] == klaim[6] + 31 * 86400  # valid through 14 May
    der = encode_dss_signature(int.from_bytes(ttd[:32], "big"), int.from_bytes(ttd[32:], "big"))
    PUBLIK[0].verify(der, cbor2.dumps(["Signature1", kepala, b"", isi]), ec.ECDSA(hashes.SHA256()))


def test_there_is_no_place_for_a_nik() -> None:
    assert {f.name for f in fields(Klaim)} == {
        "desa",
        "kode",
        "jenis",
        "nama",
        "keperluan",
        "terbit",
        "berlaku",
    }


@pytest.mark.parametrize(
    ("nama", "keperluan", "versi"),
    [
        ("Asep Saepudin", "KUR", 10),
        ("Euis Komariah", "keringanan biaya pendidikan", 10),
        ("N" * 60, "k" * 200, 11),
    ],
)
def test_size_in_the_qr(nama: str, keperluan: str, versi: int) -> None:
    teks = payload.buat(replace(KLAIM, nama=nama, keperluan=keperluan), KUNCI)
    qr = buat_qr(f"HTTPS://SURAT.CIAMISKAB.GO.ID/V/{teks}")
    assert qr.versi <= versi
    assert set(teks) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


@settings(max_examples=60, deadline=None)
@given(KLAIM_APA_SAJA)
def test_any_claims_fit_and_come_back(klaim: Klaim) -> None:
    teks = payload.buat(klaim, KUNCI)
    assert len(teks) <= MAKS_MUATAN
    kembali = payload.baca(teks.lower(), PUBLIK)
    assert (kembali.kode, kembali.jenis, kembali.terbit, kembali.berlaku) == (
        klaim.kode,
        klaim.jenis,
        klaim.terbit,
        klaim.berlaku,
    )
    assert payload.intip_desa(teks) == klaim.desa


@settings(max_examples=60, deadline=None)
@given(KLAIM_APA_SAJA)
def test_shortening_is_stable_and_keeps_the_beginning(klaim: Klaim) -> None:
    pendek = ringkas_klaim(klaim, payload.panjang_muatan)
    assert pendek == ringkas_klaim(klaim, payload.panjang_muatan)
    for asli, jadi in ((klaim.nama, pendek.nama), (klaim.keperluan, pendek.keperluan)):
        assert jadi == asli or (jadi.endswith("…") and asli.startswith(jadi[:-1].rstrip()))


@given(st.text(max_size=80), st.integers(8, 60))
def test_cut_never_exceeds(teks: str, panjang: int) -> None:
    assert len(potong(teks, panjang)) <= panjang


def test_cut_prefers_whole_words() -> None:
    assert potong("Raden Mas Muhammad Abdurrahman Wirasutisna Kusumahdinata", MAKS_NAMA) == (
        "Raden Mas Muhammad Abdurrahman Wirasutisna…"
    )


# ---------- forged and broken ----------


def test_key_of_another_village() -> None:
    with pytest.raises(MuatanPalsu):
        payload.baca(payload.buat(KLAIM, KUNCI), [buat_kunci().public_key()])
    with pytest.raises(MuatanPalsu):
        payload.baca(payload.buat(KLAIM, KUNCI), [])
    assert payload.baca(payload.buat(KLAIM, KUNCI), [buat_kunci().public_key(), *PUBLIK]) == KLAIM


def test_every_changed_character_is_noticed() -> None:
    teks = payload.buat(KLAIM, KUNCI)
    for posisi in range(0, len(teks) - 1, 7):
        lain = "A" if teks[posisi] != "A" else "B"
        with pytest.raises((MuatanPalsu, MuatanRusak)):
            payload.baca(teks[:posisi] + lain + teks[posisi + 1 :], PUBLIK)


@pytest.mark.parametrize("jenis", ["sku", "sktm1", "surat2", "surat345", "surat6789"])
def test_the_last_character_has_one_writing(jenis: str) -> None:
    teks = payload.buat(replace(KLAIM, jenis=jenis), KUNCI)  # of each length the last one carries other bits
    for lain in set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") - {teks[-1]}:
        with pytest.raises((MuatanPalsu, MuatanRusak)):
            payload.baca(teks[:-1] + lain, PUBLIK)
    assert payload.baca(teks.lower(), PUBLIK).jenis == jenis


def test_other_algorithm_in_the_header_is_no_payload() -> None:
    kepala, bebas, isi, ttd = cbor2.loads(_mentah(payload.buat(KLAIM, KUNCI)))
    for alg in (None, -37, 0, 5):
        with pytest.raises(MuatanRusak):
            payload.baca(_sandi(cbor2.dumps([cbor2.dumps({1: alg}), bebas, isi, ttd])), PUBLIK)
    with pytest.raises(MuatanRusak):
        payload.baca(_sandi(cbor2.dumps([kepala, bebas, isi, ttd[:-1]])), PUBLIK)


def test_tagged_form_is_read_too() -> None:
    benda = cbor2.loads(_mentah(payload.buat(KLAIM, KUNCI)))
    assert payload.baca(_sandi(cbor2.dumps(cbor2.CBORTag(18, benda))), PUBLIK) == KLAIM


@pytest.mark.parametrize("tambahan", [{4: b"kunci lain"}, [], b"", 0, None])
def test_words_that_no_signature_covers_are_refused(tambahan: object) -> None:
    kepala, _, isi, ttd = cbor2.loads(_mentah(payload.buat(KLAIM, KUNCI)))
    with pytest.raises(MuatanRusak):
        payload.baca(_sandi(cbor2.dumps([kepala, tambahan, isi, ttd])), PUBLIK)


def test_bytes_behind_the_payload_are_refused() -> None:
    with pytest.raises(MuatanRusak):
        payload.baca(_sandi(_mentah(payload.buat(KLAIM, KUNCI)) + b"\x00"), PUBLIK)


@pytest.mark.parametrize("desa", ["../../etc/x", "*", "", "32.07.15.2004", "abcdefghij", 3207152004])
def test_signed_nonsense_is_still_no_payload(desa: object) -> None:
    """Even a genuine key cannot make a path or a pattern out of the village code."""
    isi = cbor2.dumps({1: desa, 2: "x", 6: 0, 7: bytes(16), -65537: ["S", "k"]})
    kepala = cbor2.dumps({1: -7})
    ttd = KUNCI.sign(cbor2.dumps(["Signature1", kepala, b"", isi]), ec.ECDSA(hashes.SHA256()))
    rs = b"".join(x.to_bytes(32, "big") for x in decode_dss_signature(ttd))
    with pytest.raises(MuatanRusak):
        payload.intip_desa(_sandi(cbor2.dumps([kepala, {}, isi, rs])))


@pytest.mark.parametrize(
    "teks", ["", " ", "A", "0189", "HALO DUNIA", "A" * 5000, "é" * 40, "../../etc/passwd", "=" * 8]
)
def test_other_text(teks: str) -> None:
    with pytest.raises(MuatanRusak):
        payload.baca(teks, PUBLIK)


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_random_bytes_never_crash(mentah: bytes) -> None:
    with pytest.raises((MuatanRusak, MuatanPalsu)):
        payload.baca(_sandi(mentah), PUBLIK)


def test_deep_cbor_is_no_way_in() -> None:
    with pytest.raises(MuatanRusak):
        payload.baca(_sandi(b"\x81" * 1200), PUBLIK)


def test_code_of_wrong_length_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError):
        payload.buat(replace(KLAIM, kode=os.urandom(8)), KUNCI)


def test_letters_on_one_day_differ_only_by_code() -> None:
    lain = replace(KLAIM, kode=os.urandom(16), terbit=KLAIM.terbit + timedelta(days=1))
    assert payload.buat(KLAIM, KUNCI) != payload.buat(lain, KUNCI)
