"""What a citizen asks for at the portal about a letter that his village writes: carried out there once, and answered."""

import io
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from eoffice.arsip.rules.saksi import Saksi
from eoffice.arsip.services import saksi
from eoffice.dokumen import services as dokumen
from eoffice.jejak.models import Peristiwa
from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import ChangedMeanwhile, EofficeError, NotFound, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.sinkron.services.sesi import jalankan
from eoffice.surat import services as surat
from eoffice.surat.models import Berkas, Draf, KirimanWarga, Langkah, Permohonan
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.rules.kiriman import Tempat
from eoffice.surat.selectors.berkas import berkas_dipakai
from eoffice.surat.selectors.warga import milik
from eoffice.surat.services import Pelaku, kiriman
from tests import pabrik
from tests.penduduk import berkas_uji as uji
from tests.sinkron.garis_uji import bekerja, temui
from tests.sinkron.kerja import bawa, isi_beda, tertahan
from tests.sinkron.kerja import gambaran as gambaran_semua
from tests.sinkron.mesin import Mesin
from tests.sinkron.portal_uji import Portal, banyak_kiriman, baris, di_mana, jawaban, menambah

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process
DIJALANKAN, MENUNGGU = ("dijalankan", ""), ("", "")
TERLAMBAT = ("ditolak", "surat.kiriman_terlambat")


@pytest.fixture
def di_desa(portal: Portal) -> UUID:
    """A letter that the village took at the counter, as both sides know it."""
    surat_id = portal.di_loket()
    portal.bertemu()
    assert di_mana(portal.hub, surat_id) is Tempat.DESA
    return surat_id


@pytest.fixture
def kembali(portal: Portal, di_desa: UUID) -> UUID:
    """The same, returned for mending."""
    portal.kembalikan(di_desa)
    portal.bertemu()
    return di_desa


def ditolak(mesin: Mesin, kerja: Callable[..., Any], *args: Any, **kw: Any) -> str:
    with pytest.raises(EofficeError) as tolak:
        mesin.di_sini(kerja, *args, **kw)
    return tolak.value.pesan.kode


def sama(portal: Portal) -> None:
    """Fail unless both sides hold the same letters and requests, and nothing is set aside."""
    assert portal.hub.di_sini(tertahan) == portal.node.di_sini(tertahan) == []
    desa, hub = (m.di_sini(gambaran_semua) for m in (portal.node, portal.hub))
    assert [nama for nama in isi_beda(desa, hub) if nama.startswith("surat.")] == []


def langkah(mesin: Mesin, surat_id: UUID) -> list[str]:
    def baca() -> list[str]:
        return list(Langkah.objects.filter(surat=surat_id).order_by("versi").values_list("aksi", flat=True))

    return mesin.di_sini(baca)  # type: ignore[no-any-return]


def test_a_withdrawal_is_passed_on_carried_out_and_answered(portal: Portal, di_desa: UUID) -> None:
    assert portal.tarik(di_desa) is False
    assert baris(portal.hub, di_desa) == (Status.DIAJUKAN, 1)
    assert jawaban(portal.hub, di_desa) == MENUNGGU
    portal.bertemu(2)
    assert baris(portal.node, di_desa) == baris(portal.hub, di_desa) == (Status.DITARIK, 2)
    assert jawaban(portal.hub, di_desa) == jawaban(portal.node, di_desa) == DIJALANKAN
    sama(portal)


def test_the_step_names_the_citizen_who_took_it(portal: Portal, di_desa: UUID) -> None:
    portal.tarik(di_desa)
    portal.bertemu(2)
    (langkah_akhir,) = portal.hub.di_sini(lambda: milik(di_desa, portal.warga)).langkah[-1:]
    assert (langkah_akhir.pelaku_id, langkah_akhir.pelaku) == (portal.warga, "ASEP SUTISNA")


def test_a_mended_application_arrives_whole(portal: Portal, kembali: UUID) -> None:
    draf = portal.perbaikan(kembali, nama_usaha="Warung Asep")
    foto = portal.hub.di_sini(_foto_baru, portal, draf)
    portal.hub.di_sini(surat.ajukan_ulang, surat_id=kembali, draf_id=draf, oleh=portal.oleh)
    assert baris(portal.hub, kembali) == (Status.DIKEMBALIKAN, 2)
    portal.bertemu(2)
    assert baris(portal.node, kembali) == baris(portal.hub, kembali) == (Status.DIAJUKAN, 3)
    isi = portal.node.di_sini(lambda: Permohonan.objects.get(penduduk_id=portal.penduduk_id).nilai)
    assert isi["nama_usaha"] == "Warung Asep"
    assert foto in portal.node.di_sini(
        lambda: set(Berkas.objects.filter(diganti_pada=None).values_list("sha256", flat=True))
    )
    assert portal.node.di_sini(dokumen.baca, foto) == portal.hub.di_sini(dokumen.baca, foto)
    sama(portal)


def _foto_baru(portal: Portal, draf: UUID) -> str:
    keluar = io.BytesIO()
    Image.new("RGB", (500, 400), "navy").save(keluar, "JPEG")
    isi = surat.lampirkan(
        draf_id=draf, pemilik=portal.warga, syarat="ktp", nama="baru.jpg", data=keluar.getvalue()
    )
    return isi.berkas[-1].sha256


def test_sent_twice_it_is_one_request(portal: Portal, kembali: UUID) -> None:
    draf = portal.perbaikan(kembali)
    kirim = [
        portal.hub.di_sini(surat.ajukan_ulang, surat_id=kembali, draf_id=draf, oleh=portal.oleh)
        for _ in range(3)
    ]
    assert [satu.baru for satu in kirim] == [True, False, False]
    assert len({satu.tiket for satu in kirim}) == 1
    portal.bertemu(3)
    portal.hub.di_sini(surat.ajukan_ulang, surat_id=kembali, draf_id=draf, oleh=portal.oleh)
    portal.bertemu(2)
    assert langkah(portal.node, kembali) == ["ajukan", "kembalikan", "ajukan_ulang"]
    assert banyak_kiriman(portal.node) == banyak_kiriman(portal.hub) == 1


def test_pressed_twice_a_withdrawal_is_one_request(portal: Portal, di_desa: UUID) -> None:
    assert [portal.tarik(di_desa) for _ in range(3)] == [False] * 3
    assert banyak_kiriman(portal.hub) == 1


def test_two_requests_do_not_overtake_each_other(portal: Portal, kembali: UUID) -> None:
    draf = portal.perbaikan(kembali)
    portal.tarik(kembali)
    assert (
        ditolak(portal.hub, surat.ajukan_ulang, surat_id=kembali, draf_id=draf, oleh=portal.oleh)
        == "surat.kiriman_menunggu"
    )
    portal.bertemu(2)
    assert baris(portal.hub, kembali)[0] == Status.DITARIK
    assert banyak_kiriman(portal.hub) == 1


def test_mended_first_it_is_not_withdrawn_meanwhile(portal: Portal, kembali: UUID) -> None:
    draf = portal.perbaikan(kembali)
    portal.hub.di_sini(surat.ajukan_ulang, surat_id=kembali, draf_id=draf, oleh=portal.oleh)
    with pytest.raises(RuleRefused, match="kiriman_menunggu"):
        portal.tarik(kembali)
    portal.bertemu(2)
    assert portal.tarik(kembali) is False  # answered: now he may
    portal.bertemu(2)
    assert baris(portal.node, kembali)[0] == Status.DITARIK


def test_a_withdrawal_that_comes_after_the_signature_is_refused_in_words(
    portal: Portal, di_desa: UUID
) -> None:
    portal.tarik(di_desa)
    portal.terbitkan(di_desa)
    portal.bertemu(2)
    assert baris(portal.hub, di_desa)[0] == Status.TERBIT
    assert jawaban(portal.hub, di_desa) == TERLAMBAT
    sama(portal)


def test_a_withdrawal_holds_also_when_the_operator_verified_meanwhile(portal: Portal, di_desa: UUID) -> None:
    portal.tarik(di_desa)
    portal.langkah(di_desa, Aksi.VERIFIKASI, Peran.OPERATOR)
    portal.bertemu(2)
    assert baris(portal.hub, di_desa) == (Status.DITARIK, 3)


def test_a_mending_of_what_the_office_moved_meanwhile_is_refused(portal: Portal, kembali: UUID) -> None:
    """The operator mended it at the counter, with the citizen's wife."""
    draf = portal.perbaikan(kembali, nama_usaha="Terlambat")
    portal.hub.di_sini(surat.ajukan_ulang, surat_id=kembali, draf_id=draf, oleh=portal.oleh)

    def di_loket() -> None:
        oleh = portal.kantor.pelaku(Peran.OPERATOR, loket=True)
        lain = surat.mulai_perbaikan(surat_id=kembali, oleh=oleh)
        surat.ajukan_ulang(surat_id=kembali, draf_id=lain, oleh=oleh)

    portal.node.di_sini(di_loket)
    portal.bertemu(2)
    assert jawaban(portal.hub, kembali) == TERLAMBAT
    isi = portal.node.di_sini(lambda: Permohonan.objects.get(penduduk_id=portal.penduduk_id).nilai)
    assert isi["nama_usaha"] != "Terlambat"
    sama(portal)


def test_a_mending_does_not_answer_a_reason_that_the_citizen_never_read(
    portal: Portal, kembali: UUID
) -> None:
    """Mended at the counter and returned once more meanwhile: it waits for him again, but for something else."""
    draf = portal.perbaikan(kembali, nama_usaha="Terlambat")
    portal.hub.di_sini(surat.ajukan_ulang, surat_id=kembali, draf_id=draf, oleh=portal.oleh)

    def di_loket() -> None:
        oleh = portal.kantor.pelaku(Peran.OPERATOR, loket=True)
        lain = surat.mulai_perbaikan(surat_id=kembali, oleh=oleh)
        surat.ajukan_ulang(surat_id=kembali, draf_id=lain, oleh=oleh)

    portal.node.di_sini(di_loket)
    portal.langkah(kembali, Aksi.KEMBALIKAN, Peran.OPERATOR, "Alamat usaha belum ada.")
    portal.bertemu(2)
    assert baris(portal.hub, kembali) == (Status.DIKEMBALIKAN, 4)
    assert jawaban(portal.hub, kembali) == TERLAMBAT


def test_withdrawn_at_the_village_meanwhile_is_as_he_wanted(portal: Portal, di_desa: UUID) -> None:
    portal.tarik(di_desa)

    def di_loket() -> None:
        oleh = portal.kantor.pelaku(Peran.OPERATOR, loket=True)
        surat.jalankan(surat_id=di_desa, aksi=Aksi.TARIK, oleh=oleh, versi=1, catatan="batal")

    portal.node.di_sini(di_loket)
    portal.bertemu(2)
    assert jawaban(portal.hub, di_desa) == DIJALANKAN
    assert langkah(portal.node, di_desa) == ["ajukan", "tarik"]


@pytest.mark.parametrize("kurang", ["isian", "berkas"])
def test_an_incomplete_mending_is_refused_at_once(portal: Portal, kembali: UUID, kurang: str) -> None:
    draf = portal.perbaikan(kembali)

    def buang() -> None:
        isi = surat.draf(draf_id=draf, pemilik=portal.warga)
        if kurang == "berkas":
            for satu in isi.berkas:
                surat.buang_lampiran(
                    draf_id=draf, pemilik=portal.warga, syarat=satu.syarat, sha256=satu.sha256
                )
        else:
            Draf.objects.filter(pk=draf).update(nilai={})

    portal.hub.di_sini(buang)
    kode = ditolak(portal.hub, surat.ajukan_ulang, surat_id=kembali, draf_id=draf, oleh=portal.oleh)
    assert kode == f"surat.{kurang}_kurang"
    assert banyak_kiriman(portal.hub) == 0


def test_what_cannot_be_withdrawn_is_refused_at_the_portal(portal: Portal, di_desa: UUID) -> None:
    portal.terbitkan(di_desa)
    portal.bertemu()
    with pytest.raises(RuleRefused, match="langkah_tidak_ada"):
        portal.tarik(di_desa)
    assert banyak_kiriman(portal.hub) == 0


def test_only_the_owner_asks(portal: Portal, di_desa: UUID) -> None:
    milik_lain = portal.node.di_sini(pabrik.diajukan, portal.kantor)
    portal.bertemu()
    with pytest.raises(NotFound):
        portal.hub.di_sini(surat.tarik, surat_id=new_id(), oleh=portal.oleh, versi=1)
    assert ditolak(portal.hub, surat.tarik, surat_id=milik_lain, oleh=portal.oleh, versi=1) in {
        "surat.bukan_pemilik",
        "kernel.tidak_ditemukan",
    }
    petugas = Pelaku(portal.warga, frozenset({Peran.OPERATOR}))
    assert ditolak(portal.hub, surat.tarik, surat_id=di_desa, oleh=petugas, versi=1)
    assert banyak_kiriman(portal.hub) == 0


def test_a_request_for_another_mans_letter_is_refused_at_the_village_too(
    portal: Portal, di_desa: UUID
) -> None:
    """Should the portal err, the village's own guard holds: the letter is not this resident's."""
    portal.tarik(di_desa)
    portal.hub.di_sini(lambda: KirimanWarga.objects.update(penduduk_id=portal.kantor.penduduk_id))
    baris_ = portal.hub.di_sini(KirimanWarga.objects.get)
    bawa(portal.hub, portal.node)
    bekerja(portal.node)
    portal.node.di_sini(lambda: KirimanWarga.objects.update(penduduk_id=baris_.penduduk_id))
    portal.node.di_sini(surat.laksanakan)
    assert jawaban(portal.node, di_desa) == ("ditolak", "surat.bukan_pemilik")
    assert baris(portal.node, di_desa) == (Status.DIAJUKAN, 1)


def test_nothing_is_carried_out_twice_however_often_the_worker_runs(portal: Portal, di_desa: UUID) -> None:
    portal.tarik(di_desa)
    temui(portal.node, portal.hub, portal.garis)
    assert [portal.node.di_sini(surat.laksanakan) for _ in range(3)] == [1, 0, 0]
    assert langkah(portal.node, di_desa) == ["ajukan", "tarik"]


def test_a_worker_that_dies_at_the_answer_leaves_the_letter_as_it_was(
    portal: Portal, di_desa: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.tarik(di_desa)
    temui(portal.node, portal.hub, portal.garis)

    def mati(*_a: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as sela:
        sela.setattr(kiriman, "_tulis", mati)
        with pytest.raises(KeyboardInterrupt):
            portal.node.di_sini(surat.laksanakan)
    assert baris(portal.node, di_desa) == (Status.DIAJUKAN, 1)
    portal.bertemu(2)
    assert jawaban(portal.hub, di_desa) == DIJALANKAN
    sama(portal)


def test_a_village_set_back_hears_first_what_it_did_before(portal: Portal, di_desa: UUID) -> None:
    """The backup holds the request, not the answer; the regency holds both."""
    portal.tarik(di_desa)
    temui(portal.node, portal.hub, portal.garis)
    portal.node.cadangkan()
    portal.node.di_sini(surat.laksanakan)
    portal.bertemu()
    portal.node.pulihkan(0)
    portal.node.di_sini(jalankan, portal.garis, portal.node.diri)  # told again, not applied yet
    assert portal.node.di_sini(surat.laksanakan) == 0
    portal.bertemu(2)
    assert langkah(portal.node, di_desa) == ["ajukan", "tarik"]
    assert banyak_peristiwa(portal.node, di_desa) == 2
    sama(portal)


def banyak_peristiwa(mesin: Mesin, surat_id: UUID) -> int:
    return mesin.di_sini(  # type: ignore[no-any-return]
        lambda: Peristiwa.objects.filter(agregat_id=surat_id).values("id_peristiwa").distinct().count()
    )


def test_a_village_in_recovery_carries_out_nothing(
    portal: Portal, di_desa: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.tarik(di_desa)
    temui(portal.node, portal.hub, portal.garis)
    monkeypatch.setattr(kiriman, "periksa_saksi", lambda: Saksi(pulih="saksi_lebih_baru"))
    assert portal.node.di_sini(surat.laksanakan) == 0
    monkeypatch.setattr(kiriman, "periksa_saksi", saksi.periksa)
    assert portal.node.di_sini(surat.laksanakan) == 1


def test_replayed_batches_change_nothing(portal: Portal, di_desa: UUID) -> None:
    portal.tarik(di_desa)
    portal.bertemu(2)
    for _ in range(2):
        bawa(portal.hub, portal.node)
        bawa(portal.node, portal.hub)
        portal.bertemu()
    assert langkah(portal.node, di_desa) == ["ajukan", "tarik"]
    sama(portal)


def test_where_the_village_is_hosted_the_citizen_acts_at_once(portal: Portal) -> None:
    surat_id = portal.di_loket()

    def di_wifi() -> bool:
        oleh = Pelaku(UUID(int=1), frozenset({Peran.WARGA}), penduduk_id=portal.penduduk_id)
        return surat.tarik(surat_id=surat_id, oleh=oleh, versi=1)

    assert portal.node.di_sini(di_wifi) is True
    assert baris(portal.node, surat_id) == (Status.DITARIK, 2)
    assert banyak_kiriman(portal.node) == 0


def test_an_old_view_of_the_letter_is_not_acted_upon(portal: Portal, kembali: UUID) -> None:
    """The page was open while the letter moved; at the portal that is known before anything is sent."""
    with pytest.raises(ChangedMeanwhile):
        portal.hub.di_sini(surat.tarik, surat_id=kembali, oleh=portal.oleh, versi=1)
    assert banyak_kiriman(portal.hub) == 0


def test_files_of_a_request_are_kept_while_it_travels(portal: Portal, kembali: UUID) -> None:
    draf = portal.perbaikan(kembali)
    foto = portal.hub.di_sini(_foto_baru, portal, draf)
    portal.hub.di_sini(surat.ajukan_ulang, surat_id=kembali, draf_id=draf, oleh=portal.oleh)
    assert portal.hub.di_sini(berkas_dipakai, [foto]) == {foto}


def test_the_request_is_told_with_its_answer_and_without_secrets_in_public(
    portal: Portal, di_desa: UUID
) -> None:
    portal.tarik(di_desa)
    portal.bertemu(2)
    kiriman_id = portal.hub.di_sini(lambda: KirimanWarga.objects.get().pk)
    satu, dua = portal.hub.di_sini(riwayat, "kiriman_warga", kiriman_id)
    assert (satu.revisi, dua.revisi, satu.macam, dua.macam) == (1, 2, "put", "put")
    assert satu.publik == {"surat_id": str(di_desa), "tindakan": "tarik", "hasil": ""}
    assert dua.publik["hasil"] == "dijalankan"


def test_who_moved_away_meanwhile_may_still_withdraw(portal: Portal, di_desa: UUID) -> None:
    portal.tarik(di_desa)
    portal.node.di_sini(menambah, uji.orang(status_dasar="PINDAH"))
    portal.bertemu(2)
    assert jawaban(portal.hub, di_desa)[0] == "dijalankan"
