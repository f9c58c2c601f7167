"""Scopes: which village the code works for."""

import pytest

from eoffice.kernel.errors import NotFound
from eoffice.wilayah.models import Desa
from eoffice.wilayah.selectors import desa_terdaftar, identitas, semua_desa
from eoffice.wilayah.tenancy import LingkupLain, LingkupTidakAktif, desa_aktif, lingkup, lingkup_terbuka


def test_without_a_scope_there_is_no_village() -> None:
    assert not lingkup_terbuka()
    with pytest.raises(LingkupTidakAktif):
        desa_aktif()


def test_a_scope_names_its_village_and_ends(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        assert desa_aktif() == cisontrol.kode
    assert not lingkup_terbuka()


def test_scopes_do_not_nest(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode), pytest.raises(LingkupLain), lingkup(situmandala.kode):
        pass
    assert not lingkup_terbuka()


def test_a_scope_ends_also_after_an_error(cisontrol: Desa) -> None:
    with pytest.raises(ZeroDivisionError), lingkup(cisontrol.kode):
        raise ZeroDivisionError
    assert not lingkup_terbuka()


def test_identity_is_asked_by_code_or_scope(cisontrol: Desa, situmandala: Desa) -> None:
    assert identitas(situmandala.kode).lengkap == "Desa Situmandala"
    with lingkup(cisontrol.kode):
        assert identitas().kode == cisontrol.kode
    assert [desa.kode for desa in semua_desa()] == sorted([cisontrol.kode, situmandala.kode])


def test_a_village_that_does_not_live_here_is_not_found(cisontrol: Desa) -> None:
    assert desa_terdaftar(cisontrol.kode)
    assert not desa_terdaftar("11.01.01.2001")
    with pytest.raises(NotFound):
        identitas("11.01.01.2001")
