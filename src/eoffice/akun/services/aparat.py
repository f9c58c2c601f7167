"""Officials: accounts, passwords, posts and mandates."""

import secrets
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import TypeVar
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.db.models import F

from eoffice.akun import events
from eoffice.akun.models import Delegasi, Pejabat, Pengguna, Penugasan
from eoffice.akun.rules.jabatan import Bentuk, Jabatan, Sifat
from eoffice.akun.rules.wewenang import periksa_pelimpahan
from eoffice.akun.selectors import lupakan, tugas_berlaku
from eoffice.akun.services.percobaan import satu_percobaan
from eoffice.akun.services.potret import Potret, potret_mandat, potret_pejabat, potret_tugas
from eoffice.jejak.registry import JenisPeristiwa
from eoffice.jejak.services import catat
from eoffice.kernel.errors import InvalidInput, NotFound, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.selectors import dilayani_di_sini, identitas
from eoffice.wilayah.tenancy import desa_aktif

PUNYA_SANDI = (Pengguna.Jenis.APARAT, Pengguna.Jenis.KABUPATEN)
"""Who comes in by the staff door: with a password."""
BertanggalT = TypeVar("BertanggalT", Penugasan, Delegasi)


@cache
def _tiruan() -> str:
    """Return a password nobody has: checked for unknown names, so that they cost the same time."""
    return make_password(secrets.token_urlsafe())


def masuk_aparat(*, nama_masuk: str, sandi: str, sumber: str) -> Pengguna:
    """Return the account whose password was given: the first step of signing in.

    An unknown name costs the same time and gives the same answer as a wrong password.

    Raises:
        TooManyAttempts: held back after failures.
        RuleRefused: name or password wrong, the account is switched off, or its office works on its own server.
    """
    nama = nama_masuk.strip().lower()
    with satu_percobaan(nama, sumber, salah="akun.masuk_salah"):
        pengguna = Pengguna.objects.filter(nama_masuk=nama, jenis__in=PUNYA_SANDI).first()
        cocok = check_password(sandi, pengguna.password if pengguna else _tiruan())
        if pengguna is None or not cocok or not pengguna.is_active:
            raise RuleRefused(Pesan("akun.masuk_salah"))
    pastikan_kantor_di_sini(pengguna.desa_id)
    return pengguna


def pastikan_kantor_di_sini(desa: str | None) -> None:
    """Let nobody of an office work here whose village is written on its own server.

    Raises:
        RuleRefused: says where that office works.
    """
    if desa is not None and not dilayani_di_sini(desa):
        raise RuleRefused(Pesan("akun.kantor_di_desa", kantor=identitas(desa).lengkap))


def pastikan_sandi(*, pengguna_id: UUID, sandi: str, sumber: str) -> None:
    """Check the password of somebody who is signed in already (fresh authentication).

    Raises:
        TooManyAttempts, RuleRefused: as for ``masuk_aparat``.
    """
    nama = Pengguna.objects.values_list("nama_masuk", flat=True).get(pk=pengguna_id)
    masuk_aparat(nama_masuk=nama, sandi=sandi, sumber=sumber)


def ganti_sandi(*, pengguna_id: UUID, lama: str, baru: str, sumber: str) -> Pengguna:
    """Change a password; every other session of the account ends with it.

    Wrong ones count together with those at the door: a borrowed computer is no second place to guess at.

    Raises:
        TooManyAttempts: the present password was wrong too often.
        InvalidInput: the present password is wrong.
    """
    pengguna = Pengguna.objects.get(pk=pengguna_id)
    with satu_percobaan(pengguna.nama_masuk, sumber, salah="akun.sandi_lama_salah"):
        if not check_password(lama, pengguna.password):
            raise InvalidInput(Pesan("akun.sandi_lama_salah"), {"sandi": Pesan("akun.sandi_lama_salah")})
    pengguna.password = make_password(baru)
    pengguna.save(update_fields=["password"])
    return pengguna


def keluar_semua(*, pengguna_id: UUID) -> Pengguna:
    """End every session of an account, also the present one unless the caller renews it.

    Raises:
        NotFound: no such account.
    """
    if not Pengguna.objects.filter(pk=pengguna_id).update(sesi_ke=F("sesi_ke") + 1):
        raise NotFound
    return Pengguna.objects.get(pk=pengguna_id)


@transaction.atomic
def buat_aparat(
    *, nama_masuk: str, nama: str, sandi: str, pelaku: str, nip: str = "", niap: str = ""
) -> Pejabat:
    """Make the account and the person of an official of the village in scope.

    Raises:
        InvalidInput: the sign-in name is taken.
    """
    pengguna = Pengguna(nama_masuk=nama_masuk, nama=nama)
    _simpan_pengguna(pengguna, sandi)
    pejabat = Pejabat(pengguna=pengguna, nama=nama, nip=nip, niap=niap)
    pejabat.save(force_insert=True)
    _tulis(events.PEJABAT, pejabat, pelaku, potret_pejabat(pejabat))
    return pejabat


@transaction.atomic
def beri_akun(*, pejabat_id: UUID, nama_masuk: str, sandi: str, pelaku: str) -> None:
    """Give an official who has none here an account on this installation: accounts do not travel.

    The account has the id that his row names already, so both installations tell the same of him.

    Raises:
        NotFound: not of this village.
        InvalidInput: he has an account here, or the sign-in name is taken.
    """
    pejabat = Pejabat.objects.select_for_update().filter(pk=pejabat_id).first()
    if pejabat is None:
        raise NotFound
    if pejabat.pengguna_id is not None and Pengguna.objects.filter(pk=pejabat.pengguna_id).exists():
        raise InvalidInput(Pesan("akun.sudah_punya_akun"))
    pengguna = Pengguna(nama_masuk=nama_masuk, nama=pejabat.nama)
    if pejabat.pengguna_id is not None:
        pengguna.pk = pejabat.pengguna_id
    _simpan_pengguna(pengguna, sandi)
    if pejabat.pengguna_id is None:
        pejabat.pengguna, pejabat.revisi = pengguna, pejabat.revisi + 1
        pejabat.save(update_fields=["pengguna", "revisi"])
        _tulis(events.PEJABAT, pejabat, pelaku, potret_pejabat(pejabat))


def _simpan_pengguna(pengguna: Pengguna, sandi: str) -> None:
    pengguna.nama_masuk = pengguna.nama_masuk.strip().lower()
    if Pengguna.objects.filter(nama_masuk=pengguna.nama_masuk).exists():
        raise InvalidInput(Pesan("akun.nama_masuk_dipakai"), {"nama_masuk": Pesan("akun.nama_masuk_dipakai")})
    pengguna.jenis, pengguna.desa_id = Pengguna.Jenis.APARAT, desa_aktif()
    pengguna.password = make_password(sandi)
    try:
        pengguna.save(force_insert=True)
    except IntegrityError:
        raise InvalidInput(Pesan("akun.nama_masuk_dipakai")) from None


@transaction.atomic
def simpan_pejabat(*, nama: str, nip: str = "", niap: str = "", pelaku: str) -> Pejabat:
    """Record a person of the office who has no account."""
    pejabat = Pejabat(nama=nama, nip=nip, niap=niap)
    pejabat.save(force_insert=True)
    _tulis(events.PEJABAT, pejabat, pelaku, potret_pejabat(pejabat))
    return pejabat


@transaction.atomic
def angkat(
    *,
    pejabat_id: UUID,
    jabatan: Jabatan,
    sifat: Sifat = Sifat.DEFINITIF,
    mulai: date,
    selesai: date | None = None,
    dasar: str = "",
    pelaku: str,
) -> Penugasan:
    """Put a person into a post from a day on.

    Raises:
        InvalidInput: the end lies before the beginning.
        NotFound: the person is not of this village.
    """
    _pastikan_urut(mulai, selesai)
    _pastikan_pejabat(pejabat_id)
    tugas = Penugasan(
        pejabat_id=pejabat_id, jabatan=jabatan, sifat=sifat, mulai=mulai, selesai=selesai, dasar=dasar
    )
    tugas.save(force_insert=True)
    _tulis_tugas(tugas, pelaku)
    return tugas


def akhiri_tugas(*, penugasan_id: UUID, selesai: date, pelaku: str) -> None:
    """End a post on a day (its last).

    Raises:
        NotFound: no such post here.
        InvalidInput: the end lies before the beginning.
    """
    _akhiri(Penugasan, penugasan_id, selesai, lambda tugas: _tulis_tugas(tugas, pelaku))


@transaction.atomic
def limpahkan(
    *, pejabat_id: UUID, bentuk: Bentuk, mulai: date, selesai: date, dasar: str = "", pelaku: str
) -> Delegasi:
    """Let a person sign in the name of the kepala desa, or initial in place of the sekdes, for some days.

    Raises:
        InvalidInput: the person's post on the first day does not fit, or the end lies before the beginning.
        NotFound: the person is not of this village.
    """
    _pastikan_urut(mulai, selesai)
    _pastikan_pejabat(pejabat_id)
    jabatan = (satu.jabatan for satu in tugas_berlaku(mulai, pejabat_id))
    if pesan := periksa_pelimpahan(bentuk, jabatan):
        raise InvalidInput(pesan, {"bentuk": pesan})
    mandat = Delegasi(pejabat_id=pejabat_id, bentuk=bentuk, mulai=mulai, selesai=selesai, dasar=dasar)
    mandat.save(force_insert=True)
    _tulis_mandat(mandat, pelaku)
    return mandat


def akhiri_pelimpahan(*, delegasi_id: UUID, selesai: date, pelaku: str) -> None:
    """End a mandate on a day (its last).

    Raises:
        NotFound: no such mandate here.
        InvalidInput: the end lies before the beginning.
    """
    _akhiri(Delegasi, delegasi_id, selesai, lambda mandat: _tulis_mandat(mandat, pelaku))


@transaction.atomic
def _akhiri(
    tabel: type[BertanggalT], baris_id: UUID, selesai: date, tulis: Callable[[BertanggalT], None]
) -> None:
    baris = tabel.objects.select_for_update().filter(pk=baris_id).first()
    if baris is None:
        raise NotFound
    _pastikan_urut(baris.mulai, selesai)
    baris.selesai, baris.revisi = selesai, baris.revisi + 1
    baris.save(update_fields=["selesai", "revisi"])
    tulis(baris)


def _pastikan_urut(mulai: date, selesai: date | None) -> None:
    if selesai is not None and selesai < mulai:
        raise InvalidInput(Pesan("akun.tanggal_terbalik"), {"selesai": Pesan("akun.tanggal_terbalik")})


def _pastikan_pejabat(pejabat_id: UUID) -> None:
    if not Pejabat.objects.filter(pk=pejabat_id).exists():
        raise NotFound


def _tulis_tugas(tugas: Penugasan, pelaku: str) -> None:
    _tulis(events.PENUGASAN, tugas, pelaku, potret_tugas(tugas))


def _tulis_mandat(mandat: Delegasi, pelaku: str) -> None:
    _tulis(events.DELEGASI, mandat, pelaku, potret_mandat(mandat))


def _tulis(jenis: JenisPeristiwa, row: Pejabat | Penugasan | Delegasi, pelaku: str, isi: Potret) -> None:
    lupakan()
    publik, pribadi = isi
    catat(
        jenis=jenis,
        agregat=row._meta.model_name or "",
        agregat_id=row.pk,
        revisi=row.revisi,
        publik=publik,
        pribadi=pribadi,
        pelaku=pelaku,
    )
