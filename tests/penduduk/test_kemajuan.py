"""Asking for a file to be applied, how far the worker has come, and what it does with what it cannot apply."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings

from eoffice.jejak.models import Peristiwa
from eoffice.kernel.errors import ChangedMeanwhile, NotFound
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.penduduk import selectors, services
from eoffice.penduduk.models import BarisImpor, Impor, Penduduk
from eoffice.penduduk.rules.impor.hasil import KemajuanImpor
from eoffice.penduduk.services import kemajuan, terapkan
from eoffice.penduduk.workers import terapkan_yang_diminta
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import OLEH, Masuk

ISI = uji.berkas_csv(uji.orang(), uji.istri(), uji.bayi())


@pytest.fixture(autouse=True)
def rumah(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a home of its own."""
    monkeypatch.setattr(settings, "EOFFICE_HOME", tmp_path)
    return tmp_path


# ---- the count ----


def test_the_count_is_told_read_and_forgotten(rumah: Path) -> None:
    impor_id = new_id()
    assert services.kemajuan_impor(impor_id) is None
    for selesai in (0, 500, 4500):
        kemajuan.tulis_kemajuan(impor_id, selesai, 4500)
        assert services.kemajuan_impor(impor_id) == KemajuanImpor(selesai, 4500)
    assert services.kemajuan_impor(new_id()) is None
    kemajuan.buang_kemajuan(impor_id)
    kemajuan.buang_kemajuan(impor_id)
    assert services.kemajuan_impor(impor_id) is None
    assert [path for path in rumah.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("isi", ["", "1", "1 2 3", "a b", "1 x", "\x00", "9" * 5000 + " 1"])
def test_a_count_cut_by_a_power_failure_is_no_count(rumah: Path, isi: str) -> None:
    impor_id = new_id()
    (rumah / "kemajuan").mkdir()
    (rumah / "kemajuan" / impor_id.hex).write_text(isi)
    assert services.kemajuan_impor(impor_id) is None


def test_a_count_that_cannot_be_written_does_not_stop_the_work(
    di_cisontrol: Desa, siapkan: Masuk, rumah: Path
) -> None:
    """The disk is full, or somebody put a file where the folder should be."""
    (rumah / "kemajuan").write_text("bukan folder")
    assert services.terapkan_impor(impor_id=siapkan(ISI).id, oleh=OLEH).jumlah["baru"] == 3
    assert services.kemajuan_impor(new_id()) is None


def test_the_count_grows_to_the_number_of_rows_that_change(
    di_cisontrol: Desa, siapkan: Masuk, monkeypatch: pytest.MonkeyPatch, rumah: Path
) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(terapkan, "_SEKALI", 2)
    monkeypatch.setattr(terapkan, "tulis_kemajuan", lambda _, selesai, semua: told.append((selesai, semua)))
    services.terapkan_impor(impor_id=siapkan(ISI).id, oleh=OLEH)
    assert told == [(0, 3), (2, 3), (3, 3)]
    assert list(rumah.rglob("*")) == []


def test_the_count_is_forgotten_also_when_applying_fails(
    di_cisontrol: Desa, siapkan: Masuk, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = siapkan(ISI)

    def gagal(*_: object, **__: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr(terapkan, "catat_banyak", gagal)
    with pytest.raises(OSError, match="disk"):
        services.terapkan_impor(impor_id=preview.id, oleh=OLEH)
    assert services.kemajuan_impor(preview.id) is None


# ---- asking ----


def test_asking_is_not_applying(di_cisontrol: Desa, siapkan: Masuk) -> None:
    preview = siapkan(ISI)
    services.minta_terapkan(impor_id=preview.id, oleh="rika")
    assert services.impor_diminta() == [(preview.id, "rika", True)]
    assert selectors.impor(preview.id).status == "menerapkan"
    assert not Penduduk.objects.exists()
    assert not Peristiwa.objects.exists()


def test_who_asks_first_is_named_in_the_stream(di_cisontrol: Desa, siapkan: Masuk) -> None:
    preview = siapkan(ISI)
    for oleh in ("rika", "dadang"):
        services.minta_terapkan(impor_id=preview.id, oleh=oleh)
    terapkan_yang_diminta()
    assert set(Peristiwa.objects.values_list("pelaku", flat=True)) == {"rika"}
    services.minta_terapkan(impor_id=preview.id, oleh="dadang")  # done is done: no error, no second time
    assert services.impor_diminta() == []


def test_a_file_thrown_away_or_replaced_cannot_be_asked_for(di_cisontrol: Desa, siapkan: Masuk) -> None:
    first = siapkan(ISI)
    siapkan(ISI)
    with pytest.raises(ChangedMeanwhile) as refused:
        services.minta_terapkan(impor_id=first.id, oleh=OLEH)
    assert refused.value.pesan == Pesan("penduduk.impor_dibatalkan")


def test_a_file_that_waits_can_be_neither_thrown_away_nor_replaced(
    di_cisontrol: Desa, siapkan: Masuk
) -> None:
    first = siapkan(ISI)
    services.minta_terapkan(impor_id=first.id, oleh=OLEH)
    with pytest.raises(ChangedMeanwhile) as refused:
        services.batalkan_impor(impor_id=first.id)
    assert refused.value.pesan == Pesan("penduduk.impor_sedang_diterapkan")
    second = siapkan(uji.berkas_csv(uji.orang()))
    assert services.impor_diminta() == [(first.id, OLEH, True)]
    terapkan_yang_diminta()
    assert Penduduk.objects.count() == 3
    with pytest.raises(
        ChangedMeanwhile
    ) as refused:  # Asep came in meanwhile: the second saw an empty register
        services.terapkan_impor(impor_id=second.id, oleh=OLEH)
    assert refused.value.pesan == Pesan("penduduk.impor_basi")
    assert Penduduk.objects.count() == 3


def test_files_are_applied_in_the_order_they_were_asked_for(di_cisontrol: Desa, siapkan: Masuk) -> None:
    satu = siapkan(uji.berkas_csv(uji.orang()), lengkap=False)
    services.minta_terapkan(impor_id=satu.id, oleh="satu")
    dua = siapkan(uji.berkas_csv(uji.istri()), lengkap=False)
    services.minta_terapkan(impor_id=dua.id, oleh="dua")
    assert [oleh for _, oleh, _ in services.impor_diminta()] == ["satu", "dua"]
    terapkan_yang_diminta()
    kinds = Peristiwa.objects.filter(jenis="penduduk.impor_diterapkan").order_by("urut")
    assert list(kinds.values_list("pelaku", flat=True)) == ["satu", "dua"]
    assert Penduduk.objects.count() == 2


# ---- what cannot be applied ----


def test_a_stale_file_ends_with_its_reason_and_keeps_no_rows(di_cisontrol: Desa, siapkan: Masuk) -> None:
    preview = siapkan(ISI)
    services.minta_terapkan(impor_id=preview.id, oleh=OLEH)
    Penduduk(nik=uji.EUIS, nama="EUIS", jenis_kelamin="P").save(force_insert=True)
    terapkan_yang_diminta()
    ended = selectors.impor(preview.id)
    assert ended.status == "dibatalkan"
    assert [(m.kolom, m.pesan, m.menolak) for m in ended.masalah] == [
        ("", Pesan("penduduk.impor_basi"), False)
    ]
    assert not BarisImpor.objects.exists()
    assert Penduduk.objects.count() == 1
    assert services.impor_diminta() == []


def test_ending_a_file_that_does_not_wait_changes_nothing(di_cisontrol: Desa, masukkan: Masuk) -> None:
    done = masukkan(ISI)
    services.gagalkan_impor(impor_id=done.id, sebab=Pesan("penduduk.impor_basi"))
    assert selectors.impor(done.id) == done


def test_a_fault_of_the_machine_leaves_the_file_waiting(
    di_cisontrol: Desa, siapkan: Masuk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next round tries again: the disk may be free by then."""
    preview = siapkan(ISI)
    services.minta_terapkan(impor_id=preview.id, oleh=OLEH)

    def penuh(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as sementara:
        sementara.setattr(terapkan, "catat_banyak", penuh)
        with pytest.raises(OSError, match="No space left"):
            terapkan_yang_diminta()
    assert services.impor_diminta() == [(preview.id, OLEH, True)]
    terapkan_yang_diminta()
    assert Penduduk.objects.count() == 3


# ---- walls ----

TANYA: dict[str, Callable[[UUID], object]] = {
    "look": selectors.impor,
    "apply": lambda impor_id: services.terapkan_impor(impor_id=impor_id, oleh=OLEH),
    "ask": lambda impor_id: services.minta_terapkan(impor_id=impor_id, oleh=OLEH),
    "throw away": lambda impor_id: services.batalkan_impor(impor_id=impor_id),
}


@pytest.mark.parametrize("cara", TANYA)
def test_the_neighbours_file_is_not_found(cara: str, cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(situmandala.kode):
        isi = ISI.replace(b"32.07.15.2004", b"32.07.15.2005")
        impor_id = services.siapkan_impor(isi=isi, nama_berkas="x", lengkap=True, oleh=OLEH).id
    with lingkup(cisontrol.kode):
        for satu in (impor_id, new_id()):
            with pytest.raises(NotFound):
                TANYA[cara](satu)
        assert selectors.baris_impor(impor_id, tindakan="baru") == []
        assert selectors.semua_impor() == []
        terapkan_yang_diminta()
    with lingkup(situmandala.kode):
        assert Impor.objects.get().status == "pratinjau"
        assert BarisImpor.objects.count() == 3


def test_the_worker_of_one_village_does_not_touch_what_waits_in_another(
    cisontrol: Desa, situmandala: Desa
) -> None:
    with lingkup(situmandala.kode):
        isi = ISI.replace(b"32.07.15.2004", b"32.07.15.2005")
        impor_id = services.siapkan_impor(isi=isi, nama_berkas="x", lengkap=True, oleh=OLEH).id
        services.minta_terapkan(impor_id=impor_id, oleh=OLEH)
    with lingkup(cisontrol.kode):
        terapkan_yang_diminta()
    with lingkup(situmandala.kode):
        assert services.impor_diminta() == [(impor_id, OLEH, True)]
        terapkan_yang_diminta()
        assert Penduduk.objects.count() == 3
