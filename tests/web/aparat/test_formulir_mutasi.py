"""The forms about mutations: which boxes they have for which family, and how answers are read."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.http import QueryDict

from eoffice.kernel.ids import new_id
from eoffice.penduduk.rules.mutasi import JenisMutasi, RincianMutasi, Rumah, Ubahan
from eoffice.penduduk.rules.ringkas import RingkasPenduduk, TempatTinggal
from eoffice.web.aparat import kata_mutasi
from eoffice.web.aparat.formulir import mutasi
from tests.penduduk.mutasi_uji import kini

ASEP = RingkasPenduduk(
    id=UUID(int=1),
    nik="3207150101809001",
    no_kk="3207150101159050",
    keluarga_id=UUID(int=9),
    nama="ASEP SUTISNA",
    jenis_kelamin="L",
    tempat_lahir="Ciamis",
    tanggal_lahir=date(1980, 1, 1),
    agama="Islam",
    pendidikan="",
    pekerjaan="",
    status_kawin="Kawin Tercatat",
    shdk="Kepala Keluarga",
    kewarganegaraan="WNI",
    golongan_darah="",
    nama_ayah="",
    nama_ibu="",
    nik_ayah="",
    nik_ibu="",
    status_dasar="Hidup",
    hidup=True,
    hilang_pada=None,
    tinggal=TempatTinggal(),
    alamat="Desa Cisontrol",
    revisi=1,
)
EUIS = replace(
    ASEP,
    id=UUID(int=2),
    nama="EUIS KOMARIAH",
    jenis_kelamin="P",
    shdk="Istri",
)
ANAK = replace(
    ASEP,
    id=UUID(int=3),
    nama="RAFI SUTISNA",
    shdk="Anak",
)
BERTIGA = (ASEP, EUIS, ANAK)
UMUM = {"kunci", "versi", "tanggal", "keterangan"}


def kirim(**data: Any) -> QueryDict:
    """Return what a browser sends: a key and a day, and these answers."""
    semua = QueryDict(mutable=True)
    for nama, nilai in ({"kunci": str(new_id()), "versi": "", "tanggal": kini().isoformat()} | data).items():
        semua.setlist(nama, nilai if isinstance(nilai, list) else [nilai])
    return semua


@pytest.mark.parametrize(
    ("kelas", "keluarga", "bidang"),
    [
        (mutasi.Kematian, (ASEP,), {"tempat", "sebab"}),
        (mutasi.Kematian, (EUIS, ASEP, ANAK), {"tempat", "sebab"}),
        (mutasi.Kematian, BERTIGA, {"tempat", "sebab", "kepala_baru"}),
        (mutasi.Kepindahan, (ASEP,), {"tujuan", "sebab"}),
        (mutasi.Kepindahan, BERTIGA, {"tujuan", "sebab", "ikut", "kepala_baru"}),
        (mutasi.PindahRumah, BERTIGA, {"dusun", "rt", "rw", "alamat"}),
        (
            mutasi.PecahKk,
            BERTIGA,
            {"anggota", "kepala", "no_kk", "kepala_baru", "dusun", "rt", "rw", "alamat"},
        ),
        (
            mutasi.Kelahiran,
            BERTIGA,
            {"nama", "jenis_kelamin", "nik", "tempat_lahir", "shdk", "agama", "nama_ayah", "nama_ibu"},
        ),
    ],
)
def test_a_form_asks_what_this_family_makes_it_ask(
    kelas: type[mutasi.Mutasi], keluarga: tuple[RingkasPenduduk, ...], bidang: set[str]
) -> None:
    assert set(kelas(keluarga=keluarga).fields) == bidang | UMUM


def test_only_others_are_offered_as_head_or_as_company() -> None:
    mati = mutasi.Kematian(keluarga=BERTIGA)
    assert [nilai for nilai, _ in mati.fields["kepala_baru"].choices] == [str(EUIS.id), str(ANAK.id)]
    pindah = mutasi.Kepindahan(keluarga=BERTIGA)
    assert [str(kata) for _, kata in pindah.fields["ikut"].choices] == [
        "EUIS KOMARIAH (Istri)",
        "RAFI SUTISNA (Anak)",
    ]
    pecah = mutasi.PecahKk(keluarga=BERTIGA)
    assert len(list(pecah.fields["anggota"].choices)) == 3


def test_each_form_has_a_key_of_its_own_and_the_mark_it_was_drawn_with() -> None:
    satu, dua = (mutasi.Kematian(keluarga=BERTIGA, versi="abc") for _ in range(2))
    assert satu["kunci"].value() != dua["kunci"].value()
    assert satu["versi"].value() == "abc"


@pytest.mark.parametrize("kelas", [mutasi.Kematian, mutasi.Kepindahan, mutasi.PindahRumah, mutasi.PecahKk])
@pytest.mark.parametrize("rusak", [{"kunci": "bukan kunci"}, {"kunci": ""}, {"versi": "x" * 17}])
def test_a_key_that_is_none_is_refused(kelas: type[mutasi.Mutasi], rusak: dict[str, str]) -> None:
    form = kelas(kirim(tujuan="Garut", dusun="Jetak", **rusak), keluarga=BERTIGA)
    assert set(rusak) <= set(form.errors)


@pytest.mark.parametrize(
    ("data", "rumah"),
    [
        (
            {"dusun": "Cicalung", "rt": "4", "rw": "1"},
            Rumah(dusun="CICALUNG", rw="001", rt="004"),
        ),
        (
            {"dusun": " cicalung ", "rt": "014", "alamat": "Jl. Raya 5"},
            Rumah(dusun="CICALUNG", rt="014", alamat="JL. RAYA 5"),
        ),
        (
            {"dusun": "Jetak", "rt": "A1"},
            Rumah(dusun="JETAK", rt="A1"),
        ),
        (
            {"dusun": "Jetak\u200b"},
            Rumah(dusun="JETAK"),
        ),
    ],
)
def test_an_address_is_read_as_the_register_writes_it(data: dict[str, str], rumah: Rumah) -> None:
    form = mutasi.PindahRumah(kirim(**data), keluarga=BERTIGA)
    assert form.is_valid(), form.errors
    assert form.rumah() == rumah


@pytest.mark.parametrize(
    ("data", "salah"),
    [
        ({"dusun": ""}, {"dusun"}),
        ({"dusun": "x" * 61}, {"dusun"}),
        ({"dusun": "Jetak", "rt": "0004"}, {"rt"}),
        ({"dusun": "Jetak", "rw": "0001"}, {"rw"}),
        ({"dusun": "Jetak", "alamat": "x" * 201}, {"alamat"}),
        ({"dusun": "Jetak", "keterangan": "x" * 201}, {"keterangan"}),
        ({"dusun": "Jetak", "tanggal": "31-02-2026"}, {"tanggal"}),
    ],
)
def test_an_address_the_register_cannot_hold_is_refused_beside_its_box(
    data: dict[str, str], salah: set[str]
) -> None:
    assert set(mutasi.PindahRumah(kirim(**data), keluarga=BERTIGA).errors) == salah


@pytest.mark.parametrize("teks", ["24-11-2026", "24/11/2026", "2026-11-24"])
def test_a_day_is_read_in_every_way_it_is_written(teks: str) -> None:
    form = mutasi.PindahRumah(kirim(tanggal=teks, dusun="Jetak"), keluarga=BERTIGA)
    assert form.is_valid()
    assert form.cleaned_data["tanggal"] == date(2026, 11, 24)


def test_people_ticked_are_read_and_strangers_are_not() -> None:
    data = kirim(tujuan="Garut", ikut=[str(EUIS.id), str(ANAK.id)], kepala_baru="")
    form = mutasi.Kepindahan(data, keluarga=BERTIGA)
    assert form.is_valid(), form.errors
    assert form.banyak_orang("ikut") == [EUIS.id, ANAK.id]
    assert form.orang("kepala_baru") is None
    asing = mutasi.Kepindahan(kirim(tujuan="Garut", ikut=[str(ASEP.id)]), keluarga=BERTIGA)
    assert set(asing.errors) == {"ikut"}


def test_a_birth_offers_parents_and_a_relation_a_child_can_have() -> None:
    form = mutasi.Kelahiran(keluarga=BERTIGA)
    assert (form["nama_ayah"].value(), form["nama_ibu"].value()) == ("ASEP SUTISNA", "EUIS KOMARIAH")
    assert (form["shdk"].value(), form["agama"].value()) == ("4", "1")
    tawaran = {str(kata) for nilai, kata in form.fields["shdk"].choices if nilai}
    assert {"Anak", "Cucu", "Famili Lain"} <= tawaran
    assert not {"Kepala Keluarga", "Suami", "Istri", "Orang Tua", "Mertua"} & tawaran


def test_a_mother_alone_is_offered_as_the_mother() -> None:
    form = mutasi.Kelahiran(keluarga=(replace(EUIS, shdk="Kepala Keluarga"), ANAK))
    assert form["nama_ibu"].value() == "EUIS KOMARIAH"
    assert form["nama_ayah"].value() is None


def test_a_child_is_read_as_the_register_writes_people() -> None:
    form = mutasi.Kelahiran(
        kirim(
            nama="Neng  Salma",
            jenis_kelamin="P",
            shdk="4",
            agama="1",
            tempat_lahir="Ciamis",
            nama_ibu="Euis Komariah",
            nik="3207 1550 1026 9007",
        ),
        keluarga=BERTIGA,
    )
    assert form.is_valid(), form.errors
    anak = form.orang_baru()
    assert (anak.nama, anak.nik, anak.shdk, anak.agama) == ("NENG SALMA", "3207155010269007", 4, 1)
    assert (anak.tanggal_lahir, anak.tempat_lahir, anak.nama_ibu) == (kini(), "CIAMIS", "EUIS KOMARIAH")
    assert (anak.pekerjaan, anak.status_kawin, anak.kewarganegaraan) == (None, None, 1)


@pytest.mark.parametrize(
    ("data", "salah"),
    [
        ({"nama": ""}, {"nama"}),
        ({"jenis_kelamin": "X"}, {"jenis_kelamin"}),
        ({"shdk": "1"}, {"shdk"}),
        ({"shdk": ""}, {"shdk"}),
        ({"nik": "123"}, {"nik"}),
        ({"nik": "32071550102690O7"}, {"nik"}),
        ({"agama": "99"}, {"agama"}),
    ],
)
def test_a_child_that_cannot_be_is_refused_beside_its_box(data: dict[str, str], salah: set[str]) -> None:
    baik = {"nama": "Neng Salma", "jenis_kelamin": "P", "shdk": "4"}
    assert mutasi.Kelahiran(kirim(**baik), keluarga=BERTIGA).is_valid()
    assert set(mutasi.Kelahiran(kirim(**(baik | data)), keluarga=BERTIGA).errors) == salah


def test_a_newcomer_is_read_with_everything_that_is_asked() -> None:
    form = mutasi.Kedatangan(
        kirim(
            asal="Kota Banjar",
            nama="Dede",
            jenis_kelamin="L",
            tanggal_lahir="14-04-1990",
            shdk="1",
            no_kk="3207.1501.0126.9051",
            dusun="Jetak",
            status_kawin="2",
            pendidikan="5",
            pekerjaan="9",
            kewarganegaraan="2",
            golongan_darah="13",
        )
    )
    assert form.is_valid(), form.errors
    orang = form.orang_baru()
    assert (orang.status_kawin, orang.pendidikan, orang.pekerjaan) == (2, 5, 9)
    assert (orang.kewarganegaraan, orang.golongan_darah, orang.tanggal_lahir) == (2, 13, date(1990, 4, 14))
    assert form.rumah() == Rumah("3207150101269051", dusun="JETAK")


# ---- the words ----


def satu_baris(**ubah: Any) -> RincianMutasi:
    """Return a line of the book."""
    isi: dict[str, Any] = {
        "id": UUID(int=4),
        "kelompok": UUID(int=5),
        "jenis": JenisMutasi.MATI,
        "tanggal": date(2026, 11, 23),
        "penduduk_id": ASEP.id,
        "nama": ASEP.nama,
        "keluarga_id": ASEP.keluarga_id,
        "dari": "",
        "ke": "",
        "sebab": "",
        "tempat": "",
        "keterangan": "",
        "dusun": "JETAK",
        "dicatat_pada": None,
        "oleh": "uji",
        "membetulkan": None,
        "dibetulkan": False,
    }
    return RincianMutasi(**(isi | ubah))


@pytest.mark.parametrize(
    ("ubah", "rinci"),
    [
        ({}, ""),
        ({"tempat": "RSUD CIAMIS", "sebab": "Sakit"}, "di Rsud Ciamis, Sakit"),
        ({"jenis": JenisMutasi.DATANG, "dari": "Kota Banjar"}, "dari Kota Banjar"),
        ({"jenis": JenisMutasi.PINDAH, "ke": "Garut", "keterangan": "Ikut anak"}, "ke Garut, Ikut anak"),
        ({"dibetulkan": True}, "sudah dibatalkan"),
    ],
)
def test_a_line_of_the_book_says_what_is_known_and_no_more(ubah: dict[str, Any], rinci: str) -> None:
    baris = kata_mutasi.baris(satu_baris(**ubah))
    assert baris["rinci"] == rinci
    assert baris["tanggal"] == "23 November 2026"
    assert baris["sebutan"] == f"23 November 2026, {rinci}".removesuffix(", ")


@pytest.mark.parametrize(
    ("kolom", "dari", "ke"),
    [
        ({"status_dasar": (1, 2)}, "Hidup", "Mati"),
        ({"shdk": (3, 1)}, "Istri", "Kepala Keluarga"),
        ({"shdk": (None, 1)}, "Kosong", "Kepala Keluarga"),
        ({"keluarga_id": ("a", "b")}, "KK lama", "KK baru"),
        ({"nik": ("3207150101809001", "3207150101809002")}, "Nomor lain", "Nomor lain"),
        ({"dusun": ("JETAK", "CICALUNG")}, "Jetak", "Cicalung"),
        ({"alamat": ("", "JL. RAYA")}, "Kosong", "Jl. Raya"),
        ({"akta_perkawinan": ("", "0123/45/XI/2026")}, "Kosong", "0123/45/XI/2026"),
        ({"akta_perceraian": ("12/AC/2020", "")}, "12/AC/2020", "Kosong"),
    ],
)
def test_what_changes_is_said_in_words_and_without_numbers(
    kolom: dict[str, tuple[Any, Any]], dari: str, ke: str
) -> None:
    (satu,) = kata_mutasi.kata_ubahan([Ubahan("orang", ASEP.id, ASEP.nama, kolom)])
    assert (satu["siapa"], satu["dari"], satu["ke"]) == (ASEP.nama, dari, ke)
    assert ASEP.nik not in str(satu)


def test_a_change_of_a_family_names_the_address() -> None:
    (satu,) = kata_mutasi.kata_ubahan([Ubahan("keluarga", UUID(int=9), "", {"rt": ("001", "002")})])
    assert (satu["siapa"], satu["apa"]) == ("Alamat keluarga", "Rt")


def test_mutations_are_offered_to_who_lives_here() -> None:
    semua = [t["teks"] for t in kata_mutasi.tautan(ASEP)]
    assert len(semua) == len(kata_mutasi.KATA)
    assert kata_mutasi.tautan(replace(ASEP, hidup=False)) == []
    assert [t["teks"] for t in kata_mutasi.tautan(replace(ASEP, keluarga_id=None))] == [
        "Catat kematian",
        "Catat pindah ke luar desa",
        "Catat kawin dengan warga desa",
        "Catat kawin dengan orang luar desa",
        "Catat cerai",
    ]
