"""Two officers at once, really at once, on both databases: one of them wins, the letter has one owner."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from eoffice.jejak.kepemilikan import pemilik
from eoffice.jejak.models import Peristiwa
from eoffice.kernel.errors import EofficeError, NotFound, RuleRefused
from eoffice.sinkron.services import tarik
from eoffice.surat.projections import ProyeksiSurat
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.conftest import CISONTROL, SITUMANDALA

pytestmark = pytest.mark.serentak


@pytest.fixture
def usul(cisontrol: Desa) -> tuple[UUID, UUID]:
    """A letter that was given, and Ani's proposal to take it back."""
    with lingkup(CISONTROL):
        cast = pabrik.pemeran()
        Desa.objects.filter(pk=CISONTROL).update(dilayani_di_sini=False)
    with lingkup(CISONTROL):
        surat_id = pabrik.diajukan(cast)
        satu = tarik.usulkan_tarik(agregat_id=surat_id, alasan="server mati", oleh="ani", nama="Ani")
    return surat_id, satu


def bersamaan(*kerja: Callable[[], object]) -> list[str]:
    """Do things at the same moment; return what became of each: an empty text, or the code of the refusal."""
    mulai, hasil = threading.Barrier(len(kerja)), [""] * len(kerja)

    def jalan(nomor: int, satu: Callable[[], object]) -> None:
        mulai.wait()
        try:
            with lingkup(CISONTROL):
                satu()
        except EofficeError as salah:
            hasil[nomor] = salah.pesan.kode
        finally:
            connections.close_all()

    utas = [threading.Thread(target=jalan, args=satu) for satu in enumerate(kerja)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    return hasil


def keadaan(surat_id: UUID) -> tuple[str, int, list[str]]:
    """Return whose a letter is and what was told of it."""
    with lingkup(CISONTROL):
        satu = pemilik([surat_id])[surat_id]
        macam = Peristiwa.objects.filter(agregat_id=surat_id).order_by("urut").values_list("macam", flat=True)
        return str(satu.keadaan), satu.epoch_pemilik, list(macam)


def setuju(satu: UUID, oleh: str) -> Callable[[], object]:
    isi: dict[str, Any] = {"usul_id": satu, "proyeksi": ProyeksiSurat(), "oleh": oleh, "nama": oleh}
    return lambda: tarik.setujui_tarik(**isi)


def test_two_who_approve_at_once_take_it_back_once(usul: tuple[UUID, UUID]) -> None:
    surat_id, satu = usul
    hasil = bersamaan(setuju(satu, "budi"), setuju(satu, "cici"))
    assert sorted(hasil) == ["", "sinkron.tarik_sudah_diputuskan"]
    assert keadaan(surat_id) == ("sini", 2, ["give", "recall"])


def test_approving_and_withdrawing_at_once_end_one_way(usul: tuple[UUID, UUID]) -> None:
    surat_id, satu = usul
    hasil = bersamaan(setuju(satu, "budi"), lambda: tarik.batalkan_usul(usul_id=satu, oleh="ani", nama="Ani"))
    assert sorted(hasil) == ["", "sinkron.tarik_sudah_diputuskan"]
    ditarik = hasil[0] == ""
    assert keadaan(surat_id) == (("sini", 2, ["give", "recall"]) if ditarik else ("dikirim", 1, ["give"]))


def test_two_who_propose_at_once_leave_one_proposal(usul: tuple[UUID, UUID]) -> None:
    surat_id, satu = usul
    with lingkup(CISONTROL):
        tarik.batalkan_usul(usul_id=satu, oleh="ani", nama="Ani")
    isi: dict[str, Any] = {"agregat_id": surat_id, "alasan": "server mati", "nama": "x"}
    hasil = bersamaan(*(lambda o=o: tarik.usulkan_tarik(**isi, oleh=o) for o in ("budi", "cici")))  # type: ignore[misc]
    assert sorted(hasil) == ["", "sinkron.tarik_sudah_diusulkan"]
    with lingkup(CISONTROL):
        assert len(tarik.usul_terbuka()) == 1


def test_given_again_twice_at_once_it_is_given_once(usul: tuple[UUID, UUID]) -> None:
    surat_id, satu = usul
    with lingkup(CISONTROL):
        setuju(satu, "budi")()
    isi: dict[str, Any] = {"agregat_id": surat_id, "proyeksi": ProyeksiSurat()}
    hasil = bersamaan(*(lambda o=o: tarik.beri_lagi(**isi, oleh=o) for o in ("budi", "cici")))  # type: ignore[misc]
    assert sorted(hasil) == ["", "jejak.sedang_dikirim"]
    assert keadaan(surat_id) == ("dikirim", 3, ["give", "recall", "give"])


def test_another_village_sees_and_decides_nothing(usul: tuple[UUID, UUID], situmandala: Desa) -> None:
    surat_id, satu = usul
    proyeksi = ProyeksiSurat()
    lakukan: list[tuple[type[EofficeError], Callable[[], object]]] = [
        (NotFound, setuju(satu, "budi")),
        (NotFound, lambda: tarik.batalkan_usul(usul_id=satu, oleh="budi", nama="Budi")),
        (NotFound, lambda: tarik.beri_lagi(agregat_id=surat_id, proyeksi=proyeksi, oleh="budi")),
        (
            RuleRefused,
            lambda: tarik.usulkan_tarik(agregat_id=surat_id, alasan="lain", oleh="budi", nama="Budi"),
        ),
    ]
    for salah, coba in lakukan:
        with pytest.raises(salah), lingkup(SITUMANDALA):
            coba()
    with lingkup(SITUMANDALA):
        assert tarik.dalam_pengiriman() == tarik.usul_terbuka() == tarik.karya_desa() == []
    assert keadaan(surat_id) == ("dikirim", 1, ["give"])
    with lingkup(CISONTROL):
        assert len(tarik.usul_terbuka()) == 1
