"""What must be true of every letter type before anybody may use it: the author's proof-reader."""

from collections.abc import Iterator

from eoffice.surat.rules.badan import SIAP, kode_dipakai
from eoffice.surat.rules.isian import LAINNYA, Bila, Isian, Tipe
from eoffice.surat.rules.jenis import Blok, JenisSurat

BLOK = ("pembuka", "penutup", "identitas_penduduk", "identitas", "paragraf", "subjudul", "daftar")
BLOK_PIHAK = ("identitas_pihak",)
BLOK_DAFTAR = ("tabel",)
BLOK_TERTANDA = ("ttd_tabel", "ttd_kolom")


def cacat(jenis: JenisSurat) -> list[str]:
    """Return what is wrong with a type, in words for its author; empty when it may be used."""
    return [*_cacat_isian(jenis), *_cacat_pihak(jenis), *_cacat_syarat(jenis), *_cacat_badan(jenis)]


def _cacat_isian(jenis: JenisSurat) -> Iterator[str]:
    lebih_dulu: set[str] = set()
    for isian in jenis.isian:
        if isian.kode in lebih_dulu:
            yield f"isian {isian.kode} tertulis dua kali"
        if isian.kode in SIAP:
            yield f"isian {isian.kode} sudah diisi dari data penduduk"
        yield from (f"isian {isian.kode}: {salah}" for salah in _cacat_bila(isian.bila, lebih_dulu, jenis))
        yield from _cacat_satu(isian, jenis)
        lebih_dulu.add(isian.kode)


def _cacat_satu(isian: Isian, jenis: JenisSurat) -> Iterator[str]:
    if (isian.tipe is Tipe.PILIHAN) != bool(isian.pilihan):
        yield f"isian {isian.kode}: pilihan hanya dan harus ada pada tipe pilihan"
    if bool(isian.lain) != (isian.pilih(LAINNYA) is not None):
        yield f"isian {isian.kode}: pilihan 'lainnya' dan 'lain' harus ada berdua"
    if isian.lain and isian.lain not in {i.kode for i in jenis.isian}:
        yield f"isian {isian.kode}: {isian.lain} tidak ada"
    if (isian.tipe is Tipe.DAFTAR) != bool(isian.kolom):
        yield f"isian {isian.kode}: kolom hanya dan harus ada pada daftar"
    if any(k.tipe is Tipe.DAFTAR or k.bila for k in isian.kolom):
        yield f"isian {isian.kode}: kolom daftar tidak boleh daftar lagi dan tidak boleh bersyarat"
    if isian.bawaan and isian.bawaan not in SIAP:
        yield f"isian {isian.kode}: bawaan {isian.bawaan} tidak dikenal"


def _cacat_bila(bila: tuple[Bila, ...], dikenal: set[str], jenis: JenisSurat) -> Iterator[str]:
    for syarat in bila:
        if syarat.isian not in dikenal:
            yield f"syarat tampil merujuk {syarat.isian}, yang tidak ditanyakan lebih dulu"
            continue
        pilihan = {p.kode for p in jenis.isian_kode(syarat.isian).pilihan}
        yield from (
            f"{syarat.isian} tidak pernah bernilai {v}"
            for v in syarat.salah_satu
            if pilihan and v not in pilihan
        )


def _cacat_syarat(jenis: JenisSurat) -> Iterator[str]:
    semua = {isian.kode for isian in jenis.isian}
    kode = [syarat.kode for syarat in jenis.syarat]
    if len(set(kode)) != len(kode):
        yield "satu syarat tertulis dua kali"
    for syarat in jenis.syarat:
        yield from (f"syarat {syarat.kode}: {salah}" for salah in _cacat_bila(syarat.bila, semua, jenis))


def _cacat_pihak(jenis: JenisSurat) -> Iterator[str]:
    isian = {satu.kode for satu in jenis.isian}
    for kode in (pihak.kode for pihak in jenis.pihak):
        if kode in isian | SIAP or [p.kode for p in jenis.pihak].count(kode) > 1:
            yield f"pihak {kode}: kode itu sudah dipakai"
        if not any(satu.pihak == kode for satu in jenis.isian):
            yield f"pihak {kode}: tidak ada yang ditanyakan tentangnya"
    tanggal = {satu.kode for satu in jenis.isian if satu.tipe is Tipe.TANGGAL}
    if jenis.berlaku_isian and jenis.berlaku_isian not in tanggal:
        yield f"berlaku_isian: {jenis.berlaku_isian} bukan tanggal"


def _cacat_badan(jenis: JenisSurat) -> Iterator[str]:
    akhir = ("penutup", "ttd_kolom") if jenis.hanya_basah else ("penutup",)
    if not jenis.badan or jenis.badan[-1].jenis not in akhir or jenis.badan[-1].bila:
        yield "blok terakhir harus penutup tanpa syarat, supaya tanda tangan tidak sendirian di halaman baru"
    if not any(blok.jenis == "penutup" for blok in jenis.badan):
        yield "surat tidak punya penutup"
    if not jenis.hanya_basah and any(b.jenis in BLOK_TERTANDA for b in jenis.badan):
        yield "tanda tangan orang lain di isi surat hanya boleh pada jenis yang hanya terbit basah"
    semua = [*jenis.badan, *(b for lembar in jenis.lembar for b in lembar.badan)]
    kode = [blok.kode for blok in semua]
    if len(set(kode)) != len(kode):
        yield "satu blok tertulis dua kali"
    dikenal = {isian.kode for isian in jenis.isian}
    for lembar in jenis.lembar:
        yield from (f"lembar {lembar.kode}: {x}" for x in _cacat_bila(lembar.bila, dikenal, jenis))
    for blok in semua:
        yield from (f"blok {blok.kode}: {salah}" for salah in _cacat_blok(blok, jenis))
    tercetak = isian_tercetak(jenis)
    yield from (f"keperluan: isian {k} tidak ada" for k in kode_dipakai(jenis.keperluan) if k not in tercetak)


def isian_tercetak(jenis: JenisSurat) -> frozenset[str]:
    """Return every code that a template of this type may name."""
    lahir = {f"{p.kode}_ttl" for p in jenis.pihak if "tanggal_lahir" in p.kolom}
    return SIAP | {isian.kode for isian in jenis.isian} | lahir


def _cacat_blok(blok: Blok, jenis: JenisSurat) -> Iterator[str]:
    if blok.jenis not in (*BLOK, *BLOK_PIHAK, *BLOK_DAFTAR, *BLOK_TERTANDA):
        yield f"jenis {blok.jenis} tidak dikenal"
    yield from _cacat_bila(blok.bila, {isian.kode for isian in jenis.isian}, jenis)
    tercetak = isian_tercetak(jenis)
    yield from (f"isian {k} tidak ada" for k in _kode_blok(blok) if k not in tercetak)
    if blok.jenis in BLOK_PIHAK and jenis.pihak_kode(blok.dari) is None:
        yield f"pihak {blok.dari} tidak ada"
    daftar = next((i for i in jenis.isian if i.kode == blok.dari and i.tipe is Tipe.DAFTAR), None)
    if blok.jenis in BLOK_DAFTAR or (blok.jenis in BLOK_TERTANDA and blok.dari):
        if daftar is None:
            yield f"daftar {blok.dari} tidak ada"
        else:
            kolom = {k.kode for k in daftar.kolom}
            yield from (f"kolom {k.nilai} tidak ada" for k in blok.kolom if k.nilai not in kolom)


def _kode_blok(blok: Blok) -> Iterator[str]:
    orang = (teks for o in blok.orang for teks in (o.nama, o.keterangan))
    for templat in (blok.isi, *(b.nilai for b in blok.baris), *blok.butir, *orang):
        yield from kode_dipakai(templat)
