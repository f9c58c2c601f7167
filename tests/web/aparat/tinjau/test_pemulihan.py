"""The page where an official makes the last number, or the date, certain again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from eoffice.arsip import services as arsip
from eoffice.arsip.services.berkas_saksi import letak
from eoffice.kernel import clock
from eoffice.surat.models import Surat
from eoffice.surat.rules.alur import Status
from tests.web.aparat.conftest import isi, ke
from tests.web.aparat.tinjau.alat import Pulih
from tests.web.markup import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def ragu(pulih: Pulih) -> Pulih:
    """One letter has a number, and the witness is gone."""
    pulih.bernomor()
    pulih.dalam(lambda: letak().unlink())
    return pulih


def test_without_doubt_the_page_says_so(pulih: Pulih) -> None:
    assert "Semua pasti" in isi(pulih.balai.operator.get(ke("pemulihan")))


def test_the_first_page_tells_everybody_and_leads_who_can_settle_it(ragu: Pulih) -> None:
    for siapa, terang in ((ragu.balai.operator, True), (ragu.balai.sekdes, True), (ragu.balai.kades, False)):
        page = isi(siapa.get(ke("beranda")))
        assert "Mode Pemulihan" in page
        assert (ke("pemulihan") in page) is terang
        assert ("Operator atau sekretaris desa" in page) is not terang


def test_who_asks_for_a_number_reads_where_to_go(ragu: Pulih) -> None:
    surat_id = ragu.siap()
    alamat = ke("cetak_basah", surat_id)
    page = isi(ragu.balai.operator.get(alamat))
    (pejabat,) = [t["value"] for _, t in read(page).tags if t.get("name") == "penanda_tangan"][:1]
    jawab = ragu.balai.operator.post(alamat, {"versi": 3, "penanda_tangan": pejabat})
    assert "halaman Pemulihan" in isi(jawab, 422)
    assert ragu.dalam(lambda: Surat.objects.get(pk=surat_id).status) == Status.DIPARAF


def test_the_number_of_the_paper_register_settles_it(
    ragu: Pulih, django_capture_on_commit_callbacks: Any
) -> None:
    page = isi(ragu.balai.operator.get(ke("pemulihan")))
    assert "tidak ada catatan nomor terakhir" in page
    assert "tercatat sampai 001" in page
    with django_capture_on_commit_callbacks(execute=True):
        data = {"buku_surat_keterangan": "17", "catatan": "buku register halaman 3"}
        ragu.balai.operator.post(ke("pemulihan_nomor"), data)
    page = isi(ragu.balai.operator.get(ke("pemulihan")))
    assert "Nomor terakhir sudah pasti" in page and "Semua pasti" in page
    assert ragu.nomor(ragu.bernomor()).split("/")[1] == "018"


@pytest.mark.parametrize(
    ("data", "kata"),
    [
        ({"buku_surat_keterangan": "0"}, "Nomor 1 sudah pernah diberikan"),
        ({"buku_surat_keterangan": ""}, "Tulis nomor terakhir di buku"),
        ({"buku_surat_keterangan": "tujuh"}, "Tulis dengan angka saja"),
        ({"buku_surat_keterangan": "-3"}, "0"),
        ({"buku_surat_keterangan": "9999999"}, "99999"),
        ({"catatan": ""}, "Tulis dari mana nomor itu dibaca"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_box(ragu: Pulih, data: dict[str, str], kata: str) -> None:
    isian = {"buku_surat_keterangan": "17", "catatan": "hlm. 3"} | data
    page = isi(ragu.balai.operator.post(ke("pemulihan_nomor"), isian), 422)
    assert kata in page
    assert "Mode Pemulihan" in page


def test_provisional_numbers_are_chosen_with_a_reason(
    ragu: Pulih, django_capture_on_commit_callbacks: Any
) -> None:
    assert "Tulis alasannya" in isi(ragu.balai.operator.post(ke("pemulihan_sementara"), {"alasan": ""}), 422)
    with django_capture_on_commit_callbacks(execute=True):
        ragu.balai.operator.post(ke("pemulihan_sementara"), {"alasan": "warga harus ke bank hari ini"})
    page = isi(ragu.balai.operator.get(ke("pemulihan")))
    assert "terlihat pada nomornya" in page
    seri = ragu.dalam(arsip.periksa).seri
    assert f"P-{seri}-001" in page
    nomor = ragu.nomor(ragu.bernomor())
    assert f"/P-{seri}-001/" in nomor
    page = isi(ragu.balai.operator.get(ke("tinjau")))
    assert nomor in page
    (satu,) = ragu.dalam(arsip.nomor_sementara)
    kirim = ragu.balai.operator.post(ke("tinjau_sementara", satu.id), follow=True)
    assert "halaman Pemulihan" in isi(kirim), "the last number is still in doubt"
    with django_capture_on_commit_callbacks(execute=True):
        data = {"buku_surat_keterangan": "4", "catatan": "hlm. 3"}
        ragu.balai.operator.post(ke("pemulihan_nomor"), data)
    page = isi(ragu.balai.operator.post(ke("tinjau_sementara", satu.id), follow=True))
    assert "Dicatat di buku register dengan nomor" in page and "/005/" in page
    assert ragu.balai.operator.post(ke("tinjau_sementara", satu.id)).status_code == 404


def test_a_date_in_doubt_is_confirmed_by_typing_it(
    pulih: Pulih, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    pulih.bernomor()
    nanti = clock.now() + timedelta(days=40)
    monkeypatch.setattr(clock, "now", lambda: nanti)
    operator = pulih.balai.operator
    page = isi(operator.get(ke("pemulihan")))
    assert "Tanggal komputer meragukan" in page
    salah = {"tanggal": localdate(nanti - timedelta(days=40)).isoformat()}
    assert "Setel dahulu tanggal komputer" in isi(operator.post(ke("pemulihan_tanggal"), salah), 422)
    with django_capture_on_commit_callbacks(execute=True):
        jawab = operator.post(ke("pemulihan_tanggal"), {"tanggal": localdate(nanti).isoformat()}, follow=True)
    assert "sudah dipastikan" in isi(jawab)
    assert pulih.nomor(pulih.bernomor()).endswith(f"/{nanti.year}")


def test_an_office_in_1970_is_not_locked_out(pulih: Pulih, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(1970, 1, 1, 0, 5, tzinfo=UTC))
    page = isi(pulih.balai.operator.get(ke("pemulihan")))
    assert "Tanggal komputer meragukan" in page and "1 Januari 1970" in page
