"""After a restored disk image the same number stands on two letters: a person puts it in order, on both sides."""

import hashlib
from uuid import UUID

import pytest

from config.proyeksi import PROYEKSI
from eoffice.arsip import services as arsip
from eoffice.arsip.models import Nomor
from eoffice.dokumen import services as dokumen
from eoffice.jejak.models import Peristiwa
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import ChangedMeanwhile, NotFound
from eoffice.kernel.peran import Peran
from eoffice.penduduk.models import Penduduk
from eoffice.penduduk.services import siapkan_impor, terapkan_impor
from eoffice.sinkron.models import Karantina
from eoffice.sinkron.selectors import berkas_belum_terkirim, berkas_ditunggu
from eoffice.sinkron.services.berkas import catat_sebutan
from eoffice.sinkron.services.tinjau import bercabang, cabang, pilih_cabang
from eoffice.surat import services as surat
from eoffice.surat.models import IndeksTerbit, Surat
from eoffice.surat.rules.alur import Aksi
from tests import pabrik
from tests.conftest import CISONTROL
from tests.penduduk import berkas_uji as uji
from tests.sinkron.cabang import SURAT, Dunia
from tests.sinkron.kerja import tertahan
from tests.sinkron.mesin import Kabel, Mesin

pytestmark = pytest.mark.hanya_sqlite  # disks are copied as files


@pytest.fixture
def dunia(dua_rumah: tuple[Mesin, Mesin]) -> Dunia:
    """A village with one numbered letter, known to the hub; its disk was copied then."""
    node, hub = dua_rumah
    node.di_sini(dokumen.pastikan_otoritas, kabupaten="Ciamis")
    cast = node.di_sini(pabrik.pemeran)
    dunia = Dunia(node, hub, Kabel(hub), cast)
    dunia.bernomor()
    dunia.bertemu()
    return dunia


def teks(dunia: Dunia, surat_id: UUID) -> str:
    return str(dunia.desa(lambda: Surat.objects.get(pk=surat_id).nomor))


def dua_surat(dunia: Dunia) -> tuple[UUID, UUID]:
    """Give one number to a letter before, and to another after the disk was put back; then meet."""
    dunia.cadangkan()
    dulu = dunia.bernomor()
    dunia.bertemu()
    dunia.pulihkan()
    kini = dunia.bernomor()
    assert dunia.bertemu().bercabang == 1
    return dulu, kini


def test_a_number_on_two_letters_is_held_on_both_sides_and_neither_letter_is_lost(dunia: Dunia) -> None:
    dulu, kini = dua_surat(dunia)
    assert teks(dunia, dulu) == teks(dunia, kini), "both papers are out"
    assert dunia.hub.di_sini(lambda: Surat.objects.filter(pk__in=[dulu, kini]).count()) == 2
    assert dunia.desa(tertahan) == [("arsip.nomor", "arsip.nomor_ganda")]
    assert dunia.hub.di_sini(tertahan) == [("arsip.nomor", "arsip.nomor_ganda")]
    (ganda,) = dunia.desa(arsip.nomor_ganda)
    assert [(p.untuk, p.kembali) for p in ganda.pemegang] == [(dulu, True), (kini, False)]


@pytest.mark.parametrize(
    "tetap", [0, 1], ids=["the one that came back keeps it", "the one written here keeps it"]
)
def test_one_letter_keeps_the_number_and_the_other_is_registered_again(dunia: Dunia, tetap: int) -> None:
    pasangan = dua_surat(dunia)
    nomor = teks(dunia, pasangan[0])
    (ganda,) = dunia.desa(arsip.nomor_ganda)
    pemegang = next(p for p in ganda.pemegang if p.untuk == pasangan[tetap])
    (baru,) = dunia.desa(
        surat.pilih_pemegang,
        nomor_id=ganda.id,
        tetap=pemegang.id,
        alasan="surat ini sudah dipakai di bank",
        oleh=dunia.cast.pelaku(Peran.OPERATOR),
    )
    assert baru.split("/")[1] == "003"
    kalah = pasangan[1 - tetap]
    assert {(nomor, pasangan[tetap], True, ""), (nomor, kalah, False, ""), (baru, kalah, True, nomor)} <= set(
        dunia.nomor(dunia.node)
    )
    assert teks(dunia, kalah) == nomor, "what stands on the paper is not rewritten"
    dunia.bertemu()
    dunia.sama()
    assert dunia.nomor(dunia.hub) == dunia.nomor(dunia.node)
    putusan = dunia.hub.di_sini(lambda: list(Karantina.objects.values_list("diputuskan_oleh", flat=True)))
    assert putusan == [str(dunia.cast.operator)]
    assert teks(dunia, dunia.bernomor()).split("/")[1] == "004"
    for mesin in (dunia.node, dunia.hub):
        assert mesin.di_sini(periksa_rantai, CISONTROL).utuh


def test_the_decision_is_kept_with_who_and_why(dunia: Dunia) -> None:
    dua_surat(dunia)
    (ganda,) = dunia.desa(arsip.nomor_ganda)
    kata = {"nomor_id": ganda.id, "tetap": ganda.id, "oleh": dunia.cast.pelaku(Peran.OPERATOR)}
    dunia.desa(surat.pilih_pemegang, alasan="lebih dulu dipakai", **kata)

    def putusan() -> list[tuple[str, str, str, str]]:
        semua = Peristiwa.objects.filter(jenis="sinkron.diputuskan").select_related("muatan").order_by("urut")
        return [
            (p.publik["agregat_id"], p.publik["dipilih"], p.muatan.isi["alasan"], p.pelaku) for p in semua
        ]

    sama = (str(ganda.id), "lebih dulu dipakai", str(dunia.cast.operator))
    assert sorted(dunia.desa(putusan)) == sorted((str(p.id), *sama) for p in ganda.pemegang)


def test_two_people_decide_once(dunia: Dunia) -> None:
    dua_surat(dunia)
    (ganda,) = dunia.desa(arsip.nomor_ganda)
    oleh = dunia.cast.pelaku(Peran.OPERATOR)
    with pytest.raises(NotFound):
        dunia.desa(surat.pilih_pemegang, nomor_id=ganda.id, tetap=UUID(int=7), alasan="x", oleh=oleh)
    dunia.desa(surat.pilih_pemegang, nomor_id=ganda.id, tetap=ganda.id, alasan="x", oleh=oleh)
    with pytest.raises(NotFound):
        dunia.desa(surat.pilih_pemegang, nomor_id=ganda.id, tetap=ganda.id, alasan="x", oleh=oleh)
    with pytest.raises(ChangedMeanwhile):
        dunia.desa(
            arsip.putuskan_ganda, nomor_id=ganda.id, tetap=ganda.id, ulang={}, alasan="x", pelaku="operator"
        )


def test_a_revoked_letter_gives_its_number_up_without_another(dunia: Dunia) -> None:
    dulu, kini = dua_surat(dunia)
    oleh = dunia.cast.pelaku(Peran.OPERATOR)
    dunia.desa(surat.jalankan, surat_id=kini, aksi=Aksi.BATALKAN, oleh=oleh, versi=4, catatan="salah cetak")
    (ganda,) = dunia.desa(arsip.nomor_ganda)
    assert dunia.desa(surat.pilih_pemegang, nomor_id=ganda.id, tetap=ganda.id, alasan="x", oleh=oleh) == []
    dunia.bertemu()
    dunia.sama()
    assert [b[1] for b in dunia.nomor(dunia.hub) if b[0] == teks(dunia, dulu) and b[2]] == [dulu]


# ---- the same letter, changed on both branches ----


def surat_bercabang(dunia: Dunia, *, sela: bool) -> UUID:
    """Number one letter on both branches; ``sela``: after the restore another letter took the number first."""
    surat_id: UUID = dunia.desa(pabrik.diparaf, dunia.cast)
    dunia.bertemu()
    dunia.cadangkan()
    dunia.desa(dunia.cetak, surat_id)
    dunia.bertemu()
    dunia.pulihkan()
    if sela:
        dunia.bernomor()
    dunia.desa(dunia.cetak, surat_id)
    dunia.bertemu()
    return surat_id


@pytest.mark.parametrize("sela", [False, True], ids=["with one number", "with two numbers"])
@pytest.mark.parametrize("sini", [False, True], ids=["what came back holds", "what was written here holds"])
def test_a_letter_of_two_versions_keeps_the_chosen_one_and_voids_the_other_paper(
    dunia: Dunia, *, sela: bool, sini: bool
) -> None:
    surat_id = surat_bercabang(dunia, sela=sela)
    (satu,) = dunia.desa(bercabang)
    assert (satu.agregat, satu.agregat_id) == ("surat", surat_id)
    semua = dunia.desa(cabang, satu)
    assert [c.sini for c in semua] == [False, True]
    dipilih, lain = semua[sini].peristiwa, semua[not sini].peristiwa
    oleh = dunia.cast.pelaku(Peran.OPERATOR)
    kata = {"dipilih": dipilih.id_peristiwa, "alasan": "kertasnya di warga", "oleh": oleh, "proyeksi": SURAT}
    dunia.desa(surat.pilih_versi, surat_id=surat_id, **kata)
    for ganda in dunia.desa(arsip.nomor_ganda):
        dunia.desa(surat.pilih_pemegang, nomor_id=ganda.id, tetap=ganda.id, alasan="x", oleh=oleh)
    dunia.bertemu()
    dunia.bertemu()
    dunia.sama()
    for mesin in (dunia.node, dunia.hub):
        row = mesin.di_sini(lambda: Surat.objects.get(pk=surat_id))
        assert (row.nomor, row.kode) == (dipilih.publik["nomor"], dipilih.publik["kode"])
        assert [kode for kode, _ in row.kode_batal] == [lain.publik["kode"]]
        indeks = mesin.di_sini(lambda: dict(IndeksTerbit.objects.values_list("kode", "batal_pada")))
        assert indeks[lain.publik["kode"]] is not None and indeks[dipilih.publik["kode"]] is None
    pegang = [b for b in dunia.nomor(dunia.hub) if b[1] == surat_id and b[2]]
    assert [b[0] for b in pegang] == [dipilih.publik["nomor"]]


def test_work_goes_on_with_the_version_that_holds(dunia: Dunia) -> None:
    surat_id = surat_bercabang(dunia, sela=False)
    (satu,) = dunia.desa(bercabang)
    oleh = dunia.cast.pelaku(Peran.OPERATOR)
    dipilih = dunia.desa(cabang, satu)[0].id
    dunia.desa(surat.pilih_versi, surat_id=surat_id, dipilih=dipilih, alasan="x", oleh=oleh, proyeksi=SURAT)
    versi = dunia.desa(lambda: Surat.objects.get(pk=surat_id).versi)
    dunia.desa(surat.jalankan, surat_id=surat_id, aksi=Aksi.BATALKAN, oleh=oleh, versi=versi, catatan="rusak")
    dunia.bertemu()
    dunia.sama()


# ---- any other row, changed on both branches ----


def mengimpor(orang: dict[str, str]) -> None:
    """Take in a part of the register: the cast, whom no event told, stays as it is."""
    berkas = siapkan_impor(isi=uji.berkas_csv(orang), nama_berkas="warga.csv", lengkap=False, oleh="uji")
    terapkan_impor(impor_id=berkas.id, oleh="uji")


def test_a_resident_changed_on_both_branches_is_chosen_by_a_person(dunia: Dunia) -> None:
    dunia.desa(mengimpor, uji.orang())
    dunia.bertemu()
    dunia.cadangkan()
    dunia.desa(mengimpor, uji.orang(rt="007"))
    dunia.desa(mengimpor, uji.orang(rt="008"))
    dunia.bertemu()
    dunia.pulihkan()
    dunia.desa(mengimpor, uji.orang(pekerjaan="PETANI/PEKEBUN"))
    dunia.bertemu()
    for satu in dunia.desa(bercabang):
        dipilih = dunia.desa(cabang, satu)[0]
        assert not dipilih.sini
        proyeksi = next(p for p in PROYEKSI if p.jenis.nama == satu.jenis)
        kata = {
            "agregat_id": satu.agregat_id,
            "dipilih": dipilih.id,
            "alasan": "KK asli",
            "pelaku": "operator",
        }
        dunia.desa(pilih_cabang, proyeksi=proyeksi, **kata)
        with pytest.raises(ChangedMeanwhile):
            dunia.desa(pilih_cabang, proyeksi=proyeksi, **kata)
    dunia.bertemu()
    dunia.sama()
    dunia.desa(mengimpor, uji.orang(rt="009"))
    dunia.bertemu()
    dunia.sama()
    assert dunia.hub.di_sini(lambda: Penduduk.objects.filter(nama__icontains="a").count()) > 0


def test_provisional_numbers_become_numbers_that_stay(dunia: Dunia) -> None:
    """The disk image alone was put back, and the witness stayed: no number is given twice."""
    dunia.node.cadangkan()
    dunia.bernomor()
    dunia.node.pulihkan(0)
    operator = str(dunia.cast.operator)
    seri = dunia.desa(arsip.pakai_sementara, catatan="warga menunggu", pelaku=operator)
    surat_id = dunia.bernomor()
    sementara = teks(dunia, surat_id)
    assert f"/P-{seri}-001/" in sementara
    dunia.desa(
        arsip.pastikan_nomor, akhir={"surat_keterangan": 2}, tahun=2026, catatan="hlm. 3", pelaku=operator
    )
    (satu,) = dunia.desa(arsip.nomor_sementara)
    baru = dunia.desa(surat.beri_nomor_tetap, nomor_id=satu.id, oleh=dunia.cast.pelaku(Peran.OPERATOR))
    assert baru.split("/")[1] == "003"
    assert dunia.desa(arsip.nomor_sementara) == []
    with pytest.raises(NotFound):
        dunia.desa(surat.beri_nomor_tetap, nomor_id=satu.id, oleh=dunia.cast.pelaku(Peran.OPERATOR))
    dunia.bertemu()
    dunia.sama()
    assert (baru, surat_id, True, sementara) in dunia.nomor(dunia.hub)
    assert dunia.desa(lambda: Nomor.objects.filter(sengketa=False).count()) == 2


def test_a_file_of_one_s_own_that_the_dead_disk_had_is_awaited(dunia: Dunia) -> None:
    """The event came back from the regency, so it was written here once; the file has to come back as well."""
    hilang = hashlib.sha256(b"only the regency has it").hexdigest()
    dunia.desa(catat_sebutan, [hilang], sendiri=True)
    assert dunia.desa(berkas_ditunggu) == {hilang}
    assert dunia.desa(berkas_belum_terkirim) == 0
