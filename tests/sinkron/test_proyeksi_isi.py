"""What single events do to the tables: made again from the stream, whatever they hold, and what is refused."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.proyeksi import PROYEKSI
from eoffice.akun.models import Delegasi, Pejabat, Pengguna, Penugasan
from eoffice.arsip.models import BukuNomor, Nomor
from eoffice.jejak.aliran import semua_ujung
from eoffice.jejak.desa import ProyeksiDesa, agregat_desa
from eoffice.jejak.proyeksi import ProyeksiBanyak
from eoffice.jejak.selectors import PeristiwaTercatat, sesudah
from eoffice.jejak.services import catat
from eoffice.kernel.ids import new_id
from eoffice.penduduk.models import BarisImpor, BedaOrang, Keluarga, Koreksi, Mutasi, Penduduk
from eoffice.penduduk.projections import ProyeksiKeluarga, ProyeksiPenduduk
from eoffice.penduduk.rules import sampingan
from eoffice.sinkron.models import Karantina
from eoffice.sinkron.services.terapkan import Penerap
from eoffice.surat.models import PengaturanSurat
from eoffice.wilayah.models import Desa
from eoffice.wilayah.selectors import identitas
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL, SITUMANDALA
from tests.penduduk import berkas_uji as uji
from tests.sinkron.kerja import bekerja, gambaran, nomor, tertahan, turunan

TABEL = (
    BarisImpor,
    BedaOrang,
    Koreksi,
    Mutasi,
    Penduduk,
    Keluarga,
    Delegasi,
    Penugasan,
    Pejabat,
    Nomor,
    BukuNomor,
    PengaturanSurat,
)


@pytest.fixture
def aliran(di_cisontrol: Desa) -> list[PeristiwaTercatat]:
    """Everything a village told while it worked."""
    bekerja()
    (ujung,) = semua_ujung()
    return sesudah(ujung.epoch, 0, 1000)


def kosongkan() -> None:
    """Let nothing be left but the stream, as if a disk had been replaced."""
    for tabel in TABEL:
        tabel.objects.all().delete()
    Pengguna.objects.all().delete()
    Desa.objects.filter(pk=CISONTROL).update(alamat="", telepon="", jam_buka="", revisi=0)


def terapkan(semua: list[PeristiwaTercatat]) -> None:
    Penerap(PROYEKSI).terapkan(semua)


def awal_dari(aliran: list[PeristiwaTercatat], jenis: str) -> PeristiwaTercatat:
    return next(satu for satu in aliran if satu.jenis == jenis)


@pytest.mark.parametrize("sekali", [1, 4, 1000])
def test_the_tables_are_made_again_from_the_stream_alone(
    aliran: list[PeristiwaTercatat], sekali: int
) -> None:
    dulu = gambaran(), turunan()
    kosongkan()
    Desa.objects.filter(pk=CISONTROL).update(
        revisi=1
    )  # its first event was not told: the test's village was there
    for mulai in range(0, len(aliran), sekali):
        terapkan(aliran[mulai : mulai + sekali])
    assert tertahan() == []
    assert (gambaran(), turunan()) == dulu


def test_one_by_one_and_all_at_once_write_the_same(
    aliran: list[PeristiwaTercatat], monkeypatch: pytest.MonkeyPatch
) -> None:
    dulu = gambaran(), turunan()
    kosongkan()
    Desa.objects.filter(pk=CISONTROL).update(revisi=1)
    monkeypatch.setattr(Penerap, "_sekaligus", lambda *_: False)
    terapkan(aliran)
    assert (gambaran(), turunan()) == dulu


def test_no_picture_tells_an_account_or_a_secret(aliran: list[PeristiwaTercatat]) -> None:
    rahasia = Pengguna.objects.get(nama_masuk="oman").password
    semua = repr([gambaran(), aliran])
    assert rahasia not in semua
    assert "nama_masuk" not in semua
    assert not [satu for satu in aliran if satu.agregat == "pengguna"]


def test_an_official_keeps_the_name_of_his_account_where_the_account_is_not(
    aliran: list[PeristiwaTercatat],
) -> None:
    oman = Pejabat.objects.get(nama="H. Oman Rohman")
    assert oman.pengguna_id is not None
    kosongkan()
    terapkan(aliran)
    assert Pejabat.objects.get(nama="H. Oman Rohman").pengguna_id == oman.pengguna_id
    assert not Pengguna.objects.filter(pk=oman.pengguna_id).exists()


def test_a_picture_has_exactly_the_keys_of_its_event(aliran: list[PeristiwaTercatat]) -> None:
    """So that a row can be told again as it stands."""
    for proyeksi in PROYEKSI:
        for satu in proyeksi.gambaran():
            proyeksi.jenis.periksa(satu.publik, satu.pribadi)


def test_the_last_event_of_a_row_says_what_its_picture_says(aliran: list[PeristiwaTercatat]) -> None:
    """But for why it was told."""
    akhir = {satu.agregat_id: satu for satu in aliran if satu.macam == "put"}
    dibandingkan = 0
    for proyeksi in PROYEKSI:
        for satu in proyeksi.gambaran():
            if satu.revisi == 0:
                continue  # a book that only its numbers tell of
            peristiwa = akhir[satu.agregat_id]
            assert peristiwa.jenis == proyeksi.jenis.nama
            alasan = {"sebab": peristiwa.publik.get("sebab")} if "sebab" in satu.publik else {}
            assert peristiwa.publik == {**satu.publik, **alasan}
            assert (peristiwa.pribadi or {}) == satu.pribadi
            assert peristiwa.revisi == satu.revisi
            dibandingkan += 1
    assert dibandingkan >= 12


def test_the_number_given_next_follows_after_the_books_were_made_again(
    aliran: list[PeristiwaTercatat],
) -> None:
    kosongkan()
    terapkan(aliran)
    assert nomor() == "400.9.14.5/046/3207152004/IV/2026"


# ---- content that was never promised ----

RUSAK: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "a name too long": ("penduduk.penduduk_dicatat", {}, {"nama": "A" * 101}),
    "no name": ("penduduk.penduduk_dicatat", {}, {"nama": ""}),
    "a name that is none": ("penduduk.penduduk_dicatat", {}, {"nama": {"a": 1}}),
    "null for a name": ("penduduk.penduduk_dicatat", {}, {"nama": None}),
    "a word for a code": ("penduduk.penduduk_dicatat", {}, {"agama": "ISLAM"}),
    "true for a code": ("penduduk.penduduk_dicatat", {}, {"agama": True}),
    "a code out of range": ("penduduk.penduduk_dicatat", {}, {"agama": 10**30}),
    "a number for a date": ("penduduk.penduduk_dicatat", {}, {"tanggal_lahir": 19800101}),
    "a day that is none": ("penduduk.penduduk_dicatat", {}, {"tanggal_lahir": "2026-02-30"}),
    "a NIK of letters": ("penduduk.penduduk_dicatat", {}, {"nik": "tiga dua nol tuj"}),
    "a family that is a number": ("penduduk.penduduk_dicatat", {}, {"keluarga_id": 7}),
    "a column that does not exist": ("penduduk.penduduk_dicatat", {}, {"desa_id": SITUMANDALA}),
    "the search key told": ("penduduk.penduduk_dicatat", {}, {"kunci_cari": 1, "id": 3}),
    "a short KK number": ("penduduk.keluarga_dicatat", {}, {"no_kk": "123"}),
    "a post that does not exist": ("akun.penugasan", {"jabatan": "raja"}, {}),
    "a post that ends before it begins": ("akun.penugasan", {"selesai": "1999-01-01"}, {}),
    "a mandate without end": ("akun.delegasi", {"selesai": None}, {}),
    "an account that is no id": ("akun.pejabat", {"pengguna_id": "oman"}, {}),
    "an official without name": ("akun.pejabat", {}, {"nama": ""}),
    "number nought": ("arsip.nomor", {"urut": 0}, {}),
    "a negative number": ("arsip.nomor", {"urut": -1}, {}),
    "a book of another name under the same id": ("arsip.nomor", {"lingkup": "buku_palsu"}, {}),
    "a word for a moment": ("arsip.nomor", {"diambil_pada": "kemarin"}, {}),
    "a moment without zone": ("arsip.nomor", {"diambil_pada": "2026-01-01T08:00:00"}, {}),
    "a paper register that ends before it begins": ("arsip.buku_dilanjutkan", {"awal": -5}, {}),
    "the identity of another village": ("jejak.desa_dicatat", {"kode": SITUMANDALA}, {}),
    "an identity without name": ("jejak.desa_dicatat", {"nama": ""}, {}),
    "an identity of numbers": ("jejak.desa_dicatat", {"alamat": 17}, {}),
    "an address that is none": ("jejak.desa_dicatat", {"surel": "bukan alamat"}, {}),
}


@pytest.mark.parametrize("nama", RUSAK)
def test_what_no_column_holds_is_set_aside_and_changes_nothing(
    aliran: list[PeristiwaTercatat], nama: str
) -> None:
    jenis, publik, pribadi = RUSAK[nama]
    baik = [satu for satu in aliran if satu.jenis == jenis][-1]
    sebelum = gambaran(), turunan()
    buruk = replace(
        baik,
        id_peristiwa=new_id(),
        revisi=baik.revisi + 1,
        publik={**baik.publik, **publik},
        pribadi={**baik.pribadi, **pribadi} if baik.pribadi else baik.pribadi,
    )
    terapkan([buruk])
    assert [satu for satu, _ in tertahan()] == [jenis]
    assert (gambaran(), turunan()) == sebelum


def test_a_row_of_another_village_is_never_written_over(situmandala: Desa, cisontrol: Desa) -> None:
    """A village that names a neighbour's row in its own stream reaches nothing of the neighbour's."""
    with lingkup(SITUMANDALA):
        korban = Penduduk(nama="TETANGGA", nik=uji.EUIS, jenis_kelamin="P", kunci_cari="TETANGGA")
        korban.save(force_insert=True)
    with lingkup(CISONTROL):
        isi = ProyeksiPenduduk().potret(Penduduk(nama="PENYUSUP", jenis_kelamin="L"))
        terapkan([_peristiwa(korban.pk, 1, *isi), _peristiwa(new_id(), 1, *isi)])
        assert [satu for satu, _ in tertahan()] == ["penduduk.penduduk_dicatat"]
        assert Penduduk.objects.get().nama == "PENYUSUP", "the other event of the batch is good"
    with lingkup(SITUMANDALA):
        assert Penduduk.objects.get().nama == "TETANGGA"


def test_the_identity_of_another_village_stays(situmandala: Desa, di_cisontrol: Desa) -> None:
    isi = dict(next(ProyeksiDesa().gambaran()).publik)
    for sasaran, kode, revisi in (
        (SITUMANDALA, SITUMANDALA, 2),
        (SITUMANDALA, SITUMANDALA, 1),
        (SITUMANDALA, CISONTROL, 1),
        (CISONTROL, SITUMANDALA, 2),
    ):
        palsu = _peristiwa(agregat_desa(sasaran), revisi, {**isi, "kode": kode, "nama": "Palsu"}, {})
        Penerap(PROYEKSI).terapkan(
            [replace(palsu, jenis="jejak.desa_dicatat", versi=1, agregat="desa", pribadi=None)]
        )
        Karantina.objects.get().delete()
    assert Desa.objects.get(pk=SITUMANDALA).nama == "Situmandala"
    assert identitas().nama == "Cisontrol"


def test_a_child_waits_for_its_family_and_nothing_else_does(aliran: list[PeristiwaTercatat]) -> None:
    kosongkan()
    Desa.objects.filter(pk=CISONTROL).update(revisi=1)
    keluarga = [satu for satu in aliran if satu.jenis == "penduduk.keluarga_dicatat"]
    terapkan([satu for satu in aliran if satu not in keluarga])
    sebab = [sebab for jenis, sebab in tertahan() if jenis == "penduduk.penduduk_dicatat"]
    assert set(sebab) == {"sinkron.induk_belum_ada", "sinkron.menunggu_yang_tertahan"}
    assert Nomor.objects.exists()
    terapkan(keluarga)
    Penerap(PROYEKSI).coba_lagi()
    assert tertahan() == []


def test_a_batch_is_all_or_nothing(di_cisontrol: Desa) -> None:
    orang = ProyeksiPenduduk()
    assert isinstance(orang, ProyeksiBanyak)
    baik = ProyeksiPenduduk().potret(Penduduk(nama="BAIK", jenis_kelamin="L"))
    buruk = ProyeksiPenduduk().potret(Penduduk(nama="BURUK", jenis_kelamin="X"))
    isi = [_peristiwa(new_id(), 1, *baik), _peristiwa(new_id(), 1, *buruk), _peristiwa(new_id(), 1, *baik)]
    terapkan(isi)
    assert sorted(Penduduk.objects.values_list("pk", flat=True)) == sorted(
        [isi[0].agregat_id, isi[2].agregat_id]
    )
    assert Karantina.objects.get().agregat_id == isi[1].agregat_id


# ---- whatever a person's row holds, it comes back the same ----

teks = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=60)
angka16 = st.text("0123456789", min_size=16, max_size=16)
kode = st.none() | st.integers(0, 32767)
nilai = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | teks,
    lambda isi: st.lists(isi, max_size=2) | st.dictionaries(teks, isi, max_size=2),
    max_leaves=4,
)
orang = st.fixed_dictionaries(
    {
        "nik": st.just("") | angka16,
        "nama": teks.filter(bool),
        "jenis_kelamin": st.sampled_from("LP"),
        "tempat_lahir": teks,
        "tanggal_lahir": st.none() | st.dates(date(1800, 1, 1), date(2199, 12, 31)),
        "agama": kode,
        "pendidikan": kode,
        "pekerjaan": kode,
        "status_kawin": kode,
        "shdk": kode,
        "kewarganegaraan": st.integers(0, 9),
        "golongan_darah": kode,
        "nama_ayah": teks,
        "nama_ibu": teks,
        "nik_ayah": st.just("") | angka16,
        "nik_ibu": st.just("") | angka16,
        "status_dasar": st.sampled_from([1, 2, 3, 4, 6, 9]),
        "hilang_pada": st.none() | st.datetimes(timezones=st.just(UTC)).filter(lambda satu: satu.year > 1),
        "lain": st.dictionaries(teks, nilai, max_size=3),
        **dict.fromkeys(sampingan.KODE, kode),
        **dict.fromkeys(sampingan.TEKS, teks),
    }
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(isi=orang, lama=orang, berkeluarga=st.booleans(), no_kk=angka16, alamat=teks)
def test_any_person_comes_back_as_he_was(
    di_cisontrol: Desa,
    isi: dict[str, Any],
    lama: dict[str, Any],
    berkeluarga: bool,
    no_kk: str,
    alamat: str,
) -> None:
    """Written, told, carried as JSON, written over another state of the same person: the same row."""
    with transaction.atomic():
        rumah = Keluarga(no_kk=no_kk, alamat=alamat, rt="001")
        person = Penduduk(keluarga=rumah if berkeluarga else None, revisi=2, **isi)
        person.isi_kunci_cari()
        kabar = [_kabar(ProyeksiKeluarga(), rumah, 1), _kabar(ProyeksiPenduduk(), person, 2)]
        dulu = Penduduk(id=person.pk, revisi=1, **lama)
        dulu.save(force_insert=True)
        terapkan(kabar)
        assert tertahan() == []
        kembali = Penduduk.objects.get(pk=person.pk)
        for kolom in person._meta.concrete_fields:
            assert getattr(kembali, kolom.attname) == getattr(person, kolom.attname) or kolom.name == "desa"
        assert ProyeksiPenduduk().potret(kembali) == ProyeksiPenduduk().potret(person)
        assert [satu.pribadi for satu in ProyeksiKeluarga().gambaran()] == [kabar[0].pribadi]
        transaction.set_rollback(True)


def _kabar(proyeksi: Any, row: Any, revisi: int) -> PeristiwaTercatat:
    publik, pribadi = proyeksi.potret(row)
    with transaction.atomic():
        catat(
            jenis=proyeksi.jenis,
            agregat=proyeksi.agregat,
            agregat_id=row.pk,
            revisi=revisi,
            publik=publik,
            pribadi=pribadi,
            pelaku="uji",
        )
    return replace(
        _peristiwa(row.pk, revisi, *json.loads(json.dumps([publik, pribadi]))),
        jenis=proyeksi.jenis.nama,
        versi=proyeksi.jenis.versi,
    )


def _peristiwa(
    agregat_id: UUID, revisi: int, publik: dict[str, Any], pribadi: dict[str, Any]
) -> PeristiwaTercatat:
    return PeristiwaTercatat(
        id_peristiwa=new_id(),
        desa=CISONTROL,
        epoch=UUID(int=1),
        urut=next(_urut),
        macam="put",
        jenis="penduduk.penduduk_dicatat",
        versi=ProyeksiPenduduk.jenis.versi,
        agregat="penduduk",
        agregat_id=agregat_id,
        revisi=revisi,
        waktu=datetime.now(UTC),
        pelaku="uji",
        publik=publik,
        pribadi=pribadi,
    )


def _nomor_urut() -> Iterator[int]:
    urut = 0
    while True:
        urut += 1
        yield urut


_urut = _nomor_urut()
