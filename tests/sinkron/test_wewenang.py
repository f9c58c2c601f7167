"""A whole village moves to a server of its own and back; who writes it, and what comes late."""

from collections.abc import Callable
from typing import Any

import pytest

from eoffice.jejak.desa import ubah_identitas
from eoffice.jejak.kepemilikan import pemilik
from eoffice.jejak.models import Peristiwa
from eoffice.kernel import clock
from eoffice.kernel.errors import EofficeError, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import Node
from eoffice.sinkron.services import cocok, tarik
from eoffice.sinkron.services.cocok import catat_titik
from eoffice.sinkron.services.laporan import laporan_sini
from eoffice.sinkron.services.pendaftaran import buat_kode, cabut, daftarkan
from eoffice.sinkron.services.sesi import Diri, jalankan
from eoffice.sinkron.services.wewenang import ambil_alih_desa
from eoffice.wilayah.selectors import Wewenang, wewenang
from tests.sinkron.mesin import Kabel, Mesin
from tests.sinkron.serah_uji import PROYEKSI, beri, isi, terapkan, tertahan, tulis_baru, ubah

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process
PINDAH = "sinkron.desa_pindah"


class Desa:
    """A village that is served at the regency, and the empty computer that will serve it."""

    def __init__(self, node: Mesin, hub: Mesin) -> None:
        self.node, self.hub = node, hub
        node.peran = "desa"
        self.kabel = Kabel(hub)

    def daftar(self) -> None:
        """Enrol the computer with a code."""

        def jalan() -> None:
            kunci = self.node.diri.kunci.public_key().public_bytes_raw()
            daftarkan(kode=buat_kode(oleh="ani").teks, node=self.node.diri.node, kunci=kunci)

        self.hub.di_sini(jalan)

    def lapor(self) -> None:
        """Let the regency hear how far the village wrote, as each greeting tells."""
        satu = self.node.di_sini(laporan_sini, 0)
        kini = {"epoch": satu.epoch, "urut": satu.urut, "terlihat_pada": clock.now()}
        self.hub.di_sini(lambda: Node.objects.filter(status="aktif").update(**kini))

    def bertemu(self, kali: int = 1) -> None:
        """Meet and follow."""
        for _ in range(kali):
            self.node.di_sini(jalankan, self.kabel, self.node.diri)
            self.lapor()
            self.hub.di_sini(terapkan)
            self.node.di_sini(terapkan)

    def kedua(self, lakukan: Callable[..., Any]) -> tuple[Any, Any]:
        """Ask both."""
        return self.node.di_sini(lakukan), self.hub.di_sini(lakukan)

    def pindah(self) -> list[tuple[str, int]]:
        """Return the moves as the regency told them."""

        def baca() -> list[tuple[str, int]]:
            rows = Peristiwa.objects.filter(jenis="sinkron.wewenang").order_by("urut")
            return [(satu.publik["penulis"], satu.epoch_pemilik) for satu in rows]

        return self.hub.di_sini(baca)  # type: ignore[no-any-return]


@pytest.fixture
def desa(buat_mesin: Callable[[str], Mesin]) -> Desa:
    """Nothing was written yet."""
    return Desa(buat_mesin("desa"), buat_mesin("kabupaten"))


@pytest.fixture
def pindah(desa: Desa) -> Desa:
    """The regency wrote a family, then the village got its own server, and both met."""
    desa.hub.di_sini(tulis_baru, 1, "kabupaten")
    desa.daftar()
    desa.bertemu(2)
    return desa


def kode(salah: pytest.ExceptionInfo[EofficeError]) -> str:
    return salah.value.pesan.kode


def test_a_village_of_which_nothing_was_written_needs_no_word(desa: Desa) -> None:
    desa.daftar()
    assert desa.hub.di_sini(wewenang) == Wewenang(di_sini=False, epoch=0)
    assert desa.pindah() == []
    with pytest.raises(RuleRefused) as salah:
        desa.hub.di_sini(tulis_baru, 1, "kabupaten")
    assert kode(salah) == "jejak.bukan_pemilik"


def test_enrolled_the_village_s_server_writes_and_the_regency_does_not(pindah: Desa) -> None:
    assert pindah.kedua(wewenang) == (Wewenang(di_sini=True, epoch=1), Wewenang(di_sini=False, epoch=1))
    assert pindah.pindah() == [("desa", 1)]
    ((satu, _),) = pindah.node.di_sini(isi).items()
    for lakukan in (
        lambda: ubah(satu, "Jalan Kabupaten", "kabupaten"),
        lambda: tulis_baru(2, "kabupaten"),
        lambda: ubah_identitas(pelaku="kabupaten", alamat="Jalan Lain"),
    ):
        with pytest.raises(RuleRefused) as salah:
            pindah.hub.di_sini(lakukan)
        assert kode(salah) == "jejak.bukan_pemilik"
    pindah.node.di_sini(ubah, satu, "Jalan Desa", "desa")
    pindah.bertemu()
    assert pindah.kedua(isi) == ({satu: (2, "Jalan Desa")},) * 2
    assert pindah.kedua(tertahan) == ([], [])


def test_the_village_answers_for_rows_the_regency_wrote_before(pindah: Desa) -> None:
    """Both sides compare them: a row changed behind the stream's back shows, whoever wrote it last."""
    titik = pindah.node.di_sini(catat_titik, (PROYEKSI,), pelaku="uji")
    pindah.bertemu()
    (hasil,) = pindah.hub.di_sini(cocok.hasil_titik, titik)
    assert hasil.digest == hasil.digest_pemilik

    def di_belakang() -> None:
        PROYEKSI.tabel.objects.update(alamat="diubah")

    pindah.node.di_sini(di_belakang)
    titik = pindah.node.di_sini(catat_titik, (PROYEKSI,), pelaku="uji")
    pindah.bertemu()
    (hasil,) = pindah.hub.di_sini(cocok.hasil_titik, titik)
    assert hasil.berbeda


@pytest.mark.parametrize("jalan", ["received", "revoked", "forced"])
def test_the_regency_takes_the_village_back(pindah: Desa, jalan: str) -> None:
    ((satu, _),) = pindah.node.di_sini(isi).items()
    pindah.node.di_sini(ubah, satu, "Jalan Desa", "desa")
    pindah.lapor()
    with pytest.raises(RuleRefused) as salah:
        pindah.hub.di_sini(ambil_alih_desa, pelaku="ani")
    assert salah.value.pesan == Pesan("sinkron.desa_masih_menyimpan", jumlah=1)
    assert pindah.hub.di_sini(wewenang) == Wewenang(di_sini=False, epoch=1)
    if jalan == "received":
        pindah.bertemu()
    elif jalan == "revoked":
        pindah.hub.di_sini(cabut, oleh="ani")
    kurang = pindah.hub.di_sini(ambil_alih_desa, pelaku="ani", paksa=jalan == "forced")
    assert kurang == (1 if jalan == "forced" else 0)
    assert pindah.hub.di_sini(wewenang) == Wewenang(di_sini=True, epoch=2)
    pindah.hub.di_sini(tulis_baru, 2, "kabupaten")
    assert pindah.pindah() == [("desa", 1), ("kabupaten", 2)]


def test_before_everything_received_is_applied_the_village_stays(pindah: Desa) -> None:
    ((satu, _),) = pindah.node.di_sini(isi).items()
    pindah.node.di_sini(ubah, satu, "Jalan Desa", "desa")
    pindah.node.di_sini(jalankan, pindah.kabel, pindah.node.diri)
    with pytest.raises(RuleRefused) as salah:
        pindah.hub.di_sini(ambil_alih_desa, pelaku="ani")
    assert kode(salah) == "sinkron.belum_semua_dipakai"
    pindah.hub.di_sini(terapkan)
    pindah.lapor()
    assert pindah.hub.di_sini(ambil_alih_desa, pelaku="ani") == 0


def test_a_server_that_never_said_how_far_it_is_may_hold_something(desa: Desa) -> None:
    desa.daftar()
    with pytest.raises(RuleRefused) as salah:
        desa.hub.di_sini(ambil_alih_desa, pelaku="ani")
    assert salah.value.pesan == Pesan("sinkron.desa_masih_menyimpan", jumlah=1)


def test_taken_back_twice_is_refused(pindah: Desa) -> None:
    pindah.hub.di_sini(ambil_alih_desa, pelaku="ani")
    with pytest.raises(RuleRefused) as salah:
        pindah.hub.di_sini(ambil_alih_desa, pelaku="ani")
    assert kode(salah) == "sinkron.desa_sudah_di_sini"


def test_what_comes_late_is_set_aside_kept_and_taken_over_by_a_person(pindah: Desa) -> None:
    ((satu, _),) = pindah.node.di_sini(isi).items()
    pindah.node.di_sini(ubah, satu, "Jalan Desa", "desa")
    baru = pindah.node.di_sini(tulis_baru, 2, "desa")
    pindah.hub.di_sini(ambil_alih_desa, pelaku="ani", paksa=True)
    pindah.bertemu(2)
    assert pindah.hub.di_sini(isi) == {satu: (1, "")}
    assert pindah.kedua(tertahan) == ([], [PINDAH, PINDAH])
    for agregat_id in (satu, baru):
        pindah.hub.di_sini(tarik.pakai_karya_desa, agregat_id=agregat_id, proyeksi=PROYEKSI, oleh="budi")
    assert pindah.hub.di_sini(isi) == {satu: (3, "Jalan Desa"), baru: (2, "")}
    assert pindah.kedua(tertahan) == ([], [])
    with pytest.raises(RuleRefused) as salah:
        pindah.node.di_sini(ubah, satu, "Jalan Lain", "desa")
    assert kode(salah) == "jejak.bukan_pemilik"


def test_a_checkpoint_of_the_former_server_compares_nothing(pindah: Desa) -> None:
    titik = pindah.node.di_sini(catat_titik, (PROYEKSI,), pelaku="uji")
    pindah.hub.di_sini(ambil_alih_desa, pelaku="ani", paksa=True)
    pindah.bertemu()
    assert pindah.hub.di_sini(cocok.hasil_titik, titik) == []


def test_moved_again_a_new_server_hears_everything_and_writes(
    pindah: Desa, buat_mesin: Callable[[str], Mesin]
) -> None:
    """Server, regency, another server: the new one loads all streams and ends like the regency."""
    ((satu, _),) = pindah.node.di_sini(isi).items()
    pindah.node.di_sini(ubah, satu, "Jalan Desa", "desa")
    diserahkan = pindah.hub.di_sini(beri, 7)
    pindah.bertemu(2)
    pindah.hub.di_sini(cabut, oleh="ani")
    pindah.hub.di_sini(ambil_alih_desa, pelaku="ani")
    pindah.hub.di_sini(ubah, satu, "Jalan Kabupaten", "kabupaten")
    pindah.hub.di_sini(ubah, diserahkan, "Jalan Tujuh", "kabupaten")
    assert pindah.hub.di_sini(pemilik, [diserahkan]) == {}, "the village as a whole has an owner now"
    lagi = Desa(buat_mesin("desa-baru"), pindah.hub)
    lagi.daftar()
    lagi.bertemu(3)
    assert lagi.pindah() == [("desa", 1), ("kabupaten", 3), ("desa", 4)], "the family was given under 2"
    assert lagi.kedua(wewenang) == (Wewenang(di_sini=True, epoch=4), Wewenang(di_sini=False, epoch=4))
    assert lagi.kedua(isi) == ({satu: (3, "Jalan Kabupaten"), diserahkan: (2, "Jalan Tujuh")},) * 2
    diterima = lagi.hub.di_sini(
        lambda: Peristiwa.objects.filter(agregat_id=diserahkan, macam="accept").count()
    )
    assert diterima == 1, "the first server accepted it, the second need not"
    lagi.node.di_sini(ubah, diserahkan, "Jalan Baru", "desa")
    lagi.bertemu(2)
    assert lagi.hub.di_sini(isi)[diserahkan] == (3, "Jalan Baru")
    assert lagi.kedua(tertahan) == ([], [])


def test_late_work_that_was_left_alone_stays_out_of_a_new_server_too(
    pindah: Desa, buat_mesin: Callable[[str], Mesin]
) -> None:
    """The new one reads the same streams, in another order, and leaves aside what came too late then."""
    ((satu, _),) = pindah.node.di_sini(isi).items()
    pindah.node.di_sini(ubah, satu, "Jalan Terlambat", "desa")
    pindah.hub.di_sini(ambil_alih_desa, pelaku="ani", paksa=True)
    pindah.bertemu(2)
    pindah.hub.di_sini(tarik.biarkan_karya_desa, agregat_id=satu, oleh="budi")
    pindah.hub.di_sini(cabut, oleh="ani")
    lagi = Desa(buat_mesin("desa-baru"), pindah.hub)
    lagi.daftar()
    lagi.bertemu(3)
    assert lagi.kedua(isi) == ({satu: (1, "")},) * 2
    lagi.node.di_sini(ubah, satu, "Jalan Baru", "desa")
    lagi.bertemu(2)
    assert lagi.kedua(isi) == ({satu: (2, "Jalan Baru")},) * 2
    assert lagi.kedua(tertahan) == ([], [])


def test_a_regency_put_back_to_before_the_move_hears_of_it_again(pindah: Desa) -> None:
    ((satu, _),) = pindah.node.di_sini(isi).items()
    pindah.bertemu()
    pindah.hub.cadangkan()
    pindah.hub.di_sini(ambil_alih_desa, pelaku="ani")
    pindah.hub.di_sini(ubah, satu, "Jalan Kabupaten", "kabupaten")
    pindah.bertemu(2)
    assert pindah.node.di_sini(wewenang) == Wewenang(di_sini=False, epoch=2)
    pindah.hub.pulihkan(0)
    assert pindah.hub.di_sini(wewenang) == Wewenang(di_sini=False, epoch=1)
    pindah.bertemu(2)
    assert pindah.kedua(wewenang) == (Wewenang(di_sini=False, epoch=2), Wewenang(di_sini=True, epoch=2))
    assert pindah.kedua(isi) == ({satu: (2, "Jalan Kabupaten")},) * 2


def test_a_code_told_twice_moves_the_village_once(desa: Desa) -> None:
    desa.hub.di_sini(tulis_baru, 1, "kabupaten")
    diri: Diri = desa.node.diri

    def dua_kali() -> None:
        teks = buat_kode(oleh="ani").teks
        for _ in range(2):
            daftarkan(kode=teks, node=diri.node, kunci=diri.kunci.public_key().public_bytes_raw())

    desa.hub.di_sini(dua_kali)
    assert desa.pindah() == [("desa", 1)]
