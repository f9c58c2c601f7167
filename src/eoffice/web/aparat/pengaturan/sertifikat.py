"""The signing certificate of an official: made by himself with a passphrase, revoked when it must be."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.akun.selectors import PenandaTangan, pejabat, penanda_tangan
from eoffice.dokumen import services
from eoffice.kernel import clock
from eoffice.kernel.errors import NotFound
from eoffice.kernel.peran import Peran
from eoffice.web.aparat.formulir import pengaturan as isian
from eoffice.web.aparat.izin import PIMPINAN, Permintaan, segar, untuk
from eoffice.web.aparat.kerangka import BACA_KIRIM, Rupa, pulang, simpan_formulir, tampil
from eoffice.web.komponen.waktu import setempat, tanggal


@untuk()
@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """Show the certificates of this village."""
    boleh = bool(request.peran.intersection(PIMPINAN))
    isi = {
        "kembali_ke": reverse("aparat:pengaturan"),
        "sertifikat": [_sajian(s, clock.now(), boleh=boleh) for s in services.semua_penandatangan()],
        "buat_ke": reverse("aparat:sertifikat_baru") if Peran.PENANDA_TANGAN in request.peran else "",
    }
    return tampil(request, "aparat/sertifikat.html", isi)


def _sajian(satu: services.BarisPenandatangan, kini: datetime, *, boleh: bool) -> dict[str, str]:
    dari, sampai = tanggal(setempat(satu.berlaku_dari).date()), tanggal(setempat(satu.berlaku_sampai).date())
    if satu.dicabut_pada:
        keadaan = ("Dicabut", "merah", "larang")
    elif satu.berlaku_sampai < kini:
        keadaan = ("Kedaluwarsa", "kuning", "kalender_lewat")
    else:
        keadaan = ("Berlaku", "hijau", "perisai_cek")
    return {
        "nama": satu.nama,
        "serial": satu.serial,
        "berlaku": f"{dari} sampai {sampai}",
        "keadaan": keadaan[0],
        "warna": keadaan[1],
        "ikon": keadaan[2],
        "cabut_ke": reverse("aparat:sertifikat_cabut", args=[satu.pejabat_id])
        if boleh and not satu.dicabut_pada
        else "",
    }


def saya(request: Permintaan) -> PenandaTangan:
    """Return with which wording this person signs today.

    Raises:
        NotFound: he does not.
    """
    ini = penanda_tangan(request.user.pk, request.hari)
    if ini is None:
        raise NotFound
    return ini


@untuk(Peran.PENANDA_TANGAN)
@segar
@require_http_methods(BACA_KIRIM)
def baru(request: Permintaan) -> HttpResponse:
    """Make the key and the certificate; the passphrase opens the key and is kept nowhere."""
    ini = saya(request)
    form = isian.BuatSertifikat(request.POST or None)
    rupa = Rupa(
        judul="Buat sertifikat tanda tangan",
        tombol="Buat sertifikat",
        kembali=reverse("aparat:sertifikat"),
        ikhtisar=(("Nama", ini.nama), ("Jabatan", ini.an or ini.jabatan)),
        pengantar=("Kalau Bapak/Ibu sudah punya sertifikat, yang lama dicabut. Surat lama tetap sah.",),
    )
    return simpan_formulir(
        request,
        rupa,
        form,
        lambda: _buat(request, ini, form.cleaned_data["frasa"]),
        kabar="Sertifikat sudah dibuat. Mulai sekarang surat dapat ditandatangani dengannya.",
        ke=pulang(request, "aparat:sertifikat"),
    )


def _buat(request: Permintaan, ini: PenandaTangan, frasa: str) -> None:
    services.daftarkan_penandatangan(
        pejabat_id=ini.pejabat_id,
        nama=ini.nama,
        jabatan=ini.an or ini.jabatan,
        frasa=frasa,
        pelaku=str(request.user.pk),
    )


@untuk(*PIMPINAN)
@segar
@require_http_methods(BACA_KIRIM)
def cabut(request: Permintaan, pejabat_id: UUID) -> HttpResponse:
    """Revoke a certificate: the phone is lost, the passphrase known, the post over."""
    orang = pejabat(pejabat_id)
    form = isian.CabutSertifikat(request.POST or None)
    rupa = Rupa(
        judul=f"Cabut sertifikat {orang.nama}?",
        tombol="Cabut sertifikat",
        jenis="bahaya",
        pengantar=("Pencabutan tidak dapat dibatalkan. Pemiliknya dapat membuat sertifikat baru.",),
        batal=reverse("aparat:sertifikat"),
    )
    return simpan_formulir(
        request,
        rupa,
        form,
        lambda: services.cabut_penandatangan(
            pejabat_id=pejabat_id, alasan=form.cleaned_data["alasan"], pelaku=str(request.user.pk)
        ),
        kabar=f"Sertifikat {orang.nama} sudah dicabut.",
        ke="aparat:sertifikat",
        templat="aparat/konfirmasi.html",
    )
