"""Letters and their settings made from a stream, the files that events name, and the way into a scope by a code."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, Final
from uuid import UUID

from eoffice.jejak.proyeksi import Gambaran, ProyeksiTabel, baca_saat
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.jejak.sisip import tulis
from eoffice.jejak.versi import Isi, Jembatan
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.surat import events
from eoffice.surat.models import (
    Berkas,
    Ekspedisi,
    FormulirPadam,
    IndeksTerbit,
    KirimanWarga,
    Langkah,
    PengaturanSurat,
    Permohonan,
    Surat,
)
from eoffice.surat.rules.kode import kode_pendek
from eoffice.surat.rules.padam import Keadaan
from eoffice.surat.services.gambaran import (
    KOLOM_PENGATURAN,
    Gambar,
    gambar_ekspedisi,
    gambar_kiriman,
    gambar_padam,
    gambar_pengaturan,
    gambar_peristiwa,
)
from eoffice.wilayah.tenancy import ModelDesa, desa_aktif

_SEKALI: Final = 300
_BERKAS: Final = ("syarat", "sha256", "nama", "media", "ukuran", "diganti_pada")
_PEMOHON: Final = ("nama", "nilai", "nilai_awal", "ubahan", "telepon")
_SURAT_PUBLIK: Final = ("status", "penanda_tangan", "nomor", "kode", "kode_batal", "sha256")
_SURAT_SAAT: Final = ("sejak", "tenggat", "terbit_pada", "dicabut_pada")
_SURAT_TANGGAL: Final = ("tanggal", "berlaku_sampai")
_SURAT_PRIBADI: Final = ("data", "keperluan", "pindaian")
_KOLOM_PERMOHONAN: Final = (
    "tiket", "jenis", "penduduk_id", "pemilik", "dilayani_oleh", "kunci_kirim", "diajukan_pada", *_PEMOHON,
)  # fmt: skip
_KOLOM_SURAT: Final = (
    "permohonan", "versi", *_SURAT_PUBLIK, *_SURAT_SAAT, *_SURAT_TANGGAL, *_SURAT_PRIBADI,
)  # fmt: skip
_LANGKAH: Final = ("aksi", "dari", "ke", "peran", "pelaku", "waktu", "catatan")


class ProyeksiSurat:
    """Application, letter, files and steps, all told by ``surat.surat``."""

    jenis = events.SURAT
    agregat = "surat"

    def revisi(self, agregat_id: UUID, /) -> int | None:
        """Return the version of the letter here."""
        return self.revisi_banyak([agregat_id]).get(agregat_id)

    def revisi_banyak(self, agregat_id: Collection[UUID], /) -> Mapping[UUID, int]:
        """Return the versions of those letters that are here."""
        return dict(Surat.objects.filter(pk__in=agregat_id).values_list("pk", "versi"))

    def terapkan(self, peristiwa: PeristiwaTercatat, /) -> None:
        """Write the letter as the event tells it.

        Raises:
            InvalidInput: its code stands for a letter of another village.
        """
        self.terapkan_banyak([peristiwa])

    def terapkan_banyak(self, semua: Sequence[PeristiwaTercatat], /) -> None:
        """Write letters as their events tell them, the last of each; raises as ``terapkan`` does."""
        permohonan, surat, pribadi = {}, {}, {}
        for satu in semua:
            pribadi[satu.agregat_id] = satu.pribadi or {}
            permohonan[satu.agregat_id] = minta = _permohonan(satu.publik, satu.pribadi or {})
            surat[satu.agregat_id] = _surat(satu, minta["id"])
        _timpa([Permohonan(**isi) for isi in permohonan.values()], _KOLOM_PERMOHONAN)
        _timpa([Surat(**isi) for isi in surat.values()], _KOLOM_SURAT)
        _tulis_berkas({permohonan[pk]["id"]: isi["berkas"] for pk, isi in pribadi.items()})
        _tulis_langkah({pk: isi["langkah"] for pk, isi in pribadi.items()})
        _tulis_indeks([satu.publik for satu in semua])

    def hapus(self, agregat_id: UUID, /) -> None:
        """Remove a letter that its owner does not have, with its steps, files and application."""
        permohonan = list(Surat.objects.filter(pk=agregat_id).values_list("permohonan_id", flat=True))
        Langkah.objects.filter(surat=agregat_id).delete()
        Surat.objects.filter(pk=agregat_id).delete()
        Berkas.objects.filter(permohonan__in=permohonan).delete()
        Permohonan.objects.filter(pk__in=permohonan).delete()

    def gambaran(self) -> Iterator[Gambaran]:
        """Yield every letter."""
        semua = Surat.objects.select_related("permohonan").order_by("pk").iterator(chunk_size=_SEKALI)
        while sebagian := list(islice(semua, _SEKALI)):
            yield from _gambaran(sebagian)


def _gambaran(sebagian: Sequence[Surat]) -> Iterator[Gambaran]:
    langkah: dict[UUID, list[Langkah]] = {satu.pk: [] for satu in sebagian}
    for lk in Langkah.objects.filter(surat__in=langkah).order_by("versi"):
        langkah[lk.surat_id].append(lk)
    berkas: dict[UUID, list[Berkas]] = {satu.permohonan_id: [] for satu in sebagian}
    for b in Berkas.objects.filter(permohonan__in=berkas).order_by("id"):
        berkas[b.permohonan_id].append(b)
    for satu in sebagian:
        publik, pribadi = gambar_peristiwa(satu, langkah[satu.pk], berkas[satu.permohonan_id])
        yield Gambaran(satu.pk, satu.versi, publik, pribadi)


def _permohonan(publik: Mapping[str, Any], pribadi: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": UUID(pribadi["permohonan_id"]),
        "tiket": publik["tiket"],
        "jenis": publik["jenis"],
        "penduduk_id": UUID(pribadi["penduduk_id"]),
        "pemilik": _uuid(pribadi["pemilik"]),
        "dilayani_oleh": _uuid(publik["dilayani_oleh"]),
        "kunci_kirim": UUID(pribadi["kunci_kirim"]),
        "diajukan_pada": datetime.fromisoformat(pribadi["diajukan_pada"]),
        **{nama: pribadi[nama] for nama in _PEMOHON},
    }


def _surat(peristiwa: PeristiwaTercatat, permohonan_id: UUID) -> dict[str, Any]:
    publik, pribadi = peristiwa.publik, peristiwa.pribadi or {}
    return {
        "id": peristiwa.agregat_id,
        "permohonan_id": permohonan_id,
        "versi": peristiwa.revisi,
        **{nama: publik[nama] for nama in _SURAT_PUBLIK},
        **{nama: _saat(publik[nama]) for nama in _SURAT_SAAT},
        **{nama: _tanggal(publik[nama]) for nama in _SURAT_TANGGAL},
        **{nama: pribadi[nama] for nama in _SURAT_PRIBADI},
    }


def _timpa(rows: Sequence[ModelDesa], kolom: Collection[str]) -> None:
    """Write rows of the village in scope, one of each id, over what stands there, or add them.

    An id that belongs to a row of another village fails instead of overwriting that row.
    """
    if not rows:
        return
    ada = set(
        type(rows[0]).objects.filter(pk__termasuk=[row.pk for row in rows]).values_list("pk", flat=True)
    )
    tulis([row for row in rows if row.pk not in ada])
    tulis([row for row in rows if row.pk in ada], kolom)


def _tulis_berkas(semua: Mapping[UUID, Sequence[Sequence[Any]]]) -> None:
    rows: dict[UUID, Berkas] = {}
    for permohonan_id, berkas in semua.items():
        for pk, *isi in berkas:
            kolom = dict(zip(_BERKAS, isi, strict=True))
            kolom["diganti_pada"] = _saat(kolom["diganti_pada"])
            rows[UUID(pk)] = Berkas(id=UUID(pk), permohonan_id=permohonan_id, **kolom)
    _timpa(list(rows.values()), ("permohonan", *_BERKAS))
    Berkas.objects.filter(permohonan__in=semua).exclude(pk__termasuk=rows.keys()).delete()


def _tulis_langkah(semua: Mapping[UUID, Sequence[Sequence[Any]]]) -> None:
    """Add the steps that are missing here; one that reads otherwise here is put right, its owner knows."""
    ada = {(lk.surat_id, lk.versi): lk for lk in Langkah.objects.filter(surat__in=semua)}
    baru: list[Langkah] = []
    for surat_id, langkah in semua.items():
        for versi, *isi in langkah:
            kolom = dict(zip(_LANGKAH, isi, strict=True))
            kolom |= {"pelaku": _uuid(kolom["pelaku"]), "waktu": _saat(kolom["waktu"])}
            kini = ada.pop((surat_id, versi), None)
            if kini is None:
                baru.append(Langkah(surat_id=surat_id, versi=versi, **kolom))
            elif any(getattr(kini, nama) != nilai for nama, nilai in kolom.items()):
                Langkah.objects.filter(pk=kini.pk).update(**kolom)
    tulis(baru)
    Langkah.objects.filter(pk__in=[lk.pk for lk in ada.values()]).delete()


def _tulis_indeks(semua: Sequence[Mapping[str, Any]]) -> None:
    """Let anybody find letters by their codes, also by one that was voided before its letter was issued.

    Raises:
        InvalidInput: a code stands for a letter of another village.
    """
    indeks: dict[str, dict[str, Any]] = {}
    for publik in semua:
        if publik["kode"]:
            baru = {"sha256": publik["sha256"], "batal_pada": None}
            indeks.setdefault(publik["kode"], {}).update(baru)
        for kode, kapan in publik["kode_batal"]:
            indeks.setdefault(kode, {})["batal_pada"] = datetime.fromisoformat(kapan)
    ada = IndeksTerbit.objects.in_bulk(indeks)
    if any(row.desa_id != desa_aktif() for row in ada.values()):
        raise InvalidInput(Pesan("surat.kode_milik_desa_lain"))
    IndeksTerbit.objects.bulk_create(
        IndeksTerbit(kode=kode, kode_pendek=kode_pendek(bytes.fromhex(kode)), desa_id=desa_aktif(), **isi)
        for kode, isi in indeks.items()
        if kode not in ada
    )
    for kode, row in ada.items():
        if any(getattr(row, nama) != nilai for nama, nilai in indeks[kode].items()):
            IndeksTerbit.objects.filter(pk=kode).update(**indeks[kode])


def berkas_surat(peristiwa: PeristiwaTercatat) -> set[str]:
    """Return the SHA-256 of the files that an event of a letter names: the issued one, scans, attachments."""
    pribadi = peristiwa.pribadi or {"pindaian": [], "berkas": []}
    terbit = {peristiwa.publik["sha256"]} - {""}
    return terbit | set(pribadi["pindaian"]) | {satu[2] for satu in pribadi["berkas"]}


class ProyeksiKiriman(ProyeksiTabel[KirimanWarga]):
    """What citizens asked for at the regency, and what the village answered."""

    jenis = events.KIRIMAN
    agregat = "kiriman_warga"
    tabel = KirimanWarga

    def potret(self, row: KirimanWarga) -> Gambar:
        """Return the row as its event tells it."""
        return gambar_kiriman(row)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns that an event gives."""
        publik, pribadi = peristiwa.publik, peristiwa.pribadi or {}
        return {
            **publik,
            "surat_id": UUID(publik["surat_id"]),
            **{nama: UUID(pribadi[nama]) for nama in ("pelaku", "penduduk_id")},
            **{nama: pribadi[nama] for nama in ("versi_surat", "isi", "sebab", "rincian")},
            "dibuat_pada": baca_saat(pribadi["dibuat_pada"]),
        }


def berkas_kiriman(peristiwa: PeristiwaTercatat) -> set[str]:
    """Return the SHA-256 of the files of a mended application."""
    isi = (peristiwa.pribadi or {"isi": {}})["isi"]
    return {satu["sha256"] for satu in isi.get("berkas", ())}


class ProyeksiEkspedisi(ProyeksiTabel[Ekspedisi]):
    """The letters that were handed over."""

    jenis = events.EKSPEDISI
    agregat = "ekspedisi"
    tabel = Ekspedisi

    def potret(self, row: Ekspedisi) -> Gambar:
        """Return the row as its event tells it."""
        return gambar_ekspedisi(row)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns that an event gives."""
        publik, pribadi = peristiwa.publik, peristiwa.pribadi or {}
        return {
            "surat_id": UUID(publik["surat_id"]),
            "diserahkan_pada": baca_saat(publik["diserahkan_pada"]),
            "oleh": UUID(publik["oleh"]),
            "penerima": pribadi["penerima"],
            "sebagai": pribadi["sebagai"],
            "dicoret_pada": baca_saat(publik["dicoret_pada"]),
            "dicoret_oleh": _uuid(publik["dicoret_oleh"]),
            "alasan": pribadi["alasan"],
        }


class ProyeksiPadam(ProyeksiTabel[FormulirPadam]):
    """The forms for a power cut, and the codes on them."""

    jenis = events.PADAM
    agregat = "formulir_padam"
    tabel = FormulirPadam

    def potret(self, row: FormulirPadam) -> Gambar:
        """Return the row as its event tells it."""
        return gambar_padam(row)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns that an event gives."""
        publik = peristiwa.publik
        return {
            **{nama: publik[nama] for nama in ("jenis", "nomor", "kode", "keadaan")},
            **{nama: baca_saat(publik[nama]) for nama in ("dipesan_pada", "selesai_pada")},
            "surat_id": _uuid(publik["surat_id"]),
            "alasan": (peristiwa.pribadi or {"alasan": ""})["alasan"],
        }

    def terapkan_banyak(self, semua: Sequence[PeristiwaTercatat], /) -> None:
        """Write the forms and their codes; of a code that a letter took over, only the letter tells."""
        super().terapkan_banyak(semua)
        _tulis_indeks(list(_kode_padam([p.publik for p in semua if p.publik["surat_id"] is None])))


def _kode_padam(semua: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield what the codes of forms mean; a reserved one that is known here already may stand for a letter by now."""
    kode = [publik["kode"] for publik in semua]
    ada = set(IndeksTerbit.objects.filter(pk__in=kode, desa_id=desa_aktif()).values_list("pk", flat=True))
    for publik in semua:
        if publik["keadaan"] == Keadaan.BATAL:
            yield {"kode": "", "kode_batal": [[publik["kode"], publik["selesai_pada"]]]}
        elif publik["kode"] not in ada:
            yield {"kode": publik["kode"], "sha256": "", "kode_batal": []}


class ProyeksiPengaturan(ProyeksiTabel[PengaturanSurat]):
    """How a village writes and issues its letters."""

    jenis = events.PENGATURAN
    agregat = "pengaturan_surat"
    tabel = PengaturanSurat

    def potret(self, row: PengaturanSurat) -> Gambar:
        """Return the settings as their event tells them."""
        return gambar_pengaturan(row)

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the settings that an event tells."""
        return {nama: peristiwa.publik[nama] for nama in KOLOM_PENGATURAN}


def berkas_pengaturan(peristiwa: PeristiwaTercatat) -> set[str]:
    """Return the SHA-256 of the emblem."""
    return {peristiwa.publik["lambang"]} - {""}


def _uuid(teks: str | None) -> UUID | None:
    return UUID(teks) if teks is not None else None


def _saat(teks: str | None) -> datetime | None:
    return datetime.fromisoformat(teks) if teks is not None else None


def _tanggal(teks: str | None) -> date | None:
    return date.fromisoformat(teks) if teks is not None else None


def _naik_camat(publik: Mapping[str, Any], pribadi: Mapping[str, Any]) -> Isi:
    return {**publik, "jenis": events.dengan(events.CAMAT, publik["jenis"])}, pribadi


def _turun_camat(publik: Mapping[str, Any], pribadi: Mapping[str, Any]) -> Isi:
    return {**publik, "jenis": events.tanpa(events.CAMAT, publik["jenis"])}, pribadi


def _naik_syarat(publik: Mapping[str, Any], pribadi: Mapping[str, Any]) -> Isi:
    return {**publik, "jenis": events.dengan(events.SYARAT_JANJI, publik["jenis"]), "libur": {}}, pribadi


def _turun_syarat(publik: Mapping[str, Any], pribadi: Mapping[str, Any]) -> Isi:
    isi = {nama: nilai for nama, nilai in publik.items() if nama != "libur"}
    return isi | {"jenis": events.tanpa(events.SYARAT_JANJI, publik["jenis"])}, pribadi


def _naik_coret(publik: Mapping[str, Any], pribadi: Mapping[str, Any]) -> Isi:
    return {**publik, "dicoret_pada": None, "dicoret_oleh": None}, {**pribadi, "alasan": ""}


def _turun_coret(publik: Mapping[str, Any], pribadi: Mapping[str, Any]) -> Isi:
    lama = events.EKSPEDISI_1
    return {n: publik[n] for n in lama.publik}, {n: v for n, v in pribadi.items() if n in lama.pribadi}


JEMBATAN = (
    Jembatan(events.EKSPEDISI.nama, 1, _naik_coret, _turun_coret),
    Jembatan(events.PENGATURAN.nama, 1, _naik_camat, _turun_camat),
    Jembatan(events.PENGATURAN.nama, 2, _naik_syarat, _turun_syarat),
)
