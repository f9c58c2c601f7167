"""A village's installation that calls the hub over HTTP, and batches it could have written."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.http import HttpResponse
from django.test import Client

from eoffice.jejak.aliran import Kiriman
from eoffice.kernel import clock
from eoffice.kernel.chain import GENESIS
from eoffice.sinkron.models import Node
from eoffice.sinkron.rules.laporan import Laporan
from eoffice.sinkron.rules.paket import baca_kepala, rakit, tulis_kepala, urai
from eoffice.sinkron.services import kemas as mesin_kemas
from eoffice.sinkron.services.kemas import Asal, kemas
from eoffice.sinkron.services.panggilan import Panggilan, tandai
from eoffice.sinkron.services.sesi import Diri
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL

SALAM = Laporan("1.0", 0, None, 0).tulis()


@dataclass
class Penelepon:
    """Signs calls as Garis does, or wrongly on purpose."""

    diri: Diri = field(default_factory=lambda: Diri(uuid4(), Ed25519PrivateKey.generate()))
    klien: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    desa: str = CISONTROL

    def daftar(self) -> "Penelepon":
        """Be known to the hub."""
        kunci = self.diri.kunci.public_key().public_bytes_raw()
        with lingkup(self.desa):
            Node(id=self.diri.node, kunci=kunci, terdaftar_pada=clock.now()).save(force_insert=True)
        return self

    def nonce(self) -> str:
        return str(self.klien.get("/sinkron/nonce/").json()["nonce"])

    def tajuk(self, metode: str, jalur: str, badan: bytes, nonce: str | None = None) -> dict[str, str]:
        """Return the headers of a call."""
        panggilan = Panggilan(metode, jalur, badan, self.nonce() if nonce is None else nonce)
        return {
            "X-Eoffice-Node": str(self.diri.node),
            "X-Eoffice-Nonce": panggilan.nonce,
            "X-Eoffice-Tanda": tandai(panggilan, self.diri),
            "X-Eoffice-Sidik": sha(badan),
        }

    def jalur(self, ekor: str) -> str:
        return f"/sinkron/{self.desa}/{ekor}"

    def panggil(self, ekor: str, badan: bytes | None = None, **tajuk: str) -> HttpResponse:
        """Make a call; a body makes it a POST. ``tajuk`` replaces headers, with ``_`` for ``-``."""
        jalur, metode = self.jalur(ekor), "GET" if badan is None else "POST"
        kepala = self.tajuk(metode, jalur, badan or b"") | {n.replace("_", "-"): v for n, v in tajuk.items()}
        return self.kirim(metode, jalur, badan, kepala)

    def kirim(self, metode: str, jalur: str, badan: bytes | None, tajuk: dict[str, str]) -> HttpResponse:
        """Send exactly this."""
        if metode == "GET":
            return self.klien.get(jalur, headers=tajuk)  # type: ignore[return-value]
        return self.klien.post(  # type: ignore[return-value]
            jalur, badan, content_type="application/octet-stream", headers=tajuk
        )

    def paket(self, semua: list[Kiriman] | None = None, sebelum: str = GENESIS) -> bytes:
        """Return a batch signed by this installation."""
        return kemas(
            semua or kiriman(3, desa=self.desa), Asal(self.diri.node, None, sebelum), self.diri.kunci
        )

    def paket_bohong(self, tubuh: bytes | None = None, **kepala: Any) -> bytes:
        """Return a batch whose header says something else than its body, properly signed."""
        teks, _, asli = urai(self.paket())
        tubuh = asli if tubuh is None else tubuh
        isi = replace(baca_kepala(teks), **kepala)
        bohong = tulis_kepala(isi)
        return rakit(
            bohong,
            self.diri.kunci.sign(mesin_kemas._ditandatangani(bohong, hashlib.sha256(tubuh).digest())),
            tubuh,
        )


def kiriman(
    banyak: int, *, desa: str = CISONTROL, epoch: UUID | None = None, mulai: int = 1, nilai: Any = 7
) -> list[Kiriman]:
    """Return events that follow each other, of a stream that was never here."""
    epoch = epoch or uuid4()
    return [Kiriman(_isi(desa, epoch, urut, nilai), None, b"") for urut in range(mulai, mulai + banyak)]


def _isi(desa: str, epoch: UUID, urut: int, nilai: Any) -> dict[str, Any]:
    return {
        "id_peristiwa": str(uuid4()),
        "desa": desa,
        "epoch": str(epoch),
        "urut": urut,
        "macam": "put",
        "jenis": "uji.polos",
        "versi": 1,
        "agregat": "polos",
        "agregat_id": str(uuid4()),
        "revisi": 1,
        "epoch_pemilik": 0,
        "waktu": clock.now().isoformat(timespec="microseconds"),
        "pelaku": "uji",
        "publik": {"nilai": nilai},
        "digest_pribadi": "",
    }


def bom(banyak: int) -> bytes:
    """Return a compressed body of so many zero bytes."""
    return zstandard.ZstdCompressor(level=19).compress(b"0" * banyak)


def sha(isi: bytes) -> str:
    return hashlib.sha256(isi).hexdigest()


def kode(jawab: HttpResponse) -> tuple[int, str]:
    """Return status and message code of a refusal."""
    return jawab.status_code, json.loads(jawab.content)["kode"]
