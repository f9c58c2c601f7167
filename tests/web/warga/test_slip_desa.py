"""The pages for a slip of a village with its own server, at the regency, on both databases behind the walls."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import LazySettings
from django.test import Client

from eoffice.akun import services as akun
from eoffice.akun.models import AkunWarga
from eoffice.akun.services import slip as isi_slip
from eoffice.kernel import clock
from eoffice.kernel.ids import new_id
from eoffice.sinkron.models import Node
from eoffice.sinkron.services.kunci import diri
from eoffice.sinkron.services.segel import rahasia_bersama
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import PIN, penduduk
from tests.web.markup import read

NIK = "3207154506859001"
TETANGGA = "3207155506859003"


@pytest.fixture
def slip(cisontrol: Desa, settings: LazySettings, tmp_path: Path) -> akun.Slip:
    """A slip that Cisontrol's own server printed; the regency knows that server's key and has heard of no slip."""
    settings.EOFFICE_HOME = tmp_path
    Desa.objects.filter(pk=cisontrol.kode).update(dilayani_di_sini=False)
    server = Ed25519PrivateKey.generate()
    bersama = rahasia_bersama(server, diri().kunci.public_key(), f"slip {cisontrol.kode}".encode())
    kunci = akun.KunciSlip(tanda=server, periksa=(), rahasia=[bersama])
    with lingkup(cisontrol.kode):
        terbuka = server.public_key().public_bytes_raw()
        Node(id=new_id(), kunci=terbuka, terdaftar_pada=clock.now()).save(force_insert=True)
        orang = penduduk(nik=NIK)
        penduduk("Siti Aminah", TETANGGA)
        return isi_slip._buat(cisontrol.kode, orang.pk, clock.now() + isi_slip.BERLAKU, kunci)


def ketik(desa: Desa, kode: str, nik: str = NIK) -> tuple[int, str, str]:
    """Type a code; return status, where it leads, and the page."""
    jawab = Client().post(f"/desa/{desa.kode}/aktivasi/", {"kode": kode, "nik": nik})
    return jawab.status_code, jawab.headers.get("Location", ""), read(jawab.content.decode()).text


def test_the_qr_makes_the_account(cisontrol: Desa, slip: akun.Slip) -> None:
    hp = Client()
    ke = hp.get(f"/aktivasi/{slip.token}/").headers["Location"]
    assert "Eu*** Ko***" in read(hp.get(ke).content.decode()).text
    assert hp.post(ke, {"pin": PIN, "ulang": PIN}).headers["Location"] == "/warga/"
    assert AkunWarga.objects.get().desa_id == cisontrol.kode
    lagi = Client().get(ke)
    assert (lagi.status_code, "Slip ini sudah dipakai." in read(lagi.content.decode()).text) == (422, True)


def test_code_and_nik_lead_to_the_pin(cisontrol: Desa, slip: akun.Slip) -> None:
    status, ke, _ = ketik(cisontrol, slip.kode)
    assert (status, NIK in ke) == (302, False)
    hp = Client()
    assert hp.post(ke, {"pin": PIN, "ulang": PIN}).headers["Location"] == "/warga/"
    assert ketik(cisontrol, slip.kode)[0] == 422


@pytest.mark.parametrize("nik", [TETANGGA, "3207155506859999"], ids=["neighbour", "nobody"])
def test_the_code_under_another_nik_opens_nothing(cisontrol: Desa, slip: akun.Slip, nik: str) -> None:
    status, ke, teks = ketik(cisontrol, slip.kode, nik)
    assert (status, ke) == (422, "")
    assert "Kode slip dan NIK ini tidak cocok." in teks


def test_without_a_nik_the_page_asks_for_it(cisontrol: Desa, slip: akun.Slip) -> None:
    status, _, teks = ketik(cisontrol, slip.kode, "")
    assert (status, "Bagian ini belum diisi." in teks) == (422, True)


def test_the_code_does_not_work_next_door(cisontrol: Desa, situmandala: Desa, slip: akun.Slip) -> None:
    """A hosted village asks for no NIK, and knows nothing of the code."""
    jawab = Client().post(f"/desa/{situmandala.kode}/aktivasi/", {"kode": slip.kode})
    assert jawab.status_code == 422
    assert "Kode slip tidak dikenal." in read(jawab.content.decode()).text
    assert "NIK Anda" not in read(jawab.content.decode()).text
    assert Client().get(f"/desa/{situmandala.kode}/aktivasi/{slip.token}/").status_code == 422


def test_scripts_in_a_token_go_nowhere(cisontrol: Desa, slip: akun.Slip) -> None:
    """What a hostile QR holds is never taken for a village or an address."""
    for token in ("javascript:alert(1)", "..%2F..%2Faparat", slip.token[:40], slip.token + "A" * 300, "%00"):
        jawab = Client().get(f"/aktivasi/{token}/")
        assert jawab.status_code in {404, 422} or jawab.headers["Location"].startswith(
            f"/desa/{cisontrol.kode}/aktivasi/"
        )
