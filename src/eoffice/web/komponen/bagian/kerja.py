"""Components of the staff's work: piles, tables, pages of a letter, decisions, slips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.http import QueryDict
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from eoffice.web.komponen.angka import ribuan
from eoffice.web.komponen.ikon import gambar
from eoffice.web.komponen.mesin import Rendered, component

from .tampil import KOSONG, jam_layanan


@component()
def tumpukan(*, isi: SafeString) -> SafeString:
    """The work piles of a role; holds `{% tumpuk %}`."""
    return format_html('<ul class="tumpukan">{}</ul>', isi)


@component(template="komponen/tumpuk.html")
def tumpuk(
    *,
    ke: str,
    jumlah: int,
    judul: str,
    keterangan: str = "",
    sisa: int | None = None,
    janji: int = 0,
    gawat: bool = False,
) -> Rendered:
    """One pile: how many wait, of what, and the clock of the oldest (`sisa` of `janji` office minutes)."""
    ada_jam = sisa is not None and jumlah > 0
    jam = jam_layanan(sisa=sisa or 0, janji=janji, keterangan="untuk yang tertua") if ada_jam else None
    keadaan = "sepi" if not jumlah else "gawat" if gawat or (ada_jam and (sisa or 0) < 0) else ""
    if jam and isinstance(jam, dict) and not keadaan:
        keadaan = str(jam["keadaan"])
    return {
        "ke": ke, "jumlah": ribuan(jumlah), "judul": judul, "keterangan": keterangan, "keadaan": keadaan,
        "ada_jam": ada_jam, "sisa": sisa or 0, "janji": janji,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kolom:
    """A table column: head, alignment to the right, and where its sorting leads."""

    judul: str
    kanan: bool = False
    urut_ke: str = ""
    arah: Literal["", "naik", "turun"] = ""


@component(template="komponen/tabel.html")
def tabel(
    *,
    isi: SafeString,
    judul: str,
    kolom: str | Sequence[object],
    sembunyi_judul: bool = False,
    tumpuk: bool = True,
) -> Rendered:
    """A table; holds the `<tr>` rows.  On a phone each row becomes a card: give cells `data-k="Column"`.

    `kolom`: "Tiket|Pemohon|Jumlah>" (">" sets right), or a list of `Kolom`.
    """
    daftar = _kolom_dari_teks(kolom) if isinstance(kolom, str) else list(kolom)
    return {"isi": isi, "judul": judul, "kolom": daftar, "sembunyi_judul": sembunyi_judul, "tumpuk": tumpuk}


def _kolom_dari_teks(teks: str) -> list[Kolom]:
    return [Kolom(k.strip().removesuffix(">"), kanan=k.strip().endswith(">")) for k in teks.split("|")]


@component(template="komponen/halaman.html")
def halaman(
    context: Context, *, kini: int, banyak: int, per: int = 20, total: int = -1, nama: str = "hal"
) -> Rendered:
    """Pages of a list: page `kini` of `banyak`; keeps the other parameters of the URL.

    With `total` also says which rows are shown.  Nothing when there is only one page.
    """
    kueri = context["request"].GET if "request" in context else QueryDict()
    nomor = _nomor_terlihat(kini, banyak)

    def alamat(ke: int) -> str:
        baru = kueri.copy()
        baru[nama] = str(ke)
        return f"?{baru.urlencode()}"

    awal = (kini - 1) * per + 1
    return {
        "ada": banyak > 1,
        "sebelum": alamat(kini - 1) if kini > 1 else "",
        "sesudah": alamat(kini + 1) if kini < banyak else "",
        "nomor": [{"n": n, "ke": alamat(n) if n else "", "kini": n == kini} for n in nomor],
        "baris": f"Baris {ribuan(awal)} sampai {ribuan(min(awal + per - 1, total))} dari {ribuan(total)}"
        if total > 0
        else "",
    }


def _nomor_terlihat(kini: int, banyak: int) -> list[int]:
    """First, last and the neighbours of the current page; 0 stands for a gap."""
    dekat = sorted({1, banyak, *range(max(1, kini - 1), min(banyak, kini + 1) + 1)})
    hasil: list[int] = []
    for n in dekat:
        if hasil and n - hasil[-1] == 2:
            hasil.append(n - 1)
        elif hasil and n - hasil[-1] > 2:
            hasil.append(0)
        hasil.append(n)
    return hasil


@component(template="komponen/pratinjau.html")
def pratinjau(
    *,
    gambar_ke: str,
    alt: str,
    keterangan: str = "",
    penuh: str = "",
    kata_penuh: str = "Baca penuh",
    lebar: int = 0,
    tinggi: int = 0,
    malas: bool = False,
    simpan: str = "",
) -> Rendered:
    """The image of a letter's page (or of an attachment), and a link to see it large.

    `lebar`, `tinggi`: pixels, so that the page does not jump; `malas`: load when it comes into sight. `simpan`: the
    link is a button of this name that sends the form around it, so that what was chosen there is kept.
    """
    return {
        "gambar_ke": gambar_ke, "alt": alt, "keterangan": keterangan, "penuh": penuh,
        "kata_penuh": kata_penuh, "lebar": lebar, "tinggi": tinggi, "malas": malas, "simpan": simpan,
    }  # fmt: skip


@component(template="komponen/lembar.html")
def lembar(
    *,
    isi: SafeString,
    judul: str,
    jangkar: str,
    keterangan: str = "",
    tanda: SafeString = KOSONG,
    urutan: str = "",
) -> Rendered:
    """One letter of the signing pile: its place in it, heading, then what the page puts in (preview, decision)."""
    kepala = {"judul": judul, "jangkar": jangkar, "keterangan": keterangan, "tanda": tanda, "urutan": urutan}
    return {"isi": isi, **kepala}


RUPA_LAMPU = {"lancar": ("cek", ""), "tunggu": ("pasir", " tunggu"), "putus": ("awas", " putus")}


@component()
def lampu(
    *, keadaan: Literal["lancar", "tunggu", "putus"], judul: str, teks: str, ke: str = ""
) -> SafeString:
    """The light of synchronisation: shape, colour, icon, and words that say the same; `ke` leads to the details."""
    rupa, kelas = RUPA_LAMPU[keadaan]
    lanjut = format_html('<a href="{}">Rincian<span class="sr"> hubungan dengan kabupaten</span></a>', ke)
    return format_html(
        '<p class="lampu{}">{}<span><b>{}</b> {}</span>{}</p>',
        SafeString(kelas), gambar(rupa), judul, teks, lanjut if ke else KOSONG,
    )  # fmt: skip


@component()
def palang(*, isi: SafeString, label: str) -> SafeString:
    """The bar of decisions at the foot of a work page; sticks on wide screens."""
    return format_html('<div class="palang" role="group" aria-label="{}">{}</div>', label, isi)


@component(template="komponen/konfirmasi.html")
def konfirmasi(
    *,
    isi: SafeString,
    judul: str,
    tombol: str,
    batal_ke: str,
    kirim_ke: str = "",
    bahaya: bool = False,
    kata_batal: str = "Batal",
) -> Rendered:
    """A question on a page of its own, before an act: the button repeats the act, the other way leads back.

    The body may hold further fields of the form.
    """
    return {
        "isi": isi, "judul": judul, "tombol": tombol, "batal_ke": batal_ke, "kirim_ke": kirim_ke,
        "kelas": "tombol bahaya" if bahaya else "tombol", "kata_batal": kata_batal,
    }  # fmt: skip


@component(template="komponen/slip.html")
def slip(*, isi: SafeString, judul: str, kantor: str, tanggal: str, qr: SafeString = KOSONG, kode: str = "",
         label_kode: str = "Kode aktivasi") -> Rendered:  # fmt: skip
    """A slip to print and cut: heading, date, content, QR (an `<svg class="qr">` with its own label), code."""
    return {
        "isi": isi, "judul": judul, "kantor": kantor, "tanggal": tanggal,
        "qr": qr, "kode": kode, "label_kode": label_kode,
    }  # fmt: skip


@component()
def orang(*, isi: SafeString) -> SafeString:
    """People and where they are; holds `{% orang_butir %}`."""
    return format_html('<ul class="orang">{}</ul>', isi)


@component()
def orang_butir(*, nama: str, jabatan: str, tanda: SafeString = KOSONG) -> SafeString:
    """One person of the office."""
    return format_html("<li><span><b>{}</b>{}</span>{}</li>", nama, jabatan, tanda)


@component()
def tab(*, isi: SafeString, label: str) -> SafeString:
    """Views of one list, each with its own address; holds `{% tab_butir %}`."""
    return format_html('<nav aria-label="{}"><ul class="tab">{}</ul></nav>', label, isi)


@component()
def tab_butir(*, teks: str, ke: str, kini: bool = False, jumlah: int = -1) -> SafeString:
    """One view, with how many it holds."""
    tanda = SafeString(' aria-current="page"') if kini else KOSONG
    lencana = format_html(' <span class="lencana">{}</span>', ribuan(jumlah)) if jumlah >= 0 else KOSONG
    return format_html('<li><a href="{}"{}>{}{}</a></li>', ke, tanda, teks, lencana)


@component()
def jempol(*, isi: SafeString, label: str) -> SafeString:
    """Attachments to choose from; holds `{% jempol_butir %}`."""
    return format_html('<nav aria-label="{}"><ul class="jempol">{}</ul></nav>', label, isi)


@component()
def jempol_butir(*, teks: str, ke: str, kini: bool = False, ikon: str = "foto") -> SafeString:
    """One attachment."""
    tanda = SafeString(' aria-current="true"') if kini else KOSONG
    return format_html('<li><a href="{}"{}>{}{}</a></li>', ke, tanda, gambar(ikon), teks)


@component()
def saringan(*, isi: SafeString, label: str) -> SafeString:
    """What the list is narrowed by now; holds `{% saringan_butir %}`."""
    return format_html('<ul class="pilihan-aktif" aria-label="{}">{}</ul>', label, isi)


@component()
def saringan_butir(*, teks: str, ke: str) -> SafeString:
    """One narrowing, and the address without it."""
    return format_html(
        '<li><a href="{}">{} {}<span class="sr"> hapus saringan</span></a></li>', ke, teks, gambar("silang")
    )
