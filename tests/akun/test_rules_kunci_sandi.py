"""Where passkeys work, and what a counter says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.akun.rules.kunci_sandi import Tempat, mundur, tempat_kunci
from eoffice.kernel.messages import Pesan

ALAMAT = "https://layanan.ciamis.example"


def lihat(host: str, *, aman: bool = True, sah: tuple[str, ...] = ("*",), asal: tuple[str, ...] = ()) -> str:
    """Return the origin that is expected there, or the code of what speaks against it."""
    hasil = tempat_kunci(host, aman=aman, alamat_publik=ALAMAT, host_sah=sah, asal_sah=asal)
    return hasil.kode if isinstance(hasil, Pesan) else f"{hasil.asal} {hasil.nama}"


@pytest.mark.parametrize(
    ("host", "harap"),
    [
        ("layanan.ciamis.example", "https://layanan.ciamis.example layanan.ciamis.example"),
        ("layanan.ciamis.example:8443", "https://layanan.ciamis.example:8443 layanan.ciamis.example"),
        ("Layanan.Ciamis.Example", "https://Layanan.Ciamis.Example layanan.ciamis.example"),
        ("jahat.example", "akun.kunci_alamat_asing"),
        ("layanan.ciamis.example.jahat.example", "akun.kunci_alamat_asing"),
        ("jahatlayanan.ciamis.example", "akun.kunci_alamat_asing"),
        ("192.168.1.10", "akun.kunci_alamat_angka"),
        ("192.168.1.10:8000", "akun.kunci_alamat_angka"),
        ("[fe80::1]:8000", "akun.kunci_alamat_angka"),
        ("127.0.0.1:8000", "akun.kunci_alamat_angka"),
        ("", "akun.kunci_alamat_asing"),
    ],
)
def test_only_under_a_name_that_this_server_was_told(host: str, harap: str) -> None:
    assert lihat(host) == harap


@pytest.mark.parametrize("host", ["layanan.ciamis.example", "desa.lan", "desa.lan:8000"])
def test_not_on_a_line_that_is_not_encrypted(host: str) -> None:
    assert lihat(host, aman=False, sah=("desa.lan",)) == "akun.kunci_tidak_aman"


def test_the_machine_itself_is_safe_without_https() -> None:
    assert lihat("localhost:8000", aman=False, sah=()) == "http://localhost:8000 localhost"
    assert lihat("localhost", aman=True, sah=()) == "https://localhost localhost"
    assert lihat("localhost.jahat.example") == "akun.kunci_alamat_asing"


@pytest.mark.parametrize(
    ("sah", "host", "boleh"),
    [
        (("desa.lan",), "desa.lan", True),
        (("desa.lan",), "x.desa.lan", False),
        ((".desa.lan",), "x.desa.lan", True),
        ((".desa.lan",), "desa.lan", True),
        ((".desa.lan",), "jahatdesa.lan", False),
        (("*",), "desa.lan", False),
        (("",), "desa.lan", False),
        ((), "desa.lan", False),
    ],
)
def test_allowed_hosts_name_it_but_the_star_names_nobody(
    sah: tuple[str, ...], host: str, *, boleh: bool
) -> None:
    assert (lihat(host, sah=sah) == f"https://{host} {host}") is boleh


def test_behind_a_proxy_the_trusted_origin_says_that_the_line_is_encrypted() -> None:
    asal = ("https://desa.lan",)
    assert lihat("desa.lan", aman=False, asal=asal) == "https://desa.lan desa.lan"
    assert lihat("desa.lan:81", aman=False, asal=asal) == "akun.kunci_tidak_aman", (
        "another door of the machine"
    )


@given(host=st.text(max_size=40), aman=st.booleans())
def test_whatever_the_host_says_there_is_a_place_or_a_reason(host: str, aman: bool) -> None:
    try:
        hasil = tempat_kunci(host, aman=aman, alamat_publik=ALAMAT, host_sah=("*",), asal_sah=())
    except ValueError:
        return  # no host at all: the web server has refused it long before
    if isinstance(hasil, Tempat):
        assert hasil.nama in {"localhost", "layanan.ciamis.example"}


@pytest.mark.parametrize(
    ("dulu", "kini", "salah"),
    [
        (0, 0, False),
        (0, 1, False),
        (7, 8, False),
        (7, 2**32 - 1, False),
        (7, 7, True),
        (7, 6, True),
        (7, 0, True),
    ],
)
def test_a_counter_that_does_not_go_up_tells_of_two_devices(dulu: int, kini: int, *, salah: bool) -> None:
    assert mundur(dulu, kini) is salah
