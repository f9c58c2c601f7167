"""What an officer of the regency does about a letter that was taken back: the citizen reads why, the trail says who."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from eoffice.jejak.kepemilikan import Keadaan, pemilik
from eoffice.jejak.models import Peristiwa
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, RuleRefused
from eoffice.kernel.peran import Peran
from eoffice.sinkron.services import pusat, tarik
from eoffice.surat import services as surat
from eoffice.surat.models import Langkah, Surat
from eoffice.surat.projections import ProyeksiSurat
from eoffice.surat.rules.alur import MENUNGGU, Aksi, Status
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.services.pintu import langkah, pegang
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.web.kabupaten.conftest import isi, ke
from tests.web.kabupaten.test_serah import asep, page, surat_desa, usulkan

__all__ = ["asep", "surat_desa"]
pytestmark = pytest.mark.django_db
ALASAN = {"alasan": "Foto KTP tidak terbaca, kirim yang baru."}
KASUS = {
    "serah_kembalikan": (Status.DIKEMBALIKAN, "surat_kembali", "Permohonan dikembalikan kepada pemohon."),
    "serah_tolak": (Status.DITOLAK, "surat_tolak", "Permohonan ditolak. Pemohon membaca alasannya."),
}


@pytest.fixture
def ditarik(dian: Client, asep: Client, surat_desa: UUID) -> UUID:
    """A letter that two officers took back."""
    asep.post(ke("tarik_setuju", CISONTROL, usulkan(dian, surat_desa)))
    return surat_desa


def jadikan(surat_id: UUID, status: Status) -> None:
    """Let the letter have come so far in the village before it was taken back."""
    with lingkup(CISONTROL):
        bernomor = {
            "nomor": "400/1/3207152004/XI/2026",
            "kode": "ABCDEFGH",
            "tanggal": localdate(clock.now()),
        }
        isi = bernomor if status in MENUNGGU else {}
        Surat.objects.filter(pk=surat_id).update(status=status, **isi)


def keadaan(surat_id: UUID) -> tuple[Status, int]:
    with lingkup(CISONTROL):
        satu = Surat.objects.get(pk=surat_id)
    return Status(satu.status), satu.versi


def daftar(dian: Client) -> list[str]:
    semua: list[str] = page(dian.get(ke("serah", CISONTROL))).xpath("//tbody//a/@href")
    return semua


@pytest.mark.parametrize("nama", KASUS)
def test_a_step_is_taken_with_a_reason_and_the_trail_says_who(dian: Client, ditarik: UUID, nama: str) -> None:
    status, kata, kabar = KASUS[nama]
    jawab = dian.post(ke(nama, CISONTROL, ditarik), ALASAN, follow=True)
    assert kabar in isi(jawab)
    assert keadaan(ditarik) == (status, 2)
    with lingkup(CISONTROL):
        tindakan = pusat.riwayat_tindakan(1)[0]
        akhir = rincian(ditarik).langkah[-1]
        baris = Langkah.objects.get(surat=ditarik, versi=2)
        (tercatat,) = Peristiwa.objects.filter(agregat_id=ditarik, revisi=2)
    assert (tindakan.kata, tindakan.nama, tindakan.alasan) == (kata, "Dian Permana", ALASAN["alasan"])
    assert tindakan.rincian == {"agregat_id": str(ditarik)}
    assert (akhir.pelaku, akhir.catatan) == ("Dian Permana, petugas kabupaten", ALASAN["alasan"])
    assert baris.peran == Peran.KABUPATEN
    assert (tercatat.macam, tercatat.publik["peran"], tercatat.epoch_pemilik) == ("put", "kabupaten", 2)
    assert KATA[kata] in page(dian.get(ke("desa", CISONTROL))).text_content()


KATA = {"surat_kembali": "Permohonan dikembalikan kepada pemohon", "surat_tolak": "Permohonan ditolak"}


@pytest.mark.parametrize("nama", KASUS)
def test_without_a_reason_nothing_happens(dian: Client, ditarik: UUID, nama: str) -> None:
    page(dian.post(ke(nama, CISONTROL, ditarik), {"alasan": " "}), 422)
    page(dian.post(ke(nama, CISONTROL, ditarik), {"alasan": "x" * 301}), 422)
    assert keadaan(ditarik) == (Status.DIAJUKAN, 1)


@pytest.mark.parametrize("nama", KASUS)
def test_what_the_village_writes_is_not_touched(dian: Client, surat_desa: UUID, nama: str) -> None:
    assert dian.get(ke(nama, CISONTROL, surat_desa)).status_code == 404
    assert dian.post(ke(nama, CISONTROL, surat_desa), ALASAN).status_code == 404
    assert keadaan(surat_desa) == (Status.DIAJUKAN, 1)


@pytest.mark.parametrize("status", [Status.TERVERIFIKASI, Status.DIPARAF])
@pytest.mark.parametrize("nama", KASUS)
def test_also_what_the_village_had_checked_already(
    dian: Client, ditarik: UUID, nama: str, status: Status
) -> None:
    jadikan(ditarik, status)
    assert dian.post(ke(nama, CISONTROL, ditarik), ALASAN).status_code == 302
    assert keadaan(ditarik)[0] is KASUS[nama][0]


@pytest.mark.parametrize("status", [Status.MENUNGGU_TTE, Status.MENUNGGU_BASAH, Status.DIKEMBALIKAN])
def test_a_letter_with_a_number_or_with_the_citizen_is_only_given_again(
    dian: Client, ditarik: UUID, status: Status
) -> None:
    jadikan(ditarik, status)
    assert daftar(dian) == [ke("beri_lagi", CISONTROL, ditarik)]
    for nama in KASUS:
        assert dian.get(ke(nama, CISONTROL, ditarik)).status_code == 404
        assert dian.post(ke(nama, CISONTROL, ditarik), ALASAN).status_code == 404


def test_returned_it_can_be_given_to_the_village_again_and_refused_it_is_over(
    dian: Client, ditarik: UUID
) -> None:
    dian.post(ke("serah_kembalikan", CISONTROL, ditarik), ALASAN)
    assert dian.post(ke("beri_lagi", CISONTROL, ditarik)).status_code == 302
    with lingkup(CISONTROL):
        assert pemilik([ditarik])[ditarik].keadaan is Keadaan.DIKIRIM
        tercatat = Peristiwa.objects.get(agregat_id=ditarik, epoch_pemilik=3)
    assert (tercatat.revisi, tercatat.publik["status"]) == (2, "dikembalikan")


def test_a_refused_one_leaves_the_list(dian: Client, ditarik: UUID) -> None:
    dian.post(ke("serah_tolak", CISONTROL, ditarik), ALASAN)
    assert daftar(dian) == []


def test_where_the_village_is_served_here_the_office_acts_and_no_officer(dian: Client, ditarik: UUID) -> None:
    """The village came back: its own office opens its letters at the regency's server."""
    Desa.objects.filter(pk=CISONTROL).update(dilayani_di_sini=True)
    page(dian.post(ke("serah_tolak", CISONTROL, ditarik), ALASAN), 422)
    assert keadaan(ditarik) == (Status.DIAJUKAN, 1)


def test_an_officer_without_that_role_takes_no_other_step(ditarik: UUID) -> None:
    oleh = surat.Pelaku(UUID(int=5), frozenset({Peran.KABUPATEN}))
    with lingkup(CISONTROL):
        for aksi in set(Aksi) - {Aksi.KEMBALIKAN, Aksi.TOLAK}:
            with pytest.raises(RuleRefused):
                langkah(pegang(ditarik, oleh, catatan="Alasan."), aksi)


def test_the_question_reads_nothing_of_the_letter(dian: Client, ditarik: UUID) -> None:
    for nama in KASUS:
        teks = isi(dian.get(ke(nama, CISONTROL, ditarik)))
        for rahasia in ("Euis", "Komariah", "Warung", "3207154506859001", "KUR", "Cikupa"):
            assert rahasia not in teks


def test_a_step_at_the_same_moment_is_not_lost_by_giving_it_again(
    ditarik: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read before the step, given after it: the village would get the letter as it was before."""
    asli = tarik._satu

    def disela(proyeksi: Any, agregat_id: UUID) -> Any:
        lama = asli(proyeksi, agregat_id)
        langkah(pegang(ditarik, oleh, catatan="Alasan."), Aksi.KEMBALIKAN)
        return lama

    oleh = surat.Pelaku(UUID(int=5), frozenset({Peran.KABUPATEN}))
    monkeypatch.setattr(tarik, "_satu", disela)
    with lingkup(CISONTROL), pytest.raises(ChangedMeanwhile) as tolak:
        tarik.beri_lagi(agregat_id=ditarik, proyeksi=ProyeksiSurat(), oleh="dian")
    assert tolak.value.pesan.kode == "sinkron.berubah_saat_diberi"
    with lingkup(CISONTROL):
        assert pemilik([ditarik])[ditarik].keadaan is Keadaan.SINI


@pytest.mark.parametrize("nama", ["serah", *KASUS])
def test_a_page_asks_few_questions(dian: Client, ditarik: UUID, nama: str) -> None:
    alamat = ke(nama, CISONTROL) if nama == "serah" else ke(nama, CISONTROL, ditarik)
    dian.get(alamat)
    with CaptureQueriesContext(connection) as tercatat:
        dian.get(alamat)
    assert len(tercatat) <= 15, [q["sql"] for q in tercatat]
