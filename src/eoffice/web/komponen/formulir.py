"""Errors of the rooms, put where the person looks: beside the box they are about."""

from __future__ import annotations

from django import forms

from eoffice.kernel.errors import EofficeError, InvalidInput
from eoffice.kernel.messages import Pesan

from .daftar import KotakDaftar
from .kalimat import kalimat


def pasang_galat(form: forms.BaseForm, galat: EofficeError, kotak: str | None = None) -> None:
    """Add what a room refused to the form it came from.

    Fields the form does not have go above the form; refusals without a field beside ``kotak``, or above it too.
    """
    per_bidang = galat.per_field if isinstance(galat, InvalidInput) else {}
    for nama, pesan in per_bidang.items():
        tambah_galat(form, nama, pesan)
    if not per_bidang:
        form.add_error(kotak, kalimat(galat.pesan))


def tambah_galat(form: forms.BaseForm, nama: str, pesan: Pesan) -> None:
    """Put a complaint beside its box; ``list.row.column`` is about one box of a list, and names it."""
    daftar, _, sel = nama.partition(".")
    kotak = form.fields[daftar].widget if sel and daftar in form.fields else None
    if isinstance(kotak, KotakDaftar):
        form.add_error(daftar, kotak.tandai(sel, kalimat(pesan)))
    else:
        form.add_error(nama if nama in form.fields else None, kalimat(pesan))
