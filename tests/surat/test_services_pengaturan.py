"""How a village writes, numbers and issues: what may be set, what is told, whom it concerns."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine

from eoffice.arsip.rules.nomor import FORMAT_BAKU, Lingkup
from eoffice.arsip.selectors import celah
from eoffice.dokumen import services as dokumen
from eoffice.jejak.desa import ubah_identitas
from eoffice.jejak.selectors import riwayat
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import PengaturanSurat, Surat
from eoffice.surat.rules.alur import Aksi, CaraTerbit, Status
from eoffice.surat.rules.badan import Kertas
from eoffice.surat.rules.janji import tenggat
from eoffice.surat.rules.jenis import UbahanJenis, katalog
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.services.bahan import KOSONG
from eoffice.surat.services.pengaturan import BAKU
from eoffice.web.komponen.kalimat import kalimat
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.conftest import Tanda

WIB = ZoneInfo("Asia/Jakarta")


def atur(**ubahan: Any) -> surat.Pengaturan:
    """Change settings as the test."""
    return surat.ubah_pengaturan(pelaku="rika", **ubahan)


@pytest.mark.usefixtures("di_cisontrol")
class TestUbah:
    def test_a_new_village_has_the_defaults_and_no_row(self) -> None:
        assert surat.pengaturan() == BAKU
        assert (BAKU.cara_terbit, BAKU.paraf, BAKU.format_nomor) == (CaraTerbit.BASAH, True, FORMAT_BAKU)
        assert PengaturanSurat.objects.count() == 0

    @pytest.mark.parametrize(
        "ubahan",
        [
            {"kertas": Kertas(ukuran="A4", kiri=25, huruf="serif", ukuran_huruf=12, kerapatan="rapat")},
            {"cara_terbit": CaraTerbit.TTE_LOKAL},
            {"paraf": False},
            {"format_nomor": "{kode_jenis}/{urut}/{bulan}/{tahun}"},
            {"format_nomor": "{kode_jenis}-{urut:4}/{tahun}", "lingkup_nomor": Lingkup.PER_JENIS},
            {"lingkup_nomor": Lingkup.BERSAMA},
            {"jenis": {"sku": UbahanJenis(klasifikasi="500.5.4.3", berlaku_bulan=12)}},
            {
                "jenis": {
                    "sktm": UbahanJenis(aktif=False, atas_nama=False, tembusan=("Camat Rancah", "Arsip"))
                }
            },
        ],
    )
    def test_each_setting_is_kept_alone_and_told_whole(self, ubahan: dict[str, Any]) -> None:
        baru = atur(**ubahan)
        assert baru == surat.pengaturan() == replace(BAKU, **ubahan)
        (kabar,) = riwayat("pengaturan_surat", PengaturanSurat.objects.get().pk)
        assert (kabar.jenis, kabar.pelaku, kabar.pribadi) == ("surat.pengaturan", "rika", None)
        assert set(kabar.publik) == {
            "kertas", "cara_terbit", "paraf", "format_nomor", "lingkup_nomor", "lambang", "jenis", "libur",
        }  # fmt: skip
        assert kabar.publik["format_nomor"] == baru.format_nomor

    def test_every_change_is_one_more_event_and_the_chain_holds(self, cisontrol: Desa) -> None:
        atur(paraf=False)
        atur(cara_terbit=CaraTerbit.TTE_LOKAL)
        atur(paraf=True)
        kabar = riwayat("pengaturan_surat", PengaturanSurat.objects.get().pk)
        assert [(k.revisi, k.publik["paraf"], k.publik["cara_terbit"]) for k in kabar] == [
            (1, False, "basah"),
            (2, False, "tte_lokal"),
            (3, True, "tte_lokal"),
        ]
        assert PengaturanSurat.objects.count() == 1
        assert periksa_rantai(cisontrol.kode).utuh

    @pytest.mark.parametrize(
        ("ubahan", "galat"),
        [
            ({"kertas": Kertas(ukuran="A3")}, {"ukuran": "surat.kertas_salah"}),
            ({"kertas": Kertas(bawah=5)}, {"bawah": "surat.kertas_salah"}),
            ({"format_nomor": "{tahun}/x"}, {"format_nomor": "arsip.format_token_kurang"}),
            ({"format_nomor": "{urut}"}, {"format_nomor": "arsip.format_token_kurang"}),
            ({"format_nomor": "{urut}/{urut}/{tahun}"}, {"format_nomor": "arsip.format_token_kurang"}),
            ({"format_nomor": "{urut}/{tahun}/{nik}"}, {"format_nomor": "arsip.format_token_asing"}),
            ({"format_nomor": "<b>{urut}</b>/{tahun}"}, {"format_nomor": "arsip.format_salah"}),
            ({"format_nomor": "=HYPERLINK({urut})/{tahun}"}, {"format_nomor": "arsip.format_salah"}),
            ({"format_nomor": "{urut:9}/{tahun}"}, {"format_nomor": "arsip.format_salah"}),
            ({"format_nomor": "{urut}/{tahun}" + "x" * 80}, {"format_nomor": "arsip.format_panjang"}),
            ({"lingkup_nomor": Lingkup.PER_JENIS}, {"format_nomor": "arsip.format_token_kurang"}),
            ({"cara_terbit": CaraTerbit.BSRE}, {"cara_terbit": "surat.bsre_belum_ada"}),
            ({"lambang": "0" * 64}, {"lambang": "surat.lambang_tidak_ada"}),
            ({"lambang": "../../kunci"}, {"lambang": "surat.lambang_tidak_ada"}),
            ({"jenis": {"entah": UbahanJenis()}}, {"entah": "surat.jenis_tidak_ada"}),
            (
                {"jenis": {"sku": UbahanJenis(klasifikasi="5'; --")}},
                {"sku.klasifikasi": "surat.klasifikasi_salah"},
            ),
            (
                {"jenis": {"sku": UbahanJenis(berlaku_bulan=-1)}},
                {"sku.berlaku_bulan": "surat.masa_berlaku_salah"},
            ),
            (
                {"jenis": {"sku": UbahanJenis(tembusan=("<script>" * 40,))}},
                {"sku.tembusan": "surat.tembusan_salah"},
            ),
            (
                {"kertas": Kertas(kiri=0), "cara_terbit": CaraTerbit.BSRE},
                {"kiri": "surat.kertas_salah", "cara_terbit": "surat.bsre_belum_ada"},
            ),
        ],
    )
    def test_what_cannot_be_is_named_and_nothing_is_kept_or_told(
        self, cisontrol: Desa, ubahan: dict[str, Any], galat: dict[str, str]
    ) -> None:
        atur(paraf=False)
        sebelum = surat.pengaturan()
        with pytest.raises(InvalidInput) as tolak:
            atur(**ubahan)
        assert {nama: pesan.kode for nama, pesan in tolak.value.per_field.items()} == galat
        assert all(len(kalimat(pesan)) > 20 for pesan in tolak.value.per_field.values())
        assert surat.pengaturan() == sebelum
        assert len(riwayat("pengaturan_surat", PengaturanSurat.objects.get().pk)) == 1

    def test_a_setting_that_does_not_exist_is_a_programming_error(self) -> None:
        with pytest.raises(TypeError):
            atur(warna="merah")
        assert PengaturanSurat.objects.count() == 0

    def test_an_emblem_is_kept_by_its_digest(self) -> None:
        sha256 = dokumen.simpan(b"\x89PNG lambang")
        assert atur(lambang=sha256).lambang == sha256
        assert surat.lambang(surat.pengaturan()) == b"\x89PNG lambang"
        assert surat.lambang(BAKU) is None


@pytest.mark.usefixtures("di_cisontrol")
class TestJenis:
    def test_a_switched_off_type_is_not_offered_but_still_known(self) -> None:
        atur(jenis={"sku": UbahanJenis(aktif=False)})
        kini = surat.pengaturan()
        assert {j.kode for j in kini.jenis_aktif()} == katalog().keys() - {"sku"}
        assert kini.jenis_surat("sku") is not None
        assert kini.jenis_surat("entah") is None

    def test_the_village_s_choices_stand_over_the_catalogue(self) -> None:
        atur(
            jenis={"sku": UbahanJenis(klasifikasi="500.5.4.3", berlaku_bulan=2, atas_nama=False, tembusan=())}
        )
        sku, sktm = (surat.pengaturan().jenis_surat(kode) for kode in ("sku", "sktm"))
        assert sku is not None
        assert (sku.klasifikasi, sku.atas_nama, sku.tembusan) == ("500.5.4.3", False, ())
        assert sku.berlaku_sampai(date(2026, 12, 31)) == date(2027, 2, 28)
        assert sktm == katalog()["sktm"]

    def test_the_choices_survive_the_way_through_json(self) -> None:
        ubahan = {"sku": UbahanJenis(tembusan=("Camat Rancah",)), "sktm": UbahanJenis(aktif=False)}
        atur(jenis=ubahan)
        assert surat.pengaturan().jenis == ubahan
        atur(paraf=False)
        assert surat.pengaturan().jenis == ubahan


def test_villages_do_not_share_settings(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        atur(paraf=False, jenis={"sku": UbahanJenis(aktif=False)})
    with lingkup(situmandala.kode):
        assert surat.pengaturan() == BAKU
        atur(cara_terbit=CaraTerbit.TTE_LOKAL)
    with lingkup(cisontrol.kode):
        kini = surat.pengaturan()
        assert (kini.cara_terbit, kini.paraf) == (CaraTerbit.BASAH, False)


class TestBerlaku:
    """What a setting changes in letters: those without a number, never those that have one."""

    def test_pattern_code_and_copies_are_those_of_the_moment_of_numbering(
        self, cisontrol: Desa, siap: UUID, tanda: Tanda
    ) -> None:
        with lingkup(cisontrol.kode):
            atur(
                format_nomor="{urut}/{kode_jenis}/{kode_desa_singkat}/{tahun}",
                jenis={
                    "sku": UbahanJenis(klasifikasi="500.5.4.3", berlaku_bulan=12, tembusan=("Camat Rancah",))
                },
            )
        hasil = tanda(siap)
        assert hasil.terbit, hasil.pesan
        with lingkup(cisontrol.kode):
            hari = surat.hari_ini()
            assert hasil.nomor == f"1/SKU/2004/{hari.year}"
            r = rincian(siap)
            assert r.data is not None
            assert r.data["tembusan"] == ["Camat Rancah"]
            assert r.berlaku_sampai == surat.pengaturan().jenis_surat("sku").berlaku_sampai(hari)  # type: ignore[union-attr]
            atur(jenis={}, format_nomor=FORMAT_BAKU)
            lagi = rincian(siap)
            assert (lagi.nomor, lagi.data, lagi.berlaku_sampai) == (hasil.nomor, r.data, r.berlaku_sampai)

    def test_initials_switched_off_let_the_signer_take_what_was_verified(
        self, cisontrol: Desa, cast: pabrik.Pemeran, tanda: Tanda
    ) -> None:
        with lingkup(cisontrol.kode):
            surat_id = pabrik.diajukan(cast)
            surat.jalankan(surat_id=surat_id, aksi=Aksi.VERIFIKASI, oleh=cast.pelaku(Peran.OPERATOR), versi=1)
        tolak = tanda(surat_id, 2)
        assert tolak.pesan == Pesan("surat.paraf_belum")
        with lingkup(cisontrol.kode):
            atur(paraf=False)
        assert tanda(surat_id, 2).terbit

    def test_on_paper_nothing_is_signed_electronically(
        self, cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, tanda: Tanda
    ) -> None:
        with lingkup(cisontrol.kode):
            atur(cara_terbit=CaraTerbit.BASAH)
        assert tanda(siap).pesan == Pesan("surat.terbit_basah")
        with lingkup(cisontrol.kode):
            surat.cetak_basah(surat_id=siap, versi=3, oleh=cast.pelaku(Peran.OPERATOR))
            assert Surat.objects.get(pk=siap).status == Status.MENUNGGU_BASAH

    def test_a_type_that_only_the_kades_signs_refuses_a_signature_on_behalf(
        self, cisontrol: Desa, basah: pabrik.Pemeran
    ) -> None:
        oleh = basah.pelaku(Peran.OPERATOR)
        with lingkup(cisontrol.kode):
            surat_id = pabrik.diparaf(basah)
            atas_nama = replace(KOSONG, pejabat_id=new_id(), nama="Kasi", bentuk="an")
            atur(jenis={"sku": UbahanJenis(atas_nama=False)})
            with pytest.raises(RuleRefused) as tolak:
                surat.cetak_basah(surat_id=surat_id, versi=3, oleh=oleh, penanda=atas_nama)
            assert tolak.value.pesan == Pesan("surat.tidak_boleh_atas_nama")
            atur(jenis={})
            assert surat.cetak_basah(surat_id=surat_id, versi=3, oleh=oleh, penanda=atas_nama).nomor


@pytest.fixture
def nomor_dari(cisontrol: Desa, basah: pabrik.Pemeran) -> Any:
    """Bring a letter of a type to its number and return the number; the caller holds the scope."""

    def ambil() -> str:
        surat_id = pabrik.diparaf(basah)
        return surat.cetak_basah(surat_id=surat_id, versi=3, oleh=basah.pelaku(Peran.OPERATOR)).nomor

    return ambil


class TestLingkupNomor:
    def test_a_village_that_changes_its_mind_again_and_again_never_meets_its_own_numbers(
        self, cisontrol: Desa, nomor_dari: Any
    ) -> None:
        pola = "{kode_jenis}/{urut:3}/{tahun}"
        urutan = [Lingkup.PER_BUKU, Lingkup.BERSAMA, Lingkup.PER_BUKU, Lingkup.PER_JENIS, Lingkup.BERSAMA]
        with lingkup(cisontrol.kode):
            nomor = []
            for cara in urutan:
                atur(lingkup_nomor=cara, format_nomor=pola)
                nomor += [nomor_dari() for _ in range(2)]
            tahun = surat.hari_ini().year
            assert nomor == [f"SKU/{n:03d}/{tahun}" for n in range(1, 11)]
            assert celah(tahun) == {}

    def test_a_pattern_that_would_write_an_old_number_again_is_refused_before_it_is_kept(
        self, cisontrol: Desa, nomor_dari: Any
    ) -> None:
        with lingkup(cisontrol.kode):
            tahun = surat.hari_ini().year
            atur(format_nomor="{urut}/7/{tahun}")
            assert nomor_dari() == f"1/7/{tahun}"
            with pytest.raises(InvalidInput) as tolak:
                atur(format_nomor="1/{urut}/{tahun}")
            assert tolak.value.per_field == {
                "format_nomor": Pesan("arsip.format_bentrok", nomor=f"1/7/{tahun}")
            }
            assert f"1/7/{tahun}" in kalimat(tolak.value.pesan)
            assert surat.pengaturan().format_nomor == "{urut}/7/{tahun}"
            atur(kertas=Kertas(ukuran="A4"))  # what stays as it is is not asked again
            atur(format_nomor="A/{urut}/{tahun}")
            assert nomor_dari() == f"A/2/{tahun}"

    def test_a_number_that_is_behind_already_is_no_hindrance(self, cisontrol: Desa, nomor_dari: Any) -> None:
        with lingkup(cisontrol.kode):
            tahun = surat.hari_ini().year
            atur(format_nomor="{urut}/1/{tahun}")
            nomor_dari()
            nomor_dari()
            atur(format_nomor="1/{urut}/{tahun}")
            assert nomor_dari() == f"1/3/{tahun}"
            assert celah(tahun) == {}


@pytest.fixture
def buka(cisontrol: Desa) -> Iterator[Any]:
    """Set the village's hours; the scope is open."""
    with lingkup(cisontrol.kode):
        yield lambda teks, **lain: ubah_identitas(pelaku="rika", jam_buka=teks, **lain)


def pada(teks: str) -> datetime:
    """Return a moment of the village's clock."""
    return datetime.fromisoformat(teks).replace(tzinfo=WIB)


class TestJamKerja:
    BIASA = "Senin sampai Jumat, 08.00-15.00 WIB"
    PENDEK = "Senin sampai Kamis, 07.30-15.30; Jumat, 07.30-11.30 WIB"

    @pytest.mark.parametrize(
        ("teks", "mulai", "jam", "selesai"),
        [
            (BIASA, "2026-11-27T16:00", 3, "2026-11-30T11:00"),  # Friday evening
            (PENDEK, "2026-11-27T11:00", 3, "2026-11-30T10:00"),  # a short Friday
            (PENDEK, "2026-11-24T06:00", 1, "2026-11-24T08:30"),  # before opening
            (BIASA, "2026-11-24T06:00", 1, "2026-11-24T09:00"),
            (BIASA, "2026-12-23T14:00", 2, "2026-12-28T09:00"),  # Christmas and its collective leave
            (BIASA, "2026-12-31T14:00", 2, "2027-01-04T09:00"),  # New Year, then a weekend
            (
                "Senin sampai Sabtu, 08.00-12.00",
                "2026-11-27T11:00",
                2,
                "2026-11-28T09:00",
            ),  # open on Saturday
            ("Minggu, 08.00-12.00", "2026-11-24T09:00", 1, "2026-11-29T09:00"),  # only on Sundays
            ("", "2026-11-27T16:00", 3, "2026-11-30T11:00"),  # nothing written
        ],
    )
    def test_promises_go_by_the_village_s_own_hours(
        self, buka: Any, teks: str, mulai: str, jam: int, selesai: str
    ) -> None:
        buka(teks)
        assert tenggat(pada(mulai), jam, surat.jam_kerja(pada(mulai))) == pada(selesai)

    def test_an_application_carries_the_promise_of_the_village_s_hours(
        self, cisontrol: Desa, buka: Any
    ) -> None:
        with time_machine.travel(pada("2026-11-27T10:30"), tick=False):
            orang = pabrik.pemeran()
            buka(self.PENDEK)
            r = rincian(pabrik.diajukan(orang))
        assert r.tenggat == pada("2026-11-30T09:30")  # one hour on Friday, two on Monday

    def test_lateness_over_the_turn_of_the_year_leaves_out_last_year_s_holidays(self, buka: Any) -> None:
        buka(self.BIASA)
        kerja = surat.jam_kerja(datetime(2027, 1, 4, 2, tzinfo=UTC))
        assert {date(2026, 12, 25), date(2027, 1, 1)} <= kerja.libur
        assert not kerja.buka_pada(date(2026, 12, 24))

    def test_the_zone_is_the_village_s(self, buka: Any) -> None:
        buka("Senin sampai Jumat, 08.00-15.00 WIT", zona_waktu="Asia/Jayapura")
        subuh = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)  # 05.00 in Ciamis, 07.00 in Jayapura
        kerja = surat.jam_kerja(subuh)
        assert tenggat(subuh, 1, kerja) == datetime(2026, 11, 24, 0, 0, tzinfo=UTC)

    def test_hours_that_cannot_be_read_are_refused_in_words(self, buka: Any) -> None:
        with pytest.raises(InvalidInput) as tolak:
            buka("kalau sempat")
        assert tolak.value.per_field == {"jam_buka": Pesan("wilayah.jam_buka_tidak_terbaca")}
        assert "Senin sampai Kamis, 08.00-15.00" in kalimat(tolak.value.pesan)
        assert surat.jam_kerja(pada("2026-11-24T09:00")).jam[0][0].hour == 8

    def test_unreadable_hours_from_elsewhere_do_not_stop_the_office(self, buka: Any, cisontrol: Desa) -> None:
        Desa.objects.filter(pk=cisontrol.pk).update(jam_buka="menurut keadaan")
        assert surat.jam_kerja(pada("2026-11-24T09:00")).jam == surat.jam_kerja(pada("2026-11-24T09:00")).jam
        assert len(surat.jam_kerja(pada("2026-11-24T09:00")).jam) == 5


def test_settings_refused_never_number_a_letter(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diparaf(basah)
        with pytest.raises(InvalidInput):
            atur(format_nomor="{urut}")
        nomor = surat.cetak_basah(surat_id=surat_id, versi=3, oleh=basah.pelaku(Peran.OPERATOR)).nomor
        assert nomor.split("/")[1] == "001"
        with pytest.raises(RuleRefused):
            surat.cetak_basah(surat_id=surat_id, versi=4, oleh=basah.pelaku(Peran.OPERATOR))
