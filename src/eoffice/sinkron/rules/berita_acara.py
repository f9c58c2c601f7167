"""The monthly Berita Acara Rekonsiliasi as a document for the printing program (contract ``surat/1``). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

BULAN: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
Kolom = Sequence[tuple[str, dict[str, Any]]]
JUDUL: Final = "Berita Acara Rekonsiliasi Data"
MAKS_BARIS: Final = 60
_TANPA_NAMA: Final = "( ................ ................ )"
_SIDIK: Final = 16


@dataclass(frozen=True, slots=True)
class BarisAliran:
    """One stream: who writes it, how far it reaches here, and how far the other side confirmed it."""

    penulis: str
    urut: int
    digest: str
    diterima: str


@dataclass(frozen=True, slots=True)
class BarisTabel:
    """One table at the last checkpoint; ``sana`` is empty while the other side has not compared it."""

    nama: str
    jumlah: int
    pemilik: str
    penerima: str


@dataclass(frozen=True, slots=True)
class BarisTertahan:
    """An event that is stored and not applied."""

    nama: str
    urut: int
    sejak: datetime
    sebab: str


@dataclass(frozen=True, slots=True)
class Pencatatan:
    """What the month brought: comparisons (equal, different, not answered) and rows put right."""

    sama: int
    berbeda: int
    menunggu: int
    diperbaiki: int

    @property
    def semua(self) -> int:
        """All comparisons."""
        return self.sama + self.berbeda + self.menunggu


@dataclass(frozen=True, slots=True)
class Pihak:
    """The two sides as the document names them; names without Desa, Kecamatan, Kabupaten."""

    kode: str
    desa: str
    kecamatan: str
    kabupaten: str
    alamat: str
    kepala_desa: str
    dibuat_di: str


@dataclass(frozen=True, slots=True)
class BahanBerita:
    """All that the document says. Times are those of the village."""

    pihak: Pihak
    bulan: date
    dibuat: datetime
    titik: datetime | None
    aliran: Sequence[BarisAliran]
    tabel: Sequence[BarisTabel]
    tertahan: Sequence[BarisTertahan]
    catatan: Pencatatan


def susun(bahan: BahanBerita) -> dict[str, Any]:
    """Return the document."""
    pihak = bahan.pihak
    nomor = f"BAR/{pihak.kode}/{bahan.bulan:%Y/%m}"
    return {
        "skema": "surat/1",
        "mode": "final",
        "cara_terbit": "basah",
        "kertas": {"ukuran": "F4", "tepi": {"atas": 15, "bawah": 25, "kiri": 25, "kanan": 20}, "ukuran_huruf": 10.5},
        "dokumen": {
            "judul": f"{JUDUL} Nomor {nomor}",
            "penulis": f"Pemerintah Desa {pihak.desa}",
            "tanggal": bahan.dibuat.date().isoformat(),
            "kata_kunci": ["Rekonsiliasi", f"Desa {pihak.desa}"],
        },
        "kop": {
            "baris": [
                f"Pemerintah Kabupaten {pihak.kabupaten}", f"Kecamatan {pihak.kecamatan}", f"Desa {pihak.desa}"
            ],
            "lambang_alt": f"Lambang Kabupaten {pihak.kabupaten}",
            **({"alamat": pihak.alamat} if pihak.alamat else {}),
        },
        "judul": JUDUL,
        "nomor": nomor,
        "isi": [
            *_pembuka(bahan), *_bagian_aliran(bahan), *_bagian_tabel(bahan), *_bagian_tertahan(bahan), _penutup()
        ],
        "isian": {},
        "tanda_tangan": _tanda_tangan(bahan),
    }  # fmt: skip


def _pembuka(bahan: BahanBerita) -> list[dict[str, Any]]:
    pihak = bahan.pihak
    return [
        _alinea(
            f"Pada tanggal {tanggal(bahan.dibuat.date())} pukul {_jam(bahan.dibuat)} dicatat keadaan data Desa "
            f"{pihak.desa}, Kecamatan {pihak.kecamatan}, pada server desa dan server Kabupaten {pihak.kabupaten}, "
            f"untuk bulan {BULAN[bahan.bulan.month - 1]} {bahan.bulan.year}. Dokumen ini dibuat oleh sistem di "
            f"{pihak.dibuat_di}."
        )
    ]


def _bagian_aliran(bahan: BahanBerita) -> list[dict[str, Any]]:
    baris = [[s.penulis, str(s.urut), _sidik(s.digest), s.diterima] for s in bahan.aliran]
    isi = (
        "Setiap pihak menulis catatan yang bernomor tanpa celah. Tanda terima menyebut sampai mana catatan itu "
        "tersimpan di pihak lain."
    )
    kolom: Kolom = [("Ditulis oleh", {"mm": 28}), ("Sampai nomor", {"mm": 22, "rata": "kanan"}),
             ("Sidik catatan terakhir", {"mm": 48}), ("Tanda terima", {})]  # fmt: skip
    return [_judul("1. Aliran catatan"), _alinea(isi), *_tabel(kolom, baris, "Belum ada catatan.")]


def _bagian_tabel(bahan: BahanBerita) -> list[dict[str, Any]]:
    c = bahan.catatan
    isi = (
        f"Selama bulan ini isi semua tabel dicocokkan {c.semua} kali: {c.sama} kali sama, {c.berbeda} kali berbeda, "
        f"{c.menunggu} belum dijawab. Baris yang diperbaiki dari pemiliknya: {c.diperbaiki}."
    )
    if bahan.titik is not None:
        isi += f" Pencocokan terakhir pada {tanggal(bahan.titik.date())} pukul {_jam(bahan.titik)}:"
    baris = [
        [t.nama, str(t.jumlah), _sidik(t.pemilik), _sidik(t.penerima) if t.penerima else "-", _putusan(t)]
        for t in bahan.tabel
    ]
    kolom: Kolom = [("Tabel", {}), ("Baris", {"mm": 15, "rata": "kanan"}), ("Sidik pemilik", {"mm": 41}),
             ("Sidik penerima", {"mm": 41}), ("Hasil", {"mm": 25})]  # fmt: skip
    return [_judul("2. Pencocokan isi tabel"), _alinea(isi), *_tabel(kolom, baris, "Belum ada pencocokan.")]


def _putusan(tabel: BarisTabel) -> str:
    if not tabel.penerima:
        return "belum"
    return "sama" if tabel.pemilik == tabel.penerima else "BERBEDA"


def _bagian_tertahan(bahan: BahanBerita) -> list[dict[str, Any]]:
    baris = [[s.nama, str(s.urut), tanggal(s.sejak.date()), s.sebab] for s in bahan.tertahan[:MAKS_BARIS]]
    isi = f"Catatan yang tersimpan tetapi belum dapat dipakai: {len(bahan.tertahan)}."
    if len(bahan.tertahan) > MAKS_BARIS:
        isi += f" Di bawah ini {MAKS_BARIS} yang paling lama."
    kolom: Kolom = [
        ("Tentang", {"mm": 36}),
        ("Nomor", {"mm": 16, "rata": "kanan"}),
        ("Sejak", {"mm": 34}),
        ("Sebab", {}),
    ]
    return [_judul("3. Catatan yang tertahan"), _alinea(isi), *_tabel(kolom, baris, "")]


def _penutup() -> dict[str, Any]:
    return _alinea(
        f"Sidik di atas ialah {_SIDIK} angka pertama SHA-256. Sidik yang sama pada dokumen kedua pihak berarti isi "
        "datanya sama. Berita acara ini dibuat dalam rangkap dua untuk desa dan kabupaten."
    )


def _tanda_tangan(bahan: BahanBerita) -> dict[str, Any]:
    pihak = bahan.pihak
    return {
        "tempat": pihak.desa,
        "tanggal": tanggal(bahan.dibuat.date()),
        "utama": {
            "bentuk": "definitif",
            "jabatan": f"Kepala Desa {pihak.desa}",
            "nama": pihak.kepala_desa or _TANPA_NAMA,
        },
        "mengetahui": {
            "kata": "Mengetahui,",
            "bentuk": "definitif",
            "jabatan": f"Pengelola Server Kabupaten {pihak.kabupaten}",
            "nama": "",
        },
    }


def _judul(teks: str) -> dict[str, Any]:
    return {"jenis": "subjudul", "isi": teks}


def _alinea(teks: str) -> dict[str, Any]:
    return {"jenis": "paragraf", "isi": teks, "inden": False}


def _tabel(kolom: Kolom, baris: list[list[str]], kosong: str) -> list[dict[str, Any]]:
    if not baris:
        return [_alinea(kosong)] if kosong else []
    return [{"jenis": "tabel", "kolom": [{"judul": judul, **lain} for judul, lain in kolom], "baris": baris}]


def _sidik(digest: str) -> str:
    """Return the beginning of a digest in groups of four, for reading aloud."""
    return " ".join(digest[mulai : mulai + 4] for mulai in range(0, _SIDIK, 4))


def tanggal(hari: date) -> str:
    """Return a day as people write it."""
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"


def _jam(saat: datetime) -> str:
    return f"{saat:%H.%M} {saat.tzname()}"
