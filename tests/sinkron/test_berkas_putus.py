"""Cut at any byte, in either direction: what arrived is kept; and files give way to events."""

import hashlib
import http.client
import io
import random
import shutil
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.test import Client

from eoffice.dokumen import services as dokumen
from eoffice.kernel.errors import InvalidInput, ServiceDown, StorageFull
from eoffice.sinkron.selectors import berkas_belum_terkirim
from eoffice.sinkron.services import berkas, sambungan
from eoffice.sinkron.services.antar import HasilAntar, antar
from eoffice.sinkron.services.berkas import MAKS_POTONG, POTONG
from eoffice.sinkron.services.sambungan import Sambungan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.sinkron.garis_uji import garis
from tests.sinkron.mesin import Mesin
from tests.sinkron.penelepon import Penelepon
from tests.sinkron.test_berkas import acak, menunggu, menyimpan, sidik

ISI = acak(3000)
SIDIK = sidik(ISI)


class TestNaik:
    """Pieces that come in: the hub keeps the beginning of one that was cut."""

    @pytest.fixture
    def desa(self, cisontrol: Desa, settings: Any, tmp_path: Path) -> Penelepon:
        settings.EOFFICE_HOME = tmp_path
        with lingkup(CISONTROL):
            berkas.catat_sebutan([SIDIK], sendiri=False)
        return Penelepon().daftar()

    def potong(self, desa: Penelepon, dari: int, tiba: bytes, utuh: bytes, **tajuk: str) -> int:
        """Send a piece of which only ``tiba`` arrives."""
        jalur = desa.jalur(f"berkas/{SIDIK}/?dari={dari}&panjang={len(ISI)}")
        kepala = desa.tajuk("PATCH", jalur, utuh) | {n.replace("_", "-"): v for n, v in tajuk.items()}
        jawab = Client().generic(
            "PATCH", jalur, headers=kepala, CONTENT_LENGTH=str(len(utuh)), **{"wsgi.input": io.BytesIO(tiba)}
        )
        return int(jawab.status_code)

    def sampai(self) -> int:
        with lingkup(CISONTROL):
            return berkas.sampai(SIDIK)

    @pytest.mark.parametrize("tiba", [1, 700, 1999])
    def test_the_beginning_of_a_piece_is_kept(self, desa: Penelepon, tiba: int) -> None:
        self.potong(desa, 0, ISI[:tiba], ISI[:2000])
        assert self.sampai() == tiba
        assert self.potong(desa, tiba, ISI[tiba:], ISI[tiba:]) == 200
        with lingkup(CISONTROL):
            assert berkas.baca(SIDIK) == ISI

    def test_wherever_it_is_cut_no_byte_is_lost_or_doubled(self, desa: Penelepon) -> None:
        ramal = random.Random(11)
        for _ in range(40):
            dari = self.sampai()
            self.potong(desa, dari, ISI[dari : dari + ramal.randrange(0, 120)], ISI[dari:])
        dari = self.sampai()
        assert 0 < dari < len(ISI)
        assert self.potong(desa, dari, ISI[dari:], ISI[dari:]) == 200
        with lingkup(CISONTROL):
            assert berkas.baca(SIDIK) == ISI

    def test_of_a_stranger_nothing_is_kept(self, desa: Penelepon) -> None:
        assert self.potong(Penelepon(), 0, ISI[:700], ISI[:2000]) == 404
        assert self.potong(desa, 0, ISI[:700], ISI[:2000], X_Eoffice_Sidik="0" * 64) == 404
        assert self.potong(desa, 0, ISI[:2000], ISI[1:2001]) == 404  # whole, and not what was signed
        assert self.sampai() == 0

    def test_nothing_at_all_is_nothing(self, desa: Penelepon) -> None:
        self.potong(desa, 0, b"", ISI[:2000])
        assert self.sampai() == 0

    def test_a_body_without_end_is_not_read_to_its_end(self, desa: Penelepon) -> None:
        class TanpaAkhir(io.RawIOBase):
            diambil = 0

            def read(self, n: int = -1, /) -> bytes:
                self.diambil += n
                return b"x" * n

        arus = TanpaAkhir()
        jalur = desa.jalur(f"berkas/{SIDIK}/?dari=0&panjang={len(ISI)}")
        kepala = desa.tajuk("PATCH", jalur, b"")
        jawab = Client().generic(
            "PATCH", jalur, headers=kepala, CONTENT_LENGTH=str(10**9), **{"wsgi.input": arus}
        )
        assert jawab.status_code == 422
        assert arus.diambil <= MAKS_POTONG + 64 * 1024
        assert self.sampai() == 0


class Penjual:
    """A server of one answer that ends where the test wants it."""

    def __init__(self, isi: bytes, kirim: int, jeda: float = 0) -> None:
        self.isi, self.kirim, self.jeda = isi, kirim, jeda
        self.panggilan, self.putus_keras = 0, False
        self.soket = socket.create_server(("127.0.0.1", 0))
        self.sambungan = Sambungan(f"http://127.0.0.1:{self.soket.getsockname()[1]}")
        self.utas = threading.Thread(target=self._layani, daemon=True)
        self.utas.start()

    def _layani(self) -> None:
        with suppress(OSError):
            while True:
                lawan, _ = self.soket.accept()
                with lawan:
                    self._jawab(lawan)

    def _jawab(self, lawan: socket.socket) -> None:
        kepala = f"HTTP/1.1 206 Partial Content\r\nContent-Length: {len(self.isi)}\r\n\r\n".encode()
        while lawan.recv(65536):
            self.panggilan += 1
            lawan.sendall(kepala)
            for mulai in range(0, self.kirim, 500):
                lawan.sendall(self.isi[mulai : min(mulai + 500, self.kirim)])
                time.sleep(self.jeda)
            if self.kirim < len(self.isi) or self.putus_keras:
                if self.putus_keras:  # a reset, not an end
                    lawan.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return

    def tutup(self) -> None:
        self.sambungan.tutup()
        self.soket.shutdown(socket.SHUT_RDWR)
        self.soket.close()
        self.utas.join(5)


@pytest.fixture
def penjual() -> Iterator[Any]:
    semua: list[Penjual] = []

    def buat(*kata: Any) -> Penjual:
        semua.append(Penjual(*kata))
        return semua[-1]

    yield buat
    for satu in semua:
        satu.tutup()


class TestTurun:
    """Pieces that go out, over a real connection."""

    @pytest.mark.parametrize("kirim", [1, 499, 1500, 2999])
    def test_what_arrives_before_a_cut_is_given_on(self, penjual: Any, kirim: int) -> None:
        tiba = list[bytes]()
        with pytest.raises(ServiceDown) as putus:
            penjual(ISI, kirim).sambungan.minta("GET", "/x", tampung=tiba.append)
        assert putus.value.pesan.params["sebab"] == "IncompleteRead"
        assert b"".join(tiba) == ISI[:kirim]

    def test_the_whole_has_its_digest(self, penjual: Any) -> None:
        tiba = list[bytes]()
        jawab = penjual(ISI, len(ISI)).sambungan.minta("GET", "/x", tampung=tiba.append)
        assert (b"".join(tiba), jawab.isi, jawab.sidik) == (ISI, b"", SIDIK)

    def test_on_a_slow_line_it_is_given_on_before_it_is_much(
        self, penjual: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sambungan, "_JEDA_SALUR_DETIK", 0.05)
        tiba = list[bytes]()
        penjual(ISI, len(ISI), 0.03).sambungan.minta("GET", "/x", tampung=tiba.append)
        assert len(tiba) >= 2
        assert b"".join(tiba) == ISI

    def test_a_kept_line_that_breaks_in_the_middle_is_not_asked_the_same_again(self, penjual: Any) -> None:
        tiba = list[bytes]()
        satu = penjual(ISI, len(ISI), 0.05)
        satu.sambungan.minta("GET", "/x", tampung=tiba.append)
        satu.kirim, satu.putus_keras = 1500, True
        with pytest.raises(ServiceDown):
            satu.sambungan.minta("GET", "/x", tampung=tiba.append)
        assert len(b"".join(tiba)) == 4500
        assert b"".join(tiba) == ISI + ISI[:1500]
        assert satu.panggilan == 2

    def test_a_reset_in_the_middle_is_no_closed_line_that_may_be_asked_again(self) -> None:
        class Terputus:
            length = 10
            sisa: ClassVar[list[bytes]] = [b"abc"]

            def read1(self, _: int) -> bytes:
                if not self.sisa:
                    raise ConnectionResetError
                return self.sisa.pop()

        tiba = list[bytes]()
        with pytest.raises(http.client.IncompleteRead) as putus:
            Sambungan("http://hub")._salurkan(Terputus(), tiba.append)  # type: ignore[arg-type]
        assert tiba == [b"abc"]
        assert not isinstance(putus.value, ConnectionError)

    def test_whoever_takes_no_more_ends_the_answer_and_the_line(self, penjual: Any) -> None:
        def penuh(_: bytes) -> None:
            raise StorageFull

        satu = penjual(ISI, len(ISI)).sambungan
        with pytest.raises(StorageFull):
            satu.minta("GET", "/x", tampung=penuh)
        assert satu._sambungan.sock is None


Dua = tuple[Mesin, Mesin]


@pytest.mark.hanya_sqlite
class TestMengalah:
    """Two installations; events come first."""

    def test_a_large_file_gives_way_between_two_pieces_and_goes_on_later(self, dua_rumah: Dua) -> None:
        node, hub = dua_rumah
        sha256 = menyimpan(node, acak(5 * POTONG))
        menunggu(hub, sha256)
        satu, kawat = garis(node, hub)
        jawab = iter([False, False, True])
        assert node.di_sini(antar, satu, lambda: next(jawab)) == HasilAntar(
            bita_kirim=2 * POTONG, mengalah=True
        )
        assert hub.di_sini(berkas.sampai, sha256) == 2 * POTONG
        assert node.di_sini(antar, satu) == HasilAntar(dikirim=1, bita_kirim=3 * POTONG)
        assert kawat.naik == 5 * POTONG

    def test_fetching_gives_way_as_well(self, dua_rumah: Dua) -> None:
        node, hub = dua_rumah
        sha256 = menyimpan(hub, acak(3 * POTONG))
        menunggu(node, sha256)
        satu, _ = garis(node, hub)
        jawab = iter([False, True])
        assert node.di_sini(antar, satu, lambda: next(jawab)) == HasilAntar(bita_ambil=POTONG, mengalah=True)
        assert node.di_sini(antar, satu) == HasilAntar(diambil=1, bita_ambil=2 * POTONG)

    def test_when_events_wait_from_the_start_nothing_moves(self, dua_rumah: Dua) -> None:
        node, hub = dua_rumah
        for panjang in (10, 20):
            menunggu(hub, menyimpan(node, acak(panjang)))
        satu, kawat = garis(node, hub)
        assert node.di_sini(antar, satu, lambda: True) == HasilAntar(mengalah=True)
        assert kawat.naik == 0
        assert node.di_sini(berkas_belum_terkirim) == 2

    def test_small_files_go_first_in_whatever_direction(self, dua_rumah: Dua) -> None:
        node, hub = dua_rumah
        naik = [menyimpan(node, acak(panjang)) for panjang in (3000, 10)]
        turun = [menyimpan(hub, acak(panjang, 2)) for panjang in (500, 9000)]
        menunggu(hub, *naik)
        menunggu(node, *turun)
        satu, kawat = garis(node, hub)
        node.di_sini(antar, satu)
        urut = [j.split("/")[4] for j in kawat.jalur if j.startswith(("PATCH", "GET /sinkron/32"))]
        assert urut == [naik[1], turun[0], naik[0], turun[1]]


@pytest.mark.hanya_sqlite
class TestRuang:
    """Files leave the last of the disk to events."""

    @pytest.mark.parametrize(("sisa", "boleh"), [(0.04, False), (0.06, True)])
    def test_a_disk_that_is_nearly_full_takes_no_file(
        self, dua_rumah: Dua, monkeypatch: pytest.MonkeyPatch, sisa: float, boleh: bool
    ) -> None:
        _, hub = dua_rumah
        menunggu(hub, SIDIK)
        semua = 10 * 1024**3
        disk = type("Disk", (), {"total": semua, "free": int(semua * sisa)})
        with monkeypatch.context() as ubah:
            ubah.setattr(berkas.shutil, "disk_usage", lambda _: disk)
            if boleh:
                assert hub.di_sini(berkas.tambah, SIDIK, 0, len(ISI), ISI[:100]) == 100
                return
            with pytest.raises(StorageFull) as penuh:
                hub.di_sini(berkas.tambah, SIDIK, 0, len(ISI), ISI[:100])
        assert penuh.value.pesan.kode == "kernel.disk_penuh"
        assert hub.di_sini(berkas.sampai, SIDIK) == 0

    @pytest.mark.parametrize(
        ("peran", "sisa", "kode"),
        [
            ("desa", 0.09, "dokumen.ruang_lampiran"),
            ("desa", 0.11, ""),
            ("kabupaten", 0.09, ""),
        ],
    )
    def test_a_village_takes_none_of_the_regency_where_it_would_take_none_of_a_person(
        self, dua_rumah: Dua, monkeypatch: pytest.MonkeyPatch, peran: str, sisa: float, kode: str
    ) -> None:
        mesin = dua_rumah[0] if peran == "desa" else dua_rumah[1]
        assert mesin.peran == peran
        menunggu(mesin, SIDIK)
        semua = 100 * 1024**3
        disk = type("Disk", (), {"total": semua, "free": int(semua * sisa)})
        with monkeypatch.context() as ubah:
            ubah.setattr(shutil, "disk_usage", lambda _: disk)
            if not kode:
                assert mesin.di_sini(berkas.tambah, SIDIK, 0, len(ISI), ISI[:100]) == 100
                return
            with pytest.raises(StorageFull) as penuh:
                mesin.di_sini(berkas.tambah, SIDIK, 0, len(ISI), ISI[:100])
        assert penuh.value.pesan.kode == kode
        assert mesin.di_sini(berkas.sampai, SIDIK) == 0

    def test_the_other_side_hears_why_in_words(self, dua_rumah: Dua, monkeypatch: pytest.MonkeyPatch) -> None:
        node, hub = dua_rumah
        menunggu(hub, menyimpan(node, ISI))
        satu, _ = garis(node, hub)

        def penuh(*_: object) -> int:
            raise StorageFull

        with monkeypatch.context() as ubah:
            ubah.setattr(berkas.dokumen, "tambah_potongan", penuh)
            with pytest.raises(ServiceDown) as tolak:
                node.di_sini(antar, satu)
        assert tolak.value.pesan.kode == "sinkron.kata_kabupaten"
        assert tolak.value.pesan.params["kata"].startswith("Penyimpanan kantor penuh.")
        assert node.di_sini(antar, satu).dikirim == 1

    def test_a_file_that_turns_out_longer_is_given_up(self, dua_rumah: Dua) -> None:
        node, hub = dua_rumah
        sha256 = menyimpan(hub, ISI)
        menunggu(node, sha256)
        with pytest.raises(InvalidInput):
            node.di_sini(berkas.tambah, sha256, 0, 100, ISI)
        assert node.di_sini(dokumen.sampai_mana, sha256) == 0
        assert hashlib.sha256(ISI).hexdigest() == sha256
