"""What a village writes, as events: ``python -m bench.contoh FILE`` fills the trial's Cisontrol and writes its stream.

In a process of its own, because it needs a home of its own.
"""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

RUMAH = Path(tempfile.mkdtemp(prefix="eoffice-contoh-"))
os.environ.pop("EOFFICE_DATABASE_URL", None)
os.environ.update(
    EOFFICE_HOME=str(RUMAH), EOFFICE_PERAN="kabupaten", DJANGO_SETTINGS_MODULE="config.settings"
)

import django  # noqa: E402  the home is chosen before settings load

django.setup()

from django.core.management import call_command  # noqa: E402

from config.demo.isi import DESA, Pengisi  # noqa: E402
from eoffice.jejak.aliran import kiriman, semua_ujung  # noqa: E402
from eoffice.kernel import clock  # noqa: E402
from eoffice.wilayah.tenancy import lingkup  # noqa: E402


def main(tujuan: Path) -> None:
    """Fill, and write one event a line: what the chain covers, the private part, its salt."""
    call_command("migrate", verbosity=0, interactive=False)
    Pengisi(DESA[0], clock.now()).isi()
    with lingkup(DESA[0].rencana.kode):
        semua = [satu for aliran in semua_ujung() for satu in kiriman(aliran.epoch, 0, 100_000)]
    tujuan.write_text("\n".join(json.dumps([dict(s.isi), s.pribadi, s.garam.hex()]) for s in semua))


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    finally:
        shutil.rmtree(RUMAH, ignore_errors=True)
