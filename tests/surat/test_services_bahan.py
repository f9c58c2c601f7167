"""The picture of a letter: before it has a number, while it waits for its signature, and after."""

from typing import Any
from uuid import UUID

import pytest

from eoffice.dokumen.services import baca_muatan
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.services.bahan import gambar_surat
from eoffice.surat.services.pengaturan import pengaturan
from eoffice.surat.workers import GambarTumpukan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.conftest import Tanda

PNG = b"\x89PNG\r\n\x1a\n"


class Catatan:
    """Stands in for the event of a letter that went up."""

    jenis = "surat.surat"

    def __init__(self, surat_id: UUID) -> None:
        self.agregat_id, self.publik = surat_id, {"status": "diparaf"}


def dokumen_beku(surat_id: UUID) -> dict[str, Any]:
    data = rincian(surat_id).data
    assert data is not None
    return dict(data)


def test_an_issued_letter_can_still_be_looked_at(cisontrol: Desa, siap: UUID, tanda: Tanda) -> None:
    assert tanda(siap).terbit
    with lingkup(cisontrol.kode):
        gambar = gambar_surat(dokumen_beku(siap), pengaturan())
    assert gambar.startswith(PNG)


def test_a_letter_that_waits_with_its_number_can_be_looked_at(
    cisontrol: Desa, siap: UUID, tanda: Tanda, monkeypatch: pytest.MonkeyPatch
) -> None:
    def penuh(*_: object, **__: object) -> bytes:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as rusak:
        rusak.setattr("eoffice.surat.services.terbit.dokumen.simpan", penuh)
        assert not tanda(siap).terbit
    with lingkup(cisontrol.kode):
        assert gambar_surat(dokumen_beku(siap), pengaturan()).startswith(PNG)


def test_the_words_are_frozen_together_with_their_qr(cisontrol: Desa, siap: UUID, tanda: Tanda) -> None:
    tanda(siap)
    with lingkup(cisontrol.kode):
        r = rincian(siap)
    assert r.data is not None
    klaim = baca_muatan(r.data["qr"]["isi"].rpartition("/")[2])
    assert (klaim.nama, klaim.keperluan, klaim.terbit, klaim.berlaku) == (
        r.nama,
        r.keperluan,
        r.tanggal,
        r.berlaku_sampai,
    )


def test_the_pile_is_drawn_ahead_only_while_the_letter_is_in_it(
    cisontrol: Desa, siap: UUID, tanda: Tanda, monkeypatch: pytest.MonkeyPatch
) -> None:
    digambar: list[int] = []
    monkeypatch.setattr("eoffice.surat.services.bahan.gambar_surat", lambda *_: digambar.append(1))
    with lingkup(cisontrol.kode):
        GambarTumpukan().handle(Catatan(siap))  # type: ignore[arg-type]
    assert len(digambar) == 1
    tanda(siap)
    with lingkup(cisontrol.kode):
        GambarTumpukan().handle(Catatan(siap))  # type: ignore[arg-type]
    assert len(digambar) == 1


def test_words_are_not_frozen_before_there_is_a_number(
    cisontrol: Desa, siap: UUID, cast: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        surat.jalankan(
            surat_id=siap,
            aksi=Aksi.KEMBALIKAN,
            oleh=cast.pelaku(Peran.PENANDA_TANGAN),
            versi=3,
            catatan="Alamat usaha keliru.",
        )
        assert rincian(siap).data is None
