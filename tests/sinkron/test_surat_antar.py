"""A letter that a village issued offline, at the hub: the same rows, checked by anybody, its file in time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from click.testing import CliRunner
from django.db import transaction

from config.commands.verify import verify
from eoffice.dokumen import events
from eoffice.dokumen import services as dokumen
from eoffice.dokumen.models import Otoritas
from eoffice.dokumen.services.otoritas import gambar_otoritas
from eoffice.jejak.models import Peristiwa
from eoffice.jejak.selectors import riwayat
from eoffice.jejak.services import catat
from eoffice.kernel.errors import ServiceDown
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Berkas, IndeksTerbit, Langkah, PengaturanSurat, Permohonan, Surat
from eoffice.surat.projections import ProyeksiSurat
from eoffice.surat.rules.alur import Aksi, CaraTerbit
from eoffice.surat.rules.kode import kode_pendek
from eoffice.surat.selectors import verifikasi
from eoffice.surat.selectors.hilang import berkas_hilang
from eoffice.surat.selectors.verifikasi import Keadaan
from eoffice.surat.selectors.warga import berkas_terbit
from eoffice.wilayah.models import Desa
from tests import pabrik
from tests.conftest import CISONTROL, SITUMANDALA
from tests.sinkron.garis_uji import bekerja, garis, temui
from tests.sinkron.kerja import Isi, bawa, isi_beda, tertahan
from tests.sinkron.kerja import gambaran as gambaran_semua
from tests.sinkron.mesin import Mesin

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process
Buat = Callable[[str], Mesin]
Dua = tuple[Mesin, Mesin]


def gambaran() -> Isi:
    """Return the pictures of letters and certificates; the cast's residents were never told."""
    return {nama: isi for nama, isi in gambaran_semua().items() if nama.startswith(("surat.", "dokumen."))}


def terbit(node: Mesin, cast: pabrik.Pemeran) -> UUID:
    """Issue a letter, signed electronically."""
    surat_id = node.di_sini(pabrik.diparaf, cast)
    with node.tanpa_lingkup():
        (hasil,) = surat.tanda_tangani(
            desa=CISONTROL,
            pilihan=[(surat_id, 3)],
            frasa=pabrik.FRASA,
            oleh=cast.pelaku(Peran.PENANDA_TANGAN),
        )
    assert hasil.terbit, hasil
    return surat_id  # type: ignore[no-any-return]


def cabut(node: Mesin, cast: pabrik.Pemeran, surat_id: UUID) -> None:
    node.di_sini(
        surat.jalankan,
        surat_id=surat_id,
        aksi=Aksi.CABUT,
        oleh=cast.pelaku(Peran.PENANDA_TANGAN),
        versi=5,
        catatan="keliru",
    )


def batal(node: Mesin, cast: pabrik.Pemeran) -> str:
    """Number a letter on paper, make the number void, number it again and issue its scan; return the void code."""
    operator = cast.pelaku(Peran.OPERATOR)
    surat_id = node.di_sini(pabrik.diparaf, cast)

    def jalan() -> str:
        surat.ubah_pengaturan(pelaku="uji", cara_terbit=CaraTerbit.BASAH)
        surat.cetak_basah(surat_id=surat_id, versi=3, oleh=operator)
        kode = Surat.objects.get(pk=surat_id).kode
        surat.jalankan(surat_id=surat_id, aksi=Aksi.BATALKAN, oleh=operator, versi=4, catatan="salah")
        surat.jalankan(surat_id=surat_id, aksi=Aksi.VERIFIKASI, oleh=operator, versi=5)
        pemeriksa = cast.pelaku(Peran.PEMERIKSA)
        surat.jalankan(surat_id=surat_id, aksi=Aksi.PARAF, oleh=pemeriksa, versi=6)
        surat.cetak_basah(surat_id=surat_id, versi=7, oleh=operator)
        surat.terbitkan_pindaian(surat_id=surat_id, versi=8, berkas=[pabrik.foto()], oleh=operator)
        return kode

    return node.di_sini(jalan)  # type: ignore[no-any-return]


def menerima(node: Mesin, hub: Mesin) -> None:
    """Carry the events over and follow them; no file goes."""
    bawa(node, hub)
    bekerja(hub)


def keadaan(mesin: Mesin, surat_id: UUID, sumber: Mesin) -> dict[str, Keadaan]:
    """Ask a machine about a letter of another in the three ways anybody has."""

    def kertas() -> tuple[str, str, bytes]:
        satu = Surat.objects.get(pk=surat_id)
        assert satu.data is not None
        return (
            kode_pendek(bytes.fromhex(satu.kode)),
            satu.data["qr"]["isi"].rsplit("/", 1)[1],
            dokumen.baca(satu.sha256),
        )

    pendek, muatan, pdf = sumber.di_sini(kertas)
    with mesin.tanpa_lingkup():
        oleh_kode, oleh_qr = verifikasi.periksa_kode(pendek), verifikasi.periksa_muatan(muatan)
        assert oleh_kode is not None
        assert oleh_qr is not None
        berkas = verifikasi.periksa_berkas(pdf)
    return {"kode": oleh_kode.keadaan, "qr": oleh_qr.keadaan, "berkas": berkas.keadaan}


def semua(satu: Keadaan) -> dict[str, Keadaan]:
    return {"kode": satu, "qr": satu, "berkas": satu}


def test_the_hub_holds_the_same_rows_as_the_village(dua_rumah: Dua, kantor: pabrik.Pemeran) -> None:
    node, hub = dua_rumah
    dicabut, _ = terbit(node, kantor), batal(node, kantor)
    cabut(node, kantor, dicabut)
    menerima(node, hub)
    assert hub.di_sini(tertahan) == []
    desa = node.di_sini(gambaran)
    assert list(isi_beda(desa, hub.di_sini(gambaran))) == []
    assert {
        "surat.surat": 2,
        "surat.pengaturan": 1,
        "dokumen.penandatangan": 1,
        "dokumen.otoritas": 1,
    }.items() <= {nama: len(isi) for nama, isi in desa.items()}.items()


@pytest.mark.parametrize("tabel", [Surat, Permohonan, Berkas, Langkah, PengaturanSurat, Otoritas])
def test_every_column_of_the_tables_comes_over(dua_rumah: Dua, kantor: pabrik.Pemeran, tabel: Any) -> None:
    """All columns, not only those a picture shows; a step's key is the machine's own."""
    node, hub = dua_rumah
    batal(node, kantor)
    menerima(node, hub)
    lain = {"id"} if tabel is Langkah else set()
    kolom = [f.attname for f in tabel._meta.concrete_fields if f.attname not in lain]

    def isi() -> list[Any]:
        return sorted(tabel.objects.values_list(*kolom), key=str)

    desa = node.di_sini(isi)
    assert desa
    assert hub.di_sini(isi) == desa


def test_the_last_event_alone_makes_the_letter_whole(dua_rumah: Dua, kantor: pabrik.Pemeran) -> None:
    """Steps and files that a hub lost, or that somebody changed there, are put right by what the owner tells."""
    node, hub = dua_rumah
    surat_id = terbit(node, kantor)
    menerima(node, hub)

    def rusak() -> None:
        Langkah.objects.filter(surat=surat_id, versi=2).delete()
        Langkah.objects.filter(surat=surat_id, versi=3).update(catatan="diubah orang")
        Langkah.objects.create(
            surat_id=surat_id, versi=99, aksi="x", ke="x", peran="x", waktu="2026-01-01T00:00Z"
        )
        Berkas.objects.update(nama="lain.jpg")

    def pulihkan() -> None:
        ProyeksiSurat().terapkan(riwayat("surat", surat_id)[-1])

    hub.di_sini(rusak)
    desa = node.di_sini(gambaran)
    assert list(isi_beda(desa, hub.di_sini(gambaran))) == ["surat.surat"]
    hub.di_sini(pulihkan)
    assert list(isi_beda(desa, hub.di_sini(gambaran))) == []


def test_anybody_can_check_the_letter_at_the_hub(dua_rumah: Dua, kantor: pabrik.Pemeran) -> None:
    node, hub = dua_rumah
    surat_id = terbit(node, kantor)
    menerima(node, hub)
    assert keadaan(hub, surat_id, node) == semua(Keadaan.SAH)
    with time_machine.travel("2030-01-01T03:00Z", tick=False):
        assert keadaan(hub, surat_id, node) == semua(Keadaan.KEDALUWARSA)
    cabut(node, kantor, surat_id)
    menerima(node, hub)
    assert keadaan(hub, surat_id, node) == semua(Keadaan.DICABUT)


def test_a_void_number_is_known_at_the_hub(dua_rumah: Dua, kantor: pabrik.Pemeran) -> None:
    node, hub = dua_rumah
    kode = batal(node, kantor)
    menerima(node, hub)
    with hub.tanpa_lingkup():
        jawab = verifikasi.periksa_kode(kode_pendek(bytes.fromhex(kode)))
        dicabut = verifikasi.kode_dicabut(CISONTROL)
    assert jawab is not None
    assert (jawab.keadaan, jawab.nomor) == (Keadaan.DICABUT, "")
    assert dicabut == [kode]


def test_a_letter_whose_event_is_still_on_its_way_has_not_arrived(
    dua_rumah: Dua, kantor: pabrik.Pemeran
) -> None:
    """The village's certificates came with earlier events: neither the QR nor the file is called forged."""
    node, hub = dua_rumah
    terbit(node, kantor)
    menerima(node, hub)
    baru = terbit(node, kantor)
    jawab = keadaan(hub, baru, node)
    assert jawab == {
        "kode": Keadaan.TIDAK_DIKENAL,  # a code alone proves nothing
        "qr": Keadaan.BELUM_TIBA,
        "berkas": Keadaan.BELUM_TIBA,
    }


def test_without_its_certificates_a_village_is_a_stranger(dua_rumah: Dua, kantor: pabrik.Pemeran) -> None:
    node, hub = dua_rumah
    surat_id = terbit(node, kantor)
    jawab = keadaan(hub, surat_id, node)
    assert (jawab["qr"], jawab["berkas"]) == (Keadaan.PALSU, Keadaan.TIDAK_DIKENAL)


def test_the_command_answers_at_the_hub(dua_rumah: Dua, kantor: pabrik.Pemeran, tmp_path: Path) -> None:
    node, hub = dua_rumah
    surat_id = terbit(node, kantor)
    pdf = tmp_path / "surat.pdf"
    pdf.write_bytes(node.di_sini(berkas_terbit, surat_id))

    def tanya() -> tuple[int, str]:
        with hub.tanpa_lingkup():
            hasil = CliRunner().invoke(verify, [str(pdf)])
        return hasil.exit_code, hasil.output.splitlines()[0]

    assert tanya() == (
        1,
        "TIDAK SAH. Tanda tangan: TIDAK DIKENAL: penanda tangan di luar yang dipercaya di sini.",
    )
    menerima(node, hub)
    assert tanya() == (0, "SAH. Tanda tangan: SAH.")
    cabut(node, kantor, surat_id)
    menerima(node, hub)
    assert tanya() == (1, "TIDAK SAH. Tanda tangan: SAH.")


def test_a_revoked_key_is_known_at_the_hub(dua_rumah: Dua, kantor: pabrik.Pemeran) -> None:
    node, hub = dua_rumah
    surat_id = terbit(node, kantor)
    pdf = node.di_sini(berkas_terbit, surat_id)
    node.di_sini(
        dokumen.cabut_penandatangan, pejabat_id=kantor.kades_pejabat, alasan="frasa bocor", pelaku="uji"
    )
    menerima(node, hub)
    with hub.tanpa_lingkup():
        assert dokumen.periksa_pdf(pdf).keadaan == "dicabut"
        assert verifikasi.periksa_berkas(pdf).keadaan is Keadaan.SAH  # registered before


def test_the_letter_is_there_before_its_file_and_says_so(dua_rumah: Dua, kantor: pabrik.Pemeran) -> None:
    node, hub = dua_rumah
    surat_id = terbit(node, kantor)
    menerima(node, hub)
    with pytest.raises(ServiceDown) as tolak:
        hub.di_sini(berkas_terbit, surat_id)
    assert tolak.value.pesan.kode == "sinkron.berkas_belum_tiba"
    assert hub.di_sini(lambda: list(berkas_hilang())) == []  # no alarm: it is only late
    satu, _ = garis(node, hub)
    temui(node, hub, satu)
    assert hub.di_sini(berkas_terbit, surat_id) == node.di_sini(berkas_terbit, surat_id)


def test_no_private_key_travels(dua_rumah: Dua, kantor: pabrik.Pemeran) -> None:
    node, hub = dua_rumah
    terbit(node, kantor)
    menerima(node, hub)

    def isi() -> str:
        return "".join(str(p.publik) + str(getattr(p, "muatan", "")) for p in Peristiwa.objects.all())

    assert "PRIVATE" not in hub.di_sini(isi)
    assert hub.rumah is not None
    assert [p.name for p in hub.rumah.rglob("*") if p.suffix in {".key", ".p12"}] == []


def test_a_code_of_another_village_is_not_taken_over(dua_rumah: Dua, kantor: pabrik.Pemeran) -> None:
    node, hub = dua_rumah
    surat_id = terbit(node, kantor)
    kode = node.di_sini(lambda: Surat.objects.get(pk=surat_id).kode)

    def tetangga() -> None:
        Desa.objects.create(
            kode=SITUMANDALA, nama="Situmandala", kecamatan="Rancah", kabupaten="Ciamis", provinsi="J"
        )
        pendek = kode_pendek(bytes.fromhex(kode))
        IndeksTerbit.objects.create(kode=kode, kode_pendek=pendek, sha256="", desa_id=SITUMANDALA)

    hub.di_sini(tetangga)
    menerima(node, hub)
    assert ("surat.surat", "surat.kode_milik_desa_lain") in hub.di_sini(tertahan)
    with hub.tanpa_lingkup():
        assert IndeksTerbit.objects.get(pk=kode).desa_id == SITUMANDALA


def test_certificates_that_do_not_belong_together_are_not_trusted(
    dua_rumah: Dua, kantor: pabrik.Pemeran, buat_mesin: Buat, tmp_path: Path
) -> None:
    node, hub = dua_rumah
    lain = buat_mesin("lain")
    lain.rumah = tmp_path / "rumah-lain"

    def asing() -> str:
        pabrik.tte_lokal(pabrik.pemeran())
        return Otoritas.objects.get().muatan

    muatan = lain.di_sini(asing)
    node.di_sini(lambda: Otoritas.objects.update(muatan=muatan))

    def bohong() -> None:
        baris = Otoritas.objects.get()
        publik, pribadi = gambar_otoritas(baris)
        with transaction.atomic():
            catat(
                jenis=events.OTORITAS,
                agregat="otoritas",
                agregat_id=baris.pk,
                revisi=2,
                publik=publik,
                pribadi=pribadi,
                pelaku="uji",
            )

    node.di_sini(bohong)
    menerima(node, hub)
    assert hub.di_sini(tertahan) == [("dokumen.otoritas", "dokumen.otoritas_rusak")]
    assert hub.rumah is not None
    assert len(list((hub.rumah / "kunci" / "kepercayaan" / CISONTROL).glob("muatan-*.pem"))) == 1
