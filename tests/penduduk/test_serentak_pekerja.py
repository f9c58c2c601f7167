"""The rest of an import's bad days on committed data: killed while a file is read, while the worker works, and crowds."""

import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TypeVar
from uuid import UUID

import pytest
from django.db import OperationalError, connections

from eoffice.jejak.models import Peristiwa
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import ChangedMeanwhile
from eoffice.penduduk import selectors, services
from eoffice.penduduk.models import BarisImpor, Impor, Keluarga, Penduduk
from eoffice.penduduk.workers import terapkan_yang_diminta
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import OLEH
from tests.penduduk.test_serentak import KEDUA, PERTAMA, bunuh, keadaan, siap, terapkan

pytestmark = pytest.mark.serentak
T = TypeVar("T")


def serempak(kerja: Callable[[int], T], orang: int = 4) -> list[T]:
    """Let several people do something at the same moment."""
    barrier = Barrier(orang)

    def jalan(nomor: int) -> T:
        try:
            barrier.wait(20)
            return kerja(nomor)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(orang) as pool:
        return list(pool.map(jalan, range(orang)))


def impor(desa: Desa) -> list[str]:
    with lingkup(desa.kode):
        return sorted(Impor.objects.values_list("status", flat=True))


def minta(desa: Desa, impor_id: UUID, oleh: str = OLEH) -> None:
    with lingkup(desa.kode):
        services.minta_terapkan(impor_id=impor_id, oleh=oleh)


def kerja_pekerja(desa: Desa) -> None:
    with lingkup(desa.kode):
        terapkan_yang_diminta()


# ---- killed while a file is being read ----


@pytest.mark.parametrize(
    ("titik", "kali"), [("_potret", 1), ("_buang_pratinjau", 1), ("_baris", 1), ("_baris", 4), ("_hitung", 1)]
)
@pytest.mark.lama
def test_killed_while_reading_the_earlier_preview_stands_untouched(
    titik: str, kali: int, cisontrol: Desa, tmp_path: Path
) -> None:
    first = siap(cisontrol, PERTAMA)
    with lingkup(cisontrol.kode):
        sebelum = list(BarisImpor.objects.order_by("urut").values())
    berkas = tmp_path / "kedua.csv"
    berkas.write_bytes(KEDUA)
    assert bunuh(titik, kali, cisontrol, berkas) == -signal.SIGKILL
    assert impor(cisontrol) == ["pratinjau"]
    with lingkup(cisontrol.kode):
        assert list(BarisImpor.objects.order_by("urut").values()) == sebelum
        assert not Penduduk.objects.exists()
    assert bunuh("tidak", 0, cisontrol, berkas) == 0
    assert impor(cisontrol) == ["dibatalkan", "pratinjau"]
    with pytest.raises(ChangedMeanwhile):
        terapkan(cisontrol, first)


# ---- killed while the worker works ----


@pytest.mark.parametrize(
    ("titik", "kali"),
    [
        ("tulis_kemajuan", 1),
        ("_tulis_orang", 2),
        ("_simpan", 4),
        ("_tandai_hilang", 1),
        ("catat_banyak", 1),
        ("buang_kemajuan", 1),
    ],
)
def test_a_worker_killed_at_any_point_starts_again_from_the_same_file(
    titik: str, kali: int, cisontrol: Desa, situmandala: Desa
) -> None:
    for isi in (PERTAMA, KEDUA):
        terapkan(situmandala, siap(situmandala, isi.replace(b"32.07.15.2004", b"32.07.15.2005")))
    terapkan(cisontrol, siap(cisontrol, PERTAMA))
    second = siap(cisontrol, KEDUA)
    minta(cisontrol, second)
    sebelum = keadaan(cisontrol)
    assert bunuh(titik, kali, cisontrol, "pekerja") == -signal.SIGKILL
    if titik != "buang_kemajuan":  # that comes after the commit
        assert keadaan(cisontrol) == sebelum
        assert impor(cisontrol) == ["diterapkan", "menerapkan"]
    kerja_pekerja(cisontrol)
    assert impor(cisontrol) == ["diterapkan", "diterapkan"]
    assert keadaan(cisontrol) == keadaan(situmandala)
    kerja_pekerja(cisontrol)
    assert keadaan(cisontrol) == keadaan(situmandala)
    assert periksa_rantai(cisontrol.kode).utuh


def test_two_workers_do_a_file_once(cisontrol: Desa) -> None:
    first = siap(cisontrol, PERTAMA)
    minta(cisontrol, first)
    serempak(lambda _: kerja_pekerja(cisontrol), 3)
    with lingkup(cisontrol.kode):
        assert set(Penduduk.objects.values_list("revisi", flat=True)) == {1}
        assert Penduduk.objects.count() == 7
        assert Peristiwa.objects.filter(jenis="penduduk.impor_diterapkan").count() == 1
    assert impor(cisontrol) == ["diterapkan"]


def test_two_people_ask_at_once_and_it_is_one_request(cisontrol: Desa) -> None:
    first = siap(cisontrol, PERTAMA)
    serempak(lambda nomor: minta(cisontrol, first, f"petugas-{nomor}"))
    with lingkup(cisontrol.kode):
        ((impor_id, oleh, _),) = services.impor_diminta()
    assert impor_id == first
    assert oleh.startswith("petugas-")
    kerja_pekerja(cisontrol)
    with lingkup(cisontrol.kode):
        assert set(Peristiwa.objects.values_list("pelaku", flat=True)) == {oleh}


def test_one_asks_while_another_throws_away_and_one_of_them_wins(cisontrol: Desa) -> None:
    first = siap(cisontrol, PERTAMA)

    def lakukan(nomor: int) -> str:
        try:
            if nomor:
                minta(cisontrol, first)
            else:
                with lingkup(cisontrol.kode):
                    services.batalkan_impor(impor_id=first)
        except ChangedMeanwhile as refused:
            return refused.pesan.kode
        return ""

    hasil = serempak(lakukan, 2)
    kerja_pekerja(cisontrol)
    (status,) = impor(cisontrol)
    with lingkup(cisontrol.kode):
        ada = Penduduk.objects.count()
    if status == "diterapkan":
        assert (hasil, ada) == (["penduduk.impor_sedang_diterapkan", ""], 7)
    else:
        assert (status, hasil, ada) == ("dibatalkan", ["", "penduduk.impor_dibatalkan"], 0)


def test_four_upload_at_once_and_one_preview_is_left(cisontrol: Desa) -> None:
    def unggah(nomor: int) -> UUID | None:
        try:
            return siap(cisontrol, (PERTAMA, KEDUA)[nomor % 2])
        except OperationalError:  # a busy SQLite; the page asks to try again
            return None

    ids = serempak(unggah)
    assert impor(cisontrol).count("pratinjau") >= 1
    with lingkup(cisontrol.kode):
        hidup = set(Impor.objects.filter(status="pratinjau").values_list("pk", flat=True))
        assert set(BarisImpor.objects.values_list("impor_id", flat=True)) == hidup
    assert hidup <= {satu for satu in ids if satu}


def test_a_preview_becomes_stale_when_another_file_is_applied_first(cisontrol: Desa) -> None:
    """Two previews that saw the same register: the one applied second must not write over the first."""
    terapkan(cisontrol, siap(cisontrol, PERTAMA))
    with lingkup(cisontrol.kode):
        lama = services.siapkan_impor(isi=KEDUA, nama_berkas="a.csv", lengkap=False, oleh=OLEH).id
        services.minta_terapkan(impor_id=lama, oleh=OLEH)
        baru = services.siapkan_impor(
            isi=KEDUA.replace(b"GURU", b"PETANI/PEKEBUN"), nama_berkas="b.csv", lengkap=False, oleh=OLEH
        ).id
    kerja_pekerja(cisontrol)
    with pytest.raises(ChangedMeanwhile) as refused:
        terapkan(cisontrol, baru)
    assert refused.value.pesan.kode == "penduduk.impor_basi"
    with lingkup(cisontrol.kode):
        assert set(Penduduk.objects.filter(revisi=2).values_list("pekerjaan", flat=True)) == {65}
        assert selectors.impor(baru).status == "pratinjau"


def test_the_worker_ends_a_stale_file_with_its_reason_and_goes_on_with_the_next(cisontrol: Desa) -> None:
    terapkan(cisontrol, siap(cisontrol, PERTAMA))
    basi, segar = siap(cisontrol, KEDUA), None
    minta(cisontrol, basi)
    with lingkup(cisontrol.kode):
        Penduduk.objects.update(revisi=5)
        segar = services.siapkan_impor(
            isi=uji.berkas_csv(uji.orang()), nama_berkas="c.csv", lengkap=False, oleh=OLEH
        ).id
        services.minta_terapkan(impor_id=segar, oleh=OLEH)
    kerja_pekerja(cisontrol)
    with lingkup(cisontrol.kode):
        assert selectors.impor(basi).status == "dibatalkan"
        assert [m.pesan.kode for m in selectors.impor(basi).masalah] == ["penduduk.impor_basi"]
        assert selectors.impor(segar).status == "diterapkan"
        assert not BarisImpor.objects.exists()
        assert services.impor_diminta() == []


def test_two_villages_import_at_once_and_each_gets_its_own(cisontrol: Desa, situmandala: Desa) -> None:
    desa = [cisontrol, situmandala]
    isi = [PERTAMA, PERTAMA.replace(b"32.07.15.2004", b"32.07.15.2005")]
    siap_ = [siap(satu, data) for satu, data in zip(desa, isi, strict=True)]
    serempak(lambda n: terapkan(desa[n], siap_[n]), 2)
    for satu in desa:
        with lingkup(satu.kode):
            assert Penduduk.objects.count() == 7
            assert Keluarga.objects.count() == 7
        assert periksa_rantai(satu.kode).utuh
