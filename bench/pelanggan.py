"""A small HTTP client that keeps its connection and cookies, as a browser does; its CPU is not the server's."""

import http.client
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test.client import MULTIPART_CONTENT, encode_multipart
from django.utils.http import urlencode

from eoffice.akun.selectors import pengguna
from eoffice.kernel import clock
from eoffice.web.aparat import sesi

CSRF = "b" * 32
BATAS_DETIK = 60
HANGAT_DETIK = 10
"""A connection that was quiet for longer may be closed by the server: a browser opens a new one."""


@dataclass(frozen=True, slots=True)
class Berkas:
    """A file to send."""

    name: str
    isi: bytes
    content_type: str = "image/jpeg"

    def read(self) -> bytes:
        """Return the bytes, as Django's encoder wants them."""
        return self.isi


@dataclass(slots=True)
class Jawab:
    """What the server answered."""

    status: int
    ke: str
    isi: bytes


@dataclass(slots=True)
class Pelanggan:
    """One person's browser."""

    porta: int
    kuki: dict[str, str] = field(default_factory=dict)
    diminta: int = 0
    _sambungan: http.client.HTTPConnection | None = None
    _dipakai: float = 0.0

    def __post_init__(self) -> None:
        self.kuki |= {settings.CSRF_COOKIE_NAME: CSRF}

    def baca(self, alamat: str) -> Jawab:
        """GET a page."""
        return self._minta("GET", alamat, b"", {})

    def kirim(
        self, alamat: str, isi: Mapping[str, str | Sequence[str]], berkas: Mapping[str, Berkas] | None = None
    ) -> Jawab:
        """POST a form."""
        data = {**isi, "csrfmiddlewaretoken": self.kuki[settings.CSRF_COOKIE_NAME]}
        if not berkas:
            tajuk = {"Content-Type": "application/x-www-form-urlencoded"}
            return self._minta("POST", alamat, urlencode(data, doseq=True).encode(), tajuk)
        tubuh = encode_multipart("BoUnDaRyStRiNg", {**data, **berkas})
        return self._minta("POST", alamat, tubuh, {"Content-Type": MULTIPART_CONTENT})

    def _minta(self, cara: str, alamat: str, tubuh: bytes, tajuk: dict[str, str]) -> Jawab:
        sambungan = self._buka()
        kuki = "; ".join(f"{nama}={nilai}" for nama, nilai in self.kuki.items())
        sambungan.request(cara, alamat, tubuh, {**tajuk, "Cookie": kuki})
        jawab = sambungan.getresponse()
        isi = jawab.read()
        self.diminta += 1
        for baris in jawab.headers.get_all("Set-Cookie") or ():
            nama, _, sisa = baris.partition("=")
            self.kuki[nama] = sisa.partition(";")[0]
        self._dipakai = 0.0 if jawab.getheader("Connection", "").lower() == "close" else time.monotonic()
        return Jawab(jawab.status, jawab.getheader("Location", ""), isi)

    def _buka(self) -> http.client.HTTPConnection:
        if self._sambungan is None or time.monotonic() - self._dipakai > HANGAT_DETIK:
            self._sambungan = http.client.HTTPConnection("127.0.0.1", self.porta, timeout=BATAS_DETIK)
        return self._sambungan


def aparat(porta: int, pengguna_id: UUID) -> Pelanggan:
    """Return the browser of an official who has just signed in with password and code."""
    orang = pengguna(pengguna_id)
    toko = import_module(settings.SESSION_ENGINE).SessionStore(uuid.uuid4().hex)
    toko.update(
        {
            SESSION_KEY: str(orang.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: orang.get_session_auth_hash(),
            sesi.SEGAR_KUNCI: int(clock.now().timestamp()),
            "totp": True,
        }
    )
    toko.save(must_create=True)
    return Pelanggan(porta, {settings.SESSION_COOKIE_NAME: toko.session_key})
