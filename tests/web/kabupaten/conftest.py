"""The regency at work: an officer with his phone, villages whose servers are well or not."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from eoffice.akun import services as akun
from eoffice.akun.models import Pengguna
from eoffice.jejak.models import Peristiwa
from eoffice.kernel import clock
from eoffice.sinkron.models import Karantina, KeadaanNode, Node, Pencocokan
from eoffice.sinkron.services.keadaan import segarkan
from eoffice.sinkron.services.pusat import Petugas
from eoffice.web.bukti import SEGAR_KUNCI
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.pabrik import pasang_totp
from tests.web.markup import tanpa_bantuan

SANDI = "empat kata yang panjang"
KECAMATAN = (
    "Banjaranyar", "Banjarsari", "Baregbeg", "Ciamis", "Cidolog", "Cihaurbeuti", "Cijeungjing", "Cikoneng",
    "Cimaragas", "Cipaku", "Cisaga", "Jatinagara", "Kawali", "Lakbok", "Lumbung", "Pamarican", "Panawangan",
    "Panjalu", "Panumbangan", "Purwadadi", "Rajadesa", "Rancah", "Sadananya", "Sindangkasih", "Sukadana",
    "Sukamantri", "Tambaksari",
)  # fmt: skip

AWAL = "Ci Pasir Suka Karang Mekar Tanjung Sindang Bojong Kerta Banjar Gunung Rawa Leuwi".split()
AKHIR = (
    "jaya mulya sari laksana raharja mukti hurip manah galuh karya asih wangi harja ratu sena tani bakti lega reja "
    "endah"
).split()


def buat_petugas(nama_masuk: str = "dian", nama: str = "Dian Permana", *, totp: bool = True) -> Pengguna:
    """Make an officer, with the second step unless told otherwise."""
    satu = akun.buat_petugas(nama_masuk=nama_masuk, nama=nama, sandi=SANDI, pelaku="uji")
    if totp:
        pasang_totp(satu.pk)
    return satu


def browser(siapa: Pengguna, *, segar: bool = True) -> Client:
    """Return a browser in which an account is signed in, freshly proven or not."""
    klien = Client()
    klien.force_login(siapa)
    if segar:
        session = klien.session
        session[SEGAR_KUNCI] = int(clock.now().timestamp())
        session.save()
    return klien


def ke(nama: str, *args: Any) -> str:
    """Return an address of the regency."""
    return reverse(f"kabupaten:{nama}", args=args)


def isi(jawab: Any, status: int = 200) -> str:
    """Return the page of an answer, which must have this status; its help is left out."""
    assert jawab.status_code == status, (jawab.status_code, jawab.headers.get("Location"))
    return tanpa_bantuan(jawab.content.decode())


@pytest.fixture(autouse=True)
def _rumah(tmp_path: Path, settings: LazySettings) -> None:
    """Keep the hub's key of a test apart."""
    settings.EOFFICE_HOME = tmp_path


@pytest.fixture
def petugas(db: None) -> Pengguna:
    """Dian, who looks after the servers."""
    return buat_petugas()


@pytest.fixture
def dian(petugas: Pengguna) -> Client:
    """Dian's browser, freshly proven."""
    return browser(petugas)


@pytest.fixture
def pelaku(petugas: Pengguna) -> Petugas:
    """Dian, as services know him."""
    return Petugas(petugas.pk, petugas.nama)


def pasang_server(desa: Desa) -> UUID:
    """Give a village a server with a key."""
    kunci = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    with lingkup(desa.kode):
        satu = Node(
            kunci=kunci,
            terdaftar_pada=clock.now() - timedelta(days=30),
            terlihat_pada=clock.now(),
            versi="1.0",
        )
        satu.save(force_insert=True)
        segarkan()
    return satu.pk


@pytest.fixture
def server(cisontrol: Desa) -> UUID:
    """The server of Cisontrol, seen just now."""
    return pasang_server(cisontrol)


def tahan(sebab: str = "sinkron.tidak_dapat_diterapkan", urut: int = 7, **rincian: Any) -> UUID:
    """Set an event of Cisontrol aside: one of a version that nobody here knows."""
    if sebab == "sinkron.tidak_dapat_diterapkan":
        rincian = {"sebab": "KeyError"} | rincian
    umum: dict[str, Any] = {
        "epoch": UUID(int=3), "urut": urut, "id_peristiwa": uuid4(), "jenis": "surat.surat", "agregat": "surat",
        "agregat_id": uuid4(),
    }  # fmt: skip
    with lingkup(CISONTROL):
        kosong: dict[str, Any] = {"publik": {}, "sebelum": "0" * 64, "digest": f"{urut:064}"}
        Peristiwa(macam="put", versi=99, revisi=1, waktu=clock.now(), pelaku="uji", **umum, **kosong).save()
        satu = Karantina(sebab=sebab, rincian=rincian, sejak=clock.now() - timedelta(hours=2), **umum)
        satu.save(force_insert=True)
        segarkan()
    return satu.pk


def bandingkan(*tabel: tuple[str, list[int]], pada: Any = None) -> None:
    """Note a comparison of Cisontrol."""
    with lingkup(CISONTROL):
        for nama, beda in tabel:
            Pencocokan(
                epoch=UUID(int=3), urut=9, tabel=nama, digest="a", digest_pemilik="b" if beda else "a", berbeda=beda,
                pada=pada or clock.now(),
            ).save()  # fmt: skip
        segarkan()


def papan_penuh(banyak: int = 258) -> None:
    """Make the villages of a regency: most are well, some are silent, some need help, some have no server."""
    kini = clock.now()
    desa = [
        Desa(
            kode=f"32.07.{n % 27 + 41}.{2001 + n // 27}", nama=AWAL[n % 13] + AKHIR[n // 13], kecamatan=KECAMATAN[n % 27],
            kabupaten="Kabupaten Ciamis", provinsi="Jawa Barat",
        )
        for n in range(banyak)
    ]  # fmt: skip
    Desa.objects.bulk_create(desa)
    KeadaanNode.objects.bulk_create(_keadaan(satu, n, kini) for n, satu in enumerate(desa) if n % 9)


def _keadaan(desa: Desa, n: int, kini: Any) -> KeadaanNode:
    baik: dict[str, Any] = {
        "status": "aktif", "terdaftar_pada": kini - timedelta(days=60), "terlihat_pada": kini - timedelta(minutes=n % 9),
        "versi": "1.0", "kepala": 1200 + n, "diterima": 1200 + n, "diterapkan": 1200 + n, "disk_sisa": 48 * 10**9,
        "disk_semua": 120 * 10**9, "cocok_pada": kini - timedelta(hours=9), "berkas_desa": 0, "tertahan_desa": 0,
        "diperbarui_pada": kini,
    }  # fmt: skip
    return KeadaanNode(desa=desa, **(baik | _GANGGUAN.get(n % 40, lambda _: {})(kini)))


_GANGGUAN: dict[int, Callable[[Any], dict[str, Any]]] = {
    1: lambda kini: {"terlihat_pada": kini - timedelta(days=21), "kepala": 1400, "tertua_sejak": kini - timedelta(days=20)},
    2: lambda _: {"tertahan": 3, "selisih_jam": 1260},
    4: lambda kini: {"terlihat_pada": kini - timedelta(days=7), "berkas_desa": 12},
    5: lambda _: {"tabel_beda": 2},
    7: lambda _: {"disk_sisa": 9 * 10**9},
    8: lambda kini: {"cabang_pada": kini - timedelta(days=2)},
    11: lambda kini: {"klon_pada": kini},
    13: lambda _: {"kepala": 1300, "selisih_jam": -3 * 86400},
    14: lambda kini: {"terlihat_pada": None, "terdaftar_pada": kini - timedelta(days=4), "cocok_pada": None, "versi": ""},
    16: lambda kini: {"tertinggal": 240, "batas_pada": kini - timedelta(minutes=40), "diterapkan": 1000},
    17: lambda _: {"status": "dicabut"},
}  # fmt: skip
"""What is wrong with every so-manieth village."""
