"""The frame of a page: who we are, where you are, what just happened."""

from __future__ import annotations

from typing import Any, Literal

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from eoffice.web.komponen.bantuan import bantuan_untuk
from eoffice.web.komponen.bantuan import gambar as gambar_bantuan
from eoffice.web.komponen.ikon import gambar
from eoffice.web.komponen.kantor import dari_konteks
from eoffice.web.komponen.mesin import Rendered, component


@component()
def aset(jalur: str) -> SafeString:
    """URL of a static file, with its fingerprint.  Works on error pages too, when the manifest is missing."""
    try:
        return format_html("{}", staticfiles_storage.url(jalur))
    except ValueError:
        return format_html("{}{}", settings.STATIC_URL, jalur)


@component()
def nama_kantor_polos(context: Context) -> SafeString:
    """The office's name as text, for the title."""
    return format_html("{}", dari_konteks(context).nama)


@component()
def kepala_kantor(context: Context, *, ke: str = "") -> SafeString:
    """Header, left: name of the village and where it lies; a link to its home page, or to `ke`."""
    kantor = dari_konteks(context)
    wilayah = format_html("<small>{}</small>", kantor.wilayah) if kantor.wilayah else ""
    return format_html('<a class="nama" href="{}">{}{}</a>', ke or kantor.beranda, kantor.nama, wilayah)


@component(template="komponen/kaki_kantor.html")
def kaki_kantor(context: Context) -> Rendered:
    """Footer: address, telephone (a link that dials) and opening hours of the office."""
    return {"kantor": dari_konteks(context)}


@component(template="komponen/akun.html")
def akun(*, nama: str, jabatan: str, keluar_ke: str, wajib_tahan: bool = False) -> Rendered:
    """Header, right: who is signed in, and a button that signs out (a POST, never a link).

    `wajib_tahan`: the script refuses to sign out while something waits in this phone's queue.
    """
    return {"nama": nama, "jabatan": jabatan, "keluar_ke": keluar_ke, "wajib_tahan": wajib_tahan}


@component(template="komponen/bahasa.html")
def pilih_bahasa(*, bahasa: Literal["id", "su"], ke_id: str, ke_su: str) -> Rendered:
    """The language switch."""
    return {"bahasa": bahasa, "ke_id": ke_id, "ke_su": ke_su}


@component()
def butir_menu(
    *, teks: str, ke: str, ikon: str, kini: bool = False, jumlah: int = 0, penting: bool = False
) -> SafeString:
    """One line of the staff menu; `jumlah` is how many wait there."""
    kelas = SafeString(" penting") if penting else ""
    lencana = (
        format_html('<span class="lencana{}">{}<span class="sr"> menunggu</span></span>', kelas, jumlah)
        if jumlah
        else ""
    )
    tanda = SafeString(' aria-current="page"') if kini else ""
    return format_html('<li><a href="{}"{}>{}{}{}</a></li>', ke, tanda, gambar(ikon), teks, lencana)


@component()
def kembali(*, ke: str, teks: str = "Kembali") -> SafeString:
    """The way back, first thing in the content."""
    return format_html('<a class="kembali" href="{}">{}{}</a>', ke, gambar("mundur"), teks)


@component(template="komponen/pesan_kilat.html")
def pesan_kilat(context: Context) -> Rendered:
    """What just happened, once: the messages of the session, read aloud by screen readers."""
    daftar: Any = context.get("messages") or ()
    jenis = {"success": "baik", "warning": "awas", "error": "buruk"}
    rupa = {"baik": "bulat_cek", "awas": "awas", "buruk": "bulat_silang", "info": "info"}
    butir = [(str(p), jenis.get(p.level_tag, "info")) for p in daftar]
    return {"butir": [{"teks": teks, "jenis": j, "ikon": rupa[j]} for teks, j in butir]}


@component()
def luring() -> SafeString:
    """The one-line bar at the foot of citizen pages: no signal, or something waits in this phone."""
    return format_html(
        '<div class="luring" id="luring" role="status" hidden>{}<span></span></div>', gambar("tanpa_sinyal")
    )


@component(template="komponen/bantuan.html")
def bantuan(context: Context) -> Rendered:
    """The help of this page, closed until asked for: what the handbook says about it. Error pages have none."""
    cocok = getattr(context.get("request"), "resolver_match", None)
    bagian = bantuan_untuk(cocok.view_name) if cocok else ()
    return {
        "bagian": [{"judul": satu.judul, "isi": gambar_bantuan(satu)} for _, satu in bagian],
        "buku_ke": f"{reverse('bantuan:buku', args=[bagian[0][0]])}#{bagian[0][1].jangkar}" if bagian else "",
    }


@component(template="komponen/langkah.html")
def langkah(*, kini: int, dari: int, judul: str) -> Rendered:
    """Step `kini` of `dari`; for people who see, also as a bar."""
    keadaan = ["lewat" if n < kini else "kini" if n == kini else "" for n in range(1, dari + 1)]
    return {"kini": kini, "dari": dari, "judul": judul, "keadaan": keadaan}


@component()
def awalan_galat(form: Any) -> SafeString:
    """For `<title>`: "Galat: " when the form came back with errors."""
    return SafeString("Galat: " if form is not None and form.is_bound and form.errors else "")
