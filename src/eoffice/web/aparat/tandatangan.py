"""The signer's pile: one page image for each letter, a decision for each, one passphrase for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from eoffice.akun.rules.jabatan import Bentuk
from eoffice.akun.selectors import PenandaTangan, daftar_keluar, penanda_tangan, penanda_tangan_bertugas
from eoffice.dokumen.services import penandatangan_aktif
from eoffice.kernel.errors import RuleRefused, TooManyAttempts
from eoffice.kernel.peran import Peran
from eoffice.surat.rules.alur import CaraTerbit, Status, tumpukan
from eoffice.surat.rules.jenis import JenisSurat
from eoffice.surat.selectors.meja import LembarTanda, hitung_status, lembar_tanda, surat_terpilih
from eoffice.surat.services.pengaturan import Pengaturan, pengaturan
from eoffice.surat.services.tumpukan import Dikembalikan, HasilPutus, putuskan
from eoffice.web.komponen.bagian.tampil import nomor_surat
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.waktu import tanggal
from eoffice.web.laju import sumber
from eoffice.web.middleware.lingkup import lingkup_sendiri

from . import sesi
from .formulir.tandatangan import KEMBALI, SETUJU, Lembaran, Tumpukan
from .izin import Permintaan, untuk
from .jam import jam_kini, janji
from .kerangka import tampil, tujuan_aman
from .lembar_surat import tinggi_halaman
from .menu import jumlah_menu
from .periksa import pelaku
from .sajian import IKON_BERKAS, label_berkas
from .ubahan import ubahan

SEKALI: Final = 10
AWALAN_VERSI: Final = "versi_"
_KEPALA: Final = frozenset({Bentuk.DEFINITIF.value, Bentuk.PJ.value})
_GANTI: Final = frozenset({Bentuk.PLT.value, Bentuk.PLH.value})
BUKA: Final = "buka"
"""Name of the buttons that open something else: what was chosen so far is kept, and nothing is decided."""


@untuk(Peran.PENANDA_TANGAN)
@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """Show the pile. What was chosen before proving who one is, or before an error, is still chosen."""
    atur, jam = pengaturan(), jam_kini()
    status = tumpukan(Peran.PENANDA_TANGAN, paraf=atur.paraf, cara_terbit=atur.cara_terbit)
    surat, hitung = lembar_tanda(status, SEKALI), hitung_status(selesai=False)
    semua = sum(hitung[s].jumlah - hitung[s].kertas for s in status if s in hitung)
    form = _form(request, [_lembaran(s) for s in surat])
    tertua = surat[0] if surat else None
    ganti = _pengganti(request)
    siapa = ganti.nama if ganti else "Bapak/Ibu"
    isi = {
        "judul": f"{semua} surat menunggu tanda tangan {siapa}" if semua else "Tanda tangan",
        "keterangan": "Semua surat sudah diperiksa dan diparaf."
        if atur.paraf
        else "Semua surat sudah diperiksa.",
        "form": form,
        "lembar": _lembar(surat, atur, form),
        "sisa": jam.sisa(tertua.tenggat) if tertua else None,
        "janji": janji(tertua.status) if tertua else 0,
        "kabar": [*_kabar_ganti(ganti, request.hari), *_kabar(request, atur)],
        "segar": sesi.segar(request),
        "kirim_ke": reverse("aparat:putuskan"),
        "lebih": max(0, semua - len(surat)),
    }
    jumlah = jumlah_menu(request.peran, atur, hitung)
    return tampil(request, "aparat/tumpukan.html", isi, jumlah=jumlah)


def _lembar(surat: Sequence[LembarTanda], atur: Pengaturan, form: Tumpukan) -> list[dict[str, Any]]:
    """Return the letters, each with the way to the next one; after the last comes the passphrase."""
    hasil = [_sajian(s, atur, form, urut) for urut, s in enumerate(surat)]
    for urut, satu in enumerate(hasil, 1):
        akhir = urut == len(hasil)
        satu["urutan"] = f"Surat {urut} dari {len(hasil)}"
        satu["lanjut"] = "tandatangani" if akhir else hasil[urut]["jangkar"]
        satu["kata_lanjut"] = "Ke tanda tangan" if akhir else "Surat berikutnya"
    return hasil


def _lembaran(s: LembarTanda) -> Lembaran:
    return Lembaran(s.id, s.versi, s.status is Status.MENUNGGU_TTE)


def _form(request: Permintaan, lembar: list[Lembaran]) -> Tumpukan:
    """Return the form: fresh, or bound again to what was sent when something in it was refused."""
    pilihan, galat = sesi.ambil_pilihan(request), sesi.ambil_galat(request)
    if not galat:
        return Tumpukan(lembar=lembar, pilihan=pilihan)
    form = Tumpukan(pilihan, lembar=lembar)
    form.is_valid()
    for nama, kata in galat.items():
        if nama in form.fields and nama not in form.errors:
            form.add_error(nama, kata)
    return form


def _pengganti(request: Permintaan) -> PenandaTangan | None:
    """Return who signs today instead of this person, who keeps his own authority; ``None`` when he acts himself."""
    saya = penanda_tangan(request.user.pk, request.hari)
    if saya is None or saya.bentuk not in _KEPALA:
        return None
    bertugas = penanda_tangan_bertugas(request.hari)
    return None if bertugas is None or bertugas.pejabat_id == saya.pejabat_id else bertugas


def _kabar_ganti(ganti: PenandaTangan | None, hari: date) -> list[dict[str, str]]:
    """Tell the head who is away where letters go meanwhile, and what he may still do."""
    if ganti is None:
        return []
    kini = [satu for satu in daftar_keluar(hari) if satu.mulai <= hari]
    sampai = [satu.selesai for satu in kini if satu.pejabat_id == ganti.pejabat_id]
    kapan = f" sampai {tanggal(min(sampai))}" if sampai else ""
    sebagai = f"{ganti.bentuk.capitalize()}. Kepala Desa" if ganti.bentuk in _GANTI else "a.n. Kepala Desa"
    teks = (
        f"Hari ini surat ditandatangani {ganti.nama} sebagai {sebagai}{kapan}, dan yang dicetak di kertas memakai "
        "namanya. Bapak/Ibu masih dapat membaca, mengembalikan, atau menandatangani sendiri surat di bawah ini."
    )
    ke = reverse("aparat:kades_keluar")
    kata = "Sudah kembali? Catat di sini"
    return [{"jenis": "info", "judul": "Sedang digantikan", "teks": teks, "ke": ke, "kata": kata}]


def _kabar(request: Permintaan, atur: Pengaturan) -> list[dict[str, str]]:
    """Return what the signer should know first: his certificate is missing, or letters are signed on paper."""
    if atur.cara_terbit is CaraTerbit.BASAH:
        teks = "Desa memakai tanda tangan basah. Surat dicetak petugas dan ditandatangani di kertas."
        return [{"jenis": "info", "judul": "Tanda tangan di kertas", "teks": teks, "ke": "", "kata": ""}]
    saya = penanda_tangan(request.user.pk, request.hari)
    if saya is None or penandatangan_aktif(saya.pejabat_id) is not None:
        return []
    return [
        {
            "jenis": "awas",
            "judul": "Sertifikat tanda tangan belum dibuat",
            "teks": "Surat belum dapat ditandatangani sampai sertifikat Bapak/Ibu dibuat.",
            "ke": reverse("aparat:sertifikat_baru"),
            "kata": "Buat sertifikat",
        }
    ]


def _sajian(s: LembarTanda, atur: Pengaturan, form: Tumpukan, urut: int) -> dict[str, Any]:
    satu, judul = _lembaran(s), f"{s.nama_jenis.removeprefix('Surat ')}, {s.nama}"
    jenis = atur.jenis_surat(s.jenis)
    beda = ubahan(s, jenis)
    alasan = form.bidang("alasan", satu)
    return {
        "judul": judul,
        "judul_sr": f": {judul}",
        "jangkar": f"s{s.id.hex}",
        "keterangan": f"Untuk {s.keperluan}" if s.keperluan else s.tiket,
        "sama": not beda,
        "tanda": "Ada yang diubah petugas",
        "ubahan": beda,
        "berkas": _foto(s, jenis),
        "nomor": s.nomor,
        "gambar": reverse("aparat:halaman", args=[s.id, 1]),
        "alt": f"Halaman 1 {judul}",
        "halaman": "Halaman 1",
        "lain": reverse("aparat:halaman_lain", args=[s.id]),
        "buka_nama": BUKA,
        "penuh": reverse("aparat:baca", args=[s.id]) + "?dari=tumpukan",
        "malas": urut > 0,
        "tinggi": tinggi_halaman(atur),
        "bidang_versi": f"{AWALAN_VERSI}{s.id.hex}",
        "versi": s.versi,
        "putus": form.bidang("putus", satu),
        "alasan": alasan,
        "buka": bool(alasan and (alasan.errors or alasan.value())),
    }


def _foto(s: LembarTanda, jenis: JenisSurat | None) -> list[dict[str, str]]:
    """Return the files of the applicant, each one tap away."""
    label = label_berkas(jenis) if jenis else {}
    return [
        {
            "kata": label.get(b.syarat, b.nama),
            "ikon": IKON_BERKAS.get(b.syarat, "foto"),
            "ke": reverse("aparat:berkas", args=[s.id, b.id]),
        }
        for b in s.berkas
    ]


@lingkup_sendiri
@untuk(Peran.PENANDA_TANGAN)
@require_POST
def kirim(request: Permintaan) -> HttpResponse:
    """Do what was decided. The service commits between its steps, so no scope is open here."""
    form = Tumpukan(request.POST, lembar=_terkirim(request))
    benar = form.is_valid()
    if buka := request.POST.get(BUKA):
        sesi.simpan_pilihan(request, _pilihan(request))
        return redirect(tujuan_aman(request, buka, reverse("aparat:tumpukan")))
    if not sesi.segar(request, mengirim=True):
        return _pastikan(request)
    if request.POST.get("aksi") == "pastikan":
        return _ulangi(request, {})
    if not benar or form.butuh_frasa():
        return _ulangi(request, {nama: str(isi[0]) for nama, isi in form.errors.items()})
    setuju, kembali = form.keputusan(SETUJU), form.keputusan(KEMBALI)
    if not setuju and not kembali:
        messages.warning(
            request, "Belum ada surat yang Bapak/Ibu putuskan. Pilih setuju atau kembalikan dulu."
        )
        return _ulangi(request, {})
    try:
        hasil = putuskan(
            desa=request.desa,
            setuju=[(k.id, k.versi) for k in setuju],
            kembali=[Dikembalikan(k.id, k.versi, k.alasan) for k in kembali],
            frasa=form.cleaned_data["frasa"],
            oleh=pelaku(request),
            sumber=sumber(request),
        )
    except (RuleRefused, TooManyAttempts) as tolak:
        return _ulangi(request, {"frasa": kalimat(tolak.pesan)})
    sesi.simpan_hasil(request, [_ingat(h) for h in hasil])
    return redirect("aparat:hasil_tanda")


def _terkirim(request: Permintaan) -> list[Lembaran]:
    """Return the letters the page held, as it was sent: only ids that read as ids, at most a pile."""
    kunci = [nama.removeprefix(AWALAN_VERSI) for nama in request.POST if nama.startswith(AWALAN_VERSI)]
    benar = [k for k in kunci if len(k) == 32 and all(h in "0123456789abcdef" for h in k)]
    return [Lembaran(UUID(hex=k), 0, ulang=False) for k in benar[:SEKALI]]


def _pastikan(request: Permintaan) -> HttpResponse:
    """Keep the choices, never the passphrase, and ask for proof first."""
    sesi.simpan_pilihan(request, _pilihan(request))
    return redirect(f"{reverse('aparat:pastikan')}?lanjut={reverse('aparat:tumpukan')}")


def _ulangi(request: Permintaan, galat: dict[str, str]) -> HttpResponse:
    sesi.simpan_pilihan(request, _pilihan(request))
    sesi.simpan_galat(request, galat)
    return redirect(reverse("aparat:tumpukan") + ("" if galat else "#tandatangani"))


def _pilihan(request: Permintaan) -> dict[str, str]:
    ambil = ("putus_", "alasan_", AWALAN_VERSI)
    return {nama: str(isi)[:600] for nama, isi in request.POST.items() if nama.startswith(ambil)}


def _ingat(h: HasilPutus) -> dict[str, str]:
    kata = kalimat(h.pesan) if h.pesan else ""
    return {"surat": str(h.surat_id), "keadaan": h.keadaan, "nomor": h.nomor, "kata": kata}


@untuk(Peran.PENANDA_TANGAN)
@require_safe
def hasil(request: Permintaan) -> HttpResponse:
    """Show what became of each letter."""
    catatan = sesi.hasil(request)
    surat = surat_terpilih([UUID(c["surat"]) for c in catatan])
    terbit = sum(c["keadaan"] == "terbit" for c in catatan)
    gagal = sum(c["keadaan"] == "gagal" for c in catatan)
    isi = {
        "judul": f"{terbit} surat terbit" if terbit else "Hasil keputusan",
        "hasil": [_hasil(c, surat) for c in catatan],
        "sisa": gagal,
        "tumpukan_ke": reverse("aparat:tumpukan"),
        "beranda_ke": reverse("aparat:beranda"),
    }
    return tampil(request, "aparat/hasil_tanda.html", isi)


def _hasil(c: dict[str, str], surat: Any) -> dict[str, str]:
    """Return one line; a failure that a second press caused shows what the first one did."""
    satu = surat.get(UUID(c["surat"]))
    judul = f"{satu.nama_jenis.removeprefix('Surat ')}, {satu.nama}" if satu else "Surat"
    ke = reverse("aparat:periksa", args=[satu.id]) if satu else ""
    keadaan, nomor = c["keadaan"], c["nomor"] or (satu.nomor if satu else "")
    if keadaan == "gagal" and satu and satu.status is Status.TERBIT:
        keadaan = "terbit"
    kata = {
        "terbit": format_html("Terbit dengan nomor {}", nomor_surat(nomor)),
        "kembali": "Dikembalikan beserta alasannya.",
        "gagal": format_html(
            "{} Nomor {} tetap disimpan; tanda tangani lagi nanti.", c["kata"], nomor_surat(nomor)
        )
        if c["nomor"]
        else c["kata"],
    }
    jenis = {"terbit": "baik", "kembali": "info", "gagal": "buruk"}
    return {"jenis": jenis[keadaan], "surat": judul, "kata": kata[keadaan], "ke": ke}
