"""Finding and listing residents, and that the neighbour's never show."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice.kernel.errors import NotFound
from eoffice.kernel.ids import new_id
from eoffice.penduduk import selectors, services
from eoffice.penduduk.models import Impor, Keluarga, Penduduk
from eoffice.penduduk.rules.ringkas import HasilCari
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import LingkupTidakAktif, lingkup
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import OLEH, Masuk

NAMA = {
    "3207150101809001": "ASEP SUTISNA",
    "3207150101809002": "SUTISNA ASEP",
    "3207150101809003": "TISNA WIJAYA",
    "3207150101809004": "ENTIS SUTISNA",
    "3207150101809005": "MA'MUN",
    "3207150101809006": "JOSÉ ASEPULOH",
}


@pytest.fixture
def ramai(di_cisontrol: Desa, masukkan: Masuk) -> None:
    """Six people, each with a family card of his own."""
    rows = [
        uji.orang(nik=nik, nama=nama, no_kk=f"32071501011590{number + 50}")
        for number, (nik, nama) in enumerate(NAMA.items())
    ]
    masukkan(uji.berkas_csv(*rows))


def nama(hits: list[HasilCari]) -> list[str]:
    return [hit.nama for hit in hits]


# ---- search ----


@pytest.mark.usefixtures("ramai")
@pytest.mark.parametrize(
    ("q", "urutan"),
    [
        ("asep", ["ASEP SUTISNA", "JOSÉ ASEPULOH", "SUTISNA ASEP"]),
        ("tisna", ["TISNA WIJAYA", "ASEP SUTISNA", "ENTIS SUTISNA", "SUTISNA ASEP"]),
        ("sutisna asep", ["SUTISNA ASEP", "ASEP SUTISNA"]),
        ("asep sutisna", ["ASEP SUTISNA", "SUTISNA ASEP"]),
        ("mamun", ["MA'MUN"]),
        ("Ma’mun", ["MA'MUN"]),
        ("jose", ["JOSÉ ASEPULOH"]),
        ("9003", ["TISNA WIJAYA"]),
        ("3207 1501 0180 9004", ["ENTIS SUTISNA"]),
        ("115905", sorted(NAMA.values(), key=lambda n: n.replace("'", "").replace("É", "E"))),
        ("wijaya 9003", ["TISNA WIJAYA"]),
        ("wijaya 9001", []),
        ("qzx", []),
        ("a", []),
        ("", []),
        ("%%", []),
        ("__", []),
    ],
)
def test_any_part_of_name_nik_and_card_finds(q: str, urutan: list[str]) -> None:
    assert nama(selectors.cari(q)) == urutan


@pytest.mark.usefixtures("ramai")
def test_results_are_at_most_as_many_as_wanted() -> None:
    assert len(selectors.cari("3207", batas=4)) == 4
    assert nama(selectors.cari("s", batas=4)) == []


@pytest.mark.usefixtures("ramai")
def test_a_result_tells_two_people_of_one_name_apart() -> None:
    (hit,) = selectors.cari("tisna wijaya")
    assert (hit.nik, hit.no_kk) == ("3207150101809003", "3207150101159052")
    assert (hit.dusun, hit.rw, hit.rt, hit.tanggal_lahir) == ("Jetak", "002", "003", date(1980, 1, 1))
    assert (hit.hidup, hit.status_dasar, hit.hilang) == (True, "Hidup", False)


@pytest.mark.usefixtures("ramai")
def test_names_stay_as_registered_and_places_are_written_as_places() -> None:
    (hit,) = selectors.cari("tisna wijaya")
    shown = selectors.satu(hit.id)
    assert (shown.nama, shown.tempat_lahir, shown.tinggal.dusun) == ("TISNA WIJAYA", "Ciamis", "Jetak")
    assert Penduduk.objects.get(pk=hit.id).tempat_lahir == "CIAMIS"


@pytest.mark.usefixtures("ramai")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
def test_any_typed_text_is_answered(q: str) -> None:
    assert len(selectors.cari(q)) <= 6


@pytest.mark.usefixtures("ramai")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_part_of_two_or_more_characters_finds_its_person(data: st.DataObject) -> None:
    person = data.draw(st.sampled_from(list(Penduduk.objects.order_by("nik"))))
    word = data.draw(st.sampled_from(person.kunci_cari.split()))
    start = data.draw(st.integers(0, len(word) - 2))
    end = data.draw(st.integers(start + 2, len(word)))
    assert person.pk in {hit.id for hit in selectors.cari(word[start:end])}


@pytest.mark.usefixtures("ramai")
def test_the_dead_and_the_missing_are_found_with_a_mark(masukkan: Masuk) -> None:
    masukkan(uji.berkas_csv(uji.orang(nik="3207150101809003", nama="TISNA WIJAYA", status_dasar="MATI")))
    (dead,) = selectors.cari("tisna wijaya")
    assert (dead.hidup, dead.status_dasar) == (False, "Mati")
    assert all(hit.hilang for hit in selectors.cari("sutisna"))


@pytest.mark.usefixtures("ramai")
@pytest.mark.parametrize("q", ["asep", "tisna", "qzx", "9003"])
def test_a_search_takes_at_most_three_statements(q: str) -> None:
    with CaptureQueriesContext(
        connection,
    ) as statements:
        selectors.cari(q)
    assert len(statements) <= 3


# ---- the list ----


@pytest.mark.usefixtures("ramai")
def test_the_list_goes_by_name_in_pages() -> None:
    first, second = selectors.daftar(1, per_halaman=4), selectors.daftar(2, per_halaman=4)
    assert (first.jumlah, first.jumlah_halaman, len(first.baris), len(second.baris)) == (6, 2, 4, 2)
    assert nama([*first.baris, *second.baris])[:3] == ["ASEP SUTISNA", "ENTIS SUTISNA", "JOSÉ ASEPULOH"]
    assert len({hit.id for hit in (*first.baris, *second.baris)}) == 6


@pytest.mark.usefixtures("ramai")
@pytest.mark.parametrize(("diminta", "diberi"), [(0, 1), (-3, 1), (99, 2), (2, 2)])
def test_a_page_that_does_not_exist_is_the_nearest_one(diminta: int, diberi: int) -> None:
    assert selectors.daftar(diminta, per_halaman=4).halaman == diberi


@pytest.mark.usefixtures("di_cisontrol")
def test_an_empty_register_has_one_empty_page() -> None:
    page = selectors.daftar()
    assert (page.baris, page.halaman, page.jumlah, page.jumlah_halaman) == ((), 1, 0, 1)


@pytest.mark.usefixtures("ramai")
def test_groups_are_told_apart(masukkan: Masuk) -> None:
    rows = [uji.orang(nik=nik, nama=name) for nik, name in NAMA.items()]
    rows[0]["status_dasar"], rows[1]["status_dasar"] = "MATI", "PINDAH"
    masukkan(uji.berkas_csv(*rows[:4]))
    assert [selectors.jumlah_penduduk(group) for group in ("aktif", "hilang", "keluar")] == [2, 2, 2]
    assert nama(list(selectors.daftar(golongan="keluar").baris)) == ["ASEP SUTISNA", "SUTISNA ASEP"]


@pytest.mark.usefixtures("ramai")
@pytest.mark.parametrize("banyak", [1, 3, 6])
def test_the_list_takes_three_statements_for_any_number_of_rows(banyak: int) -> None:
    with CaptureQueriesContext(connection) as statements:
        assert len(selectors.daftar(1, per_halaman=banyak).baris) == banyak
    assert len(statements) == 3


# ---- one person ----


@pytest.mark.usefixtures("di_cisontrol")
def test_one_person_in_words(masukkan: Masuk) -> None:
    masukkan(uji.berkas_csv(uji.orang(), uji.istri(), uji.bayi()))
    euis = selectors.by_nik(uji.EUIS)
    assert euis is not None
    assert euis == selectors.satu(euis.id)
    assert euis.alamat == "Dusun Jetak RT 003 RW 002, Desa Cisontrol, Kecamatan Rancah, Kabupaten Ciamis"
    assert (euis.kelamin, euis.agama, euis.pekerjaan, euis.shdk) == (
        "Perempuan",
        "Islam",
        "Wiraswasta",
        "Istri",
    )
    assert (euis.status_kawin, euis.kewarganegaraan, euis.golongan_darah) == ("Kawin Tercatat", "WNI", "O")
    assert (euis.no_kk, euis.hidup, euis.nik_samar) == (uji.KK, True, "320715••••••••01")
    assert euis.umur(date(2026, 6, 30)) == 41


@pytest.mark.usefixtures("di_cisontrol")
def test_a_family_stands_as_on_its_card(masukkan: Masuk) -> None:
    masukkan(uji.berkas_csv(uji.bayi(), uji.istri(), uji.orang()))
    asep = selectors.by_nik(uji.ASEP)
    assert asep is not None
    assert asep.keluarga_id is not None
    family = selectors.anggota_keluarga(asep.keluarga_id)
    assert [member.shdk for member in family] == ["Kepala Keluarga", "Istri", "Anak"]
    assert family[2].nik_ayah == uji.ASEP


@pytest.mark.usefixtures("di_cisontrol")
def test_somebody_with_nothing_known_is_shown_without_inventions() -> None:
    person = Penduduk(nama="TANPA DATA", jenis_kelamin="L")
    person.isi_kunci_cari()
    person.save()
    shown = selectors.satu(person.pk)
    assert (shown.nik, shown.no_kk, shown.agama, shown.umur(date(2026, 1, 1))) == ("", "", "", None)
    assert shown.alamat == "Desa Cisontrol, Kecamatan Rancah, Kabupaten Ciamis"
    assert nama(selectors.cari("tanpa data")) == ["TANPA DATA"]


@pytest.mark.usefixtures("di_cisontrol")
def test_nobody_is_not_found() -> None:
    assert selectors.by_nik("") is None
    assert selectors.by_nik(uji.ASEP) is None
    assert selectors.anggota_keluarga(new_id()) == []
    for ask in (selectors.satu, selectors.impor):
        with pytest.raises(NotFound):
            ask(new_id())


# ---- the neighbour ----


@pytest.fixture
def tetangga(cisontrol: Desa, situmandala: Desa) -> Iterator[Desa]:
    """Euis lives in Cisontrol; the scope is open for Situmandala."""
    with lingkup(cisontrol.kode):
        isi = uji.berkas_csv(uji.istri())
        done = services.siapkan_impor(isi=isi, nama_berkas="x.csv", lengkap=True, oleh=OLEH)
        services.terapkan_impor(impor_id=done.id, oleh=OLEH)
        services.siapkan_impor(isi=isi, nama_berkas="x.csv", lengkap=True, oleh=OLEH)
        ids = [
            Penduduk.objects.get().pk,
            Keluarga.objects.get().pk,
            *Impor.objects.values_list("pk", flat=True),
        ]
    with lingkup(situmandala.kode):
        situmandala.milik_tetangga = ids  # type: ignore[attr-defined]
        yield situmandala


def test_the_neighbour_finds_nobody(tetangga: Desa) -> None:
    for q in ("euis", uji.EUIS, uji.KK, "komariah"):
        assert selectors.cari(q) == []
    assert selectors.daftar().jumlah == 0
    assert selectors.by_nik(uji.EUIS) is None
    assert selectors.semua_impor() == []


def test_the_neighbour_gets_a_not_found_for_every_id(tetangga: Desa) -> None:
    for foreign in tetangga.milik_tetangga:  # type: ignore[attr-defined]
        with pytest.raises(NotFound):
            selectors.satu(foreign)
        with pytest.raises(NotFound):
            selectors.impor(foreign)
        with pytest.raises(NotFound):
            services.terapkan_impor(impor_id=foreign, oleh=OLEH)
        with pytest.raises(NotFound):
            services.batalkan_impor(impor_id=foreign)
        assert selectors.anggota_keluarga(foreign) == []
        assert selectors.baris_impor(foreign) == []
        assert list(selectors.baris_ditolak(foreign)) == []


@pytest.mark.usefixtures("tetangga")
def test_two_villages_may_know_the_same_number(masukkan: Masuk) -> None:
    assert masukkan(uji.berkas_csv(uji.istri(kode_desa="32.07.15.2005"))).jumlah["baru"] == 1
    assert nama(selectors.cari(uji.EUIS)) == ["EUIS KOMARIAH"]


@pytest.mark.django_db
def test_without_a_scope_every_question_fails() -> None:
    for ask in (lambda: selectors.cari("euis"), selectors.daftar, lambda: selectors.satu(new_id())):
        with pytest.raises(LingkupTidakAktif):
            ask()
