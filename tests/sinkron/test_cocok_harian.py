"""The daily comparison step by step, and the calls with which a village asks the hub about its tables."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from structlog.testing import capture_logs

from eoffice.jejak.models import Peristiwa
from eoffice.kernel import clock
from eoffice.penduduk.models import Keluarga
from eoffice.sinkron.models import Node, Pencocokan
from eoffice.sinkron.services import cocok, harian
from eoffice.sinkron.services.cocok import HasilTabel
from eoffice.sinkron.services.panggilan import Panggilan, nonce_baru, tandai
from eoffice.sinkron.services.sesi import Diri
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.sinkron.cocok_alat import PROYEKSI, TABEL, Lawan, isi, keluarga, sql
from tests.sinkron.mesin import Kabel, Mesin
from tests.sinkron.test_cocok import ALAMAT, bertemu, kk

Tiga = tuple[Mesin, Mesin, Kabel]
EPOCH_ASING = UUID(int=7)
PAGI = datetime(2031, 3, 4, 1, tzinfo=UTC)


@pytest.fixture
def hari(kabel: Tiga) -> Callable[..., None]:
    """Return a function that does the daily step in the village at an hour, then lets both sides meet."""
    node, kabupaten, _ = kabel
    for no in range(6):
        node.di_sini(keluarga, no, alamat=f"Dusun {no}")

    def lakukan(saat: datetime, kali: int = 1) -> None:
        def langkah() -> None:
            with clock.pada(saat):
                harian.langkah(Lawan(kabupaten), PROYEKSI)

        for _ in range(kali):
            bertemu(kabel)
            node.di_sini(langkah)
        bertemu(kabel)

    return lakukan


def titik(mesin: Mesin) -> int:
    return mesin.di_sini(lambda: Peristiwa.objects.filter(macam="ckpt").count())  # type: ignore[no-any-return]


def perbaikan(mesin: Mesin) -> int:
    return mesin.di_sini(lambda: Peristiwa.objects.filter(macam="repair").count())  # type: ignore[no-any-return]


@pytest.mark.hanya_sqlite
def test_one_checkpoint_a_day_however_often_it_is_asked_for(kabel: Tiga, hari: Callable[..., None]) -> None:
    node, _, _ = kabel
    hari(PAGI, kali=4)
    hari(PAGI + timedelta(hours=19), kali=2)
    assert titik(node) == 1
    hari(PAGI + timedelta(hours=24), kali=2)
    assert titik(node) == 2


@pytest.mark.hanya_sqlite
def test_a_clock_set_back_by_years_does_not_end_the_comparison(
    kabel: Tiga, hari: Callable[..., None]
) -> None:
    node, _, _ = kabel
    hari(PAGI + timedelta(days=3 * 365), kali=2)
    hari(PAGI, kali=8)
    assert titik(node) == 2


@pytest.mark.hanya_sqlite
def test_weeks_without_a_line_cost_one_checkpoint(kabel: Tiga, hari: Callable[..., None]) -> None:
    node, kabupaten, _ = kabel
    bertemu(kabel)

    def sepi() -> None:
        for hari_ke in range(20):
            with clock.pada(PAGI + timedelta(days=hari_ke)):
                harian.langkah(Lawan(kabupaten), PROYEKSI)

    node.di_sini(sepi)
    assert titik(node) == 1
    hari(PAGI + timedelta(days=20), kali=2)
    assert titik(node) == 1


@pytest.mark.hanya_sqlite
def test_a_difference_is_repaired_and_compared_again_the_same_day(
    kabel: Tiga, hari: Callable[..., None]
) -> None:
    node, kabupaten, _ = kabel
    bertemu(kabel)
    kabupaten.di_sini(sql, ALAMAT, kk(2))
    hari(PAGI, kali=4)
    assert kabupaten.di_sini(isi)[kk(2)] == (1, "Dusun 2")
    akhir = node.di_sini(lambda: Pencocokan.objects.filter(tabel=TABEL).order_by("urut").last())
    assert (titik(node), perbaikan(node), akhir.berbeda) == (2, 1, [])


@pytest.mark.hanya_sqlite
def test_a_repair_that_does_not_help_is_an_alarm_and_not_a_flood(
    kabel: Tiga, hari: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    node, kabupaten, _ = kabel
    bertemu(kabel)
    kabupaten.di_sini(sql, ALAMAT, kk(2))
    monkeypatch.setattr(type(PROYEKSI[0]), "terapkan", lambda *_: None)
    with capture_logs() as log:
        hari(PAGI, kali=6)
    assert perbaikan(node) == 1
    assert "sinkron.tetap_tidak_cocok" in {satu["event"] for satu in log}


@pytest.fixture
def tanya(client: Client, cisontrol: Desa) -> Callable[[str], Any]:
    """Return a function that makes a signed call of the village's installation."""
    kunci = Ed25519PrivateKey.generate()
    milik = Diri(uuid4(), kunci)
    with lingkup(cisontrol.kode):
        Node(id=milik.node, kunci=kunci.public_key().public_bytes_raw(), terdaftar_pada=clock.now()).save(
            force_insert=True
        )

    def lakukan(jalur: str, *, kode: str = CISONTROL, oleh: Diri = milik) -> Any:
        penuh = f"/sinkron/{kode}/{jalur}"
        nonce = nonce_baru()
        tajuk = {
            "X-Eoffice-Node": str(oleh.node),
            "X-Eoffice-Nonce": nonce,
            "X-Eoffice-Tanda": tandai(Panggilan("GET", penuh, b"", nonce), oleh),
        }
        return client.get(penuh, headers=tajuk)

    return lakukan


def test_the_hub_answers_what_it_found(tanya: Callable[[str], Any], cisontrol: Desa) -> None:
    tempat = cocok.Titik(uuid4(), 7)
    with lingkup(cisontrol.kode):
        cocok.ingat_hasil(tempat, [HasilTabel(TABEL, "a" * 64, "b" * 64, (3, 200))])
    jawab = tanya(f"pencocokan/?epoch={tempat.epoch}&urut=7")
    assert jawab.json() == {
        "tabel": [{"tabel": TABEL, "digest": "a" * 64, "digest_pemilik": "b" * 64, "berbeda": [3, 200]}]
    }
    assert tanya(f"pencocokan/?epoch={tempat.epoch}&urut=8").json() == {"tabel": []}


def test_the_hub_tells_rows_without_their_content(tanya: Callable[[str], Any], cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        pk: UUID = Keluarga.objects.create(no_kk=kk(1), alamat="Dusun rahasia").pk
    jawab = tanya(f"banding/?tabel={TABEL}&ember={pk.int & 255}")
    ((id_, revisi, sidik),) = jawab.json()["baris"]
    assert (id_, revisi, len(sidik)) == (str(pk), 1, 64)
    assert "rahasia" not in jawab.content.decode()
    assert tanya(f"banding/?tabel={TABEL}&ember={(pk.int + 1) & 255}").json() == {"baris": []}


@pytest.mark.parametrize(
    ("jalur", "kode"),
    [
        ("pencocokan/", "sinkron.permintaan_rusak"),
        (f"pencocokan/?epoch={EPOCH_ASING}&urut=-1", "sinkron.permintaan_rusak"),
        (f"pencocokan/?epoch={EPOCH_ASING}&urut={2**63}", "sinkron.permintaan_rusak"),
        (f"banding/?tabel={TABEL}&ember=256", "sinkron.permintaan_rusak"),
        (f"banding/?tabel={TABEL}&ember=", "sinkron.permintaan_rusak"),
        (f"banding/?tabel={TABEL}&ember=" + ",".join(["1"] * 300), "sinkron.permintaan_rusak"),
        ("banding/?tabel=auth_user&ember=1", "sinkron.tabel_tidak_dikenal"),
    ],
)
def test_a_strange_question_is_refused(tanya: Callable[[str], Any], jalur: str, kode: str) -> None:
    jawab = tanya(jalur)
    assert (jawab.status_code, jawab.json()["kode"]) == (422, kode)


@pytest.mark.parametrize(
    "jalur", [f"banding/?tabel={TABEL}&ember=1", f"pencocokan/?epoch={EPOCH_ASING}&urut=1"]
)
def test_a_stranger_learns_nothing(tanya: Callable[..., Any], situmandala: Desa, jalur: str) -> None:
    asing = Diri(uuid4(), Ed25519PrivateKey.generate())
    assert tanya(jalur, oleh=asing).status_code == 404
    assert tanya(jalur, kode=situmandala.kode).status_code == 404
