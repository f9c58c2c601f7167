"""The words and the order of the board's rows, and the forms beside it; nothing here asks a database."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from eoffice.sinkron.rules.alarm import HariKerja, Keadaan, Kini, Taraf
from eoffice.sinkron.rules.salam import BATAS_SELISIH_JAM_DETIK
from eoffice.web.kabupaten import papan, sajian
from eoffice.web.kabupaten.formulir import BANYAK_BULAN, Alasan, PilihBulan, Saring
from eoffice.wilayah.selectors import IdentitasDesa

SAAT = datetime(2026, 11, 25, 3, tzinfo=UTC)
KINI = Kini(SAAT, HariKerja(SAAT.date(), set()))
MENIT = timedelta(minutes=1)


def keadaan(**beda: Any) -> Keadaan:
    baik: dict[str, Any] = {
        "status": "aktif", "terdaftar_pada": SAAT - timedelta(days=30), "terlihat_pada": SAAT - 5 * MENIT, "versi": "1.0",
        "kepala": 100, "diterima": 100, "diterapkan": 100, "cocok_pada": SAAT - timedelta(hours=3), "disk_sisa": 50,
        "disk_semua": 100,
    }  # fmt: skip
    return Keadaan(**(baik | beda))


class Nama:
    """As much of a village as a row needs."""

    def __init__(self, kode: str, nama: str, kecamatan: str = "Rancah") -> None:
        self.kode, self.nama, self.kecamatan = kode, nama, kecamatan


def baris(nama: str = "Cisontrol", kecamatan: str = "Rancah", **beda: Any) -> sajian.Baris:
    desa: IdentitasDesa = Nama("32.07.15.2004", nama, kecamatan)  # type: ignore[assignment]
    return sajian.baris(desa, keadaan(**beda), KINI)


class TestUrutan:
    """Trouble first."""

    def nama(self, *rows: sajian.Baris) -> list[str]:
        return [satu.nama for satu in sorted(rows, key=lambda satu: satu.urut)]

    def test_colour_comes_before_everything(self) -> None:
        merah = baris("Z", tabel_beda=2, tertahan=3)
        assert merah.taraf is Taraf.MERAH
        assert self.nama(baris("A"), merah) == ["Z", "A"]

    def test_two_grave_things_come_before_one(self) -> None:
        satu, dua = baris("A", klon_pada=SAAT), baris("Z", klon_pada=SAAT, tertahan=1)
        assert satu.taraf is dua.taraf is Taraf.MERAH
        assert self.nama(satu, dua) == ["Z", "A"]

    def test_of_equal_trouble_who_was_not_seen_for_longer_comes_first(self) -> None:
        lama = baris("Z", klon_pada=SAAT, terlihat_pada=SAAT - 20 * MENIT)
        assert self.nama(baris("A", klon_pada=SAAT), lama) == ["Z", "A"]

    def test_the_well_stand_by_name_whenever_they_were_seen(self) -> None:
        assert self.nama(baris("B", terlihat_pada=SAAT - 20 * MENIT), baris("A")) == ["A", "B"]


@pytest.mark.parametrize(
    ("beda", "data", "kecil"),
    [
        ({}, "lengkap", "100 dipakai"),
        ({"kepala": 90}, "lengkap", "100 dipakai"),
        ({"kepala": 101}, "1 belum tiba", "100 dari 101 diterima, 100 dipakai"),
        ({"diterapkan": 90, "tertinggal": 10}, "10 belum dipakai", "100 dari 100 diterima, 90 dipakai"),
        (
            {"kepala": 1101, "diterapkan": 90, "tertinggal": 10},
            "1.001 belum tiba",
            "100 dari 1.101 diterima, 90 dipakai",
        ),
        ({"terlihat_pada": None}, "belum ada", ""),
    ],
)
def test_what_is_not_here_is_told_before_what_is_not_used(
    beda: dict[str, Any], data: str, kecil: str
) -> None:
    assert (sajian.kata_data(keadaan(**beda)), sajian.kata_terima(keadaan(**beda), SAAT)) == (data, kecil)


@pytest.mark.parametrize(
    ("selisih", "kata"),
    [
        (BATAS_SELISIH_JAM_DETIK, "jam tepat"),
        (BATAS_SELISIH_JAM_DETIK + 60, f"jam {BATAS_SELISIH_JAM_DETIK // 60 + 1} menit lebih cepat"),
        (-BATAS_SELISIH_JAM_DETIK - 60, f"jam {BATAS_SELISIH_JAM_DETIK // 60 + 1} menit lebih lambat"),
        (86_400, "jam 24 jam lebih cepat"),
        (2 * 86_400 - 60, "jam 47 jam 59 menit lebih cepat"),
        (2 * 86_400, "jam 2 hari lebih cepat"),
        (-60 * 86_400, "jam 60 hari lebih lambat"),
    ],
)
def test_a_clock_is_off_by_minutes_hours_or_days(selisih: int, kata: str) -> None:
    assert sajian.kata_jam(selisih) == kata


@pytest.mark.parametrize(
    ("beda", "kata"),
    [
        ({}, ""),
        ({"berkas_ditunggu": 3}, "3 berkas menunggu"),
        ({"berkas_ditunggu": 3, "berkas_desa": 7}, "7 berkas menunggu"),
        ({"berkas_ditunggu": 7, "berkas_desa": 3}, "7 berkas menunggu"),
        ({"berkas_ditolak": 2}, ""),
        ({"berkas_ditolak": 2, "berkas_desa": 2}, "2 berkas menunggu, kuota penuh"),
    ],
)
def test_files_wait_here_or_there_and_are_counted_once(beda: dict[str, Any], kata: str) -> None:
    assert sajian.kata_berkas(keadaan(**beda)) == kata


@pytest.mark.parametrize(
    ("beda", "cocok", "kecil"),
    [
        ({}, "sama", "3 jam lalu"),
        ({"tabel_beda": 1}, "1 tabel beda", "3 jam lalu"),
        ({"cocok_pada": None}, "belum pernah", ""),
    ],
)
def test_what_the_last_comparison_found(beda: dict[str, Any], cocok: str, kecil: str) -> None:
    satu = baris(**beda)
    assert (satu.cocok, satu.cocok_kecil) == (cocok, kecil)


def test_room_without_a_limit_and_with_one() -> None:
    assert sajian.kata_kuota(keadaan(berkas_bita=0)).endswith(" tanpa batas")
    assert " dari " in sajian.kata_kuota(keadaan(berkas_kuota=0)), "nothing is a limit too"


@pytest.mark.parametrize(
    ("sampai", "kata"), [(SAAT + MENIT, "kode menunggu dipakai"), (SAAT, ""), (SAAT - MENIT, ""), (None, "")]
)
def test_a_code_waits_until_it_ends(sampai: datetime | None, kata: str) -> None:
    assert baris(status="", kode_sampai=sampai).sebab == kata


def test_a_server_that_never_told_its_version_or_disk_shows_none() -> None:
    satu = baris(versi="", disk_sisa=None)
    assert (satu.versi, satu.disk) == ("", "")
    assert baris(disk_sisa=0).disk == "disk sisa 0\u00a0%", "an empty one is no unknown one"


class TestSaring:
    """What the board is narrowed by."""

    @pytest.mark.parametrize(
        ("saring", "cocok"),
        [
            ({"keadaan": ""}, True),
            ({"keadaan": "hijau"}, True),
            ({"keadaan": "merah"}, False),
            ({"keadaan": "", "kecamatan": "Rancah"}, True),
            ({"keadaan": "", "kecamatan": "Kawali"}, False),
            ({"keadaan": "", "q": "SONTROL"}, True),
            ({"keadaan": "", "q": "15.2004"}, True),
            ({"keadaan": "", "q": "rancah"}, False),
            ({"keadaan": "hijau", "kecamatan": "Rancah", "q": "cisontrol"}, True),
            ({"keadaan": "hijau", "kecamatan": "Rancah", "q": "zzz"}, False),
        ],
    )
    def test_all_that_is_asked_has_to_fit(self, saring: dict[str, str], cocok: bool) -> None:
        assert papan._cocok(baris(), saring) is cocok

    def test_a_state_that_is_none_narrows_nothing(self) -> None:
        assert [papan._keadaan(satu) for satu in ("merah", "MERAH", "ungu", "")] == ["merah", "", "", ""]

    def test_only_the_grave_pile_calls_and_only_when_it_is_not_empty(self) -> None:
        ada = papan._tumpuk([baris(), baris(klon_pada=SAAT)], {"keadaan": ""})
        tanpa = papan._tumpuk([baris()], {"keadaan": ""})
        assert [(satu["jumlah"], satu["gawat"]) for satu in ada] == [
            (1, True), (0, False), (1, False), (0, False),
        ]  # fmt: skip
        assert not any(satu["gawat"] for satu in tanpa)

    def test_a_tile_says_what_is_wrong_in_its_kecamatan(self) -> None:
        semua = [
            baris("B"),
            baris("A", klon_pada=SAAT),
            baris("C", "Kawali"),
            baris("D", "Ciamis", status=""),
            baris("E", "Banjar", status=""),
            baris("F", "Banjar"),
        ]
        petak = {satu["nama"]: satu for satu in papan._petak(semua)}
        assert list(petak) == ["Banjar", "Ciamis", "Kawali", "Rancah"]
        assert [satu["kata"] for satu in petak.values()] == [
            "tidak ada masalah", "tanpa server", "tidak ada masalah", "1 perlu dibantu",
        ]  # fmt: skip
        assert petak["Rancah"]["ubin"] == ["m", ""], "trouble first, whatever the name"
        assert petak["Rancah"]["banyak"] == 2


class TestFormulir:
    def test_twelve_months_are_offered_over_the_turn_of_the_year(self) -> None:
        pilihan = [kode for kode, _ in PilihBulan(hari=date(2026, 3, 31)).fields["bulan"].choices]  # type: ignore[attr-defined]
        assert len(pilihan) == BANYAK_BULAN == 12
        assert pilihan[:4] == ["2026-03", "2026-02", "2026-01", "2025-12"]
        assert pilihan[-1] == "2025-04"

    def test_a_month_is_its_first_day_and_an_older_one_is_refused(self) -> None:
        form = PilihBulan({"bulan": "2025-12"}, hari=date(2026, 3, 31))
        assert form.is_valid()
        assert form.cleaned_data["bulan"] == date(2025, 12, 1)
        for salah in ("2025-03", "2026-04", "2026-13", "", "x"):
            assert not PilihBulan({"bulan": salah}, hari=date(2026, 3, 31)).is_valid()

    def test_december_is_no_month_zero(self) -> None:
        pilihan = dict(PilihBulan(hari=date(2026, 12, 1)).fields["bulan"].choices)  # type: ignore[attr-defined]
        assert pilihan["2026-12"] == "Desember 2026"
        assert pilihan["2026-01"] == "Januari 2026"

    @pytest.mark.parametrize(
        ("isi", "sah"), [({}, False), ({"alasan": "  "}, False), ({"alasan": "x"}, True)]
    )
    def test_a_reason_is_wanted(self, isi: dict[str, str], sah: bool) -> None:
        assert Alasan(isi).is_valid() is sah

    def test_the_board_may_be_asked_for_everything(self) -> None:
        assert Saring({}, kecamatan=["Rancah"]).is_valid()
        assert not Saring({"kecamatan": "Bandung"}, kecamatan=["Rancah"]).is_valid()
        assert not Saring({"q": "x" * 61}, kecamatan=[]).is_valid()
