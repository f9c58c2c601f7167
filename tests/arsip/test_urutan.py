"""Any order of drawing, voiding, changing one's mind: gap-free, never twice, each village its own."""

from collections import defaultdict
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice.arsip.models import BukuNomor, Nomor
from eoffice.arsip.rules.nomor import (
    FORMAT_BAKU,
    KUNCI_TAHUN,
    BahanNomor,
    Lingkup,
    baca_urut,
    kunci_buku,
    lingkup_buku,
    periksa_format,
    tulis_nomor,
)
from eoffice.arsip.selectors import celah, nomor_batal, nomor_bentrok, urut_berikut, urut_terakhir
from eoffice.arsip.services import PermintaanNomor, ambil_nomor, batalkan_nomor, mulai_dari
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL, SITUMANDALA

POLA = "{kode_jenis}/{urut:3}/{tahun}"
JENIS = ("sku", "sktm", "domisili")
BUKU = "surat_keterangan"
CARA = st.sampled_from(Lingkup)
DATABASE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def ambil(
    cara: Lingkup, jenis: str = "sku", tahun: int = 2026, untuk: UUID | None = None, **ubah: Any
) -> str:
    """Draw a number for a new letter."""
    isi: dict[str, Any] = {
        "untuk": untuk or new_id(),
        "lingkup": cara,
        "buku": BUKU,
        "pola": POLA,
        "kode_klasifikasi": "400.9.14.5",
        "kode_jenis": jenis,
        "tanggal": date(tahun, 4, 14),
    }
    return ambil_nomor(PermintaanNomor(**(isi | ubah)), pelaku="uji")


LANGKAH = st.one_of(
    st.tuples(
        st.just("ambil"),
        st.sampled_from((CISONTROL, SITUMANDALA)),
        st.sampled_from((2026, 2027)),
        CARA,
        st.sampled_from(JENIS),
    ),
    st.tuples(st.just("batal"), st.integers(0, 30)),
    st.tuples(st.just("gagal"), st.sampled_from((CISONTROL, SITUMANDALA)), CARA),
)


@DATABASE
@given(langkah=st.lists(LANGKAH, min_size=1, max_size=25))
def test_any_order_of_steps_keeps_every_book_without_gap_and_without_double(
    cisontrol: Desa, situmandala: Desa, langkah: list[tuple[Any, ...]]
) -> None:
    _kosongkan()
    pegang: list[tuple[str, UUID, str, int]] = []
    batal = 0
    for satu in langkah:
        if satu[0] == "ambil":
            _, desa, tahun, cara, jenis = satu
            surat = new_id()
            with lingkup(desa):
                teks = ambil(cara, jenis, tahun, surat)
                assert ambil(cara, jenis, tahun, surat) == teks, "asked again, the same"
            pegang.append((desa, surat, teks, tahun))
        elif satu[0] == "batal" and pegang:
            desa, surat, _, _ = pegang.pop(satu[1] % len(pegang))
            with lingkup(desa):
                batalkan_nomor(untuk=surat, alasan="salah", pelaku="uji")
            batal += 1
        elif satu[0] == "gagal":
            with lingkup(satu[1]), pytest.raises(RuleRefused):
                batalkan_nomor(untuk=new_id(), alasan="tidak ada", pelaku="uji")
    dibatalkan = 0
    for desa in (CISONTROL, SITUMANDALA):
        with lingkup(desa):
            _utuh()
            dibatalkan += sum(len(nomor_batal(tahun)) for tahun in (2026, 2027))
            hidup = set(Nomor.objects.filter(batal_pada=None).values_list("untuk", "teks"))
        assert hidup == {(surat, teks) for milik, surat, teks, _ in pegang if milik == desa}
    assert dibatalkan == batal


def _kosongkan() -> None:
    """Begin each example with empty books."""
    for desa in (CISONTROL, SITUMANDALA):
        with lingkup(desa):
            Nomor.objects.all().delete()
            BukuNomor.objects.all().delete()


def _utuh() -> None:
    """Hold what must be true of the books of the village in scope, whatever happened."""
    for tahun in (2026, 2027):
        assert celah(tahun) == {}
        urut = defaultdict(list)
        semua = Nomor.objects.filter(buku__tahun=tahun).order_by("diambil_pada", "id").select_related("buku")
        for nomor in semua:
            assert f"/{nomor.urut:03d}/{tahun}" in nomor.teks
            urut[nomor.buku.lingkup].append(nomor.urut)
        for milik in urut.values():
            assert all(lama < baru for lama, baru in pairwise(milik)), "a counter only goes up"
        assert Nomor.objects.filter(buku__lingkup=KUNCI_TAHUN).count() == 0
        bersama = [
            n for kunci, isi in urut.items() if lingkup_buku(kunci) is not Lingkup.PER_JENIS for n in isi
        ]
        assert len(bersama) == len(set(bersama)), "books that share a pattern share no number"
    teks = list(Nomor.objects.values_list("teks", flat=True))
    assert len(teks) == len(set(teks))


@pytest.mark.usefixtures("di_cisontrol")
class TestBerganti:
    @DATABASE
    @given(cara=st.lists(CARA, min_size=1, max_size=12))
    def test_one_type_under_any_ways_of_counting_is_one_row_of_numbers(self, cara: list[Lingkup]) -> None:
        Nomor.objects.all().delete()
        BukuNomor.objects.all().delete()
        nomor = []
        for satu in cara:
            nomor.append(f"SKU/{urut_berikut(2026, satu, buku=BUKU, kode_jenis='sku'):03d}/2026")
            assert ambil(satu) == nomor[-1], "the settings page shows what comes"
        assert nomor == [f"SKU/{n:03d}/2026" for n in range(1, len(cara) + 1)]
        assert celah(2026) == {}

    def test_there_and_back_again(self) -> None:
        nomor = [
            ambil(cara)
            for cara in (
                Lingkup.PER_BUKU,
                Lingkup.BERSAMA,
                Lingkup.PER_BUKU,
                Lingkup.BERSAMA,
                Lingkup.PER_BUKU,
            )
            for _ in range(2)
        ]
        assert nomor == [f"SKU/{n:03d}/2026" for n in range(1, 11)]
        bagian = BukuNomor.objects.exclude(lingkup=KUNCI_TAHUN).order_by("awal")
        assert [(b.lingkup, b.awal, b.urut) for b in bagian] == [
            (BUKU, 0, 2), ("semua", 2, 4), (BUKU, 4, 6), ("semua", 6, 8), (BUKU, 8, 10),
        ]  # fmt: skip
        assert celah(2026) == {}
        assert urut_terakhir(2026, BUKU) == 10

    def test_types_that_counted_alone_do_so_again_above_what_was_given_meanwhile(self) -> None:
        sendiri = [ambil(Lingkup.PER_JENIS, j) for j in ("sku", "sku", "sktm")]
        assert sendiri == ["SKU/001/2026", "SKU/002/2026", "SKTM/001/2026"]
        assert ambil(Lingkup.BERSAMA, "sktm") == "SKTM/003/2026"
        assert [ambil(Lingkup.PER_JENIS, j) for j in ("sku", "sktm", "domisili", "sku")] == [
            "SKU/004/2026", "SKTM/004/2026", "DOMISILI/004/2026", "SKU/005/2026",
        ]  # fmt: skip
        assert celah(2026) == {}

    def test_a_new_year_begins_anew_in_every_way_of_counting(self) -> None:
        for cara in Lingkup:
            ambil(cara)
        assert ambil(Lingkup.BERSAMA, tahun=2027) == "SKU/001/2027"
        assert ambil(Lingkup.PER_BUKU, tahun=2027) == "SKU/002/2027"
        assert ambil(Lingkup.PER_BUKU, tahun=2026) == "SKU/004/2026", "the old year's book is still right"

    def test_a_paper_register_goes_on_above_what_another_counter_gave(self) -> None:
        ambil(Lingkup.BERSAMA)
        mulai_dari(tahun=2026, lingkup=Lingkup.PER_BUKU, buku=BUKU, urut=212, pelaku="rika")
        assert ambil(Lingkup.PER_BUKU) == "SKU/213/2026"
        assert ambil(Lingkup.BERSAMA) == "SKU/214/2026"
        with pytest.raises(RuleRefused):
            mulai_dari(tahun=2026, lingkup=Lingkup.PER_BUKU, buku=BUKU, urut=500, pelaku="rika")
        assert celah(2026) == {}

    def test_a_paper_register_behind_the_others_waits_for_them(self) -> None:
        for _ in range(3):
            ambil(Lingkup.BERSAMA)
        mulai_dari(tahun=2026, lingkup=Lingkup.PER_BUKU, buku=BUKU, urut=1, pelaku="rika")
        assert urut_berikut(2026, Lingkup.PER_BUKU, buku=BUKU, kode_jenis="sku") == 4
        assert ambil(Lingkup.PER_BUKU) == "SKU/004/2026"

    def test_a_lost_row_shows_in_its_part(self) -> None:
        for cara in (Lingkup.PER_BUKU, Lingkup.BERSAMA, Lingkup.PER_BUKU):
            for _ in range(2):
                ambil(cara)
        Nomor.objects.filter(urut__in=(2, 5)).delete()
        assert celah(2026) == {BUKU: [2, 5]}

    @pytest.mark.parametrize(
        ("pola", "cara", "bentrok"),
        [
            ("{urut}/9/{tahun}", Lingkup.PER_BUKU, ""),  # as it is
            ("1/{urut}/{tahun}", Lingkup.PER_BUKU, "1/9/2026"),  # the ninth letter would be "1/9/2026" again
            ("1/{urut:3}/{tahun}", Lingkup.PER_BUKU, ""),  # that one would be "1/009/2026"
            ("2/{urut}/{tahun}", Lingkup.PER_BUKU, "2/9/2026"),
            ("3/{urut}/{tahun}", Lingkup.PER_BUKU, ""),
            ("{urut}/{tahun}", Lingkup.PER_BUKU, ""),
            (FORMAT_BAKU, Lingkup.PER_BUKU, ""),
        ],
    )
    def test_a_pattern_that_would_meet_a_number_of_this_year_is_found(
        self, pola: str, cara: Lingkup, bentrok: str
    ) -> None:
        for _ in range(2):
            ambil(cara, pola="{urut}/9/{tahun}")
        assert nomor_bentrok(2026, cara, pola) == bentrok
        assert nomor_bentrok(2027, cara, pola) == ""


def test_a_pattern_does_not_meet_the_numbers_of_another_village(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        ambil(Lingkup.PER_BUKU, pola="{urut}/9/{tahun}")
    with lingkup(situmandala.kode):
        assert nomor_bentrok(2026, Lingkup.PER_BUKU, "1/{urut}/{tahun}") == ""
        assert urut_berikut(2026, Lingkup.PER_BUKU, buku=BUKU, kode_jenis="sku") == 1


TOKEN = (
    "{kode_klasifikasi}",
    "{kode_desa}",
    "{kode_desa_singkat}",
    "{bulan_romawi}",
    "{bulan}",
    "{kode_jenis}",
)
BAGIAN = st.lists(st.sampled_from((*TOKEN, "SK", "470", "A.1")), max_size=3)


@settings(deadline=None)
@given(
    depan=BAGIAN,
    belakang=BAGIAN,
    lebar=st.sampled_from(("", ":3", ":6")),
    urut=st.integers(1, 999_999),
    bulan=st.integers(1, 12),
)
def test_a_number_reads_back_from_every_pattern_a_village_may_use(
    depan: list[str], belakang: list[str], lebar: str, urut: int, bulan: int
) -> None:
    pola = "/".join([*depan, f"{{urut{lebar}}}", *belakang, "{tahun}"])
    if periksa_format(pola, Lingkup.PER_BUKU):
        return
    bahan = BahanNomor(urut, "400.9.14.5", CISONTROL, date(2026, bulan, 3), "sku")
    assert baca_urut(pola, tulis_nomor(pola, bahan)) == urut


@pytest.mark.parametrize(
    ("pola", "teks"),
    [
        ("{urut}/{tahun}", "x/2026"),
        ("{urut}/{tahun}", "5/26"),
        ("{urut}/{tahun}", "005/2026"),  # written with zeros, this pattern never does
        ("{urut:3}/{tahun}", "5/2026"),
        ("{urut}/{tahun}", "5/2026/lagi"),
        ("A.{urut}/{tahun}", "AX5/2026"),
        ("{urut}/{bulan_romawi}/{tahun}", "5/IV.2026"),
        ("{urut}/{tahun}", "٥/2026"),
    ],
)
def test_what_a_pattern_never_writes_is_not_its_number(pola: str, teks: str) -> None:
    assert baca_urut(pola, teks) is None


@pytest.mark.parametrize("cara", Lingkup)
def test_a_counter_s_key_tells_its_way_of_counting(cara: Lingkup) -> None:
    assert lingkup_buku(kunci_buku(cara, BUKU, "sku")) is cara
    assert kunci_buku(cara, BUKU, "sku") != KUNCI_TAHUN


@pytest.mark.usefixtures("di_cisontrol")
def test_a_void_number_says_when_why_and_for_whom() -> None:
    surat, lain = new_id(), new_id()
    teks = ambil(Lingkup.PER_BUKU, untuk=surat)
    ambil(Lingkup.PER_BUKU, untuk=lain)
    sebelum = datetime.now(UTC)
    batalkan_nomor(untuk=surat, alasan="salah nama", pelaku="uji")
    (batal,) = nomor_batal(2026)
    assert (batal.teks, batal.urut, batal.untuk, batal.alasan) == (teks, 1, surat, "salah nama")
    assert batal.batal_pada >= sebelum
    with pytest.raises(RuleRefused):
        batalkan_nomor(untuk=surat, alasan="lagi", pelaku="uji")
    assert nomor_batal(2027) == []
    assert ambil(Lingkup.PER_BUKU, untuk=surat) == "SKU/003/2026", "the letter starts again with a new one"
