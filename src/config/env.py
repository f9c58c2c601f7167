"""Reading the environment. Anything unclear stops the start with a sentence, never with a guess."""

import os
import re
import tempfile
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.galat import arti_sistem

MAX_PORT = 65535
HOURS = 24
MAX_DIGITS = 100  # Python refuses to read a number of some thousand digits
_NETLOC = re.compile(r"[^\s@]+")  # a name and a password do not belong on a printed letter


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
    if not value.isascii() or not value.isdigit() or len(value) > MAX_DIGITS:
        raise ImproperlyConfigured(f"{name}={value!r}: harus bilangan bulat.")
    return int(value)


def numbers(name: str, default: str) -> tuple[int, int, int]:
    """Return three non-negative integers parted by commas.

    Raises:
        ImproperlyConfigured: anything else.
    """
    value = text(name, default)
    match = re.fullmatch(r"(\d{1,4}),(\d{1,4}),(\d{1,4})", value.replace(" ", ""), re.ASCII)
    if match is None:
        raise ImproperlyConfigured(f"{name}={value!r}: tulis tiga bilangan, misalnya {default}.")
    first, second, third = (int(word) for word in match.groups())
    return first, second, third


def hour(name: str, default: int) -> int:
    """Return an hour of the day.

    Raises:
        ImproperlyConfigured: not a whole number from 0 to 23.
    """
    value = number(name, default)
    if value >= HOURS:
        raise ImproperlyConfigured(f"{name}={value}: harus dari 0 sampai {HOURS - 1}.")
    return value


def night(name: str, default: str) -> tuple[int, int]:
    """Return the hour at which the night begins and the one at which it ends, written as 19-5.

    Raises:
        ImproperlyConfigured: anything else.
    """
    value = text(name, default)
    match = re.fullmatch(r"(\d{1,2})-(\d{1,2})", value.replace(" ", ""), re.ASCII)
    hours = tuple(int(word) for word in match.groups()) if match else ()
    if len(hours) != 2 or max(hours) >= HOURS:
        raise ImproperlyConfigured(f"{name}={value!r}: tulis dua jam dari 0 sampai 23, misalnya {default}.")
    return hours[0], hours[1]


def port(name: str, default: int) -> int:
    """Return the number of a network port.

    Raises:
        ImproperlyConfigured: not a whole number from 1 to 65535.
    """
    value = number(name, default)
    if not 1 <= value <= MAX_PORT:
        raise ImproperlyConfigured(f"{name}={value}: harus dari 1 sampai {MAX_PORT}.")
    return value


def address(name: str, default: str) -> str:
    """Return a web address without a path, such as ``http://192.168.1.10:8000``: it is printed in QR codes.

    Raises:
        ImproperlyConfigured: anything else.
    """
    value = text(name, default).rstrip("/")
    parts = _split(value)
    whole = f"{parts.scheme}://{parts.netloc}" == value and _NETLOC.fullmatch(parts.netloc)
    if parts.scheme not in {"http", "https"} or not whole or not parts.hostname or _port(parts) is None:
        raise ImproperlyConfigured(f"{name}={value!r}: tulis seperti http://192.168.1.10:8000, tanpa jalur.")
    return value


def _split(url: str) -> SplitResult:
    """Take an address apart; one that cannot be (an unclosed bracket) has no parts."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def _port(parts: SplitResult) -> int | None:
    """Return the port of an address, 0 when it names none, ``None`` when it is no port."""
    try:
        return parts.port or 0
    except ValueError:
        return None


def home(name: str, default: str) -> Path:
    """Return the folder of database, files, keys and logs; made at the first start, for its owner alone.

    Raises:
        ImproperlyConfigured: it cannot be made or written.
    """
    path = Path(text(name, default)).resolve()
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}={path}: folder tidak dapat dibuat. {arti_sistem(error)}"
        ) from error
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        raise ImproperlyConfigured(
            f"{name}={path}: folder tidak boleh ditulis oleh pengguna ini. Periksa pemilik dan haknya."
        )
    return path


def words(name: str, default: str) -> list[str]:
    """Return a comma-separated list without empty entries."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(url: str) -> dict[str, object]:
    """Return Django's database settings for ``sqlite:///path`` or ``postgresql://user:pass@host:port/name``.

    Raises:
        ImproperlyConfigured: anything else. The address is not repeated, it may hold a password.
    """
    parts = _split(url)
    place = parts.path.lstrip("/")
    if parts.scheme == "sqlite" and place and not parts.netloc:
        return _sqlite(parts.path.removeprefix("/") if parts.path.startswith("//") else parts.path)
    if parts.scheme in {"postgresql", "postgres"} and place and _port(parts) is not None:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(place),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": parts.port or "",
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"options": "-c lock_timeout=20s"},  # who waits longer is told, as with SQLite
        }
    raise ImproperlyConfigured(
        "Alamat basis data harus sqlite:///berkas atau postgresql://pengguna:sandi@komputer:porta/nama."
    )


# FULL: an acknowledged letter survives a power cut (NORMAL was measured to lose rows). Each thread has its own page
# cache: 4 MiB, the rest lies in the system's, once for all.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; "
    "PRAGMA cache_size=-4096; PRAGMA journal_size_limit=67108864"
)


def _sqlite(path: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def secret(path: Path, *, size: int = 48) -> str:
    """Return the secret kept in a file of mode 0600, made at the first start; two starts at once agree on one.

    Raises:
        ImproperlyConfigured: the file was cut or changed. It is never made anew: what it protects would be lost.
    """
    if not path.exists():
        _make_secret(path, size)
    value = path.read_text(encoding="ascii", errors="replace").strip()
    if len(value) != size * 2:
        raise ImproperlyConfigured(f"Berkas kunci {path} rusak. Pulihkan dari cadangan.")
    return value


def _make_secret(path: Path, size: int) -> None:
    """Write a whole file beside, then give it the name, unless somebody else was first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, beside = tempfile.mkstemp(dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "w") as file:
            file.write(os.urandom(size).hex())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(beside, path)
    finally:
        Path(beside).unlink()
