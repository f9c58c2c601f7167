"""What is chance, apart from what repeats itself: the body of a batch of the third form. Pure.

Ids, digests, salts, times and the signature in a QR text cannot be compressed, and between words they make the words
dearer as well. So each stands once, as bytes, in a part of its own (``acak``); among the words stands its number. The
numbers begin anew for each kind and each batch, so that two letters read alike. What the receiver holds already
(``acuan``) is numbered too, under marks of its own. It works on what ``padat`` made, and gives exactly that back.
"""

import re
from base64 import b32decode, b32encode
from typing import Final

from eoffice.sinkron.rules.bita import Pembaca, angka, selisih

_ID, _SIDIK, _GARAM, _DETIK, _MIKRO, _ID_LAIN, _HEKSA, _QR = range(1, 9)
_LAMA: Final = 0x10
"""Added to the mark of what stands in the events that the receiver holds."""
_ACAK: Final = re.compile(
    rb'[\x01-\x05"/](?:(?<=\x01).{6}[\x70-\x7f].[\x80-\xbf].{7}'
    rb"|(?<=\x02)(.{32})|(?<=\x03)(.{16})|(?<=\x04)(.{4})|(?<=\x05)(.{7})|(?<=\x01)(.{16})"
    rb'|(?<=")((?=[0-9]*[a-f])[0-9a-f]{16}")|(?<=/)([A-Z2-7]{160,1600}))',
    re.DOTALL,
)
"""Each kind in the order of its number; the first one, which has no group, is an id that holds its time (UUIDv7)."""
_SEBUTAN: Final = re.compile(rb"([\x01-\x08\x11-\x18])[\x80-\xff]{0,3}[\x00-\x7f]")
_TANDA: Final = {_SIDIK: b"\x02", _GARAM: b"\x03", _DETIK: b"\x04", _MIKRO: b"\x05", _ID_LAIN: b"\x01"}
_PANJANG: Final = {_SIDIK: 32, _GARAM: 16, _ID_LAIN: 16}
_QR_KODE: Final = re.compile(rb"(.*?\x07\x50)(.{16})(.*)", re.DOTALL)
"""In a QR text the letter's code follows these two bytes (CWT claim 7, sixteen bytes); the event tells it as well."""
_TANDA_TANGAN: Final = 64
"""Bytes at the end of a QR text that nobody can foresee (ES256)."""
_DEKAT: Final = 63
"""So many milliseconds after the id before it an id may be made to need no byte for its time."""
_BITA_HEKSA: Final = 8
_TEKS_ID: Final = 10
_SEJUTA: Final = 10**6


class _Ingatan:
    """What both sides count alike: the numbers given so far, the last time, and the time of the last id."""

    def __init__(self) -> None:
        self.nomor: dict[bytes, bytes] = {}
        self.banyak = [0] * (_QR + 1)
        self.geser = self.saat = self.milidetik = 0

    def sebutan(self, jenis: int) -> bytes:
        """Return the next number of a kind, under its mark."""
        return bytes([jenis + self.geser]) + angka(self.banyak[jenis])

    def catat(self, jenis: int, nilai: bytes) -> bytes:
        """Give the next number of a kind."""
        self.nomor[nilai] = sebutan = self.sebutan(jenis)
        self.banyak[jenis] += 1
        return sebutan


class _Penulis(_Ingatan):
    """Puts numbers in the place of chance."""

    def __init__(self, acuan: bytes) -> None:
        super().__init__()
        self.acak = bytearray()
        self.geser = _LAMA
        self.lama = self.tulis(acuan)
        self.acak.clear()
        self.banyak, self.geser = [0] * len(self.banyak), 0

    def tulis(self, padat: bytes) -> bytes:
        return _ACAK.sub(self._ganti, padat)

    def _ganti(self, cocok: re.Match[bytes]) -> bytes:
        return self.nomor.get(cocok[0]) or self._baru((cocok.lastindex or 0) + 1, cocok[0])

    def _baru(self, jenis: int, nilai: bytes) -> bytes:
        if jenis == _QR:
            return self._qr(nilai)
        self.acak += self._isi(jenis, nilai)
        return self.catat(jenis, nilai)

    def _isi(self, jenis: int, nilai: bytes) -> bytes:
        if jenis == _ID:
            return self._id(int.from_bytes(nilai[1:], "big"))
        if jenis == _HEKSA:
            return bytes.fromhex(nilai[1:-1].decode())
        return nilai[1:] if jenis in _PANJANG else self._waktu(jenis, nilai)

    def _id(self, nilai: int) -> bytes:
        """Return the 74 bits of chance, and before them the time since the id before, if six bits are enough."""
        beda, self.milidetik = (nilai >> 80) - self.milidetik, nilai >> 80
        dekat = beda if 0 <= beda < _DEKAT else _DEKAT
        isi = dekat << 74 | (nilai >> 64 & 0xFFF) << 62 | nilai & (1 << 62) - 1
        return isi.to_bytes(_TEKS_ID, "big") + (selisih(beda) if dekat == _DEKAT else b"")

    def _waktu(self, jenis: int, nilai: bytes) -> bytes:
        saat = int.from_bytes(nilai[1:5], "big") * _SEJUTA + int.from_bytes(nilai[5:], "big")
        satuan = 1 if jenis == _MIKRO else _SEJUTA
        beda, self.saat = saat // satuan - self.saat // satuan, saat
        return selisih(beda)

    def _qr(self, nilai: bytes) -> bytes:
        """Return what the signature covers, among the words; a text that would not come back stays as it is."""
        isi = _dari_base32(nilai[1:])
        if isi is None:
            return nilai
        badan, kode = isi[:-_TANDA_TANGAN], b""
        sebutan = self.catat(_QR, nilai)
        if cocok := _QR_KODE.fullmatch(badan):
            kode, badan = b"\x03" + cocok[2], cocok[3]
            sebutan += angka(len(cocok[1])) + cocok[1] + (self.nomor.get(kode) or self._baru(_GARAM, kode))
        else:
            sebutan += angka(0)
        self.acak += isi[-_TANDA_TANGAN:]
        return sebutan + angka(len(badan)) + badan


class _Penyusun(_Ingatan):
    """Puts chance back in the place of its numbers."""

    def __init__(self, awal: _Penulis, teks: bytes, acak: bytes, maks: int) -> None:
        super().__init__()
        self.saat, self.milidetik = awal.saat, awal.milidetik
        self.nilai = {sebutan: nilai for nilai, sebutan in awal.nomor.items()}
        self.kata, self.acak, self.maks = Pembaca(teks), Pembaca(acak), maks

    def susun(self) -> bytes:
        keluar = bytearray()
        kata = self.kata
        while cocok := _SEBUTAN.search(kata.isi, kata.tempat):
            keluar += kata.isi[kata.tempat : cocok.start()]
            kata.tempat = cocok.end()
            keluar += self._nilai(cocok[0])
            if len(keluar) > self.maks:
                raise ValueError
        if not self.acak.habis:
            raise ValueError
        return bytes(keluar + kata.isi[kata.tempat :])

    def _nilai(self, sebutan: bytes) -> bytes:
        ada = self.nilai.get(sebutan)
        if ada is not None:
            return ada
        jenis = sebutan[0]
        if jenis > _QR or sebutan != self.sebutan(jenis):
            raise ValueError
        self.banyak[jenis] += 1
        nilai = self.nilai[sebutan] = self._baru(jenis)
        return nilai

    def _baru(self, jenis: int) -> bytes:
        if jenis == _ID:
            return b"\x01" + self._id().to_bytes(16, "big")
        if jenis == _QR:
            return self._qr()
        if jenis == _HEKSA:
            return b'"%b"' % self.acak.ambil(_BITA_HEKSA).hex().encode()
        return _TANDA[jenis] + (self.acak.ambil(_PANJANG[jenis]) if jenis in _PANJANG else self._waktu(jenis))

    def _id(self) -> int:
        isi = int.from_bytes(self.acak.ambil(_TEKS_ID), "big")
        dekat = isi >> 74
        self.milidetik += self.acak.selisih() if dekat == _DEKAT else dekat
        return self.milidetik << 80 | 7 << 76 | (isi >> 62 & 0xFFF) << 64 | 2 << 62 | isi & (1 << 62) - 1

    def _waktu(self, jenis: int) -> bytes:
        satuan = 1 if jenis == _MIKRO else _SEJUTA
        self.saat = (self.saat // satuan + self.acak.selisih()) * satuan
        detik, mikro = divmod(self.saat, _SEJUTA)
        return detik.to_bytes(4, "big") + (mikro.to_bytes(3, "big") if jenis == _MIKRO else b"")

    def _qr(self) -> bytes:
        depan = self.kata.ambil(self.kata.angka())
        if depan:
            cocok = _SEBUTAN.match(self.kata.isi, self.kata.tempat)
            if cocok is None:
                raise ValueError
            self.kata.tempat = cocok.end()
            depan += self._nilai(cocok[0])[1:]
        isi = depan + self.kata.ambil(self.kata.angka()) + self.acak.ambil(_TANDA_TANGAN)
        return b"/" + b32encode(isi).rstrip(b"=")


def _dari_base32(nilai: bytes) -> bytes | None:
    try:
        isi = b32decode(nilai + b"=" * (-len(nilai) % 8))
    except ValueError:
        return None
    return isi if b32encode(isi).rstrip(b"=") == nilai else None


class Pilah:
    """One batch, between two sides that hold the same earlier events (``acuan``, as ``padat`` wrote them)."""

    def __init__(self, acuan: bytes) -> None:
        self._penulis = _Penulis(acuan)
        self.acuan = self._penulis.lama
        """The earlier events in words and numbers: what the words of the batch are compressed against."""

    def pisah(self, padat: bytes) -> tuple[bytes, bytes]:
        """Return the words and the chance of a batch; once."""
        return self._penulis.tulis(padat), bytes(self._penulis.acak)

    def gabung(self, teks: bytes, acak: bytes, maks: int) -> bytes:
        """Return of words and chance what they were made of.

        Raises:
            ValueError, IndexError, OverflowError: they do not fit together, or make more than ``maks`` bytes.
        """
        return _Penyusun(self._penulis, teks, acak, maks).susun()
