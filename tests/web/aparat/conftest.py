"""The people of the story, signed in: operator, sekdes, kades, and a stranger of the next village."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import lxml.html
import pyotp
import pytest
from django.test import Client
from django.urls import reverse

from eoffice.akun import services
from eoffice.akun.models import Pejabat, Pengguna
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.dokumen import services as dokumen
from eoffice.kernel import clock
from eoffice.web.aparat import sesi
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import Pemeran, pasang_totp, pemeran
from tests.web.markup import tanpa_bantuan

SANDI = "empat kata yang panjang"
HTMX = {"HX-Request": "true"}


def ke(nama: str, *args: Any) -> str:
    """Return an address of the office."""
    return reverse(f"aparat:{nama}", args=args)


def isi(jawab: Any, status: int = 200) -> str:
    """Return the page of an answer, which must have this status; its help is left out."""
    assert jawab.status_code == status, (jawab.status_code, jawab.headers.get("Location"))
    return tanpa_bantuan(jawab.content.decode())


def sebagian(halaman: str, pilih: str) -> str:
    """Return what htmx takes out of an answer with ``hx-select="#..."``, without the tokens of its forms."""
    page = lxml.html.document_fromstring(halaman)
    for token in page.xpath("//input[@name='csrfmiddlewaretoken']"):
        token.getparent().remove(token)
    (ada,) = page.xpath(f"//*[@id='{pilih}']")
    return str(lxml.html.tostring(ada, encoding="unicode"))


def rekan(balai: "Balai", nama_masuk: str = "sari", jabatan: Jabatan = Jabatan.KASI_PELAYANAN) -> Client:
    """Return the browser of a second official of the village, by default one who serves as well."""

    def buat() -> Any:
        pejabat = services.buat_aparat(nama_masuk=nama_masuk, nama="Sari Lestari", sandi=SANDI, pelaku="uji")
        services.angkat(pejabat_id=pejabat.pk, jabatan=jabatan, mulai=date(2020, 1, 1), pelaku="uji")
        return pejabat.pengguna_id

    return browser(balai.dalam(buat))


@dataclass(frozen=True)
class Orang:
    """One official of a test: the account, the person, and the secret of the phone if there is one."""

    pengguna: Pengguna
    pejabat: Pejabat
    rahasia: str = ""

    def otp(self, geser: int = 0) -> str:
        """Return the code the phone shows, ``geser`` steps later."""
        return pyotp.TOTP(self.rahasia).at(clock.now() + timedelta(seconds=30 * geser))


def angkat(desa: Desa, nama_masuk: str, nama: str, jabatan: Jabatan, *, totp: bool = False) -> Orang:
    """Make an official with an account and a post, with the second step when asked for."""
    with lingkup(desa.kode):
        pejabat = services.buat_aparat(nama_masuk=nama_masuk, nama=nama, sandi=SANDI, pelaku="uji")
        services.angkat(
            pejabat_id=pejabat.pk, jabatan=jabatan, mulai=date(2020, 1, 1), dasar="SK 1", pelaku="uji"
        )
        pengguna = Pengguna.objects.get(pk=pejabat.pengguna_id)
        return Orang(pengguna, pejabat, pasang_totp(pengguna.pk)) if totp else Orang(pengguna, pejabat)


@pytest.fixture
def operator(cisontrol: Desa) -> Orang:
    """Rika, who serves at the counter and checks applications."""
    return angkat(cisontrol, "rika", "Rika Amelia", Jabatan.OPERATOR)


@pytest.fixture
def sekdes(cisontrol: Desa) -> Orang:
    """Tati, who initials."""
    return angkat(cisontrol, "tati", "Tati Rohayati", Jabatan.SEKRETARIS_DESA)


@pytest.fixture
def kades(cisontrol: Desa) -> Orang:
    """Ujang, who signs; his phone gives codes."""
    return angkat(cisontrol, "ujang", "Ujang Sutarna", Jabatan.KEPALA_DESA, totp=True)


@pytest.fixture
def orang_asing(situmandala: Desa) -> Orang:
    """An operator of the next village."""
    return angkat(situmandala, "asing", "Orang Situmandala", Jabatan.OPERATOR)


@pytest.fixture
def masuk(client: Client) -> Callable[..., Client]:
    """Return a browser in which a person is signed in, freshly or not."""

    def sebagai(orang: Orang, *, segar: bool = True) -> Client:
        browser = Client()
        browser.force_login(orang.pengguna)
        if segar:
            session = browser.session
            session[sesi.SEGAR_KUNCI] = int(clock.now().timestamp())
            session.save()
        return browser

    return sebagai


@dataclass(frozen=True)
class Balai:
    """One village at work: its people, and a browser for each of them, freshly proven."""

    desa: Desa
    orang: Pemeran
    operator: Client
    sekdes: Client
    kades: Client

    def dalam(self, buat: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        """Do something in the scope of the village."""
        with lingkup(self.desa.kode):
            return buat(*args, **kw)


def browser(pengguna_id: Any, *, segar: bool = True) -> Client:
    """Return a browser in which an account is signed in."""
    klien = Client()
    klien.force_login(Pengguna.objects.get(pk=pengguna_id))
    session = klien.session
    session["totp"] = True
    if segar:
        session[sesi.SEGAR_KUNCI] = int(clock.now().timestamp())
    session.save()
    return klien


def buka_balai(desa: Desa, akhiran: str, nik: str) -> Balai:
    """Open the office of a village."""
    dokumen.pastikan_otoritas(kabupaten="Ciamis")
    with lingkup(desa.kode):
        cast = pemeran(akhiran, nik)
    return Balai(desa, cast, browser(cast.operator), browser(cast.sekdes), browser(cast.kades))


@pytest.fixture
def balai(cisontrol: Desa) -> Balai:
    """The office of Cisontrol."""
    return buka_balai(cisontrol, "cisontrol", "3207154506859001")


@pytest.fixture
def balai_lain(situmandala: Desa) -> Balai:
    """The office of Situmandala, the neighbour."""
    return buka_balai(situmandala, "situmandala", "3207154506859002")
