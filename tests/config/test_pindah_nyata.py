"""The disk of a village's server dies: a new machine enrols, loads 5,000 residents over a line that breaks ten times.

Real processes: the old and the new village servers, the hub on PostgreSQL, and between them a line that is counted.
"""

import random
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.config import dua_tempat as nyata
from tests.config.dua_tempat import DESA, Dunia, Tempat, bertemu
from tests.penduduk import berkas_uji as uji

pytestmark = [pytest.mark.proses, pytest.mark.lama]
BANYAK = 5000
SEKALI = 1250
PUTUS = 10
KADES = ("--nama", "H. Oman Rohman", "--jabatan", "kepala_desa", "--sandi", "sandi-yang-panjang")
SURAT = """
from datetime import date
from eoffice.arsip.rules.nomor import FORMAT_BAKU, Lingkup
from eoffice.arsip.services import PermintaanNomor, ambil_nomor
from eoffice.kernel.ids import new_id
from eoffice.wilayah.tenancy import lingkup
with lingkup("32.07.15.2004"):
    print(ambil_nomor(PermintaanNomor(untuk=new_id(), lingkup=Lingkup.PER_BUKU, buku="surat_keterangan",
        pola=FORMAT_BAKU, kode_klasifikasi="400.9.14.5", kode_jenis="sktm", tanggal=date(2026, 11, 24)), pelaku="uji"))
"""


class Garis:
    """A line to the hub that counts what comes down, and breaks after so many bytes."""

    def __init__(self, porta: int) -> None:
        self.tujuan, self.turun, self.sisa = porta, 0, -1
        self.soket = socket.create_server(("127.0.0.1", 0))
        self.porta = self.soket.getsockname()[1]
        threading.Thread(target=self._terima, daemon=True).start()

    def _terima(self) -> None:
        with suppress(OSError):
            while True:
                desa, _ = self.soket.accept()
                hub = socket.create_connection(("127.0.0.1", self.tujuan))
                for dari, ke in ((desa, hub), (hub, desa)):
                    threading.Thread(target=self._salin, args=(dari, ke, ke is desa), daemon=True).start()

    def _salin(self, dari: socket.socket, ke: socket.socket, turun: bool) -> None:
        with suppress(OSError):
            while isi := dari.recv(4096):
                if turun:
                    isi, putus = self._hitung(isi)
                    ke.sendall(isi)
                    if putus:
                        break
                else:
                    ke.sendall(isi)
        for soket in (dari, ke):
            with suppress(OSError):
                soket.shutdown(socket.SHUT_RDWR)
            soket.close()

    def _hitung(self, isi: bytes) -> tuple[bytes, bool]:
        putus = 0 <= self.sisa <= len(isi)
        isi = isi[: self.sisa] if putus else isi
        self.sisa = -1 if putus or self.sisa < 0 else self.sisa - len(isi)
        self.turun += len(isi)
        return isi, putus

    def tutup(self) -> None:
        self.soket.close()


@pytest.fixture(scope="module")
def dunia(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dunia]:
    """A hub, and a village whose register of residents has reached it."""
    for dunia in nyata.dua_tempat(tmp_path_factory):
        folder = tmp_path_factory.mktemp("warga")
        for mulai in range(0, BANYAK, SEKALI):
            berkas = folder / f"{mulai}.csv"
            berkas.write_bytes(_warga(mulai))
            hasil = dunia.desa.jalankan(
                "import", "penduduk", str(berkas), "--desa", DESA, "--terapkan", "--sebagian"
            )
            assert hasil[0] == 0, hasil
        assert dunia.desa.jalankan("pejabat", "tambah", "kades", "--desa", DESA, *KADES)[0] == 0
        assert dunia.desa.lakukan(SURAT).startswith("400.9.14.5/001/")
        bertemu(dunia)
        assert dunia.kabupaten.jalankan("worker", "--sekali")[0] == 0
        yield dunia


def _warga(mulai: int) -> bytes:
    """Return residents with names and dates of their own, four to a family."""
    acak = random.Random(mulai)
    suku = (
        "AS EP SU TI SNA RO HMAN DA DANG KO MA RIAH YA YAN NI NGSIH SA EFUL WA HYU DI AN PER MANA"
    ).split()

    def satu(ke: int) -> dict[str, str]:
        lahir = f"{acak.randrange(1950, 2005)}-{acak.randrange(1, 13):02}-{acak.randrange(1, 28):02}"
        hari = f"{lahir[8:]}{lahir[5:7]}{lahir[2:4]}"
        nama = " ".join("".join(acak.choices(suku, k=acak.randrange(2, 4))) for _ in range(2))
        return uji.orang(
            nik=f"320715{hari}{ke % 10000:04}",
            no_kk=f"3207150101{ke // 4 + 100000:06}",
            nama=nama,
            tanggal_lahir=lahir,
            shdk="ANAK" if ke % 4 else "KEPALA KELUARGA",
            nama_ayah="".join(acak.choices(suku, k=3)),
            nama_ibu="".join(acak.choices(suku, k=3)),
            rt=f"{acak.randrange(1, 9):03}",
        )

    return uji.berkas_csv(*(satu(ke) for ke in range(mulai, mulai + SEKALI)))


@pytest.fixture
def server(dunia: Dunia, tmp_path: Path) -> Iterator[Callable[[str], tuple[Tempat, Garis]]]:
    """Return a function that sets up a new machine, enrolled in place of the one before over a line of its own."""
    semua: list[tuple[Tempat, Garis]] = []

    def buat(nama: str) -> tuple[Tempat, Garis]:
        garis = Garis(dunia.porta)
        baru = Tempat(tmp_path / nama, {"EOFFICE_PERAN": "desa", "EOFFICE_DESA": DESA})
        baru.rumah.mkdir()
        semua.append((baru, garis))
        assert baru.jalankan("migrate")[0] == 0
        baris = dunia.undangan("--ganti", "--oleh", "Ani")
        assert dunia.kabupaten.jalankan("sync", "setujui", "--desa", DESA, "--oleh", "Budi")[0] == 0
        hasil = baru.jalankan("sync", "daftar", baris.replace(f":{dunia.porta}#", f":{garis.porta}#"))
        assert hasil[0] == 0, hasil
        return baru, garis

    yield buat
    for baru, garis in semua:
        baru.matikan()
        garis.tutup()


def _sama(dunia: Dunia, baru: Tempat) -> None:
    """Check that new server and hub hold the same events and the same rows."""
    sini = baru.peristiwa()
    assert len(sini) > BANYAK
    assert sini == dunia.kabupaten.peristiwa()
    for tabel in ("penduduk_penduduk", "penduduk_keluarga", "arsip_nomor", "akun_pejabat", "akun_penugasan"):
        isi = f"SELECT id, revisi FROM {tabel}"
        satu, lain = (
            sorted((str(a).replace("-", ""), b) for a, b in tempat.tanya(isi))
            for tempat in (baru, dunia.kabupaten)
        )
        assert satu == lain, tabel


def _muat(baru: Tempat, garis: Garis, putus: int) -> int:
    """Load with so many cuts at chance places; return how many there were."""
    acak, kali = random.Random(5), 0
    for _ in range(putus):
        garis.sisa = acak.randrange(8_000, 45_000)
        hasil, _, galat = baru.jalankan("sync")
        kali += hasil == 1 and "Sambungan ke kabupaten terputus" in galat
    garis.sisa = -1
    hasil, kata, galat = baru.jalankan("sync")
    assert (hasil, "Pemuatan awal selesai." in kata) == (0, True), kata + galat
    return kali


def test_a_new_machine_loads_over_ten_cuts_hardly_a_byte_twice_and_goes_on_with_the_next_number(
    dunia: Dunia,
    server: Callable[[str], tuple[Tempat, Garis]],
    record_property: Callable[[str, object], None],
) -> None:
    utuh, garis = server("utuh")
    assert _muat(utuh, garis, 0) == 0
    _sama(dunia, utuh)
    baru, terputus = server("terputus")  # takes the place of that one
    kali = _muat(baru, terputus, PUTUS)
    _sama(dunia, baru)
    record_property("bytes down", (garis.turun, terputus.turun))
    assert kali == PUTUS
    assert terputus.turun <= garis.turun * 1.03
    assert [satu.jalankan("sync")[0] for satu in (dunia.desa, utuh)] == [1, 1], "an old key still works"
    urut = re.match(r"400\.9\.14\.5/(\d+)/", baru.lakukan(SURAT))
    assert urut is not None
    assert int(urut[1]) == 1 + len(dunia.kabupaten.tanya("SELECT id FROM arsip_nomor"))
    assert baru.jalankan("sync")[0] == 0
    _staf(baru)


def _staf(baru: Tempat) -> None:
    """Give the first official his account: his post came along, his password did not."""
    assert baru.tanya("SELECT count(*) FROM akun_pengguna") == [(0,)]
    kata = ("--desa", DESA, "--nama", "H. Oman Rohman", "--sandi", "sandi-server-baru")
    hasil = baru.jalankan("pejabat", "akun", "kades", *kata)
    assert (hasil[0], hasil[1].startswith("Akun kades siap.")) == (0, True), hasil
    assert baru.tanya("SELECT count(*) FROM akun_pengguna p JOIN akun_pejabat j ON j.pengguna_id = p.id") == [
        (1,)
    ]
