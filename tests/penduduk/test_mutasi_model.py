"""Any mutations in any order: what a small model of the village says is what the register says."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

import pytest

from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import EofficeError
from eoffice.penduduk import services
from eoffice.penduduk.models import Keluarga, Mutasi, Penduduk
from eoffice.penduduk.rules.mutasi import Rumah
from eoffice.penduduk.rules.perkawinan import Menetap, Nikah, Tinggal
from eoffice.penduduk.selectors import jumlah_penduduk
from tests.conftest import CISONTROL
from tests.penduduk.mutasi_uji import keadaan, kini, lembar, pendatang

pytestmark = pytest.mark.usefixtures("di_cisontrol")
LANGKAH = 25
DUSUN = ("CICALUNG", "JETAK", "CIKUPA")


@dataclass
class Desa:
    """What the model knows: who lives here, who died, who left, and what can be taken back."""

    acak: random.Random
    hidup: set[UUID] = field(default_factory=set)
    mati: set[UUID] = field(default_factory=set)
    pindah: set[UUID] = field(default_factory=set)
    tidak_sah: set[UUID] = field(default_factory=set)
    baris: int = 0
    nomor: int = 0

    def pilih(self) -> Penduduk | None:
        """Return some resident."""
        if not self.hidup:
            return None
        pk = self.acak.choice(sorted(self.hidup))
        return Penduduk.objects.select_related("keluarga").get(pk=pk)

    def serumah(self, orang: Penduduk) -> list[Penduduk]:
        """Return who else lives on the same card."""
        semua = Penduduk.objects.filter(keluarga_id=orang.keluarga_id, status_dasar=1).exclude(pk=orang.pk)
        return list(semua.order_by("pk"))

    def angka(self) -> str:
        """Return four digits nobody has had."""
        self.nomor += 1
        return f"{9000 + self.nomor:04d}"


def datang(desa: Desa) -> None:
    surat, ekor = lembar(), desa.angka()
    rumah = Rumah(f"320715010126{ekor}", dusun=desa.acak.choice(DUSUN), rw="001", rt="002")
    orang = pendatang(nik=f"320715140490{ekor}", nama=f"ORANG {ekor}")
    services.catat_kedatangan(surat, orang=orang, rumah=rumah, asal="Kota Banjar")
    desa.hidup.add(Penduduk.objects.get(nik=orang.nik).pk)
    desa.baris += 1


def lahir(desa: Desa) -> None:
    orang = desa.pilih()
    if orang is None or orang.keluarga_id is None:
        return
    anak = pendatang(nik="", nama=f"BAYI {desa.angka()}", shdk=4, tanggal_lahir=kini() - timedelta(days=1))
    anak_surat = lembar(orang.pk)
    services.catat_kelahiran(anak_surat, keluarga_id=orang.keluarga_id, orang=anak)
    desa.hidup.add(Penduduk.objects.get(nama=anak.nama).pk)
    desa.baris += 1


def mati(desa: Desa) -> None:
    orang = desa.pilih()
    if orang is None:
        return
    lain = desa.serumah(orang)
    surat = lembar(orang.pk, tanggal=kini())
    services.catat_kematian(surat, penduduk_id=orang.pk, kepala_baru=lain[0].pk if lain else None)
    desa.hidup.remove(orang.pk)
    desa.mati.add(orang.pk)
    desa.baris += 1


def pindah(desa: Desa) -> None:
    orang = desa.pilih()
    if orang is None:
        return
    lain = desa.serumah(orang)
    ikut = [o.pk for o in lain if desa.acak.random() < 0.5]
    tinggal = [o.pk for o in lain if o.pk not in ikut]
    services.catat_kepindahan(
        lembar(orang.pk, tanggal=kini()),
        penduduk_id=orang.pk,
        ikut=ikut,
        tujuan="Kota Bandung",
        kepala_baru=tinggal[0] if tinggal else None,
    )
    pergi = {orang.pk, *ikut}
    desa.hidup -= pergi
    desa.pindah |= pergi
    desa.baris += len(pergi)


def pecah(desa: Desa) -> None:
    orang = desa.pilih()
    lain = desa.serumah(orang) if orang else []
    if orang is None or orang.keluarga_id is None or not lain:
        return
    services.pecah_kk(
        lembar(orang.pk, tanggal=kini()),
        keluarga_id=orang.keluarga_id,
        anggota=[orang.pk],
        kepala=orang.pk,
        rumah=Rumah(f"320715010126{desa.angka()}"),
        kepala_baru=lain[0].pk,
    )
    desa.baris += 1


def pindah_rumah(desa: Desa) -> None:
    orang = desa.pilih()
    if orang is None or orang.keluarga_id is None:
        return
    rumah = Rumah(dusun=f"DUSUN {desa.angka()}", rw="001", rt="001")
    services.catat_pindah_rumah(lembar(orang.pk, tanggal=kini()), keluarga_id=orang.keluarga_id, rumah=rumah)
    desa.baris += 1 + len(desa.serumah(orang))


def kawin(desa: Desa) -> None:
    """Marry somebody to a newcomer or to another resident, however they live afterwards, when the rules let them."""
    orang, pasangan = desa.pilih(), desa.pilih()
    if orang is None or pasangan is None:
        return
    ekor, sebelum = desa.angka(), keadaan()
    sisa = [
        [o.pk for o in desa.serumah(siapa) if o.pk not in (orang.pk, pasangan.pk)]
        for siapa in (orang, pasangan)
    ]
    menetap = Menetap(
        desa.acak.choice(list(Tinggal)),
        Rumah(f"320715010126{ekor}", dusun="JETAK"),
        kepala_baru=next(iter(sisa[0]), None),
        kepala_baru_pasangan=next(iter(sisa[1]), None),
    )
    surat, nikah, luar = (
        lembar(orang.pk, tanggal=kini()),
        Nikah(penetapan="PA 1/2026"),
        desa.acak.random() < 0.5,
    )
    pendatangnya = pendatang(nik=f"320715140490{ekor}", nama=f"ORANG {ekor}", jenis_kelamin="P", shdk=11)
    try:
        if luar:
            services.catat_perkawinan_luar(
                surat, penduduk_id=orang.pk, orang=pendatangnya, asal="Banjar", nikah=nikah, menetap=menetap
            )
        else:
            services.catat_perkawinan(
                surat, penduduk_id=orang.pk, pasangan_id=pasangan.pk, nikah=nikah, menetap=menetap
            )
    except EofficeError:
        assert keadaan() == sebelum, "what is refused changes nothing"
        return
    desa.hidup |= set(Penduduk.objects.filter(nik=pendatangnya.nik).values_list("pk", flat=True))
    desa.baris += Mutasi.objects.filter(kelompok=surat.kelompok).count()


def cerai(desa: Desa) -> None:
    """Part a couple that stands on one card, or somebody whose spouse is elsewhere."""
    kawin = Penduduk.objects.filter(pk__in=desa.hidup, status_kawin__in=[2, 3, 6]).order_by("pk")
    for orang in kawin[:1]:
        lain = [o for o in desa.serumah(orang) if o.status_kawin in (2, 3, 6)]
        sisa = [o for o in desa.serumah(orang) if o not in lain]
        surat, sebelum = lembar(orang.pk, tanggal=kini()), keadaan()
        try:
            services.catat_perceraian(
                surat,
                penduduk_id=orang.pk,
                mantan=lain[0].pk if lain else None,
                akta="1/AC/2026",
                keluar=orang.pk if lain and desa.acak.random() < 0.5 else None,
                rumah=Rumah(f"320715010126{desa.angka()}"),
                kepala_baru=next(iter([*lain, *sisa]), orang).pk,
            )
        except EofficeError:
            assert keadaan() == sebelum, "what is refused changes nothing"
            continue
        desa.baris += Mutasi.objects.filter(kelompok=surat.kelompok).count()


def batal(desa: Desa) -> None:
    """Take something back, when nothing later stands in the way; who was added by it is invalid then."""
    semua = list(Mutasi.objects.exclude(jenis="pembetulan").order_by("pk").values_list("kelompok", "jenis"))
    if not semua:
        return
    kelompok, _ = desa.acak.choice(semua)
    baris = list(Mutasi.objects.filter(kelompok=kelompok).values_list("penduduk_id", "jenis"))
    sebelum = keadaan()
    try:
        services.betulkan_mutasi(lembar(), kelompok=kelompok, alasan="Keliru")
    except EofficeError:
        assert keadaan() == sebelum, "what is refused changes nothing"
        return
    desa.baris += len(baris)
    for siapa, jenis in baris:
        if jenis in ("lahir", "datang"):
            desa.hidup.discard(siapa)
            desa.tidak_sah.add(siapa)
        elif jenis in ("mati", "pindah"):
            desa.mati.discard(siapa)
            desa.pindah.discard(siapa)
            desa.hidup.add(siapa)


KERJA: tuple[Callable[[Desa], None], ...] = (
    datang,
    lahir,
    lahir,
    mati,
    pindah,
    pecah,
    pindah_rumah,
    kawin,
    kawin,
    cerai,
    batal,
    batal,
)


def periksa(desa: Desa) -> None:
    """Compare the register with the model, and look for families without a head or with two."""
    ada = {
        status: set(Penduduk.objects.filter(status_dasar=status).values_list("pk", flat=True))
        for status in (1, 2, 3, 9)
    }
    assert ada == {1: desa.hidup, 2: desa.mati, 3: desa.pindah, 9: desa.tidak_sah}
    assert jumlah_penduduk() == len(desa.hidup)
    assert Mutasi.objects.count() == desa.baris
    kepala: Counter[UUID | None] = Counter()
    for rumah, shdk in Penduduk.objects.filter(status_dasar=1).values_list("keluarga_id", "shdk"):
        kepala[rumah] += shdk == 1
    assert all(satu == 1 for satu in kepala.values()), "a card without a head, or with two"


@pytest.mark.parametrize("benih", range(6))
def test_the_register_is_what_the_mutations_say(benih: int) -> None:
    desa = Desa(random.Random(benih))
    datang(desa)
    for _ in range(LANGKAH):
        desa.acak.choice(KERJA)(desa)
        periksa(desa)
    assert Keluarga.objects.count() <= desa.nomor
    assert periksa_rantai(CISONTROL).utuh


def test_every_kind_is_met_on_the_walks() -> None:
    """So that a walk that only ever refuses cannot look like a walk that agrees."""
    for benih in range(6):
        desa = Desa(random.Random(benih), nomor=benih * 100)
        datang(desa)
        for _ in range(LANGKAH):
            desa.acak.choice(KERJA)(desa)
    ditemui = set(Mutasi.objects.values_list("jenis", flat=True))
    assert ditemui == {
        "lahir", "mati", "datang", "pindah", "pindah_dalam_desa", "pecah_kk", "kawin", "cerai", "pembetulan",
    }  # fmt: skip
    assert Penduduk.objects.filter(tanggal_lahir__gt=date(2020, 1, 1)).exists()
