"""Any sequence of files against a small model of the register: the preview is exact, and applying does that and no more."""

from dataclasses import dataclass, replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice.jejak.models import Peristiwa
from eoffice.jejak.verify import periksa_rantai
from eoffice.penduduk import selectors, services
from eoffice.penduduk.models import BarisImpor, Keluarga, Penduduk
from eoffice.wilayah.models import Desa
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import OLEH

BERNOMOR, TANPA_NOMOR = 5, 2
KERJA = {88: "WIRASWASTA", 65: "GURU"}
KARTU = ("3207150101159050", "3207150101159051")


@dataclass(frozen=True)
class Baris:
    """A row of a file: who, what it states, and whether a cell of it is bad."""

    siapa: int
    kerja: int
    kartu: str
    rusak: bool

    def isi(self) -> dict[str, str]:
        bayi = self.siapa >= BERNOMOR
        return uji.orang(
            nik="" if bayi else f"320715010180900{self.siapa}",
            nama=f"ORANG {'ABCDEFG'[self.siapa]}",
            no_kk=KARTU[self.siapa % 2] if bayi else self.kartu,
            pekerjaan=KERJA[self.kerja],
            agama="JEDI" if self.rusak else "ISLAM",
        )


@dataclass(frozen=True)
class Berkas:
    """A file: its rows, one for a person, and whether it claims to hold every resident."""

    baris: tuple[Baris, ...]
    lengkap: bool


@dataclass(frozen=True)
class Orang:
    """A person as the model of the register has him."""

    kerja: int
    kartu: str
    hilang: bool
    revisi: int


def baris() -> st.SearchStrategy[Baris]:
    return st.builds(
        Baris,
        st.integers(0, BERNOMOR + TANPA_NOMOR - 1),
        st.sampled_from(sorted(KERJA)),
        st.sampled_from(KARTU),
        st.sampled_from([False, False, False, True]),
    )


files = st.builds(
    Berkas,
    st.lists(baris(), min_size=1, max_size=7, unique_by=lambda row: row.siapa).map(tuple),
    st.booleans(),
)


def terapkan_model(register: dict[int, Orang], berkas: Berkas) -> dict[str, int]:
    """Do to the model what a file should do; return the counts the preview must show."""
    counts = dict.fromkeys(("baru", "berubah", "sama", "ditolak", "hilang"), 0)
    named = {row.siapa for row in berkas.baris}
    for row in berkas.baris:
        known = register.get(row.siapa)
        kartu = KARTU[row.siapa % 2] if row.siapa >= BERNOMOR else row.kartu
        if row.rusak:
            counts["ditolak"] += 1
        elif known is None:
            register[row.siapa] = Orang(row.kerja, kartu, False, 1)
            counts["baru"] += 1
        elif (known.kerja, known.kartu, known.hilang) == (row.kerja, kartu, False):
            counts["sama"] += 1
        else:
            register[row.siapa] = Orang(row.kerja, kartu, False, known.revisi + 1)
            counts["berubah"] += 1
    for siapa, known in register.items() if berkas.lengkap else ():
        if siapa not in named and not known.hilang:
            register[siapa] = replace(known, hilang=True, revisi=known.revisi + 1)
            counts["hilang"] += 1
    return counts


def register_nyata() -> dict[int, Orang]:
    people = Penduduk.objects.select_related("keluarga")
    return {
        "ABCDEFG".index(p.nama[-1]): Orang(
            p.pekerjaan or 0, p.keluarga.no_kk if p.keluarga else "", p.hilang_pada is not None, p.revisi
        )
        for p in people
    }


def cocok(jumlah: dict[str, int], counts: dict[str, int]) -> bool:
    return {name: jumlah[name] for name in counts} == counts


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(files, min_size=1, max_size=4))
def test_whatever_files_come_the_preview_is_what_happens(di_cisontrol: Desa, berkas: list[Berkas]) -> None:
    with transaction.atomic():
        model: dict[int, Orang] = {}
        for satu in berkas:
            _satu_berkas(model, satu)
        assert periksa_rantai(di_cisontrol.kode).utuh
        transaction.set_rollback(True)


def _satu_berkas(model: dict[int, Orang], berkas: Berkas) -> None:
    sebelum, peristiwa = register_nyata(), Peristiwa.objects.count()
    isi = uji.berkas_csv(*(row.isi() for row in berkas.baris))
    preview = services.siapkan_impor(isi=isi, nama_berkas="x.csv", lengkap=berkas.lengkap, oleh=OLEH)
    assert register_nyata() == sebelum, "a preview touches nothing"
    counts = terapkan_model(model, berkas)
    assert cocok(dict(preview.jumlah), counts), "the preview says what will happen"
    ditolak = [row.baris for row in selectors.baris_ditolak(preview.id)]
    assert ditolak == [nomor for nomor, row in enumerate(berkas.baris, 2) if row.rusak]
    applied = services.terapkan_impor(impor_id=preview.id, oleh=OLEH)
    assert cocok(dict(applied.jumlah), counts), "what happened is what was said"
    assert register_nyata() == model
    _sesudah(model, counts, peristiwa)
    assert services.terapkan_impor(impor_id=preview.id, oleh=OLEH) == applied
    assert register_nyata() == model, "applied again it does nothing"


def _sesudah(model: dict[int, Orang], counts: dict[str, int], peristiwa: int) -> None:
    """Each person that changed is told once; nobody is ever gone; no staged row but the refused stays."""
    told = Peristiwa.objects.order_by("urut")[peristiwa:].values_list("jenis", flat=True)
    kinds = list(told)
    assert kinds.count("penduduk.penduduk_dicatat") == counts["baru"] + counts["berubah"] + counts["hilang"]
    assert kinds[-1] == "penduduk.impor_diterapkan"
    assert Penduduk.objects.count() == len(model)
    assert Keluarga.objects.count() <= len(KARTU)
    assert not BarisImpor.objects.exclude(tindakan="ditolak").exists()


# ---- two rows for one person ----


def orang_dan_bayi(*baris: dict[str, str]) -> bytes:
    return uji.berkas_csv(uji.orang(), *baris)


GANDA: dict[str, tuple[tuple[dict[str, str], ...], list[int]]] = {
    "the same number twice": ((uji.istri(), uji.istri(nama="LAIN")), [4]),
    "the same child twice without a number": ((uji.bayi(), uji.bayi(tempat_lahir="BANJAR")), [4]),
    "the child with its new number, then without": ((uji.bayi(nik=uji.BAYI), uji.bayi()), [4]),
    "the child without a number, then with its new one": ((uji.bayi(), uji.bayi(nik=uji.BAYI)), [4]),
    "two numbers for one name are two people": (
        (uji.bayi(nik=uji.BAYI), uji.bayi(nik="3207150203269002")),
        [],
    ),
    "three times": ((uji.istri(), uji.istri(), uji.istri()), [4, 5]),
    "the number written differently": ((uji.istri(), uji.istri(nik="'3207 1545.0685-9001")), [4]),
    "the number with invisible characters": (
        (uji.istri(), uji.istri(nik="\u200b3207154506859001\ufeff")),
        [4],
    ),
    "the first one is refused, so is the second": ((uji.istri(agama="JEDI"), uji.istri()), [3, 4]),
}


@pytest.mark.parametrize("cara", GANDA)
@pytest.mark.parametrize("terdaftar", [False, True])
def test_two_rows_for_one_person_refuse_the_second(cara: str, terdaftar: bool, di_cisontrol: Desa) -> None:
    """Also when the register knows the person already; and what is left can always be applied."""
    rows, expected = GANDA[cara]
    if terdaftar:
        _terapkan(orang_dan_bayi(uji.istri(), uji.bayi()))
    if terdaftar and cara.startswith("two numbers"):
        expected = [
            4
        ]  # the child of the register, who has no number yet, is one of them: which, nobody knows
    preview = services.siapkan_impor(isi=orang_dan_bayi(*rows), nama_berkas="x", lengkap=False, oleh=OLEH)
    assert [row.baris for row in selectors.baris_ditolak(preview.id)] == expected
    services.terapkan_impor(impor_id=preview.id, oleh=OLEH)
    numbers = list(Penduduk.objects.exclude(nik="").values_list("nik", flat=True))
    assert len(set(numbers)) == len(numbers)
    assert Penduduk.objects.filter(nama="RAFI SUTISNA").count() <= (2 if cara.startswith("two") else 1)


def _terapkan(isi: bytes) -> None:
    preview = services.siapkan_impor(isi=isi, nama_berkas="x", lengkap=False, oleh=OLEH)
    services.terapkan_impor(impor_id=preview.id, oleh=OLEH)


# ---- heads of families ----


@pytest.mark.parametrize(
    ("rows", "harapan"),
    [
        ((uji.orang(), uji.istri(), uji.bayi()), []),
        ((uji.istri(), uji.bayi()), [("penduduk.kk_tanpa_kepala", 2)]),
        ((uji.orang(), uji.istri(shdk="KEPALA KELUARGA")), [("penduduk.kk_dua_kepala", 3)]),
        ((uji.orang(agama="JEDI"), uji.istri()), []),  # a refused head is a head all the same
        ((uji.orang(shdk=""), uji.istri()), [("penduduk.kk_tanpa_kepala", 3)]),
        ((uji.orang(shdk=""), uji.istri(shdk="")), []),  # a file that does not say is not judged
        ((uji.orang(), uji.istri(no_kk=KARTU[1])), [("penduduk.kk_tanpa_kepala", 3)]),
    ],
)
def test_a_complete_file_tells_of_families_without_a_head_or_with_two(
    rows: tuple[dict[str, str], ...], harapan: list[tuple[str, int]], di_cisontrol: Desa
) -> None:
    isi = uji.berkas_csv(*rows)
    preview = services.siapkan_impor(isi=isi, nama_berkas="x", lengkap=True, oleh=OLEH)
    staged = BarisImpor.objects.filter(impor_id=preview.id).order_by("urut")
    told = [(m["kode"], row.baris) for row in staged for m in row.masalah if ".kk_" in m["kode"]]
    assert told == harapan
    assert all(not m["menolak"] for row in staged for m in row.masalah if ".kk_" in m["kode"])
    assert preview.jumlah["peringatan"] == len(harapan)
    sebagian = services.siapkan_impor(isi=isi, nama_berkas="x", lengkap=False, oleh=OLEH)
    assert sebagian.jumlah["peringatan"] == 0
