"""Mutations by which a couple begins or ends: marriage inside the village or with an outsider, divorce, widowhood."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.models import Keluarga, Penduduk
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.mutasi import (
    JenisMutasi,
    Lembar,
    OrangBaru,
    Rumah,
    Ubahan,
    periksa_orang,
    periksa_tanggal,
)
from eoffice.penduduk.rules.perkawinan import (
    MENIKAH,
    Calon,
    Menetap,
    Nikah,
    Tinggal,
    hubungan_ikut,
    hubungan_pasangan,
    periksa_calon,
    status_sesudah,
    sudah_berpasangan,
)
from eoffice.penduduk.services.mutasi.babak import Babak, hari_ini, mainkan
from eoffice.penduduk.services.mutasi.dalam import kartu_baru, pisahkan
from eoffice.penduduk.services.mutasi.keluar import pasangan_kepala
from eoffice.penduduk.services.mutasi.masuk import BOLEH_KEMBALI, tempatkan

_SEBAB: Final = 100
"""Letters that the reason of a line holds."""
_BELUM_DICATATKAN: Final = (kode.KAWIN_BELUM_TERCATAT, kode.KAWIN)


@dataclass(frozen=True, slots=True)
class _Dulu:
    """How somebody stood on the card before."""

    orang: Penduduk
    kartu: Keluarga | None
    shdk: int | None


def catat_perkawinan(
    lembar: Lembar, *, penduduk_id: UUID, pasangan_id: UUID, nikah: Nikah, menetap: Menetap
) -> tuple[Ubahan, ...]:
    """Record that two residents married, and put them on the card where they live.

    Raises:
        NotFound, ChangedMeanwhile, RuleRefused: as ``catat_kematian``, for either of them.
        InvalidInput: they cannot marry (``periksa_calon``), the card cannot be, or one is left without a head.
    """

    def laksana(babak: Babak) -> None:
        if penduduk_id == pasangan_id:
            raise _tolak("nik_pasangan", "penduduk.kawin_diri_sendiri")
        couple = babak.berdua(penduduk_id, pasangan_id)
        periksa_tanggal(lembar.tanggal, hari_ini(), [person.tanggal_lahir for person in couple])
        before = [_Dulu(person, person.keluarga, person.shdk) for person in couple]
        if not _dicatatkan(*before):
            first, second = map(_calon, couple)
            periksa_calon(first, second, nikah, lembar.tanggal, "nik_pasangan")
        along = _tata(babak, before, menetap)
        for person in couple:
            _tandai_kawin(person, nikah)
        _catat_berdua(babak, before, nikah)
        for person, parent in along:
            _catat_pindah(babak, person, parent.kartu, f"Ikut {parent.orang.nama}")

    return mainkan(lembar, JenisMutasi.KAWIN, laksana)


def catat_perkawinan_luar(
    lembar: Lembar, *, penduduk_id: UUID, orang: OrangBaru, asal: str, nikah: Nikah, menetap: Menetap
) -> tuple[Ubahan, ...]:
    """Record that a resident married somebody from elsewhere, who comes to live here unless ``TETAP`` is said.

    Who comes is an arrival in the book, so that it is counted as one; ``shdk`` of ``orang`` is worked out here.

    Raises:
        NotFound, ChangedMeanwhile, RuleRefused: as ``catat_kematian``.
        InvalidInput: as ``catat_perkawinan`` and ``catat_kedatangan``.
    """

    def laksana(babak: Babak) -> None:
        person = babak.warga(penduduk_id)
        periksa_orang(orang, hari_ini())
        periksa_tanggal(lembar.tanggal, hari_ini(), [person.tanggal_lahir, orang.tanggal_lahir])
        other = Calon(orang.jenis_kelamin, orang.tanggal_lahir, orang.status_kawin)
        periksa_calon(_calon(person), other, nikah, lembar.tanggal, "nik")
        before = _Dulu(person, person.keluarga, person.shdk)
        spouse, along = _datangkan(babak, before, orang, asal, menetap)
        _tandai_kawin(person, nikah)
        _catat_pindah(babak, person, before.kartu, f"Kawin dengan {orang.nama}", nikah.tempat)
        if spouse is not None:
            _tandai_kawin(spouse, nikah)
            sebab = f"Kawin dengan {person.nama}"[:_SEBAB]
            babak.catat(spouse, JenisMutasi.DATANG, dari=asal, sebab=sebab)
        for child in along:
            _catat_pindah(babak, child, before.kartu, f"Ikut {person.nama}")

    return mainkan(lembar, JenisMutasi.KAWIN, laksana)


def catat_perceraian(
    lembar: Lembar,
    *,
    penduduk_id: UUID,
    mantan: UUID | None,
    akta: str,
    keluar: UUID | None = None,
    ikut: Collection[UUID] = (),
    rumah: Rumah | None = None,
    kepala_baru: UUID | None = None,
) -> tuple[Ubahan, ...]:
    """Record a divorce, and the card of their own of who leaves with it, if somebody does.

    ``mantan``: the former spouse where both stand on one card. ``keluar``: which of the two gets the new card
    ``rumah``; without it the card stays as it is, until there is another.

    Raises:
        NotFound, ChangedMeanwhile: as for the others.
        RuleRefused: not married, or dead or gone.
        InvalidInput: no deed for a registered marriage, the former spouse is none, or the new card cannot be.
    """

    def laksana(babak: Babak) -> None:
        person = babak.warga(penduduk_id)
        periksa_tanggal(lembar.tanggal, hari_ini(), [person.tanggal_lahir])
        parted = [person, *_mantan(babak, person, mantan)]
        if not akta and any(one.status_kawin != kode.KAWIN_BELUM_TERCATAT for one in parted):
            raise _tolak("akta", "penduduk.akta_cerai_kosong")
        old = person.keluarga
        along = _keluarkan(babak, parted, keluar, ikut, rumah or Rumah(), kepala_baru)
        for one in parted:
            one.status_kawin = kode.CERAI_HIDUP
            one.akta_perceraian = akta or one.akta_perceraian
            others = " dan ".join(other.nama for other in parted if other is not one)
            _catat_pindah(babak, one, old, f"Cerai hidup dengan {others}" if others else "Cerai hidup")
        for one in along:
            _catat_pindah(babak, one, old, "Ikut orang tua")

    return mainkan(lembar, JenisMutasi.CERAI, laksana)


def catat_cerai_mati(lembar: Lembar, *, penduduk_id: UUID, pasangan: str = "") -> tuple[Ubahan, ...]:
    """Record that somebody's spouse died, where the death itself could not say it: the spouse lived elsewhere, or
    the card does not tell who was married to whom.

    Raises:
        NotFound, ChangedMeanwhile: as for the others.
        RuleRefused: not married, dead or gone, or the spouse on the card is alive: then the death is recorded.
        InvalidInput: a day that cannot be.
    """

    def laksana(babak: Babak) -> None:
        person = babak.warga(penduduk_id)
        periksa_tanggal(lembar.tanggal, hari_ini(), [person.tanggal_lahir])
        _hanya_yang_kawin(person)
        if pasangan_kepala(person, babak.hidup(person.keluarga_id)) is not None:
            raise RuleRefused(Pesan("penduduk.pasangan_masih_hidup"))
        person.status_kawin = kode.CERAI_MATI
        sebab = f"Cerai mati, {pasangan} meninggal" if pasangan else "Cerai mati"
        babak.catat(person, sebab=sebab[:_SEBAB])

    return mainkan(lembar, JenisMutasi.CERAI, laksana)


# ---- a couple ----


def _dicatatkan(one: _Dulu, other: _Dulu) -> bool:
    """Tell whether a couple of one card is married, and only its registration is told now."""
    open_yet = all(each.orang.status_kawin in _BELUM_DICATATKAN for each in (one, other))
    return open_yet and one.kartu is other.kartu and sudah_berpasangan(one.shdk, other.shdk)


def _calon(person: Penduduk) -> Calon:
    return Calon(person.jenis_kelamin, person.tanggal_lahir, person.status_kawin)


def _tandai_kawin(person: Penduduk, nikah: Nikah) -> None:
    person.status_kawin = status_sesudah(nikah)
    person.akta_perkawinan = nikah.akta or person.akta_perkawinan


def _catat_berdua(babak: Babak, before: Sequence[_Dulu], nikah: Nikah) -> None:
    for one, other in (before, before[::-1]):
        _catat_pindah(babak, one.orang, one.kartu, f"Kawin dengan {other.orang.nama}", nikah.tempat)


def _catat_pindah(babak: Babak, person: Penduduk, old: Keluarga | None, sebab: str, tempat: str = "") -> None:
    """Note a line; from which card to which stands in it where somebody changed cards."""
    fresh = person.keluarga
    moved = fresh is not old and fresh is not None
    dari = f"KK {old.no_kk}" if moved and old else ""
    ke = f"KK {fresh.no_kk}" if moved and fresh else ""
    babak.catat(person, sebab=sebab[:_SEBAB], tempat=tempat, dari=dari, ke=ke)


def _tata(babak: Babak, before: Sequence[_Dulu], menetap: Menetap) -> list[tuple[Penduduk, _Dulu]]:
    """Put a couple on their card and give the cards they leave a head; return who came along, and with whom."""
    movers, host, card = _ke_mana(babak, before, menetap)
    # of two who leave one card the first is asked for its new head
    left = {one.kartu.pk: one for one in movers[::-1] if one.kartu is not None and one.kartu is not card}
    along = _yang_ikut(babak, left, menetap.ikut, {one.orang.pk for one in before})
    tuan = kode.KEPALA_KELUARGA if host is None else host.shdk
    for person, parent in along:
        person.shdk, person.keluarga = hubungan_ikut(parent.shdk, person.shdk, tuan), card
    for one in movers:
        _dudukkan(one.orang, host, card)
    for pk, one in left.items():
        first = one is before[0]
        head = menetap.kepala_baru if first else menetap.kepala_baru_pasangan
        babak.ganti_kepala(babak.hidup(pk), head, "kepala_baru" if first else "kepala_baru_pasangan")
    return along


def _ke_mana(
    babak: Babak, before: Sequence[_Dulu], menetap: Menetap
) -> tuple[list[_Dulu], _Dulu | None, Keluarga | None]:
    """Return who moves, with whom they live then, and on which card; on a new card nobody was before them."""
    first, second = before
    if menetap.tinggal is Tinggal.TETAP:
        return [], None, None
    if menetap.tinggal is Tinggal.KK_BARU:
        man = first if first.orang.jenis_kelamin == "L" else second
        return (
            [*before],
            None,
            kartu_baru(babak, man.kartu or (second if man is first else first).kartu, menetap.rumah),
        )
    host, mover = (first, second) if menetap.tinggal is Tinggal.KK_SENDIRI else (second, first)
    if host.kartu is not None and host.kartu is mover.kartu:
        if sudah_berpasangan(host.shdk, mover.shdk):
            return [], None, None
        host, mover = (mover, host) if mover.shdk == kode.KEPALA_KELUARGA else (host, mover)
    if host.kartu is None:
        raise _tolak("tinggal", "penduduk.kawin_tanpa_kk")
    return [mover], host, host.kartu


def _dudukkan(person: Penduduk, host: _Dulu | None, card: Keluarga | None) -> None:
    """Say what somebody is on the card: beside a host his spouse, on a new one the husband is head."""
    tuan = kode.KEPALA_KELUARGA if host is None else host.shdk
    head = host is None and person.jenis_kelamin == "L"
    person.shdk = kode.KEPALA_KELUARGA if head else hubungan_pasangan(tuan, person.jenis_kelamin)
    person.keluarga = card


def _yang_ikut(
    babak: Babak, left: dict[UUID, _Dulu], ikut: Collection[UUID], couple: Collection[UUID]
) -> list[tuple[Penduduk, _Dulu]]:
    """Return who comes along, each with the one of the couple whose card he leaves.

    Raises:
        InvalidInput: somebody else was named.
    """
    found = [
        (person, parent)
        for pk, parent in left.items()
        for person in babak.hidup(pk)
        if person.pk in ikut and person.pk not in couple
    ]
    if len(found) != len(set(ikut)):
        raise _tolak("ikut", "penduduk.ikut_bukan_serumah")
    return found


def _datangkan(
    babak: Babak, before: _Dulu, orang: OrangBaru, asal: str, menetap: Menetap
) -> tuple[Penduduk | None, list[Penduduk]]:
    """Let the spouse come to the card of the resident or to a new one; return the spouse, and who came along."""
    if menetap.tinggal is Tinggal.TETAP:
        return None, []
    if not asal:
        raise _tolak("asal", "penduduk.asal_kosong")
    movers = [before] if menetap.tinggal is Tinggal.KK_BARU else []
    card = kartu_baru(babak, before.kartu, menetap.rumah) if movers else before.kartu
    if card is None:
        raise _tolak("tinggal", "penduduk.kawin_tanpa_kk")
    left = {one.kartu.pk: one for one in movers if one.kartu is not None}
    along = _yang_ikut(babak, left, menetap.ikut, {before.orang.pk})
    for person, parent in along:
        person.shdk, person.keluarga = hubungan_ikut(parent.shdk, person.shdk, kode.KEPALA_KELUARGA), card
    head = before.shdk
    if movers:
        _dudukkan(before.orang, None, card)
        head = kode.KEPALA_KELUARGA
    man = bool(movers) and orang.jenis_kelamin == "L"
    shdk = kode.KEPALA_KELUARGA if man else hubungan_pasangan(head, orang.jenis_kelamin)
    spouse = tempatkan(babak, replace(orang, shdk=shdk), card, lama=BOLEH_KEMBALI)
    for pk in left:
        babak.ganti_kepala(babak.hidup(pk), menetap.kepala_baru)
    return spouse, [person for person, _ in along]


# ---- its end ----


def _hanya_yang_kawin(person: Penduduk) -> None:
    if person.status_kawin not in MENIKAH:
        raise RuleRefused(Pesan("penduduk.tidak_kawin"))


def _mantan(babak: Babak, person: Penduduk, mantan: UUID | None) -> list[Penduduk]:
    """Return the former spouse, if one was named: somebody of the same card who was married too."""
    _hanya_yang_kawin(person)
    if mantan is None:
        if pasangan_kepala(person, babak.hidup(person.keluarga_id)) is not None:
            raise _tolak("mantan", "penduduk.pilih_mantan")
        return []
    for other in babak.hidup(person.keluarga_id):
        if (
            other.pk == mantan
            and other.jenis_kelamin != person.jenis_kelamin
            and other.status_kawin in MENIKAH
        ):
            return [other]
    raise _tolak("mantan", "penduduk.bukan_pasangan")


def _keluarkan(
    babak: Babak,
    parted: Sequence[Penduduk],
    keluar: UUID | None,
    ikut: Collection[UUID],
    rumah: Rumah,
    kepala_baru: UUID | None,
) -> list[Penduduk]:
    """Give who leaves a card, with who goes along; return those. Without anybody who leaves nothing is done."""
    leaver = next((one for one in parted if one.pk == keluar), None)
    if leaver is None:
        if keluar is not None or ikut:
            raise _tolak("keluar", "penduduk.pilih_keluar")
        return []
    old = leaver.keluarga
    if old is None:
        raise _tolak("keluar", "penduduk.kawin_tanpa_kk")
    here = babak.hidup(old.pk)
    along = [person for person in here if person.pk in ikut and person not in parted]
    if len(along) != len(set(ikut)):
        raise _tolak("ikut", "penduduk.ikut_bukan_serumah")
    if len(along) + 1 == len(here):
        raise _tolak("ikut", "penduduk.pecah_semua")
    pisahkan(babak, old, [leaver, *along], leaver, rumah)
    babak.ganti_kepala(babak.hidup(old.pk), kepala_baru)
    return along


def _tolak(kotak: str, code: str) -> InvalidInput:
    return InvalidInput(pesan := Pesan(code), {kotak: pesan})
