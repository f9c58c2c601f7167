"""Questions about people of the office and citizens' accounts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.db.models import Q

from eoffice.akun.models import (
    AkunWarga,
    Delegasi,
    KodePemulihan,
    KunciSandi,
    Pejabat,
    Pengguna,
    Penugasan,
    Totp,
)
from eoffice.akun.rules import wewenang as aturan
from eoffice.akun.rules.jabatan import SEBUTAN, Bentuk, Jabatan, Sifat
from eoffice.kernel.errors import NotFound
from eoffice.kernel.peran import Peran
from eoffice.wilayah.tenancy import ingatan_lingkup

INGATAN = "akun:"


@dataclass(frozen=True, slots=True)
class TugasPengguna:
    """What an official may do on a day, and what the post is called."""

    peran: frozenset[Peran]
    sebutan: str


@dataclass(frozen=True, slots=True)
class PenandaTangan:
    """Who signs, as the signature block words it: ``jabatan`` is the head's post, ``an`` and ``ub`` the rest."""

    pejabat_id: UUID
    pengguna_id: UUID | None
    nama: str
    identitas: tuple[str, ...]
    jabatan: str
    bentuk: str
    an: str
    ub: str


@dataclass(frozen=True, slots=True)
class BarisPejabat:
    """A post with its holder, for lists."""

    penugasan_id: UUID
    pejabat_id: UUID
    pengguna_id: UUID | None
    nama: str
    nip: str
    jabatan: Jabatan
    sebutan: str
    sifat: Sifat
    mulai: date
    selesai: date | None
    dasar: str


@dataclass(frozen=True, slots=True)
class BarisDelegasi:
    """A mandate with its holder, for lists."""

    delegasi_id: UUID
    pejabat_id: UUID
    nama: str
    bentuk: Bentuk
    mulai: date
    selesai: date
    dasar: str


def pengguna(pengguna_id: UUID) -> Pengguna:
    """Return an active account, for the session.

    Raises:
        NotFound: unknown or switched off.
    """
    satu = Pengguna.objects.filter(pk=pengguna_id, is_active=True).first()
    if satu is None:
        raise NotFound
    return satu


@dataclass(frozen=True, slots=True)
class BarisPetugas:
    """An officer of the regency, for lists."""

    nama_masuk: str
    nama: str
    aktif: bool
    totp: bool


def daftar_petugas() -> list[BarisPetugas]:
    """Return every officer of the regency, by sign-in name."""
    berkode = set(Totp.objects.exclude(dipasang_pada=None).values_list("pk", flat=True))
    rows = Pengguna.objects.filter(jenis=Pengguna.Jenis.KABUPATEN).order_by("nama_masuk")
    return [BarisPetugas(r.nama_masuk, r.nama, r.is_active, r.pk in berkode) for r in rows]


def nama_pengguna(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """Return the names of accounts."""
    return dict(Pengguna.objects.filter(pk__in=set(ids)).values_list("pk", "nama"))


def totp_terpasang(pengguna_id: UUID) -> bool:
    """Tell whether the second step is set up and proven."""
    return Totp.objects.filter(pk=pengguna_id).exclude(dipasang_pada=None).exists()


def sisa_kode_pemulihan(pengguna_id: UUID) -> int:
    """Return how many recovery codes are left."""
    return KodePemulihan.objects.filter(pengguna_id=pengguna_id, dipakai_pada=None).count()


@dataclass(frozen=True, slots=True)
class BarisKunci:
    """A passkey, for its owner. ``ditahan``: it works no more, because it seems to have been copied."""

    id: UUID
    nama: str
    tempat: str
    dibuat_pada: datetime
    dipakai_pada: datetime | None
    ditahan: bool


def kunci_sandi(pengguna_id: UUID) -> list[BarisKunci]:
    """Return the passkeys of an account, the oldest first."""
    rows = KunciSandi.objects.filter(pengguna_id=pengguna_id).order_by("dibuat_pada", "id")
    return [
        BarisKunci(r.pk, r.nama, r.tempat, r.dibuat_pada, r.dipakai_pada, r.ditahan_pada is not None)
        for r in rows
    ]


def punya_kunci(pengguna_id: UUID, tempat: str) -> bool:
    """Tell whether an account has a passkey that works at a place."""
    return KunciSandi.objects.filter(pengguna_id=pengguna_id, tempat=tempat, ditahan_pada=None).exists()


def akun_warga(pengguna_id: UUID) -> UUID:
    """Return the resident behind a citizen's account.

    Raises:
        NotFound: not a citizen's account.
    """
    penduduk_id = AkunWarga.objects.filter(pk=pengguna_id).values_list("penduduk_id", flat=True).first()
    if penduduk_id is None:
        raise NotFound
    return penduduk_id


def warga_punya_akun(desa: str, penduduk_id: UUID) -> UUID | None:
    """Return the account of a resident, if one was activated."""
    return (
        AkunWarga.objects.filter(desa_id=desa, penduduk_id=penduduk_id).values_list("pk", flat=True).first()
    )


def tugas_pengguna(pengguna_id: UUID, hari: date) -> TugasPengguna:
    """Return the roles and the title an official holds on a day; empty for somebody without a post."""
    tugas_berlaku(hari)  # with it come the accounts of all who hold a post
    pejabat_id = _pejabat_dari(pengguna_id)
    if pejabat_id is None:
        return TugasPengguna(frozenset(), "")
    tugas, mandat = tugas_berlaku(hari, pejabat_id), mandat_berlaku(hari, pejabat_id)
    return TugasPengguna(aturan.peran_pejabat(hari, tugas, mandat, str(pejabat_id)), _sebutan(tugas))


def _sebutan(tugas: list[aturan.Tugas]) -> str:
    """Return the highest post held, with the prefix of a deputy."""
    if not tugas:
        return ""
    satu = min(tugas, key=lambda tugas: list(Jabatan).index(tugas.jabatan))
    awalan = "" if satu.sifat is Sifat.DEFINITIF else f"{satu.sifat.value.capitalize()}. "
    return awalan + SEBUTAN[satu.jabatan]


def tugas_berlaku(hari: date, pejabat_id: UUID | None = None) -> list[aturan.Tugas]:
    """Return the posts in force on a day, of one person or of all; read once a scope."""
    kunci, ingatan = f"{INGATAN} tugas {hari}", ingatan_lingkup()
    semua = cast("list[aturan.Tugas] | None", ingatan.get(kunci))
    if semua is None:
        masih = Q(selesai=None) | Q(selesai__gte=hari)
        rows = Penugasan.objects.filter(masih, mulai__lte=hari).order_by("mulai", "id")
        kolom = ("pejabat_id", "jabatan", "sifat", "mulai", "selesai", "pejabat__pengguna_id")
        semua = []
        for pejabat, jabatan, sifat, mulai, selesai, pengguna_id in rows.values_list(*kolom):
            semua.append(aturan.Tugas(str(pejabat), Jabatan(jabatan), Sifat(sifat), mulai, selesai))
            if pengguna_id is not None:
                ingatan[_kunci_pejabat(pengguna_id)] = pejabat
        ingatan[kunci] = semua
    return [satu for satu in semua if pejabat_id is None or satu.pejabat == str(pejabat_id)]


def mandat_berlaku(hari: date, pejabat_id: UUID | None = None) -> list[aturan.Pelimpahan]:
    """Return the mandates in force on a day, of one person or of all; read once a scope."""
    kunci, ingatan = f"{INGATAN} mandat {hari}", ingatan_lingkup()
    semua = cast("list[aturan.Pelimpahan] | None", ingatan.get(kunci))
    if semua is None:
        rows = Delegasi.objects.filter(mulai__lte=hari, selesai__gte=hari).order_by("mulai", "id")
        semua = [
            aturan.Pelimpahan(str(satu.pejabat_id), Bentuk(satu.bentuk), satu.mulai, satu.selesai)
            for satu in rows
        ]
        ingatan[kunci] = semua
    return [satu for satu in semua if pejabat_id is None or satu.pejabat == str(pejabat_id)]


def lupakan() -> None:
    """Forget the posts and mandates read in this scope: they have just changed."""
    ingatan = ingatan_lingkup()
    for kunci in [satu for satu in ingatan if satu.startswith(INGATAN)]:
        del ingatan[kunci]


def _kunci_pejabat(pengguna_id: UUID) -> str:
    return f"{INGATAN} pejabat {pengguna_id}"


def _pejabat_dari(pengguna_id: UUID) -> UUID | None:
    """Return the person behind an account; read once a scope."""
    kunci, ingatan = _kunci_pejabat(pengguna_id), ingatan_lingkup()
    if kunci not in ingatan:
        ingatan[kunci] = Pejabat.objects.filter(pengguna_id=pengguna_id).values_list("pk", flat=True).first()
    return cast("UUID | None", ingatan[kunci])


def peran_pengguna(pengguna_id: UUID, hari: date) -> frozenset[Peran]:
    """Return the workflow roles of an official on a day."""
    return tugas_pengguna(pengguna_id, hari).peran


def penanda_tangan(pengguna_id: UUID, hari: date) -> PenandaTangan | None:
    """Return with which wording this official may sign on a day, or ``None``."""
    pejabat_id = _pejabat_dari(pengguna_id)
    return None if pejabat_id is None else _penanda_tangan(hari, str(pejabat_id))


def penanda_tangan_bertugas(hari: date) -> PenandaTangan | None:
    """Return who signs for the village on a day: the acting head, else the holder of a mandate."""
    return _penanda_tangan(hari, None)


def _penanda_tangan(hari: date, pejabat_id: str | None) -> PenandaTangan | None:
    hasil = aturan.wewenang(hari, tugas_berlaku(hari), mandat_berlaku(hari), pejabat_id)
    return None if hasil is None else _lengkap(hasil, Pejabat.objects.get(pk=UUID(hasil.pejabat)))


def _lengkap(hasil: aturan.Wewenang, pejabat: Pejabat) -> PenandaTangan:
    nomor = (("NIP", pejabat.nip), ("NIAP", pejabat.niap))
    return PenandaTangan(
        pejabat_id=pejabat.pk,
        pengguna_id=pejabat.pengguna_id,
        nama=pejabat.nama,
        identitas=tuple(f"{label} {nilai}" for label, nilai in nomor if nilai),
        jabatan=SEBUTAN[Jabatan.KEPALA_DESA],
        bentuk=hasil.bentuk.value,
        an=hasil.an,
        ub=hasil.ub,
    )


def daftar_pejabat() -> list[BarisPejabat]:
    """Return every post ever held in the village, newest first within a post."""
    urutan = {nama: nomor for nomor, nama in enumerate(Jabatan)}
    baris = [
        BarisPejabat(
            penugasan_id=satu.pk,
            pejabat_id=satu.pejabat_id,
            pengguna_id=satu.pejabat.pengguna_id,
            nama=satu.pejabat.nama,
            nip=satu.pejabat.nip,
            jabatan=Jabatan(satu.jabatan),
            sebutan=SEBUTAN[Jabatan(satu.jabatan)],
            sifat=Sifat(satu.sifat),
            mulai=satu.mulai,
            selesai=satu.selesai,
            dasar=satu.dasar,
        )
        for satu in Penugasan.objects.select_related("pejabat").order_by("-mulai", "-id")
    ]
    return sorted(baris, key=lambda satu: urutan[satu.jabatan])


def pejabat_bertugas(jabatan: Jabatan, hari: date) -> BarisPejabat | None:
    """Return who holds a post on a day; a deputy in force before the absent holder."""
    cocok = [
        satu
        for satu in daftar_pejabat()
        if satu.jabatan is jabatan and satu.mulai <= hari and (satu.selesai is None or hari <= satu.selesai)
    ]
    return min(cocok, key=lambda satu: satu.sifat is Sifat.DEFINITIF, default=None)


def daftar_delegasi() -> list[BarisDelegasi]:
    """Return every mandate, newest first."""
    return [
        BarisDelegasi(
            satu.pk,
            satu.pejabat_id,
            satu.pejabat.nama,
            Bentuk(satu.bentuk),
            satu.mulai,
            satu.selesai,
            satu.dasar,
        )
        for satu in Delegasi.objects.select_related("pejabat").order_by("-mulai", "-id")
    ]


@dataclass(frozen=True, slots=True)
class BarisKeluar:
    """Days on which somebody signs for the head; ``paraf``: who initials then, by a mandate of the same days."""

    pejabat_id: UUID
    nama: str
    bentuk: Bentuk
    mulai: date
    selesai: date
    dasar: str
    penugasan_id: UUID | None = None
    delegasi_id: UUID | None = None
    paraf_id: UUID | None = None
    paraf: str = ""


def daftar_keluar(hari: date) -> list[BarisKeluar]:
    """Return who signs for the head from a day on, the next days first."""
    mandat = [satu for satu in daftar_delegasi() if satu.selesai >= hari]
    semua = [
        BarisKeluar(
            t.pejabat_id, t.nama, Bentuk(t.sifat), t.mulai, t.selesai, t.dasar, penugasan_id=t.penugasan_id
        )
        for t in daftar_pejabat()
        if t.jabatan is Jabatan.KEPALA_DESA and t.sifat is Sifat.PLH and t.selesai and t.selesai >= hari
    ] + [
        BarisKeluar(m.pejabat_id, m.nama, m.bentuk, m.mulai, m.selesai, m.dasar, delegasi_id=m.delegasi_id)
        for m in mandat
        if m.bentuk is not Bentuk.PARAF
    ]
    paraf = {(m.mulai, m.selesai): m for m in mandat if m.bentuk is Bentuk.PARAF}
    lengkap = [
        replace(satu, paraf_id=p.delegasi_id, paraf=p.nama)
        if (p := paraf.get((satu.mulai, satu.selesai)))
        else satu
        for satu in semua
    ]
    return sorted(lengkap, key=lambda satu: (satu.mulai, satu.nama))


@dataclass(frozen=True, slots=True)
class RingkasPejabat:
    """A person of the office, with or without a post today."""

    id: UUID
    nama: str
    pengguna_id: UUID | None


def semua_pejabat() -> list[RingkasPejabat]:
    """Return every person of the office, by name."""
    baris = Pejabat.objects.order_by("nama", "id").values_list("pk", "nama", "pengguna_id")
    return [RingkasPejabat(*satu) for satu in baris]


def pejabat(pejabat_id: UUID) -> RingkasPejabat:
    """Return one person of the office.

    Raises:
        NotFound: not of this village.
    """
    baris = Pejabat.objects.filter(pk=pejabat_id).values_list("pk", "nama", "pengguna_id").first()
    if baris is None:
        raise NotFound
    return RingkasPejabat(*baris)


def calon_penanda_tangan(hari: date) -> list[PenandaTangan]:
    """Return everybody who may sign on a day, whoever signs for the village first: the choice for a paper."""
    tugas, mandat = tugas_berlaku(hari), mandat_berlaku(hari)
    semua = (
        aturan.wewenang(hari, tugas, mandat, satu) for satu in (None, *sorted({t.pejabat for t in tugas}))
    )
    boleh = {satu.pejabat: satu for satu in semua if satu is not None}
    orang = Pejabat.objects.in_bulk([UUID(satu) for satu in boleh])
    return [_lengkap(satu, orang[UUID(kunci)]) for kunci, satu in boleh.items()]
