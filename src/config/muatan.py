"""The end of a first load: a village's server may write, and gives the next number."""

from eoffice.arsip.services import susulkan
from eoffice.sinkron.services.kemajuan import Kerja, minta
from eoffice.sinkron.services.muat import akhiri_muat, sedang_memuat
from eoffice.wilayah.tenancy import lingkup


def akhiri(desa: str) -> bool:
    """End a first load that is applied; ``True`` when one ended now.

    Its numbers were never given by this computer, so its witness doubts them until the regency was met once more.
    """
    with lingkup(desa):
        if not sedang_memuat() or not akhiri_muat():
            return False
        susulkan()
    minta(desa, Kerja.TEMU, oleh="pemuatan awal")
    return True
