"""Say that a register was uploaded before: the same bytes, or the same rows saved anew."""

from django.db.models import Q

from cases.choices import RegisterState
from cases.models import RegisterBatch

GONE = (RegisterState.DISCARDED, RegisterState.UNDONE)


def earlier_upload(batch: RegisterBatch) -> RegisterBatch | None:
    """The first upload of the same file or the same rows that still stands, or ``None``."""
    is_same = Q(file_token=batch.file_token)
    if batch.content_token is not None:
        is_same |= Q(content_token=batch.content_token)
    found = RegisterBatch.objects.filter(is_same, task_force_id=batch.task_force_id, uploaded_at__lte=batch.uploaded_at)
    found = found.exclude(pk=batch.pk).exclude(state__in=GONE).select_related("uploaded_by")
    return found.order_by("-files_written", "uploaded_at").first()
