"""A citizen gives up a draft."""

from uuid import UUID

from django.db import transaction

from eoffice.kernel.errors import NotFound
from eoffice.surat.models import Draf


@transaction.atomic
def buang_draf(*, draf_id: UUID, pemilik: UUID) -> None:
    """Delete a draft with its answers; an application already sent from it stays.

    Raises:
        NotFound: unknown, or somebody else's.
    """
    jumlah, _ = Draf.objects.filter(pk=draf_id, pemilik=pemilik).delete()
    if not jumlah:
        raise NotFound
