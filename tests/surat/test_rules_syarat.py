"""The documents a village asks for: its own list over the catalogue's."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.surat.rules import syarat as aturan
from eoffice.surat.rules.batas import MAKS_LIBUR, MAKS_SYARAT, keluhan_jenis, keluhan_libur
from eoffice.surat.rules.jenis import Syarat, SyaratDesa, UbahanJenis, katalog

SKU = katalog()["sku"]
BAKU = aturan.daftar_kini(SKU, None)
KODE = [satu.kode for satu in SKU.syarat]


def kode(daftar: aturan.Daftar) -> list[str]:
    """Return the codes in order."""
    return [satu.kode for satu in daftar]


def keluhan(*syarat: SyaratDesa) -> list[str]:
    """Return what is said against a list."""
    return [p.kode for p in keluhan_jenis({"sku": UbahanJenis(syarat=syarat)}, katalog()).values()]


def test_a_village_that_changed_nothing_starts_from_the_catalogue() -> None:
    assert len(KODE) > 2, "the type of these tests asks for several documents"
    assert kode(BAKU) == KODE
    assert UbahanJenis(syarat=BAKU).pada(SKU).syarat == SKU.syarat
    assert aturan.daftar_kini(SKU, ()) == (), "a village that asks for nothing has decided so"
    assert UbahanJenis(syarat=()).pada(SKU).syarat == ()


def test_one_place_up_and_down_and_no_further() -> None:
    satu, dua, *sisa = KODE
    assert kode(aturan.naikkan(BAKU, dua)) == [dua, satu, *sisa]
    assert kode(aturan.turunkan(BAKU, satu)) == [dua, satu, *sisa]
    assert aturan.naikkan(BAKU, satu) == aturan.turunkan(BAKU, KODE[-1]) == BAKU
    for hilang in ("entah", ""):
        assert aturan.naikkan(BAKU, hilang) == aturan.turunkan(BAKU, hilang) == BAKU


def test_removed_and_asked_for_again() -> None:
    tanpa = aturan.buang(BAKU, KODE[0])
    assert kode(tanpa) == KODE[1:]
    assert aturan.buang(tanpa, KODE[0]) == tanpa
    assert kode(aturan.pulihkan(tanpa, KODE[0], SKU)) == [*KODE[1:], KODE[0]]
    assert aturan.pulihkan(BAKU, KODE[0], SKU) == BAKU, "asked for twice it is there once"
    assert aturan.pulihkan(tanpa, "entah", SKU) == tanpa


def test_mandatory_or_not_keeps_the_catalogue_s_words() -> None:
    ubah = aturan.balik_wajib(BAKU, KODE[0])
    jadi = UbahanJenis(syarat=ubah).pada(SKU).syarat
    assert jadi[0] == dataclasses.replace(SKU.syarat[0], wajib=not SKU.syarat[0].wajib)
    assert jadi[1:] == SKU.syarat[1:]
    assert aturan.balik_wajib(ubah, KODE[0]) == BAKU


def test_the_village_s_own_words() -> None:
    daftar = aturan.tambah(BAKU, label="  Surat  pernyataan ", petunjuk=" bermeterai ", wajib=True)
    jadi = UbahanJenis(syarat=daftar).pada(SKU).syarat[-1]
    assert jadi == Syarat("desa_surat_pernyataan", "Surat pernyataan", True, "bermeterai")
    assert jadi.diminta({}), "asked for whatever is answered"
    assert keluhan(*daftar) == []


@pytest.mark.parametrize(
    ("label", "jadi"),
    [
        ("Bukti PBB 2026", "desa_bukti_pbb_2026"),
        ("../../etc", "desa_etc"),
        ("字", "desa_lain"),
        ("---", "desa_lain"),
        ("A" * 60, "desa_" + "a" * 25),
    ],
)
def test_the_code_of_an_own_document_is_short_and_plain(label: str, jadi: str) -> None:
    assert aturan.kode_sendiri(label) == jadi
    assert len(jadi) <= 30, "as wide as the column of files"


def test_what_a_later_catalogue_does_not_know_is_passed_over() -> None:
    daftar = (SyaratDesa("sudah_tiada"), *BAKU)
    assert UbahanJenis(syarat=daftar).pada(SKU).syarat == SKU.syarat


def test_the_list_survives_the_way_through_json() -> None:
    sendiri = UbahanJenis(syarat=(*BAKU, SyaratDesa("desa_x", False, "X", "y")), janji_jam=14)
    isi = dataclasses.asdict(sendiri)
    assert UbahanJenis(**(isi | {"syarat": [dict(s) for s in isi["syarat"]]})) == sendiri


@pytest.mark.parametrize(
    ("syarat", "kata"),
    [
        ((SyaratDesa("desa_x", label="X"), SyaratDesa("desa_x", label="X")), "surat.syarat_ganda"),
        ((SyaratDesa("desa_x"),), "surat.syarat_salah"),
        ((SyaratDesa("desa_x", label=" X"),), "surat.syarat_salah"),
        ((SyaratDesa("desa_x", label="X" * 81),), "surat.syarat_salah"),
        ((SyaratDesa("desa_x", label="X\u202ey"),), "surat.syarat_salah"),
        ((SyaratDesa("desa_x", label="X", petunjuk="y" * 201),), "surat.syarat_salah"),
        ((SyaratDesa("milik_siapa", label="X"),), "surat.syarat_salah"),
        ((SyaratDesa("desa_../x", label="X"),), "surat.syarat_salah"),
        (tuple(SyaratDesa(f"desa_{n}", label="X") for n in range(MAKS_SYARAT + 1)), "surat.syarat_banyak"),
    ],
)
def test_documents_that_cannot_be_asked_for(syarat: tuple[SyaratDesa, ...], kata: str) -> None:
    assert keluhan(*syarat) == [kata]


def test_as_many_as_may_be_are_accepted() -> None:
    assert keluhan(*(SyaratDesa(f"desa_{n}", label="X") for n in range(MAKS_SYARAT))) == []


@pytest.mark.parametrize(("jam", "salah"), [(1, False), (70, False), (0, True), (71, True), (-7, True)])
def test_a_promise_within_reason(jam: int, salah: bool) -> None:
    assert bool(keluhan_jenis({"sku": UbahanJenis(janji_jam=jam)}, katalog())) is salah


@pytest.mark.parametrize(
    ("libur", "kata"),
    [
        ({"2026-13-01": "x"}, "surat.libur_salah"),
        ({"besok": "x"}, "surat.libur_salah"),
        ({"2026-01-01T00": "x"}, "surat.libur_salah"),
        ({"2026-01-01": ""}, "surat.libur_salah"),
        ({"2026-01-01": " x"}, "surat.libur_salah"),
        ({"2026-01-01": "x" * 81}, "surat.libur_salah"),
        ({f"20{n // 28:02}-01-{1 + n % 28:02}": "x" for n in range(MAKS_LIBUR + 1)}, "surat.libur_banyak"),
        ({"2026-12-24": "Hari jadi desa"}, None),
    ],
)
def test_days_off_that_cannot_be(libur: dict[str, str], kata: str | None) -> None:
    salah = keluhan_libur(libur)
    assert (salah.kode if salah else None) == kata


@given(st.lists(st.tuples(st.sampled_from(["naik", "turun", "wajib"]), st.sampled_from(KODE)), max_size=30))
def test_no_order_of_presses_loses_or_doubles_a_document(tekan: list[tuple[str, str]]) -> None:
    daftar = BAKU
    laku = {"naik": aturan.naikkan, "turun": aturan.turunkan, "wajib": aturan.balik_wajib}
    for apa, yang in tekan:
        daftar = laku[apa](daftar, yang)
    assert sorted(kode(daftar)) == sorted(KODE)
    assert keluhan(*daftar) == []
