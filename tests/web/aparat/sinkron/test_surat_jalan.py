"""Letters between village and regency: attachments on their way in, issued letters on their way out."""

from typing import Any

import lxml.html
import pytest

from eoffice.kernel import clock
from eoffice.sinkron.models import BerkasAntar
from eoffice.surat.rules.alur import Status
from tests.web.aparat.conftest import isi, ke
from tests.web.aparat.perjalanan import di, lihat
from tests.web.aparat.sinkron import alat
from tests.web.aparat.sinkron.alat import ServerDesa

pytestmark = pytest.mark.django_db
BELUM = "Belum tiba di kabupaten"


def tunggu(sha256: str) -> None:
    BerkasAntar(sha256=sha256, ditunggu=True, disebut_pada=clock.now()).save()


def teks(server: ServerDesa, surat: Any, kueri: str = "") -> str:
    page = lxml.html.document_fromstring(isi(server.balai.operator.get(ke("periksa", surat) + kueri)))
    return " ".join(" ".join(page.xpath("//main//text()")).split())


def test_an_attachment_on_its_way_is_said_instead_of_a_broken_picture(server: ServerDesa) -> None:
    surat = di(server.balai, Status.DIAJUKAN)
    satu, dua = lihat(server.balai, surat).berkas[:2]
    assert "belum tiba" not in teks(server, surat).lower()
    server.dalam(tunggu, satu.sha256)
    kata = teks(server, surat, f"?lampiran={satu.id}")
    sama = satu.sha256 == dua.sha256
    assert "Lampiran belum tiba Warga sudah mengirimnya lewat layanan kabupaten." in kata
    assert "Belum tiba dari kabupaten: " in kata
    assert "Berkasnya menyusul dengan sendirinya." in kata
    gambar = ke("berkas", surat, satu.id)
    assert gambar not in isi(server.balai.operator.get(ke("periksa", surat) + f"?lampiran={satu.id}"))
    assert ("Lampiran belum tiba" in teks(server, surat, f"?lampiran={dua.id}")) is sama


def test_what_arrived_is_shown_again(server: ServerDesa) -> None:
    surat = di(server.balai, Status.DIAJUKAN)
    satu = lihat(server.balai, surat).berkas[0]
    server.dalam(tunggu, satu.sha256)
    server.dalam(lambda: BerkasAntar.objects.filter(sha256=satu.sha256).update(selesai_pada=clock.now()))
    assert "Lampiran belum tiba" not in teks(server, surat, f"?lampiran={satu.id}")


def test_an_issued_letter_is_marked_until_the_regency_has_it_and_its_file(server: ServerDesa) -> None:
    surat = di(server.balai, Status.TERBIT)
    assert BELUM in teks(server, surat)
    server.dalam(alat.terima_semua)
    assert BELUM not in teks(server, surat)
    sha256 = lihat(server.balai, surat).sha256
    server.dalam(lambda: BerkasAntar(sha256=sha256, ditunggu=False, disebut_pada=clock.now()).save())
    assert BELUM in teks(server, surat)


def test_a_letter_that_is_not_issued_carries_no_such_mark(server: ServerDesa) -> None:
    assert BELUM not in teks(server, di(server.balai, Status.DIPARAF))


def test_a_village_without_a_server_of_its_own_sees_neither(server: ServerDesa, settings: Any) -> None:
    surat = di(server.balai, Status.TERBIT)
    settings.EOFFICE_PERAN = "kabupaten"
    assert BELUM not in teks(server, surat)


def test_before_enrolment_there_is_no_regency_to_wait_for(server_baru: ServerDesa) -> None:
    assert BELUM not in teks(server_baru, di(server_baru.balai, Status.TERBIT))
