"""Recording mutations at the counter: the form, the page to check, the book, and taking one back."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import lxml.html
import pytest
from django.test import Client

from eoffice.jejak.selectors import akses_atas
from eoffice.penduduk.models import Keluarga, Penduduk
from eoffice.penduduk.selectors import by_nik, satu
from eoffice.penduduk.selectors.mutasi import mutasi_terakhir
from eoffice.surat import services as surat
from eoffice.web.aparat import surat_mutasi
from tests.penduduk.mutasi_uji import kini
from tests.web.aparat.conftest import Balai, isi, ke, rekan

pytestmark = pytest.mark.django_db
NIK = "3207154506859001"
NIK_BARU = "3207151404909007"
KK_BARU = "3207150101269051"


def anggota(balai: Balai, nama: str, **ubah: Any) -> UUID:
    """Put somebody more into Euis' family."""

    def buat() -> UUID:
        kepala = Penduduk.objects.select_related("keluarga").get(pk=balai.orang.penduduk_id)
        orang = Penduduk(keluarga=kepala.keluarga, nama=nama, **({"jenis_kelamin": "P", "shdk": 4} | ubah))
        orang.isi_kunci_cari()
        orang.save(force_insert=True)
        return orang.pk

    return UUID(str(balai.dalam(buat)))


def tersembunyi(klien: Client, alamat: str) -> dict[str, str]:
    """Return the hidden boxes of a form as the office's browser got them."""
    page = lxml.html.document_fromstring(isi(klien.get(alamat)))
    return {i.get("name"): i.get("value", "") for i in page.xpath("//main//input[@type='hidden']")}


def jawab(klien: Client, alamat: str, **data: Any) -> dict[str, Any]:
    """Return a filled form: what is hidden in it, and yesterday."""
    kemarin = (kini() - timedelta(days=1)).isoformat()
    return {**tersembunyi(klien, alamat), "tanggal": kemarin, **data}


def catat(klien: Client, alamat: str, data: dict[str, Any]) -> str:
    """Send a form through its check page, as it stands there; return where the record is."""
    periksa = lxml.html.document_fromstring(isi(klien.post(alamat, data)))
    assert periksa.xpath("//h1/text()") == ["Periksa dulu"]
    kiriman: dict[str, Any] = {}
    for kotak in periksa.xpath("//main//form//input[@type='hidden']"):
        kiriman.setdefault(kotak.get("name"), []).append(kotak.get("value"))
    selesai = klien.post(alamat, {**kiriman, "pasti": "ya"})
    assert selesai.status_code == 302, selesai.content.decode()[:3000]
    return str(selesai.headers["Location"])


def galat(jawaban: Any) -> list[str]:
    """Return the boxes that are complained about."""
    page = lxml.html.document_fromstring(isi(jawaban, 422))
    return [a.get("href") for a in page.xpath("//*[contains(@class, 'ringkas')]//a[starts-with(@href, '#')]")]


def test_a_death_is_checked_first_and_then_stands_in_the_book(balai: Balai) -> None:
    euis = balai.orang.penduduk_id
    anak = anggota(balai, "Neng Rina", tanggal_lahir=date(2000, 1, 1))
    alamat = ke("mutasi_isi", euis, "mati")
    data = jawab(balai.operator, alamat, tempat="RSUD Ciamis", sebab="Sakit", kepala_baru=str(anak))
    periksa = isi(balai.operator.post(alamat, data))
    assert "Belum ada yang dicatat" in periksa
    assert re.search(r"Hidup</td><td[^>]*>Mati", periksa)
    assert re.search(r"Neng Rina.*?Anak</td><td[^>]*>Kepala Keluarga", periksa, re.DOTALL)
    assert balai.dalam(mutasi_terakhir) == [], "looking changes nothing"
    halaman = isi(balai.operator.get(catat(balai.operator, alamat, data)))
    assert "Meninggal" in halaman
    assert "Rika Amelia" in halaman
    assert "Euis Komariah" in isi(balai.sekdes.get(ke("mutasi")))
    assert balai.dalam(lambda: Penduduk.objects.get(pk=anak).shdk) == 1
    assert "mutasi" in {a.tindakan for a in balai.dalam(akses_atas, "penduduk", euis)}


def test_the_dead_stay_in_the_register_and_no_mutation_is_offered_for_them(balai: Balai) -> None:
    euis = balai.orang.penduduk_id
    balai.operator.post(ke("penduduk_satu", euis), {"alasan": "loket"})
    alamat = ke("mutasi_isi", euis, "mati")
    assert alamat in isi(balai.operator.get(ke("penduduk_satu", euis)))
    catat(balai.operator, alamat, jawab(balai.operator, alamat))
    halaman = isi(balai.operator.get(ke("penduduk_satu", euis)))
    assert "Meninggal" in halaman
    assert alamat not in halaman
    assert "Buat slip aktivasi" not in halaman
    assert "sudah dicatat meninggal" in isi(balai.operator.post(alamat, jawab(balai.operator, alamat)), 422)


@pytest.mark.parametrize(
    ("data", "kotak"),
    [
        ({"tanggal": (date(2999, 1, 1)).isoformat()}, "#id_tanggal"),
        ({"tanggal": "1985-06-04"}, "#id_tanggal"),
        ({"tanggal": ""}, "#id_tanggal"),
        ({"tanggal": "31 Juni"}, "#id_tanggal"),
    ],
)
def test_a_wrong_day_comes_back_beside_its_box(balai: Balai, data: dict[str, str], kotak: str) -> None:
    alamat = ke("mutasi_isi", balai.orang.penduduk_id, "mati")
    assert galat(balai.operator.post(alamat, jawab(balai.operator, alamat, **data))) == [kotak]
    assert balai.dalam(mutasi_terakhir) == []


def test_the_way_back_from_the_check_page_keeps_what_was_typed(balai: Balai) -> None:
    alamat = ke("mutasi_isi", balai.orang.penduduk_id, "pindah")
    data = jawab(balai.operator, alamat, tujuan="Kota Bandung", sebab="Kerja")
    kembali = isi(balai.operator.post(alamat, {**data, "perbaiki": "ya"}))
    assert 'value="Kota Bandung"' in kembali
    assert data["kunci"] in kembali
    assert balai.dalam(mutasi_terakhir) == []


def test_sending_twice_records_once(balai: Balai) -> None:
    alamat = ke("mutasi_isi", balai.orang.penduduk_id, "pindah")
    data = jawab(balai.operator, alamat, tujuan="Kota Bandung")
    pertama, kedua = (balai.operator.post(alamat, {**data, "pasti": "ya"}) for _ in range(2))
    assert pertama.headers["Location"] == kedua.headers["Location"]
    assert len(balai.dalam(mutasi_terakhir)) == 1


def test_the_second_of_two_officials_is_told_that_the_family_changed(balai: Balai) -> None:
    alamat = ke("mutasi_isi", balai.orang.penduduk_id, "lahir")
    basi = jawab(balai.operator, alamat, nama="Neng Salma", jenis_kelamin="P", shdk="4")
    lain = rekan(balai)
    rumah = ke("mutasi_isi", balai.orang.penduduk_id, "pindah-dalam-desa")
    catat(lain, rumah, jawab(lain, rumah, dusun="Cicalung", rt="4", rw="1"))
    assert "baru saja diubah petugas lain" in isi(balai.operator.post(alamat, basi), 409)
    assert [m.jenis for m in balai.dalam(mutasi_terakhir)] == ["pindah_dalam_desa"]


def test_an_address_is_written_as_the_register_writes_it(balai: Balai) -> None:
    alamat = ke("mutasi_isi", balai.orang.penduduk_id, "pindah-dalam-desa")
    catat(balai.operator, alamat, jawab(balai.operator, alamat, dusun="Cicalung", rt="4", rw="1"))
    assert balai.dalam(lambda: Keluarga.objects.values_list("dusun", "rt", "rw").get()) == (
        "CICALUNG",
        "004",
        "001",
    )


def test_a_birth_offers_the_parents_and_adds_the_child(balai: Balai) -> None:
    alamat = ke("mutasi_isi", balai.orang.penduduk_id, "lahir")
    assert 'value="Euis Komariah"' in isi(balai.operator.get(alamat))
    data = jawab(
        balai.operator, alamat, nama="Neng Salma", jenis_kelamin="P", shdk="4", tempat_lahir="Ciamis"
    )
    catat(balai.operator, alamat, data)
    anak = balai.dalam(lambda: Penduduk.objects.get(nama="NENG SALMA"))
    assert (anak.shdk, anak.tanggal_lahir, anak.nik) == (4, kini() - timedelta(days=1), "")


def test_a_newcomer_is_added_on_a_card_of_his_own(balai: Balai) -> None:
    alamat = ke("mutasi_datang")
    data = jawab(
        balai.operator, alamat, asal="Kota Banjar", nama="Dede Kurnia", jenis_kelamin="L", nik=NIK_BARU,
        tanggal_lahir="1990-04-14", shdk="1", no_kk=KK_BARU, dusun="Cikupa", pekerjaan="9",
    )  # fmt: skip
    halaman = isi(balai.operator.get(catat(balai.operator, alamat, data)))
    assert "dari Kota Banjar" in halaman
    assert NIK_BARU not in halaman
    dede = balai.dalam(by_nik, NIK_BARU)
    assert (dede.nama, dede.no_kk, dede.tinggal.dusun, dede.pekerjaan) == (
        "DEDE KURNIA",
        KK_BARU,
        "Cikupa",
        "Petani/Pekebun",
    )
    assert galat(
        balai.operator.post(alamat, jawab(balai.operator, alamat) | data | {"kunci": str(uuid4())})
    ) == ["#id_nik"]


def test_a_family_divides(balai: Balai) -> None:
    anak = str(anggota(balai, "Neng Rina", tanggal_lahir=date(2000, 1, 1)))
    alamat = ke("mutasi_isi", balai.orang.penduduk_id, "pisah-kk")
    data = jawab(balai.operator, alamat, anggota=[anak], kepala=anak, no_kk=KK_BARU)
    catat(balai.operator, alamat, data)
    rina = balai.dalam(lambda: Penduduk.objects.select_related("keluarga").get(pk=anak))
    assert (rina.keluarga.no_kk, rina.keluarga.dusun, rina.shdk) == (KK_BARU, "CIKUPA", 1)


def test_a_whole_family_moves_with_the_boxes_ticked(balai: Balai) -> None:
    dua = [str(anggota(balai, nama, tanggal_lahir=date(2000, 1, 1))) for nama in ("Neng Rina", "Neng Rini")]
    alamat = ke("mutasi_isi", balai.orang.penduduk_id, "pindah")
    catat(balai.operator, alamat, jawab(balai.operator, alamat, tujuan="Kota Bandung", ikut=dua))
    assert {m.nama for m in balai.dalam(mutasi_terakhir)} == {"Euis Komariah", "Neng Rina", "Neng Rini"}


def test_a_wrong_mutation_is_taken_back_with_a_reason(balai: Balai) -> None:
    alamat = ke("mutasi_isi", balai.orang.penduduk_id, "mati")
    tempat = catat(balai.operator, alamat, jawab(balai.operator, alamat))
    kelompok = balai.dalam(mutasi_terakhir)[0].kelompok
    batal = ke("mutasi_batal", kelompok)
    assert batal in isi(balai.operator.get(tempat))
    assert batal not in isi(balai.sekdes.get(tempat)), "who only reads takes nothing back"
    kosong = tersembunyi(balai.operator, batal)
    assert galat(balai.operator.post(batal, kosong)) == ["#id_alasan"]
    assert balai.operator.post(batal, {**kosong, "alasan": "Salah orang"}).status_code == 302
    halaman = isi(balai.operator.get(tempat))
    assert "Sudah dibatalkan" in halaman
    assert batal not in halaman
    assert balai.dalam(lambda: Penduduk.objects.get(pk=balai.orang.penduduk_id).status_dasar) == 1
    buku = isi(balai.operator.get(ke("mutasi")))
    assert "Pembetulan" in buku
    assert "sudah dibatalkan" in buku
    ulang = tersembunyi(balai.operator, batal)
    assert "sudah dibatalkan" in isi(balai.operator.post(batal, {**ulang, "alasan": "Lagi"}), 422)


def test_unknown_kinds_and_people_without_a_card_have_no_form(balai: Balai) -> None:
    euis = balai.orang.penduduk_id
    assert balai.operator.get(ke("mutasi_isi", euis, "hilang")).status_code == 404
    balai.dalam(lambda: Penduduk.objects.filter(pk=euis).update(keluarga=None))
    assert balai.operator.get(ke("mutasi_isi", euis, "lahir")).status_code == 404
    alamat = ke("mutasi_isi", euis, "mati")
    catat(balai.operator, alamat, jawab(balai.operator, alamat))


def test_nothing_of_the_neighbour_is_offered_or_accepted(balai: Balai, balai_lain: Balai) -> None:
    asing = str(balai_lain.orang.penduduk_id)
    alamat = ke("mutasi_isi", balai.orang.penduduk_id, "pindah")
    anggota(balai, "Neng Rina", tanggal_lahir=date(2000, 1, 1))
    jawaban = balai.operator.post(alamat, jawab(balai.operator, alamat, tujuan="Garut", ikut=[asing]))
    assert "Pilihan itu tidak ada" in isi(jawaban, 422)


def test_the_book_is_paged(balai: Balai) -> None:
    assert "Belum ada mutasi" in isi(balai.operator.get(ke("mutasi")))
    alamat = ke("mutasi_isi", balai.orang.penduduk_id, "pindah-dalam-desa")
    for nomor in range(51):
        data = jawab(balai.operator, alamat, dusun=f"Dusun {nomor}")
        assert balai.operator.post(alamat, {**data, "pasti": "ya"}).status_code == 302
    assert isi(balai.operator.get(ke("mutasi"))).count("<tr>") == 51
    assert isi(balai.operator.get(ke("mutasi") + "?hal=2")).count("<tr>") == 2
    assert isi(balai.operator.get(ke("mutasi") + "?hal=99")).count("<tr>") == 2


# ---- the letter that belongs to it ----


def test_a_letter_is_offered_only_where_the_village_has_the_type(
    balai: Balai, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surat_mutasi, "SURAT", {"pindah_dalam_desa": "tidak_ada"})
    alamat = ke("mutasi_isi", balai.orang.penduduk_id, "pindah-dalam-desa")
    tempat = catat(balai.operator, alamat, jawab(balai.operator, alamat, dusun="Cicalung"))
    kelompok = balai.dalam(mutasi_terakhir)[0].kelompok
    assert ke("mutasi_surat", kelompok) not in isi(balai.operator.get(tempat))
    assert balai.operator.post(ke("mutasi_surat", kelompok)).status_code == 404
    monkeypatch.setattr(surat_mutasi, "SURAT", {"pindah_dalam_desa": "sku"})
    halaman = isi(balai.operator.get(tempat))
    assert "Buat surat Keterangan Usaha" in halaman
    assert ke("mutasi_surat", kelompok) not in isi(balai.sekdes.get(tempat))
    draf = balai.operator.post(ke("mutasi_surat", kelompok))
    assert draf.status_code == 302
    assert "Surat Keterangan Usaha" in isi(balai.operator.get(draf.headers["Location"]))


def test_what_the_mutation_says_is_filled_in_and_what_the_letter_writes_otherwise_is_left(
    balai: Balai,
) -> None:
    def mulai() -> UUID:
        return surat.mulai_draf(
            pemilik=balai.orang.operator, penduduk_id=balai.orang.penduduk_id, jenis="sku"
        )

    draf = balai.dalam(mulai)
    jawaban = {"nama_usaha": "Warung Bu Euis", "mulai_usaha": "bukan tahun", "alm_nama": "tidak ditanya"}
    balai.dalam(surat_mutasi.isi_awal, draf, balai.orang.operator, jawaban)
    nilai = balai.dalam(lambda: surat.draf(draf_id=draf, pemilik=balai.orang.operator)).nilai
    assert {nama: str(isi_) for nama, isi_ in nilai.items()} == {"nama_usaha": "Warung Bu Euis"}


def test_the_answers_of_a_death_and_a_birth_are_named_as_letters_name_them(balai: Balai) -> None:
    euis = balai.orang.penduduk_id
    lahir = ke("mutasi_isi", euis, "lahir")
    catat(balai.operator, lahir, jawab(balai.operator, lahir, nama="Neng Salma", jenis_kelamin="P", shdk="4"))
    mati = ke("mutasi_isi", euis, "mati")
    anak = balai.dalam(lambda: str(Penduduk.objects.get(nama="NENG SALMA").pk))
    catat(balai.operator, mati, jawab(balai.operator, mati, tempat="RSUD Ciamis", kepala_baru=anak))
    kemarin = (kini() - timedelta(days=1)).isoformat()

    def awal(jenis: str) -> dict[str, str]:

        m = next(m for m in mutasi_terakhir() if m.jenis == jenis)
        return surat_mutasi.jawaban_awal(m, satu(m.penduduk_id))

    assert balai.dalam(awal, "lahir") == {
        "nama_anak": "NENG SALMA",
        "kelamin_anak": "P",
        "tanggal_lahir_anak": kemarin,
    }
    almarhumah = balai.dalam(awal, "mati")
    assert (almarhumah["alm_nama"], almarhumah["alm_nik"], almarhumah["alm_tanggal_lahir"]) == (
        "Euis Komariah",
        NIK,
        "1985-06-05",
    )
    assert (almarhumah["tanggal_meninggal"], almarhumah["tempat_meninggal"]) == (kemarin, "RSUD Ciamis")
