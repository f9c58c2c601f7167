"""What happens to a village itself stands in its stream: registered, and every change of how it is reached."""

import threading
from collections.abc import Callable
from dataclasses import asdict

import pytest
from django.db import connections, transaction

from eoffice.jejak import desa as verba
from eoffice.jejak.desa import agregat_desa, daftarkan_desa, ubah_identitas
from eoffice.jejak.models import Kepala, Peristiwa
from eoffice.jejak.selectors import PeristiwaTercatat, riwayat
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.selectors import desa_terdaftar, identitas, semua_desa
from eoffice.wilayah.tenancy import LingkupLain, LingkupTidakAktif, lingkup, lingkup_terbuka

from .conftest import lalu_batal

KODE = "32.07.15.2004"
AWAL = {
    "kode": KODE,
    "nama": "Cisontrol",
    "sebutan": "Desa",
    "kecamatan": "Rancah",
    "kabupaten": "Kabupaten Ciamis",
    "provinsi": "Jawa Barat",
    "alamat": "",
    "telepon": "",
    "surel": "",
    "kode_pos": "46387",
    "zona_waktu": "Asia/Jakarta",
    "jam_buka": "Senin sampai Jumat, 08.00-15.00 WIB",
}
UBAHAN = {
    "alamat": "Jalan Raya Rancah Nomor 1",
    "telepon": "0265-555-0199",
    "surel": "kantor@cisontrol.example.id",
    "kode_pos": "46388",
    "zona_waktu": "Asia/Jayapura",
    "jam_buka": "Senin sampai Kamis, 07.30-14.00 WIT",
}


def _riwayat(kode: str = KODE) -> list[PeristiwaTercatat]:
    with lingkup(kode):
        return riwayat("desa", agregat_desa(kode))


# ---- registration ----


@pytest.mark.usefixtures("db")
def test_registering_a_village_is_the_first_event_of_its_stream() -> None:
    assert daftarkan_desa(kode=KODE, pelaku="perintah desa tambah")
    (satu,) = _riwayat()
    assert (satu.urut, satu.jenis, satu.macam, satu.revisi) == (1, "jejak.desa_dicatat", "put", 1)
    assert (satu.desa, satu.agregat, satu.pelaku) == (KODE, "desa", "perintah desa tambah")
    assert satu.publik == AWAL
    assert satu.pribadi is None
    assert periksa_rantai(KODE).utuh


@pytest.mark.usefixtures("db")
def test_registering_twice_is_told_and_tells_nothing_new() -> None:
    assert daftarkan_desa(kode=KODE, pelaku="satu")
    assert not daftarkan_desa(kode=KODE, pelaku="dua")
    assert not daftarkan_desa(kode=KODE.replace(".", ""), pelaku="tiga")
    assert [satu.pelaku for satu in _riwayat()] == ["satu"]
    assert not lingkup_terbuka()


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("kode", ["", "32.07.15", "32.07.15.9999", "Cisontrol", "3207152004'; --", "9" * 400])
def test_what_is_no_village_of_the_list_is_not_registered(kode: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        daftarkan_desa(kode=kode, pelaku="uji")
    assert refused.value.pesan == Pesan("wilayah.kode_tidak_dikenal", kode=kode[:20])
    assert semua_desa() == []


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("kode", "sebutan", "nama"),
    [
        ("32.07.01.1001", "Kelurahan", "Ciamis"),
        ("91.03.01.3007", "Desa Adat", "Yoboi"),
        ("32.07.15.2005", "Desa", "Situmandala"),
    ],
)
def test_a_village_is_called_what_the_law_calls_it(kode: str, sebutan: str, nama: str) -> None:
    daftarkan_desa(kode=kode, pelaku="uji")
    desa = identitas(kode)
    assert (desa.sebutan, desa.nama, desa.lengkap) == (sebutan, nama, f"{sebutan} {nama}")


def test_a_village_is_not_registered_from_inside_anothers_scope(situmandala: Desa) -> None:
    with lingkup(situmandala.kode), pytest.raises(LingkupLain):
        daftarkan_desa(kode=KODE, pelaku="uji")
    assert not desa_terdaftar(KODE)


@pytest.mark.usefixtures("db")
def test_without_its_event_a_village_is_not_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    _rusak(monkeypatch)
    with pytest.raises(OSError, match="jejak"):
        daftarkan_desa(kode=KODE, pelaku="uji")
    assert not desa_terdaftar(KODE)
    assert not lingkup_terbuka()


def _rusak(monkeypatch: pytest.MonkeyPatch) -> None:
    def gagal(**_: object) -> None:
        raise OSError("jejak")

    monkeypatch.setattr(verba, "catat", gagal)


# ---- changes ----


@pytest.mark.parametrize("kolom", UBAHAN)
def test_each_change_leaves_the_full_state_after_it(cisontrol: Desa, kolom: str) -> None:
    with lingkup(KODE):
        sebelum = identitas()
        assert ubah_identitas(pelaku="rika", **{kolom: UBAHAN[kolom]})
        sesudah = identitas()
    (satu,) = _riwayat()
    harapan = {nama: isi for nama, isi in asdict(sebelum).items() if nama != "revisi"} | {
        kolom: UBAHAN[kolom]
    }
    assert satu.publik == harapan
    assert (satu.revisi, satu.pelaku, sesudah.revisi) == (2, "rika", 2)
    assert getattr(sesudah, kolom) == UBAHAN[kolom]


def test_the_last_event_is_always_the_village_as_it_is(cisontrol: Desa) -> None:
    with lingkup(KODE):
        for kolom, isi in UBAHAN.items():
            ubah_identitas(pelaku="rika", **{kolom: isi})
        kini = asdict(identitas())
    semua = _riwayat()
    assert [satu.revisi for satu in semua] == [2, 3, 4, 5, 6, 7]
    assert dict(semua[-1].publik) | {"revisi": 7} == kini
    assert periksa_rantai(KODE).utuh


def test_several_columns_at_once_are_one_change(cisontrol: Desa) -> None:
    with lingkup(KODE):
        assert ubah_identitas(pelaku="rika", **UBAHAN)
    (satu,) = _riwayat()
    assert dict(satu.publik) | UBAHAN == satu.publik


@pytest.mark.parametrize(
    "ubahan", [{}, {"alamat": "Jalan Raya Cisontrol Nomor 17"}, {"surel": "", "kode_pos": "46387"}]
)
def test_what_changes_nothing_is_no_event(cisontrol: Desa, ubahan: dict[str, str]) -> None:
    with lingkup(KODE):
        assert not ubah_identitas(pelaku="rika", **ubahan)
        assert identitas().revisi == 1
    assert _riwayat() == []


def test_one_new_value_among_old_ones_is_a_change(cisontrol: Desa) -> None:
    with lingkup(KODE):
        lama = identitas()
        assert ubah_identitas(pelaku="rika", alamat=lama.alamat, telepon="0265-555-0100")
    assert [satu.publik["telepon"] for satu in _riwayat()] == ["0265-555-0100"]


@pytest.mark.parametrize("kolom", ["kode", "nama", "sebutan", "kecamatan", "kabupaten", "provinsi", "revisi"])
def test_what_the_national_list_says_does_not_change_here(cisontrol: Desa, kolom: str) -> None:
    with lingkup(KODE), pytest.raises(TypeError, match=kolom):
        ubah_identitas(pelaku="rika", **{kolom: "1"})
    assert _riwayat() == []


@pytest.mark.parametrize(
    ("ubahan", "galat"),
    [
        ({"alamat": "A" * 201}, {"alamat": Pesan("wilayah.isian_tidak_sah", batas=200)}),
        ({"telepon": "1" * 31}, {"telepon": Pesan("wilayah.isian_tidak_sah", batas=30)}),
        ({"surel": "bukan surel"}, {"surel": Pesan("wilayah.isian_tidak_sah", batas=254)}),
        ({"kode_pos": "463870"}, {"kode_pos": Pesan("wilayah.isian_tidak_sah", batas=5)}),
        ({"jam_buka": "J" * 101}, {"jam_buka": Pesan("wilayah.isian_tidak_sah", batas=100)}),
        ({"jam_buka": "Setiap hari"}, {"jam_buka": Pesan("wilayah.jam_buka_tidak_terbaca")}),
        ({"alamat": "baik\0jahat"}, {"alamat": Pesan("wilayah.isian_tidak_sah", batas=200)}),
        ({"zona_waktu": "Asia/Ciamis"}, {"zona_waktu": Pesan("wilayah.zona_tidak_dikenal")}),
        ({"zona_waktu": "../../etc/passwd"}, {"zona_waktu": Pesan("wilayah.zona_tidak_dikenal")}),
        ({"zona_waktu": ""}, {"zona_waktu": Pesan("wilayah.zona_tidak_dikenal")}),
        (
            {"alamat": "A" * 201, "telepon": "0265", "zona_waktu": "WIB"},
            {
                "alamat": Pesan("wilayah.isian_tidak_sah", batas=200),
                "zona_waktu": Pesan("wilayah.zona_tidak_dikenal"),
            },
        ),
    ],
)
def test_what_no_column_can_hold_is_refused_by_name(
    cisontrol: Desa, ubahan: dict[str, str], galat: dict[str, Pesan]
) -> None:
    with lingkup(KODE):
        sebelum = identitas()
        with pytest.raises(InvalidInput) as refused:
            ubah_identitas(pelaku="rika", **ubahan)
        assert refused.value.per_field == galat
        assert identitas() == sebelum
    assert _riwayat() == []


@pytest.mark.parametrize("teks", ["", "Jl. <script>alert(1)</script>", "=1+1", "ᮃᮞᮨᮕ 5", "A" * 200])
def test_any_text_that_fits_is_kept_as_it_is(cisontrol: Desa, teks: str) -> None:
    with lingkup(KODE):
        assert ubah_identitas(pelaku="rika", alamat=teks)
        assert identitas().alamat == teks
    assert [satu.publik["alamat"] for satu in _riwayat()] == [teks]
    assert periksa_rantai(KODE).utuh


def test_without_its_event_nothing_changes(cisontrol: Desa, monkeypatch: pytest.MonkeyPatch) -> None:
    _rusak(monkeypatch)
    with lingkup(KODE):
        sebelum = identitas()
        with pytest.raises(OSError, match="jejak"):
            ubah_identitas(pelaku="rika", **UBAHAN)
    with lingkup(KODE):
        assert identitas() == sebelum


def test_rolled_back_with_its_caller_neither_change_nor_event_stays(cisontrol: Desa) -> None:
    with lingkup(KODE):
        lalu_batal(lambda: ubah_identitas(pelaku="rika", **UBAHAN))
    with lingkup(KODE):
        assert identitas().alamat == "Jalan Raya Cisontrol Nomor 17"
    assert _riwayat() == []


def test_only_the_village_in_scope_changes(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(situmandala.kode):
        ubah_identitas(pelaku="tetangga", **UBAHAN)
    assert identitas(KODE).alamat == "Jalan Raya Cisontrol Nomor 17"
    assert _riwayat() == []
    assert [satu.desa for satu in _riwayat(situmandala.kode)] == [situmandala.kode]


def test_without_a_scope_no_village_changes(cisontrol: Desa) -> None:
    with pytest.raises(LingkupTidakAktif):
        ubah_identitas(pelaku="rika", **UBAHAN)
    assert identitas(KODE).revisi == 1


@pytest.mark.usefixtures("db")
def test_a_village_that_does_not_live_here_cannot_change() -> None:
    with lingkup("32.07.15.2006"), pytest.raises(NotFound):
        ubah_identitas(pelaku="rika", **UBAHAN)
    assert semua_desa() == []


def test_what_was_read_before_the_change_is_not_remembered_after_it(cisontrol: Desa) -> None:
    with lingkup(KODE):
        assert identitas().telepon == "0265-555-0142"
        ubah_identitas(pelaku="rika", telepon="0265-555-0100")
        assert identitas().telepon == "0265-555-0100"


@pytest.mark.serentak
def test_two_officials_at_once_make_two_revisions_and_lose_nothing(cisontrol: Desa) -> None:
    mulai = threading.Barrier(4)
    galat: list[BaseException] = []

    def kerja(nomor: int) -> None:
        try:
            mulai.wait(10)
            with lingkup(KODE):
                ubah_identitas(
                    pelaku=f"petugas-{nomor}", **{("alamat", "telepon")[nomor % 2]: f"isi {nomor}"}
                )
        except BaseException as error:  # noqa: BLE001  a thread's failure is the test's
            galat.append(error)
        finally:
            connections.close_all()

    _bersama([lambda nomor=nomor: kerja(nomor) for nomor in range(4)])  # type: ignore[misc]
    assert galat == []
    semua = _riwayat()
    assert [satu.revisi for satu in semua] == [2, 3, 4, 5]
    kini = identitas(KODE)
    assert (semua[-1].publik["alamat"], semua[-1].publik["telepon"]) == (kini.alamat, kini.telepon)
    assert periksa_rantai(KODE).utuh


@pytest.mark.serentak
def test_registered_by_two_at_once_a_village_has_one_first_event() -> None:
    mulai = threading.Barrier(4)
    hasil: list[bool] = []

    def kerja() -> None:
        mulai.wait(10)
        hasil.append(daftarkan_desa(kode=KODE, pelaku="uji"))
        connections.close_all()

    _bersama([kerja] * 4)
    assert sorted(hasil) == [False, False, False, True]
    assert len(_riwayat()) == 1


def _bersama(kerja: list[Callable[[], None]]) -> None:
    utas = [threading.Thread(target=satu) for satu in kerja]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()


# ---- its name in streams ----


def test_a_village_has_the_same_id_in_every_installation() -> None:
    assert str(agregat_desa(KODE)) == "00000000-0000-0000-0000-003207152004"
    assert agregat_desa("32.07.15.2005") != agregat_desa(KODE)


def test_an_event_before_the_registration_does_not_hinder_it(cisontrol: Desa) -> None:
    """An older installation registered its villages without an event: the first change opens the stream."""
    with lingkup(KODE):
        assert not Kepala.objects.exists()
        with transaction.atomic():
            ubah_identitas(pelaku="rika", telepon="0265-555-0100")
        assert list(Peristiwa.objects.values_list("urut", flat=True)) == [1]
