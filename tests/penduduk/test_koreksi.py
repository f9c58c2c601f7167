"""Corrections by the office: what changes, what is told, what is refused, and that nobody writes over anybody."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from eoffice.jejak.models import Peristiwa
from eoffice.jejak.proyeksi import IndukBelumAda
from eoffice.jejak.selectors import PeristiwaTercatat, riwayat
from eoffice.jejak.services import hapus_pribadi
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.penduduk import services
from eoffice.penduduk.models import Koreksi, Penduduk
from eoffice.penduduk.projections import ProyeksiKoreksi
from eoffice.penduduk.rules.koreksi import Dasar
from eoffice.penduduk.rules.mutasi import STATUS_MATI, STATUS_TIDAK_SAH
from eoffice.penduduk.selectors import by_nik, cari
from eoffice.penduduk.selectors.koreksi import isi_koreksi, koreksi_orang
from eoffice.penduduk.selectors.riwayat import riwayat_orang
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.pabrik import penduduk
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import Masuk
from tests.penduduk.koreksi_uji import betulkan, lembar
from tests.penduduk.mutasi_uji import anak, orang
from tests.penduduk.permintaan_uji import minta

pytestmark = pytest.mark.django_db
BEBAS = "3207150506859007"


@pytest.fixture
def euis(di_cisontrol: Desa, masukkan: Masuk) -> UUID:
    """Euis, wife of Asep, mother of Rafi who has no NIK."""
    masukkan(uji.berkas_csv(uji.orang(), uji.istri(), uji.bayi()))
    return orang(uji.EUIS).pk


def baris(penduduk_id: UUID) -> Penduduk:
    return Penduduk.objects.get(pk=penduduk_id)


def kotak(galat: pytest.ExceptionInfo[InvalidInput]) -> dict[str, str]:
    return {nama: pesan.kode.removeprefix("penduduk.") for nama, pesan in galat.value.per_field.items()}


def ganti_nik(penduduk_id: UUID, nik: str, **ubah: Any) -> Any:
    revisi = ubah.pop("revisi", baris(penduduk_id).revisi)
    return services.koreksi_nik(lembar(**ubah), penduduk_id=penduduk_id, revisi=revisi, nik=nik)


def test_what_is_corrected_stands_there_and_is_found_by_its_new_name(euis: UUID) -> None:
    (ubahan,) = betulkan(
        euis, nama="EUIS KOMARIYAH", tanggal_lahir="1985-07-05", agama=2, golongan_darah=None
    )
    assert ubahan.kolom == {
        "nama": ("EUIS KOMARIAH", "EUIS KOMARIYAH"),
        "tanggal_lahir": ("1985-06-05", "1985-07-05"),
        "agama": (1, 2),
        "golongan_darah": (4, None),
    }
    kini = baris(euis)
    assert (kini.nama, kini.tanggal_lahir, kini.agama) == ("EUIS KOMARIYAH", date(1985, 7, 5), 2)
    assert [satu.id for satu in cari("komariyah")] == [euis]
    assert kini.pekerjaan == orang(uji.ASEP).pekerjaan, "what was left alone stays"


def test_the_log_tells_the_person_and_the_correction_in_one_go(euis: UUID) -> None:
    surat = lembar(dasar=Dasar.AKTA_LAHIR, nomor_dasar="AL-7/2001")
    betulkan(euis, surat, nama="EUIS KOMARIYAH")
    dua = list(Peristiwa.objects.order_by("-urut")[:2])
    assert [p.jenis for p in dua] == ["penduduk.koreksi_dicatat", "penduduk.penduduk_dicatat"]
    assert dua[0].publik == {"dasar": "akta_lahir"}
    assert dua[1].publik["sebab"] == "koreksi"
    (kabar,) = riwayat("koreksi", surat.kunci)
    assert kabar.pribadi is not None
    assert kabar.pribadi["ubahan"] == {"nama": ["EUIS KOMARIAH", "EUIS KOMARIYAH"]}
    assert (kabar.pribadi["alasan"], kabar.pribadi["nomor_dasar"]) == ("Salah ketik", "AL-7/2001")
    assert periksa_rantai(CISONTROL).utuh


def test_the_history_says_why_and_on_which_paper(euis: UUID) -> None:
    betulkan(euis, lembar(nomor_dasar="12"), nama="EUIS KOMARIYAH")
    langkah = riwayat_orang(euis)[0]
    assert (langkah.sebab, langkah.kolom) == ("koreksi", {"nama": ("EUIS KOMARIAH", "EUIS KOMARIYAH")})
    satu = koreksi_orang(euis)[langkah.revisi]
    assert (satu.alasan, satu.dasar, satu.nomor_dasar) == ("Salah ketik", "KTP-el", "12")


def test_looking_changes_nothing(euis: UUID) -> None:
    sebelum, revisi = Peristiwa.objects.count(), baris(euis).revisi
    (ubahan,) = betulkan(euis, lembar(coba=True), agama=2)
    assert ubahan.kolom == {"agama": (1, 2)}
    assert (baris(euis).agama, baris(euis).revisi) == (1, revisi)
    assert (Peristiwa.objects.count(), Koreksi.objects.count()) == (sebelum, 0)


def test_the_same_form_twice_corrects_once(euis: UUID) -> None:
    surat = lembar()
    betulkan(euis, surat, agama=2)
    revisi = baris(euis).revisi
    assert betulkan(euis, surat, agama=3) == ()
    assert (baris(euis).agama, baris(euis).revisi) == (2, revisi)
    assert ganti_nik(euis, BEBAS, kunci=surat.kunci) == ()


def test_a_column_that_moved_meanwhile_is_not_written_over(euis: UUID) -> None:
    semula = isi_koreksi(euis)
    betulkan(euis, agama=2)
    with pytest.raises(ChangedMeanwhile):
        services.koreksi_penduduk(
            lembar(), penduduk_id=euis, semula=semula, diketik={**semula, "pekerjaan": 3}
        )
    assert (baris(euis).agama, Koreksi.objects.count()) == (2, 1)


def test_a_form_that_does_not_say_what_it_showed_corrects_nothing(euis: UUID) -> None:
    with pytest.raises(ChangedMeanwhile):
        services.koreksi_penduduk(
            lembar(), penduduk_id=euis, semula={}, diketik={**isi_koreksi(euis), "agama": 3}
        )
    assert not Koreksi.objects.exists()


def test_nothing_changed_and_no_reason_are_refused(euis: UUID) -> None:
    with pytest.raises(InvalidInput) as kosong:
        betulkan(euis)
    assert kosong.value.pesan.kode == "penduduk.koreksi_kosong"
    with pytest.raises(InvalidInput) as tanpa:
        betulkan(euis, lembar(alasan=""), agama=2)
    assert kotak(tanpa) == {"alasan": "koreksi_alasan"}
    with pytest.raises(InvalidInput) as salah:
        betulkan(euis, tanggal_lahir="2999-01-01")
    assert kotak(salah) == {"tanggal_lahir": "tanggal_depan"}
    assert not Koreksi.objects.exists()


def test_a_family_keeps_exactly_one_head(euis: UUID) -> None:
    asep = orang(uji.ASEP).pk
    with pytest.raises(InvalidInput) as dua:
        betulkan(euis, shdk=1)
    assert kotak(dua) == {"shdk": "kepala_sudah_ada"}
    with pytest.raises(InvalidInput) as tanpa:
        betulkan(asep, shdk=4)
    assert kotak(tanpa) == {"shdk": "koreksi_kepala"}
    betulkan(anak().pk, shdk=6)
    assert anak().shdk == 6


def test_who_lives_alone_on_a_card_may_become_its_head(euis: UUID) -> None:
    Penduduk.objects.exclude(pk=euis).update(status_dasar=STATUS_MATI)
    betulkan(euis, shdk=1)
    assert baris(euis).shdk == 1


def test_a_man_is_not_pregnant(euis: UUID) -> None:
    Penduduk.objects.filter(pk=euis).update(hamil=1)
    (ubahan,) = betulkan(euis, jenis_kelamin="L", shdk=9)
    assert ubahan.kolom["hamil"] == (1, None)
    assert baris(euis).hamil is None


def test_the_dead_are_corrected_too_but_no_invalid_row(euis: UUID) -> None:
    Penduduk.objects.filter(pk=euis).update(status_dasar=STATUS_MATI)
    betulkan(euis, nama_ibu="ICIH")
    Penduduk.objects.filter(pk=euis).update(status_dasar=STATUS_TIDAK_SAH)
    with pytest.raises(RuleRefused) as tolak:
        betulkan(euis, nama_ibu="ACIH")
    assert tolak.value.pesan.kode == "penduduk.bukan_data_sah"


def test_a_nik_is_corrected_by_its_own_verb_and_the_old_one_finds_nobody(euis: UUID) -> None:
    (ubahan,) = ganti_nik(euis, BEBAS)
    assert ubahan.kolom == {"nik": (uji.EUIS, BEBAS)}
    assert by_nik(uji.EUIS) is None
    ada = by_nik(BEBAS)
    assert ada is not None
    assert ada.id == euis
    assert [satu.id for satu in cari(BEBAS)] == [euis]


def test_who_had_none_gets_a_nik(euis: UUID) -> None:
    rafi = anak().pk
    (ubahan,) = ganti_nik(rafi, BEBAS)
    assert ubahan.kolom["nik"] == ("", BEBAS)


@pytest.mark.parametrize(
    ("nik", "kata"),
    [
        (uji.ASEP, "nik_sudah_ada"),
        (uji.EUIS, "koreksi_nik_sama"),
        ("0320715200400001", "koreksi_nik_sementara"),
        ("", "mutasi_nik_kosong"),
        ("32071545", "nik_panjang"),
    ],
)
def test_a_nik_that_cannot_be_his_is_refused(euis: UUID, nik: str, kata: str) -> None:
    with pytest.raises(InvalidInput) as tolak:
        ganti_nik(euis, nik)
    assert kotak(tolak) == {"nik": kata}
    assert (baris(euis).nik, Koreksi.objects.count()) == (uji.EUIS, 0)


def test_the_number_of_somebody_dead_is_refused_with_its_own_words(euis: UUID) -> None:
    Penduduk.objects.filter(nik=uji.ASEP).update(status_dasar=STATUS_MATI)
    with pytest.raises(InvalidInput) as tolak:
        ganti_nik(euis, uji.ASEP)
    assert kotak(tolak) == {"nik": "nik_meninggal"}


def test_the_database_refuses_a_number_taken_at_the_same_moment(
    euis: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eoffice.penduduk.services.koreksi._periksa_pemilik", lambda _: None)
    with pytest.raises(InvalidInput) as tolak:
        ganti_nik(euis, uji.ASEP)
    assert kotak(tolak) == {"nik": "nik_sudah_ada"}
    assert baris(euis).nik == uji.EUIS


def test_a_nik_form_that_is_out_of_date_writes_nothing(euis: UUID) -> None:
    revisi = baris(euis).revisi
    betulkan(euis, agama=2)
    with pytest.raises(ChangedMeanwhile):
        ganti_nik(euis, BEBAS, revisi=revisi)
    assert baris(euis).nik == uji.EUIS


def test_the_neighbours_people_are_not_there_and_may_have_the_same_number(
    cisontrol: Desa, situmandala: Desa
) -> None:
    with lingkup(cisontrol.kode):
        euis = penduduk(nik=uji.EUIS).pk
        semula = isi_koreksi(euis)
        betulkan(euis, agama=2)
    with lingkup(situmandala.kode):
        for tanya in (
            lambda: isi_koreksi(euis),
            lambda: services.koreksi_penduduk(lembar(), penduduk_id=euis, semula=semula, diketik=semula),
            lambda: services.koreksi_nik(lembar(), penduduk_id=euis, revisi=1, nik=BEBAS),
        ):
            with pytest.raises(NotFound):
                tanya()
        assert koreksi_orang(euis) == {}
        siti = penduduk("Siti Aminah", BEBAS).pk
        services.koreksi_nik(lembar(), penduduk_id=siti, revisi=1, nik=uji.EUIS)


# ---- between row and stream ----


@pytest.fixture
def kabar(euis: UUID) -> PeristiwaTercatat:
    """The event of one correction."""
    betulkan(euis, lembar(permintaan=minta(new_id(), euis), nomor_dasar="12"), agama=2)
    (satu,) = riwayat("koreksi", Koreksi.objects.get().pk)
    return satu


def isi_baris() -> dict[str, Any]:
    (satu,) = Koreksi.objects.values()
    return satu


def test_a_row_is_made_again_from_its_event_alone(kabar: PeristiwaTercatat) -> None:
    dulu = isi_baris()
    Koreksi.objects.all().delete()
    ProyeksiKoreksi().terapkan(kabar)
    ProyeksiKoreksi().terapkan(kabar)
    assert isi_baris() == dulu
    assert dulu["permintaan"] is not None


def test_a_row_gives_the_picture_its_event_gave(kabar: PeristiwaTercatat) -> None:
    (gambar,) = ProyeksiKoreksi().gambaran()
    assert (gambar.agregat_id, gambar.revisi) == (kabar.agregat_id, kabar.revisi)
    assert (dict(gambar.publik), dict(gambar.pribadi)) == (dict(kabar.publik), dict(kabar.pribadi or {}))


def test_a_row_waits_for_its_person_and_refuses_what_no_column_holds(kabar: PeristiwaTercatat) -> None:
    isi = dict(kabar.pribadi or {})
    Koreksi.objects.all().delete()
    with pytest.raises(IndukBelumAda):
        ProyeksiKoreksi().terapkan(replace(kabar, pribadi={**isi, "penduduk_id": str(new_id())}))
    with pytest.raises(InvalidInput):
        ProyeksiKoreksi().terapkan(replace(kabar, pribadi={**isi, "alasan": "x" * 301}))
    with pytest.raises(InvalidInput):
        ProyeksiKoreksi().terapkan(replace(kabar, publik={"dasar": "kabar_angin"}))
    assert not Koreksi.objects.exists()


def test_the_database_knows_the_papers(kabar: PeristiwaTercatat) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Koreksi.objects.filter(pk=kabar.agregat_id).update(dasar="kabar_angin")


def test_what_was_erased_leaves_the_chain_whole_and_the_history_says_so(euis: UUID) -> None:
    betulkan(euis, agama=2)
    hapus_pribadi(agregat="koreksi", agregat_id=Koreksi.objects.get().pk, alasan="permintaan", pelaku="uji")
    (kosong,) = (
        p for p in riwayat("koreksi", Koreksi.objects.get().pk) if p.macam == "put" and p.pribadi is None
    )
    assert kosong.publik == {"dasar": "ktp_el"}
    assert periksa_rantai(CISONTROL).utuh
