"""The words of a village's names: counted from the register, and what a search does with them."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from eoffice.kernel import clock
from eoffice.penduduk import selectors, services
from eoffice.penduduk.models import Kata, Penduduk
from eoffice.penduduk.rules.ejaan import bunyi, kata_nama
from eoffice.penduduk.services import kata as hitungan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import LingkupTidakAktif, lingkup
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import Masuk

NAMA = ("DJOEWITA SARI", "CECEP SUTISNA", "KOMARIAH", "SITI KOMARIAH", "YUSUF SYARIF", "ASEP SUTISNA")


@pytest.fixture
def kampung(di_cisontrol: Desa) -> Desa:
    for number, nama in enumerate(NAMA):
        orang(nama, number)
    services.hitung_kata()
    return di_cisontrol


def orang(nama: str, number: int) -> Penduduk:
    person = Penduduk(nik=f"32071501018090{number:02}", nama=nama, jenis_kelamin="L")
    person.isi_kunci_cari()
    person.save(force_insert=True)
    return person


def nama(q: str) -> list[str]:
    return [satu.nama for satu in selectors.temukan(q).hasil]


def kata() -> dict[str, int]:
    return dict(Kata.objects.values_list("teks", "banyak"))


# ---- counting ----


def test_words_are_counted_by_how_many_people_have_them(kampung: Desa) -> None:
    orang("ASEP ASEP", 90)
    assert services.hitung_kata() == 1
    assert kata() == {
        "DJOEWITA": 1, "SARI": 1, "CECEP": 1, "SUTISNA": 2, "KOMARIAH": 2, "SITI": 1, "YUSUF": 1, "SYARIF": 1, "ASEP": 2,
    }  # fmt: skip
    assert Kata.objects.get(teks="DJOEWITA").bunyi == bunyi("JUWITA")


def test_a_register_that_did_not_move_is_not_counted_again(kampung: Desa) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert services.hitung_kata() is None
    assert sum('penduduk_kata"' in one["sql"] for one in asked) == 0


def test_whatever_way_a_name_changed_it_is_counted(kampung: Desa) -> None:
    person = Penduduk.objects.get(nama="DJOEWITA SARI")
    person.nama, person.revisi = "RATNA SARI", person.revisi + 1
    person.isi_kunci_cari()
    person.save()
    assert services.hitung_kata() == 2
    assert "DJOEWITA" not in kata()
    assert kata()["RATNA"] == 1


def test_a_word_nobody_has_any_more_is_gone(kampung: Desa) -> None:
    Penduduk.objects.filter(nama="DJOEWITA SARI").delete()
    services.hitung_kata()
    assert not {"DJOEWITA", "SARI"} & kata().keys()


def test_who_was_exchanged_for_another_between_two_counts_is_found_on_the_next_day(kampung: Desa) -> None:
    """The one case the sums do not see."""
    Penduduk.objects.filter(nama="DJOEWITA SARI").delete()
    orang("RATNA", 91)
    assert services.hitung_kata() is None
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        assert services.hitung_kata() == 3
    assert kata().keys() >= {"RATNA"}


def test_counting_by_command_does_not_ask(kampung: Desa) -> None:
    Kata.objects.all().delete()
    assert services.hitung_kata() is None
    assert services.hitung_kata(paksa=True) == len(kata()) == 9


def test_an_import_is_counted_in_one_go(di_cisontrol: Desa, masukkan: Masuk) -> None:
    masukkan(uji.berkas_csv(uji.orang(), uji.istri(), uji.bayi()))
    services.hitung_kata()
    assert kata() == {"ASEP": 1, "SUTISNA": 2, "EUIS": 1, "KOMARIAH": 1, "RAFI": 1}


def test_more_words_than_one_batch(di_cisontrol: Desa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eoffice.penduduk.services.kata._SEKALI", 2)
    for number, satu in enumerate(NAMA):
        orang(satu, number)
    services.hitung_kata()
    assert len(kata()) == 9
    Penduduk.objects.all().delete()
    services.hitung_kata()
    assert kata() == {}


# ---- searching ----


@pytest.mark.parametrize(
    ("q", "urutan"),
    [
        ("juwita", ["DJOEWITA SARI"]),
        ("tjetjep", ["CECEP SUTISNA"]),
        ("tjetjep soetisna", ["CECEP SUTISNA"]),
        ("jusuf sjarif", ["YUSUF SYARIF"]),
        ("komriah", ["KOMARIAH", "SITI KOMARIAH"]),
        ("siti komaraih", ["SITI KOMARIAH"]),
        ("qomariyah", ["KOMARIAH", "SITI KOMARIAH"]),
        ("sutsina asep", ["ASEP SUTISNA"]),
        ("juwi", ["DJOEWITA SARI"]),
        ("jui", []),
        ("sariah", []),
        ("asepa sutisna", ["ASEP SUTISNA"]),
        ("xyzzy", []),
        ("3207150101809999", []),
        ("komriah 3207150101809002", ["KOMARIAH"]),
    ],
)
def test_another_spelling_or_a_slip_finds_whom_it_means(kampung: Desa, q: str, urutan: list[str]) -> None:
    assert nama(q) == urutan
    assert selectors.temukan(q).mirip is bool(urutan)
    assert [satu.nama for satu in selectors.cari(q)] == urutan


@pytest.mark.parametrize("q", ["komariah", "KOMAR", "sutisna", "ariah", "150101"])
def test_who_is_called_so_is_never_mixed_with_who_is_called_nearly_so(kampung: Desa, q: str) -> None:
    orang("KOMARIYAH", 92)
    services.hitung_kata()
    found = selectors.temukan(q)
    assert found.hasil
    assert not found.mirip
    assert all(q.upper() in f"{satu.nama} {satu.nik}" for satu in found.hasil)


def test_a_word_counted_but_gone_leads_to_nobody(kampung: Desa) -> None:
    Penduduk.objects.filter(nama="DJOEWITA SARI").delete()
    assert nama("juwita") == []
    assert not selectors.temukan("juwita").mirip


def test_before_the_first_count_a_search_is_what_it_was(di_cisontrol: Desa) -> None:
    orang("CECEP SUTISNA", 1)
    assert nama("cecep") == ["CECEP SUTISNA"]
    assert nama("tjetjep") == []


@pytest.mark.parametrize("q", ["tjetjep", "komriah siti", "xyzzyx"])
def test_a_search_with_slips_takes_at_most_five_statements(kampung: Desa, q: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        selectors.temukan(q)
    assert len(asked) <= 5


# ---- walls ----


def test_words_do_not_cross_the_wall_between_villages(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        orang("DJOEWITA", 1)
        services.hitung_kata()
    with lingkup(situmandala.kode):
        orang("JUWITO", 1)
        services.hitung_kata()
        assert kata() == {"JUWITO": 1}
        assert nama("djoewita") == []
        Penduduk.objects.all().delete()
        services.hitung_kata()
        assert kata() == {}
    with lingkup(cisontrol.kode):
        assert kata() == {"DJOEWITA": 1}
        assert nama("juwita") == ["DJOEWITA"]


def test_without_a_village_nothing_is_counted(db: None) -> None:
    with pytest.raises(LingkupTidakAktif):
        services.hitung_kata()


@pytest.mark.serentak
def test_whoever_writes_need_not_wait_until_the_register_is_read(
    di_cisontrol: Desa, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sign-in that met a count under way once waited until it gave up."""
    orang(NAMA[0], 0)
    selesai: list[bool] = []

    def tulis() -> None:
        with lingkup(di_cisontrol.kode):
            orang("ASEP SUTISNA", 1)
        connections.close_all()

    def baca(kunci: str) -> list[str]:
        if not selesai:
            utas = threading.Thread(target=tulis)
            utas.start()
            utas.join(5)
            selesai.append(not utas.is_alive())
        return kata_nama(kunci)

    monkeypatch.setattr(hitungan, "kata_nama", baca)
    assert services.hitung_kata() == 2
    assert selesai == [True]
    assert services.hitung_kata() == 2, "what was written meanwhile is in the next count"
    assert set(kata()) == {"DJOEWITA", "SARI", "ASEP", "SUTISNA"}


@pytest.mark.serentak
def test_of_two_counts_at_once_the_later_one_stays_whole(
    di_cisontrol: Desa, monkeypatch: pytest.MonkeyPatch
) -> None:
    siti = orang("SITI KOMARIAH", 0)
    disela: list[int | None] = []

    def baca(kunci: str) -> list[str]:
        """The other count begins after this one and ends before it."""
        if not disela:
            disela.append(None)
            Penduduk.objects.filter(pk=siti.pk).update(kunci_cari="YUSUF KOMARIAH", revisi=siti.revisi + 1)
            disela[0] = services.hitung_kata()
        return kata_nama(kunci)

    monkeypatch.setattr(hitungan, "kata_nama", baca)
    services.hitung_kata()
    assert disela == [2]
    monkeypatch.undo()
    assert services.hitung_kata() == 2
    assert set(kata()) == {"YUSUF", "KOMARIAH"}
