"""The people of the story, signed in: operator, sekdes, kades, and a stranger of the next village."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client

from eoffice.akun import services
from eoffice.akun.models import Pejabat, Pengguna
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.kernel import clock
from eoffice.web.aparat import sesi
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

SANDI = "empat kata yang panjang"


@pytest.fixture(autouse=True)
def _cheap_passwords(settings: Any) -> None:
    """Passwords cost a fifth of a second on purpose; not here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


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
        services.angkat(pejabat_id=pejabat.pk, jabatan=jabatan, mulai=date(2020, 1, 1), dasar="SK 1", pelaku="uji")
        pengguna = Pengguna.objects.get(pk=pejabat.pengguna_id)
        if not totp:
            return Orang(pengguna, pejabat)
        alamat = services.mulai_pasang_totp(pengguna_id=pengguna.pk)
        rahasia = pyotp.parse_uri(alamat).secret
        services.selesai_pasang_totp(pengguna_id=pengguna.pk, kode=pyotp.TOTP(rahasia).at(clock.now() - timedelta(seconds=30)))
    return Orang(pengguna, pejabat, rahasia)


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
