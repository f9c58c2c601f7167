"""The few ways in which a request can end badly. One middleware turns each into a page."""

import errno
from collections.abc import Mapping

from eoffice.kernel.messages import Pesan


class EofficeError(Exception):
    """Root of the errors a person may read about; carries the message to show."""

    def __init__(self, pesan: Pesan) -> None:
        super().__init__(str(pesan))
        self.pesan = pesan


class RuleRefused(EofficeError):
    """A rule of the office says no (HTTP 422)."""


class InvalidInput(RuleRefused):
    """Input cannot be accepted (HTTP 422); ``per_field`` names the field of each problem."""

    def __init__(self, pesan: Pesan, per_field: Mapping[str, Pesan] | None = None) -> None:
        super().__init__(pesan)
        self.per_field = dict(per_field or {})


class ChangedMeanwhile(EofficeError):
    """Somebody else changed the same thing first (HTTP 409)."""


class NotFound(EofficeError):
    """It does not exist, or not for this person: the answer is the same (HTTP 404)."""

    def __init__(self, pesan: Pesan | None = None) -> None:
        super().__init__(pesan or Pesan("kernel.tidak_ditemukan"))


class TooManyAttempts(EofficeError):
    """Locked for a while after failures (HTTP 429)."""


class ServiceDown(EofficeError):
    """Something this act needs is out of order; nothing was lost (HTTP 503).

    ``coba_lagi``: after how many seconds it is worth trying again, where that is known.
    """

    def __init__(self, pesan: Pesan, coba_lagi: int | None = None) -> None:
        super().__init__(pesan)
        self.coba_lagi = coba_lagi


class StorageFull(ServiceDown):
    """No space on disk, or too little for this; nothing was half-written."""

    def __init__(self, pesan: Pesan | None = None) -> None:
        super().__init__(pesan or Pesan("kernel.disk_penuh"))


def out_of_space(error: Exception) -> bool:
    """Tell whether an error of the operating system or of a database says: no space left."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    text = str(error).lower()
    return "disk is full" in text or "no space left" in text
