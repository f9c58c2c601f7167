"""The register between its rows and the stream."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from eoffice.jejak.proyeksi import Gambaran, ProyeksiTabel, RowT, baca_saat
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.jejak.tulisan import tulis_baris
from eoffice.jejak.versi import Isi, Jembatan
from eoffice.penduduk.events import (
    BEDA_ORANG,
    KELUARGA_DICATAT,
    KOREKSI_DICATAT,
    MUTASI_DICATAT,
    PENDUDUK_DICATAT,
    PERMINTAAN_KOREKSI,
)
from eoffice.penduduk.models import BedaOrang, Keluarga, Koreksi, Mutasi, Penduduk, PermintaanKoreksi
from eoffice.penduduk.rules.impor.banding import KOLOM_ORANG
from eoffice.penduduk.rules.sampingan import KOLOM_SAMPINGAN, angkat, turunkan
from eoffice.penduduk.services.edisi import edisi_baru
from eoffice.penduduk.services.potret import (
    Potret,
    potret_beda,
    potret_keluarga,
    potret_koreksi,
    potret_mutasi,
    potret_orang,
    potret_permintaan,
)

_SEKALI: Final = 500
_DIBACA: Final = ("id", "revisi", *KOLOM_ORANG, *KOLOM_SAMPINGAN, "lain", "keluarga_id", "hilang_pada")


class ProyeksiBuku(ProyeksiTabel[RowT]):
    """A table of the register itself: what is written or removed draws a new mark of its state."""

    def terapkan_banyak(self, semua: Sequence[PeristiwaTercatat], /) -> None:
        """Write the rows of events, and mark the register as changed."""
        super().terapkan_banyak(semua)
        edisi_baru()

    def hapus(self, agregat_id: UUID, /) -> None:
        """Remove a row that its owner does not have, and mark the register as changed."""
        super().hapus(agregat_id)
        edisi_baru()


class ProyeksiKeluarga(ProyeksiBuku[Keluarga]):
    """Families; they come before their members."""

    jenis = KELUARGA_DICATAT
    agregat = "keluarga"
    tabel = Keluarga

    def potret(self, row: Keluarga) -> Potret:
        """Return what is told of a family."""
        return potret_keluarga(row)

    def tulisan(self) -> Iterator[tuple[str, str]]:
        """Yield every family as its canonical text."""
        return tulis_baris(self.baris(), self.potret)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns of a family."""
        return dict(peristiwa.pribadi or {})


class ProyeksiPenduduk(ProyeksiBuku[Penduduk]):
    """People; the key they are searched by is worked out here."""

    jenis = PENDUDUK_DICATAT
    agregat = "penduduk"
    tabel = Penduduk
    induk = (("keluarga", Keluarga),)
    turunan = ("kunci_cari",)

    def potret(self, row: Penduduk) -> Potret:
        """Return what is told of a person."""
        return potret_orang(row)

    def gambaran(self) -> Iterator[Gambaran]:
        """Yield every person; the rows are only read, so none of them is made an object of the model."""
        for row in self.baris().values_list(*_DIBACA, named=True).iterator(chunk_size=_SEKALI):
            publik, pribadi = potret_orang(row)
            yield Gambaran(row.id, row.revisi, publik, pribadi)

    def tulisan(self) -> Iterator[tuple[str, str]]:
        """Yield every person as his canonical text."""
        return tulis_baris(self.baris(), self.potret)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns of a person."""
        isi = dict(peristiwa.pribadi or {})
        keluarga, lahir = isi["keluarga_id"], isi["tanggal_lahir"]
        isi["keluarga_id"] = UUID(keluarga) if keluarga else None
        isi["tanggal_lahir"] = date.fromisoformat(lahir) if lahir else None
        isi["hilang_pada"] = baca_saat(peristiwa.publik["hilang_pada"])
        return isi

    def lengkapi(self, rows: Sequence[Penduduk]) -> None:
        """Derive the search keys."""
        for row in rows:
            row.isi_kunci_cari()


class ProyeksiMutasi(ProyeksiTabel[Mutasi]):
    """Mutations; they come after the people and families they are about."""

    jenis = MUTASI_DICATAT
    agregat = "mutasi"
    tabel = Mutasi
    induk = (("penduduk", Penduduk), ("keluarga", Keluarga))

    def potret(self, row: Mutasi) -> Potret:
        """Return what is told of a mutation."""
        return potret_mutasi(row)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns of a mutation."""
        isi = dict(peristiwa.pribadi or {})
        for name in ("kelompok", "penduduk_id", "keluarga_id", "membetulkan"):
            isi[name] = UUID(isi[name]) if isi[name] else None
        isi["tanggal"] = date.fromisoformat(isi["tanggal"])
        isi["dicatat_pada"] = baca_saat(isi["dicatat_pada"])
        isi["jenis"] = peristiwa.publik["jenis"]
        return isi


class ProyeksiBeda(ProyeksiTabel[BedaOrang]):
    """Decisions that two people are two; they come after the people."""

    jenis = BEDA_ORANG
    agregat = "beda_orang"
    tabel = BedaOrang
    induk = (("satu", Penduduk), ("dua", Penduduk))

    def potret(self, row: BedaOrang) -> Potret:
        """Return what is told of a decision."""
        return potret_beda(row)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns of a decision."""
        isi = dict(peristiwa.pribadi or {})
        return {
            **{nama: UUID(isi[nama]) for nama in ("satu_id", "dua_id")},
            "oleh": isi["oleh"],
            "diputus_pada": baca_saat(isi["diputus_pada"]),
        }


class ProyeksiKoreksi(ProyeksiTabel[Koreksi]):
    """Corrections; they come after the people they are about."""

    jenis = KOREKSI_DICATAT
    agregat = "koreksi"
    tabel = Koreksi
    induk = (("penduduk", Penduduk),)

    def potret(self, row: Koreksi) -> Potret:
        """Return what is told of a correction."""
        return potret_koreksi(row)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns of a correction."""
        isi = dict(peristiwa.pribadi or {})
        isi["penduduk_id"] = UUID(isi["penduduk_id"])
        isi["permintaan"] = UUID(isi["permintaan"]) if isi["permintaan"] else None
        isi["dicatat_pada"] = baca_saat(isi["dicatat_pada"])
        isi["dasar"] = peristiwa.publik["dasar"]
        return isi


class ProyeksiPermintaan(ProyeksiTabel[PermintaanKoreksi]):
    """What citizens asked to have put right, and what the village answered."""

    jenis = PERMINTAAN_KOREKSI
    agregat = "permintaan_koreksi"
    tabel = PermintaanKoreksi

    def potret(self, row: PermintaanKoreksi) -> Potret:
        """Return the row as its event tells it."""
        return potret_permintaan(row)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns of a request."""
        isi = {**(peristiwa.pribadi or {}), **peristiwa.publik}
        for name in ("penduduk_id", "pemilik"):
            isi[name] = UUID(isi[name])
        for name in ("dibuat_pada", "diputus_pada"):
            isi[name] = baca_saat(isi[name])
        return isi


def berkas_permintaan(peristiwa: PeristiwaTercatat) -> set[str]:
    """Return the SHA-256 of the photos that a request names."""
    return {satu["sha256"] for satu in (peristiwa.pribadi or {"berkas": []})["berkas"]}


def _naik_orang(publik: Mapping[str, Any], pribadi: Mapping[str, Any]) -> Isi:
    """Give what people are counted by its columns; the private part may have been erased."""
    kolom, sisa = angkat(pribadi["lain"] or {})
    return publik, {**pribadi, **kolom, "lain": sisa}


def _turun_orang(publik: Mapping[str, Any], pribadi: Mapping[str, Any]) -> Isi:
    tanpa = {nama: nilai for nama, nilai in pribadi.items() if nama not in KOLOM_SAMPINGAN}
    return publik, {**tanpa, "lain": turunkan(pribadi, pribadi["lain"])}


JEMBATAN = (Jembatan(PENDUDUK_DICATAT.nama, 1, _naik_orang, _turun_orang),)
