"""The edges of a power cut: recovery, a full disk, a failure half way, the turn of the year, other rules that still hold."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine

from eoffice.akun import services as akun
from eoffice.akun.rules.jabatan import Bentuk
from eoffice.akun.selectors import PenandaTangan, calon_penanda_tangan, daftar_pejabat
from eoffice.arsip.models import BukuNomor, Nomor
from eoffice.arsip.rules.saksi import Saksi
from eoffice.arsip.selectors import celah
from eoffice.arsip.services import coba_akhiri
from eoffice.arsip.services import nomor as penomoran
from eoffice.jejak.models import Peristiwa
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, RuleRefused, StorageFull
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import FormulirPadam, IndeksTerbit
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.rules.padam import Keadaan
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.selectors.padam import satu_formulir, surat_untuk_formulir
from eoffice.surat.selectors.verifikasi import Keadaan as Hasil
from eoffice.surat.selectors.verifikasi import periksa_kode
from eoffice.surat.services import padam
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik

pytestmark = pytest.mark.django_db
AKHIR_TAHUN = datetime(2026, 12, 30, 3, 0, tzinfo=UTC)


def pesan(cast: pabrik.Pemeran, banyak: int = 1) -> list[UUID]:
    """Reserve forms as the operator."""
    return surat.pesan_formulir(jenis="sku", banyak=banyak, oleh=cast.pelaku(Peran.OPERATOR))


def pakai(
    cast: pabrik.Pemeran,
    formulir: UUID,
    surat_id: UUID,
    *,
    tanggal: date | None = None,
    penanda: PenandaTangan | None = None,
) -> None:
    """Record the letter on a form as the operator."""
    surat.pakai_formulir(
        formulir_id=formulir,
        surat_id=surat_id,
        versi=rincian(surat_id).versi,
        tanggal=tanggal or surat.hari_ini(),
        penanda=penanda or calon_penanda_tangan(surat.hari_ini())[0],
        oleh=cast.pelaku(Peran.OPERATOR),
    )


def tidak_ada_apa_apa() -> None:
    """No form, no number, no code, and no counter that moved."""
    assert not FormulirPadam.objects.exists()
    assert not Nomor.objects.exists()
    assert not IndeksTerbit.objects.exists()
    assert set(BukuNomor.objects.values_list("urut", flat=True)) <= {0}


@pytest.mark.parametrize("seri", ["", "K7QX"], ids=["held", "provisional"])
def test_while_the_last_number_is_in_doubt_none_is_reserved(
    cisontrol: Desa, basah: pabrik.Pemeran, monkeypatch: pytest.MonkeyPatch, seri: str
) -> None:
    """Not even a provisional one: it would lie in a drawer and come out after the register is in order."""
    with lingkup(cisontrol.kode):
        saksi = coba_akhiri()

        def ragu() -> Saksi:
            return replace(saksi, pulih="cadangan", seri=seri)

        monkeypatch.setattr(padam, "coba_akhiri", ragu)
        with pytest.raises(RuleRefused, match="mode_pemulihan"):
            pesan(basah)
        tidak_ada_apa_apa()


def test_a_full_disk_reserves_nothing(
    cisontrol: Desa, basah: pabrik.Pemeran, monkeypatch: pytest.MonkeyPatch
) -> None:
    def penuh(_: object) -> None:
        raise StorageFull

    monkeypatch.setattr(penomoran, "pastikan_ruang", penuh)
    with lingkup(cisontrol.kode):
        with pytest.raises(StorageFull):
            pesan(basah, 2)
        tidak_ada_apa_apa()


def test_a_failure_at_the_third_form_leaves_none(
    cisontrol: Desa, basah: pabrik.Pemeran, monkeypatch: pytest.MonkeyPatch
) -> None:
    asli, kali = padam.catat, iter(range(9))

    def patah(**isi: Any) -> Any:
        if next(kali) == 2:
            raise OSError("disk")
        return asli(**isi)

    monkeypatch.setattr(padam, "catat", patah)
    with lingkup(cisontrol.kode):
        sebelum = Peristiwa.objects.count()
        with pytest.raises(OSError, match="disk"):
            pesan(basah, 5)
        tidak_ada_apa_apa()
        assert Peristiwa.objects.count() == sebelum
        assert len(pesan(basah, 5)) == 5
        assert celah(surat.hari_ini().year) == {}


def test_a_failure_while_recording_leaves_form_and_letter_as_they_were(
    cisontrol: Desa, basah: pabrik.Pemeran, monkeypatch: pytest.MonkeyPatch
) -> None:
    def patah(**_: Any) -> None:
        raise OSError("disk")

    with lingkup(cisontrol.kode):
        (formulir,), surat_id = pesan(basah), pabrik.diparaf(basah)
        with monkeypatch.context() as patch:
            patch.setattr(padam, "catat", patah)
            with pytest.raises(OSError, match="disk"):
                pakai(basah, formulir, surat_id)
        assert satu_formulir(formulir).keadaan is Keadaan.BEREDAR
        assert (rincian(surat_id).status, rincian(surat_id).nomor) == (Status.DIPARAF, "")
        assert Nomor.objects.get().untuk == formulir
        pakai(basah, formulir, surat_id)
        assert rincian(surat_id).status is Status.MENUNGGU_BASAH


def test_over_the_turn_of_the_year_the_letter_keeps_the_year_of_its_number(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        with time_machine.travel(AKHIR_TAHUN, tick=False):
            (formulir,) = pesan(basah)
        with time_machine.travel(AKHIR_TAHUN + timedelta(days=6), tick=False):
            surat_id = pabrik.diparaf(basah)
            with pytest.raises(InvalidInput, match="padam_tahun"):
                pakai(basah, formulir, surat_id, tanggal=date(2027, 1, 2))
            pakai(basah, formulir, surat_id, tanggal=date(2026, 12, 31))
            r = rincian(surat_id)
            assert (r.tanggal, r.nomor.endswith("/2026")) == (date(2026, 12, 31), True)
            lain = pabrik.diparaf(basah)
            penanda = calon_penanda_tangan(surat.hari_ini())[0]
            surat.cetak_basah(surat_id=lain, versi=3, oleh=basah.pelaku(Peran.OPERATOR), penanda=penanda)
            assert rincian(lain).nomor.endswith("/2027"), "and the new book goes its own way"
        assert (celah(2026), celah(2027)) == ({}, {})


def test_who_checked_does_not_sign_on_a_form_either(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        sekdes = next(b for b in daftar_pejabat() if b.nama.startswith("Dadang"))
        hari = surat.hari_ini()
        akun.limpahkan(
            pejabat_id=sekdes.pejabat_id, bentuk=Bentuk.ATAS_NAMA,
            mulai=hari - timedelta(days=1), selesai=hari + timedelta(days=1), pelaku="uji",
        )  # fmt: skip
        (formulir,), surat_id = pesan(basah), pabrik.diparaf(basah)
        penanda = next(c for c in calon_penanda_tangan(hari) if c.pejabat_id == sekdes.pejabat_id)
        with pytest.raises(RuleRefused, match="penanda_tangan_pemeriksa"):
            pakai(basah, formulir, surat_id, penanda=penanda)
        assert satu_formulir(formulir).keadaan is Keadaan.BEREDAR
        assert rincian(surat_id).nomor == ""


def test_without_initials_a_checked_letter_fits(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        (formulir,), surat_id = pesan(basah), pabrik.diajukan(basah)
        operator = basah.pelaku(Peran.OPERATOR)
        surat.jalankan(surat_id=surat_id, aksi=Aksi.VERIFIKASI, oleh=operator, versi=1)
        assert surat_untuk_formulir("sku", paraf=True) == ()
        with pytest.raises(RuleRefused, match="paraf_belum"):
            pakai(basah, formulir, surat_id)
        surat.ubah_pengaturan(pelaku="uji", paraf=False)
        assert [s.id for s in surat_untuk_formulir("sku", paraf=False)] == [surat_id]
        pakai(basah, formulir, surat_id)
        assert rincian(surat_id).nomor == satu_formulir(formulir).nomor


def test_a_letter_on_a_form_is_revoked_like_any_other(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        (formulir,), surat_id = pesan(basah), pabrik.diparaf(basah)
        pakai(basah, formulir, surat_id)
        operator, kades = basah.pelaku(Peran.OPERATOR), basah.pelaku(Peran.PENANDA_TANGAN)
        surat.terbitkan_pindaian(surat_id=surat_id, versi=4, berkas=[pabrik.foto()], oleh=operator)
        surat.jalankan(surat_id=surat_id, aksi=Aksi.CABUT, oleh=kades, versi=5, catatan="Keterangan keliru.")
        b = satu_formulir(formulir)
        assert b.keadaan is Keadaan.TERPAKAI, "its number was used, and stays in the book"
    jawab = periksa_kode(b.kode)
    assert jawab is not None and (jawab.keadaan, jawab.nomor) == (Hasil.DICABUT, b.nomor)


def test_what_was_dated_earlier_holds_no_later_letter_up(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    kini = clock.now()
    with lingkup(cisontrol.kode):
        with time_machine.travel(kini - timedelta(days=3), tick=False):
            (formulir,) = pesan(basah)
        pakai(basah, formulir, pabrik.diparaf(basah), tanggal=surat.hari_ini() - timedelta(days=2))
        lain = pabrik.diparaf(basah)
        penanda = calon_penanda_tangan(surat.hari_ini())[0]
        surat.cetak_basah(surat_id=lain, versi=3, oleh=basah.pelaku(Peran.OPERATOR), penanda=penanda)
        assert rincian(lain).tanggal == surat.hari_ini()
        assert len(pesan(basah)) == 1
