"""The signing pile as a form: what is decided about which letter, and what nobody may decide by accident."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from eoffice.web.aparat.formulir.tandatangan import KEMBALI, NANTI, SETUJU, Keputusan, Lembaran, Tumpukan
from tests.web.komponen.gambar import draw
from tests.web.markup import read

A, B, C = (Lembaran(uuid4(), versi, ulang=False) for versi in (3, 4, 5))
ULANG = Lembaran(uuid4(), 6, ulang=True)
ALASAN = "Alamat usahanya belum jelas."


def kirim(*putusan: tuple[Lembaran, str], frasa: str = "", **lain: Any) -> Tumpukan:
    """Return the form as the page sends it."""
    data: dict[str, Any] = {"frasa": frasa}
    for satu, kata in putusan:
        data |= {f"versi_{satu.id.hex}": satu.versi, f"putus_{satu.id.hex}": kata}
    form = Tumpukan(data | lain, lembar=[satu for satu, _ in putusan])
    form.is_valid()
    return form


def alasan(satu: Lembaran, kata: str = ALASAN) -> dict[str, str]:
    return {f"alasan_{satu.id.hex}": kata}


def test_nothing_is_chosen_beforehand() -> None:
    form = Tumpukan(lembar=[A, B])
    for satu in (A, B):
        bidang = form.bidang("putus", satu)
        assert bidang is not None
        assert bidang.value() == NANTI


@pytest.mark.parametrize("kata", ["", NANTI])
def test_what_is_left_for_later_is_in_no_list(kata: str) -> None:
    form = kirim((A, kata), (B, kata))
    assert form.is_valid()
    assert form.keputusan(SETUJU) == form.keputusan(KEMBALI) == []
    assert not form.butuh_frasa()


def test_each_letter_has_its_own_decision_in_the_order_of_the_pile() -> None:
    form = kirim((C, SETUJU), (A, KEMBALI), (B, SETUJU), frasa="x", **alasan(A))
    assert form.is_valid(), form.errors
    assert form.keputusan(SETUJU) == [Keputusan(C.id, 5), Keputusan(B.id, 4)]
    assert form.keputusan(KEMBALI) == [Keputusan(A.id, 3, ALASAN)]


def test_the_version_is_the_one_the_reader_saw() -> None:
    form = Tumpukan({f"versi_{A.id.hex}": "2", f"putus_{A.id.hex}": SETUJU, "frasa": "x"}, lembar=[A])
    assert form.is_valid()
    assert form.keputusan(SETUJU) == [Keputusan(A.id, 2)]


@pytest.mark.parametrize("versi", ["", "x", "-", "9" * 30 + "x"])
def test_a_broken_version_is_no_version_of_this_letter(versi: str) -> None:
    form = Tumpukan({f"versi_{A.id.hex}": versi, f"putus_{A.id.hex}": SETUJU, "frasa": "x"}, lembar=[A])
    form.is_valid()
    assert form.keputusan(SETUJU) == [Keputusan(A.id, 0)]


@pytest.mark.parametrize("kata", ["", " ", "\u200b"])
def test_sending_back_wants_a_reason_beside_that_letter(kata: str) -> None:
    form = kirim((A, KEMBALI), (B, KEMBALI), **alasan(A, kata), **alasan(B))
    assert form.errors == {
        f"alasan_{A.id.hex}": ["Tulis alasannya, supaya petugas tahu apa yang diperbaiki."]
    }


def test_a_reason_without_a_decision_is_kept_but_does_nothing() -> None:
    form = kirim((A, NANTI), **alasan(A))
    assert form.is_valid()
    assert form.keputusan(KEMBALI) == []
    assert form.pilihan() == {f"putus_{A.id.hex}": NANTI, f"alasan_{A.id.hex}": ALASAN}


def test_signing_wants_the_passphrase_and_sending_back_does_not() -> None:
    assert kirim((A, SETUJU)).butuh_frasa()
    assert not kirim((A, SETUJU), frasa="x").butuh_frasa()
    assert not kirim((A, KEMBALI), **alasan(A)).butuh_frasa()
    form = kirim((A, SETUJU), (B, KEMBALI), **alasan(B))
    assert form.butuh_frasa()
    assert form.errors == {"frasa": ["Ketik frasa sandi untuk menandatangani."]}


def test_a_letter_with_its_number_cannot_be_sent_back() -> None:
    form = kirim((ULANG, KEMBALI), frasa="x")
    assert form.errors[f"putus_{ULANG.id.hex}"] == ["Pilihan itu tidak ada. Pilih salah satu dari daftar."]
    assert form.keputusan(KEMBALI) == []
    assert form.bidang("alasan", ULANG) is None


def test_the_words_of_a_letter_that_waits_with_its_number() -> None:
    form = Tumpukan(lembar=[A, ULANG])
    kartu = {satu: read(draw("{% isian b %}", b=form.bidang("putus", satu))).text for satu in (A, ULANG)}
    assert "Setuju" in kartu[A]
    assert "Kembalikan" in kartu[A]
    assert "Tanda tangani lagi" in kartu[ULANG]
    assert "Kembalikan" not in kartu[ULANG]
    assert all("Nanti saja" in isi for isi in kartu.values())


def test_letters_that_the_page_did_not_hold_cannot_be_decided() -> None:
    asing = uuid4().hex
    form = kirim((A, NANTI), **{f"putus_{asing}": SETUJU, f"versi_{asing}": "1"})
    assert form.is_valid()
    assert form.keputusan(SETUJU) == []


def test_the_passphrase_is_never_among_what_is_kept() -> None:
    form = kirim((A, SETUJU), frasa="gunung kabut kancil melati")
    assert "gunung" not in repr(form.pilihan())
    html = draw("{% isian f.frasa %}", f=form)
    assert "gunung" not in html
    (kotak,) = read(html).all("input", type="password")
    assert kotak["autocomplete"] == "off"


def test_what_was_chosen_before_is_chosen_again() -> None:
    pilihan = {f"putus_{A.id.hex}": SETUJU, f"alasan_{B.id.hex}": ALASAN, "frasa_palsu": "x"}
    form = Tumpukan(lembar=[A, B], pilihan=pilihan)
    terpilih = read(draw("{% isian b %}", b=form.bidang("putus", A))).all("input", value=SETUJU)
    assert "checked" in terpilih[0]
    bidang = form.bidang("alasan", B)
    assert bidang is not None
    assert bidang.value() == ALASAN


def test_two_letters_share_no_name_and_no_id() -> None:
    form = Tumpukan(lembar=[A, B, ULANG])
    page = read(draw("{% for b in f %}{% isian b %}{% endfor %}", f=form))
    nama = {t["name"] for tag, t in page.tags if tag in ("input", "textarea") and "name" in t}
    assert len(nama) == 1 + 3 * 2 + 2
    assert len(page.all("textarea")) == 2


def test_no_box_says_that_it_may_stay_empty() -> None:
    """What is needed depends on the decision, so the page says it in its own words."""
    form = Tumpukan(lembar=[A, ULANG])
    assert "boleh dikosongkan" not in draw("{% for b in f %}{% isian b %}{% endfor %}", f=form)


@pytest.mark.parametrize("panjang", [500, 501])
def test_a_reason_is_no_longer_than_a_note(panjang: int) -> None:
    form = kirim((A, KEMBALI), **alasan(A, "x" * panjang))
    assert form.is_valid() is (panjang == 500)


def test_ids_are_told_apart_to_the_last_digit() -> None:
    dekat = Lembaran(UUID(int=A.id.int ^ 1), 9, ulang=False)
    form = kirim((A, SETUJU), (dekat, NANTI), frasa="x")
    assert form.keputusan(SETUJU) == [Keputusan(A.id, 3)]
