"""The poster of the office's promise, for its wall."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from eoffice.dokumen import services as dokumen
from eoffice.surat.rules.badan import gambar_kertas, gambar_kop
from eoffice.surat.services.bahan import kepala_surat, lambang
from eoffice.surat.services.pengaturan import pengaturan
from eoffice.wilayah.selectors import identitas


@dataclass(frozen=True, slots=True)
class KataPoster:
    """What is written large, in the words of the page: three figures, whence they are, where to complain."""

    angka: Sequence[tuple[str, str]]
    sumber: str
    pengaduan: str
    alamat: str
    waktu: Mapping[str, str] = field(default_factory=dict)
    """By code of the type, where letters are not promised in one time."""


def poster(kata: KataPoster, hari: date) -> bytes:
    """Return the poster of the village in scope as PDF/A, dated ``hari``.

    Raises:
        InvalidInput: something in it cannot be printed, or the village offers no letter.
    """
    desa, atur = identitas(), pengaturan()
    judul = f"Janji layanan surat {desa.lengkap}"
    data = {
        "skema": "poster/1",
        "kertas": gambar_kertas(atur.kertas),
        "dokumen": {"judul": judul, "penulis": f"Pemerintah {desa.lengkap}", "tanggal": hari.isoformat()},
        "kop": gambar_kop(kepala_surat(desa)),
        "judul": judul,
        "angka": [{"nilai": nilai, "arti": arti} for nilai, arti in kata.angka],
        "sumber": kata.sumber,
        "layanan": [
            {"nama": satu.nama, "syarat": [s.label for s in satu.syarat if s.wajib]}
            | ({"waktu": kata.waktu[satu.kode]} if satu.kode in kata.waktu else {})
            for satu in atur.jenis_aktif()
        ],
        "jam_buka": desa.jam_buka,
        "pengaduan": kata.pengaduan,
        "qr": {"isi": kata.alamat, "alamat": kata.alamat.partition("://")[2][:80]},
    }
    return dokumen.rangkai_poster(data, lambang=lambang(atur))
