"""Questions about letters: the desks (meja), the citizen (warga), anybody (verifikasi)."""
