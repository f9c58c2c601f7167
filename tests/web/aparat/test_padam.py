"""Bekal padam at the desk: reserving, printing, finding by code, recording, voiding, the balance."""

import io
import re
from typing import Any
from uuid import UUID, uuid4

import pikepdf
import pytest
from django.test import Client
from django.utils.timezone import localdate

from eoffice.kernel import clock
from eoffice.surat.rules.alur import Status
from eoffice.surat.rules.padam import Keadaan
from eoffice.surat.selectors.padam import BarisPadam, formulir_beredar, neraca_padam, satu_formulir
from tests.web.aparat.conftest import Balai, isi, ke, rekan
from tests.web.aparat.perjalanan import di, lihat, pindai
from tests.web.markup import read

pytestmark = pytest.mark.django_db
ALASAN = "Kembali utuh <b>tidak</b> terpakai."


def pesan(balai: Balai, banyak: int = 1, jenis: str = "sku") -> list[BarisPadam]:
    """Reserve forms at the desk; return those that are out."""
    jawab = balai.operator.post(ke("padam_pesan"), {"jenis": jenis, "banyak": banyak})
    assert (jawab.status_code, jawab.headers["Location"]) == (302, ke("padam"))
    return list(balai.dalam(formulir_beredar))


def pakai(balai: Balai, formulir: UUID, surat_id: UUID, *, klien: Client | None = None, **lain: str) -> Any:
    """Record the letter on a form."""
    data = {
        "surat": f"{surat_id}.{lihat(balai, surat_id).versi}",
        "tanggal": localdate(clock.now()).isoformat(),
        "penanda_tangan": str(balai.orang.kades_pejabat),
        **lain,
    }
    return (klien or balai.operator).post(ke("padam_satu", formulir), data)


def keadaan(balai: Balai, formulir: UUID) -> Keadaan:
    """Return where a form is."""
    satu: BarisPadam = balai.dalam(satu_formulir, formulir)
    return satu.keadaan


def test_the_forms_are_reserved_listed_and_printed_a_page_each(balai: Balai) -> None:
    assert "Tidak ada formulir di luar." in isi(balai.operator.get(ke("padam")))
    semua = pesan(balai, 3)
    page = isi(balai.operator.get(ke("padam")))
    for b in semua:
        assert b.nomor in page and b.kode in page
        assert f'href="{ke("padam_satu", b.id)}"' in page
    cetak = balai.operator.get(ke("padam_cetak"), {"pilih": [str(b.id) for b in semua]})
    with pikepdf.open(io.BytesIO(cetak.content)) as pdf:
        assert len(pdf.pages) == 3
    assert ke("padam") in isi(balai.operator.get(ke("cetak")))


@pytest.mark.parametrize(
    "lain",
    [{"banyak": "0"}, {"banyak": "21"}, {"banyak": "-1"}, {"banyak": "x"}, {"banyak": ""}, {"jenis": "x"}],
    ids=["none", "many", "minus", "word", "empty", "type"],
)
def test_half_a_reservation_takes_no_number(balai: Balai, lain: dict[str, str]) -> None:
    page = isi(balai.operator.post(ke("padam_pesan"), {"jenis": "sku", "banyak": "2", **lain}), 422)
    assert "ringkas-galat" in page
    assert balai.dalam(neraca_padam) == []


def test_a_code_leads_to_its_form_and_a_wrong_one_says_so(balai: Balai) -> None:
    satu, dua = pesan(balai, 2)
    for b in (satu, dua):
        jawab = balai.operator.get(ke("padam"), {"kode": f" {b.kode.lower()} "})
        assert (jawab.status_code, jawab.headers["Location"]) == (302, ke("padam_satu", b.id))
    for salah in ("AAAA-AAAA-AA", "<script>", "\x00", "9" * 61):
        page = isi(balai.operator.get(ke("padam"), {"kode": salah}))
        assert "ringkas-galat" in page and "<script>alert" not in page


def test_a_scanned_form_answers_anybody_and_leads_the_counter_on(balai: Balai) -> None:
    (b,) = pesan(balai)
    alamat = f"/cek/{b.kode}/"
    umum = isi(Client().get(alamat))
    assert "Surat ini belum dicatat kantor desa" in umum
    assert "Catat surat di formulir ini" not in umum
    page = isi(balai.operator.get(alamat))
    assert f'href="{ke("padam")}?kode={b.kode}"' in page
    assert balai.operator.get(f"{ke('padam')}?kode={b.kode}").headers["Location"] == ke("padam_satu", b.id)


def test_without_a_letter_the_page_says_what_to_do_first(balai: Balai) -> None:
    (b,) = pesan(balai)
    di(balai, Status.DIAJUKAN)
    page = isi(balai.operator.get(ke("padam_satu", b.id)))
    assert "Permohonannya belum ada" in page
    assert ke("loket") in page and ke("padam_batal", b.id) in page
    isi(balai.operator.post(ke("padam_satu", b.id), {"surat": "x"}))
    assert keadaan(balai, b.id) is Keadaan.BEREDAR


def test_from_the_form_to_the_issued_letter(balai: Balai) -> None:
    (b,) = pesan(balai)
    surat_id = di(balai, Status.DIPARAF)
    page = isi(balai.operator.get(ke("padam_satu", b.id))).replace("<wbr>", "")
    assert b.nomor in page and lihat(balai, surat_id).nama in page
    jawab = pakai(balai, b.id, surat_id)
    assert (jawab.status_code, jawab.headers["Location"]) == (302, f"{ke('periksa', surat_id)}#pindaian")
    assert lihat(balai, surat_id).nomor == b.nomor
    assert pindai(balai, surat_id).status_code == 302
    assert lihat(balai, surat_id).status is Status.TERBIT
    selesai = isi(balai.operator.get(ke("padam_satu", b.id)))
    assert "Terpakai" in selesai and ke("periksa", surat_id) in selesai
    assert b.nomor in isi(Client().get(f"/cek/{b.kode}/")).replace("<wbr>", "")


def test_a_second_press_changes_nothing(balai: Balai) -> None:
    (b,) = pesan(balai)
    satu, dua = di(balai, Status.DIPARAF), di(balai, Status.DIPARAF)
    pakai(balai, b.id, satu)
    page = isi(pakai(balai, b.id, dua))
    assert "Tidak dicatat dua kali" in page
    assert lihat(balai, dua).nomor == ""
    assert balai.operator.get(ke("padam_batal", b.id)).headers["Location"] == ke("padam_satu", b.id)


def test_a_letter_that_a_colleague_moved_meanwhile_is_not_taken(balai: Balai) -> None:
    (b,) = pesan(balai)
    surat_id, lain = di(balai, Status.DIPARAF), di(balai, Status.DIPARAF)
    basi = f"{surat_id}.{lihat(balai, surat_id).versi - 1}"
    page = isi(pakai(balai, b.id, lain, klien=rekan(balai), surat=basi), 422)
    assert "ringkas-galat" in page, "the version that was looked at is no longer offered"
    assert keadaan(balai, b.id) is Keadaan.BEREDAR


@pytest.mark.parametrize(
    "lain",
    [
        {"surat": ""},
        {"surat": "x.1"},
        {"surat": f"{uuid4()}.3"},
        {"tanggal": ""},
        {"tanggal": "2026-13-40"},
        {"tanggal": "2020-01-01"},
        {"tanggal": "2999-01-01"},
        {"penanda_tangan": ""},
        {"penanda_tangan": str(uuid4())},
    ],
    ids=[
        "no letter",
        "nonsense",
        "foreign",
        "no day",
        "no such day",
        "before",
        "future",
        "nobody",
        "stranger",
    ],
)
def test_half_a_record_is_refused_beside_its_box(balai: Balai, lain: dict[str, str]) -> None:
    (b,) = pesan(balai)
    surat_id = di(balai, Status.DIPARAF)
    page = isi(pakai(balai, b.id, surat_id, **lain), 422)
    assert f'href="#id_{next(iter(lain))}' in page
    assert keadaan(balai, b.id) is Keadaan.BEREDAR
    assert lihat(balai, surat_id).nomor == ""


def test_a_voided_form_stands_in_the_void_log_and_leads_to_itself(balai: Balai) -> None:
    (b,) = pesan(balai)
    tanya = isi(balai.operator.get(ke("padam_batal", b.id))).replace("<wbr>", "")
    assert "tombol bahaya" in tanya and b.nomor in tanya
    assert keadaan(balai, b.id) is Keadaan.BEREDAR, "asking voids nothing"
    isi(balai.operator.post(ke("padam_batal", b.id), {"alasan": " "}), 422)
    assert balai.operator.post(ke("padam_batal", b.id), {"alasan": ALASAN}).status_code == 302
    batal = isi(balai.sekdes.get(ke("daftar_batal"))).replace("<wbr>", "")
    assert b.nomor in batal and ke("padam_satu", b.id) in batal and ke("periksa", b.id) not in batal
    page = isi(balai.operator.get(ke("padam_satu", b.id)))
    assert "Kembali utuh &lt;b&gt;tidak" in page
    assert ke("padam_batal", b.id) not in page


def test_the_balance_adds_up_on_the_page(balai: Balai) -> None:
    satu, dua, _ = pesan(balai, 3)
    pakai(balai, satu.id, di(balai, Status.DIPARAF))
    balai.operator.post(ke("padam_batal", dua.id), {"alasan": ALASAN})
    page = isi(balai.operator.get(ke("padam")))
    angka = re.findall(r'data-k="(Dipesan|Terpakai|Batal|Masih di luar)"[^>]*>(\d+)<', page)
    assert angka == [("Dipesan", "3"), ("Terpakai", "1"), ("Batal", "1"), ("Masih di luar", "1")]


def test_another_villages_form_is_not_there(balai: Balai, balai_lain: Balai) -> None:
    (asing,) = pesan(balai_lain)
    surat_id = di(balai, Status.DIPARAF)
    for jawab in (
        balai.operator.get(ke("padam_satu", asing.id)),
        pakai(balai, asing.id, surat_id),
        balai.operator.get(ke("padam_batal", asing.id)),
        balai.operator.post(ke("padam_batal", asing.id), {"alasan": ALASAN}),
        balai.operator.get(ke("padam_cetak"), {"pilih": str(asing.id)}),
    ):
        assert jawab.status_code == 404
    assert (
        "tidak ada di bekal padam desa"
        in read(isi(balai.operator.get(ke("padam"), {"kode": asing.kode}))).text
    )
    assert keadaan(balai_lain, asing.id) is Keadaan.BEREDAR


@pytest.mark.parametrize("siapa", ["sekdes", "kades"])
def test_only_the_counter_has_the_forms(balai: Balai, siapa: str) -> None:
    (b,) = pesan(balai)
    klien: Client = getattr(balai, siapa)
    for nama, args in (("padam", ()), ("padam_pesan", ()), ("padam_satu", (b.id,)), ("padam_batal", (b.id,))):
        assert klien.get(ke(nama, *args)).status_code == 404
    assert klien.post(ke("padam_pesan"), {"jenis": "sku", "banyak": "1"}).status_code == 404
    assert klien.post(ke("padam_batal", b.id), {"alasan": ALASAN}).status_code == 404
    assert keadaan(balai, b.id) is Keadaan.BEREDAR


def test_a_print_of_nothing_leads_back(balai: Balai) -> None:
    assert balai.operator.get(ke("padam_cetak")).headers["Location"] == ke("padam")
