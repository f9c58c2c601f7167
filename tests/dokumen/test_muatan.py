"""Payload keys of villages on the disk, and payloads made by other releases: golden vectors, other forms, lost keys."""

import base64
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import cbor2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from django.conf import LazySettings

from eoffice.dokumen import services as dokumen
from eoffice.dokumen.adapters import payload
from eoffice.dokumen.adapters.payload import MuatanPalsu, MuatanRusak
from eoffice.dokumen.rules.hasil import Klaim
from eoffice.dokumen.services import muatan
from eoffice.kernel.errors import ServiceDown

KLAIM = Klaim(
    desa="32.07.15.2004",
    kode=bytes(range(16)),
    jenis="SKTM",
    nama="Euis Komariah",
    keperluan="sekolah",
    terbit=date(2026, 4, 14),
    berlaku=date(2026, 5, 14),
)
SITUMANDALA = replace(KLAIM, desa="32.07.15.2005")
KEPALA = b"\xa1\x01&"
TUBUH: dict[int, Any] = {
    1: "3207152004",
    2: "Euis Komariah",
    4: 1_778_778_000,  # 15 May 2026, midnight in Jakarta: the first moment at which it is no longer valid
    6: 1_776_099_600,  # 14 April 2026, midnight in Jakarta
    7: bytes(range(16)),
    -65537: ["SKTM", "sekolah"],
}
KUNCI = ec.derive_private_key(0x0EF1CE, ec.SECP256R1())
PUBLIK = [KUNCI.public_key()]


@pytest.fixture
def rumah(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    settings.EOFFICE_HOME = tmp_path
    settings.EOFFICE_FOLDER_CA = tmp_path / "ca-akar"
    muatan._kunci.cache_clear()
    dokumen.pastikan_otoritas(kabupaten="Kabupaten Ciamis")
    yield tmp_path / "kunci" / "muatan"
    muatan._kunci.cache_clear()


def _tanda(isi: bytes, kepala: bytes = KEPALA) -> bytes:
    """Sign as RFC 9052 says, written down anew here."""
    pesan = cbor2.dumps(["Signature1", kepala, b"", isi])
    r, s = decode_dss_signature(KUNCI.sign(pesan, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def _sandi(benda: object) -> str:
    return base64.b32encode(cbor2.dumps(benda)).decode().rstrip("=")


def _muatan(isi: object, kepala: bytes = KEPALA) -> str:
    tubuh = isi if isinstance(isi, bytes) else cbor2.dumps(isi, canonical=True)
    return _sandi([kepala, {}, tubuh, _tanda(tubuh, kepala)])


# ---------- the wire form ----------


def test_claims_on_the_wire_are_frozen() -> None:
    """A letter on paper cannot be updated: what was printed must be read by every later release."""
    mentah = base64.b32decode((teks := payload.buat(KLAIM, KUNCI)) + "=" * (-len(teks) % 8))
    kepala, tanpa_tanda, isi, ttd = cbor2.loads(mentah)
    assert (kepala, tanpa_tanda, len(ttd)) == (KEPALA, {}, 64)
    assert cbor2.loads(isi) == TUBUH
    assert isi == cbor2.dumps(TUBUH, canonical=True)


def test_a_payload_made_by_somebody_else_after_the_standard_is_read() -> None:
    assert payload.baca(_muatan(TUBUH), PUBLIK) == KLAIM


def test_claims_that_a_later_release_adds_do_not_disturb() -> None:
    assert payload.baca(_muatan(TUBUH | {-70000: "baru", 3: "kepada"}), PUBLIK) == KLAIM


@pytest.mark.parametrize("bentuk", [str.lower, str.upper, lambda teks: f"  {teks}\n"])
def test_how_the_text_was_typed_does_not_matter(bentuk: Any) -> None:
    assert payload.baca(bentuk(_muatan(TUBUH)), PUBLIK) == KLAIM


@pytest.mark.parametrize(
    ("terbit", "berlaku"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2099, 12, 31), None),
    ],
)
def test_days_are_those_of_the_office_not_of_greenwich(terbit: date, berlaku: date | None) -> None:
    klaim = replace(KLAIM, terbit=terbit, berlaku=berlaku)
    assert payload.baca(payload.buat(klaim, KUNCI), PUBLIK) == klaim


@pytest.mark.parametrize("hilang", [1, 2, 6, 7, -65537])
def test_each_needed_claim_is_needed(hilang: int) -> None:
    with pytest.raises(MuatanRusak):
        payload.baca(_muatan({k: v for k, v in TUBUH.items() if k != hilang}), PUBLIK)


@pytest.mark.parametrize(
    ("klaim", "nilai"),
    [
        (1, "320715200"),
        (1, "32.07.15.2004"),
        (1, "٣٢٠٧١٥٢٠٠٤"),
        (1, None),
        (2, 7),
        (2, b"Euis"),
        (4, "besok"),
        (4, 10**30),
        (4, float("nan")),
        (6, None),
        (6, -(10**20)),
        (7, b"pendek"),
        (7, bytes(17)),
        (7, "x" * 16),
        (-65537, "SKTM"),
        (-65537, ["SKTM"]),
        (-65537, ["SKTM", 5]),
        (-65537, [None, "sekolah"]),
        (-65537, ["SKTM", "sekolah", "lagi"]),
    ],
)
def test_a_signed_claim_of_the_wrong_kind_is_no_payload(klaim: int, nilai: object) -> None:
    with pytest.raises(MuatanRusak):
        payload.baca(_muatan(TUBUH | {klaim: nilai}), PUBLIK)


@pytest.mark.parametrize("isi", [[], "teks", 5, None, {}, [1, 2], b"\xff", b"", cbor2.dumps(TUBUH) + b"\x00"])
def test_signed_bytes_that_are_no_claims(isi: object) -> None:
    with pytest.raises(MuatanRusak):
        payload.baca(_muatan(isi), PUBLIK)
    with pytest.raises(MuatanRusak):
        dokumen.intip_desa(_muatan(isi))  # asked of anybody's QR, before any signature is looked at


@pytest.mark.parametrize(
    "kepala", [b"", b"\xa0", cbor2.dumps({1: -8}), cbor2.dumps({1: -7, 4: b"kid"}), cbor2.dumps({1: 5})]
)
def test_only_es256_alone_in_the_header(kepala: bytes) -> None:
    with pytest.raises(MuatanRusak):
        payload.baca(_muatan(TUBUH, kepala), PUBLIK)


@pytest.mark.parametrize("panjang", [0, 63, 65, 128])
def test_a_signature_of_another_length(panjang: int) -> None:
    with pytest.raises(MuatanRusak):
        payload.baca(_sandi([KEPALA, {}, cbor2.dumps(TUBUH), bytes(panjang)]), PUBLIK)


@pytest.mark.parametrize("ttd", [bytes(64), b"\xff" * 64, bytes(32) + b"\x01" * 32])
def test_numbers_that_no_signature_has_are_forged(ttd: bytes) -> None:
    with pytest.raises(MuatanPalsu):
        payload.baca(_sandi([KEPALA, {}, cbor2.dumps(TUBUH), ttd]), PUBLIK)


def test_without_any_key_nothing_is_believed() -> None:
    with pytest.raises(MuatanPalsu):
        payload.baca(_muatan(TUBUH), [])


# ---------- keys on the disk ----------


def test_the_private_half_is_closed_and_the_certificate_names_the_village(rumah: Path) -> None:
    dokumen.buat_muatan(KLAIM)
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in rumah.glob("32*")} == {
        "32.07.15.2004.key": 0o600,
        "32.07.15.2004.pem": 0o644,
    }
    sertifikat = x509.load_pem_x509_certificate((rumah / "32.07.15.2004.pem").read_bytes())
    assert "Muatan QR 32.07.15.2004" in sertifikat.subject.rfc4514_string()
    guna = sertifikat.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (guna.digital_signature, guna.key_cert_sign, guna.content_commitment) == (True, False, False)


def test_a_key_outlives_its_process(rumah: Path) -> None:
    lama = dokumen.buat_muatan(KLAIM)
    muatan._kunci.cache_clear()
    dokumen.buat_muatan(KLAIM)
    assert dokumen.baca_muatan(lama) == KLAIM
    assert len(dokumen.kunci_publik()) == 1


@pytest.mark.parametrize("kali", [1, 3])
def test_letters_printed_before_a_key_was_lost_stay_genuine(rumah: Path, kali: int) -> None:
    tercetak = [dokumen.buat_muatan(KLAIM)]
    for _ in range(kali):
        (rumah / "32.07.15.2004.key").unlink()
        muatan._kunci.cache_clear()
        tercetak.append(dokumen.buat_muatan(KLAIM))
    assert [dokumen.baca_muatan(teks) for teks in tercetak] == [KLAIM] * (kali + 1)
    kunci = dokumen.kunci_publik("32.07.15")
    assert [satu["desa"] for satu in kunci] == ["32.07.15.2004"] * (kali + 1)
    assert len({satu["x"] for satu in kunci}) == kali + 1


def test_the_kept_certificate_of_a_lost_key_speaks_for_its_village_alone(rumah: Path) -> None:
    dokumen.buat_muatan(KLAIM)
    (rumah / "32.07.15.2004.key").unlink()
    muatan._kunci.cache_clear()
    asing = payload.buat(SITUMANDALA, muatan._kunci(rumah, KLAIM.desa))
    with pytest.raises(MuatanPalsu):
        dokumen.baca_muatan(asing)


@pytest.mark.parametrize("isi", [b"", b"bukan kunci", b"-----BEGIN " + b"PRIVATE KEY-----\nAAAA\n"])
def test_a_damaged_key_is_out_of_order_and_never_made_anew(rumah: Path, isi: bytes) -> None:
    dokumen.buat_muatan(KLAIM)
    (rumah / "32.07.15.2004.key").write_bytes(isi)
    muatan._kunci.cache_clear()
    with pytest.raises(ServiceDown) as galat:
        dokumen.buat_muatan(KLAIM)
    assert galat.value.pesan.kode == "dokumen.kunci_tidak_terbaca"
    assert (rumah / "32.07.15.2004.key").read_bytes() == isi


def test_a_node_without_authority_signs_no_payload(tmp_path: Path, settings: LazySettings) -> None:
    settings.EOFFICE_HOME = tmp_path
    muatan._kunci.cache_clear()
    with pytest.raises(ServiceDown) as galat:
        dokumen.buat_muatan(KLAIM)
    assert galat.value.pesan.kode == "dokumen.ca_belum_ada"
    assert dokumen.kunci_publik() == []


@pytest.mark.parametrize(
    ("awalan", "desa"),
    [
        (None, ["32.07.15.2004", "32.07.15.2005", "32.08.01.2001"]),
        ("32.07.15", ["32.07.15.2004", "32.07.15.2005"]),
        ("32.08.01", ["32.08.01.2001"]),
        ("33.01.01", []),
    ],
)
def test_a_browser_gets_the_keys_of_its_kecamatan(rumah: Path, awalan: str | None, desa: list[str]) -> None:
    for kode in ("32.07.15.2005", "32.08.01.2001", "32.07.15.2004"):
        dokumen.buat_muatan(replace(KLAIM, desa=kode))
    kunci = dokumen.kunci_publik(awalan)
    assert [satu["desa"] for satu in kunci] == desa
    assert all(set(satu) == {"desa", "kty", "crv", "x", "y"} and len(satu["x"]) == 43 for satu in kunci)
