"""People whom a letter names, at the counter: an operator may fill in what the register knows; that is logged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import QueryDict

from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules.ringkas import RingkasPenduduk
from eoffice.penduduk.selectors import by_nik
from eoffice.surat.rules.isian import Isian, Tipe, baca_isian
from eoffice.surat.rules.jenis import Halaman, JenisSurat
from eoffice.surat.rules.pihak import Pihak
from eoffice.web.komponen.daftar import ubah_baris
from eoffice.web.komponen.kalimat import kalimat

from .izin import Permintaan
from .penduduk import catat

ISI_DARI: Final = "isi_dari"
_TIDAK_ADA: Final = "NIK {0} itu tidak ada di data penduduk desa ini. Tulis datanya dari KTP atau KK."
_TERISI: Final = (
    "Data {0} diisi dari data penduduk. Cocokkan dengan KTP atau KK-nya. Pembukaan data ini tercatat."
)


def belum_kirim(data: QueryDict) -> bool:
    """Tell whether a button was pressed that only changes the page: a row more or less, or a person filled in."""
    return ubah_baris(data) or ISI_DARI in data


def ketikan_baru(request: Permintaan, jenis: JenisSurat, ketikan: Mapping[str, str]) -> dict[str, str]:
    """Return what the boxes show next: what was typed, with the person whom the operator asked for filled in."""
    pihak = jenis.pihak_kode(request.POST.get(ISI_DARI, ""))
    if pihak is None or "nik" not in pihak.kolom:
        return dict(ketikan)
    kotak = f"{pihak.kode}_nik"
    nik = baca_isian(jenis.isian_kode(kotak), ketikan.get(kotak, ""), request.hari)
    if isinstance(nik, Pesan):
        messages.warning(request, f"NIK {pihak.sebutan}: {kalimat(nik)}")
        return dict(ketikan)
    orang = by_nik(str(nik or ""))
    if orang is None:
        messages.warning(request, _TIDAK_ADA.format(pihak.sebutan))
        return dict(ketikan)
    catat(request, orang.id, "lihat_nik", f"Mengisi data {pihak.sebutan} untuk {jenis.nama} di loket")
    messages.success(request, _TERISI.format(pihak.sebutan))
    return {**ketikan, **_isian_orang(jenis, pihak, orang)}


def _isian_orang(jenis: JenisSurat, pihak: Pihak, orang: RingkasPenduduk) -> dict[str, str]:
    """Return what the register knows of a person, as one would type it; what it does not know is left out."""
    lahir = orang.tanggal_lahir
    tahu = {
        "nama": orang.nama,
        "nik": orang.nik,
        "tempat_lahir": orang.tempat_lahir,
        "tanggal_lahir": lahir.strftime("%d-%m-%Y") if lahir else "",
        "kelamin": orang.kelamin,
        "agama": orang.agama,
        "warga_negara": "Indonesia" if orang.kewarganegaraan == "WNI" else orang.kewarganegaraan,
        "pekerjaan": orang.pekerjaan,
        "alamat": orang.alamat,
    }
    isian = {kolom: jenis.isian_kode(f"{pihak.kode}_{kolom}") for kolom in pihak.kolom}
    return {i.kode: ketik for kolom, i in isian.items() if (ketik := _sebagai_pilihan(i, tahu[kolom]))}


def _sebagai_pilihan(isian: Isian, kata: str) -> str:
    """Return the code of the choice that has these words; other fields take the words."""
    if isian.tipe is not Tipe.PILIHAN:
        return kata
    cocok = (p.kode for p in isian.pilihan if p.label.casefold().startswith(kata.casefold()) and kata)
    return next(cocok, "")


def bagian_halaman(jenis: JenisSurat, form: forms.BaseForm) -> list[dict[str, Any]]:
    """Return the questions as the counter asks them: by page, those about one person together."""
    return [{"judul": h.judul, "bagian": list(_bagian(jenis, h, form))} for h in jenis.halaman]


def _bagian(jenis: JenisSurat, halaman: Halaman, form: forms.BaseForm) -> Iterator[dict[str, Any]]:
    semua = jenis.isian_halaman(halaman)
    for kode in dict.fromkeys(i.pihak or i.kode for i in semua):
        pihak = jenis.pihak_kode(kode)
        yield {
            "judul": pihak.sebutan.capitalize() if pihak else "",
            "bidang": [form[i.kode] for i in semua if (i.pihak or i.kode) == kode],
            "isi_dari": kode if pihak and "nik" in pihak.kolom else "",
            "sebutan": pihak.sebutan if pihak else "",
        }
