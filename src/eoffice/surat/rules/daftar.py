"""Whole forms and lists: rows of typed fields (heirs, witnesses), and all answers of a letter at once."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from eoffice.kernel.messages import Pesan
from eoffice.surat.rules.isian import (
    LAINNYA,
    MAKS_KETIKAN_DAFTAR,
    Baris,
    Isian,
    Nilai,
    Tipe,
    baca_isian,
    mentah_satu,
    tulis_satu,
)
from eoffice.surat.rules.teks import rapikan

Ketikan = list[dict[str, str]]


def baca_semua(
    daftar: Sequence[Isian], mentah: Mapping[str, str], hari_ini: date
) -> tuple[dict[str, Nilai], dict[str, Pesan]]:
    """Read a whole form in the order of its fields: the values, and the problem of each field that has one.

    A field whose condition does not hold is skipped, whatever was sent for it; unknown keys are ignored. What is
    wrong with a cell of a list is told under ``field.row.column``, rows from 0.
    """
    nilai: dict[str, Nilai] = {}
    galat: dict[str, Pesan] = {}
    for isian in daftar:
        if not isian.diminta(nilai):
            continue
        hasil = baca_nilai(isian, mentah.get(isian.kode, ""), hari_ini)
        if isinstance(hasil, Pesan):
            galat[isian.kode] = hasil
        elif isinstance(hasil, Mapping):
            galat |= hasil
        elif hasil is not None:
            nilai[isian.kode] = hasil
    return nilai, galat


def baca_nilai(isian: Isian, mentah: str, hari_ini: date) -> Nilai | Pesan | Mapping[str, Pesan] | None:
    """Return the value of a field or list, ``None`` when it is empty, or what is wrong (with each cell)."""
    if isian.tipe is Tipe.DAFTAR:
        return baca_daftar(isian, mentah, hari_ini)
    return baca_isian(isian, mentah, hari_ini)


def urai_ketikan(mentah: str) -> Ketikan | None:
    """Return the rows of a list as they were typed (JSON), or ``None`` when it is no list of rows of texts."""
    try:
        isi: Any = json.loads(rapikan(mentah) or "[]")
    except (ValueError, RecursionError):
        return None
    if not isinstance(isi, list) or not all(isinstance(b, dict) for b in isi):
        return None
    return isi if all(isinstance(s, str) for b in isi for s in b.values()) else None


def baca_daftar(
    isian: Isian, mentah: str, hari_ini: date
) -> list[Baris] | Pesan | Mapping[str, Pesan] | None:
    """Return the rows that were filled in; a row without a word is no row."""
    if len(mentah) > MAKS_KETIKAN_DAFTAR:
        return Pesan("surat.isian_panjang", maks=MAKS_KETIKAN_DAFTAR, panjang=len(mentah))
    ketikan = urai_ketikan(mentah)
    if ketikan is None:
        return Pesan("surat.isian_bukan_daftar", label=isian.label)
    kode = {kolom.kode for kolom in isian.kolom}
    terisi = [(n, b) for n, b in enumerate(ketikan) if any(rapikan(b.get(k, "")) for k in kode)]
    if not terisi:
        return Pesan("surat.isian_kosong", label=isian.label) if isian.wajib else None
    if len(terisi) < (isian.min or 1):
        return Pesan("surat.daftar_kurang", label=isian.label, min=isian.min or 1)
    if isian.maks is not None and len(terisi) > isian.maks:
        return Pesan("surat.daftar_lebih", label=isian.label, maks=isian.maks)
    return _baca_baris(isian, terisi, hari_ini)


def _baca_baris(
    isian: Isian, terisi: list[tuple[int, dict[str, str]]], hari_ini: date
) -> list[Baris] | Mapping[str, Pesan]:
    hasil: list[Baris] = []
    galat: dict[str, Pesan] = {}
    for nomor, ketikan in terisi:
        baris: Baris = {}
        for kolom in isian.kolom:
            sel = baca_isian(kolom, ketikan.get(kolom.kode, ""), hari_ini)
            if isinstance(sel, Pesan):
                galat[f"{isian.kode}.{nomor}.{kolom.kode}"] = sel
            elif sel is not None:
                baris[kolom.kode] = sel
        hasil.append(baris)
    return galat or hasil


def mentah_dari(isian: Isian, nilai: Nilai) -> str:
    """Return a stored value as a form shows it again, readable by ``baca_nilai``."""
    if not isinstance(nilai, list):
        return mentah_satu(isian, nilai)
    return tulis_ketikan(
        [{k.kode: mentah_satu(k, baris[k.kode]) for k in isian.kolom if k.kode in baris} for baris in nilai]
    )


def tulis_ketikan(baris: Ketikan) -> str:
    """Return typed rows as one text, as a form keeps them."""
    return json.dumps(baris, ensure_ascii=False)


def tulis_isian(isian: Isian, nilai: Nilai) -> str:
    """Return a stored value as the letter prints it in a sentence; of a list its people by name."""
    if not isinstance(nilai, list):
        return tulis_satu(isian, nilai)
    utama = isian.kolom[0]
    return sambung([tulis_satu(utama, b[utama.kode]) for b in nilai if utama.kode in b])


def jelaskan_isian(isian: Isian, nilai: Nilai) -> str:
    """Return a stored value as pages show it: of a list every row in full."""
    if not isinstance(nilai, list):
        return tulis_satu(isian, nilai)
    return "; ".join(
        f"{n}. {', '.join(sel for sel in b if sel)}" for n, b in enumerate(sel_baris(isian, nilai), 1)
    )


def sel_baris(isian: Isian, nilai: Nilai) -> Iterator[list[str]]:
    """Yield the printed cells of each row; an empty cell is an empty text."""
    for baris in nilai if isinstance(nilai, list) else ():
        yield [tulis_satu(k, baris[k.kode]) if k.kode in baris else "" for k in isian.kolom]


def sambung(kata: Sequence[str]) -> str:
    """Return ``A, B, dan C``."""
    if len(kata) < 3:
        return " dan ".join(kata)
    return f"{', '.join(kata[:-1])}, dan {kata[-1]}"


def tulis_semua(
    daftar: Sequence[Isian], nilai: Mapping[str, Nilai], siap: Mapping[str, str]
) -> dict[str, str]:
    """Return the printed text of every field; ``siap`` holds texts known without asking (name, address ...).

    A field that was not asked takes its ``bawaan``; a choice ``lainnya`` takes the words of its companion;
    a field left empty is an empty text, which a draft shows and a final letter refuses. Of every person asked for
    with place and day of birth, ``<person>_ttl`` holds both.
    """
    teks = dict(siap)
    for isian in daftar:
        ada = nilai.get(isian.kode)
        if isian.lain and ada == LAINNYA:
            teks[isian.kode] = str(nilai.get(isian.lain, ""))
        elif ada is not None:
            teks[isian.kode] = tulis_isian(isian, ada)
        elif isian.bawaan and not isian.diminta(nilai):
            teks[isian.kode] = siap.get(isian.bawaan, "")
        else:
            teks[isian.kode] = ""
    for pihak in {i.pihak for i in daftar if i.kode == f"{i.pihak}_tanggal_lahir"}:
        lahir = (teks.get(f"{pihak}_tempat_lahir", ""), teks[f"{pihak}_tanggal_lahir"])
        teks[f"{pihak}_ttl"] = ", ".join(bagian for bagian in lahir if bagian)
    return teks
