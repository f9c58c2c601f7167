"""The line to a hub in the same process: real signed calls, counted, cut where a test wants it."""

import hashlib
from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from config.proyeksi import PENYEBUT_BERKAS, PROYEKSI
from eoffice.jejak.cursors import run_once
from eoffice.kernel.errors import ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.services import kunci, sambungan
from eoffice.sinkron.services.antar import HasilAntar, antar
from eoffice.sinkron.services.garis_muat import GarisMuat
from eoffice.sinkron.services.kunci import Kabupaten
from eoffice.sinkron.services.sambungan import Jawaban
from eoffice.sinkron.services.sesi import jalankan
from eoffice.sinkron.workers import CatatBerkas, TerapkanAliran
from tests.sinkron.mesin import Mesin


@dataclass
class Kawat:
    """A ``Sambungan`` into another installation. ``putus``: break at this call of files, before or after its work."""

    hub: Mesin
    awalan: str = "/sinkron"
    putus: int | None = None
    sesudah: bool = False
    naik: int = 0
    turun: int = 0
    panggilan: int = 0
    jalur: list[str] = field(default_factory=list)
    putus_di: int | None = None
    """Break when so many more bytes of files of a first load have arrived."""
    segmen: int = 0
    ubah: Callable[[bytes], bytes] = bytes
    """What becomes of a piece of a file on its way."""
    ubah_tarik: Callable[[bytes], bytes] = bytes
    """What becomes of a piece of a batch."""
    potong_dorong: list[int] = field(default_factory=list)
    """Of each next call that carries a batch, so many bytes arrive, then the line breaks."""
    hilang_jawaban: int = 0
    """So many answers to calls that carry a batch are lost."""
    naik_dorong: int = 0
    potong_tarik: list[int] = field(default_factory=list)
    """Of each next answer with a batch in pieces, so many bytes arrive, then the line breaks."""
    turun_tarik: int = 0

    def tutup(self) -> None:
        """Nothing to hang up."""

    def bersabar(self, detik: int = 0) -> None:
        """Nothing to wait for."""

    def minta(
        self,
        metode: str,
        jalur: str,
        badan: bytes = b"",
        tajuk: dict[str, str] | None = None,
        tampung: Callable[[bytes], None] | None = None,
        mulai: Callable[[Any], None] | None = None,
    ) -> Jawaban:
        berkas = "/berkas/" in jalur
        self.panggilan += berkas
        kini = berkas and self.putus == self.panggilan
        if kini and not self.sesudah:
            self.naik += len(badan) if metode == "PATCH" else 0  # half of it was on the way
            raise _putus()
        dorong = metode == "PATCH" and "/dorong/" in jalur
        if dorong and self.potong_dorong:
            tiba = badan[: self.potong_dorong.pop(0)]
            self.naik_dorong += len(tiba)
            Context().run(self._minta, metode, jalur, tiba, tajuk or {})
            raise _putus()
        self.naik_dorong += len(badan) if dorong else 0
        jawab: Any = Context().run(self._minta, metode, jalur, badan, tajuk or {})
        if dorong and self.hilang_jawaban:
            self.hilang_jawaban -= 1
            raise _putus()
        self.jalur.append(f"{metode} {jalur.split('?', maxsplit=1)[0]}")
        self.naik += len(badan) if metode == "PATCH" else 0
        self.turun += len(jawab.content) if metode == "GET" and berkas else 0
        if kini:
            raise _putus()
        if jawab.status_code >= 400:
            raise sambungan._ditolak(jawab.status_code, jawab.content, "")
        tanda = jawab.headers.get("X-Eoffice-Tanda", "")
        if tampung is not None and jawab.status_code == 206:
            if mulai is not None:
                mulai(lambda nama: str(jawab.headers.get(nama, "")))
            tarik = "/tarik/" in jalur
            isi = (self.ubah_tarik if tarik else self.ubah)(jawab.content)
            self._salurkan(isi, tampung, tarik=tarik)
            return Jawaban(206, b"", tanda, hashlib.sha256(jawab.content).hexdigest())
        return Jawaban(jawab.status_code, jawab.content, tanda)

    def _salurkan(self, isi: bytes, tampung: Callable[[bytes], None], *, tarik: bool) -> None:
        """Let an answer arrive in two parts, or only its beginning when the line breaks at one of the next bytes."""
        if tarik:
            self._salurkan_tarik(isi, tampung)
            return
        sampai = len(isi) if self.putus_di is None else min(len(isi), self.putus_di)
        self.segmen += sampai
        for bagian in (isi[: sampai // 2], isi[sampai // 2 : sampai]):
            if bagian:
                tampung(bagian)
        if sampai < len(isi):
            self.putus_di = None
            raise _putus()
        if self.putus_di is not None:
            self.putus_di -= sampai

    def _salurkan_tarik(self, isi: bytes, tampung: Callable[[bytes], None]) -> None:
        sampai = self.potong_tarik.pop(0) if self.potong_tarik else None
        if tiba := isi[:sampai]:
            self.turun_tarik += len(tiba)
            tampung(tiba)
        if sampai is not None:
            raise _putus()

    def _minta(self, metode: str, jalur: str, badan: bytes, tajuk: dict[str, str]) -> Any:
        with self.hub.tanpa_lingkup():
            klien = Client(enforce_csrf_checks=True)
            return klien.generic(metode, jalur, badan, "application/octet-stream", headers=tajuk)


def _putus() -> ServiceDown:
    return ServiceDown(Pesan("sinkron.garis_putus", sebab="uji"))


def garis(node: Mesin, hub: Mesin) -> tuple[GarisMuat, Kawat]:
    """Return a line of a village to its hub."""
    hub.diri = hub.di_sini(kunci.diri)
    satu = GarisMuat(Kabupaten("http://hub", hub.diri.node, hub.diri.kunci.public_key()), node.diri)
    kawat = Kawat(hub)
    satu._sambungan = kawat  # type: ignore[assignment]
    return satu, kawat


def bekerja(mesin: Mesin) -> None:
    """Let the worker follow the streams: tables first, then the files they name."""
    for konsumen in (TerapkanAliran(PROYEKSI), CatatBerkas(PENYEBUT_BERKAS)):
        while (hasil := mesin.di_sini(run_once, konsumen)).dikerjakan:
            assert hasil.tertahan is None


def temui(node: Mesin, hub: Mesin, satu: GarisMuat) -> HasilAntar:
    """Meet: the events, then (when both sides have looked at them) the files."""
    bekerja(node)
    node.di_sini(jalankan, satu, node.diri)
    bekerja(hub)
    bekerja(node)
    return node.di_sini(antar, satu)  # type: ignore[no-any-return]
