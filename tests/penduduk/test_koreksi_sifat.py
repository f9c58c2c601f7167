"""Properties of corrections: of two forms on one row nothing is written over, whatever both typed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.koreksi import KODE, KOLOM, TEKS, bergeser, periksa, yang_diubah
from eoffice.penduduk.rules.permintaan import (
    MAKS_SEHARI,
    MAKS_TERBUKA,
    baca_usul,
    periksa_jumlah,
)
from eoffice.web.komponen.kalimat import kalimat

HARI = date(2026, 11, 24)
_HURUF = st.text("ABCDEFGHIJ '.-", min_size=1, max_size=30).filter(lambda t: any(h.isalpha() for h in t))
_TANGGAL = st.dates(date(1900, 1, 1), HARI).map(date.isoformat)


def orang() -> st.SearchStrategy[dict[str, Any]]:
    """Return somebody as a form shows him."""
    kolom: dict[str, st.SearchStrategy[Any]] = {
        nama: st.sampled_from(sorted(kode.TABEL[nama].kata)) for nama in KODE
    }
    kolom |= {nama: _HURUF.map(str.strip).filter(bool) for nama in TEKS}
    kolom |= {"jenis_kelamin": st.sampled_from("LP"), "tanggal_lahir": _TANGGAL}
    return st.fixed_dictionaries(kolom)


def tulis(baris: dict[str, Any], semula: dict[str, Any], diketik: dict[str, Any]) -> dict[str, Any] | None:
    """Do what the service does with a form, without the database; None when it is told that the row moved."""
    return None if bergeser(semula, baris) else {**baris, **yang_diubah(semula, diketik)}


@given(orang(), orang())
def test_one_form_on_a_row_that_stands_still_writes_just_what_was_typed(
    baris: dict[str, Any], diketik: dict[str, Any]
) -> None:
    assert tulis(baris, dict(baris), diketik) == diketik


@given(orang(), orang(), orang())
def test_of_two_forms_the_second_writes_nothing_unless_the_first_changed_nothing(
    baris: dict[str, Any], satu: dict[str, Any], dua: dict[str, Any]
) -> None:
    semula = dict(baris)
    sesudah = tulis(baris, semula, satu)
    assert sesudah is not None
    kedua = tulis(sesudah, semula, dua)
    assert (kedua is None) is (satu != semula)


@given(orang(), orang(), orang())
def test_after_following_both_keep_their_own_columns(
    baris: dict[str, Any], satu: dict[str, Any], dua: dict[str, Any]
) -> None:
    sesudah = tulis(baris, dict(baris), satu)
    assert sesudah is not None
    milik = yang_diubah(baris, dua)
    susul = {**sesudah, **milik}
    akhir = tulis(sesudah, dict(sesudah), susul)
    assert akhir == susul
    assert all(akhir[nama] == (milik[nama] if nama in milik else satu[nama]) for nama in KOLOM)


def tolakan(kerja: Callable[[], object]) -> RuleRefused | None:
    """Return how something was refused, None when it was not."""
    try:
        kerja()
    except RuleRefused as tolak:
        return tolak
    return None


@given(orang())
def test_who_stands_in_the_register_as_the_form_writes_him_passes(baris: dict[str, Any]) -> None:
    tolak = tolakan(lambda: periksa(baris, HARI))
    kode_pesan = {p.kode for p in tolak.per_field.values()} if isinstance(tolak, InvalidInput) else set()
    assert kode_pesan <= {"penduduk.teks_rumus"}


@given(st.sampled_from(TEKS), st.text(max_size=120))
def test_no_text_at_all_breaks_the_check(nama: str, teks: str) -> None:
    tolak = tolakan(lambda: periksa({nama: teks}, HARI))
    if isinstance(tolak, InvalidInput):
        assert set(tolak.per_field) == {nama}
        assert kalimat(tolak.pesan)


@given(orang(), st.sampled_from(KOLOM), orang())
def test_a_wish_is_new_and_possible_or_refused_at_its_box(
    baris: dict[str, Any], kolom: str, lain: dict[str, Any]
) -> None:
    hasil: list[Any] = []
    tolak = tolakan(lambda: hasil.append(baca_usul(kolom, lain[kolom], baris, HARI)))
    if isinstance(tolak, InvalidInput):
        assert set(tolak.per_field) == {"usul"}
        return
    assert hasil[0] != baris[kolom]
    periksa({kolom: hasil[0]}, HARI)


@given(st.integers(0, 9), st.integers(0, 20), st.booleans())
def test_one_more_is_taken_only_below_every_limit(terbuka: int, sehari: int, menunggu: bool) -> None:
    boleh = terbuka < MAKS_TERBUKA and sehari < MAKS_SEHARI and not menunggu
    tolak = tolakan(lambda: periksa_jumlah(terbuka, sehari, kolom_menunggu=menunggu))
    assert (tolak is None) is boleh
    assert tolak is None or kalimat(tolak.pesan)


@given(st.dates(HARI + timedelta(days=1), HARI + timedelta(days=40_000)))
def test_nobody_is_born_tomorrow(hari: date) -> None:
    with pytest.raises(InvalidInput):
        periksa({"tanggal_lahir": hari.isoformat()}, HARI)


@pytest.mark.parametrize(
    ("kode_pesan", "kata"),
    [
        ("koreksi_berubah", "Periksa isian"),
        ("koreksi_kosong", "Ubah dulu"),
        ("koreksi_alasan", "Tulis apa"),
        ("koreksi_pilih", "Pilih salah satu"),
        ("koreksi_lahir_kosong", "Tulis tanggal"),
        ("koreksi_kepala", "lewat mutasi"),
        ("koreksi_nik_sama", "Periksa lagi"),
        ("koreksi_nik_sementara", "Pakai NIK"),
        ("permintaan_kosong", "Tulis atau pilih"),
        ("permintaan_sama", "Tulis isi yang benar"),
        ("permintaan_foto", "Lampirkan foto"),
        ("permintaan_menunggu", "masih menunggu"),
        ("permintaan_sering", "Coba lagi besok"),
        ("permintaan_alasan", "Tulis mengapa"),
        ("permintaan_diputus", "Buka lagi"),
    ],
)
def test_a_refusal_says_what_to_do_next(kode_pesan: str, kata: str) -> None:
    assert kata in kalimat(Pesan(f"penduduk.{kode_pesan}"))
