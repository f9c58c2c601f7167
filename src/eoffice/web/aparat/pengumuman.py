"""Announcements of the office: written, hung up, changed, taken down; each with its history."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eoffice.akun.selectors import nama_pengguna
from eoffice.dokumen import services as dokumen
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.papan import selectors, services
from eoffice.papan.rules.pengumuman import ALUR, Keadaan, alinea
from eoffice.papan.selectors import SEHALAMAN, Warta
from eoffice.web.komponen.waktu import tanggal

from .formulir import papan as isian
from .izin import Permintaan, untuk
from .kerangka import BACA_KIRIM, Rupa, coba, dikirim, formulir, nomor_halaman, tampil

PENULIS: Final = (Peran.OPERATOR, Peran.PEMERIKSA)
KATA_KEADAAN: Final = {
    Keadaan.DRAF: ("Draf", "netral"),
    Keadaan.TAYANG: ("Tayang", "hijau"),
    Keadaan.DITARIK: ("Ditarik", "merah"),
}
KATA_LANGKAH: Final = {
    Keadaan.DRAF: "Ditulis sebagai draf",
    Keadaan.TAYANG: "Ditayangkan",
    Keadaan.DITARIK: "Ditarik",
}
KATA_TOMBOL: Final = {Keadaan.TAYANG: "Tayangkan", Keadaan.DITARIK: "Tarik dari halaman desa"}
KABAR: Final = {
    Keadaan.TAYANG: "Pengumuman tayang di halaman desa pada tanggalnya.",
    Keadaan.DITARIK: "Pengumuman ditarik. Warga tidak melihatnya lagi.",
}


@untuk(*PENULIS)
@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """List the announcements, the last written first."""
    hal = nomor_halaman(request)
    rows, total = selectors.semua_pengumuman(mulai=(hal - 1) * SEHALAMAN)
    isi = {
        "baris": [_baris(satu, request) for satu in rows],
        "baru_ke": reverse("aparat:pengumuman_baru"),
        "hal": hal,
        "per": SEHALAMAN,
        "total": total,
        "banyak": -(-total // SEHALAMAN),
    }
    return tampil(request, "aparat/pengumuman.html", isi)


def _baris(satu: Warta, request: Permintaan) -> dict[str, Any]:
    kata, warna = _keadaan(satu, request)
    return {
        "ke": reverse("aparat:pengumuman_satu", args=[satu.id]),
        "judul": satu.judul,
        "kapan": kata_kapan(satu),
        "keadaan": kata,
        "warna": warna,
    }


def kata_kapan(satu: Warta) -> str:
    """Return from when to when it is shown, in words."""
    awal = tanggal(satu.mulai)
    return f"{awal} sampai {tanggal(satu.sampai)}" if satu.sampai else f"mulai {awal}"


def _keadaan(satu: Warta, request: Permintaan) -> tuple[str, str]:
    """Return its state in words, and their colour: what hangs outside its days is not seen either."""
    if satu.keadaan is Keadaan.TAYANG and not satu.tampak(request.hari):
        return ("Menunggu tanggalnya", "biru") if satu.mulai > request.hari else ("Sudah lewat", "netral")
    return KATA_KEADAAN[satu.keadaan]


@untuk(*PENULIS)
@require_http_methods(BACA_KIRIM)
def baru(request: Permintaan) -> HttpResponse:
    """Write an announcement; it is a draft first."""
    awal = {"kunci": new_id(), "revisi": 0, "mulai": request.hari}
    form = isian.Pengumuman(request.POST or None, request.FILES or None, initial=awal)
    if dikirim(request, form) and coba(form, lambda: _tulis(request, form.cleaned_data)):
        messages.success(request, "Tersimpan sebagai draf. Baca sekali lagi, lalu tayangkan.")
        return redirect("aparat:pengumuman_satu", form.cleaned_data["kunci"])
    return formulir(request, _rupa("Tulis pengumuman", reverse("aparat:pengumuman")), form)


def _tulis(request: Permintaan, data: dict[str, Any]) -> None:
    services.tulis_pengumuman(
        id_baru=data["kunci"],
        gambar=_gambar(data["gambar"]),
        pelaku=str(request.user.pk),
        **{nama: data[nama] for nama in ("judul", "isi", "mulai", "sampai")},
    )


def _gambar(berkas: UploadedFile[bytes] | None) -> str:
    """Keep a picture, drawn anew, and return its digest; what is wrong with it belongs beside its box."""
    if berkas is None:
        return ""
    try:
        return dokumen.simpan(dokumen.terima_gambar(berkas.read()))
    except InvalidInput as tolak:
        raise InvalidInput(tolak.pesan, {"gambar": tolak.pesan}) from None


def _rupa(judul: str, kembali: str) -> Rupa:
    return Rupa(
        judul=judul,
        tombol="Simpan",
        kembali=kembali,
        pengantar=(
            "Dibaca siapa saja tanpa masuk. Jangan menulis NIK, nomor KK, atau urusan pribadi orang.",
        ),
    )


@untuk(*PENULIS)
@require_safe
def satu(request: Permintaan, pengumuman_id: UUID) -> HttpResponse:
    """Show an announcement as citizens read it, what can be done with it, and its history."""
    ini = selectors.satu_pengumuman(pengumuman_id)
    kata, warna = _keadaan(ini, request)
    ada = bool(ini.gambar) and dokumen.ada(ini.gambar)
    isi = {
        "judul": ini.judul,
        "alinea": alinea(ini.isi),
        "kapan": kata_kapan(ini),
        "keadaan": kata,
        "warna": warna,
        "revisi": ini.revisi,
        "gambar_ke": reverse("aparat:pengumuman_gambar", args=[ini.id]) if ada else "",
        "tombol": [
            {"ke": reverse("aparat:pengumuman_jadikan", args=[ini.id, keadaan]), "teks": KATA_TOMBOL[keadaan]}
            for keadaan, dari in ALUR.items()
            if ini.keadaan in dari
        ],
        "ubah_ke": reverse("aparat:pengumuman_ubah", args=[ini.id]),
        "riwayat": _riwayat(ini),
        "kembali_ke": reverse("aparat:pengumuman"),
    }
    return tampil(request, "aparat/pengumuman_satu.html", isi)


def _riwayat(ini: Warta) -> list[dict[str, Any]]:
    """Return what was done, the last first; the same state again means that its words were changed."""
    langkah = selectors.langkah_pengumuman(ini.id)
    akun = {satu.oleh: UUID(satu.oleh) for satu in langkah if len(satu.oleh) == len(str(ini.id))}
    nama = nama_pengguna(akun.values())
    dulu: Keadaan | None = None
    hasil = []
    for satu in langkah:
        kata = f"Diubah: {satu.judul}" if satu.keadaan is dulu else KATA_LANGKAH[satu.keadaan]
        siapa = akun.get(satu.oleh)
        hasil.append(
            {"saat": satu.saat, "apa": kata, "oleh": nama.get(siapa, "Sistem") if siapa else "Sistem"}
        )
        dulu = satu.keadaan
    return hasil[::-1]


@untuk(*PENULIS)
@require_http_methods(BACA_KIRIM)
def ubah(request: Permintaan, pengumuman_id: UUID) -> HttpResponse:
    """Change the words, the days or the picture, wherever it stands."""
    ini = selectors.satu_pengumuman(pengumuman_id)
    kolom = ("judul", "isi", "mulai", "sampai", "revisi")
    awal = {nama: getattr(ini, nama) for nama in kolom} | {"kunci": ini.id}
    form = isian.Pengumuman(
        request.POST or None, request.FILES or None, initial=awal, bergambar=bool(ini.gambar)
    )
    ke = reverse("aparat:pengumuman_satu", args=[ini.id])
    if dikirim(request, form) and coba(form, lambda: _ubah(request, ini, form.cleaned_data)):
        messages.success(request, "Perubahan tersimpan.")
        return redirect(ke)
    return formulir(request, _rupa("Ubah pengumuman", ke), form)


def _ubah(request: Permintaan, ini: Warta, data: dict[str, Any]) -> None:
    gambar = _gambar(data["gambar"]) or ("" if data.get("buang_gambar") else ini.gambar)
    services.ubah_pengumuman(
        pengumuman_id=ini.id,
        gambar=gambar,
        pelaku=str(request.user.pk),
        **{nama: data[nama] for nama in ("revisi", "judul", "isi", "mulai", "sampai")},
    )


@untuk(*PENULIS)
@require_POST
def jadikan(request: Permintaan, pengumuman_id: UUID, keadaan: str) -> HttpResponse:
    """Hang it up, or take it down."""
    form = isian.Revisi(request.POST)
    if keadaan not in set(ALUR):
        raise NotFound
    selectors.satu_pengumuman(pengumuman_id)
    if not form.is_valid():
        raise InvalidInput(Pesan("papan.berubah"))
    services.jadikan(
        pengumuman_id=pengumuman_id,
        revisi=form.cleaned_data["revisi"],
        keadaan=Keadaan(keadaan),
        pelaku=str(request.user.pk),
    )
    messages.success(request, KABAR[Keadaan(keadaan)])
    return redirect("aparat:pengumuman_satu", pengumuman_id)


@untuk(*PENULIS)
@require_safe
def gambar(request: Permintaan, pengumuman_id: UUID) -> HttpResponse:
    """Give out the picture of an announcement in whatever state."""
    ini = selectors.satu_pengumuman(pengumuman_id)
    if not ini.gambar or not dokumen.ada(ini.gambar):
        raise NotFound
    return HttpResponse(dokumen.baca(ini.gambar), content_type="image/jpeg")
