"""What real work writes into the stream: the type of every value is frozen, not only the names of the keys.

The first writing of a value fixes how other machines read it for ever. A file that exists is compared, never
rewritten; ``EOFFICE_TULIS_GOLDEN=1`` writes what is missing.
"""

import json
import os
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from eoffice.akun import services as akun
from eoffice.akun.models import Pejabat
from eoffice.akun.rules.jabatan import Bentuk
from eoffice.arsip.rules.nomor import Lingkup
from eoffice.arsip.services import mulai_dari
from eoffice.dokumen import services as dokumen
from eoffice.jejak import registry
from eoffice.jejak.models import MuatanPribadi, Peristiwa
from eoffice.jejak.services import hapus_pribadi
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Aksi, CaraTerbit
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.sinkron.kerja import berkabar
from tests.surat.conftest import Tanda
from tests.surat.test_padam_aliran import padamkan

GOLDEN = Path(__file__).parent / "golden"
Bentuknya = dict[str, dict[str, list[str]]]
RUANG = ("surat.", "papan.", "arsip.", "dokumen.", "jejak.pribadi")
"""The rooms whose every event this story writes."""
DULU = {"surat.pengaturan.v1", "surat.pengaturan.v2", "surat.ekspedisi.v1"}
"""No longer told, but read for ever."""
DI_KISAH_LAIN = {
    "arsip.pemulihan.v1",
    "arsip.tanggal_dipastikan.v1",
    "surat.kiriman_warga.v1",
    *DULU,
}
"""After a restored backup, with a wrong clock, at the regency's portal: told in ``tests/arsip`` and ``tests/sinkron``."""


def jenis_nilai(nilai: object) -> str:
    """Return how JSON names a value's type; of a list or an object also what is in it."""
    if isinstance(nilai, list):
        return f"[{', '.join(sorted({jenis_nilai(satu) for satu in nilai}))}]"
    if isinstance(nilai, dict):
        return "object"
    return {"str": "string", "int": "integer", "bool": "boolean", "NoneType": "null"}[type(nilai).__name__]


def bentuk_semua() -> dict[str, Bentuknya]:
    """Return of every event type that was written: part -> key -> the types its values had."""
    pribadi = {m.peristiwa_id: m.isi for m in MuatanPribadi.objects.all()}
    hasil: dict[str, dict[str, dict[str, set[str]]]] = defaultdict(lambda: {"publik": {}, "pribadi": {}})
    for satu in Peristiwa.objects.order_by("urut"):
        for bagian, isi in (("publik", satu.publik), ("pribadi", pribadi.get(satu.pk, {}))):
            for kunci, nilai in isi.items():
                hasil[f"{satu.jenis}.v{satu.versi}"][bagian].setdefault(kunci, set()).add(jenis_nilai(nilai))
    return {
        jenis: {bagian: {k: sorted(t) for k, t in isi.items()} for bagian, isi in dua.items()}
        for jenis, dua in hasil.items()
    }


def dari_warga(cast: pabrik.Pemeran) -> UUID:
    """Let the citizen herself send an application."""
    draf = surat.mulai_draf(pemilik=cast.warga, penduduk_id=cast.penduduk_id, jenis="sku")
    surat.simpan_jawaban(draf_id=draf, pemilik=cast.warga, jawaban=pabrik.SKU)
    for syarat in surat.draf(draf_id=draf, pemilik=cast.warga).jenis.syarat:
        surat.lampirkan(
            draf_id=draf, pemilik=cast.warga, syarat=syarat.kode, nama="a.jpg", data=pabrik.foto()
        )
    return surat.ajukan(draf_id=draf, oleh=cast.pelaku(Peran.WARGA)).surat_id


def dompet(cast: pabrik.Pemeran) -> None:
    """Let the citizen keep a document and use it."""
    milik = {"pemilik": cast.warga}
    berkas_id = surat.simpan_dompet(**milik, jenis="ktp", data=pabrik.foto(), setuju=True)
    draf = surat.mulai_draf(**milik, penduduk_id=cast.penduduk_id, jenis="sku")
    surat.pakai_dompet(**milik, berkas_id=berkas_id, draf_id=draf, syarat="ktp", setuju=True)


def kisah(desa: Desa, cast: pabrik.Pemeran, tanda: Tanda) -> None:
    """Play letters through every status, a changed word, a void number, a new key, a delegation, a power cut."""
    operator, kades = cast.pelaku(Peran.OPERATOR), cast.pelaku(Peran.PENANDA_TANGAN)

    def jalan(surat_id: UUID, aksi: Aksi, oleh: surat.Pelaku, versi: int) -> None:
        surat.jalankan(surat_id=surat_id, aksi=aksi, oleh=oleh, versi=versi, catatan="sebab")

    with lingkup(desa.kode):
        tahun = surat.hari_ini().year
        mulai_dari(tahun=tahun, lingkup=Lingkup.PER_BUKU, buku="surat_keterangan", urut=120, pelaku="uji")
        terbit, kembali, basah = pabrik.diparaf(cast), pabrik.diajukan(cast), pabrik.diparaf(cast)
        jalan(dari_warga(cast), Aksi.TARIK, cast.pelaku(Peran.WARGA), 1)
        surat.ubah_isian(
            surat_id=kembali, versi=1, jawaban=pabrik.SKU | {"nama_usaha": "Warung Baru"}, oleh=operator
        )
        surat.ubah_kata(surat_id=kembali, versi=2, kata={"keperluan": "Untuk {keperluan!}."}, oleh=operator)
        jalan(kembali, Aksi.KEMBALIKAN, operator, 3)
    assert tanda(terbit).terbit
    with lingkup(desa.kode):
        jalan(terbit, Aksi.CABUT, kades, 5)
        surat.ubah_pengaturan(pelaku="uji", cara_terbit=CaraTerbit.BASAH, jenis={})
        surat.cetak_basah(surat_id=basah, versi=3, oleh=operator)
        jalan(basah, Aksi.BATALKAN, operator, 4)
        jalan(basah, Aksi.VERIFIKASI, operator, 5)
        jalan(basah, Aksi.PARAF, cast.pelaku(Peran.PEMERIKSA), 6)
        surat.cetak_basah(surat_id=basah, versi=7, oleh=operator)
        surat.terbitkan_pindaian(surat_id=basah, versi=8, berkas=[pabrik.foto()], oleh=operator)
        dokumen.cabut_penandatangan(pejabat_id=cast.kades_pejabat, alasan="hilang", pelaku="uji")
        padamkan(cast)
        akun.limpahkan(
            pejabat_id=Pejabat.objects.get(pengguna_id=cast.sekdes).pk,
            bentuk=Bentuk.ATAS_NAMA,
            mulai=surat.hari_ini(),
            selesai=surat.hari_ini() + timedelta(days=3),
            dasar="SK",
            pelaku="uji",
        )
        berkabar()
        dompet(cast)


@pytest.fixture
def bentuk(cisontrol: Desa, cast: pabrik.Pemeran, tanda: Tanda) -> dict[str, Bentuknya]:
    """The shapes of all events of the story."""
    kisah(cisontrol, cast, tanda)
    with lingkup(cisontrol.kode):
        sebelum = bentuk_semua()
        surat_id = Peristiwa.objects.filter(jenis="surat.surat").latest("urut").agregat_id
        hapus_pribadi(agregat="surat", agregat_id=surat_id, alasan="permintaan", pelaku="uji")
        return sebelum | {k: v for k, v in bentuk_semua().items() if k not in sebelum}


def test_every_value_of_every_event_keeps_its_type(bentuk: dict[str, Bentuknya]) -> None:
    tulis = os.environ.get("EOFFICE_TULIS_GOLDEN") == "1"
    for jenis, isi in sorted(bentuk.items()):
        path = GOLDEN / f"{jenis}.json"
        if tulis and not path.exists():
            path.write_text(json.dumps(isi, indent=1, sort_keys=True) + "\n")
        assert path.exists(), f"{jenis} is new: write its file as the head of this module says"
        assert json.loads(path.read_text()) == isi, jenis


def test_the_story_writes_every_event_of_these_rooms(bentuk: dict[str, Bentuknya]) -> None:
    milik = {f"{j.nama}.v{j.versi}" for j in registry.semua() if j.nama.startswith(RUANG)}
    assert milik - DI_KISAH_LAIN <= set(bentuk)
    assert {path.stem for path in GOLDEN.glob("*.json")} - DULU == set(bentuk)


def test_no_public_value_of_the_story_tells_whom_it_is_about(
    bentuk: dict[str, Bentuknya], cisontrol: Desa, cast: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        semua = [(p.jenis, json.dumps(p.publik, ensure_ascii=False)) for p in Peristiwa.objects.all()]
    for jenis, publik in semua:
        for rahasia in ("3207154506859001", "Euis", "Warung", "sebab"):
            assert rahasia not in publik, jenis
        if jenis.startswith(RUANG):  # which resident a slip or an account belongs to is told by akun alone
            assert str(cast.penduduk_id) not in publik, jenis
