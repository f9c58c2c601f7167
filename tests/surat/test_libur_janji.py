"""What a village decides about its types and its days off: kept, told, counted, by two people at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from eoffice.jejak.selectors import riwayat
from eoffice.jejak.versi import turunkan
from eoffice.kernel.errors import InvalidInput, NotFound, RuleRefused
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import PengaturanSurat
from eoffice.surat.projections import JEMBATAN
from eoffice.surat.rules import syarat as aturan
from eoffice.surat.rules.alur import Aksi, Status, janji_langkah
from eoffice.surat.rules.jenis import SyaratDesa, UbahanJenis, katalog
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.services.pengaturan import BAKU
from eoffice.web.komponen.kalimat import kalimat
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.test_serentak import serentak

WIB = ZoneInfo("Asia/Jakarta")
SKU = katalog()["sku"]
SENIN = "2026-11-30T08:00"


def pada(teks: str) -> datetime:
    """Return a moment of the village's clock."""
    return datetime.fromisoformat(teks).replace(tzinfo=WIB)


def libur(dari: str, sampai: str = "", sebab: str = "Hari jadi desa") -> int:
    """Close the office for some days."""
    mulai, akhir = date.fromisoformat(dari), date.fromisoformat(sampai or dari)
    return surat.tambah_libur(mulai=mulai, sampai=akhir, sebab=sebab, pelaku="rika")


def janjikan(jam: int | None, kode: str = "sku") -> None:
    """Promise a type within so many office hours."""
    surat.ubah_jenis(kode=kode, ubah=lambda lama: replace(lama, janji_jam=jam), pelaku="rika")


@pytest.mark.usefixtures("di_cisontrol")
class TestLibur:
    def test_a_day_off_moves_the_promise_and_is_told(self) -> None:
        kini = pada("2026-11-27T14:00")  # a Friday
        assert surat.jam_kerja(kini).buka_pada(date(2026, 11, 30))
        assert libur("2026-11-30") == 1
        assert not surat.jam_kerja(kini).buka_pada(date(2026, 11, 30)), "seen at once, in the same scope"
        (kabar,) = riwayat("pengaturan_surat", PengaturanSurat.objects.get().pk)
        assert (kabar.versi, kabar.publik["libur"]) == (3, {"2026-11-30": "Hari jadi desa"})

    def test_several_days_are_one_entry_each_and_one_event(self) -> None:
        assert libur("2026-12-30", "2027-01-02", "  Kerja   bakti ") == 4
        hari = ("2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02")
        assert surat.pengaturan().libur == dict.fromkeys(hari, "Kerja bakti")
        assert len(riwayat("pengaturan_surat", PengaturanSurat.objects.get().pk)) == 1

    def test_the_last_reason_of_a_day_counts(self) -> None:
        libur("2026-11-30")
        libur("2026-11-30", sebab="Pilkades")
        assert surat.pengaturan().libur == {"2026-11-30": "Pilkades"}

    @pytest.mark.parametrize(
        ("dari", "sampai"),
        [("2026-11-30", "2026-11-29"), ("2026-12-01", "2027-01-01"), ("2026-01-01", "9999-12-31")],
    )
    def test_days_that_run_backwards_or_for_ever_are_refused(self, dari: str, sampai: str) -> None:
        with pytest.raises(InvalidInput) as tolak:
            libur(dari, sampai)
        assert list(tolak.value.per_field) == ["sampai"]
        assert surat.pengaturan() == BAKU

    @pytest.mark.parametrize("sebab", ["", "   ", "x" * 81, "a\x00b"])
    def test_a_reason_that_cannot_be_shown_is_refused(self, sebab: str) -> None:
        with pytest.raises(InvalidInput):
            libur("2026-11-30", sebab=sebab)
        assert surat.pengaturan().libur == {}

    @pytest.mark.parametrize("hari", ["2026-02-30", "2026-2-3", "20260203", "besok"])
    def test_a_day_that_is_not_in_the_calendar_is_refused(self, hari: str) -> None:
        with pytest.raises(InvalidInput) as tolak:
            surat.ubah_pengaturan(libur={hari: "x"}, pelaku="rika")
        assert tolak.value.per_field["libur"].kode == "surat.libur_salah"

    def test_a_day_off_taken_back_is_a_working_day(self) -> None:
        libur("2026-11-30", "2026-12-01")
        assert surat.buang_libur(hari=date(2026, 11, 30), pelaku="rika")
        assert surat.pengaturan().libur == {"2026-12-01": "Hari jadi desa"}
        assert surat.jam_kerja(pada(SENIN)).buka_pada(date(2026, 11, 30))

    def test_taking_back_what_was_no_day_off_tells_nothing(self) -> None:
        assert not surat.buang_libur(hari=date(2026, 11, 30), pelaku="rika")
        libur("2026-12-01")
        assert not surat.buang_libur(hari=date(2026, 11, 30), pelaku="rika")
        assert len(riwayat("pengaturan_surat", PengaturanSurat.objects.get().pk)) == 1


@pytest.mark.django_db
def test_the_neighbour_keeps_its_own_calendar(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        libur("2026-11-30")
    with lingkup(situmandala.kode):
        assert surat.jam_kerja(pada(SENIN)).buka_pada(date(2026, 11, 30))
        assert not surat.buang_libur(hari=date(2026, 11, 30), pelaku="asing")
    with lingkup(cisontrol.kode):
        assert surat.pengaturan().libur


@pytest.mark.usefixtures("di_cisontrol")
class TestJanji:
    def test_usually_every_letter_takes_a_day(self) -> None:
        assert (BAKU.janji_jam(), BAKU.janji_jam(SKU)) == (7, 7)
        assert replace(BAKU, paraf=False).janji_jam() == 5
        assert BAKU.janji_langkah("sku", Status.DIAJUKAN) == 3

    def test_a_type_with_its_own_promise_shares_it_among_the_steps(self) -> None:
        janjikan(14)
        atur = surat.pengaturan()
        assert (atur.janji_jam(atur.jenis_surat("sku")), atur.janji_jam(atur.jenis_surat("sktm"))) == (14, 7)
        assert atur.janji_langkah("sku", Status.DIAJUKAN) == 6
        assert atur.janji_langkah("sktm", Status.DIAJUKAN) == 3
        janjikan(None)
        assert surat.pengaturan().janji_langkah("sku", Status.DIAJUKAN) == 3

    @pytest.mark.parametrize("paraf", [True, False])
    @pytest.mark.parametrize("jam", [1, 3, 7, 70])
    def test_the_steps_on_the_way_add_up_to_the_promise(self, jam: int, paraf: bool) -> None:
        jalan = [Status.DIAJUKAN, Status.TERVERIFIKASI, *([Status.DIPARAF] if paraf else [])]
        assert sum(janji_langkah(s, jam, paraf=paraf) for s in jalan) == pytest.approx(jam)
        assert janji_langkah(Status.TERBIT, jam, paraf=paraf) == 0

    def test_applications_and_steps_carry_the_promise_of_their_type(self) -> None:
        with time_machine.travel(pada(SENIN), tick=False):
            orang = pabrik.pemeran()
            biasa = pabrik.diajukan(orang)
            janjikan(14)
            panjang = pabrik.diajukan(orang)
            assert rincian(biasa).tenggat == pada("2026-11-30T11:00")
            assert rincian(panjang).tenggat == pada("2026-11-30T14:00")
            surat.jalankan(surat_id=panjang, aksi=Aksi.VERIFIKASI, oleh=orang.pelaku(Peran.OPERATOR), versi=1)
            assert rincian(panjang).tenggat == pada("2026-11-30T12:00")

    def test_a_promise_out_of_reason_is_named_by_its_column(self) -> None:
        with pytest.raises(InvalidInput) as tolak:
            janjikan(71)
        assert list(tolak.value.per_field) == ["janji_jam"]
        assert "70 jam" in kalimat(tolak.value.pesan)

    def test_an_unknown_type_is_not_found_and_nothing_is_kept(self) -> None:
        with pytest.raises(NotFound):
            janjikan(7, "entah")
        assert PengaturanSurat.objects.count() == 0

    def test_an_office_open_half_an_hour_a_week_still_takes_the_longest_promise(self) -> None:
        pabrik_jam("Senin, 08.00-08.30")
        janjikan(70)
        with time_machine.travel(pada(SENIN), tick=False):
            r = rincian(pabrik.diajukan(pabrik.pemeran()))
        assert r.tenggat is not None
        assert r.tenggat > pada("2027-08-01T00:00")


def pabrik_jam(teks: str) -> None:
    """Set opening hours."""
    Desa.objects.update(jam_buka=teks)


@pytest.mark.usefixtures("di_cisontrol")
class TestSyarat:
    def minta(self, label: str, *, wajib: bool) -> None:
        surat.ubah_jenis(
            kode="sku",
            ubah=lambda lama: replace(
                lama,
                syarat=aturan.tambah(
                    aturan.daftar_kini(SKU, lama.syarat), label=label, petunjuk="", wajib=wajib
                ),
            ),
            pelaku="rika",
        )

    def test_a_document_the_village_wants_stops_the_check_until_it_is_there(self) -> None:
        orang = pabrik.pemeran()
        surat_id = pabrik.diajukan(orang)
        self.minta("Bukti PBB", wajib=True)
        with pytest.raises(RuleRefused, match="berkas_kurang") as tolak:
            surat.jalankan(
                surat_id=surat_id, aksi=Aksi.VERIFIKASI, oleh=orang.pelaku(Peran.OPERATOR), versi=1
            )
        assert "Bukti PBB" in kalimat(tolak.value.pesan)

    def test_a_document_that_may_be_missing_stops_nothing(self) -> None:
        orang = pabrik.pemeran()
        surat_id = pabrik.diajukan(orang)
        self.minta("Bukti PBB", wajib=False)
        surat.jalankan(surat_id=surat_id, aksi=Aksi.VERIFIKASI, oleh=orang.pelaku(Peran.OPERATOR), versi=1)
        assert rincian(surat_id).status is Status.TERVERIFIKASI

    def test_a_file_for_the_village_s_own_document_is_taken_and_for_none_it_is_not(self) -> None:
        orang = pabrik.pemeran()
        self.minta("Bukti PBB", wajib=True)
        draf = surat.mulai_draf(pemilik=orang.warga, penduduk_id=orang.penduduk_id, jenis="sku")
        isi = surat.lampirkan(
            draf_id=draf, pemilik=orang.warga, syarat="desa_bukti_pbb", nama="a.jpg", data=pabrik.foto()
        )
        assert [b.syarat for b in isi.berkas] == ["desa_bukti_pbb"]
        with pytest.raises(NotFound):
            surat.lampirkan(
                draf_id=draf, pemilik=orang.warga, syarat="desa_lain", nama="a.jpg", data=pabrik.foto()
            )


def _publik(jenis: Mapping[str, Any], **lain: Any) -> dict[str, Any]:
    kolom = ("kertas", "cara_terbit", "paraf", "format_nomor", "lingkup_nomor", "lambang")
    return dict.fromkeys(kolom, "x") | {"jenis": jenis, **lain}


def test_settings_told_before_days_off_are_read_and_told_back_to_the_letter() -> None:
    jembatan = next(satu for satu in JEMBATAN if satu.dari == 2)
    dulu = {
        "aktif": True,
        "klasifikasi": None,
        "berlaku_bulan": 2,
        "atas_nama": None,
        "tembusan": None,
        "camat": True,
    }
    naik, _ = jembatan.naik(_publik({"sku": dulu}), {})
    assert naik["libur"] == {}
    assert UbahanJenis(**naik["jenis"]["sku"]).pada(SKU).syarat == SKU.syarat
    assert jembatan.turun(naik, {})[0] == _publik({"sku": dulu})
    baru = _publik({"sku": {**dulu, "syarat": [], "janji_jam": 14}}, libur={"2026-11-30": "x"})
    assert turunkan("surat.pengaturan", 3, 2, (baru, {}))[0] == _publik({"sku": dulu})
    sebelum_camat = {n: v for n, v in dulu.items() if n != "camat"}
    assert turunkan("surat.pengaturan", 3, 1, (baru, {}))[0] == _publik({"sku": sebelum_camat})


@pytest.mark.serentak
def test_two_operators_at_two_types_undo_nothing_of_each_other(cisontrol: Desa) -> None:
    yang = ["sku", "sktm", "domisili", "skck"]

    def ubah(giliran: int) -> None:
        with lingkup(cisontrol.kode):
            janjikan(10 + giliran, yang[giliran])

    serentak(len(yang), ubah)
    with lingkup(cisontrol.kode):
        jenis = surat.pengaturan().jenis
        assert {kode: satu.janji_jam for kode, satu in jenis.items()} == dict(
            zip(yang, range(10, 14), strict=True)
        )
        assert len(riwayat("pengaturan_surat", PengaturanSurat.objects.get().pk)) == len(yang)


@pytest.mark.serentak
def test_two_operators_at_one_list_lose_no_document(cisontrol: Desa) -> None:
    def ubah(giliran: int) -> None:
        with lingkup(cisontrol.kode):
            TestSyarat().minta(f"Berkas {giliran}", wajib=True)
            libur(f"2026-12-0{1 + giliran}")

    serentak(3, ubah)
    with lingkup(cisontrol.kode):
        atur = surat.pengaturan()
        jadi = atur.jenis["sku"].syarat
        assert jadi is not None
        assert {s.kode for s in jadi} >= {"desa_berkas_0", "desa_berkas_1", "desa_berkas_2"}
        assert all(isinstance(s, SyaratDesa) for s in jadi)
        assert len(atur.libur) == 3
