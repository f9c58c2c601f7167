"""The workbook of a village that moves in from OpenSID: a realistic one, with every fault such files have.

Deterministic; the people come from the invented village of the demo. ``pindahan`` says beside each row what
should become of it, so that a test can hold the import against it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle
from typing import Literal

from config.demo.penduduk import KeluargaDemo, bangkitkan, besar
from config.demo.penduduk.tulis import baris_opensid
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.impor.kolom import KOLOM_OPENSID
from tests.penduduk.berkas_uji import buku

Nasib = Literal["masuk", "perlu dilihat", "ditolak"]
Isi = dict[str, object]
Rusak = Callable[[Isi], None]


@dataclass(slots=True)
class Pindahan:
    """A workbook, how many people of each fate are in it, and the NIK of everybody who should come in."""

    isi: bytes
    nasib: dict[Nasib, int] = field(default_factory=lambda: {"masuk": 0, "perlu dilihat": 0, "ditolak": 0})
    nik: set[str] = field(default_factory=set)


def _ganti(**ubah: object) -> Rusak:
    return lambda row: row.update(ubah)


def _olah(tajuk: str, cara: Callable[[str], object]) -> Rusak:
    def change(row: Isi) -> None:
        row[tajuk] = cara(str(row[tajuk]))

    return change


def _lahir(bentuk: str) -> Rusak:
    return _olah("tanggallahir", lambda teks: _hari(teks).strftime(bentuk))


def _hari(teks: str) -> date:
    day, month, year = (int(part) for part in teks.split("-"))
    return date(year, month, day)


def _kata(tajuk: str, tabel: kode.TabelKode, cara: Callable[[str], str] = str.upper) -> Rusak:
    return _olah(tajuk, lambda teks: cara(tabel.sebut(int(teks))))


# What a village's file really holds, and is taken as it is meant.
WAJAR: tuple[Rusak, ...] = (
    _ganti(),
    _lahir("%d/%m/%Y"),
    _lahir("%Y-%m-%d"),
    _lahir("'%d-%m-%Y"),
    _olah("tanggallahir", _hari),
    _olah("nik", lambda nik: f"\u200b{nik}\u00a0"),
    _olah("nik", lambda nik: f"'{nik}"),
    _olah("no_kk", lambda kk: f"’{kk[:4]} {kk[4:]}"),
    _olah("agama_id", int),
    _kata("agama_id", kode.AGAMA),
    _kata("pekerjaan_id", kode.PEKERJAAN, lambda kata: f" {kata.replace('/', ' / ')} "),
    _kata("pendidikan_kk_id", kode.PENDIDIKAN, str.lower),
    _ganti(pendidikan_kk_id="Tidak/Blm Sekolah"),
    _ganti(pendidikan_kk_id="Akademi/Diploma III/Sarjana Muda"),
    _ganti(golongan_darah_id="Tdk Th"),
    _ganti(golongan_darah_id="-", akta_lahir="-", suku=""),
    _ganti(dusun="DUSUN_JETAK", rw="'2", rt="RT.03"),
    _ganti(rw="-", rt="0"),
    _ganti(rw="-", rt="-"),
    _ganti(ktp_el=3, id_asuransi="", lat="-7.28", lng="108.41"),
    _ganti(ktp_el="WNI", status_rekam="WNI"),
    _ganti(status_dasar="TETAP"),
    _ganti(status_dasar="PINDAH DALAM NEGERI"),
    _ganti(ayah_nik="-", ibu_nik=""),
)
# Taken, and somebody should look.
DILIHAT: tuple[Rusak, ...] = (
    _olah("nama", lambda nama: f"{nama}*"),
    _olah("nama", lambda nama: f"{nama}_"),
)
# Only a person can mend these.
SALAH: tuple[Rusak, ...] = (
    _olah("nik", lambda nik: nik.replace("0", "O", 1)),
    _olah("nik", lambda nik: nik[:-1]),
    _olah("nik", lambda nik: f"{float(nik):.5E}"),
    _ganti(no_kk=""),
    _ganti(no_kk="0"),
    _ganti(agama_id="JEDI"),
    _ganti(tanggallahir="31-02-1990"),
    _ganti(status_dasar="TIDAK TETAP"),
    _olah("nama", lambda nama: f"{nama}\ufffd"),
    _ganti(sex="X"),
)
SETIAP_DILIHAT, SETIAP_SALAH = 41, 29


def pindahan(banyak: int, desa: str = "32.07.15.2004") -> Pindahan:
    """Return the workbook of a village with about so many people.

    The sheets: people in two sheets with their columns in another order, a note, the table of codes, and
    leftovers after the sign of the end.
    """
    hasil = Pindahan(b"")
    rows = [row for family in bangkitkan(besar(banyak, desa)) for row in _keluarga(family)]
    wajar, lihat, salah = cycle(WAJAR), cycle(DILIHAT), cycle(SALAH)
    for number, row in enumerate(rows, 1):
        nik = str(row["nik"])
        if number % SETIAP_SALAH == 0:
            fate, damage = "ditolak", next(salah)
        elif number % SETIAP_DILIHAT == 0:
            fate, damage = "perlu dilihat", next(lihat)
        else:
            fate, damage = "masuk", next(wajar)
        damage(row)
        hasil.nasib[fate] += 1  # type: ignore[index]
        if fate != "ditolak":
            hasil.nik.add(nik)
    half = len(rows) // 2
    turned = [*KOLOM_OPENSID[20:], "zodiak", *KOLOM_OPENSID[:20]]
    hasil.isi = buku(
        {
            "Data Penduduk": [*_tabel(KOLOM_OPENSID, rows[:half]), ["", "###"], ["sisa", "lama"]],
            "Catatan": [["Diekspor dari OpenSID untuk pindah aplikasi"]],
            "Dusun lain": _tabel(turned, rows[half:]),
            "Kode Data": [["nik", "nama"], ["1", "ISLAM"]],
        }
    )
    return hasil


def _keluarga(family: KeluargaDemo) -> Iterable[Isi]:
    for person in family.anggota:
        yield dict(zip(KOLOM_OPENSID, baris_opensid(family, person), strict=True))


def _tabel(kolom: Sequence[str], rows: Iterable[Isi]) -> list[list[object]]:
    return [list(kolom), *([row.get(name, "") for name in kolom] for row in rows)]
