"""From a letter type and its answers to the document that the printing program draws (contract ``surat/1``).

The caller decides, the program draws: conditional blocks are dropped here, money and dates are words already,
and the opening sentence names the same post as the signature block.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from eoffice.kernel.messages import Pesan
from eoffice.surat.rules.daftar import sel_baris
from eoffice.surat.rules.isian import Bila, Nilai
from eoffice.surat.rules.jenis import Blok, JenisSurat, Kolom, Lembar
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
    "desa",
    "kecamatan",
    "kabupaten",
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
    tempat = {"desa": kepala.desa, "kecamatan": kepala.kecamatan, "kabupaten": kepala.kabupaten}
    bahan = replace(bahan, teks={**tempat, **bahan.teks})
    judul = bahan.jenis.judul + (f" Nomor {bahan.nomor}" if final else "")
    isi = _isi(bahan.jenis.badan, bahan)
    lampiran = [_lembar(satu, bahan) for satu in bahan.jenis.lembar if _tampil(satu.bila, bahan.nilai)]
    data: dict[str, Any] = {
        "skema": "surat/1",
        "mode": "final" if final else "draf",
        "cara_terbit": bahan.cara_terbit,
        "kertas": gambar_kertas(bahan.kertas, rapat=bahan.jenis.rapat),
        "dokumen": {
            "judul": judul,
            "penulis": f"Pemerintah Desa {kepala.desa}",
            "tanggal": bahan.tanggal.isoformat(),
            "kata_kunci": [bahan.jenis.singkatan, f"Desa {kepala.desa}"],
        },
        "kop": gambar_kop(kepala),
        "judul": bahan.jenis.judul,
        "isi": isi,
        "isian": {kode: bahan.teks.get(kode, "") for kode in _dipakai([isi, lampiran])},
        "tanda_tangan": _tanda_tangan(bahan),
    }
    if final:
        data["nomor"] = bahan.nomor
    if final and bahan.qr is not None:
        qr = bahan.qr
        data["qr"] = {"isi": qr.isi, "modul": qr.modul, "kode": qr.kode, "alamat": qr.alamat}
    if lampiran:
        data["lampiran"] = lampiran
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


def _tampil(bila: Sequence[Bila], nilai: Mapping[str, Nilai]) -> bool:
    return all(syarat.berlaku(nilai) for syarat in bila)


def _isi(badan: Sequence[Blok], bahan: BahanSurat) -> list[dict[str, Any]]:
    return [b for blok in badan if _tampil(blok.bila, bahan.nilai) for b in _blok(blok, bahan)]


def _lembar(lembar: Lembar, bahan: BahanSurat) -> dict[str, Any]:
    return {"judul": lembar.judul, "model": lembar.model, "isi": _isi(lembar.badan, bahan)}


def _blok(blok: Blok, bahan: BahanSurat) -> list[dict[str, Any]]:
    match blok.jenis:
        case "pembuka":
            return [{"jenis": "paragraf", "isi": kalimat_pembuka(bahan.penanda_tangan, bahan.kepala)}]
        case "penutup":
            return [{"jenis": "paragraf", "isi": urai_sebaris(_penutup(bahan))}]
        case "identitas_penduduk":
            return [_identitas(IDENTITAS)]
        case "identitas":
            baris = [(b.label, b.nilai) for b in blok.baris if _tampil(b.bila, bahan.nilai)]
            return [_identitas(baris)] if baris else []
        case "identitas_pihak":
            return [_identitas(_baris_pihak(blok, bahan))]
        case "daftar":
            return [{"jenis": "daftar", "bentuk": "angka", "butir": [urai_sebaris(b) for b in blok.butir]}]
        case "tabel":
            return [_tabel(blok, bahan)]
        case "ttd_tabel" | "ttd_kolom":
            return [_tertanda(blok, bahan)]
    return [{"jenis": blok.jenis, "isi": urai_sebaris(bahan.ubahan.get(blok.kode, blok.isi))}]


def _baris_pihak(blok: Blok, bahan: BahanSurat) -> list[tuple[str, str]]:
    """Return the rows of a person; what may be left empty and was has no row.

    ``keterangan`` of the block is the label of his name.
    """
    pihak = bahan.jenis.pihak_kode(blok.dari)
    semua = [
        (label, templat)
        for kode, label, templat in (pihak.baris_identitas() if pihak else ())
        if kode in bahan.nilai or bahan.jenis.isian_kode(kode).wajib
    ]
    return [(blok.keterangan or semua[0][0], semua[0][1]), *semua[1:]]


def _tabel(blok: Blok, bahan: BahanSurat) -> dict[str, Any]:
    """Return the table of a list, its rows numbered."""
    isian = bahan.jenis.isian_kode(blok.dari)
    letak = {kolom.kode: n for n, kolom in enumerate(isian.kolom)}
    baris = [
        [str(n), *(sel[letak[k.nilai]] or "-" for k in blok.kolom)]
        for n, sel in enumerate(sel_baris(isian, bahan.nilai.get(blok.dari, [])), 1)
    ]
    kepala = [{"judul": "No.", "mm": 9, "rata": "tengah"}, *(_kolom(k) for k in blok.kolom)]
    return {"jenis": "tabel", "kolom": kepala, "baris": baris or [["1", *("-" for _ in blok.kolom)]]}


def _kolom(kolom: Kolom) -> dict[str, Any]:
    lebar: dict[str, Any] = {"mm": kolom.mm} if kolom.mm else {"bagian": 1}
    return {"judul": kolom.judul, "rata": kolom.rata, **lebar}


def _tertanda(blok: Blok, bahan: BahanSurat) -> dict[str, Any]:
    """Return the places where others sign by hand."""
    orang = [
        {"nama": isi_templat(o.nama, bahan.teks), "keterangan": isi_templat(o.keterangan, bahan.teks)}
        for o in blok.orang
        if _tampil(o.bila, bahan.nilai)
    ]
    isi: dict[str, Any] = {
        "jenis": blok.jenis,
        "orang": [*orang, *_orang_daftar(blok, bahan)] or [{"nama": ""}],
    }
    if blok.isi:
        isi["pengantar"] = urai_sebaris(blok.isi)
    if blok.meterai:
        isi["meterai"] = blok.meterai
    return isi


def _orang_daftar(blok: Blok, bahan: BahanSurat) -> Iterator[dict[str, str]]:
    """Yield the people of a list: the name in its first column, and ``keterangan`` under it."""
    if not blok.dari:
        return
    isian = bahan.jenis.isian_kode(blok.dari)
    letak = next((n for n, k in enumerate(isian.kolom) if k.kode == blok.keterangan), None)
    for nomor, sel in enumerate(sel_baris(isian, bahan.nilai.get(blok.dari, [])), 1):
        yield {"nama": sel[0], "keterangan": f"{blok.keterangan} {nomor}" if letak is None else sel[letak]}


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


def _penutup(bahan: BahanSurat) -> str:
    berlaku = " Berlaku sampai dengan {berlaku_sampai}." if "berlaku_sampai" in bahan.teks else ""
    return (bahan.jenis.penutup or PENUTUP) + berlaku


def _identitas(baris: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {
        "jenis": "identitas",
        "baris": [{"label": label, "nilai": urai_sebaris(isi)} for label, isi in baris],
    }


def gambar_kertas(kertas: Kertas, *, rapat: bool = False) -> dict[str, Any]:
    """Return paper and type as every printed document carries them."""
    return {
        "ukuran": kertas.ukuran,
        "tepi": {"atas": kertas.atas, "bawah": kertas.bawah, "kiri": kertas.kiri, "kanan": kertas.kanan},
        "huruf": kertas.huruf,
        "ukuran_huruf": kertas.ukuran_huruf,
        "kerapatan": "rapat" if rapat else kertas.kerapatan,
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
    blok: dict[str, Any] = {"tempat": bahan.kepala.desa, "tanggal": tanggal, "utama": utama}
    if bahan.jenis.camat:
        camat = f"Camat {bahan.kepala.kecamatan}"
        blok["mengetahui"] = {"kata": "Mengetahui,", "bentuk": "definitif", "jabatan": camat, "nama": ""}
    return blok
