"""The order of a citizen's pages: one question on each, then one document on each, contact, check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.urls import reverse

from eoffice.surat.rules.isian import Isian
from eoffice.surat.rules.jenis import Halaman, JenisSurat
from eoffice.surat.services import IsiDraf

Macam = Literal["tanya", "berkas", "kontak"]


@dataclass(frozen=True, slots=True)
class Layar:
    """One page: a question or a document, by its code."""

    macam: Macam
    kode: str


@dataclass(frozen=True, slots=True)
class Jalan:
    """The addresses of one filling-in: a new application, or the mending of a returned one (``surat_id``)."""

    draf_id: UUID
    surat_id: UUID | None = None

    def ke(self, nama: str, *lagi: object) -> str:
        """Return the address of a page of this filling-in."""
        awalan = "ulang_" if self.surat_id else ""
        depan = [self.surat_id] if self.surat_id else []
        return reverse(f"warga:{awalan}{nama}", args=[*depan, self.draf_id, *lagi])

    def ke_layar(self, layar: Layar | None, *, ubah: bool = False) -> str:
        """Return the address of a page; without one, of the check page."""
        if layar is None:
            return self.ke("periksa")
        alamat = self.ke(layar.macam) if layar.macam == "kontak" else self.ke(layar.macam, layar.kode)
        return f"{alamat}?ubah" if ubah else alamat


def kode_layar(isian: Isian) -> str:
    """Return the page a field is asked on: its own, or that of the person it is about."""
    return isian.pihak or isian.kode


def layar(draf: IsiDraf) -> list[Layar]:
    """Return the pages this draft asks for, given its answers."""
    tanya = dict.fromkeys(kode_layar(i) for i in draf.jenis.isian if i.diminta(draf.nilai))
    return [
        *(Layar("tanya", kode) for kode in tanya),
        *(Layar("berkas", s.kode) for s in draf.jenis.syarat_diminta(draf.nilai)),
        Layar("kontak", "telepon"),
    ]


def kurang(draf: IsiDraf) -> Iterator[Layar]:
    """Yield the pages whose required answer or document is missing."""
    for isian in draf.jenis.isian:
        if isian.wajib and isian.diminta(draf.nilai) and isian.kode not in draf.nilai:
            yield Layar("tanya", kode_layar(isian))
    ada = {b.syarat for b in draf.berkas}
    for syarat in draf.jenis.syarat_diminta(draf.nilai):
        if syarat.wajib and syarat.kode not in ada:
            yield Layar("berkas", syarat.kode)


def sesudah(draf: IsiDraf, kini: Layar, *, ubah: bool) -> Layar | None:
    """Return the page to show next; ``None`` is the check page.

    Who came from the check page (``ubah``) goes back there, past what the new answer makes necessary.
    """
    if ubah:
        return next(kurang(draf), None)
    semua = layar(draf)
    if kini not in semua:
        return next(kurang(draf), None)
    return next(iter(semua[semua.index(kini) + 1 :]), None)


def sebelum(draf: IsiDraf, kini: Layar) -> Layar | None:
    """Return the page before, or ``None`` at the beginning."""
    semua = layar(draf)
    letak = semua.index(kini) if kini in semua else 0
    return semua[letak - 1] if letak else None


def lanjutan(draf: IsiDraf) -> Layar | None:
    """Return where an unfinished draft goes on: its first gap, or the check page."""
    return next(kurang(draf), None)


@dataclass(frozen=True, slots=True)
class Langkah:
    """Where a page stands: step ``kini`` of ``dari`` and what the step is about."""

    kini: int
    dari: int
    judul: str


def langkah_tanya(jenis: JenisSurat, isian: Isian) -> Langkah:
    """Return the step of a question: its group, and which of the group's questions it is."""
    urut, halaman = next((n, h) for n, h in enumerate(jenis.halaman, 1) if isian.kode in h.isian)
    return Langkah(urut, banyak_langkah(jenis), _judul(jenis, halaman, isian))


def _judul(jenis: JenisSurat, halaman: Halaman, isian: Isian) -> str:
    semua = list(dict.fromkeys(kode_layar(jenis.isian_kode(kode)) for kode in halaman.isian))
    if len(semua) == 1:
        return halaman.judul
    return f"{halaman.judul}, pertanyaan {semua.index(kode_layar(isian)) + 1}"


def langkah_berkas(jenis: JenisSurat) -> Langkah:
    """Return the step of the documents."""
    return Langkah(len(jenis.halaman) + 1, banyak_langkah(jenis), "Berkas")


def langkah_akhir(jenis: JenisSurat, judul: str) -> Langkah:
    """Return the last step: contact and check."""
    return Langkah(banyak_langkah(jenis), banyak_langkah(jenis), judul)


def banyak_langkah(jenis: JenisSurat) -> int:
    """Return how many steps a type has: its groups of questions, the documents, the check."""
    return len(jenis.halaman) + 2
