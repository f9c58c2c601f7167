"""Keys and digests: what must never change between two versions, what a damaged file does, what fits to what."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import InvalidToken
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from eoffice.akun.services import rahasia

LADA = "lada untuk uji yang tidak dipakai di mana pun"


@pytest.fixture
def rumah(tmp_path: Path) -> Iterator[Path]:
    """A home of its own, with a known pepper."""
    with override_settings(EOFFICE_HOME=tmp_path, EOFFICE_LADA=LADA):
        yield tmp_path


def simpul(rumah: Path) -> Path:
    return rumah / "kunci" / "simpul.pem"


@pytest.mark.parametrize(
    ("tujuan", "awal"),
    [
        ("nik", "16c4"),
        ("kode", "5f7c"),
        ("pin", "0292"),
        ("totp", "3e28"),
        ("percobaan", "f03d"),
    ],
)
def test_keys_are_derived_in_the_same_way_for_ever(rumah: Path, tujuan: str, awal: str) -> None:
    """Another derivation would lose every PIN, phone and recovery code of every village at the next update."""
    assert rahasia.kunci_turunan(tujuan).hex()[:4] == awal
    assert len(rahasia.kunci_turunan(tujuan)) == 32


def test_digests_are_made_in_the_same_way_for_ever(rumah: Path) -> None:
    assert rahasia.hmac_nik("3207154506859001")[:12] == "45beb13f250e"
    assert rahasia.digest_kode("ABCD-EFGH-JKMN")[:12] == "91a748c3da34"


def test_another_pepper_gives_other_keys_and_opens_nothing(rumah: Path) -> None:
    sandi, pin, nik = rahasia.sandikan(b"rahasia"), rahasia.simpan_pin("836194"), rahasia.hmac_nik("1")
    with override_settings(EOFFICE_LADA=LADA + "x"):
        assert rahasia.hmac_nik("1") != nik
        assert not rahasia.pin_cocok("836194", pin)
        with pytest.raises(InvalidToken):
            rahasia.buka_sandi(sandi)
    assert rahasia.buka_sandi(sandi) == b"rahasia"


@given(st.binary(max_size=200))
def test_what_is_encrypted_comes_back_and_looks_different_each_time(isi: bytes) -> None:
    with override_settings(EOFFICE_LADA=LADA):
        satu, dua = rahasia.sandikan(isi), rahasia.sandikan(isi)
        assert satu != dua
        assert rahasia.buka_sandi(satu) == rahasia.buka_sandi(memoryview(dua)) == isi


def test_an_encrypted_secret_with_one_bit_changed_does_not_open(rumah: Path) -> None:
    isi = bytearray(rahasia.sandikan(b"rahasia"))
    isi[40] ^= 1
    with pytest.raises(InvalidToken):
        rahasia.buka_sandi(bytes(isi))


@pytest.mark.parametrize(
    "ketikan", ["abcd-efgh-jkmn", "ABCDEFGHJKMN", " ABCD EFGH JKMN ", "abcd.efgh/jkmn", "ABCD–EFGH–JKMN"]
)
def test_a_code_has_one_digest_however_it_is_typed(rumah: Path, ketikan: str) -> None:
    assert rahasia.digest_kode(ketikan) == rahasia.digest_kode("ABCD-EFGH-JKMN")


@pytest.mark.parametrize("lain", ["ABCD-EFGH-JKM", "ABCD-EFGH-JKMNN", "", "BBCD-EFGH-JKMN"])
def test_another_code_has_another_digest(rumah: Path, lain: str) -> None:
    assert rahasia.digest_kode(lain) != rahasia.digest_kode("ABCD-EFGH-JKMN")


@pytest.mark.parametrize("pin", ["836194", "000000", "", "x" * 1000, "é\u0000"])
def test_a_pin_fits_itself_and_nothing_else(rumah: Path, pin: str) -> None:
    tersimpan = rahasia.simpan_pin(pin)
    assert rahasia.pin_cocok(pin, tersimpan)
    assert not rahasia.pin_cocok(f"{pin} ", tersimpan)
    assert not rahasia.pin_cocok(pin, rahasia.PIN_TIRUAN)


def test_the_nodes_key_is_private_and_stays(rumah: Path) -> None:
    kunci = rahasia.kunci_simpul()
    assert simpul(rumah).stat().st_mode & 0o777 == 0o600
    assert simpul(rumah).parent.stat().st_mode & 0o077 == 0
    assert rahasia.kunci_simpul() is kunci
    assert [satu.name for satu in simpul(rumah).parent.iterdir()] == ["simpul.pem"]


def test_two_processes_that_make_the_key_at_once_use_the_same(
    rumah: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one is ready first, between our look and our write."""
    menang = Ed25519PrivateKey.generate()
    asli = os.link

    def didahului(dari: Path, ke: Path) -> None:
        pem = menang.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        Path(ke).write_bytes(pem)
        asli(dari, ke)

    monkeypatch.setattr(os, "link", didahului)
    assert rahasia.kunci_simpul().public_key() == menang.public_key()
    assert [satu.name for satu in simpul(rumah).parent.iterdir()] == ["simpul.pem"]


def test_many_threads_get_one_key(rumah: Path) -> None:
    simpul(rumah).parent.mkdir(mode=0o700)
    kunci: list[bytes] = []
    rahasia.kunci_simpul()
    utas = [
        threading.Thread(target=lambda: kunci.append(rahasia.kunci_simpul().public_key().public_bytes_raw()))
        for _ in range(8)
    ]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert (len(kunci), len(set(kunci))) == (8, 1)


@pytest.mark.parametrize(
    "isi", [b"", b"bukan pem", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"]
)
def test_a_damaged_key_file_is_an_error_never_a_new_key(rumah: Path, isi: bytes) -> None:
    """A new key would make every printed slip worthless without a word."""
    simpul(rumah).parent.mkdir()
    simpul(rumah).write_bytes(isi)
    with pytest.raises(ValueError):
        rahasia.kunci_simpul()
    assert simpul(rumah).read_bytes() == isi


def test_a_key_of_another_kind_is_named(rumah: Path) -> None:
    simpul(rumah).parent.mkdir()
    lain = ec.generate_private_key(ec.SECP256R1())
    simpul(rumah).write_bytes(
        lain.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    with pytest.raises(TypeError, match=r"simpul\.pem is not an Ed25519 key"):
        rahasia.kunci_simpul()


@pytest.mark.parametrize("sandi", ["a" * 30, " " * 30, "abab abab abab", "1212121212121", "aAaAaAaAaAaA"])
def test_a_long_password_of_few_letters_is_refused(sandi: str) -> None:
    with pytest.raises(ValidationError) as info:
        validate_password(sandi)
    assert "password_monotonous" in {satu.code for satu in info.value.error_list}


@pytest.mark.parametrize(
    "sandi", ["empat kata yang panjang", "Pisang-Raja-Sereh-1945", "kuda kuda kuda laut"]
)
def test_ordinary_words_make_a_password(sandi: str) -> None:
    validate_password(sandi)
