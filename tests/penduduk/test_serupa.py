"""Near names are looked for in the background, and a decision that two people are two stays and travels."""

from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from eoffice.jejak.models import Peristiwa
from eoffice.jejak.selectors import riwayat
from eoffice.jejak.services import hapus_pribadi
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.penduduk import services
from eoffice.penduduk.models import BedaOrang, HitungRagu, Penduduk, Serupa
from eoffice.penduduk.projections import ProyeksiBeda
from eoffice.penduduk.selectors.keraguan import Ragu, jumlah_keraguan, keraguan
from eoffice.penduduk.services.serupa import SEKALIGUS
from eoffice.web.komponen.kalimat import kalimat
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.penduduk.test_keraguan import HARI, kartu, orang

pytestmark = pytest.mark.django_db


@pytest.fixture
def dua(di_cisontrol: Desa) -> tuple[UUID, UUID]:
    """One name in two spellings, on two cards."""
    a = orang("DJOEWITA SARI", "P", keluarga=kartu(1), shdk=1)
    b = orang("JUWITA SARI", "P", keluarga=kartu(2), shdk=1)
    return a.pk, b.pk


def mirip() -> list[set[UUID]]:
    """Return the open cases of near names."""
    return [
        {o.id for o in perkara.orang}
        for satu in keraguan(HARI)
        if satu.ragu is Ragu.MIRIP
        for perkara in satu.perkara
    ]


def bedakan(*siapa: UUID) -> int:
    return services.bedakan(orang=siapa, oleh="uji")


# ---- looking ----


def test_a_name_in_two_spellings_is_a_case_as_soon_as_the_worker_came_by(dua: tuple[UUID, UUID]) -> None:
    assert (mirip(), jumlah_keraguan()) == ([], 0)
    assert services.hitung_serupa() == 1
    assert (mirip(), jumlah_keraguan()) == ([set(dua)], 1)


def test_a_register_that_did_not_move_is_not_looked_through_again(dua: tuple[UUID, UUID]) -> None:
    services.hitung_serupa()
    with CaptureQueriesContext(connection) as asked:
        assert services.hitung_serupa() is None
    assert len(asked) == 2
    assert services.hitung_serupa(paksa=True) == 1


@pytest.mark.parametrize("ubah", [{"status_dasar": 2}, {"status_dasar": 3}, {"hilang_pada": clock.now()}])
def test_who_is_not_here_any_more_is_no_case_at_once_and_no_pair_after_the_next_look(
    dua: tuple[UUID, UUID], ubah: dict[str, Any]
) -> None:
    services.hitung_serupa()
    Penduduk.objects.filter(pk=dua[0]).update(**ubah, revisi=9)
    assert (mirip(), jumlah_keraguan()) == ([], 0)
    services.hitung_serupa()
    assert not Serupa.objects.exists()


def test_a_name_that_was_corrected_is_no_case(dua: tuple[UUID, UUID]) -> None:
    services.hitung_serupa()
    Penduduk.objects.filter(pk=dua[0]).update(nama="RINA MARLINA", revisi=9)
    assert services.hitung_serupa() == 0
    assert mirip() == []


def test_the_same_name_is_one_case_and_not_two(dua: tuple[UUID, UUID]) -> None:
    Penduduk.objects.update(nama="JUWITA SARI", revisi=2)
    services.hitung_serupa()
    assert [satu.ragu for satu in keraguan(HARI)] == [Ragu.KEMBAR]
    assert jumlah_keraguan() == 1


def test_the_other_doubts_are_counted_with_them(dua: tuple[UUID, UUID]) -> None:
    orang("A", keluarga=kartu(3), shdk=4), orang("B", tanggal_lahir=None), orang("C", tanggal_lahir=None)
    services.hitung_serupa()
    assert HitungRagu.objects.get().isi == {"tanpa_kepala": 1, "tanpa_lahir": 2}
    assert jumlah_keraguan() == 4


def test_the_count_asks_twice_however_many_there_are(dua: tuple[UUID, UUID]) -> None:
    services.hitung_serupa()
    for n in range(10):
        orang("ACEP SUTISNA", keluarga=kartu(10 + n), shdk=1)
    services.hitung_serupa()
    assert Serupa.objects.count() > 10
    with CaptureQueriesContext(connection) as asked:
        jumlah_keraguan()
    assert len(asked) == 2


# ---- deciding ----


def test_two_people_who_are_two_are_not_asked_about_again(dua: tuple[UUID, UUID]) -> None:
    services.hitung_serupa()
    assert bedakan(*dua) == 1
    assert (mirip(), jumlah_keraguan()) == ([], 0)
    services.hitung_serupa(paksa=True)
    assert (mirip(), jumlah_keraguan()) == ([], 0)


def test_a_decision_also_settles_the_same_name(dua: tuple[UUID, UUID]) -> None:
    Penduduk.objects.update(nama="JUWITA SARI")
    ketiga = orang("JUWITA SARI", "P").pk
    bedakan(*dua)
    assert [satu.ragu for satu in keraguan(HARI)] == [Ragu.KEMBAR], "the third may still be one of the two"
    assert bedakan(*dua, ketiga) == 2
    assert keraguan(HARI) == []
    orang("JUWITA SARI", "P")
    assert [satu.ragu for satu in keraguan(HARI)] == [Ragu.KEMBAR], "a fourth is asked about"


def test_a_decision_is_told_once_and_the_chain_holds(dua: tuple[UUID, UUID]) -> None:
    sebelum = Peristiwa.objects.count()
    assert (bedakan(*dua), bedakan(*dua[::-1])) == (1, 0)
    assert Peristiwa.objects.count() == sebelum + 1
    baris = BedaOrang.objects.get()
    (kabar,) = riwayat("beda_orang", baris.pk)
    assert (kabar.publik, kabar.pelaku) == ({}, "uji")
    assert kabar.pribadi is not None
    assert {kabar.pribadi["satu_id"], kabar.pribadi["dua_id"]} == {str(satu) for satu in dua}
    assert hapus_pribadi(agregat="beda_orang", agregat_id=baris.pk, alasan="permintaan", pelaku="uji") == 1
    assert periksa_rantai(CISONTROL).utuh


@pytest.mark.parametrize("jumlah", [0, 1, SEKALIGUS + 1])
def test_one_alone_is_nobody_else_and_a_crowd_is_not_told_apart(di_cisontrol: Desa, jumlah: int) -> None:
    semua = [orang(f"ORANG {n}").pk for n in range(jumlah)]
    with pytest.raises(InvalidInput) as galat:
        services.bedakan(orang=semua, oleh="uji")
    assert "sedikitnya dua" in kalimat(galat.value.pesan)
    assert not BedaOrang.objects.exists()


def test_strangers_and_neighbours_are_not_told_apart(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(situmandala.kode):
        tetangga = orang("JUWITA SARI", "P").pk
    with lingkup(cisontrol.kode):
        satu = orang("JUWITA SARI", "P").pk
        for asing in (tetangga, new_id()):
            with pytest.raises(NotFound):
                bedakan(satu, asing)
        assert not BedaOrang.objects.exists()


def test_a_pair_stands_once_and_its_id_is_made_of_both(dua: tuple[UUID, UUID]) -> None:
    bedakan(*dua)
    baris = BedaOrang.objects.get()
    assert (baris.satu_id, baris.dua_id) == tuple(sorted(dua))
    with pytest.raises(IntegrityError), transaction.atomic():
        BedaOrang(satu_id=baris.satu_id, dua_id=baris.dua_id, oleh="uji", diputus_pada=clock.now()).save()
    BedaOrang.objects.all().delete()
    bedakan(*dua[::-1])
    assert BedaOrang.objects.get().pk == baris.pk, "two branches after a restore tell one line"


def test_a_decision_is_made_again_from_its_event_alone(dua: tuple[UUID, UUID]) -> None:
    bedakan(*dua)
    dulu = list(BedaOrang.objects.values())
    (kabar,) = riwayat("beda_orang", BedaOrang.objects.get().pk)
    (gambar,) = ProyeksiBeda().gambaran()
    assert (gambar.agregat_id, dict(gambar.pribadi)) == (kabar.agregat_id, dict(kabar.pribadi or {}))
    BedaOrang.objects.all().delete()
    ProyeksiBeda().terapkan(kabar)
    ProyeksiBeda().terapkan(kabar)
    assert list(BedaOrang.objects.values()) == dulu


def test_the_words_of_a_refusal() -> None:
    assert "dua puluh" in kalimat(Pesan("penduduk.beda_jumlah"))
