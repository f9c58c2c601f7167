"""What must be true of every letter type before anybody may use it: the author's proof-reader."""

from collections.abc import Iterator

from eoffice.surat.rules.badan import SIAP, kode_dipakai
from eoffice.surat.rules.isian import LAINNYA, Bila, Isian, Tipe
from eoffice.surat.rules.jenis import Blok, JenisSurat

BLOK = ("pembuka", "penutup", "identitas_penduduk", "identitas", "paragraf", "subjudul", "daftar")


def cacat(jenis: JenisSurat) -> list[str]:
    """Return what is wrong with a type, in words for its author; empty when it may be used."""
    return [*_cacat_isian(jenis), *_cacat_syarat(jenis), *_cacat_badan(jenis)]


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


def _cacat_badan(jenis: JenisSurat) -> Iterator[str]:
    semua = {isian.kode for isian in jenis.isian}
    kode = [blok.kode for blok in jenis.badan]
    if len(set(kode)) != len(kode):
        yield "satu blok tertulis dua kali"
    if not kode or jenis.badan[-1].jenis != "penutup" or jenis.badan[-1].bila:
        yield "blok terakhir harus penutup tanpa syarat, supaya tanda tangan tidak sendirian di halaman baru"
    for blok in jenis.badan:
        if blok.jenis not in BLOK:
            yield f"blok {blok.kode}: jenis {blok.jenis} tidak dikenal"
        yield from (f"blok {blok.kode}: {salah}" for salah in _cacat_bila(blok.bila, semua, jenis))
        yield from (
            f"blok {blok.kode}: isian {k} tidak ada" for k in _kode_blok(blok) if k not in semua | SIAP
        )
    yield from (
        f"keperluan: isian {k} tidak ada" for k in kode_dipakai(jenis.keperluan) if k not in semua | SIAP
    )


def _kode_blok(blok: Blok) -> Iterator[str]:
    for templat in (blok.isi, *(b.nilai for b in blok.baris), *blok.butir):
        yield from kode_dipakai(templat)
