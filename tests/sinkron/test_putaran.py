"""A neighbour's week applied in rounds, on both databases: letters in bulk, one bad event among them, the same tables."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.jejak import sisip
from eoffice.jejak.aliran import Kiriman
from eoffice.jejak.models import Kursor
from eoffice.kernel.ids import new_id
from eoffice.penduduk.models import Penduduk
from eoffice.surat.models import IndeksTerbit, Langkah, Permohonan, Surat
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.sinkron.kembaran import Kembaran, dengan, kembaran, sepekan, tabel_sini, tanpa, terapkan, terima
from tests.sinkron.kerja import tertahan

SURAT, ORANG, NOMOR = "surat.surat", "penduduk.penduduk_dicatat", "arsip.nomor"


@pytest.fixture
def pekan(cisontrol: Desa, situmandala: Desa) -> Kembaran:
    """A week of Cisontrol, as its neighbour Situmandala would have told it."""
    with lingkup(cisontrol.kode):
        sepekan()
        return kembaran(situmandala.kode)


@pytest.mark.parametrize("sekali", [1, 7, 700])
def test_rounds_of_any_size_make_the_same_tables(pekan: Kembaran, situmandala: Desa, sekali: int) -> None:
    with lingkup(situmandala.kode):
        terima(pekan)
        assert sum(satu.dikerjakan for satu in terapkan(sekali)) == len(pekan.semua)
        assert tabel_sini() == pekan.tabel
        assert tertahan() == []


def test_a_letter_of_many_revisions_is_written_once_and_has_all_its_steps(
    pekan: Kembaran, situmandala: Desa, monkeypatch: pytest.MonkeyPatch
) -> None:
    tertulis: list[Any] = []
    asli = sisip.tulis

    def catat(rows: list[Any], timpa: Any = ()) -> None:
        tertulis.extend(rows)
        asli(rows, timpa)

    monkeypatch.setattr("eoffice.surat.projections.tulis", catat)
    with lingkup(situmandala.kode):
        terima(pekan)
        terapkan()
        surat = [row for row in tertulis if isinstance(row, Surat)]
        assert len(surat) == len({row.pk for row in surat}) == Surat.objects.count() == 4
        assert sum(satu.isi["jenis"] == SURAT for satu in pekan.semua) == sum(row.versi for row in surat) > 8
        for row in surat:
            assert Langkah.objects.filter(surat=row).count() == row.versi


def test_the_statements_of_a_round_do_not_grow_with_its_letters(pekan: Kembaran, situmandala: Desa) -> None:
    def banyak(satu: Kembaran) -> int:
        with lingkup(situmandala.kode), CaptureQueriesContext(connection) as catatan:
            terima(satu)
            (hasil,) = terapkan()
        assert hasil.dikerjakan == len(satu.semua)
        return len(catatan)

    orang = [satu for satu in pekan.semua if satu.isi["jenis"] == SURAT]
    satu_surat = {orang[0].isi["agregat_id"]}
    sedikit = [satu for satu in orang if satu.isi["agregat_id"] in satu_surat]
    lain = [satu for satu in orang if satu.isi["agregat_id"] not in satu_surat]
    assert banyak(_aliran(lain, 2)) <= banyak(_aliran(sedikit, 1)) + 3  # books of codes: none, or one


def _aliran(semua: list[Any], nomor: int) -> Kembaran:
    """Return events as a stream of their own."""
    epoch = f"00000000-0000-4000-8000-00000000000{nomor}"
    baru = [type(s)({**s.isi, "epoch": epoch, "urut": u}, s.pribadi, s.garam) for u, s in enumerate(semua, 1)]
    return Kembaran(baru, {})


def test_in_later_rounds_letters_that_stand_are_written_over(pekan: Kembaran, situmandala: Desa) -> None:
    tengah = pekan.tempat(SURAT, 3)
    with lingkup(situmandala.kode):
        terima(Kembaran(pekan.semua[:tengah], {}))
        terapkan()
        dulu = dict(Surat.objects.values_list("pk", "versi"))
        terima(Kembaran(pekan.semua[tengah:], {}))
        terapkan()
        kini = dict(Surat.objects.values_list("pk", "versi"))
        assert any(kini[pk] > versi for pk, versi in dulu.items())
        assert tabel_sini() == pekan.tabel


@pytest.mark.parametrize(
    ("jenis", "rusak"),
    [
        (SURAT, {"publik": {"sejak": "bukan saat"}}),
        (SURAT, {"publik": {"status": "entah"}}),
        (ORANG, {"pribadi": {"nama": 5}}),
        (ORANG, {"pribadi": {"keluarga_id": "00000000-0000-4000-8000-000000000000"}}),
        (NOMOR, {"publik": {"urut": 0}}),
    ],
)
def test_one_poisoned_event_in_a_round_is_set_aside_alone_and_everything_else_stands(
    pekan: Kembaran, situmandala: Desa, jenis: str, rusak: dict[str, Any]
) -> None:
    tempat = pekan.akhir(jenis)
    korban = pekan.semua[tempat].isi["agregat_id"]
    racun = pekan.ubah(tempat, lambda satu: dengan(satu, **rusak))
    with lingkup(situmandala.kode):
        terima(racun)
        assert sum(satu.dikerjakan for satu in terapkan()) == len(racun.semua)
        assert [nama for nama, _ in tertahan()] == [jenis]
        assert tertahan()[0][1] != "sinkron.menunggu_yang_tertahan"
        assert tanpa(tabel_sini(), korban) == tanpa(pekan.tabel, korban)


def test_a_poisoned_revision_between_good_ones_holds_up_those_after_it(
    pekan: Kembaran, situmandala: Desa
) -> None:
    tempat = pekan.tempat(SURAT, 2)
    racun = pekan.ubah(tempat, lambda satu: dengan(satu, publik={"tenggat": "kapan-kapan"}))
    korban = racun.semua[tempat].isi["agregat_id"]
    with lingkup(situmandala.kode):
        terima(racun)
        terapkan()
        assert Surat.objects.get(pk=korban).versi == 1, "the last image alone would hide what is wrong"
        assert tertahan()[0] == (SURAT, "sinkron.tidak_dapat_diterapkan")


def test_a_letter_with_the_id_of_a_neighbours_is_refused_and_changes_nothing_there(
    pekan: Kembaran, cisontrol: Desa, situmandala: Desa
) -> None:
    with lingkup(cisontrol.kode):
        lama = list(Permohonan.objects.order_by("pk").values("pk", "nama", "desa_id"))
    milik_tetangga = {"permohonan_id": str(lama[0]["pk"]), "nama": "PENYUSUP"}
    racun = pekan.ubah(pekan.tempat(SURAT), lambda satu: dengan(satu, pribadi=milik_tetangga))
    with lingkup(situmandala.kode):
        terima(racun)
        terapkan()
        assert tertahan()[0] == (SURAT, "sinkron.tidak_dapat_diterapkan")
    with lingkup(cisontrol.kode):
        assert list(Permohonan.objects.order_by("pk").values("pk", "nama", "desa_id")) == lama


def test_a_code_of_a_neighbours_letter_is_refused(
    pekan: Kembaran, situmandala: Desa, cisontrol: Desa
) -> None:
    kode = "ab" * 16
    IndeksTerbit.objects.create(kode=kode, kode_pendek="uji", desa=cisontrol)
    racun = pekan.ubah(pekan.tempat(SURAT), lambda satu: dengan(satu, publik={"kode": kode}))
    with lingkup(situmandala.kode):
        terima(racun)
        terapkan()
        assert tertahan()[0] == (SURAT, "surat.kode_milik_desa_lain")
    assert IndeksTerbit.objects.get(pk=kode).desa_id == cisontrol.kode


def _dua_lagi(pekan: Kembaran, **rusak: Any) -> Kembaran:
    """Return a stream that goes on about a person: a revision that is wrong, and one that puts it right."""
    asal = pekan.semua[pekan.akhir(ORANG)]
    return _aliran([dengan(_lagi(asal, 1), **rusak), _lagi(asal, 2)], 3)


def _lagi(asal: Kiriman, sesudah: int, **isi: object) -> Kiriman:
    baru = {"revisi": asal.isi["revisi"] + sesudah, "id_peristiwa": str(new_id()), **isi}
    return Kiriman({**asal.isi, **baru}, asal.pribadi, asal.garam)


def _dengan_revisi(tabel: Any, korban: str, revisi: int) -> Any:
    orang = [
        replace(satu, revisi=revisi) if str(satu.agregat_id) == korban else satu for satu in tabel[ORANG]
    ]
    return {**tabel, ORANG: orang}


@pytest.mark.parametrize("sekali", [1, 700])
def test_a_missing_parent_holds_its_row_wherever_a_round_ends(
    pekan: Kembaran, situmandala: Desa, sekali: int
) -> None:
    with lingkup(situmandala.kode):
        terima(pekan)
        terapkan()
        terima(_dua_lagi(pekan, pribadi={"keluarga_id": "00000000-0000-4000-8000-000000000000"}))
        terapkan(sekali)
        sebab = ["sinkron.induk_belum_ada", "sinkron.menunggu_yang_tertahan"]
        assert tertahan() == [(ORANG, satu) for satu in sebab]
        assert tabel_sini() == pekan.tabel, "no revision is passed over, whichever comes after it"


def test_what_a_constraint_alone_refuses_is_made_good_by_the_next_revision_of_the_round(
    pekan: Kembaran, situmandala: Desa
) -> None:
    lanjut = _dua_lagi(pekan, pribadi={"status_dasar": 5})
    korban, akhir = lanjut.semua[1].isi["agregat_id"], lanjut.semua[1].isi["revisi"]
    with lingkup(situmandala.kode):
        terima(pekan)
        terapkan()
        terima(lanjut)
        terapkan()
        assert tertahan() == []
        assert tabel_sini() == (benar := _dengan_revisi(pekan.tabel, korban, akhir)), (
            "as its owner has it (I7)"
        )
        Kursor.objects.update(urut=0)
        terapkan(1)
        assert (tabel_sini(), tertahan()) == (benar, []), "told again, one by one, nothing changes (I5)"


def test_where_a_round_ends_between_them_the_owner_tells_the_row_anew_and_both_ends_are_the_same(
    pekan: Kembaran, situmandala: Desa
) -> None:
    lanjut = _dua_lagi(pekan, pribadi={"status_dasar": 5})
    korban, akhir = lanjut.semua[1].isi["agregat_id"], lanjut.semua[1].isi["revisi"]
    ulang = _lagi(lanjut.semua[1], 0, macam="repair", urut=3)
    with lingkup(situmandala.kode):
        terima(pekan)
        terapkan()
        terima(lanjut)
        terapkan(1)
        assert len(tertahan()) == 2
        assert Penduduk.objects.get(pk=UUID(korban)).revisi == akhir - 2
        terima(Kembaran([ulang], {}))
        terapkan(1)
        assert (tabel_sini(), tertahan()) == (_dengan_revisi(pekan.tabel, korban, akhir), [])
