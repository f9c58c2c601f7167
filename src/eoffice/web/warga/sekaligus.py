"""The whole form on one page, for a line that breaks: opened once, a phone keeps it usable without signal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput
from eoffice.surat import services as layanan
from eoffice.surat.selectors import milik
from eoffice.surat.selectors.warga import milik as surat_milik
from eoffice.web.komponen.angka import ukuran
from eoffice.web.komponen.daftar import ubah_baris
from eoffice.web.komponen.formulir import tambah_galat
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.kantor import UMUM
from eoffice.web.komponen.pertanyaan import FormPertanyaan
from eoffice.web.middleware.lingkup import lingkup_sendiri

from . import titipan
from .formulir import BanyakBerkas, Kontak, Pernyataan
from .gerbang import Permintaan, pelaku, warga_titip
from .isi import WAJIB_ADA, buka_draf
from .kerangka import BACA_KIRIM, coba, status_form, tampil
from .kirim import diterima

AWALAN: Final = "berkas_"


class Sekaligus(FormPertanyaan):
    """Every question of a letter, its papers, the number to call and the last statement.

    ``ketikan``: what the boxes show, without being judged.
    """

    def __init__(
        self, draf: layanan.IsiDraf, data: Any = None, *, ketikan: Mapping[str, str] | None = None
    ) -> None:
        awal = {"telepon": draf.telepon, **(ketikan or {})}
        hari_ini = localdate(clock.now())
        super().__init__(draf.jenis.isian, data, hari_ini=hari_ini, sudah=draf.nilai, initial=awal)
        for isian in draf.jenis.isian:
            self.fields[isian.kode].label = isian.label if isian.pihak else isian.tanya
        for syarat in draf.jenis.syarat:
            ada = [f"{b.nama} ({ukuran(b.ukuran)})" for b in draf.berkas if b.syarat == syarat.kode]
            petunjuk = f"Sudah ada: {', '.join(ada)}." if ada else syarat.petunjuk
            label = syarat.label if syarat.wajib else f"{syarat.label} (boleh dilewati)"
            self.fields[AWALAN + syarat.kode] = BanyakBerkas(label=label, petunjuk=petunjuk, required=False)
        self.fields["telepon"] = Kontak().fields["telepon"]
        for nama in ("telepon", *(AWALAN + s.kode for s in draf.jenis.syarat)):
            self.fields[nama].diam = True  # type: ignore[attr-defined]  # the label says itself what may be left out
        self.fields["benar"] = Pernyataan().fields["benar"]


@warga_titip
@require_http_methods(BACA_KIRIM)
def sekaligus(request: Permintaan, draf_id: UUID) -> HttpResponse:
    """Ask everything, take in the files, and send; the draft's id is the key, as in ``kirim``."""
    if terkirim := milik.terkirim_dari(draf_id):
        return diterima(request, draf_id, surat_milik(terkirim, request.user.pk).id)
    draf = buka_draf(request, draf_id, None)
    post = request.method == "POST"
    form = Sekaligus(draf, request.POST if post else titipan.ambil(request))
    if post and ubah_baris(request.POST):
        _berkas(request, draf, form)
        form = Sekaligus(_segar(request, draf), ketikan=form.ketikan())
    elif post and _simpan(request, draf, form):
        jadi: list[layanan.Terkirim] = []
        if coba(form, lambda: jadi.append(layanan.ajukan(draf_id=draf_id, oleh=pelaku(request)))):
            return diterima(request, draf_id, jadi[0].surat_id)
    return _gambar(request, draf, form)


def _segar(request: Permintaan, draf: layanan.IsiDraf) -> layanan.IsiDraf:
    return layanan.draf(draf_id=draf.id, pemilik=request.user.pk)


def _simpan(request: Permintaan, draf: layanan.IsiDraf, form: Sekaligus) -> bool:
    """Keep the files that are good, then the answers if all are; tell whether everything was."""
    _berkas(request, draf, form)
    galat = layanan.simpan_formulir(
        draf_id=draf.id,
        pemilik=request.user.pk,
        berkas={},
        telepon=str(form.cleaned_data.get("telepon", "")),
        jawaban={} if form.errors else _jawaban(draf, form),
    )
    for nama, pesan in galat.items():
        tambah_galat(form, nama, pesan)
    ada = {b.syarat for b in _segar(request, draf).berkas}
    for syarat in draf.jenis.syarat_diminta(form.nilai):
        nama = AWALAN + syarat.kode
        if syarat.wajib and syarat.kode not in ada and nama not in form.errors:
            form.add_error(nama, WAJIB_ADA)
    return not form.errors


def _jawaban(draf: layanan.IsiDraf, form: Sekaligus) -> dict[str, str]:
    return {i.kode: str(form.cleaned_data.get(i.kode, "")) for i in draf.jenis.isian}


def _berkas(request: Permintaan, draf: layanan.IsiDraf, form: Sekaligus) -> None:
    """Keep the photos that are good; the form says what is wrong with the others."""
    form.is_valid()
    for syarat in draf.jenis.syarat:
        for satu in request.FILES.getlist(AWALAN + syarat.kode):
            isi = {"syarat": syarat.kode, "nama": satu.name or "", "data": satu.read()}
            try:
                layanan.lampirkan(draf_id=draf.id, pemilik=request.user.pk, **isi)
            except InvalidInput as tolak:
                form.add_error(AWALAN + syarat.kode, f"{satu.name}: {kalimat(tolak.pesan)}")


def _gambar(request: Permintaan, draf: layanan.IsiDraf, form: Sekaligus) -> HttpResponse:
    if request.method == "POST":  # files that were good are kept: say so
        for nama, bidang in Sekaligus(_segar(request, draf)).fields.items():
            form[nama].help_text = bidang.help_text
    isi = {
        "form": form,
        "nama_jenis": draf.jenis.nama,
        "halaman": [{"judul": h.judul, "bagian": _bagian(draf, form, h.isian)} for h in draf.jenis.halaman],
        "berkas": [form[AWALAN + s.kode] for s in draf.jenis.syarat],
        "kunci": str(draf.id),
        "kembali_ke": reverse("warga:lanjut", args=[draf.id]),
    }
    return tampil(request, "warga/sekaligus.html", isi, status=status_form(form) if request.POST else 200)


def _bagian(draf: layanan.IsiDraf, form: Sekaligus, kode: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the questions of one part, those about one person under his head."""
    bagian: dict[str, dict[str, Any]] = {}
    for satu in kode:
        pihak = draf.jenis.pihak_kode(draf.jenis.isian_kode(satu).pihak)
        kunci = pihak.kode if pihak else ""
        bagian.setdefault(kunci, {"judul": pihak.tanya if pihak else "", "bidang": []})
        bagian[kunci]["bidang"].append(form[satu])
    return list(bagian.values())


@login_not_required
@lingkup_sendiri
@require_safe
def tanpa_sinyal(request: HttpRequest) -> HttpResponse:
    """The page a phone shows in place of the server's answer when there is no signal; the same for everybody."""
    jawaban = render(request, "warga/tanpa_sinyal.html", {"kantor": UMUM})
    jawaban["Cache-Control"] = "no-cache"
    return jawaban
