"""From a letter type and its answers to the document that the printing program draws (contract ``surat/1``).

The caller decides, the program draws: conditional blocks are dropped here, money and dates are words already,
and the opening sentence names the same post as the signature block.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from eoffice.kernel.messages import Pesan
from eoffice.surat.rules.isian import Nilai
from eoffice.surat.rules.jenis import Blok, JenisSurat
from eoffice.surat.rules.teks import periksa_teks, rapikan
from eoffice.surat.rules.terbilang import tanggal_indonesia

IDENTITAS = (
    ("Nama", "{nama!}"),
    ("NIK", "{nik}"),
    ("Tempat, tanggal lahir", "{ttl}"),
    ("Jenis kelamin", "{jenis_kelamin}"),
    ("Agama", "{agama}"),
    ("Status perkawinan", "{status_kawin}"),
    ("Pekerjaan", "{pekerjaan}"),
    ("Alamat", "{alamat}"),
)
SIAP = frozenset({"nama", "nik", "ttl", "jenis_kelamin", "agama", "status_kawin", "pekerjaan", "alamat"}) | {
    "rt_rw",
    "berlaku_sampai",
}
PENUTUP = (
    "Surat ini dibuat berdasarkan data kependudukan desa dan keterangan pemohon, "
    "untuk dipergunakan sebagaimana mestinya."
)
MAKS_BLOK = 2000

_POTONG = re.compile(r"\{([a-z][a-z0-9_]*)(!?)\}|\*\*(.+?)\*\*")
_BENTUK = {"plt": "Pelaksana Tugas ", "plh": "Pelaksana Harian ", "pj": "Penjabat "}


@dataclass(frozen=True, slots=True)
class Kertas:
    """Paper, margins in millimetres, and type: what a village may set."""

    ukuran: str = "F4"
    atas: int = 15
    bawah: int = 25
    kiri: int = 30
    kanan: int = 20
    huruf: str = "sans"
    ukuran_huruf: int = 11
    kerapatan: str = "biasa"


@dataclass(frozen=True, slots=True)
class KepalaSurat:
    """The three lines and the address at the head; bare names, without Kabupaten, Kecamatan, Desa."""

    kabupaten: str
    kecamatan: str
    desa: str
    alamat: str = ""
    lambang_alt: str = ""


@dataclass(frozen=True, slots=True)
class PenandaTanganSurat:
    """Who signs, in which wording: ``jabatan`` is the post signed for; ``an``, ``ub`` as in the contract."""

    nama: str
    jabatan: str
    bentuk: str = "definitif"
    an: str = ""
    ub: str = ""
    identitas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KodeQr:
    """What the QR holds, its modules per side, and the code and address printed beside it."""

    isi: str
    modul: int
    kode: str
    alamat: str


@dataclass(frozen=True, slots=True)
class BahanSurat:
    """All that one letter is made of. ``teks`` holds the printed words of every field (``tulis_semua``)."""

    jenis: JenisSurat
    cara_terbit: str
    kepala: KepalaSurat
    penanda_tangan: PenandaTanganSurat
    tanggal: date
    nilai: Mapping[str, Nilai]
    teks: Mapping[str, str]
    kertas: Kertas = field(default_factory=Kertas)
    nomor: str | None = None
    qr: KodeQr | None = None
    ubahan: Mapping[str, str] = field(default_factory=dict)
    tembusan: Sequence[str] = ()


def susun_surat(bahan: BahanSurat) -> dict[str, Any]:
    """Return the ``surat/1`` document: final when there is a number, else a draft (which never has a QR)."""
    final = bahan.nomor is not None
    kepala = bahan.kepala
    judul = bahan.jenis.judul + (f" Nomor {bahan.nomor}" if final else "")
    isi = [b for blok in bahan.jenis.badan if _tampil(blok, bahan.nilai) for b in _blok(blok, bahan)]
    data: dict[str, Any] = {
        "skema": "surat/1",
        "mode": "final" if final else "draf",
        "cara_terbit": bahan.cara_terbit,
        "kertas": gambar_kertas(bahan.kertas),
        "dokumen": {
            "judul": judul,
            "penulis": f"Pemerintah Desa {kepala.desa}",
            "tanggal": bahan.tanggal.isoformat(),
            "kata_kunci": [bahan.jenis.singkatan, f"Desa {kepala.desa}"],
        },
        "kop": gambar_kop(kepala),
        "judul": bahan.jenis.judul,
        "isi": isi,
        "isian": {kode: bahan.teks.get(kode, "") for kode in _dipakai(isi)},
        "tanda_tangan": _tanda_tangan(bahan),
    }
    if final:
        data["nomor"] = bahan.nomor
    if final and bahan.qr is not None:
        qr = bahan.qr
        data["qr"] = {"isi": qr.isi, "modul": qr.modul, "kode": qr.kode, "alamat": qr.alamat}
    if bahan.tembusan:
        data["tembusan"] = list(bahan.tembusan)
    return data


def kalimat_pembuka(ttd: PenandaTanganSurat, kepala: KepalaSurat) -> str:
    """Return the opening sentence: it names the signer's post exactly as the signature block does."""
    return (
        f"Yang bertanda tangan di bawah ini, {sebut_penanda_tangan(ttd, kepala.desa)}, "
        f"Kecamatan {kepala.kecamatan}, Kabupaten {kepala.kabupaten}, dengan ini menerangkan:"
    )


def sebut_penanda_tangan(ttd: PenandaTanganSurat, desa: str) -> str:
    """Return the post in running text: ``Sekretaris Desa X, atas nama Kepala Desa X``."""
    if ttd.bentuk == "an_ub":
        return f"{ttd.ub}, untuk beliau {ttd.an}, atas nama {ttd.jabatan}"
    if ttd.bentuk == "an":
        an = f"{ttd.an} {desa}" if ttd.an.endswith(" Desa") else ttd.an
        return f"{an}, atas nama {ttd.jabatan}"
    return _BENTUK.get(ttd.bentuk, "") + ttd.jabatan


def urai_sebaris(templat: str) -> str | list[dict[str, Any]]:
    """Return inline text of the contract: plain, or a row of texts and fields."""
    bagian: list[dict[str, Any]] = []
    letak = 0
    for cocok in _POTONG.finditer(templat):
        if cocok.start() > letak:
            bagian.append({"jenis": "teks", "teks": templat[letak : cocok.start()]})
        letak = cocok.end()
        if cocok[1]:
            potong: dict[str, Any] = {"jenis": "isian", "kode": cocok[1]}
        else:
            potong = {"jenis": "teks", "teks": cocok[3]}
        bagian.append(potong | ({"tanda": ["tebal"]} if cocok[2] or cocok[3] else {}))
    if not bagian:
        return templat
    if letak < len(templat):
        bagian.append({"jenis": "teks", "teks": templat[letak:]})
    return bagian


def isi_templat(templat: str, teks: Mapping[str, str]) -> str:
    """Return a template as plain words, for a list, a register or the check page."""
    return _POTONG.sub(lambda cocok: teks.get(cocok[1], "") if cocok[1] else cocok[3], templat)


def kode_dipakai(templat: str) -> tuple[str, ...]:
    """Return the fields that a template names, in order."""
    return tuple(cocok[1] for cocok in _POTONG.finditer(templat) if cocok[1])


def periksa_ubahan(jenis: JenisSurat, kode: str, templat: str) -> Pesan | str:
    """Return the tidy new words of one block, or why they cannot replace the ones of the type."""
    try:
        blok = jenis.blok_kode(kode)
    except KeyError:
        return Pesan("surat.blok_tidak_ada")
    if blok.kunci or blok.jenis != "paragraf":
        return Pesan("surat.blok_terkunci")
    rapi = rapikan(templat)
    if not rapi:
        return Pesan("surat.blok_kosong")
    dikenal = SIAP | {isian.kode for isian in jenis.isian}
    asing = next((kode for kode in kode_dipakai(rapi) if kode not in dikenal), None)
    if asing is not None:
        return Pesan("surat.blok_isian_asing", kode=asing)
    if re.search(r"[{}]", _POTONG.sub("", rapi)):
        return Pesan("surat.blok_kurung")
    return periksa_teks(rapi, MAKS_BLOK) or rapi


def _tampil(blok: Blok, nilai: Mapping[str, Nilai]) -> bool:
    return all(syarat.berlaku(nilai) for syarat in blok.bila)


def _blok(blok: Blok, bahan: BahanSurat) -> list[dict[str, Any]]:
    match blok.jenis:
        case "pembuka":
            return [{"jenis": "paragraf", "isi": kalimat_pembuka(bahan.penanda_tangan, bahan.kepala)}]
        case "penutup":
            return [{"jenis": "paragraf", "isi": urai_sebaris(_penutup(bahan.teks))}]
        case "identitas_penduduk":
            return [_identitas(IDENTITAS)]
        case "identitas":
            baris = [(b.label, b.nilai) for b in blok.baris if all(s.berlaku(bahan.nilai) for s in b.bila)]
            return [_identitas(baris)] if baris else []
        case "daftar":
            return [{"jenis": "daftar", "bentuk": "angka", "butir": [urai_sebaris(b) for b in blok.butir]}]
    return [{"jenis": blok.jenis, "isi": urai_sebaris(bahan.ubahan.get(blok.kode, blok.isi))}]


def _dipakai(bagian: object) -> Iterator[str]:
    """Yield the field codes that a built part refers to: nothing else travels with the letter."""
    if isinstance(bagian, list):
        for anak in bagian:
            yield from _dipakai(anak)
    elif isinstance(bagian, dict):
        if bagian.get("jenis") == "isian":
            yield bagian["kode"]
        for anak in bagian.values():
            yield from _dipakai(anak)


def _penutup(teks: Mapping[str, str]) -> str:
    return PENUTUP + (" Berlaku sampai dengan {berlaku_sampai}." if "berlaku_sampai" in teks else "")


def _identitas(baris: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {
        "jenis": "identitas",
        "baris": [{"label": label, "nilai": urai_sebaris(isi)} for label, isi in baris],
    }


def gambar_kertas(kertas: Kertas) -> dict[str, Any]:
    """Return paper and type as every printed document carries them."""
    return {
        "ukuran": kertas.ukuran,
        "tepi": {"atas": kertas.atas, "bawah": kertas.bawah, "kiri": kertas.kiri, "kanan": kertas.kanan},
        "huruf": kertas.huruf,
        "ukuran_huruf": kertas.ukuran_huruf,
        "kerapatan": kertas.kerapatan,
    }


def gambar_kop(kepala: KepalaSurat) -> dict[str, Any]:
    """Return the head as every printed document carries it."""
    kop: dict[str, Any] = {
        "baris": [
            f"Pemerintah Kabupaten {kepala.kabupaten}",
            f"Kecamatan {kepala.kecamatan}",
            f"Desa {kepala.desa}",
        ],
        "lambang_alt": kepala.lambang_alt or f"Lambang Kabupaten {kepala.kabupaten}",
    }
    if kepala.alamat:
        kop["alamat"] = kepala.alamat
    return kop


def _tanda_tangan(bahan: BahanSurat) -> dict[str, Any]:
    ttd = bahan.penanda_tangan
    utama: dict[str, Any] = {"bentuk": ttd.bentuk, "jabatan": ttd.jabatan, "nama": ttd.nama}
    if ttd.identitas:
        utama["identitas"] = list(ttd.identitas)
    if ttd.an:
        utama["an"] = ttd.an
    if ttd.ub:
        utama["ub"] = ttd.ub
    tanggal = tanggal_indonesia(bahan.tanggal)
    return {"tempat": bahan.kepala.desa, "tanggal": tanggal, "utama": utama}
