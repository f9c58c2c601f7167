"""One application as the check page shows it, from made-up facts: what a checker is told, and what he is not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from eoffice.kernel.ids import new_id
from eoffice.penduduk.rules.ringkas import RingkasPenduduk
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.rules.jenis import katalog
from eoffice.surat.selectors.meja import BarisBerkas, BarisLangkah, BarisSurat, Rincian
from eoffice.surat.services.pengaturan import BAKU
from eoffice.web.aparat import sajian
from eoffice.web.aparat.baris import baris_surat
from eoffice.web.aparat.jam import Jam, janji
from eoffice.web.aparat.kata import KATA, LANGKAH, UNTUK, kata_aksi, kata_jadi, kata_status
from tests.web.markup import read

SAAT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
JENIS = katalog()["sku"]
NILAI: dict[str, Any] = {
    "nama_usaha": "Warung Bu Euis", "jenis_usaha": "warung makan", "di_rumah": True, "mulai_usaha": 2018,
    "keperluan": "kur",
}  # fmt: skip
NIK = "3207154506859001"


def langkah(aksi: Aksi, ke: Status, catatan: str = "", pelaku: str = "Rika Amelia") -> BarisLangkah:
    return BarisLangkah(aksi, "", ke, pelaku, new_id(), SAAT, catatan)


def berkas(syarat: str, media: str = "image/jpeg") -> BarisBerkas:
    return BarisBerkas(new_id(), syarat, f"{syarat}.jpg", media, 86_400, "a" * 64)


def surat(**ubah: Any) -> Rincian:
    """Return an application that has just come in, with all its papers."""
    isi: dict[str, Any] = dict.fromkeys(Rincian.__dataclass_fields__, "")
    isi |= {
        "id": new_id(), "tiket": "AWI-PADI-05", "jenis": "sku", "status": Status.DIAJUKAN, "versi": 1,
        "sejak": SAAT, "tenggat": SAAT + timedelta(hours=3), "penduduk_id": new_id(), "nama": "Euis Komariah",
        "pemilik": None, "dilayani_oleh": None, "nilai": NILAI, "nilai_awal": NILAI, "ubahan": {},
        "diajukan_pada": SAAT, "langkah": (), "data": None, "pindaian": (),
        "berkas": tuple(berkas(s.kode) for s in JENIS.syarat),
    }  # fmt: skip
    return Rincian(**(isi | ubah))


def orang(**ubah: Any) -> RingkasPenduduk:
    """Return the resident as the register knows her."""
    isi: dict[str, Any] = dict.fromkeys(RingkasPenduduk.__dataclass_fields__, "")
    isi |= {
        "id": new_id(), "nik": NIK, "nama": "Euis Komariah", "jenis_kelamin": "P", "tempat_lahir": "Ciamis",
        "tanggal_lahir": date(1985, 6, 5), "hidup": True, "hilang_pada": None, "status_dasar": "Hidup",
        "keluarga_id": None, "tinggal": None, "alamat": "Dusun Cikupa RT 003 RW 002", "revisi": 1,
    }  # fmt: skip
    return RingkasPenduduk(**(isi | ubah))


def lihat(
    r: Rincian | None = None, d: RingkasPenduduk | None = None, *aksi: Aksi, **atur: Any
) -> sajian.Pandangan:
    return sajian.Pandangan(r or surat(), JENIS, d or orang(), aksi, replace(BAKU, **atur))


# ---- what to look at ----

MATI = "Menurut data desa, pemohon berstatus mati."
HILANG = "Pemohon tidak ada di impor data terakhir. Pastikan masih tinggal di desa."


@pytest.mark.parametrize(
    ("d", "kata"),
    [
        ({}, []),
        ({"hidup": False, "status_dasar": "Mati"}, [MATI]),
        ({"hidup": False, "status_dasar": "Pindah"}, ["Menurut data desa, pemohon berstatus pindah."]),
        ({"hilang_pada": SAAT}, [HILANG]),
        ({"hidup": False, "status_dasar": "Mati", "hilang_pada": SAAT}, [MATI]),
    ],
)
def test_what_the_register_says_against_it_is_pointed_out(d: dict[str, Any], kata: list[str]) -> None:
    assert sajian.perhatian(lihat(None, orang(**d))) == kata


def test_missing_papers_are_named_while_something_can_be_done() -> None:
    ada = (berkas("ktp"), berkas("kk"))
    label = sajian.label_berkas(JENIS)
    kata = f"Belum ada berkasnya: {label['pengantar']}, {label['foto_usaha']}."
    for status in Status:
        hal = sajian.perhatian(lihat(surat(berkas=ada, status=status)))
        assert hal == ([] if status in sajian.SELESAI else [kata]), status


def test_a_paper_that_may_be_missing_is_not_missed() -> None:
    pbb = tuple(berkas(s.kode) for s in JENIS.syarat if s.wajib)
    assert sajian.perhatian(lihat(surat(berkas=pbb))) == []
    assert len(pbb) < len(JENIS.syarat)


# ---- the applicant ----


def test_the_applicant_is_shown_as_the_register_knows_him_today() -> None:
    isi = sajian.sajian_pemohon(lihat(), "3207 •••• •••• 9001", date(2026, 11, 24))
    assert isi["nama"] == "Euis Komariah"
    assert isi["nik"] == "3207 •••• •••• 9001"
    assert isi["ttl"] == "Ciamis, 5 Juni 1985 (41 tahun)"
    assert read(isi["tanda"]).text == "Cocok"


def test_another_name_than_the_one_that_was_sent_is_marked() -> None:
    isi = sajian.sajian_pemohon(lihat(None, orang(nama="Euis K. <Hj.>")), "", date(2026, 6, 4))
    assert read(isi["tanda"]).text == "Saat dikirim: Euis Komariah"
    assert read(isi["tanda"]).all("span", class_="beda")
    assert isi["nik"] == "Belum ada"
    assert isi["ttl"] == "Ciamis, 5 Juni 1985 (40 tahun)", "the birthday is tomorrow"


@pytest.mark.parametrize(
    ("d", "ttl"),
    [
        ({"tanggal_lahir": None}, "Ciamis"),
        ({"tempat_lahir": ""}, "5 Juni 1985 (41 tahun)"),
        ({"tempat_lahir": "", "tanggal_lahir": None}, ""),
    ],
)
def test_what_the_register_does_not_know_is_left_out(d: dict[str, Any], ttl: str) -> None:
    assert sajian.sajian_pemohon(lihat(None, orang(**d)), NIK, date(2026, 11, 24))["ttl"] == ttl


# ---- the answers ----


def pasangan(p: sajian.Pandangan) -> dict[str, tuple[str, str, bool]]:
    return {b["label"]: (b["nilai"], b["semula"], b["berubah"]) for b in sajian.sajian_isian(p)}


def test_answers_are_in_words_and_none_has_changed() -> None:
    semua = pasangan(lihat())
    assert semua["Nama usaha"] == ("Warung Bu Euis", "Warung Bu Euis", False)
    assert not any(berubah for _, _, berubah in semua.values())
    assert "Alamat usaha" not in semua, "not asked where the business is at home"


def test_what_an_official_changed_carries_what_it_was() -> None:
    kini = NILAI | {"nama_usaha": "Warung Baru", "omzet": 1_500_000}
    semua = pasangan(lihat(surat(nilai=kini)))
    assert semua["Nama usaha"] == ("Warung Baru", "Warung Bu Euis", True)
    (omzet,) = [isi for label, isi in semua.items() if isi[1] == "tidak diisi" and isi[2]]
    assert "1.500.000" in omzet[0]


def test_an_answer_that_was_taken_out_is_still_shown_as_what_it_was() -> None:
    kini = {k: v for k, v in NILAI.items() if k != "nama_usaha"}
    assert pasangan(lihat(surat(nilai=kini)))["Nama usaha"] == ("", "Warung Bu Euis", True)


@pytest.mark.parametrize(
    ("status", "aksi", "boleh"),
    [
        (Status.DIAJUKAN, Aksi.VERIFIKASI, True),
        (Status.DIAJUKAN, Aksi.TOLAK, False),
        (Status.TERVERIFIKASI, Aksi.PARAF, False),
        (Status.TERBIT, Aksi.VERIFIKASI, False),
    ],
)
def test_answers_are_changed_only_by_who_checks_and_only_then(
    status: Status, aksi: Aksi, *, boleh: bool
) -> None:
    r = surat(status=status)
    ubah = {b["ubah"] for b in sajian.sajian_isian(lihat(r, None, aksi))}
    assert (ubah != {""}) is boleh
    if boleh:
        assert all(satu.startswith(f"/aparat/permohonan/{r.id}/") for satu in ubah)
        assert len(ubah) == len(pasangan(lihat(r)))


# ---- attachments ----


def test_the_attachment_that_is_shown_is_marked_and_each_has_its_picture() -> None:
    r = surat()
    pilih = str(r.berkas[1].id)
    semua = sajian.sajian_berkas(lihat(r), pilih)
    assert [b["kini"] for b in semua] == [False, True, False, False, False]
    assert {b["ikon"] for b in semua} == {"surat", "kartu_id", "penduduk", "foto"}
    assert all(b["pilih"].endswith("#lampiran") for b in semua)
    assert not any(b["kini"] for b in sajian.sajian_berkas(lihat(r), "surat"))


def test_a_paper_the_type_no_longer_knows_keeps_the_name_of_its_file() -> None:
    (b,) = sajian.sajian_berkas(lihat(surat(berkas=(berkas("aturan_lama"),))), "")
    assert (b["label"], b["ikon"]) == ("aturan_lama.jpg", "foto")


@pytest.mark.parametrize(("media", "pdf"), [("image/jpeg", False), ("application/pdf", True)])
def test_the_picture_of_an_attachment_says_whose_and_how_large(media: str, *, pdf: bool) -> None:
    satu = berkas("ktp", media)
    r = surat(berkas=(satu,))
    isi = sajian.gambar_berkas(lihat(r), satu)
    label = sajian.label_berkas(JENIS)["ktp"]
    assert isi["alt"] == f"{label} dari Euis Komariah"
    assert isi["keterangan"] == f"{label}, 86 KB"
    assert isi["ke"] == isi["penuh"] == f"/aparat/permohonan/{r.id}/berkas/{satu.id}/"
    assert (isi["pdf"] == isi["ke"]) is pdf


# ---- the way so far ----


def test_the_note_of_the_last_step_is_read_first_and_only_that() -> None:
    awal = langkah(Aksi.KEMBALIKAN, Status.DIKEMBALIKAN, "Foto buram")
    p = lihat(surat(langkah=(awal, langkah(Aksi.AJUKAN_ULANG, Status.DIAJUKAN))))
    jam = Jam(SAAT, None)  # type: ignore[arg-type]
    assert sajian.sajian_surat(replace(p, r=replace(p.r, tenggat=None)), jam)["catatan_terakhir"] is None
    p = lihat(surat(langkah=(awal,), tenggat=None))
    assert sajian.sajian_surat(p, jam)["catatan_terakhir"] == {
        "judul": "Dikembalikan oleh Rika Amelia",
        "teks": "Foto buram",
    }


def test_a_step_of_the_system_names_the_system() -> None:
    p = lihat(surat(langkah=(langkah(Aksi.BATALKAN, Status.TERVERIFIKASI, "Jam mundur", ""),), tenggat=None))
    jam = Jam(SAAT, None)  # type: ignore[arg-type]
    assert sajian.sajian_surat(p, jam)["catatan_terakhir"]["judul"] == "Nomor dibatalkan oleh Sistem"


@pytest.mark.parametrize("aksi", list(LANGKAH))
def test_each_step_has_its_words_and_an_end_is_marked_as_one(aksi: Aksi) -> None:
    (isi,) = sajian.sajian_langkah([langkah(aksi, Status.DIAJUKAN, "Catatan")])
    assert isi["judul"] == LANGKAH[aksi]
    assert isi["catatan"] == "Rika Amelia. Catatan"
    akhir = aksi in (Aksi.TOLAK, Aksi.TARIK, Aksi.CABUT, Aksi.BATALKAN)
    assert isi["keadaan"] == ("gagal" if akhir else "lewat")


@pytest.mark.parametrize(("pelaku", "catatan", "kata"), [("", "", ""), ("A", "", "A"), ("", "B", "B")])
def test_a_step_says_only_what_is_known(pelaku: str, catatan: str, kata: str) -> None:
    (isi,) = sajian.sajian_langkah([langkah(Aksi.UBAH, Status.DIAJUKAN, catatan, pelaku)])
    assert isi["catatan"] == kata


# ---- buttons and their words ----


def test_buttons_stand_in_the_order_of_the_table_whatever_the_order_of_the_moves() -> None:
    aksi = (Aksi.TARIK, Aksi.TOLAK, Aksi.KEMBALIKAN, Aksi.VERIFIKASI)
    semua = sajian.sajian_tombol(lihat(None, None, *aksi))
    assert [b["aksi"] for b in semua] == ["verifikasi", "kembalikan", "tolak", "tarik"]
    assert [b["jenis"] for b in semua] == ["utama", "kedua", "teks", "teks"]


@pytest.mark.parametrize(("paraf", "kepada"), [(True, "Sekdes"), (False, "Kepala Desa")])
def test_the_button_names_who_gets_it_next(kepada: str, *, paraf: bool) -> None:
    (tombol,) = sajian.sajian_tombol(lihat(None, None, Aksi.VERIFIKASI, paraf=paraf))
    assert tombol["teks"] == f"Sesuai, teruskan ke {kepada}"


@pytest.mark.parametrize("aksi", list(KATA))
def test_a_button_acts_at_once_asks_why_or_has_a_page(aksi: Aksi) -> None:
    r = surat(status=Status.DIPARAF)
    (tombol,) = sajian.sajian_tombol(lihat(r, None, aksi))
    kata = kata_aksi(aksi, r.status)
    ke = {
        "langsung": "",
        "alasan": f"/aparat/permohonan/{r.id}/langkah/{aksi.value}/",
        "halaman": "/aparat/tanda-tangan/" if aksi is Aksi.TANDA_TANGANI else tombol["ke"],
    }[kata.cara]
    assert tombol["ke"] == ke
    assert (str(r.id) in tombol["ke"]) is (kata.cara != "langsung" and aksi is not Aksi.TANDA_TANGANI)
    assert kata.mengakhiri is (aksi in (Aksi.TOLAK, Aksi.TARIK, Aksi.BATALKAN))


@pytest.mark.parametrize("status", list(Status))
def test_going_back_from_the_first_check_means_the_citizen(status: Status) -> None:
    kata = kata_aksi(Aksi.KEMBALIKAN, status).teks
    assert kata == ("Minta perbaikan" if status is Status.DIAJUKAN else "Kembalikan ke petugas")
    jadi = kata_jadi(Aksi.KEMBALIKAN, status)
    warga = "Permohonan dikembalikan kepada warga untuk diperbaiki."
    assert jadi == (warga if status is Status.DIKEMBALIKAN else "Surat dikembalikan.")


@pytest.mark.parametrize("status", list(Status))
def test_a_promise_has_words_where_somebody_is_waited_for(status: Status) -> None:
    assert (janji(status) > 0) is (status in UNTUK), status
    assert kata_status(status)


# ---- rows ----


def baris(status: Status) -> BarisSurat:
    return BarisSurat(UUID(int=7), "AWI-05", "sku", "Euis", status, 1, SAAT, None, "", "", None)


@pytest.mark.parametrize("status", list(Status))
def test_a_row_without_a_clock_says_why(status: Status) -> None:
    (isi,) = baris_surat([baris(status)], Jam(SAAT, None))  # type: ignore[arg-type]
    menunggu = {Status.DIKEMBALIKAN: "Menunggu warga"}
    selesai = dict.fromkeys(sajian.SELESAI, "Selesai")
    assert isi["sisa"] is None
    assert isi["ganti_jam"] == (menunggu | selesai).get(status, "")
    assert isi["ke"] == f"/aparat/permohonan/{UUID(int=7)}/"
    assert isi["surat"] == "Surat Keterangan Usaha"
