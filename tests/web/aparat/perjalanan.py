"""Letters brought to a status by the people of an office that signs on paper."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.selectors.meja import Rincian, rincian
from tests.pabrik import diajukan, diparaf, foto
from tests.web.aparat.conftest import Balai, ke

ALASAN = "Fotonya buram, kirim foto baru."
SATU_LANGKAH = {
    Status.DIKEMBALIKAN: Aksi.KEMBALIKAN,
    Status.TERVERIFIKASI: Aksi.VERIFIKASI,
    Status.DITOLAK: Aksi.TOLAK,
    Status.DITARIK: Aksi.TARIK,
}
DI_KERTAS = (Status.DIPARAF, Status.MENUNGGU_BASAH, Status.TERBIT, Status.DICABUT)
TANPA_TTE = tuple(s for s in Status if s is not Status.MENUNGGU_TTE)


def lihat(balai: Balai, surat_id: UUID) -> Rincian:
    """Read a letter as it is now."""
    r: Rincian = balai.dalam(rincian, surat_id)
    return r


def di(balai: Balai, status: Status) -> UUID:
    """Make a letter in a status."""
    if status in DI_KERTAS:
        return _di_kertas(balai, status)
    surat_id: UUID = balai.dalam(diajukan, balai.orang)
    if status in SATU_LANGKAH:
        langkah(balai, surat_id, SATU_LANGKAH[status])
    return surat_id


def langkah(balai: Balai, surat_id: UUID, aksi: Aksi, peran: Peran = Peran.OPERATOR) -> None:
    """Take a step at once, without its page."""
    oleh, versi = balai.orang.pelaku(peran, loket=True), lihat(balai, surat_id).versi
    balai.dalam(surat.jalankan, surat_id=surat_id, aksi=aksi, oleh=oleh, versi=versi, catatan=ALASAN)


def _di_kertas(balai: Balai, status: Status) -> UUID:
    surat_id: UUID = balai.dalam(diparaf, balai.orang)
    if status is not Status.DIPARAF:
        cetak(balai, surat_id)
    if status in {Status.TERBIT, Status.DICABUT}:
        pindai(balai, surat_id)
    if status is Status.DICABUT:
        langkah(balai, surat_id, Aksi.CABUT, Peran.PENANDA_TANGAN)
    return surat_id


def cetak(balai: Balai, surat_id: UUID) -> None:
    """Draw the number and print for the kades."""
    versi = lihat(balai, surat_id).versi
    data = {"versi": versi, "penanda_tangan": str(balai.orang.kades_pejabat)}
    assert balai.operator.post(ke("cetak_basah", surat_id), data).status_code == 302


def pindai(balai: Balai, surat_id: UUID, **lain: Any) -> Any:
    """Bring back the scan of the signed paper."""
    berkas = SimpleUploadedFile("surat.jpg", foto(), "image/jpeg")
    data = {"versi": lihat(balai, surat_id).versi, "pindaian": berkas, **lain}
    return balai.operator.post(ke("pindaian", surat_id), data)
