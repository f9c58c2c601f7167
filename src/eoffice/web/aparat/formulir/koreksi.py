"""Forms that put a resident's data right: the columns of the family card, and the NIK on a form of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms

from eoffice.kernel.ids import new_id
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.koreksi import DASAR_NIK, KATA_DASAR, KODE, KOLOM, TEKS, Dasar, LembarKoreksi
from eoffice.web.komponen.bidang import Centang, Nik, Pilihan, TanggalSatu, Teks, TeksPanjang, rapikan
from eoffice.web.komponen.orang import LABEL

_WAJIB: Final = frozenset({"shdk", "kewarganegaraan"})


class _Dasar(forms.Form):
    """Why, and on which paper: what every correction says."""

    kunci = forms.UUIDField(widget=forms.HiddenInput())
    permintaan = forms.UUIDField(widget=forms.HiddenInput(), required=False)

    def _susun_dasar(self, pilihan: Mapping[str, str]) -> None:
        self.fields["dasar"] = Pilihan(
            label="Dokumen dasar",
            petunjuk="Yang ditunjukkan warga dan Anda cocokkan.",
            pilihan=list(pilihan.items()),
            daftar_turun=True,
            kosong="Pilih dokumen yang menjadi dasarnya.",
        )
        self.fields["nomor_dasar"] = Teks(
            label="Nomor dokumen", petunjuk="Bila ada, misalnya nomor akta. Jangan NIK.", required=False,
            max_length=100,
        )  # fmt: skip
        self.fields["alasan"] = TeksPanjang(
            label="Apa yang keliru?",
            petunjuk="Misalnya: salah ketik nama sewaktu impor. Ditampilkan di riwayat.",
            kosong="Tulis apa yang keliru dan mengapa dibetulkan.",
            baris=2,
            max_length=300,
        )

    def lembar(self, oleh: str, *, coba: bool) -> LembarKoreksi:
        """Return what the register is told beside the values."""
        isi = self.cleaned_data
        return LembarKoreksi(
            isi["kunci"],
            oleh,
            Dasar(isi["dasar"]),
            isi["alasan"],
            isi["nomor_dasar"],
            isi.get("permintaan"),
            coba,
        )


class Koreksi(_Dasar):
    """The columns of a person, as they stand; ``semula`` holds what the boxes showed, so that a change of somebody
    else meanwhile is told from what is typed here."""

    semula = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=4000, strip=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        nilai: Mapping[str, Any] | None = None,
        usul: Mapping[str, Any] | None = None,
        permintaan: UUID | None = None,
    ) -> None:
        """``nilai``: as the register has it; ``usul``: what a citizen asked for, put into the boxes."""
        tampil = {**(nilai or {}), **(usul or {})}
        awal = {nama: self._ke_kotak(nama, isi) for nama, isi in tampil.items()}
        rahasia = {"kunci": new_id(), "semula": json.dumps(nilai or {}), "permintaan": permintaan}
        super().__init__(data, initial=awal | rahasia)
        for nama in KOLOM:
            self.fields[nama] = self._kotak(nama)
        self._susun_dasar(KATA_DASAR)

    @staticmethod
    def _kotak(nama: str) -> forms.Field:
        label = LABEL[nama]
        if nama == "tanggal_lahir":
            return TanggalSatu(label=label, required=False)
        if nama == "jenis_kelamin":
            return Pilihan(label=label, pilihan=list(kode.KATA_KELAMIN.items()), sejajar=True)
        if nama in KODE:
            daftar = [(str(nomor), kata) for nomor, kata in kode.TABEL[nama].kata.items()]
            return Pilihan(label=label, pilihan=daftar, daftar_turun=True, required=nama in _WAJIB)
        return Teks(label=label, required=nama == "nama", kosong="Tulis namanya.", max_length=100)

    @staticmethod
    def _ke_kotak(nama: str, isi: Any) -> Any:
        if nama == "tanggal_lahir":
            return date.fromisoformat(isi) if isi else None
        return "" if isi is None else str(isi)

    def yang_ditunjukkan(self) -> dict[str, Any]:
        """Return what the boxes showed; nothing when the hidden box does not say it."""
        try:
            isi = json.loads(self.cleaned_data.get("semula") or "{}")
        except ValueError:
            return {}
        return isi if isinstance(isi, dict) else {}

    def diketik(self) -> dict[str, Any]:
        """Return the boxes as the register writes people; words that were left alone stay as they are."""
        semula, isi = self.yang_ditunjukkan(), self.cleaned_data
        hasil: dict[str, Any] = {nama: int(isi[nama]) if isi[nama] else None for nama in KODE}
        hasil["jenis_kelamin"] = isi["jenis_kelamin"]
        hasil["tanggal_lahir"] = isi["tanggal_lahir"].isoformat() if isi["tanggal_lahir"] else None
        for nama in TEKS:
            dulu = semula.get(nama)
            sama = isinstance(dulu, str) and rapikan(dulu) == isi[nama]
            hasil[nama] = dulu if sama else isi[nama].upper()
        return hasil

    def susulkan(self, kini: Mapping[str, Any]) -> Koreksi:
        """Return the form on the row as it is now: boxes left alone follow it, what was typed stays."""
        semula, diketik = self.yang_ditunjukkan(), self.diketik()
        data = {nama: self.data.get(nama, "") for nama in self.fields}
        for nama in KOLOM:
            if diketik[nama] == semula.get(nama):
                kotak = self._ke_kotak(nama, kini[nama])
                data[nama] = kotak.strftime("%d-%m-%Y") if isinstance(kotak, date) else kotak or ""
        baru = Koreksi({**data, "semula": json.dumps(dict(kini))})
        baru.is_valid()
        return baru


class KoreksiNik(_Dasar):
    """Another NIK for a person: typed twice, on the paper of the civil registry, and said to be meant."""

    revisi = forms.IntegerField(widget=forms.HiddenInput(), min_value=1)
    nik = Nik(
        label="NIK yang benar", petunjuk="16 angka, seperti di KTP-el atau KK.", kosong="Tulis NIK-nya."
    )
    ulang = Nik(
        label="Ketik NIK sekali lagi", petunjuk="Harus sama dengan yang di atas.", kosong="Ketik sekali lagi."
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, revisi: int = 0, permintaan: UUID | None = None
    ) -> None:
        super().__init__(data, initial={"kunci": new_id(), "revisi": revisi, "permintaan": permintaan})
        self._susun_dasar({satu.value: KATA_DASAR[satu] for satu in DASAR_NIK})
        self.fields["yakin"] = Centang(
            label="NIK lama memang keliru, dan NIK baru sudah saya cocokkan dengan dokumennya.",
            kosong="Cocokkan dulu dengan dokumennya, lalu beri tanda centang.",
        )

    def clean(self) -> dict[str, Any]:
        """Refuse two different numbers."""
        nik, ulang = self.cleaned_data.get("nik"), self.cleaned_data.get("ulang")
        if nik and ulang and nik != ulang:
            self.add_error("ulang", "Berbeda dari NIK di atas. Ketik keduanya sekali lagi.")
        return self.cleaned_data

    def susulkan(self, revisi: int) -> KoreksiNik:
        """Return the form on the row as it is now, with everything that was typed."""
        baru = KoreksiNik({nama: self.data.get(nama, "") for nama in self.fields} | {"revisi": str(revisi)})
        baru.is_valid()
        return baru


class TolakPermintaan(forms.Form):
    """Why a citizen's request is refused."""

    alasan = TeksPanjang(
        label="Mengapa ditolak?",
        petunjuk="Misalnya: di KTP-el yang difoto tertulis sama dengan data kami. Jangan tulis NIK.",
        kosong="Tulis mengapa ditolak. Warganya membaca kalimat ini.",
        baris=2,
        max_length=300,
    )
