"""Forms about marriage and its end, in the words of the counter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django import forms

from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.perkawinan import UMUR_NIKAH, Menetap, Nikah, Tinggal
from eoffice.penduduk.rules.ringkas import RingkasPenduduk
from eoffice.web.komponen.bidang import BanyakPilihan, Nik, Pilihan, TanggalSatu, Teks

from .mutasi import FormulirOrang, FormulirRumah, orang_pilihan, pilih_kode

_KEPALA: Final = kode.SHDK.sebut(kode.KEPALA_KELUARGA)
_LAIN_SHDK: Final = "11"
_TIDAK: Final = "tidak"
_HIDUP, _MATI = "hidup", "mati"


class _Kawin(FormulirOrang):
    """What every marriage asks; the first of ``keluarga`` is whom the form is about."""

    def _nikah(self) -> None:
        self.fields["tanggal"].label = "Tanggal nikah"
        self.fields["akta"] = Teks(
            label="Nomor buku nikah atau akta perkawinan", required=False, max_length=100,
            petunjuk="Kosongkan bila belum dicatat di KUA atau Disdukcapil; statusnya menjadi kawin belum tercatat.",
        )  # fmt: skip
        self.fields["tempat"] = Teks(
            label="Tempat nikah", petunjuk="Misalnya KUA Rancah.", required=False, max_length=100
        )
        self.fields["penetapan"] = Teks(
            label="Nomor penetapan pengadilan", required=False, max_length=100,
            petunjuk=f"Hanya bila ada yang belum {UMUR_NIKAH} tahun (dispensasi), atau suaminya masih beristri (izin).",
        )  # fmt: skip

    def _kartu(self, pilihan: Sequence[tuple[Tinggal, str]], tanya: str) -> None:
        self.fields["tinggal"] = Pilihan(label=tanya, pilihan=[(t.value, kata) for t, kata in pilihan])
        self.fields["no_kk"] = Nik(
            label="Nomor KK baru", petunjuk="16 angka. Hanya bila ada KK baru.", required=False
        )
        self._alamat(wajib=False, petunjuk="Kosongkan bila alamat KK baru sama dengan KK suami.")

    def _ikut(self, lain: Sequence[RingkasPenduduk]) -> None:
        if lain:
            self.fields["ikut"] = BanyakPilihan(
                label="Siapa yang ikut pindah KK?", petunjuk="Misalnya anak. Kosongkan bila tidak ada.",
                pilihan=orang_pilihan(lain), required=False,
            )  # fmt: skip

    def nikah(self) -> Nikah:
        """Return what is stated of the marriage."""
        return Nikah(*(self.cleaned_data[nama] for nama in ("akta", "penetapan", "tempat")))

    def menetap(self) -> Menetap:
        """Return where the couple lives."""
        return Menetap(
            Tinggal(self.cleaned_data["tinggal"]),
            self.rumah(),
            self.banyak_orang("ikut"),
            self.orang("kepala_baru"),
            self.orang("kepala_baru_pasangan"),
        )


class Perkawinan(_Kawin):
    """Two residents marry; ``pasangan``: the other with the family, as soon as the NIK is known."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        versi: str = "",
        keluarga: Sequence[RingkasPenduduk] = (),
        pasangan: Sequence[RingkasPenduduk] = (),
    ) -> None:
        self.pasangan = pasangan
        super().__init__(data, versi=versi, keluarga=keluarga)

    def susun(self) -> None:
        """Ask whom, by which deed, where they live, who comes along and who is head of the cards they leave."""
        dia = self.keluarga[0]
        self.fields["nik_pasangan"] = Nik(label="NIK pasangan", petunjuk="Warga desa ini, 16 angka di KTP.")
        self._nikah()
        self._kartu(
            (
                (Tinggal.KK_BARU, "Membuat KK baru"),
                (Tinggal.KK_SENDIRI, f"Pasangannya masuk KK {dia.nama}"),
                (Tinggal.KK_PASANGAN, f"{dia.nama} masuk KK pasangannya"),
                (Tinggal.TETAP, "Belum ada yang pindah KK"),
            ),
            "KK mana yang dipakai?",
        )
        berdua = {dia.id, *(o.id for o in self.pasangan[:1])}
        sendiri = [o for o in self.keluarga if o.id not in berdua]
        lain = [o for o in self.pasangan if o.id not in berdua and o not in self.keluarga]
        self._ikut([*sendiri, *lain])
        if any(o.shdk == _KEPALA and o.id in berdua for o in self.keluarga):
            self._kepala_baru("Isi bila kepala keluarga di KK ini pindah.", sisa=sendiri)
        if lain and self.pasangan[0].shdk == _KEPALA:
            self.fields["kepala_baru_pasangan"] = Pilihan(
                label="Siapa yang menjadi kepala keluarga di KK pasangannya?", required=False,
                petunjuk="Isi bila pasangannya pindah dari KK itu.", pilihan=orang_pilihan(lain),
            )  # fmt: skip

    def clean_nik_pasangan(self) -> str:
        """Refuse a number that nobody of the village has."""
        if not self.pasangan:
            raise forms.ValidationError(
                "NIK ini tidak ada di data desa. Periksa angkanya; bila pasangannya dari luar desa, pakai formulir "
                "kawin dengan orang luar desa."
            )
        return str(self.cleaned_data["nik_pasangan"])

    def pasangan_id(self) -> UUID:
        """Return whom the number means."""
        return self.pasangan[0].id


class PerkawinanLuar(_Kawin):
    """A resident marries somebody from elsewhere, who may come to live here."""

    def susun(self) -> None:
        """Ask about the spouse, the marriage, and where they live."""
        dia = self.keluarga[0]
        self.fields["nama"] = Teks(
            label="Nama lengkap pasangan", kosong="Tulis namanya.", max_length=100, petunjuk="Seperti di KTP."
        )
        self.fields["nik"] = Nik(label="NIK pasangan", required=False)
        self.fields["tempat_lahir"] = Teks(label="Tempat lahir", required=False, max_length=100)
        self.fields["tanggal_lahir"] = TanggalSatu(label="Tanggal lahir")
        for nama, label, tabel in (
            ("agama", "Agama", kode.AGAMA),
            ("pendidikan", "Pendidikan", kode.PENDIDIKAN),
            ("pekerjaan", "Pekerjaan", kode.PEKERJAAN),
        ):
            self.fields[nama] = pilih_kode(label, tabel)
        self.fields["asal"] = Teks(
            label="Datang dari mana?", petunjuk="Desa, kecamatan, kabupaten atau kota. Kosongkan bila tidak pindah.",
            required=False, max_length=200,
        )  # fmt: skip
        self._orang_tua()
        self._nikah()
        self._kartu(
            (
                (Tinggal.KK_SENDIRI, f"Ya, masuk KK {dia.nama}"),
                (Tinggal.KK_BARU, "Ya, dengan KK baru"),
                (Tinggal.TETAP, "Tidak, tetap di luar desa"),
            ),
            "Apakah pasangannya pindah ke desa ini?",
        )
        self._ikut(self.keluarga[1:])
        if dia.shdk == _KEPALA:
            self._kepala_baru("Isi bila kepala keluarga ini pindah ke KK baru.", sisa=self.keluarga[1:])

    def clean(self) -> dict[str, Any]:
        """Fill in what a marriage itself says of the spouse."""
        kelamin = "L" if self.keluarga[0].jenis_kelamin == "P" else "P"
        return {**self.cleaned_data, "jenis_kelamin": kelamin, "shdk": _LAIN_SHDK}


class Perceraian(FormulirRumah):
    """A marriage ends; the first of ``keluarga`` is whom the form is about."""

    def susun(self) -> None:
        """Ask how it ended, with whom, and who gets a card of one's own."""
        dia, lain = self.keluarga[0], self.keluarga[1:]
        self.calon = [
            o for o in lain if o.jenis_kelamin != dia.jenis_kelamin and o.status_kawin.startswith("Kawin")
        ]
        self.fields["tanggal"].label = "Tanggal cerai atau meninggalnya pasangan"
        self.fields["sebab"] = Pilihan(
            label="Bagaimana perkawinannya berakhir?",
            pilihan=(
                (_HIDUP, "Cerai hidup, diputus pengadilan"),
                (_MATI, "Cerai mati, pasangannya meninggal dan tidak ada di data desa"),
            ),
        )
        self.fields["akta"] = Teks(
            label="Nomor akta cerai atau putusan pengadilan", required=False, max_length=100,
            petunjuk="Untuk cerai hidup. Boleh kosong bila dulu kawinnya tidak tercatat.",
        )  # fmt: skip
        self.fields["pasangan"] = Teks(
            label="Nama pasangan yang meninggal", petunjuk="Untuk cerai mati.", required=False, max_length=80
        )
        self._mantan(dia)
        self._keluar(dia, lain)

    def _mantan(self, dia: RingkasPenduduk) -> None:
        if not self.calon:
            return
        self.fields["mantan"] = Pilihan(
            label="Cerai dengan siapa?",
            pilihan=[*orang_pilihan(self.calon), (_TIDAK, "Orang yang tidak ada di KK ini")],
        )
        serumah = {_KEPALA, "Suami", "Istri"}
        dekat = [o for o in self.calon if {o.shdk, dia.shdk} <= serumah and o.shdk != dia.shdk]
        if len(dekat) == 1:
            self.initial["mantan"] = str(dekat[0].id)

    def _keluar(self, dia: RingkasPenduduk, lain: Sequence[RingkasPenduduk]) -> None:
        if not lain:
            return
        self.fields["keluar"] = Pilihan(
            label="Siapa yang mendapat KK baru?",
            pilihan=[(_TIDAK, "Belum ada, KK tetap seperti sekarang"), *orang_pilihan([dia, *self.calon])],
        )
        self.initial["keluar"] = _TIDAK
        self.fields["ikut"] = BanyakPilihan(
            label="Siapa yang ikut ke KK baru?",
            petunjuk="Misalnya anak.",
            pilihan=orang_pilihan(lain),
            required=False,
        )
        self.fields["no_kk"] = Nik(
            label="Nomor KK baru", petunjuk="16 angka. Hanya bila ada KK baru.", required=False
        )
        self._alamat(wajib=False, petunjuk="Kosongkan bila alamatnya tetap sama.")
        self._kepala_baru("Isi bila kepala keluarga yang mendapat KK baru.", sisa=self.keluarga)
        self.fields["kepala_baru"].label = "Siapa kepala keluarga di KK lama?"

    @property
    def cerai_mati(self) -> bool:
        """The spouse died."""
        return bool(self.cleaned_data["sebab"] == _MATI)

    def orang(self, kotak: str) -> UUID | None:
        """Return the person chosen in a box, if somebody was."""
        return None if self.cleaned_data.get(kotak) == _TIDAK else super().orang(kotak)
