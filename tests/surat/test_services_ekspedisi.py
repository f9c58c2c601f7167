"""Handing over: once, only what is issued, told in full, in the book of its year, on paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Thread
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection, connections, transaction

from eoffice.jejak.selectors import riwayat
from eoffice.kernel import clock
from eoffice.kernel.errors import EofficeError, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Ekspedisi
from eoffice.surat.projections import ProyeksiEkspedisi
from eoffice.surat.rules.alur import Aksi, CaraTerbit, Status
from eoffice.surat.rules.ekspedisi import Sebagai
from eoffice.surat.selectors.ekspedisi import antrean, buku_ekspedisi, satu_ekspedisi
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.services.pintu import Pelaku
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.web.dunia import dicetak, terbit_basah


def serahkan(cast: pabrik.Pemeran, surat_id: UUID, penerima: str = "Asep Sunandar") -> None:
    """Hand a letter over as the operator."""
    oleh = cast.pelaku(Peran.OPERATOR)
    surat.serahkan(surat_id=surat_id, penerima=penerima, sebagai=Sebagai.KELUARGA, oleh=oleh)


@pytest.mark.django_db
def test_the_line_says_who_took_which_letter_when(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        assert satu_ekspedisi(surat_id) is None
        serahkan(basah, surat_id, "  Asep\u200b  Sunandar ")
        baris = satu_ekspedisi(surat_id)
        r = rincian(surat_id)
        assert baris is not None
        assert (baris.penerima, baris.sebagai) == ("Asep Sunandar", "keluarga")
        assert (baris.nomor, baris.nama, baris.tanggal) == (r.nomor, r.nama, r.tanggal)
        assert baris.oleh and baris.kapan.utcoffset() == timedelta(hours=7)
        (sama,) = buku_ekspedisi(baris.kapan.year)
        assert sama == baris


@pytest.mark.django_db
def test_a_letter_is_handed_over_once_and_the_first_name_stays(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        serahkan(basah, surat_id)
        with pytest.raises(RuleRefused, match="sudah_diserahkan") as tolak:
            serahkan(basah, surat_id, "Orang Lain")
        assert tolak.value.pesan.params == {"penerima": "Asep Sunandar"}
        baris = Ekspedisi.objects.get()
        assert baris.penerima == "Asep Sunandar"
        assert len(riwayat("ekspedisi", baris.pk)) == 1


@pytest.mark.django_db
def test_only_an_issued_letter_leaves_the_house(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        cabut = terbit_basah(basah)
        oleh = basah.pelaku(Peran.PENANDA_TANGAN)
        surat.jalankan(
            surat_id=cabut, aksi=Aksi.CABUT, oleh=oleh, versi=rincian(cabut).versi, catatan="salah"
        )
        for surat_id in (pabrik.diajukan(basah), dicetak(basah), cabut):
            with pytest.raises(RuleRefused, match="belum_terbit"):
                serahkan(basah, surat_id)
        assert not Ekspedisi.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("nama", ["", "  ", "\u200b", "A" * 101, "Asep \U0001f600"], ids=range(5))
def test_a_name_that_is_none_is_refused_beside_its_box(
    cisontrol: Desa, basah: pabrik.Pemeran, nama: str
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        with pytest.raises(InvalidInput) as tolak:
            serahkan(basah, surat_id, nama)
        assert set(tolak.value.per_field) == {"penerima"}
        assert not Ekspedisi.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("peran", [Peran.WARGA, Peran.PEMERIKSA, Peran.PENANDA_TANGAN])
def test_only_the_counter_hands_over(cisontrol: Desa, basah: pabrik.Pemeran, peran: Peran) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        for oleh in (basah.pelaku(peran), Pelaku(None, frozenset({Peran.OPERATOR}))):
            with pytest.raises(NotFound):
                surat.serahkan(surat_id=surat_id, penerima="Asep", sebagai=Sebagai.KUASA, oleh=oleh)


@pytest.mark.django_db
def test_another_villages_letter_is_not_there(
    cisontrol: Desa, situmandala: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        serahkan(basah, surat_id)
    with lingkup(situmandala.kode):
        with pytest.raises(NotFound):
            serahkan(basah, surat_id)
        assert satu_ekspedisi(surat_id) is None
        assert buku_ekspedisi(clock.now().year) == []
        with pytest.raises(NotFound):
            surat.tanda_terima(surat_id=surat_id)


@pytest.mark.serentak
def test_two_counters_at_once_write_one_line(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
    galat: list[str] = []

    def loket(nama: str) -> None:
        try:
            with lingkup(cisontrol.kode):
                serahkan(basah, surat_id, nama)
        except EofficeError as tolak:
            galat.append(tolak.pesan.kode)
        finally:
            connections.close_all()

    utas = [Thread(target=loket, args=(nama,)) for nama in ("Asep", "Dadang")]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert galat == ["surat.sudah_diserahkan"]
    with lingkup(cisontrol.kode):
        assert Ekspedisi.objects.count() == 1
    connection.close()


@pytest.mark.serentak
def test_two_who_strike_at_once_strike_once(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        serahkan(basah, surat_id)
    galat: list[str] = []

    def loket() -> None:
        try:
            with lingkup(cisontrol.kode):
                surat.coret_serah(surat_id=surat_id, alasan="Keliru", oleh=basah.pelaku(Peran.OPERATOR))
        except EofficeError as tolak:
            galat.append(tolak.pesan.kode)
        finally:
            connections.close_all()

    utas = [Thread(target=loket) for _ in range(2)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert galat == ["kernel.tidak_ditemukan"]
    with lingkup(cisontrol.kode):
        assert Ekspedisi.objects.get().revisi == 2
    connection.close()


@pytest.mark.django_db
def test_the_picture_of_a_line_is_its_event_and_makes_it_again(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        serahkan(basah, surat_id)
        (gambar,) = ProyeksiEkspedisi().gambaran()
        (satu,) = riwayat("ekspedisi", gambar.agregat_id)
        assert (dict(gambar.publik), dict(gambar.pribadi)) == (dict(satu.publik), dict(satu.pribadi or {}))
        assert "Asep" not in str(satu.publik), "who took it can be erased"
        sebelum = satu_ekspedisi(surat_id)
        ProyeksiEkspedisi().hapus(gambar.agregat_id)
        assert satu_ekspedisi(surat_id) is None
        ProyeksiEkspedisi().terapkan(satu)
        assert satu_ekspedisi(surat_id) == sebelum


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("publik", "pribadi"),
    [
        ({"surat_id": "bukan"}, {}),
        ({"oleh": "x"}, {}),
        ({"diserahkan_pada": "2026-11-24T02:00:00"}, {}),
        ({}, {"sebagai": "pencuri"}),
        ({}, {"penerima": "A" * 101}),
    ],
    ids=["letter", "account", "moment", "relation", "name"],
)
def test_a_hostile_line_is_not_taken_in(
    cisontrol: Desa, basah: pabrik.Pemeran, publik: dict[str, str], pribadi: dict[str, str]
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        serahkan(basah, surat_id)
        baris = Ekspedisi.objects.get()
        (satu,) = riwayat("ekspedisi", baris.pk)
        jahat = replace(satu, publik={**satu.publik, **publik}, pribadi={**(satu.pribadi or {}), **pribadi})
        with pytest.raises((EofficeError, ValueError)), transaction.atomic():
            ProyeksiEkspedisi().terapkan(jahat)
        assert Ekspedisi.objects.get().penerima == "Asep Sunandar"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("saat", "tahun"),
    [(datetime(2026, 12, 31, 16, 59, tzinfo=UTC), 2026), (datetime(2026, 12, 31, 17, 1, tzinfo=UTC), 2027)],
    ids=["2026", "2027"],
)
def test_the_book_is_of_the_villages_own_year(
    cisontrol: Desa, basah: pabrik.Pemeran, saat: datetime, tahun: int
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        with time_machine.travel(saat, tick=False):
            serahkan(basah, surat_id)
        assert [b.surat_id for b in buku_ekspedisi(tahun)] == [surat_id]
        assert buku_ekspedisi(tahun - 1) == buku_ekspedisi(tahun + 1) == []


@pytest.mark.django_db
def test_lines_are_numbered_in_the_order_of_handing_over(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        semua = [terbit_basah(basah) for _ in range(3)]
        for n, surat_id in enumerate(reversed(semua)):
            with time_machine.travel(clock.now() + timedelta(minutes=n), tick=False):
                serahkan(basah, surat_id)
        buku = buku_ekspedisi(clock.now().year)
        assert [(b.urut, b.surat_id) for b in buku] == list(enumerate(reversed(semua), 1))


@pytest.mark.django_db
def test_the_queue_follows_a_letter_from_the_printer_to_the_door(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        siap, kertas, terbit = pabrik.diparaf(basah), dicetak(basah), terbit_basah(basah)
        pabrik.diajukan(basah)
        a = antrean(paraf=True, cara_terbit=CaraTerbit.BASAH)
        assert [[s.id for s in bagian] for bagian in (a.siap, a.dicetak, a.serah)] == [
            [siap], [kertas], [terbit],
        ]  # fmt: skip
        serahkan(basah, terbit)
        assert antrean(paraf=True, cara_terbit=CaraTerbit.BASAH).serah == ()


@pytest.mark.django_db
def test_what_was_issued_long_ago_waits_no_more(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        for hari, ada in ((29, [surat_id]), (31, [])):
            with time_machine.travel(clock.now() + timedelta(days=hari), tick=False):
                serah = antrean(paraf=True, cara_terbit=CaraTerbit.BASAH).serah
            assert [s.id for s in serah] == ada


@pytest.mark.django_db
@pytest.mark.parametrize("paraf", [True, False])
def test_what_is_only_signed_on_paper_waits_also_in_a_village_without_initials(
    cisontrol: Desa, cast: pabrik.Pemeran, naikkan_waris: Callable[[bool], UUID], paraf: bool
) -> None:
    with lingkup(cisontrol.kode):
        pabrik.diparaf(cast)
        waris = naikkan_waris(paraf)
        a = antrean(paraf=paraf, cara_terbit=CaraTerbit.TTE_LOKAL)
        assert [s.id for s in a.siap] == [waris], "and nothing that is signed by key"
        assert rincian(waris).status is (Status.DIPARAF if paraf else Status.TERVERIFIKASI)


@pytest.mark.django_db
def test_receipt_and_book_are_pdf_and_say_it_all(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        with pytest.raises(NotFound):
            surat.tanda_terima(surat_id=surat_id)
        kosong = surat.cetak_buku_ekspedisi(2026)
        serahkan(basah, surat_id)
        terima, buku = surat.tanda_terima(surat_id=surat_id), surat.cetak_buku_ekspedisi(clock.now().year)
        assert {satu[:5] for satu in (kosong, terima, buku)} == {b"%PDF-"}
        assert terima == surat.tanda_terima(surat_id=surat_id), "printed again it is the same"
        with pytest.raises(NotFound):
            surat.tanda_terima(surat_id=uuid4())
