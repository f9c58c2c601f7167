"""Digests of the large tables come from their columns alone; they are the digests of the pictures, byte for byte."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice.jejak import tulisan
from eoffice.jejak.proyeksi import Proyeksi, ProyeksiTertulis
from eoffice.jejak.tulisan import tulis_baris
from eoffice.kernel.canonical import canonical_string, canonical_text
from eoffice.penduduk.models import Keluarga, Penduduk
from eoffice.penduduk.projections import ProyeksiKeluarga, ProyeksiPenduduk
from eoffice.penduduk.services.potret import potret_keluarga
from eoffice.sinkron.rules.cocok import RingkasTabel, ringkas, ringkas_tulisan, sidik_baris, sidik_tulisan
from eoffice.sinkron.services.cocok import ringkas_tabel
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import LingkupTidakAktif, lingkup

KELUARGA, PENDUDUK = ProyeksiKeluarga(), ProyeksiPenduduk()
ASAL = UUID("0190a5b2-0000-7000-8000-00000000a000")
SAAT = datetime(2026, 4, 20, 23, 59, 58, 123_456, tzinfo=timezone(timedelta(hours=7)))
TERTULIS = {
    "penduduk.keluarga_dicatat": "ebef8cbb35a6e31f3bcf5ca778b379a8e38da674704cdeb046272e5c6b1a9463",
    "penduduk.penduduk_dicatat": "355bde9a9a3bceca8c424b8ad4927de95820c3d18a693cdcb40d58d12b76391d",
}
"""Roots as a peer that makes an object of every row computed them for ``contoh``."""


def id_ke(nomor: int) -> UUID:
    return UUID(int=ASAL.int + nomor)


def orang(nomor: int, **kolom: Any) -> Penduduk:
    isi = {"nama": f"ORANG {nomor}", "jenis_kelamin": "L", "kunci_cari": f"orang {nomor}", **kolom}
    return Penduduk.objects.create(id=id_ke(nomor), **isi)


def keluarga(nomor: int, **kolom: Any) -> Keluarga:
    return Keluarga.objects.create(id=id_ke(nomor), no_kk=f"{nomor:016d}", **kolom)


def contoh() -> None:
    """Rows of every kind: all columns, none, and what has to be escaped."""
    rumah = keluarga(1, alamat='Jalan "Raya" 100% \\ timur\t', dusun="Düsün é", rw="001", rt="002", revisi=7)
    keluarga(2)
    orang(
        10,
        keluarga=rumah,
        nik="3207154506859001",
        tempat_lahir="CIAMIS %s %(x)s",
        tanggal_lahir=date(1985, 6, 5),
        agama=1,
        pendidikan=9,
        pekerjaan=88,
        status_kawin=2,
        shdk=1,
        golongan_darah=13,
        nama_ayah="O'NEIL \u2028 \U0001f33e",
        nama_ibu="\x01\x1f\x7f",
        nik_ayah="3207154506859002",
        nik_ibu="3207154506859003",
        hilang_pada=SAAT,
        lain={"zebra": "1", "Apel": 'kutip " dan \\', "é": ["b", {"d": None, "c": True}], "n": 12},
        revisi=1_000_000,
    )
    orang(11)
    orang(12, keluarga=rumah, hilang_pada=SAAT.replace(microsecond=0), tanggal_lahir=date(1900, 1, 1))
    orang(13, nama="SITI", jenis_kelamin="P", kewarganegaraan=2, status_dasar=2, lain={})


def menurut_gambaran(proyeksi: Proyeksi) -> RingkasTabel:
    """Work the digest out of the pictures."""
    semua = (
        (g.agregat_id, sidik_baris(g.agregat_id, g.revisi, g.publik, g.pribadi)) for g in proyeksi.gambaran()
    )
    return ringkas(proyeksi.jenis.versi, semua)


def teks_gambaran(proyeksi: Proyeksi) -> dict[str, str]:
    """Write the pictures with nothing of the product's own."""
    return {
        str(g.agregat_id): json.dumps(
            [str(g.agregat_id), g.revisi, g.publik, g.pribadi],
            sort_keys=True,
            separators=(",", ":"),
            ensure_ascii=False,
        )
        for g in proyeksi.gambaran()
    }


def sql(perintah: str, *isi: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(perintah, isi)
        assert cursor.rowcount == 1, "nothing changed"


def di_basis(nomor: int) -> str:
    """Return an id as this database keeps it."""
    return id_ke(nomor).hex if connection.vendor == "sqlite" else str(id_ke(nomor))


@pytest.mark.parametrize("proyeksi", [KELUARGA, PENDUDUK], ids=lambda p: p.agregat)
def test_the_text_of_a_row_is_its_picture_written_canonically(
    di_cisontrol: Desa, proyeksi: ProyeksiTertulis
) -> None:
    contoh()
    tertulis = dict(proyeksi.tulisan())
    assert len(tertulis) >= 2
    assert tertulis == teks_gambaran(proyeksi)


@pytest.mark.parametrize("proyeksi", [KELUARGA, PENDUDUK], ids=lambda p: p.agregat)
def test_a_peer_that_makes_objects_computes_the_same_digest(
    di_cisontrol: Desa, proyeksi: ProyeksiTertulis
) -> None:
    contoh()
    ini = ringkas_tabel(proyeksi, ())
    assert ini == menurut_gambaran(proyeksi)
    assert ini.akar == TERTULIS[proyeksi.jenis.nama]


def test_a_peer_of_the_first_version_computes_the_digest_it_always_did(di_cisontrol: Desa) -> None:
    contoh()
    kini = ringkas_tabel(PENDUDUK, ())
    lama = ringkas_tabel(PENDUDUK, (), 1)
    assert kini.akar == TERTULIS[PENDUDUK.jenis.nama]
    assert lama.akar == "c121bdbd56730f021d1fa1bf2048c63964f492d256320e1e3bfb829df558cb7e"


@pytest.mark.parametrize("proyeksi", [KELUARGA, PENDUDUK], ids=lambda p: p.agregat)
def test_an_empty_table_has_the_digest_of_no_rows(di_cisontrol: Desa, proyeksi: ProyeksiTertulis) -> None:
    assert list(proyeksi.tulisan()) == []
    assert ringkas_tabel(proyeksi, ()) == ringkas(proyeksi.jenis.versi, ())


TEKS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)
ISI_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEKS,
    lambda anak: st.lists(anak, max_size=3) | st.dictionaries(TEKS, anak, max_size=3),
    max_leaves=8,
)
KODE_ANGKA = st.none() | st.integers(0, 32_767)
ORANG = st.fixed_dictionaries(
    {
        "nama": TEKS.filter(bool),
        "tempat_lahir": TEKS,
        "nama_ayah": TEKS,
        "agama": KODE_ANGKA,
        "pekerjaan": KODE_ANGKA,
        "tanggal_lahir": st.none() | st.dates(date(1, 1, 1)),
        "hilang_pada": st.none() | st.datetimes(datetime(1900, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  hypothesis adds the zone
        "lain": st.dictionaries(TEKS, ISI_JSON, max_size=4),
        "revisi": st.integers(1, 2**31 - 1),
    }
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(semua=st.lists(ORANG, min_size=1, max_size=4))
def test_whatever_stands_in_the_columns_the_text_is_that_of_the_picture(
    di_cisontrol: Desa, semua: list[dict[str, Any]]
) -> None:
    Penduduk.objects.all().delete()
    for nomor, isi in enumerate(semua):
        orang(nomor, **isi)
    assert dict(PENDUDUK.tulisan()) == teks_gambaran(PENDUDUK)


def test_more_rows_than_are_read_at_once_are_all_written(
    di_cisontrol: Desa, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tulisan, "_SEKALI", 3)
    for nomor in range(10):
        orang(nomor, tanggal_lahir=date(1990, 1, 1 + nomor % 2), agama=nomor % 3 or None)
    assert len(dict(PENDUDUK.tulisan())) == 10
    assert ringkas_tabel(PENDUDUK, ()) == menurut_gambaran(PENDUDUK)


PERUBAHAN = (
    ("nama", "ORANG X"),
    ("nik", "3207154506859009"),
    ("tanggal_lahir", "1985-06-06"),
    ("hilang_pada", None),
    ("agama", 2),
    ("golongan_darah", None),
    ("lain", '{"zebra": "2"}'),
    ("keluarga_id", None),
    ("revisi", 2),
    ("status_dasar", 3),
)


@pytest.mark.parametrize(("kolom", "nilai"), PERUBAHAN, ids=[kolom for kolom, _ in PERUBAHAN])
def test_a_column_changed_behind_the_products_back_changes_the_digest(
    di_cisontrol: Desa, kolom: str, nilai: object
) -> None:
    contoh()
    dulu = ringkas_tabel(PENDUDUK, ())
    sql(f"UPDATE penduduk_penduduk SET {kolom} = %s WHERE id = %s", nilai, di_basis(10))
    kini = ringkas_tabel(PENDUDUK, ())
    assert dulu.berbeda(kini) == [id_ke(10).int & 255]
    assert kini == menurut_gambaran(PENDUDUK)


def test_what_no_event_tells_is_no_part_of_the_digest(di_cisontrol: Desa) -> None:
    contoh()
    dulu = ringkas_tabel(PENDUDUK, ())
    sql("UPDATE penduduk_penduduk SET kunci_cari = 'lain' WHERE id = %s", di_basis(10))
    assert ringkas_tabel(PENDUDUK, ()) == dulu


def test_rows_of_the_other_side_are_left_out(di_cisontrol: Desa) -> None:
    contoh()
    tanpa = ringkas_tabel(PENDUDUK, {id_ke(11), id_ke(999)})
    Penduduk.objects.filter(pk=id_ke(11)).delete()
    assert tanpa == ringkas_tabel(PENDUDUK, ())
    assert tanpa.jumlah == 3


def test_another_village_is_not_in_it(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(situmandala.kode):
        orang(1)
    with lingkup(cisontrol.kode):
        orang(2)
        assert [nomor for nomor, _ in PENDUDUK.tulisan()] == [str(id_ke(2))]


@pytest.mark.django_db
def test_without_a_scope_nothing_is_read() -> None:
    with pytest.raises(LingkupTidakAktif):
        list(PENDUDUK.tulisan())


def test_one_statement_reads_the_whole_table(di_cisontrol: Desa) -> None:
    contoh()
    with CaptureQueriesContext(connection) as pernyataan:
        ringkas_tabel(PENDUDUK, ())
    assert len([p for p in pernyataan if "penduduk_penduduk" in p["sql"]]) == 1
    assert "kunci_cari" not in str(pernyataan.captured_queries)


def test_an_older_version_is_told_from_the_pictures(
    di_cisontrol: Desa, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text knows the newest version only; a bridge works on a picture."""
    contoh()
    turun: list[tuple[int, int]] = []

    def turunkan(nama: str, dari: int, ke: int, isi: Any) -> Any:
        turun.append((dari, ke))
        return isi

    monkeypatch.setattr("eoffice.sinkron.services.cocok.turunkan", turunkan)
    kini = ringkas_tabel(PENDUDUK, ())
    assert turun == []
    baru = replace(PENDUDUK.jenis, versi=PENDUDUK.jenis.versi + 1)
    monkeypatch.setattr(PENDUDUK, "jenis", baru, raising=False)
    lama = ringkas_tabel(PENDUDUK, (), kini.versi)
    assert turun == [(baru.versi, kini.versi)] * 4
    assert lama == kini


SALAH_EJA = (
    ("tanggal_lahir", "1985-6-5"),
    ("tanggal_lahir", "19850605"),
    ("tanggal_lahir", "2024-02-29"),
    ("hilang_pada", "2026-04-20"),
    ("hilang_pada", "2026-04-20 16:59:58"),
    ("hilang_pada", "2026-04-20T16:59:58.5"),
    ("lain", '{"b":"\\u00e9",  "a": 1.5}'),
    ("id", str(id_ke(90)).upper()),
    ("id", id_ke(90).hex.upper()),
    ("agama", "satu"),
    ("agama", 1.5),
)


@pytest.mark.hanya_sqlite
@pytest.mark.parametrize(("kolom", "nilai"), SALAH_EJA, ids=[f"{k}-{n}" for k, n in SALAH_EJA])
def test_what_the_product_would_not_write_is_told_as_its_picture_tells_it(
    di_cisontrol: Desa, kolom: str, nilai: object
) -> None:
    """SQLite keeps what it is given: the same date in another spelling must be no difference nobody can repair."""
    contoh()
    sql(f"UPDATE penduduk_penduduk SET {kolom} = %s WHERE id = %s", nilai, di_basis(10))
    assert dict(PENDUDUK.tulisan()) == teks_gambaran(PENDUDUK)


class Dua(ProyeksiKeluarga):
    """Tells two columns as one."""

    def potret(self, row: Keluarga) -> tuple[dict[str, Any], dict[str, Any]]:
        publik, pribadi = potret_keluarga(row)
        return publik, {**pribadi, "rt": f"{row.rt}/{row.rw}"}


def test_a_picture_that_works_on_its_columns_is_refused(di_cisontrol: Desa) -> None:
    keluarga(1)
    with pytest.raises(ValueError, match="Keluarga: the picture writes a column in its own way"):
        next(tulis_baris(Dua().baris(), Dua().potret))


@pytest.mark.parametrize(
    "teks", ["", "a", '"', "\\", "\n\r\t\b\f", "\x00\x1f\x7f\x80", "é\u2028\U0001f33e", "%s"]
)
def test_a_string_is_written_alone_as_it_is_among_others(teks: str) -> None:
    assert f"[{canonical_string(teks)}]" == canonical_text([teks])


def _ember(baris: Iterable[tuple[UUID, str]]) -> RingkasTabel:
    return ringkas_tulisan(3, ((str(nomor), teks) for nomor, teks in baris))


def test_texts_and_digests_of_rows_give_the_same_short_form() -> None:
    semua = [(id_ke(nomor * 37), f"baris {nomor} é") for nomor in range(300)]
    assert _ember(semua) == ringkas(3, ((nomor, sidik_tulisan(teks)) for nomor, teks in semua))
    assert _ember(semua[::-1]) == _ember(semua)
    assert sidik_tulisan("é") == hashlib.sha256("é".encode()).digest()
