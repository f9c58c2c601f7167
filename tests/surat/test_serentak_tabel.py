"""Every row of the workflow table pressed by several people at the same moment: one wins, nothing happens twice."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from eoffice.arsip.selectors import celah
from eoffice.dokumen import services as dokumen
from eoffice.jejak.selectors import riwayat
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import ChangedMeanwhile
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Langkah, Surat
from eoffice.surat.rules.alur import ALUR, Aksi, CaraTerbit, Status
from eoffice.surat.services import terbit
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.test_serentak import serentak

pytestmark = pytest.mark.serentak
OPERATOR, PEMERIKSA, PENANDA, WARGA, SISTEM = (
    Peran.OPERATOR,
    Peran.PEMERIKSA,
    Peran.PENANDA_TANGAN,
    Peran.WARGA,
    Peran.SISTEM,
)
Baris = tuple[Aksi, Status, Peran]
TABEL: list[Baris] = [
    (Aksi(x.aksi), dari, x.peran)
    for x in ALUR.transitions
    for dari in sorted(x.dari)
    # sent by its draft, not by a button; the regency's steps are in tests/web/kabupaten/test_serentak.py
    if x.aksi != Aksi.AJUKAN_ULANG and x.peran != Peran.KABUPATEN
]
KERTAS = {Aksi.CETAK_BASAH}
PENEKAN = 3


def atur(aksi: Aksi, dari: Status, peran: Peran) -> None:
    """Set the village so that the row of the table is open."""
    basah = aksi in KERTAS or dari is Status.MENUNGGU_BASAH
    langsung = dari is Status.TERVERIFIKASI and (peran is PENANDA or aksi in KERTAS)
    surat.ubah_pengaturan(
        pelaku="uji", cara_terbit=CaraTerbit.BASAH if basah else CaraTerbit.TTE_LOKAL, paraf=not langsung
    )


def bawa(cast: pabrik.Pemeran, ke: Status) -> tuple[UUID, int]:
    """Bring a letter to a status by real steps; return it with its version."""
    surat_id, operator = pabrik.diajukan(cast), cast.pelaku(OPERATOR)
    jalan: list[Callable[[int], Any]] = []
    if ke is Status.DIKEMBALIKAN:
        jalan = [_langkah(surat_id, Aksi.KEMBALIKAN, operator)]
    elif ke is not Status.DIAJUKAN:
        jalan = [_langkah(surat_id, Aksi.VERIFIKASI, operator)]
    if ke not in {Status.DIAJUKAN, Status.DIKEMBALIKAN, Status.TERVERIFIKASI}:
        jalan.append(_langkah(surat_id, Aksi.PARAF, cast.pelaku(PEMERIKSA)))
    if ke in {Status.MENUNGGU_TTE, Status.TERBIT}:
        jalan.append(lambda v: terbit.siapkan(surat_id=surat_id, versi=v, oleh=cast.pelaku(PENANDA)))
    if ke is Status.MENUNGGU_BASAH:
        jalan.append(lambda v: surat.cetak_basah(surat_id=surat_id, versi=v, oleh=operator))
    if ke is Status.TERBIT:
        jalan.append(lambda v: _daftarkan(surat_id, v, "satu"))
    for versi, satu in enumerate(jalan, start=1):
        satu(versi)
    return surat_id, len(jalan) + 1


def _langkah(surat_id: UUID, aksi: Aksi, oleh: surat.Pelaku) -> Callable[[int], Any]:
    return lambda versi: surat.jalankan(
        surat_id=surat_id, aksi=aksi, oleh=oleh, versi=versi, catatan="karena uji"
    )


def _daftarkan(surat_id: UUID, versi: int, isi: str) -> None:
    sha256 = dokumen.simpan(f"{surat_id} {isi}".encode())
    terbit.daftarkan(surat_id=surat_id, versi=versi, sha256=sha256, oleh=terbit.SISTEM)


def tekan(baris: Baris, surat_id: UUID, versi: int, cast: pabrik.Pemeran, giliran: int = 0) -> None:
    """Take the step of one row as the page of that person does."""
    aksi, _, peran = baris
    if peran is SISTEM:
        _daftarkan(surat_id, versi, f"berkas {giliran}")
        return
    sama: dict[str, Any] = {"surat_id": surat_id, "versi": versi, "oleh": cast.pelaku(peran)}
    khusus: dict[Aksi, Callable[[], Any]] = {
        Aksi.UBAH: lambda: surat.ubah_kata(**sama, kata={"keperluan": f"Untuk {{keperluan!}} {giliran}."}),
        Aksi.TANDA_TANGANI: lambda: terbit.siapkan(**sama),
        Aksi.CETAK_BASAH: lambda: surat.cetak_basah(**sama),
        Aksi.TERBITKAN: lambda: surat.terbitkan_pindaian(**sama, berkas=[pabrik.foto()]),
    }
    biasa = _langkah(surat_id, aksi, sama["oleh"])
    khusus.get(aksi, lambda: biasa(versi))()


def keadaan(surat_id: UUID) -> tuple[object, ...]:
    """Everything a step may change: the row, its steps, its events."""
    return (
        Surat.objects.filter(pk=surat_id).values().get(),
        list(Langkah.objects.filter(surat_id=surat_id).order_by("versi").values()),
        [e.revisi for e in riwayat("surat", surat_id)],
    )


@pytest.mark.parametrize("baris", TABEL, ids="-".join)
def test_a_row_pressed_at_once_by_several_has_one_winner(
    baris: Baris, cisontrol: Desa, cast: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        atur(*baris)
        surat_id, versi = bawa(cast, baris[1])
        if versi > 1:  # an older page is a conflict and changes nothing
            sebelum = keadaan(surat_id)
            with pytest.raises(ChangedMeanwhile):
                tekan(baris, surat_id, versi - 1, cast)
            assert keadaan(surat_id) == sebelum

    def coba(giliran: int) -> bool:
        try:
            with lingkup(cisontrol.kode):
                tekan(baris, surat_id, versi, cast, giliran)
        except ChangedMeanwhile:
            return False
        return True

    assert sorted(serentak(PENEKAN, coba)) == [False, False, True]
    with lingkup(cisontrol.kode):
        row, langkah, peristiwa = keadaan(surat_id)
        (pindah,) = (
            x for x in ALUR.transitions if (x.aksi, x.peran) == (baris[0], baris[2]) and baris[1] in x.dari
        )
        assert (row["status"], row["versi"]) == (pindah.ke, versi + 1)  # type: ignore[index]
        assert [lk["versi"] for lk in langkah] == list(range(1, versi + 2))  # type: ignore[attr-defined]
        assert peristiwa == list(range(1, versi + 2))
        assert not coba_lagi(baris, surat_id, versi, cast)  # a double click that came later
        assert keadaan(surat_id) == (row, langkah, peristiwa)
        assert celah(surat.hari_ini().year) == {}
    assert periksa_rantai(cisontrol.kode).utuh


def coba_lagi(baris: Baris, surat_id: UUID, versi: int, cast: pabrik.Pemeran) -> bool:
    try:
        tekan(baris, surat_id, versi, cast, giliran=9)
    except ChangedMeanwhile:
        return False
    return True


BEREBUT = {
    Status.DIAJUKAN: [(Aksi.VERIFIKASI, OPERATOR), (Aksi.TOLAK, OPERATOR), (Aksi.TARIK, WARGA), (Aksi.UBAH, OPERATOR)],
    Status.TERVERIFIKASI: [(Aksi.PARAF, PEMERIKSA), (Aksi.KEMBALIKAN, PEMERIKSA), (Aksi.TARIK, WARGA)],
    Status.DIPARAF: [(Aksi.TANDA_TANGANI, PENANDA), (Aksi.TOLAK, PENANDA), (Aksi.TARIK, WARGA)],
    Status.MENUNGGU_TTE: [(Aksi.TERBITKAN, SISTEM), (Aksi.BATALKAN, PENANDA), (Aksi.TANDA_TANGANI, PENANDA)],
    Status.MENUNGGU_BASAH: [(Aksi.TERBITKAN, OPERATOR), (Aksi.BATALKAN, OPERATOR)],
}  # fmt: skip


@pytest.mark.parametrize("dari", BEREBUT)
def test_different_decisions_at_once_leave_one_of_them(
    dari: Status, cisontrol: Desa, cast: pabrik.Pemeran
) -> None:
    """The citizen withdraws while the kades signs; the number is voided while the file is registered."""
    pilihan = BEREBUT[dari]
    with lingkup(cisontrol.kode):
        if dari is Status.MENUNGGU_BASAH:
            surat.ubah_pengaturan(pelaku="uji", cara_terbit=CaraTerbit.BASAH)
        surat_id, versi = bawa(cast, dari)

    def coba(giliran: int) -> tuple[Aksi, Peran] | None:
        aksi, peran = pilihan[giliran]
        try:
            with lingkup(cisontrol.kode):
                tekan((aksi, dari, peran), surat_id, versi, cast, giliran)
        except ChangedMeanwhile:
            return None
        return aksi, peran

    menang = [hasil for hasil in serentak(len(pilihan), coba) if hasil]
    assert len(menang) == 1
    with lingkup(cisontrol.kode):
        row, akhir = Surat.objects.get(pk=surat_id), Langkah.objects.filter(surat_id=surat_id).latest("versi")
        assert (akhir.aksi, akhir.peran) == menang[0]
        assert (row.status, row.versi) == (akhir.ke, versi + 1)
        assert bool(row.sha256) == (row.status == Status.TERBIT)
        assert celah(surat.hari_ini().year) == {}
    assert periksa_rantai(cisontrol.kode).utuh


@pytest.mark.parametrize("peran", [WARGA, OPERATOR])
def test_a_mended_application_sent_by_three_taps_is_one_step(
    peran: Peran, cisontrol: Desa, cast: pabrik.Pemeran
) -> None:
    oleh = cast.pelaku(peran, loket=peran is OPERATOR)
    with lingkup(cisontrol.kode):
        surat_id, _ = bawa(cast, Status.DIKEMBALIKAN)
        draf = surat.mulai_perbaikan(surat_id=surat_id, oleh=oleh)

    def kirim(_: int) -> bool:
        with lingkup(cisontrol.kode):
            return surat.ajukan_ulang(surat_id=surat_id, draf_id=draf, oleh=oleh).baru

    assert sorted(serentak(PENEKAN, kirim)) == [False, False, True]
    with lingkup(cisontrol.kode):
        assert list(Langkah.objects.order_by("versi").values_list("aksi", flat=True)) == [
            "ajukan",
            "kembalikan",
            "ajukan_ulang",
        ]
