"""A person's own account pages: what is asked, what is refused, what stands on them, for whom."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pyotp
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eoffice.akun import selectors, services
from eoffice.akun.models import Totp
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.jejak.selectors import riwayat
from eoffice.kernel import clock
from eoffice.web.qr import gambar_qr
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.web.aparat.conftest import SANDI, Balai, Orang, angkat, browser, isi, ke
from tests.web.markup import read

pytestmark = pytest.mark.django_db
Masuk = Callable[..., Client]
BARU = "lima kata yang lebih panjang lagi"


@pytest.fixture
def rekan(cisontrol: Desa) -> tuple[Orang, Orang]:
    """Two officials with a phone each."""
    return (
        angkat(cisontrol, "satu", "Satu", Jabatan.OPERATOR, totp=True),
        angkat(cisontrol, "dua", "Dua", Jabatan.KASI_PELAYANAN, totp=True),
    )


def bantu(rekan: tuple[Orang, Orang], **lain: str) -> dict[str, str]:
    """Return the form with which two people release the phone of Ujang."""
    satu, dua = rekan
    isian = {
        "nama_rekan": "ujang", "kode": satu.otp(), "nama_saksi": "dua", "sandi_saksi": SANDI,
        "kode_saksi": dua.otp(), "alasan": "HP jatuh ke sungai", "benar": "on",
    }  # fmt: skip
    return isian | lain


def terpasang(kades: Orang) -> bool:
    return selectors.totp_terpasang(kades.pengguna.pk)


# ---- password ----


@pytest.mark.parametrize(
    "baru",
    [
        "",
        "pendek",
        "12345678901",
        "password1234",
        " " * 20,
        "a" * 30,
        "abababababab",
        "123456789012",
        "3207154506859001",
        "1 2 1 2 1 2 1 2",
        "x" * 201,
    ],
)
def test_a_password_everybody_tries_first_is_refused(operator: Orang, masuk: Masuk, baru: str) -> None:
    jawab = masuk(operator).post(ke("sandi"), {"sandi": SANDI, "sandi_baru": baru, "sandi_ulang": baru})
    assert jawab.status_code == 422
    assert read(jawab.content.decode()).ids["id_sandi_baru-g"]
    assert services.masuk_aparat(nama_masuk="rika", sandi=SANDI, sumber="x") == operator.pengguna


def test_guessing_the_present_password_in_a_borrowed_session_is_held(operator: Orang, masuk: Masuk) -> None:
    klien = masuk(operator)
    salah = {"sandi": "salah sekali", "sandi_baru": BARU, "sandi_ulang": BARU}
    assert [klien.post(ke("sandi"), salah).status_code for _ in range(6)] == [422] * 5 + [429]
    assert klien.post(ke("sandi"), salah | {"sandi": SANDI}).status_code == 429
    assert Client().post("/aparat/masuk/", {"nama_masuk": "rika", "sandi": SANDI}).status_code == 429


def test_a_new_password_works_at_once_and_the_old_one_no_more(operator: Orang, masuk: Masuk) -> None:
    isian = {"sandi": SANDI, "sandi_baru": BARU, "sandi_ulang": BARU}
    assert masuk(operator).post(ke("sandi"), isian).headers["Location"] == ke("keamanan")
    pintu = "/aparat/masuk/"
    assert Client().post(pintu, {"nama_masuk": "rika", "sandi": SANDI}).status_code == 422
    assert Client().post(pintu, {"nama_masuk": "rika", "sandi": BARU}).status_code == 302


# ---- phone ----


def test_reloading_shows_the_same_qr_and_a_new_phone_only_counts_when_proven(
    kades: Orang, masuk: Masuk
) -> None:
    klien = masuk(kades)

    def kunci() -> str:
        cocok = re.search(r'class="kunci-totp angka">([A-Z2-7 ]+)<', isi(klien.get(ke("totp"))))
        assert cocok
        return cocok[1].replace(" ", "")

    baru = kunci()
    assert kunci() == baru != kades.rahasia
    assert klien.post(ke("totp"), {"kode": kades.otp()}).status_code == 422, "a code of the old phone"
    jadi = klien.post(ke("totp"), {"kode": pyotp.TOTP(baru).at(clock.now())})
    assert "Simpan sekarang" in isi(jadi)
    assert kunci() != baru, "the next visit prepares the next phone"


def test_the_qr_holds_the_address_and_is_named_for_who_cannot_see_it() -> None:
    gambar = str(gambar_qr("otpauth://totp/x?secret=ABC", 'Kode "QR" <besar>'))
    halaman = read(gambar)
    (svg,) = halaman.all("svg")
    assert svg["role"] == "img"
    assert svg["aria-label"] == 'Kode "QR" <besar>'
    assert svg["viewbox" if "viewbox" in svg else "viewBox"].startswith("-4 -4 ")
    assert "<besar>" not in gambar


def test_recovery_codes_are_made_anew_after_a_question_and_shown_once(kades: Orang, masuk: Masuk) -> None:
    klien = masuk(kades)
    lama = services.buat_kode_pemulihan(pengguna_id=kades.pengguna.pk)
    assert "tidak dapat dipakai lagi" in isi(klien.get(ke("kode_pemulihan")))
    assert selectors.sisa_kode_pemulihan(kades.pengguna.pk) == 10, "asking makes none"
    baru = re.findall(r"<li>([A-Z0-9-]{14})</li>", isi(klien.post(ke("kode_pemulihan"))))
    assert len(baru) == 10 and not set(baru) & set(lama)
    assert "10 belum dipakai" in isi(klien.get(ke("keamanan")))
    for halaman in ("keamanan", "kode_pemulihan"):
        assert not any(satu in isi(klien.get(ke(halaman))) for satu in baru)


# ---- two colleagues ----


@pytest.mark.parametrize(
    ("lain", "kata"),
    [
        ({"kode": "000000"}, "Kode itu tidak cocok"),
        ({"kode_saksi": "000000"}, "Kode itu tidak cocok"),
        ({"sandi_saksi": "salah"}, "tidak cocok"),
        ({"nama_saksi": "tidak-ada"}, "tidak cocok"),
        ({"nama_saksi": ""}, ""),
        ({"alasan": ""}, ""),
        ({"alasan": "   "}, ""),
        ({"benar": ""}, ""),
        ({"nama_rekan": ""}, "Tulis nama masuknya."),
        ({"nama_rekan": "satu"}, "dua aparat lain"),
        ({"nama_rekan": "dua"}, "dua aparat lain"),
    ],
)
def test_whatever_is_missing_the_phone_stays(
    kades: Orang, rekan: tuple[Orang, Orang], masuk: Masuk, lain: dict[str, str], kata: str
) -> None:
    jawab = masuk(rekan[0]).post(ke("rekan"), bantu(rekan, **lain))
    assert jawab.status_code == 422
    assert kata in read(jawab.content.decode()).text
    assert SANDI not in jawab.content.decode()
    assert all(terpasang(satu) for satu in (kades, *rekan))


def test_somebody_of_another_village_is_no_witness_and_no_colleague(
    kades: Orang, rekan: tuple[Orang, Orang], situmandala: Desa, masuk: Masuk
) -> None:
    asing = angkat(situmandala, "asing", "Asing", Jabatan.SEKRETARIS_DESA, totp=True)
    klien = masuk(rekan[0])
    saksi = bantu(rekan, nama_saksi="asing", kode_saksi=asing.otp())
    assert klien.post(ke("rekan"), saksi).status_code == 422
    korban = bantu(rekan, nama_rekan="asing", kode=rekan[0].otp(1))
    assert klien.post(ke("rekan"), korban).status_code == 404
    assert terpasang(kades) and terpasang(asing)


def test_the_release_is_written_with_both_names_and_the_reason(
    cisontrol: Desa, kades: Orang, rekan: tuple[Orang, Orang], masuk: Masuk
) -> None:
    assert masuk(rekan[0]).post(ke("rekan"), bantu(rekan)).headers["Location"] == ke("keamanan")
    assert not terpasang(kades)
    with lingkup(cisontrol.kode):
        (kejadian,) = riwayat("pengguna", kades.pengguna.pk)
    assert kejadian.publik == {"oleh": str(rekan[0].pengguna.pk), "saksi": str(rekan[1].pengguna.pk)}
    assert kejadian.pribadi == {"alasan": "HP jatuh ke sungai"}


def test_guessing_a_colleagues_password_here_is_held_like_at_the_door(
    kades: Orang, rekan: tuple[Orang, Orang], masuk: Masuk
) -> None:
    klien = masuk(rekan[0])
    kode = []
    with time_machine.travel(clock.now(), tick=False) as jam:
        for _ in range(6):
            jam.shift(timedelta(seconds=31))
            isian = bantu(rekan, sandi_saksi="salah", kode=rekan[0].otp())
            kode.append(klien.post(ke("rekan"), isian).status_code)
    assert kode[:5] == [422] * 5
    assert kode[5] == 429
    assert terpasang(kades)


# ---- fresh proof ----


@pytest.mark.parametrize(
    ("lanjut", "ke_mana"),
    [
        ("/aparat/keamanan/kode-hp/", "/aparat/keamanan/kode-hp/"),
        ("/aparat/tanda-tangan/", "/aparat/tanda-tangan/"),
        ("https://jahat.example/aparat/", "/aparat/"),
        ("//jahat.example/aparat/", "/aparat/"),
        ("/warga/", "/aparat/"),
        ("javascript:alert(1)", "/aparat/"),
        ("", "/aparat/"),
    ],
)
@pytest.mark.parametrize("cara", ["pastikan", "pastikan_pemulihan"])
def test_a_proof_leads_back_to_where_it_was_asked_and_nowhere_else(
    kades: Orang, masuk: Masuk, lanjut: str, ke_mana: str, cara: str
) -> None:
    klien = masuk(kades, segar=False)
    bukti = {"sandi": SANDI, "kode": kades.otp()}
    if cara == "pastikan_pemulihan":
        bukti = {"sandi": SANDI, "kode_pemulihan": services.buat_kode_pemulihan(pengguna_id=kades.pengguna.pk)[0]}  # fmt: skip
    jawab = klien.post(f"{ke(cara)}?lanjut={lanjut}", bukti)
    assert jawab.headers["Location"] == ke_mana


@pytest.mark.parametrize(
    "bukti",
    [{"sandi": SANDI}, {"kode": "x"}, {"sandi": "salah", "kode": "x"}, {"sandi": SANDI, "kode": "000000"}],
)
def test_half_a_proof_is_none(kades: Orang, masuk: Masuk, bukti: dict[str, str]) -> None:
    klien = masuk(kades, segar=False)
    isian = {satu: kades.otp() if nilai == "x" else nilai for satu, nilai in bukti.items()}
    assert klien.post(ke("pastikan"), isian).status_code == 422
    assert klien.get(ke("totp")).status_code == 302


def test_the_password_of_another_proves_nothing(cisontrol: Desa, kades: Orang, masuk: Masuk) -> None:
    klien = masuk(kades, segar=False)
    with lingkup(cisontrol.kode):
        services.buat_aparat(nama_masuk="lain", nama="Lain", sandi=BARU, pelaku="uji")
    assert klien.post(ke("pastikan"), {"sandi": BARU, "kode": kades.otp()}).status_code == 422


def test_a_signer_without_a_phone_proves_nothing_by_password_alone(kades: Orang, masuk: Masuk) -> None:
    Totp.objects.all().delete()
    klien = masuk(kades, segar=False)
    assert klien.get(ke("pastikan") + "?lanjut=/aparat/tanda-tangan/").headers["Location"] == ke("keamanan")
    sampai = ke("pastikan") + f"?lanjut={ke('totp')}"
    assert "Kode dari HP" not in read(isi(klien.get(sampai))).text
    assert klien.post(sampai, {"sandi": SANDI}).headers["Location"] == ke("totp")


# ---- every page ----

HALAMAN = ("keamanan", "sandi", "totp", "kode_pemulihan", "rekan", "pastikan", "pastikan_pemulihan")


@pytest.mark.parametrize("nama", HALAMAN)
def test_each_page_is_sound_for_each_official_and_costs_few_statements(balai: Balai, nama: str) -> None:
    for klien in (balai.operator, balai.sekdes):
        with CaptureQueriesContext(connection) as kueri:
            halaman = isi(klien.get(ke(nama)))
        read(halaman)
        bingkai = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config")
        assert len([q for q in kueri if not q["sql"].startswith(bingkai)]) <= 15


@pytest.mark.parametrize("nama", HALAMAN)
def test_no_citizen_and_no_visitor_sees_them(balai: Balai, nama: str) -> None:
    warga = browser(balai.orang.warga)
    for cara in ("get", "post"):
        tamu: Any = getattr(Client(), cara)(ke(nama))
        assert getattr(warga, cara)(ke(nama)).status_code == 404
        assert tamu.headers["Location"] == f"/masuk/?next={ke(nama)}"
