"""The monthly Berita Acara Rekonsiliasi, made on either side from what that side holds."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from eoffice.akun.selectors import penanda_tangan_bertugas
from eoffice.dokumen.services import rangkai
from eoffice.jejak.aliran import UjungAliran, semua_ujung
from eoffice.jejak.rentang import banyak_bermacam, berjenis
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.kernel import clock
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.events import TITIK_COCOK
from eoffice.sinkron.models import TandaTerima
from eoffice.sinkron.rules.berita_acara import (
    BahanBerita,
    BarisAliran,
    BarisTabel,
    BarisTertahan,
    Pencatatan,
    Pihak,
    susun,
    tanggal,
)
from eoffice.sinkron.rules.cocok import baca
from eoffice.sinkron.selectors import tertahan
from eoffice.sinkron.services.cocok import HasilTabel, Titik, hasil_titik
from eoffice.sinkron.services.terima import aliran_seberang
from eoffice.wilayah.selectors import identitas

Sebut = Callable[[Pesan], str]


def berita_acara(bulan: date, *, di_kabupaten: bool, sebut: Sebut, nama_tabel: Mapping[str, str]) -> bytes:
    """Return the document of a month as PDF/A. ``sebut`` turns a message into a sentence."""
    return rangkai(susun(_bahan(bulan, di_kabupaten, sebut, nama_tabel)))


def _bahan(bulan: date, di_kabupaten: bool, sebut: Sebut, nama_tabel: Mapping[str, str]) -> BahanBerita:
    zona = ZoneInfo(identitas().zona_waktu)
    dari = datetime(bulan.year, bulan.month, 1, tzinfo=zona)
    sampai = datetime(bulan.year + bulan.month // 12, bulan.month % 12 + 1, 1, tzinfo=zona)
    titik = berjenis(TITIK_COCOK.nama, dari, sampai)
    hasil = [hasil_titik(Titik(satu.epoch, satu.urut)) for satu in titik]
    return BahanBerita(
        pihak=_pihak(zona, di_kabupaten),
        bulan=bulan,
        dibuat=clock.now().astimezone(zona),
        titik=titik[-1].waktu.astimezone(zona) if titik else None,
        aliran=_aliran(zona, di_kabupaten),
        tabel=_tabel(titik[-1], hasil[-1], nama_tabel) if titik else [],
        tertahan=[
            BarisTertahan(nama_tabel.get(s.jenis, s.jenis), s.urut, s.sejak.astimezone(zona), sebut(s.sebab))
            for s in tertahan()
        ],
        catatan=Pencatatan(
            sama=sum(bool(satu) and not _beda(satu) for satu in hasil),
            berbeda=sum(map(_beda, hasil)),
            menunggu=sum(not satu for satu in hasil),
            diperbaiki=banyak_bermacam(("repair", "del"), dari, sampai),
        ),
    )


def _beda(hasil: list[HasilTabel]) -> bool:
    return any(satu.berbeda for satu in hasil)


def _pihak(zona: ZoneInfo, di_kabupaten: bool) -> Pihak:
    desa = identitas()
    kades = penanda_tangan_bertugas(clock.now().astimezone(zona).date())
    kabupaten = desa.kabupaten.removeprefix("Kabupaten ")
    return Pihak(
        kode=desa.kode,
        desa=desa.nama,
        kecamatan=desa.kecamatan,
        kabupaten=kabupaten,
        alamat=desa.alamat,
        kepala_desa=kades.nama if kades else "",
        dibuat_di=f"server Kabupaten {kabupaten}" if di_kabupaten else f"server Desa {desa.nama}",
    )


def _aliran(zona: ZoneInfo, di_kabupaten: bool) -> list[BarisAliran]:
    """Name the writer of each stream: here, there, or (taken back after a restore) this side under an older epoch."""
    dari_sana = aliran_seberang()

    def penulis(satu: UjungAliran) -> str:
        di_sini = satu.lokal or (not di_kabupaten and satu.epoch not in dari_sana)
        return "Kabupaten" if di_sini == di_kabupaten else "Desa"

    resi = {satu.epoch: satu for satu in TandaTerima.objects.all()}
    return [
        BarisAliran(penulis(satu), satu.urut, satu.digest, _resi(satu, resi.get(satu.epoch), zona))
        for satu in semua_ujung()
        if satu.urut
    ]


def _resi(satu: UjungAliran, resi: TandaTerima | None, zona: ZoneInfo) -> str:
    if not satu.lokal:
        return f"diterima di sini sampai {satu.urut}"
    if resi is None:
        return "belum ada"
    return f"sampai {resi.urut}, {tanggal(resi.pada.astimezone(zona).date())}"


def _tabel(
    titik: PeristiwaTercatat, hasil: list[HasilTabel], nama_tabel: Mapping[str, str]
) -> list[BarisTabel]:
    sana = {satu.tabel: satu.digest for satu in hasil}
    baris = [
        BarisTabel(nama_tabel.get(nama, nama), satu.jumlah, satu.akar, sana.get(nama, ""))
        for nama, satu in baca(titik.publik["tabel"]).items()
    ]
    return sorted(baris, key=lambda satu: satu.nama)
