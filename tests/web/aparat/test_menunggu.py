"""What waits for whom, with which settings; and the code in a picture that a phone reads."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from eoffice.kernel.peran import Peran
from eoffice.surat.rules.alur import CaraTerbit, Status
from eoffice.surat.selectors.meja import Tumpuk
from eoffice.surat.services.pengaturan import BAKU, Pengaturan
from eoffice.web.aparat.menu import jumlah_menu, kertas_siap, lencana, milik_saya
from eoffice.web.qr import MAKS_VERSI, TEPI, gambar_qr
from tests.web.markup import read

O, P, T = Peran.OPERATOR, Peran.PEMERIKSA, Peran.PENANDA_TANGAN
S = Status
BASAH, TTE = CaraTerbit.BASAH, CaraTerbit.TTE_LOKAL
# written by hand, not read from the product: way of signing, initials -> role -> what waits
MENUNGGU: dict[tuple[CaraTerbit, bool], dict[Peran, tuple[Status, ...]]] = {
    (BASAH, True): {
        O: (S.DIAJUKAN, S.DIPARAF, S.MENUNGGU_BASAH),
        P: (S.TERVERIFIKASI,),
        T: (S.MENUNGGU_TTE,),
    },
    (BASAH, False): {
        O: (S.DIAJUKAN, S.TERVERIFIKASI, S.DIPARAF, S.MENUNGGU_BASAH),
        P: (),
        T: (S.MENUNGGU_TTE,),
    },
    (TTE, True): {
        O: (S.DIAJUKAN, S.MENUNGGU_BASAH),
        P: (S.TERVERIFIKASI,),
        T: (S.DIPARAF, S.MENUNGGU_TTE),
    },
    (TTE, False): {
        O: (S.DIAJUKAN, S.MENUNGGU_BASAH),
        P: (),
        T: (S.TERVERIFIKASI, S.DIPARAF, S.MENUNGGU_TTE),
    },
}
KASUS = [(cara, peran) for cara in MENUNGGU for peran in (O, P, T)]


def atur(cara: CaraTerbit, *, paraf: bool) -> Pengaturan:
    return replace(BAKU, cara_terbit=cara, paraf=paraf)


@pytest.mark.parametrize(("cara", "peran"), KASUS)
def test_each_role_waits_for_its_own(cara: tuple[CaraTerbit, bool], peran: Peran) -> None:
    saya = milik_saya(frozenset({peran}), atur(cara[0], paraf=cara[1]))
    assert set(saya) == set(MENUNGGU[cara][peran])
    assert list(saya) == [s for s in Status if s in saya], "in the order of the way"


@pytest.mark.parametrize("cara", MENUNGGU)
def test_one_who_holds_every_post_waits_for_everything_once(cara: tuple[CaraTerbit, bool]) -> None:
    saya = milik_saya(frozenset({O, P, T}), atur(cara[0], paraf=cara[1]))
    assert set(saya) == {s for peran in (O, P, T) for s in MENUNGGU[cara][peran]}
    assert len(saya) == len(set(saya))


@pytest.mark.parametrize("cara", MENUNGGU)
def test_nothing_waits_for_two_roles_and_nothing_is_forgotten(cara: tuple[CaraTerbit, bool]) -> None:
    """Every state that promises office hours waits for exactly one role."""
    semua = [s for peran in (O, P, T) for s in MENUNGGU[cara][peran]]
    assert len(semua) == len(set(semua))
    perlu = {S.DIAJUKAN, S.TERVERIFIKASI, S.DIPARAF, S.MENUNGGU_TTE, S.MENUNGGU_BASAH}
    assert set(semua) == perlu


@pytest.mark.parametrize("peran", [frozenset(), frozenset({Peran.WARGA}), frozenset({Peran.SISTEM})])
def test_nothing_waits_for_who_holds_no_post(peran: frozenset[Peran]) -> None:
    assert milik_saya(peran, BAKU) == ()


# ---- the numbers of the menu ----


def hitung(**jumlah: int) -> Mapping[Status, Tumpuk]:
    saat = datetime(2026, 11, 24, tzinfo=UTC)
    return {Status(nama): Tumpuk(n, saat, None) for nama, n in jumlah.items()}


ADA = hitung(diajukan=4, terverifikasi=3, diparaf=2, menunggu_tte=1, menunggu_basah=5, terbit=99, ditolak=7)


@pytest.mark.parametrize(
    ("cara", "peran", "permohonan", "tanda"),
    [
        ((BASAH, True), {O}, 4 + 2 + 5, 0),
        ((BASAH, True), {P}, 3, 0),
        ((BASAH, True), {T}, 0, 1),
        ((BASAH, False), {O}, 4 + 3 + 2 + 5, 0),
        ((TTE, True), {O}, 4 + 5, 0),
        ((TTE, True), {P}, 3, 0),
        ((TTE, True), {T}, 0, 2 + 1),
        ((TTE, False), {T}, 0, 3 + 2 + 1),
        ((TTE, True), {O, P}, 4 + 3 + 5, 0),
        ((TTE, True), set(), 0, 0),
    ],
)
def test_the_menu_counts_what_waits_and_not_what_is_over(
    cara: tuple[CaraTerbit, bool], peran: set[Peran], permohonan: int, tanda: int
) -> None:
    siapa = frozenset(peran)
    assert jumlah_menu(siapa, atur(cara[0], paraf=cara[1]), ADA) == {
        "permohonan": permohonan,
        "tanda-tangan": tanda,
    }


KERTAS = {
    Status.TERVERIFIKASI: Tumpuk(3, datetime(2026, 11, 24, tzinfo=UTC), None, kertas=2),
    Status.DIPARAF: Tumpuk(4, datetime(2026, 11, 24, tzinfo=UTC), None, kertas=1),
}


@pytest.mark.parametrize(
    ("cara", "paraf", "peran", "kertas"),
    [
        (TTE, True, {O}, 1),
        (TTE, False, {O}, 2 + 1),
        (TTE, True, {O, P}, 1),
        (TTE, True, {P}, 0),
        (TTE, False, {T}, 0),
        (BASAH, True, {O}, 0),
        (BASAH, False, {O}, 0),
    ],
)
def test_paper_waits_for_the_counter_with_and_without_initials(
    cara: CaraTerbit, paraf: bool, peran: set[Peran], kertas: int
) -> None:
    """In a village that signs all on paper they are in the operator's own piles already."""
    siapa, cara_desa = frozenset(peran), atur(cara, paraf=paraf)
    assert kertas_siap(siapa, cara_desa, KERTAS) == kertas
    assert kertas_siap(siapa, cara_desa, {}) == 0
    if peran == {O}:
        milik = sum(KERTAS[s].jumlah for s in milik_saya(siapa, cara_desa) if s in KERTAS)
        assert jumlah_menu(siapa, cara_desa, KERTAS)["permohonan"] == milik + kertas


def test_a_sekdes_who_signs_for_the_head_sees_each_letter_in_one_place() -> None:
    siapa = frozenset({P, T})
    saya = milik_saya(siapa, atur(TTE, paraf=True))
    jumlah = jumlah_menu(siapa, atur(TTE, paraf=True), ADA)
    assert sum(jumlah.values()) == sum(ADA[s].jumlah for s in saya)


def test_an_empty_village_counts_nothing() -> None:
    assert jumlah_menu(frozenset({O}), BAKU, {}) == {
        "permohonan": 0,
        "tanda-tangan": 0,
    }


def test_who_holds_no_post_asks_the_database_nothing() -> None:
    """This test may use no database: a question would fail it."""
    assert lencana(frozenset()) == {}


# ---- the code ----


@pytest.mark.parametrize(
    "isi", ["A", "HTTPS://DESA.EXAMPLE/AKTIVASI/" + "A" * 160, "otpauth://totp/e-Office:rika?secret=X"]
)
def test_a_code_has_its_quiet_zone_and_a_name(isi: str) -> None:
    page = read(gambar_qr(isi, 'Kode "rahasia" <b>'))
    (svg,) = page.all("svg", class_="qr")
    assert svg["role"] == "img"
    assert svg["aria-label"] == 'Kode "rahasia" <b>'
    kiri, atas, lebar, tinggi = map(int, svg["viewbox"].split())
    assert (kiri, atas) == (-TEPI, -TEPI)
    assert lebar == tinggi
    assert (lebar - 2 * TEPI - 17) % 4 == 0, "modules of a whole version"
    assert len(page.all("path")) == 1


def test_the_content_stands_nowhere_in_the_page() -> None:
    """A secret is drawn, not written: a copied page source gives it away no more than the picture does."""
    rahasia = "otpauth://totp/e-Office%20Desa:rika?secret=JBSWY3DPEHPK3PXP"
    assert "JBSWY3DPEHPK3PXP" not in gambar_qr(rahasia, "Kode QR")


def test_more_than_a_phone_can_read_is_refused() -> None:
    with pytest.raises(Exception, match="qr_terlalu_panjang"):
        gambar_qr("a" * 5000, "Kode QR")
    assert MAKS_VERSI == 20
