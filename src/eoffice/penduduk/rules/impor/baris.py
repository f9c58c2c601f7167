"""One row to the values it states about one person, with everything that is wrong with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.impor.kolom import DISIMPAN, Peta
from eoffice.penduduk.rules.impor.sel import Nilai, Sel, baca_sel, teks_asli, teks_sel
from eoffice.penduduk.rules.masalah import Masalah, tolak
from eoffice.penduduk.rules.nik import desa_nik_sementara, nik_sementara, periksa_nik, periksa_no_kk
from eoffice.penduduk.rules.teks import kunci_cari

KOLOM_KELUARGA = ("alamat", "dusun", "rw", "rt")


@dataclass(frozen=True, slots=True)
class Aturan:
    """What rows are judged by: the village (ten digits), today, and which kecamatan exist."""

    desa: str
    hari_ini: date
    kecamatan_ada: Callable[[str], bool]


@dataclass(slots=True)
class BarisTerbaca:
    """A row: where it stands in the file, what it states, what is wrong, its cells as they were.

    ``letak``: for each heading of the whole file the place of its cell in this row, -1 where its sheet has no
    such column; empty where the sheet has just the headings of the file.
    """

    lembar: str
    baris: int
    nilai: dict[str, Nilai]
    lain: dict[str, str]
    masalah: list[Masalah]
    sel: Sequence[Sel]
    letak: Sequence[int] = ()

    @property
    def asli(self) -> list[str]:
        """The cells as they stand in the file, each under its heading."""
        if not self.letak:
            return [teks_asli(cell) for cell in self.sel]
        return [teks_asli(self.sel[place]) if 0 <= place < len(self.sel) else "" for place in self.letak]

    @property
    def ditolak(self) -> bool:
        """Tell whether the row cannot be used."""
        return any(problem.menolak for problem in self.masalah)

    @property
    def nik(self) -> str:
        """The NIK, or ""."""
        return str(self.nilai.get("nik", ""))

    @property
    def kunci_orang(self) -> str:
        """What tells people without a NIK apart: family card, name and birth date; "" if incomplete."""
        return kunci_orang(*(str(self.nilai.get(name, "")) for name in ("no_kk", "nama", "tanggal_lahir")))


def kunci_orang(no_kk: str, nama: str, tanggal_lahir: str) -> str:
    """Return the key of a person without a NIK; "" when a part is missing."""
    parts = (no_kk, kunci_cari(nama), tanggal_lahir)
    return "|".join(parts) if all(parts) else ""


def baca_baris(sel: Sequence[Sel], peta: Peta, aturan: Aturan, *, lembar: str, baris: int) -> BarisTerbaca:
    """Read one row.

    An empty cell says nothing: it never erases what the register knows.
    """
    row = BarisTerbaca(lembar, baris, {}, {}, [], sel)
    extra = [cell for cell in sel[peta.lebar :] if teks_sel(cell).strip()]
    if extra or len(sel) < peta.lebar:
        code = "penduduk.baris_lebih" if extra else "penduduk.baris_terpotong"
        row.masalah.append(tolak("", Pesan(code, kolom=peta.lebar, sel=len(sel))))
        return row
    for place, kolom in peta.kolom:
        value, problem = baca_sel(sel[place], kolom)
        if problem is not None:
            row.masalah.append(problem)
        if value is not None and kolom.macam in DISIMPAN:
            row.lain[kolom.nama] = str(value)
        elif value is not None:
            row.nilai[kolom.nama] = value
    if row.nilai.get("jenis_kelamin") == "L":
        row.lain.pop("hamil", None)
    if peta.bentuk == "opensid":
        _lengkapi_kawin(row)
    _periksa_desa(row, aturan)
    _periksa_nomor(row, aturan)
    _periksa_tanggal(row, aturan)
    return row


def _lengkapi_kawin(row: BarisTerbaca) -> None:
    """Take a marriage with a deed or its date for a registered one: OpenSID's code does not say."""
    registered = any(name in row.lain for name in ("akta_perkawinan", "tanggalperkawinan"))
    if registered and row.nilai.get("status_kawin") == kode.KAWIN:
        row.nilai["status_kawin"] = kode.KAWIN_TERCATAT


def _periksa_desa(row: BarisTerbaca, aturan: Aturan) -> None:
    """Refuse a row of another village; a stand-in NIK tells its village too, and is not kept as a NIK."""
    village = str(row.nilai.pop("kode_desa", ""))
    number = row.nik
    if nik_sementara(number):
        del row.nilai["nik"]
        row.lain["nik_sementara"] = number
        village = village or desa_nik_sementara(number)
    if village and village != aturan.desa:
        row.masalah.append(tolak("kode_desa", Pesan("penduduk.desa_lain", desa=village[:20])))
    if not row.nik and not row.kunci_orang and not row.ditolak:
        row.masalah.append(tolak("nik", Pesan("penduduk.tanpa_pengenal")))


def _periksa_nomor(row: BarisTerbaca, aturan: Aturan) -> None:
    born = row.nilai.get("tanggal_lahir")
    if row.nik:
        row.masalah += periksa_nik(
            row.nik,
            lahir=date.fromisoformat(str(born)) if born else None,
            kelamin=str(row.nilai.get("jenis_kelamin", "")),
            kecamatan_ada=aturan.kecamatan_ada,
        )
    if "no_kk" in row.nilai:
        row.masalah += periksa_no_kk(str(row.nilai["no_kk"]), kecamatan_ada=aturan.kecamatan_ada)


def _periksa_tanggal(row: BarisTerbaca, aturan: Aturan) -> None:
    if str(row.nilai.get("tanggal_lahir", "")) > aturan.hari_ini.isoformat():
        row.masalah.append(tolak("tanggal_lahir", Pesan("penduduk.tanggal_depan")))


def periksa_baru(row: BarisTerbaca) -> list[Masalah]:
    """Return what a row lacks to add a person the register does not know yet."""
    needed = ("nama", "jenis_kelamin", "tanggal_lahir", "no_kk")
    return [tolak(name, Pesan("penduduk.wajib_baru", kolom=name)) for name in needed if name not in row.nilai]
