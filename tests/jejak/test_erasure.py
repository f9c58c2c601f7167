"""Erasing a person's data: payload and salt go, the chain stays whole, the erasure itself is recorded."""

import pytest

from eoffice.jejak import selectors, services
from eoffice.jejak.models import MuatanPribadi, Peristiwa
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

from .conftest import SIMPAN, isi_uji, lalu_batal, tulis
from .rusak import paksa


def test_erasure_takes_payload_and_salt_of_that_person_only(di_cisontrol: Desa) -> None:
    euis, asep = new_id(), new_id()
    for siapa in (euis, asep, euis):
        tulis(siapa)
    gone = services.hapus_pribadi(agregat="orang", agregat_id=euis, alasan="permintaan warga", pelaku="kades")
    assert gone == 2
    assert [satu.pribadi for satu in selectors.riwayat("orang", asep)] == [isi_uji()["pribadi"]]
    assert [satu.pribadi for satu in selectors.riwayat("orang", euis)[:2]] == [None, None]
    assert MuatanPribadi.objects.filter(peristiwa__agregat_id=euis, peristiwa__jenis="uji.orang").count() == 0


def test_the_chain_stays_whole_and_counts_what_was_erased(di_cisontrol: Desa) -> None:
    euis = new_id()
    tulis(euis)
    tulis()
    services.hapus_pribadi(agregat="orang", agregat_id=euis, alasan="permintaan warga", pelaku="kades")
    hasil = periksa_rantai(di_cisontrol.kode)
    assert (hasil.utuh, hasil.peristiwa, hasil.pribadi_terhapus) == (True, 3, 1)


def test_the_erasure_is_an_event_of_the_erased(di_cisontrol: Desa) -> None:
    euis = new_id()
    tulis(euis, revisi=4)
    services.hapus_pribadi(agregat="orang", agregat_id=euis, alasan="permintaan warga", pelaku="kades")
    terakhir = selectors.riwayat("orang", euis)[-1]
    assert (terakhir.jenis, terakhir.revisi, terakhir.pelaku) == ("jejak.pribadi_dihapus", 4, "kades")
    assert terakhir.publik == {"jumlah": 1}
    assert terakhir.pribadi == {"alasan": "permintaan warga"}


def test_what_the_law_keeps_is_kept(di_cisontrol: Desa) -> None:
    surat = new_id()
    tulis(surat, jenis=SIMPAN, publik={"nilai": 1}, pribadi={"rahasia": "isi arsip"})
    assert services.hapus_pribadi(agregat="orang", agregat_id=surat, alasan="-", pelaku="kades") == 0
    assert selectors.riwayat("orang", surat)[0].pribadi == {"rahasia": "isi arsip"}


def test_erasing_twice_or_a_stranger_is_harmless(di_cisontrol: Desa) -> None:
    euis = new_id()
    tulis(euis)
    for jumlah in (1, 0):
        assert services.hapus_pribadi(agregat="orang", agregat_id=euis, alasan="-", pelaku="x") == jumlah
    assert services.hapus_pribadi(agregat="orang", agregat_id=new_id(), alasan="-", pelaku="x") == 0
    assert services.hapus_pribadi(agregat="lain", agregat_id=euis, alasan="-", pelaku="x") == 0
    assert periksa_rantai(di_cisontrol.kode).utuh


def test_later_events_of_the_erased_hold_their_data_again(di_cisontrol: Desa) -> None:
    euis = new_id()
    tulis(euis)
    services.hapus_pribadi(agregat="orang", agregat_id=euis, alasan="-", pelaku="x")
    tulis(euis, revisi=2)
    assert selectors.riwayat("orang", euis)[-1].pribadi == isi_uji()["pribadi"]
    assert periksa_rantai(di_cisontrol.kode).utuh


def test_an_erasure_rolled_back_erases_nothing(di_cisontrol: Desa) -> None:
    euis = new_id()
    tulis(euis)
    lalu_batal(lambda: services.hapus_pribadi(agregat="orang", agregat_id=euis, alasan="-", pelaku="x"))
    assert selectors.riwayat("orang", euis)[0].pribadi is not None
    assert Peristiwa.objects.count() == 1


def test_erasure_stops_at_the_village_border(cisontrol: Desa, situmandala: Desa) -> None:
    euis = new_id()
    with lingkup(cisontrol.kode):
        tulis(euis)
    with lingkup(situmandala.kode):
        assert services.hapus_pribadi(agregat="orang", agregat_id=euis, alasan="-", pelaku="x") == 0
    with lingkup(cisontrol.kode):
        assert selectors.riwayat("orang", euis)[0].pribadi is not None


@pytest.mark.serentak
def test_an_earlier_erasure_does_not_excuse_a_later_loss(cisontrol: Desa) -> None:
    euis = new_id()
    with lingkup(cisontrol.kode):
        tulis(euis)
        services.hapus_pribadi(agregat="orang", agregat_id=euis, alasan="-", pelaku="x")
        tulis(euis, revisi=2)
    paksa("DELETE FROM jejak_muatanpribadi")
    putus = periksa_rantai(cisontrol.kode).putus
    assert putus is not None
    assert putus.sebab == "pribadi_hilang"
    assert putus.urut in {2, 3}
