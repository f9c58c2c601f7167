"""A village's installation introduces itself to its hub, and remembers whom it met. At the village."""

import json
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from eoffice.kernel.errors import InvalidInput, ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.undangan import Undangan, sidik_kunci
from eoffice.sinkron.services.kunci import Kabupaten, diri, diri_baru, ingat_kabupaten, kabupaten
from eoffice.sinkron.services.panggilan import (
    KEPALA_NODE,
    KEPALA_NONCE,
    KEPALA_TANDA,
    Panggilan,
    jawaban_sah,
    tandai,
)
from eoffice.sinkron.services.sambungan import Jawaban, Sambungan
from eoffice.sinkron.services.sesi import Diri
from eoffice.wilayah.tenancy import desa_aktif

SUDAH_DIPAKAI = "sinkron.kunci_sudah_dipakai"


def daftar(undangan: Undangan) -> Kabupaten:
    """Register this installation's key with the hub of an invitation, and pin that hub's address and key.

    Raises:
        InvalidInput: as ``periksa_undangan``, or the hub refuses.
        ServiceDown: the line broke, or whoever answers does not hold the key of the invitation.
    """
    periksa_undangan(undangan)
    try:
        baru = _perkenalkan(undangan, diri())
    except InvalidInput as tolak:
        if tolak.pesan.params.get("kode") != SUDAH_DIPAKAI:
            raise
        baru = _perkenalkan(
            undangan, diri_baru()
        )  # a revoked key never comes back: this machine gets a new one
    ingat_kabupaten(baru)
    return baru


def periksa_undangan(undangan: Undangan) -> None:
    """Look at an invitation before anybody is called.

    Raises:
        InvalidInput: it is for another village, or of another hub than the one this village belongs to.
    """
    if undangan.desa != desa_aktif():
        raise InvalidInput(Pesan("sinkron.undangan_desa_lain", desa=undangan.desa))
    dikenal = kabupaten()
    if dikenal is not None and sidik_kunci(dikenal.kunci.public_bytes_raw()) != undangan.sidik:
        raise InvalidInput(Pesan("sinkron.kunci_kabupaten_berbeda"))


def _perkenalkan(undangan: Undangan, sendiri: Diri) -> Kabupaten:
    sambungan = Sambungan(undangan.alamat)
    try:
        nonce = str(sambungan.minta("GET", f"{sambungan.awalan}/nonce/").json().get("nonce", ""))
        kunci = sendiri.kunci.public_key().public_bytes_raw().hex()
        badan = json.dumps({"kode": undangan.kode, "kunci": kunci}).encode()
        panggilan = Panggilan("POST", f"{sambungan.awalan}/{undangan.desa}/daftar/", badan, nonce)
        tajuk = {
            KEPALA_NODE: str(sendiri.node),
            KEPALA_NONCE: nonce,
            KEPALA_TANDA: tandai(panggilan, sendiri),
        }
        return _kenali(undangan, panggilan, sambungan.minta("POST", panggilan.jalur, badan, tajuk))
    finally:
        sambungan.tutup()


def _kenali(undangan: Undangan, panggilan: Panggilan, jawab: Jawaban) -> Kabupaten:
    """Return who answered, if he holds the key whose fingerprint stands in the invitation."""
    try:
        isi = jawab.json()
        mentah, node = bytes.fromhex(isi["kunci"]), UUID(isi["node"])
        kunci = Ed25519PublicKey.from_public_bytes(mentah)
    except (KeyError, TypeError, ValueError):
        raise ServiceDown(Pesan("sinkron.jawaban_aneh")) from None
    sah = jawaban_sah(panggilan, jawab.status, jawab.isi, jawab.tanda, kunci)
    if sidik_kunci(mentah) != undangan.sidik or not sah:
        raise ServiceDown(Pesan("sinkron.bukan_kabupaten_kita"))
    return Kabupaten(undangan.alamat, node, kunci)
