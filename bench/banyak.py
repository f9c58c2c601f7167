"""Pages of an office with many letters and residents: ``python -m bench.banyak [--surat 100000] [--penduduk 100000]``.

A few letters are really written, at every stage; the others are copies of these rows for other residents, since a real
one takes a fifth of a second. Each page is asked for through Django's test client: CPU and statements, medians of many.
"""

import argparse
import random
import re
import shutil
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from bench.__main__ import HOME, cetak  # sets Django up on a throw-away home

# isort: split
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import pabrik
from tests.web.aparat.conftest import browser

from bench.baris import Baris
from bench.ukur import KODE, Dunia, setumpuk, siapkan
from eoffice.akun.selectors import pengguna
from eoffice.arsip.models import Nomor
from eoffice.kernel.ids import new_id
from eoffice.penduduk.models import Penduduk
from eoffice.surat.models import Berkas, IndeksTerbit, Langkah, Permohonan, Surat
from eoffice.wilayah.tenancy import lingkup

BATAS_MS, BATAS_KUERI, PUTARAN, SEKALI = 30, 15, 9, 2000
BATAS_SUNTING_MS = 150


def isi_surat(dunia: Dunia, banyak: int) -> tuple[Surat, Surat]:
    """Write some letters, copy them to so many, of which one in fifty is still on its way.

    Return one that is issued and one that waits for the operator.
    """
    setumpuk(dunia)
    with lingkup(KODE):
        jalan = [pabrik.diajukan(dunia.pemeran), pabrik.diparaf(dunia.pemeran)]
        terbit = Surat.objects.select_related("permohonan").exclude(pk__in=jalan)[0]
        semua = [terbit, *Surat.objects.select_related("permohonan").filter(pk__in=jalan)]
        contoh = [_contoh(satu) for satu in semua]
        orang = list(Penduduk.objects.values_list("pk", "nama"))
        for awal in range(0, banyak, SEKALI):
            _salin(contoh, orang, range(awal, min(awal + SEKALI, banyak)))
        return terbit, Surat.objects.get(pk=jalan[0])


@dataclass(frozen=True, slots=True)
class Contoh:
    """A letter to be copied, with the rows that belong to it."""

    surat: Surat
    berkas: Sequence[Berkas]
    langkah: Sequence[Langkah]
    nomor: Sequence[Nomor]


def _contoh(surat: Surat) -> Contoh:
    return Contoh(
        surat,
        list(Berkas.objects.filter(permohonan=surat.permohonan)),
        list(Langkah.objects.filter(surat=surat)),
        list(Nomor.objects.filter(untuk=surat.pk)),
    )


def _salin(contoh: Sequence[Contoh], orang: Sequence[tuple[UUID, str]], nomor: range) -> None:
    baru: dict[type[models.Model], list[models.Model]] = {
        jenis: [] for jenis in (Permohonan, Surat, Berkas, Langkah, Nomor, IndeksTerbit)
    }
    for urut in nomor:
        asal = contoh[0] if urut % 50 else contoh[1 + urut // 50 % (len(contoh) - 1)]
        for row in _satu(asal, random.choice(orang), urut):  # noqa: S311  only whose letter it is
            baru[type(row)].append(row)
    for jenis, rows in baru.items():
        jenis._default_manager.bulk_create(rows)


def _satu(contoh: Contoh, siapa: tuple[UUID, str], urut: int) -> Iterator[models.Model]:
    """Yield the rows of one more letter like another, of somebody else and of another minute."""
    asal, mundur = contoh.surat, timedelta(minutes=5 * urut)
    kode = f"{urut + 1:032x}" if asal.kode else ""
    permohonan = _tiru(
        asal.permohonan, tiket=f"UJI-{urut}", penduduk_id=siapa[0], nama=siapa[1], kunci_kirim=new_id(),
        diajukan_pada=asal.permohonan.diajukan_pada - mundur,
    )  # fmt: skip
    yield permohonan
    teks = f"400.9/{urut + 1000}/UJI" if asal.nomor else ""
    surat = _tiru(
        asal, permohonan=permohonan, nomor=teks, kode=kode, sejak=asal.sejak - mundur,
        terbit_pada=asal.terbit_pada and asal.terbit_pada - mundur,
    )  # fmt: skip
    yield surat
    yield from (_tiru(berkas, permohonan=permohonan) for berkas in contoh.berkas)
    yield from (_tiru(langkah, surat=surat, waktu=langkah.waktu - mundur) for langkah in contoh.langkah)
    yield from (_tiru(nomor, urut=urut + 1000, teks=teks, untuk=surat.pk) for nomor in contoh.nomor)
    if kode:
        yield IndeksTerbit(kode=kode, kode_pendek=f"U{urut:09}", sha256=asal.sha256, desa_id=KODE)


def _tiru(row: Any, **lain: Any) -> Any:
    isi = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields} | {"id": new_id()}
    for nama, nilai in lain.items():
        isi[f"{nama}_id" if isinstance(nilai, models.Model) else nama] = (
            nilai.pk if isinstance(nilai, models.Model) else nilai
        )
    return type(row)(**isi)


def halaman(dunia: Dunia, surat: Surat, baru: Surat) -> Iterator[tuple[str, Client, str]]:
    """Yield name, browser and address of each page."""
    operator, kades = browser(dunia.pemeran.operator), browser(dunia.pemeran.kades)
    warga, tamu = Client(), Client()
    warga.force_login(pengguna(dunia.pemeran.warga))
    for nama, alamat in (
        ("beranda aparat", "/aparat/"), ("permohonan", "/aparat/permohonan/"),
        ("permohonan, semua", "/aparat/permohonan/?keadaan=semua"),
        ("permohonan, halaman 1.000", "/aparat/permohonan/?keadaan=semua&halaman=1000"),
        ("permohonan, cari nama", "/aparat/permohonan/?keadaan=semua&q=komariah"),
        ("satu surat", f"/aparat/permohonan/{surat.pk}/"), ("cari semua", "/aparat/cari/?q=komariah"),
        ("cetak dan serahkan", "/aparat/cetak/"), ("buku ekspedisi", "/aparat/cetak/ekspedisi/"),
        ("nomor batal", "/aparat/permohonan/nomor-batal/"), ("penduduk", "/aparat/penduduk/"),
        ("satu penduduk", f"/aparat/penduduk/{surat.permohonan.penduduk_id}/"),
        ("perlu diperiksa", "/aparat/penduduk/periksa/"), ("loket", "/aparat/loket/"),
        ("statistik umur", "/aparat/penduduk/statistik/umur-lima-tahunan/"),
        ("pengaturan", "/aparat/pengaturan/"),
    ):  # fmt: skip
        yield nama, operator, alamat
    yield "kata-kata surat", operator, f"/aparat/permohonan/{baru.pk}/kata/"
    yield "tumpukan kades", kades, "/aparat/tanda-tangan/"
    yield "beranda kades", kades, "/aparat/"
    yield "permohonan saya", warga, "/warga/"
    yield "surat saya", warga, f"/warga/surat/{surat.pk}/"
    yield "data saya", warga, "/warga/data/"
    yield "siapa membuka", warga, "/warga/akses/"
    kode = IndeksTerbit.objects.get(pk=surat.kode).kode_pendek
    for nama, alamat in (
        ("beranda desa", f"/desa/{KODE}/"), ("standar layanan", f"/desa/{KODE}/layanan/"),
        ("lacak", f"/desa/{KODE}/lacak/?tiket={surat.permohonan.tiket}"), ("cek", f"/cek/{kode}/"),
    ):  # fmt: skip
        yield nama, tamu, alamat


def ukur(dunia: Dunia, surat: Surat, baru: Surat) -> Iterator[Baris]:
    """Yield a line a page: CPU and statements."""
    for nama, siapa, alamat in halaman(dunia, surat, baru):
        yield _ukur(nama, lambda siapa=siapa, alamat=alamat: siapa.get(alamat), BATAS_MS)  # type: ignore[misc]
    ubah = ubah_kata(dunia, baru)
    yield _ukur("kata-kata surat diketik, halamannya digambar lagi", lambda: next(ubah), BATAS_SUNTING_MS)


def ubah_kata(dunia: Dunia, surat: Surat) -> Iterator[Any]:
    """Type other words into a letter again and again, and have its page drawn."""
    alamat, operator = f"/aparat/permohonan/{surat.pk}/kata/", browser(dunia.pemeran.operator)
    kotak = re.findall(r'<textarea name="(blok_\w+)"', operator.get(alamat).content.decode())
    for kali in count():
        isi = dict.fromkeys(kotak, f"Orang tersebut benar warga kami, dan ini ketikan ke-{kali}.")
        yield operator.post(alamat, {"aksi": "lihat", "versi": surat.versi, **isi})


def _ukur(nama: str, minta: Callable[[], Any], batas: int) -> Baris:
    minta()  # warms up
    waktu = []
    for _ in range(PUTARAN):
        mulai = time.process_time()
        jawab = minta()
        waktu.append((time.process_time() - mulai) * 1000)
    with CaptureQueriesContext(connection) as kueri:
        minta()
    cpu, banyak = statistics.median(waktu), len(kueri)
    judul = nama if jawab.status_code == 200 else f"{nama} ({jawab.status_code})"
    return Baris(judul, cpu, f"ms CPU, {banyak} kueri", batas, cpu <= batas and banyak <= BATAS_KUERI)


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--surat", type=int, default=100_000)
    parser.add_argument("--penduduk", type=int, default=100_000)
    pilihan = parser.parse_args()
    dunia = siapkan(pilihan.penduduk)
    cetak(list(ukur(dunia, *isi_surat(dunia, pilihan.surat))))


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
