"""Two officers at one announcement at once: one wins, the other is told, and the log has one story."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import ChangedMeanwhile
from eoffice.kernel.ids import new_id
from eoffice.papan.models import KontakPengaduan
from eoffice.papan.rules.pengaduan import PANJANG
from eoffice.papan.rules.pengumuman import Keadaan
from eoffice.papan.selectors import kontak_sendiri, satu_pengumuman, semua_pengumuman
from eoffice.papan.services import jadikan, tulis_pengumuman, ubah_kontak_pengaduan, ubah_pengumuman
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

pytestmark = pytest.mark.serentak
BANYAK = 6
ISI: dict[str, Any] = {
    "judul": "Kerja bakti",
    "mulai": date(2026, 11, 25),
    "sampai": None,
    "gambar": "",
    "pelaku": "uji",
}


def serentak(desa: Desa, kerja: Any) -> list[str]:
    """Do something as several officers at the same moment; return how it went for each."""
    mulai = Barrier(BANYAK)

    def satu(giliran: int) -> str:
        mulai.wait()
        try:
            with lingkup(desa.kode):
                kerja(giliran)
        except ChangedMeanwhile:
            return "kalah"
        finally:
            connection.close()
        return "menang"

    with ThreadPoolExecutor(BANYAK) as kolam:
        return sorted(kolam.map(satu, range(BANYAK)))


def tulis(kunci: UUID) -> None:
    tulis_pengumuman(id_baru=kunci, isi="Minggu pagi.", **ISI)


def test_one_form_sent_by_an_impatient_hand_is_one_announcement(cisontrol: Desa) -> None:
    kunci = new_id()
    assert serentak(cisontrol, lambda _: tulis(kunci)) == ["menang"] * BANYAK
    with lingkup(cisontrol.kode):
        assert semua_pengumuman()[1] == 1
        assert len(riwayat("pengumuman", kunci)) == 1


def test_of_several_who_change_the_same_state_one_wins(cisontrol: Desa) -> None:
    kunci = new_id()
    with lingkup(cisontrol.kode):
        tulis(kunci)

    def ubah(giliran: int) -> None:
        ubah_pengumuman(pengumuman_id=kunci, revisi=1, isi=f"Kata petugas {giliran}.", **ISI)

    assert serentak(cisontrol, ubah) == ["kalah"] * (BANYAK - 1) + ["menang"]
    with lingkup(cisontrol.kode):
        akhir = riwayat("pengumuman", kunci)
        assert [satu.revisi for satu in akhir] == [1, 2]
        assert (akhir[-1].pribadi or {})["isi"] == satu_pengumuman(kunci).isi


def test_pressed_by_several_it_hangs_once(cisontrol: Desa) -> None:
    kunci = new_id()
    with lingkup(cisontrol.kode):
        tulis(kunci)

    def gantung(_: int) -> None:
        jadikan(pengumuman_id=kunci, revisi=1, keadaan=Keadaan.TAYANG, pelaku="uji")

    assert serentak(cisontrol, gantung) == ["menang"] * BANYAK
    with lingkup(cisontrol.kode):
        assert (satu_pengumuman(kunci).keadaan, satu_pengumuman(kunci).revisi) == (Keadaan.TAYANG, 2)
        assert len(riwayat("pengumuman", kunci)) == 2


def test_first_contacts_at_once_leave_one_row_that_the_log_tells(cisontrol: Desa) -> None:
    def isi(giliran: int) -> None:
        kontak = dict.fromkeys(PANJANG, "") | {"petugas": f"Petugas {giliran}"}
        ubah_kontak_pengaduan(pelaku="uji", hari_tanggap=1 + giliran, **kontak)

    assert serentak(cisontrol, isi) == ["menang"] * BANYAK
    with lingkup(cisontrol.kode):
        (row,) = KontakPengaduan.objects.all()
        semua = riwayat("kontak_pengaduan", row.pk)
        assert sorted(satu.revisi for satu in semua) == list(range(1, BANYAK + 1))
        akhir = max(semua, key=lambda satu: satu.revisi)
        assert akhir.publik["petugas"] == kontak_sendiri().petugas
        assert akhir.publik["hari_tanggap"] == kontak_sendiri().hari_tanggap
