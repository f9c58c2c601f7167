"""A batch that is cut on its way goes on where it was cut; nothing of it comes twice, and no other can be slipped in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.http import HttpResponse

from eoffice.dokumen import services as dokumen
from eoffice.jejak.aliran import semua_ujung
from eoffice.kernel.errors import InvalidInput, ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.services import garis as garis_modul
from eoffice.sinkron.services import titip
from eoffice.sinkron.services.garis import MAKS_SIA_SIA
from eoffice.sinkron.services.lucut import lucuti
from eoffice.sinkron.services.sesi import HasilSesi, jalankan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.jejak.conftest import tulis
from tests.sinkron.garis_uji import Kawat, garis
from tests.sinkron.kerja import bekerja
from tests.sinkron.mesin import Mesin
from tests.sinkron.penelepon import Penelepon, kiriman, kode, sha


@pytest.fixture
def node(cisontrol: Desa, tmp_path: Path, settings: LazySettings) -> Penelepon:
    """The registered installation of Cisontrol."""
    settings.EOFFICE_HOME = tmp_path
    return Penelepon().daftar()


def sambung(node: Penelepon, paket: bytes, dari: int, isi: bytes | None = None, **ubah: Any) -> HttpResponse:
    """Go on with a batch from a byte; ``isi``: what arrives of the rest."""
    sisa = paket[dari:]
    jalur = node.jalur(
        f"dorong/{ubah.get('nama', sha(paket))}/?dari={dari}&panjang={ubah.get('panjang', len(paket))}"
    )
    return node.klien.generic(  # type: ignore[return-value]
        "PATCH",
        jalur,
        sisa if isi is None else isi,
        "application/octet-stream",
        headers=node.tajuk("PATCH", jalur, sisa),
    )


def sampai(node: Penelepon, paket: bytes) -> int:
    return int(json.loads(node.panggil(f"dorong/{sha(paket)}/").content)["sampai"])


def isi(jawab: HttpResponse) -> dict[str, Any]:
    assert jawab.status_code == 200, jawab.content
    return json.loads(jawab.content)  # type: ignore[no-any-return]


class TestKabupaten:
    def test_a_batch_that_comes_whole_is_taken_in_at_once(self, node: Penelepon) -> None:
        hasil = isi(sambung(node, node.paket(kiriman(3)), 0))
        assert (hasil["penerimaan"], hasil["urut"]) == ("simpan", 3)
        assert hasil["tanda_terima"]

    def test_one_that_comes_in_three_parts_is_taken_in_with_the_last(self, node: Penelepon) -> None:
        paket = node.paket(kiriman(30))
        batas = len(paket) // 3
        assert sampai(node, paket) == 0
        assert isi(sambung(node, paket, 0, paket[:batas])) == {"sampai": batas}
        assert sampai(node, paket) == batas
        assert isi(sambung(node, paket, batas, paket[batas : batas + 7])) == {"sampai": batas + 7}
        assert isi(sambung(node, paket, batas + 7))["urut"] == 30

    def test_the_receipt_may_be_asked_for_again_without_sending_anything(self, node: Penelepon) -> None:
        paket = node.paket(kiriman(3))
        sambung(node, paket, 0)
        assert sampai(node, paket) == len(paket)
        hasil = isi(sambung(node, paket, len(paket)))
        assert (hasil["penerimaan"], hasil["urut"]) == ("sudah_ada", 3)

    def test_a_piece_at_the_wrong_place_is_told_the_right_one(self, node: Penelepon) -> None:
        paket = node.paket(kiriman(30))
        sambung(node, paket, 0, paket[:50])
        assert isi(sambung(node, paket, 20)) == {"sampai": 50}
        assert isi(sambung(node, paket, 51)) == {"sampai": 50}
        assert sampai(node, paket) == 50

    def test_the_next_batch_empties_the_drawer(self, node: Penelepon) -> None:
        satu, lain = node.paket(kiriman(3)), node.paket(kiriman(4))
        sambung(node, satu, 0, satu[:40])
        sambung(node, lain, 0, lain[:30])
        assert (sampai(node, satu), sampai(node, lain)) == (0, 30)

    def test_an_installation_that_takes_its_place_does_not_go_on_with_its_pieces(
        self, node: Penelepon
    ) -> None:
        paket = node.paket(kiriman(3))
        sambung(node, paket, 0, paket[:40])
        with lingkup(CISONTROL):
            lain = uuid4()
            assert titip.sampai(lain, sha(paket)) == 0
            assert titip.tambah(lain, sha(paket), 0, len(paket), [paket[:10]]) is None
            assert (titip.sampai(node.diri.node, sha(paket)), titip.sampai(lain, sha(paket))) == (40, 10)

    def test_what_is_not_what_its_name_says_is_thrown_away(self, node: Penelepon) -> None:
        paket = node.paket(kiriman(3))
        salah = paket[:-1] + bytes([paket[-1] ^ 1])
        assert kode(sambung(node, paket, 0, salah)) == (422, "dokumen.potongan_tidak_cocok")
        assert sampai(node, paket) == 0
        assert isi(sambung(node, paket, 0))["penerimaan"] == "simpan"

    def test_a_batch_that_is_refused_is_refused_in_pieces_as_well(self, node: Penelepon) -> None:
        asing = Penelepon().paket(kiriman(3))
        assert kode(sambung(node, asing, 0)) == (422, "sinkron.node_tidak_dikenal")

    @pytest.mark.parametrize("panjang", [0, 10, titip.MAKS_PAKET + 1])
    def test_more_than_was_said_or_than_there_may_be_is_refused(self, node: Penelepon, panjang: int) -> None:
        paket = node.paket(kiriman(3))
        assert kode(sambung(node, paket, 0, panjang=panjang)) == (422, "sinkron.permintaan_rusak")
        assert sampai(node, paket) in {0, panjang}

    @pytest.mark.parametrize("nama", ["00", "A" * 64, "..", "a" * 63])
    def test_a_name_that_is_no_digest_does_not_exist(self, node: Penelepon, nama: str) -> None:
        assert sambung(node, node.paket(kiriman(3)), 0, nama=nama).status_code == 404
        assert node.panggil(f"dorong/{nama}/").status_code == 404

    def test_nothing_is_written_for_a_stranger(self, node: Penelepon, tmp_path: Path) -> None:
        paket = node.paket(kiriman(3))
        assert sambung(Penelepon(), paket, 0, paket[:40]).status_code == 404
        assert not list(tmp_path.rglob("paket-datang"))

    def test_pieces_do_not_outlive_an_erasure(self, node: Penelepon) -> None:
        paket = node.paket(kiriman(3))
        sambung(node, paket, 0, paket[:40])
        with lingkup(CISONTROL):
            lucuti("polos", tulis().agregat_id)
        assert sampai(node, paket) == 0

    def test_pieces_that_nobody_goes_on_with_are_thrown_away_some_day(
        self, node: Penelepon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        paket = node.paket(kiriman(3))
        sambung(node, paket, 0, paket[:40])
        assert dokumen.buang_potongan_lama() == 0
        monkeypatch.setattr("eoffice.dokumen.services.potongan.UMUR_POTONGAN_DETIK", -5)
        assert dokumen.buang_potongan_lama() == 1
        assert sampai(node, paket) == 0

    def test_the_hub_says_that_it_can(self, node: Penelepon) -> None:
        kata = node.klien.get("/sinkron/nonce/").json()
        assert (kata["sambung"], kata["bentuk"], kata["kamus"][:1]) == (True, 3, ["k1"])


@pytest.fixture
def dua(
    buat_mesin: Callable[[str], Mesin], dua_rumah: tuple[Mesin, Mesin]
) -> tuple[Mesin, Mesin, Kawat, Callable[[], HasilSesi]]:
    """A village that has worked, its hub, the line between them, and a meeting over it."""
    node, hub = dua_rumah
    node.di_sini(bekerja)
    satu, kawat = garis(node, hub)
    return node, hub, kawat, lambda: node.di_sini(jalankan, satu, node.diri)


Empat = tuple[Mesin, Mesin, Kawat, Callable[[], HasilSesi]]


@pytest.mark.hanya_sqlite
class TestDesa:
    def test_a_line_that_is_cut_again_and_again_moves_every_byte_once(self, dua: Empat) -> None:
        node, hub, kawat, bertemu = dua
        kawat.potong_dorong = [100, 0, 0, 250, 1, 0, 300]
        hasil = bertemu()
        assert hasil.dikirim == len(node.peristiwa()) > 0
        assert hub.peristiwa() == node.peristiwa()
        assert kawat.naik_dorong == _besar(hub)

    def test_a_lost_answer_costs_no_byte_of_the_batch(self, dua: Empat) -> None:
        node, hub, kawat, bertemu = dua
        kawat.hilang_jawaban = 1
        bertemu()
        assert hub.peristiwa() == node.peristiwa()
        assert kawat.naik_dorong == _besar(hub)

    def test_a_line_over_which_nothing_comes_is_given_up(self, dua: Empat) -> None:
        node, hub, kawat, bertemu = dua
        kawat.potong_dorong = [0] * 50
        with pytest.raises(ServiceDown, match=garis_modul.GARIS_PUTUS):
            bertemu()
        assert len(kawat.potong_dorong) == 50 - MAKS_SIA_SIA - 1
        assert hub.peristiwa() == []
        kawat.potong_dorong = []
        bertemu()
        assert hub.peristiwa() == node.peristiwa()

    def test_a_refusal_is_no_cut(self, dua: Empat, monkeypatch: pytest.MonkeyPatch) -> None:
        _, hub, kawat, bertemu = dua
        monkeypatch.setattr(
            "eoffice.web.sinkron_api.sambung.terima_paket", lambda _: (_ for _ in ()).throw(_salah())
        )
        with pytest.raises(InvalidInput):
            bertemu()
        assert sum("/dorong/" in satu for satu in kawat.jalur) <= 1
        assert hub.peristiwa() == []


def _salah() -> InvalidInput:
    return InvalidInput(Pesan("sinkron.paket_rusak"))


def _besar(hub: Mesin) -> int:
    """Return the bytes of the one batch that lies in the drawer at the hub."""
    assert hub.rumah is not None
    (satu,) = [jalur for jalur in (hub.rumah / "paket-datang").rglob("*") if jalur.is_file()]
    assert hub.di_sini(lambda: [a.urut for a in semua_ujung()])
    return satu.stat().st_size
