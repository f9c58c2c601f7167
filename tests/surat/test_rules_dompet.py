"""What a wallet holds: how many, how large, how long, and what is offered for which requirement."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.surat.models import BerkasSaya
from eoffice.surat.rules.dompet import (
    INGATKAN,
    KATA,
    MAKS_BERKAS,
    MAKS_BYTE,
    UMUR,
    BerkasDompet,
    JenisBerkas,
    periksa_muat,
    periksa_setuju,
    urut_untuk,
)
from eoffice.surat.rules.jenis import katalog
from eoffice.web.komponen.kalimat import kalimat

SAAT = datetime(2026, 11, 24, 2, tzinfo=UTC)


def berkas(jenis: str, berkas_id: UUID | None = None, sampai: timedelta = UMUR) -> BerkasDompet:
    return BerkasDompet(berkas_id or new_id(), jenis, "image/jpeg", 1000, SAAT, SAAT + sampai)


@pytest.mark.parametrize(
    ("ada", "tambah", "kode"),
    [
        ([], MAKS_BYTE, ""),
        ([], MAKS_BYTE + 1, "surat.dompet_besar"),
        ([1] * (MAKS_BERKAS - 1), 1, ""),
        ([1] * MAKS_BERKAS, 1, "surat.dompet_penuh"),
        ([MAKS_BYTE // 2, MAKS_BYTE // 2], 0, ""),
        ([MAKS_BYTE // 2, MAKS_BYTE // 2], 1, "surat.dompet_besar"),
        ([MAKS_BYTE] * MAKS_BERKAS, 1, "surat.dompet_penuh"),
    ],
)
def test_a_wallet_is_bounded_in_number_and_size(ada: list[int], tambah: int, kode: str) -> None:
    if not kode:
        periksa_muat(ada, tambah)
        return
    with pytest.raises(RuleRefused) as tolak:
        periksa_muat(ada, tambah)
    assert tolak.value.pesan.kode == kode


def test_without_the_owners_word_nothing_is_done() -> None:
    periksa_setuju(setuju=True)
    with pytest.raises(InvalidInput) as tolak:
        periksa_setuju(setuju=False)
    assert set(tolak.value.per_field) == {"setuju"}


def test_the_owner_is_told_a_month_before() -> None:
    satu = berkas("ktp")
    assert not satu.hampir(SAAT)
    assert not satu.hampir(satu.kedaluwarsa - INGATKAN - timedelta(seconds=1))
    assert satu.hampir(satu.kedaluwarsa - INGATKAN)
    assert satu.hampir(satu.kedaluwarsa)


@pytest.mark.parametrize(
    ("syarat", "depan"),
    [("ktp", "ktp"), ("kk", "kk"), ("ktp_pasangan", "ktp"), ("kk_orang_tua", "kk"), ("pengantar", "lain")],
)
def test_a_requirement_is_offered_its_kind_first_and_all_others_after(syarat: str, depan: str) -> None:
    semua = [berkas("lain"), berkas("kk"), berkas("ktp"), berkas("ijazah")]
    urut = urut_untuk(semua, syarat)
    assert urut[0].jenis == depan
    assert {b.id for b in urut} == {b.id for b in semua}
    assert [b for b in urut if b.jenis != depan] == [b for b in semua if b.jenis != depan]


def test_every_kind_has_its_word_and_fits_its_column() -> None:
    assert set(KATA) == set(JenisBerkas)
    assert max(map(len, JenisBerkas)) <= (BerkasSaya._meta.get_field("jenis").max_length or 0)
    assert [berkas(satu).kata for satu in JenisBerkas] == [KATA[satu] for satu in JenisBerkas]
    assert berkas("dari versi lain").kata == KATA[JenisBerkas.LAIN]


def test_the_kinds_people_carry_most_are_called_as_the_catalogue_calls_them() -> None:
    diminta = {s.kode for jenis in katalog().values() for s in jenis.syarat}
    assert {JenisBerkas.KTP.value, JenisBerkas.KK.value} <= diminta


@pytest.mark.parametrize(
    ("kode", "isi", "kata"),
    [
        ("dompet_penuh", {"maks": 8}, "Hapus dulu"),
        ("dompet_besar", {"maks": 20}, "20 MB"),
        ("dompet_jenis", {}, "Pilih berkas"),
        ("dompet_setuju", {}, "tanda setuju"),
    ],
)
def test_a_refusal_says_what_to_do_next(kode: str, isi: dict[str, int], kata: str) -> None:
    assert kata in kalimat(Pesan(f"surat.{kode}", **isi))
