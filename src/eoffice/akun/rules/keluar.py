"""Who may sign while the head of the office is away, and with which words. Pure."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from eoffice.akun.rules.jabatan import KASI_KAUR, Bentuk, Jabatan
from eoffice.akun.rules.wewenang import Tugas
from eoffice.kernel.messages import Pesan

DAPAT_GANTI = KASI_KAUR | {Jabatan.SEKRETARIS_DESA}


class Ganti(StrEnum):
    """As what somebody signs: in his own right as acting head, or in the head's name."""

    PLH = "plh"
    ATAS_NAMA = "an"


def bentuk_pengganti(jabatan: Iterable[Jabatan]) -> Bentuk:
    """Return the wording of a mandate: a.n. for the sekretaris desa, u.b. for those below him."""
    return Bentuk.ATAS_NAMA if Jabatan.SEKRETARIS_DESA in set(jabatan) else Bentuk.UNTUK_BELIAU


def periksa_pengganti(pejabat: str, tugas: Sequence[Tugas], *, sudah: bool) -> Pesan | None:
    """Return why this person cannot stand for the head, given the posts of the first day, or ``None``.

    ``sudah``: somebody stands for him on one of the days already.
    """
    if sudah:
        return Pesan("akun.pengganti_ganda")
    punya = {satu.jabatan for satu in tugas if satu.pejabat == pejabat}
    if not any(satu.jabatan is Jabatan.KEPALA_DESA for satu in tugas):
        return Pesan("akun.keluar_tanpa_kepala")
    if Jabatan.KEPALA_DESA in punya or not punya & DAPAT_GANTI:
        return Pesan("akun.pengganti_salah")
    return None
