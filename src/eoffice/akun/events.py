"""What ``akun`` writes into the stream. Passwords, PINs, secrets and their digests never travel."""

from eoffice.jejak.registry import JenisPeristiwa


def _put(nama: str, publik: set[str], pribadi: set[str]) -> JenisPeristiwa:
    return JenisPeristiwa(f"akun.{nama}", 1, frozenset(publik), frozenset(pribadi), "simpan")


PEJABAT = _put("pejabat", {"pengguna_id"}, {"nama", "nip", "niap"})
PENUGASAN = _put("penugasan", {"pejabat_id", "jabatan", "sifat", "mulai", "selesai", "dasar"}, set())
DELEGASI = _put("delegasi", {"pejabat_id", "bentuk", "mulai", "selesai", "dasar"}, set())
WARGA_AKTIF = _put("warga_aktif", {"penduduk_id", "slip"}, set())
SLIP_TERBIT = _put("slip_terbit", {"penduduk_id", "kedaluwarsa"}, set())
TOTP_DILEPAS = _put("totp_dilepas", {"oleh", "saksi"}, {"alasan"})

JENIS = (PEJABAT, PENUGASAN, DELEGASI, WARGA_AKTIF, SLIP_TERBIT, TOTP_DILEPAS)
