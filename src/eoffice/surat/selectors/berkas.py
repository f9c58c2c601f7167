"""Which files of the store the village in scope refers to."""

from collections.abc import Collection

from eoffice.papan.selectors import gambar_dipakai
from eoffice.penduduk.selectors.permintaan import berkas_bukti
from eoffice.surat.models import Berkas, Draf, KirimanWarga, PengaturanSurat, Surat
from eoffice.surat.selectors.dompet import dompet_memegang


def berkas_dipakai(calon: Collection[str]) -> set[str]:
    """Return those of the digests that a draft, an application, a letter, a proof, a wallet, the settings or the
    notice board hold."""
    lampiran = Berkas.objects.filter(sha256__in=calon).values_list("sha256", flat=True)
    surat = Surat.objects.filter(sha256__in=calon).values_list("sha256", flat=True)
    lambang = PengaturanSurat.objects.filter(lambang__in=calon).values_list("lambang", flat=True)
    pindaian = Surat.objects.exclude(pindaian=[]).values_list("pindaian", flat=True)
    draf = Draf.objects.exclude(berkas=[]).values_list("berkas", flat=True)
    kiriman = KirimanWarga.objects.exclude(isi={}).values_list("isi", flat=True)
    ada = {*lampiran, *surat, *lambang, *gambar_dipakai(calon), *berkas_bukti(), *dompet_memegang(calon)}
    ada.update(satu["sha256"] for isi in kiriman for satu in isi["berkas"])
    ada.update(sha256 for halaman in pindaian for sha256 in halaman)
    ada.update(satu["sha256"] for berkas in draf for satu in berkas)
    return ada.intersection(calon)
