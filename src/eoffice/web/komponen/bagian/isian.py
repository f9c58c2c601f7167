"""Form components: label, hint, error, box, always in this order, drawn from a Django bound field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from eoffice.web.komponen.bidang import Opsi
from eoffice.web.komponen.daftar import KotakDaftar
from eoffice.web.komponen.ikon import gambar
from eoffice.web.komponen.mesin import Rendered, component

from .tampil import KOSONG

KELOMPOK = ("pilihan", "tanggal", "daftar")
"""Controls of several boxes: a fieldset with a legend."""


@component(template="komponen/isian.html")
def isian(
    bidang: BoundField, /, *, judul: bool = False, sembunyi_label: bool = False, sebelum: SafeString = KOSONG
) -> Rendered:
    """One field of a form: `{% isian form.nama %}`.

    `judul`: the label is the h1 of a question page.  `sembunyi_label`: said, not shown (a search box).
    `sebelum`: HTML between label and box, for example a spoken explanation or a file given before.
    """
    return _isi(bidang) | {"judul": judul, "sembunyi_label": sembunyi_label, "sebelum": sebelum}


def _isi(bidang: BoundField) -> dict[str, object]:
    galat = [str(g) for g in bidang.errors]
    dasar = bidang.auto_id or bidang.html_name
    uraian = " ".join(f"{dasar}-{akhir}" for akhir, ada in (("p", bidang.help_text), ("g", galat)) if ada)
    rupa = _rupa(bidang)
    return {
        "rupa": rupa,
        "kelompok": rupa in KELOMPOK,
        "id": dasar,
        "untuk": dasar if rupa in KELOMPOK else bidang.id_for_label,
        "label": bidang.label,
        "boleh_kosong": not bidang.field.required
        and rupa != "centang"
        and not getattr(bidang.field, "diam", False),
        "petunjuk": bidang.help_text,
        "galat": galat,
        "uraian": uraian,
        "sejajar": getattr(bidang.field, "sejajar", False),
        "awalan": getattr(bidang.field, "awalan", ""),
        "akhiran": getattr(bidang.field, "akhiran", ""),
        "kotak": _kotak(bidang, rupa, uraian),
        "opsi": list(_opsi(bidang, uraian)) if rupa == "pilihan" else (),
        "bagian": _tiga(bidang, uraian) if rupa == "tanggal" else (),
        **(_daftar(bidang) if rupa == "daftar" else {}),
    }


def _daftar(bidang: BoundField) -> dict[str, object]:
    """The rows of a list, and whether one more may be added."""
    kotak: KotakDaftar = bidang.field.widget
    baris = kotak.baris(bidang.html_name, bidang.auto_id or bidang.html_name, str(bidang.value() or ""))
    return {
        "nama": bidang.html_name,
        "sebutan": kotak.sebutan,
        "baris": baris,
        "banyak": len(baris),
        "boleh_tambah": len(baris) < kotak.maks,
    }


def _rupa(bidang: BoundField) -> str:
    """Kind of control, by widget: a plain Django field is drawn as well as one of `bidang.py`."""
    widget = bidang.field.widget
    if widget.is_hidden:
        return "sembunyi"
    jenis: tuple[tuple[type[forms.Widget] | tuple[type[forms.Widget], ...], str], ...] = (
        ((forms.RadioSelect, forms.CheckboxSelectMultiple), "pilihan"),
        (forms.CheckboxInput, "centang"),
        (forms.FileInput, "foto"),
        (forms.MultiWidget, "tanggal"),
        (KotakDaftar, "daftar"),
    )
    return next((nama for kelas, nama in jenis if isinstance(widget, kelas)), "teks")


def _kotak(bidang: BoundField, rupa: str, uraian: str) -> SafeString:
    """The control itself, with its links to hint and error; Django marks a wrong one (aria-invalid)."""
    if rupa in KELOMPOK:
        return KOSONG
    atribut: dict[str, Any] = {"aria-describedby": uraian} if uraian else {}
    if rupa == "teks":
        sendiri = bidang.field.widget.attrs.get("class", "")
        kelas = ("kotak", getattr(bidang.field, "kelas", ""), sendiri)
        atribut["class"] = " ".join(k for k in kelas if k)
    return bidang.as_widget(attrs=atribut)


def _opsi(bidang: BoundField, uraian: str) -> Iterator[dict[str, object]]:
    """The cards of a choice field."""
    petunjuk = {str(kode): label for kode, label in _rata(getattr(bidang.field, "choices", ()))}
    for sub in bidang.subwidgets:
        data = sub.data
        label = petunjuk.get(str(data["value"]), data["label"])
        yield {
            "nama": data["name"],
            "nilai": data["value"],
            "id": data["attrs"]["id"],
            "jenis": data["type"],
            "terpilih": data["selected"],
            "teks": str(label),
            "petunjuk": label.petunjuk if isinstance(label, Opsi) else "",
            "mati": bidang.field.disabled,
        }


def _rata(pilihan: Any) -> Iterator[tuple[Any, Any]]:
    for kode, label in pilihan:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield kode, label


def _tiga(bidang: BoundField, uraian: str) -> list[dict[str, object]]:
    """The boxes of a date, each with a label of its own."""
    label = getattr(bidang.field, "LABEL", ("Hari", "Bulan", "Tahun"))
    konteks = bidang.field.widget.get_context(bidang.html_name, bidang.value(), {"id": bidang.auto_id})
    return [
        {
            "label": kata,
            "nama": sub["name"],
            "id": sub["attrs"].get("id", sub["name"]),
            "nilai": "" if sub["value"] is None else sub["value"],
            "panjang": sub["attrs"].get("maxlength", ""),
            "salah": bool(bidang.errors),
        }
        for kata, sub in zip(label, konteks["widget"]["subwidgets"], strict=True)
    ]


@component(template="komponen/ringkas_galat.html")
def ringkas_galat(form: forms.BaseForm, /) -> Rendered:
    """All errors of a form on top of the page, each a link to its box; nothing when there is none."""
    if not form.is_bound or not form.errors:
        return KOSONG
    butir = [{"teks": str(g), "ke": ""} for g in form.non_field_errors()]
    for bidang in form:
        butir += [{"teks": _sebut(bidang, str(g)), "ke": _sasaran(bidang)} for g in bidang.errors]
    return {"butir": butir, "jumlah": len(butir)}


def _sebut(bidang: BoundField, galat: str) -> str:
    """The error with the name of its box, because the summary is read apart from it."""
    label = str(bidang.label)
    if len(label) > 60 or galat.lower().startswith(label.lower()):
        return galat
    return f"{label}{' ' if label.endswith('?') else ': '}{galat}"


def _sasaran(bidang: BoundField) -> str:
    """Id of the control an error points to; the first one of a group."""
    dasar, rupa = bidang.auto_id or bidang.html_name, _rupa(bidang)
    if rupa == "daftar":
        return str(bidang.field.widget.id_for_label(dasar))
    return f"{dasar}_0" if rupa in KELOMPOK else dasar


@component(template="komponen/cari.html")
def cari(
    *,
    ke: str,
    label: str,
    nama: str = "q",
    nilai: str = "",
    petunjuk: str = "",
    hidup: str = "",
    jenis: Literal["kedua", "utama"] = "kedua",
) -> Rendered:
    """A search form (GET).  `hidup`: id of the part of the page that follows the typing (staff pages, htmx)."""
    return {
        "ke": ke, "label": label, "nama": nama, "nilai": nilai,
        "petunjuk": petunjuk, "hidup": hidup, "jenis": "" if jenis == "utama" else " kedua",
    }  # fmt: skip


@component()
def galat_satu(*, teks: str, jangkar: str = "") -> SafeString:
    """An error that belongs to no box, in place."""
    tanda = format_html(' id="{}"', jangkar) if jangkar else KOSONG
    sr = SafeString('<span class="sr">Galat: </span>')
    return format_html('<p class="galat"{}>{}<span>{}{}</span></p>', tanda, gambar("awas"), sr, teks)
