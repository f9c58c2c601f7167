"""Correcting a resident at the counter: boxes, check page, history; two officials at once lose nothing."""

import json
from typing import Any
from uuid import UUID, uuid4

import lxml.html
import pytest
from django.test import Client

from eoffice.jejak.selectors import akses_atas
from eoffice.penduduk.models import Koreksi, Penduduk
from eoffice.penduduk.rules.koreksi import KATA_DASAR, KOLOM
from eoffice.web.aparat.formulir.koreksi import Koreksi as Formulir
from tests.penduduk.koreksi_uji import betulkan
from tests.web.aparat.conftest import Balai, isi, ke, rekan
from tests.web.dunia import warga_lain

pytestmark = pytest.mark.django_db
NIK, NIK_BARU, NIK_SITI = "3207154506859001", "3207154506859077", "3207155506859003"


def alamat(balai: Balai, nama: str = "koreksi") -> str:
    return ke(nama, balai.orang.penduduk_id)


def kotak(jawab: Any, status: int = 200) -> dict[str, str]:
    """Return every box of a form with what stands in it."""
    page = lxml.html.document_fromstring(isi(jawab, status))
    form = page.xpath("//main//form[@method='post']")[-1]
    return {nama: nilai or "" for nama, nilai in form.fields.items() if nama != "csrfmiddlewaretoken"}


def isian(klien: Client, ke_mana: str, **ubah: str) -> dict[str, str]:
    """Return a filled form: as it is shown, with a paper, a reason, and what is changed."""
    dasar = {"dasar": "ktp_el", "alasan": "Salah ketik waktu impor"}
    return {**kotak(klien.get(ke_mana)), **dasar, **ubah}


def catat(klien: Client, ke_mana: str, data: dict[str, str]) -> Any:
    """Send a form through its check page."""
    periksa = klien.post(ke_mana, data)
    assert "Periksa dulu" in isi(periksa)
    return klien.post(ke_mana, {**kotak(periksa), "pasti": "ya"})


def orang(balai: Balai) -> Penduduk:
    satu: Penduduk = balai.dalam(lambda: Penduduk.objects.get(pk=balai.orang.penduduk_id))
    return satu


def banyak(balai: Balai) -> int:
    return int(balai.dalam(Koreksi.objects.count))


def dulu(balai: Balai) -> None:
    """Let something be told of the resident before, so that the history has a step to start from."""
    balai.dalam(betulkan, balai.orang.penduduk_id, nama_ayah="MAMAN")


def test_the_boxes_show_what_stands_there_and_opening_them_is_logged(balai: Balai) -> None:
    ada = kotak(balai.operator.get(alamat(balai)))
    assert (ada["nama"], ada["tanggal_lahir"], ada["agama"]) == ("Euis Komariah", "05-06-1985", "1")
    assert set(KOLOM) <= set(ada)
    assert "nik" not in ada
    (akses,) = balai.dalam(akses_atas, "penduduk", balai.orang.penduduk_id)
    assert (akses.tindakan, akses.alasan) == ("lihat", "Koreksi data")


def test_a_correction_is_checked_first_then_stands_in_register_and_history(balai: Balai) -> None:
    dulu(balai)
    data = isian(balai.operator, alamat(balai), nama="Euis Komariyah", agama="2", nomor_dasar="AL 7/2001")
    periksa = isi(balai.operator.post(alamat(balai), data))
    for kata in (
        "Belum ada yang dicatat",
        "Islam",
        "Kristen",
        "Euis Komariyah",
        "Salah ketik waktu impor",
        "KTP-el",
    ):
        assert kata in periksa
    assert banyak(balai) == 1, "looking changes nothing"
    selesai = catat(balai.operator, alamat(balai), data)
    assert selesai.headers["Location"] == ke("penduduk_satu", balai.orang.penduduk_id)
    assert (orang(balai).nama, orang(balai).agama) == ("EUIS KOMARIYAH", 2)
    halaman = isi(balai.operator.get(selesai.headers["Location"]))
    for kata in (
        "Data sudah dibetulkan",
        "Rika Amelia, Koreksi data",
        "Nama: Euis Komariah menjadi Euis Komariyah.",
        "Alasan: Salah ketik waktu impor. Dasar: KTP-el AL 7/2001.",
        "membetulkan data",
    ):
        assert kata in halaman


def test_words_left_alone_keep_their_spelling_and_only_what_differs_is_told(balai: Balai) -> None:
    catat(balai.operator, alamat(balai), isian(balai.operator, alamat(balai), nama_ibu="Kokom"))
    satu = balai.dalam(Koreksi.objects.get)
    assert satu.ubahan == {"nama_ibu": ["", "KOKOM"]}
    assert (orang(balai).nama, orang(balai).tempat_lahir) == ("Euis Komariah", "Ciamis")


@pytest.mark.parametrize(
    ("ubah", "letak"),
    [
        ({"nama": ""}, "#id_nama"),
        ({"nama": "EUIS <script>"}, "#id_nama"),
        ({"tanggal_lahir": "31-02-1985"}, "#id_tanggal_lahir"),
        ({"tanggal_lahir": "01-01-2999"}, "#id_tanggal_lahir"),
        ({"tanggal_lahir": ""}, "#id_tanggal_lahir"),
        ({"agama": "99"}, "#id_agama"),
        ({"shdk": ""}, "#id_shdk"),
        ({"dasar": ""}, "#id_dasar"),
        ({"dasar": "kabar"}, "#id_dasar"),
        ({"alasan": " "}, "#id_alasan"),
    ],
)
def test_what_cannot_be_comes_back_beside_its_box_with_everything_typed(
    balai: Balai, ubah: dict[str, str], letak: str
) -> None:
    data = isian(balai.operator, alamat(balai), nama_ayah="Maman") | ubah
    jawab = balai.operator.post(alamat(balai), data)
    page = lxml.html.document_fromstring(isi(jawab, 422))
    assert letak in page.xpath("//*[contains(@class, 'ringkas')]//a/@href")
    assert kotak(jawab, 422)["nama_ayah"] == "Maman"
    assert banyak(balai) == 0


def test_nothing_changed_is_said_and_the_way_back_keeps_what_was_typed(balai: Balai) -> None:
    data = isian(balai.operator, alamat(balai))
    assert "Belum ada isian yang berbeda" in isi(balai.operator.post(alamat(balai), data), 422)
    kembali = balai.operator.post(alamat(balai), {**data, "nama": "Euis K", "perbaiki": "ya"})
    assert kotak(kembali)["nama"] == "Euis K"


def test_two_officials_at_once_the_second_sees_what_moved_and_loses_nothing(balai: Balai) -> None:
    sari = rekan(balai)
    pertama = isian(balai.operator, alamat(balai), agama="2", pekerjaan="3")
    kedua = isian(sari, alamat(balai), agama="3", nama_ayah="Maman")
    assert catat(balai.operator, alamat(balai), pertama).status_code == 302
    jawab = sari.post(alamat(balai), kedua)
    halaman, ada = isi(jawab, 409), kotak(jawab, 409)
    assert "baru saja diubah petugas lain" in halaman
    assert "Sekarang tercatat: Kristen." in halaman
    assert (ada["agama"], ada["nama_ayah"]) == ("3", "Maman"), "what was typed stays"
    assert ada["pekerjaan"] == "3", "what was left alone follows the row"
    assert json.loads(ada["semula"])["agama"] == 2
    assert catat(sari, alamat(balai), ada).status_code == 302
    kini = orang(balai)
    assert (kini.agama, kini.pekerjaan, kini.nama_ayah) == (3, 3, "MAMAN")


def test_a_change_between_check_and_recording_is_seen_as_well(balai: Balai) -> None:
    data = isian(balai.operator, alamat(balai), nama_ayah="Maman")
    periksa = kotak(balai.operator.post(alamat(balai), data))
    balai.dalam(lambda: Penduduk.objects.update(agama=4))
    jawab = balai.operator.post(alamat(balai), {**periksa, "pasti": "ya"})
    assert kotak(jawab, 409)["nama_ayah"] == "Maman"
    assert banyak(balai) == 0


@pytest.mark.parametrize("semula", ["", "bukan json", "[]", "null", '{"nama": 7}', "9" * 5000])
def test_a_form_with_a_broken_memory_writes_nothing(balai: Balai, semula: str) -> None:
    data = isian(balai.operator, alamat(balai), agama="2", semula=semula, pasti="ya")
    assert balai.operator.post(alamat(balai), data).status_code in {409, 422}
    assert (banyak(balai), orang(balai).agama) == (0, 1)


def test_sent_twice_it_is_recorded_once(balai: Balai) -> None:
    data = isian(balai.operator, alamat(balai), agama="2") | {"pasti": "ya"}
    assert [balai.operator.post(alamat(balai), data).status_code for _ in range(2)] == [302, 302]
    assert banyak(balai) == 1


def test_what_does_not_fit_the_nik_is_told_and_not_refused(balai: Balai) -> None:
    data = isian(balai.operator, alamat(balai), tanggal_lahir="05-07-1985", jenis_kelamin="L", shdk="1")
    halaman = isi(balai.operator.post(alamat(balai), data))
    assert "Cocokkan sekali lagi" in halaman
    assert "Tanggal lahir berbeda" in halaman
    assert catat(balai.operator, alamat(balai), data).status_code == 302


# ---- the number ----


def nik_baru(balai: Balai, nik: str = NIK_BARU, **ubah: str) -> dict[str, str]:
    lain = {"nik": nik, "ulang": nik, "yakin": "on", **ubah}
    return isian(balai.operator, alamat(balai, "koreksi_nik"), **lain)


def test_the_form_of_the_data_leads_to_that_of_the_nik_which_shows_no_number(balai: Balai) -> None:
    assert alamat(balai, "koreksi_nik") in isi(balai.operator.get(alamat(balai)))
    assert NIK not in isi(balai.operator.get(alamat(balai, "koreksi_nik")))


def test_a_nik_is_confirmed_checked_and_recorded_masked(balai: Balai) -> None:
    dulu(balai)
    data = nik_baru(balai, "3207154506859077")
    assert NIK_BARU in isi(balai.operator.post(alamat(balai, "koreksi_nik"), data)), "to be read once more"
    selesai = catat(balai.operator, alamat(balai, "koreksi_nik"), data)
    assert orang(balai).nik == NIK_BARU
    halaman = isi(balai.operator.get(selesai.headers["Location"]))
    assert "NIK: 320715••••••••01 menjadi 320715••••••••77." in halaman
    assert NIK_BARU not in halaman


@pytest.mark.parametrize(
    ("ubah", "letak"),
    [
        ({"ulang": NIK_SITI}, "#id_ulang"),
        ({"yakin": ""}, "#id_yakin"),
        ({"dasar": "ijazah"}, "#id_dasar"),
        ({"nik": "123", "ulang": "123"}, "#id_nik"),
        ({"nik": NIK, "ulang": NIK}, "#id_nik"),
        ({"nik": NIK_SITI, "ulang": NIK_SITI}, "#id_nik"),
    ],
)
def test_no_nik_without_confirmation_nor_one_that_somebody_has(
    balai: Balai, ubah: dict[str, str], letak: str
) -> None:
    balai.dalam(warga_lain, "Siti Aminah", NIK_SITI)
    data = {k: v for k, v in (nik_baru(balai) | ubah | {"pasti": "ya"}).items() if v}
    page = lxml.html.document_fromstring(isi(balai.operator.post(alamat(balai, "koreksi_nik"), data), 422))
    assert letak in page.xpath("//*[contains(@class, 'ringkas')]//a/@href")
    assert orang(balai).nik == NIK


def test_the_second_nik_form_is_told_and_keeps_its_number(balai: Balai) -> None:
    data = nik_baru(balai)
    catat(balai.operator, alamat(balai), isian(balai.operator, alamat(balai), agama="2"))
    ada = kotak(balai.operator.post(alamat(balai, "koreksi_nik"), {**data, "pasti": "ya"}), 409)
    assert ada["nik"] == ada["ulang"] == NIK_BARU
    assert catat(balai.operator, alamat(balai, "koreksi_nik"), {**ada, "yakin": "on"}).status_code == 302
    assert orang(balai).nik == NIK_BARU


# ---- who may ----


@pytest.mark.parametrize("nama", ["koreksi", "koreksi_nik"])
def test_only_the_operator_of_the_village_and_only_people_of_it(
    balai: Balai, balai_lain: Balai, nama: str
) -> None:
    for klien in (balai.sekdes, balai.kades, balai_lain.operator):
        assert klien.get(alamat(balai, nama)).status_code == 404
        assert klien.post(alamat(balai, nama), {"pasti": "ya"}).status_code == 404
    assert balai.operator.get(ke(nama, uuid4())).status_code == 404


def test_the_way_there_is_offered_to_the_operator_alone(balai: Balai) -> None:
    satu = ke("penduduk_satu", balai.orang.penduduk_id)
    for klien, ada in ((balai.operator, True), (balai.sekdes, False)):
        klien.post(satu, {"alasan": "loket"})
        assert (alamat(balai) in isi(klien.get(satu))) is ada


def test_the_form_says_it_in_the_words_of_the_register(balai: Balai) -> None:
    form = Formulir(nilai=dict.fromkeys(KOLOM) | {"nama": "EUIS"})
    assert list(form.fields)[3:-3] == list(KOLOM)
    assert {kode for kode, _ in form.fields["dasar"].choices if kode} == set(KATA_DASAR)  # type: ignore[attr-defined]
    assert UUID(str(form["kunci"].value()))
    del balai
