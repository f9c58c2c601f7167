"""The hub's addresses for programs: who is let in, what is taken, and that a refusal stores nothing."""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import LazySettings, settings
from django.http import HttpResponse

from eoffice.jejak.aliran import semua_ujung
from eoffice.jejak.models import Kepala, Peristiwa
from eoffice.kernel import clock
from eoffice.sinkron.models import Karantina, Node, StatusNode
from eoffice.sinkron.rules.laporan import MAKS_SELISIH, Laporan
from eoffice.sinkron.rules.paket import MAKS_MENTAH
from eoffice.sinkron.rules.takaran import MAKS_BITA
from eoffice.sinkron.services import balas, kemas
from eoffice.sinkron.services.kemas import buka
from eoffice.sinkron.services.kunci import diri
from eoffice.sinkron.services.panggilan import Panggilan, jawaban_sah
from eoffice.sinkron.services.pendaftaran import cabut
from eoffice.sinkron.services.sesi import Diri
from eoffice.sinkron.services.tanda_terima import buka_tanda_terima
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL, SITUMANDALA
from tests.jejak.conftest import tulis
from tests.sinkron.penelepon import SALAM, Penelepon, bom, kiriman, kode, sha

TIDAK_DIKENAL = (404, "sinkron.node_tidak_dikenal")


@pytest.fixture(autouse=True)
def _rumah(tmp_path: Path, settings: LazySettings) -> None:
    settings.EOFFICE_HOME = tmp_path


@pytest.fixture
def node(cisontrol: Desa) -> Penelepon:
    """The registered installation of Cisontrol."""
    return Penelepon().daftar()


def tersimpan(desa: str = CISONTROL) -> tuple[int, int]:
    """Return how many streams and events of a village are here."""
    with lingkup(desa):
        return Kepala.objects.count(), Peristiwa.objects.count()


def _tanpa_tanda(node: Penelepon, ekor: str, badan: bytes | None) -> HttpResponse:
    return node.kirim("GET" if badan is None else "POST", node.jalur(ekor), badan, {})


def _kunci_lain(node: Penelepon, ekor: str, badan: bytes | None) -> HttpResponse:
    return Penelepon(Diri(node.diri.node, Ed25519PrivateKey.generate())).panggil(ekor, badan)


def _tak_dikenal(_node: Penelepon, ekor: str, badan: bytes | None) -> HttpResponse:
    return Penelepon().panggil(ekor, badan)


def _dicabut(node: Penelepon, ekor: str, badan: bytes | None) -> HttpResponse:
    with lingkup(CISONTROL):
        cabut(oleh="uji")
    return node.panggil(ekor, badan)


def _desa_lain(node: Penelepon, ekor: str, badan: bytes | None) -> HttpResponse:
    return Penelepon(node.diri, desa=SITUMANDALA).panggil(ekor, badan)


def _nonce_lama(node: Penelepon, ekor: str, badan: bytes | None) -> HttpResponse:
    with time_machine.travel(clock.now() - timedelta(minutes=11)):
        nonce = node.nonce()
    metode, jalur = "GET" if badan is None else "POST", node.jalur(ekor)
    return node.kirim(metode, jalur, badan, node.tajuk(metode, jalur, badan or b"", nonce))


def _nonce_karangan(node: Penelepon, ekor: str, badan: bytes | None) -> HttpResponse:
    metode, jalur = "GET" if badan is None else "POST", node.jalur(ekor)
    return node.kirim(metode, jalur, badan, node.tajuk(metode, jalur, badan or b"", "abc:1:xyz"))


def _badan_ditukar(node: Penelepon, ekor: str, badan: bytes | None) -> HttpResponse:
    metode, jalur = "GET" if badan is None else "POST", node.jalur(ekor)
    tajuk = node.tajuk(metode, jalur, b"badan lain")
    return node.kirim(metode, jalur, badan, tajuk)


def _alamat_ditukar(node: Penelepon, ekor: str, badan: bytes | None) -> HttpResponse:
    metode = "GET" if badan is None else "POST"
    tajuk = node.tajuk(metode, node.jalur("tempat-lain/"), badan or b"")
    return node.kirim(metode, node.jalur(ekor), badan, tajuk)


def _tanda_ngawur(node: Penelepon, ekor: str, badan: bytes | None) -> HttpResponse:
    return node.panggil(ekor, badan, X_Eoffice_Tanda="bukan heksa")


def _node_ngawur(node: Penelepon, ekor: str, badan: bytes | None) -> HttpResponse:
    return node.panggil(ekor, badan, X_Eoffice_Node="' OR 1=1 --")


ORANG_JAHAT = [
    _tanpa_tanda, _kunci_lain, _tak_dikenal, _dicabut, _desa_lain, _nonce_lama, _nonce_karangan, _badan_ditukar,
    _alamat_ditukar, _tanda_ngawur, _node_ngawur,
]  # fmt: skip


@pytest.mark.parametrize("ekor", ["salam/", "dorong/", f"digest/?epoch={UUID(int=7)}&urut=1", "tarik/"])
@pytest.mark.parametrize("jahat", ORANG_JAHAT, ids=lambda fungsi: fungsi.__name__)
def test_who_cannot_prove_himself_is_a_stranger_and_leaves_nothing(
    node: Penelepon, situmandala: Desa, jahat: Callable[..., HttpResponse], ekor: str
) -> None:
    badan = {"salam/": SALAM, "dorong/": node.paket()}.get(ekor)
    assert kode(jahat(node, ekor, badan)) == TIDAK_DIKENAL
    assert (tersimpan(), tersimpan(SITUMANDALA)) == ((0, 0), (0, 0))
    with lingkup(CISONTROL):
        assert Node.objects.get().terlihat_pada is None


def test_the_same_call_with_a_good_signature_is_answered(node: Penelepon) -> None:
    assert node.panggil("salam/", SALAM).status_code == 200
    assert node.panggil("dorong/", node.paket()).status_code == 200
    assert node.panggil(f"digest/?epoch={uuid4()}&urut=1").json() == {"digest": None}
    assert node.panggil(f"tarik/?epoch={uuid4()}&sesudah=0").status_code == 204
    assert tersimpan() == (1, 3)


@pytest.mark.parametrize("desa", ["32.07.15.9999", "x", "%00"])
def test_a_village_that_is_not_served_here_answers_as_json_too(cisontrol: Desa, desa: str) -> None:
    assert kode(Penelepon(desa=desa).panggil("salam/", SALAM)) == (404, "kernel.tidak_ditemukan")


@pytest.mark.parametrize(
    ("metode", "ekor"),
    [("GET", "salam/"), ("GET", "dorong/"), ("GET", "daftar/"), ("POST", "tarik/"), ("POST", "digest/")],
)
def test_the_wrong_method_is_told_as_json(node: Penelepon, metode: str, ekor: str) -> None:
    jawab = node.kirim(metode, node.jalur(ekor), b"", {})
    assert kode(jawab) == (405, "web.galat_405")
    assert jawab.headers["Allow"] == ("POST" if metode == "GET" else "GET")


RUSAK = (422, "sinkron.paket_rusak")
BESAR = (422, "sinkron.paket_terlalu_besar")


@pytest.mark.parametrize(
    ("buat", "jawab"),
    [
        (lambda _: b"", RUSAK),
        (lambda _: b"EOD1", RUSAK),
        (lambda _: b"EOD1\xff\xff\xff\xff" + b"x" * 100, RUSAK),
        (lambda _: os.urandom(5000), RUSAK),
        (lambda n: n.paket()[:-1], (422, "sinkron.paket_bukan_dari_sana")),
        (lambda n: n.paket() + b"x", (422, "sinkron.paket_bukan_dari_sana")),
        (lambda n: n.paket_bohong(panjang=MAKS_MENTAH), BESAR),
        (lambda n: n.paket_bohong(panjang=MAKS_MENTAH + 1), BESAR),
        (lambda n: n.paket_bohong(jumlah=5001), BESAR),
        (lambda n: n.paket_bohong(jumlah=0), BESAR),
        (lambda n: n.paket_bohong(dari=0), BESAR),
        (lambda n: n.paket_bohong(dari=-5), BESAR),
        (lambda n: n.paket_bohong(bom(30_000_000), panjang=30_000_000, sha256=sha(b"0" * 30_000_000)), BESAR),
        (lambda n: n.paket_bohong(bom(30_000_000), panjang=1000), RUSAK),
        (lambda n: n.paket_bohong(bom(1000), panjang=1000, sha256=sha(b"0" * 1000)), RUSAK),
        (lambda n: n.paket_bohong(b"bukan zstd"), RUSAK),
        (lambda n: n.paket_bohong(jumlah=2), RUSAK),
        (lambda n: n.paket_bohong(digest="0" * 64), RUSAK),
        (lambda n: n.paket_bohong(desa=SITUMANDALA), (422, "sinkron.desa_lain")),
        (lambda n: n.paket(kiriman(2, desa=SITUMANDALA)), (422, "sinkron.desa_lain")),
        (lambda n: n.paket_bohong(node=uuid4()), (422, "sinkron.node_tidak_dikenal")),
        (lambda n: Penelepon(desa=CISONTROL).paket(), (422, "sinkron.node_tidak_dikenal")),
    ],
)
def test_a_batch_that_is_none_is_refused_whole(
    node: Penelepon, buat: Callable[[Penelepon], bytes], jawab: tuple[int, str]
) -> None:
    hasil = node.panggil("dorong/", buat(node))
    assert (hasil.status_code, json.loads(hasil.content)["kode"]) == (jawab[0], jawab[1])
    assert tersimpan() == (0, 0)


def test_a_bomb_is_seen_before_it_is_opened(node: Penelepon, monkeypatch: pytest.MonkeyPatch) -> None:
    palsu = node.paket_bohong(bom(30_000_000), panjang=1000)
    monkeypatch.setattr(kemas.zstandard, "ZstdDecompressor", lambda **_: pytest.fail("it was opened"))
    assert kode(node.panggil("dorong/", palsu)) == RUSAK


def test_a_batch_as_large_as_one_is_ever_sent_goes_through(node: Penelepon) -> None:
    isi = b64encode(os.urandom(MAKS_BITA)).decode()
    paket = node.paket(kiriman(1, nilai=isi))
    assert MAKS_BITA < len(paket) < settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert node.panggil("dorong/", paket).status_code == 200
    assert tersimpan() == (1, 1)


def test_a_body_beyond_the_limit_is_not_even_read(node: Penelepon) -> None:
    besar = b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    assert kode(node.panggil("dorong/", besar)) == (413, "kernel.unggahan_terlalu_besar")
    assert tersimpan() == (0, 0)


def test_a_call_that_is_replayed_changes_nothing(node: Penelepon) -> None:
    paket, jalur = node.paket(), node.jalur("dorong/")
    tajuk = node.tajuk("POST", jalur, paket)
    dua = [node.kirim("POST", jalur, paket, tajuk).json()["penerimaan"] for _ in range(2)]
    assert dua == ["simpan", "sudah_ada"]
    assert tersimpan() == (1, 3)


def test_a_batch_after_a_gap_is_answered_with_how_far_it_came(node: Penelepon) -> None:
    epoch = uuid4()
    awal = kiriman(2, epoch=epoch)
    node.panggil("dorong/", node.paket(awal))
    jawab = node.panggil("dorong/", node.paket(kiriman(1, epoch=epoch, mulai=9))).json()
    assert (jawab["penerimaan"], jawab["epoch"], jawab["urut"]) == ("celah", str(epoch), 2)
    assert tersimpan() == (1, 2)


def test_another_story_of_the_same_numbers_never_overwrites(node: Penelepon) -> None:
    epoch = uuid4()
    pertama = node.panggil("dorong/", node.paket(kiriman(2, epoch=epoch))).json()
    kedua = node.panggil("dorong/", node.paket(kiriman(3, epoch=epoch, nilai=8))).json()
    assert (kedua["penerimaan"], kedua["urut"], kedua["digest"]) == ("cabang", 2, pertama["digest"])
    assert tersimpan() == (1, 2)


def test_what_goes_on_from_another_story_is_not_appended(node: Penelepon) -> None:
    epoch = uuid4()
    pertama = node.panggil("dorong/", node.paket(kiriman(2, epoch=epoch))).json()
    sambung = node.paket(kiriman(1, epoch=epoch, mulai=3), sebelum=sha(b"another story"))
    jawab = node.panggil("dorong/", sambung).json()
    assert (jawab["penerimaan"], jawab["urut"], jawab["digest"]) == ("cabang", 2, pertama["digest"])
    assert tersimpan() == (1, 2)


def test_a_stream_that_is_written_here_is_not_taken_from_outside(node: Penelepon) -> None:
    with lingkup(CISONTROL):
        tulis()
        (milik,) = semua_ujung()
    sambung = kiriman(1, epoch=milik.epoch, mulai=2)
    assert kode(node.panggil("dorong/", node.paket(sambung, milik.digest))) == (422, "sinkron.aliran_sendiri")
    assert tersimpan() == (1, 1)


class TestTandaTerima:
    def test_says_what_is_stored_applied_and_set_aside(self, node: Penelepon) -> None:
        jawab = node.panggil("dorong/", node.paket()).json()
        with lingkup(CISONTROL):
            (ada,) = semua_ujung()
            Karantina(
                epoch=ada.epoch, urut=2, id_peristiwa=uuid4(), jenis="x", agregat="x", agregat_id=uuid4(),
                sebab="x", sejak=clock.now(),
            ).save()  # fmt: skip
        lagi = node.panggil("salam/", SALAM).json()["aliran"][0]
        kunci = diri().kunci.public_key()
        satu, dua = (buka_tanda_terima(b64decode(j["tanda_terima"]), kunci) for j in (jawab, lagi))
        assert (satu.desa, satu.penerima, satu.epoch) == (CISONTROL, diri().node, ada.epoch)
        assert (satu.urut, satu.digest, satu.diterapkan, satu.disisihkan) == (3, ada.digest, 0, 0)
        assert (dua.urut, dua.digest, dua.disisihkan) == (3, ada.digest, 1)
        assert abs(datetime.fromisoformat(satu.pada) - clock.now()) < timedelta(minutes=1)

    def test_none_is_given_for_a_stream_written_here(self, node: Penelepon) -> None:
        with lingkup(CISONTROL):
            tulis()
        (satu,) = node.panggil("salam/", SALAM).json()["aliran"]
        assert (satu["ditulisnya"], satu["tanda_terima"], satu["urut"]) == (True, "", 1)


def test_every_answer_is_signed_by_the_hub_over_call_status_and_body(node: Penelepon) -> None:
    jalur = node.jalur("salam/")
    tajuk = node.tajuk("POST", jalur, SALAM)
    jawab = node.kirim("POST", jalur, SALAM, tajuk)
    panggilan = Panggilan("POST", jalur, SALAM, tajuk["X-Eoffice-Nonce"])
    tanda, kunci = jawab.headers["X-Eoffice-Tanda"], diri().kunci.public_key()
    assert jawaban_sah(panggilan, 200, jawab.content, tanda, kunci)
    assert not jawaban_sah(panggilan, 204, jawab.content, tanda, kunci)
    assert not jawaban_sah(panggilan, 200, jawab.content + b" ", tanda, kunci)
    assert not jawaban_sah(Panggilan("POST", jalur, SALAM, "lain"), 200, jawab.content, tanda, kunci)
    assert not jawaban_sah(panggilan, 200, jawab.content, tanda, node.diri.kunci.public_key())


def test_what_the_hub_wrote_is_pulled_as_a_batch_with_its_signature(node: Penelepon) -> None:
    with lingkup(CISONTROL):
        semua = [tulis() for _ in range(3)]
        (ada,) = semua_ujung()
    jawab = node.panggil(f"tarik/?epoch={ada.epoch}&sesudah=1")
    paket = buka(jawab.content, diri().kunci.public_key())
    assert [p.isi["id_peristiwa"] for p in paket.peristiwa] == [str(s.id_peristiwa) for s in semua[1:]]
    assert node.panggil(f"tarik/?epoch={ada.epoch}&sesudah=3").status_code == 204
    assert node.panggil(f"digest/?epoch={ada.epoch}&urut=3").json() == {"digest": ada.digest}


class TestSalam:
    def test_remembers_what_the_installation_says_of_itself(self, node: Penelepon) -> None:
        epoch = uuid4()
        assert node.panggil("salam/", Laporan("0.9.1", -400, epoch, 12).tulis()).status_code == 200
        with lingkup(CISONTROL):
            row = Node.objects.get()
        assert (row.versi, row.selisih_jam, row.epoch, row.urut) == ("0.9.1", -400, epoch, 12)
        assert row.terlihat_pada is not None
        assert abs(row.terlihat_pada - clock.now()) < timedelta(minutes=1)

    @pytest.mark.parametrize(
        "isi",
        [
            b"",
            b"[]",
            b"{}",
            b"\xff\xfe",
            b"[" * 100_000,
            b'{"versi":"1","selisih_jam":"x","epoch":null,"urut":0}',
            b'{"versi":"1","selisih_jam":1e999,"epoch":null,"urut":0}',
            b'{"versi":"1","selisih_jam":0,"epoch":"x","urut":0}',
            b'{"versi":"1","selisih_jam":0,"epoch":null,"urut":-1}',
            b'{"versi":"1","selisih_jam":0,"epoch":null,"urut":9223372036854775808}',
            b'{"versi":"\\u0000","selisih_jam":0,"epoch":null,"urut":0}',
        ],
        ids=range(11),
    )
    def test_garbage_is_refused(self, node: Penelepon, isi: bytes) -> None:
        assert kode(node.panggil("salam/", isi)) == (422, "sinkron.permintaan_rusak")
        with lingkup(CISONTROL):
            assert Node.objects.get().terlihat_pada is None

    def test_a_clock_of_1970_fits_into_the_table(self, node: Penelepon) -> None:
        assert node.panggil("salam/", Laporan("1", -(10**12), None, 0).tulis()).status_code == 200
        with lingkup(CISONTROL):
            assert Node.objects.get().selisih_jam == -MAKS_SELISIH


@pytest.mark.parametrize(
    "ekor",
    [
        "digest/",
        "digest/?epoch=x&urut=1",
        f"digest/?epoch={UUID(int=1)}&urut=satu",
        f"digest/?epoch={UUID(int=1)}&urut=-1",
        f"digest/?epoch={UUID(int=1)}&urut={2**63}",
        "tarik/?sesudah=1",
        f"tarik/?epoch={UUID(int=1)}&sesudah=",
        f"tarik/?epoch={UUID(int=1)}&sesudah={10**30}",
    ],
)
def test_a_place_that_is_none_is_refused(node: Penelepon, ekor: str) -> None:
    assert kode(node.panggil(ekor)) == (422, "sinkron.permintaan_rusak")


def test_a_hub_that_is_behind_takes_nothing_more_and_says_for_how_long(
    node: Penelepon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(balas, "BATAS_TERTINGGAL", 2)
    paket = node.paket()
    assert node.panggil("dorong/", paket).status_code == 200
    jawab = node.panggil("dorong/", node.paket())
    assert kode(jawab) == (503, "sinkron.kabupaten_sibuk")
    assert jawab.headers["Retry-After"] == "60"
    assert tersimpan() == (1, 3)
    assert node.panggil("salam/", SALAM).status_code == 200


def test_streams_of_the_two_villages_do_not_meet(node: Penelepon, situmandala: Desa) -> None:
    lain = Penelepon(desa=SITUMANDALA).daftar()
    node.panggil("dorong/", node.paket())
    with lingkup(CISONTROL):
        (ada,) = semua_ujung()
    assert lain.panggil("salam/", SALAM).json() == {"aliran": []}
    assert lain.panggil(f"tarik/?epoch={ada.epoch}&sesudah=0").status_code == 204
    assert lain.panggil(f"digest/?epoch={ada.epoch}&urut=1").json() == {"digest": None}


def test_a_revoked_installation_is_one_that_may_append_nothing(node: Penelepon) -> None:
    paket = node.paket()
    with lingkup(CISONTROL):
        assert cabut(oleh="uji") is True
        assert cabut(oleh="uji") is False
        assert Node.objects.get().status == StatusNode.DICABUT
    assert kode(node.panggil("dorong/", paket)) == TIDAK_DIKENAL
    pengganti = Penelepon().daftar()
    assert kode(pengganti.panggil("dorong/", paket)) == (422, "sinkron.node_tidak_dikenal")
    assert tersimpan() == (0, 0)
