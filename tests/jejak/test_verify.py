"""The walk over the chain names the first broken link, whatever was done to the database."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice.jejak import services, verify
from eoffice.jejak.models import Kepala, Peristiwa
from eoffice.jejak.verify import HasilRantai, periksa_rantai
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import LingkupLain, desa_aktif, lingkup

from .conftest import banyak, tulis
from .rusak import paksa

PANJANG = 12


@pytest.fixture
def rantai(cisontrol: Desa) -> str:
    """A committed stream of twelve events."""
    with lingkup(cisontrol.kode):
        _tulis_banyak(PANJANG)
    return cisontrol.kode


def _tulis_banyak(jumlah: int) -> None:
    from django.db import transaction

    with transaction.atomic():
        services.catat_banyak(banyak(jumlah), pelaku="sistem")


def _putus(kode: str) -> tuple[int, str]:
    putus = periksa_rantai(kode).putus
    assert putus is not None
    return putus.urut, putus.sebab


def test_an_empty_village_is_whole(cisontrol: Desa) -> None:
    assert periksa_rantai(cisontrol.kode) == HasilRantai(cisontrol.kode, 0, 0, None)


def test_the_walk_opens_a_scope_or_uses_the_open_one(di_cisontrol: Desa) -> None:
    tulis()
    assert periksa_rantai(di_cisontrol.kode).peristiwa == 1
    assert desa_aktif() == di_cisontrol.kode


def test_the_walk_never_leaves_the_open_scope(di_cisontrol: Desa) -> None:
    with pytest.raises(LingkupLain):
        periksa_rantai("32.07.15.2005")


@pytest.mark.parametrize("jumlah", [1, 4, 5, 6, 10, 11])
def test_a_whole_chain_is_walked_to_its_end_in_batches(
    panjang: Callable[[int], None], di_cisontrol: Desa, monkeypatch: pytest.MonkeyPatch, jumlah: int
) -> None:
    monkeypatch.setattr(verify, "_BATCH", 5)
    panjang(jumlah)
    hasil = periksa_rantai(di_cisontrol.kode)
    assert (hasil.utuh, hasil.peristiwa) == (True, jumlah)


def test_memory_stays_bounded(
    panjang: Callable[[int], None], di_cisontrol: Desa, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "_BATCH", 50)
    panjang(400)
    terbesar = 0
    lama = verify._Walk._links

    def hitung(self: verify._Walk, batch: list[Peristiwa]) -> verify.Putus | None:
        nonlocal terbesar
        terbesar = max(terbesar, len(batch))
        return lama(self, batch)

    monkeypatch.setattr(verify._Walk, "_links", hitung)
    assert periksa_rantai(di_cisontrol.kode).utuh
    assert terbesar == 50


KOLOM = {
    "macam": "repair",
    "jenis": "uji.polos",
    "versi": 2,
    "agregat": "lain",
    "agregat_id": uuid4(),
    "revisi": 9,
    "epoch_pemilik": 1,
    "waktu": "2020-01-01 00:00:00+00",
    "pelaku": "penyusup",
    "publik": '{"status": "palsu"}',
    "digest_pribadi": "0" * 64,
    "digest": "0" * 64,
}


@pytest.mark.serentak
@pytest.mark.parametrize("kolom", KOLOM)
def test_a_change_of_any_column_is_seen(rantai: str, kolom: str) -> None:
    assert paksa(f"UPDATE jejak_peristiwa SET {kolom} = ? WHERE urut = 7", KOLOM[kolom]) == 1
    hasil = periksa_rantai(rantai).putus
    assert hasil is not None
    assert (hasil.urut, hasil.sebab) == (7, "isi")
    with lingkup(rantai):
        assert hasil.id_peristiwa == Peristiwa.objects.get(urut=7).id_peristiwa
        assert hasil.epoch == Kepala.objects.get().epoch


@pytest.mark.serentak
def test_a_changed_identity_of_an_event_is_seen(rantai: str) -> None:
    paksa("DELETE FROM jejak_muatanpribadi WHERE peristiwa_id = (SELECT id FROM jejak_peristiwa "
          "WHERE urut = 7)")  # fmt: skip
    paksa("UPDATE jejak_peristiwa SET id_peristiwa = ? WHERE urut = 7", new_id())
    assert _putus(rantai) == (7, "isi")


@pytest.mark.serentak
def test_a_relinked_event_is_seen(rantai: str) -> None:
    paksa("UPDATE jejak_peristiwa SET sebelum = ? WHERE urut = 7", "0" * 64)
    assert _putus(rantai) == (7, "sambungan")


@pytest.mark.serentak
@pytest.mark.parametrize("urut", [1, 7, PANJANG])
def test_a_missing_event_is_seen(rantai: str, urut: int) -> None:
    paksa("DELETE FROM jejak_muatanpribadi")
    paksa("DELETE FROM jejak_peristiwa WHERE urut = ?", urut)
    putus = periksa_rantai(rantai).putus
    assert putus is not None
    assert putus.sebab in {"celah", "pribadi_hilang"}
    if urut == 1:
        assert (putus.urut, putus.sebab) == (1, "celah")


@pytest.mark.serentak
def test_a_cut_tail_is_seen_by_the_head(rantai: str) -> None:
    paksa("DELETE FROM jejak_muatanpribadi WHERE peristiwa_id IN (SELECT id FROM jejak_peristiwa "
          "WHERE urut > 9)")  # fmt: skip
    assert paksa("DELETE FROM jejak_peristiwa WHERE urut > 9") == 3
    assert _putus(rantai) == (10, "celah")


@pytest.mark.serentak
def test_a_head_set_back_leaves_a_tail_and_another_digest(rantai: str) -> None:
    paksa("UPDATE jejak_kepala SET urut = 9")
    assert _putus(rantai) == (9, "kepala")
    paksa("UPDATE jejak_kepala SET digest = (SELECT digest FROM jejak_peristiwa WHERE urut = 9)")
    assert _putus(rantai) == (10, "ekor")


@pytest.mark.serentak
def test_a_head_with_another_digest_is_seen(rantai: str) -> None:
    paksa("UPDATE jejak_kepala SET digest = ?", "f" * 64)
    assert _putus(rantai) == (PANJANG, "kepala")


@pytest.mark.serentak
def test_a_head_set_forward_is_a_gap(rantai: str) -> None:
    paksa("UPDATE jejak_kepala SET urut = 15")
    assert _putus(rantai) == (PANJANG + 1, "celah")


@pytest.mark.serentak
def test_a_stream_without_a_head_is_seen(rantai: str) -> None:
    paksa("DELETE FROM jejak_kepala")
    assert _putus(rantai) == (1, "tanpa_kepala")


@pytest.mark.serentak
def test_two_swapped_events_are_seen(rantai: str) -> None:
    for dari, ke in ((4, 900), (5, 4), (900, 5)):
        paksa("UPDATE jejak_peristiwa SET urut = ? WHERE urut = ?", ke, dari)
    assert _putus(rantai)[0] == 4


@pytest.mark.serentak
def test_an_event_resealed_by_itself_breaks_the_next_link(rantai: str) -> None:
    with lingkup(rantai):
        from eoffice.jejak import wire
        from eoffice.kernel import chain

        satu = Peristiwa.objects.get(urut=7)
        satu.publik = {"status": "palsu"}
        digest = chain.link_digest(satu.sebelum, wire.isi(satu))
    paksa("UPDATE jejak_peristiwa SET publik = ?, digest = ? WHERE urut = 7", '{"status": "palsu"}', digest)
    assert _putus(rantai) == (8, "sambungan")


@pytest.mark.serentak
def test_a_changed_private_part_is_seen(rantai: str) -> None:
    pilih = "(SELECT id FROM jejak_peristiwa WHERE urut = 5)"
    paksa(f"UPDATE jejak_muatanpribadi SET isi = ? WHERE peristiwa_id = {pilih}", '{"nama": "x", "nik": "y"}')
    assert _putus(rantai) == (5, "pribadi")


@pytest.mark.serentak
def test_a_changed_salt_is_seen(rantai: str) -> None:
    pilih = "(SELECT id FROM jejak_peristiwa WHERE urut = 5)"
    paksa(f"UPDATE jejak_muatanpribadi SET garam = ? WHERE peristiwa_id = {pilih}", b"0" * 16)
    assert _putus(rantai) == (5, "pribadi")


@pytest.mark.serentak
def test_a_private_part_that_vanished_without_an_erasure_is_seen(rantai: str) -> None:
    pilih = "(SELECT id FROM jejak_peristiwa WHERE urut = 5)"
    paksa(f"DELETE FROM jejak_muatanpribadi WHERE peristiwa_id = {pilih}")
    assert _putus(rantai) == (5, "pribadi_hilang")


@pytest.mark.serentak
def test_the_first_of_several_breaks_is_named(rantai: str) -> None:
    paksa("UPDATE jejak_peristiwa SET pelaku = 'x' WHERE urut = 9")
    pilih = "(SELECT id FROM jejak_peristiwa WHERE urut = 3)"
    paksa(f"UPDATE jejak_muatanpribadi SET garam = ? WHERE peristiwa_id = {pilih}", b"0" * 16)
    assert _putus(rantai) == (3, "pribadi")
    paksa("UPDATE jejak_peristiwa SET pelaku = 'x' WHERE urut = 2")
    assert _putus(rantai) == (2, "isi")


@pytest.mark.serentak
def test_a_broken_neighbour_does_not_colour_this_village(rantai: str, situmandala: Desa) -> None:
    with lingkup(situmandala.kode):
        _tulis_banyak(3)
    paksa("UPDATE jejak_peristiwa SET pelaku = 'x' WHERE urut = 2 AND desa_id = ?", situmandala.kode)
    assert periksa_rantai(rantai).utuh
    assert _putus(situmandala.kode) == (2, "isi")


def test_a_later_epoch_is_walked_too(di_cisontrol: Desa) -> None:
    from eoffice.kernel import clock

    lama = tulis()
    Kepala.objects.update(ditutup_pada=clock.now())
    baru = tulis()
    assert (baru.urut, baru.epoch != lama.epoch) == (1, True)
    hasil = periksa_rantai(di_cisontrol.kode)
    assert (hasil.utuh, hasil.peristiwa) == (True, 2)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    urut=st.integers(1, 30),
    kolom=st.sampled_from(["pelaku", "jenis", "agregat"]),
    teks=st.text("abc", min_size=1),
)
def test_no_single_change_goes_unseen(
    di_cisontrol: Desa, urut: int, kolom: str, teks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same as above without a database write: any column of any event, in memory."""
    if not Peristiwa.objects.exists():
        _tulis_banyak(30)
    monkeypatch.setattr(verify, "_BATCH", 7)
    lama = verify._Walk._batches

    def dirusak(self: verify._Walk) -> object:
        for batch in lama(self):
            for row in batch:
                if row.urut == urut:
                    setattr(row, kolom, teks)
            yield batch

    with monkeypatch.context() as sementara:
        sementara.setattr(verify._Walk, "_batches", dirusak)
        assert _putus(di_cisontrol.kode) == (urut, "isi")
    assert periksa_rantai(di_cisontrol.kode).utuh
