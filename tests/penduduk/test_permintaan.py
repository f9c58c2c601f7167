"""Requests of citizens: what may be asked, how many, how they end, and that they travel."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import IntegrityError, transaction

from eoffice.dokumen import services as dokumen
from eoffice.jejak.models import Peristiwa
from eoffice.jejak.selectors import PeristiwaTercatat, riwayat
from eoffice.jejak.services import hapus_pribadi
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import EofficeError, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.penduduk import services
from eoffice.penduduk.models import Koreksi, Penduduk, PermintaanKoreksi
from eoffice.penduduk.projections import ProyeksiPermintaan, berkas_permintaan
from eoffice.penduduk.rules.permintaan import (
    DIMINTA,
    JANJI,
    MAKS_BUKTI,
    MAKS_SEHARI,
    MAKS_TERBUKA,
    NIK,
    Hasil,
    RincianPermintaan,
    baca_usul,
)
from eoffice.penduduk.selectors.koreksi import isi_koreksi
from eoffice.penduduk.selectors.permintaan import (
    berkas_bukti,
    jumlah_menunggu,
    permintaan_diputus,
    permintaan_menunggu,
    permintaan_orang,
    satu_permintaan,
)
from eoffice.surat.selectors.berkas import berkas_dipakai
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.pabrik import foto, penduduk
from tests.penduduk.koreksi_uji import betulkan, lembar
from tests.penduduk.permintaan_uji import minta

pytestmark = pytest.mark.django_db
WARGA = UUID("01938b1e-0000-7000-8000-0000000000aa")
HARI = date(2026, 11, 24)


@pytest.fixture
def euis(di_cisontrol: Desa) -> UUID:
    return penduduk().pk


def ditolak(kerja: Any, *args: Any, **kw: Any) -> str:
    with pytest.raises(EofficeError) as tolak:
        kerja(*args, **kw)
    return tolak.value.pesan.kode.removeprefix("penduduk.")


# ---- what may be asked ----


KINI: dict[str, Any] = {
    "nama": "EUIS KOMARIAH",
    "agama": 1,
    "tanggal_lahir": "1985-06-05",
    "jenis_kelamin": "P",
}


@pytest.mark.parametrize(
    ("kolom", "isi", "nilai"),
    [
        ("nama", " Euis Komariyah ", "EUIS KOMARIYAH"),
        ("agama", 2, 2),
        ("tanggal_lahir", "1985-07-05", "1985-07-05"),
        ("jenis_kelamin", "L", "L"),
        (NIK, "3207154506859001", None),
    ],
)
def test_a_right_value_is_kept_as_the_register_writes_it(kolom: str, isi: Any, nilai: Any) -> None:
    assert baca_usul(kolom, isi, KINI, HARI) == nilai


@pytest.mark.parametrize(
    ("kolom", "isi", "kata"),
    [
        ("nama", "", "permintaan_kosong"),
        ("nama", "   ", "permintaan_kosong"),
        ("agama", None, "permintaan_kosong"),
        ("nama", "euis komariah", "permintaan_sama"),
        ("agama", 1, "permintaan_sama"),
        ("tanggal_lahir", "1985-06-05", "permintaan_sama"),
        ("nama", "EUIS <b>", "nama_karakter"),
        ("agama", 99, "koreksi_pilih"),
        ("tanggal_lahir", "2999-01-01", "tanggal_depan"),
        ("jenis_kelamin", "X", "koreksi_pilih"),
    ],
)
def test_what_is_nothing_new_or_nothing_possible_is_refused_at_its_box(
    kolom: str, isi: Any, kata: str
) -> None:
    with pytest.raises(InvalidInput) as tolak:
        baca_usul(kolom, isi, KINI, HARI)
    assert {n: p.kode for n, p in tolak.value.per_field.items()} == {"usul": f"penduduk.{kata}"}


def test_the_law_gives_three_days() -> None:
    saat = datetime(2026, 11, 24, 2, tzinfo=UTC)
    satu = RincianPermintaan(new_id(), new_id(), "agama", 2, "", (), saat, None, "", None, "")
    assert not satu.lewat(saat + JANJI)
    assert satu.lewat(saat + JANJI + timedelta(seconds=1))
    assert not replace(satu, hasil=Hasil.DITOLAK).lewat(saat + timedelta(days=9))


# ---- asking ----


def test_a_request_waits_with_its_photo_and_is_told(euis: UUID) -> None:
    satu = satu_permintaan(minta(WARGA, euis))
    assert (satu.kolom, satu.usul, satu.menunggu, satu.keterangan) == (
        "agama",
        2,
        True,
        "Di KTP tertulis lain",
    )
    assert dokumen.baca(satu.berkas[0].sha256)[:3] == b"\xff\xd8\xff", "drawn anew as a picture"
    akhir = Peristiwa.objects.latest("urut")
    assert (akhir.jenis, akhir.publik) == ("penduduk.permintaan_koreksi", {"kolom": "agama", "hasil": ""})
    assert (jumlah_menunggu(), [p.id for p in permintaan_menunggu()]) == (1, [satu.id])
    assert [p.id for p in permintaan_orang(euis)] == [satu.id]
    assert periksa_rantai(CISONTROL).utuh


def test_the_proof_is_held_by_the_request_so_no_draft_can_take_it_away(euis: UUID) -> None:
    sha256 = satu_permintaan(minta(WARGA, euis)).berkas[0].sha256
    assert berkas_bukti() == {sha256}
    assert berkas_dipakai({sha256, "0" * 64}) == {sha256}


def test_the_same_form_twice_is_one_request(euis: UUID) -> None:
    kunci = new_id()
    assert minta(WARGA, euis, kunci=kunci) == minta(WARGA, euis, kunci=kunci, usul=3) == kunci
    assert satu_permintaan(kunci).usul == 2


def test_somebody_elses_key_opens_nothing(euis: UUID) -> None:
    kunci = minta(WARGA, euis)
    siti = penduduk("Siti Aminah", "3207155506859003").pk
    with pytest.raises(NotFound):
        minta(WARGA, siti, kunci=kunci)


@pytest.mark.parametrize("kolom", ["status_dasar", "keluarga_id", "lain", "", "nik_ayah"])
def test_what_is_no_column_of_the_form_is_not_there(euis: UUID, kolom: str) -> None:
    with pytest.raises(NotFound):
        minta(WARGA, euis, kolom=kolom)


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ([], "permintaan_foto"),
        ([b"x"] * (MAKS_BUKTI + 1), "permintaan_foto_banyak"),
        ([b"bukan foto"], "dokumen."),
        ([foto(), b"<svg onload=alert(1)>"], "dokumen."),
    ],
)
def test_without_a_good_photo_nothing_is_asked(euis: UUID, isi: list[bytes], kata: str) -> None:
    with pytest.raises(InvalidInput) as tolak:
        minta(WARGA, euis, foto=isi)
    assert set(tolak.value.per_field) == {"berkas"}
    assert kata in tolak.value.pesan.kode
    assert not PermintaanKoreksi.objects.exists()


def test_one_column_waits_once_and_only_some_wait_together(euis: UUID) -> None:
    minta(WARGA, euis)
    assert ditolak(minta, WARGA, euis) == "permintaan_menunggu"
    minta(WARGA, euis, kolom="nama", usul="EUIS K")
    minta(WARGA, euis, kolom=NIK, usul="")
    assert PermintaanKoreksi.objects.count() == MAKS_TERBUKA
    assert ditolak(minta, WARGA, euis, kolom="nama_ibu", usul="ICIH") == "permintaan_penuh"


def test_refused_and_asked_again_all_day_is_held_back_until_tomorrow(euis: UUID) -> None:
    for _ in range(MAKS_SEHARI):
        services.tolak_permintaan(permintaan_id=minta(WARGA, euis), alasan="Sama", oleh="uji")
    assert ditolak(minta, WARGA, euis) == "permintaan_sering"
    besok = PermintaanKoreksi.objects.latest("dibuat_pada").dibuat_pada + timedelta(days=1, minutes=1)
    with time_machine.travel(besok, tick=False):
        minta(WARGA, euis)


def test_every_column_that_can_be_asked_can_be_answered(euis: UUID) -> None:
    assert set(DIMINTA) == {*isi_koreksi(euis), NIK}


# ---- answering ----


def test_a_correction_answers_the_request_in_the_same_transaction(euis: UUID) -> None:
    diminta = minta(WARGA, euis)
    betulkan(euis, lembar(permintaan=diminta, oleh="rika"), agama=2)
    satu = satu_permintaan(diminta)
    assert (satu.hasil, satu.oleh, satu.alasan) == (Hasil.DITERIMA, "rika", "")
    assert Koreksi.objects.get().permintaan == diminta
    assert [p.jenis.partition(".")[2] for p in Peristiwa.objects.order_by("-urut")[:3]] == [
        "permintaan_koreksi", "koreksi_dicatat", "penduduk_dicatat",
    ]  # fmt: skip
    assert [p.revisi for p in riwayat("permintaan_koreksi", diminta)] == [1, 2]
    assert (jumlah_menunggu(), [p.id for p in permintaan_diputus()]) == (0, [diminta])


def test_looking_at_a_correction_answers_nothing(euis: UUID) -> None:
    diminta = minta(WARGA, euis)
    betulkan(euis, lembar(permintaan=diminta, coba=True), agama=2)
    assert satu_permintaan(diminta).menunggu


def test_a_correction_that_is_refused_leaves_the_request_waiting(euis: UUID) -> None:
    diminta = minta(WARGA, euis)
    with pytest.raises(InvalidInput):
        betulkan(euis, lembar(permintaan=diminta), tanggal_lahir="2999-01-01")
    assert satu_permintaan(diminta).menunggu
    assert Penduduk.objects.get(pk=euis).revisi == 1


def test_a_refusal_needs_a_reason_and_the_citizen_reads_it(euis: UUID) -> None:
    diminta = minta(WARGA, euis)
    assert (
        ditolak(services.tolak_permintaan, permintaan_id=diminta, alasan="", oleh="u") == "permintaan_alasan"
    )
    services.tolak_permintaan(permintaan_id=diminta, alasan="Di KTP sama", oleh="uji")
    (satu,) = permintaan_orang(euis)
    assert (satu.hasil, satu.alasan) == (Hasil.DITOLAK, "Di KTP sama")
    assert Penduduk.objects.get(pk=euis).agama == 1


def test_what_was_decided_is_decided_once(euis: UUID) -> None:
    diminta = minta(WARGA, euis)
    services.tolak_permintaan(permintaan_id=diminta, alasan="Sama", oleh="uji")
    dua = {"permintaan_id": diminta, "alasan": "Lain", "oleh": "uji"}
    assert ditolak(services.tolak_permintaan, **dua) == "permintaan_diputus"
    assert ditolak(betulkan, euis, lembar(permintaan=diminta), agama=2) == "permintaan_diputus"
    assert (Penduduk.objects.get(pk=euis).agama, Koreksi.objects.count()) == (1, 0)


def test_a_request_of_another_person_is_not_answered_by_this_correction(euis: UUID) -> None:
    siti = penduduk("Siti Aminah", "3207155506859003").pk
    diminta = minta(WARGA, siti)
    with pytest.raises(NotFound):
        betulkan(euis, lembar(permintaan=diminta), agama=2)
    with pytest.raises(NotFound):
        services.tolak_permintaan(permintaan_id=new_id(), alasan="x", oleh="uji")
    assert satu_permintaan(diminta).menunggu


def test_the_neighbour_village_sees_and_answers_none(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        diminta = minta(WARGA, penduduk().pk)
    with lingkup(situmandala.kode):
        assert (jumlah_menunggu(), permintaan_menunggu(), berkas_bukti()) == (0, [], set())
        for tanya in (
            lambda: satu_permintaan(diminta),
            lambda: services.tolak_permintaan(permintaan_id=diminta, alasan="x", oleh="uji"),
        ):
            with pytest.raises(NotFound):
                tanya()


# ---- between row and stream ----


@pytest.fixture
def kabar(euis: UUID) -> PeristiwaTercatat:
    """The event of an answer."""
    services.tolak_permintaan(permintaan_id=minta(WARGA, euis), alasan="Sama", oleh="uji")
    return riwayat("permintaan_koreksi", PermintaanKoreksi.objects.get().pk)[-1]


def test_a_row_that_waits_is_made_again_from_its_event_too(euis: UUID) -> None:
    (satu,) = riwayat("permintaan_koreksi", minta(WARGA, euis, keterangan=""))
    dulu = isi_baris()
    PermintaanKoreksi.objects.all().delete()
    ProyeksiPermintaan().terapkan(satu)
    assert isi_baris() == dulu


def isi_baris() -> dict[str, Any]:
    (satu,) = PermintaanKoreksi.objects.values()
    return satu


def test_a_row_is_made_again_from_its_event_and_gives_the_same_picture(kabar: PeristiwaTercatat) -> None:
    dulu = isi_baris()
    PermintaanKoreksi.objects.all().delete()
    ProyeksiPermintaan().terapkan(kabar)
    ProyeksiPermintaan().terapkan(kabar)
    assert isi_baris() == dulu
    (gambar,) = ProyeksiPermintaan().gambaran()
    assert (dict(gambar.publik), dict(gambar.pribadi)) == (dict(kabar.publik), dict(kabar.pribadi or {}))


def test_the_photos_an_event_names_travel_after_it_and_an_erased_one_names_none(
    kabar: PeristiwaTercatat,
) -> None:
    assert berkas_permintaan(kabar) == berkas_bukti() != set()
    assert berkas_permintaan(replace(kabar, pribadi=None)) == set()


@pytest.mark.parametrize(
    "isi", [{"keterangan": "x" * 301}, {"alasan": "x" * 301}, {"oleh": "x" * 101}, {"keterangan": None}]
)
def test_what_no_column_holds_is_refused(kabar: PeristiwaTercatat, isi: dict[str, Any]) -> None:
    dulu = isi_baris()
    with pytest.raises(InvalidInput):
        ProyeksiPermintaan().terapkan(replace(kabar, pribadi={**(kabar.pribadi or {}), **isi}))
    with pytest.raises(InvalidInput):
        ProyeksiPermintaan().terapkan(replace(kabar, publik={**kabar.publik, "hasil": "mungkin"}))
    assert isi_baris() == dulu


def test_an_answer_has_its_day_says_the_database(kabar: PeristiwaTercatat) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PermintaanKoreksi.objects.filter(pk=kabar.agregat_id).update(diputus_pada=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        PermintaanKoreksi.objects.filter(pk=kabar.agregat_id).update(hasil="")


def test_erasing_what_somebody_asked_leaves_the_chain_whole(euis: UUID) -> None:
    diminta = minta(WARGA, euis)
    hapus_pribadi(agregat="permintaan_koreksi", agregat_id=diminta, alasan="permintaan", pelaku="uji")
    assert riwayat("permintaan_koreksi", diminta)[0].pribadi is None
    assert periksa_rantai(CISONTROL).utuh


def test_rules_that_refuse_are_rules(euis: UUID) -> None:
    minta(WARGA, euis)
    with pytest.raises(RuleRefused):
        minta(WARGA, euis)
