"""What a citizen types: plain forms; what an answer means is decided by the rules of the letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.koreksi import KODE
from eoffice.penduduk.rules.permintaan import MAKS_BUKTI, NIK, PANJANG_USUL
from eoffice.surat.rules.dompet import KATA as KATA_DOMPET
from eoffice.surat.rules.isian import Isian
from eoffice.surat.rules.jenis import Syarat
from eoffice.web.komponen.bidang import Berkas as BidangBerkas
from eoffice.web.komponen.bidang import Centang, Nik, Pilihan, Pin, Tanggal, Teks, TeksPanjang
from eoffice.web.komponen.orang import LABEL
from eoffice.web.komponen.pertanyaan import bidang_isian


class Masuk(forms.Form):
    """NIK and PIN."""

    nik = Nik(label="NIK Anda")
    pin = Pin(label="PIN", petunjuk="6 angka yang Anda buat sendiri.")


class KodeSlip(forms.Form):
    """The code printed on an activation slip."""

    kode = Teks(
        label="Kode pada slip",
        petunjuk="12 huruf dan angka, misalnya ABCD-EFGH-2345. Tanda hubung boleh tidak ditulis.",
        kelas="angka sedang",
        max_length=400,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class KodeSlipNik(KodeSlip):
    """The code and the NIK: of a village with its own server the code alone names nobody at the regency."""

    nik = Nik(label="NIK Anda", petunjuk="16 angka, lihat KTP atau KK.")


class PinBaru(forms.Form):
    """A new PIN, twice."""

    pin = Pin(
        label="PIN baru", baru=True, petunjuk="6 angka. Jangan tanggal lahir dan jangan angka berurutan."
    )
    ulang = Pin(label="Ketik PIN sekali lagi", baru=True, petunjuk="Harus sama dengan yang di atas.")

    def clean(self) -> dict[str, Any]:
        """Refuse two different PINs."""
        pin, ulang = self.cleaned_data.get("pin"), self.cleaned_data.get("ulang")
        if pin and ulang and pin != ulang:
            self.add_error("ulang", "Berbeda dari PIN di atas. Ketik keduanya sekali lagi.")
        return self.cleaned_data


class GantiPin(PinBaru):
    """The present PIN, and the new one twice."""

    field_order = ("pin_lama", "pin", "ulang")
    pin_lama = Pin(label="PIN yang sekarang", petunjuk="6 angka.")


class Tiket(forms.Form):
    """A ticket, as people say or write it."""

    tiket = Teks(
        label="Nomor tiket",
        petunjuk="Dua kata dan dua angka, misalnya MANUK-PADI-27. Huruf kecil dan spasi tidak masalah.",
        kosong="Tulis nomor tiket Anda.",
        kelas="sedang",
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class SatuPertanyaan(forms.Form):
    """One question of a letter on a page of its own, or all about one person.

    The boxes keep what was typed; the rules read it.
    """

    def __init__(self, daftar: Sequence[Isian], *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for isian in daftar:
            tanya = isian.tanya if len(daftar) == 1 else isian.label
            label = tanya if isian.wajib else f"{tanya} (boleh dikosongkan)"
            self.fields[isian.kode] = bidang_isian(isian, label=label)

    @property
    def jawaban(self) -> dict[str, str]:
        """Return the typed answers for the service."""
        return {kode: str(self.cleaned_data.get(kode, "")) for kode in self.fields}

    def ketikan(self) -> dict[str, str]:
        """Return what stands in the boxes now, to draw the page once more without judging it."""
        return {kode: str(self[kode].value() or "") for kode in self.fields}


class BanyakBerkas(BidangBerkas):
    """Several photos or PDFs for one requirement."""

    def __init__(self, **kw: Any) -> None:
        super().__init__(**kw)
        self.widget.allow_multiple_selected = True
        self.widget.attrs["multiple"] = True

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Judge each file by itself; nothing at all as one that is missing."""
        semua = data if isinstance(data, list | tuple) else [data]
        return [super(BanyakBerkas, self).clean(satu, initial) for satu in semua or [None]]


class UnggahBerkas(forms.Form):
    """The photos for one requirement."""

    def __init__(self, syarat: Syarat, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        label = syarat.label if syarat.wajib else f"{syarat.label} (boleh dilewati)"
        petunjuk = syarat.petunjuk or "Foto dari depan, sampai tulisannya terbaca."
        self.fields["berkas"] = BanyakBerkas(label=label, petunjuk=petunjuk, required=False)


class MintaKoreksi(forms.Form):
    """What is right in one column of the register, and the photos that prove it; a NIK is read from the photo."""

    kunci = forms.UUIDField(widget=forms.HiddenInput())

    def __init__(self, kolom: str, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if kolom != NIK:
            self.fields["usul"] = self._kotak(kolom)
        self.fields["keterangan"] = TeksPanjang(
            label="Penjelasan", petunjuk="Misalnya: huruf terakhirnya kurang.", required=False,
            baris=2, max_length=300,
        )  # fmt: skip
        petunjuk = f"KTP, KK, akta, atau ijazah, sampai tulisannya terbaca. Paling banyak {MAKS_BUKTI} foto."
        self.fields["berkas"] = BanyakBerkas(
            label="Foto buktinya",
            petunjuk=petunjuk,
            kosong="Lampirkan foto buktinya, misalnya KTP, KK, atau akta.",
        )

    @staticmethod
    def _kotak(kolom: str) -> forms.Field:
        label = f"{LABEL[kolom]} yang benar"
        if kolom == "tanggal_lahir":
            return Tanggal(label=label)
        if kolom == "jenis_kelamin":
            return Pilihan(label=label, pilihan=list(kode.KATA_KELAMIN.items()))
        if kolom in KODE:
            daftar = [(str(nomor), kata) for nomor, kata in kode.TABEL[kolom].kata.items()]
            return Pilihan(label=label, pilihan=daftar, daftar_turun=True)
        return Teks(label=label, petunjuk="Seperti yang tertulis di bukti.", max_length=PANJANG_USUL)

    def usul(self, kolom: str) -> Any:
        """Return what is right as the register writes it."""
        isi = self.cleaned_data.get("usul", "")
        if isinstance(isi, date):
            return isi.isoformat()
        return int(isi) if kolom in KODE else isi


class SimpanDompet(forms.Form):
    """A document to keep for the next application, with the owner's consent."""

    jenis = Pilihan(label="Berkas apa ini?", pilihan=list(KATA_DOMPET.items()), daftar_turun=True)
    berkas = BidangBerkas(
        label="Foto atau PDF-nya", petunjuk="Foto dari depan, sampai tulisannya terbaca.",
        kosong="Pilih atau ambil fotonya dulu.",
    )  # fmt: skip
    setuju = Centang(
        label="Saya setuju berkas ini disimpan untuk permohonan saya berikutnya, paling lama satu tahun.",
        kosong="Beri tanda setuju dulu. Tanpa itu berkas tidak disimpan.",
    )


class Kontak(forms.Form):
    """The number to call."""

    telepon = Teks(
        label="Ke nomor HP mana kami dapat mengabari Anda? (boleh dikosongkan)",
        petunjuk="Misalnya 0812 5550 0174. Hanya dipakai petugas desa untuk permohonan ini.",
        kelas="angka sedang",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )


class Pernyataan(forms.Form):
    """The last statement before sending."""

    benar = Centang(
        label="Jawaban dan berkas ini benar. Saya paham keterangan palsu dapat dikenai sanksi.",
        kosong="Beri tanda centang bila jawaban dan berkasnya sudah benar.",
    )


class Yakin(forms.Form):
    """A question answered by pressing its button."""
