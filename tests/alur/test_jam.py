"""A clock that is wrong between two letters: a year back, 1970, three years ahead. Numbers, chain, log stay right."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine

from config import checks
from eoffice.arsip.selectors import celah, nomor_batal, urut_terakhir
from eoffice.dokumen import services as dokumen
from eoffice.jejak.selectors import riwayat
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import IndeksTerbit, Surat
from eoffice.surat.rules.alur import Aksi, CaraTerbit, Status
from eoffice.surat.rules.kode import kode_pendek
from eoffice.surat.selectors import verifikasi, warga
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.selectors.verifikasi import Keadaan
from eoffice.surat.services import HasilTanda
from eoffice.web.komponen.kalimat import kalimat
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik

KINI = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
BENAR = date(2026, 11, 24)
SETAHUN_LALU, PURBA, KELAK = (
    KINI - timedelta(days=365),
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2029, 11, 24, tzinfo=UTC),
)


@pytest.fixture
def desa(cisontrol: Desa, settings: pytest.FixtureRequest, tmp_path: Path) -> Desa:
    """Cisontrol on a machine of its own, whose keys were made long ago."""
    settings.EOFFICE_HOME = tmp_path  # type: ignore[attr-defined]
    settings.EOFFICE_FOLDER_CA = tmp_path / "ca-akar"  # type: ignore[attr-defined]
    return cisontrol


@pytest.fixture
def orang(desa: Desa) -> pabrik.Pemeran:
    """The cast; the kades got his key in the middle of the year before last."""
    with time_machine.travel(datetime(2025, 6, 1, tzinfo=UTC), tick=False), lingkup(desa.kode):
        cast = pabrik.pemeran()
        pabrik.tte_lokal(cast)
    return cast


def buat_siap(desa: Desa, orang: pabrik.Pemeran) -> UUID:
    """Bring a letter up to the signer with a right clock."""
    with time_machine.travel(KINI, tick=False), lingkup(desa.kode):
        return pabrik.diparaf(orang)


def tanda(desa: Desa, orang: pabrik.Pemeran, surat_id: UUID, saat: datetime, versi: int = 3) -> HasilTanda:
    """Sign one letter while the clock shows ``saat``."""
    with time_machine.travel(saat, tick=False):
        (hasil,) = surat.tanda_tangani(
            desa=desa.kode,
            pilihan=[(surat_id, versi)],
            frasa=pabrik.FRASA,
            oleh=orang.pelaku(Peran.PENANDA_TANGAN),
        )
    return hasil


def urut(hasil: HasilTanda) -> int:
    return int(hasil.nomor.split("/")[1])


def test_a_clock_a_year_back_gives_no_number_and_says_what_to_do(desa: Desa, orang: pabrik.Pemeran) -> None:
    pertama = tanda(desa, orang, buat_siap(desa, orang), KINI)
    kedua = buat_siap(desa, orang)
    with lingkup(desa.kode):
        sebelum = Surat.objects.filter(pk=kedua).values().get()
    with pytest.raises(RuleRefused) as tolak:
        tanda(desa, orang, kedua, SETAHUN_LALU)
    assert tolak.value.pesan == Pesan(
        "surat.jam_mundur", kini="24 November 2025", akhir="24 November 2026", nomor=pertama.nomor
    )
    assert kalimat(tolak.value.pesan) == (
        f"Jam komputer menunjukkan 24 November 2025, padahal surat nomor {pertama.nomor} bertanggal "
        "24 November 2026. Betulkan tanggal komputer, lalu coba lagi. Bila tanggal surat itu yang keliru, "
        "batalkan atau cabut surat itu dahulu. Surat ini belum berubah."
    )
    with lingkup(desa.kode):
        assert Surat.objects.filter(pk=kedua).values().get() == sebelum
    lanjut = tanda(desa, orang, kedua, KINI + timedelta(hours=1))
    assert (urut(pertama), urut(lanjut), lanjut.nomor[-4:]) == (1, 2, "2026")
    with lingkup(desa.kode):
        assert (celah(2025), celah(2026), urut_terakhir(2025, "surat_keterangan")) == ({}, {}, 0)
    assert IndeksTerbit.objects.count() == 2
    assert periksa_rantai(desa.kode).utuh


def test_a_letter_that_waits_is_not_signed_with_a_date_before_its_own(
    desa: Desa, orang: pabrik.Pemeran, monkeypatch: pytest.MonkeyPatch
) -> None:
    surat_id = buat_siap(desa, orang)

    def gagal(*_: object, **__: object) -> bytes:
        raise dokumen.BerkasHilang("0" * 64)

    with monkeypatch.context() as ganti:
        ganti.setattr(dokumen, "rangkai", gagal)
        tunggu = tanda(desa, orang, surat_id, KINI)
    with pytest.raises(RuleRefused) as tolak:
        tanda(desa, orang, surat_id, SETAHUN_LALU, versi=4)
    assert tolak.value.pesan.kode == "surat.jam_mundur"
    # the door itself asks too, whoever knocks at it
    oleh = orang.pelaku(Peran.PENANDA_TANGAN)
    with (
        time_machine.travel(SETAHUN_LALU, tick=False),
        lingkup(desa.kode),
        pytest.raises(RuleRefused) as tolak,
    ):
        surat.jalankan(surat_id=surat_id, aksi=Aksi.TANDA_TANGANI, oleh=oleh, versi=4)
    assert tolak.value.pesan.kode == "surat.jam_mundur"
    with lingkup(desa.kode):
        row = Surat.objects.get(pk=surat_id)
        assert (row.status, row.versi, row.nomor, row.sha256) == (Status.MENUNGGU_TTE, 4, tunggu.nomor, "")
    # past midnight is no wrong clock: the letter keeps the date of its number
    terbit = tanda(desa, orang, surat_id, KINI + timedelta(days=1), versi=4)
    assert (terbit.terbit, terbit.nomor) == (True, tunggu.nomor)
    with lingkup(desa.kode):
        assert Surat.objects.get(pk=surat_id).tanggal == BENAR


def test_in_1970_the_clock_is_named_and_no_paper_gets_a_number(desa: Desa, orang: pabrik.Pemeran) -> None:
    assert tanda(desa, orang, buat_siap(desa, orang), KINI).terbit
    kedua = buat_siap(desa, orang)
    with pytest.raises(RuleRefused) as tolak:
        tanda(desa, orang, kedua, PURBA)
    assert tolak.value.pesan.kode == "surat.jam_mundur"  # not: there is no signer, or no valid key
    assert tolak.value.pesan.params["kini"] == "1 Januari 1970"
    with time_machine.travel(PURBA, tick=False), lingkup(desa.kode):
        surat.ubah_pengaturan(pelaku="uji", cara_terbit=CaraTerbit.BASAH)
        with pytest.raises(RuleRefused) as tolak:
            surat.cetak_basah(surat_id=kedua, versi=3, oleh=orang.pelaku(Peran.OPERATOR))
        assert tolak.value.pesan.kode == "surat.jam_mundur"
        assert (Surat.objects.get(pk=kedua).versi, celah(1970)) == (3, {})
    assert dokumen.periksa_pdf(b"%PDF-1.7").sebab is not None  # the judge of files runs in 1970 too


def test_a_clock_before_the_key_is_named_where_no_letter_stands_against_it(
    desa: Desa, orang: pabrik.Pemeran
) -> None:
    surat_id = buat_siap(desa, orang)
    with pytest.raises(RuleRefused) as tolak:
        tanda(desa, orang, surat_id, datetime(2025, 5, 1, tzinfo=UTC))
    assert tolak.value.pesan == Pesan("dokumen.sertifikat_belum_berlaku", mulai="2025-05-31")
    assert kalimat(tolak.value.pesan).endswith("Periksa tanggal di komputer server.")


def test_steps_taken_in_1970_keep_their_order_and_the_chain_its_time(
    desa: Desa, orang: pabrik.Pemeran
) -> None:
    with time_machine.travel(KINI, tick=False), lingkup(desa.kode):
        surat_id = pabrik.diajukan(orang)
    with time_machine.travel(PURBA, tick=False), lingkup(desa.kode):
        surat.jalankan(surat_id=surat_id, aksi=Aksi.VERIFIKASI, oleh=orang.pelaku(Peran.OPERATOR), versi=1)
    with time_machine.travel(KELAK, tick=False), lingkup(desa.kode):
        surat.jalankan(surat_id=surat_id, aksi=Aksi.PARAF, oleh=orang.pelaku(Peran.PEMERIKSA), versi=2)
    with lingkup(desa.kode):
        r = rincian(surat_id)
        peristiwa = riwayat("surat", surat_id)
    assert [lk.aksi for lk in r.langkah] == [Aksi.AJUKAN, Aksi.VERIFIKASI, Aksi.PARAF]
    assert [lk.waktu.year for lk in r.langkah] == [2026, 1970, 2029]  # the log says what the clock said
    assert [e.revisi for e in peristiwa] == [1, 2, 3]
    assert [e.waktu.year for e in peristiwa] == [2026, 2026, 2029]  # the stream never runs backwards
    assert (r.status, r.versi) == (Status.DIPARAF, 3)
    assert periksa_rantai(desa.kode).utuh


def test_three_years_ahead_the_key_has_expired_and_nothing_is_numbered(
    desa: Desa, orang: pabrik.Pemeran
) -> None:
    surat_id = buat_siap(desa, orang)
    with pytest.raises(RuleRefused) as tolak:
        tanda(desa, orang, surat_id, KELAK)
    assert tolak.value.pesan.kode == "dokumen.sertifikat_kedaluwarsa"
    with lingkup(desa.kode):
        assert Surat.objects.get(pk=surat_id).nomor == ""
        assert urut_terakhir(2029, "surat_keterangan") == 0
    hasil = tanda(desa, orang, surat_id, KINI)
    assert (hasil.terbit, urut(hasil)) == (True, 1)


def test_a_paper_numbered_by_a_clock_of_the_future_is_voided_before_work_goes_on(
    desa: Desa, orang: pabrik.Pemeran
) -> None:
    """The order a village needs: void the wrong one, then number on, gap-free in the books of both years."""
    operator = orang.pelaku(Peran.OPERATOR)
    satu, dua, tiga = (buat_siap(desa, orang) for _ in range(3))

    def cetak(surat_id: UUID, saat: datetime, versi: int = 3) -> str:
        with time_machine.travel(saat, tick=False), lingkup(desa.kode):
            return surat.cetak_basah(surat_id=surat_id, versi=versi, oleh=operator).nomor

    with lingkup(desa.kode):
        surat.ubah_pengaturan(pelaku="uji", cara_terbit=CaraTerbit.BASAH)
    pertama, kelak = cetak(satu, KINI), cetak(dua, KELAK)
    assert (pertama[-4:], kelak[-4:]) == ("2026", "2029")
    with pytest.raises(RuleRefused) as tolak:
        cetak(tiga, KINI)
    assert tolak.value.pesan.params["nomor"] == kelak
    with time_machine.travel(KINI, tick=False), lingkup(desa.kode):
        surat.jalankan(surat_id=dua, aksi=Aksi.BATALKAN, oleh=operator, versi=4, catatan="Jam keliru.")
    ketiga = cetak(tiga, KINI)
    assert [int(n.split("/")[1]) for n in (pertama, kelak, ketiga)] == [1, 1, 2]
    with lingkup(desa.kode):
        assert [(n.teks, n.alasan) for n in nomor_batal(2029)] == [(kelak, "Jam keliru.")]
        assert (celah(2026), celah(2029)) == ({}, {})
    assert periksa_rantai(desa.kode).utuh


@pytest.mark.parametrize(
    ("saat", "keadaan"),
    [
        (KINI, Keadaan.SAH),
        (SETAHUN_LALU, Keadaan.SAH),
        (PURBA, Keadaan.SAH),
        (datetime(2027, 5, 24, 16, 59, tzinfo=UTC), Keadaan.SAH),  # the last minute of its last day in Ciamis
        (datetime(2027, 5, 24, 17, 0, tzinfo=UTC), Keadaan.KEDALUWARSA),
        (KELAK, Keadaan.KEDALUWARSA),
    ],
)
def test_a_letter_s_validity_follows_its_own_dates_under_any_clock(
    desa: Desa, orang: pabrik.Pemeran, saat: datetime, keadaan: Keadaan
) -> None:
    surat_id = buat_siap(desa, orang)
    assert tanda(desa, orang, surat_id, KINI).terbit
    with lingkup(desa.kode):
        row, pdf = Surat.objects.get(pk=surat_id), warga.berkas_terbit(surat_id)
    assert (row.tanggal, row.berlaku_sampai) == (BENAR, date(2027, 5, 24))
    with time_machine.travel(saat, tick=False):
        oleh_kode = verifikasi.periksa_kode(kode_pendek(bytes.fromhex(row.kode)))
        assert oleh_kode is not None
        assert (oleh_kode.keadaan, oleh_kode.berlaku_sampai) == (keadaan, date(2027, 5, 24))
        assert verifikasi.periksa_berkas(pdf).keadaan is keadaan


def test_the_check_of_the_machine_names_the_clock_in_plain_words(desa: Desa, orang: pabrik.Pemeran) -> None:
    buat_siap(desa, orang)
    with time_machine.travel(SETAHUN_LALU, tick=False):
        (temuan,) = checks.database(databases=["default"])
    assert (temuan.id, temuan.msg) == (
        "eoffice.E009",
        "Jam komputer lebih awal daripada kejadian terakhir Desa Cisontrol (24-11-2026 03.00 UTC).",
    )
    assert "baterai CMOS" in str(temuan.hint)


@pytest.mark.parametrize("saat", [PURBA, SETAHUN_LALU, KINI, KELAK])
def test_ids_stay_different_while_the_clock_stands_still(saat: datetime) -> None:
    with time_machine.travel(saat, tick=False):
        ids = {new_id() for _ in range(2000)}
    assert len(ids) == 2000
    assert {satu.version for satu in ids} == {7}
    assert {satu.int >> 80 for satu in ids} == {round(saat.timestamp() * 1000)}


def test_whose_office_the_clock_has_not_reached_signs_nothing(desa: Desa, orang: pabrik.Pemeran) -> None:
    """The kades took office in 2020; a clock before that day knows no signer."""
    surat_id = buat_siap(desa, orang)
    with pytest.raises(RuleRefused) as tolak:
        tanda(desa, orang, surat_id, datetime(2019, 12, 31, tzinfo=UTC))
    assert tolak.value.pesan.kode == "surat.penanda_tangan_tidak_ada"
    with lingkup(desa.kode):
        assert Surat.objects.get(pk=surat_id).versi == 3
