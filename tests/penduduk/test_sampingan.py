"""The register's columns beside the family card: files fill them, older events and older rows are read into them."""

import importlib
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from eoffice.jejak.models import Peristiwa
from eoffice.jejak.registry import JenisTidakSah, cari
from eoffice.jejak.selectors import PeristiwaTercatat, tercatat
from eoffice.jejak.versi import mutakhir, turunkan
from eoffice.penduduk.events import PENDUDUK_DICATAT
from eoffice.penduduk.models import Penduduk
from eoffice.penduduk.projections import ProyeksiPenduduk
from eoffice.penduduk.rules.sampingan import KOLOM_SAMPINGAN
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import Masuk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("di_cisontrol")]
LAIN = {
    "cacat_id": "2",
    "ktp_el": "2",
    "akta_lahir": "AL-1/1980",
    "suku": "SUNDA",
    "lat": "-7.28",
    "hamil": "ya",
}
pindahkan = importlib.import_module("eoffice.penduduk.migrations.0005_sampingan").lift


def asep() -> Penduduk:
    return Penduduk.objects.get(nik=uji.ASEP)


def terakhir() -> PeristiwaTercatat:
    return tercatat(Peristiwa.objects.filter(agregat="penduduk").order_by("urut").last())


def versi_satu(peristiwa: PeristiwaTercatat, lain: Any = LAIN) -> PeristiwaTercatat:
    """Return an event as the first version told it."""
    assert peristiwa.pribadi is not None
    pribadi = {nama: nilai for nama, nilai in peristiwa.pribadi.items() if nama not in KOLOM_SAMPINGAN}
    return replace(peristiwa, versi=1, pribadi={**pribadi, "lain": lain})


def test_a_file_fills_the_columns_and_the_event_tells_them(masukkan: Masuk) -> None:
    masukkan(
        uji.berkas_xlsx(
            uji.orang_opensid(cacat_id=2, ktp_el="KTP-EL", id_asuransi=99, akta_lahir="AL-1", lat="-7.28")
        )
    )
    orang = asep()
    assert (orang.cacat, orang.ktp_el, orang.asuransi, orang.akta_lahir, orang.suku) == (
        2,
        2,
        99,
        "AL-1",
        "SUNDA",
    )
    assert orang.lain == {"lat": "-7.28"}
    kabar = terakhir()
    assert kabar.versi == PENDUDUK_DICATAT.versi == 2
    assert kabar.pribadi is not None
    assert (kabar.pribadi["cacat"], kabar.pribadi["suku"], kabar.pribadi["lain"]) == (
        2,
        "SUNDA",
        {"lat": "-7.28"},
    )


def test_the_same_columns_again_change_nothing_and_another_code_changes_one(masukkan: Masuk) -> None:
    isi = uji.orang_opensid(cacat_id=2, cara_kb_id="Pil")
    masukkan(uji.berkas_xlsx(isi))
    assert masukkan(uji.berkas_xlsx(isi)).jumlah["sama"] == 1
    assert masukkan(uji.berkas_xlsx({**isi, "cara_kb_id": "99"})).jumlah["berubah"] == 1
    assert (asep().cacat, asep().cara_kb, asep().revisi) == (2, 99, 2)


def test_an_empty_cell_erases_no_column(masukkan: Masuk) -> None:
    masukkan(uji.berkas_xlsx(uji.orang_opensid(cacat_id=2)))
    masukkan(uji.berkas_xlsx(uji.orang_opensid(cacat_id="", suku="", nama="ASEP SUTISNA BARU")))
    assert (asep().nama, asep().cacat, asep().suku) == ("ASEP SUTISNA BARU", 2, "SUNDA")


def test_words_no_table_has_are_kept_until_a_file_says_a_code(masukkan: Masuk) -> None:
    masukkan(uji.berkas_xlsx(uji.orang_opensid(cacat_id="BUTA WARNA")))
    assert (asep().cacat, asep().lain) == (None, {"cacat_id": "BUTA WARNA"})
    masukkan(uji.berkas_xlsx(uji.orang_opensid(cacat_id=2)))
    assert (asep().cacat, asep().lain) == (2, {})


def test_an_event_of_the_first_version_makes_the_same_row(masukkan: Masuk) -> None:
    masukkan(uji.berkas_csv(uji.orang()))
    lama = replace(versi_satu(terakhir()), revisi=2)
    ProyeksiPenduduk().terapkan(mutakhir(lama))
    orang = asep()
    assert (orang.cacat, orang.ktp_el, orang.akta_lahir, orang.suku) == (2, 2, "AL-1/1980", "SUNDA")
    assert orang.lain == {"lat": "-7.28", "hamil": "ya"}, "what no column can hold is not lost"


def test_down_again_it_is_the_event_that_came(masukkan: Masuk) -> None:
    masukkan(uji.berkas_csv(uji.orang()))
    lama = versi_satu(terakhir())
    baru = mutakhir(lama)
    assert baru.versi == 2
    assert baru.pribadi is not None
    publik, pribadi = turunkan(lama.jenis, 2, 1, (baru.publik, baru.pribadi))
    assert (publik, pribadi) == (lama.publik, lama.pribadi)
    cari(lama.jenis, 1).periksa(publik, pribadi)


def test_an_erased_person_stays_erased(masukkan: Masuk) -> None:
    masukkan(uji.berkas_csv(uji.orang()))
    assert mutakhir(replace(versi_satu(terakhir()), pribadi=None)).pribadi is None


@pytest.mark.parametrize("lain", [7, "SUNDA", ["suku"]])
def test_what_is_no_first_version_is_refused(masukkan: Masuk, lain: Any) -> None:
    masukkan(uji.berkas_csv(uji.orang()))
    with pytest.raises(JenisTidakSah):
        mutakhir(versi_satu(terakhir(), lain))


def test_rows_from_before_get_their_columns_and_no_new_revision(
    masukkan: Masuk, monkeypatch: pytest.MonkeyPatch
) -> None:
    masukkan(uji.berkas_csv(uji.orang(), uji.istri(), uji.bayi()))
    monkeypatch.setattr("eoffice.penduduk.migrations.0005_sampingan.AT_ONCE", 10)
    Penduduk.objects.filter(nik=uji.ASEP).update(lain=LAIN)
    Penduduk.objects.filter(nik=uji.EUIS).update(lain={"suku": "JAWA"})
    pindahkan(apps, SimpleNamespace())
    orang = asep()
    assert (orang.cacat, orang.ktp_el, orang.suku, orang.revisi) == (2, 2, "SUNDA", 1)
    assert orang.lain == {"lat": "-7.28", "hamil": "ya"}
    assert Penduduk.objects.get(nik=uji.EUIS).suku == "JAWA"
    assert Penduduk.objects.get(nik="").suku == ""


def test_rows_moved_over_are_told_as_before_to_a_peer_of_the_first_version(masukkan: Masuk) -> None:
    masukkan(uji.berkas_csv(uji.orang()))
    Penduduk.objects.update(lain=LAIN)
    pindahkan(apps, SimpleNamespace())
    (satu,) = ProyeksiPenduduk().gambaran()
    _, pribadi = turunkan(PENDUDUK_DICATAT.nama, 2, 1, (satu.publik, satu.pribadi))
    assert pribadi["lain"] == LAIN
    assert not set(KOLOM_SAMPINGAN) & pribadi.keys()
