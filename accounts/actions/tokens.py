"""Machines' tokens: made and revoked by an administrator, changed by the machine itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.errors import NotPossibleError
from accounts.localtime import day_bounds
from accounts.models import Token, Unit
from accounts.queries import require_may
from accounts.roles import Permission
from accounts.secret import digest_of, new_token

LONGEST = timedelta(days=365)
BOTH_GOOD = timedelta(minutes=10)  # for requests that are under way with the old secret


class Made(NamedTuple):
    """`secret` is the whole token: told once, and known to nobody afterwards."""

    token: Token
    secret: str


@transaction.atomic
def create_token(
    *, by: Actor, name: str, unit: Unit, scopes: Sequence[str], expires_on: date
) -> Made:
    """`expires_on` is the last day on which it is good.

    Raises PermissionDenied, NotPossibleError for a day that has passed or lies too far off.
    """
    require_may(by, Permission.TOKENS_KEEP)
    if not by.today <= expires_on <= by.today + LONGEST:
        raise NotPossibleError("Nøglen skal udløbe tidligst i dag og senest om 365 dage.")
    expires_at = day_bounds(expires_on)[1]
    made = _make(name, unit.pk, scopes, expires_at, created_by=by.person, at=by.now)
    record(by, "api_token_create", "token", made.token.pk, fields=["name", "unit", *scopes])
    return made


@transaction.atomic
def rotate_own(token: Token, *, by: Actor) -> Made:
    """A new secret with the same name, unit, scopes and last day: only an administrator prolongs.

    The old one is good for ten minutes more, or until it expires.
    Raises NotPossibleError when it has been changed already.
    """
    token = Token.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if by.username != token.username:
        raise PermissionDenied("Kun maskinen selv skifter sin nøgle.")
    if token.replaced_by_id or not token.is_good_at(by.now):
        raise NotPossibleError("Nøglen er skiftet. Brug den nye.")
    made = _make(
        token.name, token.unit_id, token.scopes, token.expires_at,
        created_by=token.created_by_id, at=by.now,
    )  # fmt: skip
    token.replaced_by = made.token
    token.expires_at = min(token.expires_at, by.now + BOTH_GOOD)
    token.save()
    record(by, "api_token_rotate_own", "token", made.token.pk, fields=["secret"])
    return made


@transaction.atomic
def revoke_token(token: Token, *, by: Actor) -> Token:
    """Dead at once, and with it the secret that it has just replaced.

    Raises PermissionDenied, NotPossibleError when it is revoked already.
    """
    require_may(by, Permission.TOKENS_KEEP)
    token = Token.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if token.revoked_at:
        raise NotPossibleError("Nøglen er allerede tilbagekaldt.")
    for each in (token, *Token.objects.filter(replaced_by=token, revoked_at=None)):
        each.revoked_at = by.now
        each.save()
    record(by, "api_token_revoke", "token", token.pk)
    return token


def note_use(token: Token, day: date) -> None:
    """At most one write a day."""
    if token.last_used_on != day:
        Token.objects.filter(pk=token.pk).update(last_used_on=day)


def _make(
    name: str, unit_id: int, scopes: Sequence[str], expires_at: datetime,
    *, created_by: int, at: datetime,
) -> Made:  # fmt: skip
    prefix, secret = new_token()
    token = Token.objects.create(
        name=name, unit_id=unit_id, scopes=sorted(scopes), prefix=prefix,
        digest=digest_of(secret), created_by_id=created_by, created_at=at, expires_at=expires_at,
    )  # fmt: skip
    return Made(token, secret)
