"""The operator mends this letter's words and answers: what he may change, what stays locked, two at once."""

import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice.dokumen import services as dokumen
from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import ChangedMeanwhile, EofficeError, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Langkah, Permohonan
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.rules.badan import MAKS_BLOK
from eoffice.surat.rules.jenis import katalog
from eoffice.surat.selectors.meja import Rincian, rincian
from eoffice.surat.services.bahan import KOSONG, BahanBaris, dokumen_surat
from eoffice.surat.services.pengaturan import pengaturan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.conftest import Tanda
from tests.surat.mengisi import SKTM, kirim

OPERATOR, WARGA = Peran.OPERATOR, Peran.WARGA
JAHAT = (
    '#read("/etc/passwd")',
    "#sys.version",
    "$ x^2 $ @ref <label>",
    "<script>alert(1)</script>",
    "<b onclick=x>tebal</b>",
    "=HYPERLINK(1)",
    "{{ settings.SECRET_KEY }}",
    "`kode` _miring_ *tebal* \\pagebreak",
)


@pytest.fixture
def orang(di_cisontrol: Desa) -> pabrik.Pemeran:
    """The cast, with the scope of Cisontrol open."""
    return pabrik.pemeran()


@pytest.fixture
def masuk(orang: pabrik.Pemeran) -> UUID:
    """A citizen's application for a business letter."""
    return kirim(orang)


def kata(surat_id: UUID, versi: int, orang: pabrik.Pemeran, **isi: str) -> None:
    """Replace words as the operator."""
    surat.ubah_kata(surat_id=surat_id, versi=versi, kata=isi, oleh=orang.pelaku(OPERATOR))


def isian(surat_id: UUID, versi: int, orang: pabrik.Pemeran, jawaban: dict[str, str]) -> None:
    """Correct answers as the operator."""
    surat.ubah_isian(surat_id=surat_id, versi=versi, jawaban=jawaban, oleh=orang.pelaku(OPERATOR))


def terbaca(r: Rincian, folder: Path) -> str:
    """Return the words of the letter as it would be printed now, in one line."""
    jenis = pengaturan().jenis_surat(r.jenis)
    assert jenis is not None
    bahan = BahanBaris(jenis, r.penduduk_id, r.nilai, r.ubahan)
    data = dokumen_surat(bahan, pengaturan(), penanda=KOSONG, tanggal=surat.hari_ini())
    path = folder / "surat.pdf"
    path.write_bytes(dokumen.rangkai(data))
    return " ".join(
        subprocess.run(
            ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
        ).stdout.split()
    )


class TestKata:
    @pytest.mark.parametrize("jenis", ["sku", "sktm"])
    def test_every_block_of_a_type_is_either_locked_or_can_be_replaced(
        self, orang: pabrik.Pemeran, jenis: str
    ) -> None:
        surat_id, versi = kirim(orang, jenis), 1
        for blok in katalog()[jenis].badan:
            if blok.kunci or blok.jenis != "paragraf":
                with pytest.raises(InvalidInput) as tolak:
                    kata(surat_id, versi, orang, **{blok.kode: "Kata lain."})
                assert tolak.value.per_field == {blok.kode: Pesan("surat.blok_terkunci")}
            else:
                kata(surat_id, versi, orang, **{blok.kode: f"Kata lain untuk {blok.kode}."})
                versi += 1
        assert set(rincian(surat_id).ubahan) == {
            b.kode for b in katalog()[jenis].badan if b.jenis == "paragraf" and not b.kunci
        }

    @pytest.mark.parametrize(
        ("baru", "sebab"),
        [
            ("", Pesan("surat.blok_kosong")),
            (" \u200b\r\n\u202e", Pesan("surat.blok_kosong")),
            ("Untuk {pemilik}.", Pesan("surat.blok_isian_asing", kode="pemilik")),
            ("Untuk {nilai}.", Pesan("surat.blok_isian_asing", kode="nilai")),
            ("Untuk {tanggungan!}.", Pesan("surat.blok_isian_asing", kode="tanggungan")),
            ("Untuk {}.", Pesan("surat.blok_kurung")),
            ("Untuk {keperluan.", Pesan("surat.blok_kurung")),
            ("Untuk keperluan}.", Pesan("surat.blok_kurung")),
            ("Untuk {Keperluan}.", Pesan("surat.blok_kurung")),
            ("Untuk {keperluan:3}.", Pesan("surat.blok_kurung")),
            ("Untuk {{keperluan}}.", Pesan("surat.blok_kurung")),
            ("Senyum 😀", Pesan("surat.isian_huruf_asing", huruf="😀")),
            ("Bel \x07", Pesan("surat.isian_huruf_kendali")),
            ("x" * (MAKS_BLOK + 1), Pesan("surat.isian_panjang", maks=MAKS_BLOK, panjang=MAKS_BLOK + 1)),
        ],
    )
    def test_words_that_cannot_be_printed_are_refused_with_the_reason(
        self, orang: pabrik.Pemeran, masuk: UUID, baru: str, sebab: Pesan
    ) -> None:
        with pytest.raises(InvalidInput) as tolak:
            kata(masuk, 1, orang, keperluan=baru, usaha_pengantar="Ini baik.")
        assert tolak.value.per_field == {"keperluan": sebab}
        r = rincian(masuk)
        assert (r.ubahan, r.versi) == ({}, 1), "what was right is not kept alone"

    def test_new_words_stand_in_the_letter_with_their_fields(
        self, orang: pabrik.Pemeran, masuk: UUID, tmp_path: Path
    ) -> None:
        kata(masuk, 1, orang, keperluan="Diterangkan **sekali ini** untuk {keperluan} atas {nama_usaha!}.")
        teks = terbaca(rincian(masuk), tmp_path)
        assert "Diterangkan sekali ini untuk pengajuan kredit usaha rakyat atas Warung Bu Euis." in teks
        assert "bukan izin berusaha" not in teks

    @pytest.mark.parametrize("jahat", JAHAT)
    def test_words_that_mean_harm_are_only_words(
        self, orang: pabrik.Pemeran, masuk: UUID, tmp_path: Path, jahat: str
    ) -> None:
        if "{" in jahat:
            with pytest.raises(InvalidInput) as tolak:
                kata(masuk, 1, orang, keperluan=f"Awal {jahat} akhir.")
            assert set(tolak.value.per_field) == {"keperluan"}
            return
        kata(masuk, 1, orang, keperluan=f"Awal {jahat} akhir.")
        teks = terbaca(rincian(masuk), tmp_path)
        assert "root:" not in teks
        assert "".join(f"Awal {jahat} akhir.".split()) in "".join(teks.split())

    def test_changed_back_it_is_no_change_but_still_a_step(self, orang: pabrik.Pemeran, masuk: UUID) -> None:
        asli = katalog()["sku"].blok_kode("keperluan").isi
        kata(masuk, 1, orang, keperluan="Lain.", usaha_pengantar="Lain juga.")
        kata(masuk, 2, orang, keperluan=f"  {asli}\n")
        r = rincian(masuk)
        assert r.ubahan == {"usaha_pengantar": "Lain juga."}
        assert [lk.aksi for lk in r.langkah] == [Aksi.AJUKAN, Aksi.UBAH, Aksi.UBAH]

    def test_words_of_a_mended_and_resent_application_begin_anew(
        self, orang: pabrik.Pemeran, masuk: UUID
    ) -> None:
        kata(masuk, 1, orang, keperluan="Lain.")
        surat.jalankan(
            surat_id=masuk, aksi=Aksi.KEMBALIKAN, oleh=orang.pelaku(OPERATOR), versi=2, catatan="Buram."
        )
        draf = surat.mulai_perbaikan(surat_id=masuk, oleh=orang.pelaku(WARGA))
        surat.ajukan_ulang(surat_id=masuk, draf_id=draf, oleh=orang.pelaku(WARGA))
        assert rincian(masuk).ubahan == {}


class TestIsian:
    def test_corrected_answers_stand_beside_the_applicant_s_own(
        self, orang: pabrik.Pemeran, masuk: UUID
    ) -> None:
        isian(masuk, 1, orang, pabrik.SKU | {"keperluan": "sekolah", "omzet": "Rp 2.000.000"})
        r = rincian(masuk)
        assert (r.nilai["keperluan"], r.nilai["omzet"]) == ("sekolah", 2_000_000)
        assert (r.nilai_awal["keperluan"], "omzet" in r.nilai_awal) == ("kur", False)
        assert r.keperluan == "pendaftaran sekolah anak"
        kabar = riwayat("surat", masuk)[-1]
        assert kabar.pribadi is not None
        assert kabar.pribadi["nilai_awal"]["keperluan"] == "kur"
        assert "sekolah" not in str(kabar.publik)

    def test_every_wrong_answer_is_named_and_none_is_kept(self, orang: pabrik.Pemeran, masuk: UUID) -> None:
        with pytest.raises(InvalidInput) as tolak:
            isian(masuk, 1, orang, {**pabrik.SKU, "mulai_usaha": "99", "omzet": "-1", "nama_usaha": ""})
        assert {nama: p.kode for nama, p in tolak.value.per_field.items()} == {
            "nama_usaha": "surat.isian_kosong",
            "mulai_usaha": "surat.isian_bukan_tahun",
            "omzet": "surat.isian_bukan_uang",
        }
        assert tolak.value.pesan == Pesan("surat.isian_perlu_diperbaiki", jumlah=3)
        assert rincian(masuk).versi == 1

    def test_the_form_is_the_whole_form_and_asks_nothing_that_no_longer_applies(
        self, orang: pabrik.Pemeran
    ) -> None:
        surat_id = kirim(orang, "sktm")
        jawaban = {k: v for k, v in SKTM.items() if k not in {"nama_anak", "nik_anak", "hubungan"}}
        isian(surat_id, 1, orang, jawaban | {"untuk": "sendiri"})
        assert not {"nama_anak", "nik_anak", "hubungan"} & set(rincian(surat_id).nilai)

    def test_nothing_but_answers_can_be_changed(self, orang: pabrik.Pemeran, masuk: UUID) -> None:
        sebelum = rincian(masuk)
        asing = {"nama": "Orang Lain", "nik": "1" * 16, "penduduk_id": str(orang.kades), "tiket": "X"}
        isian(masuk, 1, orang, pabrik.SKU | asing)
        r = rincian(masuk)
        assert (r.nama, r.penduduk_id, r.tiket, r.nilai) == (
            sebelum.nama, sebelum.penduduk_id, sebelum.tiket, sebelum.nilai,
        )  # fmt: skip


class TestKapan:
    """Only what waits for the operator can be changed, and only as it was looked at."""

    def _tolak(self, surat_id: UUID, versi: int, orang: pabrik.Pemeran, galat: type[EofficeError]) -> None:
        sebelum = Permohonan.objects.values("nilai", "ubahan").get()
        for kerja in (
            lambda: kata(surat_id, versi, orang, keperluan="Diam-diam."),
            lambda: isian(surat_id, versi, orang, pabrik.SKU | {"nama_usaha": "Diam-diam"}),
        ):
            with pytest.raises(galat):
                kerja()
        assert Permohonan.objects.values("nilai", "ubahan").get() == sebelum

    def test_after_it_went_up_it_is_refused_and_when_it_came_down_allowed(
        self, orang: pabrik.Pemeran, masuk: UUID
    ) -> None:
        def aksi(aksi: Aksi, peran: Peran, versi: int) -> None:
            surat.jalankan(
                surat_id=masuk, aksi=aksi, oleh=orang.pelaku(peran), versi=versi, catatan="Alasan."
            )

        aksi(Aksi.VERIFIKASI, OPERATOR, 1)
        self._tolak(masuk, 2, orang, RuleRefused)
        aksi(Aksi.PARAF, Peran.PEMERIKSA, 2)
        self._tolak(masuk, 3, orang, RuleRefused)
        aksi(Aksi.KEMBALIKAN, Peran.PENANDA_TANGAN, 3)
        self._tolak(masuk, 4, orang, RuleRefused)
        aksi(Aksi.KEMBALIKAN, Peran.PEMERIKSA, 4)
        kata(masuk, 5, orang, keperluan="Sekarang boleh.")
        assert rincian(masuk).ubahan == {"keperluan": "Sekarang boleh."}

    @pytest.mark.parametrize("aksi", [Aksi.KEMBALIKAN, Aksi.TOLAK])
    def test_what_went_back_or_was_refused_is_not_changed(
        self, orang: pabrik.Pemeran, masuk: UUID, aksi: Aksi
    ) -> None:
        surat.jalankan(surat_id=masuk, aksi=aksi, oleh=orang.pelaku(OPERATOR), versi=1, catatan="Alasan.")
        self._tolak(masuk, 2, orang, RuleRefused)

    def test_an_old_page_is_a_conflict(self, orang: pabrik.Pemeran, masuk: UUID) -> None:
        kata(masuk, 1, orang, keperluan="Yang pertama.")
        self._tolak(masuk, 1, orang, ChangedMeanwhile)
        assert rincian(masuk).ubahan == {"keperluan": "Yang pertama."}

    @pytest.mark.parametrize("peran", [Peran.PEMERIKSA, Peran.PENANDA_TANGAN, Peran.WARGA])
    def test_nobody_but_the_operator(self, orang: pabrik.Pemeran, masuk: UUID, peran: Peran) -> None:
        oleh = orang.pelaku(peran)
        for kerja in (
            lambda: surat.ubah_kata(surat_id=masuk, versi=1, kata={"keperluan": "Lain."}, oleh=oleh),
            lambda: surat.ubah_isian(surat_id=masuk, versi=1, jawaban=pabrik.SKU, oleh=oleh),
        ):
            with pytest.raises(RuleRefused) as tolak:
                kerja()
            assert tolak.value.pesan == Pesan("surat.tidak_dapat_diubah")
        assert rincian(masuk).versi == 1


def test_after_signing_no_word_can_be_changed(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, tanda: Tanda
) -> None:
    assert tanda(siap).terbit
    with lingkup(cisontrol.kode):
        sebelum = rincian(siap)
        for kerja in (
            lambda: kata(siap, sebelum.versi, cast, keperluan="Sesudah terbit."),
            lambda: isian(siap, sebelum.versi, cast, pabrik.SKU),
        ):
            with pytest.raises(RuleRefused) as tolak:
                kerja()
            assert tolak.value.pesan == Pesan("surat.tidak_dapat_diubah")
        r = rincian(siap)
        assert (r.status, r.versi, r.data, r.ubahan) == (Status.TERBIT, sebelum.versi, sebelum.data, {})


def test_another_village_s_operator_changes_nothing(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        surat_id = kirim(pabrik.pemeran())
    with lingkup(situmandala.kode):
        lain = pabrik.pemeran("situmandala", "3207155506859002")
        with pytest.raises(NotFound):
            kata(surat_id, 1, lain, keperluan="Dari tetangga.")
        with pytest.raises(NotFound):
            isian(surat_id, 1, lain, pabrik.SKU)
    with lingkup(cisontrol.kode):
        assert rincian(surat_id).versi == 1


@pytest.mark.serentak
@pytest.mark.parametrize("cara", ["kata", "isian"])
def test_two_officials_at_once_one_is_kept_and_one_is_told(cisontrol: Desa, cara: str) -> None:
    with lingkup(cisontrol.kode):
        orang = pabrik.pemeran()
        surat_id = kirim(orang)

    def ubah(nomor: int) -> str:
        kerja: dict[str, Callable[[], Any]] = {
            "kata": lambda: kata(surat_id, 1, orang, keperluan=f"Kata petugas {nomor}."),
            "isian": lambda: isian(surat_id, 1, orang, pabrik.SKU | {"nama_usaha": f"Usaha {nomor}"}),
        }
        try:
            with lingkup(cisontrol.kode):
                kerja[cara]()
        except ChangedMeanwhile as kalah:
            return kalah.pesan.kode
        finally:
            connection.close()
        return f"menang {nomor}"

    with ThreadPoolExecutor(4) as pekerja:
        hasil = list(pekerja.map(ubah, range(4)))
    menang = [satu for satu in hasil if satu.startswith("menang")]
    assert len(menang) == 1
    assert hasil.count("surat.sudah_berubah") == 3
    nomor = menang[0][-1]
    with lingkup(cisontrol.kode):
        r = rincian(surat_id)
        assert (r.versi, Langkah.objects.count()) == (2, 2)
        isi = r.ubahan["keperluan"] if cara == "kata" else r.nilai["nama_usaha"]
        assert isi in {f"Kata petugas {nomor}.", f"Usaha {nomor}"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(teks=st.text(max_size=120))
def test_any_words_are_kept_printable_or_refused(orang: pabrik.Pemeran, masuk: UUID, teks: str) -> None:
    versi, ditolak = rincian(masuk).versi, False
    try:
        kata(masuk, versi, orang, keperluan=teks)
    except InvalidInput:
        ditolak = True
    assert rincian(masuk).versi == versi + (not ditolak)
    baru = rincian(masuk).ubahan.get("keperluan", "")
    assert baru == " ".join(baru.split())
    assert not set(baru) & set("\u200b\u202e\u2066\ufeff\x00\n")
