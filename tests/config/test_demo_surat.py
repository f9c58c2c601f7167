"""The letters of the trial: a plan that lies in the past at any hour, and real services that play it."""

import json
import re
from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.demo import isi
from config.demo.penduduk import CISONTROL, KeluargaDemo, Rencana, bangkitkan
from config.demo.peraga import AkunPeraga
from config.demo.surat import jadwal
from config.demo.surat.babak import CATATAN, KHUSUS, LANGSUNG, di_loket
from config.demo.surat.berkas import foto
from config.demo.surat.jadwal import CERITA, HARI_AWAL, HARI_TTE, Babak, Baris, hari_kerja_lalu, waktu_babak
from config.demo.surat.pemohon import Pemohon, pilih
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.akun.services import masuk_aparat, masuk_warga
from eoffice.dokumen.services import periksa_pdf
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel import clock
from eoffice.penduduk.selectors import by_nik
from eoffice.surat.rules.alur import Status
from eoffice.surat.rules.daftar import baca_semua
from eoffice.surat.rules.janji import JamKerja
from eoffice.surat.rules.jenis import katalog
from eoffice.surat.selectors.meja import daftar_surat, hitung_status, rincian
from eoffice.surat.selectors.milik import halaman_saya
from eoffice.surat.selectors.verifikasi import Keadaan, periksa_berkas
from eoffice.surat.selectors.warga import berkas_terbit
from eoffice.wilayah.kalender import tanggal_libur
from eoffice.wilayah.tenancy import lingkup
from tests.arsitektur.sumber import SRC

WIB = ZoneInfo("Asia/Jakarta")
KERJA = JamKerja(WIB, libur=tanggal_libur(2026) | tanggal_libur(2027))
SELASA = datetime(2026, 11, 24, 13, 30, tzinfo=WIB)
DESA = (jadwal.CISONTROL, jadwal.SITUMANDALA)
kapan = st.integers(0, 400 * 24 * 60).map(lambda menit: SELASA + timedelta(minutes=menit))


class TestJadwal:
    @pytest.mark.parametrize("rencana", DESA)
    @given(kini=kapan)
    def test_nothing_happens_in_the_future_whenever_the_trial_is_made(
        self, rencana: tuple[Baris, ...], kini: datetime
    ) -> None:
        semua = [saat for baris in rencana for saat, _ in waktu_babak(baris, kini, KERJA)]
        assert max(semua) <= kini
        assert min(semua) >= hari_kerja_lalu(HARI_AWAL, kini, KERJA, time(8))

    @given(kini=kapan)
    def test_the_parts_of_a_story_keep_their_order(self, kini: datetime) -> None:
        for baris in jadwal.CISONTROL:
            saat = [waktu for waktu, _ in waktu_babak(baris, kini, KERJA)]
            assert all(awal < akhir for awal, akhir in pairwise(saat))

    @pytest.mark.parametrize("rencana", DESA)
    def test_paper_comes_before_the_electronic_signature(self, rencana: tuple[Baris, ...]) -> None:
        mulai_tte = hari_kerja_lalu(HARI_TTE, SELASA, KERJA, time(8))
        for baris in rencana:
            for saat, babak in waktu_babak(baris, SELASA, KERJA):
                if babak in {Babak.CETAK, Babak.PINDAI}:
                    assert saat < mulai_tte
                if babak in {Babak.NOMORI, Babak.TANDA_TANGANI}:
                    assert saat > mulai_tte

    @pytest.mark.parametrize("rencana", DESA)
    def test_every_story_is_told_in_every_village(self, rencana: tuple[Baris, ...]) -> None:
        hilang = CERITA.keys() - {baris.cerita for baris in rencana}
        assert hilang <= {"diperbaiki"}

    def test_the_larger_village_has_a_few_dozen(self) -> None:
        assert 40 <= len(jadwal.CISONTROL) <= 60
        assert 15 <= len(jadwal.SITUMANDALA) < len(jadwal.CISONTROL)

    def test_office_days_skip_weekends_and_holidays(self) -> None:
        senin = datetime(2026, 12, 28, 9, tzinfo=WIB)  # Christmas fell on a Friday
        assert date(2026, 12, 25) in KERJA.libur
        lalu = hari_kerja_lalu(1, senin, KERJA, time(8, 30))
        assert lalu < datetime(2026, 12, 25, tzinfo=WIB)
        assert lalu.time() == time(8, 30)
        assert KERJA.buka_pada(lalu.date())

    def test_today_is_counted_back_from_the_moment_itself(self) -> None:
        malam = datetime(2026, 11, 29, 0, 5, tzinfo=WIB)  # a Sunday, five past midnight
        [(saat, babak)] = waktu_babak(Baris("baru", 0, "02.10"), malam, KERJA)
        assert (malam - saat, babak) == (timedelta(hours=2, minutes=10), Babak.AJUKAN)

    def test_every_part_has_somebody_who_plays_it(self) -> None:
        assert set(Babak) - {Babak.TANDA_TANGANI} == LANGSUNG.keys() | KHUSUS.keys()
        assert not LANGSUNG.keys() & KHUSUS.keys()
        assert all(20 < len(kata) <= 500 for kata in CATATAN.values())


@pytest.fixture(scope="module")
def keluarga() -> list[KeluargaDemo]:
    return bangkitkan(CISONTROL)


@pytest.fixture(scope="module")
def pemohon(keluarga: list[KeluargaDemo]) -> list[Pemohon]:
    return pilih(keluarga, CISONTROL.kode, len(jadwal.CISONTROL), SELASA.date())


class TestPemohon:
    def test_the_same_village_gives_the_same_applicants(
        self, keluarga: list[KeluargaDemo], pemohon: list[Pemohon]
    ) -> None:
        assert pilih(keluarga, CISONTROL.kode, len(jadwal.CISONTROL), SELASA.date()) == pemohon

    def test_they_are_different_residents_of_the_village(
        self, keluarga: list[KeluargaDemo], pemohon: list[Pemohon]
    ) -> None:
        penduduk = {orang.nik for rumah in keluarga for orang in rumah.anggota}
        niks = [satu.nik for satu in pemohon]
        assert len(set(niks)) == len(niks) == len(jadwal.CISONTROL)
        assert set(niks) <= penduduk

    def test_both_letter_types_take_turns(self, pemohon: list[Pemohon]) -> None:
        assert [satu.jenis for satu in pemohon[:4]] == ["sku", "sktm", "sku", "sktm"]

    def test_several_other_letters_are_asked_for_too(self, pemohon: list[Pemohon]) -> None:
        jenis = Counter(satu.jenis for satu in pemohon)
        assert {"domisili", "skck", "keramaian", "kematian", "tanah", "beda_identitas"} <= jenis.keys()
        assert not any(katalog()[kode].hanya_basah for kode in jenis), (
            "most stories end with a signature by key"
        )

    @pytest.mark.parametrize("lalu", [0, 1, 30])
    def test_the_answers_are_accepted_on_every_day_of_the_past_of_the_trial(
        self, pemohon: list[Pemohon], lalu: int
    ) -> None:
        hari = SELASA.date() - timedelta(days=lalu)
        for satu in pemohon:
            assert baca_semua(katalog()[satu.jenis].isian, satu.jawaban, hari)[1] == {}

    def test_every_answer_is_one_the_form_accepts(self, pemohon: list[Pemohon]) -> None:
        for satu in pemohon:
            isian = katalog()[satu.jenis].isian
            nilai, galat = baca_semua(isian, satu.jawaban, SELASA.date())
            assert galat == {}
            assert satu.jawaban.keys() <= {i.kode for i in isian}
            assert nilai.keys() == satu.jawaban.keys()

    def test_a_child_named_in_a_letter_lives_in_the_family(
        self, keluarga: list[KeluargaDemo], pemohon: list[Pemohon]
    ) -> None:
        rumah = {satu.anggota[0].nik: satu for satu in keluarga}
        anak = [satu for satu in pemohon if satu.jenis == "sktm"]
        assert anak
        for satu in anak:
            anggota = {orang.nik: orang for orang in rumah[satu.nik].anggota}
            disebut = anggota[satu.jawaban["nik_anak"]]
            assert disebut.nama.title() == satu.jawaban["nama_anak"]
            assert 12 <= disebut.umur(SELASA.date()) < 19
            assert ("SMA" in satu.jawaban["lembaga"]) == (disebut.umur(SELASA.date()) >= 15)
            assert int(satu.jawaban["tanggungan"]) == len(anggota) - 1

    def test_a_business_bears_its_owner_or_his_hamlet(
        self, keluarga: list[KeluargaDemo], pemohon: list[Pemohon]
    ) -> None:
        rumah = {satu.anggota[0].nik: satu for satu in keluarga}
        for satu in pemohon:
            if satu.jenis == "sku":
                milik = rumah[satu.nik]
                kata = milik.anggota[0].nama.split()[0].title(), milik.alamat.dusun.title()
                assert any(satu.jawaban["nama_usaha"].endswith(nama) for nama in kata)

    def test_asking_for_too_many_is_an_error_not_a_repetition(self) -> None:
        with pytest.raises(IndexError):
            pilih(bangkitkan(Rencana(CISONTROL.kode, 40)), CISONTROL.kode, 60, SELASA.date())


def test_the_newcomer_has_a_new_a_returned_and_an_issued_letter() -> None:
    orang = [Pemohon(str(nomor), "sku", {"keperluan": "kur"}) for nomor in range(len(jadwal.CISONTROL))]
    punya = isi.milik_warga(jadwal.CISONTROL, orang)
    milik = {jadwal.CISONTROL[n].cerita: satu for n, satu in enumerate(punya) if satu.nik == "0"}
    assert milik.keys() == {"baru", "kembali", "terbit"}
    assert {satu.jawaban["keperluan"] for satu in milik.values()} == {"kur", "bantuan", "pinjaman"}
    assert not any(di_loket(n) for n, satu in enumerate(punya) if satu.nik == "0")


def test_attached_pictures_are_marked_as_examples_and_differ() -> None:
    assert foto("Kartu Keluarga").startswith(b"\xff\xd8\xff")
    assert foto("Kartu Keluarga") != foto("KTP")
    assert len(foto("Surat pernyataan tidak mampu bermeterai dengan dua saksi")) < 100_000


def test_nobody_but_the_trial_stops_the_clock() -> None:
    pemakai = {
        str(path.relative_to(SRC))
        for path in SRC.rglob("*.py")
        if re.search(r"clock\.pada\(", path.read_text())
    }
    assert {path.rsplit("/", 1)[0] for path in pemakai} == {"config/demo", "config/demo/surat"}


AWAL = ("baru", "kembali", "diperbaiki", "terbit")  # so that the newcomer's letters are none of the counter
URUT = (*AWAL, *(cerita for cerita in CERITA if cerita not in AWAL))
DUA = frozenset({Status.DIAJUKAN, Status.TERBIT})  # two stories of the twelve end there


class TestMainkan:
    """A whole small village, once: twelve stories, one letter each."""

    KECIL = isi.DesaPeraga(
        "Cisontrol",
        Rencana(CISONTROL.kode, 600),
        tuple(next(b for b in jadwal.CISONTROL if b.cerita == cerita) for cerita in URUT),
        isi.DESA[0].petugas,
    )

    @pytest.mark.serentak
    def test_the_piles_hold_what_was_planned_and_everything_verifies(
        self, tmp_path: Path, settings: Any
    ) -> None:
        settings.EOFFICE_HOME = (
            tmp_path  # an authority of its own: one made today could not sign last week's letters
        )
        settings.EOFFICE_FOLDER_CA = tmp_path / "ca-akar"
        daftar, awal = tmp_path / "demo-akun.json", clock.now()
        isi.siapkan(daftar, [self.KECIL])
        with lingkup(CISONTROL.kode):
            assert {status: t.jumlah for status, t in hitung_status().items()} == {
                status: 1 + (status in DUA) for status in Status
            }
            self._waktu(awal)
            terbit = [berkas_terbit(baris.id) for baris in daftar_surat(status={Status.TERBIT}).baris]
        putusan = Counter((periksa_pdf(pdf).keadaan, periksa_berkas(pdf).keadaan) for pdf in terbit)
        assert putusan == {("sah", Keadaan.SAH): 1, ("tidak_bertanda", Keadaan.SAH): 1}
        self._orang([AkunPeraga(**satu) for satu in json.loads(daftar.read_text())])
        assert daftar.stat().st_mode & 0o077 == 0
        assert periksa_rantai(CISONTROL.kode).utuh

    def _waktu(self, awal: datetime) -> None:
        semua = [rincian(baris.id) for baris in daftar_surat().baris]
        assert len(semua) == len(CERITA)
        for satu in semua:
            langkah = [lk.waktu for lk in satu.langkah]
            assert langkah == sorted(langkah)
            assert langkah[-1] <= awal
        diajukan = [satu.diajukan_pada for satu in semua]
        assert max(diajukan) - min(diajukan) > timedelta(days=10)

    def _orang(self, peraga: list[AkunPeraga]) -> None:
        assert [satu.peran for satu in peraga] == [
            "warga",
            *(jabatan.value for jabatan in (Jabatan.OPERATOR, Jabatan.SEKRETARIS_DESA, Jabatan.KEPALA_DESA)),
        ]
        warga, *aparat = peraga
        masuk = masuk_warga(desa=warga.desa, nik=warga.masuk, pin=warga.sandi.split()[1], sumber="uji")
        with lingkup(warga.desa):
            orang = by_nik(warga.masuk)
            assert orang is not None
            assert orang.nama == warga.nama
            assert {b.status for b in halaman_saya(masuk.pk, 1).baris} == {
                Status.DIAJUKAN,
                Status.DIKEMBALIKAN,
                Status.TERBIT,
            }
        for satu in aparat:
            assert masuk_aparat(nama_masuk=satu.masuk, sandi=satu.sandi, sumber="uji").nama == satu.nama
        assert [bool(satu.totp and satu.frasa) for satu in aparat] == [False, False, True]
