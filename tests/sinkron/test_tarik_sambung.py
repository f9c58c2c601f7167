"""A batch that is cut while it is fetched goes on where it was cut: over lines, meetings, and at any byte."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.http import HttpResponse

from eoffice.dokumen import services as dokumen
from eoffice.jejak.aliran import semua_ujung
from eoffice.kernel.errors import ServiceDown, StorageFull
from eoffice.sinkron.services import titip
from eoffice.sinkron.services.balas import Permintaan, tarik
from eoffice.sinkron.services.garis import MAKS_SIA_SIA
from eoffice.sinkron.services.kamus import nama_kamus
from eoffice.sinkron.services.kemas import intip
from eoffice.sinkron.services.lucut import lucuti
from eoffice.sinkron.services.sesi import HasilSesi, jalankan
from eoffice.sinkron.services.tarikan import LACI, Tarikan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.jejak.conftest import tulis
from tests.sinkron.garis_uji import Kawat, garis
from tests.sinkron.kerja import bekerja
from tests.sinkron.mesin import Mesin
from tests.sinkron.penelepon import Penelepon, kode, sha

SIDIK = "ab" * 32


@pytest.fixture
def node(cisontrol: Desa, tmp_path: Path, settings: LazySettings) -> Penelepon:
    """The registered installation of Cisontrol, at a hub that wrote something for it."""
    settings.EOFFICE_HOME = tmp_path
    satu = Penelepon().daftar()
    with lingkup(CISONTROL):
        for _ in range(3):
            tulis()
    return satu


def epoch() -> UUID:
    with lingkup(CISONTROL):
        return next(satu.epoch for satu in semua_ujung() if satu.lokal)


def minta(node: Penelepon, punya: str = "", dari: int | str = 0, **ubah: Any) -> HttpResponse:
    sesudah = ubah.get("sesudah", 0)
    jalur = (
        f"tarik/?epoch={ubah.get('epoch') or epoch()}&sesudah={sesudah}&muat=4096&punya={punya}&dari={dari}"
    )
    return node.panggil(jalur)


def nama(jawab: HttpResponse) -> str:
    return jawab.headers["ETag"].strip('"')


class TestKabupaten:
    def test_gives_the_batch_with_its_name_and_length(self, node: Penelepon) -> None:
        jawab = minta(node)
        assert jawab.status_code == 206
        assert nama(jawab) == sha(jawab.content)
        panjang = len(jawab.content)
        assert jawab.headers["Content-Range"] == f"bytes 0-{panjang - 1}/{panjang}"
        assert intip(jawab.content).dari == 1

    def test_goes_on_at_any_byte_also_after_more_was_written(self, node: Penelepon) -> None:
        utuh = minta(node)
        with lingkup(CISONTROL):
            tulis()
        for dari in (1, 77, len(utuh.content) - 1, len(utuh.content)):
            sisa = minta(node, nama(utuh), dari)
            assert (sisa.status_code, nama(sisa)) == (206, nama(utuh))
            assert utuh.content[:dari] + sisa.content == utuh.content
        assert minta(node).content != utuh.content  # who begins anew gets what was written since

    def test_a_village_of_the_version_before_is_answered_as_ever(self, node: Penelepon) -> None:
        jawab = node.panggil(f"tarik/?epoch={epoch()}&sesudah=0&muat=4096")
        assert (jawab.status_code, "ETag" in jawab.headers) == (200, False)
        assert intip(jawab.content).dari == 1

    def test_says_that_it_can(self, node: Penelepon) -> None:
        assert node.klien.get("/sinkron/nonce/").json()["tarik_sambung"] is True

    def test_nothing_more_is_nothing(self, node: Penelepon) -> None:
        with lingkup(CISONTROL):
            urut = next(satu.urut for satu in semua_ujung() if satu.lokal)
        assert minta(node, sesudah=urut).status_code == 204
        assert minta(node, epoch=uuid4()).status_code == 204

    @pytest.mark.parametrize("punya", [SIDIK, "..", "a" * 63, "A" * 64, "/etc/passwd"])
    def test_a_batch_it_does_not_hold_begins_anew(self, node: Penelepon, punya: str) -> None:
        utuh = minta(node).content
        jawab = minta(node, punya, 5)
        assert (jawab.content, nama(jawab)) == (utuh, sha(utuh))

    @pytest.mark.parametrize("dari", ["x", "-1", "", "9" * 12, "99999"])
    def test_a_place_that_is_none_begins_anew(self, node: Penelepon, dari: str) -> None:
        utuh = minta(node)
        assert minta(node, nama(utuh), dari).content == utuh.content

    def test_what_was_fetched_for_another_place_is_no_answer_here(self, node: Penelepon) -> None:
        utuh = minta(node)
        lain = minta(node, nama(utuh), 5, sesudah=1)
        assert intip(lain.content).dari == 2

    def test_a_stream_that_says_something_else_since_begins_anew(
        self, node: Penelepon, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        utuh = minta(node)
        assert len(minta(node, nama(utuh), 9).content) == len(utuh.content) - 9
        asli = intip(utuh.content).sampai
        monkeypatch.setattr(
            "eoffice.sinkron.services.balas.digest_pada", lambda _e, urut: "00" * 32 if urut == asli else ""
        )
        assert minta(node, nama(utuh), 9).headers["Content-Range"].startswith("bytes 0-")

    def test_what_was_erased_since_comes_out_of_no_drawer(self, node: Penelepon) -> None:
        utuh = minta(node)
        with lingkup(CISONTROL):
            lucuti("polos", tulis().agregat_id)
            assert titip.yang_keluar(node.diri.node, nama(utuh)) is None
        assert minta(node, nama(utuh), 9).headers["Content-Range"].startswith("bytes 0-")

    def test_each_installation_has_a_drawer_of_its_own_with_one_batch(self, node: Penelepon) -> None:
        pertama = minta(node)
        with lingkup(CISONTROL):
            assert titip.yang_keluar(uuid4(), nama(pertama)) is None
            assert titip.yang_keluar(node.diri.node, nama(pertama)) == pertama.content
        kedua = minta(node, sesudah=1)
        with lingkup(CISONTROL):
            assert titip.yang_keluar(node.diri.node, nama(pertama)) is None
            assert titip.yang_keluar(node.diri.node, nama(kedua)) == kedua.content

    def test_a_full_disk_holds_no_batch_up(self, node: Penelepon, monkeypatch: pytest.MonkeyPatch) -> None:
        def penuh(*_kata: Any) -> int:
            raise StorageFull

        monkeypatch.setattr(dokumen, "tambah_potongan", penuh)
        assert minta(node).status_code == 206

    def test_a_stranger_gets_nothing(self, node: Penelepon) -> None:
        assert kode(minta(Penelepon()))[0] == 404


@pytest.fixture
def dua(
    buat_mesin: Callable[[str], Mesin], dua_rumah: tuple[Mesin, Mesin]
) -> tuple[Mesin, Mesin, Kawat, Callable[[], HasilSesi]]:
    """A hub that has worked for a village, the line between them, and a meeting over it."""
    node, hub = dua_rumah
    hub.di_sini(bekerja)
    satu, kawat = garis(node, hub)
    return node, hub, kawat, lambda: node.di_sini(jalankan, satu, node.diri)


Empat = tuple[Mesin, Mesin, Kawat, Callable[[], HasilSesi]]


def _panjang(dua: Empat) -> int:
    """Return how many bytes the one batch has that the village fetched."""
    (arsip,) = dua[0].arsip()
    return len(arsip)


@pytest.mark.hanya_sqlite
class TestDesa:
    def test_a_line_that_is_cut_again_and_again_moves_every_byte_once(self, dua: Empat) -> None:
        node, hub, kawat, bertemu = dua
        kawat.potong_tarik = [1, 0, 100, 0, 0, 7, 300]
        hasil = bertemu()
        assert hasil.diambil == len(hub.peristiwa()) > 0
        assert node.peristiwa() == hub.peristiwa()
        assert (kawat.potong_tarik, kawat.turun_tarik) == ([], _panjang(dua))

    @pytest.mark.parametrize("bagian", [0.0, 0.001, 0.5, 0.999, 1.0])
    def test_a_meeting_that_was_given_up_goes_on_in_the_next_one(self, dua: Empat, bagian: float) -> None:
        node, hub, kawat, bertemu = dua
        (aliran,) = [a for a in hub.di_sini(semua_ujung) if a.lokal]
        panjang = len(hub.di_sini(lambda: tarik(aliran.epoch, 0, hub.diri, Permintaan(16_384, nama_kamus()))))
        kawat.potong_tarik = [int(panjang * bagian), *[0] * (MAKS_SIA_SIA + 1)]
        with pytest.raises(ServiceDown, match="garis_putus"):
            bertemu()
        kawat.potong_tarik = []
        bertemu()
        assert node.peristiwa() == hub.peristiwa()
        assert kawat.turun_tarik == _panjang(dua) == panjang

    def test_a_line_over_which_nothing_comes_is_given_up(self, dua: Empat) -> None:
        _, _, kawat, bertemu = dua
        kawat.potong_tarik = [0] * 50
        with pytest.raises(ServiceDown, match="garis_putus"):
            bertemu()
        assert len(kawat.potong_tarik) == 50 - MAKS_SIA_SIA - 1
        assert kawat.turun_tarik == 0

    def test_a_byte_changed_on_the_way_costs_the_batch_and_nothing_else(self, dua: Empat) -> None:
        node, hub, kawat, bertemu = dua
        kawat.ubah_tarik = lambda isi: isi[:50] + bytes([isi[50] ^ 1]) + isi[51:] if len(isi) > 99 else isi
        kawat.potong_tarik = [90]
        with pytest.raises(ServiceDown):
            bertemu()
        assert node.peristiwa() == []
        kawat.ubah_tarik = bytes
        bertemu()
        assert node.peristiwa() == hub.peristiwa()

    def test_a_hub_of_the_version_before_is_asked_as_ever(
        self, dua: Empat, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        node, hub, kawat, bertemu = dua
        monkeypatch.setattr("eoffice.sinkron.services.garis.bool", lambda _: False, raising=False)
        bertemu()
        assert node.peristiwa() == hub.peristiwa()
        assert kawat.turun_tarik == 0  # no partial content


class TestTarikan:
    @pytest.fixture(autouse=True)
    def _rumah(self, di_cisontrol: Any, tmp_path: Path, settings: LazySettings) -> None:
        settings.EOFFICE_HOME = tmp_path

    def kepala(self, sidik: str = SIDIK, rentang: str = "bytes 0-9/10") -> Callable[[str], str]:
        return {"ETag": f'"{sidik}"', "Content-Range": rentang}.__getitem__

    @pytest.mark.parametrize(
        ("sidik", "rentang"),
        [
            ("", "bytes 0-9/10"),
            ("../../x", "bytes 0-9/10"),
            (SIDIK, ""),
            (SIDIK, "bytes 5-9/10"),
            (SIDIK, "bytes 0-9/999999999"),
            (SIDIK, "bytes 0-9/99999999999"),
        ],
    )
    def test_a_head_without_sense_is_nobodys_hub(self, sidik: str, rentang: str) -> None:
        with pytest.raises(ServiceDown, match="jawaban_aneh"):
            Tarikan().mulai(self.kepala(sidik, rentang))

    def test_no_more_is_kept_than_was_said(self) -> None:
        satu = Tarikan()
        satu.mulai(self.kepala())
        satu.tampung(bytes(10))
        with pytest.raises(ServiceDown, match="jawaban_aneh"):
            satu.tampung(b"x")

    def test_another_batch_throws_the_one_before_away(self) -> None:
        satu = Tarikan()
        satu.mulai(self.kepala())
        satu.tampung(bytes(4))
        assert (Tarikan().sidik, Tarikan().sampai) == (SIDIK, 4)
        satu.mulai(self.kepala("cd" * 32))
        satu.tampung(bytes(3))
        assert dokumen.isi_laci(LACI) == ["cd" * 32]
        assert (Tarikan().sidik, Tarikan().sampai) == ("cd" * 32, 3)

    def test_what_is_not_what_its_name_says_is_thrown_away(self) -> None:
        satu = Tarikan()
        satu.mulai(self.kepala())
        satu.tampung(bytes(10))
        with pytest.raises(ServiceDown, match="jawaban_aneh"):
            satu.utuh()
        assert Tarikan().sidik == ""

    def test_the_whole_is_given(self) -> None:
        satu = Tarikan()
        satu.mulai(self.kepala(hashlib.sha256(bytes(10)).hexdigest()))
        satu.tampung(bytes(10))
        assert satu.utuh() == bytes(10)
        assert re.fullmatch("[0-9a-f]{64}", satu.sidik)
