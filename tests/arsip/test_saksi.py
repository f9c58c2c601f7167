"""An older database that was put back gives no number that stands on a letter already. On both databases."""

import re
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from eoffice.arsip import services as arsip
from eoffice.arsip.models import BukuNomor, Nomor
from eoffice.arsip.rules.nomor import Lingkup
from eoffice.arsip.rules.saksi import Saksi, Sebab, nama_buku
from eoffice.arsip.selectors import celah, nomor_bentrok
from eoffice.arsip.services import berkas_saksi
from eoffice.arsip.services.berkas_saksi import letak
from eoffice.jejak.aliran import semua_ujung
from eoffice.jejak.desa import ubah_identitas
from eoffice.jejak.models import Kursor, Peristiwa
from eoffice.kernel.errors import InvalidInput, RuleRefused, StorageFull
from eoffice.sinkron.rules.tanda_terima import KONSUMEN
from eoffice.sinkron.services.jumpa import catat_jumpa
from tests.arsip.kantor import Kantor

BUKU = nama_buku(2026, "surat_keterangan")
TETAP = "400.9.14.5/{:03d}/3207152004/IV/2026"


def ditolak(kantor: Kantor) -> str:
    with pytest.raises(RuleRefused) as tolak:
        kantor.nomor()
    return tolak.value.pesan.kode


def tertinggal(kantor: Kantor, sebelum: int = 1, hilang: int = 2) -> None:
    """Give some numbers, then have the database of before the last ones again."""
    for _ in range(sebelum):
        kantor.nomor()
    with kantor.dipasang_kembali():
        for _ in range(hilang):
            kantor.nomor()


def diterapkan() -> None:
    """Let the tables follow every stream."""
    for aliran in semua_ujung():
        Kursor.objects.update_or_create(
            konsumen=KONSUMEN, epoch=aliran.epoch, defaults={"urut": aliran.urut, "desa_id": "32.07.15.2004"}
        )


# ---- the witness of an ordinary day ----


def test_the_witness_follows_every_number(kantor: Kantor) -> None:
    assert [kantor.nomor() for _ in range(3)] == [TETAP.format(n) for n in (1, 2, 3)]
    (aliran,) = semua_ujung()
    assert (kantor.saksi.epoch, kantor.saksi.urut, kantor.saksi.digest) == (
        aliran.epoch,
        aliran.urut,
        aliran.digest,
    )
    assert kantor.saksi.buku == {BUKU: 3}
    assert kantor.saksi.mesin and not kantor.saksi.pulih
    assert letak().stat().st_mode & 0o077 == 0, "for its owner alone"


def test_a_number_whose_commit_failed_leaves_no_trace(kantor: Kantor) -> None:
    kantor.nomor()
    kantor.gagal_sebelum_komit()
    assert kantor.nomor() == TETAP.format(2)
    assert celah(2026) == {}


def test_the_very_first_number_holds_nobody_up_either_should_its_witness_be_late(kantor: Kantor) -> None:
    ubah_identitas(
        pelaku="uji", telepon="0265-555-0199"
    )  # a village is in the stream before its first letter
    kantor.mati_sesudah_komit()
    assert kantor.nomor() == TETAP.format(2)
    assert not kantor.saksi.pulih
    arsip.susulkan()
    assert kantor.saksi.buku == {BUKU: 2}


def test_who_dies_between_commit_and_witness_holds_nobody_up(kantor: Kantor) -> None:
    kantor.nomor()
    kantor.mati_sesudah_komit()
    arsip.susulkan()
    assert kantor.saksi.buku == {BUKU: 2}
    assert kantor.nomor() == TETAP.format(3)


def test_the_witness_that_caught_up_notices_a_restore_as_well(kantor: Kantor) -> None:
    kantor.nomor()
    with kantor.dipasang_kembali():
        kantor.mati_sesudah_komit()
        arsip.susulkan()
    assert ditolak(kantor) == "arsip.mode_pemulihan"


def test_a_full_disk_at_the_witness_does_not_undo_the_number(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    kantor.nomor()

    def penuh(*_: Any, **__: Any) -> None:
        raise StorageFull

    with monkeypatch.context() as ganti:
        ganti.setattr(berkas_saksi, "tulis_atomik", penuh)
        assert kantor.nomor() == TETAP.format(2)
    assert kantor.nomor() == TETAP.format(3)
    assert kantor.saksi.buku == {BUKU: 3}


def test_the_regency_keeps_no_witness(kantor: Kantor, settings: Any) -> None:
    settings.EOFFICE_PERAN = "kabupaten"
    kantor.nomor()
    assert not (kantor.rumah / "kunci" / "saksi").exists()


# ---- noticed ----


def test_an_older_database_gives_no_number(kantor: Kantor) -> None:
    tertinggal(kantor)
    banyak = Nomor.objects.count()
    assert ditolak(kantor) == "arsip.mode_pemulihan"
    assert kantor.saksi.pulih == Sebab.TERTINGGAL
    assert Nomor.objects.count() == banyak
    assert ditolak(kantor) == "arsip.mode_pemulihan", "also at the second try"


def test_another_branch_of_the_same_length_is_no_proof(kantor: Kantor, settings: Any) -> None:
    """As many events as the witness saw, but others: written after the restore while nobody numbered."""
    tertinggal(kantor, hilang=1)
    settings.EOFFICE_PERAN = "kabupaten"  # the place of the stream is filled by something else
    for _ in range(2):
        kantor.nomor()
    settings.EOFFICE_PERAN = "desa"
    assert ditolak(kantor) == "arsip.mode_pemulihan"


def test_another_computer_asks_first(kantor: Kantor, settings: Any) -> None:
    kantor.nomor()
    settings.EOFFICE_MESIN = "komputer-dua"
    assert ditolak(kantor) == "arsip.mode_pemulihan"
    assert kantor.saksi.pulih == Sebab.MESIN_LAIN


@pytest.mark.parametrize("rusak", [None, b"", b"{}", b"[1]", b'{"epoch": 3}', b"\xff"])
def test_a_database_without_a_readable_witness_asks_first(kantor: Kantor, rusak: bytes | None) -> None:
    kantor.nomor()
    letak().unlink()
    if rusak is not None:
        letak().write_bytes(rusak)
    assert ditolak(kantor) == "arsip.mode_pemulihan"
    assert kantor.saksi.pulih == Sebab.TANPA_SAKSI


# ---- provisional numbers ----


def sementara(kantor: Kantor) -> str:
    with kantor.dikomit():
        return arsip.pakai_sementara(catatan="warga menunggu", pelaku="operator")


def test_a_letter_that_cannot_wait_gets_a_number_that_shows_what_it_is(kantor: Kantor) -> None:
    tertinggal(kantor)
    seri = sementara(kantor)
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{4}", seri)
    assert kantor.nomor() == f"400.9.14.5/P-{seri}-001/3207152004/IV/2026"
    assert kantor.nomor(lingkup=Lingkup.BERSAMA) == f"400.9.14.5/P-{seri}-002/3207152004/IV/2026"
    assert sementara(kantor) == seri, "asked twice, the series stays"
    assert nomor_bentrok(2026, Lingkup.PER_BUKU, "{urut}/{tahun}") == ""


def test_a_second_restore_meanwhile_doubles_no_provisional_number(kantor: Kantor) -> None:
    tertinggal(kantor)
    seri = sementara(kantor)
    with kantor.dipasang_kembali():
        assert f"P-{seri}-001" in kantor.nomor()
        assert f"P-{seri}-002" in kantor.nomor()
    assert f"P-{seri}-003" in kantor.nomor()


def test_the_choice_of_provisional_numbers_is_kept_with_who_and_why(kantor: Kantor) -> None:
    tertinggal(kantor)
    seri = sementara(kantor)
    akhir = Peristiwa.objects.select_related("muatan").order_by("-urut")[0]
    assert (akhir.jenis, akhir.pelaku, akhir.macam) == ("arsip.pemulihan", "operator", "cmd")
    assert akhir.publik == {
        "langkah": "sementara",
        "sebab": "tertinggal",
        "cara": "",
        "buku": {},
        "seri": seri,
    }
    assert akhir.muatan.isi == {"catatan": "warga menunggu"}


@pytest.mark.parametrize("aksi", ["sementara", "register"])
def test_without_doubt_there_is_nothing_to_settle(kantor: Kantor, aksi: str) -> None:
    kantor.nomor()
    with pytest.raises(RuleRefused) as tolak:
        if aksi == "sementara":
            arsip.pakai_sementara(catatan="", pelaku="operator")
        else:
            arsip.pastikan_nomor(akhir={"surat_keterangan": 9}, tahun=2026, catatan="", pelaku="operator")
    assert tolak.value.pesan.kode == "arsip.tidak_memulihkan"


# ---- the paper register ----


def register(kantor: Kantor, urut: int) -> None:
    with kantor.dikomit():
        arsip.pastikan_nomor(
            akhir={"surat_keterangan": urut}, tahun=2026, catatan="buku register hlm. 12", pelaku="operator"
        )


def test_the_paper_register_settles_it(kantor: Kantor) -> None:
    tertinggal(kantor, sebelum=2, hilang=3)
    register(kantor, 7)
    assert kantor.nomor() == TETAP.format(8)
    assert kantor.nomor() == TETAP.format(9)
    assert not kantor.saksi.pulih
    langkah = Peristiwa.objects.select_related("muatan").get(jenis="arsip.pemulihan")
    assert (langkah.publik["cara"], langkah.publik["buku"]) == ("register", {BUKU: 7})
    assert (langkah.pelaku, langkah.muatan.isi) == ("operator", {"catatan": "buku register hlm. 12"})


def test_a_number_below_what_is_known_to_be_given_is_refused(kantor: Kantor) -> None:
    tertinggal(kantor, sebelum=2, hilang=3)
    with pytest.raises(InvalidInput) as tolak:
        register(kantor, 4)
    assert tolak.value.pesan.params == {"ada": 5, "urut": 4}
    assert list(tolak.value.per_field) == ["surat_keterangan"]
    assert ditolak(kantor) == "arsip.mode_pemulihan"
    register(kantor, 5)
    assert kantor.nomor() == TETAP.format(6)


def test_other_books_known_to_the_witness_go_on_after_their_last_number_too(kantor: Kantor) -> None:
    kantor.nomor()
    with kantor.dipasang_kembali():
        kantor.nomor()
        for _ in range(2):
            kantor.nomor(tanggal=date(2027, 1, 4))
    register(kantor, 2)
    assert kantor.nomor(tanggal=date(2027, 1, 5)) == "400.9.14.5/003/3207152004/I/2027"


def test_numbers_that_come_back_beyond_the_confirmed_one_do_not_lock_the_book(kantor: Kantor) -> None:
    """The operator read 3, but the regency returns 4 and 5 in the part that was left."""
    tertinggal(kantor, sebelum=1, hilang=2)
    register(kantor, 3)
    lama = BukuNomor.objects.get(lingkup="surat_keterangan", awal=0)
    BukuNomor.objects.filter(pk=lama.pk).update(urut=5)
    assert kantor.nomor() == TETAP.format(6)


# ---- the regency ----


def test_meeting_the_regency_ends_it_and_no_number_of_paper_is_given_again(kantor: Kantor) -> None:
    """Also numbers that were never sent: the witness knows the last one of every book."""
    tertinggal(kantor, sebelum=1, hilang=4)
    assert ditolak(kantor) == "arsip.mode_pemulihan"
    catat_jumpa(0)
    diterapkan()
    assert kantor.nomor() == TETAP.format(6)
    assert not kantor.saksi.pulih
    assert Peristiwa.objects.get(jenis="arsip.pemulihan").publik["cara"] == "bertemu"


def test_what_came_back_is_waited_for(kantor: Kantor) -> None:
    tertinggal(kantor)
    assert ditolak(kantor) == "arsip.mode_pemulihan"
    catat_jumpa(0)
    assert ditolak(kantor) == "arsip.mode_pemulihan", "the tables do not follow yet"
    diterapkan()
    kantor.nomor()


def test_a_meeting_of_before_the_restore_proves_nothing(kantor: Kantor) -> None:
    catat_jumpa(0)
    tertinggal(kantor)
    diterapkan()
    assert ditolak(kantor) == "arsip.mode_pemulihan"


def test_the_worker_ends_it_by_the_clock(kantor: Kantor) -> None:
    tertinggal(kantor)
    arsip.periksa()
    catat_jumpa(0)
    diterapkan()
    with kantor.dikomit():
        arsip.coba_akhiri()
    assert not kantor.saksi.pulih
    assert kantor.saksi.buku == {BUKU: 3}


def test_a_second_computer_that_met_the_regency_becomes_the_known_one(kantor: Kantor, settings: Any) -> None:
    kantor.nomor()
    settings.EOFFICE_MESIN = "komputer-dua"
    arsip.periksa()
    catat_jumpa(0)
    diterapkan()
    assert kantor.nomor() == TETAP.format(2)
    assert kantor.nomor() == TETAP.format(3)


# ---- pure ----


def test_a_late_witness_of_an_earlier_place_moves_nothing_back() -> None:
    epoch, lain = _id(1), _id(2)
    satu = Saksi().mencatat(epoch, 12, "dua belas", {BUKU: 5}).mencatat(epoch, 10, "sepuluh", {BUKU: 4})
    assert (satu.urut, satu.digest, satu.buku) == (12, "dua belas", {BUKU: 5})
    assert satu.mencatat(lain, 3, "tiga", {}).urut == 3, "another stream has places of its own"


def _id(n: int) -> UUID:
    return UUID(int=n)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    satu = Saksi(_id(7), 12, "ab", "mesin", {BUKU: 5}, Sebab.TERTINGGAL.value, 3, "K7QX", "2026-11-24")
    berkas_saksi.ubah_berkas(tmp_path / "saksi.json", lambda _: satu)
    assert berkas_saksi.baca_berkas(tmp_path / "saksi.json") == satu
