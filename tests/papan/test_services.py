"""The notice board: drafts, hanging up, taking down, two people at once, the log, the neighbour."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from eoffice.jejak.desa import ubah_identitas
from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import ChangedMeanwhile, EofficeError, InvalidInput
from eoffice.kernel.ids import new_id
from eoffice.papan.models import Pengumuman
from eoffice.papan.projections import ProyeksiKontakPengaduan, ProyeksiPengumuman, berkas_pengumuman
from eoffice.papan.rules.pengaduan import PANJANG
from eoffice.papan.rules.pengumuman import Keadaan
from eoffice.papan.selectors import (
    gambar_dipakai,
    jumlah_tayang,
    kontak_pengaduan,
    langkah_pengumuman,
    satu_pengumuman,
    semua_pengumuman,
    tayang,
)
from eoffice.papan.services import jadikan, tulis_pengumuman, ubah_kontak_pengaduan, ubah_pengumuman
from eoffice.surat.selectors.berkas import berkas_dipakai

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("di_cisontrol")]
HARI = date(2026, 11, 25)
ISI: dict[str, Any] = {"judul": "Kerja bakti", "isi": "Minggu pagi.", "mulai": HARI, "sampai": None}
KOSONG = dict.fromkeys(PANJANG, "")
GAMBAR = "a" * 64


def tulis(id_baru: UUID | None = None, **ubah: Any) -> UUID:
    return tulis_pengumuman(id_baru=id_baru or new_id(), pelaku="uji", **(ISI | ubah))


def gantung(id_baru: UUID | None = None, **ubah: Any) -> UUID:
    satu = tulis(id_baru, **ubah)
    jadikan(pengumuman_id=satu, revisi=1, keadaan=Keadaan.TAYANG, pelaku="uji")
    return satu


def ubah(satu: UUID, revisi: int, **baru: Any) -> None:
    ubah_pengumuman(pengumuman_id=satu, revisi=revisi, pelaku="uji", **(ISI | {"gambar": ""} | baru))


def test_a_draft_is_seen_by_nobody_until_it_hangs() -> None:
    satu = tulis()
    assert tayang(HARI) == []
    jadikan(pengumuman_id=satu, revisi=1, keadaan=Keadaan.TAYANG, pelaku="uji")
    assert [w.id for w in tayang(HARI)] == [satu]
    jadikan(pengumuman_id=satu, revisi=2, keadaan=Keadaan.DITARIK, pelaku="uji")
    assert tayang(HARI) == []
    assert satu_pengumuman(satu).judul == "Kerja bakti", "what was taken down is kept"


@pytest.mark.parametrize(("hari", "ada"), [(24, False), (25, True), (27, True), (28, False)])
def test_it_hangs_from_its_first_day_to_its_last(hari: int, ada: bool) -> None:
    satu = gantung(sampai=date(2026, 11, 27))
    assert [w.id for w in tayang(date(2026, 11, hari))] == [satu] * ada
    assert jumlah_tayang(date(2026, 11, hari)) == ada
    assert satu_pengumuman(satu).tampak(date(2026, 11, hari)) is ada


def test_the_newest_stands_first_and_pages_are_cut() -> None:
    semua = [gantung(judul=f"Nomor {n}", mulai=date(2026, 11, n)) for n in (3, 1, 2)]
    urut = [semua[0], semua[2], semua[1]]
    assert [w.id for w in tayang(HARI)] == urut
    assert [w.id for w in tayang(HARI, mulai=1, banyak=1)] == urut[1:2]
    rows, banyak = semua_pengumuman(mulai=2)
    assert ([w.id for w in rows], banyak) == ([semua[0]], 3)


def test_a_form_sent_twice_is_written_once() -> None:
    kunci = new_id()
    assert tulis(kunci) == tulis(kunci) == kunci
    assert len(riwayat("pengumuman", kunci)) == 1


def test_pressed_twice_it_is_done_once() -> None:
    satu = tulis()
    for _ in range(2):
        jadikan(pengumuman_id=satu, revisi=1, keadaan=Keadaan.TAYANG, pelaku="uji")
    assert satu_pengumuman(satu).revisi == 2


def test_who_read_something_older_changes_nothing() -> None:
    satu = gantung()
    ubah(satu, 2, isi="Minggu sore.")
    for laksana in (
        lambda: ubah(satu, 2, isi="Minggu malam."),
        lambda: jadikan(pengumuman_id=satu, revisi=2, keadaan=Keadaan.DITARIK, pelaku="uji"),
    ):
        with pytest.raises(ChangedMeanwhile):
            laksana()
    assert (satu_pengumuman(satu).isi, satu_pengumuman(satu).revisi) == ("Minggu sore.", 3)


def test_what_hangs_cannot_be_hung_again_nor_become_a_draft() -> None:
    satu = gantung()
    for keadaan in (Keadaan.TAYANG, Keadaan.DRAF):
        with pytest.raises(ChangedMeanwhile):
            jadikan(pengumuman_id=satu, revisi=2, keadaan=keadaan, pelaku="uji")


def test_nothing_changed_is_no_event() -> None:
    satu = tulis()
    ubah(satu, 1)
    assert len(riwayat("pengumuman", satu)) == 1


def test_what_is_wrong_is_refused_and_nothing_is_lost() -> None:
    satu = tulis()
    with pytest.raises(InvalidInput) as tolak:
        ubah(satu, 1, isi="NIK 3207154506859001", judul="")
    assert set(tolak.value.per_field) == {"judul", "isi"}
    assert satu_pengumuman(satu).isi == "Minggu pagi."
    with pytest.raises(InvalidInput):
        tulis(judul=" ")
    assert semua_pengumuman()[1] == 1


def test_the_history_tells_every_step() -> None:
    satu = gantung()
    ubah(satu, 2, judul="Kerja bakti besar")
    jadikan(pengumuman_id=satu, revisi=3, keadaan=Keadaan.DITARIK, pelaku="lain")
    assert [(s.keadaan.value, s.judul, s.oleh) for s in langkah_pengumuman(satu)] == [
        ("draf", "Kerja bakti", "uji"),
        ("tayang", "Kerja bakti", "uji"),
        ("tayang", "Kerja bakti besar", "uji"),
        ("ditarik", "Kerja bakti besar", "lain"),
    ]


def test_words_are_private_to_the_log_and_the_picture_travels() -> None:
    satu = gantung(gambar=GAMBAR)
    akhir = riwayat("pengumuman", satu)[-1]
    assert "Kerja" not in str(akhir.publik)
    assert "Minggu" not in str(akhir.publik)
    assert berkas_pengumuman(akhir) == {GAMBAR}
    assert berkas_pengumuman(replace(akhir, publik={**akhir.publik, "gambar": ""})) == set()


def test_a_picture_that_hangs_is_not_thrown_away_with_a_draft_of_a_letter() -> None:
    gantung(gambar=GAMBAR)
    assert gambar_dipakai({GAMBAR, "b" * 64}) == {GAMBAR}
    assert berkas_dipakai({GAMBAR, "b" * 64}) == {GAMBAR}


def test_the_picture_of_a_row_is_its_event_and_makes_it_again() -> None:
    satu = gantung(sampai=date(2026, 12, 1), gambar=GAMBAR)
    proyeksi = ProyeksiPengumuman()
    (gambar,) = proyeksi.gambaran()
    akhir = riwayat("pengumuman", satu)[-1]
    assert (dict(gambar.publik), dict(gambar.pribadi)) == (dict(akhir.publik), dict(akhir.pribadi or {}))
    sebelum = satu_pengumuman(satu)
    proyeksi.hapus(satu)
    proyeksi.terapkan(akhir)
    assert satu_pengumuman(satu) == sebelum


def test_words_that_were_erased_leave_an_empty_row() -> None:
    satu = gantung()
    ProyeksiPengumuman().terapkan(replace(riwayat("pengumuman", satu)[-1], pribadi=None))
    assert (satu_pengumuman(satu).judul, satu_pengumuman(satu).isi) == ("", "")


@pytest.mark.parametrize(
    ("publik", "pribadi"),
    [
        ({"keadaan": "disembunyikan"}, {}),
        ({"mulai": "kemarin"}, {}),
        ({"sampai": "2020-01-01"}, {}),
        ({"gambar": "g" * 65}, {}),
        ({}, {"judul": "J" * 101}),
        ({}, {"isi": "I" * 3001}),
    ],
)
def test_a_hostile_event_is_not_taken_in(publik: dict[str, Any], pribadi: dict[str, Any]) -> None:
    satu = gantung()
    akhir = riwayat("pengumuman", satu)[-1]
    jahat = replace(akhir, publik={**akhir.publik, **publik}, pribadi={**(akhir.pribadi or {}), **pribadi})
    with pytest.raises((EofficeError, ValueError, DatabaseError)), transaction.atomic():
        ProyeksiPengumuman().terapkan(jahat)
    assert satu_pengumuman(satu).judul == "Kerja bakti"


def test_without_words_of_its_own_a_contact_is_that_of_the_office() -> None:
    ubah_identitas(pelaku="uji", telepon="0265-555-0142", surel="desa@contoh.id")
    kontak = kontak_pengaduan()
    assert (kontak.petugas, kontak.telepon) == ("Sekretaris Desa Cisontrol", "0265-555-0142")
    assert (kontak.surel, kontak.whatsapp, kontak.hari_tanggap) == ("desa@contoh.id", "", 14)
    ubah_kontak_pengaduan(
        pelaku="uji", hari_tanggap=5, **KOSONG | {"petugas": "Kasi  Pelayanan", "telepon": "02655550199"}
    )
    kontak = kontak_pengaduan()
    assert (kontak.petugas, kontak.telepon, kontak.hari_tanggap) == ("Kasi Pelayanan", "02655550199", 5)
    assert kontak.surel == "desa@contoh.id"


def test_a_contact_is_told_in_full_and_once() -> None:
    for _ in range(2):
        ubah_kontak_pengaduan(pelaku="uji", hari_tanggap=14, **KOSONG)
    (gambar,) = ProyeksiKontakPengaduan().gambaran()
    (satu,) = riwayat("kontak_pengaduan", gambar.agregat_id)
    assert dict(gambar.publik) == dict(satu.publik)
    ProyeksiKontakPengaduan().hapus(gambar.agregat_id)
    ProyeksiKontakPengaduan().terapkan(satu)
    assert [g.agregat_id for g in ProyeksiKontakPengaduan().gambaran()] == [gambar.agregat_id]


def test_a_contact_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidInput) as tolak:
        ubah_kontak_pengaduan(pelaku="uji", hari_tanggap=99, **KOSONG | {"whatsapp": "1"})
    assert set(tolak.value.per_field) == {"whatsapp", "hari_tanggap"}
    assert list(ProyeksiKontakPengaduan().gambaran()) == []


def test_the_table_itself_keeps_states_and_days_apart() -> None:
    satu = gantung()
    for salah in ({"keadaan": "lain"}, {"sampai": date(2020, 1, 1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Pengumuman.objects.filter(pk=satu).update(**salah)
