"""The invented villages: deterministic, plausible as families, importable without a single warning."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

import pytest

from config.demo.penduduk import (
    CISONTROL,
    SITUMANDALA,
    KeluargaDemo,
    Rencana,
    bangkitkan,
    besar,
    ke_csv,
    ke_opensid,
)
from config.demo.penduduk.acak import Acak
from config.demo.penduduk.nama import kumpulan, nama
from config.demo.penduduk.nomor import Nomor
from config.demo.penduduk.orang import SETAHUN, Orang
from eoffice.penduduk import selectors, services
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.impor import susun
from eoffice.penduduk.rules.impor.baris import Aturan
from eoffice.penduduk.rules.nik import periksa_nik, periksa_no_kk
from eoffice.penduduk.rules.teks import karakter_asing_nama
from eoffice.wilayah.models import Desa
from eoffice.wilayah.rujukan import kecamatan_ada

RENCANA = (CISONTROL, SITUMANDALA)
SIDIK = ["0dfa7b0c58cd0ec3", "28c28da32e5e2231"]


@pytest.fixture(scope="module")
def desa() -> dict[str, list[KeluargaDemo]]:
    return {rencana.kode: bangkitkan(rencana) for rencana in RENCANA}


def keluarga(desa: dict[str, list[KeluargaDemo]]) -> Iterator[KeluargaDemo]:
    for families in desa.values():
        yield from families


def orang(desa: dict[str, list[KeluargaDemo]]) -> list[Orang]:
    return [person for family in keluarga(desa) for person in family.anggota]


def usia(person: Orang) -> float:
    return person.umur(CISONTROL.hari_ini)


def test_the_plan_is_met_exactly(desa: dict[str, list[KeluargaDemo]]) -> None:
    for rencana in RENCANA:
        assert sum(len(family.anggota) for family in desa[rencana.kode]) == rencana.jumlah
    assert 4400 < CISONTROL.jumlah < 4600
    assert 2900 < SITUMANDALA.jumlah < 3100


def test_the_same_plan_gives_the_same_people(desa: dict[str, list[KeluargaDemo]]) -> None:
    for rencana in RENCANA:
        assert bangkitkan(rencana) == desa[rencana.kode]
    other = bangkitkan(Rencana(CISONTROL.kode, 200, benih="lain"))
    assert other != bangkitkan(Rencana(CISONTROL.kode, 200))


def test_the_people_of_the_demo_do_not_change_unnoticed(desa: dict[str, list[KeluargaDemo]]) -> None:
    """Stories in the documentation and screenshots name them; a change must be meant."""
    digests = [
        hashlib.sha256(ke_csv(kode_desa, people)).hexdigest()[:16] for kode_desa, people in desa.items()
    ]
    assert digests == SIDIK


def test_numbers_are_unique_over_both_villages_and_invented(desa: dict[str, list[KeluargaDemo]]) -> None:
    niks = [person.nik for person in orang(desa)]
    cards = [family.no_kk for family in keluarga(desa)]
    assert len({*niks, *cards}) == len(niks) + len(cards)
    assert all(len(number) == 16 and number.isdigit() and number[12:] >= "9000" for number in (*niks, *cards))


def test_numbers_fit_birth_date_sex_and_region(desa: dict[str, list[KeluargaDemo]]) -> None:
    for person in orang(desa):
        found = periksa_nik(
            person.nik, lahir=person.lahir, kelamin=person.jenis_kelamin, kecamatan_ada=kecamatan_ada
        )
        assert found == [], person
    for family in keluarga(desa):
        assert periksa_no_kk(family.no_kk, kecamatan_ada=kecamatan_ada) == []
        assert family.no_kk.startswith("320715")


def test_words_are_those_of_the_code_tables(desa: dict[str, list[KeluargaDemo]]) -> None:
    for person in orang(desa):
        for field in ("agama", "pendidikan", "pekerjaan", "status_kawin", "shdk"):
            assert kode.TABEL[field].cari(getattr(person, field)) is not None, getattr(person, field)
        assert kode.cari_golongan_darah(person.golongan_darah) is not None
        assert person.tempat_lahir
        assert karakter_asing_nama(person.nama) == ""


def test_every_family_has_one_head_who_is_grown_up(desa: dict[str, list[KeluargaDemo]]) -> None:
    for family in keluarga(desa):
        heads = [person for person in family.anggota if person.shdk == "KEPALA KELUARGA"]
        assert heads == [family.anggota[0]]
        assert usia(heads[0]) >= 17
        assert len({person.agama for person in family.anggota}) == 1


def test_couples_are_married_to_each_other(desa: dict[str, list[KeluargaDemo]]) -> None:
    for family in keluarga(desa):
        wives = [person for person in family.anggota if person.shdk == "ISTRI"]
        assert len(wives) <= 1
        for wife in wives:
            assert (family.anggota[0].jenis_kelamin, wife.jenis_kelamin) == ("L", "P")
            assert family.anggota[0].status_kawin == wife.status_kawin != "BELUM KAWIN"


def test_parents_named_by_number_are_in_the_family_and_old_enough(
    desa: dict[str, list[KeluargaDemo]],
) -> None:
    for family in keluarga(desa):
        people = {person.nik: person for person in family.anggota}
        for child in family.anggota:
            for role, sex, youngest, oldest in (("ibu", "P", 17, 50), ("ayah", "L", 14.5, 90)):
                number = getattr(child, f"nik_{role}")
                if not number:
                    continue
                parent = people[number]
                gap = (child.lahir - parent.lahir).days / SETAHUN
                assert (parent.nama, parent.jenis_kelamin) == (getattr(child, f"nama_{role}"), sex)
                assert youngest <= gap <= oldest, (child, parent)


def test_nobody_is_born_later_or_married_as_a_child(desa: dict[str, list[KeluargaDemo]]) -> None:
    for person in orang(desa):
        assert date(1920, 1, 1) < person.lahir <= CISONTROL.hari_ini
        if usia(person) < 18.9:
            assert person.status_kawin == "BELUM KAWIN"
        if usia(person) < 6:
            assert person.pendidikan == "TIDAK/BELUM SEKOLAH"


def test_a_village_looks_like_one(desa: dict[str, list[KeluargaDemo]]) -> None:
    everybody = orang(desa)
    share = Counter(
        "anak" if usia(person) < 15 else "tua" if usia(person) >= 65 else "dewasa" for person in everybody
    )
    assert 0.15 < share["anak"] / len(everybody) < 0.30
    assert 0.05 < share["tua"] / len(everybody) < 0.20
    men = sum(person.jenis_kelamin == "L" for person in everybody)
    assert 0.47 < men / len(everybody) < 0.54
    sizes = [len(family.anggota) for family in keluarga(desa)]
    assert 2.5 < sum(sizes) / len(sizes) < 3.5
    assert max(sizes) < 12
    for families in desa.values():
        work = Counter(person.pekerjaan for family in families for person in family.anggota)
        assert work["KEPALA DESA"] == 1
        assert work["PERANGKAT DESA"] in range(1, 12)
    assert len({person.nama for person in everybody}) > 2000


def test_dusun_rw_and_rt_of_cisontrol_are_those_it_publishes(desa: dict[str, list[KeluargaDemo]]) -> None:
    homes = [family.alamat for family in desa[CISONTROL.kode]]
    assert {home.dusun for home in homes} == set(CISONTROL.dusun)
    assert len({home.rw for home in homes}) == 15
    assert len({home.rt for home in homes}) == 59
    dusun_of_rw = defaultdict(set)
    for home in homes:
        dusun_of_rw[home.rw].add(home.dusun)
    assert all(len(names) == 1 for names in dusun_of_rw.values())


@pytest.mark.parametrize("rencana", RENCANA, ids=lambda rencana: rencana.kode)
def test_the_file_is_read_without_one_warning(rencana: Rencana, desa: dict[str, list[KeluargaDemo]]) -> None:
    aturan = Aturan(rencana.kode.replace(".", ""), rencana.hari_ini, kecamatan_ada)
    file = susun.baca(ke_csv(rencana.kode, desa[rencana.kode]), aturan)
    assert len(file.baris) == rencana.jumlah
    assert [problem for row in file.baris for problem in row.masalah] == file.masalah == []


def test_both_file_forms_state_the_same_people() -> None:
    people = bangkitkan(Rencana(CISONTROL.kode, 150))
    aturan = Aturan("3207152004", CISONTROL.hari_ini, kecamatan_ada)
    ours = susun.baca(ke_csv(CISONTROL.kode, people), aturan)
    theirs = susun.baca(ke_opensid(people), aturan)
    assert (ours.bentuk, theirs.bentuk) == ("kami", "opensid")
    for mine, other in zip(ours.baris, theirs.baris, strict=True):
        same = {**mine.nilai, "status_kawin": other.nilai["status_kawin"]}
        assert other.nilai == same  # OpenSID's code does not say whether a marriage is registered
        assert other.masalah == []


def test_a_village_goes_into_the_register(di_cisontrol: Desa) -> None:
    isi = ke_csv(CISONTROL.kode, bangkitkan(Rencana(CISONTROL.kode, 300)))
    done = services.siapkan_impor(isi=isi, nama_berkas="demo.csv", lengkap=True, oleh="uji")
    services.terapkan_impor(impor_id=done.id, oleh="uji")
    assert selectors.jumlah_penduduk() == 300
    assert selectors.cari("asep")


def test_a_large_plan_never_runs_out_of_numbers() -> None:
    plan = besar(6000)
    people = [person.nik for family in bangkitkan(plan) for person in family.anggota]
    assert len(set(people)) == len(people) == 6000


def test_used_up_numbers_move_to_the_day_before() -> None:
    numbers = Nomor(9000, 4)
    days = [numbers.nik("320715", "P", date(1985, 6, 5)) for _ in range(5)]
    assert [day.day for _, day in days] == [5, 5, 4, 4, 3]
    assert len({number for number, _ in days}) == 5
    cards = [numbers.kk("320715", date(2015, 1, 1)) for _ in range(3)]
    assert [card[6:] for card in cards] == ["0101159002", "0101159003", "3112149002"]


def test_chance_follows_its_weights() -> None:
    acak = Acak("uji")
    drawn = Counter(acak.berbobot({"a": 9, "b": 1, "c": 0}) for _ in range(2000))
    assert 1700 < drawn["a"] < 1900
    assert drawn["c"] == 0
    assert all(2 <= acak.antara(2, 3) < 3 for _ in range(100))
    assert {acak.bulat(3) for _ in range(200)} == {0, 1, 2}


def test_names_follow_generation_and_sex() -> None:
    acak = Acak("uji")
    lists = kumpulan()
    for sex, key in (("L", "laki"), ("P", "perempuan")):
        for year, age in ((1950, "tua"), (1985, "tengah"), (2015, "muda")):
            known = {word for group in lists[key][age].values() for full in group for word in full.split()}
            for _ in range(50):
                assert set(nama(acak, sex, year, "ISLAM").split()) <= known
