"""The pages where an official puts doubled numbers and twice-changed things in order."""

from typing import Any

import pytest

from eoffice.arsip import services as arsip
from eoffice.arsip.models import Nomor
from eoffice.kernel.ids import new_id
from eoffice.penduduk.services import siapkan_impor, terapkan_impor
from eoffice.sinkron.services.tinjau import bercabang, cabang
from eoffice.surat.models import Surat
from tests.penduduk import berkas_uji as uji
from tests.web.aparat.conftest import isi, ke
from tests.web.aparat.tinjau.alat import Pulih
from tests.web.markup import read

pytestmark = pytest.mark.django_db


def _banyak_nomor() -> int:
    return Nomor.objects.count()


def ganda(pulih: Pulih) -> arsip.NomorGanda:
    (satu,) = pulih.dalam(arsip.nomor_ganda)
    return satu  # type: ignore[no-any-return]


def kirim(pulih: Pulih, alamat: str, **data: Any) -> Any:
    return pulih.balai.operator.post(alamat, {"alasan": "sudah dipakai di bank", **data}, follow=True)


def test_without_a_restore_there_is_nothing_to_decide(pulih: Pulih) -> None:
    page = isi(pulih.balai.operator.get(ke("tinjau")))
    assert "Tidak ada yang perlu ditinjau" in page
    assert "Perlu ditinjau" not in isi(pulih.balai.operator.get(ke("beranda")))


def test_the_first_page_leads_to_a_number_on_two_letters(pulih: Pulih) -> None:
    satu, _ = pulih.dua_surat()
    assert ke("tinjau") in isi(pulih.balai.operator.get(ke("beranda")))
    assert ke("tinjau") in isi(pulih.balai.sekdes.get(ke("beranda")))
    assert ke("tinjau") not in isi(pulih.balai.kades.get(ke("beranda")))
    page = isi(pulih.balai.operator.get(ke("tinjau")))
    assert pulih.nomor(satu) in page
    assert ke("tinjau_nomor", ganda(pulih).id) in page


def test_both_letters_stand_side_by_side_with_who_when_and_which_paper(pulih: Pulih) -> None:
    satu, lain = pulih.dua_surat()
    page = isi(pulih.balai.operator.get(ke("tinjau_nomor", ganda(pulih).id)))
    kata = read(page).text
    for surat_id in (satu, lain):
        row = pulih.dalam(lambda s=surat_id: Surat.objects.select_related("permohonan").get(pk=s))
        assert row.permohonan.tiket in kata
        assert ke("periksa", surat_id) in page
    assert kata.count("Rika Amelia, ") == 2, "who drew each number"
    assert kata.count("Sudah dicetak, belum dipindai") == 2
    assert kata.count("Ditulis sebelum cadangan dipasang") >= 1
    assert kata.count("Ditulis di komputer ini") >= 1
    assert "Semua surat ini tetap sah" in kata
    assert "checked" not in page, "nothing is chosen beforehand"


@pytest.mark.parametrize("tetap", [0, 1])
def test_the_decision_gives_the_other_letter_a_number_and_says_which(pulih: Pulih, tetap: int) -> None:
    pasangan = pulih.dua_surat()
    nomor = pulih.nomor(pasangan[0])
    g = ganda(pulih)
    pilih = next(p for p in g.pemegang if p.untuk == pasangan[tetap])
    page = isi(kirim(pulih, ke("tinjau_nomor", g.id), dipilih=str(pilih.id)))
    baru = nomor.replace("/002/", "/003/")
    assert f"Surat yang lain dicatat ulang dengan nomor {baru}" in page
    assert "Tidak ada yang perlu ditinjau" in page
    row = pulih.dalam(lambda: Nomor.objects.get(teks=baru))
    assert (row.untuk, row.semula) == (pasangan[1 - tetap], nomor)
    for surat_id, ulang in ((pasangan[1 - tetap], True), (pasangan[tetap], False)):
        kata = read(isi(pulih.balai.operator.get(ke("periksa", surat_id)))).text
        assert f"Nomor {nomor}" in kata, "what the paper shows"
        assert (f"dicatat ulang dengan nomor {baru}" in kata) is ulang


@pytest.mark.parametrize(
    ("data", "kata"),
    [
        ({"dipilih": ""}, "Pilih salah satu"),
        ({"dipilih": "00000000-0000-0000-0000-000000000007"}, "Pilihan itu tidak ada"),
        ({"dipilih": "<script>"}, "Pilihan itu tidak ada"),
        ({"alasan": ""}, "Tulis alasannya"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_decided(
    pulih: Pulih, data: dict[str, str], kata: str
) -> None:
    pulih.dua_surat()
    g = ganda(pulih)
    alamat = ke("tinjau_nomor", g.id)
    isian = {"dipilih": str(g.id), "alasan": "x"} | data
    page = isi(pulih.balai.operator.post(alamat, isian), 422)
    assert kata in page
    assert ganda(pulih) == g


def test_who_comes_second_reads_that_it_is_done(pulih: Pulih) -> None:
    pulih.dua_surat()
    g = ganda(pulih)
    alamat = ke("tinjau_nomor", g.id)
    kirim(pulih, alamat, dipilih=str(g.id))
    for page in (
        isi(kirim(pulih, alamat, dipilih=str(g.id))),
        isi(pulih.balai.sekdes.get(alamat, follow=True)),
    ):
        assert "Ini sudah diputuskan" in page
    assert pulih.dalam(_banyak_nomor) == 4
    assert "Ini sudah diputuskan" in isi(pulih.balai.operator.get(ke("tinjau_cabang", new_id()), follow=True))


def test_one_letter_of_two_versions_is_chosen(pulih: Pulih) -> None:
    pulih.bernomor()
    surat_id = pulih.siap()
    pulih.kembali(lambda: pulih.cetak_di_sini(surat_id), lambda: pulih.cetak_di_sini(surat_id))
    alamat = ke("tinjau_cabang", surat_id)
    assert alamat in isi(pulih.balai.operator.get(ke("tinjau")))
    kata = read(isi(pulih.balai.operator.get(alamat))).text
    assert "Versi A" in kata and "Versi B" in kata and "Dicetak" in kata
    (satu,) = pulih.dalam(bercabang)
    dipilih = pulih.dalam(cabang, satu)[0]
    assert "Sudah diputuskan" in isi(kirim(pulih, alamat, dipilih=str(dipilih.id)))
    assert pulih.dalam(bercabang) == []
    row = pulih.dalam(lambda: Surat.objects.get(pk=surat_id))
    assert row.kode == dipilih.peristiwa.publik["kode"]


def test_a_resident_changed_twice_shows_what_differs_in_words(pulih: Pulih) -> None:
    pulih.dalam(_impor, uji.orang())
    pulih.kembali(lambda: _impor(uji.orang(rt="007")), lambda: _impor(uji.orang(pekerjaan="PETANI/PEKEBUN")))
    semua = {b.agregat: b for b in pulih.dalam(bercabang)}
    assert "penduduk" in semua, semua
    satu = semua["penduduk"]
    alamat = ke("tinjau_cabang", satu.agregat_id)
    kata = read(isi(pulih.balai.operator.get(alamat))).text
    assert "Penduduk diubah di dua tempat" in kata
    assert "Yang berbeda" in kata and "Pekerjaan" in kata
    dipilih = pulih.dalam(cabang, satu)[1]
    assert dipilih.sini
    page = isi(kirim(pulih, alamat, dipilih=str(dipilih.id)))
    assert "Sudah diputuskan" in page and alamat not in page


def _impor(orang: dict[str, str]) -> None:
    berkas = siapkan_impor(isi=uji.berkas_csv(orang), nama_berkas="warga.csv", lengkap=False, oleh="uji")
    terapkan_impor(impor_id=berkas.id, oleh="uji")


def test_these_pages_are_for_who_keeps_the_register_on_the_village_s_server(
    pulih: Pulih, settings: Any
) -> None:
    pulih.dua_surat()
    alamat = [ke("tinjau"), ke("tinjau_nomor", ganda(pulih).id), ke("pemulihan")]
    for satu in alamat:
        assert pulih.balai.kades.get(satu).status_code == 404
        assert pulih.balai.sekdes.get(satu).status_code == 200
    settings.EOFFICE_PERAN = "kabupaten"
    for satu in alamat:
        assert pulih.balai.operator.get(satu).status_code == 404
