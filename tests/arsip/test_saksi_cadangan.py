"""A backup that was put back holds up numbers whatever its witness says. On both databases."""

from dataclasses import replace
from typing import Any

import pytest

from eoffice.arsip import services as arsip
from eoffice.arsip.rules import saksi as aturan
from eoffice.arsip.rules.saksi import Saksi, Sebab, dari_cadangan
from eoffice.arsip.services.berkas_saksi import letak
from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.sinkron.services.jumpa import catat_jumpa
from tests.arsip.kantor import Kantor
from tests.arsip.test_saksi import BUKU, TETAP, ditolak

pytestmark = pytest.mark.django_db


def test_what_a_witness_knew_of_books_stays_and_nothing_is_certain() -> None:
    lama = Saksi(
        digest="ab", urut=7, buku={BUKU: 12}, mesin="komputer-satu", seri="K7QX", tanggal="2026-11-24"
    )
    baru = dari_cadangan(lama, 4)
    assert (baru.buku, baru.pulih, baru.jumpa) == ({BUKU: 12}, "cadangan", 4)
    assert (baru.seri, baru.tanggal) == ("", "")
    assert dari_cadangan(None, 0) == replace(Saksi(), pulih="cadangan")


def test_a_restored_witness_is_read_again_as_it_was_written() -> None:
    satu = dari_cadangan(Saksi(buku={BUKU: 12}), 4)
    assert aturan.baca(satu.tulis()) == satu
    assert Sebab(satu.pulih) is Sebab.CADANGAN


def test_on_the_same_computer_with_its_own_witness_numbers_wait(kantor: Kantor) -> None:
    """Everything fits, database, witness and computer: all the same letters may have gone out since."""
    kantor.nomor()
    arsip.ragukan_cadangan()
    assert ditolak(kantor) == "arsip.mode_pemulihan"
    assert arsip.periksa().pulih == Sebab.CADANGAN


def test_without_any_number_they_wait_as_well(kantor: Kantor) -> None:
    arsip.ragukan_cadangan()
    assert ditolak(kantor) == "arsip.mode_pemulihan"


def test_the_worker_does_not_end_it_by_itself(kantor: Kantor) -> None:
    kantor.nomor()
    arsip.ragukan_cadangan()
    for _ in range(2):
        arsip.coba_akhiri()
        arsip.susulkan()
    assert ditolak(kantor) == "arsip.mode_pemulihan"


def test_meetings_of_before_do_not_count(kantor: Kantor) -> None:
    kantor.nomor()
    catat_jumpa(0)
    catat_jumpa(0)
    arsip.ragukan_cadangan()
    assert arsip.periksa().jumpa == 2
    arsip.coba_akhiri()
    assert ditolak(kantor) == "arsip.mode_pemulihan"


def test_numbers_go_on_after_the_paper_register(kantor: Kantor) -> None:
    for _ in range(2):
        kantor.nomor()
    arsip.ragukan_cadangan()
    with kantor.dikomit():
        arsip.pastikan_nomor(
            akhir={"surat_keterangan": 9}, tahun=2026, catatan="buku register", pelaku="operator"
        )
    assert kantor.nomor() == TETAP.format(10)
    assert (kantor.saksi.pulih, kantor.saksi.buku[BUKU]) == ("", 10)


def test_a_number_below_the_ones_of_the_backup_is_refused(kantor: Kantor) -> None:
    for _ in range(3):
        kantor.nomor()
    arsip.ragukan_cadangan()
    with pytest.raises(InvalidInput) as tolak:
        arsip.pastikan_nomor(akhir={"surat_keterangan": 2}, tahun=2026, catatan="x", pelaku="operator")
    assert tolak.value.pesan.kode == "arsip.nomor_register_kecil"
    assert ditolak(kantor) == "arsip.mode_pemulihan"


def test_provisional_numbers_get_letters_of_their_own_after_every_restore(kantor: Kantor) -> None:
    """Those of the recovery before may stand on papers that the backup does not know."""
    kantor.nomor()
    seri = set()
    for _ in range(3):
        arsip.ragukan_cadangan()
        with kantor.dikomit():
            seri.add(arsip.pakai_sementara(catatan="warga menunggu", pelaku="operator"))
    assert len(seri) == 3


def test_a_damaged_witness_in_the_archive_holds_up_as_well(kantor: Kantor) -> None:
    kantor.nomor()
    letak().write_bytes(b"{")
    arsip.ragukan_cadangan()
    assert ditolak(kantor) == "arsip.mode_pemulihan"


def test_the_regency_keeps_no_witness(kantor: Kantor, settings: Any) -> None:
    settings.EOFFICE_PERAN = "kabupaten"
    arsip.ragukan_cadangan()
    assert not letak().exists()


def test_nothing_in_doubt_is_not_to_be_confirmed(kantor: Kantor) -> None:
    kantor.nomor()
    with pytest.raises(RuleRefused):
        arsip.pastikan_nomor(akhir={"surat_keterangan": 9}, tahun=2026, catatan="x", pelaku="operator")
