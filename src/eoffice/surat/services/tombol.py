"""Which moves of the table a person has with a letter now: the buttons of a page, asked without a lock."""

from collections.abc import Collection
from datetime import date

from eoffice.akun.selectors import PenandaTangan, penanda_tangan, penanda_tangan_bertugas
from eoffice.kernel.peran import Peran
from eoffice.surat.rules.alur import ALUR, MEMERIKSA, TANPA_TOMBOL, Aksi, Fakta, Status
from eoffice.surat.selectors.meja import Rincian
from eoffice.surat.services.pengaturan import Pengaturan
from eoffice.surat.services.pintu import Pelaku, kenali

_PERLU_PENANDA = frozenset({Status.TERVERIFIKASI, Status.DIPARAF, Status.MENUNGGU_TTE, Status.MENUNGGU_BASAH})


def aksi_boleh(
    r: Rincian, *, oleh: Pelaku, atur: Pengaturan, penduduk_aktif: bool, hari: date
) -> tuple[Aksi, ...]:
    """Return the moves whose guards let this person pass, taking for granted that he will give a reason.

    ``jalankan`` asks the same guards again under the lock: this is what is offered, never what is allowed.
    """
    penanda = _penanda(oleh, hari) if r.status in _PERLU_PENANDA else None
    fakta = _fakta(r, oleh, atur, penanda, penduduk_aktif=penduduk_aktif)
    semua = (Aksi(a) for a in ALUR.available(r.status, oleh.peran, fakta))
    return tuple(aksi for aksi in semua if aksi not in TANPA_TOMBOL)


def _penanda(oleh: Pelaku, hari: date) -> PenandaTangan | None:
    if Peran.PENANDA_TANGAN in oleh.peran and oleh.pengguna_id is not None:
        return penanda_tangan(oleh.pengguna_id, hari)
    return penanda_tangan_bertugas(hari)


def _fakta(
    r: Rincian, oleh: Pelaku, atur: Pengaturan, penanda: PenandaTangan | None, *, penduduk_aktif: bool
) -> Fakta:
    jenis = atur.jenis_surat(r.jenis)
    ada = {b.syarat for b in r.berkas}
    diminta = jenis.syarat_diminta(r.nilai) if jenis else ()
    isian = jenis.isian if jenis else ()
    return Fakta(
        pelaku=str(oleh.pengguna_id or ""),
        pemilik=r.pemilik is not None and r.pemilik == oleh.pengguna_id,
        lewat_loket=r.dilayani_oleh is not None or oleh.lewat_loket,
        catatan="-",
        berkas_kurang=tuple(s.label for s in diminta if s.wajib and s.kode not in ada),
        isian_kurang=tuple(
            i.label for i in isian if i.wajib and i.diminta(r.nilai) and i.kode not in r.nilai
        ),
        penduduk_aktif=penduduk_aktif,
        pemeriksa=_siapa(r, MEMERIKSA),
        verifikator=_siapa(r, {Aksi.VERIFIKASI}),
        paraf_dipakai=atur.paraf,
        cara_terbit=atur.cara_terbit,
        hanya_basah=jenis is not None and jenis.hanya_basah,
        penanda_tangan=kenali(penanda),
        atas_nama=penanda is not None and penanda.bentuk in {"an", "an_ub"},
        atas_nama_boleh=jenis is None or jenis.atas_nama,
        ditetapkan=r.penanda_tangan,
        ada_pindaian=bool(r.pindaian),
    )


def _siapa(r: Rincian, aksi: Collection[Aksi]) -> frozenset[str]:
    return frozenset(str(lk.pelaku_id) for lk in r.langkah if lk.aksi in aksi and lk.pelaku_id)
