"""Bytes in, bytes out: letters, seals, QR codes, scans and the store that keeps them."""
