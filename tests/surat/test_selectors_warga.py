"""What a citizen sees of his own, and what a ticket tells anybody: no name, no answers, no foreign village."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.akun import services as akun
from eoffice.kernel import clock
from eoffice.kernel.errors import NotFound
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Draf
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.selectors import milik, warga
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.test_selectors_meja import BINGKAI, baris

NIK_ASEP = "3207154107799003"


@pytest.fixture
def balai(cisontrol: Desa, situmandala: Desa) -> Iterator[pabrik.Pemeran]:
    """Euis's village at work, beside a neighbour who has letters too."""
    with lingkup(situmandala.kode):
        baris(nama="Orang Asing", tiket="PADI-KOPI-9999")
    with lingkup(cisontrol.kode):
        yield pabrik.pemeran()


def warga_lain() -> tuple[UUID, UUID]:
    """Asep, another citizen with an account: (account, resident)."""
    orang = pabrik.penduduk("Asep Sunandar", NIK_ASEP)
    slip = akun.terbitkan_slip(penduduk_id=orang.pk, pelaku="uji")
    isi = {"nik": orang.nik, "nama": orang.nama, "tanggal_lahir": orang.tanggal_lahir}
    return akun.aktifkan_warga(token=slip.token, pin=pabrik.PIN, **isi).pk, orang.pk


def test_a_citizen_sees_what_he_sent_and_what_the_counter_sent_for_him(balai: pabrik.Pemeran) -> None:
    asep, asep_penduduk = warga_lain()
    sendiri = baris(penduduk_id=balai.penduduk_id, pemilik=balai.warga, sejak=1).pk
    loket = baris(penduduk_id=balai.penduduk_id, dilayani_oleh=balai.operator, sejak=5).pk
    milik_asep = baris(penduduk_id=asep_penduduk, pemilik=asep, sejak=9).pk
    assert [b.id for b in warga.surat_saya(balai.warga)] == [loket, sendiri]
    assert [b.id for b in warga.surat_saya(balai.warga, batas=1)] == [loket]
    assert [b.id for b in warga.surat_saya(asep)] == [milik_asep]
    assert warga.milik(loket, balai.warga).id == loket
    for surat_id, siapa in ((milik_asep, balai.warga), (loket, asep), (new_id(), asep)):
        with pytest.raises(NotFound):
            warga.milik(surat_id, siapa)
        with pytest.raises(NotFound):
            warga.berkas_milik(surat_id, siapa)


@pytest.mark.parametrize("siapa", ["operator", "sekdes", "kades"])
def test_an_official_s_account_is_no_citizen_s(balai: pabrik.Pemeran, siapa: str) -> None:
    """Officials have their own desk: the citizen's door does not open to them."""
    surat_id = baris(penduduk_id=balai.penduduk_id, dilayani_oleh=balai.operator).pk
    pengguna = getattr(balai, siapa)
    for tanya in (
        lambda: warga.surat_saya(pengguna),
        lambda: warga.milik(surat_id, pengguna),
        lambda: milik.halaman_saya(pengguna, 1),
    ):
        with pytest.raises(NotFound):
            tanya()


def test_there_is_no_file_before_the_letter_is_issued(balai: pabrik.Pemeran) -> None:
    for status in (Status.DIAJUKAN, Status.DIPARAF, Status.MENUNGGU_TTE, Status.MENUNGGU_BASAH):
        surat_id = baris(status, penduduk_id=balai.penduduk_id).pk
        with pytest.raises(NotFound):
            warga.berkas_milik(surat_id, balai.warga)


@pytest.mark.parametrize(("halaman", "jadi", "isi"), [(1, 1, 2), (2, 2, 1), (7, 2, 1), (0, 1, 2), (-1, 1, 2)])
def test_a_citizen_s_pages_hold_each_letter_once(
    balai: pabrik.Pemeran, halaman: int, jadi: int, isi: int
) -> None:
    for jam in range(3):
        baris(penduduk_id=balai.penduduk_id, sejak=jam)
    hal = milik.halaman_saya(balai.warga, halaman, per_halaman=2)
    assert (hal.halaman, len(hal.baris), hal.jumlah) == (jadi, isi, 3)
    semua = [b.id for n in (1, 2) for b in milik.halaman_saya(balai.warga, n, per_halaman=2).baris]
    assert semua == [b.id for b in warga.surat_saya(balai.warga)]


def test_twenty_letters_of_a_citizen_cost_as_many_statements_as_one(balai: pabrik.Pemeran) -> None:
    def hitung() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as catatan:
            jumlah = len(warga.surat_saya(balai.warga)) + len(milik.halaman_saya(balai.warga, 1, 50).baris)
        return sum(not q["sql"].startswith(BINGKAI) for q in catatan), jumlah

    baris(penduduk_id=balai.penduduk_id)
    awal, satu = hitung()
    for _ in range(19):
        baris(penduduk_id=balai.penduduk_id)
    akhir, banyak = hitung()
    assert (satu, banyak, awal) == (2, 40, akhir)


# ---------- tickets ----------


def test_a_ticket_tells_where_it_stands_and_nothing_of_whom(balai: pabrik.Pemeran) -> None:
    surat_id = pabrik.diajukan(balai)
    tiket = warga.milik(surat_id, balai.warga).tiket
    for ketikan in (tiket, tiket.lower(), tiket.replace("-", " "), f" {tiket}\n"):
        kabar = warga.kabar_tiket(ketikan)
        assert kabar is not None
        assert (kabar.tiket, kabar.jenis, kabar.status) == (tiket, "Surat Keterangan Usaha", Status.DIAJUKAN)
        assert set(kabar.__slots__) == {"tiket", "jenis", "status", "sejak", "tenggat", "dikirim"}
        assert "Euis" not in repr(kabar)


@pytest.mark.parametrize(
    "ketikan", ["", "PADI-KOPI-9999", "padi kopi 9999", "\x00", "'; --", "😀", "x" * 5000, "0000"]
)
def test_a_ticket_of_nobody_here_tells_nothing(balai: pabrik.Pemeran, ketikan: str) -> None:
    """Also one that is real in the next village."""
    assert warga.kabar_tiket(ketikan) is None


# ---------- drafts ----------


def test_only_unfinished_drafts_of_one_s_own_are_listed(balai: pabrik.Pemeran) -> None:
    asep, asep_penduduk = warga_lain()

    def mulai(pemilik: UUID, penduduk_id: UUID, jenis: str) -> UUID:
        return surat.mulai_draf(pemilik=pemilik, penduduk_id=penduduk_id, jenis=jenis)

    sku = mulai(balai.warga, balai.penduduk_id, "sku")
    sktm = mulai(balai.warga, balai.penduduk_id, "sktm")
    mulai(asep, asep_penduduk, "sku")
    Draf.objects.filter(pk=sku).update(kedaluwarsa=clock.now() + timedelta(days=1))
    assert [(d.id, d.nama_jenis) for d in milik.draf_saya(balai.warga)] == [
        (sktm, "Surat Keterangan Tidak Mampu"),
        (sku, "Surat Keterangan Usaha"),
    ]
    assert milik.batas_draf(sku) == milik.draf_saya(balai.warga)[1].kedaluwarsa
    with time_machine.travel(clock.now() + timedelta(days=2)):
        assert [d.id for d in milik.draf_saya(balai.warga)] == [sktm]
    with time_machine.travel(clock.now() + timedelta(days=30)):
        assert milik.draf_saya(balai.warga) == ()
    assert milik.batas_draf(new_id()) is None


def test_a_draft_that_was_sent_or_that_mends_is_not_unfinished(balai: pabrik.Pemeran) -> None:
    draf = surat.mulai_draf(pemilik=balai.warga, penduduk_id=balai.penduduk_id, jenis="sku")
    surat.simpan_jawaban(draf_id=draf, pemilik=balai.warga, jawaban=pabrik.SKU)
    for syarat in surat.draf(draf_id=draf, pemilik=balai.warga).jenis.syarat:
        surat.lampirkan(
            draf_id=draf, pemilik=balai.warga, syarat=syarat.kode, nama="a.jpg", data=pabrik.foto()
        )
    assert milik.terkirim_dari(draf) is None
    oleh = balai.pelaku(Peran.WARGA)
    surat_id = surat.ajukan(draf_id=draf, oleh=oleh).surat_id
    assert (milik.terkirim_dari(draf), milik.perbaikan_dari(draf)) == (surat_id, None)
    assert milik.draf_saya(balai.warga) == ()
    surat.jalankan(
        surat_id=surat_id, aksi=Aksi.KEMBALIKAN, oleh=balai.pelaku(Peran.OPERATOR), versi=1, catatan="Buram."
    )
    perbaikan = surat.mulai_perbaikan(surat_id=surat_id, oleh=oleh)
    assert (milik.perbaikan_dari(perbaikan), milik.terkirim_dari(perbaikan)) == (surat_id, None)
    assert milik.draf_saya(balai.warga) == ()
