"""The register refuses types and payloads that would leak or drift."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.jejak import registry
from eoffice.jejak.registry import JenisPeristiwa, JenisTidakSah

from .conftest import POLOS, UJI, isi_uji

_KUNCI = st.frozensets(st.sampled_from(["status", "nama", "nik", "lain", "nilai"]))


def _jenis(**ubah: Any) -> JenisPeristiwa:
    return JenisPeristiwa(
        **{
            "nama": "uji.lain",
            "versi": 1,
            "publik": frozenset(),
            "pribadi": frozenset(),
            "penghapusan": "hapus",
            **ubah,
        }
    )


@pytest.mark.parametrize(
    "ubah",
    [
        {"nama": "tanpatitik"},
        {"nama": "Uji.Besar"},
        {"nama": "uji.dua.titik"},
        {"nama": "uji.spasi di sini"},
        {"versi": 0},
        {"publik": frozenset({"a"}), "pribadi": frozenset({"a"})},
        {"publik": frozenset({"nik"})},
        {"publik": frozenset({"no_kk", "jumlah"})},
        {"publik": frozenset({"tanggal_lahir"})},
        {"publik": frozenset({"pin"})},
    ],
)
def test_a_type_that_contradicts_itself_or_leaks_is_refused(ubah: dict[str, Any]) -> None:
    with pytest.raises(JenisTidakSah):
        _jenis(**ubah)


def test_registering_the_same_type_twice_is_harmless() -> None:
    registry.daftarkan(UJI, UJI)
    assert registry.cari("uji.orang", 1) is UJI


def test_a_registered_version_never_changes_its_content() -> None:
    with pytest.raises(JenisTidakSah, match="another content"):
        registry.daftarkan(_jenis(nama="uji.orang", publik=frozenset({"lain"})))


def test_a_new_version_stands_beside_the_old_one() -> None:
    baru = _jenis(nama="uji.orang", versi=2)
    registry.daftarkan(baru)
    assert registry.cari("uji.orang", 1) is UJI
    assert registry.cari("uji.orang", 2) is baru


def test_an_unknown_type_is_an_error() -> None:
    with pytest.raises(JenisTidakSah, match="not registered"):
        registry.cari("uji.tidak_ada", 1)


def test_the_register_lists_types_in_order() -> None:
    nama = [(satu.nama, satu.versi) for satu in registry.semua()]
    assert nama == sorted(nama)
    assert ("jejak.pribadi_dihapus", 1) in nama


@given(publik=_KUNCI, pribadi=_KUNCI)
def test_exactly_the_registered_keys_pass(publik: frozenset[str], pribadi: frozenset[str]) -> None:
    isi = dict.fromkeys(publik, 1), dict.fromkeys(pribadi, 1)
    if (publik, pribadi) == (UJI.publik, UJI.pribadi):
        UJI.periksa(*isi)
    else:
        with pytest.raises(JenisTidakSah, match="missing, unknown or misplaced"):
            UJI.periksa(*isi)


def test_the_error_names_keys_but_no_values() -> None:
    isi = isi_uji()
    with pytest.raises(JenisTidakSah) as galat:
        POLOS.periksa(isi["publik"], isi["pribadi"])
    assert "nik" in str(galat.value)
    assert "3207159000000001" not in str(galat.value)
