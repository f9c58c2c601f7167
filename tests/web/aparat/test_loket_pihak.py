"""The counter fills in a second person from the register: logged, never for a citizen, nothing typed is lost."""

import pytest

from eoffice.jejak.selectors import akses_atas
from eoffice.surat.rules.petunjuk import petunjuk
from tests.pabrik import foto as pabrik_foto
from tests.pabrik import penduduk
from tests.surat.contoh_jenis import JAWABAN
from tests.web.aparat.conftest import Balai, isi, ke
from tests.web.aparat.test_loket import berkas, draf, mulai
from tests.web.markup import read

pytestmark = pytest.mark.django_db
NIK = "3207150102609031"


def nilai(halaman: str, nama: str) -> str:
    """Return what stands in a box."""
    (kotak,) = read(halaman).all("input", name=nama)
    return str(kotak.get("value", ""))


def test_the_operator_fills_in_a_resident_and_it_is_logged(balai: Balai) -> None:
    oman = balai.dalam(penduduk, "Oman Abdurahman", NIK)
    ke_isi = mulai(balai, jenis="nikah")
    kirim = {"isi_dari": "ayah", "ayah_nik": NIK[:4] + " " + NIK[4:], "pasangan_nama": "Dede Kurnia"}
    halaman = isi(balai.operator.post(ke_isi, kirim))
    assert nilai(halaman, "ayah_nama") == "Oman Abdurahman"
    assert nilai(halaman, "ayah_nik") == NIK
    assert nilai(halaman, "pasangan_nama") == "Dede Kurnia", "what was typed elsewhere stays"
    assert "Data ayah diisi dari data penduduk" in halaman
    (catatan,) = [
        c for c in balai.dalam(akses_atas, "penduduk", oman.pk, batas=5) if c.tindakan == "lihat_nik"
    ]
    assert catatan.pengguna_id == balai.orang.operator
    assert catatan.alasan == "Mengisi data ayah untuk Surat Pengantar Nikah di loket"
    assert NIK not in catatan.alasan
    assert draf(balai, ke_isi).nilai == {}, "looking somebody up keeps and sends nothing"


@pytest.mark.parametrize(
    ("nik", "kata"),
    [
        ("", "NIK ayah itu tidak ada di data penduduk"),
        ("123", "NIK ayah: NIK terdiri dari 16 angka."),
        ("3207150102609999", "NIK ayah itu tidak ada di data penduduk"),
    ],
)
def test_an_unknown_person_is_said_and_typed_by_hand(balai: Balai, nik: str, kata: str) -> None:
    ke_isi = mulai(balai, jenis="nikah")
    halaman = isi(balai.operator.post(ke_isi, {"isi_dari": "ayah", "ayah_nik": nik, "ayah_nama": "Oman"}))
    assert kata in halaman
    assert nilai(halaman, "ayah_nama") == "Oman"


@pytest.mark.parametrize("siapa", ["", "tidak_ada", "status", "ayah_nama"])
def test_only_people_of_this_letter_can_be_filled_in(balai: Balai, siapa: str) -> None:
    orang = balai.dalam(penduduk, "Oman Abdurahman", NIK)
    ke_isi = mulai(balai, jenis="nikah")
    halaman = isi(balai.operator.post(ke_isi, {"isi_dari": siapa, "ayah_nik": NIK}))
    assert "Oman Abdurahman" not in halaman
    assert not balai.dalam(akses_atas, "penduduk", orang.pk, batas=5)


def test_files_chosen_before_a_row_is_added_are_kept(balai: Balai) -> None:
    ke_isi = mulai(balai, jenis="waris")
    foto = pabrik_foto()
    kirim = {"waris-n": "1", "waris-0-nama": "Siti", "waris-baris": "tambah", **berkas(ktp=foto)}
    halaman = isi(balai.operator.post(ke_isi, kirim))
    assert nilai(halaman, "waris-0-nama") == "Siti"
    assert nilai(halaman, "waris-1-nama") == ""
    assert "Sudah ada: ktp.jpg" in halaman
    assert [b.syarat for b in draf(balai, ke_isi).berkas] == ["ktp"]


def test_a_whole_letter_with_people_and_lists_is_sent_at_the_counter(balai: Balai) -> None:
    for jenis in ("nikah", "waris", "kelahiran", "kematian", "keramaian"):
        ke_isi = mulai(balai, jenis=jenis)
        jawaban = dict(JAWABAN[jenis])
        jawab = balai.operator.post(ke_isi, jawaban)
        if jenis in {"nikah", "keramaian"}:
            assert jawab.status_code == 422, "the day of the example lies behind us"
            assert "terlalu awal" in jawab.content.decode()
        else:
            assert jawab.status_code == 302, jawab.content.decode()[:3000]


def test_the_counter_finds_letters_and_hints_by_a_need(balai: Balai) -> None:
    alamat = ke("loket_jenis", balai.orang.penduduk_id)
    semua = read(isi(balai.operator.get(alamat))).text
    assert all(p.nama in semua and p.sumber in semua for p in petunjuk().values())
    satu = read(isi(balai.operator.get(alamat, {"q": "ktp hilang"}))).text
    assert "KTP hilang atau rusak" in satu
    assert "Surat Keterangan Ahli Waris" not in satu
    assert "Tidak ada yang cocok" in read(isi(balai.operator.get(alamat, {"q": "zzzzz"}))).text
