"""A village's own server in every state its light knows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from eoffice.jejak.aliran import UjungAliran, semua_ujung
from eoffice.kernel import clock
from eoffice.kernel.ids import new_id
from eoffice.sinkron.models import BerkasAntar, Karantina, Pencocokan, TandaTerima, Temu
from eoffice.sinkron.services.kunci import Kabupaten, ingat_kabupaten
from eoffice.sinkron.services.sesi import Diri
from tests.web.aparat.conftest import Balai

TABEL = ("surat.surat", "penduduk.penduduk_dicatat", "akun.pejabat")


@dataclass(frozen=True)
class ServerDesa:
    """The office of Cisontrol on its own server, and the hub it is enrolled at."""

    balai: Balai
    hub: Diri

    def dalam(self, buat: Any, *args: Any, **kw: Any) -> Any:
        """Do something in the scope of the village."""
        return self.balai.dalam(buat, *args, **kw)

    def hubungkan(self, alamat: str = "https://kab-ciamis.example") -> None:
        """Pin the hub, as enrolment does."""
        ingat_kabupaten(Kabupaten(alamat, self.hub.node, self.hub.kunci.public_key()))

    def hijau(self) -> None:
        """Let everything be received and equal."""
        self.dalam(terima_semua)
        self.dalam(cocokkan)


def diri_baru() -> Diri:
    """Return the identity of an installation."""
    return Diri(uuid4(), Ed25519PrivateKey.generate())


def habiskan(jawab: Any) -> bytes:
    """Return a file that streams, and close what it was read from, as a server does."""
    isi: bytes = b"".join(jawab.streaming_content)
    for tutup in jawab._resource_closers:
        tutup()
    return isi


def milik() -> list[UjungAliran]:
    """Return the own streams of the village in scope."""
    return [satu for satu in semua_ujung() if satu.lokal]


def terima_semua(kurang: int = 0, pada: datetime | None = None) -> None:
    """Keep receipts for every own stream, ``kurang`` events short of its head."""
    for satu in milik():
        isi = {"urut": satu.urut - kurang, "digest": "0" * 64 if kurang else satu.digest, "isi": b"tanda"}
        TandaTerima.objects.update_or_create(epoch=satu.epoch, defaults={**isi, "pada": pada or clock.now()})


def cocokkan(*, beda: bool = False, tanpa: bool = False, pada: datetime | None = None) -> None:
    """Remember a comparison of three tables; ``beda``: one differs, ``tanpa``: one could not be compared."""
    epoch, urut = milik()[0].epoch, Pencocokan.objects.count() + 1
    for nomor, nama in enumerate(TABEL):
        salah = nomor == 0 and (beda or tanpa)
        sini = "" if tanpa and salah else ("b" if salah else "a") * 64
        Pencocokan(
            epoch=epoch, urut=urut, tabel=nama, digest=sini, digest_pemilik="a" * 64,
            berbeda=[3] if beda and salah else [], pada=pada or clock.now(),
        ).save()  # fmt: skip


def tahan(sebab: str, rincian: dict[str, Any] | None = None, jenis: str = "surat.surat", **lain: Any) -> None:
    """Set an event aside."""
    isi: dict[str, Any] = {
        "epoch": uuid4(), "urut": 1, "id_peristiwa": uuid4(), "jenis": jenis, "agregat": "surat",
        "agregat_id": new_id(), "sebab": sebab, "rincian": rincian or {}, "sejak": clock.now(),
    }  # fmt: skip
    Karantina(**(isi | lain)).save()


def titipkan_berkas(banyak: int, *, ditunggu: bool) -> None:
    """Note files that travel."""
    for _ in range(banyak):
        sha256 = uuid4().hex + uuid4().hex
        BerkasAntar(sha256=sha256, ditunggu=ditunggu, disebut_pada=clock.now()).save()


def pertemuan(sebab: str = "", lalu: timedelta = timedelta(), **isi: Any) -> None:
    """Write a line of the diary."""
    saat = clock.now() - lalu
    Temu(**({"mulai": saat - timedelta(seconds=9), "akhir": saat, "sebab": sebab} | isi)).save()
