"""Every statistic against a person with a pencil, who asks each resident in turn and knows no SQL.

The villages are drawn by chance from a seed: families with and without a head, people without a family, without a day
of birth, with codes nobody knows, dead, gone, or missing in the last list.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from eoffice.kernel import clock
from eoffice.penduduk.models import Keluarga, Penduduk
from eoffice.penduduk.rules.ringkas import judul
from eoffice.penduduk.rules.statistik import BELUM, SEMUA, Hasil, Siapa, Statistik, Wilayah
from eoffice.penduduk.selectors.statistik import hitung, wilayah_desa

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("di_cisontrol")]
HARI = (date(2026, 11, 24), date(2024, 2, 29), date(2025, 2, 28), date(2027, 1, 1))
"""An ordinary day, one that most years lack, the one before a day that is not there, and a new year."""
SUKU = ("", "", "SUNDA", "JAWA", "BATAK TOBA", "BUGIS")
BERKODE = {
    "agama": 7, "pendidikan": 10, "pendidikan_sedang": 18, "pekerjaan": 89, "status_kawin": 6, "shdk": 11,
    "golongan_darah": 13, "cacat": 7, "cara_kb": 8, "hamil": 2, "ktp_el": 4, "status_rekam": 8, "asuransi": 4,
}  # fmt: skip
"""Columns with their highest code or a little more: what is beyond a table is not known."""
NOMOR = ("akta_lahir", "akta_perkawinan", "akta_perceraian")


# ---- a village by chance ----


def rumah(acak: random.Random, nomor: int) -> Keluarga:
    dusun, rw, rt = (
        acak.choice(("CIKUPA", "JETAK", "")),
        acak.choice(("001", "002")),
        acak.choice(("001", "002", "")),
    )
    kartu = Keluarga(no_kk=f"320715010115{nomor:04}", dusun=dusun, rw=rw, rt=rt)
    kartu.save(force_insert=True)
    return kartu


def lahir(acak: random.Random, hari: date) -> date | None:
    """A birthday: anywhere in ninety years, often close to the day of counting, sometimes not known or to come."""
    if acak.random() < 0.08:
        return None
    dekat = acak.choice((-1, 0, 1, 2, acak.randrange(1, 365)))
    return hari - timedelta(days=round(acak.randrange(90) * 365.25) + dekat)


def orang(acak: random.Random, nomor: int, kartu: Keluarga | None, hari: date) -> Penduduk:
    isi: dict[str, Any] = {nama: acak.choice((None, *range(1, akhir + 2))) for nama, akhir in BERKODE.items()}
    isi |= {nama: acak.choice(("", f"AL.{nomor}/2020")) for nama in NOMOR}
    row = Penduduk(
        keluarga=kartu,
        nama=f"ORANG {nomor}",
        nik=acak.choice(("", f"32071501018{nomor:05}")),
        jenis_kelamin=acak.choice("LP"),
        tanggal_lahir=lahir(acak, hari),
        kewarganegaraan=acak.choice((1, 1, 1, 2, 3)),
        suku=acak.choice(SUKU),
        status_dasar=acak.choice((1, 1, 1, 1, 2, 3, 9)),
        hilang_pada=acak.choice((None, None, None, clock.now())),
        **isi,
    )
    row.isi_kunci_cari()
    row.save(force_insert=True)
    return row


@pytest.fixture(params=[(benih, hari) for benih, hari in enumerate(HARI)], ids=[f"{hari}" for hari in HARI])
def desa(request: pytest.FixtureRequest) -> tuple[list[Penduduk], date]:
    """Some two hundred people in fifty families, and the day on which they are counted."""
    benih, hari = request.param
    acak = random.Random(benih)
    semua = [rumah(acak, nomor) for nomor in range(50)]
    return [orang(acak, nomor, acak.choice((*semua, None)), hari) for nomor in range(220)], hari


# ---- the person with the pencil ----


def umur(satu: Penduduk, hari: date) -> int | None:
    tanggal = satu.tanggal_lahir
    if tanggal is None or tanggal > hari:
        return None
    return hari.year - tanggal.year - ((hari.month, hari.day) < (tanggal.month, tanggal.day))


def antara(satu: Penduduk, hari: date, dari: int, sampai: int) -> bool:
    tahun = umur(satu, hari)
    return tahun is not None and dari <= tahun <= sampai


def pernah_kawin(satu: Penduduk) -> bool:
    return satu.status_kawin in (2, 3, 4, 5, 6)


def di_bawah(satu: Penduduk, hari: date, tahun: int) -> bool:
    """Whose day of birth is known and who is not that old yet: also a child that will be born, as was written."""
    return satu.tanggal_lahir is not None and (umur(satu, hari) or 0) < tahun


GOLONGAN: dict[Siapa, Callable[[Penduduk, date], bool]] = {
    Siapa.SEMUA: lambda satu, hari: True,
    Siapa.TERCATAT: lambda satu, hari: True,
    Siapa.KEPALA: lambda satu, hari: satu.shdk == 1,
    Siapa.KAWIN: lambda satu, hari: satu.status_kawin in (2, 3, 6),
    Siapa.CERAI: lambda satu, hari: satu.status_kawin == 4,
    Siapa.WAJIB_KTP: lambda satu, hari: antara(satu, hari, 17, 200) or pernah_kawin(satu),
    Siapa.BELUM_KTP: lambda satu, hari: di_bawah(satu, hari, 17) and not pernah_kawin(satu),
    Siapa.ANAK: lambda satu, hari: di_bawah(satu, hari, 18),
    Siapa.IBU: lambda satu, hari: satu.jenis_kelamin == "P" and antara(satu, hari, 10, 54),
    Siapa.SEKOLAH: lambda satu, hari: antara(satu, hari, 3, 24),
}


def tinggal(satu: Penduduk, wilayah: Wilayah) -> bool:
    rumahnya = satu.keluarga
    bagian = (wilayah.dusun, wilayah.rw, wilayah.rt)
    punya = (rumahnya.dusun, rumahnya.rw, rumahnya.rt) if rumahnya else (None, None, None)
    return all(not minta or minta == ada for minta, ada in zip(bagian, punya, strict=True))


def dihitung(statistik: Statistik, semua: list[Penduduk], wilayah: Wilayah, hari: date) -> list[Penduduk]:
    hidup = [
        satu
        for satu in semua
        if statistik.siapa is Siapa.TERCATAT or (satu.status_dasar == 1 and satu.hilang_pada is None)
    ]
    return [s for s in hidup if tinggal(s, wilayah) and GOLONGAN[statistik.siapa](s, hari)]


def label(statistik: Statistik, satu: Penduduk, hari: date) -> str:
    """Return the line a person stands in."""
    if statistik.cara == "umur":
        tahun = umur(satu, hari)
        return BELUM if tahun is None else [kata for kata, awal in statistik.rentang if tahun >= awal][-1]
    if statistik.cara == "wilayah":
        return alamat(statistik.kolom, satu.keluarga)
    nilai = getattr(satu, statistik.kolom)
    if statistik.cara == "teks":
        return judul(nilai) if nilai else BELUM
    if statistik.cara == "isi":
        return "Ada nomornya" if nilai else BELUM
    return statistik.kata.get(nilai, BELUM)


def alamat(tingkat: str, kartu: Keluarga | None) -> str:
    if kartu is None or not getattr(kartu, tingkat):
        return BELUM
    bagian = [("dusun", "Dusun"), ("rw", "RW"), ("rt", "RT")]
    bagian = bagian[: [nama for nama, _ in bagian].index(tingkat) + 1]
    isi = [(kata, getattr(kartu, nama)) for nama, kata in bagian]
    return ", ".join(f"{kata} {judul(nilai) if kata == 'Dusun' else nilai}" for kata, nilai in isi if nilai)


def per_kartu(semua: list[Penduduk]) -> Iterator[tuple[str, str]]:
    """Return of each family how large it is, and whose line it is in: its head's."""
    for kartu in {satu.keluarga_id for satu in semua} - {None}:
        anggota = [satu for satu in semua if satu.keluarga_id == kartu]
        kepala = [satu for satu in anggota if satu.shdk == 1] or anggota
        yield (
            f"{len(anggota)} orang" if len(anggota) < 8 else "8 orang atau lebih",
            max(satu.jenis_kelamin for satu in kepala),
        )


def dengan_pensil(
    statistik: Statistik, semua: list[Penduduk], wilayah: Wilayah, hari: date
) -> Counter[tuple[str, str]]:
    siapa = dihitung(statistik, semua, wilayah, hari)
    if statistik.cara == "kartu":
        return Counter(per_kartu(siapa))
    return Counter((label(statistik, satu, hari), satu.jenis_kelamin) for satu in siapa)


def tercetak(hasil: Hasil) -> Counter[tuple[str, str]]:
    semua = Counter[tuple[str, str]]()
    for satu in hasil.baris:
        semua.update({(satu.label, "L"): satu.laki, (satu.label, "P"): satu.perempuan})
    return +semua


# ---- the same answer ----


def test_every_statistic_of_the_whole_village(desa: tuple[list[Penduduk], date]) -> None:
    semua, hari = desa
    for statistik in SEMUA:
        harap = dengan_pensil(statistik, semua, Wilayah(), hari)
        assert tercetak(hitung(statistik, Wilayah(), hari)) == harap, statistik.nama
        assert harap, f"nobody to count: {statistik.nama}"


def test_every_statistic_of_every_part_of_it(desa: tuple[list[Penduduk], date]) -> None:
    semua, hari = desa
    bagian = wilayah_desa()
    assert len(bagian) > 8
    for statistik in SEMUA[:: len(SEMUA) // 6]:
        for wilayah in bagian:
            harap = dengan_pensil(statistik, semua, wilayah, hari)
            assert tercetak(hitung(statistik, wilayah, hari)) == harap, (statistik.nama, wilayah)


def test_the_parts_of_the_village_are_those_of_its_cards(desa: tuple[list[Penduduk], date]) -> None:
    del desa
    kartu = Keluarga.objects.values_list("dusun", "rw", "rt")
    harap = {bagian[:n] + ("",) * (3 - n) for bagian in kartu for n in (1, 2, 3)} - {("", "", "")}
    assert {(satu.dusun, satu.rw, satu.rt) for satu in wilayah_desa()} == harap


def test_lines_and_shares_add_up(desa: tuple[list[Penduduk], date]) -> None:
    semua, hari = desa
    for statistik in SEMUA:
        hasil = hitung(statistik, Wilayah(), hari)
        assert hasil.semua.jumlah == dengan_pensil(statistik, semua, Wilayah(), hari).total(), statistik.nama
        assert round(sum(hasil.persen(satu) for satu in hasil.baris), 6) == 100, statistik.nama
        assert hasil.baris[-1].label == BELUM, "who is not known stands last, also if there is nobody"
