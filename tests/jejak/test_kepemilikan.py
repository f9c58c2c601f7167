"""The guard in front of the stream: an event about something that is written elsewhere takes its transaction with it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from eoffice.jejak import registry, services
from eoffice.jejak.kepemilikan import (
    Keadaan,
    epoch_berikut,
    halangan,
    lupakan_sebelum,
    pemilik,
    pernah_ditulis_di_sini,
    semua_berpindah,
    tetapkan,
)
from eoffice.jejak.milik import terakhir_di
from eoffice.jejak.models import Kepala, Peristiwa
from eoffice.jejak.registry import JenisPeristiwa
from eoffice.kernel import clock
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.models import Desa
from tests.jejak.conftest import UJI, isi_uji, tulis

FAKTA = JenisPeristiwa(
    "uji.fakta", 1, frozenset({"status"}), frozenset({"nama", "nik"}), "hapus", penulis="siapa_saja"
)
BUKAN = Pesan("jejak.bukan_pemilik")
TOLAK = {
    Keadaan.DIKIRIM: Pesan("jejak.sedang_dikirim"),
    Keadaan.SANA: Pesan("jejak.ditulis_sana"),
    Keadaan.DITARIK: Pesan("jejak.ditarik"),
}


@pytest.fixture(autouse=True)
def fakta(jenis_uji: None) -> None:
    registry.daftarkan(FAKTA)


@pytest.fixture
def jauh(di_cisontrol: Desa) -> Desa:
    """A village that is written on a server of its own."""
    Desa.objects.filter(pk=di_cisontrol.pk).update(dilayani_di_sini=False)
    return di_cisontrol


def milik(keadaan: Keadaan, epoch: int = 1) -> UUID:
    satu = new_id()
    tetapkan(agregat="orang", agregat_id=satu, epoch=epoch, revisi=1, keadaan=keadaan)
    return satu


def ditolak(satu: UUID | None = None, **ubah: Any) -> Pesan:
    ada = Peristiwa.objects.count()
    with pytest.raises(RuleRefused) as salah:
        tulis(satu, **ubah)
    assert Peristiwa.objects.count() == ada
    return salah.value.pesan


def test_where_the_village_is_served_everything_is_written(di_cisontrol: Desa) -> None:
    assert tulis().epoch_pemilik == 0


def test_of_a_village_that_is_served_elsewhere_nothing_is_written(jauh: Desa) -> None:
    assert ditolak() == BUKAN
    assert halangan(new_id()) == BUKAN


@pytest.mark.parametrize("keadaan", list(TOLAK))
@pytest.mark.parametrize("di_sini", [True, False], ids=["served-here", "served-elsewhere"])
def test_what_was_handed_over_is_refused_and_the_reason_named(
    di_cisontrol: Desa, keadaan: Keadaan, di_sini: bool
) -> None:
    Desa.objects.update(dilayani_di_sini=di_sini)
    satu = milik(keadaan)
    assert ditolak(satu) == TOLAK[keadaan] == halangan(satu)


def test_what_was_taken_back_is_written_under_its_owner_epoch(jauh: Desa) -> None:
    satu = milik(Keadaan.SINI, epoch=4)
    assert tulis(satu).epoch_pemilik == 4
    assert halangan(satu) is None


def test_the_owner_epoch_of_the_village_counts_when_it_is_higher(di_cisontrol: Desa) -> None:
    Desa.objects.update(epoch_wewenang=7)
    assert tulis().epoch_pemilik == 7
    assert tulis(milik(Keadaan.SINI, epoch=4)).epoch_pemilik == 7
    assert tulis(milik(Keadaan.SINI, epoch=9)).epoch_pemilik == 9


@pytest.mark.parametrize("macam", ["cmd", "ckpt", "repair", "del"])
def test_what_changes_no_state_is_written_anywhere(jauh: Desa, macam: str) -> None:
    assert tulis(macam=macam).macam == macam


@pytest.mark.parametrize("macam", ["put", "accept"])
def test_a_change_and_an_acceptance_need_the_owner(jauh: Desa, macam: str) -> None:
    assert ditolak(macam=macam) == BUKAN


def test_facts_that_anybody_tells_are_written_anywhere(jauh: Desa) -> None:
    assert tulis(jenis=FAKTA).jenis == "uji.fakta"


def test_a_fact_that_anybody_may_tell_asks_for_no_owner(
    di_cisontrol: Desa, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    tulis()
    for jenis, banyak in ((UJI, 6), (FAKTA, 5)):
        with transaction.atomic(), django_assert_num_queries(banyak):
            services.catat(
                jenis=jenis, agregat="orang", agregat_id=new_id(), revisi=1, pelaku="sistem", **isi_uji()
            )


def test_one_event_that_is_refused_takes_all_of_the_import_with_it(di_cisontrol: Desa) -> None:
    lain = milik(Keadaan.SANA)
    semua = [services.Catatan(UJI, "orang", satu, 1, **isi_uji()) for satu in (new_id(), lain, new_id())]
    with pytest.raises(RuleRefused), transaction.atomic():
        services.catat_banyak(semua, pelaku="uji")
    assert not Peristiwa.objects.exists()
    assert Kepala.objects.count() == 0


class TestGive:
    def test_begins_with_the_first_event_of_what_is_made_for_a_village_elsewhere(self, jauh: Desa) -> None:
        satu = tulis(macam="give")
        ada = pemilik([satu.agregat_id])[satu.agregat_id]
        assert (satu.epoch_pemilik, ada.epoch_pemilik, ada.keadaan, ada.dari_revisi) == (
            1,
            1,
            Keadaan.DIKIRIM,
            1,
        )
        assert semua_berpindah(Keadaan.DIKIRIM) == [ada]

    @pytest.mark.parametrize("ubah", [{"revisi": 2}, {}], ids=["later-revision", "heard-of-before"])
    def test_of_what_somebody_else_wrote_is_refused(self, jauh: Desa, ubah: dict[str, int]) -> None:
        satu = new_id()
        tulis(satu, macam="repair")
        assert ditolak(new_id() if ubah else satu, macam="give", **ubah) == BUKAN

    def test_of_a_village_that_is_served_here_is_refused(self, di_cisontrol: Desa) -> None:
        assert ditolak(macam="give") == Pesan("jejak.desa_di_sini")

    @pytest.mark.parametrize("keadaan", list(TOLAK))
    def test_of_what_is_not_here_is_refused(self, jauh: Desa, keadaan: Keadaan) -> None:
        assert ditolak(milik(keadaan), macam="give") == TOLAK[keadaan]

    def test_rolled_back_hands_nothing_over(self, jauh: Desa) -> None:
        satu = new_id()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            tulis(satu, macam="give")
            raise ZeroDivisionError
        assert pemilik([satu]) == {}


class TestRecall:
    @pytest.mark.parametrize("keadaan", [Keadaan.DIKIRIM, Keadaan.SANA])
    def test_raises_the_owner_epoch_and_brings_it_here(self, jauh: Desa, keadaan: Keadaan) -> None:
        satu = milik(keadaan, epoch=3)
        assert tulis(satu, macam="recall", revisi=5).epoch_pemilik == 4
        ada = pemilik([satu])[satu]
        assert (ada.keadaan, ada.epoch_pemilik, ada.dari_revisi) == (Keadaan.SINI, 4, 5)

    def test_of_what_is_here_or_was_never_given_is_refused(self, jauh: Desa) -> None:
        for satu in (milik(Keadaan.SINI), new_id()):
            assert ditolak(satu, macam="recall") == Pesan("jejak.tidak_dapat_ditarik")


def test_an_owner_epoch_never_falls(jauh: Desa) -> None:
    satu = milik(Keadaan.SANA, epoch=5)
    tetapkan(agregat="orang", agregat_id=satu, epoch=4, revisi=9, keadaan=Keadaan.SINI)
    ada = pemilik([satu])[satu]
    assert (ada.epoch_pemilik, ada.keadaan, ada.dari_revisi) == (5, Keadaan.SANA, 1)


def test_owners_of_before_the_village_moved_are_forgotten(jauh: Desa) -> None:
    lama, baru = milik(Keadaan.SANA, epoch=2), milik(Keadaan.SANA, epoch=3)
    lupakan_sebelum(3)
    assert set(pemilik([lama, baru])) == {baru}


def test_the_next_owner_epoch_is_above_every_one_told(jauh: Desa) -> None:
    assert epoch_berikut() == 1
    tulis(milik(Keadaan.SINI, epoch=6))
    assert epoch_berikut() == 7
    Desa.objects.update(epoch_wewenang=11)
    assert epoch_berikut() == 12


def test_what_was_told_of_itself_or_by_anybody_is_no_writing(di_cisontrol: Desa) -> None:
    tulis(jenis=FAKTA)
    tulis(macam="ckpt")
    assert pernah_ditulis_di_sini() is False
    tulis()
    assert pernah_ditulis_di_sini() is True
    Kepala.objects.update(lokal=False)
    assert pernah_ditulis_di_sini() is False


def aliran_lain() -> UUID:
    """Let what was written so far be another installation's stream; return its name."""
    kepala = Kepala.objects.get(ditutup_pada=None)
    Kepala.objects.filter(pk=kepala.pk).update(lokal=False, ditutup_pada=clock.now())
    return kepala.epoch


def aliran_ini() -> UUID:
    return Kepala.objects.get(lokal=True).epoch


class TestTerakhirDi:
    """Whose row it is, for comparing and repairing: the side of its last event."""

    def test_a_recall_wins_over_later_revisions_of_the_former_owner(self, jauh: Desa) -> None:
        satu = milik(Keadaan.SINI, epoch=1)
        for revisi in (1, 2, 3):
            tulis(satu, revisi=revisi)
        sana = aliran_lain()
        tetapkan(agregat="orang", agregat_id=satu, epoch=1, revisi=1, keadaan=Keadaan.SANA)
        tulis(satu, revisi=1, macam="recall")
        assert terakhir_di({aliran_ini()}, [satu]) == {satu}
        assert terakhir_di({sana}, [satu]) == set()

    def test_what_was_accepted_is_the_receiver_s_before_it_changes_anything(self, jauh: Desa) -> None:
        satu = tulis(macam="give").agregat_id
        sana = aliran_lain()
        assert terakhir_di({sana}, [satu]) == {satu}, "on its way it stays out on both sides"
        tetapkan(agregat="orang", agregat_id=satu, epoch=1, revisi=1, keadaan=Keadaan.SINI)
        tulis(satu, macam="accept")
        assert terakhir_di({aliran_ini()}, [satu]) == {satu}
        assert terakhir_di({sana}, [satu]) == set()

    def test_what_was_told_before_the_village_moved_claims_nothing_but_facts_do(
        self, di_cisontrol: Desa
    ) -> None:
        row, kata = tulis().agregat_id, tulis(jenis=FAKTA).agregat_id
        sana = aliran_lain()
        assert terakhir_di({sana}) == {row, kata}
        Desa.objects.update(epoch_wewenang=1)
        assert terakhir_di({sana}) == {kata}
