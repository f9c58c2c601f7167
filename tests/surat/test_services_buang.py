"""What drafts leave behind: answers go at once, files an hour later, unless something else holds them."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.conf import settings

from config.workers import TUGAS
from eoffice.dokumen import services as dokumen
from eoffice.kernel import clock
from eoffice.kernel.errors import NotFound, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import BerkasLepas, Draf, Permohonan, Surat
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.selectors.berkas import berkas_dipakai
from eoffice.surat.selectors.warga import berkas_terbit
from eoffice.surat.services.buang import lepaskan
from eoffice.surat.services.draf import UMUR_DRAF
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.conftest import Tanda
from tests.surat.mengisi import gambar, kirim, lampirkan, mulai, siap_kirim

SEJAM = timedelta(hours=1, minutes=1)
SETAHUN = 366 * 24 * 3600


def letak(sha256: str) -> Path:
    """Return where the store keeps a digest."""
    path: Path = settings.EOFFICE_HOME / "berkas" / sha256[:2] / sha256[2:4] / sha256
    return path


def menua(*sidik: str) -> None:
    """Let files look as if nobody had kept them for a year."""
    for sha256 in sidik:
        saat = letak(sha256).stat().st_mtime - SETAHUN
        os.utime(letak(sha256), (saat, saat))


def buang_sejam_kemudian() -> int:
    """Run the chore when its hour is over."""
    with time_machine.travel(clock.now() + SEJAM, tick=False):
        return surat.buang_berkas_lepas()


@pytest.fixture
def orang(cisontrol: Desa) -> pabrik.Pemeran:
    """The cast of Cisontrol; each test opens the scope itself, as the worker does."""
    with lingkup(cisontrol.kode):
        return pabrik.pemeran()


@pytest.fixture
def berfoto(cisontrol: Desa, orang: pabrik.Pemeran) -> Callable[[int], tuple[UUID, str]]:
    """Begin a draft with one photo, unlike any other test's, and return both."""

    def buat(nomor: int) -> tuple[UUID, str]:
        with lingkup(cisontrol.kode):
            draf = mulai(orang)
            sidik = lampirkan(draf, orang.warga, "ktp", nomor)
        menua(sidik)
        return draf, sidik

    return buat


Berfoto = Callable[[int], tuple[UUID, str]]


class TestBuangDraf:
    def test_a_draft_given_up_is_gone_at_once_and_its_photo_after_an_hour(
        self, cisontrol: Desa, orang: pabrik.Pemeran, berfoto: Berfoto
    ) -> None:
        draf, sidik = berfoto(101)
        with lingkup(cisontrol.kode):
            surat.buang_draf(draf_id=draf, pemilik=orang.warga)
            assert Draf.objects.count() == 0
        assert surat.buang_berkas_lepas() == 0
        assert letak(sidik).exists(), "not yet: an upload of the same photo may be under way"
        assert buang_sejam_kemudian() == 1
        assert not letak(sidik).exists()
        with lingkup(cisontrol.kode):
            assert BerkasLepas.objects.count() == 0
        assert buang_sejam_kemudian() == 0

    @pytest.mark.parametrize("siapa", ["operator", "kades", "asing"])
    def test_nobody_gives_up_another_s_draft(
        self, cisontrol: Desa, orang: pabrik.Pemeran, berfoto: Berfoto, siapa: str
    ) -> None:
        draf, _ = berfoto(102)
        with lingkup(cisontrol.kode):
            with pytest.raises(NotFound):
                surat.buang_draf(draf_id=draf, pemilik=getattr(orang, siapa, new_id()))
            with pytest.raises(NotFound):
                surat.buang_draf(draf_id=new_id(), pemilik=orang.warga)
            assert Draf.objects.count() == 1
            assert BerkasLepas.objects.count() == 0

    def test_nobody_gives_up_a_draft_of_another_village(
        self, cisontrol: Desa, situmandala: Desa, orang: pabrik.Pemeran, berfoto: Berfoto
    ) -> None:
        draf, _ = berfoto(103)
        with lingkup(situmandala.kode):
            with pytest.raises(NotFound):
                surat.buang_draf(draf_id=draf, pemilik=orang.warga)
            assert surat.buang_draf_lama() == 0
        with lingkup(cisontrol.kode):
            assert Draf.objects.filter(pk=draf).exists()

    def test_giving_up_what_was_sent_leaves_the_application_and_its_files(
        self, cisontrol: Desa, orang: pabrik.Pemeran
    ) -> None:
        with lingkup(cisontrol.kode):
            draf = siap_kirim(orang)
            surat.ajukan(draf_id=draf, oleh=orang.pelaku(Peran.WARGA))
            surat.buang_draf(draf_id=draf, pemilik=orang.warga)
            sidik = _lampiran()
            assert len(sidik) == 4
            assert Permohonan.objects.count() == 1
        menua(*sidik)
        assert buang_sejam_kemudian() == 0
        assert all(dokumen.baca(satu) for satu in sidik)


def _lampiran() -> list[str]:
    return [satu["sha256"] for satu in BerkasLepas.objects.values("sha256")]


class TestKedaluwarsa:
    def test_only_drafts_nobody_came_back_to_go(
        self, cisontrol: Desa, orang: pabrik.Pemeran, berfoto: Berfoto
    ) -> None:
        lama, sidik = berfoto(111)
        with time_machine.travel(clock.now() + UMUR_DRAF + timedelta(minutes=5), tick=False):
            with lingkup(cisontrol.kode):
                baru = mulai(orang, "sktm")
                assert surat.buang_draf_lama() == 1
                assert list(Draf.objects.values_list("pk", flat=True)) == [baru]
                assert lama != baru
                assert surat.buang_draf_lama() == 0
            assert buang_sejam_kemudian() == 1
        assert not letak(sidik).exists()

    def test_the_worker_s_chore_does_both_for_every_village(
        self, cisontrol: Desa, situmandala: Desa, orang: pabrik.Pemeran, berfoto: Berfoto
    ) -> None:
        _, satu = berfoto(112)
        with lingkup(situmandala.kode):
            lain = pabrik.pemeran("situmandala", "3207155506859002")
            dua = lampirkan(mulai(lain), lain.warga, "ktp", 113)
        menua(satu, dua)
        (tugas,) = [t for t in TUGAS if t.nama == "draf"]
        with time_machine.travel(clock.now() + UMUR_DRAF + timedelta(minutes=5), tick=False):
            tugas.jalankan()
            assert letak(satu).exists()
            assert letak(dua).exists()
        with time_machine.travel(clock.now() + UMUR_DRAF + SEJAM * 2, tick=False):
            tugas.jalankan()
        assert not letak(satu).exists()
        assert not letak(dua).exists()
        for desa in (cisontrol, situmandala):
            with lingkup(desa.kode):
                assert Draf.objects.count() == BerkasLepas.objects.count() == 0


class TestDipakai:
    """The same bytes may belong to somebody else: what is held anywhere stays."""

    def test_a_photo_taken_out_goes_but_not_while_another_requirement_has_it(
        self, cisontrol: Desa, orang: pabrik.Pemeran, berfoto: Berfoto
    ) -> None:
        draf, sidik = berfoto(121)
        with lingkup(cisontrol.kode):
            lampirkan(draf, orang.warga, "kk", 121)
            surat.buang_lampiran(draf_id=draf, pemilik=orang.warga, syarat="ktp", sha256=sidik)
        menua(sidik)
        assert buang_sejam_kemudian() == 0
        assert letak(sidik).exists()
        with lingkup(cisontrol.kode):
            surat.buang_lampiran(draf_id=draf, pemilik=orang.warga, syarat="kk", sha256=sidik)
        assert buang_sejam_kemudian() == 1
        assert not letak(sidik).exists()

    def test_a_photo_in_another_village_s_draft_stays(
        self, cisontrol: Desa, situmandala: Desa, orang: pabrik.Pemeran, berfoto: Berfoto
    ) -> None:
        draf, sidik = berfoto(122)
        with lingkup(situmandala.kode):
            lain = pabrik.pemeran("situmandala", "3207155506859002")
            draf_lain = mulai(lain)
            assert lampirkan(draf_lain, lain.warga, "ktp", 122) == sidik
        menua(sidik)
        with lingkup(cisontrol.kode):
            surat.buang_draf(draf_id=draf, pemilik=orang.warga)
        assert buang_sejam_kemudian() == 0
        assert dokumen.baca(sidik)
        with lingkup(situmandala.kode):
            surat.buang_draf(draf_id=draf_lain, pemilik=lain.warga)
        assert buang_sejam_kemudian() == 1
        assert not letak(sidik).exists()

    def test_a_photo_that_was_sent_in_another_village_stays_for_good(
        self, cisontrol: Desa, situmandala: Desa, orang: pabrik.Pemeran
    ) -> None:
        with lingkup(situmandala.kode):
            lain = pabrik.pemeran("situmandala", "3207155506859002")
            kirim(lain)
        with lingkup(cisontrol.kode):
            draf = siap_kirim(orang)  # the same photos
            sidik = {b.sha256 for b in surat.draf(draf_id=draf, pemilik=orang.warga).berkas}
            surat.buang_draf(draf_id=draf, pemilik=orang.warga)
        menua(*sidik)
        assert buang_sejam_kemudian() == 0
        assert all(letak(satu).exists() for satu in sidik)
        with lingkup(cisontrol.kode):
            assert BerkasLepas.objects.count() == 0, "asked and answered: not asked every hour for ever"

    def test_a_file_replaced_in_a_returned_application_stays_with_it(
        self, cisontrol: Desa, orang: pabrik.Pemeran
    ) -> None:
        with lingkup(cisontrol.kode):
            surat_id = kirim(orang)
            surat.jalankan(
                surat_id=surat_id,
                aksi=Aksi.KEMBALIKAN,
                oleh=orang.pelaku(Peran.OPERATOR),
                versi=1,
                catatan="Buram.",
            )
            draf = surat.mulai_perbaikan(surat_id=surat_id, oleh=orang.pelaku(Peran.WARGA))
            lama = next(b for b in surat.draf(draf_id=draf, pemilik=orang.warga).berkas if b.syarat == "ktp")
            surat.buang_lampiran(draf_id=draf, pemilik=orang.warga, syarat="ktp", sha256=lama.sha256)
            lampirkan(draf, orang.warga, "ktp", 124)
            surat.ajukan_ulang(surat_id=surat_id, draf_id=draf, oleh=orang.pelaku(Peran.WARGA))
        menua(lama.sha256)
        assert buang_sejam_kemudian() == 0
        assert dokumen.baca(lama.sha256)

    def test_emblem_scan_and_issued_file_are_held(
        self, cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, tanda: Tanda
    ) -> None:
        assert tanda(siap).terbit
        with lingkup(cisontrol.kode):
            lambang, pindaian = dokumen.simpan(gambar(126)), dokumen.simpan(gambar(127))
            surat.ubah_pengaturan(pelaku="uji", lambang=lambang)
            Surat.objects.filter(pk=siap).update(pindaian=[dokumen.simpan(gambar(128)), pindaian])
            terbit = Surat.objects.get(pk=siap).sha256
            semua = {lambang, pindaian, terbit}
            assert berkas_dipakai(semua | {"0" * 64}) == semua
            lepaskan({"sha256": satu} for satu in semua)
        menua(*semua)
        assert buang_sejam_kemudian() == 0
        with lingkup(cisontrol.kode):
            assert berkas_terbit(siap).startswith(b"%PDF")

    def test_kept_again_a_moment_ago_it_waits_for_the_next_round(
        self, cisontrol: Desa, orang: pabrik.Pemeran, berfoto: Berfoto
    ) -> None:
        draf, sidik = berfoto(129)
        with lingkup(cisontrol.kode):
            surat.buang_draf(draf_id=draf, pemilik=orang.warga)
        dokumen.simpan(dokumen.baca(sidik))  # somebody's upload, whose draft is not committed yet
        assert surat.buang_berkas_lepas() == 0
        with time_machine.travel(clock.now() + SEJAM, tick=False):
            kini = clock.now().timestamp()
            os.utime(letak(sidik), (kini, kini))
            assert surat.buang_berkas_lepas() == 0
        with lingkup(cisontrol.kode):
            assert BerkasLepas.objects.count() == 1, "asked again in the next round"
        menua(sidik)
        assert buang_sejam_kemudian() == 1

    def test_bytes_lost_already_are_no_alarm_here(
        self, cisontrol: Desa, orang: pabrik.Pemeran, berfoto: Berfoto
    ) -> None:
        draf, sidik = berfoto(130)
        letak(sidik).unlink()
        with lingkup(cisontrol.kode):
            surat.buang_draf(draf_id=draf, pemilik=orang.warga)
        assert buang_sejam_kemudian() == 1
        with lingkup(cisontrol.kode):
            assert BerkasLepas.objects.count() == 0


def test_a_change_that_is_rolled_back_lets_go_of_nothing(
    cisontrol: Desa, orang: pabrik.Pemeran, berfoto: Berfoto, monkeypatch: pytest.MonkeyPatch
) -> None:
    draf, sidik = berfoto(131)

    def gagal(*_: object, **__: object) -> None:
        raise RuleRefused(Pesan("surat.tiket_habis"))

    monkeypatch.setattr(Draf, "save", gagal)
    with lingkup(cisontrol.kode):
        with pytest.raises(RuleRefused):
            surat.buang_lampiran(draf_id=draf, pemilik=orang.warga, syarat="ktp", sha256=sidik)
        assert BerkasLepas.objects.count() == 0
        assert [b.sha256 for b in surat.draf(draf_id=draf, pemilik=orang.warga).berkas] == [sidik]
