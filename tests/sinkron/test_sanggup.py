"""What a village makes of what its hub says it can do, and of a hub that answers oddly while a batch goes up."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import LazySettings

from eoffice.jejak.aliran import Kiriman
from eoffice.jejak.models import MuatanPribadi
from eoffice.kernel import clock
from eoffice.kernel.chain import private_digest
from eoffice.kernel.errors import EofficeError, ServiceDown
from eoffice.sinkron.rules.paket import BENTUK, TANDA, TANDA_RINGKAS
from eoffice.sinkron.rules.salam import Penerimaan, Ujung
from eoffice.sinkron.services import acuan
from eoffice.sinkron.services.garis import MAKS_SIA_SIA, Garis
from eoffice.sinkron.services.kamus import PERTAMA, terbaru
from eoffice.sinkron.services.kemas import TANPA_ACUAN, Asal, intip, kemas
from eoffice.sinkron.services.kunci import diri
from eoffice.sinkron.services.panggilan import Panggilan
from eoffice.sinkron.services.sesi import Sanggup
from eoffice.sinkron.services.tanda_terima import beri
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.sinkron.hub_palsu import Balasan, HubPalsu, berjalan
from tests.sinkron.penelepon import Penelepon, kiriman, kode

PAKET = b"isi sebuah paket " * 40
NAMA = hashlib.sha256(PAKET).hexdigest()
EPOCH = uuid4()


@pytest.fixture
def _rumah(tmp_path: Path, settings: LazySettings) -> None:
    settings.EOFFICE_HOME = tmp_path


@pytest.fixture
def hub(_rumah: None, di_cisontrol: Any) -> Iterator[HubPalsu]:
    with berjalan(HubPalsu()) as satu:
        yield satu


@pytest.fixture
def garis(hub: HubPalsu) -> Iterator[Garis]:
    satu = Garis(hub.kabupaten, diri())
    yield satu
    satu.tutup()


def berkata(hub: HubPalsu, **kata: Any) -> None:
    """Let the hub say this with its nonce."""
    isi = {"nonce": "n", "jam": clock.now().isoformat()} | kata
    hub.balasan["nonce"] = Balasan(json.dumps(isi).encode())


def resi(hub: HubPalsu) -> bytes:
    """Return the answer to a batch that was stored."""
    ujung = Ujung(EPOCH, 3, "ab" * 32)
    tanda = b64encode(beri(ujung, hub.diri.node, hub.diri.kunci)).decode()
    isi = {"penerimaan": "simpan", "epoch": str(EPOCH), "urut": 3, "digest": ujung.digest}
    return json.dumps(isi | {"tanda_terima": tanda}).encode()


class TestYangDikatakan:
    @pytest.mark.parametrize(
        ("kata", "sanggup"),
        [
            ({}, Sanggup(1, PERTAMA, sambung=False)),
            ({"bentuk": 2}, Sanggup(2, PERTAMA, sambung=False)),
            ({"kamus": ["k1", "k7"]}, Sanggup(1, ("k1", "k7"), sambung=False)),
            ({"kamus": []}, Sanggup(1, (), sambung=False)),
            ({"sambung": True, "bentuk": 9}, Sanggup(9, PERTAMA, sambung=True)),
        ],
    )
    def test_is_believed_and_the_rest_is_the_version_before(
        self, hub: HubPalsu, garis: Garis, kata: dict[str, Any], sanggup: Sanggup
    ) -> None:
        berkata(hub, **kata)
        garis.salam()
        assert garis.sanggup == sanggup

    @pytest.mark.parametrize("kata", [{"bentuk": "dua"}, {"bentuk": None}, {"kamus": 7}])
    def test_nonsense_is_nobodys_hub(self, hub: HubPalsu, garis: Garis, kata: dict[str, Any]) -> None:
        berkata(hub, **kata)
        with pytest.raises(ServiceDown) as tolak:
            garis.salam()
        assert tolak.value.pesan.kode == "sinkron.jawaban_aneh"

    def test_a_hub_that_was_set_back_is_heard_again_at_the_next_meeting(
        self, hub: HubPalsu, garis: Garis
    ) -> None:
        berkata(hub, bentuk=2, sambung=True)
        garis.salam()
        berkata(hub)
        garis.salam()
        assert garis.sanggup == Sanggup()


class TestKabupatenLama:
    def test_gets_a_batch_in_one_call_as_ever(self, hub: HubPalsu, garis: Garis) -> None:
        hub.balasan["dorong"] = Balasan(resi(hub))
        assert garis.dorong(PAKET).penerimaan is Penerimaan.SIMPAN
        assert hub.panggilan == ["nonce", "dorong"]


class TestMenyambung:
    @pytest.fixture(autouse=True)
    def _sanggup(self, hub: HubPalsu) -> None:
        berkata(hub, bentuk=2, sambung=True)

    def menjawab(self, hub: HubPalsu, *semua: Balasan) -> list[str]:
        """Let the hub answer the calls about the batch in turn; return them as they come."""
        antre, lewat = list(semua), list[str]()

        def jawab(panggilan: Panggilan) -> Balasan:
            lewat.append(f"{panggilan.metode} {panggilan.jalur.partition('?')[2]}{len(panggilan.badan)}")
            return antre.pop(0)

        hub.balasan[NAMA] = jawab
        return lewat

    def test_whole_at_once_it_is_one_call(self, hub: HubPalsu, garis: Garis) -> None:
        garis.salam()
        lewat = self.menjawab(hub, Balasan(resi(hub)))
        assert garis.dorong(PAKET).ujung == Ujung(EPOCH, 3, "ab" * 32)
        assert lewat == [f"PATCH dari=0&panjang={len(PAKET)}{len(PAKET)}"]

    def test_cut_it_asks_how_far_it_came_and_sends_the_rest(self, hub: HubPalsu, garis: Garis) -> None:
        garis.salam()
        lewat = self.menjawab(hub, Balasan(putus=True), Balasan(b'{"sampai": 123}'), Balasan(resi(hub)))
        garis.dorong(PAKET)
        assert lewat[1:] == ["GET 0", f"PATCH dari=123&panjang={len(PAKET)}{len(PAKET) - 123}"]

    def test_a_question_that_is_cut_is_asked_again(self, hub: HubPalsu, garis: Garis) -> None:
        garis.salam()
        putus = Balasan(putus=True)
        lewat = self.menjawab(hub, putus, putus, putus, Balasan(b'{"sampai": 9}'), Balasan(resi(hub)))
        garis.dorong(PAKET)
        assert lewat[-1].startswith("PATCH dari=9&")

    def test_a_hub_that_holds_more_than_there_is_gets_it_from_the_beginning(
        self, hub: HubPalsu, garis: Garis
    ) -> None:
        garis.salam()
        lewat = self.menjawab(hub, Balasan(putus=True), Balasan(b'{"sampai": 99999}'), Balasan(resi(hub)))
        garis.dorong(PAKET)
        assert lewat[-1] == f"PATCH dari=0&panjang={len(PAKET)}{len(PAKET)}"

    def test_a_hub_that_never_takes_anything_is_left_alone(self, hub: HubPalsu, garis: Garis) -> None:
        garis.salam()
        lewat = self.menjawab(hub, *[Balasan(b'{"sampai": 0}')] * 50)
        with pytest.raises(ServiceDown):
            garis.dorong(PAKET)
        assert sum(satu.startswith("PATCH") for satu in lewat) == MAKS_SIA_SIA + 1

    @pytest.mark.parametrize("isi", [b"{}", b'{"sampai": "x"}', b"[]", b'{"sampai": null}'])
    def test_an_answer_without_sense_ends_the_meeting(self, hub: HubPalsu, garis: Garis, isi: bytes) -> None:
        garis.salam()
        self.menjawab(hub, Balasan(putus=True), Balasan(isi))
        with pytest.raises(ServiceDown) as tolak:
            garis.dorong(PAKET)
        assert tolak.value.pesan.kode == "sinkron.jawaban_aneh"

    def test_a_hub_that_is_busy_is_not_pressed(self, hub: HubPalsu, garis: Garis) -> None:
        garis.salam()
        kata = json.dumps({"kode": "sinkron.kabupaten_sibuk", "kalimat": "Sibuk."}).encode()
        lewat = self.menjawab(hub, Balasan(kata, 503, {"Retry-After": "60"}))
        with pytest.raises(ServiceDown) as tolak:
            garis.dorong(PAKET)
        assert (tolak.value.coba_lagi, len(lewat)) == (60, 1)

    def test_how_far_it_came_is_believed_from_the_hub_alone(self, hub: HubPalsu, garis: Garis) -> None:
        garis.salam()
        self.menjawab(hub, Balasan(putus=True), Balasan(b'{"sampai": 5}', tanda="00"))
        with pytest.raises(EofficeError) as tolak:
            garis.dorong(PAKET)
        assert tolak.value.pesan.kode == "sinkron.bukan_kabupaten_kita"


@pytest.fixture
def node(cisontrol: Desa, _rumah: None) -> Penelepon:
    """The registered installation of Cisontrol, at a hub on either database."""
    return Penelepon().daftar()


def ringkas(node: Penelepon, semua: list[Kiriman], sebelum: str, acu: acuan.Acuan) -> bytes:
    return kemas(semua, Asal(node.diri.node, None, sebelum), node.diri.kunci, terbaru(), acu)


def _berpribadi(satu: Kiriman) -> Kiriman:
    pribadi, garam = {"nama": "OTIH ROSITA"}, bytes(16)
    isi = {**satu.isi, "digest_pribadi": private_digest(garam, pribadi)}
    return Kiriman(isi, pribadi, garam)


class TestBentukKedua:
    """At the hub, on either database."""

    def mulai(self, node: Penelepon) -> tuple[UUID, str]:
        epoch = uuid4()
        semua = [_berpribadi(satu) for satu in kiriman(12, epoch=epoch)]
        paket = ringkas(node, semua, "0" * 64, TANPA_ACUAN)
        assert json.loads(node.panggil("dorong/", paket).content)["urut"] == 12
        return epoch, intip(paket).digest

    def lanjut(self, node: Penelepon, epoch: UUID, digest: str) -> bytes:
        baru = kiriman(3, epoch=epoch, mulai=13)
        with lingkup(CISONTROL):
            acu = acuan.pilih(epoch, 12, baru)
        assert acu.rujukan is not None
        assert acu.rujukan.urut == tuple(range(5, 13))
        return ringkas(node, baru, digest, acu)

    def test_is_taken_in_like_the_first(self, node: Penelepon) -> None:
        epoch, digest = self.mulai(node)
        hasil = json.loads(node.panggil("dorong/", self.lanjut(node, epoch, digest)).content)
        assert (hasil["penerimaan"], hasil["urut"]) == ("simpan", 15)

    def test_is_refused_with_a_word_when_what_it_refers_to_is_other_here(self, node: Penelepon) -> None:
        epoch, digest = self.mulai(node)
        paket = self.lanjut(node, epoch, digest)
        with lingkup(CISONTROL):
            MuatanPribadi.objects.filter(peristiwa__epoch=epoch, peristiwa__urut=8).delete()
        assert kode(node.panggil("dorong/", paket)) == (422, "sinkron.acuan_beda")

    def test_is_signed_like_the_first(self, node: Penelepon) -> None:
        asing = Penelepon(diri=type(node.diri)(node.diri.node, Ed25519PrivateKey.generate()))
        paket = ringkas(asing, kiriman(3), "0" * 64, TANPA_ACUAN)
        assert kode(node.panggil("dorong/", paket)) == (422, "sinkron.paket_bukan_dari_sana")

    def test_is_known_by_its_mark(self, node: Penelepon) -> None:
        assert ringkas(node, kiriman(1), "0" * 64, TANPA_ACUAN).startswith(TANDA_RINGKAS)
        assert node.paket().startswith(TANDA)
        assert BENTUK == 3
