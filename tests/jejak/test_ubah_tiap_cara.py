"""Every way of breaking a stream, one table: what was done, and which link the walk names."""

import itertools
from dataclasses import dataclass

import pytest
from click.testing import CliRunner
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.commands.audit import SEBAB
from config.commands.grup import eoffice
from eoffice.jejak import services, verify, wire
from eoffice.jejak.models import Kepala, MuatanPribadi, Peristiwa
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel import chain, clock
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

from .conftest import POLOS, banyak, tulis
from .rusak import paksa

PANJANG = 8
ID = "(SELECT id FROM jejak_peristiwa WHERE urut = {})"


@dataclass(frozen=True)
class Cara:
    """One way to break: statements in order, and the first broken link with its reason."""

    sql: tuple[str, ...]
    urut: int
    sebab: str


def _hapus(urut: int) -> tuple[str, str]:
    pilih = ID.format(urut)
    return (
        f"DELETE FROM jejak_muatanpribadi WHERE peristiwa_id = {pilih}",
        f"DELETE FROM jejak_peristiwa WHERE urut = {urut}",
    )


def _muatan(urut: int, apa: str) -> str:
    return f"UPDATE jejak_muatanpribadi SET {apa} WHERE peristiwa_id = {ID.format(urut)}"


CARA = {
    "the first event gone": Cara(_hapus(1), 1, "celah"),
    "an event in the middle gone": Cara(_hapus(4), 4, "celah"),
    "the last event gone": Cara(_hapus(8), 8, "celah"),
    "two neighbours gone": Cara((*_hapus(4), *_hapus(5)), 4, "celah"),
    "everything gone, the head left": Cara(
        ("DELETE FROM jejak_muatanpribadi", "DELETE FROM jejak_peristiwa"), 1, "celah"
    ),
    "a number moved up": Cara(("UPDATE jejak_peristiwa SET urut = 80 WHERE urut = 8",), 8, "celah"),
    "a number moved into a gap": Cara(
        (*_hapus(4), "UPDATE jejak_peristiwa SET urut = 4 WHERE urut = 8"), 4, "sambungan"
    ),
    "publicly changed": Cara(("UPDATE jejak_peristiwa SET publik = '{}' WHERE urut = 5",), 5, "isi"),
    "another key added": Cara(
        ("""UPDATE jejak_peristiwa SET publik = '{"status": "baru", "x": 1}' WHERE urut = 5""",), 5, "isi"
    ),
    "who did it changed": Cara(("UPDATE jejak_peristiwa SET pelaku = 'lain' WHERE urut = 2",), 2, "isi"),
    "whom it is about changed": Cara(
        (("UPDATE jejak_peristiwa SET agregat_id = (SELECT agregat_id FROM jejak_peristiwa WHERE urut = 1) "
         "WHERE urut = 3"),), 3, "isi"),
    "the digest of the private part taken away": Cara(
        ("UPDATE jejak_peristiwa SET digest_pribadi = '' WHERE urut = 6",), 6, "isi"
    ),
    "joint cut": Cara((f"UPDATE jejak_peristiwa SET sebelum = '{'f' * 64}' WHERE urut = 6",), 6, "sambungan"),
    "digest changed": Cara((f"UPDATE jejak_peristiwa SET digest = '{'f' * 64}' WHERE urut = 6",), 6, "isi"),
    "private part changed": Cara((_muatan(3, """isi = '{"nama": "x", "nik": "y"}'"""),), 3, "pribadi"),
    "private part emptied": Cara((_muatan(3, "isi = '{}'"),), 3, "pribadi"),
    "private part of another": Cara(
        (_muatan(3, f"isi = (SELECT isi FROM jejak_muatanpribadi WHERE peristiwa_id = {ID.format(4)}), "
                    f"garam = (SELECT garam FROM jejak_muatanpribadi WHERE peristiwa_id = {ID.format(4)})"),),
        3, "pribadi"),
    "private part gone": Cara((f"DELETE FROM jejak_muatanpribadi WHERE peristiwa_id = {ID.format(7)}",), 7, "pribadi_hilang"),
    "all private parts gone": Cara(("DELETE FROM jejak_muatanpribadi",), 1, "pribadi_hilang"),
    "head gone": Cara(("DELETE FROM jejak_kepala",), 1, "tanpa_kepala"),
    "head of another digest": Cara((f"UPDATE jejak_kepala SET digest = '{'f' * 64}'",), 8, "kepala"),
    "head forward": Cara(("UPDATE jejak_kepala SET urut = 9",), 9, "celah"),
    "head far forward": Cara(("UPDATE jejak_kepala SET urut = 900",), 9, "celah"),
    "head back with its digest": Cara(
        ("UPDATE jejak_kepala SET urut = 5, digest = (SELECT digest FROM jejak_peristiwa WHERE urut = 5)",), 6, "ekor"),
    "head back to nothing": Cara((f"UPDATE jejak_kepala SET urut = 0, digest = '{'0' * 64}'",), 1, "ekor"),
}  # fmt: skip


@pytest.fixture
def rantai(cisontrol: Desa) -> str:
    """A committed stream of eight events."""
    with lingkup(cisontrol.kode), transaction.atomic():
        services.catat_banyak(banyak(PANJANG), pelaku="sistem")
    return cisontrol.kode


def putus(kode: str) -> tuple[int, str]:
    hasil = periksa_rantai(kode)
    assert hasil.putus is not None, "nothing was noticed"
    assert not hasil.utuh
    return hasil.putus.urut, hasil.putus.sebab


@pytest.mark.serentak
@pytest.mark.parametrize("nama", CARA)
def test_the_first_broken_link_is_named(rantai: str, nama: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the edge of a batch falls."""
    monkeypatch.setattr(verify, "_BATCH", 3)
    for sql in CARA[nama].sql:
        assert paksa(sql) > 0, sql
    assert putus(rantai) == (CARA[nama].urut, CARA[nama].sebab)


@pytest.mark.serentak
def test_a_head_of_another_epoch_leaves_nothing_of_its_own(rantai: str) -> None:
    paksa("UPDATE jejak_kepala SET epoch = ?", new_id())
    assert putus(rantai) == (1, "celah")


@pytest.mark.serentak
def test_an_event_put_in_by_a_stranger_is_seen(rantai: str) -> None:
    """Even one that is linked rightly to the last: the head does not know it."""
    with lingkup(rantai):
        terakhir = Peristiwa.objects.get(urut=PANJANG)
        palsu = Peristiwa.objects.get(urut=1)
        palsu.pk, palsu.id_peristiwa, palsu.urut = new_id(), new_id(), PANJANG + 1
        palsu.sebelum = terakhir.digest
        palsu.digest = chain.link_digest(palsu.sebelum, wire.isi(palsu))
        palsu._state.adding = True
        palsu.save(force_insert=True)
    assert putus(rantai) == (PANJANG + 1, "ekor")


@pytest.mark.serentak
def test_a_whole_tail_rebuilt_by_someone_without_the_head_is_seen(rantai: str) -> None:
    """He changes an event and seals everything after it anew: only the head's digest tells."""
    with lingkup(rantai):
        rows = list(Peristiwa.objects.order_by("urut"))
        before = rows[3].sebelum
        rows[3].pelaku = "penyusup"
        for row in rows[3:]:
            row.sebelum = before
            before = row.digest = chain.link_digest(before, wire.isi(row))
    for row in rows[3:]:
        paksa("UPDATE jejak_peristiwa SET pelaku = ?, sebelum = ?, digest = ? WHERE urut = ?",
              row.pelaku, row.sebelum, row.digest, row.urut)  # fmt: skip
    assert putus(rantai) == (PANJANG, "kepala")
    paksa("UPDATE jejak_kepala SET digest = ?", before)
    assert periksa_rantai(rantai).utuh, "against full power over the database only copies elsewhere help"


@pytest.mark.serentak
def test_a_recorded_erasure_covers_only_what_it_names(rantai: str) -> None:
    with lingkup(rantai):
        satu, lain = Peristiwa.objects.filter(urut__in=(2, 5)).order_by("urut")
        services.hapus_pribadi(agregat=satu.agregat, agregat_id=satu.agregat_id, alasan="-", pelaku="kades")
    assert periksa_rantai(rantai).pribadi_terhapus == 1
    paksa("DELETE FROM jejak_muatanpribadi WHERE peristiwa_id = ?", lain.pk)
    assert putus(rantai) == (5, "pribadi_hilang")


@pytest.mark.serentak
@pytest.mark.parametrize(
    "nama", ["publicly changed", "private part gone", "head gone", "an event in the middle gone"]
)
def test_the_command_names_it_in_words_and_fails(rantai: str, nama: str) -> None:
    for sql in CARA[nama].sql:
        paksa(sql)
    hasil = CliRunner().invoke(eoffice, ["audit", "verify", "--desa", rantai])
    assert hasil.exit_code == 1
    assert f"PUTUS pada peristiwa nomor {CARA[nama].urut}" in hasil.output
    assert SEBAB[CARA[nama].sebab] in hasil.output


@pytest.mark.serentak
def test_the_command_tells_which_of_the_villages_is_broken(rantai: str, situmandala: Desa) -> None:
    with lingkup(situmandala.kode):
        tulis()
    paksa("UPDATE jejak_peristiwa SET pelaku = 'x' WHERE urut = 2 AND desa_id = ?", rantai)
    hasil = CliRunner().invoke(eoffice, ["audit", "verify"])
    assert hasil.exit_code == 1
    assert "Desa Cisontrol (32.07.15.2004): PUTUS pada peristiwa nomor 2" in hasil.output
    assert "Desa Situmandala (32.07.15.2005): utuh, 1 peristiwa." in hasil.output


def test_every_reason_has_words_and_every_word_a_reason() -> None:
    assert {cara.sebab for cara in CARA.values()} | {"ekor"} == SEBAB.keys()


def test_the_command_is_content_with_a_whole_chain(di_cisontrol: Desa) -> None:
    tulis()
    hasil = CliRunner().invoke(eoffice, ["audit", "verify", "--desa", di_cisontrol.kode])
    assert hasil.exit_code == 0, hasil.output
    assert "utuh, 1 peristiwa." in hasil.output


# ---- whatever is written, the walk agrees with the writing ----

publik = st.dictionaries(st.just("nilai"), st.none() | st.booleans() | st.integers() | st.text(), min_size=1)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(isi=st.lists(publik, min_size=1, max_size=8), pelaku=st.text(max_size=60))
def test_any_value_is_sealed_and_read_back_the_same(
    di_cisontrol: Desa, isi: list[dict[str, object]], pelaku: str
) -> None:
    """Through the database and back: no text, number or sign changes on the way, or the chain would break."""
    bersih = [{"nilai": _tanpa_nul(satu["nilai"])} for satu in isi]
    with transaction.atomic():
        ditulis = [
            tulis(jenis=POLOS, publik=satu, pribadi={}, pelaku=str(_tanpa_nul(pelaku))) for satu in bersih
        ]
        assert periksa_rantai(di_cisontrol.kode).utuh
        kembali = Peristiwa.objects.in_bulk([satu.pk for satu in ditulis])
        assert [kembali[satu.pk].publik for satu in ditulis] == bersih
        transaction.set_rollback(True)


def _tanpa_nul(nilai: object) -> object:
    """PostgreSQL stores no NUL and no half of a pair; the faces refuse both before anybody writes them."""
    return nilai.replace("\0", "").encode("utf-8", "ignore").decode() if isinstance(nilai, str) else nilai


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["tulis", "hapus", "banyak", "epoch"]), min_size=1, max_size=12))
def test_writing_erasing_and_new_epochs_in_any_order_leave_the_chain_whole(
    di_cisontrol: Desa, langkah: list[str]
) -> None:
    with transaction.atomic():
        orang = itertools.cycle([new_id(), new_id(), new_id()])
        for satu in langkah:
            siapa = next(orang)
            if satu == "tulis":
                tulis(siapa)
            elif satu == "hapus":
                services.hapus_pribadi(agregat="orang", agregat_id=siapa, alasan="-", pelaku="kades")
            elif satu == "banyak":
                services.catat_banyak(banyak(3, siapa), pelaku="sistem")
            else:
                Kepala.objects.update(ditutup_pada=clock.now())
        hasil = periksa_rantai(di_cisontrol.kode)
        assert hasil.utuh
        assert hasil.peristiwa == Peristiwa.objects.count()
        ada = MuatanPribadi.objects.count()
        assert hasil.pribadi_terhapus == Peristiwa.objects.exclude(digest_pribadi="").count() - ada
        transaction.set_rollback(True)
