"""Every message code has one sentence, and every sentence can be said."""

import string

import pytest

from eoffice.kernel.messages import Pesan
from eoffice.web.komponen import kalimat as paket
from eoffice.web.komponen.kalimat import KALIMAT, kalimat


def test_a_code_becomes_a_sentence() -> None:
    assert kalimat(Pesan("web.tanggal_tidak_ada", tanggal="31 Februari")).startswith(
        "Tanggal 31 Februari tidak ada"
    )


def test_a_parameter_is_put_in_literally() -> None:
    assert "{kode}" in kalimat(Pesan("web.tanggal_tidak_ada", tanggal="{kode} %s {0}"))


def test_a_code_without_a_sentence_is_an_error() -> None:
    with pytest.raises(LookupError):
        kalimat(Pesan("web.tidak_ada"))


def test_a_missing_parameter_is_an_error() -> None:
    with pytest.raises(LookupError):
        kalimat(Pesan("web.tanggal_tidak_ada"))


def test_a_sentence_is_a_sentence() -> None:
    for kode, kata in KALIMAT.items():
        ruang, _, nama = kode.partition(".")
        assert ruang, kode
        assert nama, kode
        assert kata == kata.strip(), kode
        assert "  " not in kata, kode
        list(string.Formatter().parse(kata))


def test_places_are_plain_names() -> None:
    for kode, kata in KALIMAT.items():
        for _, nama, bentuk, _ in string.Formatter().parse(kata):
            assert nama is None or nama.isidentifier(), kode
            assert not bentuk, kode


def test_a_code_given_by_two_modules_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Modul:
        name = "web"

    monkeypatch.setattr(paket.pkgutil, "iter_modules", lambda _: [Modul, Modul])
    with pytest.raises(RuntimeError, match="twice"):
        paket._gabung()
