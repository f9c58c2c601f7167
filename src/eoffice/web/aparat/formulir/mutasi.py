"""Forms about mutations of the register, in the words of the counter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django import forms

from eoffice.kernel.ids import new_id
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.mutasi import OrangBaru, Rumah
from eoffice.penduduk.rules.ringkas import RingkasPenduduk
from eoffice.web.komponen.bidang import BanyakPilihan, Nik, Pilihan, TanggalSatu, Teks

_KELAMIN: Final = tuple(kode.KATA_KELAMIN.items())


def _daftar(tabel: kode.TabelKode, tanpa: Iterable[int] = ()) -> list[tuple[str, str]]:
    return [(str(nomor), kata) for nomor, kata in tabel.kata.items() if nomor not in set(tanpa)]


def pilih_kode(
    label: str, tabel: kode.TabelKode, *, wajib: bool = False, tanpa: Iterable[int] = ()
) -> Pilihan:
    """Return a box with the words of a code table."""
    return Pilihan(label=label, pilihan=_daftar(tabel, tanpa), daftar_turun=True, required=wajib)


class Mutasi(forms.Form):
    """What every mutation asks. ``kunci``: the key against a second sending; ``versi``: the family as it was shown."""

    kunci = forms.UUIDField(widget=forms.HiddenInput())
    versi = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=16)
    tanggal = TanggalSatu(label="Tanggal kejadian")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        versi: str = "",
        keluarga: Sequence[RingkasPenduduk] = (),
    ) -> None:
        super().__init__(data, initial={"kunci": new_id(), "versi": versi})
        self.keluarga = keluarga
        self.susun()
        self.fields["keterangan"] = Teks(label="Keterangan", required=False, max_length=200)

    def susun(self) -> None:
        """Add what depends on the family."""

    def _kepala_baru(self, petunjuk: str, *, sisa: Sequence[RingkasPenduduk]) -> None:
        if sisa:
            self.fields["kepala_baru"] = Pilihan(
                label="Siapa yang menjadi kepala keluarga?",
                petunjuk=petunjuk,
                pilihan=orang_pilihan(sisa),
                required=False,
            )

    def orang(self, kotak: str) -> UUID | None:
        """Return the person chosen in a box, if somebody was."""
        teks = str(self.cleaned_data.get(kotak) or "")
        return UUID(teks) if teks else None

    def banyak_orang(self, kotak: str) -> list[UUID]:
        """Return the people ticked in a box."""
        return [UUID(teks) for teks in self.cleaned_data.get(kotak) or ()]


def orang_pilihan(keluarga: Iterable[RingkasPenduduk]) -> list[tuple[str, str]]:
    """Return people to choose from, each with what he is on the card."""
    return [(str(o.id), f"{o.nama} ({o.shdk})" if o.shdk else o.nama) for o in keluarga]


class Kematian(Mutasi):
    """Somebody died; the first of ``keluarga`` is that person."""

    def susun(self) -> None:
        """Ask where and why, and who becomes head when the head died."""
        self.fields["tanggal"].label = "Tanggal meninggal"
        self.fields["tempat"] = Teks(
            label="Tempat meninggal",
            petunjuk="Misalnya rumah, atau RSUD Ciamis.",
            required=False,
            max_length=100,
        )
        self.fields["sebab"] = Teks(
            label="Sebab", petunjuk="Menurut keterangan keluarga atau dokter.", required=False, max_length=100
        )
        if self.keluarga[0].shdk == kode.SHDK.sebut(kode.KEPALA_KELUARGA):
            self._kepala_baru(
                "Kepala keluarga ini meninggal, jadi perlu penggantinya.", sisa=self.keluarga[1:]
            )


class Kepindahan(Mutasi):
    """Somebody leaves the village; the first of ``keluarga`` is that person."""

    def susun(self) -> None:
        """Ask where to, why, who goes along and who becomes head of those who stay."""
        self.fields["tanggal"].label = "Tanggal pindah"
        self.fields["tujuan"] = Teks(
            label="Pindah ke mana?", petunjuk="Desa, kecamatan, kabupaten atau kota.", kosong="Tulis tujuannya.",
            max_length=200,
        )  # fmt: skip
        self.fields["sebab"] = Teks(label="Alasan pindah", required=False, max_length=100)
        lain = self.keluarga[1:]
        if lain:
            self.fields["ikut"] = BanyakPilihan(
                label="Siapa yang ikut pindah?", petunjuk="Kosongkan bila pindah sendiri.",
                pilihan=orang_pilihan(lain), required=False,
            )  # fmt: skip
        self._kepala_baru("Isi bila kepala keluarga pindah dan ada yang tetap tinggal.", sisa=lain)


class FormulirRumah(Mutasi):
    """A form with an address inside the village."""

    def _alamat(self, *, wajib: bool, petunjuk: str = "") -> None:
        self.fields["dusun"] = Teks(label="Dusun", petunjuk=petunjuk, required=wajib, max_length=60)
        for nama, label in (("rt", "RT"), ("rw", "RW")):
            self.fields[nama] = Teks(label=label, required=False, max_length=3, kelas="angka pendek")
        self.fields["alamat"] = Teks(
            label="Jalan, gang, atau blok", petunjuk="Bila ada.", required=False, max_length=200
        )

    def rumah(self) -> Rumah:
        """Return the address as the register writes it."""
        isi = {
            nama: str(self.cleaned_data.get(nama, "")).upper()
            for nama in ("alamat", "dusun", "rw", "rt", "no_kk")
        }
        for nama in ("rw", "rt"):
            isi[nama] = isi[nama].zfill(3) if isi[nama].isdigit() else isi[nama]
        return Rumah(**isi)


class PindahRumah(FormulirRumah):
    """A family moves inside the village."""

    def susun(self) -> None:
        """Ask for the new address."""
        self.fields["tanggal"].label = "Tanggal pindah"
        self._alamat(wajib=True)


class PecahKk(FormulirRumah):
    """Some of a family get a card of their own."""

    def susun(self) -> None:
        """Ask who, under which number, with which head, and where they live."""
        self.fields["tanggal"].label = "Tanggal KK baru"
        self.fields["anggota"] = BanyakPilihan(
            label="Siapa yang pindah ke KK baru?", pilihan=orang_pilihan(self.keluarga)
        )
        self.fields["kepala"] = Pilihan(
            label="Siapa kepala keluarga di KK baru?", pilihan=orang_pilihan(self.keluarga)
        )
        self.fields["no_kk"] = Nik(label="Nomor KK baru", petunjuk="16 angka di KK baru.")
        self._kepala_baru("Isi bila kepala keluarga lama ikut ke KK baru.", sisa=self.keluarga)
        self.fields["kepala_baru"].label = "Siapa kepala keluarga di KK lama?"
        self._alamat(wajib=False, petunjuk="Kosongkan bila alamatnya tetap sama.")


class FormulirOrang(FormulirRumah):
    """A form about somebody who comes into the register."""

    def _diri(self, *, bayi: bool) -> None:
        self.fields["nama"] = Teks(label="Nama lengkap", kosong="Tulis namanya.", max_length=100)
        self.fields["jenis_kelamin"] = Pilihan(label="Jenis kelamin", pilihan=_KELAMIN, sejajar=True)
        self.fields["nik"] = Nik(
            label="NIK", required=False, petunjuk="16 angka. Kosongkan bila belum punya."
        )
        self.fields["tempat_lahir"] = Teks(label="Tempat lahir", required=False, max_length=100)
        if not bayi:
            self.fields["tanggal_lahir"] = TanggalSatu(label="Tanggal lahir")
        self.fields["shdk"] = pilih_kode(
            "Hubungan dalam keluarga", kode.SHDK, wajib=True, tanpa=(1, 2, 3, 7, 8) if bayi else ()
        )
        self.fields["agama"] = pilih_kode("Agama", kode.AGAMA)

    def _orang_tua(self) -> None:
        for nama, label in (("nama_ayah", "Nama ayah"), ("nama_ibu", "Nama ibu")):
            self.fields[nama] = Teks(label=label, required=False, max_length=100)

    def orang_baru(self) -> OrangBaru:
        """Return the person as the register writes people."""
        isi = self.cleaned_data
        teks = ("nama", "tempat_lahir", "nama_ayah", "nama_ibu")
        nomor = ("agama", "pendidikan", "pekerjaan", "status_kawin", "golongan_darah")
        kata: dict[str, Any] = {nama: str(isi.get(nama, "")).upper() for nama in teks}
        kata |= {nama: int(isi[nama]) if isi.get(nama) else None for nama in nomor}
        return OrangBaru(
            jenis_kelamin=isi["jenis_kelamin"],
            tanggal_lahir=isi.get("tanggal_lahir") or isi["tanggal"],
            shdk=int(isi["shdk"]),
            nik=isi.get("nik", ""),
            kewarganegaraan=int(isi.get("kewarganegaraan") or 1),
            **kata,
        )


class Kelahiran(FormulirOrang):
    """A child is born into a family."""

    def susun(self) -> None:
        """Ask about the child; its parents are offered from the family."""
        self.fields["tanggal"].label = "Tanggal lahir"
        self._diri(bayi=True)
        self._orang_tua()
        kepala = self.keluarga[0]
        pasangan = next((o for o in self.keluarga if o.shdk in ("Istri", "Suami")), None)
        for satu in (kepala, pasangan):
            if satu is not None:
                self.initial["nama_ibu" if satu.jenis_kelamin == "P" else "nama_ayah"] = satu.nama
        self.initial.update({"shdk": "4", "agama": str(kode.AGAMA.cari(kepala.agama) or "")})


class Kedatangan(FormulirOrang):
    """Somebody comes to live in the village."""

    def susun(self) -> None:
        """Ask who, where from, on which card and where."""
        self.fields["tanggal"].label = "Tanggal datang"
        self.fields["asal"] = Teks(
            label="Datang dari mana?", petunjuk="Desa, kecamatan, kabupaten atau kota.", kosong="Tulis asalnya.",
            max_length=200,
        )  # fmt: skip
        self._diri(bayi=False)
        for nama, label, tabel in (
            ("status_kawin", "Status perkawinan", kode.STATUS_KAWIN),
            ("pendidikan", "Pendidikan", kode.PENDIDIKAN),
            ("pekerjaan", "Pekerjaan", kode.PEKERJAAN),
            ("kewarganegaraan", "Kewarganegaraan", kode.KEWARGANEGARAAN),
            ("golongan_darah", "Golongan darah", kode.GOLONGAN_DARAH),
        ):
            self.fields[nama] = pilih_kode(label, tabel)
        self._orang_tua()
        self.fields["no_kk"] = Nik(
            label="Nomor KK", petunjuk="KK di desa ini: KK barunya, atau KK keluarga yang ditumpangi."
        )
        self._alamat(wajib=False, petunjuk="Kosongkan bila menumpang KK yang sudah ada di desa.")
        self.initial.update({"kewarganegaraan": "1", "shdk": "1"})


class Pembetulan(forms.Form):
    """Why a mutation is taken back."""

    kunci = forms.UUIDField(widget=forms.HiddenInput())
    alasan = Teks(
        label="Apa yang keliru?",
        petunjuk="Misalnya: salah orang.",
        kosong="Tulis apa yang keliru.",
        max_length=100,
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"kunci": new_id()})
