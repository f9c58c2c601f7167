"""Keep the collected static files equal to those of the installed release."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def segarkan_statik() -> bool:
    """Collect and compress the static files when they differ from the release; return whether it was needed."""
    root: Path = settings.STATIC_ROOT
    cap, sidik = root / ".sidik", _sidik()
    if cap.exists() and cap.read_text() == sidik:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=root.exists())
    root.mkdir(parents=True, exist_ok=True)
    cap.write_text(sidik)
    return True


def _sidik() -> str:
    """Return a digest of names, sizes and times of the source files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
