"""Taking in a file: preview, application, and what must never happen on the way."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from eoffice.jejak import services as jejak
from eoffice.jejak.models import Peristiwa
from eoffice.jejak.selectors import riwayat
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput, NotFound
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.penduduk import selectors, services
from eoffice.penduduk.models import BarisImpor, Keluarga, Penduduk
from eoffice.penduduk.rules.impor.ekspor import buku_ditolak, tabel_ditolak
from eoffice.penduduk.services import terapkan
from eoffice.wilayah.models import Desa
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import OLEH, Masuk

BERTIGA = uji.berkas_csv(uji.orang(), uji.istri(), uji.bayi())
NIHIL = {"baru": 0, "berubah": 0, "sama": 0, "ditolak": 0, "hilang": 0, "peringatan": 0}

pytestmark = pytest.mark.usefixtures("di_cisontrol")


def satu(nik: str = uji.ASEP) -> Penduduk:
    return Penduduk.objects.select_related("keluarga").get(nik=nik)


def keadaan() -> list[tuple[object, ...]]:
    """Return the whole register, without ids made anew each time."""
    columns = ("nama", "nik", "tanggal_lahir", "status_kawin", "keluarga__no_kk", "keluarga__rt", "revisi")
    return sorted(Penduduk.objects.values_list(*columns))


# ---- preview ----


def test_a_preview_counts_and_touches_nothing(siapkan: Masuk) -> None:
    preview = siapkan(BERTIGA)
    assert preview.jumlah == {**NIHIL, "baru": 3}
    assert (preview.status, preview.bentuk, preview.lengkap, preview.oleh) == (
        "pratinjau",
        "kami",
        True,
        OLEH,
    )
    assert not Penduduk.objects.exists()
    assert not Keluarga.objects.exists()
    assert not Peristiwa.objects.exists()


def test_problems_stand_by_row_and_column(siapkan: Masuk) -> None:
    preview = siapkan(uji.berkas_csv(uji.orang(nik="32O"), uji.istri(agama="JEDI"), uji.bayi(nama="")))
    assert preview.jumlah == {**NIHIL, "ditolak": 3}
    rows = selectors.baris_impor(preview.id)
    assert [(row.baris, row.masalah[0].kolom, row.masalah[0].pesan.kode) for row in rows] == [
        (2, "nik", "penduduk.nik_huruf"),
        (3, "agama", "penduduk.kode_asing"),
        (4, "nik", "penduduk.tanpa_pengenal"),
    ]
    assert rows[0].masalah[0].pesan == Pesan("penduduk.nik_huruf", huruf="O", urutan=3)
    assert rows[0].asli[2] == "32O"


def test_refused_rows_are_read_in_pages(siapkan: Masuk) -> None:
    preview = siapkan(uji.berkas_csv(*(uji.orang(nik=str(number)) for number in range(1, 8))))
    assert [row.baris for row in selectors.baris_impor(preview.id, mulai=2, batas=3)] == [4, 5, 6]
    assert [row.baris for row in selectors.baris_ditolak(preview.id)] == [2, 3, 4, 5, 6, 7, 8]


def test_a_useless_file_leaves_the_earlier_preview_alone(siapkan: Masuk) -> None:
    first = siapkan(BERTIGA)
    with pytest.raises(InvalidInput):
        siapkan(b"%PDF-1.7")
    assert selectors.impor(first.id).status == "pratinjau"


def test_a_new_preview_replaces_the_one_before(siapkan: Masuk) -> None:
    first = siapkan(BERTIGA)
    second = siapkan(BERTIGA)
    assert selectors.impor(first.id).status == "dibatalkan"
    assert not BarisImpor.objects.filter(impor_id=first.id).exists()
    assert [row.id for row in selectors.semua_impor()] == [second.id, first.id]
    with pytest.raises(ChangedMeanwhile) as refused:
        services.terapkan_impor(impor_id=first.id, oleh=OLEH)
    assert refused.value.pesan.kode == "penduduk.impor_dibatalkan"
    assert not Penduduk.objects.exists()


def test_a_preview_can_be_thrown_away(siapkan: Masuk) -> None:
    preview = siapkan(BERTIGA)
    services.batalkan_impor(impor_id=preview.id)
    services.batalkan_impor(impor_id=preview.id)
    assert not BarisImpor.objects.exists()
    with pytest.raises(NotFound):
        services.batalkan_impor(impor_id=new_id())


# ---- application ----


def test_new_people_come_with_their_family(masukkan: Masuk) -> None:
    assert masukkan(BERTIGA).jumlah == {**NIHIL, "baru": 3}
    asep, euis = satu(), satu(uji.EUIS)
    assert asep.keluarga is not None
    assert asep.keluarga_id == euis.keluarga_id
    assert (asep.keluarga.no_kk, asep.keluarga.dusun, asep.keluarga.rw, asep.keluarga.rt) == (
        uji.KK,
        "JETAK",
        "002",
        "003",
    )
    assert (asep.nama, asep.tanggal_lahir, asep.pekerjaan, asep.revisi) == (
        "ASEP SUTISNA",
        date(1980, 1, 1),
        88,
        1,
    )
    assert Keluarga.objects.count() == 1
    assert Penduduk.objects.filter(nik="").count() == 1


def test_opensid_and_our_csv_give_the_same_register(masukkan: Masuk) -> None:
    masukkan(uji.berkas_xlsx(uji.orang_opensid()))
    assert (satu().lain, satu().akta_perkawinan, satu().suku) == ({}, "123/2005", "SUNDA")
    assert masukkan(uji.berkas_csv(uji.orang())).jumlah == {**NIHIL, "sama": 1}


def test_the_same_file_again_changes_nothing(masukkan: Masuk) -> None:
    masukkan(BERTIGA)
    before, events = keadaan(), Peristiwa.objects.count()
    assert masukkan(BERTIGA).jumlah == {**NIHIL, "sama": 3}
    assert keadaan() == before
    assert Peristiwa.objects.count() == events + 1  # only that a file was applied


def test_applying_twice_does_it_once(siapkan: Masuk) -> None:
    preview = siapkan(BERTIGA)
    first = services.terapkan_impor(impor_id=preview.id, oleh=OLEH)
    before, events = keadaan(), Peristiwa.objects.count()
    assert services.terapkan_impor(impor_id=preview.id, oleh=OLEH) == first
    assert (keadaan(), Peristiwa.objects.count()) == (before, events)
    with pytest.raises(ChangedMeanwhile) as refused:
        services.batalkan_impor(impor_id=preview.id)
    assert refused.value.pesan.kode == "penduduk.impor_sudah_diterapkan"


def test_a_change_is_one_more_revision(masukkan: Masuk) -> None:
    masukkan(BERTIGA)
    assert masukkan(uji.berkas_csv(uji.orang(pekerjaan="GURU"), uji.istri(), uji.bayi())).jumlah == {
        **NIHIL,
        "berubah": 1,
        "sama": 2,
    }
    assert (satu().pekerjaan, satu().revisi) == (65, 2)


def test_a_partial_file_changes_only_its_columns_and_marks_nobody(masukkan: Masuk) -> None:
    masukkan(BERTIGA)
    part = uji.berkas_csv(uji.orang(pekerjaan="GURU"), kolom=["nama", "pekerjaan", "nik"])
    assert masukkan(part, lengkap=False).jumlah == {**NIHIL, "berubah": 1}
    assert (satu().pekerjaan, satu().agama, satu().tempat_lahir) == (65, 1, "CIAMIS")
    assert not Penduduk.objects.filter(hilang_pada__isnull=False).exists()


def test_an_empty_cell_never_erases(masukkan: Masuk) -> None:
    masukkan(BERTIGA)
    empty = uji.orang(tempat_lahir="", agama="-", alamat="", rt="", golongan_darah="")
    assert masukkan(uji.berkas_csv(empty), lengkap=False).jumlah == {**NIHIL, "sama": 1}


def test_who_is_not_in_a_complete_file_is_marked_and_kept(masukkan: Masuk) -> None:
    masukkan(BERTIGA)
    result = masukkan(uji.berkas_csv(uji.orang()))
    assert result.jumlah == {**NIHIL, "sama": 1, "hilang": 2}
    assert Penduduk.objects.count() == 3
    assert satu(uji.EUIS).hilang_pada is not None
    assert satu(uji.EUIS).revisi == 2
    assert selectors.jumlah_penduduk() == 1
    assert selectors.jumlah_penduduk("hilang") == 2
    assert masukkan(uji.berkas_csv(uji.orang())).jumlah == {**NIHIL, "sama": 1}  # marked once


def test_who_is_back_is_unmarked(masukkan: Masuk) -> None:
    masukkan(BERTIGA)
    masukkan(uji.berkas_csv(uji.orang()))
    assert masukkan(BERTIGA).jumlah == {**NIHIL, "sama": 1, "berubah": 2}
    assert satu(uji.EUIS).hilang_pada is None


def test_a_person_whose_row_is_refused_is_not_missing(masukkan: Masuk) -> None:
    masukkan(BERTIGA)
    assert masukkan(uji.berkas_csv(uji.orang(), uji.istri(agama="JEDI"), uji.bayi())).jumlah == {
        **NIHIL,
        "sama": 2,
        "ditolak": 1,
    }
    assert satu(uji.EUIS).hilang_pada is None


def test_good_rows_go_in_beside_refused_ones(masukkan: Masuk) -> None:
    result = masukkan(uji.berkas_csv(uji.orang(), uji.istri(nik="12")))
    assert result.jumlah == {**NIHIL, "baru": 1, "ditolak": 1}
    assert [row.baris for row in selectors.baris_impor(result.id)] == [3]
    assert not BarisImpor.objects.exclude(tindakan="ditolak").exists()  # staged personal data do not stay


def test_a_child_gets_its_number_and_stays_the_same_child(masukkan: Masuk) -> None:
    masukkan(BERTIGA)
    child = Penduduk.objects.get(nik="")
    assert masukkan(uji.berkas_csv(uji.bayi(nik=uji.BAYI)), lengkap=False).jumlah == {**NIHIL, "berubah": 1}
    assert satu(uji.BAYI).pk == child.pk
    assert selectors.cari(uji.BAYI)[0].id == child.pk


def test_moving_to_another_card_moves_the_search_key_too(masukkan: Masuk) -> None:
    masukkan(BERTIGA)
    other = "3207150101169051"
    masukkan(uji.berkas_csv(uji.istri(no_kk=other, shdk="KEPALA KELUARGA", rt="009")), lengkap=False)
    euis, asep = satu(uji.EUIS), satu()
    assert euis.keluarga is not None
    assert asep.keluarga is not None
    assert (euis.keluarga.no_kk, euis.keluarga.rt, asep.keluarga.rt) == (other, "009", "003")
    assert [hit.nama for hit in selectors.cari(other)] == ["EUIS KOMARIAH"]


def test_a_new_address_is_one_change_of_the_family(masukkan: Masuk) -> None:
    masukkan(BERTIGA)
    masukkan(uji.berkas_csv(uji.orang(rt="011"), uji.istri(rt="011"), uji.bayi(rt="011")))
    family = Keluarga.objects.get()
    assert (family.rt, family.revisi) == ("011", 2)


def test_people_changed_since_the_preview_stop_the_whole_file(siapkan: Masuk, masukkan: Masuk) -> None:
    masukkan(BERTIGA)
    preview = siapkan(uji.berkas_csv(uji.orang(pekerjaan="GURU"), uji.istri(pekerjaan="GURU"), uji.bayi()))
    Penduduk.objects.filter(nik=uji.EUIS).update(revisi=7)
    before, events = keadaan(), Peristiwa.objects.count()
    with pytest.raises(ChangedMeanwhile) as refused:
        services.terapkan_impor(impor_id=preview.id, oleh=OLEH)
    assert refused.value.pesan == Pesan("penduduk.impor_basi")
    assert (keadaan(), Peristiwa.objects.count()) == (before, events)
    assert selectors.impor(preview.id).status == "pratinjau"


def test_somebody_added_since_the_preview_stops_the_whole_file(siapkan: Masuk) -> None:
    preview = siapkan(BERTIGA)
    Penduduk(nik=uji.EUIS, nama="EUIS", jenis_kelamin="P").save(force_insert=True)
    with pytest.raises(ChangedMeanwhile):
        services.terapkan_impor(impor_id=preview.id, oleh=OLEH)
    assert Penduduk.objects.count() == 1


def test_an_error_in_the_middle_leaves_nothing(siapkan: Masuk, monkeypatch: pytest.MonkeyPatch) -> None:
    preview = siapkan(BERTIGA)

    def broken(*_: object, **__: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr(terapkan, "catat_banyak", broken)
    with pytest.raises(OSError, match="disk"):
        services.terapkan_impor(impor_id=preview.id, oleh=OLEH)
    assert not Penduduk.objects.exists()
    assert selectors.impor(preview.id).status == "pratinjau"
    monkeypatch.setattr(terapkan, "catat_banyak", jejak.catat_banyak)
    assert services.terapkan_impor(impor_id=preview.id, oleh=OLEH).jumlah["baru"] == 3


def test_more_rows_than_one_batch(masukkan: Masuk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terapkan, "_SEKALI", 2)
    people = [uji.orang()]
    people += [uji.orang(nik=f"320715010180{serial}", shdk="ANAK") for serial in range(9002, 9008)]
    assert masukkan(uji.berkas_csv(*people)).jumlah == {**NIHIL, "baru": 7}
    assert masukkan(uji.berkas_csv(people[0])).jumlah == {**NIHIL, "sama": 1, "hilang": 6}
    assert Keluarga.objects.get().revisi == 1


# ---- the stream ----


def test_every_change_is_in_the_stream_as_a_full_after_image(masukkan: Masuk) -> None:
    masukkan(BERTIGA)
    asep = satu()
    masukkan(uji.berkas_csv(uji.orang(pekerjaan="GURU"), uji.istri()))
    first, second = riwayat("penduduk", asep.pk)
    assert (first.revisi, second.revisi) == (1, 2)
    assert second.pribadi is not None
    assert second.pribadi["nik"] == uji.ASEP
    assert second.pribadi["pekerjaan"] == 65
    assert second.pribadi["keluarga_id"] == str(asep.keluarga_id)
    assert second.publik == {"sebab": "impor", "hilang_pada": None}
    kinds = list(Peristiwa.objects.order_by("urut").values_list("jenis", flat=True))
    assert kinds.count("penduduk.penduduk_dicatat") == 5  # three new, one changed, one missing
    assert kinds.count("penduduk.keluarga_dicatat") == 1
    assert kinds[-1] == "penduduk.impor_diterapkan"


def test_the_chain_holds_and_shows_nobody(masukkan: Masuk, di_cisontrol: Desa) -> None:
    masukkan(BERTIGA)
    assert periksa_rantai(di_cisontrol.kode).utuh
    shown = repr(list(Peristiwa.objects.values_list("publik", flat=True)))
    for secret in (uji.ASEP, uji.EUIS, uji.KK, "SUTISNA", "1980"):
        assert secret not in shown


# ---- walls ----


def test_a_file_of_the_neighbour_is_refused_row_by_row(siapkan: Masuk) -> None:
    preview = siapkan(uji.berkas_csv(uji.orang(kode_desa="32.07.15.2005"), uji.istri()))
    assert preview.jumlah == {**NIHIL, "baru": 1, "ditolak": 1}
    assert selectors.baris_impor(preview.id)[0].masalah[0].pesan.kode == "penduduk.desa_lain"


@pytest.mark.parametrize(
    "ubah",
    [
        {"nik": "12"},
        {"nik": "A" * 16},
        {"nama": ""},
        {"jenis_kelamin": "X"},
        {"status_dasar": 5},
        {"revisi": 0},
    ],
)
def test_the_database_refuses_what_the_rules_refuse(ubah: dict[str, object]) -> None:
    person = Penduduk(**{"nik": uji.ASEP, "nama": "ASEP", "jenis_kelamin": "L", **ubah})
    with pytest.raises(IntegrityError), transaction.atomic():
        person.save(force_insert=True)


def test_one_number_one_person_but_many_may_have_none() -> None:
    for number in ("", "", uji.ASEP):
        Penduduk(nik=number, nama="ASEP", jenis_kelamin="L").save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Penduduk(nik=uji.ASEP, nama="LAIN", jenis_kelamin="L").save(force_insert=True)


# ---- the refused rows, back to the operator ----


def test_refused_rows_come_back_harmless_and_can_be_mended(siapkan: Masuk) -> None:
    evil = uji.berkas_csv(uji.orang(nama='=HYPERLINK("http://x")', alamat="+cmd|' /C calc'!A0"), uji.istri())
    preview = siapkan(evil)
    rows = list(
        tabel_ditolak(preview.kolom, selectors.baris_ditolak(preview.id), lambda pesan: f"kata {pesan.kode}")
    )
    assert rows[0].sel[-1] == "Alasan"
    said = "Baris 2. nama: kata penduduk.nama_karakter alamat: kata penduduk.teks_rumus"
    assert rows[1].sel[-1] == said
    assert {rows[0].sel[place] for place in rows[1].salah} == {"nama", "alamat"}
    again = siapkan(buku_ditolak(rows))
    assert again.jumlah == {**NIHIL, "ditolak": 1}
    assert [m.pesan.kode for m in again.masalah] == ["penduduk.berkas_perbaikan"]  # our column is no stranger
