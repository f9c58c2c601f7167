"""Who may do what on which day: posts, deputies, mandates, vacant posts, and the first and last day of each."""

from contextlib import nullcontext
from datetime import date, timedelta
from uuid import UUID

import pytest

from eoffice.akun import selectors, services
from eoffice.akun.models import Delegasi, Penugasan
from eoffice.akun.rules import wewenang as aturan
from eoffice.akun.rules.jabatan import Bentuk, Jabatan, Sifat
from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

from .conftest import AWAL, HARI, Orang, buat_orang

HURUF = {"T": Peran.PENANDA_TANGAN, "P": Peran.PEMERIKSA, "O": Peran.OPERATOR}
# T signs, P initials, O serves.  Columns: without a mandate, with one to sign a.n., u.b., to initial.
KUBUS = """
kepala_desa         T  T   T   T
sekretaris_desa     P  PT  PT  P
kaur_tata_usaha     O  OT  OT  OP
kaur_keuangan       O  OT  OT  OP
kaur_perencanaan    O  OT  OT  OP
kasi_pemerintahan   O  OT  OT  OP
kasi_kesejahteraan  O  OT  OT  OP
kasi_pelayanan      O  OT  OT  OP
kadus               -  T   T   P
operator            O  OT  OT  OP
"""
MANDAT = (None, Bentuk.ATAS_NAMA, Bentuk.UNTUK_BELIAU, Bentuk.PARAF)


def hari(geser: int) -> date:
    return HARI + timedelta(days=geser)


def kubus() -> list[tuple[Jabatan, Bentuk | None, frozenset[Peran]]]:
    return [
        (Jabatan(baris[0]), mandat, frozenset(HURUF[satu] for satu in huruf if satu != "-"))
        for baris in map(str.split, KUBUS.strip().splitlines())
        for mandat, huruf in zip(MANDAT, baris[1:], strict=True)
    ]


def peran(orang: Orang, geser: int = 0) -> frozenset[Peran]:
    return selectors.peran_pengguna(orang.pengguna, hari(geser))


def penanda(geser: int = 0) -> tuple[str, str] | None:
    """Return who signs for the village on a day, and with which wording."""
    siapa = selectors.penanda_tangan_bertugas(hari(geser))
    return siapa and (siapa.nama, siapa.bentuk)


def plt(orang: Orang, dari: int, sampai: int | None, sifat: Sifat = Sifat.PLT) -> UUID:
    return services.angkat(
        pejabat_id=orang.pejabat,
        jabatan=Jabatan.KEPALA_DESA,
        sifat=sifat,
        mulai=hari(dari),
        selesai=None if sampai is None else hari(sampai),
        pelaku="uji",
    ).pk


def mandat(orang: Orang, bentuk: Bentuk, dari: int, sampai: int) -> UUID:
    """Write a mandate, also one that the service would refuse today: rows may be older than the rule."""
    satu = Delegasi(pejabat_id=orang.pejabat, bentuk=bentuk, mulai=hari(dari), selesai=hari(sampai))
    satu.save(force_insert=True)
    selectors.lupakan()
    return satu.pk


def test_the_cube_is_complete() -> None:
    assert {(jabatan, bentuk) for jabatan, bentuk, _ in kubus()} == {(j, b) for j in Jabatan for b in MANDAT}


@pytest.mark.parametrize(("jabatan", "bentuk", "hasil"), kubus())
@pytest.mark.parametrize("sifat", Sifat)
def test_each_post_held_in_each_way_with_each_mandate(
    jabatan: Jabatan, bentuk: Bentuk | None, hasil: frozenset[Peran], sifat: Sifat
) -> None:
    tugas = [aturan.Tugas("a", jabatan, sifat, HARI, HARI)]
    punya = [] if bentuk is None else [aturan.Pelimpahan("a", bentuk, HARI, HARI)]
    assert aturan.peran_pejabat(HARI, tugas, punya, "a") == hasil
    for lain in (hari(-1), hari(1)):
        assert aturan.peran_pejabat(lain, tugas, punya, "a") == frozenset()
    assert aturan.peran_pejabat(HARI, tugas, punya, "b") == frozenset()


@pytest.mark.parametrize(("jabatan", "bentuk", "hasil"), kubus())
def test_the_register_answers_like_the_rule(
    di_cisontrol: Desa, jabatan: Jabatan, bentuk: Bentuk | None, hasil: frozenset[Peran]
) -> None:
    orang = buat_orang("orang", jabatan)
    if bentuk is not None:
        mandat(orang, bentuk, -1, 1)
    assert peran(orang) == hasil
    boleh = selectors.penanda_tangan(orang.pengguna, HARI)
    assert (boleh is not None) == (Peran.PENANDA_TANGAN in hasil), "the role and the words go together"


@pytest.mark.parametrize("dari", [-2, 0, 3])
@pytest.mark.parametrize("lama", [0, 1, 30])
def test_a_post_holds_from_its_first_day_to_its_last_and_both_count(
    di_cisontrol: Desa, dari: int, lama: int
) -> None:
    orang = buat_orang("orang", None)
    plt(orang, dari, dari + lama)
    lihat = {geser: Peran.PENANDA_TANGAN in peran(orang, geser) for geser in range(-4, 40)}
    assert {geser for geser, ada in lihat.items() if ada} == set(range(dari, dari + lama + 1))


def test_a_post_without_an_end_holds_on(di_cisontrol: Desa) -> None:
    orang = buat_orang("orang", None)
    plt(orang, 0, None)
    assert [bool(peran(orang, geser)) for geser in (-1, 0, 9999)] == [False, True, True]


@pytest.mark.parametrize("bentuk", [Bentuk.ATAS_NAMA, Bentuk.UNTUK_BELIAU, Bentuk.PARAF])
def test_a_mandate_holds_from_its_first_day_to_its_last(sekdes: Orang, kasi: Orang, bentuk: Bentuk) -> None:
    orang = sekdes if bentuk is Bentuk.ATAS_NAMA else kasi
    biasa = peran(orang)
    mandat(orang, bentuk, 0, 2)
    assert [peran(orang, geser) != biasa for geser in (-1, 0, 1, 2, 3)] == [False, True, True, True, False]


def test_the_wording_changes_at_midnight_of_each_date(kades: Orang, sekdes: Orang) -> None:
    """Plh. while the head travels for three days, then Plt. when he has left, then a new head."""
    plt(sekdes, 0, 2, Sifat.PLH)
    lama = next(satu for satu in selectors.daftar_pejabat() if satu.nama == "Kades")
    services.akhiri_tugas(penugasan_id=lama.penugasan_id, selesai=hari(4), pelaku="uji")
    plt(sekdes, 5, 9)
    baru = buat_orang("baru", None)
    plt(baru, 10, None, Sifat.DEFINITIF)
    assert [penanda(geser) for geser in (-1, 0, 2, 3, 4, 5, 9, 10, 500)] == [
        ("Kades", "definitif"),
        ("Sekdes", "plh"),
        ("Sekdes", "plh"),
        ("Kades", "definitif"),
        ("Kades", "definitif"),
        ("Sekdes", "plt"),
        ("Sekdes", "plt"),
        ("Baru", "definitif"),
        ("Baru", "definitif"),
    ]


def test_while_he_acts_the_sekdes_initials_nothing_and_afterwards_again(sekdes: Orang) -> None:
    plt(sekdes, 0, 2)
    assert [peran(sekdes, geser) for geser in (-1, 0, 2, 3)] == [
        {Peran.PEMERIKSA},
        {Peran.PENANDA_TANGAN},
        {Peran.PENANDA_TANGAN},
        {Peran.PEMERIKSA},
    ]


def test_a_vacant_head_leaves_nobody_to_sign(sekdes: Orang, operator: Orang) -> None:
    assert penanda() is None
    assert selectors.calon_penanda_tangan(HARI) == []
    assert not any(Peran.PENANDA_TANGAN in peran(satu) for satu in (sekdes, operator))
    plt(sekdes, 1, 3)
    assert [penanda(geser) for geser in (0, 1, 4)] == [None, ("Sekdes", "plt"), None]


def test_a_vacant_sekdes_leaves_the_initials_to_a_named_kasi_only(kades: Orang, kasi: Orang) -> None:
    assert not any(Peran.PEMERIKSA in peran(satu) for satu in (kades, kasi))
    mandat(kasi, Bentuk.PARAF, 0, 0)
    assert [Peran.PEMERIKSA in peran(kasi, geser) for geser in (-1, 0, 1)] == [False, True, False]
    assert Peran.PEMERIKSA not in peran(kades), "never the one who signs"


def test_a_mandate_ends_with_the_post_it_was_given_to(sekdes: Orang) -> None:
    mandat(sekdes, Bentuk.ATAS_NAMA, -5, 30)
    tugas = selectors.daftar_pejabat()[0].penugasan_id
    services.akhiri_tugas(penugasan_id=tugas, selesai=HARI, pelaku="uji")
    assert [peran(sekdes, geser) for geser in (0, 1)] == [
        {Peran.PEMERIKSA, Peran.PENANDA_TANGAN},
        frozenset(),
    ]


@pytest.mark.parametrize(
    ("mulai_mandat", "diterima"), [(-1, False), (0, True), (3, True), (5, True), (6, False)]
)
def test_a_mandate_wants_the_post_on_its_first_day(
    di_cisontrol: Desa, mulai_mandat: int, *, diterima: bool
) -> None:
    orang = buat_orang("orang", None)
    services.angkat(
        pejabat_id=orang.pejabat,
        jabatan=Jabatan.SEKRETARIS_DESA,
        mulai=HARI,
        selesai=hari(5),
        pelaku="uji",
    )
    isi = {"pejabat_id": orang.pejabat, "bentuk": Bentuk.ATAS_NAMA, "pelaku": "uji"}
    harap = nullcontext() if diterima else pytest.raises(InvalidInput, match="pelimpahan_sekdes")
    with harap:
        services.limpahkan(mulai=hari(mulai_mandat), selesai=hari(20), **isi)
    assert len(selectors.daftar_delegasi()) == diterima


def test_of_two_deputies_the_one_appointed_first_signs_for_the_village_and_both_may(
    kades: Orang, sekdes: Orang, kasi: Orang
) -> None:
    plt(kasi, -1, 5)
    plt(sekdes, 0, 5)
    assert penanda() == ("Kasi", "plt")
    for orang in (kasi, sekdes):
        assert Peran.PENANDA_TANGAN in peran(orang)
    assert next(satu.nama for satu in selectors.calon_penanda_tangan(HARI)) == "Kasi"


def test_one_person_in_two_posts_has_the_roles_of_both_and_the_title_of_the_higher(kasi: Orang) -> None:
    services.angkat(
        pejabat_id=kasi.pejabat, jabatan=Jabatan.SEKRETARIS_DESA, sifat=Sifat.PLT, mulai=HARI, pelaku="uji"
    )
    tugas = selectors.tugas_pengguna(kasi.pengguna, HARI)
    assert tugas == selectors.TugasPengguna(
        frozenset({Peran.OPERATOR, Peran.PEMERIKSA}), "Plt. Sekretaris Desa"
    )
    assert selectors.tugas_pengguna(kasi.pengguna, hari(-1)).sebutan == "Kasi Pelayanan"


@pytest.mark.parametrize(
    ("sifat", "sebutan"),
    [
        (Sifat.DEFINITIF, "Kepala Desa"),
        (Sifat.PLT, "Plt. Kepala Desa"),
        (Sifat.PLH, "Plh. Kepala Desa"),
        (Sifat.PJ, "Pj. Kepala Desa"),
    ],
)
def test_the_title_says_how_the_post_is_held(di_cisontrol: Desa, sifat: Sifat, sebutan: str) -> None:
    orang = buat_orang("orang", None)
    plt(orang, 0, 0, sifat)
    assert selectors.tugas_pengguna(orang.pengguna, HARI).sebutan == sebutan


def test_what_was_read_in_a_scope_is_forgotten_when_a_post_changes(di_cisontrol: Desa) -> None:
    """One request that appoints somebody and draws the page again must not show the old answer."""
    orang = buat_orang("orang", None)
    assert peran(orang) == frozenset()
    tugas = plt(orang, 0, None)
    assert peran(orang) == {Peran.PENANDA_TANGAN}
    services.akhiri_tugas(penugasan_id=tugas, selesai=HARI, pelaku="uji")
    assert peran(orang, 1) == frozenset()


def test_ending_tells_the_stream_the_full_state_and_counts_on(sekdes: Orang) -> None:
    satu = mandat(sekdes, Bentuk.ATAS_NAMA, 0, 9)
    services.akhiri_pelimpahan(delegasi_id=satu, selesai=hari(3), pelaku="kades")
    services.akhiri_pelimpahan(delegasi_id=satu, selesai=hari(2), pelaku="sekdes")
    kejadian = riwayat("delegasi", satu)
    assert [(k.revisi, k.publik["selesai"], k.pelaku) for k in kejadian] == [
        (2, hari(3).isoformat(), "kades"),
        (3, hari(2).isoformat(), "sekdes"),
    ]
    assert {k.publik["bentuk"] for k in kejadian} == {"an"}


@pytest.mark.parametrize("akhiri", ["tugas", "mandat"])
def test_a_refused_end_changes_nothing_and_tells_nobody(sekdes: Orang, akhiri: str) -> None:
    tugas = selectors.daftar_pejabat()[0].penugasan_id
    satu = mandat(sekdes, Bentuk.ATAS_NAMA, 0, 9)
    with pytest.raises(InvalidInput) as info:
        if akhiri == "tugas":
            services.akhiri_tugas(penugasan_id=tugas, selesai=AWAL - timedelta(days=1), pelaku="x")
        else:
            services.akhiri_pelimpahan(delegasi_id=satu, selesai=hari(-1), pelaku="x")
    assert set(info.value.per_field) == {"selesai"}
    assert Penugasan.objects.get(pk=tugas).selesai is None
    assert Delegasi.objects.get(pk=satu).selesai == hari(9)
    assert (len(riwayat("penugasan", tugas)), riwayat("delegasi", satu)) == (1, [])


def test_a_post_or_a_mandate_of_another_village_cannot_be_ended(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        sekdes = buat_orang("sekdes", Jabatan.SEKRETARIS_DESA)
        tugas, satu = selectors.daftar_pejabat()[0].penugasan_id, mandat(sekdes, Bentuk.ATAS_NAMA, 0, 9)
    with lingkup(situmandala.kode):
        for kunci in (tugas, satu, new_id()):
            with pytest.raises(NotFound):
                services.akhiri_tugas(penugasan_id=kunci, selesai=HARI, pelaku="x")
            with pytest.raises(NotFound):
                services.akhiri_pelimpahan(delegasi_id=kunci, selesai=HARI, pelaku="x")
    with lingkup(cisontrol.kode):
        assert Penugasan.objects.get(pk=tugas).selesai is None
        assert Delegasi.objects.get(pk=satu).selesai == hari(9)
