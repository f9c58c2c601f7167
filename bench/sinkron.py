"""What synchronisation costs: bytes on the wire, taking in, an exact resend, the digest of a village.

On the throw-away home, so with SQLite; the figures of PostgreSQL and of a whole regency: ``python -m bench.kabupaten``.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.baris import Baris
from bench.ringan import DesaRingan
from bench.ukur import KODE
from config.proyeksi import PROYEKSI
from eoffice.jejak.aliran import Kiriman, kiriman, semua_ujung
from eoffice.jejak.desa import kenali_desa
from eoffice.kernel import clock
from eoffice.kernel.chain import GENESIS
from eoffice.sinkron.models import Node
from eoffice.sinkron.rules.paket import BENTUK, urai
from eoffice.sinkron.services import balas
from eoffice.sinkron.services.acuan import pilih
from eoffice.sinkron.services.cocok import ringkas_tabel
from eoffice.sinkron.services.kamus import terbaru
from eoffice.sinkron.services.kemas import Asal, kemas
from eoffice.sinkron.services.sesi import Diri
from eoffice.wilayah.tenancy import lingkup

TETANGGA = "32.07.15.2005"
SEMUA = 5000
BATAS_BITA = 160
BATAS_ULANG_MS = 10
BATAS_RINGKAS_MS = 50
PENDUDUK = next(satu for satu in PROYEKSI if satu.agregat == "penduduk")
HUB = Diri(uuid4(), Ed25519PrivateKey.generate())


def ukur() -> Iterator[Baris]:
    """Yield the lines."""
    with lingkup(KODE):
        contoh = [s for aliran in semua_ujung() for s in kiriman(aliran.epoch, 0, SEMUA)][:SEMUA]
        orang = ringkas_tabel(PENDUDUK, ()).jumlah
        ringkas = min(_ms(lambda: ringkas_tabel(PENDUDUK, ())) for _ in range(5))
        hemat = [(banyak, bita_sepotong(contoh, banyak)) for banyak in (1, 5, 20)]
    for banyak, bita in hemat:
        yield Baris(
            f"bita tiap peristiwa, {banyak} dalam satu kiriman (isi)",
            bita,
            "bita",
            BATAS_BITA,
            bita <= BATAS_BITA,
        )
    desa = _tetangga(contoh)
    with lingkup(TETANGGA):
        detik = _ms(lambda: [balas.dorong(paket, HUB) for paket in desa.paket]) / 1000
        utuh = kemas(desa.semua, Asal(desa.diri.node, None, GENESIS), desa.diri.kunci, terbaru())
        ulang = min(_ms(lambda: balas.dorong(utuh, HUB)) for _ in range(5))
    laju = len(contoh) / detik
    yield Baris("menerima dari satu desa (SQLite)", laju, "peristiwa/s", None, True)
    yield Baris(
        f"{len(contoh)} peristiwa yang sudah ada", ulang, "ms CPU", BATAS_ULANG_MS, ulang <= BATAS_ULANG_MS
    )
    yield Baris(
        f"ringkasan tabel penduduk, {orang} orang",
        ringkas,
        "ms CPU",
        BATAS_RINGKAS_MS,
        ringkas <= BATAS_RINGKAS_MS,
    )


def bita_sepotong(contoh: Sequence[Kiriman], banyak: int) -> float:
    """Return the bytes of body an event takes in batches of so many, sent to who holds the stream before them.

    The village in scope wrote them; the last ones are looked at, as after a first load.
    """
    asal, kunci = Asal(uuid4(), None, "ab" * 32), HUB.kunci
    epoch = UUID(str(contoh[-1].isi["epoch"]))
    potong = [contoh[awal : awal + banyak] for awal in range(max(0, len(contoh) - 2000), len(contoh), banyak)]
    semua = 0
    for satu in potong:
        acu = pilih(epoch, int(satu[0].isi["urut"]) - 1, satu)
        semua += len(urai(kemas(satu, asal, kunci, terbaru(), acu, BENTUK))[2])
    return semua / sum(map(len, potong))


def _tetangga(contoh: Sequence[Kiriman]) -> DesaRingan:
    """Return a village with its own server that wrote the same."""
    desa = DesaRingan(TETANGGA)
    desa.isi(contoh, 1)
    kenali_desa(kode=TETANGGA)
    with lingkup(TETANGGA):
        kunci = desa.diri.kunci.public_key().public_bytes_raw()
        Node(id=desa.diri.node, kunci=kunci, terdaftar_pada=clock.now()).save(force_insert=True)
    return desa


def _ms(kerja: Callable[[], object]) -> float:
    mulai = time.process_time()
    kerja()
    return (time.process_time() - mulai) * 1000
