"""Which mutations a form can record about somebody of the register, and what each form does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from eoffice.kernel.errors import NotFound
from eoffice.penduduk import services
from eoffice.penduduk.rules.mutasi import Lembar, Ubahan
from eoffice.penduduk.rules.ringkas import RingkasPenduduk

from .formulir import kawin as formulir_kawin
from .formulir import mutasi as formulir_mutasi


@dataclass(frozen=True, slots=True)
class Acara:
    """One kind of mutation about somebody of the register: its form, and what the form does.

    ``tentang_satu``: it is about one of the family, who stands first in the form; ``berdua``: the form names another
    resident by number.
    """

    form: type[formulir_mutasi.Mutasi]
    laksana: Callable[[Any, RingkasPenduduk, Lembar], tuple[Ubahan, ...]]
    tentang_satu: bool = False
    berdua: bool = False


def _mati(form: formulir_mutasi.Kematian, p: RingkasPenduduk, lembar: Lembar) -> tuple[Ubahan, ...]:
    isi = form.cleaned_data
    return services.catat_kematian(
        lembar,
        penduduk_id=p.id,
        tempat=isi["tempat"],
        sebab=isi["sebab"],
        kepala_baru=form.orang("kepala_baru"),
    )


def _pindah(form: formulir_mutasi.Kepindahan, p: RingkasPenduduk, lembar: Lembar) -> tuple[Ubahan, ...]:
    return services.catat_kepindahan(
        lembar,
        penduduk_id=p.id,
        ikut=form.banyak_orang("ikut"),
        tujuan=form.cleaned_data["tujuan"],
        sebab=form.cleaned_data["sebab"],
        kepala_baru=form.orang("kepala_baru"),
    )


def _lahir(form: formulir_mutasi.Kelahiran, p: RingkasPenduduk, lembar: Lembar) -> tuple[Ubahan, ...]:
    return services.catat_kelahiran(lembar, keluarga_id=_keluarga(p), orang=form.orang_baru())


def _pindah_rumah(
    form: formulir_mutasi.PindahRumah, p: RingkasPenduduk, lembar: Lembar
) -> tuple[Ubahan, ...]:
    return services.catat_pindah_rumah(lembar, keluarga_id=_keluarga(p), rumah=form.rumah())


def _pecah(form: formulir_mutasi.PecahKk, p: RingkasPenduduk, lembar: Lembar) -> tuple[Ubahan, ...]:
    return services.pecah_kk(
        lembar,
        keluarga_id=_keluarga(p),
        anggota=form.banyak_orang("anggota"),
        kepala=form.orang("kepala") or p.id,
        rumah=form.rumah(),
        kepala_baru=form.orang("kepala_baru"),
    )


def _kawin(form: formulir_kawin.Perkawinan, p: RingkasPenduduk, lembar: Lembar) -> tuple[Ubahan, ...]:
    return services.catat_perkawinan(
        lembar,
        penduduk_id=p.id,
        pasangan_id=form.pasangan_id(),
        nikah=form.nikah(),
        menetap=form.menetap(),
    )


def _kawin_luar(
    form: formulir_kawin.PerkawinanLuar, p: RingkasPenduduk, lembar: Lembar
) -> tuple[Ubahan, ...]:
    return services.catat_perkawinan_luar(
        lembar,
        penduduk_id=p.id,
        orang=form.orang_baru(),
        asal=form.cleaned_data["asal"],
        nikah=form.nikah(),
        menetap=form.menetap(),
    )


def _cerai(form: formulir_kawin.Perceraian, p: RingkasPenduduk, lembar: Lembar) -> tuple[Ubahan, ...]:
    isi = form.cleaned_data
    if form.cerai_mati:
        return services.catat_cerai_mati(lembar, penduduk_id=p.id, pasangan=isi["pasangan"])
    return services.catat_perceraian(
        lembar,
        penduduk_id=p.id,
        mantan=form.orang("mantan"),
        akta=isi["akta"],
        keluar=form.orang("keluar"),
        ikut=form.banyak_orang("ikut"),
        rumah=form.rumah(),
        kepala_baru=form.orang("kepala_baru"),
    )


def _keluarga(p: RingkasPenduduk) -> UUID:
    if p.keluarga_id is None:
        raise NotFound
    return p.keluarga_id


ACARA: Final = {
    "lahir": Acara(formulir_mutasi.Kelahiran, _lahir),
    "mati": Acara(formulir_mutasi.Kematian, _mati, tentang_satu=True),
    "pindah": Acara(formulir_mutasi.Kepindahan, _pindah, tentang_satu=True),
    "pindah-dalam-desa": Acara(formulir_mutasi.PindahRumah, _pindah_rumah),
    "pisah-kk": Acara(formulir_mutasi.PecahKk, _pecah),
    "kawin": Acara(formulir_kawin.Perkawinan, _kawin, tentang_satu=True, berdua=True),
    "kawin-luar": Acara(formulir_kawin.PerkawinanLuar, _kawin_luar, tentang_satu=True),
    "cerai": Acara(formulir_kawin.Perceraian, _cerai, tentang_satu=True),
}
