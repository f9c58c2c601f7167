"""What a signer decides about a pile: signed and returned in one go, each letter's fate told, none in another's way."""

from typing import Any
from uuid import UUID

import pytest

from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.surat.models import IndeksTerbit, Langkah, Surat
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.services.tumpukan import Dikembalikan, HasilPutus, putuskan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik


@pytest.fixture
def tiga(cisontrol: Desa, cast: pabrik.Pemeran) -> list[UUID]:
    """Three letters on the pile."""
    with lingkup(cisontrol.kode):
        return [pabrik.diparaf(cast) for _ in range(3)]


def putus(desa: Desa, cast: pabrik.Pemeran, **isi: Any) -> list[HasilPutus]:
    dasar: dict[str, Any] = {"setuju": [], "kembali": [], "frasa": pabrik.FRASA}
    return putuskan(desa=desa.kode, oleh=cast.pelaku(Peran.PENANDA_TANGAN), **dasar | isi)


def keadaan(hasil: list[HasilPutus]) -> list[tuple[str, str]]:
    return [(h.keadaan, h.pesan.kode if h.pesan else "") for h in hasil]


def rekam(desa: Desa) -> list[Any]:
    with lingkup(desa.kode):
        return [list(Surat.objects.order_by("pk").values()), Langkah.objects.count()]


def test_some_are_signed_some_go_back_each_with_its_own_result(
    cisontrol: Desa, cast: pabrik.Pemeran, tiga: list[UUID]
) -> None:
    satu, dua, lain = tiga
    hasil = putus(
        cisontrol, cast, setuju=[(satu, 3), (lain, 3)], kembali=[Dikembalikan(dua, 3, " Alamat\nkeliru. ")]
    )
    assert [h.surat_id for h in hasil] == [satu, lain, dua]
    assert keadaan(hasil) == [("terbit", ""), ("terbit", ""), ("kembali", "")]
    assert [h.nomor.split("/")[1] for h in hasil[:2]] == ["001", "002"]
    with lingkup(cisontrol.kode):
        row = Surat.objects.get(pk=dua)
        assert (row.status, row.nomor) == (Status.TERVERIFIKASI, "")
        akhir = Langkah.objects.filter(surat=row).latest("versi")
        assert (akhir.aksi, akhir.catatan, akhir.pelaku) == (Aksi.KEMBALIKAN, "Alamat keliru.", cast.kades)


@pytest.mark.parametrize("frasa", ["", "salah sama sekali ini", pabrik.FRASA.upper(), "x" * 5000, "\x00"])
def test_a_wrong_passphrase_neither_signs_nor_returns(
    frasa: str, cisontrol: Desa, cast: pabrik.Pemeran, tiga: list[UUID]
) -> None:
    sebelum = rekam(cisontrol)
    with pytest.raises(RuleRefused) as tolak:
        putus(
            cisontrol, cast, setuju=[(tiga[0], 3)], kembali=[Dikembalikan(tiga[1], 3, "Keliru.")], frasa=frasa
        )
    assert tolak.value.pesan.kode == "dokumen.frasa_salah"
    assert rekam(cisontrol) == sebelum
    assert not IndeksTerbit.objects.exists()


def test_returning_alone_wants_no_passphrase(cisontrol: Desa, cast: pabrik.Pemeran, tiga: list[UUID]) -> None:
    hasil = putus(cisontrol, cast, kembali=[Dikembalikan(tiga[0], 3, "Keliru.")], frasa="")
    assert keadaan(hasil) == [("kembali", "")]


@pytest.mark.parametrize(
    ("alasan", "versi", "kode"),
    [
        ("", 3, "surat.alasan_wajib"),
        (" \u200b\n", 3, "surat.alasan_wajib"),
        ("x" * 501, 3, "surat.catatan_panjang"),
        ("Keliru.", 2, "surat.sudah_berubah"),
        ("Keliru.", 99, "surat.sudah_berubah"),
    ],
)
def test_a_return_that_is_refused_stops_nobody(
    alasan: str, versi: int, kode: str, cisontrol: Desa, cast: pabrik.Pemeran, tiga: list[UUID]
) -> None:
    balik = [Dikembalikan(tiga[0], versi, alasan), Dikembalikan(tiga[1], 3, "Benar keliru.")]
    hasil = putus(cisontrol, cast, setuju=[(tiga[2], 3)], kembali=balik)
    assert keadaan(hasil) == [("terbit", ""), ("gagal", kode), ("kembali", "")]
    with lingkup(cisontrol.kode):
        assert Surat.objects.get(pk=tiga[0]).versi == 3


def test_a_letter_both_signed_and_returned_is_signed(
    cisontrol: Desa, cast: pabrik.Pemeran, tiga: list[UUID]
) -> None:
    """A crafted form: what is signed cannot go back in the same breath."""
    satu = tiga[0]
    hasil = putus(cisontrol, cast, setuju=[(satu, 3)], kembali=[Dikembalikan(satu, 3, "Keliru.")])
    assert keadaan(hasil) == [("terbit", ""), ("gagal", "surat.sudah_berubah")]
    with lingkup(cisontrol.kode):
        assert Surat.objects.get(pk=satu).status == Status.TERBIT


def test_a_foreign_letter_is_as_missing_as_none(
    cisontrol: Desa, situmandala: Desa, cast: pabrik.Pemeran, tiga: list[UUID]
) -> None:
    with lingkup(situmandala.kode):
        orang = pabrik.pemeran("situmandala", "3207155506859002")
        pabrik.tte_lokal(orang)
        asing = pabrik.diparaf(orang)
    hasil = putus(
        cisontrol,
        cast,
        setuju=[(asing, 3), (new_id(), 3)],
        kembali=[Dikembalikan(asing, 3, "Keliru."), Dikembalikan(new_id(), 3, "Keliru.")],
    )
    assert keadaan(hasil) == [("gagal", "kernel.tidak_ditemukan")] * 4
    with lingkup(situmandala.kode):
        assert Surat.objects.get(pk=asing).versi == 3


def test_a_number_that_waits_cannot_go_back_only_be_voided(
    cisontrol: Desa, cast: pabrik.Pemeran, tiga: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gagal(*_: object, **__: object) -> bytes:
        raise pabrik.dokumen.BerkasHilang("0" * 64)

    with monkeypatch.context() as ganti:
        ganti.setattr(pabrik.dokumen, "rangkai", gagal)
        (tunggu,) = putus(cisontrol, cast, setuju=[(tiga[0], 3)])
    assert (tunggu.keadaan, tunggu.nomor != "") == ("gagal", True)
    hasil = putus(cisontrol, cast, kembali=[Dikembalikan(tiga[0], 4, "Keliru.")])
    assert keadaan(hasil) == [("gagal", "kernel.langkah_tidak_ada")]
    (terbit,) = putus(cisontrol, cast, setuju=[(tiga[0], 4)])
    assert (terbit.keadaan, terbit.nomor) == ("terbit", tunggu.nomor)
