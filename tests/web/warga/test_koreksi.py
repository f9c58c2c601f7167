"""A citizen asks to have his data put right: pages without a script, limits, and the state in words."""

from typing import Any
from uuid import UUID

import lxml.html
import pytest
from django.test import Client

from eoffice.jejak.selectors import akses_atas
from eoffice.kernel.ids import new_id
from eoffice.penduduk import services
from eoffice.penduduk.models import Koreksi, Penduduk, PermintaanKoreksi
from eoffice.penduduk.rules.permintaan import DIMINTA, MAKS_BUKTI
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import PIN, Pemeran, foto
from tests.penduduk.koreksi_uji import betulkan, lembar
from tests.penduduk.permintaan_uji import minta
from tests.web.aparat.conftest import browser, isi, ke
from tests.web.markup import read
from tests.web.warga.conftest import NIK, hp, unggahan

PILIH = "/warga/data/koreksi/"
_BUKAN = ("csrfmiddlewaretoken", "berkas")


def kotak(jawab: Any, status: int = 200) -> dict[str, str]:
    """Return the boxes of the one form of a page, filled as they are."""
    assert jawab.status_code == status, jawab.content.decode()[:2000]
    page = lxml.html.document_fromstring(jawab.content.decode())
    (form,) = page.xpath("//main//form[@enctype]")
    return {n: (v or "").lstrip("\n") for n, v in form.fields.items() if n not in _BUKAN}


def kirim(hp: Client, kolom: str, banyak: int = 1, **ubah: str) -> Any:
    """Fill the form of a column and send it with photos."""
    alamat = f"{PILIH}{kolom}/"
    gambar = [unggahan(foto()) for _ in range(banyak)]
    return hp.post(alamat, {**kotak(hp.get(alamat)), **ubah, "berkas": gambar})


def semua(desa: Desa) -> list[PermintaanKoreksi]:
    with lingkup(desa.kode):
        return list(PermintaanKoreksi.objects.order_by("pk"))


def test_my_data_leads_there_and_every_column_can_be_chosen(warga: Client) -> None:
    assert read(warga.get("/warga/data/").content.decode()).all("a", href=PILIH)
    halaman = warga.get(PILIH).content.decode()
    page = read(halaman)
    for kolom in DIMINTA:
        assert page.all("a", href=f"{PILIH}{kolom}/"), kolom
    assert "Sekarang tercatat: Islam" in page.text
    assert NIK not in halaman


@pytest.mark.parametrize(
    ("kolom", "ubah", "nilai"),
    [
        ("nama", {"usul": "Euis Komariyah"}, "EUIS KOMARIYAH"),
        ("agama", {"usul": "2"}, 2),
        ("jenis_kelamin", {"usul": "L"}, "L"),
        ("tanggal_lahir", {"usul_hari": "5", "usul_bulan": "Juli", "usul_tahun": "1985"}, "1985-07-05"),
        ("nik", {}, None),
    ],
)
def test_each_kind_of_column_is_asked_by_an_ordinary_form(
    warga: Client, cisontrol: Desa, kolom: str, ubah: dict[str, str], nilai: Any
) -> None:
    jawab = kirim(warga, kolom, keterangan="Salah tulis", **ubah)
    assert jawab.headers["Location"] == PILIH
    (satu,) = semua(cisontrol)
    assert (satu.kolom, satu.usul, satu.keterangan) == (kolom, nilai, "Salah tulis")
    assert len(satu.berkas) == 1


def test_the_state_is_told_in_words_at_every_turn(warga: Client, cast: Pemeran, cisontrol: Desa) -> None:
    kirim(warga, "agama", usul="2")
    halaman = read(warga.get(PILIH).content.decode())
    assert "terkirim" in halaman.text
    assert "Menurut Anda: Kristen. Menunggu diperiksa kantor desa." in halaman.text
    assert not halaman.all("a", href=f"{PILIH}agama/"), "one waits already"
    (satu,) = semua(cisontrol)
    with lingkup(cisontrol.kode):
        services.tolak_permintaan(permintaan_id=satu.pk, alasan="Di KTP tertulis Islam", oleh="uji")
    for alamat in (PILIH, "/warga/data/"):
        assert "Di KTP tertulis Islam" in read(warga.get(alamat).content.decode()).text
    kirim(warga, "nama_ibu", usul="Kokom")
    with lingkup(cisontrol.kode):
        diminta = PermintaanKoreksi.objects.get(kolom="nama_ibu").pk
        betulkan(cast.penduduk_id, lembar(permintaan=diminta), nama_ibu="KOKOM")
    assert "Sudah dibetulkan" in read(warga.get(PILIH).content.decode()).text


def test_at_the_portal_of_a_village_with_its_own_server_it_says_where_it_goes(
    warga: Client, cast: Pemeran, cisontrol: Desa
) -> None:
    Desa.objects.filter(pk=cisontrol.kode).update(dilayani_di_sini=False)
    assert kirim(warga, "agama", usul="2").status_code == 302
    assert "dikirim ke server desa Anda" in read(warga.get(PILIH).content.decode()).text
    del cast


@pytest.mark.parametrize(
    ("kolom", "ubah", "banyak", "letak"),
    [
        ("nama", {"usul": ""}, 1, "#id_usul"),
        ("nama", {"usul": "Euis Komariah"}, 1, "#id_usul"),
        ("nama", {"usul": "<script>"}, 1, "#id_usul"),
        ("agama", {"usul": ""}, 1, "#id_usul"),
        ("agama", {"usul": "77"}, 1, "#id_usul"),
        ("nama", {"usul": "Euis K"}, 0, "#id_berkas"),
        ("nama", {"usul": "Euis K"}, MAKS_BUKTI + 1, "#id_berkas"),
    ],
)
def test_what_is_missing_is_named_and_what_was_typed_stays(
    warga: Client, cisontrol: Desa, kolom: str, ubah: dict[str, str], banyak: int, letak: str
) -> None:
    jawab = kirim(warga, kolom, banyak, keterangan="Huruf terakhir", **ubah)
    assert kotak(jawab, 422)["keterangan"] == "Huruf terakhir"
    page = lxml.html.document_fromstring(jawab.content.decode())
    assert letak in page.xpath("//*[contains(@class, 'ringkas')]//a/@href")
    assert semua(cisontrol) == []


def test_a_file_that_is_no_photo_is_refused_in_words(warga: Client, cisontrol: Desa) -> None:
    alamat = f"{PILIH}nama/"
    jahat = unggahan(b"<html><script>alert(1)</script>", "ktp.jpg")
    jawab = warga.post(alamat, {**kotak(warga.get(alamat)), "usul": "Euis K", "berkas": [jahat]})
    assert jawab.status_code == 422
    assert semua(cisontrol) == []


def test_pressed_twice_it_is_one_request(warga: Client, cisontrol: Desa) -> None:
    alamat = f"{PILIH}agama/"
    data = {**kotak(warga.get(alamat)), "usul": "2"}
    for _ in range(2):
        assert warga.post(alamat, {**data, "berkas": [unggahan(foto())]}).status_code == 302
    assert len(semua(cisontrol)) == 1


def test_only_three_wait_and_the_fourth_is_told_so(warga: Client, cisontrol: Desa) -> None:
    for kolom, usul in (("agama", "2"), ("nama", "Euis K"), ("nama_ibu", "Icih")):
        assert kirim(warga, kolom, usul=usul).status_code == 302
    jawab = kirim(warga, "nama_ayah", usul="Maman")
    assert jawab.status_code == 422
    assert "Sudah ada 3 permintaan" in jawab.content.decode()
    assert len(semua(cisontrol)) == 3


def test_a_session_that_ended_keeps_the_words_and_asks_for_the_photo_again(
    client: Client, cast: Pemeran, cisontrol: Desa
) -> None:
    alamat = f"{PILIH}nama/"
    data = {"kunci": str(new_id()), "usul": "Euis Komariyah", "keterangan": "Kurang huruf"}
    pintu = client.post(alamat, {**data, "berkas": [unggahan(foto())]})
    assert pintu.status_code == 302
    masuk = client.post(f"/desa/{cisontrol.kode}/masuk/?lanjut={alamat}", {"nik": NIK, "pin": PIN})
    assert masuk.status_code == 302
    ada = kotak(client.get(alamat))
    assert (ada["usul"], ada["keterangan"]) == ("Euis Komariyah", "Kurang huruf")
    assert client.post(alamat, {**ada, "berkas": [unggahan(foto())]}).status_code == 302
    del cast


def test_the_copy_of_ones_data_holds_the_requests(warga: Client) -> None:
    kirim(warga, "agama", usul="2")
    (satu,) = warga.get("/warga/data/salinan.json").json()["perbaikan"]
    assert satu["label"].startswith("Agama, ")
    assert "Menunggu" in satu["nilai"]
    assert warga.get("/warga/data/salinan.pdf").status_code == 200


def test_the_neighbour_sees_none_of_it(warga: Client, tetangga: Client) -> None:
    kirim(warga, "agama", usul="2")
    assert "Menurut Anda" not in tetangga.get(PILIH).content.decode()


@pytest.mark.parametrize("kolom", ["status_dasar", "lain", "x", "nik_ibu"])
def test_no_other_column_has_a_page(warga: Client, kolom: str) -> None:
    assert warga.get(f"{PILIH}{kolom}/").status_code == 404
    assert warga.post(f"{PILIH}{kolom}/", {"usul": "x"}).status_code == 404


# ---- at the office ----


@pytest.fixture
def diminta(cast: Pemeran, cisontrol: Desa) -> UUID:
    with lingkup(cisontrol.kode):
        return minta(cast.warga, cast.penduduk_id)


def test_the_office_sees_the_pile_the_request_and_its_photo_and_each_look_is_logged(
    cast: Pemeran, cisontrol: Desa, diminta: UUID
) -> None:
    rika = browser(cast.operator)
    assert "1 permintaan perbaikan data menunggu" in isi(rika.get(ke("beranda")))
    assert "Euis Komariah" in isi(rika.get(ke("permintaan")))
    halaman = isi(rika.get(ke("permintaan_satu", diminta)))
    for kata in ("Islam", "Kristen", "Di KTP tertulis lain", "Menunggu"):
        assert kata in halaman
    (satu,) = semua(cisontrol)
    foto_ke = ke("permintaan_foto", diminta, satu.berkas[0]["sha256"])
    assert foto_ke in halaman
    jawab = rika.get(foto_ke)
    assert (jawab.headers["Content-Type"], jawab.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert rika.get(ke("permintaan_foto", diminta, "0" * 64)).status_code == 404
    with lingkup(cisontrol.kode):
        tindakan = {(a.tindakan, a.alasan) for a in akses_atas("penduduk", cast.penduduk_id)}
    assert tindakan == {(t, "Permintaan perbaikan data") for t in ("lihat", "lihat_berkas")}
    assert "melihat berkas" in read(hp(cast.warga).get("/warga/akses/").content.decode()).text


def test_accepting_opens_the_form_with_what_was_asked_and_recording_answers(
    cast: Pemeran, cisontrol: Desa, diminta: UUID
) -> None:
    rika = browser(cast.operator)
    alamat = ke("koreksi", cast.penduduk_id)
    assert f"{alamat}?permintaan={diminta}" in isi(rika.get(ke("permintaan_satu", diminta)))
    page = lxml.html.document_fromstring(isi(rika.get(f"{alamat}?permintaan={diminta}")))
    ada = {n: v or "" for n, v in page.xpath("//main//form[@method='post']")[-1].fields.items()}
    assert (ada["agama"], ada["permintaan"]) == ("2", str(diminta))
    jawab = rika.post(alamat, {**ada, "dasar": "ktp_el", "alasan": "Salah impor", "pasti": "ya"})
    assert jawab.status_code == 302
    with lingkup(cisontrol.kode):
        assert Penduduk.objects.get(pk=cast.penduduk_id).agama == 2
        assert PermintaanKoreksi.objects.get().hasil == "diterima"
    halaman = isi(rika.get(ke("permintaan_satu", diminta)))
    assert "Sudah dibetulkan" in halaman
    assert "Rika Amelia" in halaman
    assert "Betulkan data" not in halaman


def test_a_nik_leads_to_the_form_of_the_number(cast: Pemeran, cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        diminta = minta(cast.warga, cast.penduduk_id, kolom="nik", usul="")
    rika = browser(cast.operator)
    alamat = f"{ke('koreksi_nik', cast.penduduk_id)}?permintaan={diminta}"
    assert alamat in isi(rika.get(ke("permintaan_satu", diminta)))
    assert str(diminta) in isi(rika.get(alamat))


@pytest.mark.parametrize("kata", ["bukan-id", "00000000-0000-7000-8000-000000000007", ""])
def test_a_request_that_is_none_is_left_out_of_the_form(cast: Pemeran, cisontrol: Desa, kata: str) -> None:
    page = lxml.html.document_fromstring(
        isi(browser(cast.operator).get(f"{ke('koreksi', cast.penduduk_id)}?permintaan={kata}"))
    )
    form = page.xpath("//main//form[@method='post']")[-1]
    assert (form.fields["permintaan"] or "", form.fields["agama"]) == ("", "1")
    del cisontrol


def test_a_refusal_asks_for_the_reason_and_two_officials_decide_once(
    cast: Pemeran, cisontrol: Desa, diminta: UUID
) -> None:
    rika, alamat = browser(cast.operator), ke("permintaan_tolak", diminta)
    assert "Tulis mengapa ditolak" in isi(rika.post(alamat, {"alasan": ""}), 422)
    assert rika.post(alamat, {"alasan": "Di KTP sama"}).headers["Location"] == ke("permintaan")
    assert "sudah diputus" in isi(rika.post(alamat, {"alasan": "Lain lagi"}), 422)
    (satu,) = semua(cisontrol)
    assert (satu.hasil, satu.alasan) == ("ditolak", "Di KTP sama")
    with lingkup(cisontrol.kode):
        assert not Koreksi.objects.exists()
    assert "Tidak ada yang menunggu" in isi(rika.get(ke("permintaan")))


def test_who_only_checks_sees_but_does_not_decide(cast: Pemeran, diminta: UUID) -> None:
    sekdes = browser(cast.sekdes)
    halaman = isi(sekdes.get(ke("permintaan_satu", diminta)))
    assert "Betulkan data" not in halaman
    assert sekdes.get(ke("permintaan_tolak", diminta)).status_code == 404
    assert browser(cast.kades).get(ke("permintaan")).status_code == 404
