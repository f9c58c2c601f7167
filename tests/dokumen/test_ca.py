"""The authority in its folder: who certifies whom, who may read what, and revocation lists in order."""

import stat
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12

from eoffice.dokumen.adapters import ca
from eoffice.dokumen.adapters import certificates as c
from eoffice.kernel.errors import InvalidInput, ServiceDown
from tests.dokumen.alat import FRASA
from tests.dokumen.conftest import SAAT


def _crl(otoritas: ca.Otoritas) -> x509.CertificateRevocationList:
    return x509.load_der_x509_crl((otoritas.folder / "penerbit.crl").read_bytes())


def _nomor(crl: x509.CertificateRevocationList) -> int:
    return crl.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number


def test_chain(otoritas: ca.Otoritas) -> None:
    penerbit = otoritas.penerbit.sertifikat
    penerbit.verify_directly_issued_by(otoritas.akar)
    otoritas.cap_waktu.sertifikat.verify_directly_issued_by(penerbit)
    assert otoritas.akar.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length == 1
    assert penerbit.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length == 0


def test_signer_may_sign_and_nothing_else(otoritas: ca.Otoritas) -> None:
    p12, ringkas = ca.buat_penanda_tangan(
        otoritas, nama="Dadang", jabatan="Sekdes", organisasi="Pemerintah Desa X", frasa=FRASA, waktu=SAAT
    )
    sertifikat = x509.load_pem_x509_certificate(ringkas.pem.encode())
    sertifikat.verify_directly_issued_by(otoritas.penerbit.sertifikat)
    guna = sertifikat.extensions.get_extension_for_class(x509.KeyUsage).value
    assert guna.digital_signature
    assert guna.content_commitment
    assert not guna.key_cert_sign
    assert not sertifikat.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    with pytest.raises(ValueError):
        pkcs12.load_key_and_certificates(p12, b"salah")


def test_making_again_changes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        ca.buat_ca(tmp_path / "akar", tmp_path / "ca", kabupaten="Kabupaten Ciamis", simpul="S", waktu=SAAT)
        isi = {p.name: p.read_bytes() for p in tmp_path.rglob("*.pem")}
    assert isi == {p.name: p.read_bytes() for p in tmp_path.rglob("*.pem")}


def test_private_keys_are_readable_by_their_owner_only(otoritas_sendiri: ca.Otoritas) -> None:
    rahasia = [p for p in otoritas_sendiri.folder.parent.rglob("*") if p.suffix in {".key", ".json"}]
    assert len(rahasia) == 4
    assert {stat.S_IMODE(p.stat().st_mode) for p in rahasia} == {0o600}
    assert stat.S_IMODE(otoritas_sendiri.folder.stat().st_mode) == 0o700


def test_root_key_may_be_encrypted(tmp_path: Path) -> None:
    ca.buat_akar(tmp_path, kabupaten="Kabupaten Ciamis", waktu=SAAT, frasa=b"kunci akar di brankas")
    with pytest.raises(ServiceDown):
        ca.muat_akar(tmp_path)
    assert ca.muat_akar(tmp_path, b"kunci akar di brankas").sertifikat


def test_node_without_authority_says_so(tmp_path: Path) -> None:
    with pytest.raises(ServiceDown) as galat:
        ca.muat(tmp_path)
    assert galat.value.pesan.kode == "dokumen.ca_belum_ada"


@pytest.mark.parametrize("rusak", ["penerbit.key", "akar.pem", "cap-waktu.key"])
def test_damaged_authority_is_out_of_order_not_a_crash(rusak: str, otoritas_sendiri: ca.Otoritas) -> None:
    (otoritas_sendiri.folder / rusak).write_bytes(b"bukan kunci")
    with pytest.raises(ServiceDown):
        ca.muat(otoritas_sendiri.folder)


def test_weak_passphrase_makes_no_signer(otoritas: ca.Otoritas) -> None:
    with pytest.raises(InvalidInput) as galat:
        ca.buat_penanda_tangan(otoritas, nama="D", jabatan="S", organisasi="P", frasa="123456", waktu=SAAT)
    assert set(galat.value.per_field) == {"frasa"}


def test_names_longer_than_x520_allows(otoritas: ca.Otoritas) -> None:
    _, ringkas = ca.buat_penanda_tangan(
        otoritas, nama="N" * 90, jabatan="J" * 90, organisasi="O" * 90, frasa=FRASA, waktu=SAAT
    )
    assert len(ringkas.nama) == 64


# ---------- revocation ----------


def test_revocation_makes_a_new_list(otoritas_sendiri: ca.Otoritas) -> None:
    lama = _nomor(_crl(otoritas_sendiri))
    saat = ca.cabut(otoritas_sendiri, "abc", waktu=SAAT + timedelta(days=1), alasan="hilang")
    crl = _crl(otoritas_sendiri)
    assert _nomor(crl) == lama + 1
    baris = crl.get_revoked_certificate_by_serial_number(0xABC)
    assert baris is not None
    assert baris.revocation_date_utc == saat == SAAT + timedelta(days=1)
    assert ca.dicabut_pada(otoritas_sendiri, "abc") == saat
    assert ca.dicabut_pada(otoritas_sendiri, "abd") is None


def test_first_moment_of_revocation_counts(otoritas_sendiri: ca.Otoritas) -> None:
    pertama = ca.cabut(otoritas_sendiri, "abc", waktu=SAAT, alasan="hilang")
    assert ca.cabut(otoritas_sendiri, "abc", waktu=SAAT + timedelta(days=9), alasan="lagi") == pertama


def test_replaced_key_may_still_be_revoked_in_earnest(otoritas_sendiri: ca.Otoritas) -> None:
    ca.cabut(otoritas_sendiri, "abc", waktu=SAAT, alasan="diganti", diganti=True)
    baris = _crl(otoritas_sendiri).get_revoked_certificate_by_serial_number(0xABC)
    assert baris is not None
    assert (
        baris.extensions.get_extension_for_class(x509.CRLReason).value.reason is x509.ReasonFlags.superseded
    )
    ca.cabut(otoritas_sendiri, "abc", waktu=SAAT + timedelta(days=1), alasan="bocor")
    ca.cabut(otoritas_sendiri, "abc", waktu=SAAT + timedelta(days=2), alasan="diganti", diganti=True)
    baris = _crl(otoritas_sendiri).get_revoked_certificate_by_serial_number(0xABC)
    assert baris is not None
    assert len(baris.extensions) == 0
    assert baris.revocation_date_utc == SAAT + timedelta(days=1)


def test_simultaneous_revocations_lose_none_and_repeat_no_number(otoritas_sendiri: ca.Otoritas) -> None:
    awal = _nomor(_crl(otoritas_sendiri))
    utas = [
        threading.Thread(
            target=ca.cabut, args=(otoritas_sendiri, f"a{i}"), kwargs={"waktu": SAAT, "alasan": "x"}
        )
        for i in range(8)
    ]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    crl = _crl(otoritas_sendiri)
    assert len(crl) == 8
    assert _nomor(crl) == awal + 8


@pytest.mark.parametrize(
    ("geser", "baru"), [(timedelta(hours=1), False), (timedelta(days=3), True), (timedelta(days=-365), True)]
)
def test_list_is_renewed_when_old_or_from_the_future(
    geser: timedelta, baru: bool, otoritas_sendiri: ca.Otoritas
) -> None:
    lama = (otoritas_sendiri.folder / "penerbit.crl").read_bytes()
    crl = x509.load_der_x509_crl(ca.crl_segar(otoritas_sendiri, SAAT + geser))
    assert (c.der(crl) != lama) is baru
    assert crl.last_update_utc <= SAAT + geser
    assert crl.is_signature_valid(otoritas_sendiri.penerbit.kunci.public_key())


@pytest.mark.parametrize(
    ("nama", "dimuat"),
    [
        ("Oman Rohman", "Oman Rohman"),
        ("x" * 65, "x" * 64),
        ("x" * 63 + "Å", "x" * 63),
        ("Å" * 64, "Å" * 32),
        ("", ""),
    ],
    ids=["usual", "ascii", "half_a_letter", "two_bytes_each", "nothing"],
)
def test_a_name_is_cut_between_letters_where_its_bytes_end(nama: str, dimuat: str) -> None:
    assert c.muat_x520(nama) == dimuat
