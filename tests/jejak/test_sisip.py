"""Thousands of received events at once: what is read back is what came, on both databases."""

from copy import deepcopy
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from eoffice.jejak import wire
from eoffice.jejak.aliran import Kiriman, kiriman, kunci_aliran, rangkai, tempel
from eoffice.jejak.models import Akses, Kepala, Kursor, MuatanPribadi, Peristiwa
from eoffice.jejak.sisip import tulis
from eoffice.kernel import chain, clock
from eoffice.kernel.errors import InvalidInput
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import LingkupLain

SULIT = {
    "teks": "kutip \" ' miring \\ baris\nbaru\ttab { [ ] } , : ;",
    "huruf": "ᮃᮞᮨᮕ é 😀 \u2028",
    "angka": [0, -1, 2**53 + 1],
    "kosong": {"": None, "a": [], "b": {}, "c": "", "benar": True},
}
WAKTU = "2026-11-24T14:26:31.770116+00:00"
pytestmark = pytest.mark.usefixtures("di_cisontrol")


def peristiwa(banyak: int, pribadi: Any = SULIT) -> list[Kiriman]:
    """Return the first events of a stream that was never here."""
    epoch, garam = str(uuid4()), bytes(range(240, 256))
    digest = "" if pribadi is None else chain.private_digest(garam, pribadi)
    return [
        Kiriman(
            {
                "id_peristiwa": str(uuid4()),
                "desa": "32.07.15.2004",
                "epoch": epoch,
                "urut": urut,
                "macam": "put",
                "jenis": "uji.contoh",
                "versi": 1,
                "agregat": "contoh",
                "agregat_id": str(uuid4()),
                "revisi": urut,
                "epoch_pemilik": 0,
                "waktu": WAKTU,
                "pelaku": "o'brien",
                "publik": SULIT,
                "digest_pribadi": digest,
            },
            pribadi,
            garam if pribadi is not None else b"",
        )
        for urut in range(1, banyak + 1)
    ]


def masukkan(semua: list[Kiriman]) -> None:
    with transaction.atomic():
        kunci_aliran(Kepala(epoch=semua[0].isi["epoch"]).epoch)
        tempel(semua[0].isi["epoch"], semua)


@pytest.mark.parametrize("pribadi", [SULIT, {}, None])
def test_what_came_is_read_back_as_it_came(pribadi: Any) -> None:
    semua = peristiwa(3, pribadi)
    masukkan(semua)
    assert kiriman(semua[0].isi["epoch"], 0, 10) == semua


def test_rows_have_their_own_ids_and_belong_to_the_village(di_cisontrol: Desa) -> None:
    masukkan(peristiwa(3))
    rows = list(Peristiwa.objects.select_related("muatan").order_by("urut"))
    assert {row.desa_id for row in rows} == {row.muatan.desa_id for row in rows} == {di_cisontrol.kode}
    assert len({row.pk for row in rows}) == 3
    assert all(row.full_clean(exclude=["desa"]) is None for row in rows)  # type: ignore[func-returns-value]


def test_the_number_of_statements_does_not_grow_with_the_events() -> None:
    def banyak(semua: list[Kiriman]) -> int:
        with CaptureQueriesContext(connection) as catatan:
            masukkan(semua)
        return len(catatan)

    masukkan(peristiwa(1))
    sedikit = banyak(peristiwa(2))
    assert banyak(peristiwa(40 if connection.vendor == "sqlite" else 2000)) == sedikit


@pytest.mark.parametrize(
    ("kolom", "nilai"),
    [
        ("waktu", "2026-11-24T21:26:31.770116+07:00"),
        ("waktu", "2026-11-24T14:26:31+00:00"),
        ("waktu", "2026-11-24T14:26:31.770116"),
        ("waktu", 1),
        ("epoch_pemilik", True),
        ("epoch_pemilik", -1),
        ("revisi", "1"),
        ("revisi", 2**31),
        ("versi", 1.0),
        ("jenis", None),
        ("pelaku", ["x"]),
        ("agregat_id", "01938B1E-0000-7000-8000-00000000000A"),
        ("agregat_id", "{01938b1e-0000-7000-8000-00000000000a}"),
        ("id_peristiwa", "x"),
        ("id_peristiwa", 5),
        ("lain", "kolom yang tidak ada"),
        ("desa", "32.07.15.2005"),
        ("urut", 2),
    ],
)
def test_an_event_in_another_form_is_refused_whole(kolom: str, nilai: object) -> None:
    satu = peristiwa(1)[0]
    rusak = Kiriman({**satu.isi, kolom: nilai}, satu.pribadi, satu.garam)
    with pytest.raises(InvalidInput, match="peristiwa_rusak"):
        masukkan([rusak])
    assert not Peristiwa.objects.exists()


@pytest.mark.parametrize("kolom", ["waktu", "publik", "digest_pribadi", "versi"])
def test_an_event_without_a_column_is_refused(kolom: str) -> None:
    satu = peristiwa(1)[0]
    isi = {nama: nilai for nama, nilai in satu.isi.items() if nama != kolom}
    with pytest.raises(InvalidInput, match="peristiwa_rusak"):
        masukkan([Kiriman(isi, satu.pribadi, satu.garam)])


def test_a_private_part_that_does_not_fit_is_refused() -> None:
    satu = peristiwa(1)[0]
    lain = deepcopy(dict(SULIT)) | {"teks": "lain"}
    with pytest.raises(InvalidInput, match="peristiwa_rusak"):
        masukkan([Kiriman(satu.isi, lain, satu.garam)])


def test_digests_that_were_worked_out_already_are_the_same_as_those_worked_out_here() -> None:
    semua = peristiwa(3)
    epoch = Kepala(epoch=semua[0].isi["epoch"]).epoch
    digest = rangkai(chain.GENESIS, semua)
    with transaction.atomic():
        kunci_aliran(epoch)
        baru = tempel(epoch, semua, digest)
    assert list(Peristiwa.objects.order_by("urut").values_list("digest", flat=True)) == digest
    assert (baru.urut, baru.digest) == (3, digest[-1])
    links = [chain.Link(r.urut, r.sebelum, r.digest, wire.isi(r)) for r in Peristiwa.objects.order_by("urut")]
    assert chain.first_break(links) is None


@pytest.mark.hanya_postgres
def test_the_policy_of_the_village_holds_for_this_way_in_too() -> None:
    satu = peristiwa(1)[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('eoffice.desa', '32.07.15.2005', true)")
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Kepala.objects.bulk_create([])
        masukkan([satu])
    assert MuatanPribadi.objects.count() == 0


def orang(**ubah: Any) -> Akses:
    """Return a row with an id, moments and texts that need care."""
    isi = {
        "waktu": clock.now(),
        "pengguna_id": uuid4(),
        "sasaran": "uji",
        "sasaran_id": uuid4(),
        "tindakan": "x",
    }
    return Akses(**(isi | {"alasan": SULIT["teks"]} | ubah))


def test_rows_written_at_once_are_read_back_as_they_were(di_cisontrol: Desa) -> None:
    rows = [orang(), orang(permintaan_id=uuid4()), orang(alasan="")]
    tulis(rows)
    ada = {row.pk: row for row in Akses.objects.all()}
    kolom = (
        "waktu",
        "pengguna_id",
        "sasaran",
        "sasaran_id",
        "tindakan",
        "alasan",
        "permintaan_id",
        "desa_id",
    )
    assert {pk: [getattr(row, nama) for nama in kolom] for pk, row in ada.items()} == {
        row.pk: [getattr(row, nama) for nama in kolom] for row in rows
    }


def test_nothing_to_write_asks_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        tulis([])


def test_only_the_named_columns_of_rows_that_stand_change() -> None:
    epoch = uuid4()
    lama = Kursor(konsumen="uji", epoch=epoch, urut=3, gagal_sebab="tetap")
    tulis([lama])
    tulis([Kursor(id=lama.pk, konsumen="uji", epoch=epoch, urut=9, gagal_sebab="lain")], ["urut"])
    (kini,) = Kursor.objects.filter(epoch=epoch)
    assert (kini.pk, kini.urut, kini.gagal_sebab) == (lama.pk, 9, "tetap")


def test_a_row_that_stands_is_not_written_over_unasked() -> None:
    lama = Kursor(konsumen="uji", epoch=uuid4(), urut=3)
    tulis([lama])
    with pytest.raises(IntegrityError), transaction.atomic():
        tulis([Kursor(id=lama.pk, konsumen="uji", epoch=lama.epoch, urut=9)])
    assert Kursor.objects.get(pk=lama.pk).urut == 3


def test_a_row_of_another_village_is_refused_before_the_database_is_asked() -> None:
    with pytest.raises(LingkupLain):
        tulis([Kursor(konsumen="uji", epoch=uuid4(), desa_id="32.07.15.2005")])


@pytest.mark.parametrize("banyak", [0, 1, 3, 1500])
def test_of_many_ids_those_that_are_here_are_found_with_one_value(banyak: int, di_cisontrol: Desa) -> None:
    tulis([Kursor(konsumen=str(nomor), epoch=uuid4()) for nomor in range(4)])
    semua = list(Kursor.objects.values_list("pk", flat=True))
    cari = {*semua[: min(banyak, 3)], *(uuid4() for _ in range(banyak))}
    with CaptureQueriesContext(connection) as catatan:
        ada = set(Kursor.objects.filter(pk__termasuk=cari).values_list("pk", flat=True))
    assert ada == {*semua[: min(banyak, 3)]}
    assert len(catatan) == 1
    assert set(Kursor.objects.exclude(epoch__termasuk=[]).values_list("pk", flat=True)) == {*semua}
