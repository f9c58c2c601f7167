"""Components that show something: buttons, states, notices, lists."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from eoffice.web.komponen import angka, waktu
from eoffice.web.komponen.ikon import gambar
from eoffice.web.komponen.mesin import Rendered, component
from eoffice.web.komponen.status import HASIL, STATUS, Pembaca, Warna

JenisKabar = Literal["info", "baik", "awas", "buruk"]
IKON_KABAR = {"info": "info", "baik": "bulat_cek", "awas": "awas", "buruk": "bulat_silang"}
KOSONG = SafeString("")


def _sr(teks: str) -> SafeString:
    """Words only a screen reader says."""
    return format_html('<span class="sr">{}</span>', teks) if teks else KOSONG


def _ikon_bila(nama: str) -> SafeString:
    return gambar(nama) if nama else KOSONG


@component()
def ikon(nama: str, /, *, label: str = "", kelas: str = "") -> SafeString:
    """One icon of the registry: `{% ikon "cek" %}`.  Decoration, unless it has a `label`."""
    return gambar(nama, label, kelas)


@component()
def tombol(
    *,
    teks: str,
    jenis: Literal["utama", "kedua", "bahaya", "teks", "terang"] = "utama",
    ke: str = "",
    ikon: str = "",
    ikon_akhir: str = "",
    nama: str = "",
    nilai: str = "",
    formulir: str = "",
    lebar: bool = False,
    mati: bool = False,
    sibuk: bool = False,
    tambahan: str = "",
    unduh: bool = False,
) -> SafeString:
    """A button; with `ke` a link that looks like one.

    One `utama` a screen.  `nama`/`nilai` are what it sends, `formulir` the id of a form elsewhere,
    `tambahan` words for screen readers that tell equal buttons apart, `unduh` marks a download.
    """
    kelas = " ".join(k for k in ("tombol", "" if jenis == "utama" else jenis, "lebar" if lebar else "") if k)
    depan = SafeString('<span class="putar" aria-hidden="true"></span>') if sibuk else _ikon_bila(ikon)
    isi = format_html(
        "{}{}{}{}", depan, teks, _sr(f" {tambahan}" if tambahan else ""), _ikon_bila(ikon_akhir)
    )
    pasangan = [("name", nama), ("value", nilai), ("form", formulir)]
    atribut = format_html_join("", ' {}="{}"', [(k, v) for k, v in pasangan if v])
    if ke:
        unduhan = SafeString(" download") if unduh else KOSONG
        return format_html('<a class="{}" href="{}"{}>{}</a>', kelas, ke, unduhan, isi)
    tanda = SafeString((" disabled" if mati else "") + (' aria-busy="true"' if sibuk else ""))
    return format_html('<button class="{}"{}{}>{}</button>', kelas, atribut, tanda, isi)


@component()
def cap(*, status: str, untuk: Pembaca = "warga") -> SafeString:
    """The state of an application: icon, word and colour.  Raises LookupError for an unknown status."""
    rupa = STATUS[status]
    return penanda(teks=rupa.untuk(untuk), warna=rupa.warna, ikon=rupa.ikon)


@component()
def penanda(*, teks: str, warna: Warna = "netral", ikon: str) -> SafeString:
    """A small mark with a word of one's own: icon + word + colour."""
    kelas = SafeString("") if warna == "netral" else f" {warna}"
    return format_html('<span class="cap{}">{}{}</span>', kelas, gambar(ikon), teks)


@component()
def cocok(*, teks: str, beda: bool = False) -> SafeString:
    """A match mark beside data: agrees with the register, or should be looked at."""
    kelas, rupa = (" beda", "awas") if beda else ("", "cek")
    return format_html('<span class="cocok{}">{}{}</span>', kelas, gambar(rupa), teks)


@component(template="komponen/kabar.html")
def kabar(
    *,
    isi: SafeString,
    jenis: JenisKabar = "info",
    judul: str = "",
    tingkat: Literal[2, 3] = 2,
    ikon: str = "",
) -> Rendered:
    """A notice.  `buruk` and `awas` say what happened, why, and what to do next."""
    return {"isi": isi, "jenis": jenis, "judul": judul, "tingkat": tingkat, "ikon": ikon or IKON_KABAR[jenis]}


@component(template="komponen/kartu.html")
def kartu(*, isi: SafeString, judul: str = "", tingkat: Literal[2, 3] = 2, jangkar: str = "") -> Rendered:
    """A card: one thing that belongs together, with an optional heading."""
    return {"isi": isi, "judul": judul, "tingkat": tingkat, "jangkar": jangkar}


@component(name="rincian")
def rincian(*, isi: SafeString, judul: str, terbuka: bool = False, tambahan: str = "") -> SafeString:
    """Something to open: details few people need."""
    tanda = SafeString(" open") if terbuka else KOSONG
    return format_html(
        "<details{}><summary>{}{}</summary><div>{}</div></details>", tanda, judul, _sr(tambahan), isi
    )


@component()
def tuju(*, isi: SafeString) -> SafeString:
    """A list of ways to go; holds `{% tuju_butir %}`."""
    return format_html('<ul class="tuju">{}</ul>', isi)


@component()
def tuju_butir(
    *, ke: str, judul: str, keterangan: str = "", ikon: str = "", tanda: SafeString = KOSONG
) -> SafeString:
    """One way to go: icon, name, a line that helps to choose.  `tanda`: a `{% cap ... as x %}` at its end."""
    kecil = format_html("<small>{}</small>", keterangan) if keterangan else KOSONG
    return format_html(
        '<li><a href="{}">{}<span><b>{}</b>{}{}</span>{}</a></li>',
        ke, _ikon_bila(ikon), judul, kecil, tanda, gambar("kanan"),
    )  # fmt: skip


@component()
def ikhtisar(*, isi: SafeString, rapat: bool = False) -> SafeString:
    """Question and answer pairs; holds `{% butir %}` and `{% butir_bebas %}`."""
    return format_html('<dl class="ikhtisar{}">{}</dl>', " rapat" if rapat else "", isi)


@component()
def butir(
    *,
    label: str,
    nilai: str | int,
    ubah: str = "",
    kata_ubah: str = "Ubah",
    gaya: Literal["", "angka", "utama", "utuh"] = "",
    tanda: SafeString = KOSONG,
) -> SafeString:
    """One pair; `ubah` is where the answer can be changed, `gaya` how it is set, `tanda` a mark at its end.

    An empty answer is said in words.
    """
    teks = str(nilai)
    kosong = SafeString('<span class="redup">Tidak diisi</span>')
    baris = format_html_join(SafeString("<br>"), "{}", ((_patah(b),) for b in teks.splitlines()))
    baris = baris if teks.strip() else kosong
    isi = format_html('<span class="{}">{}</span>', gaya, baris) if gaya and teks.strip() else baris
    return _pasangan(label, isi, _tautan_ubah(ubah, kata_ubah, label) or tanda)


@component()
def butir_bebas(*, isi: SafeString, label: str, ubah: str = "", tanda: SafeString = KOSONG) -> SafeString:
    """One pair whose answer is HTML of the page's own."""
    return _pasangan(label, isi, _tautan_ubah(ubah, "Ubah", label) or tanda)


def _patah(baris: str) -> SafeString:
    """A long number without blanks (a letter's number) may break after a slash, nowhere else."""
    if " " in baris or len(baris) < 20:
        return format_html("{}", baris)
    return format_html_join(SafeString("/<wbr>"), "{}", ((b,) for b in baris.split("/")))


@component()
def nomor_surat(nomor: str, /) -> SafeString:
    """A letter's number in running text: on a line of its own rather than broken, and then only after a slash."""
    return format_html('<span class="nomor-surat">{}</span>', _patah(nomor))


def _tautan_ubah(ke: str, kata: str, label: str) -> SafeString:
    return format_html('<a href="{}">{}{}</a>', ke, kata, _sr(f" {label.lower()}")) if ke else KOSONG


def _pasangan(label: str, isi: SafeString, akhir: SafeString) -> SafeString:
    belakang = format_html('<dd class="ubah">{}</dd>', akhir) if akhir else KOSONG
    return format_html('<div><dt>{}</dt><dd class="isi">{}</dd>{}</div>', label, isi, belakang)


@component()
def tiket(*, kode: str) -> SafeString:
    """The ticket in words, large, with the way to read it aloud."""
    bagian = format_html_join(SafeString("<i>-</i>"), "{}", ((b,) for b in kode.split("-")))
    return format_html('<strong class="tiket">{}</strong><p>Baca: {}</p>', bagian, angka.eja(kode))


@component(template="komponen/beres.html")
def beres(
    *, judul: str, kode: str = "", label_kode: str = "Nomor tiket Anda", tingkat: Literal[1, 2, 3] = 1
) -> Rendered:
    """The confirmation panel: it is done, and this is your ticket."""
    return {
        "judul": judul,
        "tingkat": tingkat,
        "label_kode": label_kode,
        "tiket": tiket(kode=kode) if kode else "",
    }


@component()
def linimasa(*, isi: SafeString) -> SafeString:
    """The way of an application; holds `{% titik %}`."""
    return format_html('<ol class="linimasa">{}</ol>', isi)


@component(template="komponen/titik.html")
def titik(
    *,
    keadaan: Literal["lewat", "kini", "nanti", "gagal"],
    judul: str,
    saat: datetime | None = None,
    sekarang: datetime | None = None,
    catatan: str = "",
    nomor: int = 0,
    ikon: str = "",
) -> Rendered:
    """One step of the way.  `saat` with `sekarang` reads "hari ini, 09.15"; `nomor` fills the bullet of what comes."""
    bawaan = {"lewat": "cek", "kini": "pasir", "gagal": "silang", "nanti": ""}[keadaan]
    kata = {"lewat": "Selesai: ", "kini": "Sekarang: ", "gagal": "Berhenti: ", "nanti": ""}[keadaan]
    tampil = "" if saat is None else waktu.ringkas(saat, sekarang) if sekarang else waktu.lengkap(saat)
    return {
        "keadaan": keadaan,
        "judul": judul,
        "catatan": catatan,
        "nomor": nomor or "",
        "kata": kata,
        "ikon": ikon or ("" if nomor else bawaan),
        "waktu": tampil[:1].upper() + tampil[1:],
        "iso": saat.isoformat(timespec="minutes") if saat else "",
    }


@component(template="komponen/putusan.html")
def putusan(
    *, isi: SafeString, hasil: str, judul: str = "", penjelasan: str = "", tingkat: Literal[1, 2, 3] = 1
) -> Rendered:
    """The verdict of a public check; its words can be made more exact.  Raises LookupError for an unknown verdict."""
    rupa = HASIL[hasil]
    return {
        "isi": isi, "warna": rupa.warna, "ikon": rupa.ikon, "tingkat": tingkat,
        "judul": judul or rupa.judul, "penjelasan": penjelasan or rupa.penjelasan,
    }  # fmt: skip


@component(template="komponen/jam.html")
def jam_layanan(
    *, sisa: int, janji: int, keterangan: str = "", sehari: int = 420, untuk: Pembaca = "warga"
) -> Rendered:
    """The service clock: `sisa` office minutes left of the promised `janji` (negative: late).

    When late we apologise to a citizen, unless `keterangan` says something else.
    `sehari`: office minutes of one working day, for long spans.
    """
    keadaan = "telat" if sisa < 0 else "mepet" if janji > 0 and sisa * 4 < janji else ""
    bagian = max(0, min(100, round(100 * sisa / janji))) if janji > 0 else 0
    rentang = waktu.rentang_kerja(sisa, sehari=sehari)
    maaf = sisa < 0 and untuk == "warga" and not keterangan
    kata = f"Terlambat {rentang}{'.' if maaf else ''}" if sisa < 0 else f"Sisa {rentang}"
    return {
        "keadaan": keadaan, "bagian": bagian, "kata": kata,
        "keterangan": "Kami minta maaf." if maaf else keterangan,
    }  # fmt: skip


@component()
def kosong(
    *, isi: SafeString, judul: str, ikon: str = "kotak_masuk", tingkat: Literal[2, 3] = 2
) -> SafeString:
    """Nothing here: says why, and what one can do."""
    kepala = format_html("<h{0}>{1}</h{0}>", tingkat, judul)
    return format_html('<div class="kosong">{}{}{}</div>', gambar(ikon), kepala, isi)


@component(template="komponen/berkas.html")
def berkas(
    *,
    nama: str,
    keterangan: str = "",
    ke: str = "",
    kata: str = "Buka",
    ikon: str = "bulat_cek",
    ganti: str = "",
) -> Rendered:
    """A file that was given: its name, size, a link to open it and one to replace it."""
    return {"nama": nama, "keterangan": keterangan, "ke": ke, "kata": kata, "ikon": ikon, "ganti": ganti}


@component()
def waktu_kata(context: Context, saat: datetime, /, *, gaya: Literal["lengkap", "ringkas", "lalu"] = "lengkap",
               sekarang: datetime | None = None) -> SafeString:  # fmt: skip
    """A moment in words inside `<time>`.  `ringkas` and `lalu` want `sekarang`, given or in the context."""
    kini = sekarang or context.get("sekarang")
    if gaya == "lengkap" or kini is None:
        kata = waktu.lengkap(saat)
    else:
        kata = waktu.lalu(saat, kini) if gaya == "lalu" else waktu.ringkas(saat, kini)
    return format_html('<time datetime="{}">{}</time>', saat.isoformat(timespec="minutes"), kata)
