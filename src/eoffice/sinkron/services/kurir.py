"""The same batches carried as a file: by USB stick, by phone, by whoever travels.

A file begins with what its sender holds, signed, and its receipts; then follow the batches that the other side is not
known to hold, and after them files. Only receipts move the beginning forward, so all of this may come late, twice,
in any order or never.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO, Final
from uuid import UUID

import structlog
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import transaction

from eoffice.jejak.aliran import (
    UjungAliran,
    cabangkan,
    diceritakan_ulang,
    digest_pada,
    kiriman,
    semua_ujung,
    sudah_bercabang,
    ujung,
)
from eoffice.kernel import clock
from eoffice.kernel.canonical import canonical_json
from eoffice.kernel.chain import GENESIS
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import PaketSimpan, TandaTerima
from eoffice.sinkron.rules.kepala import Induk
from eoffice.sinkron.rules.paket import MAKS_MENTAH, PANJANG_TANDA_TANGAN
from eoffice.sinkron.rules.salam import Penerimaan, Ujung
from eoffice.sinkron.services import tanda_terima
from eoffice.sinkron.services.antaran import catat_diterima, catat_ditulis
from eoffice.sinkron.services.balas import salam
from eoffice.sinkron.services.kemas import MAKS_SEKALI, Asal, buka, intip, kemas_muat
from eoffice.sinkron.services.kuota import Tempat, bita
from eoffice.sinkron.services.kurir_berkas import (
    MAKS_REKAM,
    HitungBerkas,
    KataBerkas,
    ingat_kata,
    kata_berkas,
    periksa_rekam,
    rekam_berkas,
    simpan_berkas,
)
from eoffice.sinkron.services.segel import KepalaBerkas, baca_kepala, buka_segel, segel
from eoffice.sinkron.services.sesi import Diri, UjungLawan, arsipkan
from eoffice.sinkron.services.terima import BukanPenulisnya, ingat_ditulis_kabupaten, terima
from eoffice.wilayah.tenancy import desa_aktif

log = structlog.get_logger(__name__)
_SALAM: Final = b"S"
_PAKET: Final = b"P"
_BERKAS: Final = b"F"
MAKS_BERKAS: Final = 200 * 1024 * 1024
"""So many bytes of files at most, unless somebody says otherwise: what a stick and a page can bear."""
_KEPALA_REKAM: Final = 5
_RUSAK: Final = Pesan("sinkron.berkas_rusak")


@dataclass(frozen=True, slots=True)
class Pihak:
    """The other side; ``kabupaten``: it is the hub, which may give back what this installation wrote itself."""

    node: UUID
    kunci: Ed25519PublicKey
    kabupaten: bool


@dataclass(frozen=True, slots=True)
class HasilImpor:
    """What a file brought: events stored, batches held already, streams with a gap, streams that part."""

    disimpan: int = 0
    sudah_ada: int = 0
    celah: int = 0
    bercabang: int = 0
    ditahan: int = 0
    """Batches of a stream that another installation began: told again in a later file."""
    berkas: HitungBerkas = field(default_factory=HitungBerkas)

    @property
    def kurang(self) -> bool:
        """Tell whether an answer is needed before all of it can be used."""
        return bool(self.celah or self.bercabang or self.ditahan)


@dataclass
class HasilEkspor:
    """What a file carries: events, and files with their bytes."""

    peristiwa: int = 0
    berkas: set[str] = field(default_factory=set)
    bita: int = 0


def ekspor(keluar: BinaryIO, lawan: Pihak, diri: Diri, *, maks_berkas: int = MAKS_BERKAS) -> HasilEkspor:
    """Write a file for the other side and return what it carries; the village's scope must be open.

    ``maks_berkas``: so many bytes of attachments and issued letters at most; events always go.
    """
    hasil = HasilEkspor()
    rekam = _rekam(lawan, diri, hasil, maks_berkas)
    segel(keluar, KepalaBerkas(desa_aktif(), diri.node, lawan.node), lawan.kunci, rekam)
    catat_ditulis(hasil.peristiwa)
    return hasil


def _rekam(lawan: Pihak, diri: Diri, hasil: HasilEkspor, maks_berkas: int) -> Iterator[bytes]:
    kata = _tulis_salam(salam(diri, None if lawan.kabupaten else lawan.node), kata_berkas())
    yield _satu_rekam(_SALAM, diri.kunci.sign(_ditandatangani(kata)) + kata)
    semua = semua_ujung()
    cabang = {
        a.induk[0]: a.induk[1] for a in semua if a.lokal and a.induk
    }  # told again from there, elsewhere
    for aliran in semua:
        sampai = cabang.get(aliran.epoch, aliran.urut) if aliran.lokal else aliran.urut
        for paket, banyak in _paket(aliran, sampai, diri):
            hasil.peristiwa += banyak
            yield _satu_rekam(_PAKET, paket)
    for sha256, potong in rekam_berkas(maks_berkas):
        hasil.berkas.add(sha256)
        hasil.bita += len(potong)
        yield _satu_rekam(_BERKAS, potong)


def _satu_rekam(macam: bytes, isi: bytes) -> bytes:
    return macam + len(isi).to_bytes(4, "big") + isi


def _paket(aliran: UjungAliran, sampai: int, diri: Diri) -> Iterator[tuple[bytes, int]]:
    sesudah = _dipegang_sana(aliran)
    arsip = [] if aliran.lokal else _arsip(aliran.epoch, sesudah)
    if arsip:  # as its writer signed it: should he have lost it, he believes nobody else
        yield from arsip
        return
    while semua := kiriman(aliran.epoch, sesudah, min(MAKS_SEKALI, max(sampai - sesudah, 0))):
        induk = Induk(*aliran.induk) if aliran.induk else None
        asal = Asal(diri.node, induk, digest_pada(aliran.epoch, sesudah) or "")
        paket, banyak = kemas_muat(semua, asal, diri.kunci)
        yield paket, banyak
        sesudah += banyak


def _dipegang_sana(aliran: UjungAliran) -> int:
    """Return from where on a stream is sent: after what the other side said it holds, if that is the same chain.

    A stream that it writes itself is sent back only when it said that it holds less.
    """
    kata = TandaTerima.objects.filter(epoch=aliran.epoch).first()
    if kata is None:
        return 0 if aliran.lokal else aliran.urut
    if kata.urut >= aliran.urut and not aliran.lokal:
        return aliran.urut
    return kata.urut if digest_pada(aliran.epoch, kata.urut) == kata.digest else 0


def _arsip(epoch: UUID, sesudah: int) -> list[tuple[bytes, int]]:
    rows = PaketSimpan.objects.filter(epoch=epoch, sampai__gt=sesudah).order_by("dari")
    return [(bytes(row.isi), row.sampai - row.dari + 1) for row in rows]


def impor(masuk: BinaryIO, lawan: Pihak, diri: Diri) -> HasilImpor:
    """Take in a file of the other side; it is read first, and nothing is stored before it is known to be whole.

    Its events come all or nothing; its files after them, each by itself.

    Raises:
        InvalidInput: for somebody else, from somebody else, changed, cut, or too large in a piece.
    """
    mulai = masuk.tell()
    _pastikan_untuk_sini(baca_kepala(masuk), lawan, diri)
    masuk.seek(mulai)
    for macam, isi in _baca(masuk, diri):
        if macam == _BERKAS:
            periksa_rekam(isi)
        elif macam == _PAKET:
            if buka(isi, _kunci(isi, lawan, diri)).kepala.desa != desa_aktif():
                raise InvalidInput(Pesan("sinkron.desa_lain"))
        else:
            _baca_salam(isi, lawan.kunci)
    masuk.seek(mulai)
    with transaction.atomic():
        hasil = _simpan((r for r in _baca(masuk, diri) if r[0] != _BERKAS), lawan, diri)
    masuk.seek(mulai)
    berkas = simpan_berkas(isi for macam, isi in _baca(masuk, diri) if macam == _BERKAS)
    catat_diterima(kurang=hasil.kurang)
    return replace(hasil, berkas=berkas)


def periksa_segel(masuk: BinaryIO, lawan: Pihak, diri: Diri) -> None:
    """Look at a file as far as its seal goes, quickly: for here, from there, whole. Its batches stay closed.

    Raises:
        InvalidInput: for somebody else, from somebody else, changed or cut.
    """
    mulai = masuk.tell()
    _pastikan_untuk_sini(baca_kepala(masuk), lawan, diri)
    masuk.seek(mulai)
    for macam, isi in _baca(masuk, diri):
        if macam == _SALAM:
            _baca_salam(isi, lawan.kunci)
    masuk.seek(mulai)


def _pastikan_untuk_sini(kepala: KepalaBerkas, lawan: Pihak, diri: Diri) -> None:
    if kepala.desa != desa_aktif():
        raise InvalidInput(Pesan("sinkron.desa_lain"))
    if kepala.untuk != diri.node:
        raise InvalidInput(Pesan("sinkron.berkas_untuk_lain"))
    if kepala.dari != lawan.node:
        raise InvalidInput(Pesan("sinkron.node_tidak_dikenal"))


def _baca(masuk: BinaryIO, diri: Diri) -> Iterator[tuple[bytes, bytes]]:
    """Yield the records of a file: first what its sender holds, then batches, at last pieces of files."""
    sisa = bytearray()
    harap: tuple[bytes, ...] = (_SALAM,)
    for potong in buka_segel(masuk, diri.kunci):
        sisa += potong
        while len(sisa) >= _KEPALA_REKAM:
            macam, panjang = bytes(sisa[:1]), int.from_bytes(sisa[1:_KEPALA_REKAM], "big")
            if macam not in harap or panjang > (MAKS_REKAM if macam == _BERKAS else MAKS_MENTAH):
                raise InvalidInput(_RUSAK)
            if len(sisa) < _KEPALA_REKAM + panjang:
                break
            yield macam, bytes(sisa[_KEPALA_REKAM : _KEPALA_REKAM + panjang])
            del sisa[: _KEPALA_REKAM + panjang]
            harap = (_BERKAS,) if macam == _BERKAS else (_PAKET, _BERKAS)
    if sisa or harap == (_SALAM,):
        raise InvalidInput(_RUSAK)


def _kunci(paket: bytes, lawan: Pihak, diri: Diri) -> Ed25519PublicKey:
    """Return whose signature a batch must carry: the other side's, or our own on what comes back to us."""
    return diri.kunci.public_key() if intip(paket).node == diri.node else lawan.kunci


def _simpan(rekam: Iterable[tuple[bytes, bytes]], lawan: Pihak, diri: Diri) -> HasilImpor:
    hasil = HasilImpor()
    for macam, isi in rekam:
        if macam == _SALAM:
            sana, kata = _baca_salam(isi, lawan.kunci)
            ingat_kata(kata)
            if lawan.kabupaten:
                ingat_ditulis_kabupaten(satu.ujung.epoch for satu in sana if satu.ditulisnya)
            _ingat(sana, isi, lawan)
        else:
            hasil = _satu_paket(isi, lawan, diri, hasil)
    return hasil


def _satu_paket(isi: bytes, lawan: Pihak, diri: Diri, hasil: HasilImpor) -> HasilImpor:
    kunci = _kunci(isi, lawan, diri)
    kepala = intip(isi)
    sebelum = ujung(kepala.epoch)
    sendiri = kepala.node == diri.node or (lawan.kabupaten and sebelum is not None and sebelum.lokal)
    penulis = None if sendiri or lawan.kabupaten else kepala.node
    try:
        diterima = terima(isi, kunci, milik_sendiri=sendiri, penulis=penulis)
    except BukanPenulisnya:
        return replace(hasil, ditahan=hasil.ditahan + 1)
    if diterima.penerimaan is Penerimaan.SIMPAN:
        if lawan.kabupaten and not sendiri:
            arsipkan(isi, lawan.kunci)
        return replace(
            hasil, disimpan=hasil.disimpan + diterima.ujung.urut - (sebelum.urut if sebelum else 0)
        )
    if diterima.penerimaan is Penerimaan.SUDAH_ADA:
        return replace(hasil, sudah_ada=hasil.sudah_ada + 1)
    if diterima.penerimaan is Penerimaan.CELAH:
        return replace(hasil, celah=hasil.celah + 1)
    if sebelum is not None and sebelum.lokal:
        _cabang(isi, kunci)
    else:  # its writer is to get our branch from the beginning, to find where the two part
        TandaTerima.objects.filter(epoch=kepala.epoch).update(urut=0, digest=GENESIS)
    return replace(hasil, bercabang=hasil.bercabang + 1)


def _cabang(isi: bytes, kunci: Ed25519PublicKey) -> None:
    """Keep the other side's branch of a stream of one's own as it came; tell one's own again in a new epoch, once."""
    paket = buka(isi, kunci)
    arsipkan(isi, kunci)
    kepala = paket.kepala
    if digest_pada(kepala.epoch, kepala.dari - 1) != kepala.sebelum:
        return  # the branches part in a batch before this one
    sama = [
        kepala.dari + n
        for n, satu in enumerate(paket.digest)
        if digest_pada(kepala.epoch, kepala.dari + n) == satu
    ]
    bersama = max(sama, default=kepala.dari - 1)
    if not sudah_bercabang(kepala.epoch, bersama):
        log.error("sinkron.bercabang", epoch=str(kepala.epoch), sejak=bersama)
        cabangkan(kepala.epoch, bersama)


def _ingat(sana: Iterable[UjungLawan], kata: bytes, lawan: Pihak) -> None:
    """Remember how far each stream reaches there. What it did not name it does not hold."""
    menurut = {satu.ujung.epoch: satu for satu in sana}
    for aliran in semua_ujung():
        satu = menurut.get(aliran.epoch)
        if aliran.lokal and satu is not None and not satu.terbuka:
            _ceritakan_ulang(aliran, satu.ujung)
        if satu is not None and satu.tanda_terima and tanda_terima.simpan(satu.tanda_terima, lawan.kunci):
            continue
        if aliran.lokal:
            if satu is None:
                TandaTerima.objects.filter(epoch=aliran.epoch).delete()
            continue
        di_sana = satu.ujung if satu else Ujung(aliran.epoch)
        baru = {"urut": di_sana.urut, "digest": di_sana.digest, "isi": kata, "pada": clock.now()}
        TandaTerima.objects.update_or_create(epoch=aliran.epoch, defaults=baru)


def _ceritakan_ulang(aliran: UjungAliran, sana: Ujung) -> None:
    """Go on in a new stream: the one so far was begun under an earlier key."""
    if digest_pada(aliran.epoch, sana.urut) == sana.digest and not diceritakan_ulang(aliran.epoch, sana.urut):
        cabangkan(aliran.epoch, sana.urut)


def _ditandatangani(kata: bytes) -> bytes:
    return b"eoffice-salam\0" + kata


def _tulis_salam(semua: Iterable[UjungLawan], kata: KataBerkas) -> bytes:
    rows = [
        [
            str(s.ujung.epoch),
            s.ujung.urut,
            s.ujung.digest,
            s.ditulisnya,
            s.terbuka,
            b64encode(s.tanda_terima).decode(),
        ]
        for s in semua
    ]
    berkas = {
        "ditunggu": list(kata.ditunggu),
        "tiba": list(kata.tiba),
        "tempat": [kata.tempat.kuota, kata.tempat.terpakai, kata.ditolak],
    }
    return canonical_json({"desa": desa_aktif(), "aliran": rows, "berkas": berkas})


def _baca_salam(isi: bytes, kunci: Ed25519PublicKey) -> tuple[list[UjungLawan], KataBerkas]:
    tanda, kata = isi[:PANJANG_TANDA_TANGAN], isi[PANJANG_TANDA_TANGAN:]
    try:
        kunci.verify(tanda, _ditandatangani(kata))
        teks: dict[str, Any] = json.loads(kata)
        if teks["desa"] != desa_aktif():
            raise InvalidInput(Pesan("sinkron.desa_lain"))
        aliran = [
            UjungLawan(Ujung(UUID(e), int(u), str(d)), bool(w), b64decode(t), terbuka=bool(b))
            for e, u, d, w, b, t in teks["aliran"]
        ]
        ditunggu, tiba = (tuple(map(str, teks["berkas"][nama])) for nama in ("ditunggu", "tiba"))
        return aliran, KataBerkas(ditunggu, tiba, *_baca_tempat(teks["berkas"]))
    except InvalidSignature:
        raise InvalidInput(Pesan("sinkron.paket_bukan_dari_sana")) from None
    except (ValueError, TypeError, KeyError):
        raise InvalidInput(_RUSAK) from None


def _baca_tempat(berkas: dict[str, Any]) -> tuple[Tempat, int]:
    """Return what a side says of its room for files; one of an earlier version says nothing."""
    kuota, terpakai, ditolak = berkas.get("tempat", [None, 0, 0])
    return Tempat(None if kuota is None else bita(kuota), bita(terpakai)), bita(ditolak)
