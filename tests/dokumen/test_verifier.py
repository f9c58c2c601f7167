"""Judging a PDF: each way of cheating gets its own honest verdict, and no file can crash or hang the judge."""

import io
import random
import zlib
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from eoffice.dokumen.adapters import ca, outside, signer
from eoffice.dokumen.adapters.typesetter import rangkai
from eoffice.dokumen.adapters.verifier import MAKS_UKURAN, Kepercayaan, periksa
from eoffice.dokumen.rules.hasil import HasilPeriksa
from tests.dokumen.alat import contoh, pdfsig
from tests.dokumen.conftest import SAAT, SAAT_TTD


def _timpa(pdf: bytes) -> bytes:
    """A shadow attack: new words over the page by an incremental update; every old byte stays."""
    penulis = IncrementalPdfFileWriter(io.BytesIO(pdf))
    aliran = penulis.add_object(StreamObject(stream_data=b"BT /F1 12 Tf 100 400 Td (PALSU) Tj ET"))
    penulis.add_stream_to_page(0, aliran)
    keluar = io.BytesIO()
    penulis.write(keluar)
    return keluar.getvalue()


def _percaya(otoritas: ca.Otoritas) -> Kepercayaan:
    return Kepercayaan.dari_otoritas(otoritas, ca.crl_segar(otoritas, SAAT_TTD))


def _tanda(surat: bytes, otoritas: ca.Otoritas, kunci: signer.KunciTerbuka) -> bytes:
    return signer.tanda_tangani(surat, kunci, otoritas, alasan="a", lokasi="l", waktu=SAAT_TTD)


def test_genuine(surat_bertanda: bytes, kepercayaan: Kepercayaan, kunci: signer.KunciTerbuka) -> None:
    hasil = periksa(surat_bertanda, kepercayaan)
    assert (hasil.keadaan, hasil.utuh, hasil.dicabut_pada) == ("sah", True, None)
    assert (hasil.penanda_tangan, hasil.serial) == ("Dadang Suhendar, S.IP.", kunci.sertifikat.serial)
    assert hasil.sebab.kode == "dokumen.periksa_sah"


def test_the_sandbox_says_the_same(surat_bertanda: bytes, kepercayaan: Kepercayaan) -> None:
    assert outside.periksa_terpisah(surat_bertanda, kepercayaan) == periksa(surat_bertanda, kepercayaan)


# ---------- changed after signing ----------


def test_byte_flips_anywhere_outside_the_signature_are_seen(
    surat_bertanda: bytes, kepercayaan: Kepercayaan
) -> None:
    acak = random.Random(20260414)
    awal = surat_bertanda.index(b"/Contents <") + len(b"/Contents <")
    akhir = surat_bertanda.index(b">", awal)
    tempat = [p for p in acak.sample(range(len(surat_bertanda)), 60) if not awal <= p < akhir]
    for posisi in tempat:
        ubah = bytearray(surat_bertanda)
        ubah[posisi] ^= 1 << acak.randrange(8)
        assert periksa(bytes(ubah), kepercayaan).keadaan in {"rusak", "tidak_bertanda", "bukan_pdf"}, posisi


@pytest.mark.parametrize("benih", range(4))
def test_changes_inside_the_signature_container_are_seen(
    benih: int, surat_bertanda: bytes, kepercayaan: Kepercayaan
) -> None:
    """Padding, certificate copies, case of hex digits, unsigned attributes: not covered, yet not free to change."""
    acak = random.Random(benih)
    awal = surat_bertanda.index(b"/Contents <") + len(b"/Contents <")
    akhir = surat_bertanda.index(b">", awal)
    for posisi in acak.sample(range(awal, akhir), 40):
        ubah = bytearray(surat_bertanda)
        ubah[posisi] = acak.choice([x for x in b"0123456789abcdefABCDEF" if x != ubah[posisi]])
        assert periksa(bytes(ubah), kepercayaan).keadaan in {"rusak", "tidak_dikenal"}, posisi - awal


def test_flip_in_the_text_is_called_a_change(surat_bertanda: bytes, kepercayaan: Kepercayaan) -> None:
    posisi = surat_bertanda.index(b"stream\n") + 60
    ubah = surat_bertanda[:posisi] + bytes([surat_bertanda[posisi] ^ 1]) + surat_bertanda[posisi + 1 :]
    hasil = periksa(ubah, kepercayaan)
    assert (hasil.keadaan, hasil.sebab.kode, hasil.utuh) == ("rusak", "dokumen.periksa_diubah", False)


def test_overlay_that_pdfsig_calls_valid(
    surat_bertanda: bytes, kepercayaan: Kepercayaan, tmp_path: Path
) -> None:
    palsu = _timpa(surat_bertanda)
    assert palsu.startswith(surat_bertanda)
    assert "Signature is Valid" in pdfsig(palsu, tmp_path)
    hasil = periksa(palsu, kepercayaan)
    assert (hasil.keadaan, hasil.sebab.kode) == ("rusak", "dokumen.periksa_ditambahi")


@pytest.mark.parametrize("sampah", [b"\n", b"%junk\n", b"\x00", b"\n%PDF-1.7\n", b"PK\x03\x04" * 50])
def test_appended_junk(sampah: bytes, surat_bertanda: bytes, kepercayaan: Kepercayaan) -> None:
    hasil = periksa(surat_bertanda + sampah, kepercayaan)
    assert hasil.keadaan == "rusak"


def test_prepended_junk(surat_bertanda: bytes, kepercayaan: Kepercayaan) -> None:
    assert periksa(b"MZ" + surat_bertanda, kepercayaan).keadaan == "bukan_pdf"


def test_rewritten_by_another_program(surat_bertanda: bytes, kepercayaan: Kepercayaan) -> None:
    keluar = io.BytesIO()
    with pikepdf.open(io.BytesIO(surat_bertanda)) as pdf:
        pdf.save(keluar)
    assert periksa(keluar.getvalue(), kepercayaan).keadaan == "rusak"


def test_signature_moved_to_another_letter(
    surat_bertanda: bytes, otoritas: ca.Otoritas, kunci: signer.KunciTerbuka, kepercayaan: Kepercayaan
) -> None:
    """The signature container of one letter in the place of another's."""

    lain = _tanda(rangkai(contoh(nomor="400/99")), otoritas, kunci)
    a, b = (x.index(b"/Contents <") + 11 for x in (surat_bertanda, lain))
    isi = surat_bertanda[a : surat_bertanda.index(b">", a)]
    tempat = lain.index(b">", b) - b
    palsu = lain[:b] + isi[:tempat].ljust(tempat, b"0") + lain[b + tempat :]
    assert periksa(palsu, kepercayaan).keadaan == "rusak"


def test_cut_file(surat_bertanda: bytes, kepercayaan: Kepercayaan) -> None:
    for bagian in (0.3, 0.7, 0.99):
        hasil = periksa(surat_bertanda[: int(len(surat_bertanda) * bagian)], kepercayaan)
        assert hasil.keadaan in {"rusak", "tidak_bertanda"}


# ---------- who signed ----------


def test_unknown_root(
    surat: bytes, otoritas_sendiri: ca.Otoritas, kunci_sendiri: signer.KunciTerbuka, kepercayaan: Kepercayaan
) -> None:
    """The same names, another key: what anybody can make at home with this very program."""
    palsu = _tanda(surat, otoritas_sendiri, kunci_sendiri)
    hasil = periksa(palsu, kepercayaan)
    assert (hasil.keadaan, hasil.utuh) == ("tidak_dikenal", True)
    assert periksa(palsu, _percaya(otoritas_sendiri)).keadaan == "sah"


def test_who_trusts_nobody_knows_nobody(surat_bertanda: bytes, tmp_path: Path) -> None:
    assert periksa(surat_bertanda, Kepercayaan(())).keadaan == "tidak_dikenal"
    assert periksa(surat_bertanda, Kepercayaan.dari_folder(tmp_path / "tidak-ada")).keadaan == "tidak_dikenal"


def test_trust_read_from_a_folder(
    surat_bertanda: bytes, otoritas: ca.Otoritas, kepercayaan: Kepercayaan
) -> None:
    assert periksa(surat_bertanda, Kepercayaan.dari_folder(otoritas.folder)).keadaan == "sah"
    assert periksa(surat_bertanda, Kepercayaan(()).dan(kepercayaan)).keadaan == "sah"


def test_revoked_after_signing(
    surat: bytes, otoritas_sendiri: ca.Otoritas, kunci_sendiri: signer.KunciTerbuka
) -> None:
    """The judge says since when; whether the letter was registered before, only the register knows."""
    pdf = _tanda(surat, otoritas_sendiri, kunci_sendiri)
    kapan = SAAT_TTD + timedelta(days=3)
    ca.cabut(otoritas_sendiri, kunci_sendiri.sertifikat.serial, waktu=kapan, alasan="frasa bocor")
    hasil = periksa(pdf, _percaya(otoritas_sendiri))
    assert (hasil.keadaan, hasil.dicabut_pada, hasil.waktu, hasil.utuh) == ("dicabut", kapan, SAAT_TTD, True)
    terpisah = outside.periksa_terpisah(pdf, _percaya(otoritas_sendiri))
    assert terpisah == hasil


def test_replaced_key_keeps_its_letters(
    surat: bytes, otoritas_sendiri: ca.Otoritas, kunci_sendiri: signer.KunciTerbuka
) -> None:
    pdf = _tanda(surat, otoritas_sendiri, kunci_sendiri)
    serial = kunci_sendiri.sertifikat.serial
    ca.cabut(otoritas_sendiri, serial, waktu=SAAT_TTD + timedelta(days=3), alasan="diganti", diganti=True)
    assert periksa(pdf, _percaya(otoritas_sendiri)).keadaan == "sah"
    ca.cabut(otoritas_sendiri, serial, waktu=SAAT_TTD + timedelta(days=4), alasan="bocor")
    assert periksa(pdf, _percaya(otoritas_sendiri)).keadaan == "dicabut"


def test_replaced_before_signing_does_not_count_as_signed_before(
    surat: bytes, otoritas_sendiri: ca.Otoritas, kunci_sendiri: signer.KunciTerbuka
) -> None:
    pdf = _tanda(surat, otoritas_sendiri, kunci_sendiri)
    ca.cabut(otoritas_sendiri, kunci_sendiri.sertifikat.serial, waktu=SAAT, alasan="diganti", diganti=True)
    assert periksa(pdf, _percaya(otoritas_sendiri)).keadaan == "dicabut"


def test_still_genuine_when_the_certificate_has_expired(surat_bertanda: bytes, otoritas: ca.Otoritas) -> None:
    """Lists inside the file prove what was true when it was signed."""
    lama = Kepercayaan.dari_otoritas(otoritas, ca.crl_segar(otoritas, SAAT + timedelta(days=365 * 5)))
    assert periksa(surat_bertanda, lama).keadaan == "sah"


def test_forged_list_revokes_nobody(
    surat_bertanda: bytes, kepercayaan: Kepercayaan, kunci: signer.KunciTerbuka, otoritas_sendiri: ca.Otoritas
) -> None:
    ca.cabut(otoritas_sendiri, kunci.sertifikat.serial, waktu=SAAT, alasan="palsu")
    asing = (otoritas_sendiri.folder / "penerbit.crl").read_bytes()
    assert periksa(surat_bertanda, kepercayaan.dan(Kepercayaan((), (), (asing,)))).keadaan == "sah"


# ---------- not signed, not a PDF, hostile ----------


def test_unsigned_letter(surat: bytes, kepercayaan: Kepercayaan) -> None:
    assert periksa(surat, kepercayaan).keadaan == "tidak_bertanda"


@pytest.mark.parametrize("isi", [b"", b"halo", b"PK\x03\x04", b"\xff\xd8\xff\xe0", b"%PDF", b" %PDF-1.7"])
def test_not_a_pdf(isi: bytes, kepercayaan: Kepercayaan) -> None:
    assert periksa(isi, kepercayaan).keadaan == "bukan_pdf"


def test_too_large(kepercayaan: Kepercayaan) -> None:
    assert periksa(b"%PDF-1.7" + bytes(MAKS_UKURAN), kepercayaan).keadaan == "terlalu_besar"


XREF = b"xref\n0 1\n0000000000 65535 f \n"


def _bom_objek() -> bytes:
    """An object stream of 2 MB that unpacks to 2 GB."""
    pemampat = zlib.compressobj(9)
    isi = b"".join(pemampat.compress(bytes(1 << 20)) for _ in range(2000)) + pemampat.flush()
    kepala = b"%%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(
        isi
    )
    ekor = b"\nendstream endobj\n/ByteRange\n" + XREF + b"trailer<</Root 2 0 R/Size 3>>\nstartxref\n0\n%%EOF"
    return kepala + isi + ekor


HANTU = {
    "kosong": b"%PDF-1.7\n/ByteRange\n%%EOF",
    "startxref jauh": b"%PDF-1.7\n/ByteRange\nstartxref\n99999999999\n%%EOF",
    "xref berputar": b"%PDF-1.7\n/ByteRange "
    + XREF
    + b"trailer<</Size 1/Prev 20/Root 1 0 R>>\nstartxref\n20\n%%EOF",
    "larik dalam": b"%PDF-1.7\n/ByteRange 1 0 obj\n" + b"[" * 200_000 + b"\nendobj\nstartxref\n9\n%%EOF",
    "kamus dalam": b"%PDF-1.7\n/ByteRange 1 0 obj\n"
    + b"<</A" * 100_000
    + b"\ntrailer<</Root 1 0 R>>\nstartxref\n20\n%%EOF",
    "byterange aneh": b"%PDF-1.7\n1 0 obj<</Type/Sig/ByteRange[0 -5 9e99 (x)]/Contents<00>>>endobj\n"
    b"trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF",
    "rawa": b"%PDF-1.7\n/ByteRange\n" + bytes(range(256)) * 4000,
    "bom": _bom_objek(),
}


@pytest.mark.parametrize("nama", HANTU)
def test_hostile_pdf_is_answered_in_time(nama: str, kepercayaan: Kepercayaan) -> None:
    hasil = outside.periksa_terpisah(HANTU[nama], kepercayaan)
    assert hasil.keadaan in {"rusak", "tidak_bertanda"}


def test_worker_that_dies_is_an_answer(
    surat_bertanda: bytes, kepercayaan: Kepercayaan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "_PERIKSA", outside.Batas(detik=15, memori=40 * 1024 * 1024))
    hasil = outside.periksa_terpisah(surat_bertanda, kepercayaan)
    assert (hasil.keadaan, hasil.sebab.kode) == ("rusak", "dokumen.periksa_tidak_terbaca")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 75_000), st.binary(min_size=0, max_size=12)), min_size=1, max_size=4)
)
def test_random_damage_never_raises_and_never_passes(
    surat_bertanda: bytes, kepercayaan: Kepercayaan, ubahan: list[tuple[int, bytes]]
) -> None:
    isi = surat_bertanda
    for posisi, sisip in ubahan:
        isi = isi[:posisi] + sisip + isi[posisi + len(sisip) // 2 :]
    hasil: HasilPeriksa = periksa(isi, kepercayaan)
    assert hasil.keadaan != "sah" or isi == surat_bertanda
