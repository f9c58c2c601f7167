"""A letter about an invented person, drawn with the village's settings: what a change will look like."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from eoffice.akun.selectors import penanda_tangan_bertugas
from eoffice.dokumen.services import gambar_halaman
from eoffice.surat.rules.badan import BahanSurat, PenandaTanganSurat, susun_surat
from eoffice.surat.rules.daftar import tulis_semua
from eoffice.surat.rules.jenis import katalog
from eoffice.surat.services.bahan import KOSONG, kepala_surat, lambang
from eoffice.surat.services.pengaturan import Pengaturan
from eoffice.wilayah.selectors import identitas

JENIS: Final = "sku"
NILAI: Final[dict[str, Any]] = {
    "nama_usaha": "Warung Contoh",
    "jenis_usaha": "warung makan",
    "mulai_usaha": 2018,
    "di_rumah": True,
    "keperluan": "kur",
}
ORANG: Final = {
    "nama": "NAMA CONTOH",
    "nik": "3207150101909001",
    "ttl": "Ciamis, 1 Januari 1990",
    "jenis_kelamin": "Perempuan",
    "agama": "Islam",
    "status_kawin": "Kawin",
    "pekerjaan": "Wiraswasta",
    "alamat": "Dusun Contoh RT 001 RW 001",
    "rt_rw": "Ketua RT 001 RW 001",
}


def gambar_contoh(atur: Pengaturan, hari: date) -> bytes:
    """Return the first page of the example as PNG, a draft with its watermark.

    Raises:
        InvalidInput: the settings leave no room for a letter.
    """
    desa, jenis = identitas(), katalog()[JENIS]
    ttd = penanda_tangan_bertugas(hari) or KOSONG
    penanda = PenandaTanganSurat(
        nama=ttd.nama or "NAMA PENANDA TANGAN",
        jabatan=f"{ttd.jabatan} {desa.nama}",
        bentuk=ttd.bentuk,
        an=ttd.an,
        ub=ttd.ub,
        identitas=ttd.identitas,
    )
    data = susun_surat(
        BahanSurat(
            jenis=jenis,
            cara_terbit=atur.cara_terbit.value,
            kepala=kepala_surat(desa),
            penanda_tangan=penanda,
            tanggal=hari,
            nilai=NILAI,
            teks=tulis_semua(jenis.isian, NILAI, ORANG),
            kertas=atur.kertas,
            tembusan=jenis.tembusan,
        )
    )
    return gambar_halaman(data, lebar_px=600, lambang=lambang(atur))
