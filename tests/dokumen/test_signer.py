"""Signing keeps PDF/A-2a and PDF/UA-1, signs only what was given, and refuses before it harms."""

import io
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import cms

from eoffice.dokumen.adapters import ca, signer
from eoffice.dokumen.adapters.pdf_field import siapkan_bidang
from eoffice.dokumen.adapters.typesetter import rangkai, rangkai_pindaian
from eoffice.dokumen.adapters.verifier import Kepercayaan, periksa
from eoffice.kernel.errors import InvalidInput, RuleRefused, ServiceDown
from tests.dokumen.alat import FRASA, baca_qr, contoh, foto, lembar_pindaian, pdfsig, pelanggaran, teks_pdf
from tests.dokumen.conftest import SAAT, SAAT_TTD

PILIHAN = {"alasan": "Menandatangani surat desa", "lokasi": "Cisontrol", "waktu": SAAT_TTD}


def test_signed_letter_still_passes_the_validator(surat: bytes, surat_bertanda: bytes) -> None:
    assert pelanggaran(surat) == []
    assert pelanggaran(surat_bertanda) == []


@pytest.mark.parametrize("nama", ["usaha", "uji-berat"])
def test_other_letters_too(nama: str, otoritas: ca.Otoritas, kunci: signer.KunciTerbuka) -> None:
    """Two pages, tables, serif: the structure tree differs, the rules hold."""
    assert pelanggaran(signer.tanda_tangani(rangkai(contoh(nama)), kunci, otoritas, **PILIHAN)) == []


def test_scan_can_be_sealed(otoritas: ca.Otoritas, kunci: signer.KunciTerbuka) -> None:
    pdf = rangkai_pindaian([foto()], lembar_pindaian())
    assert pelanggaran(signer.tanda_tangani(pdf, kunci, otoritas, **PILIHAN)) == []


def test_pdfsig_sees_a_valid_signature_over_the_whole_file(surat_bertanda: bytes, tmp_path: Path) -> None:
    laporan = pdfsig(surat_bertanda, tmp_path)
    assert "Signature is Valid" in laporan
    assert "Total document signed" in laporan
    assert "Dadang Suhendar, S.IP." in laporan
    assert "ETSI.CAdES.detached" in laporan


def test_words_and_qr_are_unchanged(surat: bytes, surat_bertanda: bytes, tmp_path: Path) -> None:
    assert teks_pdf(surat, tmp_path) == teks_pdf(surat_bertanda, tmp_path)
    assert baca_qr(surat_bertanda, tmp_path) == [contoh()["qr"]["isi"]]


def test_one_revision_after_the_prepared_file(surat: bytes, surat_bertanda: bytes) -> None:
    siap = siapkan_bidang(surat, "Tanda tangan elektronik Dadang Suhendar, S.IP.")
    assert surat_bertanda.startswith(siap)
    assert surat_bertanda[len(siap) :].count(b"%%EOF") == 1


def _wadah(pdf: bytes) -> tuple[int, int]:
    """Return the bytes kept free for the signature and those it takes."""
    ruang = pdf[pdf.rindex(b"/Contents <") + len(b"/Contents <") :].partition(b">")[0]
    return len(ruang) // 2, len(cms.ContentInfo.load(bytes.fromhex(ruang.decode())).dump())


def test_the_longest_names_fit_the_room_kept_free(
    surat: bytes, surat_bertanda: bytes, bernama_terpanjang: tuple[ca.Otoritas, signer.KunciTerbuka]
) -> None:
    otoritas, kunci = bernama_terpanjang
    pdf = signer.tanda_tangani(surat, kunci, otoritas, **PILIHAN)
    (ruang, biasa), (ruang_panjang, panjang) = _wadah(surat_bertanda), _wadah(pdf)
    assert biasa < panjang < ruang == ruang_panjang
    assert pelanggaran(pdf) == []


def test_what_does_not_fit_its_room_is_refused(
    surat: bytes, otoritas: ca.Otoritas, kunci: signer.KunciTerbuka, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signer, "_RUANG_WADAH", 4096)
    with pytest.raises(ServiceDown) as galat:
        signer.tanda_tangani(surat, kunci, otoritas, **PILIHAN)
    assert galat.value.pesan.kode == "dokumen.tanda_tangan_gagal"


def test_certified_against_any_later_change(surat_bertanda: bytes) -> None:
    with pikepdf.open(io.BytesIO(surat_bertanda)) as pdf:
        rujukan = pdf.Root.Perms.DocMDP.Reference[0]
        assert int(rujukan.TransformParams.P) == 1


def test_long_term_material_lies_inside(surat_bertanda: bytes) -> None:
    """B-LT: certificates, both revocation lists and a timestamp, so that no network is needed in ten years."""
    with pikepdf.open(io.BytesIO(surat_bertanda)) as pdf:
        assert len(pdf.Root.DSS.CRLs) == 2
        assert len(pdf.Root.DSS.Certs) >= 3
        isi = bytes(pdf.Root.AcroForm.Fields[0].V.Contents)
    info = cms.ContentInfo.load(isi)["content"]["signer_infos"][0]
    tak_bertanda = {a["type"].native for a in info["unsigned_attrs"]}
    assert tak_bertanda == {"signature_time_stamp_token"}
    assert "signing_certificate_v2" in {a["type"].native for a in info["signed_attrs"]}


def test_time_is_the_callers(surat_bertanda: bytes, kepercayaan: Kepercayaan) -> None:
    assert periksa(surat_bertanda, kepercayaan).waktu == SAAT_TTD


def test_wrong_passphrase(otoritas: ca.Otoritas) -> None:
    p12, _ = ca.buat_penanda_tangan(otoritas, nama="D", jabatan="S", organisasi="P", frasa=FRASA, waktu=SAAT)
    for frasa in ("salah sekali ini", "", FRASA.upper()):
        with pytest.raises(RuleRefused) as galat:
            signer.buka_kunci(p12, frasa)
        assert galat.value.pesan.kode == "dokumen.frasa_salah"
    assert signer.buka_kunci(p12, f" {FRASA} ")


@pytest.mark.parametrize("p12", [b"", b"bukan p12", b"\x30\x80"])
def test_damaged_key_file_opens_with_nothing(p12: bytes) -> None:
    with pytest.raises(RuleRefused):
        signer.buka_kunci(p12, FRASA)


def test_open_key_never_shows_itself(kunci: signer.KunciTerbuka) -> None:
    assert repr(kunci) == str(kunci) == f"KunciTerbuka({kunci.sertifikat.serial})"


@pytest.mark.parametrize(
    ("geser", "kode"),
    [
        (timedelta(days=-365), "dokumen.sertifikat_belum_berlaku"),  # the clock was set back a year
        (timedelta(days=731), "dokumen.sertifikat_kedaluwarsa"),
    ],
)
def test_outside_its_validity_a_key_signs_nothing(
    geser: timedelta, kode: str, surat: bytes, otoritas: ca.Otoritas, kunci: signer.KunciTerbuka
) -> None:
    with pytest.raises(RuleRefused) as galat:
        signer.tanda_tangani(surat, kunci, otoritas, alasan="a", lokasi="l", waktu=SAAT + geser)
    assert galat.value.pesan.kode == kode


def test_revoked_key_signs_nothing(
    surat: bytes, otoritas_sendiri: ca.Otoritas, kunci_sendiri: signer.KunciTerbuka
) -> None:
    ca.cabut(otoritas_sendiri, kunci_sendiri.sertifikat.serial, waktu=SAAT, alasan="hilang")
    with pytest.raises(RuleRefused) as galat:
        signer.tanda_tangani(surat, kunci_sendiri, otoritas_sendiri, **PILIHAN)
    assert galat.value.pesan.kode == "dokumen.sertifikat_dicabut"


def test_key_of_another_authority_is_found_out_before_anything_leaves(
    surat: bytes, otoritas_sendiri: ca.Otoritas, kunci: signer.KunciTerbuka
) -> None:
    with pytest.raises(ServiceDown) as galat:
        signer.tanda_tangani(surat, kunci, otoritas_sendiri, **PILIHAN)
    assert galat.value.pesan.kode == "dokumen.tanda_tangan_gagal"


@pytest.mark.parametrize("pdf", [b"", b"bukan pdf", b"%PDF-1.7\n%%EOF"])
def test_only_our_own_letters_are_signed(
    pdf: bytes, otoritas: ca.Otoritas, kunci: signer.KunciTerbuka
) -> None:
    with pytest.raises(InvalidInput) as galat:
        signer.tanda_tangani(pdf, kunci, otoritas, **PILIHAN)
    assert galat.value.pesan.kode == "dokumen.pdf_bukan_surat"


def test_a_signed_letter_is_not_signed_again(
    surat_bertanda: bytes, otoritas: ca.Otoritas, kunci: signer.KunciTerbuka
) -> None:
    with pytest.raises(InvalidInput):
        signer.tanda_tangani(surat_bertanda, kunci, otoritas, **PILIHAN)


def test_old_list_is_renewed_for_signing(
    surat: bytes, otoritas_sendiri: ca.Otoritas, kunci_sendiri: signer.KunciTerbuka
) -> None:
    """Months after the last list nobody has to do anything by hand."""
    waktu = SAAT + timedelta(days=200)
    pdf = signer.tanda_tangani(surat, kunci_sendiri, otoritas_sendiri, alasan="a", lokasi="l", waktu=waktu)
    percaya = Kepercayaan.dari_otoritas(otoritas_sendiri, ca.crl_segar(otoritas_sendiri, waktu))
    assert periksa(pdf, percaya).keadaan == "sah"
