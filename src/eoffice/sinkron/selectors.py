"""Questions about synchronisation, answered with plain rows."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from eoffice.jejak.aliran import UjungAliran, semua_ujung
from eoffice.jejak.rentang import banyak_berjenis, urut_terakhir
from eoffice.jejak.selectors import saat_sesudah
from eoffice.kernel import clock
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import BerkasAntar, Karantina, Pencocokan, TandaTerima, Temu
from eoffice.sinkron.rules.antrean import LAMA_MENANTI, Aturan
from eoffice.sinkron.rules.lampu import Keadaan
from eoffice.sinkron.rules.salam import Ujung
from eoffice.wilayah.tenancy import desa_aktif

_TERBUKA: Final = (
    "SELECT"
    " (SELECT count(*) FROM sinkron_berkasantar WHERE desa_id = %s AND NOT ditunggu AND selesai_pada IS NULL),"
    " (SELECT count(*) FROM sinkron_berkasantar WHERE desa_id = %s AND ditunggu AND selesai_pada IS NULL),"
    " (SELECT count(*) FROM sinkron_karantina WHERE desa_id = %s AND selesai_pada IS NULL),"
    " (SELECT count(*) FROM sinkron_berkasantar WHERE desa_id = %s AND NOT ditunggu AND selesai_pada IS NULL"
    " AND ukuran >= %s AND disebut_pada > %s),"
    " (SELECT ditolak FROM sinkron_jatahberkas WHERE desa_id = %s),"
    " (SELECT bita FROM sinkron_jatahberkas WHERE desa_id = %s AND hari = %s)"
)
_TABEL: Final = 40
"""One comparison has a row of each table: fewer than this, so that many read the last comparison as a whole."""


@dataclass(frozen=True, slots=True)
class Tertahan:
    """An event that is stored but not applied, and why."""

    id: UUID
    jenis: str
    urut: int
    agregat: str
    agregat_id: UUID
    sebab: Pesan
    sejak: datetime


@dataclass(frozen=True, slots=True)
class TemuLalu:
    """One line of the diary of meetings: ``kali`` alike ones in a row. ``sebab`` is why they failed."""

    mulai: datetime
    akhir: datetime
    kali: int
    sebab: Pesan | None
    dikirim: int
    diambil: int
    berkas: int
    selisih_jam: int


def keadaan() -> Keadaan:
    """Return what the light of the village in scope is lit by, in few questions: every first page of a day asks."""
    return _keadaan(saat_sesudah)


def keadaan_rinci() -> tuple[Keadaan, dict[str, int]]:
    """Return the same, and how many events of each type no receipt of the other side covers yet."""
    menurut: Counter[str] = Counter()

    def awal(epoch: UUID, sampai: int) -> datetime | None:
        semua = banyak_berjenis(epoch, sampai)
        menurut.update({jenis: banyak for jenis, (banyak, _) in semua.items()})
        return min((saat for _, saat in semua.values()), default=None)

    return _keadaan(awal), dict(menurut)


def _keadaan(awal: Callable[[UUID, int], datetime | None]) -> Keadaan:
    """Return what lights the lamp; ``awal``: when the first event after a place in a stream happened."""
    semua = [satu for satu in semua_ujung() if satu.lokal]
    milik = [Ujung(satu.epoch, satu.urut, satu.digest) for satu in _tidak_ditinggal(semua)]
    rows = list(TandaTerima.objects.values_list("epoch", "urut", "digest", "pada"))
    resi = {epoch: Ujung(epoch, urut, digest) for epoch, urut, digest, _ in rows}
    kontak = max((pada for *_, pada in rows), default=None)
    menunggu = [awal(epoch, sampai) for epoch, sampai in _celah(milik, resi)]
    cocok, cocok_pada = _hasil_terakhir({satu.epoch for satu in semua})
    keluar, masuk, tertahan, malam, ditolak, bita = _banyak_terbuka()
    return Keadaan(
        milik=milik,
        tanda_terima=resi,
        berkas_menunggu=keluar,
        berkas_ditunggu=masuk,
        berkas_malam=malam,
        berkas_ditolak=min(ditolak, keluar),
        bita_hari_ini=bita,
        tertahan=tertahan,
        cocok=cocok,
        kontak=kontak,
        cocok_pada=cocok_pada,
        sampai=kontak and min((kontak, *(saat for saat in menunggu if saat is not None))),
    )


def aturan_berkas() -> Aturan:
    """Return what was set about files for this installation."""
    return Aturan(
        settings.EOFFICE_BERKAS_BESAR, settings.EOFFICE_BERKAS_MALAM, settings.EOFFICE_BERKAS_SEHARI
    )


def _banyak_terbuka() -> tuple[int, ...]:
    """Return what is open, in one statement.

    Files to be sent, files to arrive, events set aside, files that wait for the night, files that were refused, and
    how many bytes of files moved today.
    """
    desa, kini = desa_aktif(), timezone.localtime(clock.now())
    besar, baru = aturan_berkas().batas_besar(kini), kini - LAMA_MENANTI
    with connection.cursor() as cursor:
        cursor.execute(_TERBUKA, [desa, desa, desa, desa, besar, baru, desa, desa, kini.date()])
        return tuple(satu or 0 for satu in cursor.fetchone())


def _celah(milik: Iterable[Ujung], resi: Mapping[UUID, Ujung]) -> list[tuple[UUID, int]]:
    """Return the streams that reach further than their receipt, and how far that reaches."""
    sampai = {satu.epoch: resi[satu.epoch].urut if satu.epoch in resi else 0 for satu in milik}
    return [(satu.epoch, sampai[satu.epoch]) for satu in milik if sampai[satu.epoch] < satu.urut]


def belum_di_seberang(agregat_id: UUID, berkas: Collection[str]) -> bool:
    """Tell whether something written here about an aggregate, or one of these files, is not over there yet."""
    akhir = urut_terakhir(agregat_id)
    if any(akhir.get(satu.epoch, 0) > sampai for satu, sampai in _milik_utuh()):
        return True
    return BerkasAntar.objects.filter(sha256__in=berkas, ditunggu=False, selesai_pada=None).exists()


def berkas_belum_tiba(semua: Collection[str]) -> set[str]:
    """Return which of these files events name that have not arrived here yet."""
    rows = BerkasAntar.objects.filter(ditunggu=True, selesai_pada=None, sha256__in=semua)
    return set(rows.values_list("sha256", flat=True))


def _hasil_terakhir(milik: Collection[UUID]) -> tuple[bool | None, datetime | None]:
    """Return what the last comparison found, and when: equal, different, or (``None``) not compared as a whole.

    A table that one side does not know in this version has no digest there: that is no proof of anything.
    """
    kolom = ("pada", "digest", "digest_pemilik")
    rows = Pencocokan.objects.filter(epoch__in=milik).order_by("-pada").values_list(*kolom)[:_TABEL]
    if not rows:
        return None, None
    pada = rows[0][0]
    tabel = [(sini, sana) for saat, sini, sana in rows if saat == pada]
    if any(sini and sini != sana for sini, sana in tabel):
        return False, pada
    return (True if all(sini for sini, _ in tabel) else None), pada


def diari_temu(batas: int) -> list[TemuLalu]:
    """Return the last meetings, the newest first."""
    return [
        TemuLalu(
            r.mulai, r.akhir, r.kali, Pesan(r.sebab, **r.rincian) if r.sebab else None,
            r.dikirim, r.diambil, r.berkas, r.selisih_jam,
        )
        for r in Temu.objects.order_by("-akhir", "-mulai")[:batas]
    ]  # fmt: skip


def belum_dikonfirmasi() -> int:
    """Return how many events written here no receipt of the other side covers yet.

    A stream that was left at a fork does not count: what it told since is told again in the one that goes on.
    """
    return sum(max(0, satu.urut - sampai) for satu, sampai in _milik_utuh())


def tertua_belum_dikonfirmasi() -> datetime | None:
    """Return when the oldest event happened that no receipt covers; ``None`` when all are covered."""
    awal = [saat_sesudah(satu.epoch, sampai) for satu, sampai in _milik_utuh() if sampai < satu.urut]
    return min((saat for saat in awal if saat is not None), default=None)


def _milik_utuh() -> list[tuple[UjungAliran, int]]:
    """Return the own streams that go on, and up to where each is confirmed."""
    sampai = dict(TandaTerima.objects.values_list("epoch", "urut"))
    milik = [satu for satu in semua_ujung() if satu.lokal]
    return [(satu, sampai.get(satu.epoch, 0)) for satu in _tidak_ditinggal(milik)]


def _tidak_ditinggal(milik: Collection[UjungAliran]) -> list[UjungAliran]:
    ditinggal = dict(satu.induk for satu in milik if satu.induk)
    return [satu for satu in milik if ditinggal.get(satu.epoch, satu.urut) == satu.urut]


def tertahan() -> list[Tertahan]:
    """Return what is set aside in the village in scope, the oldest first."""
    rows = Karantina.objects.filter(selesai_pada=None).order_by("sejak", "epoch", "urut")
    return [
        Tertahan(r.pk, r.jenis, r.urut, r.agregat, r.agregat_id, Pesan(r.sebab, **r.rincian), r.sejak)
        for r in rows
    ]


def berkas_ditunggu() -> set[str]:
    """Return the files of the village in scope that events name and that have not arrived here yet."""
    return set(BerkasAntar.objects.filter(ditunggu=True, selesai_pada=None).values_list("sha256", flat=True))


def berkas_belum_terkirim() -> int:
    """Return how many files written here the other side is not known to have."""
    return BerkasAntar.objects.filter(ditunggu=False, selesai_pada=None).count()
