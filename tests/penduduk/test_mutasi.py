"""Mutations of the register: what each does, what it refuses, and that a mistake is taken back, never erased."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from eoffice.jejak.models import Peristiwa
from eoffice.jejak.selectors import riwayat
from eoffice.jejak.services import hapus_pribadi
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import ChangedMeanwhile, EofficeError, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.penduduk import services
from eoffice.penduduk.models import Keluarga, Mutasi, Penduduk
from eoffice.penduduk.rules.mutasi import JenisMutasi, Lembar, Rumah
from eoffice.penduduk.selectors import by_nik, cari, jumlah_penduduk
from eoffice.penduduk.selectors.mutasi import (
    cap_keluarga,
    jumlah_mutasi,
    mutasi_orang,
    mutasi_terakhir,
    satu_mutasi,
)
from tests.conftest import CISONTROL
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import Masuk
from tests.penduduk.mutasi_uji import (
    CICALUNG,
    KK_BARU,
    anak,
    bayi,
    keadaan,
    kini,
    lembar,
    orang,
    pendatang,
    rumah_asep,
)

pytestmark = pytest.mark.usefixtures("di_cisontrol")


@pytest.fixture(autouse=True)
def _bertiga(di_cisontrol: object, masukkan: Masuk) -> None:
    """Asep, Euis and their child on one card."""
    masukkan(uji.berkas_csv(uji.orang(), uji.istri(), uji.bayi()))


def asep_mati(surat: Lembar | None = None, **ubah: Any) -> object:
    asep = orang().pk
    isi = {"penduduk_id": asep, "tempat": "RSUD CIAMIS", "sebab": "Sakit", "kepala_baru": orang(uji.EUIS).pk}
    return services.catat_kematian(surat or lembar(asep), **(isi | ubah))


def ditolak(galat: type[EofficeError], laksana: Callable[[], object]) -> tuple[str, set[str]]:
    """Return the code of a refusal and its fields, having seen that nothing was written."""
    before, events = keadaan(), Peristiwa.objects.count()
    with pytest.raises(galat) as refused:
        laksana()
    assert (keadaan(), Peristiwa.objects.count()) == (before, events)
    fields = getattr(refused.value, "per_field", {})
    return refused.value.pesan.kode, set(fields)


# ---- death ----


def test_a_death_marks_the_person_gives_the_family_a_head_and_stays_in_the_register() -> None:
    kunci = lembar(orang().pk)
    asep_mati(kunci)
    asep, euis = orang(), orang(uji.EUIS)
    assert (asep.status_dasar, asep.shdk, asep.revisi) == (2, 1, 2)
    assert (euis.shdk, euis.status_kawin, euis.revisi) == (1, 5, 2)
    assert (anak().shdk, anak().revisi) == (4, 1), (
        "the child of the new head is still a child: nothing changed"
    )
    assert (jumlah_penduduk(), jumlah_penduduk("keluar"), Penduduk.objects.count()) == (2, 1, 3)
    (baris,) = satu_mutasi(kunci.kelompok)
    assert (baris.jenis, baris.nama, baris.tempat, baris.sebab) == (
        "mati",
        "ASEP SUTISNA",
        "RSUD CIAMIS",
        "Sakit",
    )
    assert (baris.dusun, baris.oleh, baris.tanggal) == ("JETAK", "uji", kunci.tanggal)


def test_everything_a_mutation_changes_is_told_with_it_and_the_chain_holds() -> None:
    before = Peristiwa.objects.count()
    asep_mati()
    told = list(Peristiwa.objects.order_by("urut").values_list("jenis", "publik")[before:])
    assert told == [
        ("penduduk.penduduk_dicatat", {"sebab": "mutasi", "hilang_pada": None}),
        ("penduduk.penduduk_dicatat", {"sebab": "mutasi", "hilang_pada": None}),
        ("penduduk.mutasi_dicatat", {"jenis": "mati"}),
    ]
    (event,) = riwayat("mutasi", Mutasi.objects.get().pk)
    assert event.pribadi is not None
    assert (event.pribadi["sebab"], event.pribadi["penduduk_id"]) == ("Sakit", str(orang().pk))
    assert periksa_rantai(CISONTROL).utuh


def test_what_was_told_of_a_mutation_can_be_erased() -> None:
    asep_mati()
    row = Mutasi.objects.get()
    assert hapus_pribadi(agregat="mutasi", agregat_id=row.pk, alasan="permintaan keluarga", pelaku="uji") == 1
    assert riwayat("mutasi", row.pk)[0].pribadi is None
    assert periksa_rantai(CISONTROL).utuh


def test_a_family_is_not_left_without_a_head() -> None:
    assert ditolak(InvalidInput, lambda: asep_mati(kepala_baru=None)) == (
        "penduduk.pilih_kepala",
        {"kepala_baru"},
    )
    assert ditolak(InvalidInput, lambda: asep_mati(kepala_baru=orang().pk)) == (
        "penduduk.pilih_kepala",
        {"kepala_baru"},
    )
    asing = new_id()
    assert ditolak(InvalidInput, lambda: asep_mati(kepala_baru=asing))[0] == "penduduk.pilih_kepala"


def test_a_child_who_becomes_head_has_a_parent_not_a_wife() -> None:
    asep_mati(kepala_baru=anak().pk)
    assert (anak().shdk, orang(uji.EUIS).shdk) == (1, 7)


def test_the_death_of_one_who_is_no_head_changes_no_head() -> None:
    euis = orang(uji.EUIS).pk
    services.catat_kematian(lembar(euis), penduduk_id=euis, kepala_baru=anak().pk)
    assert (orang().shdk, anak().shdk, orang().status_kawin) == (1, 4, 5)


def test_the_last_of_a_family_dies_without_a_question() -> None:
    asep_mati()
    euis = orang(uji.EUIS).pk
    services.catat_kematian(lembar(euis), penduduk_id=euis, kepala_baru=anak().pk)
    services.catat_kematian(lembar(anak().pk), penduduk_id=anak().pk)
    assert jumlah_penduduk() == 0


def test_nobody_dies_twice_and_nobody_dies_who_moved_away() -> None:
    asep_mati()
    assert ditolak(RuleRefused, asep_mati)[0] == "penduduk.sudah_meninggal"
    euis = orang(uji.EUIS).pk
    services.catat_kepindahan(lembar(euis), penduduk_id=euis, tujuan="Garut", kepala_baru=anak().pk)
    assert ditolak(RuleRefused, lambda: services.catat_kematian(lembar(euis), penduduk_id=euis))[0] == (
        "penduduk.sudah_pindah"
    )


@pytest.mark.parametrize(
    ("tanggal", "kode"),
    [
        (lambda: kini() + timedelta(days=1), "penduduk.mutasi_tanggal_depan"),
        (lambda: date(1979, 12, 31), "penduduk.mutasi_sebelum_lahir"),
    ],
)
def test_a_day_that_cannot_be_is_refused(tanggal: Callable[[], date], kode: str) -> None:
    salah = lembar(orang().pk, tanggal=tanggal())
    assert ditolak(InvalidInput, lambda: asep_mati(salah)) == (kode, {"tanggal"})


@pytest.mark.parametrize("tanggal", [kini, lambda: date(1980, 1, 1)])
def test_today_and_the_day_of_birth_are_days_that_can_be(tanggal: Callable[[], date]) -> None:
    asep_mati(lembar(orang().pk, tanggal=tanggal()))
    assert orang().status_dasar == 2


def test_somebody_who_is_not_here_cannot_die() -> None:
    assert ditolak(NotFound, lambda: asep_mati(lembar(), penduduk_id=new_id()))[0] == "kernel.tidak_ditemukan"


def test_who_has_no_family_card_dies_alone(masukkan: Masuk) -> None:
    masukkan(uji.berkas_csv(uji.orang(nik="3207150101809002", nama="UJANG", shdk="")), lengkap=False)
    Penduduk.objects.filter(nik="3207150101809002").update(keluarga=None)
    ujang = orang("3207150101809002").pk
    services.catat_kematian(lembar(ujang), penduduk_id=ujang)
    (baris,) = mutasi_orang(ujang)
    assert (baris.keluarga_id, baris.dusun) == (None, "")


# ---- once, and by two people ----


def test_the_same_form_again_records_nothing_twice() -> None:
    kunci = lembar(orang().pk)
    assert asep_mati(kunci)
    events = Peristiwa.objects.count()
    assert asep_mati(kunci) == ()
    assert (jumlah_mutasi(), Peristiwa.objects.count()) == (1, events)


def test_a_form_drawn_before_somebody_elses_change_is_refused() -> None:
    basi = lembar(orang().pk)
    services.catat_kelahiran(lembar(orang().pk), keluarga_id=rumah_asep(), orang=bayi())
    assert ditolak(ChangedMeanwhile, lambda: asep_mati(basi))[0] == "penduduk.mutasi_berubah"


def test_the_mark_of_a_family_changes_with_any_of_its_rows() -> None:
    marks = {cap_keluarga(orang().pk)}
    assert cap_keluarga(orang(uji.EUIS).pk) in marks, "one family, one mark"
    Penduduk.objects.filter(nama="RAFI SUTISNA").update(revisi=9)
    marks.add(cap_keluarga(orang().pk))
    Keluarga.objects.update(revisi=9)
    marks.add(cap_keluarga(orang().pk))
    assert len(marks) == 3
    with pytest.raises(NotFound):
        cap_keluarga(new_id())


def test_a_trial_says_what_would_change_and_writes_nothing() -> None:
    before, events = keadaan(), Peristiwa.objects.count()
    changes = services.catat_kematian(
        lembar(orang().pk, coba=True), penduduk_id=orang().pk, kepala_baru=orang(uji.EUIS).pk
    )
    assert {(c.nama, name): pair for c in changes for name, pair in c.kolom.items()} == {
        ("ASEP SUTISNA", "status_dasar"): (1, 2),
        ("EUIS KOMARIAH", "shdk"): (3, 1),
        ("EUIS KOMARIAH", "status_kawin"): (2, 5),
    }
    assert (keadaan(), Peristiwa.objects.count(), jumlah_mutasi()) == (before, events, 0)


# ---- moving away ----


def test_some_move_away_and_the_others_get_a_head() -> None:
    asep = orang().pk
    kunci = lembar(asep)
    services.catat_kepindahan(
        kunci,
        penduduk_id=asep,
        ikut=[anak().pk],
        tujuan="Kota Bandung",
        sebab="Kerja",
        kepala_baru=orang(uji.EUIS).pk,
    )
    assert [p.status_dasar for p in (orang(), orang(uji.EUIS), anak())] == [3, 1, 3]
    assert (orang(uji.EUIS).shdk, orang(uji.EUIS).status_kawin) == (1, 2), "moving ends no marriage"
    assert {(b.nama, b.ke, b.sebab, b.jenis) for b in satu_mutasi(kunci.kelompok)} == {
        ("ASEP SUTISNA", "Kota Bandung", "Kerja", "pindah"),
        ("RAFI SUTISNA", "Kota Bandung", "Kerja", "pindah"),
    }


def test_a_whole_family_moves_away_and_needs_no_head() -> None:
    asep = orang().pk
    semua = list(Penduduk.objects.values_list("pk", flat=True))
    services.catat_kepindahan(lembar(asep), penduduk_id=asep, ikut=semua, tujuan="Kota Bandung")
    assert jumlah_penduduk() == 0
    assert jumlah_mutasi() == 3


def test_moving_away_wants_a_destination_and_only_people_of_the_family() -> None:
    asep = orang().pk
    pindah = services.catat_kepindahan
    assert ditolak(InvalidInput, lambda: pindah(lembar(asep), penduduk_id=asep, tujuan="")) == (
        "penduduk.tujuan_kosong",
        {"tujuan"},
    )
    asing = [new_id()]
    assert ditolak(RuleRefused, lambda: pindah(lembar(asep), penduduk_id=asep, ikut=asing, tujuan="Garut"))[
        0
    ] == ("penduduk.bukan_sekeluarga")
    assert ditolak(InvalidInput, lambda: pindah(lembar(asep), penduduk_id=asep, tujuan="Garut")) == (
        "penduduk.pilih_kepala",
        {"kepala_baru"},
    )


# ---- birth ----


def test_a_birth_adds_a_child_that_is_found_and_counted() -> None:
    services.catat_kelahiran(lembar(orang().pk), keluarga_id=rumah_asep(), orang=bayi(nik="3207155010269007"))
    baru = by_nik("3207155010269007")
    assert baru is not None
    assert (baru.nama, baru.shdk, baru.hidup, baru.no_kk) == ("NENG SALMA", "Anak", True, uji.KK)
    assert [hasil.id for hasil in cari("salma")] == [baru.id]
    assert jumlah_penduduk() == 4


@pytest.mark.parametrize(
    ("isi", "kode", "kotak"),
    [
        ({"nik": uji.EUIS}, "penduduk.nik_sudah_ada", "nik"),
        ({"nik": "123"}, "penduduk.nik_panjang", "nik"),
        ({"nik": "0000000000000000"}, "penduduk.mutasi_nik_kosong", "nik"),
        ({"nama": " "}, "penduduk.mutasi_nama_kosong", "nama"),
        ({"nama": "NENG <b>"}, "penduduk.nama_karakter", "nama"),
        ({"tanggal_lahir": date(2999, 1, 1)}, "penduduk.tanggal_depan", "tanggal_lahir"),
        ({"tanggal_lahir": date(1700, 1, 1)}, "penduduk.mutasi_terlalu_lama", "tanggal_lahir"),
        ({"shdk": 1}, "penduduk.kepala_sudah_ada", "shdk"),
        ({"nama": "rafi  sutisna", "tanggal_lahir": date(2026, 3, 2)}, "penduduk.anak_sudah_ada", "nama"),
    ],
)
def test_a_child_that_cannot_be_is_refused_beside_its_box(isi: dict[str, Any], kode: str, kotak: str) -> None:
    lahir = services.catat_kelahiran
    assert ditolak(
        InvalidInput, lambda: lahir(lembar(orang().pk), keluarga_id=rumah_asep(), orang=bayi(**isi))
    ) == (kode, {kotak})


def test_a_family_that_left_has_no_births() -> None:
    asep = orang().pk
    semua = list(Penduduk.objects.values_list("pk", flat=True))
    services.catat_kepindahan(lembar(asep), penduduk_id=asep, ikut=semua, tujuan="Garut")
    lahir = services.catat_kelahiran
    assert ditolak(RuleRefused, lambda: lahir(lembar(), keluarga_id=rumah_asep(), orang=bayi()))[0] == (
        "penduduk.keluarga_kosong"
    )
    assert ditolak(NotFound, lambda: lahir(lembar(), keluarga_id=new_id(), orang=bayi()))


# ---- coming ----


def datang(
    surat: Lembar | None = None, rumah: Rumah | None = None, asal: str = "Kota Banjar", **isi: Any
) -> object:
    tempat = rumah or Rumah(KK_BARU, dusun="CICALUNG", rw="001", rt="004")
    return services.catat_kedatangan(surat or lembar(), orang=pendatang(**isi), rumah=tempat, asal=asal)


def test_a_newcomer_gets_a_card_of_his_own_and_others_join_it() -> None:
    datang()
    datang(nama="LILIS", jenis_kelamin="P", nik="3207155404929008", shdk=3)
    dede = orang("3207151404909007")
    assert dede.keluarga is not None
    assert (dede.keluarga.no_kk, dede.keluarga.dusun, dede.keluarga.rt) == (KK_BARU, "CICALUNG", "004")
    assert orang("3207155404929008").keluarga_id == dede.keluarga_id
    assert [b.dari for b in mutasi_orang(dede.pk)] == ["Kota Banjar"]
    assert jumlah_penduduk() == 5


def test_a_newcomer_joins_a_family_of_the_village_without_moving_it() -> None:
    datang(rumah=Rumah(uji.KK, dusun="ENTAH DI MANA"), shdk=5)
    dede = orang("3207151404909007")
    assert dede.keluarga is not None
    assert (dede.keluarga_id, dede.keluarga.dusun, dede.keluarga.revisi) == (rumah_asep(), "JETAK", 1)


@pytest.mark.parametrize(
    ("isi", "kode", "kotak"),
    [
        ({"asal": ""}, "penduduk.asal_kosong", "asal"),
        ({"nik": uji.ASEP}, "penduduk.nik_sudah_ada", "nik"),
        ({"shdk": 4}, "penduduk.kepala_belum_ada", "shdk"),
        ({"rumah": Rumah(uji.KK)}, "penduduk.kepala_sudah_ada", "shdk"),
        ({"rumah": Rumah("12")}, "penduduk.no_kk_panjang", "no_kk"),
        ({"rumah": Rumah("")}, "penduduk.mutasi_no_kk_kosong", "no_kk"),
        ({"rumah": Rumah(KK_BARU)}, "penduduk.rumah_kosong", "dusun"),
    ],
)
def test_a_newcomer_that_cannot_be_is_refused_beside_its_box(
    isi: dict[str, Any], kode: str, kotak: str
) -> None:
    assert ditolak(InvalidInput, lambda: datang(**isi)) == (kode, {kotak})


def test_who_moved_away_comes_back_into_his_own_row_and_the_dead_do_not() -> None:
    euis = orang(uji.EUIS).pk
    services.catat_kepindahan(lembar(euis), penduduk_id=euis, tujuan="Garut")
    datang(nik=uji.EUIS, nama="EUIS KOMARIAH", jenis_kelamin="P", tanggal_lahir=date(1985, 6, 5), agama=None)
    kembali = orang(uji.EUIS)
    assert (kembali.pk, kembali.status_dasar, kembali.agama) == (euis, 1, 1)
    assert [b.jenis for b in mutasi_orang(euis)] == ["datang", "pindah"]
    asep_mati(kepala_baru=anak().pk)
    assert ditolak(InvalidInput, lambda: datang(nik=uji.ASEP)) == ("penduduk.nik_meninggal", {"nik"})


def test_a_newcomer_sent_twice_is_one_person() -> None:
    kunci = lembar()
    datang(kunci)
    datang(kunci)
    assert (jumlah_penduduk(), jumlah_mutasi()) == (4, 1)


# ---- inside the village ----


def test_a_family_moves_inside_the_village() -> None:
    kunci = lembar(orang().pk)
    services.catat_pindah_rumah(kunci, keluarga_id=rumah_asep(), rumah=CICALUNG)
    family = Keluarga.objects.get(pk=rumah_asep())
    assert (family.no_kk, family.dusun, family.rt, family.revisi) == (uji.KK, "CICALUNG", "004", 2)
    assert {(b.dari, b.ke) for b in satu_mutasi(kunci.kelompok)} == {
        ("Dusun Jetak RT 003 RW 002", "Dusun Cicalung RT 004 RW 001")
    }
    assert jumlah_mutasi() == 3
    pindah = services.catat_pindah_rumah
    assert ditolak(
        InvalidInput, lambda: pindah(lembar(orang().pk), keluarga_id=rumah_asep(), rumah=CICALUNG)
    ) == ("penduduk.rumah_sama", {"dusun"})
    assert ditolak(
        InvalidInput, lambda: pindah(lembar(orang().pk), keluarga_id=rumah_asep(), rumah=Rumah())
    ) == (
        "penduduk.rumah_kosong",
        {"dusun"},
    )


def pecah(surat: Lembar | None = None, **ubah: Any) -> object:
    isi: dict[str, Any] = {
        "keluarga_id": rumah_asep(),
        "anggota": [orang(uji.EUIS).pk, anak().pk],
        "kepala": orang(uji.EUIS).pk,
        "rumah": Rumah(KK_BARU),
    }
    return services.pecah_kk(surat or lembar(orang().pk), **(isi | ubah))


def test_a_family_divides_and_both_cards_have_a_head() -> None:
    pecah()
    euis = orang(uji.EUIS)
    assert euis.keluarga is not None
    assert (euis.keluarga.no_kk, euis.keluarga.dusun, euis.shdk) == (KK_BARU, "JETAK", 1)
    assert (anak().keluarga_id, anak().shdk) == (euis.keluarga_id, 4)
    assert (orang().keluarga_id, orang().shdk) == (rumah_asep(), 1)
    assert [hasil.nama for hasil in cari(KK_BARU)] == ["EUIS KOMARIAH", "RAFI SUTISNA"], (
        "found by the new number"
    )
    assert {b.ke for b in mutasi_terakhir()} == {f"KK {KK_BARU}"}


def test_the_head_who_takes_a_card_of_his_own_leaves_one_behind() -> None:
    asep, euis = orang().pk, orang(uji.EUIS).pk
    sendiri: dict[str, Any] = {"anggota": [asep], "kepala": asep}
    assert ditolak(InvalidInput, lambda: pecah(**sendiri)) == ("penduduk.pilih_kepala", {"kepala_baru"})
    pecah(**sendiri, kepala_baru=euis, rumah=Rumah(KK_BARU, dusun="CICALUNG"))
    assert [orang(nik).shdk for nik in (uji.ASEP, uji.EUIS)] == [1, 1]
    assert Keluarga.objects.get(no_kk=KK_BARU).dusun == "CICALUNG"


@pytest.mark.parametrize(
    ("ubah", "kode", "kotak"),
    [
        ({"rumah": Rumah(uji.KK)}, "penduduk.no_kk_dipakai", "no_kk"),
        ({"rumah": Rumah("1")}, "penduduk.no_kk_panjang", "no_kk"),
        ({"anggota": []}, "penduduk.pecah_kosong", "anggota"),
        ({"kepala": UUID(int=5)}, "penduduk.pilih_kepala", "kepala"),
    ],
)
def test_a_division_that_cannot_be_is_refused(ubah: dict[str, Any], kode: str, kotak: str) -> None:
    assert ditolak(InvalidInput, lambda: pecah(**ubah)) == (kode, {kotak})


def test_all_of_a_family_cannot_leave_it_nor_can_strangers() -> None:
    semua = [*Penduduk.objects.values_list("pk", flat=True)]
    assert ditolak(InvalidInput, lambda: pecah(anggota=semua))[0] == "penduduk.pecah_semua"
    assert ditolak(RuleRefused, lambda: pecah(anggota=[new_id()]))[0] == "penduduk.bukan_sekeluarga"
    datang()
    assert ditolak(InvalidInput, lambda: pecah(rumah=Rumah(KK_BARU)))[0] == "penduduk.no_kk_dipakai"


# ---- taking back ----


def betulkan(kelompok: UUID, alasan: str = "Salah orang", surat: Lembar | None = None) -> object:
    return services.betulkan_mutasi(surat or lembar(), kelompok=kelompok, alasan=alasan)


LAKUKAN: dict[str, Callable[[Lembar], object]] = {
    "mati": asep_mati,
    "pindah": lambda surat: services.catat_kepindahan(
        surat, penduduk_id=orang().pk, tujuan="Garut", kepala_baru=orang(uji.EUIS).pk
    ),
    "pindah_dalam_desa": lambda surat: services.catat_pindah_rumah(
        surat, keluarga_id=rumah_asep(), rumah=CICALUNG
    ),
    "pecah_kk": pecah,
}


@pytest.mark.parametrize("jenis", LAKUKAN)
def test_a_mutation_taken_back_leaves_the_register_as_it_was_and_both_in_the_book(jenis: str) -> None:
    before = keadaan()
    kunci = lembar(orang().pk)
    LAKUKAN[jenis](kunci)
    assert keadaan() != before
    baris = len(satu_mutasi(kunci.kelompok))
    betulkan(kunci.kelompok)
    assert keadaan() == before
    assert all(b.dibetulkan for b in satu_mutasi(kunci.kelompok))
    pembetulan = [b for b in mutasi_terakhir() if b.jenis == JenisMutasi.PEMBETULAN]
    assert {(b.membetulkan, b.sebab, b.dibetulkan) for b in pembetulan} == {
        (kunci.kelompok, "Salah orang", False)
    }
    assert len(pembetulan) == baris
    assert periksa_rantai(CISONTROL).utuh


@pytest.mark.parametrize("siapa", ["lahir", "datang"])
def test_who_should_not_have_been_added_is_marked_invalid_and_can_be_added_rightly(siapa: str) -> None:
    kunci = lembar()
    nomor = {"nik": "3207151404909007"}

    def tambah(surat: Lembar) -> object:
        if siapa == "datang":
            return datang(surat)
        return services.catat_kelahiran(surat, keluarga_id=rumah_asep(), orang=bayi(**nomor))

    tambah(kunci)
    betulkan(kunci.kelompok)
    assert (orang(nomor["nik"]).status_dasar, jumlah_penduduk(), Penduduk.objects.count()) == (9, 3, 4)
    tambah(lembar())
    assert (orang(nomor["nik"]).status_dasar, jumlah_penduduk(), Penduduk.objects.count()) == (1, 4, 4)


def test_a_mutation_is_taken_back_once_with_a_reason_and_a_correction_never() -> None:
    kunci, ulang = lembar(orang().pk), lembar()
    asep_mati(kunci)
    assert ditolak(InvalidInput, lambda: betulkan(kunci.kelompok, "")) == (
        "penduduk.alasan_kosong",
        {"alasan"},
    )
    betulkan(kunci.kelompok, surat=ulang)
    assert betulkan(kunci.kelompok, surat=ulang) == (), "the same form again"
    assert ditolak(RuleRefused, lambda: betulkan(kunci.kelompok))[0] == "penduduk.mutasi_sudah_dibetulkan"
    assert ditolak(RuleRefused, lambda: betulkan(ulang.kelompok))[0] == "penduduk.pembetulan_dibetulkan"
    assert ditolak(NotFound, lambda: betulkan(new_id()))
    asep_mati()
    assert orang().status_dasar == 2


def test_what_was_overtaken_is_not_taken_back_before_the_later_one() -> None:
    pertama = lembar(orang().pk)
    asep_mati(pertama)
    euis = orang(uji.EUIS).pk
    kedua = lembar(euis)
    services.catat_kematian(kedua, penduduk_id=euis, kepala_baru=anak().pk)
    assert ditolak(RuleRefused, lambda: betulkan(pertama.kelompok))[0] == "penduduk.mutasi_terlanjur"
    betulkan(kedua.kelompok)
    betulkan(pertama.kelompok)
    assert (orang().status_dasar, orang().shdk, orang(uji.EUIS).shdk) == (1, 1, 3)


def test_a_later_change_of_other_fields_does_not_stand_in_the_way(masukkan: Masuk) -> None:
    kunci = lembar(orang().pk)
    services.catat_pindah_rumah(kunci, keluarga_id=rumah_asep(), rumah=CICALUNG)
    masukkan(
        uji.berkas_csv(
            {"nik": uji.ASEP, "nama": "ASEP SUTISNA", "pekerjaan": "GURU"}, kolom=["nik", "nama", "pekerjaan"]
        ),
        lengkap=False,
    )
    betulkan(kunci.kelompok)
    assert Keluarga.objects.get(pk=rumah_asep()).dusun == "JETAK"
    assert orang().pekerjaan == 65


# ---- the walls ----


def test_the_database_itself_refuses_a_line_twice_or_of_no_kind() -> None:
    kunci = lembar(orang().pk)
    asep_mati(kunci)
    row = Mutasi.objects.get()
    for ubah in (
        {},
        {"kelompok": new_id(), "jenis": "hilang"},
        {"kelompok": new_id(), "membetulkan": new_id()},
    ):
        row.pk = new_id()
        for name, value in ubah.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)
