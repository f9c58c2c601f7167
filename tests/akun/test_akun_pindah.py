"""An official whose office moved to another server: his posts came with the stream, his account is made there."""

from uuid import UUID

import pytest
from click.testing import CliRunner

from config.commands.grup import eoffice
from eoffice.akun import selectors, services
from eoffice.akun.models import Pejabat, Pengguna
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

from .conftest import AWAL, HARI, SANDI

BARU = "sandi-di-server-baru"


@pytest.fixture
def pindahan(di_cisontrol: Desa) -> UUID:
    """An official as a new server knows him: with the id of an account that lives elsewhere."""
    orang = services.simpan_pejabat(nama="H. Oman Rohman", pelaku="uji")
    Pejabat.objects.filter(pk=orang.pk).update(pengguna_id=new_id())
    services.angkat(pejabat_id=orang.pk, jabatan=Jabatan.KEPALA_DESA, mulai=AWAL, pelaku="uji")
    return orang.pk


def beri(pejabat_id: UUID, nama_masuk: str = "kades") -> None:
    services.beri_akun(pejabat_id=pejabat_id, nama_masuk=nama_masuk, sandi=BARU, pelaku="uji")


def test_the_account_has_the_id_that_the_row_names_and_nothing_is_told(pindahan: UUID) -> None:
    sebelum = len(riwayat("pejabat", pindahan))
    beri(pindahan, " Kades ")
    masuk = services.masuk_aparat(nama_masuk="kades", sandi=BARU, sumber="1.2.3.4")
    assert masuk.pk == Pejabat.objects.get(pk=pindahan).pengguna_id
    assert selectors.peran_pengguna(masuk.pk, HARI) == {Peran.PENANDA_TANGAN}
    assert len(riwayat("pejabat", pindahan)) == sebelum


def test_who_never_had_an_account_gets_one_and_it_is_told(di_cisontrol: Desa) -> None:
    orang = services.simpan_pejabat(nama="Dadang", pelaku="uji")
    beri(orang.pk, "dadang")
    row = Pejabat.objects.get(pk=orang.pk)
    assert row.revisi == 2
    assert riwayat("pejabat", orang.pk)[-1].publik == {"pengguna_id": str(row.pengguna_id)}


def test_nobody_gets_two(pindahan: UUID) -> None:
    beri(pindahan)
    with pytest.raises(InvalidInput) as tolak:
        beri(pindahan, "kades2")
    assert tolak.value.pesan.kode == "akun.sudah_punya_akun"
    assert Pengguna.objects.count() == 1


def test_a_name_that_is_taken_is_refused_and_nothing_stays(pindahan: UUID) -> None:
    services.buat_aparat(nama_masuk="kades", nama="Lain", sandi=SANDI, pelaku="uji")
    with pytest.raises(InvalidInput) as tolak:
        beri(pindahan)
    assert tolak.value.pesan.kode == "akun.nama_masuk_dipakai"
    assert not Pengguna.objects.filter(pk=Pejabat.objects.get(pk=pindahan).pengguna_id).exists()


def test_who_is_not_of_this_village_gets_nothing(di_cisontrol: Desa) -> None:
    with pytest.raises(NotFound):
        beri(new_id())


class TestPerintah:
    def jalankan(self, nama: str, sandi: str = BARU) -> tuple[int, str]:
        kata = ("pejabat", "akun", "kades", "--desa", "32.07.15.2004", "--nama", nama, "--sandi", sandi)
        hasil = CliRunner().invoke(eoffice, kata)
        return hasil.exit_code, hasil.output

    @pytest.fixture
    def kantor(self, cisontrol: Desa) -> UUID:
        with lingkup(cisontrol.kode):
            orang = services.simpan_pejabat(nama="H. Oman Rohman", pelaku="uji")
            Pejabat.objects.filter(pk=orang.pk).update(pengguna_id=new_id())
        return orang.pk

    def test_the_name_as_it_stands_is_enough(self, kantor: UUID) -> None:
        kode, kata = self.jalankan("h. oman rohman ")
        assert (kode, kata.startswith("Akun kades siap. Masuk di /aparat/")) == (0, True), kata
        assert Pengguna.objects.get().nama == "H. Oman Rohman"

    def test_a_name_that_nobody_has_is_answered_with_those_there_are(self, kantor: UUID) -> None:
        kode, kata = self.jalankan("Oman")
        assert kode == 1
        assert "Tidak ada tepat satu aparat bernama Oman. Yang tercatat: H. Oman Rohman." in kata
        assert not Pengguna.objects.exists()

    def test_a_short_password_is_refused(self, kantor: UUID) -> None:
        assert self.jalankan("H. Oman Rohman", "pendek")[0] == 2
        assert not Pengguna.objects.exists()
