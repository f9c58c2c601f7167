"""A file that takes long is looked through by the worker: kept, counted, thrown away at the end, never read twice."""

from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput, NotFound
from eoffice.penduduk import selectors, services
from eoffice.penduduk.models import BarisImpor, BerkasImpor, Impor, Penduduk
from eoffice.penduduk.rules.impor import susun
from eoffice.penduduk.rules.impor.hasil import RincianImpor
from eoffice.penduduk.services import siapkan as siapkan_modul
from eoffice.penduduk.workers import terapkan_yang_diminta
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import OLEH, Masuk

ISI = uji.berkas_csv(uji.orang(), uji.istri(), uji.bayi(agama="JEDI"))


@pytest.fixture(autouse=True)
def rumah(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a home of its own."""
    monkeypatch.setattr(settings, "EOFFICE_HOME", tmp_path)
    return tmp_path


def bawa(isi: bytes = ISI, *, lengkap: bool = True) -> RincianImpor:
    return services.minta_siapkan(isi=isi, nama_berkas="penduduk.csv", lengkap=lengkap, oleh=OLEH)


def keadaan(impor_id: UUID) -> str:
    return selectors.impor(impor_id).status


def test_bringing_a_file_reads_nothing_of_it(di_cisontrol: Desa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(susun, "baca", lambda *_: pytest.fail("read in the request"))
    impor = bawa()
    assert impor.status == "memeriksa"
    assert (impor.jumlah, impor.kolom) == ({}, ())
    assert BarisImpor.objects.count() == 0
    assert bytes(BerkasImpor.objects.get().isi) == ISI


def test_the_worker_gives_just_the_preview_that_would_have_come_at_once(
    di_cisontrol: Desa, siapkan: Masuk
) -> None:
    at_once = siapkan(ISI)
    rows = list(
        BarisImpor.objects.order_by("urut").values("urut", "baris", "tindakan", "isi", "masalah", "asli")
    )
    impor = bawa()
    terapkan_yang_diminta()
    later = selectors.impor(impor.id)
    for name in (
        "sha256",
        "bentuk",
        "lengkap",
        "jumlah",
        "masalah",
        "kolom",
        "status",
        "nama_berkas",
        "oleh",
    ):
        assert getattr(later, name) == getattr(at_once, name), name
    again = BarisImpor.objects.order_by("urut").values("urut", "baris", "tindakan", "isi", "masalah", "asli")
    assert list(again) == rows


def test_the_bytes_are_thrown_away_once_they_are_read(di_cisontrol: Desa, rumah: Path) -> None:
    bawa()
    terapkan_yang_diminta()
    assert BerkasImpor.objects.count() == 0
    assert [path for path in rumah.rglob("*") if path.is_file()] == []


def test_how_far_the_reading_is_is_told(di_cisontrol: Desa, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(susun, "_SETIAP", 2)
    monkeypatch.setattr(siapkan_modul, "tulis_kemajuan", lambda _, done, rows: told.append((done, rows)))
    bawa()
    terapkan_yang_diminta()
    assert told == [(0, 3), (2, 3)]


def test_looked_through_and_then_applied_by_the_same_worker(di_cisontrol: Desa) -> None:
    impor = bawa()
    terapkan_yang_diminta()
    assert Penduduk.objects.count() == 0
    services.minta_terapkan(impor_id=impor.id, oleh=OLEH)
    terapkan_yang_diminta()
    assert keadaan(impor.id) == "diterapkan"
    assert Penduduk.objects.count() == 2


@pytest.mark.parametrize("isi", [b"", b"%PDF-1.4", b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_what_its_first_bytes_give_away_is_refused_at_once(di_cisontrol: Desa, isi: bytes) -> None:
    with pytest.raises(InvalidInput):
        bawa(isi)
    assert Impor.objects.count() == 0


@pytest.mark.parametrize(
    ("isi", "kode"),
    [
        (b"PK\x03\x04rusak", ["penduduk.berkas_rusak"]),
        (b"kode,isi\n1,2\n", ["penduduk.kolom_wajib", "penduduk.kolom_wajib"]),
        (b"nik,nama\n", ["penduduk.berkas_tanpa_baris"]),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_its_reasons(
    di_cisontrol: Desa, isi: bytes, kode: list[str]
) -> None:
    impor = bawa(isi)
    terapkan_yang_diminta()
    later = selectors.impor(impor.id)
    assert later.status == "dibatalkan"
    assert [m.pesan.kode for m in later.masalah] == kode
    assert all(m.menolak for m in later.masalah)
    assert BerkasImpor.objects.count() == 0


def test_one_bad_file_does_not_hold_up_the_next_village(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        buruk = bawa(b"PK\x03\x04rusak")
    with lingkup(situmandala.kode):
        baik = bawa(uji.berkas_csv(uji.orang(kode_desa="")))
        terapkan_yang_diminta()
        assert keadaan(baik.id) == "pratinjau"
        with pytest.raises(NotFound):
            selectors.impor(buruk.id)
    with lingkup(cisontrol.kode):
        assert keadaan(buruk.id) == "memeriksa"


def test_a_new_file_replaces_one_that_waits_and_throws_its_bytes_away(di_cisontrol: Desa) -> None:
    first, second = bawa(), bawa()
    assert keadaan(first.id) == "dibatalkan"
    assert [row.impor_id for row in BerkasImpor.objects.all()] == [second.id]


def test_a_small_file_replaces_a_large_one_that_waits(di_cisontrol: Desa, siapkan: Masuk) -> None:
    waiting = bawa()
    siapkan(ISI)
    assert keadaan(waiting.id) == "dibatalkan"
    assert BerkasImpor.objects.count() == 0
    terapkan_yang_diminta()
    assert keadaan(waiting.id) == "dibatalkan"


def test_a_file_that_waits_can_be_thrown_away_and_not_applied(di_cisontrol: Desa) -> None:
    impor = bawa()
    with pytest.raises(ChangedMeanwhile):
        services.minta_terapkan(impor_id=impor.id, oleh=OLEH)
    services.batalkan_impor(impor_id=impor.id)
    assert keadaan(impor.id) == "dibatalkan"
    assert BerkasImpor.objects.count() == 0


def test_thrown_away_while_it_is_read_it_leaves_nothing(
    di_cisontrol: Desa, monkeypatch: pytest.MonkeyPatch
) -> None:
    impor = bawa()
    read = susun.baca

    def meanwhile(*args: object) -> susun.BerkasTerbaca:
        services.batalkan_impor(impor_id=impor.id)
        return read(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(susun, "baca", meanwhile)
    services.siapkan_diminta(impor_id=impor.id)
    assert keadaan(impor.id) == "dibatalkan"
    assert BarisImpor.objects.count() == 0


def test_a_second_worker_finds_it_done(di_cisontrol: Desa) -> None:
    impor = bawa()
    services.siapkan_diminta(impor_id=impor.id)
    services.siapkan_diminta(impor_id=impor.id)
    assert keadaan(impor.id) == "pratinjau"
    assert BarisImpor.objects.count() == 3


def test_a_fault_of_the_machine_leaves_it_waiting_with_its_bytes(
    di_cisontrol: Desa, monkeypatch: pytest.MonkeyPatch, rumah: Path
) -> None:
    impor = bawa()
    monkeypatch.setattr(siapkan_modul, "_isi_pratinjau", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.siapkan_diminta(impor_id=impor.id)
    monkeypatch.undo()
    monkeypatch.setattr(settings, "EOFFICE_HOME", rumah)
    assert keadaan(impor.id) == "memeriksa"
    terapkan_yang_diminta()
    assert keadaan(impor.id) == "pratinjau"


def test_a_mended_file_is_a_part_also_behind_the_scenes(di_cisontrol: Desa) -> None:
    impor = bawa(uji.berkas_csv({**uji.orang(), "alasan": "x"}, kolom=[*uji.KOLOM_KAMI, "alasan"]))
    terapkan_yang_diminta()
    assert not selectors.impor(impor.id).lengkap


def test_a_round_with_nothing_to_do_is_one_statement(di_cisontrol: Desa) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        terapkan_yang_diminta()
    assert len(asked) == 1
