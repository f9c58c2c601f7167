"""A wrong handing over is struck out with a reason and stays readable; the right one is written after it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction

from eoffice.jejak.selectors import riwayat
from eoffice.jejak.versi import mutakhir
from eoffice.kernel import clock
from eoffice.kernel.errors import EofficeError, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.surat import events
from eoffice.surat import services as surat
from eoffice.surat.models import Ekspedisi
from eoffice.surat.projections import JEMBATAN, ProyeksiEkspedisi
from eoffice.surat.rules.alur import Aksi, CaraTerbit
from eoffice.surat.selectors.ekspedisi import antrean, buku_ekspedisi, satu_ekspedisi
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.services.pintu import Pelaku
from eoffice.web.komponen.kalimat import kalimat
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.test_services_ekspedisi import serahkan
from tests.web.dunia import terbit_basah

pytestmark = pytest.mark.django_db


def coret(cast: pabrik.Pemeran, surat_id: UUID, alasan: str = "Salah nama penerima") -> None:
    """Strike out as the operator."""
    surat.coret_serah(surat_id=surat_id, alasan=alasan, oleh=cast.pelaku(Peran.OPERATOR))


def kini() -> int:
    return clock.now().year


def test_a_struck_line_stays_in_the_book_and_the_right_one_follows(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        serahkan(basah, surat_id, "Asip")
        coret(basah, surat_id, "  Salah\u200b nama ")
        assert satu_ekspedisi(surat_id) is None
        with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
            serahkan(basah, surat_id, "Asep")
        lama, baru = buku_ekspedisi(kini())
        assert (lama.urut, lama.penerima, lama.alasan) == (1, "Asip", "Salah nama")
        assert lama.dicoret is not None
        assert lama.dicoret.utcoffset() == timedelta(hours=7)
        assert (baru.urut, baru.penerima, baru.dicoret, baru.alasan) == (2, "Asep", None, "")
        assert satu_ekspedisi(surat_id) == replace(baru, urut=1)


def test_a_letter_whose_line_was_struck_waits_at_the_counter_again(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        ada = []
        for langkah in (lambda: None, lambda: serahkan(basah, surat_id), lambda: coret(basah, surat_id)):
            langkah()
            ada.append([s.id for s in antrean(paraf=True, cara_terbit=CaraTerbit.BASAH).serah])
        assert ada == [[surat_id], [], [surat_id]]


def test_it_may_go_wrong_more_than_once_and_every_line_has_an_id_of_its_own(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        for nama in ("Satu", "Dua", "Tiga"):
            serahkan(basah, surat_id, nama)
            with pytest.raises(RuleRefused, match="sudah_diserahkan"):
                serahkan(basah, surat_id, "Orang Lain")
            coret(basah, surat_id)
        serahkan(basah, surat_id, "Empat")
        assert [b.penerima for b in buku_ekspedisi(kini())] == ["Satu", "Dua", "Tiga", "Empat"]
        assert len(set(Ekspedisi.objects.values_list("pk", flat=True))) == 4


def test_what_was_not_handed_over_or_is_struck_already_is_not_there(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        for langkah in (lambda: None, lambda: (serahkan(basah, surat_id), coret(basah, surat_id))):
            langkah()
            with pytest.raises(NotFound):
                coret(basah, surat_id)
        with pytest.raises(NotFound):
            coret(basah, uuid4())
        assert Ekspedisi.objects.get().revisi == 2


@pytest.mark.parametrize("alasan", ["", "  ", "\u200b", "A" * 201, "Salah \U0001f600"], ids=range(5))
def test_a_reason_that_is_none_is_refused_beside_its_box(
    cisontrol: Desa, basah: pabrik.Pemeran, alasan: str
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        serahkan(basah, surat_id)
        with pytest.raises(InvalidInput) as tolak:
            coret(basah, surat_id, alasan)
        assert set(tolak.value.per_field) == {"alasan"}
        assert satu_ekspedisi(surat_id) is not None


@pytest.mark.parametrize("peran", [Peran.WARGA, Peran.PEMERIKSA, Peran.PENANDA_TANGAN])
def test_only_the_counter_strikes_out(cisontrol: Desa, basah: pabrik.Pemeran, peran: Peran) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        serahkan(basah, surat_id)
        for oleh in (basah.pelaku(peran), Pelaku(None, frozenset({Peran.OPERATOR}))):
            with pytest.raises(NotFound):
                surat.coret_serah(surat_id=surat_id, alasan="Keliru", oleh=oleh)
        assert satu_ekspedisi(surat_id) is not None


def test_another_villages_line_is_not_there(
    cisontrol: Desa, situmandala: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        serahkan(basah, surat_id)
    with lingkup(situmandala.kode), pytest.raises(NotFound):
        coret(basah, surat_id)
    with lingkup(cisontrol.kode):
        assert satu_ekspedisi(surat_id) is not None


def test_of_a_letter_that_was_revoked_the_line_can_still_be_struck(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        serahkan(basah, surat_id)
        oleh = basah.pelaku(Peran.PENANDA_TANGAN)
        versi = rincian(surat_id).versi
        surat.jalankan(surat_id=surat_id, aksi=Aksi.CABUT, oleh=oleh, versi=versi, catatan="salah")
        coret(basah, surat_id)
        with pytest.raises(RuleRefused, match="belum_terbit"):
            serahkan(basah, surat_id)


# ---- told, and made again ----


def test_striking_out_is_told_in_full_and_makes_the_book_again(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        serahkan(basah, surat_id, "Asip")
        coret(basah, surat_id)
        serahkan(basah, surat_id, "Asep")
        sebelum = buku_ekspedisi(kini())
        kabar = [satu for b in Ekspedisi.objects.all() for satu in riwayat("ekspedisi", b.pk)]
        assert [(k.revisi, k.versi) for k in sorted(kabar, key=lambda k: k.urut)] == [(1, 2), (2, 2), (1, 2)]
        for k in kabar:
            assert "Salah nama" not in str(k.publik), "why can be erased"
        gambar = {g.agregat_id: (dict(g.publik), dict(g.pribadi)) for g in ProyeksiEkspedisi().gambaran()}
        for k in sorted(kabar, key=lambda k: k.revisi):
            if k.revisi == 2 or k.agregat_id not in {x.agregat_id for x in kabar if x.revisi == 2}:
                assert gambar[k.agregat_id] == (dict(k.publik), dict(k.pribadi or {}))
        Ekspedisi.objects.all().delete()
        for k in sorted(kabar, key=lambda k: k.urut):
            ProyeksiEkspedisi().terapkan(k)
        assert buku_ekspedisi(kini()) == sebelum


@pytest.mark.parametrize(
    ("publik", "pribadi"),
    [
        ({"dicoret_pada": None}, {}),
        ({"dicoret_oleh": None}, {}),
        ({}, {"alasan": ""}),
        ({}, {"alasan": "A" * 201}),
        ({"dicoret_oleh": "x"}, {}),
        ({"dicoret_pada": "2026-11-24T02:00:00"}, {}),
    ],
)
def test_half_a_strike_is_not_taken_in(
    cisontrol: Desa, basah: pabrik.Pemeran, publik: dict[str, Any], pribadi: dict[str, Any]
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        serahkan(basah, surat_id)
        coret(basah, surat_id)
        kabar = riwayat("ekspedisi", Ekspedisi.objects.get().pk)[-1]
        Ekspedisi.objects.all().delete()
        jahat = replace(
            kabar, publik={**kabar.publik, **publik}, pribadi={**(kabar.pribadi or {}), **pribadi}
        )
        with pytest.raises((EofficeError, ValueError, IntegrityError)), transaction.atomic():
            ProyeksiEkspedisi().terapkan(jahat)
        assert not Ekspedisi.objects.exists()


def test_a_line_of_the_first_version_is_read_as_one_that_stands(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        serahkan(basah, surat_id)
        (kabar,) = riwayat("ekspedisi", Ekspedisi.objects.get().pk)
        sebelum = satu_ekspedisi(surat_id)
        lama = events.EKSPEDISI_1
        tua = replace(
            kabar, versi=1, publik={n: kabar.publik[n] for n in lama.publik},
            pribadi={n: (kabar.pribadi or {})[n] for n in lama.pribadi},
        )  # fmt: skip
        Ekspedisi.objects.all().delete()
        ProyeksiEkspedisi().terapkan(mutakhir(tua))
        assert satu_ekspedisi(surat_id) == sebelum


def test_for_an_older_peer_the_strike_is_left_out(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        serahkan(basah, surat_id)
        coret(basah, surat_id)
        kabar = riwayat("ekspedisi", Ekspedisi.objects.get().pk)[-1]
    (jembatan,) = [j for j in JEMBATAN if j.nama == events.EKSPEDISI.nama]
    publik, pribadi = jembatan.turun(kabar.publik, kabar.pribadi or {})
    assert set(publik) == set(events.EKSPEDISI_1.publik)
    assert set(pribadi) == set(events.EKSPEDISI_1.pribadi)
    naik = jembatan.naik(publik, pribadi)
    assert (naik[0]["dicoret_pada"], naik[0]["dicoret_oleh"], naik[1]["alasan"]) == (None, None, "")


def test_one_line_of_a_letter_stands_whatever_is_written_past_the_verbs(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        serahkan(basah, surat_id)
        with pytest.raises(IntegrityError), transaction.atomic():
            Ekspedisi(
                surat_id=surat_id, penerima="X", sebagai="kuasa", diserahkan_pada=clock.now(), oleh=uuid4()
            ).save()


# ---- paper and words ----


def test_the_book_on_paper_has_the_struck_line_and_the_receipt_is_of_the_one_that_stands(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = terbit_basah(basah)
        serahkan(basah, surat_id, "Asip")
        coret(basah, surat_id)
        with pytest.raises(NotFound):
            surat.tanda_terima(surat_id=surat_id)
        sebelum = surat.cetak_buku_ekspedisi(kini())
        serahkan(basah, surat_id, "Asep")
        assert {isi[:5] for isi in (sebelum, surat.tanda_terima(surat_id=surat_id))} == {b"%PDF-"}
        assert surat.cetak_buku_ekspedisi(kini()) != sebelum


def test_the_words_of_a_refusal() -> None:
    assert "apa yang keliru" in kalimat(Pesan("surat.alasan_coret_kosong"))
