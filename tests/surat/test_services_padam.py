"""Forms for a power cut: every reserved number ends once, and the letter on a form is a letter like any other."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Thread
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection, connections, transaction

from eoffice.akun.selectors import calon_penanda_tangan
from eoffice.arsip.models import Nomor
from eoffice.arsip.selectors import celah, nomor_batal
from eoffice.arsip.services import alihkan_nomor
from eoffice.jejak.selectors import riwayat
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, EofficeError, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import FormulirPadam, IndeksTerbit
from eoffice.surat.projections import ProyeksiPadam
from eoffice.surat.rules import padam as aturan
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.rules.padam import Keadaan, keluhan_banyak, keluhan_tanggal
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.selectors.padam import (
    formulir_beredar,
    formulir_kode,
    neraca_padam,
    satu_formulir,
    surat_untuk_formulir,
)
from eoffice.surat.selectors.verifikasi import Keadaan as Hasil
from eoffice.surat.selectors.verifikasi import kode_dicabut, periksa_kode
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.web.dunia import dicetak

ALASAN = "Kembali utuh, tidak terpakai."


def pesan(cast: pabrik.Pemeran, banyak: int = 1, jenis: str = "sku") -> list[UUID]:
    """Reserve forms as the operator."""
    return surat.pesan_formulir(jenis=jenis, banyak=banyak, oleh=cast.pelaku(Peran.OPERATOR))


def pakai(cast: pabrik.Pemeran, formulir: UUID, surat_id: UUID, tanggal: date | None = None) -> None:
    """Record the letter on a form as the operator."""
    surat.pakai_formulir(
        formulir_id=formulir,
        surat_id=surat_id,
        versi=rincian(surat_id).versi,
        tanggal=tanggal or surat.hari_ini(),
        penanda=calon_penanda_tangan(surat.hari_ini())[0],
        oleh=cast.pelaku(Peran.OPERATOR),
    )


def batal(cast: pabrik.Pemeran, formulir: UUID, alasan: str = ALASAN) -> None:
    """Void a form as the operator."""
    surat.batalkan_formulir(formulir_id=formulir, alasan=alasan, oleh=cast.pelaku(Peran.OPERATOR))


def tutup(dipesan: int, terpakai: int, batal: int, beredar: int) -> None:
    """The balance is this, adds up, and the book has no hole."""
    (n,) = neraca_padam()
    assert (n.dipesan, n.terpakai, n.batal, n.beredar) == (dipesan, terpakai, batal, beredar)
    assert n.dipesan == n.terpakai + n.batal + n.beredar
    assert celah(surat.hari_ini().year) == {}


@pytest.mark.django_db
def test_reserved_numbers_follow_one_another_and_the_next_letter_comes_after(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        semua = pesan(basah, 3)
        nomor = [satu_formulir(satu).nomor for satu in semua]
        urut = list(Nomor.objects.order_by("urut").values_list("urut", "teks", "untuk"))
        assert urut == [(n, teks, pk) for n, (teks, pk) in enumerate(zip(nomor, semua, strict=True), 1)]
        assert rincian(dicetak(basah)).nomor not in nomor
        assert Nomor.objects.count() == 4
        tutup(3, 0, 0, 3)
        assert [b.id for b in formulir_beredar()] == semua


@pytest.mark.django_db
def test_the_letter_on_a_form_takes_number_code_and_day_over_and_is_issued_by_its_scan(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    kini = clock.now()
    with lingkup(cisontrol.kode):
        with time_machine.travel(kini - timedelta(days=2), tick=False):
            (formulir,) = pesan(basah)
        b = satu_formulir(formulir)
        dicetak(basah)  # another letter was numbered and dated meanwhile
        surat_id = pabrik.diparaf(basah)
        kemarin = surat.hari_ini() - timedelta(days=1)
        pakai(basah, formulir, surat_id, kemarin)
        r = rincian(surat_id)
        assert (r.status, r.nomor, r.tanggal) == (Status.MENUNGGU_BASAH, b.nomor, kemarin)
        assert (satu_formulir(formulir).keadaan, satu_formulir(formulir).surat_id) == (
            Keadaan.TERPAKAI, surat_id,
        )  # fmt: skip
        oleh = basah.pelaku(Peran.OPERATOR)
        surat.terbitkan_pindaian(surat_id=surat_id, versi=r.versi, berkas=[pabrik.foto()], oleh=oleh)
        assert rincian(surat_id).status is Status.TERBIT
        tutup(1, 1, 0, 0)
    jawab = periksa_kode(b.kode)
    assert jawab is not None
    assert (jawab.keadaan, jawab.nomor, jawab.terbit) == (Hasil.SAH, b.nomor, kemarin)


@pytest.mark.django_db
def test_a_village_that_signs_by_key_signs_its_forms_by_hand(cisontrol: Desa, cast: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        (formulir,) = pesan(cast)
        surat_id = pabrik.diparaf(cast)
        pakai(cast, formulir, surat_id)
        r = rincian(surat_id)
        assert r.status is Status.MENUNGGU_BASAH
        assert r.data is not None and r.data["cara_terbit"] == "basah"
        lain = pabrik.diparaf(cast)
        with pytest.raises(RuleRefused, match="terbit_elektronik"):
            surat.cetak_basah(surat_id=lain, versi=3, oleh=cast.pelaku(Peran.OPERATOR))


@pytest.mark.django_db
def test_a_voided_form_keeps_its_place_and_its_code_answers_so(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        satu, dua = pesan(basah, 2)
        b = satu_formulir(satu)
        kode = FormulirPadam.objects.get(pk=satu).kode
    jawab = periksa_kode(b.kode)
    assert jawab is not None and (jawab.keadaan, jawab.nomor) == (Hasil.BELUM_TIBA, "")
    with lingkup(cisontrol.kode):
        batal(basah, satu, f"  {ALASAN}\n")
        assert [(n.teks, n.alasan, n.untuk) for n in nomor_batal(surat.hari_ini().year)] == [
            (b.nomor, ALASAN, satu)
        ]
        assert (satu_formulir(satu).keadaan, satu_formulir(satu).alasan) == (Keadaan.BATAL, ALASAN)
        tutup(2, 0, 1, 1)
        assert [x.id for x in formulir_beredar()] == [dua]
    jawab = periksa_kode(b.kode)
    assert jawab is not None and jawab.keadaan is Hasil.DICABUT
    assert kode_dicabut(cisontrol.kode) == [kode]


@pytest.mark.django_db
def test_what_ended_does_not_end_again(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        terpakai, dibatalkan = pesan(basah, 2)
        surat_id = pabrik.diparaf(basah)
        pakai(basah, terpakai, surat_id)
        batal(basah, dibatalkan)
        lain = pabrik.diparaf(basah)
        for formulir in (terpakai, dibatalkan):
            with pytest.raises(ChangedMeanwhile):
                pakai(basah, formulir, lain)
            with pytest.raises(ChangedMeanwhile):
                batal(basah, formulir)
            with pytest.raises(NotFound):
                surat.cetak_formulir([formulir])
        tutup(2, 1, 1, 0)
        assert rincian(lain).nomor == ""


@pytest.mark.django_db
def test_one_letter_stands_on_one_form(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        satu, dua = pesan(basah, 2)
        surat_id = pabrik.diparaf(basah)
        pakai(basah, satu, surat_id)
        with pytest.raises(RuleRefused):
            pakai(basah, dua, surat_id)
        assert rincian(surat_id).nomor == satu_formulir(satu).nomor
        tutup(2, 1, 0, 1)


@pytest.mark.django_db
def test_voiding_the_number_of_the_letter_voids_its_form(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        (formulir,) = pesan(basah)
        surat_id = pabrik.diparaf(basah)
        pakai(basah, formulir, surat_id)
        oleh, versi = basah.pelaku(Peran.OPERATOR), rincian(surat_id).versi
        surat.jalankan(surat_id=surat_id, aksi=Aksi.BATALKAN, oleh=oleh, versi=versi, catatan="Salah orang.")
        b = satu_formulir(formulir)
        assert (b.keadaan, b.alasan, b.surat_id) == (Keadaan.BATAL, "Salah orang.", surat_id)
        tutup(1, 0, 1, 0)
    jawab = periksa_kode(b.kode)
    assert jawab is not None and jawab.keadaan is Hasil.DICABUT


@pytest.mark.django_db
def test_a_letter_that_is_not_ready_or_of_another_type_does_not_fit(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        (sku,), (sktm,) = pesan(basah), pesan(basah, jenis="sktm")
        belum, siap = pabrik.diajukan(basah), pabrik.diparaf(basah)
        with pytest.raises(RuleRefused):
            pakai(basah, sku, belum)
        with pytest.raises(InvalidInput, match="padam_jenis_lain") as tolak:
            pakai(basah, sktm, siap)
        assert set(tolak.value.per_field) == {"surat"}
        assert [s.id for s in surat_untuk_formulir("sku", paraf=True)] == [siap]
        assert surat_untuk_formulir("sktm", paraf=True) == ()
        assert {b.keadaan for b in map(satu_formulir, (sku, sktm))} == {Keadaan.BEREDAR}


@pytest.mark.django_db
@pytest.mark.parametrize("geser", [-1, 1])
def test_a_day_before_the_reservation_or_in_the_future_is_refused(
    cisontrol: Desa, basah: pabrik.Pemeran, geser: int
) -> None:
    with lingkup(cisontrol.kode):
        (formulir,) = pesan(basah)
        surat_id = pabrik.diparaf(basah)
        with pytest.raises(InvalidInput) as tolak:
            pakai(basah, formulir, surat_id, surat.hari_ini() + timedelta(days=geser))
        assert set(tolak.value.per_field) == {"tanggal"}
        assert rincian(surat_id).status is Status.DIPARAF


def test_a_number_is_of_its_own_year() -> None:
    dipesan = date(2026, 12, 30)
    assert keluhan_tanggal(date(2026, 12, 31), dipesan, date(2027, 1, 5)) is None
    salah = keluhan_tanggal(date(2027, 1, 1), dipesan, date(2027, 1, 5))
    assert salah is not None and (salah.kode, salah.params) == ("surat.padam_tahun", {"tahun": 2026})


@pytest.mark.parametrize(
    ("banyak", "beredar", "kode"),
    [
        (0, 0, "surat.padam_banyak"),
        (-1, 0, "surat.padam_banyak"),
        (21, 0, "surat.padam_banyak"),
        (1, 60, "surat.padam_beredar"),
        (20, 41, "surat.padam_beredar"),
        (20, 40, ""),
        (1, 0, ""),
    ],
)
def test_how_many_may_be_out(banyak: int, beredar: int, kode: str) -> None:
    salah = keluhan_banyak(banyak, beredar)
    assert (salah.kode if salah else "") == kode


@pytest.mark.django_db
def test_too_many_take_no_number(
    cisontrol: Desa, basah: pabrik.Pemeran, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aturan, "MAKS_BEREDAR", 2)
    with lingkup(cisontrol.kode):
        pesan(basah, 2)
        for banyak in (1, 0, 99):
            with pytest.raises(InvalidInput) as tolak:
                pesan(basah, banyak)
            assert set(tolak.value.per_field) == {"banyak"}
        assert Nomor.objects.count() == 2
        batal(basah, formulir_beredar()[0].id)
        pesan(basah)
        tutup(3, 0, 1, 2)


@pytest.mark.django_db
@pytest.mark.parametrize("jenis", ["", "tidak_ada", "../sku"], ids=["empty", "unknown", "path"])
def test_a_type_that_is_not_offered_has_no_form(cisontrol: Desa, basah: pabrik.Pemeran, jenis: str) -> None:
    with lingkup(cisontrol.kode):
        with pytest.raises(NotFound):
            pesan(basah, jenis=jenis)
        assert not Nomor.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("alasan", ["", "  \u200b", "a" * 501], ids=["empty", "blank", "long"])
def test_voiding_wants_a_reason(cisontrol: Desa, basah: pabrik.Pemeran, alasan: str) -> None:
    with lingkup(cisontrol.kode):
        (formulir,) = pesan(basah)
        with pytest.raises(InvalidInput) as tolak:
            batal(basah, formulir, alasan)
        assert set(tolak.value.per_field) == {"alasan"}
        tutup(1, 0, 0, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("peran", [Peran.WARGA, Peran.PEMERIKSA, Peran.PENANDA_TANGAN])
def test_only_the_counter_reserves_uses_and_voids(
    cisontrol: Desa, basah: pabrik.Pemeran, peran: Peran
) -> None:
    with lingkup(cisontrol.kode):
        (formulir,) = pesan(basah)
        surat_id, oleh = pabrik.diparaf(basah), basah.pelaku(peran)
        penanda = calon_penanda_tangan(surat.hari_ini())[0]
        with pytest.raises(NotFound):
            surat.pesan_formulir(jenis="sku", banyak=1, oleh=oleh)
        with pytest.raises(NotFound):
            surat.batalkan_formulir(formulir_id=formulir, alasan=ALASAN, oleh=oleh)
        with pytest.raises(NotFound):
            surat.pakai_formulir(
                formulir_id=formulir, surat_id=surat_id, versi=3, tanggal=surat.hari_ini(), penanda=penanda, oleh=oleh
            )  # fmt: skip
        tutup(1, 0, 0, 1)


@pytest.mark.django_db
def test_another_villages_form_is_not_there(
    cisontrol: Desa, situmandala: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        (formulir,) = pesan(basah)
        kode = satu_formulir(formulir).kode
    with lingkup(situmandala.kode):
        for tanya in (
            lambda: satu_formulir(formulir),
            lambda: batal(basah, formulir),
            lambda: surat.cetak_formulir([formulir]),
        ):
            with pytest.raises(NotFound):
                tanya()
        assert formulir_kode(kode) is None
        assert neraca_padam() == formulir_beredar() == []


@pytest.mark.django_db
def test_the_code_is_found_as_people_type_it(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        semua = pesan(basah, 3)
        for formulir in semua:
            kode = satu_formulir(formulir).kode
            for ketikan in (kode, kode.lower(), kode.replace("-", ""), f" {kode} "):
                ada = formulir_kode(ketikan)
                assert ada is not None and ada.id == formulir
        for salah in ("", "AAAA-AAAA-AA", "bukan kode", "' OR 1=1"):
            assert formulir_kode(salah) is None


@pytest.mark.django_db
def test_the_print_is_a_page_for_each_form_and_the_same_each_time(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        semua = pesan(basah, 2)
        isi = surat.cetak_formulir(semua)
        assert isi.startswith(b"%PDF-")
        assert isi == surat.cetak_formulir(semua)
        for pilihan in ([], [uuid4()], [semua[0], uuid4()]):
            with pytest.raises(NotFound):
                surat.cetak_formulir(pilihan)


@pytest.mark.django_db
def test_every_type_can_be_printed_ahead(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        from eoffice.surat.services.pengaturan import pengaturan

        semua = [pesan(basah, jenis=j.kode)[0] for j in pengaturan().jenis_aktif()]
        assert surat.cetak_formulir(semua).startswith(b"%PDF-")


@pytest.mark.django_db
def test_a_transferred_number_stays_where_it_is_and_is_told(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        (formulir,) = pesan(basah)
        lama, surat_id = Nomor.objects.get(), new_id()
        alihkan_nomor(dari=formulir, ke=surat_id, pelaku="uji")
        baru = Nomor.objects.get()
        assert (baru.urut, baru.teks, baru.buku_id, baru.untuk) == (
            lama.urut,
            lama.teks,
            lama.buku_id,
            surat_id,
        )
        assert [p.publik["untuk"] for p in riwayat("nomor", baru.pk)] == [str(formulir), str(surat_id)]
        with pytest.raises(RuleRefused):
            alihkan_nomor(dari=formulir, ke=new_id(), pelaku="uji")
        (lain,) = pesan(basah)
        with pytest.raises(RuleRefused):
            alihkan_nomor(dari=lain, ke=surat_id, pelaku="uji")


@pytest.mark.serentak
def test_used_and_voided_at_the_same_moment_it_ends_once(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        (formulir,) = pesan(basah)
        surat_id = pabrik.diparaf(basah)
    galat: list[str] = []

    def coba(laksana: object) -> None:
        try:
            with lingkup(cisontrol.kode):
                laksana()  # type: ignore[operator]
        except EofficeError as tolak:
            galat.append(tolak.pesan.kode)
        finally:
            connections.close_all()

    utas = [
        Thread(target=coba, args=(lambda: pakai(basah, formulir, surat_id),)),
        Thread(target=coba, args=(lambda: batal(basah, formulir),)),
    ]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert galat == ["surat.padam_selesai"]
    with lingkup(cisontrol.kode):
        b = satu_formulir(formulir)
        assert (rincian(surat_id).nomor == b.nomor) is (b.keadaan is Keadaan.TERPAKAI)
        assert Nomor.objects.count() == 1
    connection.close()


@pytest.mark.django_db
def test_the_pictures_are_the_events_and_make_form_and_code_again(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        beredar, terpakai, dibatalkan = pesan(basah, 3)
        pakai(basah, terpakai, pabrik.diparaf(basah))
        batal(basah, dibatalkan)
        semua = {satu: satu_formulir(satu) for satu in (beredar, terpakai, dibatalkan)}
        for gambar in list(ProyeksiPadam().gambaran()):
            *_, akhir = riwayat("formulir_padam", gambar.agregat_id)
            assert (dict(gambar.publik), dict(gambar.pribadi)) == (
                dict(akhir.publik),
                dict(akhir.pribadi or {}),
            )
            indeks = IndeksTerbit.objects.get(pk=gambar.publik["kode"])
            sebelum = (indeks.sha256, indeks.batal_pada)
            ProyeksiPadam().hapus(gambar.agregat_id)
            if gambar.publik["surat_id"] is None:
                indeks.delete()
            ProyeksiPadam().terapkan(akhir)
            assert satu_formulir(gambar.agregat_id) == semua[gambar.agregat_id]
            indeks = IndeksTerbit.objects.get(pk=gambar.publik["kode"])
            assert (indeks.sha256, indeks.batal_pada) == sebelum


@pytest.mark.django_db
@pytest.mark.parametrize(
    "ubah",
    [
        {"keadaan": "hilang"},
        {"surat_id": "x"},
        {"dipesan_pada": "2026-11-24T02:00:00"},
        {"keadaan": "terpakai"},
    ],
    ids=["state", "letter", "moment", "used by nobody"],
)
def test_a_hostile_form_is_not_taken_in(cisontrol: Desa, basah: pabrik.Pemeran, ubah: dict[str, str]) -> None:
    with lingkup(cisontrol.kode):
        (formulir,) = pesan(basah)
        (satu,) = riwayat("formulir_padam", formulir)
        with pytest.raises(Exception) as tolak, transaction.atomic():
            ProyeksiPadam().terapkan(replace(satu, publik={**satu.publik, **ubah}))
        assert type(tolak.value).__name__ in {"InvalidInput", "ValueError", "IntegrityError"}
        assert satu_formulir(formulir).keadaan is Keadaan.BEREDAR


@pytest.mark.django_db
def test_a_clock_that_went_back_reserves_nothing(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        dicetak(basah)
        with (
            time_machine.travel(datetime(2026, 1, 2, tzinfo=UTC), tick=False),
            pytest.raises(RuleRefused),
        ):
            pesan(basah)
        assert not FormulirPadam.objects.exists()
