"""Behind the scenes: pages of the pile are drawn ahead, and one letter's trouble stops nobody."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import structlog

from config.workers import CONSUMERS, TUGAS
from eoffice.akun.workers import IkutiSlip
from eoffice.dokumen import services as dokumen
from eoffice.jejak.cursors import run_round
from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.penduduk.models import Penduduk
from eoffice.sinkron.workers import CatatBerkas, TerapkanAliran
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.rules.jenis import UbahanJenis
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.workers import DIGAMBAR, GambarTumpukan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.conftest import Langkah, Tanda

PNG = b"\x89PNG\r\n\x1a\n"
OPERATOR, PEMERIKSA, PENANDA = Peran.OPERATOR, Peran.PEMERIKSA, Peran.PENANDA_TANGAN


@pytest.fixture
def gambar(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Count what is drawn, instead of drawing; nothing is remembered between tests."""
    digambar: list[dict[str, Any]] = []

    def catat(data: dict[str, Any], **_: object) -> bytes:
        digambar.append(data)
        return PNG

    monkeypatch.setattr(dokumen, "gambar_halaman", catat)
    monkeypatch.setattr(dokumen, "simpan_pratinjau", lambda _kunci, buat: buat())
    return digambar


@pytest.fixture
def catatan() -> Iterator[list[Any]]:
    """Collect the log."""
    with structlog.testing.capture_logs() as isi:
        yield isi


def jalan(desa: Desa) -> list[Any]:
    """Run the worker once over everything that is new."""
    return run_round((GambarTumpukan(),), [desa.kode])


def test_the_worker_of_the_office_runs_it() -> None:
    assert [type(satu) for satu in CONSUMERS] == [TerapkanAliran, CatatBerkas, IkutiSlip, GambarTumpukan]
    assert {satu.nama for satu in TUGAS} >= {"draf", "sesi", "berkas"}
    assert {Status.TERVERIFIKASI, Status.DIPARAF} == DIGAMBAR


def test_a_letter_is_drawn_when_it_goes_up_and_not_before(
    cisontrol: Desa, cast: pabrik.Pemeran, langkah: Langkah, gambar: list[dict[str, Any]]
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diajukan(cast)
    jalan(cisontrol)
    assert gambar == []
    for aksi, peran, versi in ((Aksi.VERIFIKASI, OPERATOR, 1), (Aksi.PARAF, PEMERIKSA, 2)):
        with lingkup(cisontrol.kode):
            langkah(surat_id, aksi, peran, versi)
        jalan(cisontrol)
        assert len(gambar) == versi
    assert {data["mode"] for data in gambar} == {"draf"}, "what is drawn ahead has no number and no QR"
    assert gambar[0]["isian"]["nama"] == "Euis Komariah"
    assert gambar[0]["tanda_tangan"]["utama"]["nama"] == "H. Oman Rohman"


def test_each_event_is_worked_once(cisontrol: Desa, siap: UUID, gambar: list[dict[str, Any]]) -> None:
    (pertama,) = jalan(cisontrol)
    sudah = len(gambar)
    assert pertama.dikerjakan > 0
    assert sudah == 2
    (kedua,) = jalan(cisontrol)
    assert (kedua.dikerjakan, len(gambar)) == (0, sudah)


def test_the_picture_is_what_the_page_of_the_pile_asks_for(
    cisontrol: Desa, siap: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    jalan(cisontrol)
    monkeypatch.setattr(dokumen, "gambar_halaman", lambda *_, **__: pytest.fail("drawn once more"))
    with lingkup(cisontrol.kode):
        surat.gambar_tumpukan(siap, surat.hari_ini())


def test_changed_words_are_drawn_anew(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, langkah: Langkah, gambar: list[dict[str, Any]]
) -> None:
    jalan(cisontrol)
    with lingkup(cisontrol.kode):
        langkah(siap, Aksi.KEMBALIKAN, PENANDA, 3, "Nama usaha keliru.")
        langkah(siap, Aksi.KEMBALIKAN, PEMERIKSA, 4, "Nama usaha keliru.")
        surat.ubah_isian(
            surat_id=siap,
            versi=5,
            jawaban=pabrik.SKU | {"nama_usaha": "Toko Bu Euis"},
            oleh=cast.pelaku(OPERATOR),
        )
        langkah(siap, Aksi.VERIFIKASI, OPERATOR, 6)
    jalan(cisontrol)
    assert gambar[-1]["isian"]["nama_usaha"] == "Toko Bu Euis"


def test_a_letter_that_cannot_be_drawn_is_logged_without_words_of_it_and_stops_nobody(
    cisontrol: Desa,
    cast: pabrik.Pemeran,
    siap: UUID,
    monkeypatch: pytest.MonkeyPatch,
    gambar: list[dict[str, Any]],
    catatan: list[Any],
) -> None:
    with lingkup(cisontrol.kode):
        berikut = pabrik.diparaf(cast)

    def gagal(data: dict[str, Any], **_: object) -> bytes:
        gambar.append(data)
        if len(gambar) <= 2:
            raise InvalidInput(Pesan("dokumen.data_surat_salah", bagian="isian.nama"))
        return PNG

    monkeypatch.setattr(dokumen, "gambar_halaman", gagal)
    (hasil,) = jalan(cisontrol)
    assert hasil.tertahan is None
    assert len(gambar) == 4, "the next letter is drawn"
    keluhan = [c for c in catatan if c["event"] == "surat.gambar_gagal"]
    assert [(c["surat_id"], c["pesan"]) for c in keluhan] == [(str(siap), "dokumen.data_surat_salah")] * 2
    assert "Euis" not in str(catatan)
    assert "3207154506859001" not in str(catatan)
    assert str(berikut) not in str(keluhan)


def test_a_fault_of_the_machine_holds_the_consumer_until_it_is_over(
    cisontrol: Desa, siap: UUID, monkeypatch: pytest.MonkeyPatch, gambar: list[dict[str, Any]]
) -> None:
    def penuh(*_: object, **__: object) -> bytes:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as rusak:
        rusak.setattr(dokumen, "gambar_halaman", penuh)
        (hasil,) = jalan(cisontrol)
    assert hasil.tertahan is not None
    assert gambar == []
    with lingkup(cisontrol.kode):
        assert rincian(siap).status is Status.DIPARAF, "the letter itself goes its way"


def test_nobody_in_office_is_no_trouble(
    cisontrol: Desa, siap: UUID, gambar: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eoffice.surat.services.bahan.penanda_tangan_bertugas", lambda _hari: None)
    (hasil,) = jalan(cisontrol)
    assert hasil.tertahan is None
    assert {d["tanda_tangan"]["utama"]["nama"] for d in gambar} == {"(nama pejabat)"}


def test_a_draft_can_be_printed_while_nobody_is_in_office(
    cisontrol: Desa, siap: UUID, monkeypatch: pytest.MonkeyPatch, catatan: list[Any]
) -> None:
    monkeypatch.setattr("eoffice.surat.services.bahan.penanda_tangan_bertugas", lambda _hari: None)
    jalan(cisontrol)
    assert [c for c in catatan if c["event"] == "surat.gambar_gagal"] == []


def test_a_type_switched_off_meanwhile_is_still_drawn_and_signed(
    cisontrol: Desa, siap: UUID, tanda: Tanda, gambar: list[dict[str, Any]]
) -> None:
    with lingkup(cisontrol.kode):
        surat.ubah_pengaturan(pelaku="uji", jenis={"sku": UbahanJenis(aktif=False)})
    jalan(cisontrol)
    assert len(gambar) == 2
    assert tanda(siap).terbit


def test_what_was_signed_before_the_worker_came_needs_no_picture(
    cisontrol: Desa, siap: UUID, tanda: Tanda, gambar: list[dict[str, Any]]
) -> None:
    assert tanda(siap).terbit
    (hasil,) = jalan(cisontrol)
    assert hasil.tertahan is None
    assert gambar == []


def test_events_of_other_rooms_and_other_villages_are_passed_by(
    cisontrol: Desa, situmandala: Desa, siap: UUID, gambar: list[dict[str, Any]]
) -> None:
    with lingkup(situmandala.kode):
        pabrik.pemeran("situmandala", "3207155506859002")
    (hasil,) = jalan(situmandala)
    assert hasil.dikerjakan > 0
    assert gambar == []
    with lingkup(situmandala.kode):
        assert riwayat("surat", siap) == []


def test_the_dead_are_drawn_but_not_signed(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, tanda: Tanda, gambar: list[dict[str, Any]]
) -> None:
    with lingkup(cisontrol.kode):
        Penduduk.objects.filter(pk=cast.penduduk_id).update(status_dasar=2)
    (hasil,) = jalan(cisontrol)
    assert hasil.tertahan is None
    assert tanda(siap).pesan == Pesan("surat.penduduk_tidak_aktif")
    with lingkup(cisontrol.kode), pytest.raises(RuleRefused):
        surat.cetak_basah(surat_id=siap, versi=3, oleh=cast.pelaku(OPERATOR))
