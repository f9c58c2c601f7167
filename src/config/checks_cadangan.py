"""W020-W023, W025: whether this office could start again tomorrow on another computer."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004  Django's name

from config.commands.replicate import basis_desa, tujuan_salinan
from eoffice.cadangan import services as cadangan
from eoffice.cadangan.rules.simpanan import lama
from eoffice.kernel import clock
from eoffice.kernel.errors import EofficeError
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.waktu import lengkap, menit, rentang

TERTINGGAL: Final = timedelta(minutes=10)
"""By how much a following copy may trail: it normally takes a second."""


@register(Tags.security, deploy=True)
def backups(**_: Any) -> Iterator[CheckMessage]:
    """Say what keeps backups from being made, or that they are old."""
    if not settings.EOFFICE_CADANGAN:
        yield Warning(
            "Cadangan otomatis belum disetel: data kantor hanya ada di komputer ini.",
            hint="Setel EOFFICE_CADANGAN, misalnya usb:/media/flashdisk, lalu jalankan lagi server dan pekerja.",
            id="eoffice.W020",
        )
        return
    try:
        tujuan = cadangan.baca_tujuan(settings.EOFFICE_CADANGAN, settings.EOFFICE_HOME)
        penerima = cadangan.penerima()
    except EofficeError as galat:
        yield Warning(kalimat(galat.pesan), id="eoffice.W020")
        return
    if not penerima:
        yield Warning(
            "Lembar pemulihan belum dibuat, jadi cadangan belum dapat disegel.",
            hint="Buka halaman Cadangan, atau jalankan `eoffice backup kunci lembar.pdf`.",
            id="eoffice.W021",
        )
        return
    yield from _umur(tujuan)
    if _sedisk(settings.EOFFICE_CADANGAN):
        yield Warning(
            "Cadangan disimpan di disk yang sama dengan data kantor: bila disk rusak, keduanya hilang.",
            hint="Pakai flashdisk (usb:/media/flashdisk) atau penyimpanan di luar kantor.",
            id="eoffice.W023",
        )


@register(Tags.security, deploy=True)
def following_copy(**_: Any) -> Iterator[CheckMessage]:
    """Say what keeps a second copy of the database from following it, where one is wanted."""
    if not settings.EOFFICE_SALINAN:
        return
    try:
        basis, tujuan = basis_desa(), tujuan_salinan()
        cadangan.perintah_salin(basis, tujuan)
    except EofficeError as galat:
        yield Warning(kalimat(galat.pesan), id="eoffice.W025")
        return
    jarak = cadangan.tertinggal(basis)
    if jarak is None or jarak > TERTINGGAL:
        kata = "belum pernah dibuat" if jarak is None else f"tertinggal {rentang(menit(jarak))}"
        hint = "Jalankan `eoffice replicate` sebagai layanan, dan pastikan tempatnya terjangkau."
        yield Warning(f"Salinan berjalan {kata}.", hint=hint, id="eoffice.W025")


def _umur(tujuan: cadangan.Tujuan) -> Iterator[CheckMessage]:
    baik = cadangan.terakhir()
    if not lama(clock.now(), cadangan.cadangan_terakhir()):
        return
    kapan = f"Cadangan terakhir: {lengkap(baik.mulai)}." if baik else "Belum ada cadangan yang selesai."
    gagal = next((satu.sebab for satu in cadangan.riwayat()[-1:] if satu.sebab is not None), None)
    sebab = f" {kalimat(gagal)}" if gagal else ""
    hint = f"Pastikan {tujuan.sebutan} terpasang dan `eoffice worker` berjalan."
    yield Warning(f"{kapan}{sebab}", hint=hint, id="eoffice.W022")


def _sedisk(teks: str) -> bool:
    """Tell whether a folder lies on the disk of the office's data; only one that was named without a device can."""
    path = Path(teks)
    ada = next((satu for satu in (path, *path.parents) if satu.exists()), None)
    return path.is_absolute() and ada is not None and ada.stat().st_dev == settings.EOFFICE_HOME.stat().st_dev
