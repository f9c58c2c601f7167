"""The workflow table: what must be true of every way through it, and one expected answer per cell."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.surat.rules.alur import (
    ALUR,
    JANJI_JAM,
    MEMERIKSA,
    MENUNGGU,
    Aksi,
    CaraTerbit,
    Fakta,
    Status,
    janji_seluruhnya,
    tumpukan,
)

S, P = Status, Peran
TTE = Fakta(
    pelaku="kades",
    pemilik=True,
    lewat_loket=True,
    catatan="karena",
    pemeriksa=frozenset({"operator", "sekdes"}),
    cara_terbit=CaraTerbit.TTE_LOKAL,
    penanda_tangan="kades",
    ditetapkan="kades",
    ada_pindaian=True,
)


def dengan(dasar: Fakta, **ubah: object) -> Fakta:
    isi = {nama: getattr(dasar, nama) for nama in Fakta.__dataclass_fields__}
    return Fakta(**(isi | ubah))


# The table once more, written by hand as a person would explain it: (status, aksi, role) -> status entered.
HARAPAN: dict[tuple[Status | None, str, Peran], Status] = {
    (None, "ajukan", P.WARGA): S.DIAJUKAN,
    (None, "ajukan", P.OPERATOR): S.DIAJUKAN,
    (S.DIKEMBALIKAN, "ajukan_ulang", P.WARGA): S.DIAJUKAN,
    (S.DIKEMBALIKAN, "ajukan_ulang", P.OPERATOR): S.DIAJUKAN,
    (S.DIAJUKAN, "tarik", P.WARGA): S.DITARIK,
    (S.DIKEMBALIKAN, "tarik", P.WARGA): S.DITARIK,
    (S.TERVERIFIKASI, "tarik", P.WARGA): S.DITARIK,
    (S.DIPARAF, "tarik", P.WARGA): S.DITARIK,
    (S.DIAJUKAN, "tarik", P.OPERATOR): S.DITARIK,
    (S.DIKEMBALIKAN, "tarik", P.OPERATOR): S.DITARIK,
    (S.DIAJUKAN, "ubah", P.OPERATOR): S.DIAJUKAN,
    (S.DIAJUKAN, "verifikasi", P.OPERATOR): S.TERVERIFIKASI,
    (S.DIAJUKAN, "kembalikan", P.OPERATOR): S.DIKEMBALIKAN,
    (S.DIAJUKAN, "tolak", P.OPERATOR): S.DITOLAK,
    (S.TERVERIFIKASI, "paraf", P.PEMERIKSA): S.DIPARAF,
    (S.TERVERIFIKASI, "kembalikan", P.PEMERIKSA): S.DIAJUKAN,
    (S.DIPARAF, "tanda_tangani", P.PENANDA_TANGAN): S.MENUNGGU_TTE,
    (S.MENUNGGU_TTE, "tanda_tangani", P.PENANDA_TANGAN): S.MENUNGGU_TTE,
    (S.MENUNGGU_TTE, "terbitkan", P.SISTEM): S.TERBIT,
    (S.MENUNGGU_BASAH, "terbitkan", P.OPERATOR): S.TERBIT,
    (S.DIPARAF, "kembalikan", P.PENANDA_TANGAN): S.TERVERIFIKASI,
    (S.DIPARAF, "tolak", P.PENANDA_TANGAN): S.DITOLAK,
    (S.MENUNGGU_TTE, "batalkan", P.PENANDA_TANGAN): S.DIAJUKAN,
    (S.MENUNGGU_BASAH, "batalkan", P.OPERATOR): S.DIAJUKAN,
    (S.TERBIT, "cabut", P.PENANDA_TANGAN): S.DICABUT,
}
TANPA_PARAF = {
    (S.TERVERIFIKASI, "tanda_tangani", P.PENANDA_TANGAN): S.MENUNGGU_TTE,
    (S.TERVERIFIKASI, "kembalikan", P.PENANDA_TANGAN): S.DIAJUKAN,
    (S.TERVERIFIKASI, "tolak", P.PENANDA_TANGAN): S.DITOLAK,
}
PARAF_SAJA = {(S.TERVERIFIKASI, "paraf", P.PEMERIKSA), (S.TERVERIFIKASI, "kembalikan", P.PEMERIKSA)}
TTE_SAJA = {
    (S.DIPARAF, "tanda_tangani", P.PENANDA_TANGAN),
    (S.TERVERIFIKASI, "tanda_tangani", P.PENANDA_TANGAN),
}


def harapan(*, paraf: bool, basah: bool) -> dict[tuple[Status | None, str, Peran], Status]:
    isi = HARAPAN if paraf else {k: v for k, v in HARAPAN.items() if k not in PARAF_SAJA} | TANPA_PARAF
    if not basah:
        return isi
    cetak: dict[tuple[Status | None, str, Peran], Status] = {
        (S.DIPARAF, "cetak_basah", P.OPERATOR): S.MENUNGGU_BASAH
    }
    if not paraf:
        cetak[S.TERVERIFIKASI, "cetak_basah", P.OPERATOR] = S.MENUNGGU_BASAH
    return {k: v for k, v in isi.items() if k not in TTE_SAJA} | cetak


KUBUS = list(itertools.product([None, *Status], Aksi, Peran))


@pytest.mark.parametrize(("paraf", "basah"), list(itertools.product([True, False], [True, False])))
def test_the_full_cube_has_one_expected_answer_per_cell(paraf: bool, basah: bool) -> None:
    cara = CaraTerbit.BASAH if basah else CaraTerbit.TTE_LOKAL
    # a different person acts, so that the rule about checkers does not hide the rest of the table
    fakta = dengan(TTE, pelaku="kades", paraf_dipakai=paraf, cara_terbit=cara)
    isi = harapan(paraf=paraf, basah=basah)
    assert len(KUBUS) == 11 * 13 * 6
    for status, aksi, peran in KUBUS:
        ke: Status | None
        try:
            ke = ALUR.find(status, aksi, frozenset({peran}), fakta).ke
        except RuleRefused:
            ke = None
        assert ke == isi.get((status, str(aksi), peran)), (status, aksi, peran)


DIPERIKSA = (S.DIAJUKAN, S.TERVERIFIKASI, S.DIPARAF)
KABUPATEN = {(status, "kembalikan"): S.DIKEMBALIKAN for status in DIPERIKSA} | {
    (status, "tolak"): S.DITOLAK for status in DIPERIKSA
}


def test_the_regency_returns_or_refuses_what_it_took_back_and_nothing_else() -> None:
    fakta = dengan(TTE, pelaku="dian", ditarik=True, catatan="Server desa rusak.")
    for status, aksi in itertools.product([None, *Status], Aksi):
        ke: Status | None
        try:
            ke = ALUR.find(status, aksi, frozenset({P.KABUPATEN}), fakta).ke
        except RuleRefused:
            ke = None
        assert ke == KABUPATEN.get((status, str(aksi))), (status, aksi)


@pytest.mark.parametrize(
    ("ubah", "kode"),
    [({"ditarik": False}, "surat.bukan_ditarik"), ({"catatan": " "}, "surat.alasan_wajib")],
    ids=["the village's", "no reason"],
)
def test_the_regency_acts_with_a_reason_and_only_about_its_own(ubah: dict[str, Any], kode: str) -> None:
    fakta = dengan(TTE, **({"ditarik": True, "catatan": "Alasan."} | ubah))
    for aksi in (Aksi.KEMBALIKAN, Aksi.TOLAK):
        with pytest.raises(RuleRefused) as tolak:
            ALUR.find(S.DIAJUKAN, aksi, frozenset({P.KABUPATEN}), fakta)
        assert tolak.value.pesan.kode == kode


def jangkau(dari: Status | None = None) -> set[Status]:
    terlihat: set[Status] = set()
    antre = [dari]
    while antre:
        kini = antre.pop()
        for langkah in ALUR.transitions:
            if (kini in langkah.dari if kini else not langkah.dari) and langkah.ke not in terlihat:
                terlihat.add(langkah.ke)
                antre.append(langkah.ke)
    return terlihat


def test_every_status_is_reachable() -> None:
    assert jangkau() == set(Status)


def test_final_states_have_no_exit_and_all_others_have_one() -> None:
    assert ALUR.final == {S.DITOLAK, S.DITARIK, S.DICABUT}
    assert {d for langkah in ALUR.transitions for d in langkah.dari} == set(Status) - ALUR.final


def test_from_everywhere_there_is_a_way_to_an_end() -> None:
    assert all(jangkau(status) & ALUR.final for status in set(Status) - ALUR.final)


def test_no_cell_is_ambiguous() -> None:
    sel = [(d, x.aksi, x.peran) for x in ALUR.transitions for d in (x.dari or {None})]
    assert len(sel) == len(set(sel))


def test_a_signed_letter_can_only_be_revoked() -> None:
    assert {(x.aksi, x.ke) for x in ALUR.transitions if S.TERBIT in x.dari} == {("cabut", S.DICABUT)}


def test_a_number_that_waits_can_be_used_or_voided_and_nothing_else() -> None:
    assert {x.aksi for x in ALUR.transitions if x.dari & MENUNGGU} == {
        "tanda_tangani",
        "terbitkan",
        "batalkan",
    }
    assert all(x.dari & MENUNGGU for x in ALUR.transitions if x.ke is S.TERBIT)


_TIGA = ["a", "b", "c"]
ORANG = {P.WARGA: ["warga"], P.OPERATOR: _TIGA, P.PEMERIKSA: _TIGA, P.PENANDA_TANGAN: _TIGA}
Keadaan = tuple[Status, frozenset[str], frozenset[str], str]


def lanjutan(keadaan: Keadaan, *, paraf: bool, cara: CaraTerbit) -> Iterator[Keadaan]:
    """Every next state when three officials hold all roles at once and try everything."""
    status, verifikator, pemeriksa, penanda = keadaan
    for langkah in ALUR.transitions:
        if status not in langkah.dari:
            continue
        for pelaku in ORANG.get(langkah.peran, ["sistem"]):
            menanda = langkah.aksi in {"tanda_tangani", "cetak_basah"}
            calon = ["a", "b", "c"] if langkah.aksi == "cetak_basah" else [pelaku]
            for terpilih in calon:
                fakta = Fakta(
                    pelaku=pelaku, pemilik=True, lewat_loket=True, catatan="x",
                    pemeriksa=pemeriksa, verifikator=verifikator,
                    paraf_dipakai=paraf,
                    cara_terbit=cara, penanda_tangan=terpilih, ditetapkan=penanda, ada_pindaian=True,
                )  # fmt: skip
                if langkah.refusal(fakta) is None:
                    periksa = pemeriksa | {pelaku} if langkah.aksi in MEMERIKSA else pemeriksa
                    verif = verifikator | {pelaku} if langkah.aksi == "verifikasi" else verifikator
                    yield langkah.ke, verif, periksa, terpilih if menanda else penanda


@pytest.mark.parametrize(("paraf", "cara"), list(itertools.product([True, False], CaraTerbit)))
def test_every_way_to_issue_passes_a_checker_and_a_different_signer(paraf: bool, cara: CaraTerbit) -> None:
    terlihat: set[Keadaan] = set()
    antre: list[Keadaan] = [(S.DIAJUKAN, frozenset(), frozenset(), "")]
    terbit = 0
    while antre:
        kini = antre.pop()
        for lanjut in lanjutan(kini, paraf=paraf, cara=cara):
            if lanjut in terlihat:
                continue
            terlihat.add(lanjut)
            antre.append(lanjut)
            status, verifikator, pemeriksa, penanda = lanjut
            if status is S.TERBIT:
                terbit += 1
                assert pemeriksa, "nobody checked"
                assert penanda, "nobody signed"
                assert penanda not in pemeriksa, "the checker signed"
                assert verifikator, "nobody verified"
                assert len(pemeriksa) >= (2 if paraf else 1), "initials are a second pair of eyes"
    assert terbit, "no letter is ever issued"


DIVERIFIKASI = {"pelaku": "operator", "verifikator": frozenset({"operator"})}
PENOLAKAN = [
    (S.DIAJUKAN, "verifikasi", P.OPERATOR, {"berkas_kurang": ("KTP",)}, "surat.berkas_kurang"),
    (S.DIAJUKAN, "verifikasi", P.OPERATOR, {"isian_kurang": ("Keperluan",)}, "surat.isian_kurang"),
    (S.DIAJUKAN, "verifikasi", P.OPERATOR, {"penduduk_aktif": False}, "surat.penduduk_tidak_aktif"),
    (S.DIAJUKAN, "kembalikan", P.OPERATOR, {"catatan": " \n "}, "surat.alasan_wajib"),
    (S.DIAJUKAN, "tolak", P.OPERATOR, {"catatan": ""}, "surat.alasan_wajib"),
    (S.DIAJUKAN, "tarik", P.WARGA, {"pemilik": False}, "surat.bukan_pemilik"),
    (S.DIAJUKAN, "tarik", P.OPERATOR, {"lewat_loket": False}, "surat.bukan_loket"),
    (None, "ajukan", P.WARGA, {"berkas_kurang": ("KK",)}, "surat.berkas_kurang"),
    (None, "ajukan", P.WARGA, {"pemilik": False}, "surat.bukan_pemilik"),
    (S.TERVERIFIKASI, "paraf", P.PEMERIKSA, DIVERIFIKASI, "surat.pemeriksa_sama"),
    (S.TERVERIFIKASI, "paraf", P.PEMERIKSA, {"paraf_dipakai": False}, "surat.paraf_tidak_dipakai"),
    (S.TERVERIFIKASI, "tanda_tangani", P.PENANDA_TANGAN, {}, "surat.paraf_belum"),
    (S.DIPARAF, "tanda_tangani", P.PENANDA_TANGAN, {"penanda_tangan": "sekdes"}, "surat.penanda_tangan_pemeriksa"),
    (S.DIPARAF, "tanda_tangani", P.PENANDA_TANGAN, {"penanda_tangan": ""}, "surat.penanda_tangan_tidak_ada"),
    (S.DIPARAF, "tanda_tangani", P.PENANDA_TANGAN, {"cara_terbit": CaraTerbit.BASAH}, "surat.terbit_basah"),
    (S.DIPARAF, "tanda_tangani", P.PENANDA_TANGAN, {"atas_nama": True, "atas_nama_boleh": False},
     "surat.tidak_boleh_atas_nama"),
    (S.MENUNGGU_TTE, "tanda_tangani", P.PENANDA_TANGAN, {"penanda_tangan": "plt"}, "surat.penanda_tangan_berganti"),
    (S.DIPARAF, "cetak_basah", P.OPERATOR, {}, "surat.terbit_elektronik"),
    (S.MENUNGGU_BASAH, "terbitkan", P.OPERATOR, {"ada_pindaian": False}, "surat.pindaian_belum"),
    (S.TERBIT, "cabut", P.PENANDA_TANGAN, {"catatan": ""}, "surat.alasan_wajib"),
    (S.TERBIT, "kembalikan", P.OPERATOR, {}, "kernel.langkah_tidak_ada"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "aksi", "peran", "ubah", "kode"), PENOLAKAN)
def test_a_guard_says_why(
    status: Status | None, aksi: str, peran: Peran, ubah: dict[str, object], kode: str
) -> None:
    with pytest.raises(RuleRefused) as galat:
        ALUR.find(status, aksi, frozenset({peran}), dengan(TTE, **ubah))
    assert galat.value.pesan.kode == kode


@given(st.sets(st.sampled_from(Peran)), st.sampled_from([None, *Status]))
def test_buttons_are_exactly_the_moves_that_would_succeed(peran: set[Peran], status: Status | None) -> None:
    tombol = set(ALUR.available(status, frozenset(peran), TTE))
    for aksi in Aksi:
        try:
            ALUR.find(status, aksi, frozenset(peran), TTE)
        except RuleRefused:
            assert aksi not in tombol
        else:
            assert aksi in tombol


@given(st.builds(Fakta), st.sampled_from(ALUR.transitions))
def test_guards_answer_every_fact_with_a_message_or_none(fakta: Fakta, langkah: object) -> None:
    jawab = langkah.refusal(fakta)  # type: ignore[attr-defined]
    assert jawab is None or isinstance(jawab, Pesan)


def test_who_initialled_before_may_initial_again_after_a_return() -> None:
    fakta = dengan(TTE, pelaku="sekdes", verifikator=frozenset({"operator"}))
    assert ALUR.find(S.TERVERIFIKASI, "paraf", frozenset({P.PEMERIKSA}), fakta).ke is S.DIPARAF


def test_the_promise_is_one_working_day_and_every_waiting_status_has_a_clock() -> None:
    assert janji_seluruhnya(paraf=True) == 7
    assert janji_seluruhnya(paraf=False) == 5
    menunggu_kantor = set(Status) - ALUR.final - {S.TERBIT, S.DIKEMBALIKAN}
    assert set(JANJI_JAM) == menunggu_kantor
    assert {x.ke: x.janji_jam for x in ALUR.transitions if x.janji_jam} == dict(JANJI_JAM)


@pytest.mark.parametrize(("paraf", "cara"), list(itertools.product([True, False], CaraTerbit)))
def test_every_letter_that_waits_lies_on_a_pile_of_somebody_who_can_move_it(
    paraf: bool, cara: CaraTerbit
) -> None:
    fakta = dengan(TTE, paraf_dipakai=paraf, cara_terbit=cara)
    for status in JANJI_JAM:
        pemilik = [p for p in Peran if status in tumpukan(p, paraf=paraf, cara_terbit=cara)]
        assert len(pemilik) == 1, status
        maju = {x.aksi for x in ALUR.moves(status, pemilik[0]) if x.refusal(fakta) is None}
        assert maju & {"verifikasi", "paraf", "tanda_tangani", "cetak_basah", "terbitkan"}, status


def test_the_diagram_names_every_move() -> None:
    diagram = ALUR.mermaid()
    assert diagram.startswith("stateDiagram-v2")
    assert "diparaf --> menunggu_tte: tanda_tangani (penanda_tangan)" in diagram
    assert diagram.count("-->") == sum(len(x.dari) or 1 for x in ALUR.transitions) + len(ALUR.final)
