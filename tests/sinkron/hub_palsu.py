"""A hub of a few lines on a real port: it answers what a test wants, well signed, badly signed, or not at all."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from eoffice.kernel import clock
from eoffice.sinkron.services.kunci import Kabupaten
from eoffice.sinkron.services.panggilan import Panggilan, tandai_jawaban
from eoffice.sinkron.services.sesi import Diri


@dataclass(frozen=True)
class Balasan:
    """What to answer; ``tanda`` replaces the signature, ``putus`` closes the line instead."""

    isi: bytes = b"{}"
    status: int = 200
    tajuk: dict[str, str] = field(default_factory=dict)
    tanda: str | None = None
    putus: bool = False


BIASA = {
    "muat": Balasan(b'{"per": {}, "segmen": [], "lanjut": false}'),
    "salam": Balasan(b'{"aliran": []}'),
    "berkas": Balasan(b'{"ditunggu": {}, "tiba": [], "ada": {}}'),
}


@dataclass
class HubPalsu:
    """Answers of the hub by the end of their address; without one: an empty greeting."""

    diri: Diri = field(default_factory=lambda: Diri(uuid4(), Ed25519PrivateKey.generate()))
    balasan: dict[str, Balasan | Callable[[Panggilan], Balasan]] = field(default_factory=dict)
    panggilan: list[str] = field(default_factory=list)
    porta: int = 0
    jam_maju: int = 0
    tutup_sesudah: bool = False

    @property
    def kabupaten(self) -> Kabupaten:
        return Kabupaten(f"http://127.0.0.1:{self.porta}", self.diri.node, self.diri.kunci.public_key())

    def untuk(self, panggilan: Panggilan) -> Balasan:
        """Return the answer to a call."""
        nama = panggilan.jalur.partition("?")[0].strip("/").rpartition("/")[2]
        self.panggilan.append(nama)
        if nama == "nonce" and nama not in self.balasan:
            jam = clock.now().timestamp() + self.jam_maju
            return Balasan(json.dumps({"nonce": "n", "jam": _iso(jam)}).encode())
        hasil = self.balasan.get(nama, BIASA.get(nama, Balasan()))
        return hasil(panggilan) if callable(hasil) else hasil


def _iso(detik: float) -> str:
    return clock.now().fromtimestamp(detik, tz=clock.now().tzinfo).isoformat()


def _penjawab(hub: HubPalsu) -> type[BaseHTTPRequestHandler]:
    class Penjawab(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _jawab(self) -> None:
            badan = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            panggilan = Panggilan(self.command, self.path, badan, self.headers.get("X-Eoffice-Nonce", ""))
            kata = hub.untuk(panggilan)
            if kata.putus:
                self.close_connection = True
                return
            self.send_response(kata.status)
            tanda = kata.tanda
            if tanda is None:
                tanda = tandai_jawaban(panggilan, kata.status, kata.isi, hub.diri)
            for nama, nilai in (kata.tajuk | {"X-Eoffice-Tanda": tanda}).items():
                self.send_header(nama, nilai)
            if kata.status != 204:
                self.send_header("Content-Length", str(len(kata.isi)))
            self.end_headers()
            self.wfile.write(kata.isi if kata.status != 204 else b"")
            self.close_connection = self.close_connection or hub.tutup_sesudah

        do_GET = do_POST = do_PATCH = _jawab  # noqa: N815  names of the base class

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Penjawab


@contextmanager
def berjalan(hub: HubPalsu) -> Iterator[HubPalsu]:
    """Let it answer on a port of its own."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _penjawab(hub)) as server:
        server.daemon_threads = True
        hub.porta = server.server_address[1]
        utas = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        utas.start()
        try:
            yield hub
        finally:
            server.shutdown()
            utas.join()
