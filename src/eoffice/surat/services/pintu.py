"""The one door through which a letter moves: ``jalankan``.

Lock order, always: the letter, then the number book, then the head of the stream; the event is written last;
nothing is rendered or sent while a lock is held.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from eoffice.akun.selectors import PenandaTangan, penanda_tangan, penanda_tangan_bertugas
from eoffice.akun.selectors import akun_warga as penduduk_warga
from eoffice.jejak.kepemilikan import pemilik
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput, NotFound
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.kernel.workflow import Transition
from eoffice.penduduk.selectors import satu as satu_penduduk
from eoffice.surat import events
from eoffice.surat.models import Berkas, FormulirPadam, Langkah, Permohonan, Surat
from eoffice.surat.rules.alur import ALUR, MEMERIKSA, Aksi, Fakta, Status, janji_langkah
from eoffice.surat.rules.janji import tenggat
from eoffice.surat.rules.jenis import JenisSurat
from eoffice.surat.rules.teks import rapikan_catatan
from eoffice.surat.services.gambaran import gambar_peristiwa
from eoffice.surat.services.pengaturan import Pengaturan, jam_kerja, pengaturan
from eoffice.wilayah.selectors import dilayani_di_sini, identitas


def hari_ini() -> date:
    """Return the local date of the village in scope."""
    return clock.now().astimezone(ZoneInfo(identitas().zona_waktu)).date()


@dataclass(frozen=True, slots=True)
class Pelaku:
    """Who acts: account and roles, found out by the face. ``lewat_loket``: an operator for a citizen present."""

    pengguna_id: UUID | None
    peran: frozenset[Peran]
    lewat_loket: bool = False
    penduduk_id: UUID | None = None
    """Of a citizen without an account here: who he is, as the regency's portal proved it."""

    @property
    def nama_jejak(self) -> str:
        """How the stream names him."""
        return str(self.pengguna_id or "sistem")


@dataclass(slots=True)
class Pegangan:
    """A letter held under its row lock, with what guards and effects need."""

    surat: Surat
    permohonan: Permohonan
    jenis: JenisSurat
    pengaturan: Pengaturan
    oleh: Pelaku
    catatan: str = ""
    penanda: PenandaTangan | None = None
    hari: date = field(default_factory=hari_ini)
    ubah: dict[str, Any] = field(default_factory=dict)
    bekal: FormulirPadam | None = None
    """The form for a power cut on which this letter was written; ``hari`` is then the day written there."""


Akibat = Callable[[Pegangan], None]
MAKS_CATATAN = 500


def pegang(surat_id: UUID, oleh: Pelaku, *, versi: int | None = None, catatan: str = "") -> Pegangan:
    """Lock a letter and gather what is known about it; must run in a transaction.

    Raises:
        NotFound: no such letter in this village.
        ChangedMeanwhile: it is not in the state (``versi``) that was looked at.
        InvalidInput: the note is too long.
    """
    semua = Surat.objects.select_for_update(of=("self",)).select_related("permohonan")
    return _pegangan(semua.filter(pk=surat_id).first(), oleh, versi, catatan)


def lihat(surat_id: UUID, oleh: Pelaku, *, versi: int | None = None) -> Pegangan:
    """Gather the same without a lock, for what takes long: drawing, or reading a scan.

    Raises:
        NotFound, ChangedMeanwhile: as ``pegang``.
    """
    surat = Surat.objects.select_related("permohonan").filter(pk=surat_id).first()
    return _pegangan(surat, oleh, versi, "")


def _pegangan(surat: Surat | None, oleh: Pelaku, versi: int | None, catatan: str) -> Pegangan:
    if surat is None:
        raise NotFound
    if versi is not None and surat.versi != versi:
        raise ChangedMeanwhile(Pesan("surat.sudah_berubah"))
    rapi = rapikan_catatan(catatan)
    if len(rapi) > MAKS_CATATAN:
        panjang = Pesan("surat.catatan_panjang", maks=MAKS_CATATAN, panjang=len(rapi))
        raise InvalidInput(panjang, {"catatan": panjang})
    atur = pengaturan()
    jenis = atur.jenis_surat(surat.permohonan.jenis)
    if jenis is None:
        raise NotFound
    return Pegangan(surat, surat.permohonan, jenis, atur, oleh, rapi)


_PERLU_PENANDA = frozenset({Aksi.TANDA_TANGANI, Aksi.CETAK_BASAH})


def fakta(p: Pegangan, aksi: Aksi) -> Fakta:
    """Return what the guards of an action may look at; who would sign is asked only where it matters."""
    penduduk = satu_penduduk(p.permohonan.penduduk_id)
    ada = set(
        Berkas.objects.filter(permohonan=p.permohonan, diganti_pada=None).values_list("syarat", flat=True)
    )
    nilai = p.permohonan.nilai
    diminta = p.jenis.syarat_diminta(nilai)
    kurang = [i.label for i in p.jenis.isian if i.wajib and i.diminta(nilai) and i.kode not in nilai]
    periksa = _pemeriksa(p.surat)
    if aksi in _PERLU_PENANDA and p.penanda is None:
        p.penanda = _penanda(p)
    return Fakta(
        pelaku=str(p.oleh.pengguna_id or ""),
        pemilik=_milik_pelaku(p),
        lewat_loket=p.permohonan.dilayani_oleh is not None or p.oleh.lewat_loket,
        catatan=p.catatan,
        berkas_kurang=tuple(s.label for s in diminta if s.wajib and s.kode not in ada),
        isian_kurang=tuple(kurang),
        penduduk_aktif=penduduk.hidup,
        pemeriksa=frozenset().union(*periksa.values()),
        verifikator=periksa.get(Aksi.VERIFIKASI, frozenset()),
        paraf_dipakai=p.pengaturan.paraf,
        cara_terbit=p.pengaturan.cara_terbit,
        hanya_basah=p.jenis.hanya_basah,
        penanda_tangan=kenali(p.penanda),
        atas_nama=p.penanda is not None and p.penanda.bentuk in {"an", "an_ub"},
        atas_nama_boleh=p.jenis.atas_nama,
        ditetapkan=p.surat.penanda_tangan,
        ada_pindaian=bool(p.surat.pindaian),
        bekal=p.bekal is not None,
        ditarik=Peran.KABUPATEN in p.oleh.peran and _ditarik(p.surat.pk),
    )


def _ditarik(surat_id: UUID) -> bool:
    """Say whether this is the regency's server and it took the letter back from the village's."""
    milik = pemilik([surat_id]).get(surat_id)
    return milik is not None and milik.di_sini and not dilayani_di_sini()


def _milik_pelaku(p: Pegangan) -> bool:
    """Say whether the letter is the actor's own: he sent it, or it is about himself (served at the counter)."""
    if p.oleh.pengguna_id is None or Peran.WARGA not in p.oleh.peran:
        return False
    if p.oleh.penduduk_id is not None:
        return p.oleh.penduduk_id == p.permohonan.penduduk_id
    if p.permohonan.pemilik == p.oleh.pengguna_id:
        return True
    return penduduk_warga(p.oleh.pengguna_id) == p.permohonan.penduduk_id


def _penanda(p: Pegangan) -> PenandaTangan | None:
    """Return the signer this actor brings: himself if he may sign, else whoever signs for the village today."""
    if Peran.PENANDA_TANGAN in p.oleh.peran and p.oleh.pengguna_id is not None:
        return penanda_tangan(p.oleh.pengguna_id, p.hari)
    return penanda_tangan_bertugas(p.hari)


def kenali(penanda: PenandaTangan | None) -> str:
    """Return the one name of a signer in guards and columns: his account, or his entry if he has none."""
    return "" if penanda is None else str(penanda.pengguna_id or penanda.pejabat_id)


def _pemeriksa(surat: Surat) -> dict[Aksi, frozenset[str]]:
    """Return who ever verified and who ever initialled this letter."""
    langkah = Langkah.objects.filter(surat=surat, aksi__in=list(MEMERIKSA)).exclude(pelaku=None)
    siapa = [(aksi, str(pelaku)) for aksi, pelaku in langkah.values_list("aksi", "pelaku")]
    return {satu: frozenset(pelaku for aksi, pelaku in siapa if aksi == satu) for satu in MEMERIKSA}


@transaction.atomic
def jalankan(*, surat_id: UUID, aksi: Aksi, oleh: Pelaku, versi: int, catatan: str = "") -> Status:
    """Take one step and return the new status.

    Raises:
        NotFound: no such letter in this village.
        RuleRefused: the table or a guard says no.
        ChangedMeanwhile: somebody else was first.
    """
    return langkah(pegang(surat_id, oleh, versi=versi, catatan=catatan), aksi)


def langkah(p: Pegangan, aksi: Aksi) -> Status:
    """Take one step with a letter that is held: effects (the number book), then the row, the event last.

    Raises:
        RuleRefused, ChangedMeanwhile: as for ``jalankan``.
    """
    dari = Status(p.surat.status)
    pindah = ALUR.find(dari, aksi, p.oleh.peran, fakta(p, aksi))
    for akibat in AKIBAT.get(aksi, ()):
        akibat(p)
    _geser(p, dari, pindah)
    tulis_langkah(p, aksi, dari, pindah)
    return pindah.ke


def _geser(p: Pegangan, dari: Status, pindah: Transition[Status, Fakta]) -> None:
    """Move the row, with all that the effects changed, only from the state that was looked at.

    A step that stays in its status (a mended word, a second signing) moves no promise.
    """
    kini, batas = p.surat.sejak, p.surat.tenggat
    if pindah.ke is not dari:
        kini = clock.now()
        batas = janji(kini, pindah, p)
    baris = Surat.objects.filter(pk=p.surat.pk, status=dari, versi=p.surat.versi)
    if baris.update(**p.ubah, status=pindah.ke, versi=F("versi") + 1, sejak=kini, tenggat=batas) != 1:
        raise ChangedMeanwhile(Pesan("surat.sudah_berubah"))
    for nama, isi in p.ubah.items():
        setattr(p.surat, nama, isi)
    p.surat.status, p.surat.versi = pindah.ke, p.surat.versi + 1
    p.surat.sejak, p.surat.tenggat = kini, batas


def janji(kini: datetime, pindah: Transition[Status, Fakta], p: Pegangan) -> datetime | None:
    """Return until when whoever must act next has time; ``None`` where nobody is waited for."""
    if pindah.janji_jam is None:
        return None
    jam = janji_langkah(pindah.ke, p.pengaturan.janji_jam(p.jenis), paraf=p.pengaturan.paraf)
    return tenggat(kini, jam, jam_kerja(kini))


def tulis_langkah(p: Pegangan, aksi: Aksi, dari: Status | None, pindah: Transition[Status, Fakta]) -> None:
    """Write the step and, as the last act of the transaction, the event with the letter's after-image.

    An application to a village that has a server of its own is handed over by that very event.
    """
    Langkah(
        surat=p.surat,
        versi=p.surat.versi,
        aksi=aksi,
        dari=dari or "",
        ke=pindah.ke,
        peran=pindah.peran,
        pelaku=p.oleh.pengguna_id,
        waktu=clock.now(),
        catatan=p.catatan,
    ).save(force_insert=True)
    berkas = Berkas.objects.filter(permohonan=p.permohonan).order_by("id")
    langkah = Langkah.objects.filter(surat=p.surat).order_by("versi")
    publik, pribadi = gambar_peristiwa(p.surat, list(langkah), list(berkas))
    serahkan = aksi is Aksi.AJUKAN and not dilayani_di_sini()
    catat(
        jenis=events.SURAT,
        agregat="surat",
        agregat_id=p.surat.pk,
        revisi=p.surat.versi,
        publik=publik,
        pribadi=pribadi,
        pelaku=p.oleh.nama_jejak,
        macam="give" if serahkan else "put",
    )


def _cabut(p: Pegangan) -> None:
    p.ubah["dicabut_pada"] = clock.now()


AKIBAT: dict[Aksi, tuple[Akibat, ...]] = {Aksi.CABUT: (_cabut,)}
"""Database-only effects of an action; ``terbit`` adds those that draw and void numbers."""
