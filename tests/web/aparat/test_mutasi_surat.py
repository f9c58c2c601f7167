"""The letters of the catalogue that belong to mutations: offered, opened for the right person, filled in."""

from datetime import timedelta
from uuid import UUID

import pytest

from eoffice.kernel.ids import new_id
from eoffice.penduduk import services
from eoffice.penduduk.models import Penduduk
from eoffice.penduduk.rules.mutasi import Lembar
from eoffice.surat import services as surat
from tests.penduduk.mutasi_uji import bayi, kini
from tests.web.aparat.conftest import Balai, isi, ke

pytestmark = pytest.mark.django_db


def catat_lahir(balai: Balai) -> UUID:
    """Let a child be born into Euis' family; return the mutation."""
    ibu = Penduduk.objects.get(pk=balai.orang.penduduk_id)
    lembar = Lembar(new_id(), kini() - timedelta(days=1), "uji")
    services.catat_kelahiran(lembar, keluarga_id=ibu.keluarga_id or new_id(), orang=bayi())
    return lembar.kelompok


def catat_mati(balai: Balai) -> UUID:
    """Let Euis die after her child was born; return the mutation."""
    catat_lahir(balai)
    anak = Penduduk.objects.get(nama="NENG SALMA")
    lembar = Lembar(new_id(), kini(), "uji")
    services.catat_kematian(
        lembar,
        penduduk_id=balai.orang.penduduk_id,
        tempat="RSUD CIAMIS",
        kepala_baru=anak.pk,
    )
    return lembar.kelompok


@pytest.mark.parametrize(
    ("catat", "jenis", "kotak", "nilai"),
    [
        (catat_lahir, "kelahiran", "nama_anak", "NENG SALMA"),
        (catat_mati, "kematian", "alm_nama", "Euis Komariah"),
    ],
)
def test_the_letter_of_a_mutation_opens_with_what_the_mutation_says(
    balai: Balai, catat: object, jenis: str, kotak: str, nilai: str
) -> None:
    assert callable(catat)
    kelompok = balai.dalam(catat, balai)
    assert ke("mutasi_surat", kelompok) in isi(balai.operator.get(ke("mutasi_satu", kelompok)))
    jawab = balai.operator.post(ke("mutasi_surat", kelompok))
    assert jawab.status_code == 302
    draf_id = UUID(str(jawab.headers["Location"]).rstrip("/").rpartition("/")[2])
    draf = balai.dalam(surat.draf, draf_id=draf_id, pemilik=balai.orang.operator)
    assert draf.jenis.kode == jenis
    assert draf.nilai[kotak] == nilai
