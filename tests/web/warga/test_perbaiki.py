"""Mending what came back, withdrawing, giving up a draft: by plain forms, also when others act meanwhile."""

import io
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from PIL import Image

from eoffice.akun.selectors import pengguna
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Berkas, Draf, Permohonan, Surat
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.selectors.meja import rincian
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import Pemeran, diajukan, diparaf, foto
from tests.web.dunia import dikembalikan
from tests.web.markup import read
from tests.web.warga.conftest import Pengisian, mulai, unggahan

BENAR = {"benar": "on"}


@pytest.fixture
def kembali(cast: Pemeran, cisontrol: Desa) -> UUID:
    """A letter of Euis that came back."""
    with lingkup(cisontrol.kode):
        return dikembalikan(cast, "Foto KK buram, mohon <ulang>")


def status(desa: Desa, surat_id: UUID) -> str:
    """Return where a letter is."""
    with lingkup(desa.kode):
        return str(Surat.objects.get(pk=surat_id).status)


def buka(browser: Client, surat_id: UUID) -> str:
    """Press "Buka jawaban saya"; return the address of the check page without its last part."""
    ke = browser.post(f"/warga/surat/{surat_id}/perbaiki/").headers["Location"]
    assert ke.endswith("/periksa/")
    return str(ke.removesuffix("periksa/"))


def test_what_is_wanted_stands_on_every_page_of_the_mending(warga: Client, kembali: UUID) -> None:
    awal = buka(warga, kembali)
    for ke in (
        f"/warga/surat/{kembali}/",
        f"/warga/surat/{kembali}/perbaiki/",
        f"{awal}periksa/",
        f"{awal}tanya/nama_usaha/",
        f"{awal}berkas/kk/",
        f"{awal}kontak/",
    ):
        isi = warga.get(ke).content.decode()
        assert "Foto KK buram, mohon &lt;ulang&gt;" in isi, ke
        read(isi)


def test_answers_and_photos_are_still_there(warga: Client, kembali: UUID) -> None:
    isi = warga.get(f"{buka(warga, kembali)}periksa/").content.decode()
    teks = read(isi).text
    assert "Warung Bu Euis" in teks
    assert teks.count("1 berkas, ") == 5
    assert "Belum ada" not in teks


def test_opening_it_twice_finds_the_same_answers(warga: Client, kembali: UUID) -> None:
    awal = buka(warga, kembali)
    warga.post(f"{awal}tanya/nama_usaha/", {"nama_usaha": "Warung Baru"})
    assert buka(warga, kembali) == awal
    assert "Warung Baru" in warga.get(f"{awal}periksa/").content.decode()


def test_mended_and_sent_again_it_keeps_its_ticket(warga: Client, cisontrol: Desa, kembali: UUID) -> None:
    with lingkup(cisontrol.kode):
        lama = Permohonan.objects.get()
        kk = Berkas.objects.get(permohonan=lama, syarat="kk")
    awal = buka(warga, kembali)
    warga.post(f"{awal}tanya/nama_usaha/?ubah", {"nama_usaha": "Warung Baru"})
    warga.post(f"{awal}berkas/kk/hapus/{kk.sha256}/")
    baru = io.BytesIO()
    Image.new("RGB", (300, 200), "blue").save(baru, "JPEG")
    warga.post(f"{awal}berkas/kk/", {"berkas": unggahan(baru.getvalue(), "kk-jelas.jpg")})
    assert warga.post(f"{awal}kirim/", BENAR).headers["Location"] == f"/warga/surat/{kembali}/terkirim/"
    assert status(cisontrol, kembali) == Status.DIAJUKAN
    with lingkup(cisontrol.kode):
        kini = Permohonan.objects.get()
        assert (kini.tiket, kini.nilai["nama_usaha"]) == (lama.tiket, "Warung Baru")
        ganti = Berkas.objects.get(pk=kk.pk).diganti_pada
        assert [b.nama for b in Berkas.objects.filter(syarat="kk", diganti_pada=None)] == ["kk-jelas.jpg"]
    assert ganti is not None, "what was replaced stays kept"


def test_a_photo_taken_out_of_one_paper_stays_with_the_others(warga: Client, kembali: UUID) -> None:
    """The same picture can stand for two papers; taking it out of one must not empty the other."""
    awal = buka(warga, kembali)
    lihat = warga.get(f"{awal}berkas/kk/").content.decode()
    hapus = next(t["action"] for t in read(lihat).all("form") if "/hapus/" in t.get("action", ""))
    warga.post(hapus)
    teks = read(warga.get(f"{awal}periksa/").content.decode()).text
    assert teks.count("Belum ada") == 1
    assert teks.count("1 berkas, ") == 4


def test_sent_again_twice_it_is_sent_once(warga: Client, cisontrol: Desa, kembali: UUID) -> None:
    awal = buka(warga, kembali)
    jawab = [warga.post(f"{awal}kirim/", BENAR) for _ in range(3)]
    assert {j.headers["Location"] for j in jawab} == {f"/warga/surat/{kembali}/terkirim/"}
    with lingkup(cisontrol.kode):
        langkah = [lk.aksi for lk in rincian(kembali).langkah]
    assert langkah.count(Aksi.AJUKAN_ULANG) == 1


def test_the_phones_queue_gets_its_key_for_a_mended_letter_too(warga: Client, kembali: UUID) -> None:
    awal = buka(warga, kembali)
    kunci = awal.rstrip("/").rpartition("/")[2]
    jawab = warga.post(f"{awal}kirim/", BENAR, headers={"Idempotency-Key": kunci})
    assert (jawab.status_code, jawab.headers["Idempotency-Key"]) == (201, kunci)


def test_a_new_letter_can_be_begun_while_another_is_mended(
    warga: Client, cast: Pemeran, cisontrol: Desa, kembali: UUID
) -> None:
    awal = buka(warga, kembali)
    baru = mulai(warga, "sku", cisontrol.kode, cast.warga)
    assert str(baru.draf_id) not in awal
    assert warga.get(baru.ke("lanjut")).headers["Location"] == baru.ke("tanya", "nama_usaha")
    isi = warga.get("/warga/").content.decode()
    assert baru.ke("lanjut") in isi
    assert isi.count("Belum dikirim. Tersimpan") == 1, "what is mended stands with its letter"


def test_the_counter_and_the_citizen_may_mend_at_the_same_time(
    warga: Client, cast: Pemeran, cisontrol: Desa, kembali: UUID
) -> None:
    """The first who sends wins; the other one is told that it changed, and nothing is overwritten."""
    with lingkup(cisontrol.kode):
        loket = cast.pelaku(Peran.OPERATOR, loket=True)
        draf_loket = surat.mulai_perbaikan(surat_id=kembali, oleh=loket)
    awal = buka(warga, kembali)
    assert str(draf_loket) not in awal
    with lingkup(cisontrol.kode):
        surat.ajukan_ulang(surat_id=kembali, draf_id=draf_loket, oleh=loket)
    telat = warga.post(f"{awal}kirim/", BENAR, headers={"Idempotency-Key": "kunci"})
    assert telat.status_code == 409
    assert "Sudah lebih dulu diubah orang lain" in telat.content.decode()
    assert "Idempotency-Key" not in telat.headers
    with lingkup(cisontrol.kode):
        assert [lk.aksi for lk in rincian(kembali).langkah].count(Aksi.AJUKAN_ULANG) == 1


def test_answers_of_an_earlier_return_cannot_be_sent_for_a_later_one(
    warga: Client, cast: Pemeran, cisontrol: Desa, kembali: UUID
) -> None:
    with lingkup(cisontrol.kode):
        loket = cast.pelaku(Peran.OPERATOR, loket=True)
        lama = surat.mulai_perbaikan(surat_id=kembali, oleh=loket)
    warga.post(f"{buka(warga, kembali)}kirim/", BENAR)
    with lingkup(cisontrol.kode):
        versi = Surat.objects.get(pk=kembali).versi
        oleh = cast.pelaku(Peran.OPERATOR)
        surat.jalankan(surat_id=kembali, aksi=Aksi.KEMBALIKAN, oleh=oleh, versi=versi, catatan="Sekali lagi")
        baru = surat.mulai_perbaikan(surat_id=kembali, oleh=loket)
        assert baru != lama
        with pytest.raises(ChangedMeanwhile):
            surat.ajukan_ulang(surat_id=kembali, draf_id=lama, oleh=loket)
    assert status(cisontrol, kembali) == Status.DIKEMBALIKAN


def test_a_letter_that_did_not_come_back_is_not_mended(warga: Client, cast: Pemeran, cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        surat_id = diajukan(cast)
    for metode in (warga.get, warga.post):
        assert metode(f"/warga/surat/{surat_id}/perbaiki/").headers["Location"] == f"/warga/surat/{surat_id}/"
    with lingkup(cisontrol.kode):
        assert not Draf.objects.filter(memperbaiki=surat_id).exists()


# ---- left for too long ----


def sepekan_kemudian() -> time_machine.travel:
    return time_machine.travel(clock.now() + timedelta(days=8), tick=False)


def test_what_mends_a_letter_is_kept_as_long_as_the_letter_waits(
    warga: Client, cast: Pemeran, cisontrol: Desa, kembali: UUID
) -> None:
    """The worker comes by every hour; nothing typed is lost to a long week."""
    awal = buka(warga, kembali)
    warga.post(f"{awal}tanya/nama_usaha/", {"nama_usaha": "Warung Baru"})
    mulai_saat = clock.now()
    for hari in range(1, 31):
        with time_machine.travel(mulai_saat + timedelta(days=hari), tick=False), lingkup(cisontrol.kode):
            surat.buang_draf_lama()
            assert Draf.objects.filter(memperbaiki=kembali).count() == 1, hari
    with time_machine.travel(mulai_saat + timedelta(days=30), tick=False):
        warga.force_login(pengguna(cast.warga))
        assert warga.post(f"{awal}kirim/", BENAR).headers["Location"] == f"/warga/surat/{kembali}/terkirim/"
    with lingkup(cisontrol.kode):
        assert Permohonan.objects.get().nilai["nama_usaha"] == "Warung Baru"


def test_what_mends_nothing_any_more_goes_after_a_week(
    warga: Client, cast: Pemeran, cisontrol: Desa, kembali: UUID
) -> None:
    buka(warga, kembali)
    with lingkup(cisontrol.kode):
        surat.jalankan(surat_id=kembali, aksi=Aksi.TARIK, oleh=cast.pelaku(Peran.WARGA), versi=2)
        with sepekan_kemudian():
            surat.buang_draf_lama()
        assert not Draf.objects.exists()


@pytest.mark.parametrize("halaman", ["lanjut", "tanya/nama_usaha", "berkas/kk", "kontak", "periksa", "kirim"])
@pytest.mark.parametrize("dihapus", [False, True], ids=["lewat", "dihapus"])
def test_a_mending_that_ran_out_says_so_and_how_to_begin_again(
    warga: Client, cast: Pemeran, cisontrol: Desa, kembali: UUID, halaman: str, *, dihapus: bool
) -> None:
    awal = buka(warga, kembali)
    if dihapus:
        with lingkup(cisontrol.kode):
            Draf.objects.all().delete()
    with sepekan_kemudian():
        warga.force_login(pengguna(cast.warga))
        alamat = awal if halaman == "lanjut" else f"{awal}{halaman}/"
        jawab = warga.post(alamat, BENAR) if halaman == "kirim" else warga.get(alamat)
        assert jawab.status_code == 410
        page = read(jawab.content.decode())
        assert "Waktu memperbaiki sudah lewat" in page.text
        assert "Jawaban dan foto yang sudah pernah dikirim masih ada" in page.text
        (lagi,) = page.all("form", action=f"/warga/surat/{kembali}/perbaiki/")
        baru = warga.post(lagi["action"]).headers["Location"]
        assert "Warung Bu Euis" in warga.get(baru).content.decode()
        assert warga.post(baru.replace("/periksa/", "/kirim/"), BENAR).status_code == 302
    assert status(cisontrol, kembali) == Status.DIAJUKAN


@pytest.mark.parametrize("kunci", ["", "ya"], ids=["formulir", "antrean HP"])
def test_a_mending_that_arrived_long_ago_is_answered_like_the_first_time(
    warga: Client, cast: Pemeran, kembali: UUID, kunci: str
) -> None:
    """The phone's queue woke up late: it must learn that nothing is left to send."""
    awal = buka(warga, kembali)
    assert warga.post(f"{awal}kirim/", BENAR).status_code == 302
    draf_id = awal.rstrip("/").rpartition("/")[2]
    with sepekan_kemudian():
        warga.force_login(pengguna(cast.warga))
        tajuk = {"Idempotency-Key": draf_id} if kunci else {}
        jawab = warga.post(f"{awal}kirim/", BENAR, headers=tajuk)
        assert jawab.status_code == (201 if kunci else 302)
        assert jawab.headers["Idempotency-Key"] == draf_id
        tujuan = jawab.headers["Content-Location" if kunci else "Location"]
        assert tujuan == f"/warga/surat/{kembali}/terkirim/"
        lihat = warga.get(f"{awal}periksa/", follow=True).content.decode()
        assert "Perbaikan itu sudah selesai." in lihat


def test_a_mending_that_ran_out_is_nothing_to_a_neighbour(
    warga: Client, cast: Pemeran, tetangga: Client, cisontrol: Desa, kembali: UUID
) -> None:
    awal = buka(warga, kembali)
    with lingkup(cisontrol.kode):
        Draf.objects.all().delete()
    for alamat in (f"{awal}periksa/", f"{awal}kontak/"):
        assert tetangga.get(alamat).status_code == 404
    assert tetangga.post(f"{awal}kirim/", BENAR).status_code == 404


# ---- withdrawing ----


def test_withdrawing_asks_first_and_then_stops_the_office(
    warga: Client, cast: Pemeran, cisontrol: Desa
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = diajukan(cast)
    ke = f"/warga/surat/{surat_id}/tarik/"
    page = read(warga.get(ke).content.decode())
    assert "Batalkan permohonan ini?" in page.text
    assert status(cisontrol, surat_id) == Status.DIAJUKAN, "opening the page withdraws nothing"
    versi = page.all("input", name="versi")[0]["value"]
    jawab = warga.post(ke, {"versi": versi})
    assert jawab.headers["Location"] == f"/warga/surat/{surat_id}/"
    assert "Permohonan sudah dibatalkan." in warga.get(jawab.headers["Location"]).content.decode()
    assert status(cisontrol, surat_id) == Status.DITARIK


@pytest.mark.parametrize("versi", ["", "99", "-1", "x", "１", "1; DROP"])
def test_a_letter_that_moved_meanwhile_is_not_withdrawn(
    warga: Client, cast: Pemeran, cisontrol: Desa, versi: str
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = diajukan(cast)
    jawab = warga.post(f"/warga/surat/{surat_id}/tarik/", {"versi": versi})
    assert jawab.status_code == 409
    assert "Sudah lebih dulu diubah orang lain" in jawab.content.decode()
    assert status(cisontrol, surat_id) == Status.DIAJUKAN


def test_the_operator_was_faster(warga: Client, cast: Pemeran, cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        surat_id = diajukan(cast)
        operator = cast.pelaku(Peran.OPERATOR)
        surat.jalankan(surat_id=surat_id, aksi=Aksi.VERIFIKASI, oleh=operator, versi=1)
    assert warga.post(f"/warga/surat/{surat_id}/tarik/", {"versi": "1"}).status_code == 409
    assert status(cisontrol, surat_id) == Status.TERVERIFIKASI


def test_what_is_over_cannot_be_withdrawn(warga: Client, cast: Pemeran, cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        surat_id = diparaf(cast)
    ke = f"/warga/surat/{surat_id}/tarik/"
    assert warga.post(ke, {"versi": "3"}).status_code == 302
    ulang = warga.post(ke, {"versi": "4"})
    assert ulang.headers["Location"] == f"/warga/surat/{surat_id}/"
    assert (
        "Permohonan ini tidak dapat dibatalkan lagi." in warga.get(ulang.headers["Location"]).content.decode()
    )


# ---- giving up a draft ----


def test_a_draft_is_thrown_away_after_a_question(isian: Pengisian) -> None:
    isian.jawab("nama_usaha", "Warung Bu Euis")
    page = read(isian.hp.get(isian.ke("buang")).content.decode())
    assert "Hapus isian ini?" in page.text
    assert isian.isi().nilai == {"nama_usaha": "Warung Bu Euis"}
    assert isian.hp.post(isian.ke("buang")).headers["Location"] == "/warga/"
    assert "Isian itu sudah dihapus." in isian.hp.get("/warga/").content.decode()
    for nama in ("lanjut", "periksa", "kontak", "buang"):
        assert isian.hp.get(isian.ke(nama)).status_code == 404


def test_a_draft_nobody_came_back_to_is_gone(isian: Pengisian) -> None:
    isian.hp.post(isian.ke("berkas", "ktp"), {"berkas": unggahan(foto())})
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        isian.hp.force_login(pengguna(isian.pemilik))
        assert "Belum dikirim" not in isian.hp.get("/warga/").content.decode()
        assert isian.hp.get(isian.ke("tanya", "nama_usaha")).status_code == 404
        assert isian.hp.post(isian.ke("kirim"), BENAR).status_code == 404
        baru = isian.hp.post("/warga/mulai/", {"jenis": "sku"}).headers["Location"]
    assert baru != isian.ke("lanjut")
