"""People in a type: declared once, expanded into plain fields, proof-read; and finding a letter by a need."""

import dataclasses
from typing import Any

import pytest

from eoffice.surat.rules.cari import KELOMPOK, SERING, cari_jenis, kelompok_jenis, sering
from eoffice.surat.rules.isian import Bila, Isian, Tipe
from eoffice.surat.rules.jenis import Blok, JenisSurat, Kolom, Lembar, Penanda, katalog
from eoffice.surat.rules.periksa_jenis import cacat, isian_tercetak
from eoffice.surat.rules.petunjuk import petunjuk
from eoffice.surat.rules.pihak import BARIS_IDENTITAS, baca_isian_halaman, baca_pihak, kolom_pihak

AYAH: dict[str, Any] = {
    "kode": "ayah",
    "sebutan": "ayah",
    "tipe": "pihak",
    "tanya": "Siapa ayah Anda?",
    "mengapa": "Tertulis di surat.",
    "kolom": ["nama", "nik", "ttl", "agama"],
    "boleh_kosong": ["nik"],
    "bila": [{"isian": "ada_ayah", "salah_satu": [True]}],
}


class TestPihak:
    def test_a_person_becomes_plain_fields_that_know_whom_they_are_about(self) -> None:
        isian = list(baca_isian_halaman([AYAH]))
        assert [i.kode for i in isian] == [
            "ayah_nama",
            "ayah_nik",
            "ayah_tempat_lahir",
            "ayah_tanggal_lahir",
            "ayah_agama",
        ]
        assert {i.pihak for i in isian} == {"ayah"}
        assert [i.kode for i in isian if not i.wajib] == ["ayah_nik"]
        assert all(i.bila == (Bila("ada_ayah", (True,)),) for i in isian)
        assert isian[0].label == "Nama ayah"

    def test_head_and_reason_are_of_the_person(self) -> None:
        (pihak,) = baca_pihak([AYAH, {"kode": "x", "tipe": "teks"}])
        assert (pihak.kode, pihak.tanya, pihak.kolom[-1]) == ("ayah", "Siapa ayah Anda?", "agama")
        assert [label for _, label, _ in pihak.baris_identitas()] == [
            "Nama",
            "NIK",
            "Tempat, tanggal lahir",
            "Agama",
        ]

    def test_an_unknown_column_or_key_is_an_error_of_the_author(self) -> None:
        with pytest.raises(KeyError):
            list(baca_isian_halaman([AYAH | {"kolom": ["sepatu"]}]))
        with pytest.raises(TypeError):
            list(baca_pihak([AYAH | {"salah_ketik": 1}]))

    def test_every_column_that_may_be_asked_can_be_printed(self) -> None:
        dicetak = {kolom for kolom, _, _ in BARIS_IDENTITAS}
        assert kolom_pihak().keys() - {"tempat_lahir"} == dicetak

    def test_no_type_tells_a_person_s_questions_anew(self) -> None:
        tanya = {i.tanya for i in kolom_pihak().values()}
        for jenis in katalog().values():
            for isian in (i for i in jenis.isian if i.pihak):
                assert isian.tanya in tanya

    def test_a_person_s_birthday_is_never_in_the_future(self) -> None:
        assert kolom_pihak()["tanggal_lahir"].paling_akhir == 0


NIKAH, WARIS = katalog()["nikah"], katalog()["waris"]
ganti = dataclasses.replace


def tambah(asal: JenisSurat, /, **blok: Any) -> JenisSurat:
    """Return a type with one more block before its closing."""
    return ganti(asal, badan=(Blok(**({"kode": "uji", "jenis": "paragraf"} | blok)), *asal.badan))


def tukar(jenis: JenisSurat, kode: str, **ubah: Any) -> JenisSurat:
    """Return a type in which one field is another."""
    return ganti(jenis, isian=tuple(ganti(i, **ubah) if i.kode == kode else i for i in jenis.isian))


RUSAK = {
    "a block about a person who is not asked for": tambah(NIKAH, jenis="identitas_pihak", dari="paman"),
    "a table of a list that is none": tambah(WARIS, jenis="tabel", dari="keperluan"),
    "a table with a column the list lacks": tambah(
        WARIS, jenis="tabel", dari="waris", kolom=(Kolom("Gaji", "gaji"),)
    ),
    "signatures of a list that is none": tambah(WARIS, jenis="ttd_kolom", dari="entah"),
    "a signature that names an unknown field": tambah(WARIS, jenis="ttd_kolom", orang=(Penanda("{entah}"),)),
    "signatures in a letter that may be signed by key": ganti(WARIS, hanya_basah=False),
    "a list without columns": tukar(WARIS, "waris", kolom=()),
    "columns of what is no list": tukar(WARIS, "keperluan", kolom=WARIS.isian_kode("saksi").kolom),
    "a list in a list": tukar(WARIS, "saksi", kolom=(WARIS.isian_kode("waris"),)),
    "a person with a field's code": ganti(NIKAH, pihak=(ganti(NIKAH.pihak[0], kode="status"),)),
    "a person of whom nothing is asked": ganti(
        NIKAH, pihak=(*NIKAH.pihak, ganti(NIKAH.pihak[0], kode="wali"))
    ),
    "a person twice": ganti(NIKAH, pihak=(*NIKAH.pihak, NIKAH.pihak[0])),
    "validity until a field that is no day": ganti(NIKAH, berlaku_isian="kua"),
    "no closing": ganti(WARIS, badan=tuple(b for b in WARIS.badan if b.jenis != "penutup")),
    "a sheet whose condition is never asked": ganti(
        NIKAH, lembar=(ganti(NIKAH.lembar[0], bila=(Bila("entah"),)),)
    ),
    "a sheet that names an unknown field": ganti(
        NIKAH, lembar=(Lembar("n9", "J", "N9", (Blok("n9_isi", "paragraf", "{entah}"),)),)
    ),
    "one block's code in two sheets": ganti(NIKAH, lembar=(*NIKAH.lembar, NIKAH.lembar[0])),
}


@pytest.mark.parametrize("sebab", RUSAK)
def test_the_proof_reader_finds(sebab: str) -> None:
    assert cacat(RUSAK[sebab])


def test_birth_of_a_person_may_be_named_only_where_it_is_asked_for() -> None:
    assert "ayah_ttl" in isian_tercetak(NIKAH)
    assert "pewaris_ttl" not in isian_tercetak(WARIS)


class TestJenis:
    def test_people_are_asked_together_and_fields_alone(self) -> None:
        assert {i.pihak for i in NIKAH.ditanya_bersama("ayah")} == {"ayah"}
        assert [i.kode for i in NIKAH.ditanya_bersama("kua")] == ["kua"]
        assert NIKAH.ditanya_bersama("ayah_nama") == ()
        assert NIKAH.pihak_kode("kua") is None

    def test_only_ahli_waris_is_bound_to_paper_and_two_types_have_the_camat(self) -> None:
        semua = katalog().values()
        assert [j.kode for j in semua if j.hanya_basah] == ["waris"]
        assert {j.kode for j in semua if j.camat} == {"waris", "keramaian"}
        assert not WARIS.atas_nama

    @pytest.mark.parametrize(
        ("kode", "kata"),
        [
            ("skck", "kewenangan Kepolisian"),
            ("tanah", "bukan bukti hak"),
            ("keramaian", "bukan izin keramaian"),
            ("kelahiran", "bukan akta kelahiran"),
            ("kematian", "bukan akta kematian"),
            ("nikah", "Pengadilan Agama"),
            ("waris", "sengketa waris diputus pengadilan"),
            ("penghasilan", "pernyataan yang bersangkutan"),
            ("beda_identitas", "tidak mengubah isi kedua dokumen"),
            ("domisili", "bukan pengganti KTP-el"),
        ],
    )
    def test_the_legal_reservation_is_there_and_locked(self, kode: str, kata: str) -> None:
        (blok,) = [b for b in katalog()[kode].badan if kata in b.isi and b.kunci]
        assert not blok.bila, "no answer makes it go away"

    def test_a_list_has_bounds_and_its_rows_short_boxes(self) -> None:
        for jenis in katalog().values():
            for isian in (i for i in jenis.isian if i.tipe is Tipe.DAFTAR):
                assert isian.maks is not None
                terkecil = 1 if isian.min is None else isian.min
                assert 1 <= terkecil <= isian.maks <= 30
                assert all(k.tipe not in {Tipe.PILIHAN, Tipe.YA_TIDAK} for k in isian.kolom)

    def test_every_day_that_is_asked_for_has_bounds(self) -> None:
        semua: list[Isian] = [i for j in katalog().values() for i in j.isian if i.tipe is Tipe.TANGGAL]
        assert all(i.paling_awal is not None and i.paling_akhir is not None for i in semua)


SEMUA = list(katalog().values())


class TestCari:
    @pytest.mark.parametrize(
        ("kata", "kode"),
        [
            ("bayi lahir", "kelahiran"),
            ("meninggal", "kematian"),
            ("warisan tanah", "waris"),
            ("pinjaman bank KUR", "sku"),
            ("beasiswa gaji orang tua", "penghasilan"),
            ("nama di ijazah beda", "beda_identitas"),
            ("jual beli tanah", "tanah"),
            ("ngontrak", "domisili"),
        ],
    )
    def test_a_need_finds_its_letter_first(self, kata: str, kode: str) -> None:
        assert cari_jenis(kata, SEMUA)[0].kode == kode

    def test_nothing_asked_is_everything_and_nonsense_is_nothing(self) -> None:
        assert cari_jenis("  di ", SEMUA) == SEMUA
        assert cari_jenis("zzzzqq", SEMUA) == []
        assert cari_jenis("\x00#'\"", SEMUA) == SEMUA

    def test_groups_come_in_their_order_and_none_is_unknown(self) -> None:
        urut = [nama for nama, _ in kelompok_jenis(SEMUA)]
        assert urut == list(KELOMPOK)
        lain = ganti(SEMUA[0], kelompok="Baru")
        assert [nama for nama, _ in kelompok_jenis([lain, *SEMUA])][-1] == "Baru"

    def test_the_usual_ones_stand_first_also_where_one_is_switched_off(self) -> None:
        assert [j.kode for j in sering(SEMUA)] == list(SERING)
        tanpa = [j for j in SEMUA if j.kode != "sktm"]
        assert [j.kode for j in sering(tanpa, 3)] == ["sku", "domisili", "skck"]

    def test_hints_have_an_order_a_source_and_no_letter_s_code(self) -> None:
        for satu in petunjuk().values():
            assert satu.langkah and satu.bawa and satu.sumber
            assert satu.kode not in katalog()
            assert satu in cari_jenis(satu.nama, list(petunjuk().values()))
