"""A draft: begun, filled in question by question, kept for a week, nobody else's."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from eoffice.dokumen import services as dokumen
from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.surat import services as surat
from eoffice.surat.models import Draf, Permohonan
from eoffice.surat.rules.jenis import UbahanJenis, katalog
from eoffice.surat.selectors import milik
from eoffice.surat.services.draf import MAKS_BERKAS, UMUR_DRAF, nama_berkas
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.mengisi import LEWAT, SKTM, gambar, lampirkan, mulai, siap_kirim

SENIN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def orang(di_cisontrol: Desa) -> pabrik.Pemeran:
    """The cast, with the scope of Cisontrol open."""
    return pabrik.pemeran()


@pytest.fixture
def tetangga(orang: pabrik.Pemeran) -> UUID:
    """The account of another citizen of the same village."""
    lain = pabrik.penduduk("Neng Sari", "3207155506859007")
    slip = pabrik.akun.terbitkan_slip(penduduk_id=lain.pk, pelaku="uji")
    return pabrik.akun.aktifkan_warga(
        token=slip.token, pin=pabrik.PIN, nik=lain.nik, nama=lain.nama, tanggal_lahir=lain.tanggal_lahir
    ).pk


@pytest.fixture
def jam() -> Iterator[time_machine.Traveller]:
    """A clock that stands still on a Monday morning until a test moves it."""
    with time_machine.travel(SENIN, tick=False) as berjalan:
        yield berjalan


class TestMulai:
    def test_a_new_draft_is_empty_and_lives_a_week(
        self, jam: time_machine.Traveller, orang: pabrik.Pemeran
    ) -> None:
        draf = mulai(orang)
        isi = surat.draf(draf_id=draf, pemilik=orang.warga)
        assert (isi.id, isi.jenis.kode, isi.penduduk_id) == (draf, "sku", orang.penduduk_id)
        assert (isi.nilai, isi.berkas, isi.telepon) == ({}, (), "")
        assert milik.batas_draf(draf) == SENIN + timedelta(days=7)

    def test_an_unfinished_draft_is_taken_up_again(self, orang: pabrik.Pemeran) -> None:
        draf = mulai(orang)
        surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban={"nama_usaha": "Warung"})
        assert mulai(orang) == draf
        assert surat.draf(draf_id=draf, pemilik=orang.warga).nilai == {"nama_usaha": "Warung"}

    def test_each_type_each_person_and_each_hand_has_a_draft_of_its_own(self, orang: pabrik.Pemeran) -> None:
        lain = pabrik.penduduk("Ujang", "3207151506859003")
        draf = {
            mulai(orang),
            mulai(orang, "sktm"),
            mulai(orang, petugas=True),
            surat.mulai_draf(pemilik=orang.operator, penduduk_id=lain.pk, jenis="sku"),
        }
        assert len(draf) == Draf.objects.count() == 4

    def test_a_sent_draft_is_not_taken_up_again(self, orang: pabrik.Pemeran) -> None:
        draf = siap_kirim(orang)
        surat.ajukan(draf_id=draf, oleh=orang.pelaku(pabrik.Peran.WARGA))
        assert mulai(orang) != draf

    def test_an_expired_draft_is_not_taken_up_again(
        self, jam: time_machine.Traveller, orang: pabrik.Pemeran
    ) -> None:
        lama = mulai(orang)
        jam.shift(LEWAT)
        assert mulai(orang) != lama

    @pytest.mark.parametrize("jenis", ["", "entah", "SKU", "sku.toml", "../sku"])
    def test_a_type_that_does_not_exist_is_not_found(self, orang: pabrik.Pemeran, jenis: str) -> None:
        with pytest.raises(NotFound):
            mulai(orang, jenis)
        assert Draf.objects.count() == 0

    def test_a_type_that_was_switched_off_is_not_offered_but_what_began_goes_on(
        self, orang: pabrik.Pemeran
    ) -> None:
        draf = mulai(orang)
        surat.ubah_pengaturan(pelaku="uji", jenis={"sku": UbahanJenis(aktif=False)})
        with pytest.raises(NotFound):
            mulai(orang)
        jawab = surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban={"nama_usaha": "Warung"})
        assert jawab.nilai == {"nama_usaha": "Warung"}

    def test_nothing_of_a_draft_is_in_the_stream(self, orang: pabrik.Pemeran) -> None:
        draf = siap_kirim(orang)
        assert riwayat("draf", draf) == []
        assert riwayat("surat", draf) == []


class TestJawaban:
    @pytest.mark.parametrize("jenis", ["sku", "sktm"])
    def test_answered_page_by_page_everything_is_kept(self, orang: pabrik.Pemeran, jenis: str) -> None:
        jawaban = pabrik.SKU if jenis == "sku" else SKTM
        draf = mulai(orang, jenis)
        for halaman in katalog()[jenis].halaman:
            satu = {kode: jawaban[kode] for kode in halaman.isian if kode in jawaban}
            surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban=satu)
        isi = surat.draf(draf_id=draf, pemilik=orang.warga)
        assert set(isi.nilai) == set(jawaban)
        assert isi.nilai["keperluan"] == jawaban["keperluan"]

    def test_answers_are_typed_values(self, orang: pabrik.Pemeran) -> None:
        draf = mulai(orang, "sktm")
        nilai = surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban=SKTM).nilai
        assert (nilai["penghasilan"], nilai["tanggungan"]) == (850000, 3)
        draf = mulai(orang)
        nilai = surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban=pabrik.SKU).nilai
        assert (nilai["di_rumah"], nilai["mulai_usaha"]) == (False, 2018)

    def test_an_answer_can_be_changed_and_taken_back(self, orang: pabrik.Pemeran) -> None:
        draf = mulai(orang)
        for jawab in ({**pabrik.SKU, "omzet": "2000000"}, {"nama_usaha": "Lain"}, {"omzet": ""}):
            isi = surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban=jawab)
        assert isi.nilai["nama_usaha"] == "Lain"
        assert "omzet" not in isi.nilai

    def test_an_answer_that_no_longer_applies_is_dropped(self, orang: pabrik.Pemeran) -> None:
        draf = mulai(orang)
        surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban=pabrik.SKU)
        isi = surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban={"di_rumah": "ya"})
        assert "alamat_usaha" not in isi.nilai
        kembali = surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban={"di_rumah": "tidak"})
        assert "alamat_usaha" not in kembali.nilai, "what was dropped does not come back by itself"

    def test_a_chain_of_answers_falls_together(self, orang: pabrik.Pemeran) -> None:
        draf = mulai(orang, "sktm")
        surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban=SKTM)
        isi = surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban={"untuk": "sendiri"})
        assert not {"nama_anak", "nik_anak", "hubungan"} & set(isi.nilai)

    def test_a_wrong_answer_keeps_nothing_of_the_page(self, orang: pabrik.Pemeran) -> None:
        draf = mulai(orang)
        with pytest.raises(InvalidInput) as tolak:
            surat.simpan_jawaban(
                draf_id=draf,
                pemilik=orang.warga,
                jawaban={"nama_usaha": "Warung", "mulai_usaha": "tahun lalu"},
            )
        assert tolak.value.pesan == Pesan("surat.isian_perlu_diperbaiki", jumlah=1)
        assert tolak.value.per_field == {"mulai_usaha": Pesan("surat.isian_bukan_tahun")}
        assert surat.draf(draf_id=draf, pemilik=orang.warga).nilai == {}

    def test_what_was_not_asked_yet_is_no_complaint(self, orang: pabrik.Pemeran) -> None:
        draf = mulai(orang)
        isi = surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban={"nama_usaha": "Warung"})
        assert isi.nilai == {"nama_usaha": "Warung"}

    def test_an_empty_answer_to_a_required_question_is_a_complaint_that_names_it(
        self, orang: pabrik.Pemeran
    ) -> None:
        draf = mulai(orang)
        with pytest.raises(InvalidInput) as tolak:
            surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban={"nama_usaha": " \u200b"})
        assert tolak.value.per_field == {"nama_usaha": Pesan("surat.isian_kosong", label="Nama usaha")}

    def test_fields_that_do_not_exist_are_ignored(self, orang: pabrik.Pemeran) -> None:
        draf = mulai(orang)
        asing = {"nama_usaha": "Warung", "nama": "Orang Lain", "nik": "1" * 16, "status": "terbit", "id": "x"}
        isi = surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban=asing)
        assert isi.nilai == {"nama_usaha": "Warung"}

    @pytest.mark.parametrize(
        ("ketikan", "nomor"),
        [("0812 3456 7890", "081234567890"), ("+62812-3456-7890", "081234567890"), ("", "")],
    )
    def test_the_telephone_number_is_kept_tidy(self, orang: pabrik.Pemeran, ketikan: str, nomor: str) -> None:
        draf = mulai(orang)
        assert surat.simpan_telepon(draf_id=draf, pemilik=orang.warga, telepon=ketikan).telepon == nomor

    def test_a_wrong_telephone_number_leaves_the_old_one(self, orang: pabrik.Pemeran) -> None:
        draf = mulai(orang)
        surat.simpan_telepon(draf_id=draf, pemilik=orang.warga, telepon="081234567890")
        with pytest.raises(InvalidInput) as tolak:
            surat.simpan_telepon(draf_id=draf, pemilik=orang.warga, telepon="telepon saya")
        assert set(tolak.value.per_field) == {"telepon"}
        assert surat.draf(draf_id=draf, pemilik=orang.warga).telepon == "081234567890"


class TestBerkas:
    def test_a_photo_is_drawn_anew_and_kept_by_its_digest(self, orang: pabrik.Pemeran) -> None:
        draf = mulai(orang)
        isi = surat.lampirkan(
            draf_id=draf, pemilik=orang.warga, syarat="ktp", nama="KTP saya.jpg", data=pabrik.foto()
        )
        (berkas,) = isi.berkas
        bersih = dokumen.baca(berkas.sha256)
        assert bersih != pabrik.foto(), "the bytes of the phone are not kept"
        assert (berkas.syarat, berkas.nama, berkas.media) == ("ktp", "KTP saya.jpg", "image/jpeg")
        assert berkas.ukuran == len(bersih)

    def test_several_photos_for_one_requirement(self, orang: pabrik.Pemeran) -> None:
        draf = mulai(orang)
        sidik = [lampirkan(draf, orang.warga, "foto_usaha", n) for n in range(3)]
        assert [b.sha256 for b in surat.draf(draf_id=draf, pemilik=orang.warga).berkas] == sidik

    def test_the_same_photo_twice_is_one_photo(self, orang: pabrik.Pemeran) -> None:
        draf = mulai(orang)
        assert lampirkan(draf, orang.warga, "ktp", nama="a.png") == lampirkan(
            draf, orang.warga, "ktp", nama="b.png"
        )
        assert len(surat.draf(draf_id=draf, pemilik=orang.warga).berkas) == 1

    def test_one_photo_may_serve_two_requirements_and_be_taken_out_of_one(
        self, orang: pabrik.Pemeran
    ) -> None:
        draf = mulai(orang)
        sidik = lampirkan(draf, orang.warga, "ktp")
        assert lampirkan(draf, orang.warga, "kk") == sidik
        isi = surat.buang_lampiran(draf_id=draf, pemilik=orang.warga, syarat="kk", sha256=sidik)
        assert [(b.syarat, b.sha256) for b in isi.berkas] == [("ktp", sidik)]

    def test_taking_out_what_is_not_there_changes_nothing(self, orang: pabrik.Pemeran) -> None:
        draf = mulai(orang)
        sidik = lampirkan(draf, orang.warga, "ktp")
        for syarat, sha256 in (("kk", sidik), ("ktp", "0" * 64), ("", "")):
            isi = surat.buang_lampiran(draf_id=draf, pemilik=orang.warga, syarat=syarat, sha256=sha256)
            assert [b.sha256 for b in isi.berkas] == [sidik]

    def test_a_file_that_is_none_of_the_kinds_is_refused(self, orang: pabrik.Pemeran) -> None:
        draf = mulai(orang)
        for data in (
            b"",
            b"<html><script>alert(1)</script>",
            b"MZ" + b"\0" * 400,
            b"%PDF-1.7 bukan",
            b"\x89PNG cut",
        ):
            with pytest.raises(InvalidInput):
                surat.lampirkan(draf_id=draf, pemilik=orang.warga, syarat="ktp", nama="ktp.jpg", data=data)
        assert surat.draf(draf_id=draf, pemilik=orang.warga).berkas == ()

    @pytest.mark.parametrize("syarat", ["", "entah", "surat_sekolah", "KTP", "../ktp"])
    def test_a_requirement_of_another_type_is_not_found(self, orang: pabrik.Pemeran, syarat: str) -> None:
        with pytest.raises(NotFound):
            lampirkan(mulai(orang), orang.warga, syarat)

    def test_a_draft_holds_only_so_many_files(
        self, orang: pabrik.Pemeran, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        draf = mulai(orang)
        for nomor in range(MAKS_BERKAS):
            lampirkan(draf, orang.warga, "foto_usaha", nomor)
        monkeypatch.setattr(dokumen, "simpan", lambda _isi: pytest.fail("kept although it is refused"))
        with pytest.raises(InvalidInput) as tolak:
            lampirkan(draf, orang.warga, "ktp", 99)
        assert tolak.value.pesan == Pesan("surat.berkas_terlalu_banyak", maks=MAKS_BERKAS)
        assert len(surat.draf(draf_id=draf, pemilik=orang.warga).berkas) == MAKS_BERKAS

    @pytest.mark.parametrize(
        ("nama", "disimpan"),
        [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\Euis\\KTP.jpg", "KTP.jpg"),
            ("foto\r\nSet-Cookie: x\u202e.jpg", "fotoSet-Cookie: x.jpg"),
            ("", "berkas"),
            ("///", "berkas"),
            ("\u200b\u0000", "berkas"),
            ("a" * 300 + ".png", "a" * 116 + ".png"),
        ],
    )
    def test_a_file_name_is_only_a_name(self, nama: str, disimpan: str) -> None:
        assert nama_berkas(nama) == disimpan


class TestUmur:
    @pytest.mark.parametrize("ubah", ["jawaban", "telepon", "lampirkan", "buang"])
    def test_every_change_gives_it_another_week(
        self, jam: time_machine.Traveller, orang: pabrik.Pemeran, ubah: str
    ) -> None:
        draf = mulai(orang)
        sidik = lampirkan(draf, orang.warga, "ktp", 3)
        jam.shift(timedelta(days=6))
        kerja = {
            "jawaban": lambda: surat.simpan_jawaban(
                draf_id=draf, pemilik=orang.warga, jawaban={"nama_usaha": "Warung"}
            ),
            "telepon": lambda: surat.simpan_telepon(
                draf_id=draf, pemilik=orang.warga, telepon="081234567890"
            ),
            "lampirkan": lambda: lampirkan(draf, orang.warga, "kk"),
            "buang": lambda: surat.buang_lampiran(
                draf_id=draf, pemilik=orang.warga, syarat="ktp", sha256=sidik
            ),
        }
        kerja[ubah]()
        assert milik.batas_draf(draf) == SENIN + timedelta(days=6) + UMUR_DRAF

    def test_looking_at_it_does_not(self, jam: time_machine.Traveller, orang: pabrik.Pemeran) -> None:
        draf = mulai(orang)
        jam.shift(timedelta(days=6))
        surat.draf(draf_id=draf, pemilik=orang.warga)
        assert milik.batas_draf(draf) == SENIN + UMUR_DRAF

    def test_to_the_last_second_it_is_there_and_then_for_nobody(
        self, jam: time_machine.Traveller, orang: pabrik.Pemeran
    ) -> None:
        draf = siap_kirim(orang)
        jam.move_to(SENIN + UMUR_DRAF - timedelta(seconds=1))
        assert surat.draf(draf_id=draf, pemilik=orang.warga).id == draf
        jam.move_to(SENIN + UMUR_DRAF)
        _tidak_ada(draf, orang.warga, orang)
        assert milik.draf_saya(orang.warga) == ()


def _tidak_ada(draf: UUID, pemilik: UUID, orang: pabrik.Pemeran) -> None:
    """Hold that nothing at all can be done with this draft."""
    kunci = {"draf_id": draf, "pemilik": pemilik}
    for kerja in (
        lambda: surat.draf(**kunci),
        lambda: surat.simpan_jawaban(**kunci, jawaban={"nama_usaha": "x"}),
        lambda: surat.simpan_telepon(**kunci, telepon=""),
        lambda: surat.lampirkan(**kunci, syarat="ktp", nama="x", data=gambar(1)),
        lambda: surat.buang_lampiran(**kunci, syarat="ktp", sha256="0" * 64),
        lambda: surat.ajukan(draf_id=draf, oleh=surat.Pelaku(pemilik, frozenset({pabrik.Peran.WARGA}))),
    ):
        with pytest.raises(NotFound):
            kerja()
    assert Permohonan.objects.count() == 0


class TestMilik:
    def test_a_neighbour_an_official_and_nobody_get_the_answer_for_nothing(
        self, orang: pabrik.Pemeran, tetangga: UUID
    ) -> None:
        draf = siap_kirim(orang)
        for pemilik in (tetangga, orang.operator, orang.kades, UUID(int=0)):
            _tidak_ada(draf, pemilik, orang)
        _tidak_ada(new_id(), orang.warga, orang)
        isi = surat.draf(draf_id=draf, pemilik=orang.warga)
        assert isi.nilai["nama_usaha"] == "Warung Bu Euis", "nobody changed it"

    def test_lists_hold_only_one_s_own(self, orang: pabrik.Pemeran, tetangga: UUID) -> None:
        draf = mulai(orang)
        assert [satu.id for satu in milik.draf_saya(orang.warga)] == [draf]
        assert milik.draf_saya(tetangga) == ()

    def test_the_latest_is_first_and_a_sent_one_is_gone(
        self, jam: time_machine.Traveller, orang: pabrik.Pemeran
    ) -> None:
        sktm = mulai(orang, "sktm")
        jam.shift(timedelta(hours=1))
        sku = siap_kirim(orang)
        daftar = milik.draf_saya(orang.warga)
        assert [(satu.id, satu.nama_jenis) for satu in daftar] == [
            (sku, "Surat Keterangan Usaha"),
            (sktm, "Surat Keterangan Tidak Mampu"),
        ]
        surat.ajukan(draf_id=sku, oleh=orang.pelaku(pabrik.Peran.WARGA))
        assert [satu.id for satu in milik.draf_saya(orang.warga)] == [sktm]


def test_a_draft_of_another_village_is_not_there(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        orang = pabrik.pemeran()
        draf = siap_kirim(orang)
    with lingkup(situmandala.kode):
        lain = pabrik.pemeran("situmandala", "3207155506859002")
        for pemilik in (orang.warga, lain.warga, lain.operator):
            _tidak_ada(draf, pemilik, lain)
        assert milik.draf_saya(orang.warga) == ()
        assert milik.batas_draf(draf) is None
        assert mulai(lain) != draf
    with lingkup(cisontrol.kode):
        assert surat.draf(draf_id=draf, pemilik=orang.warga).nilai["nama_usaha"] == "Warung Bu Euis"
