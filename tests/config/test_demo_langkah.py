"""One step of the trial in one installation: filled with the right villages, known to the other."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from config.demo import isi as pengisi
from config.demo import langkah
from config.demo.rumah import DAFTAR
from eoffice.jejak.desa import kenali_desa
from eoffice.kernel import clock
from eoffice.sinkron.models import KodePendaftaran
from eoffice.sinkron.rules.undangan import baca, sidik_kunci
from eoffice.sinkron.services.kunci import diri
from eoffice.wilayah.selectors import desa_terdaftar
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL, SITUMANDALA

pytestmark = pytest.mark.django_db


@pytest.fixture
def diisi(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path
) -> list[tuple[object, ...]]:
    """Note with what a step would fill an installation."""
    kata = list[tuple[object, ...]]()

    def siapkan(berkas: Path, desa: list[pengisi.DesaPeraga], *, petugas: bool = False) -> None:
        kata.append((berkas, [satu.rencana.kode for satu in desa], petugas))

    monkeypatch.setattr(pengisi, "siapkan", siapkan)
    settings.EOFFICE_HOME = tmp_path
    return kata


def test_the_village_gets_its_own_past(diisi: list[tuple[object, ...]], tmp_path: Path) -> None:
    langkah.main("isi", "desa")
    assert diisi == [(tmp_path / DAFTAR, [CISONTROL], False)]
    assert not desa_terdaftar(CISONTROL)  # whoever fills it makes it known


def test_the_regency_hosts_one_village_and_knows_the_other(
    diisi: list[tuple[object, ...]], tmp_path: Path
) -> None:
    langkah.main("isi", "kabupaten")
    assert diisi == [(tmp_path / DAFTAR, [SITUMANDALA], True)]
    assert desa_terdaftar(CISONTROL)


def test_an_invitation_leads_through_the_cable_and_holds_a_code_that_works(
    settings: LazySettings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EOFFICE_HOME = tmp_path
    kenali_desa(kode=CISONTROL)
    langkah.main("undang", "http://127.0.0.1:8002")
    undangan = baca(capsys.readouterr().out)
    assert (undangan.alamat, undangan.desa) == ("http://127.0.0.1:8002", CISONTROL)
    assert undangan.sidik == sidik_kunci(diri().kunci.public_key().public_bytes_raw())
    with lingkup(CISONTROL):
        (kode,) = KodePendaftaran.objects.filter(dipakai_pada=None)
    assert kode.kedaluwarsa > clock.now()


def test_an_unknown_step_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        langkah.main("hapus", "desa")
