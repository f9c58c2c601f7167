"""Taking a letter back from a village: one proposes, another approves; nothing of the letter is read."""

from typing import Any
from uuid import UUID, uuid4

import lxml.html
import pytest
from django.test import Client

from eoffice.akun.models import Pengguna
from eoffice.jejak.kepemilikan import Keadaan, pemilik
from eoffice.jejak.models import Peristiwa
from eoffice.kernel.peran import Peran
from eoffice.sinkron.models import Karantina, Penarikan
from eoffice.sinkron.services import pusat, tarik
from eoffice.surat import services as surat
from eoffice.surat.models import Surat
from eoffice.web.kabupaten.formulir import BuatKode
from eoffice.web.kabupaten.serah import SOAL
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.conftest import CISONTROL, SITUMANDALA
from tests.web.kabupaten.conftest import browser, buat_petugas, isi, ke, pasang_server

pytestmark = pytest.mark.django_db
ALASAN = {"alasan": "Server desa rusak sejak Senin"}


@pytest.fixture
def surat_desa(cisontrol: Desa) -> UUID:
    """A business letter that Euis asked for at the portal, given to the village's server."""
    with lingkup(CISONTROL):
        cast = pabrik.pemeran()
    pasang_server(cisontrol)
    Desa.objects.filter(pk=CISONTROL).update(dilayani_di_sini=False)
    with lingkup(CISONTROL):
        draf = surat.mulai_draf(pemilik=cast.warga, penduduk_id=cast.penduduk_id, jenis="sku")
        surat.simpan_jawaban(draf_id=draf, pemilik=cast.warga, jawaban=pabrik.SKU)
        for syarat in surat.draf(draf_id=draf, pemilik=cast.warga).jenis.syarat:
            surat.lampirkan(
                draf_id=draf, pemilik=cast.warga, syarat=syarat.kode, nama="foto.jpg", data=pabrik.foto()
            )
        return surat.ajukan(draf_id=draf, oleh=cast.pelaku(Peran.WARGA)).surat_id


@pytest.fixture
def asep(petugas: Pengguna) -> Client:
    """A second officer."""
    return browser(buat_petugas("asep", "Asep Rahmat"))


def page(jawab: Any, status: int = 200) -> Any:
    return lxml.html.document_fromstring(isi(jawab, status))


def keadaan(surat_id: UUID) -> tuple[Keadaan, int]:
    with lingkup(CISONTROL):
        satu = pemilik([surat_id])[surat_id]
    return satu.keadaan, satu.epoch_pemilik


def tiket(surat_id: UUID) -> str:
    with lingkup(CISONTROL):
        return str(Surat.objects.select_related("permohonan").get(pk=surat_id).permohonan.tiket)


def usulkan(dian: Client, surat_id: UUID) -> UUID:
    assert dian.post(ke("tarik_usul", CISONTROL, surat_id), ALASAN).status_code == 302
    with lingkup(CISONTROL):
        return Penarikan.objects.get(status="diusulkan").pk


def jejak() -> list[tuple[str, str, str]]:
    with lingkup(CISONTROL):
        return [(t.kata, t.nama, t.alasan) for t in pusat.riwayat_tindakan(9)]


def test_a_letter_is_known_by_its_ticket_and_nothing_else(dian: Client, surat_desa: UUID) -> None:
    teks = isi(dian.get(ke("serah", CISONTROL)))
    assert tiket(surat_desa) in teks
    assert "Belum diterima desa" in teks
    for rahasia in ("Euis", "Komariah", "Warung", "3207154506859001", "KUR", "Cikupa"):
        assert rahasia not in teks
    assert page(dian.get(ke("desa", CISONTROL))).xpath(f"//a[@href='{ke('serah', CISONTROL)}']")


@pytest.mark.parametrize(
    ("q", "ada"), [("", True), ("tiket", True), ("kecil", True), ("ULAR-SALAH-11", False)]
)
def test_a_letter_is_found_by_its_ticket(dian: Client, surat_desa: UUID, q: str, ada: bool) -> None:
    kata = {"tiket": tiket(surat_desa), "kecil": tiket(surat_desa).lower().replace("-", " ")}.get(q, q)
    rows = page(dian.get(ke("serah", CISONTROL), {"q": kata})).xpath("//tbody/tr")
    assert len(rows) == ada


def test_one_proposes_another_approves_and_the_letter_is_the_regencys(
    dian: Client, asep: Client, surat_desa: UUID
) -> None:
    usul = usulkan(dian, surat_desa)
    assert keadaan(surat_desa) == (Keadaan.DIKIRIM, 1)
    daftar = page(asep.get(ke("serah", CISONTROL)))
    assert "Dian Permana" in daftar.text_content()
    assert ALASAN["alasan"] in daftar.text_content()
    jawab = asep.post(ke("tarik_setuju", CISONTROL, usul), {"x": "1"}, follow=True)
    assert "Surat ditarik. Mulai sekarang dikerjakan di kabupaten." in isi(jawab)
    assert keadaan(surat_desa) == (Keadaan.SINI, 2)
    assert jejak() == [
        ("tarik_setuju", "Asep Rahmat", ALASAN["alasan"]),
        ("tarik_usul", "Dian Permana", ALASAN["alasan"]),
    ]
    with lingkup(CISONTROL):
        assert Peristiwa.objects.filter(macam="recall", agregat_id=surat_desa).count() == 1


def test_nobody_approves_alone(dian: Client, surat_desa: UUID) -> None:
    usul = usulkan(dian, surat_desa)
    alamat = ke("tarik_setuju", CISONTROL, usul)
    assert dian.get(alamat).status_code == dian.post(alamat).status_code == 404
    assert alamat not in isi(dian.get(ke("serah", CISONTROL)))
    assert keadaan(surat_desa) == (Keadaan.DIKIRIM, 1)


@pytest.mark.parametrize("siapa", ["dian", "asep"])
def test_a_proposal_is_withdrawn_or_refused(dian: Client, asep: Client, surat_desa: UUID, siapa: str) -> None:
    usul = usulkan(dian, surat_desa)
    klien = {"dian": dian, "asep": asep}[siapa]
    kata = "Batalkan usul saya" if siapa == "dian" else "Tolak usul ini"
    assert kata in page(klien.get(ke("serah", CISONTROL))).text_content()
    assert klien.post(ke("tarik_batal", CISONTROL, usul)).status_code == 302
    assert keadaan(surat_desa) == (Keadaan.DIKIRIM, 1)
    assert asep.post(ke("tarik_setuju", CISONTROL, usul)).status_code == 404
    assert [kata for kata, _, _ in jejak()] == ["tarik_batal", "tarik_usul"]


def test_a_proposal_wants_a_reason_and_comes_once(dian: Client, surat_desa: UUID) -> None:
    alamat = ke("tarik_usul", CISONTROL, surat_desa)
    page(dian.post(alamat, {"alasan": " "}), 422)
    assert jejak() == []
    usulkan(dian, surat_desa)
    assert "sudah diusulkan" in isi(dian.post(alamat, ALASAN), 422)
    assert len(jejak()) == 1


def test_the_regency_gives_it_again(dian: Client, asep: Client, surat_desa: UUID) -> None:
    asep.post(ke("tarik_setuju", CISONTROL, usulkan(dian, surat_desa)))
    daftar = page(dian.get(ke("serah", CISONTROL)))
    assert daftar.xpath("//tbody//a/@href") == [
        ke(nama, CISONTROL, surat_desa) for nama in ("beri_lagi", "serah_kembalikan", "serah_tolak")
    ]
    assert dian.post(ke("beri_lagi", CISONTROL, surat_desa)).status_code == 302
    assert keadaan(surat_desa) == (Keadaan.DIKIRIM, 3)
    assert dian.post(ke("beri_lagi", CISONTROL, surat_desa)).status_code == 404
    assert jejak()[0] == ("beri_lagi", "Dian Permana", "")


@pytest.fixture
def karya(dian: Client, asep: Client, surat_desa: UUID) -> UUID:
    """Late work of the village about a letter that was taken back: its put under the old owner epoch is set aside."""
    asep.post(ke("tarik_setuju", CISONTROL, usulkan(dian, surat_desa)))
    with lingkup(CISONTROL):
        asal = Peristiwa.objects.select_related("muatan").get(macam="give", agregat_id=surat_desa)
        muatan, epoch = asal.muatan, uuid4()
        satu = Peristiwa(
            epoch=epoch, urut=1, macam="put", jenis=asal.jenis, versi=asal.versi, agregat="surat",
            agregat_id=surat_desa, revisi=asal.revisi + 1, epoch_pemilik=1, waktu=asal.waktu, pelaku="desa",
            publik=asal.publik, digest_pribadi=asal.digest_pribadi, sebelum="0" * 64, digest="1" * 64,
        )  # fmt: skip
        satu.save()
        type(muatan)(peristiwa=satu, garam=muatan.garam, isi=muatan.isi).save(force_insert=True)
        Karantina(
            epoch=epoch, urut=1, id_peristiwa=satu.id_peristiwa, jenis=asal.jenis, agregat="surat",
            agregat_id=surat_desa, sebab="sinkron.ditarik", sejak=asal.waktu,
        ).save()  # fmt: skip
    return surat_desa


@pytest.mark.parametrize(
    ("nama", "kata"), [("karya_pakai", "karya_pakai"), ("karya_biarkan", "karya_biarkan")]
)
def test_late_work_of_the_village_is_decided_once_with_a_reason(
    dian: Client, karya: UUID, nama: str, kata: str
) -> None:
    daftar = page(dian.get(ke("serah", CISONTROL)))
    assert "Hasil kerja desa yang menunggu putusan" in daftar.text_content()
    alamat = ke(nama, CISONTROL, karya)
    page(dian.post(alamat, {"alasan": ""}), 422)
    assert dian.post(alamat, {"alasan": "Sudah ditelepon"}).status_code == 302
    assert dian.post(alamat, {"alasan": "Sudah ditelepon"}).status_code == 404
    assert jejak()[0] == (kata, "Dian Permana", "Sudah ditelepon")
    with lingkup(CISONTROL):
        assert tarik.karya_desa() == []
        assert keadaan_baris(karya) == (3 if nama == "karya_pakai" else 1)


def keadaan_baris(surat_id: UUID) -> int:
    return int(Surat.objects.get(pk=surat_id).versi)


def test_late_work_cannot_be_thrown_away_at_the_other_page(dian: Client, karya: UUID) -> None:
    with lingkup(CISONTROL):
        nomor = Karantina.objects.get().pk
    alamat = ke("tertahan", CISONTROL, nomor)
    assert dian.get(alamat).status_code == dian.post(alamat, {"alasan": "x"}).status_code == 404
    baris = page(dian.get(ke("desa", CISONTROL))).xpath("//td[@data-k='Langkah']/a/@href")
    assert baris == [ke("serah", CISONTROL)]


@pytest.mark.parametrize(
    "nama",
    [
        "tarik_usul", "tarik_setuju", "tarik_batal", "karya_pakai", "karya_biarkan", "beri_lagi", "serah_kembalikan",
        "serah_tolak",
    ],
)  # fmt: skip
def test_what_is_not_there_does_not_exist(
    dian: Client, surat_desa: UUID, situmandala: Desa, nama: str
) -> None:
    """Unknown ids, and the letter of one village under the address of another."""
    for desa, nomor in ((CISONTROL, uuid4()), (SITUMANDALA, surat_desa)):
        alamat = ke(nama, desa, nomor)
        assert dian.get(alamat).status_code == dian.post(alamat, ALASAN).status_code == 404, desa


@pytest.mark.parametrize(
    "nama", ["tarik_usul", "tarik_setuju", "beri_lagi", "serah_kembalikan", "serah_tolak"]
)
def test_handing_over_wants_a_fresh_proof(petugas: Pengguna, surat_desa: UUID, nama: str) -> None:
    lama = browser(petugas, segar=False)
    jawab = lama.get(ke(nama, CISONTROL, surat_desa))
    assert jawab.headers["Location"].startswith("/aparat/pastikan/")


NAMA = {
    "usul": "tarik_usul",
    "setuju": "tarik_setuju",
    "batal": "tarik_batal",
    "kembalikan": "serah_kembalikan",
    "tolak": "serah_tolak",
}


def pertanyaan(dian: Client, asep: Client, surat_id: UUID, nama: str) -> str:
    """Bring a letter to where this question is asked; return its address. ``asep`` may answer each of them."""
    if nama.startswith("karya"):
        return ke(nama, CISONTROL, surat_id)
    if nama in ("setuju", "batal"):
        return ke(NAMA[nama], CISONTROL, usulkan(dian, surat_id))
    if nama in ("beri_lagi", "kembalikan", "tolak"):
        asep.post(ke("tarik_setuju", CISONTROL, usulkan(dian, surat_id)))
    return ke(NAMA.get(nama, nama), CISONTROL, surat_id)


@pytest.mark.parametrize("nama", SOAL)
def test_every_question_says_what_will_happen_and_then_that_it_did(
    dian: Client, asep: Client, request: pytest.FixtureRequest, nama: str
) -> None:
    surat_id = request.getfixturevalue("karya" if nama.startswith("karya") else "surat_desa")
    soal, alamat = SOAL[nama], pertanyaan(dian, asep, surat_id, nama)
    tanya = page(asep.get(alamat))
    teks = " ".join(tanya.text_content().split())
    assert all(kata in teks for kata in (soal.judul, *soal.pengantar, tiket(surat_id)))
    (tombol,) = tanya.xpath("//main//form//button")
    assert tombol.text_content().strip() == soal.tombol
    assert tanya.xpath(f"//main//a[@href='{ke('serah', CISONTROL)}']"), "one may leave it"
    assert bool(tanya.xpath("//textarea[@name='alasan']")) is (soal.form is not BuatKode)
    assert ("Server desa rusak" in teks) is (nama == "setuju"), "whoever approves reads why it was proposed"
    if soal.form is not BuatKode:
        page(asep.post(alamat, {"alasan": " "}), 422)
    assert soal.kabar in isi(asep.post(alamat, ALASAN, follow=True))


def test_only_what_takes_something_away_is_shown_as_dangerous() -> None:
    assert {nama for nama, soal in SOAL.items() if soal.jenis == "bahaya"} == {
        "setuju",
        "karya_pakai",
        "karya_biarkan",
        "tolak",
    }
