"""The wire form of every registered event type is frozen, one file a type and version.

A new type or version gets its file by ``EOFFICE_TULIS_GOLDEN=1 pytest tests/jejak/test_golden.py``. A file that
exists is never rewritten: a changed event is a new version. (Before a first release, delete the file and write it
again; afterwards never.)
"""

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from eoffice.jejak import registry, wire
from eoffice.jejak.registry import JenisPeristiwa
from eoffice.jejak.versi import terjangkau
from eoffice.kernel import chain

GOLDEN = Path(__file__).parent / "golden"
TETAP = UUID("01938b1e-0000-7000-8000-000000000001")
GARAM = bytes(range(16))


@dataclass
class Contoh:
    """An event with fixed columns."""

    jenis: str
    versi: int
    publik: dict[str, str]
    digest_pribadi: str
    id_peristiwa: UUID = TETAP
    desa_id: str = "32.07.15.2004"
    epoch: UUID = TETAP
    urut: int = 1
    macam: str = "put"
    agregat: str = "contoh"
    agregat_id: UUID = TETAP
    revisi: int = 1
    epoch_pemilik: int = 0
    waktu: datetime = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    pelaku: str = "sistem"


def bentuk(jenis: JenisPeristiwa) -> dict[str, Any]:
    """Return a type as it travels: the envelope, its keys, the digests."""
    pribadi = {kunci: f"<{kunci}>" for kunci in sorted(jenis.pribadi)}
    digest_pribadi = chain.private_digest(GARAM, pribadi) if pribadi else ""
    publik = {kunci: f"<{kunci}>" for kunci in sorted(jenis.publik)}
    isi = wire.isi(Contoh(jenis.nama, jenis.versi, publik, digest_pribadi))
    return {
        "penghapusan": jenis.penghapusan,
        "peristiwa": dict(isi),
        "pribadi": pribadi,
        "sebelum": chain.GENESIS,
        "digest": chain.link_digest(chain.GENESIS, isi),
    }


def berkas(jenis: JenisPeristiwa) -> Path:
    """Return where the golden file of a type lies."""
    return GOLDEN / f"{jenis.nama}.v{jenis.versi}.json"


def terdaftar() -> list[JenisPeristiwa]:
    """Return the types of the product (not those of tests)."""
    return [satu for satu in registry.semua() if not satu.nama.startswith("uji.")]


@pytest.mark.parametrize("jenis", terdaftar(), ids=lambda jenis: f"{jenis.nama}.v{jenis.versi}")
def test_the_wire_form_is_frozen(jenis: JenisPeristiwa) -> None:
    path = berkas(jenis)
    if not path.exists() and os.environ.get("EOFFICE_TULIS_GOLDEN") == "1":
        path.write_text(json.dumps(bentuk(jenis), indent=1, sort_keys=True, ensure_ascii=False) + "\n")
    assert path.exists(), "a new type or version: write its golden file as the head of this module says"
    assert json.loads(path.read_text()) == bentuk(jenis)


def test_a_new_or_changed_event_without_its_file_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EOFFICE_TULIS_GOLDEN", raising=False)
    ada = terdaftar()[0]
    isi = {"publik": ada.publik, "pribadi": ada.pribadi, "penghapusan": ada.penghapusan}
    for baru in (
        JenisPeristiwa(ada.nama, ada.versi + 1, **isi),
        JenisPeristiwa(ada.nama, ada.versi, **isi | {"publik": ada.publik | {"tambahan"}}),
        JenisPeristiwa(ada.nama, ada.versi, **isi | {"pribadi": ada.pribadi | {"tambahan"}}),
        JenisPeristiwa(
            ada.nama,
            ada.versi,
            **isi | {"penghapusan": {"simpan": "hapus", "hapus": "simpan"}[ada.penghapusan]},
        ),
    ):
        with pytest.raises(AssertionError):
            test_the_wire_form_is_frozen(baru)


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_the_digests_are_what_another_program_would_reckon(path: Path) -> None:
    """The rule, written once more without our code: SHA-256(sebelum || SHA-256(canonical JSON of the event))."""
    emas = json.loads(path.read_text())

    def kanonik(isi: object) -> bytes:
        return json.dumps(isi, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    dalam = hashlib.sha256(kanonik(emas["peristiwa"])).digest()
    assert emas["digest"] == hashlib.sha256(bytes.fromhex(emas["sebelum"]) + dalam).hexdigest()
    pribadi = hashlib.sha256(GARAM + kanonik(emas["pribadi"])).hexdigest() if emas["pribadi"] else ""
    assert emas["peristiwa"]["digest_pribadi"] == pribadi


def test_no_released_event_is_forgotten() -> None:
    """Old events stay in the stream for ever, so a type whose file exists stays registered."""
    assert {path.name for path in GOLDEN.glob("*.json")} <= {berkas(satu).name for satu in terdaftar()}


def test_the_envelope_has_exactly_the_agreed_columns() -> None:
    isi = wire.isi(Contoh("uji.orang", 1, {}, ""))
    assert set(isi) == {
        "id_peristiwa",
        "desa",
        "epoch",
        "urut",
        "macam",
        "jenis",
        "versi",
        "agregat",
        "agregat_id",
        "revisi",
        "epoch_pemilik",
        "waktu",
        "pelaku",
        "publik",
        "digest_pribadi",
    }
    assert isi["waktu"] == "2026-11-24T02:00:00.000000+00:00"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_every_version_ever_told_can_still_be_read(path: Path) -> None:
    """A version that has its file is read for ever: its type stays registered, and bridges lead to the newest one."""
    nama, nomor = path.stem.rsplit(".v", 1)
    assert registry.dikenal(nama, int(nomor))
    terbaru = max(satu.versi for satu in terdaftar() if satu.nama == nama)
    assert terjangkau(nama, terbaru, int(nomor))
