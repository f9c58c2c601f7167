"""Three walls between villages: fail-closed managers, row-level security, composite keys.

The scope is opened by the middleware, by the worker, by the command line, and by the one service that must
commit between its steps (signing); never by a view.
"""

from eoffice.wilayah.tenancy.lookups import Termasuk
from eoffice.wilayah.tenancy.models import ManajerDesa, ModelDesa, QuerySetDesa
from eoffice.wilayah.tenancy.scope import (
    LingkupLain,
    LingkupTidakAktif,
    desa_aktif,
    ingatan_lingkup,
    lingkup,
    lingkup_terbuka,
)

__all__ = [
    "LingkupLain",
    "LingkupTidakAktif",
    "ManajerDesa",
    "ModelDesa",
    "QuerySetDesa",
    "Termasuk",
    "desa_aktif",
    "ingatan_lingkup",
    "lingkup",
    "lingkup_terbuka",
]
