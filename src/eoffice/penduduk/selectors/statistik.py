"""Residents of the village in scope, counted: one statement a statistic."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Max, Q, QuerySet, SmallIntegerField, Value, When
from django.db.models.functions import Coalesce

from eoffice.penduduk.models import Edisi, Keluarga, Penduduk
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.statistik import (
    KARTU_TERBANYAK,
    MENURUT_NAMA,
    UMUR_IBU,
    UMUR_KTP,
    Hasil,
    Siapa,
    Statistik,
    Wilayah,
    lahir_antara,
    mundur,
    susun,
)
from eoffice.wilayah.tenancy import desa_aktif

_KAWIN: Final = (kode.KAWIN_TERCATAT, kode.KAWIN_BELUM_TERCATAT, kode.KAWIN)
_PERNAH_KAWIN: Final = (*_KAWIN, kode.CERAI_HIDUP, kode.CERAI_MATI)
_TINGKAT: Final = ("dusun", "rw", "rt")
TERINGAT: Final = 256
"""Tables that a process remembers, of all villages it serves."""
Hitung = Mapping[tuple[Any, str], int]


def hitung(statistik: Statistik, wilayah: Wilayah, hari: date) -> Hasil:
    """Count residents, or families, of a part of the village on a day."""
    orang = _orang(statistik.siapa, wilayah, hari)
    umur = _umur if wilayah == Wilayah() else _umur_bagian
    cara = {"umur": umur, "kartu": _kartu, "isi": _isi, "wilayah": _wilayah}.get(statistik.cara, _nilai)
    return susun(statistik, wilayah, hari, cara(statistik, orang, hari))


def hitung_terkini(statistik: Statistik, wilayah: Wilayah, hari: date) -> Hasil:
    """Count as ``hitung``, or give what was counted before on this day, if the register has not moved since.

    The mark is read before the people: what is counted under a mark is at least as new as it. Not for a transaction
    that writes the register itself: what it had not committed would be remembered.
    """
    cap = Edisi.objects.values_list("cap", flat=True).first()
    if cap is None:
        return hitung(statistik, wilayah, hari)
    return _terhitung(desa_aktif(), cap, statistik.nama, wilayah, hari)


@lru_cache(maxsize=TERINGAT)
def _terhitung(desa: str, cap: UUID, nama: str, wilayah: Wilayah, hari: date) -> Hasil:
    """Count for a village in a state of its register: the village and the mark tell whose people these are."""
    return hitung(MENURUT_NAMA[nama], wilayah, hari)


def wilayah_desa() -> list[Wilayah]:
    """Return the parts of the village that somebody lives in: each dusun, then its RW, then their RT."""
    rumah = Keluarga.objects.order_by().values_list(*_TINGKAT).distinct()
    ada = {Wilayah(*bagian[:banyak]) for bagian in rumah for banyak in (1, 2, 3)}
    return sorted(ada - {Wilayah()}, key=lambda satu: (satu.dusun, satu.rw, satu.rt))


def _orang(siapa: Siapa, wilayah: Wilayah, hari: date) -> QuerySet[Penduduk]:
    rows = Penduduk.objects.order_by()
    if siapa is not Siapa.TERCATAT:
        rows = rows.filter(_golongan(siapa, hari), status_dasar=kode.STATUS_HIDUP, hilang_pada__isnull=True)
    bagian = {nama: isi for nama in _TINGKAT if (isi := getattr(wilayah, nama))}
    # from the families of a part to their people: a join would look every resident's family up
    return rows.filter(keluarga__in=Keluarga.objects.filter(**bagian).order_by()) if bagian else rows


def _golongan(siapa: Siapa, hari: date) -> Q:
    dewasa = Q(tanggal_lahir__lte=mundur(hari, UMUR_KTP)) | Q(status_kawin__in=_PERNAH_KAWIN)
    belum_kawin = Q(status_kawin__isnull=True) | ~Q(status_kawin__in=_PERNAH_KAWIN)
    return {
        Siapa.KEPALA: Q(shdk=kode.KEPALA_KELUARGA),
        Siapa.KAWIN: Q(status_kawin__in=_KAWIN),
        Siapa.CERAI: Q(status_kawin=kode.CERAI_HIDUP),
        Siapa.WAJIB_KTP: dewasa,
        Siapa.BELUM_KTP: Q(tanggal_lahir__gt=mundur(hari, UMUR_KTP)) & belum_kawin,
        Siapa.ANAK: Q(tanggal_lahir__gt=mundur(hari, 18)),
        Siapa.IBU: Q(jenis_kelamin="P") & _berumur(hari, *UMUR_IBU),
        Siapa.SEKOLAH: _berumur(hari, 3, 24),
    }.get(siapa, Q())


def _berumur(hari: date, dari: int, sampai: int) -> Q:
    return Q(tanggal_lahir__lte=mundur(hari, dari), tanggal_lahir__gt=mundur(hari, sampai + 1))


def _nilai(statistik: Statistik, orang: QuerySet[Penduduk], hari: date) -> Hitung:
    rows = orang.values_list(F(statistik.kolom), F("jenis_kelamin")).annotate(banyak=Count("*"))
    return {(nilai, kelamin): banyak for nilai, kelamin, banyak in rows}


def _wilayah(statistik: Statistik, orang: QuerySet[Penduduk], hari: date) -> Hitung:
    """Count by the whole way to a part: RT 001 of one RW is another than that of the next."""
    tingkat = _TINGKAT[: _TINGKAT.index(statistik.kolom) + 1]
    jalan = [F(f"keluarga__{nama}") for nama in tingkat]
    rows = orang.values_list(*jalan, F("jenis_kelamin")).annotate(banyak=Count("*"))
    dihitung: dict[tuple[Any, str], int] = {}
    for *bagian, kelamin, banyak in rows:
        kunci = (Wilayah(*(nama or "" for nama in bagian)).sebutan if bagian[-1] else "", kelamin)
        dihitung[kunci] = dihitung.get(kunci, 0) + banyak
    return dihitung


def _isi(statistik: Statistik, orang: QuerySet[Penduduk], hari: date) -> Hitung:
    ada = Case(When(~Q(**{statistik.kolom: ""}), then=True), default=False)
    rows = orang.annotate(ada=ada).values_list("ada", "jenis_kelamin").annotate(banyak=Count("*"))
    return {(nilai, kelamin): banyak for nilai, kelamin, banyak in rows}


def _umur(statistik: Statistik, orang: QuerySet[Penduduk], hari: date) -> Hitung:
    """Count each age group as a piece of one index: no row is read, and none is compared with all the groups."""
    bagian: list[QuerySet[Penduduk, Any]] = []
    for nomor in range(-1, len(statistik.rentang)):
        rows = orang.filter(_lahir(statistik, nomor, hari))
        for x in "LP":
            satu = rows.filter(jenis_kelamin=x).values_list(Value(nomor), Value(x, CharField()))
            bagian.append(satu.annotate(banyak=Count("*")))
    semua: Iterable[Any] = bagian[0].union(*bagian[1:], all=True)
    return {(nomor, kelamin): banyak for nomor, kelamin, banyak in semua}


def _umur_bagian(statistik: Statistik, orang: QuerySet[Penduduk], hari: date) -> Hitung:
    """Count the age groups of a part in one pass over its people: a piece for each group would find them again."""
    nomor = Case(
        *(When(_lahir(statistik, n, hari), then=n) for n in range(-1, len(statistik.rentang))),
        default=-1,
        output_field=SmallIntegerField(),
    )
    rows = orang.annotate(nomor=nomor).values_list("nomor", "jenis_kelamin").annotate(banyak=Count("*"))
    return {(satu, kelamin): banyak for satu, kelamin, banyak in rows}


def _lahir(statistik: Statistik, nomor: int, hari: date) -> Q:
    """Return the births of an age group; -1: those whose day is not known, or not come yet."""
    if nomor < 0:
        return Q(tanggal_lahir__isnull=True) | Q(tanggal_lahir__gt=hari)
    sampai, sesudah = lahir_antara(statistik.rentang, nomor, hari)
    group = Q(tanggal_lahir__lte=sampai)
    return group if sesudah is None else group & Q(tanggal_lahir__gt=sesudah)


def _kartu(statistik: Statistik, orang: QuerySet[Penduduk], hari: date) -> Hitung:
    """Count families by how many live in them, and by the sex of the head; without one, of whoever lives there."""
    kepala = Coalesce(
        Max(Case(When(shdk=kode.KEPALA_KELUARGA, then=F("jenis_kelamin")))), Max("jenis_kelamin")
    )
    rows = orang.filter(keluarga__isnull=False).values("keluarga_id")
    kartu = rows.annotate(banyak=Count("*"), kepala=kepala)
    besar = {n: Q(banyak__gte=n) if n == KARTU_TERBANYAK else Q(banyak=n) for n in statistik.kata}
    dihitung = kartu.aggregate(
        **{f"{x}{n}": Count("keluarga_id", filter=q & Q(kepala=x)) for n, q in besar.items() for x in "LP"}
    )
    return {(int(nama[1:]), nama[0]): banyak for nama, banyak in dihitung.items()}
