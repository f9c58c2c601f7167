"""Pages about people of the office: who may, what is refused beside which box, foreign ids, what is written."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from eoffice.akun import selectors, services
from eoffice.akun.models import Delegasi, Pejabat, Pengguna, Penugasan
from eoffice.akun.rules.jabatan import Bentuk, Jabatan, Sifat
from eoffice.jejak.selectors import riwayat
from eoffice.kernel import clock
from tests.web.aparat.conftest import Balai, browser, isi, ke
from tests.web.markup import read

pytestmark = pytest.mark.django_db
SANDI_BARU = "empat kata yang sangat panjang"
ORANG = {"nama": "Iis Sumiati, S.E.", "nip": "", "niap": "1207", "nama_masuk": "iis.s", "sandi": SANDI_BARU}


def hari(geser: int = 0) -> str:
    return (localdate(clock.now()) + timedelta(days=geser)).isoformat()


def pejabat_id(balai: Balai, awal: str) -> UUID:
    return next(satu.id for satu in balai.dalam(selectors.semua_pejabat) if satu.nama.startswith(awal))


def tugas_id(balai: Balai, jabatan: Jabatan) -> UUID:
    return next(b.penugasan_id for b in balai.dalam(selectors.daftar_pejabat) if b.jabatan is jabatan)


def buat_mandat(balai: Balai, bentuk: Bentuk = Bentuk.ATAS_NAMA, dari: int = -1, sampai: int = 5) -> UUID:
    """Give the secretary a mandate; return it."""
    mulai = localdate(clock.now())
    satu = balai.dalam(
        services.limpahkan,
        pejabat_id=pejabat_id(balai, "Dadang"),
        bentuk=bentuk,
        mulai=mulai + timedelta(days=dari),
        selesai=mulai + timedelta(days=sampai),
        dasar="SPT 9/2026",
        pelaku="uji",
    )
    return satu.pk  # type: ignore[no-any-return]


def galat(jawab: Any, bidang: str) -> str:
    """Return what is said beside a box of a refused form."""
    assert jawab.status_code == 422
    halaman = read(jawab.content.decode())
    tujuan = [satu["href"] for satu in halaman.all("a") if satu["href"].startswith(f"#id_{bidang}")]
    assert tujuan and tujuan[0][1:] in halaman.ids, "the summary leads to the box"
    assert halaman.ids[f"id_{bidang}-g"]
    return halaman.text


def semua(balai: Balai) -> tuple[int, int, int, int]:
    return balai.dalam(  # type: ignore[no-any-return]
        lambda: (
            Pejabat.objects.count(), Penugasan.objects.count(), Delegasi.objects.count(), Pengguna.objects.count(),
        )
    )  # fmt: skip


# ---- a new person ----


@pytest.mark.parametrize(
    ("salah", "bidang", "kata"),
    [
        ({"nama": ""}, "nama", ""),
        ({"nama": "x" * 101}, "nama", "100"),
        ({"nama_masuk": "is"}, "nama_masuk", "paling sedikit 3 huruf"),
        ({"nama_masuk": "iis sumiati"}, "nama_masuk", "huruf kecil, angka, titik, atau garis"),
        ({"nama_masuk": "-iis"}, "nama_masuk", "huruf kecil"),
        ({"nama_masuk": "іis"}, "nama_masuk", "huruf kecil"),
        ({"nama_masuk": "rika.cisontrol"}, "nama_masuk", "sudah dipakai orang lain"),
        ({"nama_masuk": "RIKA.cisontrol"}, "nama_masuk", "sudah dipakai orang lain"),
        ({"sandi": ""}, "sandi", "terlalu mudah ditebak"),
        ({"sandi": "pendek"}, "sandi", "terlalu mudah ditebak"),
        ({"sandi": "password1234"}, "sandi", "terlalu mudah ditebak"),
        ({"nip": "1" * 31}, "nip", "30"),
    ],
)
def test_a_new_person_is_refused_beside_the_box(
    balai: Balai, salah: dict[str, str], bidang: str, kata: str
) -> None:
    dulu = semua(balai)
    jawab = balai.kades.post(ke("pejabat_baru"), ORANG | salah)
    assert kata in galat(jawab, bidang)
    assert SANDI_BARU not in jawab.content.decode(), "a password never comes back"
    assert semua(balai) == dulu


def test_a_name_taken_in_another_village_is_taken(balai: Balai, balai_lain: Balai) -> None:
    """Accounts are global: two people of one name would share a door."""
    jawab = balai.kades.post(ke("pejabat_baru"), ORANG | {"nama_masuk": "rika.situmandala"})
    assert "sudah dipakai orang lain" in galat(jawab, "nama_masuk")


def test_a_person_without_an_account_cannot_sign_in_and_can_hold_a_post(balai: Balai) -> None:
    dulu = semua(balai)
    jawab = balai.kades.post(ke("pejabat_baru"), ORANG | {"nama_masuk": "", "sandi": ""})
    baru = pejabat_id(balai, "Iis")
    assert jawab.headers["Location"] == ke("tugas_baru", baru)
    assert semua(balai) == (dulu[0] + 1, dulu[1], dulu[2], dulu[3])
    assert balai.kades.post(
        ke("tugas_baru", baru),
        {"jabatan": "kadus", "sifat": "definitif", "mulai": hari(), "selesai": "", "dasar": "SK 1"},
    ).headers["Location"] == ke("pejabat")
    assert "Tanpa akun" in isi(balai.kades.get(ke("pejabat")))


def test_a_new_account_signs_in_with_its_password_and_sees_only_its_own_page(balai: Balai) -> None:
    balai.kades.post(ke("pejabat_baru"), ORANG)
    klien = Client()
    klien.post("/aparat/masuk/", {"nama_masuk": "IIS.S", "sandi": SANDI_BARU})
    assert "belum punya jabatan" in isi(klien.get("/aparat/"))
    assert klien.get(ke("penduduk")).status_code == 404


def test_a_name_is_shown_as_text_wherever_it_stands(balai: Balai) -> None:
    nama = '<img src=x onerror=alert(1)> "Iis" & Co'
    balai.kades.post(ke("pejabat_baru"), ORANG | {"nama": nama, "nama_masuk": "", "sandi": ""})
    for alamat in (ke("pejabat"), ke("pelimpahan"), ke("tugas_baru", pejabat_id(balai, "<img"))):
        halaman = isi(balai.kades.get(alamat))
        read(halaman)
        assert "<img src=x" not in halaman
        assert "&lt;img src=x" in halaman


# ---- posts ----

TUGAS = {"jabatan": "kasi_pelayanan", "sifat": "definitif", "mulai": "", "selesai": "", "dasar": "SK 5/2026"}


@pytest.mark.parametrize(
    ("salah", "bidang"),
    [
        ({"jabatan": "raja"}, "jabatan"),
        ({"jabatan": ""}, "jabatan"),
        ({"sifat": "abadi"}, "sifat"),
        ({"mulai": ""}, "mulai"),
        ({"mulai": "2026-02-30"}, "mulai"),
        ({"mulai": "kemarin"}, "mulai"),
        ({"selesai": hari(-1)}, "selesai"),
        ({"dasar": ""}, "dasar"),
        ({"dasar": "x" * 101}, "dasar"),
    ],
)
def test_a_post_is_refused_beside_the_box(balai: Balai, salah: dict[str, str], bidang: str) -> None:
    dulu = semua(balai)
    siapa = pejabat_id(balai, "Rika")
    galat(balai.kades.post(ke("tugas_baru", siapa), TUGAS | {"mulai": hari()} | salah), bidang)
    assert semua(balai) == dulu


@pytest.mark.parametrize("sifat", Sifat)
def test_a_post_is_written_as_it_was_given(balai: Balai, sifat: Sifat) -> None:
    siapa = pejabat_id(balai, "Rika")
    data = TUGAS | {"sifat": sifat.value, "mulai": hari(), "selesai": hari(30)}
    assert balai.kades.post(ke("tugas_baru", siapa), data).status_code == 302
    (satu,) = [b for b in balai.dalam(selectors.daftar_pejabat) if b.jabatan is Jabatan.KASI_PELAYANAN]
    assert (satu.pejabat_id, satu.sifat, satu.dasar) == (siapa, sifat, "SK 5/2026")
    assert (satu.mulai.isoformat(), satu.selesai and satu.selesai.isoformat()) == (hari(), hari(30))
    (kejadian,) = balai.dalam(riwayat, "penugasan", satu.penugasan_id)
    assert kejadian.pelaku == str(balai.orang.kades)


@pytest.mark.parametrize(
    ("nilai", "status"),
    [("2019-12-31", 422), ("", 422), ("bukan", 422), ("2020-01-01", 302), (hari(), 302), (hari(400), 302)],
)
def test_the_last_day_of_a_post(balai: Balai, nilai: str, status: int) -> None:
    satu = tugas_id(balai, Jabatan.OPERATOR)
    jawab = balai.sekdes.post(ke("tugas_akhiri", satu), {"selesai": nilai})
    assert jawab.status_code == status
    selesai = balai.dalam(lambda: Penugasan.objects.get(pk=satu).selesai)
    assert selesai == (date.fromisoformat(nilai) if status == 302 else None)


def test_an_ended_post_is_offered_no_end_and_one_that_ends_today_is(balai: Balai) -> None:
    satu = tugas_id(balai, Jabatan.OPERATOR)
    ada = []
    for geser in (0, 1, -1):
        balai.kades.post(ke("tugas_akhiri", satu), {"selesai": hari(geser)})
        ada.append(ke("tugas_akhiri", satu) in isi(balai.kades.get(ke("pejabat"))))
    assert ada == [True, True, False]


def test_the_question_names_whose_post_ends(balai: Balai) -> None:
    halaman = read(isi(balai.kades.get(ke("tugas_akhiri", tugas_id(balai, Jabatan.OPERATOR)))))
    assert "Rika Amelia" in halaman.text
    assert "Operator" in halaman.text
    assert halaman.all("input", name="selesai")[0]["value"] == f"{localdate(clock.now()):%d-%m-%Y}"


# ---- mandates ----


@pytest.mark.parametrize(
    ("siapa", "bentuk", "kata"),
    [
        ("Rika", "an", "hanya untuk Sekretaris Desa"),
        ("Dadang", "an_ub", "hanya untuk Kaur atau Kasi"),
        ("Dadang", "paraf", "hanya untuk Kaur atau Kasi"),
        ("H. Oman", "an", "hanya untuk Sekretaris Desa"),
        ("Dadang", "plt", ""),
        ("Dadang", "", ""),
    ],
)
def test_a_mandate_to_the_wrong_person_is_refused_beside_the_form(
    balai: Balai, siapa: str, bentuk: str, kata: str
) -> None:
    data = {
        "pejabat": str(pejabat_id(balai, siapa)),
        "bentuk": bentuk,
        "mulai": hari(),
        "selesai": hari(3),
        "dasar": "SPT 1",
    }
    assert kata in galat(balai.kades.post(ke("pelimpahan"), data), "bentuk")
    assert balai.dalam(selectors.daftar_delegasi) == []


@pytest.mark.parametrize("salah", [{"selesai": hari(-1)}, {"selesai": ""}, {"mulai": ""}, {"dasar": ""}])
def test_a_mandate_needs_both_days_in_order_and_its_paper(balai: Balai, salah: dict[str, str]) -> None:
    data = {"pejabat": str(pejabat_id(balai, "Dadang")), "bentuk": "an", "mulai": hari(), "selesai": hari(3), "dasar": "SPT 1"}  # fmt: skip
    galat(balai.kades.post(ke("pelimpahan"), data | salah), next(iter(salah)))
    assert balai.dalam(selectors.daftar_delegasi) == []


def test_a_mandate_ended_early_ends_on_that_day(balai: Balai) -> None:
    satu = buat_mandat(balai)
    assert balai.sekdes.get("/aparat/tanda-tangan/").status_code in {200, 302}
    halaman = read(isi(balai.kades.get(ke("pelimpahan_akhiri", satu))))
    assert "Dadang Suhendar" in halaman.text
    assert "a.n." in halaman.text
    jawab = balai.kades.post(ke("pelimpahan_akhiri", satu), {"selesai": hari(-1)}, follow=True)
    assert "Hari terakhir pelimpahan tercatat." in jawab.content.decode()
    assert balai.sekdes.get("/aparat/tanda-tangan/").status_code == 404
    assert ke("pelimpahan_akhiri", satu) not in isi(balai.kades.get(ke("pejabat")))


def test_a_deputy_manages_people_only_while_he_deputises(balai: Balai) -> None:
    """Rika acts as Plh. for two days: she signs and appoints these days, not before and not after."""
    plh = {"jabatan": "kepala_desa", "sifat": "plh", "mulai": hari(), "selesai": hari(1), "dasar": "SP 3"}
    assert balai.operator.get(ke("pejabat_baru")).status_code == 404
    balai.kades.post(ke("tugas_baru", pejabat_id(balai, "Rika")), plh)
    assert balai.operator.get(ke("pejabat_baru")).status_code == 200
    tugas = next(b.penugasan_id for b in balai.dalam(selectors.daftar_pejabat) if b.sifat is Sifat.PLH)
    balai.kades.post(ke("tugas_akhiri", tugas), {"selesai": hari()})
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        assert browser(balai.orang.operator).get(ke("pejabat_baru")).status_code == 404


# ---- who may, and whose ----


def alamat(balai: Balai) -> list[str]:
    return [
        ke("pejabat_baru"),
        ke("tugas_baru", pejabat_id(balai, "Rika")),
        ke("tugas_akhiri", tugas_id(balai, Jabatan.OPERATOR)),
        ke("pelimpahan"),
        ke("pelimpahan_akhiri", buat_mandat(balai)),
    ]


def test_an_operator_and_a_citizen_change_nothing_by_reading_or_sending(balai: Balai) -> None:
    semua_alamat = alamat(balai)
    dulu = semua(balai)
    warga = browser(balai.orang.warga)
    for satu in semua_alamat:
        for klien in (balai.operator, warga):
            data = ORANG | TUGAS | {"mulai": hari(), "selesai": hari(), "bentuk": "an"}
            assert (klien.get(satu).status_code, klien.post(satu, data).status_code) == (404, 404), satu
    assert semua(balai) == dulu


def test_foreign_and_unknown_ids_are_nothing(balai: Balai, balai_lain: Balai) -> None:
    asing = [satu for satu in alamat(balai_lain) if satu.count("-") >= 4]
    asing += [ke(nama, uuid4()) for nama in ("tugas_baru", "tugas_akhiri", "pelimpahan_akhiri")]
    dulu = semua(balai_lain)
    assert len(asing) == 6
    for satu in asing:
        data = TUGAS | {"mulai": hari(), "selesai": hari()}
        assert (balai.kades.get(satu).status_code, balai.kades.post(satu, data).status_code) == (404, 404), (
            satu
        )
    data = {"pejabat": str(pejabat_id(balai_lain, "Dadang")), "bentuk": "an", "mulai": hari(), "selesai": hari(), "dasar": "x"}  # fmt: skip
    assert balai.kades.post(ke("pelimpahan"), data).status_code == 422
    assert semua(balai_lain) == dulu


def test_without_a_fresh_proof_each_of_them_asks_first(balai: Balai) -> None:
    basi = browser(balai.orang.kades, segar=False)
    for satu in alamat(balai):
        assert basi.get(satu).headers["Location"].startswith("/aparat/pastikan/?lanjut="), satu


def test_few_statements_whatever_stands_in_the_lists(balai: Balai) -> None:
    def hitung(satu: str) -> int:
        with CaptureQueriesContext(connection) as kueri:
            assert balai.kades.get(satu).status_code == 200
        bingkai = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config")
        return len([q for q in kueri if not q["sql"].startswith(bingkai)])

    buat_mandat(balai)
    semua_alamat = [ke("pejabat"), *alamat(balai), ke("sertifikat")]
    dulu = {satu: hitung(satu) for satu in semua_alamat}
    for nomor in range(3):
        orang = balai.dalam(services.simpan_pejabat, nama=f"Orang {nomor}", pelaku="uji")
        balai.dalam(
            services.angkat, pejabat_id=orang.pk, jabatan=Jabatan.KADUS, mulai=date(2021, 1, 1), pelaku="uji"
        )
        buat_mandat(balai)
    assert {satu: hitung(satu) for satu in semua_alamat} == dulu
    assert max(dulu.values()) <= 15, dulu
