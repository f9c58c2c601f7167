"""``eoffice pejabat lepas-kunci``: whoever keeps the server takes away passkeys of devices that are lost."""

import pytest

from eoffice.akun import selectors
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.akun.conftest import buat_orang
from tests.akun.test_kunci_sandi import pasang
from tests.config.conftest import Jalankan

pytestmark = pytest.mark.django_db


def test_all_passkeys_of_a_person_are_taken_and_nobodys_else(jalankan: Jalankan, cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        kades, sekdes = buat_orang("kades", None), buat_orang("sekdes", None)
        pasang(kades)
        pasang(kades, nama="laptop")
        pasang(sekdes)
    lepas = ("pejabat", "lepas-kunci", "kades", "--desa", cisontrol.kode, "--alasan")
    assert jalankan(*lepas, "  ").exit_code == 1, "a reason is wanted"
    hasil = jalankan(*lepas, "HP hilang di pasar")
    assert hasil.output.endswith("2 kunci sandi dihapus. Semua sesi akun kades berakhir.\n")
    assert "HP hilang" not in hasil.output
    assert [len(selectors.kunci_sandi(satu.pengguna)) for satu in (kades, sekdes)] == [0, 1]


def test_a_name_that_is_not_here_is_told(jalankan: Jalankan, cisontrol: Desa) -> None:
    hasil = jalankan("pejabat", "lepas-kunci", "tidak-ada", "--desa", cisontrol.kode, "--alasan", "x")
    assert (hasil.exit_code, "Tidak ada akun aparat desa ini" in hasil.output) == (1, True)
