"""Striking out a wrong handing over at the counter: the button, the page that asks why, the book, the second line."""

from uuid import UUID

import lxml.html
import pytest

from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Ekspedisi
from eoffice.surat.rules.alur import Aksi, CaraTerbit
from eoffice.surat.rules.ekspedisi import Sebagai
from eoffice.surat.selectors.meja import rincian
from tests.web.aparat.conftest import Balai, isi, ke
from tests.web.dunia import terbit_basah

pytestmark = pytest.mark.django_db


@pytest.fixture
def diserahkan(balai: Balai) -> UUID:
    """A letter that was handed over to a name with a slip in it."""

    def buat() -> UUID:
        surat.ubah_pengaturan(pelaku="uji", cara_terbit=CaraTerbit.BASAH)
        surat_id = terbit_basah(balai.orang)
        oleh = balai.orang.pelaku(Peran.OPERATOR)
        surat.serahkan(surat_id=surat_id, penerima="Asip Sunandar", sebagai=Sebagai.KELUARGA, oleh=oleh)
        return surat_id

    return UUID(str(balai.dalam(buat)))


def test_a_wrong_line_is_struck_and_the_right_one_written(balai: Balai, diserahkan: UUID) -> None:
    coret = ke("serah_coret", diserahkan)
    assert coret in isi(balai.operator.get(ke("serah", diserahkan)))
    tanya = isi(balai.operator.get(coret))
    assert "Coret penyerahan kepada Asip Sunandar?" in tanya
    assert "Tidak ada yang dihapus" in tanya
    lagi = isi(balai.operator.post(coret, {"alasan": "Salah huruf"}, follow=True))
    assert "Catat penyerahan yang benar" in lagi
    assert "Nama yang menerima" in lagi
    data = {"penerima": "Asep Sunandar", "sebagai": "keluarga"}
    assert "Asep Sunandar" in isi(balai.operator.post(ke("serah", diserahkan), data, follow=True))
    for klien in (balai.operator, balai.sekdes):
        buku = lxml.html.document_fromstring(isi(klien.get(ke("ekspedisi"))))
        assert [s.text_content() for s in buku.xpath("//td//s")] == ["Asip Sunandar"]
        baris = [" ".join(tr.text_content().split()) for tr in buku.xpath("//tbody/tr")]
        assert len(baris) == 2
        assert "Salah huruf" in baris[0]
        assert "Asep Sunandar" in baris[1]
        assert "Dicoret" not in baris[1]


@pytest.mark.parametrize("alasan", ["", "   ", "A" * 201])
def test_without_a_reason_nothing_is_struck(balai: Balai, diserahkan: UUID, alasan: str) -> None:
    page = lxml.html.document_fromstring(
        isi(balai.operator.post(ke("serah_coret", diserahkan), {"alasan": alasan}), 422)
    )
    assert page.xpath("//*[@id='id_alasan'][@aria-invalid='true']")
    assert balai.dalam(lambda: Ekspedisi.objects.get().dicoret_pada) is None


def test_twice_is_once_and_what_never_was_is_not_there(balai: Balai, diserahkan: UUID) -> None:
    coret = ke("serah_coret", diserahkan)
    assert balai.operator.post(coret, {"alasan": "Salah huruf"}).status_code == 302
    assert balai.operator.post(coret, {"alasan": "Salah huruf"}).status_code == 404
    assert balai.operator.get(coret).status_code == 404
    assert balai.operator.get(ke("serah_coret", new_id())).status_code == 404


def test_who_does_not_serve_the_counter_strikes_nothing(
    balai: Balai, balai_lain: Balai, diserahkan: UUID
) -> None:
    for klien in (balai.sekdes, balai.kades, balai_lain.operator):
        assert klien.post(ke("serah_coret", diserahkan), {"alasan": "Salah"}).status_code == 404
    assert balai.dalam(lambda: Ekspedisi.objects.get().dicoret_pada) is None


def test_of_a_revoked_letter_the_line_is_struck_and_no_second_one_asked_for(
    balai: Balai, diserahkan: UUID
) -> None:
    def cabut() -> None:
        oleh, versi = balai.orang.pelaku(Peran.PENANDA_TANGAN), rincian(diserahkan).versi
        surat.jalankan(surat_id=diserahkan, aksi=Aksi.CABUT, oleh=oleh, versi=versi, catatan="salah")

    balai.dalam(cabut)
    jawab = balai.operator.post(ke("serah_coret", diserahkan), {"alasan": "Salah huruf"})
    assert jawab.headers["Location"] == ke("ekspedisi")
    assert "Sudah dicoret." in isi(balai.operator.get(ke("ekspedisi")))


def test_the_words_of_a_hostile_reason_are_words(balai: Balai, diserahkan: UUID) -> None:
    balai.operator.post(ke("serah_coret", diserahkan), {"alasan": "<b>tebal</b>"})
    buku = isi(balai.operator.get(ke("ekspedisi")))
    assert "<b>tebal" not in buku
