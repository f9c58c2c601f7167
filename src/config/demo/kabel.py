"""The cable between the trial's village and its regency: bytes pass while it is plugged in, a page pulls it out."""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

SEKALI: Final = 64 * 1024
JEDA_DETIK: Final = 0.2


class Kabel:
    """Carries calls from ``porta`` to the regency; pulled out (a file says so) it cuts what is on its way."""

    def __init__(self, porta: int, tujuan: int, tercabut: Path) -> None:
        self.porta, self.tujuan, self.tercabut = porta, tujuan, tercabut
        self._jalan: set[asyncio.Task[None]] = set()

    def mulai(self) -> None:
        """Lie there until this process ends."""
        threading.Thread(target=lambda: asyncio.run(self._layani()), name="kabel", daemon=True).start()

    async def _layani(self) -> None:
        await asyncio.start_server(self._sambut, "127.0.0.1", self.porta)
        while True:
            await asyncio.sleep(JEDA_DETIK)
            if self.tercabut.exists():
                for satu in tuple(self._jalan):
                    satu.cancel()

    async def _sambut(self, dari: asyncio.StreamReader, ke: asyncio.StreamWriter) -> None:
        if self.tercabut.exists():
            ke.transport.abort()
            return
        tugas = asyncio.create_task(self._antar(dari, ke))
        self._jalan.add(tugas)
        tugas.add_done_callback(self._jalan.discard)

    async def _antar(self, dari: asyncio.StreamReader, ke: asyncio.StreamWriter) -> None:
        """Carry one connection both ways; whatever ends it ends both sides."""
        seberang: asyncio.StreamWriter | None = None
        with suppress(OSError):
            try:
                balik, seberang = await asyncio.open_connection("127.0.0.1", self.tujuan)
                await _salah_satu(_alirkan(dari, seberang), _alirkan(balik, ke))
            finally:
                ke.transport.abort() if self.tercabut.exists() else ke.close()
                if seberang is not None:
                    seberang.close()


async def _salah_satu(*arah: Coroutine[Any, Any, None]) -> None:
    """Wait until one direction ends, then end the other."""
    tugas = [asyncio.create_task(satu) for satu in arah]
    try:
        await asyncio.wait(tugas, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for satu in tugas:
            satu.cancel()


async def _alirkan(dari: asyncio.StreamReader, ke: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while isi := await dari.read(SEKALI):
            ke.write(isi)
            await ke.drain()
