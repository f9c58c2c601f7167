"""Mutations inside the village: another address, a card of one's own; and taking a mutation back."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from eoffice.kernel.errors import InvalidInput, NotFound, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.models import Keluarga, Mutasi, Penduduk
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.mutasi import (
    JenisMutasi,
    Lembar,
    Rumah,
    Ubahan,
    hubungan_pecah,
    periksa_nomor,
    periksa_tanggal,
)
from eoffice.penduduk.rules.ringkas import TempatTinggal, judul
from eoffice.penduduk.services.mutasi.babak import Babak, hari_ini, mainkan
from eoffice.penduduk.services.mutasi.masuk import isi_rumah, siapkan_keluarga


def catat_pindah_rumah(lembar: Lembar, *, keluarga_id: UUID, rumah: Rumah) -> tuple[Ubahan, ...]:
    """Record that a whole family lives at another address of the village.

    Raises:
        NotFound, ChangedMeanwhile: as for the others.
        RuleRefused: nobody of the family lives here.
        InvalidInput: an impossible day, no address, or the address they have.
    """

    def laksana(babak: Babak) -> None:
        family, here = _sekeluarga(babak, keluarga_id)
        periksa_tanggal(lembar.tanggal, hari_ini(), [person.tanggal_lahir for person in here])
        if not rumah.dusun and not rumah.alamat:
            raise _tolak("dusun", "penduduk.rumah_kosong")
        before = alamat(family)
        isi_rumah(family, rumah)
        if before == alamat(family):
            raise _tolak("dusun", "penduduk.rumah_sama")
        for person in here:
            babak.catat(person, dari=before, ke=alamat(family))

    return mainkan(lembar, JenisMutasi.PINDAH_DALAM_DESA, laksana)


def pecah_kk(
    lembar: Lembar,
    *,
    keluarga_id: UUID,
    anggota: Collection[UUID],
    kepala: UUID,
    rumah: Rumah,
    kepala_baru: UUID | None = None,
) -> tuple[Ubahan, ...]:
    """Give some members of a family a card of their own, at the same address unless ``rumah`` names another.

    Raises:
        NotFound, ChangedMeanwhile: as for the others.
        RuleRefused: nobody of the family lives here, or somebody named is not of it.
        InvalidInput: nobody or everybody leaves, the head is not among them, the number is taken or none.
    """

    def laksana(babak: Babak) -> None:
        old, here = _sekeluarga(babak, keluarga_id)
        going = [person for person in here if person.pk in set(anggota)]
        _periksa_pecah(lembar, here, going, anggota)
        head = next((person for person in going if person.pk == kepala), None)
        if head is None:
            raise _tolak("kepala", "penduduk.pilih_kepala")
        fresh = pisahkan(babak, old, going, head, rumah)
        babak.ganti_kepala(babak.hidup(keluarga_id), kepala_baru)
        for person in going:
            babak.catat(person, dari=f"KK {old.no_kk}", ke=f"KK {fresh.no_kk}")

    return mainkan(lembar, JenisMutasi.PECAH_KK, laksana)


def pisahkan(
    babak: Babak, old: Keluarga, going: Collection[Penduduk], head: Penduduk, rumah: Rumah
) -> Keluarga:
    """Put people of a family on a card of their own, each as what he is to its head; return the card.

    Raises:
        InvalidInput: the number is taken or none, or there is no address.
    """
    fresh = kartu_baru(babak, old, rumah)
    relation = head.shdk
    for person in going:
        person.shdk = hubungan_pecah(relation, person.shdk, person.jenis_kelamin)
        person.keluarga = fresh
    head.shdk = kode.KEPALA_KELUARGA
    return fresh


def _periksa_pecah(
    lembar: Lembar, here: list[Penduduk], going: list[Penduduk], anggota: Collection[UUID]
) -> None:
    if len(going) != len(set(anggota)):
        raise RuleRefused(Pesan("penduduk.bukan_sekeluarga"))
    if not going:
        raise _tolak("anggota", "penduduk.pecah_kosong")
    if len(going) == len(here):
        raise _tolak("anggota", "penduduk.pecah_semua")
    periksa_tanggal(lembar.tanggal, hari_ini(), [person.tanggal_lahir for person in going])


def kartu_baru(babak: Babak, old: Keluarga | None, rumah: Rumah) -> Keluarga:
    """Return a new card, at the address of an old one unless another is given.

    Raises:
        InvalidInput: the number is taken or none, or there is no address.
    """
    periksa_nomor("no_kk", rumah.no_kk)
    taken = Penduduk.objects.filter(keluarga__no_kk=rumah.no_kk, status_dasar=kode.STATUS_HIDUP)
    if (old is not None and rumah.no_kk == old.no_kk) or taken.exists():
        raise _tolak("no_kk", "penduduk.no_kk_dipakai")
    if rumah.dusun or rumah.alamat or old is None:
        return siapkan_keluarga(babak, rumah)
    return siapkan_keluarga(babak, Rumah(rumah.no_kk, old.alamat, old.dusun, old.rw, old.rt))


def _sekeluarga(babak: Babak, keluarga_id: UUID) -> tuple[Keluarga, list[Penduduk]]:
    babak.kunci_keluarga(keluarga_id)
    babak.periksa_versi()
    family, here = babak.keluarga(keluarga_id), babak.hidup(keluarga_id)
    if family is None or not here:
        raise RuleRefused(Pesan("penduduk.keluarga_kosong"))
    return family, here


def alamat(family: Keluarga) -> str:
    """Return where a family lives, for a line of the book."""
    home = TempatTinggal(family.alamat, judul(family.dusun), family.rw, family.rt)
    return home.kalimat_pendek()[:200]


def betulkan_mutasi(lembar: Lembar, *, kelompok: UUID, alasan: str) -> tuple[Ubahan, ...]:
    """Take a mutation back by another one: everything it changed is again as it was, and both stay in the book.

    Raises:
        NotFound: no such mutation.
        RuleRefused: it was taken back already, is a correction itself, or was overtaken by later changes.
        InvalidInput: no reason.
    """

    def laksana(babak: Babak) -> None:
        if not alasan:
            raise _tolak("alasan", "penduduk.alasan_kosong")
        rows = list(Mutasi.objects.filter(kelompok=kelompok).order_by("pk"))
        if not rows:
            raise NotFound
        if rows[0].jenis == JenisMutasi.PEMBETULAN:
            raise RuleRefused(Pesan("penduduk.pembetulan_dibetulkan"))
        people = [babak.kunci_orang(row.penduduk_id) for row in rows]
        babak.periksa_versi()
        if Mutasi.objects.filter(membetulkan=kelompok).exists():
            raise RuleRefused(Pesan("penduduk.mutasi_sudah_dibetulkan"))
        before = babak.susunan()
        for change in (change for row in rows for change in row.ubahan):
            _pulihkan(babak, change)
        if any(heads not in (1, before.get(pk, (0, 1))[1]) for pk, (_, heads) in babak.susunan().items()):
            raise RuleRefused(Pesan("penduduk.mutasi_terlanjur"))
        for row, person in zip(rows, people, strict=True):
            babak.catat(person, sebab=alasan[:100], membetulkan=kelompok, dusun=row.dusun)

    return mainkan(lembar, JenisMutasi.PEMBETULAN, laksana)


def _pulihkan(babak: Babak, change: dict[str, Any]) -> None:
    """Put one row back as it was, unless something else touched the same fields since."""
    pk = UUID(change["id"])
    row: Any
    if change["apa"] == "orang":
        row = babak.kunci_orang(pk)
    else:
        babak.kunci_keluarga(pk)
        row = babak.keluarga(pk)
    for name, (before, after) in change["kolom"].items():
        now = getattr(row, name)
        if (str(now) if isinstance(now, UUID | date) else now) != after:
            raise RuleRefused(Pesan("penduduk.mutasi_terlanjur"))
        _pasang(babak, row, name, before)


def _pasang(babak: Babak, row: Any, name: str, value: Any) -> None:
    if name == "keluarga_id":
        babak.kunci_keluarga(UUID(value) if value else None)
        row.keluarga = babak.keluarga(UUID(value) if value else None)
    else:
        setattr(row, name, date.fromisoformat(value) if name == "tanggal_lahir" and value else value)


def _tolak(kotak: str, code: str) -> InvalidInput:
    return InvalidInput(pesan := Pesan(code), {kotak: pesan})
