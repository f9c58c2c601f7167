"""The one door: who may take which step, what is written, who is told no and why."""

from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
import time_machine

from eoffice.akun import services as akun
from eoffice.akun.models import Pejabat
from eoffice.akun.rules.jabatan import Bentuk, Jabatan
from eoffice.arsip.selectors import celah, nomor_batal
from eoffice.jejak.selectors import riwayat
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import CatatanTetap, IndeksTerbit, Langkah, Surat
from eoffice.surat.rules.alur import ALUR, Aksi, CaraTerbit, Status
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.services.tombol import aksi_boleh
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.conftest import Langkah as Ambil
from tests.surat.conftest import Tanda

OPERATOR, PEMERIKSA, PENANDA, WARGA = Peran.OPERATOR, Peran.PEMERIKSA, Peran.PENANDA_TANGAN, Peran.WARGA


@pytest.fixture
def masuk(cisontrol: Desa, cast: pabrik.Pemeran) -> UUID:
    """An application that was sent at the counter; the scope is opened by each test."""
    with lingkup(cisontrol.kode):
        return pabrik.diajukan(cast)


def test_every_step_is_logged_and_replaying_the_log_gives_the_status(
    cisontrol: Desa, masuk: UUID, langkah: Ambil
) -> None:
    with lingkup(cisontrol.kode):
        langkah(masuk, Aksi.VERIFIKASI, OPERATOR, 1)
        langkah(masuk, Aksi.KEMBALIKAN, PEMERIKSA, 2, "Bidang usaha kurang jelas.")
        langkah(masuk, Aksi.KEMBALIKAN, OPERATOR, 3, "Foto KTP buram.")
        langkah(masuk, Aksi.TARIK, OPERATOR, 4, "Warga membatalkan.")
        row, log = Surat.objects.get(pk=masuk), list(Langkah.objects.filter(surat_id=masuk).order_by("versi"))
    assert [(lk.versi, lk.dari, lk.ke) for lk in log] == [
        (1, "", "diajukan"),
        (2, "diajukan", "terverifikasi"),
        (3, "terverifikasi", "diajukan"),
        (4, "diajukan", "dikembalikan"),
        (5, "dikembalikan", "ditarik"),
    ]
    assert (row.status, row.versi, row.tenggat) == (log[-1].ke, log[-1].versi, None)
    for sebelum, sesudah in pairwise(log):
        assert sebelum.ke == sesudah.dari
        assert any(
            x.aksi == sesudah.aksi
            and sesudah.dari in x.dari
            and x.ke == sesudah.ke
            and x.peran == sesudah.peran
            for x in ALUR.transitions
        )


def test_every_step_is_an_event_with_the_whole_letter_and_nothing_private_in_public(
    cisontrol: Desa, cast: pabrik.Pemeran, masuk: UUID, langkah: Ambil
) -> None:
    with lingkup(cisontrol.kode):
        langkah(masuk, Aksi.VERIFIKASI, OPERATOR, 1)
        events = riwayat("surat", masuk)
        assert periksa_rantai(cisontrol.kode).utuh
    assert [(e.publik["aksi"], e.revisi, e.pelaku) for e in events] == [
        ("ajukan", 1, str(cast.operator)),
        ("verifikasi", 2, str(cast.operator)),
    ]
    akhir = events[-1]
    assert akhir.pribadi is not None
    assert akhir.pribadi["nilai"]["nama_usaha"] == "Warung Bu Euis"
    assert len(akhir.pribadi["berkas"]) == len(rincian_berkas(cisontrol, masuk))
    for rahasia in ("Euis", "Warung", "3207154506859001", str(cast.penduduk_id)):
        assert rahasia not in str(akhir.publik)


def rincian_berkas(desa: Desa, surat_id: UUID) -> tuple[object, ...]:
    with lingkup(desa.kode):
        return rincian(surat_id).berkas


def test_a_step_taken_on_an_old_page_is_a_conflict(cisontrol: Desa, masuk: UUID, langkah: Ambil) -> None:
    with lingkup(cisontrol.kode):
        langkah(masuk, Aksi.VERIFIKASI, OPERATOR, 1)
        with pytest.raises(ChangedMeanwhile):
            langkah(masuk, Aksi.TOLAK, OPERATOR, 1, "tidak lengkap")
        assert Surat.objects.get(pk=masuk).status == Status.TERVERIFIKASI


def test_a_step_that_is_not_in_the_table_is_refused(cisontrol: Desa, masuk: UUID, langkah: Ambil) -> None:
    with lingkup(cisontrol.kode), pytest.raises(RuleRefused) as tolak:
        langkah(masuk, Aksi.PARAF, PEMERIKSA, 1)
    assert tolak.value.pesan.kode == "kernel.langkah_tidak_ada"


def test_a_refusal_changes_nothing_at_all(cisontrol: Desa, masuk: UUID, langkah: Ambil) -> None:
    with lingkup(cisontrol.kode):
        sebelum = len(riwayat("surat", masuk))
        with pytest.raises(RuleRefused):
            langkah(masuk, Aksi.KEMBALIKAN, OPERATOR, 1, "  \u200b ")
        row = Surat.objects.get(pk=masuk)
        assert (row.versi, row.status) == (1, Status.DIAJUKAN)
        assert len(riwayat("surat", masuk)) == sebelum
        assert Langkah.objects.count() == 1


def test_a_note_is_tidied_and_bounded(cisontrol: Desa, masuk: UUID, langkah: Ambil) -> None:
    with lingkup(cisontrol.kode):
        with pytest.raises(InvalidInput) as tolak:
            langkah(masuk, Aksi.TOLAK, OPERATOR, 1, "x" * 501)
        assert "catatan" in tolak.value.per_field
        langkah(masuk, Aksi.TOLAK, OPERATOR, 1, "Bukan\x00 warga\r\n<b>sini</b> \u202e.")
        assert Langkah.objects.latest("versi").catatan == "Bukan warga <b>sini</b> ."


def test_another_village_gets_the_same_answer_as_for_nothing(
    cisontrol: Desa, situmandala: Desa, cast: pabrik.Pemeran, masuk: UUID
) -> None:
    with lingkup(situmandala.kode):
        orang = pabrik.pemeran("situmandala", "3207155506859002")
        for surat_id in (masuk, new_id()):
            with pytest.raises(NotFound):
                surat.jalankan(surat_id=surat_id, aksi=Aksi.VERIFIKASI, oleh=orang.pelaku(OPERATOR), versi=1)
            with pytest.raises(NotFound):
                surat.ubah_kata(surat_id=surat_id, versi=1, kata={}, oleh=orang.pelaku(OPERATOR))
            with pytest.raises(NotFound):
                surat.lembar_cetak(surat_id=surat_id, oleh=orang.pelaku(OPERATOR))
            with pytest.raises(NotFound):
                rincian(surat_id)
        pabrik.tte_lokal(orang)
    (hasil,) = surat.tanda_tangani(
        desa=situmandala.kode, pilihan=[(masuk, 1)], frasa=pabrik.FRASA, oleh=orang.pelaku(PENANDA)
    )
    assert hasil.pesan is not None
    assert hasil.pesan.kode == "kernel.tidak_ditemukan"


def test_the_log_cannot_be_rewritten(cisontrol: Desa, masuk: UUID) -> None:
    with lingkup(cisontrol.kode):
        satu = Langkah.objects.get(surat_id=masuk)
        satu.catatan = "lain"
        with pytest.raises(CatatanTetap):
            satu.save()
        with pytest.raises(CatatanTetap):
            satu.delete()


def test_a_mended_word_is_a_step_that_moves_no_promise(
    cisontrol: Desa, cast: pabrik.Pemeran, masuk: UUID, langkah: Ambil
) -> None:
    oleh = cast.pelaku(OPERATOR)
    with lingkup(cisontrol.kode):
        sebelum = rincian(masuk)
        surat.ubah_isian(
            surat_id=masuk, versi=1, jawaban=pabrik.SKU | {"nama_usaha": "Warung Makan Bu Euis"}, oleh=oleh
        )
        surat.ubah_kata(surat_id=masuk, versi=2, kata={"keperluan": "Untuk {keperluan!}."}, oleh=oleh)
        r = rincian(masuk)
        assert (r.sejak, r.tenggat, r.status) == (sebelum.sejak, sebelum.tenggat, Status.DIAJUKAN)
        assert [lk.aksi for lk in r.langkah] == [Aksi.AJUKAN, Aksi.UBAH, Aksi.UBAH]
        assert r.nilai["nama_usaha"] == "Warung Makan Bu Euis"
        assert r.nilai_awal["nama_usaha"] == "Warung Bu Euis"
        assert r.ubahan == {"keperluan": "Untuk {keperluan!}."}
        akhir = riwayat("surat", masuk)[-1]
        assert akhir.pribadi is not None
        assert (akhir.publik["aksi"], akhir.pribadi["ubahan"]) == ("ubah", r.ubahan)
        # who looked at the old words cannot decide about them, and nothing is mended after it went up
        with pytest.raises(ChangedMeanwhile):
            langkah(masuk, Aksi.VERIFIKASI, OPERATOR, 2)
        langkah(masuk, Aksi.VERIFIKASI, OPERATOR, 3)
        with pytest.raises(RuleRefused) as tolak:
            surat.ubah_kata(surat_id=masuk, versi=4, kata={}, oleh=oleh)
        assert tolak.value.pesan.kode == "surat.tidak_dapat_diubah"


def test_words_like_the_type_s_own_are_no_change(cisontrol: Desa, cast: pabrik.Pemeran, masuk: UUID) -> None:
    oleh = cast.pelaku(OPERATOR)
    with lingkup(cisontrol.kode):
        jenis = surat.pengaturan().jenis_surat("sku")
        assert jenis is not None
        surat.ubah_kata(surat_id=masuk, versi=1, kata={"keperluan": "Lain."}, oleh=oleh)
        surat.ubah_kata(
            surat_id=masuk, versi=2, kata={"keperluan": jenis.blok_kode("keperluan").isi}, oleh=oleh
        )
        assert rincian(masuk).ubahan == {}


@pytest.mark.parametrize(
    "kata",
    [{"pembuka": "Saya"}, {"keperluan": "{asing}"}, {"keperluan": ""}, {"entah": "x"}, {"keperluan": "😀"}],
)
def test_words_that_would_break_the_letter_are_refused(
    cisontrol: Desa, cast: pabrik.Pemeran, masuk: UUID, kata: dict[str, str]
) -> None:
    with lingkup(cisontrol.kode):
        with pytest.raises(InvalidInput) as tolak:
            surat.ubah_kata(surat_id=masuk, versi=1, kata=kata, oleh=cast.pelaku(OPERATOR))
        assert set(tolak.value.per_field) == set(kata)
        assert rincian(masuk).versi == 1


def test_only_the_operator_mends(cisontrol: Desa, cast: pabrik.Pemeran, masuk: UUID) -> None:
    for peran in (PEMERIKSA, PENANDA, WARGA):
        with lingkup(cisontrol.kode), pytest.raises(RuleRefused):
            surat.ubah_isian(surat_id=masuk, versi=1, jawaban=pabrik.SKU, oleh=cast.pelaku(peran))


def test_a_checker_with_a_mandate_may_not_sign_what_he_initialled(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID
) -> None:
    with lingkup(cisontrol.kode):
        hari = surat.hari_ini()
        pejabat = Pejabat.objects.get(pengguna_id=cast.sekdes).pk
        akun.limpahkan(
            pejabat_id=pejabat,
            bentuk=Bentuk.ATAS_NAMA,
            mulai=hari,
            selesai=hari + timedelta(days=3),
            dasar="SK",
            pelaku="uji",
        )
        pabrik.dokumen.daftarkan_penandatangan(
            pejabat_id=pejabat, nama="Dadang", jabatan="Sekretaris Desa", frasa=pabrik.FRASA, pelaku="uji"
        )
    oleh = surat.Pelaku(cast.sekdes, frozenset({PEMERIKSA, PENANDA}))
    (hasil,) = surat.tanda_tangani(desa=cisontrol.kode, pilihan=[(siap, 3)], frasa=pabrik.FRASA, oleh=oleh)
    assert hasil.pesan is not None
    assert hasil.pesan.kode == "surat.penanda_tangan_pemeriksa"
    with lingkup(cisontrol.kode):
        assert Surat.objects.get(pk=siap).nomor == ""
        assert celah(surat.hari_ini().year) == {}


def test_voiding_a_waiting_number_keeps_it_and_sends_the_letter_down(
    cisontrol: Desa, siap: UUID, langkah: Ambil, tanda: Tanda, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(pabrik.dokumen, "tanda_tangani", _rusak)
        pertama = tanda(siap)
    assert pertama.nomor
    with lingkup(cisontrol.kode):
        kode = Surat.objects.get(pk=siap).kode
        assert langkah(siap, Aksi.BATALKAN, PENANDA, 4, "Nama usaha salah.") is Status.DIAJUKAN
        r = rincian(siap)
        assert (r.nomor, r.tanggal, r.data, r.penanda_tangan) == ("", None, None, "")
        (batal,) = nomor_batal(surat.hari_ini().year)
        assert (batal.teks, batal.alasan) == (pertama.nomor, "Nama usaha salah.")
        langkah(siap, Aksi.VERIFIKASI, OPERATOR, 5)
        langkah(siap, Aksi.PARAF, PEMERIKSA, 6)
    kedua = tanda(siap, 7)
    assert kedua.terbit
    assert kedua.nomor != pertama.nomor
    with lingkup(cisontrol.kode):
        assert celah(surat.hari_ini().year) == {}
    assert IndeksTerbit.objects.get(pk=kode).batal_pada is not None
    assert IndeksTerbit.objects.count() == 2


def _rusak(*_: object, **__: object) -> bytes:
    raise pabrik.dokumen.BerkasHilang("0" * 64)


def test_a_letter_that_waits_keeps_its_signer(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, tanda: Tanda, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(pabrik.dokumen, "tanda_tangani", _rusak)
        tanda(siap)
    with lingkup(cisontrol.kode):
        pengganti = akun.buat_aparat(nama_masuk="plh", nama="Ade Plh", sandi=pabrik.SANDI, pelaku="uji")
        akun.angkat(
            pejabat_id=pengganti.pk, jabatan=Jabatan.KASI_PELAYANAN, mulai=surat.hari_ini(), pelaku="uji"
        )
        akun.limpahkan(
            pejabat_id=pengganti.pk,
            bentuk=Bentuk.UNTUK_BELIAU,
            mulai=surat.hari_ini(),
            selesai=surat.hari_ini(),
            dasar="SK",
            pelaku="uji",
        )
        pabrik.dokumen.daftarkan_penandatangan(
            pejabat_id=pengganti.pk, nama="Ade Plh", jabatan="Kasi", frasa=pabrik.FRASA, pelaku="uji"
        )
    oleh = surat.Pelaku(pengganti.pengguna_id, frozenset({PENANDA}))
    (hasil,) = surat.tanda_tangani(desa=cisontrol.kode, pilihan=[(siap, 4)], frasa=pabrik.FRASA, oleh=oleh)
    assert hasil.pesan is not None
    assert hasil.pesan.kode == "surat.penanda_tangan_berganti"
    assert tanda(siap, 4).terbit


def test_a_clock_turned_back_a_year_gives_no_number(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, tanda: Tanda
) -> None:
    with lingkup(cisontrol.kode):
        berikut = pabrik.diparaf(cast)
    assert tanda(siap).terbit
    with time_machine.travel(clock.now() - timedelta(days=365)):
        with pytest.raises(RuleRefused):  # the key itself is not yet valid
            tanda(berikut)
        with lingkup(cisontrol.kode):
            surat.ubah_pengaturan(pelaku="uji", cara_terbit=CaraTerbit.BASAH)
            with pytest.raises(RuleRefused) as tolak:
                surat.cetak_basah(surat_id=berikut, versi=3, oleh=cast.pelaku(OPERATOR))
            assert tolak.value.pesan.kode == "surat.jam_mundur"
            surat.ubah_pengaturan(pelaku="uji", cara_terbit=CaraTerbit.TTE_LOKAL)
    with lingkup(cisontrol.kode):
        assert Surat.objects.get(pk=berikut).nomor == ""
        assert celah(surat.hari_ini().year - 1) == {}
    assert tanda(berikut).terbit


def test_buttons_are_what_the_door_lets_through(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, langkah: Ambil
) -> None:
    with lingkup(cisontrol.kode):
        masuk = pabrik.diajukan(cast)
        for surat_id, peran, harapan in (
            (masuk, OPERATOR, {"verifikasi", "kembalikan", "tolak", "tarik"}),
            (masuk, PEMERIKSA, set()),
            (siap, PENANDA, {"tanda_tangani", "kembalikan", "tolak"}),
            (siap, OPERATOR, set()),
        ):
            tombol = aksi_boleh(
                rincian(surat_id),
                oleh=cast.pelaku(peran),
                atur=surat.pengaturan(),
                penduduk_aktif=True,
                hari=surat.hari_ini(),
            )
            assert set(tombol) == harapan, (surat_id, peran)
