"""While the head is away: who may stand for him, as what, on which days, and what of it is told."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from eoffice.akun import selectors, services
from eoffice.akun.rules.jabatan import KASI_KAUR, Bentuk, Jabatan, Sifat
from eoffice.akun.rules.keluar import DAPAT_GANTI, Ganti, bentuk_pengganti, periksa_pengganti
from eoffice.akun.rules.wewenang import Tugas
from eoffice.jejak.selectors import riwayat
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.web.komponen.kalimat import kalimat
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

from .conftest import HARI, Orang, buat_orang

AWAL = date(2020, 1, 1)
KEPALA = Tugas("kades", Jabatan.KEPALA_DESA, Sifat.DEFINITIF, AWAL, None)
SEKDES = Tugas("sekdes", Jabatan.SEKRETARIS_DESA, Sifat.DEFINITIF, AWAL, None)
KASI = Tugas("kasi", Jabatan.KASI_PELAYANAN, Sifat.DEFINITIF, AWAL, None)
KADUS = Tugas("kadus", Jabatan.KADUS, Sifat.DEFINITIF, AWAL, None)
OPERATOR = Tugas("operator", Jabatan.OPERATOR, Sifat.DEFINITIF, AWAL, None)
PLT = Tugas("sekdes", Jabatan.KEPALA_DESA, Sifat.PLT, AWAL, None)
KANTOR = (KEPALA, SEKDES, KASI, KADUS, OPERATOR)


@pytest.mark.parametrize(
    ("siapa", "tugas", "sudah", "pesan"),
    [
        ("sekdes", KANTOR, False, None),
        ("kasi", KANTOR, False, None),
        ("kades", KANTOR, False, "akun.pengganti_salah"),
        ("kadus", KANTOR, False, "akun.pengganti_salah"),
        ("operator", KANTOR, False, "akun.pengganti_salah"),
        ("entah", KANTOR, False, "akun.pengganti_salah"),
        ("", KANTOR, False, "akun.pengganti_salah"),
        ("sekdes", (SEKDES, KASI), False, "akun.keluar_tanpa_kepala"),
        ("sekdes", (), False, "akun.keluar_tanpa_kepala"),
        ("sekdes", (SEKDES, PLT, KASI), False, "akun.pengganti_salah"),
        ("kasi", (SEKDES, PLT, KASI), False, None),
        ("sekdes", KANTOR, True, "akun.pengganti_ganda"),
        ("entah", (), True, "akun.pengganti_ganda"),
    ],
)
def test_who_may_stand_for_the_head(
    siapa: str, tugas: Sequence[Tugas], sudah: bool, pesan: str | None
) -> None:
    salah = periksa_pengganti(siapa, tugas, sudah=sudah)
    assert (salah.kode if salah else None) == pesan
    assert salah is None or len(kalimat(salah)) > 30


@pytest.mark.parametrize(
    ("jabatan", "bentuk"),
    [
        ({Jabatan.SEKRETARIS_DESA}, Bentuk.ATAS_NAMA),
        ({Jabatan.SEKRETARIS_DESA, Jabatan.KAUR_KEUANGAN}, Bentuk.ATAS_NAMA),
        *(({satu}, Bentuk.UNTUK_BELIAU) for satu in sorted(KASI_KAUR)),
    ],
)
def test_the_words_follow_from_the_post(jabatan: set[Jabatan], bentuk: Bentuk) -> None:
    assert bentuk_pengganti(jabatan) is bentuk
    assert jabatan <= DAPAT_GANTI


def keluar(siapa: Orang, dari: int = 0, sampai: int = 2, ganti: Ganti = Ganti.PLH, **lain: Any) -> None:
    """Let somebody stand for the head."""
    services.kades_keluar(
        pejabat_id=siapa.pejabat,
        ganti=ganti,
        mulai=HARI + timedelta(days=dari),
        selesai=HARI + timedelta(days=sampai),
        dasar="SP 12/2026",
        pelaku="kades",
        **lain,
    )


def peran(orang: Orang, n: int) -> frozenset[Peran]:
    """Return what somebody may do on a day."""
    return selectors.peran_pengguna(orang.pengguna, HARI + timedelta(days=n))


def test_one_list_of_what_is_and_what_comes(kades: Orang, sekdes: Orang, kasi: Orang) -> None:
    keluar(sekdes, 10, 12, pemaraf_id=kasi.pejabat)
    keluar(kasi, 0, 2, Ganti.ATAS_NAMA)
    semua = selectors.daftar_keluar(HARI)
    assert [(s.nama, s.bentuk, s.paraf) for s in semua] == [
        ("Kasi", Bentuk.UNTUK_BELIAU, ""),
        ("Sekdes", Bentuk.PLH, "Kasi"),
    ]
    assert [(s.penugasan_id is None, s.delegasi_id is None, s.paraf_id is None) for s in semua] == [
        (True, False, True),
        (False, True, False),
    ]
    assert [s.nama for s in selectors.daftar_keluar(HARI + timedelta(days=3))] == ["Sekdes"]
    assert selectors.daftar_keluar(HARI + timedelta(days=13)) == []


def test_whoever_acts_for_good_or_by_the_bupati_s_order_is_no_absence(kades: Orang, sekdes: Orang) -> None:
    for sifat in (Sifat.PLT, Sifat.PJ, Sifat.DEFINITIF):
        services.angkat(
            pejabat_id=sekdes.pejabat, jabatan=Jabatan.KEPALA_DESA, sifat=sifat, mulai=HARI, pelaku="uji"
        )
    assert selectors.daftar_keluar(HARI) == []
    assert not services.kades_kembali(hari=HARI, pelaku="uji")


def test_the_days_are_in_the_stream_as_posts_and_mandates(
    cisontrol: Desa, kades: Orang, sekdes: Orang, kasi: Orang
) -> None:
    keluar(sekdes, pemaraf_id=kasi.pejabat)
    [satu] = selectors.daftar_keluar(HARI)
    assert satu.penugasan_id is not None
    assert satu.paraf_id is not None
    [plh], [paraf] = riwayat("penugasan", satu.penugasan_id), riwayat("delegasi", satu.paraf_id)
    assert (plh.pelaku, plh.publik["sifat"], plh.publik["selesai"]) == ("kades", "plh", "2026-11-26")
    assert (paraf.pelaku, paraf.publik["bentuk"], paraf.publik["selesai"]) == ("kades", "paraf", "2026-11-26")
    services.kades_kembali(hari=HARI + timedelta(days=2), pelaku="sekdes")
    assert [k.publik["selesai"] for k in riwayat("penugasan", satu.penugasan_id)] == [
        "2026-11-26",
        "2026-11-25",
    ]
    assert [k.publik["selesai"] for k in riwayat("delegasi", satu.paraf_id)] == ["2026-11-26", "2026-11-25"]
    assert periksa_rantai(cisontrol.kode).utuh


def test_coming_back_gives_everybody_his_own_work_again(kades: Orang, sekdes: Orang, kasi: Orang) -> None:
    keluar(sekdes, 0, 9, pemaraf_id=kasi.pejabat)
    assert (peran(sekdes, 3), peran(kasi, 3)) == (
        {Peran.PENANDA_TANGAN},
        {Peran.OPERATOR, Peran.PEMERIKSA},
    )
    assert services.kades_kembali(hari=HARI + timedelta(days=3), pelaku="kades")
    assert (peran(sekdes, 3), peran(kasi, 3)) == ({Peran.PEMERIKSA}, {Peran.OPERATOR})
    assert peran(sekdes, 2) == {Peran.PENANDA_TANGAN}, "what was signed yesterday was signed by right"


def test_a_mandate_ends_with_the_return_as_well(kades: Orang, sekdes: Orang, kasi: Orang) -> None:
    keluar(sekdes, 0, 9, Ganti.ATAS_NAMA, pemaraf_id=kasi.pejabat)
    services.kades_kembali(hari=HARI + timedelta(days=1), pelaku="kades")
    assert selectors.penanda_tangan(sekdes.pengguna, HARI + timedelta(days=1)) is None
    assert Peran.PEMERIKSA not in peran(kasi, 1)


def test_initials_given_for_other_days_are_not_touched(kades: Orang, sekdes: Orang, kasi: Orang) -> None:
    services.limpahkan(
        pejabat_id=kasi.pejabat,
        bentuk=Bentuk.PARAF,
        mulai=HARI,
        selesai=HARI + timedelta(days=90),
        pelaku="uji",
    )
    keluar(sekdes, 0, 9)
    assert selectors.daftar_keluar(HARI)[0].paraf_id is None
    services.kades_kembali(hari=HARI + timedelta(days=1), pelaku="kades")
    assert Peran.PEMERIKSA in peran(kasi, 30)


@pytest.mark.parametrize(("dari", "sampai"), [(-5, 0), (0, 0), (2, 2), (2, 9), (-5, 9)])
def test_days_that_overlap_are_refused(
    kades: Orang, sekdes: Orang, kasi: Orang, dari: int, sampai: int
) -> None:
    keluar(sekdes, 0, 2)
    with pytest.raises(InvalidInput) as tolak:
        keluar(kasi, dari, sampai, Ganti.ATAS_NAMA)
    assert tolak.value.per_field["pejabat"].kode == "akun.pengganti_ganda"
    assert len(selectors.daftar_keluar(HARI - timedelta(days=9))) == 1


@pytest.mark.parametrize(("dari", "sampai"), [(-9, -1), (3, 3), (3, 9)])
def test_days_beside_each_other_are_not(
    kades: Orang, sekdes: Orang, kasi: Orang, dari: int, sampai: int
) -> None:
    keluar(sekdes, 0, 2)
    keluar(kasi, dari, sampai, Ganti.ATAS_NAMA)
    assert len(selectors.daftar_keluar(HARI - timedelta(days=9))) == 2


@pytest.mark.parametrize("ganti", list(Ganti))
def test_days_that_run_backwards_are_refused_whole(
    kades: Orang, sekdes: Orang, kasi: Orang, ganti: Ganti
) -> None:
    with pytest.raises(InvalidInput) as tolak:
        keluar(sekdes, 2, 1, ganti, pemaraf_id=kasi.pejabat)
    assert list(tolak.value.per_field) == ["selesai"]
    assert selectors.daftar_keluar(HARI) == []


@pytest.mark.parametrize("ganti", list(Ganti))
def test_initials_that_do_not_fit_take_the_whole_back(kades: Orang, sekdes: Orang, ganti: Ganti) -> None:
    operator = buat_orang("operator", Jabatan.OPERATOR)
    for pemaraf in (operator, sekdes):
        with pytest.raises(InvalidInput) as tolak:
            keluar(sekdes, ganti=ganti, pemaraf_id=pemaraf.pejabat)
        assert list(tolak.value.per_field) == ["pemaraf"]
    with pytest.raises(NotFound):
        keluar(sekdes, ganti=ganti, pemaraf_id=new_id())
    assert selectors.daftar_keluar(HARI) == []


@pytest.mark.django_db
def test_people_of_the_neighbour_stand_for_nobody_here(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(situmandala.kode):
        asing = buat_orang("asing", Jabatan.SEKRETARIS_DESA)
    with lingkup(cisontrol.kode):
        buat_orang("kades", Jabatan.KEPALA_DESA)
        with pytest.raises(InvalidInput):
            keluar(asing)
        sekdes = buat_orang("sekdes", Jabatan.SEKRETARIS_DESA)
        with pytest.raises(NotFound):
            keluar(sekdes, pemaraf_id=asing.pejabat)
        assert selectors.daftar_keluar(HARI) == []
        keluar(sekdes)
    with lingkup(situmandala.kode):
        assert selectors.daftar_keluar(HARI) == []
        assert not services.kades_kembali(hari=HARI, pelaku="asing")
