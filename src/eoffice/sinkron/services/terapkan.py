"""Applying what was received: the tables here follow the streams. Receiving never waits for it.

An event that cannot be applied is set aside with its reason, and later events of the same aggregate wait behind it;
everything else goes on. Nothing is applied twice: a row knows its revision.

Neighbours are applied as one: each is read, its revision and its parents are checked, and of several about one
aggregate the last is written, for every event tells its row in full. What a constraint of the database alone would
refuse of an earlier one is passed over where a later one of the same round puts it right: the row is as its owner
has it. Where a round ends in between, the row is held until its owner tells it anew (docs/decisions/076).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

import structlog
from django.db import DataError, IntegrityError, transaction

from eoffice.jejak import registry
from eoffice.jejak.aliran import (
    ikut_menghapus,
    kembar,
    satu_peristiwa,
    terhapus_di_antara,
)
from eoffice.jejak.events import PRIBADI_DIHAPUS
from eoffice.jejak.milik import aliran_sendiri, terakhir_di
from eoffice.jejak.proyeksi import IndukBelumAda, Proyeksi, ProyeksiBanyak
from eoffice.jejak.registry import JenisTidakSah
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.jejak.versi import mutakhir
from eoffice.kernel import clock
from eoffice.kernel.errors import EofficeError
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.events import BARIS_DIBUANG, DIPUTUSKAN, SERAH_TERIMA, TITIK_COCOK, WEWENANG
from eoffice.sinkron.models import Karantina
from eoffice.sinkron.services import serah
from eoffice.sinkron.services.cocok import cocokkan_titik
from eoffice.sinkron.services.lucut import lucuti
from eoffice.sinkron.services.tutup import DUA_CABANG, tutup
from eoffice.sinkron.services.wewenang import terapkan_wewenang
from eoffice.wilayah.tenancy import QuerySetDesa

log = structlog.get_logger(__name__)
_GALAT = (AttributeError, DataError, IntegrityError, JenisTidakSah, KeyError, TypeError, ValueError)
"""What a content that was never promised does to code that reads it."""
MENUNGGU = "sinkron.menunggu_yang_tertahan"
INDUK_BELUM_ADA = "sinkron.induk_belum_ada"
MELOMPAT = "sinkron.revisi_melompat"
MENANTI_YANG_LAIN = (INDUK_BELUM_ADA, MELOMPAT)
"""Reasons that go away when more events arrive; the others need a person, or another program."""


_KEADAAN = frozenset({"put", "cmd"})
_TERSENDIRI = frozenset(
    {PRIBADI_DIHAPUS.nama, TITIK_COCOK.nama, DIPUTUSKAN.nama, WEWENANG.nama, SERAH_TERIMA.nama}
)
"""Events that ask for more than a row: they are applied at their very place between the others."""


class SatuPerSatu(Exception):
    """Events that cannot be applied as one."""


class Penerap:
    """Keeps the tables of a village in step with its streams; the rooms give the projections."""

    def __init__(self, proyeksi: Iterable[Proyeksi]) -> None:
        self._proyeksi: Mapping[str, Proyeksi] = {satu.jenis.nama: satu for satu in proyeksi}
        self._sendiri = {
            nama for nama, satu in self._proyeksi.items() if not isinstance(satu, ProyeksiBanyak)
        }

    def terapkan(self, semua: Iterable[PeristiwaTercatat]) -> None:
        """Apply events in the order of their stream; what cannot be applied is set aside."""
        tertahan = set(_terbuka().exclude(sebab__in=serah.LEWAT).values_list("agregat_id", flat=True))
        for kelompok in _kelompok(semua):
            if self._sekaligus(kelompok, tertahan):
                continue
            for peristiwa in kelompok:
                tertunda = peristiwa.agregat_id in tertahan and not _mendahului(peristiwa)
                menunggu = tertunda and not self._mengisi(peristiwa)
                pesan = Pesan(MENUNGGU) if menunggu else self._satu(peristiwa)
                if pesan is not None:
                    _sisihkan(peristiwa, pesan)
                    if pesan.kode not in serah.LEWAT:
                        tertahan.add(peristiwa.agregat_id)
                elif _menggantikan(peristiwa) and _lepaskan(peristiwa):
                    tertahan.discard(peristiwa.agregat_id)
                elif peristiwa.jenis == DIPUTUSKAN.nama:
                    tertahan.discard(UUID(peristiwa.publik["agregat_id"]))

    @transaction.atomic
    def coba_lagi(self, sebab: Collection[str] = ()) -> int:
        """Try again what was set aside, the oldest first, and return how many events are applied now.

        ``sebab``: only aggregates held for one of these reasons.
        """
        terbuka = _terbuka().exclude(sebab__in=serah.LEWAT).order_by("sejak", "epoch", "urut")
        if sebab:
            terbuka = terbuka.filter(agregat_id__in=_terbuka().filter(sebab__in=sebab).values("agregat_id"))
        jadi, macet = 0, set[UUID]()
        for baris in terbuka.select_for_update():
            if baris.agregat_id in macet:
                continue
            pesan = self._satu(satu_peristiwa(baris.epoch, baris.urut), ulang=True)
            if pesan is not None:
                macet |= set() if pesan.kode in serah.LEWAT else {baris.agregat_id}
                baris.sebab, baris.rincian = pesan.kode, dict(pesan.params)
            else:
                jadi += 1
                baris.selesai_pada = clock.now()
            baris.save(update_fields=["sebab", "rincian", "selesai_pada"])
        return jadi

    def _sekaligus(self, semua: Sequence[PeristiwaTercatat], tertahan: set[UUID]) -> bool:
        """Apply neighbours as one, type after type; ``False``: nothing was done, each has to be looked at."""
        if any(p.agregat_id in tertahan or not self._biasa(p) for p in semua) or serah.ada_terlambat(semua):
            return False
        menurut: dict[str, list[PeristiwaTercatat]] = {}
        for peristiwa in semua:
            menurut.setdefault(peristiwa.jenis, []).append(peristiwa)
        try:
            with transaction.atomic():
                for nama in self._proyeksi:  # parents first
                    self._sejenis(nama, menurut.pop(nama, ()))
                for sisa in menurut.values():
                    for peristiwa in sisa:
                        mutakhir(peristiwa)
        except (SatuPerSatu, IndukBelumAda, EofficeError, *_GALAT):
            return False
        return True

    def _biasa(self, peristiwa: PeristiwaTercatat) -> bool:
        """Tell whether an event only says how a row of its own is, in a way that is known here."""
        return (
            peristiwa.jenis not in self._sendiri
            and peristiwa.macam in _KEADAAN
            and peristiwa.jenis not in _TERSENDIRI
            and _utuh(peristiwa)
        )

    def _sejenis(self, nama: str, semua: Sequence[PeristiwaTercatat]) -> None:
        """Apply events of one type in the order of their stream.

        Raises:
            SatuPerSatu: some of them are not simply the next revision, or known already.
        """
        proyeksi = self._proyeksi[nama]
        if not semua:
            return
        if not isinstance(proyeksi, ProyeksiBanyak):
            raise SatuPerSatu
        sudah, baru = _pilah(semua, proyeksi.revisi_banyak({p.agregat_id for p in semua}))
        if sudah and kembar(sudah):
            raise SatuPerSatu
        if baru:
            proyeksi.terapkan_banyak([mutakhir(peristiwa) for peristiwa in baru])

    def _mengisi(self, peristiwa: PeristiwaTercatat) -> bool:
        """Tell whether an event is the one that those held for its row wait for: it came in another stream."""
        proyeksi = self._proyeksi.get(peristiwa.jenis)
        terbuka = _terbuka().filter(agregat_id=peristiwa.agregat_id)
        lain = terbuka.exclude(sebab__in=(MELOMPAT, MENUNGGU)) | terbuka.filter(epoch=peristiwa.epoch)
        if proyeksi is None or lain.exists():
            return False
        return peristiwa.revisi == (proyeksi.revisi(peristiwa.agregat_id) or 0) + 1

    def _satu(self, peristiwa: PeristiwaTercatat, *, ulang: bool = False) -> Pesan | None:
        """Apply one event, all or nothing; return why it cannot be."""
        try:
            with transaction.atomic():
                return self._tulis(peristiwa)
        except IndukBelumAda:
            return Pesan(INDUK_BELUM_ADA)
        except EofficeError as tolak:
            return tolak.pesan
        except _GALAT as galat:
            if not ulang:
                log.exception("sinkron.tidak_dapat_diterapkan", jenis=peristiwa.jenis, urut=peristiwa.urut)
            return Pesan("sinkron.tidak_dapat_diterapkan", sebab=type(galat).__name__)

    def _tulis(self, peristiwa: PeristiwaTercatat) -> Pesan | None:
        if not registry.dikenal(peristiwa.jenis, peristiwa.versi):
            return Pesan("sinkron.versi_belum_dikenal", jenis=peristiwa.jenis, versi=peristiwa.versi)
        peristiwa = mutakhir(peristiwa)
        terlambat = serah.ada_terlambat([peristiwa])
        self._ikuti(peristiwa, terlambat=terlambat)
        if memperbaiki(peristiwa):
            return None if terlambat else self._perbaiki(peristiwa)
        proyeksi = self._proyeksi.get(peristiwa.jenis)
        if serah.berpindah(peristiwa) and serah.baru(peristiwa):
            if proyeksi is not None and _utuh(peristiwa):
                proyeksi.terapkan(peristiwa)
            serah.ikuti(peristiwa)
            return None
        if proyeksi is None:
            return None
        kini = proyeksi.revisi(peristiwa.agregat_id) or 0
        if terlambat and (peristiwa.revisi > kini or serah.tinggalan(peristiwa, kini)):
            return serah.tinggalan(peristiwa, kini)
        return _ubah(proyeksi, peristiwa, kini)

    def _ikuti(self, peristiwa: PeristiwaTercatat, *, terlambat: bool) -> None:
        """Do what an event asks for beyond the row it is about."""
        if peristiwa.jenis == PRIBADI_DIHAPUS.nama:
            ikut_menghapus(peristiwa.agregat, peristiwa.agregat_id)
            lucuti(peristiwa.agregat, peristiwa.agregat_id)
        if peristiwa.jenis == TITIK_COCOK.nama and not terlambat:
            cocokkan_titik(peristiwa, self._proyeksi)
        if peristiwa.jenis == DIPUTUSKAN.nama:
            tutup(UUID(peristiwa.publik["agregat_id"]), peristiwa.pelaku)
        if peristiwa.jenis == WEWENANG.nama:
            terapkan_wewenang(peristiwa)
        if peristiwa.jenis == SERAH_TERIMA.nama:
            serah.diterima(peristiwa)

    def _perbaiki(self, peristiwa: PeristiwaTercatat) -> Pesan | None:
        """Write or remove a row as its owner has it: also over one of the same or a later revision, and over a gap.

        Never a row that is written here, and nothing that was told here: the table here is where it came from.
        """
        sendiri = aliran_sendiri()
        if peristiwa.epoch in sendiri:
            return None
        nama = peristiwa.publik["tabel"] if peristiwa.jenis == BARIS_DIBUANG.nama else peristiwa.jenis
        proyeksi = self._proyeksi.get(nama)
        if proyeksi is None:
            return Pesan("sinkron.versi_belum_dikenal", jenis=nama, versi=peristiwa.versi)
        if terakhir_di(sendiri, [peristiwa.agregat_id]):
            return Pesan("sinkron.bukan_pemilik")
        if peristiwa.jenis == BARIS_DIBUANG.nama:
            proyeksi.hapus(peristiwa.agregat_id)
        elif peristiwa.pribadi is not None or not proyeksi.jenis.pribadi:
            proyeksi.terapkan(peristiwa)
        return None


def _ubah(proyeksi: Proyeksi, peristiwa: PeristiwaTercatat, kini: int) -> Pesan | None:
    """Change a row to the revision after the one that stands here."""
    if peristiwa.revisi <= kini:
        return _dua_kali(peristiwa)
    if peristiwa.revisi != kini + 1 and not terhapus_di_antara(peristiwa.agregat_id, kini, peristiwa.revisi):
        return Pesan(MELOMPAT, ada=kini, datang=peristiwa.revisi)
    if proyeksi.jenis.pribadi and peristiwa.pribadi is None:
        return None  # erased by its owner before it arrived: the erasure follows
    proyeksi.terapkan(peristiwa)
    return None


def _mendahului(peristiwa: PeristiwaTercatat) -> bool:
    """Tell whether an event does not wait behind those of its aggregate: a repair, a hand-over, or an erasure."""
    return _menggantikan(peristiwa) or peristiwa.jenis == PRIBADI_DIHAPUS.nama


def _menggantikan(peristiwa: PeristiwaTercatat) -> bool:
    """Tell whether an event says how a row is, whatever stood here: its owner does, or a new owner begins with it."""
    return memperbaiki(peristiwa) or serah.berpindah(peristiwa)


def memperbaiki(peristiwa: PeristiwaTercatat) -> bool:
    """Tell whether the owner says how a row is, whatever stands here; its revision does not matter then."""
    return peristiwa.macam == "repair" or peristiwa.jenis == BARIS_DIBUANG.nama


def _lepaskan(peristiwa: PeristiwaTercatat) -> bool:
    """Close what the repair tells anew; two branches stay for a person to choose. ``True``: nothing waits any more."""
    terbuka = _terbuka().filter(agregat_id=peristiwa.agregat_id).exclude(sebab__in=serah.LEWAT)
    tertutup = terbuka.filter(epoch=peristiwa.epoch, urut__lt=peristiwa.urut).exclude(sebab=DUA_CABANG)
    tertutup.update(selesai_pada=clock.now(), diputuskan_oleh="pemilik data")
    return not terbuka.exists()


def _dua_kali(peristiwa: PeristiwaTercatat) -> Pesan | None:
    """An event whose revision stands here: the same one told again, or what another branch wrote in its place."""
    return Pesan(DUA_CABANG, revisi=peristiwa.revisi) if kembar([peristiwa]) else None


def _kelompok(semua: Iterable[PeristiwaTercatat]) -> Iterator[list[PeristiwaTercatat]]:
    """Yield neighbours of one stream that may be applied in another order; what is more than a row stands alone."""
    kelompok: list[PeristiwaTercatat] = []
    for peristiwa in semua:
        sendiri = peristiwa.macam not in _KEADAAN or peristiwa.jenis in _TERSENDIRI
        if kelompok and (sendiri or kelompok[0].epoch != peristiwa.epoch):
            yield kelompok
            kelompok = []
        if sendiri:
            yield [peristiwa]
        else:
            kelompok.append(peristiwa)
    if kelompok:
        yield kelompok


def _pilah(
    semua: Iterable[PeristiwaTercatat], ada: Mapping[UUID, int]
) -> tuple[list[PeristiwaTercatat], list[PeristiwaTercatat]]:
    """Return those whose revision stands here already, and those that are the next ones, one after the other.

    Raises:
        SatuPerSatu: one of them is neither.
    """
    sudah: list[PeristiwaTercatat] = []
    baru: list[PeristiwaTercatat] = []
    kini = dict(ada)
    for peristiwa in semua:
        revisi = kini.get(peristiwa.agregat_id, 0)
        if peristiwa.revisi > revisi + 1:
            raise SatuPerSatu
        if peristiwa.revisi <= revisi:
            sudah.append(peristiwa)
        else:
            baru.append(peristiwa)
            kini[peristiwa.agregat_id] = peristiwa.revisi
    return sudah, baru


def _utuh(peristiwa: PeristiwaTercatat) -> bool:
    """Tell whether an event is known here in its version and still has its private part."""
    if not registry.dikenal(peristiwa.jenis, peristiwa.versi):
        return False
    return bool(peristiwa.pribadi) or not registry.cari(peristiwa.jenis, peristiwa.versi).pribadi


def _terbuka() -> QuerySetDesa[Karantina]:
    return Karantina.objects.get_queryset().filter(selesai_pada=None)


def _sisihkan(peristiwa: PeristiwaTercatat, pesan: Pesan) -> None:
    if pesan.kode != MENUNGGU:
        log.error("sinkron.karantina", jenis=peristiwa.jenis, urut=peristiwa.urut, sebab=pesan.kode)
    satu = Karantina(
        epoch=peristiwa.epoch,
        urut=peristiwa.urut,
        id_peristiwa=peristiwa.id_peristiwa,
        jenis=peristiwa.jenis,
        agregat=peristiwa.agregat,
        agregat_id=peristiwa.agregat_id,
        sebab=pesan.kode,
        rincian=dict(pesan.params),
        sejak=clock.now(),
    )
    if pesan.kode in serah.LEWAT and _sudah_diputuskan(peristiwa):
        return
    Karantina.objects.bulk_create([satu], ignore_conflicts=True)


def _sudah_diputuskan(peristiwa: PeristiwaTercatat) -> bool:
    """Tell whether a person decided about this event where it was told before."""
    sama = Karantina.objects.filter(id_peristiwa=peristiwa.id_peristiwa, sebab__in=serah.LEWAT)
    return sama.exclude(selesai_pada=None).exists()
