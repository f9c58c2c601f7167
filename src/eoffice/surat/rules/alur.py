"""The way of a letter, as one table.

Moves, buttons, permissions, the CHECK constraint, event names, the service clock and the diagram of the
documentation are all read from ``ALUR``.

Checker and signer are two people, always: nobody signs a letter that he verified or initialled himself. A
village may switch the initials off; then the operator who verified is the checker.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.kernel.workflow import Transition, Workflow


class Status(StrEnum):
    """Where a letter stands. ``menunggu_*``: the number is drawn, the signature is awaited."""

    DIAJUKAN = "diajukan"
    DIKEMBALIKAN = "dikembalikan"
    TERVERIFIKASI = "terverifikasi"
    DIPARAF = "diparaf"
    MENUNGGU_TTE = "menunggu_tte"
    MENUNGGU_BASAH = "menunggu_basah"
    TERBIT = "terbit"
    DITOLAK = "ditolak"
    DITARIK = "ditarik"
    DICABUT = "dicabut"


class CaraTerbit(StrEnum):
    """How a village issues: signed by hand, by its own uncertified key, or by a certified one."""

    BASAH = "basah"
    TTE_LOKAL = "tte_lokal"
    BSRE = "bsre"


class Aksi(StrEnum):
    """Every verb of the table."""

    AJUKAN = "ajukan"
    AJUKAN_ULANG = "ajukan_ulang"
    UBAH = "ubah"
    VERIFIKASI = "verifikasi"
    KEMBALIKAN = "kembalikan"
    TOLAK = "tolak"
    TARIK = "tarik"
    PARAF = "paraf"
    CETAK_BASAH = "cetak_basah"
    TANDA_TANGANI = "tanda_tangani"
    BATALKAN = "batalkan"
    TERBITKAN = "terbitkan"
    CABUT = "cabut"


@dataclass(frozen=True, slots=True)
class Fakta:
    """What a guard may look at; built by the service, never by a view.

    ``pemeriksa``: everybody who ever verified or initialled this letter; ``verifikator``: those of them who
    verified. ``penanda_tangan``: the person who
    signs: the actor himself, or the one whom the operator names for a wet signature; empty when nobody may.
    ``hanya_basah``: this type is signed on paper, whatever ``cara_terbit`` the village uses.
    ``ditetapkan``: the signer already fixed on a letter that waits for its signature. ``ditarik``: the regency took the
    letter back, and writes it. ``bekal``: it was written by hand on a form for a power cut.
    """

    pelaku: str = ""
    pemilik: bool = False
    lewat_loket: bool = False
    catatan: str = ""
    berkas_kurang: tuple[str, ...] = ()
    isian_kurang: tuple[str, ...] = ()
    penduduk_aktif: bool = True
    pemeriksa: frozenset[str] = frozenset()
    verifikator: frozenset[str] = frozenset()
    paraf_dipakai: bool = True
    cara_terbit: CaraTerbit = CaraTerbit.BASAH
    hanya_basah: bool = False
    penanda_tangan: str = ""
    atas_nama: bool = False
    atas_nama_boleh: bool = True
    ditetapkan: str = ""
    ada_pindaian: bool = False
    ditarik: bool = False
    bekal: bool = False


Guard = Callable[[Fakta], Pesan | None]


def milik_sendiri(f: Fakta) -> Pesan | None:
    """A citizen acts on his own letter only."""
    return None if f.pemilik else Pesan("surat.bukan_pemilik")


def lewat_loket(f: Fakta) -> Pesan | None:
    """The operator acts for a citizen only where the citizen came to the counter."""
    return None if f.lewat_loket else Pesan("surat.bukan_loket")


def ada_catatan(f: Fakta) -> Pesan | None:
    """Somebody has to read why."""
    return None if f.catatan.strip() else Pesan("surat.alasan_wajib")


def berkas_lengkap(f: Fakta) -> Pesan | None:
    """Every required document is there."""
    return Pesan("surat.berkas_kurang", berkas=", ".join(f.berkas_kurang)) if f.berkas_kurang else None


def isian_lengkap(f: Fakta) -> Pesan | None:
    """Every required field has a value."""
    return Pesan("surat.isian_kurang", isian=", ".join(f.isian_kurang)) if f.isian_kurang else None


def penduduk_aktif(f: Fakta) -> Pesan | None:
    """The person still lives here and is alive, as far as the register knows."""
    return None if f.penduduk_aktif else Pesan("surat.penduduk_tidak_aktif")


def beda_verifikator(f: Fakta) -> Pesan | None:
    """Initials are a second pair of eyes; who initialled before may do so again after a return."""
    return Pesan("surat.pemeriksa_sama") if f.pelaku in f.verifikator else None


def paraf_dipakai(f: Fakta) -> Pesan | None:
    """The village uses initials."""
    return None if f.paraf_dipakai else Pesan("surat.paraf_tidak_dipakai")


def paraf_dilewati(f: Fakta) -> Pesan | None:
    """The village has switched initials off."""
    return Pesan("surat.paraf_belum") if f.paraf_dipakai else None


def elektronik(f: Fakta) -> Pesan | None:
    """The village signs electronically, and this type may be."""
    if f.hanya_basah:
        return Pesan("surat.jenis_hanya_basah")
    return Pesan("surat.terbit_basah") if f.cara_terbit is CaraTerbit.BASAH else None


def basah(f: Fakta) -> Pesan | None:
    """The village, or at least this type, signs on paper; or this letter was, on a form for a power cut."""
    di_kertas = f.hanya_basah or f.bekal or f.cara_terbit is CaraTerbit.BASAH
    return None if di_kertas else Pesan("surat.terbit_elektronik")


def penanda_tangan_sah(f: Fakta) -> Pesan | None:
    """There is a signer in office today, in a wording that this type of letter allows."""
    if not f.penanda_tangan:
        return Pesan("surat.penanda_tangan_tidak_ada")
    return Pesan("surat.tidak_boleh_atas_nama") if f.atas_nama and not f.atas_nama_boleh else None


def beda_penanda_tangan(f: Fakta) -> Pesan | None:
    """Nobody signs what he checked."""
    sama = f.penanda_tangan in f.pemeriksa
    return Pesan("surat.penanda_tangan_pemeriksa") if sama else None


def penanda_tangan_tetap(f: Fakta) -> Pesan | None:
    """A letter that waits keeps its signer: his name stands in it beside the number."""
    sama = f.penanda_tangan == f.ditetapkan
    return None if sama else Pesan("surat.penanda_tangan_berganti")


def ada_pindaian(f: Fakta) -> Pesan | None:
    """The scan of the signed paper is attached."""
    return None if f.ada_pindaian else Pesan("surat.pindaian_belum")


def ditarik(f: Fakta) -> Pesan | None:
    """The regency acts only about what it took back; everything else is the village's."""
    return None if f.ditarik else Pesan("surat.bukan_ditarik")


Langkah = Transition[Status, Fakta]

# Promised office hours for whoever must act in a status; together one working day of seven hours.
JANJI_JAM: MappingProxyType[Status, int] = MappingProxyType(
    {
        Status.DIAJUKAN: 3,
        Status.TERVERIFIKASI: 2,
        Status.DIPARAF: 2,
        Status.MENUNGGU_TTE: 2,
        Status.MENUNGGU_BASAH: 2,
    }
)


def _langkah(aksi: Aksi, dari: set[Status], ke: Status, peran: Peran, *syarat: Guard) -> Langkah:
    return Transition(aksi, frozenset(dari), ke, peran, syarat, JANJI_JAM.get(ke))


_S, _A = Status, Aksi
_WARGA, _OPERATOR, _PEMERIKSA, _PENANDA, _SISTEM, _KABUPATEN = Peran  # in the order of the enumeration
_SEBELUM_TTD = {_S.DIAJUKAN, _S.DIKEMBALIKAN, _S.TERVERIFIKASI, _S.DIPARAF}
_DIPERIKSA = _SEBELUM_TTD - {_S.DIKEMBALIKAN}
_LENGKAP = (isian_lengkap, berkas_lengkap)
_SIAP = (isian_lengkap, penduduk_aktif, penanda_tangan_sah, beda_penanda_tangan)
_TTE_LANGSUNG = (paraf_dilewati, elektronik, *_SIAP)
_BASAH_LANGSUNG = (paraf_dilewati, basah, *_SIAP)
_TETAP = (penanda_tangan_sah, penanda_tangan_tetap)

# fmt: off
ALUR: Workflow[Status, Fakta] = Workflow("surat", Status, (
    # asking
    _langkah(_A.AJUKAN, set(), _S.DIAJUKAN, _WARGA, milik_sendiri, penduduk_aktif, *_LENGKAP),
    _langkah(_A.AJUKAN, set(), _S.DIAJUKAN, _OPERATOR, lewat_loket, penduduk_aktif, isian_lengkap),
    _langkah(_A.AJUKAN_ULANG, {_S.DIKEMBALIKAN}, _S.DIAJUKAN, _WARGA, milik_sendiri, *_LENGKAP),
    _langkah(_A.AJUKAN_ULANG, {_S.DIKEMBALIKAN}, _S.DIAJUKAN, _OPERATOR, lewat_loket, isian_lengkap),
    _langkah(_A.TARIK, _SEBELUM_TTD, _S.DITARIK, _WARGA, milik_sendiri),
    _langkah(_A.TARIK, {_S.DIAJUKAN, _S.DIKEMBALIKAN}, _S.DITARIK, _OPERATOR, lewat_loket, ada_catatan),
    # checking; the operator may first mend answers and words, which the log shows to whoever signs
    _langkah(_A.UBAH, {_S.DIAJUKAN}, _S.DIAJUKAN, _OPERATOR),
    _langkah(_A.VERIFIKASI, {_S.DIAJUKAN}, _S.TERVERIFIKASI, _OPERATOR, penduduk_aktif, *_LENGKAP),
    _langkah(_A.KEMBALIKAN, {_S.DIAJUKAN}, _S.DIKEMBALIKAN, _OPERATOR, ada_catatan),
    _langkah(_A.TOLAK, {_S.DIAJUKAN}, _S.DITOLAK, _OPERATOR, ada_catatan),
    _langkah(_A.PARAF, {_S.TERVERIFIKASI}, _S.DIPARAF, _PEMERIKSA, paraf_dipakai, beda_verifikator),
    _langkah(_A.KEMBALIKAN, {_S.TERVERIFIKASI}, _S.DIAJUKAN, _PEMERIKSA, paraf_dipakai, ada_catatan),
    # signing electronically; signing again is how a letter that waits is brought to its end
    _langkah(_A.TANDA_TANGANI, {_S.DIPARAF}, _S.MENUNGGU_TTE, _PENANDA, elektronik, *_SIAP),
    _langkah(_A.TANDA_TANGANI, {_S.TERVERIFIKASI}, _S.MENUNGGU_TTE, _PENANDA, *_TTE_LANGSUNG),
    _langkah(_A.TANDA_TANGANI, {_S.MENUNGGU_TTE}, _S.MENUNGGU_TTE, _PENANDA, *_TETAP),
    _langkah(_A.TERBITKAN, {_S.MENUNGGU_TTE}, _S.TERBIT, _SISTEM),
    # signing on paper: the operator prints for a named signer and brings back the scan
    _langkah(_A.CETAK_BASAH, {_S.DIPARAF}, _S.MENUNGGU_BASAH, _OPERATOR, basah, *_SIAP),
    _langkah(_A.CETAK_BASAH, {_S.TERVERIFIKASI}, _S.MENUNGGU_BASAH, _OPERATOR, *_BASAH_LANGSUNG),
    _langkah(_A.TERBITKAN, {_S.MENUNGGU_BASAH}, _S.TERBIT, _OPERATOR, ada_pindaian),
    # sending down again, refusing, voiding a number that waits, revoking
    _langkah(_A.KEMBALIKAN, {_S.DIPARAF}, _S.TERVERIFIKASI, _PENANDA, ada_catatan),
    _langkah(_A.KEMBALIKAN, {_S.TERVERIFIKASI}, _S.DIAJUKAN, _PENANDA, paraf_dilewati, ada_catatan),
    _langkah(_A.TOLAK, {_S.DIPARAF}, _S.DITOLAK, _PENANDA, ada_catatan),
    _langkah(_A.TOLAK, {_S.TERVERIFIKASI}, _S.DITOLAK, _PENANDA, paraf_dilewati, ada_catatan),
    _langkah(_A.BATALKAN, {_S.MENUNGGU_TTE}, _S.DIAJUKAN, _PENANDA, ada_catatan),
    _langkah(_A.BATALKAN, {_S.MENUNGGU_BASAH}, _S.DIAJUKAN, _OPERATOR, ada_catatan),
    _langkah(_A.CABUT, {_S.TERBIT}, _S.DICABUT, _PENANDA, ada_catatan),
    # taken back by the regency: a letter whose number is drawn is for the village alone
    _langkah(_A.KEMBALIKAN, _DIPERIKSA, _S.DIKEMBALIKAN, _KABUPATEN, ditarik, ada_catatan),
    _langkah(_A.TOLAK, _DIPERIKSA, _S.DITOLAK, _KABUPATEN, ditarik, ada_catatan),
))
# fmt: on

MEMERIKSA = frozenset({Aksi.VERIFIKASI, Aksi.PARAF})
MENUNGGU = frozenset({Status.MENUNGGU_TTE, Status.MENUNGGU_BASAH})
SELESAI = frozenset({Status.TERBIT, Status.DITOLAK, Status.DITARIK, Status.DICABUT})
"""Nobody is waited for any more."""
DAPAT_DIUBAH = frozenset(Status).intersection(*(x.dari for x in ALUR.transitions if x.aksi == Aksi.UBAH))
TANPA_TOMBOL = frozenset({Aksi.UBAH})  # done by saving a form, never by pressing a button alone


def siap_ditandatangani(*, paraf: bool) -> tuple[Status, ...]:
    """Return the statuses in which a letter only lacks its number and its signature."""
    return (Status.DIPARAF,) if paraf else (Status.TERVERIFIKASI, Status.DIPARAF)


def tumpukan(peran: Peran, *, paraf: bool, cara_terbit: CaraTerbit) -> tuple[Status, ...]:
    """Return the statuses that wait for a role in a village with these settings."""
    siap = siap_ditandatangani(paraf=paraf)
    di_kertas = cara_terbit is CaraTerbit.BASAH
    isi = {
        Peran.OPERATOR: (Status.DIAJUKAN, *(siap if di_kertas else ()), Status.MENUNGGU_BASAH),
        Peran.PEMERIKSA: (Status.TERVERIFIKASI,) if paraf else (),
        Peran.PENANDA_TANGAN: (*(() if di_kertas else siap), Status.MENUNGGU_TTE),
    }
    return isi.get(peran, ())


def janji_langkah(status: Status, seluruhnya: int, *, paraf: bool) -> float:
    """Return the office hours of one status when ``seluruhnya`` are promised: the usual share of the whole."""
    return JANJI_JAM.get(status, 0) * seluruhnya / janji_seluruhnya(paraf=paraf)


def janji_seluruhnya(*, paraf: bool) -> int:
    """Return the office hours promised to the citizen from sending to issue."""
    dilalui = (Status.DIAJUKAN, Status.TERVERIFIKASI, *((Status.DIPARAF,) if paraf else ()))
    return sum(JANJI_JAM[status] for status in dilalui)
