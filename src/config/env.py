"""Reading the environment. Anything unclear stops the start with a sentence, never with a guess."""

import os
from collections.abc import Collection
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str) -> str:
    """Return a variable, or the default when it is unset or empty."""
    return os.environ.get(name) or default


def choice(name: str, choices: Collection[str], default: str) -> str:
    """Return one of ``choices``.

    Raises:
        ImproperlyConfigured: any other value.
    """
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r}: pilih salah satu dari {', '.join(sorted(choices))}.")
    return value


def flag(name: str, *, default: bool) -> bool:
    """Return a yes/no variable written as 1, 0, ya, tidak, true or false."""
    words = {"1": True, "ya": True, "true": True, "0": False, "tidak": False, "false": False}
    return words[choice(name, words, "1" if default else "0")]


def number(name: str, default: int) -> int:
    """Return a non-negative integer.

    Raises:
        ImproperlyConfigured: anything else.
    """
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name}={value!r}: harus bilangan bulat.")
    return int(value)


def words(name: str, default: str) -> list[str]:
    """Return a comma-separated list without empty entries."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(url: str) -> dict[str, object]:
    """Return Django's database settings for ``sqlite:///path`` or ``postgresql://user:pass@host:port/name``.

    Raises:
        ImproperlyConfigured: any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path.removeprefix("/") if parts.path.startswith("//") else parts.path)
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": parts.port or "",
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"options": "-c lock_timeout=20s"},  # who waits longer is told, as with SQLite
        }
    raise ImproperlyConfigured("Alamat basis data harus sqlite:///... atau postgresql://...")


# FULL: an acknowledged letter survives a power cut (NORMAL was measured to lose rows).
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; "
    "PRAGMA cache_size=-32768; PRAGMA journal_size_limit=67108864"
)


def _sqlite(path: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def secret(path: Path, *, size: int = 48) -> str:
    """Return the secret kept in a file of mode 0600, made at the first start."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(os.urandom(size).hex())
            file.flush()
            os.fsync(file.fileno())
    return path.read_text().strip()
