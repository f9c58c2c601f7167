"""A slip printed at the village's own server, offline, at the hub: its QR, its typed code, and every bad slip."""

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from eoffice.akun import services as akun
from eoffice.akun.events import SLIP_TERBIT
from eoffice.akun.models import AkunWarga, Pengguna, SlipAktivasi
from eoffice.akun.services import slip as isi_slip
from eoffice.akun.workers import IkutiSlip
from eoffice.jejak.cursors import run_once
from eoffice.jejak.models import Peristiwa
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import EofficeError
from eoffice.sinkron.models import Node, StatusNode
from eoffice.sinkron.services import kunci
from eoffice.sinkron.services.kunci import Kabupaten
from eoffice.sinkron.services.slip import kunci_slip
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL, SITUMANDALA
from tests.pabrik import PIN
from tests.sinkron.kerja import bawa
from tests.sinkron.mesin import Mesin
from tests.sinkron.slip_uji import daftarkan

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process
Dua = tuple[Mesin, Mesin]
Buat = Callable[[str], Mesin]
ORANG, TETANGGA = UUID(int=7), UUID(int=8)
NIK = "3207154506859001"


@pytest.fixture
def terdaftar(dua_rumah: Dua) -> Dua:
    """A village's server enrolled at its hub; nothing was ever sent."""
    daftarkan(*dua_rumah)
    return dua_rumah


def cetak(mesin: Mesin, orang: UUID = ORANG) -> akun.Slip:
    """Print a slip."""
    return mesin.di_sini(  # type: ignore[no-any-return]
        lambda: akun.terbitkan_slip(penduduk_id=orang, pelaku="uji", kunci=kunci_slip())
    )


def hasil(mesin: Mesin, kerja: Callable[..., Any], *args: Any, **kw: Any) -> str:
    """Return the code of the refusal, ``""`` when none came."""
    try:
        mesin.di_sini(kerja, *args, **kw)
    except EofficeError as tolak:
        return tolak.pesan.kode
    return ""


def baca(token: str) -> akun.Slip:
    return akun.baca_slip(token, kunci_slip())


def ketik(kode: str, orang: UUID = ORANG) -> akun.Slip:
    return akun.kenali_kode(kode, desa=CISONTROL, penduduk_id=orang, kunci=kunci_slip())


def aktifkan(token: str, nik: str = NIK) -> Pengguna:
    return akun.aktifkan_warga(
        token=token, pin=PIN, nik=nik, nama="Euis", tanggal_lahir=None, kunci=kunci_slip()
    )


def kabari(node: Mesin, hub: Mesin) -> None:
    """Let the hub hear of the village's slips."""
    bawa(node, hub)
    while (jalan := hub.di_sini(run_once, IkutiSlip())).dikerjakan:
        assert jalan.tertahan is None


def test_the_qr_works_at_the_hub_before_anything_was_sent(terdaftar: Dua) -> None:
    node, hub = terdaftar
    slip = cetak(node)
    terbaca = hub.di_sini(baca, slip.token)
    assert (terbaca.desa, terbaca.penduduk_id, terbaca.jti) == (CISONTROL, ORANG, slip.jti)
    assert hub.di_sini(aktifkan, slip.token).nama == "Euis"
    assert hasil(hub, baca, slip.token) == "akun.slip_terpakai"


def test_the_typed_code_works_at_the_hub_before_anything_was_sent(terdaftar: Dua) -> None:
    node, hub = terdaftar
    slip = cetak(node)
    assert hasil(hub, baca, slip.kode) == "akun.slip_salah"  # alone it names nobody there
    terbaca = hub.di_sini(ketik, slip.kode)
    assert (terbaca.penduduk_id, terbaca.jti) == (ORANG, slip.jti)
    assert hub.di_sini(aktifkan, terbaca.token).nama == "Euis"


@pytest.mark.parametrize("ubah", [str.lower, lambda k: k.replace("-", " "), lambda k: f" {k} "])
def test_the_code_is_read_as_people_type_it(terdaftar: Dua, ubah: Callable[[str], str]) -> None:
    node, hub = terdaftar
    assert hub.di_sini(ketik, ubah(cetak(node).kode)).penduduk_id == ORANG


def test_qr_and_code_are_one_slip_that_works_once(terdaftar: Dua) -> None:
    node, hub = terdaftar
    slip = cetak(node)
    hub.di_sini(aktifkan, hub.di_sini(ketik, slip.kode).token)
    assert hasil(hub, baca, slip.token) == "akun.slip_terpakai"
    assert hasil(hub, ketik, slip.kode) == "akun.slip_terpakai"
    assert hasil(hub, aktifkan, slip.token) == "akun.slip_terpakai"


def test_used_at_the_hub_it_works_once_more_at_the_village(terdaftar: Dua) -> None:
    """PIN verifiers never travel: each side has its own account, and its own single use."""
    node, hub = terdaftar
    slip = cetak(node)
    di_hub = hub.di_sini(aktifkan, slip.token).pk
    bawa(hub, node)
    di_desa = node.di_sini(aktifkan, slip.kode).pk
    assert di_hub != di_desa
    assert [hasil(m, aktifkan, slip.token) for m in (node, hub)] == ["akun.slip_terpakai"] * 2


def test_the_code_of_a_neighbour_opens_nothing(terdaftar: Dua) -> None:
    node, hub = terdaftar
    slip = cetak(node)
    assert hasil(hub, ketik, slip.kode, TETANGGA) == "akun.slip_nik_salah"
    assert not hub.di_sini(SlipAktivasi.objects.exists)


def test_a_replaced_slip_is_refused_once_the_hub_can_know(terdaftar: Dua) -> None:
    node, hub = terdaftar
    lama = cetak(node)
    baru = cetak(node)
    assert hasil(hub, baca, lama.token) == ""  # nobody told the hub yet
    kabari(node, hub)
    assert [hasil(hub, baca, satu.token) for satu in (lama, baru)] == ["akun.slip_diganti", ""]
    assert [hasil(hub, ketik, satu.kode) for satu in (lama, baru)] == ["akun.slip_diganti", ""]
    assert hub.di_sini(aktifkan, baru.token)


def test_a_used_newer_slip_tells_of_the_older_one(terdaftar: Dua) -> None:
    """Also without a line: who used the new slip at the hub is not overtaken by who finds the old one."""
    node, hub = terdaftar
    lama = cetak(node)
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        hub.di_sini(aktifkan, cetak(node).token)
        assert hasil(hub, baca, lama.token) == "akun.slip_diganti"
        assert hasil(hub, ketik, lama.kode) == "akun.slip_diganti"


def test_a_slip_in_the_hand_is_not_lost_by_the_news_of_an_older_one(terdaftar: Dua) -> None:
    node, hub = terdaftar
    cetak(node)
    baru = cetak(node)
    hub.di_sini(ketik, baru.kode)
    kabari(node, hub)
    assert hub.di_sini(aktifkan, baru.kode)


def test_news_of_a_slip_that_was_used_changes_nothing(terdaftar: Dua) -> None:
    node, hub = terdaftar
    slip = cetak(node)
    hub.di_sini(aktifkan, slip.token)
    kabari(node, hub)
    kabari(node, hub)
    assert hasil(hub, aktifkan, slip.token) == "akun.slip_terpakai"
    assert hub.di_sini(AkunWarga.objects.count) == 1


def test_an_expired_slip_is_refused_with_its_reason(terdaftar: Dua) -> None:
    node, hub = terdaftar
    slip = cetak(node)
    with time_machine.travel(clock.now() + timedelta(days=16), tick=False):
        assert hasil(hub, baca, slip.token) == "akun.slip_kedaluwarsa"
        assert hasil(hub, ketik, slip.kode) == "akun.slip_kedaluwarsa"


@pytest.mark.parametrize("cara", ["stranger", "as before", "other key"])
def test_a_forged_token_is_refused(terdaftar: Dua, cara: str) -> None:
    node, hub = terdaftar
    slip = cetak(node)
    asing = {
        "stranger": akun.KunciSlip(Ed25519PrivateKey.generate(), ()),
        "as before": None,  # under the key that no other installation knows
        "other key": akun.KunciSlip(node.di_sini(isi_slip.kunci_simpul), ()),
    }[cara]
    palsu = node.di_sini(isi_slip._token, CISONTROL, ORANG, slip.jti, slip.kedaluwarsa, asing)
    assert hasil(hub, baca, palsu) == "akun.slip_salah"


def test_what_the_key_signs_for_another_purpose_is_no_slip(terdaftar: Dua) -> None:
    """The words of a slip under a plain signature of the installation's key, as calls and batches carry."""
    node, hub = terdaftar
    token = cetak(node).token
    isi = base64.b32decode(token + "=" * (-len(token) % 8))[:-64]
    polos = base64.b32encode(isi + node.diri.kunci.sign(isi)).decode().rstrip("=")
    assert hasil(hub, baca, polos) == "akun.slip_salah"


def test_a_server_that_was_replaced_prints_no_slips_any_more(terdaftar: Dua) -> None:
    node, hub = terdaftar
    slip = cetak(node)
    hub.di_sini(lambda: Node.objects.update(status=StatusNode.DICABUT, dicabut_pada=clock.now()))
    assert hasil(hub, baca, slip.token) == "akun.slip_server_lama"
    assert hasil(hub, ketik, slip.kode) == "akun.slip_nik_salah"


def test_the_slip_of_a_village_not_known_here_says_so(terdaftar: Dua) -> None:
    node, hub = terdaftar
    slip = cetak(node)
    jauh = isi_slip._token("32.07.15.2099", ORANG, slip.jti, slip.kedaluwarsa, node.di_sini(kunci_slip))
    assert hasil(hub, baca, jauh) == "akun.slip_desa_lain"


def test_a_slip_does_not_open_another_village_of_the_hub(terdaftar: Dua) -> None:
    node, hub = terdaftar
    slip = cetak(node)

    def tetangga() -> None:
        Desa.objects.create(kode=SITUMANDALA, nama="S", kecamatan="R", kabupaten="C", provinsi="J")

    hub.di_sini(tetangga)
    with hub.tanpa_lingkup(), lingkup(SITUMANDALA):
        with pytest.raises(EofficeError, match="slip_salah"):
            akun.baca_slip(slip.token, kunci_slip())
        with pytest.raises(EofficeError, match="slip_nik_salah"):
            akun.kenali_kode(slip.kode, desa=SITUMANDALA, penduduk_id=ORANG, kunci=kunci_slip())


def test_a_slip_of_before_still_works_where_it_was_printed(terdaftar: Dua) -> None:
    node, hub = terdaftar
    lama = node.di_sini(akun.terbitkan_slip, penduduk_id=ORANG, pelaku="uji")
    assert node.di_sini(baca, lama.kode).jti == node.di_sini(baca, lama.token).jti == lama.jti
    assert hasil(hub, baca, lama.token) == "akun.slip_salah"


def test_before_enrolment_a_slip_works_at_the_village(dua_rumah: Dua) -> None:
    """Its QR works at the hub after enrolment as well; its code was made without the hub's key."""
    node, hub = dua_rumah
    slip = cetak(node)
    assert node.di_sini(baca, slip.kode).jti == slip.jti
    daftarkan(node, hub)
    assert hub.di_sini(baca, slip.token).jti == slip.jti
    assert hasil(hub, ketik, slip.kode) == "akun.slip_nik_salah"


def test_no_two_slips_of_a_person_have_one_name(terdaftar: Dua, monkeypatch: pytest.MonkeyPatch) -> None:
    node, _ = terdaftar
    angka = iter([5, 5, 5, 6])
    monkeypatch.setattr(isi_slip.secrets, "randbelow", lambda _n: next(angka))
    satu, dua = cetak(node), cetak(node)
    assert satu.jti != dua.jti
    assert [hasil(node, baca, s.kode) for s in (satu, dua)] == ["akun.slip_diganti", ""]


@pytest.mark.parametrize(
    "publik",
    [
        {"slip": "x" * 40, "penduduk_id": str(ORANG), "kedaluwarsa": "2026-05-01T00:00:00+00:00"},
        {"slip": "ab", "penduduk_id": "bukan", "kedaluwarsa": "2026-05-01T00:00:00+00:00"},
        {"slip": "ab", "penduduk_id": str(ORANG), "kedaluwarsa": "2026-05-01"},
        {"slip": 7, "penduduk_id": str(ORANG), "kedaluwarsa": None},
    ],
    ids=["long", "who", "when", "types"],
)
def test_hostile_news_of_a_slip_stops_nobody(terdaftar: Dua, publik: dict[str, Any]) -> None:
    node, hub = terdaftar

    def bohong() -> None:
        with transaction.atomic():
            catat(
                jenis=SLIP_TERBIT,
                agregat="akun_warga",
                agregat_id=ORANG,
                revisi=1,
                publik=publik,
                pribadi={},
                pelaku="x",
                macam="cmd",
            )

    node.di_sini(bohong)
    slip = cetak(node)
    kabari(node, hub)
    assert hub.di_sini(SlipAktivasi.objects.count) == 1
    assert hub.di_sini(baca, slip.token).jti == slip.jti


def test_the_stream_tells_nothing_that_opens_an_account(terdaftar: Dua) -> None:
    node, _ = terdaftar
    slip = cetak(node)
    teks = node.di_sini(lambda: str(list(Peristiwa.objects.values_list("publik"))))
    assert slip.jti in teks
    for rahasia in (slip.kode, slip.kode.replace("-", ""), slip.token):
        assert rahasia not in teks


def test_the_shared_secret_is_one_per_village_and_pair(terdaftar: Dua) -> None:
    node, _ = terdaftar
    (sini,), (sana,) = (list(m.di_sini(kunci_slip).rahasia) for m in terdaftar)
    assert sini == sana
    lain = Kabupaten("http://x", uuid4(), Ed25519PrivateKey.generate().public_key())
    node.di_sini(kunci.ingat_kabupaten, lain)
    assert list(node.di_sini(kunci_slip).rahasia) != [sini]
    assert len(sini) == 32
