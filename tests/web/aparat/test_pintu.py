"""The door of the office: every wrong input, what a half-finished sign-in opens, what ends a session."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from eoffice.akun import selectors, services
from eoffice.akun.models import Pengguna
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.kernel import clock
from eoffice.web.aparat import sesi
from eoffice.wilayah.models import Desa
from tests.web.aparat.conftest import SANDI, Balai, Orang, angkat, browser
from tests.web.markup import read

pytestmark = pytest.mark.django_db
Masuk = Callable[..., Client]
KANTOR, LAIN = {"REMOTE_ADDR": "10.0.0.2"}, {"REMOTE_ADDR": "10.0.0.3"}
MASUK, KODE, PULIH = "/aparat/masuk/", "/aparat/masuk/kode/", "/aparat/masuk/pemulihan/"


def kirim(klien: Client, nama: str = "rika", sandi: str = SANDI, **lain: Any) -> Any:
    return klien.post(MASUK, {"nama_masuk": nama, "sandi": sandi}, **lain)


@pytest.mark.parametrize(
    ("nama", "sandi"),
    [
        ("rika", "salah"),
        ("rika", SANDI.upper()),
        ("rika", f"{SANDI} "[::-1]),
        ("rika", SANDI + "\u200b"),
        ("rika", "x" * 200),
        ("tidak-ada", SANDI),
        ("ri ka", SANDI),
        ("rіka", SANDI),
        ("rika' OR '1'='1", "x"),
        ("<script>alert(1)</script>", "x"),
        ("3207154506859001", "x"),
    ],
)
def test_every_wrong_pair_reads_the_same_and_opens_nothing(
    client: Client, operator: Orang, nama: str, sandi: str
) -> None:
    jawab = kirim(client, nama, sandi)
    halaman = read(jawab.content.decode())
    assert jawab.status_code == 422
    assert "Nama masuk atau kata sandi tidak cocok" in halaman.text
    assert halaman.all("input", name="nama_masuk")[0]["value"] == nama, "typed once is enough"
    assert "value" not in halaman.all("input", name="sandi")[0]
    assert client.get("/aparat/").status_code == 302


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"nama_masuk": "", "sandi": SANDI}, "Tulis nama masuk Anda."),
        ({"nama_masuk": "   ", "sandi": SANDI}, "Tulis nama masuk Anda."),
        ({"nama_masuk": "rika", "sandi": ""}, "Tulis kata sandi Anda."),
        ({"nama_masuk": "rika"}, "Tulis kata sandi Anda."),
        ({"nama_masuk": "x" * 61, "sandi": SANDI}, "60"),
        ({"nama_masuk": "rika", "sandi": "x" * 201}, "200"),
        ({"nama_masuk": "ri\x00ka", "sandi": SANDI}, "null"),
    ],
)
def test_what_cannot_be_right_is_said_beside_its_box_and_counts_as_no_try(
    client: Client, operator: Orang, isi: dict[str, str], kata: str
) -> None:
    for _ in range(7):
        jawab = client.post(MASUK, isi)
    assert jawab.status_code == 422
    assert kata in read(jawab.content.decode()).text
    assert kirim(client).status_code == 302


@pytest.mark.parametrize("nama", ["RIKA", " rika ", "Rika"])
def test_capitals_and_spaces_around_the_name_do_not_matter(
    client: Client, operator: Orang, nama: str
) -> None:
    assert kirim(client, nama).headers["Location"] == "/aparat/"


def test_a_citizen_finds_no_door_here(client: Client, balai: Balai) -> None:
    nama = Pengguna.objects.get(pk=balai.orang.warga).nama_masuk
    assert kirim(client, nama, "739154").status_code == 422
    assert kirim(client, "3207154506859001", "739154").status_code == 422


def test_a_neighbour_who_types_a_name_holds_only_himself(operator: Orang, kades: Orang) -> None:
    jahat = Client(**KANTOR)
    for _ in range(30):
        kirim(jahat, sandi="salah")
    assert kirim(jahat).status_code == 429
    assert "menit lagi" in kirim(jahat).content.decode()
    assert kirim(Client(**LAIN)).status_code == 302, "the owner, elsewhere"
    assert kirim(jahat, "ujang").status_code == 302, "another person at the same computer"


def test_whoever_waits_gets_in_afterwards(operator: Orang) -> None:
    klien = Client(**KANTOR)
    with time_machine.travel(clock.now(), tick=False) as jam:
        for _ in range(5):
            kirim(klien, sandi="salah")
        assert kirim(klien).status_code == 429
        jam.shift(timedelta(seconds=61))
        assert kirim(klien).status_code == 302


@pytest.mark.parametrize("pintu", [KODE, PULIH])
def test_without_the_password_the_second_step_is_closed(client: Client, kades: Orang, pintu: str) -> None:
    for jawab in (client.get(pintu), client.post(pintu, {"kode": kades.otp(), "kode_pemulihan": "X"})):
        assert jawab.headers["Location"] == MASUK
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "ke",
    [
        "/aparat/",
        "/aparat/tanda-tangan/",
        "/aparat/keamanan/kode-hp/",
        "/aparat/pastikan/",
        "/aparat/lanjutkan/",
    ],
)
def test_the_password_alone_opens_nothing(client: Client, kades: Orang, ke: str) -> None:
    assert kirim(client, "ujang").headers["Location"] == KODE
    assert client.get(ke).headers["Location"] == f"/masuk/?next={ke}"
    assert client.post(ke, {}).status_code == 302


@pytest.mark.parametrize("kode", ["000000", "12345", "1234567", "abcdef", "", "١٢٣٤٥٦", "0" * 500, "12 34"])
def test_a_wrong_code_is_refused_in_words(client: Client, kades: Orang, kode: str) -> None:
    kirim(client, "ujang")
    jawab = client.post(KODE, {"kode": kode})
    assert jawab.status_code == 422
    assert (
        read(jawab.content.decode()).all("div", class_="ringkas-galat") or "galat" in jawab.content.decode()
    )
    assert client.get("/aparat/").status_code == 302


def test_guessing_codes_holds_the_place_and_a_new_password_does_not_help(kades: Orang) -> None:
    klien = Client(**KANTOR)
    kirim(klien, "ujang")
    assert [klien.post(KODE, {"kode": "000000"}).status_code for _ in range(6)] == [422] * 5 + [429]
    kirim(klien, "ujang")
    assert klien.post(KODE, {"kode": kades.otp()}).status_code == 429
    assert klien.post(PULIH, {"kode_pemulihan": "AAAA-BBBB-CCCC"}).status_code == 429


def test_the_step_in_between_belongs_to_the_last_password_given(
    client: Client, cisontrol: Desa, kades: Orang
) -> None:
    lain = angkat(cisontrol, "lain", "Lain", Jabatan.SEKRETARIS_DESA, totp=True)
    kirim(client, "lain")
    kirim(client, "ujang")
    assert client.post(KODE, {"kode": lain.otp()}).status_code == 422
    assert client.post(KODE, {"kode": kades.otp()}).headers["Location"] == "/aparat/"
    assert client.session["_auth_user_id"] == str(kades.pengguna.pk)


def test_an_account_closed_between_the_steps_stays_out(client: Client, kades: Orang) -> None:
    kirim(client, "ujang")
    Pengguna.objects.filter(pk=kades.pengguna.pk).update(is_active=False)
    assert client.post(KODE, {"kode": kades.otp()}).status_code == 404
    assert client.get("/aparat/").status_code == 302


def test_with_every_recovery_code_used_up_only_the_phone_or_two_colleagues_help(
    client: Client, kades: Orang
) -> None:
    kode = services.buat_kode_pemulihan(pengguna_id=kades.pengguna.pk)
    for satu in kode:
        klien = Client()
        kirim(klien, "ujang")
        assert klien.post(PULIH, {"kode_pemulihan": satu}).status_code == 302
    assert selectors.sisa_kode_pemulihan(kades.pengguna.pk) == 0
    assert "Sudah habis" in klien.get("/aparat/keamanan/").content.decode()
    kirim(client, "ujang")
    jawab = client.post(PULIH, {"kode_pemulihan": kode[0]})
    assert jawab.status_code == 422
    assert "Dua rekan yang dapat masuk" in jawab.content.decode()


def test_recovery_codes_of_a_colleague_do_not_work(client: Client, cisontrol: Desa, kades: Orang) -> None:
    lain = angkat(cisontrol, "lain", "Lain", Jabatan.SEKRETARIS_DESA, totp=True)
    kode = services.buat_kode_pemulihan(pengguna_id=lain.pengguna.pk)
    kirim(client, "ujang")
    assert client.post(PULIH, {"kode_pemulihan": kode[0]}).status_code == 422


# ---- what ends a session, and what a session is worth ----


def test_a_post_that_ended_yesterday_opens_no_page_today_in_the_session_of_yesterday(balai: Balai) -> None:
    hari = localdate(clock.now())
    tugas = next(b for b in balai.dalam(selectors.daftar_pejabat) if b.jabatan is Jabatan.OPERATOR)
    assert balai.operator.get("/aparat/penduduk/").status_code == 200
    balai.dalam(
        services.akhiri_tugas,
        penugasan_id=tugas.penugasan_id,
        selesai=hari - timedelta(days=2),
        pelaku="uji",
    )
    for ke in ("/aparat/penduduk/", "/aparat/loket/", "/aparat/pengaturan/identitas/"):
        assert balai.operator.get(ke).status_code == 404
        assert balai.operator.post(ke, {"q": "x"}).status_code == 404
    assert "belum punya jabatan" in balai.operator.get("/aparat/").content.decode()


@pytest.mark.parametrize(
    ("zona", "akhir"),
    [
        ("Asia/Jakarta", datetime(2026, 11, 24, 17, 0, tzinfo=UTC)),
        ("Asia/Makassar", datetime(2026, 11, 24, 16, 0, tzinfo=UTC)),
        ("Asia/Jayapura", datetime(2026, 11, 24, 15, 0, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_midnight_of_the_office(cisontrol: Desa, zona: str, akhir: datetime) -> None:
    """A mandate until the 24th ends when the clock on the wall of that office shows midnight."""
    from datetime import date

    from eoffice.wilayah.tenancy import lingkup

    type(cisontrol).objects.filter(pk=cisontrol.pk).update(zona_waktu=zona)
    with lingkup(cisontrol.kode):
        pejabat = services.buat_aparat(nama_masuk="sari", nama="Sari", sandi=SANDI, pelaku="uji")
        services.angkat(
            pejabat_id=pejabat.pk,
            jabatan=Jabatan.OPERATOR,
            mulai=date(2026, 11, 24),
            selesai=date(2026, 11, 24),
            pelaku="uji",
        )
    for geser, status in ((-86_401, 404), (-86_400, 200), (-1, 200), (0, 404)):
        with time_machine.travel(akhir + timedelta(seconds=geser), tick=False):
            assert browser(pejabat.pengguna_id).get("/aparat/loket/").status_code == status, geser


def test_two_colleagues_who_release_a_phone_end_the_owners_sessions(cisontrol: Desa, kades: Orang) -> None:
    from eoffice.wilayah.tenancy import lingkup

    satu = angkat(cisontrol, "satu", "Satu", Jabatan.OPERATOR, totp=True)
    dua = angkat(cisontrol, "dua", "Dua", Jabatan.KASI_PELAYANAN, totp=True)
    klien = browser(kades.pengguna.pk)
    assert klien.get("/aparat/keamanan/").status_code == 200
    with lingkup(cisontrol.kode):
        services.reset_totp_dua_orang(
            nama_rekan="ujang", oleh=satu.pengguna.pk, saksi=dua.pengguna.pk, alasan="hilang"
        )
    assert klien.get("/aparat/keamanan/").status_code == 302
    baru = Client()
    assert kirim(baru, "ujang").headers["Location"] == "/aparat/"
    assert baru.get("/aparat/tanda-tangan/").headers["Location"] == "/aparat/keamanan/", "a new phone first"


def test_signing_out_forgets_what_the_session_knew(balai: Balai) -> None:
    balai.kades.get("/aparat/tanda-tangan/")
    balai.kades.post("/aparat/keluar/")
    assert not set(balai.kades.session.keys()) & {"totp", sesi.SEGAR_KUNCI, "pilihan_tanda", "_auth_user_id"}


def test_a_session_lasts_twelve_hours(balai: Balai) -> None:
    for jam, status in ((11, 200), (13, 302)):
        with time_machine.travel(clock.now() + timedelta(hours=jam), tick=False):
            assert balai.operator.get("/aparat/keamanan/").status_code == status, jam


@pytest.mark.parametrize("nilai", ["", "x", None, -1, True, {"a": 1}, [1], 1.5])
def test_a_strange_proof_in_the_session_is_no_proof(balai: Balai, nilai: object) -> None:
    klien = browser(balai.orang.kades, segar=False)
    session = klien.session
    session[sesi.SEGAR_KUNCI] = nilai
    session.save()
    assert klien.get("/aparat/pengaturan/pejabat/baru/").status_code == 302


# ---- the choice of door ----


def test_the_door_finds_a_village_among_many(client: Client, cisontrol: Desa) -> None:
    for nomor in range(20):
        Desa.objects.create(
            kode=f"32.07.16.20{nomor:02}", nama=f"Sukamaju {nomor}", kecamatan="Tambaksari",
            kabupaten="Kabupaten Ciamis", provinsi="Jawa Barat",
        )  # fmt: skip
    penuh = client.get("/masuk/").content.decode()
    assert "Masih ada 9 desa lain" in penuh
    cari = client.get("/masuk/?q=cisontrol").content.decode()
    assert "Desa Cisontrol" in cari and "Sukamaju" not in cari
    assert "Desa itu tidak ada di sini" in client.get("/masuk/?q=zzz").content.decode()
    assert client.get("/masuk/?q=" + "<b>" * 500).status_code == 200


@pytest.mark.parametrize(
    "ke",
    [MASUK, "/masuk/", "/masuk/?next=/warga/", "/masuk/?q=<script>alert(1)</script>", MASUK + "?lanjut=%00"],
)
def test_the_door_is_a_sound_page_of_few_statements(client: Client, cisontrol: Desa, ke: str) -> None:
    with CaptureQueriesContext(connection) as kueri:
        jawab = client.get(ke)
    assert jawab.status_code == 200
    assert "<script>alert" not in jawab.content.decode()
    read(jawab.content.decode())
    assert len(kueri) <= 5


def test_signing_in_takes_few_statements(client: Client, operator: Orang) -> None:
    client.get(MASUK)
    with CaptureQueriesContext(connection) as kueri:
        kirim(client)
    isi = [q["sql"] for q in kueri if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
    assert len(isi) <= 25, isi
