"""A reserved number goes over to the letter that uses it: once, whole, told, and never across a village's wall."""

from threading import Thread
from uuid import UUID

import pytest
from django.db import connection, connections

from eoffice.arsip.models import BukuNomor, Nomor
from eoffice.arsip.projections import ProyeksiNomor
from eoffice.arsip.selectors import celah, nomor_batal
from eoffice.arsip.services import alihkan_nomor, batalkan_nomor
from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import EofficeError, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.arsip.test_services import minta


def pindah(dari: UUID, ke: UUID) -> None:
    """Let a letter hold the number of a form."""
    alihkan_nomor(dari=dari, ke=ke, pelaku="uji")


@pytest.mark.usefixtures("di_cisontrol")
class TestAlih:
    def test_the_letter_holds_it_and_draws_no_other(self) -> None:
        formulir, surat = new_id(), new_id()
        teks = minta(formulir)
        pindah(formulir, surat)
        assert minta(surat) == teks
        assert minta(formulir) != teks, "the form holds none any more"
        assert celah(2026) == {}

    def test_the_counter_does_not_move(self) -> None:
        formulir = new_id()
        minta(formulir)
        sebelum = list(BukuNomor.objects.order_by("pk").values())
        pindah(formulir, new_id())
        assert list(BukuNomor.objects.order_by("pk").values()) == sebelum

    def test_voided_afterwards_it_is_the_letters(self) -> None:
        formulir, surat = new_id(), new_id()
        teks = minta(formulir)
        pindah(formulir, surat)
        batalkan_nomor(untuk=surat, alasan="salah orang", pelaku="uji")
        assert [(n.teks, n.untuk) for n in nomor_batal(2026)] == [(teks, surat)]

    def test_a_void_number_goes_nowhere(self) -> None:
        formulir = new_id()
        minta(formulir)
        batalkan_nomor(untuk=formulir, alasan="kembali utuh", pelaku="uji")
        with pytest.raises(RuleRefused):
            pindah(formulir, new_id())
        assert Nomor.objects.get().untuk == formulir

    def test_a_disputed_number_goes_nowhere(self) -> None:
        formulir = new_id()
        minta(formulir)
        Nomor.objects.update(sengketa=True)
        with pytest.raises(RuleRefused):
            pindah(formulir, new_id())

    def test_a_letter_with_a_number_takes_no_second(self) -> None:
        formulir, surat = new_id(), new_id()
        minta(formulir)
        milik = minta(surat)
        with pytest.raises(RuleRefused):
            pindah(formulir, surat)
        assert minta(surat) == milik

    def test_the_hub_follows(self) -> None:
        formulir, surat = new_id(), new_id()
        minta(formulir)
        pindah(formulir, surat)
        nomor = Nomor.objects.get()
        satu, dua = riwayat("nomor", nomor.pk)
        (gambar,) = ProyeksiNomor().gambaran()
        assert (dict(gambar.publik), gambar.revisi) == (dict(dua.publik), 2)
        ProyeksiNomor().hapus(nomor.pk)
        ProyeksiNomor().terapkan(satu)
        assert Nomor.objects.get().untuk == formulir
        ProyeksiNomor().terapkan(dua)
        assert Nomor.objects.get().untuk == surat
        assert list(ProyeksiNomor().gambaran()) == [gambar]


@pytest.mark.django_db
def test_another_villages_number_is_not_there(cisontrol: Desa, situmandala: Desa) -> None:
    formulir = new_id()
    with lingkup(cisontrol.kode):
        minta(formulir)
    with lingkup(situmandala.kode), pytest.raises(RuleRefused):
        pindah(formulir, new_id())
    with lingkup(cisontrol.kode):
        assert Nomor.objects.get().untuk == formulir


@pytest.mark.serentak
def test_of_two_letters_at_once_one_gets_it(cisontrol: Desa) -> None:
    formulir, surat = new_id(), [new_id(), new_id()]
    with lingkup(cisontrol.kode):
        minta(formulir)
    galat: list[str] = []

    def coba(ke: UUID) -> None:
        try:
            with lingkup(cisontrol.kode):
                pindah(formulir, ke)
        except EofficeError as tolak:
            galat.append(tolak.pesan.kode)
        finally:
            connections.close_all()

    utas = [Thread(target=coba, args=(ke,)) for ke in surat]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert galat == ["arsip.nomor_tidak_ada"]
    with lingkup(cisontrol.kode):
        assert Nomor.objects.get().untuk in surat
    connection.close()
