"""Posts and mandates by date: who may do what on which day, with which words, and the stream that tells of it."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.akun import selectors, services
from eoffice.akun.models import Pejabat, Pengguna, Penugasan
from eoffice.akun.rules.jabatan import Bentuk, Jabatan, Sifat
from eoffice.jejak.selectors import riwayat
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import LingkupTidakAktif, lingkup

from .conftest import AWAL, HARI, SANDI, Orang, buat_orang

BESOK = HARI + timedelta(days=1)
PEKAN_DEPAN = HARI + timedelta(days=7)


def _plt(orang: Orang, sifat: Sifat = Sifat.PLT) -> Penugasan:
    return services.angkat(
        pejabat_id=orang.pejabat,
        jabatan=Jabatan.KEPALA_DESA,
        sifat=sifat,
        mulai=HARI,
        selesai=PEKAN_DEPAN,
        dasar="SP 12/2026",
        pelaku="sistem",
    )


def _limpahkan(orang: Orang, bentuk: Bentuk) -> UUID:
    return services.limpahkan(
        pejabat_id=orang.pejabat, bentuk=bentuk, mulai=HARI, selesai=PEKAN_DEPAN, pelaku="kades"
    ).pk


def test_roles_come_with_the_post(kades: Orang, sekdes: Orang, kasi: Orang, operator: Orang) -> None:
    peran = {
        satu.nama_masuk: selectors.peran_pengguna(satu.pengguna, HARI)
        for satu in (kades, sekdes, kasi, operator)
    }
    assert peran == {
        "kades": {Peran.PENANDA_TANGAN},
        "sekdes": {Peran.PEMERIKSA},
        "kasi": {Peran.OPERATOR},
        "operator": {Peran.OPERATOR},
    }


def test_before_the_first_day_and_after_the_last_there_is_no_role(di_cisontrol: Desa) -> None:
    orang = buat_orang("pj", None)
    tugas = services.angkat(
        pejabat_id=orang.pejabat, jabatan=Jabatan.OPERATOR, mulai=HARI, selesai=BESOK, pelaku="sistem"
    )
    peran = [bool(selectors.peran_pengguna(orang.pengguna, HARI + timedelta(days=n))) for n in (-1, 0, 1, 2)]
    assert peran == [False, True, True, False]
    services.akhiri_tugas(penugasan_id=tugas.pk, selesai=HARI, pelaku="kades")
    assert not selectors.peran_pengguna(orang.pengguna, BESOK)


def test_an_account_without_person_or_post_has_no_role(di_cisontrol: Desa) -> None:
    assert selectors.tugas_pengguna(new_id(), HARI) == selectors.TugasPengguna(frozenset(), "")
    assert selectors.tugas_pengguna(buat_orang("baru", None).pengguna, HARI).peran == frozenset()


def test_the_title_names_the_highest_post_and_the_deputy(sekdes: Orang) -> None:
    assert selectors.tugas_pengguna(sekdes.pengguna, HARI).sebutan == "Sekretaris Desa"
    _plt(sekdes)
    assert selectors.tugas_pengguna(sekdes.pengguna, HARI).sebutan == "Plt. Kepala Desa"


def test_who_holds_a_post_is_known_with_the_posts(sekdes: Orang) -> None:
    """Every page of the office asks: one question for all posts, one for the mandates."""
    selectors.lupakan()
    with CaptureQueriesContext(connection) as kueri:
        assert selectors.tugas_pengguna(sekdes.pengguna, HARI).peran
        assert selectors.tugas_pengguna(sekdes.pengguna, HARI).peran
    assert len(kueri) == 2
    baru = buat_orang("baru", None)
    with CaptureQueriesContext(connection) as kueri:
        assert not selectors.tugas_pengguna(baru.pengguna, HARI).peran
    assert any("akun_pejabat" in satu["sql"] for satu in kueri), "without a post he is looked for"


def test_of_two_people_with_posts_each_has_his_own(sekdes: Orang, kades: Orang) -> None:
    selectors.lupakan()
    sebutan = [selectors.tugas_pengguna(satu.pengguna, HARI).sebutan for satu in (kades, sekdes, kades)]
    assert sebutan == ["Kepala Desa", "Sekretaris Desa", "Kepala Desa"]


def test_a_sekdes_as_plt_signs_and_a_named_kasi_initials(sekdes: Orang, kasi: Orang) -> None:
    _plt(sekdes)
    assert selectors.peran_pengguna(sekdes.pengguna, HARI) == {Peran.PENANDA_TANGAN}
    assert selectors.peran_pengguna(kasi.pengguna, HARI) == {Peran.OPERATOR}
    mandat = _limpahkan(kasi, Bentuk.PARAF)
    assert selectors.peran_pengguna(kasi.pengguna, HARI) == {Peran.OPERATOR, Peran.PEMERIKSA}
    sesudah = PEKAN_DEPAN + timedelta(days=1)
    assert selectors.peran_pengguna(sekdes.pengguna, sesudah) == {Peran.PEMERIKSA}
    assert selectors.peran_pengguna(kasi.pengguna, sesudah) == {Peran.OPERATOR}
    services.akhiri_pelimpahan(delegasi_id=mandat, selesai=HARI, pelaku="kades")
    assert selectors.peran_pengguna(kasi.pengguna, BESOK) == {Peran.OPERATOR}


def test_the_signature_block_of_the_head(di_cisontrol: Desa) -> None:
    pejabat = services.buat_aparat(
        nama_masuk="kades",
        nama="H. Uji Contoh, S.IP.",
        sandi=SANDI,
        nip="198001012009011001",
        pelaku="sistem",
    )
    services.angkat(pejabat_id=pejabat.pk, jabatan=Jabatan.KEPALA_DESA, mulai=AWAL, pelaku="sistem")
    assert selectors.penanda_tangan_bertugas(HARI) == selectors.PenandaTangan(
        pejabat_id=pejabat.pk,
        pengguna_id=pejabat.pengguna_id,
        nama="H. Uji Contoh, S.IP.",
        identitas=("NIP 198001012009011001",),
        jabatan="Kepala Desa",
        bentuk="definitif",
        an="",
        ub="",
    )


@pytest.mark.parametrize("sifat", [Sifat.PLT, Sifat.PLH, Sifat.PJ])
def test_the_signature_block_of_a_deputy(kades: Orang, sekdes: Orang, sifat: Sifat) -> None:
    _plt(sekdes, sifat)
    siapa = selectors.penanda_tangan_bertugas(HARI)
    assert siapa is not None
    assert (siapa.pejabat_id, siapa.jabatan, siapa.bentuk) == (sekdes.pejabat, "Kepala Desa", sifat.value)
    kembali = selectors.penanda_tangan_bertugas(PEKAN_DEPAN + timedelta(days=1))
    assert kembali is not None
    assert kembali.pejabat_id == kades.pejabat


def test_the_signature_block_of_a_mandate(kades: Orang, sekdes: Orang, kasi: Orang) -> None:
    assert selectors.penanda_tangan(sekdes.pengguna, HARI) is None
    _limpahkan(sekdes, Bentuk.ATAS_NAMA)
    _limpahkan(kasi, Bentuk.UNTUK_BELIAU)
    an, ub = (selectors.penanda_tangan(satu.pengguna, HARI) for satu in (sekdes, kasi))
    assert an is not None
    assert ub is not None
    assert (an.bentuk, an.jabatan, an.an, an.ub) == ("an", "Kepala Desa", "Sekretaris Desa", "")
    assert (ub.bentuk, ub.an, ub.ub) == ("an_ub", "Sekretaris Desa", "Kasi Pelayanan")
    utama = selectors.penanda_tangan_bertugas(HARI)
    assert utama is not None
    assert utama.pejabat_id == sekdes.pejabat, "whoever acts today, not the head who gave the mandate"
    assert selectors.penanda_tangan(new_id(), HARI) is None
    sendiri = selectors.penanda_tangan(kades.pengguna, HARI)
    assert sendiri is not None and sendiri.bentuk == "definitif", "who keeps his authority"
    calon = [satu.pejabat_id for satu in selectors.calon_penanda_tangan(HARI)]
    assert calon[0] == sekdes.pejabat
    assert set(calon) == {kades.pejabat, sekdes.pejabat, kasi.pejabat}


@pytest.mark.parametrize(
    ("siapa", "bentuk"),
    [
        ("kasi", Bentuk.ATAS_NAMA),
        ("sekdes", Bentuk.UNTUK_BELIAU),
        ("operator", Bentuk.PARAF),
        ("sekdes", Bentuk.PARAF),
        ("sekdes", Bentuk.PLT),
    ],
)
def test_a_mandate_goes_only_to_the_right_post(
    sekdes: Orang, kasi: Orang, operator: Orang, siapa: str, bentuk: Bentuk
) -> None:
    orang = {"sekdes": sekdes, "kasi": kasi, "operator": operator}[siapa]
    with pytest.raises(InvalidInput) as info:
        _limpahkan(orang, bentuk)
    assert "bentuk" in info.value.per_field
    assert selectors.daftar_delegasi() == []


def test_an_end_before_the_beginning_is_refused(kades: Orang, sekdes: Orang) -> None:
    tugas = selectors.daftar_pejabat()[0]
    kemarin = AWAL - timedelta(days=1)
    with pytest.raises(InvalidInput):
        services.akhiri_tugas(penugasan_id=tugas.penugasan_id, selesai=kemarin, pelaku="x")
    with pytest.raises(InvalidInput):
        services.angkat(
            pejabat_id=sekdes.pejabat, jabatan=Jabatan.KADUS, mulai=HARI, selesai=AWAL, pelaku="x"
        )
    with pytest.raises(InvalidInput):
        services.limpahkan(
            pejabat_id=sekdes.pejabat, bentuk=Bentuk.ATAS_NAMA, mulai=HARI, selesai=AWAL, pelaku="x"
        )


def test_a_sign_in_name_is_given_once(kades: Orang) -> None:
    with pytest.raises(InvalidInput) as info:
        services.buat_aparat(nama_masuk=" KADES ", nama="Lain", sandi=SANDI, pelaku="sistem")
    assert "nama_masuk" in info.value.per_field
    assert Pejabat.objects.count() == 1


def test_people_and_posts_are_listed(kades: Orang, sekdes: Orang) -> None:
    tanpa_akun = services.simpan_pejabat(nama="Kadus Contoh", niap="7", pelaku="sistem")
    _plt(sekdes)
    assert [(satu.jabatan, satu.sifat, satu.nama) for satu in selectors.daftar_pejabat()] == [
        (Jabatan.KEPALA_DESA, Sifat.PLT, "Sekdes"),
        (Jabatan.KEPALA_DESA, Sifat.DEFINITIF, "Kades"),
        (Jabatan.SEKRETARIS_DESA, Sifat.DEFINITIF, "Sekdes"),
    ]
    assert [satu.nama for satu in selectors.semua_pejabat()] == ["Kades", "Kadus Contoh", "Sekdes"]
    assert selectors.pejabat(tanpa_akun.pk).pengguna_id is None
    bertugas = selectors.pejabat_bertugas(Jabatan.KEPALA_DESA, HARI)
    assert bertugas is not None
    assert bertugas.nama == "Sekdes", "the deputy in force"
    assert selectors.pejabat_bertugas(Jabatan.KADUS, HARI) is None
    assert selectors.nama_pengguna([kades.pengguna, new_id()]) == {kades.pengguna: "Kades"}


def test_a_switched_off_account_has_no_session(kades: Orang) -> None:
    assert selectors.pengguna(kades.pengguna).nama == "Kades"
    Pengguna.objects.filter(pk=kades.pengguna).update(is_active=False)
    with pytest.raises(NotFound):
        selectors.pengguna(kades.pengguna)


def test_every_change_is_told_to_the_stream_with_the_full_state(kades: Orang) -> None:
    tugas = selectors.daftar_pejabat()[0].penugasan_id
    services.akhiri_tugas(penugasan_id=tugas, selesai=date(2026, 12, 31), pelaku="camat")
    (satu,) = riwayat("pejabat", kades.pejabat)
    assert satu.publik == {"pengguna_id": str(kades.pengguna)}
    assert satu.pribadi == {"nama": "Kades", "nip": "", "niap": "12"}
    dulu, kini = riwayat("penugasan", tugas)
    assert (dulu.revisi, dulu.publik["selesai"]) == (1, None)
    assert (kini.revisi, kini.publik["selesai"], kini.pelaku) == (2, "2026-12-31", "camat")
    assert dulu.publik.keys() == kini.publik.keys()
    assert periksa_rantai("32.07.15.2004").utuh


def test_people_of_one_village_are_nothing_in_another(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        kita = buat_orang("kades", Jabatan.KEPALA_DESA)
        tugas = selectors.daftar_pejabat()[0].penugasan_id
    with lingkup(situmandala.kode):
        assert selectors.peran_pengguna(kita.pengguna, HARI) == frozenset()
        assert selectors.penanda_tangan_bertugas(HARI) is None
        assert selectors.semua_pejabat() == selectors.daftar_pejabat() == []
        for gagal in (
            lambda: services.angkat(
                pejabat_id=kita.pejabat, jabatan=Jabatan.OPERATOR, mulai=HARI, pelaku="x"
            ),
            lambda: services.akhiri_tugas(penugasan_id=tugas, selesai=HARI, pelaku="x"),
            lambda: _limpahkan(kita, Bentuk.ATAS_NAMA),
            lambda: selectors.pejabat(kita.pejabat),
        ):
            with pytest.raises(NotFound):
                gagal()


def test_no_village_no_answer(cisontrol: Desa) -> None:
    with pytest.raises(LingkupTidakAktif):
        selectors.peran_pengguna(new_id(), HARI)


def test_roles_cost_three_statements_whoever_asks(
    kades: Orang, sekdes: Orang, kasi: Orang, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        selectors.tugas_pengguna(kasi.pengguna, HARI)
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        selectors.penanda_tangan_bertugas(HARI)
