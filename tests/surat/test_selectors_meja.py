"""What the desks see: piles by role, counts, the order of the service clock, and never a foreign village."""

from collections.abc import Callable, Iterator
from contextvars import copy_context
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.kernel.errors import NotFound
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Berkas, Langkah, Permohonan, Surat
from eoffice.surat.rules.alur import ALUR, Aksi, CaraTerbit, Status, tumpukan
from eoffice.surat.selectors import meja, warga
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup, scope
from tests import pabrik

S, P = Status, Peran
PAGI = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
BERNOMOR = {S.MENUNGGU_TTE, S.MENUNGGU_BASAH, S.TERBIT, S.DICABUT}
_urut = count(1)
Buat = Callable[..., Surat]


def baris(status: Status = S.DIAJUKAN, *, jam: float | None = 3, sejak: float = 0, **isi: Any) -> Surat:
    """Lay one letter into the village in scope: its promise ends ``jam`` hours after the morning."""
    nomor = next(_urut)
    permohonan = Permohonan(
        tiket=isi.pop("tiket", f"PADI-KOPI-{nomor:04}"),
        jenis=isi.pop("jenis", "sku"),
        penduduk_id=isi.pop("penduduk_id", None) or new_id(),
        nama=isi.pop("nama", "Euis Komariah"),
        pemilik=isi.pop("pemilik", None),
        dilayani_oleh=isi.pop("dilayani_oleh", None),
        kunci_kirim=new_id(),
        diajukan_pada=PAGI + timedelta(hours=sejak),
    )
    permohonan.save(force_insert=True)
    bernomor: dict[str, Any] = {}
    if status in BERNOMOR:
        bernomor = {"nomor": f"500/{nomor:03}/2026", "kode": f"{nomor:032x}", "tanggal": PAGI.date()}
        bernomor["sha256"] = "a" * 64 if status in {S.TERBIT, S.DICABUT} else ""
    satu = Surat(
        permohonan=permohonan,
        status=status,
        sejak=PAGI + timedelta(hours=sejak),
        tenggat=None if jam is None else PAGI + timedelta(hours=jam),
        **bernomor,
        **isi,
    )
    satu.save(force_insert=True)
    return satu


@pytest.fixture
def tetangga(situmandala: Desa) -> Desa:
    """Situmandala with a letter in every status: whatever shows of them is a leak."""
    with lingkup(situmandala.kode):
        for status in Status:
            baris(status, nama="Orang Asing", tiket=f"ASING-ASING-{status.value}"[:30])
    return situmandala


@pytest.fixture
def meja_kerja(cisontrol: Desa, tetangga: Desa) -> Iterator[Desa]:
    """Work at a desk of Cisontrol, beside a busy neighbour."""
    with lingkup(cisontrol.kode):
        yield cisontrol


# ---------- piles and counts ----------

TERLIHAT = {
    (P.OPERATOR, True, CaraTerbit.TTE_LOKAL): {S.DIAJUKAN, S.MENUNGGU_BASAH},
    (P.OPERATOR, False, CaraTerbit.TTE_LOKAL): {S.DIAJUKAN, S.MENUNGGU_BASAH},
    (P.OPERATOR, True, CaraTerbit.BASAH): {S.DIAJUKAN, S.DIPARAF, S.MENUNGGU_BASAH},
    (P.OPERATOR, False, CaraTerbit.BASAH): {S.DIAJUKAN, S.TERVERIFIKASI, S.DIPARAF, S.MENUNGGU_BASAH},
    (P.PEMERIKSA, True, CaraTerbit.TTE_LOKAL): {S.TERVERIFIKASI},
    (P.PEMERIKSA, True, CaraTerbit.BASAH): {S.TERVERIFIKASI},
    (P.PEMERIKSA, False, CaraTerbit.TTE_LOKAL): set(),
    (P.PEMERIKSA, False, CaraTerbit.BASAH): set(),
    (P.PENANDA_TANGAN, True, CaraTerbit.TTE_LOKAL): {S.DIPARAF, S.MENUNGGU_TTE},
    (P.PENANDA_TANGAN, False, CaraTerbit.TTE_LOKAL): {S.TERVERIFIKASI, S.DIPARAF, S.MENUNGGU_TTE},
    (P.PENANDA_TANGAN, True, CaraTerbit.BASAH): {S.MENUNGGU_TTE},
    (P.PENANDA_TANGAN, False, CaraTerbit.BASAH): {S.MENUNGGU_TTE},
    (P.WARGA, True, CaraTerbit.TTE_LOKAL): set(),
    (P.SISTEM, True, CaraTerbit.BASAH): set(),
}


@pytest.mark.parametrize(("peran", "paraf", "cara"), TERLIHAT)
def test_each_role_sees_exactly_what_waits_for_it(
    meja_kerja: Desa, peran: Peran, paraf: bool, cara: CaraTerbit
) -> None:
    semua = {status: baris(status).pk for status in Status}
    status = tumpukan(peran, paraf=paraf, cara_terbit=cara)
    terlihat = meja.daftar_surat(status=status).baris if status else ()
    assert {b.id for b in terlihat} == {semua[s] for s in TERLIHAT[peran, paraf, cara]}
    assert {b.id for b in meja.lembar_tanda(status, 50)} == {b.id for b in terlihat}


def test_every_pile_is_counted_with_its_oldest_and_its_first_promise(meja_kerja: Desa) -> None:
    baris(S.DIAJUKAN, jam=5, sejak=1)
    baris(S.DIAJUKAN, jam=3, sejak=2)
    baris(S.DIPARAF, jam=9, sejak=4)
    baris(S.TERBIT, jam=None, sejak=6)
    hitung = meja.hitung_status()
    jam = lambda n: PAGI + timedelta(hours=n)  # noqa: E731
    assert hitung == {
        S.DIAJUKAN: meja.Tumpuk(2, jam(1), jam(3)),
        S.DIPARAF: meja.Tumpuk(1, jam(4), jam(9)),
        S.TERBIT: meja.Tumpuk(1, jam(6), None),
    }


def test_an_empty_office_has_no_piles_although_the_neighbour_is_busy(meja_kerja: Desa) -> None:
    assert meja.hitung_status() == {}
    assert meja.daftar_surat() == meja.HalamanSurat((), 1, 25, 0)
    assert meja.daftar_surat(q="Orang Asing").jumlah == 0
    assert meja.daftar_surat(q="ASING-ASING-terbit").jumlah == 0
    assert meja.lembar_tanda(tuple(Status), 50) == ()


def test_a_foreign_letter_is_as_missing_as_none(meja_kerja: Desa, situmandala: Desa) -> None:
    sendiri = baris()
    ids = [sendiri.pk, new_id(), *_ids_tetangga(meja_kerja, situmandala)]
    assert set(meja.surat_terpilih(ids)) == {sendiri.pk}
    for surat_id in ids[1:]:
        with pytest.raises(NotFound):
            meja.rincian(surat_id)
        with pytest.raises(NotFound):
            warga.berkas_terbit(surat_id)


def _ids_tetangga(sendiri: Desa, lain: Desa) -> list[UUID]:
    """Read the neighbour's ids in a context of its own, and come back."""

    def baca() -> list[UUID]:
        scope._aktif.set(None)
        with lingkup(lain.kode):
            return list(Surat.objects.values_list("pk", flat=True))

    hasil = copy_context().run(baca)
    if connection.vendor == "postgresql":
        scope._tell_postgres(sendiri.kode)
    assert len(hasil) == len(Status)
    return hasil


# ---------- the order of the service clock ----------


def test_the_most_urgent_comes_first_and_what_is_decided_last_newest_first(meja_kerja: Desa) -> None:
    santai = baris(S.DIPARAF, jam=9)
    selesai_lama = baris(S.TERBIT, jam=None, sejak=1)
    mendesak = baris(S.DIAJUKAN, jam=1)
    selesai_baru = baris(S.DITOLAK, jam=None, sejak=5)
    lewat = baris(S.TERVERIFIKASI, jam=-2)
    urut = [b.id for b in meja.daftar_surat().baris]
    assert urut == [x.pk for x in (lewat, mendesak, santai, selesai_baru, selesai_lama)]


def test_the_signer_s_pile_is_in_the_same_order_and_cut_at_the_most_urgent(meja_kerja: Desa) -> None:
    tiga = [baris(S.DIPARAF, jam=jam) for jam in (5, 1, 3)]
    tiga.sort(key=lambda s: s.tenggat or PAGI)
    assert [b.id for b in meja.lembar_tanda([S.DIPARAF], 50)] == [s.pk for s in tiga]
    assert [b.id for b in meja.lembar_tanda([S.DIPARAF], 2)] == [s.pk for s in tiga[:2]]


@pytest.mark.parametrize("per_halaman", [1, 3, 7, 50])
def test_pages_hold_every_letter_exactly_once(meja_kerja: Desa, per_halaman: int) -> None:
    semua = {baris(jam=3).pk for _ in range(7)}  # the same promise: only a fixed order keeps them apart
    hal = meja.daftar_surat(per_halaman=per_halaman)
    dilihat = [
        b.id
        for n in range(1, hal.jumlah_halaman + 1)
        for b in meja.daftar_surat(halaman=n, per_halaman=per_halaman).baris
    ]
    assert sorted(dilihat) == sorted(semua)
    assert (hal.jumlah, hal.jumlah_halaman) == (7, -(-7 // per_halaman))


@pytest.mark.parametrize(("halaman", "jadi"), [(99, 2), (2, 2), (1, 1), (0, 1), (-5, 1)])
def test_a_page_that_does_not_exist_is_the_nearest_one(meja_kerja: Desa, halaman: int, jadi: int) -> None:
    for _ in range(3):
        baris()
    hal = meja.daftar_surat(halaman=halaman, per_halaman=2)
    assert (hal.halaman, len(hal.baris)) == (jadi, {1: 2, 2: 1}[jadi])


# ---------- finding ----------


@pytest.mark.parametrize(
    ("q", "ada"),
    [
        ("euis", True),
        ("KOMAR", True),
        ("Asep", False),
        ("%", False),
        ("_uis", False),
        ("' OR 1=1 --", False),
        ("\\", False),
        ("Euis\x00", True),
        ("eu\u200bis", True),
        (" \x00 ", True),
        ("x" * 5000, False),
    ],
)
def test_words_find_names_and_nothing_is_a_pattern(meja_kerja: Desa, q: str, ada: bool) -> None:
    satu = baris()
    hal = meja.daftar_surat(q=q)
    assert [b.id for b in hal.baris] == ([satu.pk] if ada else [])


def test_a_ticket_finds_its_letter_as_people_say_it(di_cisontrol: Desa) -> None:
    cast = pabrik.pemeran()
    r = meja.rincian(pabrik.diajukan(cast))
    baris()
    for ketikan in (r.tiket, r.tiket.lower(), r.tiket.replace("-", " "), f"  {r.tiket}  "):
        assert [b.id for b in meja.daftar_surat(q=ketikan).baris] == [r.id]


def test_lists_are_narrowed_by_status_type_and_words_together(meja_kerja: Desa) -> None:
    cocok = baris(S.DIPARAF, jenis="sktm", nama="Asep Sunandar")
    baris(S.DIPARAF, jenis="sku", nama="Asep Sunandar")
    baris(S.DIAJUKAN, jenis="sktm", nama="Asep Sunandar")
    baris(S.DIPARAF, jenis="sktm", nama="Euis Komariah")
    hal = meja.daftar_surat(status=[S.DIPARAF], jenis="sktm", q="asep")
    assert [b.id for b in hal.baris] == [cocok.pk]
    assert hal.baris[0].nama_jenis == "Surat Keterangan Tidak Mampu"
    assert meja.daftar_surat(jenis="tidak_ada").jumlah == 0


def test_a_type_that_a_later_release_dropped_keeps_its_code(meja_kerja: Desa) -> None:
    baris(jenis="surat_lama")
    assert meja.daftar_surat().baris[0].nama_jenis == "surat_lama"


def test_the_letters_of_a_resident_newest_first(meja_kerja: Desa) -> None:
    orang = new_id()
    lama, baru = baris(penduduk_id=orang, sejak=1), baris(S.TERBIT, penduduk_id=orang, sejak=4)
    baris(sejak=9)
    assert [b.id for b in meja.surat_dari(orang)] == [baru.pk, lama.pk]
    assert [b.id for b in meja.surat_dari(orang, batas=1)] == [baru.pk]


# ---------- all about one ----------


def test_all_about_a_letter_names_who_did_what(di_cisontrol: Desa) -> None:
    cast = pabrik.pemeran()
    pabrik.tte_lokal(cast)
    surat_id = pabrik.diparaf(cast)
    surat.jalankan(
        surat_id=surat_id,
        aksi=Aksi.KEMBALIKAN,
        oleh=cast.pelaku(P.PENANDA_TANGAN),
        versi=3,
        catatan="Alamat keliru.",
    )
    r = meja.rincian(surat_id)
    assert [(lk.aksi, lk.pelaku, lk.catatan) for lk in r.langkah] == [
        (Aksi.AJUKAN, "Rika Amelia", ""),
        (Aksi.VERIFIKASI, "Rika Amelia", ""),
        (Aksi.PARAF, "Dadang Suhendar, S.IP.", ""),
        (Aksi.KEMBALIKAN, "H. Oman Rohman", "Alamat keliru."),
    ]
    assert (r.petugas_loket, r.nama, r.status, r.versi) == (
        "Rika Amelia",
        "Euis Komariah",
        S.TERVERIFIKASI,
        4,
    )
    assert (r.nomor, r.data, r.sha256, r.dicabut_pada) == ("", None, "", None)
    assert {b.syarat for b in r.berkas} == {"pengantar", "ktp", "kk", "foto_usaha", "pbb"}
    assert r.nilai == r.nilai_awal


def test_a_replaced_file_is_no_longer_shown(di_cisontrol: Desa) -> None:
    surat_id = pabrik.diajukan(pabrik.pemeran())
    lama = Berkas.objects.filter(syarat="ktp").get()
    Berkas.objects.filter(pk=lama.pk).update(diganti_pada=PAGI)
    assert "ktp" not in {b.syarat for b in meja.rincian(surat_id).berkas}


# ---------- the same number of statements with one row and with twenty ----------

BINGKAI = ("SAVEPOINT", "RELEASE", "SELECT set_config")
PERTANYAAN: dict[str, tuple[int, Callable[[UUID], object]]] = {
    "hitung_status": (1, lambda _: meja.hitung_status()),
    "daftar_surat": (2, lambda _: meja.daftar_surat(per_halaman=50)),
    "lembar_tanda": (2, lambda _: meja.lembar_tanda(list(Status), 50)),
    "surat_dari": (1, meja.surat_dari),
    "surat_terpilih": (1, lambda _: meja.surat_terpilih(list(Surat.objects.values_list("pk", flat=True))[:50])),
}  # fmt: skip


@pytest.mark.parametrize("nama", PERTANYAAN)
def test_twenty_letters_cost_as_many_statements_as_one(meja_kerja: Desa, nama: str) -> None:
    orang = new_id()
    batas, tanya = PERTANYAAN[nama]

    def hitung() -> tuple[int, object]:
        with CaptureQueriesContext(connection) as catatan:
            hasil = tanya(orang)
        return sum(not q["sql"].startswith(BINGKAI) for q in catatan), hasil

    baris(penduduk_id=orang)
    satu, _ = hitung()
    for _ in range(19):
        baris(penduduk_id=orang)
    banyak, hasil = hitung()
    assert satu == banyak
    assert banyak <= batas + (nama == "surat_terpilih")  # one more to choose the ids
    assert len(getattr(hasil, "baris", hasil)) == (1 if nama == "hitung_status" else 20)  # type: ignore[arg-type]


def test_a_long_history_costs_no_more_statements(di_cisontrol: Desa) -> None:
    satu = baris(dilayani_oleh=new_id())

    def hitung() -> int:
        with CaptureQueriesContext(connection) as catatan:
            meja.rincian(satu.pk)
        return sum(not q["sql"].startswith(BINGKAI) for q in catatan)

    def catat(versi: int) -> None:
        Langkah(
            surat=satu, versi=versi, aksi=Aksi.UBAH, dari=S.DIAJUKAN, ke=S.DIAJUKAN, peran=P.OPERATOR,
            pelaku=new_id(), waktu=PAGI,
        ).save(force_insert=True)  # fmt: skip

    catat(1)
    awal = hitung()
    for versi in range(2, 21):
        catat(versi)
    assert awal == hitung() <= 4


def test_every_status_of_the_table_is_in_the_tests_above() -> None:
    assert {s for isi in TERLIHAT.values() for s in isi} == {
        x.ke for x in ALUR.transitions if x.janji_jam is not None
    }
