"""Forms of the notice board: an announcement, and where to complain."""

from __future__ import annotations

from django import forms

from eoffice.papan.rules.pengaduan import HARI_TANGGAP, PANJANG
from eoffice.papan.rules.pengumuman import PANJANG_ISI, PANJANG_JUDUL
from eoffice.web.komponen.bidang import Angka, Centang, Foto, TanggalSatu, Teks, TeksPanjang, Telepon


class Pengumuman(forms.Form):
    """An announcement. ``kunci``: its id, given with the empty form; ``revisi``: which state was being read."""

    kunci = forms.UUIDField(widget=forms.HiddenInput())
    revisi = forms.IntegerField(widget=forms.HiddenInput(), min_value=0)
    judul = Teks(label="Judul", petunjuk="Misalnya: Posyandu balita hari Kamis.", max_length=PANJANG_JUDUL)
    isi = TeksPanjang(
        label="Isi",
        petunjuk="Kapan, di mana, siapa yang datang, apa yang dibawa. Baris kosong memulai alinea baru.",
        max_length=PANJANG_ISI,
        baris=8,
    )
    mulai = TanggalSatu(label="Tayang mulai")
    sampai = TanggalSatu(
        label="Sampai", petunjuk="Hari terakhir tayang. Kosongkan bila tanpa batas.", required=False
    )
    gambar = Foto(
        label="Gambar",
        petunjuk="Dikecilkan supaya hemat kuota warga. Jangan memuat KTP atau data orang.",
        required=False,
    )
    buang_gambar = Centang(label="Hapus gambar yang sekarang", required=False)

    def __init__(self, *args: object, bergambar: bool = False, **kw: object) -> None:
        super().__init__(*args, **kw)  # type: ignore[arg-type]
        if not bergambar:
            del self.fields["buang_gambar"]


class Revisi(forms.Form):
    """Which state of an announcement a person was reading."""

    revisi = forms.IntegerField(min_value=0)


class Pengaduan(forms.Form):
    """Where to complain; an empty box means: as the office itself."""

    petugas = Teks(
        label="Petugas pengaduan", petunjuk="Nama atau jabatan yang menerima pengaduan.", required=False,
        max_length=PANJANG["petugas"],
    )  # fmt: skip
    telepon = Telepon(label="Telepon pengaduan", required=False)
    whatsapp = Telepon(
        label="WhatsApp pengaduan", petunjuk="Nomor yang dipakai WhatsApp kantor, diawali 08.", required=False
    )
    surel = Teks(label="Surel pengaduan", required=False, max_length=PANJANG["surel"])
    tempat = Teks(
        label="Tempat mengadu", petunjuk="Misalnya: loket pengaduan di kantor desa.", required=False,
        max_length=PANJANG["tempat"],
    )  # fmt: skip
    jam = Teks(label="Jam pengaduan", required=False, max_length=PANJANG["jam"])
    hari_tanggap = Angka(
        label="Dijawab paling lambat",
        petunjuk=f"Paling lama {HARI_TANGGAP} hari, menurut UU 25/2009.",
        akhiran="hari",
        min_value=1,
        max_value=HARI_TANGGAP,
    )
