"""What a person does about her own account."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.models import Promise
from accounts.queries import WORDING
from accounts.roles import Role


class StaleSignInError(PermissionDenied):
    """The password was given too long ago for this (403); give it again."""

    def __init__(self) -> None:
        super().__init__("Bekræft først med din adgangskode, at det er dig.")


def require_fresh(by: Actor) -> None:
    """Raises StaleSignInError."""
    if not by.is_fresh:
        raise StaleSignInError


@transaction.atomic
def promise(*, by: Actor) -> None:
    """A mentor promises confidentiality; before that she sees nobody. Raises PermissionDenied."""
    if by.role != Role.MENTOR:
        raise PermissionDenied("Kun en mentor afgiver løftet om tavshed.")
    _, made = Promise.objects.get_or_create(
        user_id=by.person, wording=WORDING, defaults={"given_at": by.now}
    )
    if made:
        record(by, "mentor.promise", "user", by.person)
