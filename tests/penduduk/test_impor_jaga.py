"""A file that is older than the book does not undo it, field by field; news comes in, and the preview says so."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from eoffice.jejak.models import Peristiwa
from eoffice.kernel import clock
from eoffice.kernel.messages import Pesan
from eoffice.penduduk import selectors, services
from eoffice.penduduk.models import BarisImpor, Keluarga, Mutasi, Penduduk
from eoffice.penduduk.rules.impor.hasil import RincianImpor
from eoffice.penduduk.rules.mutasi import Rumah
from eoffice.penduduk.rules.perkawinan import Menetap, Nikah, Tinggal
from eoffice.penduduk.selectors.mutasi import mutasi_orang
from eoffice.web.komponen.kalimat import kalimat
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import Masuk
from tests.penduduk.mutasi_uji import CICALUNG, KK_BARU, anak, bayi, lembar, orang, pendatang, rumah_asep

pytestmark = pytest.mark.usefixtures("di_cisontrol")
NENG, UJANG = "3207155010039003", "3207151203019004"
KK_UJANG = "3207150101159060"
Baris = dict[str, str]
ASEP, EUIS, RAFI = uji.orang(), uji.istri(), uji.bayi()
DARA: Baris = uji.orang(
    nik=NENG,
    nama="NENG ASIH",
    jenis_kelamin="P",
    tanggal_lahir="2003-10-10",
    shdk="ANAK",
    status_kawin="BELUM KAWIN",
)
BUJANG: Baris = uji.orang(
    nik=UJANG, nama="UJANG", tanggal_lahir="2001-03-12", no_kk=KK_UJANG, status_kawin="BELUM KAWIN", rt="009"
)
LAMA = (ASEP, EUIS, RAFI, DARA, BUJANG)
"""The file of the registry office, as it was before anything was recorded here."""


@pytest.fixture(autouse=True)
def _daftar(di_cisontrol: object, masukkan: Masuk) -> None:
    masukkan(uji.berkas_csv(*LAMA))


def ganti(asal: Baris, **ubah: str) -> tuple[Baris, ...]:
    """Return the old file with one row changed."""
    return tuple({**satu, **ubah} if satu is asal else satu for satu in LAMA)


def asep_mati() -> None:
    services.catat_kematian(lembar(orang().pk), penduduk_id=orang().pk, kepala_baru=orang(uji.EUIS).pk)


def kawin(tinggal: Tinggal = Tinggal.KK_BARU, akta: str = "0123/45") -> None:
    services.catat_perkawinan(
        lembar(orang(NENG).pk),
        penduduk_id=orang(NENG).pk,
        pasangan_id=orang(UJANG).pk,
        nikah=Nikah(akta),
        menetap=Menetap(tinggal, Rumah(KK_BARU)),
    )


def cerai() -> None:
    euis = orang(uji.EUIS).pk
    services.catat_perceraian(lembar(euis), penduduk_id=euis, mantan=orang().pk, akta="12/AC/2026")


def pisah() -> None:
    neng = orang(NENG).pk
    services.pecah_kk(
        lembar(neng), keluarga_id=rumah_asep(), anggota=[neng, anak().pk], kepala=neng, rumah=Rumah(KK_BARU)
    )


def pindah_rumah() -> None:
    services.catat_pindah_rumah(lembar(orang().pk), keluarga_id=rumah_asep(), rumah=CICALUNG)


def potret() -> list[tuple[Any, ...]]:
    """Return everybody with card and address."""
    kolom = (
        "nama",
        "shdk",
        "status_kawin",
        "status_dasar",
        "akta_perkawinan",
        "akta_perceraian",
        "hilang_pada",
    )
    rumah = ("keluarga__no_kk", "keluarga__alamat", "keluarga__dusun", "keluarga__rw", "keluarga__rt")
    return sorted(Penduduk.objects.values_list(*kolom, *rumah), key=str)


def ditahan(hasil: RincianImpor) -> Pesan | None:
    """Return what the preview says above of what was left out, if anything."""
    semua = [m.pesan for m in hasil.masalah if m.pesan.kode == "penduduk.impor_ditahan_umum"]
    return semua[0] if semua else None


@pytest.mark.parametrize("catat", [kawin, cerai, pisah, pindah_rumah])
def test_an_old_file_undoes_nothing_of_what_was_recorded_since(
    masukkan: Masuk, catat: Callable[[], None]
) -> None:
    catat()
    sebelum, kabar = potret(), Peristiwa.objects.filter(agregat__in=["penduduk", "keluarga"]).count()
    hasil = masukkan(uji.berkas_csv(*LAMA))
    assert potret() == sebelum
    assert (hasil.jumlah["berubah"], hasil.jumlah["baru"], hasil.jumlah["hilang"]) == (0, 0, 0)
    assert Peristiwa.objects.filter(agregat__in=["penduduk", "keluarga"]).count() == kabar
    assert ditahan(hasil) is not None
    assert Keluarga.objects.filter(no_kk=KK_BARU).count() == (catat in (kawin, pisah))


def test_after_a_death_the_widow_stays_a_widow_and_head(masukkan: Masuk) -> None:
    asep_mati()
    hasil = masukkan(uji.berkas_csv(*LAMA))
    euis = orang(uji.EUIS)
    assert (euis.status_kawin, euis.shdk) == (5, 1)
    assert (hasil.jumlah["ditolak"], hasil.jumlah["berubah"]) == (1, 0)
    assert ditahan(hasil) == Pesan("penduduk.impor_ditahan_umum", jumlah=1, nama="EUIS KOMARIAH")


def test_the_rest_of_the_row_comes_in(masukkan: Masuk) -> None:
    asep_mati()
    hasil = masukkan(uji.berkas_csv(*ganti(EUIS, pekerjaan="PETANI/PEKEBUN", nama="EUIS K")))
    euis = orang(uji.EUIS)
    assert (euis.status_kawin, euis.shdk, euis.pekerjaan, euis.nama) == (5, 1, 9, "EUIS K")
    assert hasil.jumlah["berubah"] == 1


def test_each_column_that_was_left_out_is_named_with_its_row(siapkan: Masuk) -> None:
    asep_mati()
    hasil = siapkan(uji.berkas_csv(*ganti(EUIS, nama="EUIS K")))
    (baris,) = selectors.baris_impor(hasil.id, tindakan="berubah")
    assert (baris.nama, baris.baris) == ("EUIS K", 3)
    assert {(m.kolom, m.pesan.kode, m.menolak) for m in baris.masalah} == {
        ("status_kawin", "penduduk.impor_ditahan", False),
        ("shdk", "penduduk.impor_ditahan", False),
    }
    assert hasil.jumlah["peringatan"] == 1
    isi = BarisImpor.objects.get(impor_id=hasil.id, tindakan="berubah").isi
    assert not {"status_kawin", "shdk"} & set(isi)


def test_a_file_that_says_something_new_is_newer_than_the_book(masukkan: Masuk) -> None:
    asep_mati()
    hasil = masukkan(uji.berkas_csv(*ganti(EUIS, status_kawin="CERAI HIDUP", shdk="FAMILI LAIN")))
    assert (orang(uji.EUIS).status_kawin, orang(uji.EUIS).shdk) == (4, 9)
    assert ditahan(hasil) is None
    hasil = masukkan(uji.berkas_csv(*LAMA))
    assert orang(uji.EUIS).status_kawin == 2, "what came from a file, a file may change"


def test_a_file_that_agrees_is_no_problem_and_a_later_one_that_does_not_is_held_again(
    masukkan: Masuk,
) -> None:
    asep_mati()
    sama = masukkan(uji.berkas_csv(*ganti(EUIS, status_kawin="CERAI MATI", shdk="KEPALA KELUARGA")))
    assert ditahan(sama) is None
    masukkan(uji.berkas_csv(*LAMA))
    assert orang(uji.EUIS).status_kawin == 5


def test_a_mutation_taken_back_holds_nothing(masukkan: Masuk) -> None:
    cerai()
    (baris,) = mutasi_orang(orang(uji.EUIS).pk)
    services.betulkan_mutasi(lembar(), kelompok=baris.kelompok, alasan="Rujuk")
    hasil = masukkan(uji.berkas_csv(*ganti(EUIS, status_kawin="BELUM KAWIN")))
    assert (orang(uji.EUIS).status_kawin, ditahan(hasil)) == (1, None)


def test_of_two_mutations_neither_is_undone(masukkan: Masuk) -> None:
    """Divorced and married again: a file may be older than either."""
    cerai()
    services.catat_perkawinan(
        lembar(orang(uji.EUIS).pk), penduduk_id=orang(uji.EUIS).pk, pasangan_id=orang(UJANG).pk, nikah=Nikah(),
        menetap=Menetap(Tinggal.TETAP),
    )  # fmt: skip
    for status in ("KAWIN TERCATAT", "CERAI HIDUP"):
        masukkan(uji.berkas_csv(*ganti(EUIS, status_kawin=status)))
        assert orang(uji.EUIS).status_kawin == 3, status


@pytest.mark.parametrize("catat", [pisah, kawin])
def test_a_card_that_was_left_is_not_gone_back_to_and_its_address_stays_with_it(
    masukkan: Masuk, catat: Callable[[], None]
) -> None:
    catat()
    masukkan(uji.berkas_csv(*(satu | {"rt": "007"} for satu in LAMA)))
    assert Keluarga.objects.get(no_kk=uji.KK).rt == "007", "those who stayed moved"
    assert Keluarga.objects.get(no_kk=KK_BARU).rt in ("003", "009")


def test_a_child_without_a_number_is_known_by_the_card_it_left(masukkan: Masuk) -> None:
    pisah()
    hasil = masukkan(uji.berkas_csv(*ganti(RAFI, tempat_lahir="BANJAR")))
    assert (hasil.jumlah["baru"], Penduduk.objects.count()) == (0, len(LAMA))
    assert (anak().tempat_lahir, anak().keluarga_id) == ("BANJAR", orang(NENG).keluarga_id)


def test_another_child_of_that_name_on_that_card_is_another_child(masukkan: Masuk) -> None:
    pisah()
    lembar_lahir = lembar(orang().pk)
    services.catat_kelahiran(
        lembar_lahir, keluarga_id=rumah_asep(),
        orang=bayi(nama="RAFI SUTISNA", jenis_kelamin="L", tanggal_lahir=anak().tanggal_lahir),
    )  # fmt: skip
    adik = Penduduk.objects.get(pk=lembar_lahir.kelompok)
    masukkan(uji.berkas_csv(*ganti(RAFI, tempat_lahir="BANJAR")))
    adik.refresh_from_db()
    assert adik.tempat_lahir == "BANJAR", "who has the key now comes before who had it"


def test_a_third_card_is_news(masukkan: Masuk) -> None:
    pisah()
    masukkan(uji.berkas_csv(*ganti(DARA, no_kk="3207150101269099", rt="011", dusun="CIKUPA")))
    neng = orang(NENG)
    assert neng.keluarga is not None
    assert (neng.keluarga.no_kk, neng.keluarga.rt) == ("3207150101269099", "011")


@pytest.mark.parametrize(
    ("ubah", "rumah"),
    [
        ({}, ("CICALUNG", "004")),
        ({"rt": "004"}, ("CICALUNG", "004")),
        ({"dusun": "CIKUPA", "rw": "005", "rt": "006", "alamat": "JL. BARU"}, ("CIKUPA", "006")),
    ],
    ids=["the old address", "half of it", "another one"],
)
def test_a_family_that_moved_by_the_book_moves_back_by_nothing_old(
    masukkan: Masuk, ubah: Baris, rumah: tuple[str, str]
) -> None:
    pindah_rumah()
    serumah = [satu | ubah if satu["no_kk"] == uji.KK else satu for satu in LAMA]
    masukkan(uji.berkas_csv(*serumah))
    assert Keluarga.objects.values_list("dusun", "rt").get(no_kk=uji.KK) == rumah


@pytest.mark.parametrize(("akta", "jadi"), [("LAMA/1", "0123/45"), ("BARU/2", "BARU/2"), ("", "0123/45")])
def test_a_deed_of_before_does_not_come_back(masukkan: Masuk, akta: str, jadi: str) -> None:
    Penduduk.objects.filter(nik=UJANG).update(akta_perkawinan="LAMA/1")
    kawin(Tinggal.TETAP)
    kolom = (*BUJANG, "akta_perkawinan")
    masukkan(uji.berkas_csv(BUJANG | {"akta_perkawinan": akta}, kolom=kolom), lengkap=False)
    assert orang(UJANG).akta_perkawinan == jadi


# ---- who is not in a file yet ----


def datang() -> None:
    rumah = Rumah(KK_BARU, dusun="CICALUNG", rw="001", rt="004")
    services.catat_kedatangan(lembar(), orang=pendatang(), rumah=rumah, asal="Kota Banjar")


def lahir() -> None:
    services.catat_kelahiran(lembar(orang().pk), keluarga_id=rumah_asep(), orang=bayi())


@pytest.mark.parametrize("catat", [datang, lahir])
@pytest.mark.parametrize(("umur", "hilang"), [(0, 0), (364, 0), (366, 1)])
def test_who_just_came_is_not_missing_from_a_file_that_does_not_know_it_yet(
    siapkan: Masuk, catat: Callable[[], None], umur: int, hilang: int
) -> None:
    catat()
    Mutasi.objects.update(dicatat_pada=clock.now() - timedelta(days=umur))
    siap = siapkan(uji.berkas_csv(*LAMA))
    assert siap.jumlah["hilang"] == hilang
    jadi = services.terapkan_impor(impor_id=siap.id, oleh="uji")
    assert jadi.jumlah["hilang"] == hilang == Penduduk.objects.filter(hilang_pada__isnull=False).count()


def test_who_was_always_here_is_missing_as_before(masukkan: Masuk) -> None:
    pindah_rumah()
    assert masukkan(uji.berkas_csv(ASEP, EUIS, RAFI, BUJANG)).jumlah["hilang"] == 1
    assert orang(NENG).hilang_pada is not None


# ---- words ----


def test_a_long_list_of_names_is_cut(siapkan: Masuk) -> None:
    banyak = [
        uji.orang(
            nik=f"32071501018090{n:02}",
            nama=f"ORANG {n}",
            no_kk=f"32071501011590{n:02}",
            shdk="KEPALA KELUARGA",
        )
        for n in range(70, 82)
    ]
    siap = siapkan(uji.berkas_csv(*banyak), lengkap=False)
    services.terapkan_impor(impor_id=siap.id, oleh="uji")
    for nik in (satu["nik"] for satu in banyak):
        services.catat_perceraian(lembar(orang(nik).pk), penduduk_id=orang(nik).pk, mantan=None, akta="1")
    pesan = ditahan(siapkan(uji.berkas_csv(*banyak), lengkap=False))
    assert pesan is not None
    assert (pesan.params["jumlah"], str(pesan.params["nama"]).count("ORANG")) == (12, 10)
    assert kalimat(pesan).startswith("12 orang tetap seperti di buku mutasi")
    assert "dan lainnya" in kalimat(pesan)


def test_what_is_left_out_is_said_in_words() -> None:
    assert "batalkan di buku mutasi" in kalimat(Pesan("penduduk.impor_ditahan"))
