"""The inside of the sandbox: set the limits, read one request, answer, end."""

import gc
import resource
import sys

from eoffice.dokumen.adapters.sandbox import Tugas, kemas, urai
from eoffice.kernel.errors import InvalidInput

_MAKS_BERKAS = 64 * 1024 * 1024


def batasi(detik: int, memori: int) -> None:
    """Lower this process's limits; they cannot be raised again."""
    resource.setrlimit(resource.RLIMIT_CPU, (detik, detik))
    resource.setrlimit(resource.RLIMIT_AS, (memori, memori))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MAKS_BERKAS, _MAKS_BERKAS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def layani(tugas: Tugas) -> None:
    """Answer the one request on standard input; a refusal is an answer, anything else ends the process."""
    batasi(int(sys.argv[1]), int(sys.argv[2]))
    gc.disable()  # short life, bounded memory
    keterangan, isi = urai(sys.stdin.buffer.read())
    try:
        jawaban, hasil = tugas(keterangan, isi)
    except InvalidInput as galat:
        jawaban, hasil = {"tolak": galat.pesan.kode, "params": dict(galat.pesan.params)}, []
    sys.stdout.buffer.write(kemas(jawaban, hasil))
    sys.stdout.buffer.flush()
