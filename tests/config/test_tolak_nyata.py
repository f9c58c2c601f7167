"""A real hub meets a real village's server with a wrong key, a bomb, another village's events: nothing is stored."""

import pytest

from eoffice.kernel.messages import Pesan
from eoffice.web.komponen.kalimat import kalimat
from tests.config.dua_tempat import DESA, Dunia, bertemu

pytestmark = pytest.mark.proses
MENGIRIM = """
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from eoffice.kernel.errors import EofficeError
from eoffice.sinkron.services.garis import Garis
from eoffice.sinkron.services.kunci import diri, kabupaten
from eoffice.sinkron.services.sesi import Diri
from eoffice.web.komponen.kalimat import kalimat
from eoffice.wilayah.tenancy import lingkup
from tests.sinkron.penelepon import Penelepon, bom
with lingkup("{desa}"):
    siapa = {siapa}
    garis = Garis(kabupaten(), siapa)
    try:
        garis.dorong({paket})
    except EofficeError as galat:
        print(type(galat).__name__, kalimat(galat.pesan))
    finally:
        garis.tutup()
"""
BOM = 30_000_000
SENDIRI = "diri()"
ASING = "Diri(diri().node, Ed25519PrivateKey.generate())"


@pytest.mark.parametrize(
    ("siapa", "paket", "jawab"),
    [
        pytest.param(ASING, "b'x' * 100", Pesan("sinkron.node_tidak_dikenal"), id="wrong-key"),
        pytest.param(
            SENDIRI,
            "Penelepon(siapa).paket_bohong(Penelepon(Diri(siapa.node, Ed25519PrivateKey.generate())).paket())",
            Pesan("sinkron.paket_rusak"),
            id="no-events-inside",
        ),
        pytest.param(
            SENDIRI,
            f"Penelepon(siapa).paket_bohong(bom({BOM}), panjang={BOM})",
            Pesan("sinkron.paket_terlalu_besar", jumlah=3, panjang=BOM),
            id="zip-bomb",
        ),
        pytest.param(
            SENDIRI,
            "Penelepon(siapa).paket_bohong(desa='32.07.15.2005')",
            Pesan("sinkron.desa_lain"),
            id="foreign-village",
        ),
    ],
)
def test_what_is_not_the_villages_own_is_refused_and_leaves_nothing(
    dunia: Dunia, siapa: str, paket: str, jawab: Pesan
) -> None:
    bertemu(dunia)
    semula = dunia.kabupaten.peristiwa()
    kode, kata, galat = dunia.desa._laksanakan(MENGIRIM.format(desa=DESA, siapa=siapa, paket=paket))
    assert kode == 0, galat
    assert kalimat(jawab) in kata, kata
    assert dunia.kabupaten.peristiwa() == semula
    dunia.desa.menulis(1)
    bertemu(dunia)
    assert dunia.sama() == len(semula) + 1
