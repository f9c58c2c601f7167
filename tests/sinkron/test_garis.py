"""The village's end of the line: whom it believes, what it makes of refusals, and when it tries again."""

import json
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import LazySettings

from eoffice.jejak.aliran import semua_ujung
from eoffice.kernel.errors import EofficeError, InvalidInput, NotFound, ServiceDown
from eoffice.sinkron.models import TandaTerima
from eoffice.sinkron.rules import laporan
from eoffice.sinkron.rules.salam import Penerimaan, Ujung
from eoffice.sinkron.rules.undangan import Undangan, sidik_kunci
from eoffice.sinkron.selectors import belum_dikonfirmasi
from eoffice.sinkron.services import garis as garis_modul
from eoffice.sinkron.services import sambungan
from eoffice.sinkron.services.daftar import daftar
from eoffice.sinkron.services.garis import Garis
from eoffice.sinkron.services.kunci import diri, ingat_kabupaten, kabupaten
from eoffice.sinkron.services.panggilan import Panggilan, tandai_jawaban
from eoffice.sinkron.services.sesi import Diri
from eoffice.sinkron.services.tanda_terima import beri, simpan
from eoffice.sinkron.services.temu import _sendirian, temui
from tests.conftest import CISONTROL
from tests.jejak.conftest import tulis
from tests.sinkron.hub_palsu import Balasan, HubPalsu, berjalan

pytestmark = pytest.mark.usefixtures("di_cisontrol")
BUKAN = "sinkron.bukan_kabupaten_kita"


@pytest.fixture(autouse=True)
def _rumah(tmp_path: Path, settings: LazySettings) -> None:
    settings.EOFFICE_HOME = tmp_path


@pytest.fixture
def hub() -> Iterator[HubPalsu]:
    with berjalan(HubPalsu()) as satu:
        yield satu


@pytest.fixture
def garis(hub: HubPalsu) -> Iterator[Garis]:
    satu = Garis(hub.kabupaten, diri())
    yield satu
    satu.tutup()


def galat(garis: Garis) -> tuple[type[EofficeError], str]:
    """Return how a greeting fails."""
    with pytest.raises(EofficeError) as tolak:
        garis.salam()
    return type(tolak.value), tolak.value.pesan.kode


def tolakan(kode: str = "x.y", kata: str = "Tidak.") -> bytes:
    return json.dumps({"kode": kode, "kalimat": kata}).encode()


class TestKepercayaan:
    def test_an_answer_without_the_hubs_signature_is_not_believed(self, hub: HubPalsu, garis: Garis) -> None:
        hub.balasan["salam"] = Balasan(b'{"aliran": []}', tanda="")
        assert galat(garis) == (ServiceDown, BUKAN)

    def test_another_hub_at_the_same_address_is_found_out(self, hub: HubPalsu, garis: Garis) -> None:
        hub.diri = Diri(hub.diri.node, Ed25519PrivateKey.generate())
        assert galat(garis) == (ServiceDown, BUKAN)

    def test_an_answer_that_belongs_to_another_call_is_found_out(self, hub: HubPalsu, garis: Garis) -> None:
        isi = b'{"aliran": []}'
        lain = Panggilan("POST", f"/sinkron/{CISONTROL}/salam/", b"lain", "n")
        hub.balasan["salam"] = Balasan(isi, tanda=tandai_jawaban(lain, 200, isi, hub.diri))
        assert galat(garis) == (ServiceDown, BUKAN)

    def test_an_empty_answer_cannot_hide_what_there_is(self, hub: HubPalsu, garis: Garis) -> None:
        """Somebody on the way puts 204 in the place of a batch: the village must not think there is none."""
        garis.salam()
        hub.balasan["tarik"] = Balasan(b"", status=204, tanda="")
        with pytest.raises(ServiceDown) as tolak:
            garis.tarik(uuid4(), 0)
        assert tolak.value.pesan.kode == BUKAN

    @pytest.mark.parametrize(
        "isi", [b"", b"<html>", b"[]", b"{}", b'{"aliran": 5}', b'{"aliran": [{}]}', b"\xff"]
    )
    def test_words_that_make_no_sense_end_the_meeting(self, hub: HubPalsu, garis: Garis, isi: bytes) -> None:
        hub.balasan["salam"] = Balasan(isi)
        assert galat(garis) == (ServiceDown, "sinkron.jawaban_aneh")

    @pytest.mark.parametrize("isi", [b"{}", b'{"nonce": "n"}', b'{"nonce": "n", "jam": "kemarin"}'])
    def test_a_nonce_that_is_none_ends_the_meeting(self, hub: HubPalsu, garis: Garis, isi: bytes) -> None:
        hub.balasan["nonce"] = Balasan(isi)
        assert galat(garis) == (ServiceDown, "sinkron.jawaban_aneh")


class TestTolakan:
    @pytest.mark.parametrize(
        ("status", "jenis"),
        [
            (404, NotFound),
            (422, InvalidInput),
            (413, ServiceDown),
            (500, ServiceDown),
            (503, ServiceDown),
            (507, ServiceDown),
        ],
    )
    def test_the_hubs_refusal_is_the_same_here_in_its_own_words(
        self, hub: HubPalsu, garis: Garis, status: int, jenis: type[EofficeError]
    ) -> None:
        hub.balasan["salam"] = Balasan(tolakan("masa.depan", "Perbarui program."), status=status)
        with pytest.raises(EofficeError) as tolak:
            garis.salam()
        assert type(tolak.value) is jenis
        assert tolak.value.pesan.kode == "sinkron.kata_kabupaten"
        assert dict(tolak.value.pesan.params) == {"kode": "masa.depan", "kata": "Perbarui program."}

    @pytest.mark.parametrize("isi", [b"<h1>Bad gateway</h1>", b"", b"[]", b'{"kode": "x"}'])
    def test_a_refusal_of_somebody_in_between_is_told_by_its_number(
        self, hub: HubPalsu, garis: Garis, isi: bytes
    ) -> None:
        hub.balasan["salam"] = Balasan(isi, status=502)
        assert galat(garis) == (ServiceDown, "sinkron.ditolak_sana")

    @pytest.mark.parametrize(
        ("tajuk", "detik"),
        [("60", 60), ("0", 0), ("99999999", 86400), ("besok", None), ("-5", None), ("", None)],
    )
    def test_how_long_to_wait_is_heard(
        self, hub: HubPalsu, garis: Garis, tajuk: str, detik: int | None
    ) -> None:
        hub.balasan["salam"] = Balasan(tolakan(), status=503, tajuk={"Retry-After": tajuk})
        with pytest.raises(ServiceDown) as tolak:
            garis.salam()
        assert tolak.value.coba_lagi == detik


class TestSambungan:
    def test_an_address_where_nobody_answers(self, garis: Garis) -> None:
        mati = Garis(HubPalsu(porta=1).kabupaten, diri())
        assert galat(mati) == (ServiceDown, "sinkron.garis_putus")

    def test_a_line_that_is_cut_before_the_answer(self, hub: HubPalsu, garis: Garis) -> None:
        hub.balasan["salam"] = Balasan(putus=True)
        assert galat(garis) == (ServiceDown, "sinkron.garis_putus")

    def test_a_line_without_progress_is_given_up(
        self, hub: HubPalsu, garis: Garis, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sambungan, "MACET_DETIK", 0.2)
        lambat = Garis(hub.kabupaten, diri())
        hub.balasan["salam"] = Balasan(b"kurang", tajuk={"Content-Length": "500"})
        awal = time.monotonic()
        assert galat(lambat) == (ServiceDown, "sinkron.garis_putus")
        assert time.monotonic() - awal < 10

    def test_a_kept_line_that_the_hub_closed_meanwhile_is_opened_again(
        self, hub: HubPalsu, garis: Garis
    ) -> None:
        hub.tutup_sesudah = True
        for _ in range(3):
            assert garis.salam() == []

    def test_a_call_is_not_repeated_for_ever(self, hub: HubPalsu, garis: Garis) -> None:
        garis.salam()
        hub.panggilan.clear()
        hub.balasan["salam"] = Balasan(putus=True)
        galat(garis)
        assert hub.panggilan.count("salam") <= 2

    def test_a_path_in_front_is_kept(self) -> None:
        assert sambungan.Sambungan("https://a.b/eoffice/").awalan == "/eoffice/sinkron"


class TestNonce:
    def test_serves_many_calls_and_is_fetched_anew_before_it_is_too_old(
        self, hub: HubPalsu, garis: Garis, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        garis.salam()
        hub.balasan["digest"] = Balasan(b'{"digest": null}')
        for _ in range(3):
            assert garis.digest(uuid4(), 1) is None
        assert hub.panggilan == ["nonce", "salam", "digest", "digest", "digest"]
        monkeypatch.setattr(garis_modul, "NONCE_BARU_DETIK", -1.0)
        garis.digest(uuid4(), 1)
        assert hub.panggilan[-2:] == ["nonce", "digest"]

    @pytest.mark.parametrize("maju", [0, 400, -400, 3 * 365 * 86400])
    def test_tells_how_far_the_clocks_are_apart(self, hub: HubPalsu, garis: Garis, maju: int) -> None:
        hub.jam_maju = maju
        kata = list[laporan.Laporan]()

        def dengar(panggilan: Panggilan) -> Balasan:
            kata.append(laporan.baca(panggilan.badan))
            return Balasan(b'{"aliran": []}')

        hub.balasan["salam"] = dengar
        garis.salam()
        assert abs(garis.selisih_jam + maju) <= 2
        assert kata[0].selisih_jam == garis.selisih_jam


def test_the_greeting_names_version_and_head(hub: HubPalsu, garis: Garis) -> None:
    kata = list[laporan.Laporan]()

    def dengar(panggilan: Panggilan) -> Balasan:
        kata.append(laporan.baca(panggilan.badan))
        return Balasan(b'{"aliran": []}')

    hub.balasan["salam"] = dengar
    garis.salam()
    tulis()
    tulis()
    (milik,) = semua_ujung()
    garis.salam()
    assert [(k.epoch, k.urut) for k in kata] == [(None, 0), (milik.epoch, 2)]
    assert kata[0].versi


class TestTandaTerima:
    """A hub that gives receipts: which of them are kept, and what they cover."""

    @staticmethod
    def _milik() -> Ujung:
        (satu,) = [a for a in semua_ujung() if a.lokal]
        return Ujung(satu.epoch, satu.urut, satu.digest)

    def _menerima(self, hub: HubPalsu, resi: bytes, ujung: Ujung, penerimaan: str = "simpan") -> None:
        isi = {
            "penerimaan": penerimaan,
            "epoch": str(ujung.epoch),
            "urut": ujung.urut,
            "digest": ujung.digest,
            "tanda_terima": b64encode(resi).decode(),
        }
        hub.balasan["dorong"] = Balasan(json.dumps(isi).encode())
        ingat_kabupaten(hub.kabupaten)

    def test_is_kept_and_covers_the_head(self, hub: HubPalsu) -> None:
        tulis()
        tulis()
        resi = beri(self._milik(), hub.diri.node, hub.diri.kunci)
        self._menerima(hub, resi, self._milik())
        assert belum_dikonfirmasi() == 2
        assert temui().sesi.dikirim == 2
        satu = TandaTerima.objects.get()
        assert (satu.epoch, satu.urut, satu.digest) == (self._milik().epoch, 2, self._milik().digest)
        assert bytes(satu.isi) == resi
        assert belum_dikonfirmasi() == 0
        tulis()
        assert belum_dikonfirmasi() == 1

    def test_of_the_greeting_is_kept_too(self, hub: HubPalsu) -> None:
        tulis()
        ujung = self._milik()
        resi = b64encode(beri(ujung, hub.diri.node, hub.diri.kunci)).decode()
        satu = {
            "epoch": str(ujung.epoch),
            "urut": 1,
            "digest": ujung.digest,
            "ditulisnya": False,
            "tanda_terima": resi,
        }
        hub.balasan["salam"] = Balasan(json.dumps({"aliran": [satu]}).encode())
        ingat_kabupaten(hub.kabupaten)
        assert temui().sesi.dikirim == 0
        assert belum_dikonfirmasi() == 0

    def test_signed_by_somebody_else_ends_the_meeting(self, hub: HubPalsu) -> None:
        tulis()
        self._menerima(hub, beri(self._milik(), hub.diri.node, diri().kunci), self._milik())
        with pytest.raises(InvalidInput) as tolak:
            temui()
        assert tolak.value.pesan.kode == "sinkron.tanda_terima_rusak"
        assert (TandaTerima.objects.count(), belum_dikonfirmasi()) == (0, 1)

    @pytest.mark.parametrize("isi", [b"", b"x" * 10, b"x" * 200])
    def test_garbage_ends_the_meeting(self, hub: HubPalsu, isi: bytes) -> None:
        tulis()
        self._menerima(hub, isi, self._milik())
        with pytest.raises(InvalidInput):
            temui()
        assert belum_dikonfirmasi() == 1

    @pytest.mark.parametrize("penerimaan", ["celah", "cabang"])
    def test_of_a_batch_that_was_not_stored_ends_the_meeting(self, hub: HubPalsu, penerimaan: str) -> None:
        tulis()
        self._menerima(hub, beri(self._milik(), hub.diri.node, hub.diri.kunci), self._milik(), penerimaan)
        with pytest.raises(ServiceDown) as tolak:
            temui()
        assert dict(tolak.value.pesan.params) == {"sebab": penerimaan}
        assert belum_dikonfirmasi() == 1

    @pytest.mark.parametrize("beda", ["digest", "urut", "epoch"])
    def test_about_events_that_are_not_ours_covers_nothing(self, hub: HubPalsu, beda: str) -> None:
        tulis()
        benar = self._milik()
        ujung = {
            "digest": Ujung(benar.epoch, 1, "0" * 64),
            "urut": Ujung(benar.epoch, 2, benar.digest),
            "epoch": Ujung(UUID(int=5), 1, benar.digest),
        }[beda]
        assert simpan(beri(ujung, hub.diri.node, hub.diri.kunci), hub.diri.kunci.public_key()) is False
        assert belum_dikonfirmasi() == 1


class TestDaftar:
    def _undangan(self, hub: HubPalsu, **ubah: str) -> Undangan:
        sidik = sidik_kunci(hub.diri.kunci.public_key().public_bytes_raw())
        isi = {"alamat": f"http://127.0.0.1:{hub.porta}", "desa": CISONTROL, "kode": "K" * 20, "sidik": sidik}
        return Undangan(**(isi | ubah))

    def _menyambut(self, hub: HubPalsu, kunci: Ed25519PrivateKey | None = None) -> None:
        terbuka = (kunci or hub.diri.kunci).public_key().public_bytes_raw().hex()
        hub.balasan["daftar"] = Balasan(json.dumps({"node": str(hub.diri.node), "kunci": terbuka}).encode())

    def test_pins_the_hub_of_the_invitation(self, hub: HubPalsu) -> None:
        self._menyambut(hub)
        assert kabupaten() is None
        assert daftar(self._undangan(hub)) == kabupaten() == hub.kabupaten

    def test_somebody_without_the_key_of_the_invitation_is_not_pinned(self, hub: HubPalsu) -> None:
        self._menyambut(hub)
        lain = sidik_kunci(diri().kunci.public_key().public_bytes_raw())
        with pytest.raises(ServiceDown) as tolak:
            daftar(self._undangan(hub, sidik=lain))
        assert (tolak.value.pesan.kode, kabupaten()) == (BUKAN, None)

    def test_somebody_who_only_knows_the_public_key_is_not_pinned(self, hub: HubPalsu) -> None:
        self._menyambut(hub)
        undangan = self._undangan(hub)
        hub.diri = Diri(hub.diri.node, Ed25519PrivateKey.generate())
        with pytest.raises(ServiceDown) as tolak:
            daftar(undangan)
        assert (tolak.value.pesan.kode, kabupaten()) == (BUKAN, None)

    def test_a_hub_with_another_key_is_refused_before_a_word_is_said(self, hub: HubPalsu) -> None:
        self._menyambut(hub)
        daftar(self._undangan(hub))
        with berjalan(HubPalsu()) as lain:
            self._menyambut(lain)
            with pytest.raises(InvalidInput) as tolak:
                daftar(self._undangan(lain))
            assert (tolak.value.pesan.kode, lain.panggilan) == ("sinkron.kunci_kabupaten_berbeda", [])
        assert kabupaten() == hub.kabupaten

    def test_an_invitation_for_another_village_is_refused_before_a_word_is_said(self, hub: HubPalsu) -> None:
        with pytest.raises(InvalidInput) as tolak:
            daftar(self._undangan(hub, desa="32.07.15.2005"))
        assert (tolak.value.pesan.kode, hub.panggilan) == ("sinkron.undangan_desa_lain", [])

    def test_the_hub_may_move_to_another_address_with_the_same_key(self, hub: HubPalsu) -> None:
        self._menyambut(hub)
        daftar(self._undangan(hub))
        with berjalan(HubPalsu(diri=hub.diri)) as pindah:
            self._menyambut(pindah)
            daftar(self._undangan(pindah))
            assert kabupaten() == pindah.kabupaten

    def test_a_key_that_was_used_before_is_replaced_by_a_new_one(self, hub: HubPalsu) -> None:
        semula, terbuka = diri().node, hub.diri.kunci.public_key().public_bytes_raw().hex()

        def sekali(panggilan: Panggilan) -> Balasan:
            if hub.panggilan.count("daftar") == 1:
                return Balasan(tolakan("sinkron.kunci_sudah_dipakai"), status=422)
            return Balasan(json.dumps({"node": str(hub.diri.node), "kunci": terbuka}).encode())

        hub.balasan["daftar"] = sekali
        daftar(self._undangan(hub))
        assert diri().node != semula
        assert kabupaten() == hub.kabupaten

    def test_another_refusal_leaves_the_key_as_it_is(self, hub: HubPalsu) -> None:
        semula = diri().node
        hub.balasan["daftar"] = Balasan(tolakan("sinkron.kode_daftar_salah"), status=422)
        with pytest.raises(InvalidInput):
            daftar(self._undangan(hub))
        assert (diri().node, kabupaten()) == (semula, None)


class TestTemu:
    def test_wants_an_enrolment(self) -> None:
        with pytest.raises(InvalidInput) as tolak:
            temui()
        assert tolak.value.pesan.kode == "sinkron.belum_terdaftar"

    def test_is_never_two_at_once(self, hub: HubPalsu) -> None:
        ingat_kabupaten(hub.kabupaten)
        with _sendirian("temu"), pytest.raises(ServiceDown) as tolak:
            temui()
        assert (tolak.value.pesan.kode, hub.panggilan) == ("sinkron.sedang_bertemu", [])
        assert temui().sesi.dikirim == 0

    def test_tells_of_progress(self, hub: HubPalsu) -> None:
        for _ in range(3):
            tulis()
        ujung = TestTandaTerima._milik()
        TestTandaTerima()._menerima(hub, beri(ujung, hub.diri.node, hub.diri.kunci), ujung)
        kata = list[int]()
        temui(lambda sejauh: kata.append(sejauh.dikirim))
        assert kata == [3]


def test_penerimaan_of_the_line_is_that_of_the_rules(hub: HubPalsu, garis: Garis) -> None:
    tulis()
    ujung = TestTandaTerima._milik()
    resi = beri(ujung, hub.diri.node, hub.diri.kunci)
    TestTandaTerima()._menerima(hub, resi, ujung, "sudah_ada")
    hasil = garis.dorong(b"x")
    assert (hasil.penerimaan, hasil.ujung, hasil.tanda_terima) == (Penerimaan.SUDAH_ADA, ujung, resi)
