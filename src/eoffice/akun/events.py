"""What ``akun`` writes into the stream. Passwords, PINs, secrets and their digests never travel."""

from dataclasses import replace

from eoffice.jejak.registry import JenisPeristiwa


def _put(nama: str, publik: set[str], pribadi: set[str]) -> JenisPeristiwa:
    return JenisPeristiwa(f"akun.{nama}", 1, frozenset(publik), frozenset(pribadi), "simpan")


def _fakta(nama: str, publik: set[str], pribadi: set[str]) -> JenisPeristiwa:
    """Return the type of what happened to somebody's account, told where he has it: at the village, or at the hub."""
    return replace(_put(nama, publik, pribadi), penulis="siapa_saja")


PEJABAT = _put("pejabat", {"pengguna_id"}, {"nama", "nip", "niap"})
PENUGASAN = _put("penugasan", {"pejabat_id", "jabatan", "sifat", "mulai", "selesai", "dasar"}, set())
DELEGASI = _put("delegasi", {"pejabat_id", "bentuk", "mulai", "selesai", "dasar"}, set())
WARGA_AKTIF = _fakta("warga_aktif", {"penduduk_id", "slip"}, set())
SLIP_TERBIT = _fakta("slip_terbit", {"penduduk_id", "slip", "kedaluwarsa"}, set())
TOTP_DILEPAS = _fakta("totp_dilepas", {"oleh", "saksi"}, {"alasan"})
KUNCI_DILEPAS = _fakta("kunci_dilepas", {"banyak"}, {"alasan"})

JENIS = (PEJABAT, PENUGASAN, DELEGASI, WARGA_AKTIF, SLIP_TERBIT, TOTP_DILEPAS, KUNCI_DILEPAS)
