"""Writing to the stream: gap-free, linked, schema-checked, never earlier than the event before."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import structlog
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice.jejak import selectors, services
from eoffice.jejak.models import Akses, HanyaDitambah, Kepala, MuatanPribadi, Peristiwa
from eoffice.jejak.registry import JenisPeristiwa, JenisTidakSah
from eoffice.jejak.services import TanpaTransaksi
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel import chain
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import LingkupTidakAktif, lingkup

from .conftest import POLOS, UJI, banyak, isi_uji, lalu_batal, tulis

SEKARANG = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def test_the_first_event_opens_the_stream_at_one(di_cisontrol: Desa) -> None:
    satu = tulis()
    kepala = Kepala.objects.get()
    assert (satu.urut, satu.sebelum, satu.epoch_pemilik) == (1, chain.GENESIS, 0)
    assert (kepala.urut, kepala.digest, kepala.epoch) == (1, satu.digest, satu.epoch)
    assert kepala.ditutup_pada is None


def test_each_event_follows_the_one_before(di_cisontrol: Desa) -> None:
    semua = [tulis() for _ in range(4)]
    assert [satu.urut for satu in semua] == [1, 2, 3, 4]
    assert [satu.sebelum for satu in semua[1:]] == [satu.digest for satu in semua[:-1]]
    assert len({satu.epoch for satu in semua}) == 1


def test_columns_hold_what_was_said(di_cisontrol: Desa) -> None:
    siapa = new_id()
    ditulis = tulis(siapa, revisi=7, pelaku="petugas-1", macam="repair")
    satu = Peristiwa.objects.get(pk=ditulis.pk)
    assert (satu.jenis, satu.versi, satu.macam) == ("uji.orang", 1, "repair")
    assert (satu.agregat, satu.agregat_id, satu.revisi, satu.pelaku) == ("orang", siapa, 7, "petugas-1")
    assert satu.publik == {"status": "baru"}
    assert satu.id_peristiwa.version == 7


def test_the_private_part_lies_apart_and_is_only_hinted_at_by_a_salted_digest(di_cisontrol: Desa) -> None:
    satu, sama = tulis(), tulis()
    muatan = MuatanPribadi.objects.get(pk=satu.pk)
    assert muatan.isi["nik"] == "3207159000000001"
    assert "3207159000000001" not in str(satu.publik)
    assert chain.private_digest(bytes(muatan.garam), muatan.isi) == satu.digest_pribadi
    assert satu.digest_pribadi != sama.digest_pribadi, "equal payloads must not look equal"


def test_an_event_without_private_part_has_no_digest_of_it(di_cisontrol: Desa) -> None:
    satu = tulis(jenis=POLOS, publik={"nilai": 1}, pribadi={})
    assert satu.digest_pribadi == ""
    assert not MuatanPribadi.objects.exists()


@pytest.mark.parametrize(
    "ubah",
    [
        {"publik": {}},
        {"publik": {"status": "baru", "lebih": 1}},
        {"pribadi": {"nama": "Euis"}},
        {"publik": {"status": "baru", "nik": "1"}, "pribadi": {"nama": "Euis"}},
    ],
)
def test_a_payload_with_other_keys_is_refused(di_cisontrol: Desa, ubah: dict[str, object]) -> None:
    with pytest.raises(JenisTidakSah):
        tulis(**ubah)
    assert not Peristiwa.objects.exists()


def test_a_type_nobody_registered_is_refused(di_cisontrol: Desa) -> None:
    liar = JenisPeristiwa("uji.liar", 1, frozenset(), frozenset(), "hapus")
    with pytest.raises(JenisTidakSah, match="not registered"):
        tulis(jenis=liar, publik={}, pribadi={})


def test_a_type_that_differs_from_the_registered_one_is_refused(di_cisontrol: Desa) -> None:
    tiruan = JenisPeristiwa("uji.orang", 1, frozenset({"status", "nama"}), frozenset(), "hapus")
    with pytest.raises(JenisTidakSah, match="not the registered"):
        tulis(jenis=tiruan, publik={"status": "x", "nama": "y"}, pribadi={})


@pytest.mark.parametrize("nilai", [1.5, SEKARANG, uuid4(), {1, 2}, b"x"])
def test_a_value_without_canonical_form_is_refused(di_cisontrol: Desa, nilai: object) -> None:
    with pytest.raises(TypeError):
        tulis(publik={"status": nilai})


def test_an_unknown_kind_is_refused(di_cisontrol: Desa) -> None:
    with pytest.raises(ValueError, match="hapuskan"):
        tulis(macam="hapuskan")


@pytest.mark.hanya_sqlite  # on PostgreSQL the scope itself holds a transaction
@pytest.mark.serentak
def test_no_transaction_no_event(di_cisontrol: Desa) -> None:
    with pytest.raises(TanpaTransaksi):
        services.catat(
            jenis=UJI, agregat="orang", agregat_id=new_id(), revisi=1, pelaku="sistem", **isi_uji()
        )


def test_no_village_no_event(cisontrol: Desa) -> None:
    with pytest.raises(LingkupTidakAktif):
        tulis()


def test_a_rolled_back_event_leaves_no_gap(di_cisontrol: Desa) -> None:
    tulis()
    lalu_batal(tulis)
    assert tulis().urut == 2
    assert periksa_rantai(di_cisontrol.kode).utuh


def test_villages_have_streams_of_their_own(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        kita = [tulis() for _ in range(3)]
    with lingkup(situmandala.kode):
        mereka = tulis()
        assert mereka.urut == 1
        assert mereka.epoch != kita[0].epoch
        assert list(Peristiwa.objects.values_list("pk", flat=True)) == [mereka.pk]
        assert [len(selectors.riwayat("orang", satu.agregat_id)) for satu in (*kita, mereka)] == [0, 0, 0, 1]


def test_a_clock_set_back_a_year_is_outlived_and_reported(di_cisontrol: Desa) -> None:
    with time_machine.travel(SEKARANG, tick=False):
        dulu = tulis()
    with (
        time_machine.travel(SEKARANG - timedelta(days=365), tick=False),
        structlog.testing.capture_logs() as log,
    ):
        mundur = [tulis(), tulis()]
    with time_machine.travel(SEKARANG + timedelta(minutes=1), tick=False):
        maju = tulis()
    assert [satu.waktu for satu in (dulu, *mundur)] == [SEKARANG] * 3
    assert maju.waktu == SEKARANG + timedelta(minutes=1)
    assert [(satu["event"], satu["detik"]) for satu in log] == [("jam_mundur", 365 * 86400)] * 2
    assert periksa_rantai(di_cisontrol.kode).utuh


def test_many_events_are_one_unbroken_piece(di_cisontrol: Desa) -> None:
    tulis()
    with transaction.atomic():
        assert services.catat_banyak(iter(banyak(2300)), pelaku="impor") == 2300
    assert tulis().urut == 2302
    hasil = periksa_rantai(di_cisontrol.kode)
    assert (hasil.peristiwa, hasil.putus) == (2302, None)
    assert MuatanPribadi.objects.count() == 2302


def test_no_events_is_no_event(di_cisontrol: Desa) -> None:
    with transaction.atomic():
        assert services.catat_banyak([], pelaku="impor") == 0
    assert not Peristiwa.objects.exists()


def test_one_bad_event_among_many_writes_none(di_cisontrol: Desa) -> None:
    tulis()
    semua = [*banyak(1500), services.Catatan(UJI, "orang", new_id(), 1, {}, {})]
    with pytest.raises(JenisTidakSah), transaction.atomic():
        services.catat_banyak(semua, pelaku="impor")
    assert Peristiwa.objects.count() == 1
    assert tulis().urut == 2


def test_one_event_costs_six_statements(di_cisontrol: Desa, django_assert_num_queries: object) -> None:
    tulis()
    isi = {"jenis": UJI, "agregat": "orang", "agregat_id": new_id(), "revisi": 1, "pelaku": "sistem"}
    with transaction.atomic(), django_assert_num_queries(6):  # type: ignore[operator]  two ask who may write
        services.catat(**isi, **isi_uji())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    langkah=st.lists(
        st.one_of(
            st.integers(1, 12),
            st.just("batal"),
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20),
        ),
        max_size=12,
    )
)
def test_any_mixture_of_writes_and_rollbacks_is_gap_free_and_whole(
    di_cisontrol: Desa, langkah: list[int | str]
) -> None:
    awal = Peristiwa.objects.count()
    for satu in langkah:
        if satu == "batal":
            lalu_batal(lambda: services.catat_banyak(banyak(3), pelaku="sistem"))
        elif isinstance(satu, int):
            with transaction.atomic():
                services.catat_banyak(banyak(satu), pelaku="sistem")
        else:
            tulis(**isi_uji(nama=satu, status=satu))
    urut = list(Peristiwa.objects.order_by("urut").values_list("urut", flat=True))
    tambah = sum(satu if isinstance(satu, int) else int(satu != "batal") for satu in langkah)
    assert urut == list(range(1, awal + tambah + 1))
    assert periksa_rantai(di_cisontrol.kode).utuh


@pytest.mark.parametrize("model", [Peristiwa, Akses])
def test_code_cannot_change_or_delete_a_written_row(di_cisontrol: Desa, model: type) -> None:
    tulis()
    services.catat_akses(pengguna_id=new_id(), sasaran="surat", sasaran_id=new_id(), tindakan="buka")
    row = model.objects.get()  # type: ignore[attr-defined]
    with pytest.raises(HanyaDitambah):
        row.save()
    with pytest.raises(HanyaDitambah):
        row.delete()


# ---- the access log ----


def test_the_access_log_answers_who_when_and_why(di_cisontrol: Desa) -> None:
    siapa, surat, permintaan = new_id(), new_id(), new_id()
    with time_machine.travel(SEKARANG, tick=False):
        services.catat_akses(
            pengguna_id=siapa,
            sasaran="surat",
            sasaran_id=surat,
            tindakan="unduh",
            alasan="diminta warga di loket",
            permintaan_id=permintaan,
        )
    (baris,) = selectors.akses_atas("surat", surat)
    assert baris == selectors.BarisAkses(
        SEKARANG, siapa, "surat", surat, "unduh", "diminta warga di loket", permintaan
    )
    assert selectors.akses_oleh(siapa) == [baris]
    assert selectors.akses_atas("penduduk", surat) == []
    assert selectors.akses_atas("surat", new_id()) == []


def test_the_newest_access_comes_first_and_lists_are_bounded(di_cisontrol: Desa) -> None:
    orang = new_id()
    for menit in range(5):
        with time_machine.travel(SEKARANG + timedelta(minutes=menit), tick=False):
            services.catat_akses(
                pengguna_id=new_id(), sasaran="penduduk", sasaran_id=orang, tindakan=f"buka-{menit}"
            )
    assert [satu.tindakan for satu in selectors.akses_atas("penduduk", orang, 2)] == ["buka-4", "buka-3"]


def test_when_something_was_last_done_to_each(cisontrol: Desa, situmandala: Desa) -> None:
    satu, dua, tiga = new_id(), new_id(), new_id()
    with lingkup(cisontrol.kode):
        for menit, (apa, tindakan) in enumerate(
            [(satu, "cetak"), (dua, "lihat"), (satu, "cetak"), (dua, "cetak"), (satu, "lihat")]
        ):
            with time_machine.travel(SEKARANG + timedelta(minutes=menit), tick=False):
                services.catat_akses(pengguna_id=new_id(), sasaran="surat", sasaran_id=apa, tindakan=tindakan)
        services.catat_akses(pengguna_id=new_id(), sasaran="penduduk", sasaran_id=tiga, tindakan="cetak")
        assert selectors.akses_terakhir("surat", [satu, dua, tiga], "cetak") == {
            satu: SEKARANG + timedelta(minutes=2),
            dua: SEKARANG + timedelta(minutes=3),
        }
        assert selectors.akses_terakhir("surat", [dua], "unduh") == {}
        assert selectors.akses_terakhir("surat", [], "cetak") == {}
    with lingkup(situmandala.kode):
        assert selectors.akses_terakhir("surat", [satu, dua], "cetak") == {}, "a neighbour's log"


def test_the_neighbour_sees_no_access(cisontrol: Desa, situmandala: Desa) -> None:
    orang, siapa = new_id(), new_id()
    with lingkup(cisontrol.kode):
        services.catat_akses(pengguna_id=siapa, sasaran="penduduk", sasaran_id=orang, tindakan="buka")
    with lingkup(situmandala.kode):
        assert selectors.akses_atas("penduduk", orang) == []
        assert selectors.akses_oleh(siapa) == []


def test_a_long_reason_is_cut_not_lost(di_cisontrol: Desa) -> None:
    orang = new_id()
    services.catat_akses(
        pengguna_id=new_id(), sasaran="penduduk", sasaran_id=orang, tindakan="buka", alasan="a" * 500
    )
    assert selectors.akses_atas("penduduk", orang)[0].alasan == "a" * 200


# ---- reading back ----


def test_the_history_of_one_thing_is_in_order_and_complete(di_cisontrol: Desa) -> None:
    siapa = new_id()
    for nomor in range(3):
        tulis(siapa, revisi=nomor + 1, **isi_uji(f"Nama {nomor}"))
        tulis()
    riwayat = selectors.riwayat("orang", siapa)
    assert [(satu.revisi, satu.pribadi and satu.pribadi["nama"]) for satu in riwayat] == [
        (1, "Nama 0"),
        (2, "Nama 1"),
        (3, "Nama 2"),
    ]
    assert selectors.riwayat("lain", siapa) == []


def test_the_end_of_the_stream_is_told(di_cisontrol: Desa) -> None:
    assert list(selectors.ujung()) == []
    satu = tulis()
    assert list(selectors.ujung()) == [(satu.epoch, 1, satu.digest)]
