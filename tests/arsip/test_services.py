"""Number books: gap-free, never twice, void ones kept, each village its own."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from eoffice.arsip.models import BukuNomor, Nomor
from eoffice.arsip.rules.nomor import FORMAT_BAKU, Lingkup
from eoffice.arsip.selectors import celah, nomor_batal, urut_terakhir
from eoffice.arsip.services import PermintaanNomor, ambil_nomor, batalkan_nomor, mulai_dari
from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import LingkupTidakAktif, lingkup

PER_JENIS = "{kode_jenis}/{urut:3}/{tahun}"


def minta(untuk: UUID | None = None, **ubah: Any) -> str:
    isi: dict[str, Any] = {
        "untuk": untuk or new_id(),
        "lingkup": Lingkup.PER_BUKU,
        "buku": "surat_keterangan",
        "pola": FORMAT_BAKU,
        "kode_klasifikasi": "400.9.14.5",
        "kode_jenis": "sktm",
        "tanggal": date(2026, 4, 14),
    }
    return ambil_nomor(PermintaanNomor(**(isi | ubah)), pelaku="uji")


@pytest.mark.usefixtures("di_cisontrol")
class TestBuku:
    def test_numbers_follow_each_other(self) -> None:
        assert [minta() for _ in range(3)] == [
            "400.9.14.5/001/3207152004/IV/2026",
            "400.9.14.5/002/3207152004/IV/2026",
            "400.9.14.5/003/3207152004/IV/2026",
        ]
        assert celah(2026) == {}
        assert urut_terakhir(2026, "surat_keterangan") == 3

    def test_a_letter_asked_again_keeps_its_number(self) -> None:
        surat = new_id()
        pertama = minta(surat)
        assert minta(surat, tanggal=date(2026, 5, 1)) == pertama
        assert Nomor.objects.count() == 1

    def test_a_void_number_is_kept_with_its_reason_and_never_given_again(self) -> None:
        surat = new_id()
        batal = minta(surat)
        batalkan_nomor(untuk=surat, alasan="salah nama", pelaku="uji")
        assert minta(surat) == "400.9.14.5/002/3207152004/IV/2026"
        (log,) = nomor_batal(2026)
        assert (log.teks, log.alasan, log.untuk) == (batal, "salah nama", surat)
        assert celah(2026) == {}
        with pytest.raises(RuleRefused) as tolak:
            batalkan_nomor(untuk=new_id(), alasan="x", pelaku="uji")
        assert tolak.value.pesan.kode == "arsip.nomor_tidak_ada"

    def test_a_transaction_that_fails_leaves_no_gap(self) -> None:
        minta()

        def gagal() -> None:
            with transaction.atomic():
                minta()
                raise RuntimeError

        with pytest.raises(RuntimeError):
            gagal()
        assert minta().split("/")[1] == "002"
        assert celah(2026) == {}

    def test_each_year_begins_anew(self) -> None:
        minta()
        assert minta(tanggal=date(2027, 1, 2)) == "400.9.14.5/001/3207152004/I/2027"

    def test_each_type_counts_alone_when_the_village_says_so(self) -> None:
        sendiri = {"lingkup": Lingkup.PER_JENIS, "pola": PER_JENIS}
        assert minta(**sendiri) == "SKTM/001/2026"
        assert minta(**sendiri, kode_jenis="sku") == "SKU/001/2026"
        assert minta(**sendiri) == "SKTM/002/2026"

    @pytest.mark.parametrize(
        ("dulu", "kini"),
        [
            (Lingkup.PER_BUKU, Lingkup.BERSAMA),
            (Lingkup.BERSAMA, Lingkup.PER_BUKU),
            (Lingkup.PER_JENIS, Lingkup.BERSAMA),
            (Lingkup.BERSAMA, Lingkup.PER_JENIS),
        ],
    )
    def test_a_village_that_changes_how_it_counts_goes_on(self, dulu: Lingkup, kini: Lingkup) -> None:
        lama = [minta(lingkup=dulu, pola=PER_JENIS) for _ in range(2)]
        baru = [minta(lingkup=kini, pola=PER_JENIS) for _ in range(2)]
        assert lama + baru == [f"SKTM/{n:03d}/2026" for n in range(1, 5)]
        assert celah(2026) == {}

    def test_a_paper_register_is_continued(self) -> None:
        buku: dict[str, Any] = {"tahun": 2026, "lingkup": Lingkup.PER_BUKU, "buku": "surat_keterangan"}
        buku["pelaku"] = "rika"
        mulai_dari(**buku, urut=21)
        mulai_dari(**buku, urut=212)
        kabar = riwayat("buku_nomor", BukuNomor.objects.get(lingkup="surat_keterangan").pk)
        assert [(p.revisi, p.pelaku, p.publik["awal"]) for p in kabar] == [(1, "rika", 21), (2, "rika", 212)]
        assert minta().split("/")[1] == "213"
        assert celah(2026) == {}
        with pytest.raises(RuleRefused) as tolak:
            mulai_dari(**buku, urut=5)
        assert tolak.value.pesan.kode == "arsip.buku_sudah_dipakai"

    def test_a_number_that_stands_on_another_letter_is_refused_and_not_used_up(self) -> None:
        minta(pola="{urut}/{tahun}")
        with pytest.raises(RuleRefused) as tolak, transaction.atomic():
            minta(buku="lain", pola="{urut}/{tahun}", lingkup=Lingkup.PER_JENIS, kode_jenis="x")
            minta(buku="lain", pola="1/{tahun}", lingkup=Lingkup.PER_JENIS, kode_jenis="y")
        assert tolak.value.pesan.kode == "arsip.nomor_sudah_ada"
        assert celah(2026) == {}

    def test_every_number_and_every_void_is_in_the_stream(self) -> None:
        surat = new_id()
        teks = minta(surat)
        batalkan_nomor(untuk=surat, alasan="salah nama", pelaku="uji")
        ambil, batal = riwayat("nomor", Nomor.objects.get().pk)
        assert (ambil.publik["teks"], ambil.publik["batal_pada"], ambil.revisi) == (teks, None, 1)
        assert batal.publik["batal_pada"] is not None
        assert batal.pribadi == {"alasan_batal": "salah nama"}
        assert "salah nama" not in str(batal.publik)

    def test_the_database_itself_refuses_a_double_number(self) -> None:
        minta()
        ada = Nomor.objects.get()

        def kembar(**ubah: Any) -> Nomor:
            isi = {
                "buku": ada.buku,
                "urut": ada.urut,
                "teks": "lain",
                "untuk": new_id(),
                "diambil_pada": ada.diambil_pada,
            }
            return Nomor(**(isi | ubah))

        for ubah in ({}, {"urut": 9, "teks": ada.teks}, {"urut": 9, "untuk": ada.untuk}):
            with pytest.raises(IntegrityError), transaction.atomic():
                kembar(**ubah).save(force_insert=True)
        # after a restored backup a double is kept for a person to decide
        kembar(teks=ada.teks, untuk=ada.untuk, sengketa=True).save(force_insert=True)
        assert Nomor.objects.filter(teks=ada.teks).count() == 2

    def test_a_lost_row_shows_as_a_gap(self) -> None:
        for _ in range(3):
            minta()
        Nomor.objects.filter(urut=2).delete()
        assert celah(2026) == {"surat_keterangan": [2]}

    def test_a_counter_never_runs_below_its_start(self) -> None:
        minta()
        with pytest.raises(IntegrityError), transaction.atomic():
            BukuNomor.objects.update(awal=5)


def test_villages_count_apart(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        minta()
    with lingkup(situmandala.kode):
        assert minta() == "400.9.14.5/001/3207152005/IV/2026"
        assert Nomor.objects.count() == 1
    with pytest.raises(LingkupTidakAktif):
        minta()
