"""Who signs, who initials, with which words, on which day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.akun.rules.jabatan import KASI_KAUR, SEBUTAN, Bentuk, Jabatan, Sifat, peran_jabatan
from eoffice.akun.rules.wewenang import (
    Pelimpahan,
    Tugas,
    Wewenang,
    peran_pejabat,
    periksa_pelimpahan,
    wewenang,
)
from eoffice.kernel.peran import Peran

HARI = date(2026, 11, 24)
AWAL = date(2020, 1, 1)
KEPALA = Tugas("kades", Jabatan.KEPALA_DESA, Sifat.DEFINITIF, AWAL, None)
SEKDES = Tugas("sekdes", Jabatan.SEKRETARIS_DESA, Sifat.DEFINITIF, AWAL, None)
KASI = Tugas("kasi", Jabatan.KASI_PEMERINTAHAN, Sifat.DEFINITIF, AWAL, None)
KAUR = Tugas("kaur", Jabatan.KAUR_TATA_USAHA, Sifat.DEFINITIF, AWAL, None)
KANTOR = [KEPALA, SEKDES, KASI, KAUR]
PEKAN = (HARI - timedelta(days=3), HARI + timedelta(days=3))


def _plt(siapa: str, sifat: Sifat = Sifat.PLT) -> Tugas:
    return Tugas(siapa, Jabatan.KEPALA_DESA, sifat, *PEKAN)


def _mandat(siapa: str, bentuk: Bentuk) -> Pelimpahan:
    return Pelimpahan(siapa, bentuk, *PEKAN)


@pytest.mark.parametrize(
    ("jabatan", "peran"),
    [
        (Jabatan.KEPALA_DESA, {Peran.PENANDA_TANGAN}),
        (Jabatan.SEKRETARIS_DESA, {Peran.PEMERIKSA}),
        (Jabatan.OPERATOR, {Peran.OPERATOR}),
        (Jabatan.KADUS, set()),
        *((satu, {Peran.OPERATOR}) for satu in sorted(KASI_KAUR)),
    ],
)
def test_each_post_brings_its_roles(jabatan: Jabatan, peran: set[Peran]) -> None:
    assert peran_jabatan(jabatan) == peran


def test_every_post_has_a_title() -> None:
    assert set(SEBUTAN) == set(Jabatan)
    assert len(KASI_KAUR) == 6


def test_the_head_signs_in_his_own_right() -> None:
    assert wewenang(HARI, KANTOR, []) == Wewenang("kades", Bentuk.DEFINITIF)


@pytest.mark.parametrize("sifat", [Sifat.PLT, Sifat.PLH, Sifat.PJ])
def test_a_deputy_in_force_signs_before_the_absent_head(sifat: Sifat) -> None:
    tugas = [*KANTOR, _plt("sekdes", sifat)]
    assert wewenang(HARI, tugas, []) == Wewenang("sekdes", Bentuk(sifat))
    assert wewenang(HARI, tugas, [], "kades") == Wewenang("kades", Bentuk.DEFINITIF)
    assert wewenang(PEKAN[1] + timedelta(days=1), tugas, []) == Wewenang("kades", Bentuk.DEFINITIF)


def test_a_mandate_words_the_block() -> None:
    an = wewenang(HARI, KANTOR, [_mandat("sekdes", Bentuk.ATAS_NAMA)], "sekdes")
    assert an == Wewenang("sekdes", Bentuk.ATAS_NAMA, "Sekretaris Desa")
    ub = wewenang(HARI, KANTOR, [_mandat("kasi", Bentuk.UNTUK_BELIAU)], "kasi")
    assert ub == Wewenang("kasi", Bentuk.UNTUK_BELIAU, "Sekretaris Desa", "Kasi Pemerintahan")


def test_of_several_posts_the_highest_is_named() -> None:
    tugas = [Tugas("kasi", Jabatan.OPERATOR, Sifat.DEFINITIF, AWAL, None), *KANTOR]
    ub = wewenang(HARI, tugas, [_mandat("kasi", Bentuk.UNTUK_BELIAU)], "kasi")
    assert ub is not None
    assert ub.ub == "Kasi Pemerintahan"


def test_without_head_the_holder_of_a_mandate_signs_for_the_village() -> None:
    tugas = [SEKDES, KASI]
    assert wewenang(HARI, tugas, [_mandat("sekdes", Bentuk.ATAS_NAMA)]) is not None
    assert wewenang(HARI, tugas, []) is None


def test_a_mandate_to_initial_never_signs() -> None:
    mandat = [_mandat("kasi", Bentuk.PARAF)]
    assert wewenang(HARI, [SEKDES, KASI], mandat) is None
    assert wewenang(HARI, KANTOR, mandat, "kasi") is None


def test_a_mandate_without_a_post_is_worth_nothing() -> None:
    mandat = [_mandat("bekas", Bentuk.ATAS_NAMA)]
    assert wewenang(HARI, KANTOR, mandat, "bekas") is None
    assert peran_pejabat(HARI, KANTOR, mandat, "bekas") == frozenset()


def test_roles_of_an_ordinary_day() -> None:
    peran = {siapa: peran_pejabat(HARI, KANTOR, [], siapa) for siapa in ("kades", "sekdes", "kasi", "tamu")}
    assert peran == {
        "kades": {Peran.PENANDA_TANGAN},
        "sekdes": {Peran.PEMERIKSA},
        "kasi": {Peran.OPERATOR},
        "tamu": frozenset(),
    }


def test_a_sekdes_who_acts_as_head_signs_and_initials_nothing() -> None:
    tugas = [SEKDES, KASI, KAUR, _plt("sekdes")]
    assert peran_pejabat(HARI, tugas, [], "sekdes") == {Peran.PENANDA_TANGAN}
    assert peran_pejabat(PEKAN[1] + timedelta(days=1), tugas, [], "sekdes") == {Peran.PEMERIKSA}


def test_then_a_named_kasi_initials_by_a_dated_mandate() -> None:
    tugas, mandat = [SEKDES, KASI, KAUR, _plt("sekdes")], [_mandat("kasi", Bentuk.PARAF)]
    assert peran_pejabat(HARI, tugas, mandat, "kasi") == {Peran.OPERATOR, Peran.PEMERIKSA}
    assert peran_pejabat(HARI, tugas, mandat, "kaur") == {Peran.OPERATOR}
    assert peran_pejabat(PEKAN[1] + timedelta(days=1), tugas, mandat, "kasi") == {Peran.OPERATOR}


def test_whoever_acts_as_head_loses_even_a_mandate_to_initial() -> None:
    tugas, mandat = [KASI, _plt("kasi")], [_mandat("kasi", Bentuk.PARAF)]
    assert Peran.PEMERIKSA not in peran_pejabat(HARI, tugas, mandat, "kasi")


def test_a_mandate_to_sign_gives_the_role() -> None:
    mandat = [_mandat("sekdes", Bentuk.ATAS_NAMA)]
    assert peran_pejabat(HARI, KANTOR, mandat, "sekdes") == {Peran.PEMERIKSA, Peran.PENANDA_TANGAN}


@pytest.mark.parametrize(
    ("bentuk", "jabatan", "kode"),
    [
        (Bentuk.ATAS_NAMA, Jabatan.SEKRETARIS_DESA, None),
        (Bentuk.ATAS_NAMA, Jabatan.KASI_PELAYANAN, "akun.pelimpahan_sekdes"),
        (Bentuk.UNTUK_BELIAU, Jabatan.KASI_PELAYANAN, None),
        (Bentuk.UNTUK_BELIAU, Jabatan.SEKRETARIS_DESA, "akun.pelimpahan_kasi_kaur"),
        (Bentuk.PARAF, Jabatan.KAUR_KEUANGAN, None),
        (Bentuk.PARAF, Jabatan.OPERATOR, "akun.pelimpahan_kasi_kaur"),
        (Bentuk.PLT, Jabatan.SEKRETARIS_DESA, "akun.bentuk_pelimpahan"),
    ],
)
def test_a_mandate_goes_to_the_right_level(bentuk: Bentuk, jabatan: Jabatan, kode: str | None) -> None:
    pesan = periksa_pelimpahan(bentuk, [jabatan])
    assert (pesan and pesan.kode) == kode


_hari = st.dates(date(2026, 1, 1), date(2026, 3, 1))
_siapa = st.sampled_from(["a", "b", "c", "d"])
_tugas = st.builds(Tugas, _siapa, st.sampled_from(Jabatan), st.sampled_from(Sifat), _hari, st.none() | _hari)
_pelimpahan = st.builds(
    Pelimpahan,
    _siapa,
    st.sampled_from([Bentuk.ATAS_NAMA, Bentuk.UNTUK_BELIAU, Bentuk.PARAF]),
    _hari,
    _hari,
)


@given(_hari, st.lists(_tugas, max_size=8), st.lists(_pelimpahan, max_size=4), _siapa)
def test_role_and_wording_never_disagree(
    hari: date, tugas: list[Tugas], mandat: list[Pelimpahan], siapa: str
) -> None:
    """Who has the signer's role has words to sign with, and the other way round."""
    boleh = Peran.PENANDA_TANGAN in peran_pejabat(hari, tugas, mandat, siapa)
    assert boleh == (wewenang(hari, tugas, mandat, siapa) is not None)


@given(_hari, st.lists(_tugas, max_size=8), st.lists(_pelimpahan, max_size=4))
def test_the_villages_signer_is_one_who_may_sign(
    hari: date, tugas: list[Tugas], mandat: list[Pelimpahan]
) -> None:
    hasil = wewenang(hari, tugas, mandat)
    if hasil is not None:
        assert wewenang(hari, tugas, mandat, hasil.pejabat) is not None
        assert (hasil.bentuk in {Bentuk.ATAS_NAMA, Bentuk.UNTUK_BELIAU}) == bool(hasil.an)
        assert (hasil.bentuk is Bentuk.UNTUK_BELIAU) == bool(hasil.ub)
        assert hasil.bentuk is not Bentuk.PARAF


@given(_hari, st.lists(_tugas, max_size=8), st.lists(_pelimpahan, max_size=4), _siapa)
def test_outside_every_date_nobody_has_power(
    hari: date, tugas: list[Tugas], mandat: list[Pelimpahan], siapa: str
) -> None:
    dulu = date(2025, 12, 31)
    assert peran_pejabat(dulu, tugas, mandat, siapa) == frozenset()
    assert wewenang(dulu, tugas, mandat) is None


def test_whoever_acts_today_comes_first_and_the_head_keeps_his_authority() -> None:
    """Deputy before mandate before head; each of them still signs in his own way when he is asked for."""
    mandat = [_mandat("kasi", Bentuk.UNTUK_BELIAU), _mandat("kasi", Bentuk.PARAF)]
    utama = wewenang(HARI, KANTOR, mandat)
    assert utama is not None and (utama.pejabat, utama.bentuk) == ("kasi", Bentuk.UNTUK_BELIAU)
    assert wewenang(HARI, KANTOR, mandat, "kades") == Wewenang("kades", Bentuk.DEFINITIF)
    plh = [*KANTOR, Tugas("sekdes", Jabatan.KEPALA_DESA, Sifat.PLH, *PEKAN)]
    assert wewenang(HARI, plh, mandat) == Wewenang("sekdes", Bentuk.PLH)
    assert wewenang(PEKAN[1] + timedelta(days=400), plh, mandat) == Wewenang("kades", Bentuk.DEFINITIF)


def test_a_mandate_to_initial_names_nobody_who_signs() -> None:
    assert wewenang(HARI, KANTOR, [_mandat("kasi", Bentuk.PARAF)]) == Wewenang("kades", Bentuk.DEFINITIF)
    assert wewenang(HARI, [SEKDES, KASI], [_mandat("kasi", Bentuk.PARAF)]) is None
