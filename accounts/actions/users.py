"""Accounts: an administrator makes them, each person chooses her own password."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.errors import NotPossibleError
from accounts.models import PasswordLink, User
from accounts.queries import password_link, require_may, waiting_link
from accounts.roles import Permission
from accounts.secret import digest_of, new_secret

LINK_LASTS = timedelta(hours=24)


class Invited(NamedTuple):
    """`secret` is the end of the link's address: told once, and kept by nobody. `awaits_second`:
    it opens nothing before another administrator has agreed.
    """

    user: User
    secret: str
    awaits_second: bool = False


@transaction.atomic
def create_user(*, by: Actor, username: str, name: str, email: str = "") -> Invited:
    """Somebody without a role and without a password, and the link to choose one.

    Raises PermissionDenied, NotPossibleError when the name is taken.
    """
    require_may(by, Permission.USERS_KEEP)
    if User.objects.filter(username__iexact=username).exists():
        raise NotPossibleError(f"Brugernavnet {username} er taget.")
    user = User.objects.create_user(username, None, name=name, email=email)
    secret = _link(user, by)
    record(by, "user_create", "user", user.pk, fields=["username", "name", "email"])
    return Invited(user, secret)


@transaction.atomic
def change_user(user: User, values: Mapping[str, str], *, by: Actor) -> User:
    """Name and e-mail: hers by herself, others' by an administrator. Raises PermissionDenied."""
    if user.pk != by.user_id:
        require_may(by, Permission.USERS_KEEP)
    user = User.objects.select_for_update().get(pk=user.pk)
    changed = [name for name, value in values.items() if getattr(user, name) != value]
    for name in changed:
        setattr(user, name, values[name])
    if changed:
        user.save(update_fields=changed)
        record(by, "user_change", "user", user.pk, fields=changed)
    return user


@transaction.atomic
def invite_again(user: User, *, by: Actor) -> Invited:
    """A new link; the older ones are dead. The password stands until she chooses another. Where
    there is one, the link opens only when another administrator has agreed.

    Raises PermissionDenied, NotPossibleError for a closed user.
    """
    require_may(by, Permission.USERS_KEEP)
    user = User.objects.select_for_update().get(pk=user.pk)
    _refuse_closed(user)
    awaits = user.has_usable_password() and by.user_id is not None
    secret = _link(user, by, awaits_second=awaits)
    record(by, "password_link_create", "user", user.pk)
    return Invited(user, secret, awaits)


@transaction.atomic
def agree_to_link(user: User, *, by: Actor) -> User:
    """By another administrator than the one who made the link, and not for her own account.

    Raises PermissionDenied, NotPossibleError when no link waits (any more).
    """
    require_may(by, Permission.USERS_KEEP)
    if user.pk == by.user_id:
        raise PermissionDenied("Det kan kun en anden administrator gøre for dig.")
    user = User.objects.select_for_update().get(pk=user.pk)
    link = waiting_link(user, by.now)
    if link is None:
        raise NotPossibleError("Der er ikke noget link, der venter på en anden administrator.")
    if link.made_by_id == by.user_id:
        raise PermissionDenied("Du har selv lavet linket. En anden administrator skal godkende.")
    link.awaits_second = False
    link.save(update_fields=["awaits_second"])
    record(by, "password_link_agree", "user", user.pk)
    return user


@transaction.atomic
def choose_password(secret: str, password: str, *, now: datetime, request_id: str) -> User:
    """She who holds the link chooses; her sessions end, and the link is used up.

    Raises NotPossibleError when the link is no good (any more).
    """
    link = password_link(secret, now)
    if link is None:
        raise NotPossibleError("Linket er brugt eller for gammelt. Bed om et nyt.")
    user = User.objects.select_for_update().get(pk=link.user_id)
    # Whoever came first has used it up in the meantime.
    if not PasswordLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
        raise NotPossibleError("Linket er brugt. Bed om et nyt.")
    user.set_password(password)
    user.save(update_fields=["password"])
    by = Actor(user.username, str(user), "anonymous", now, user.pk, request_id=request_id)
    record(by, "password.choose", "user", user.pk, fields=["password"])
    return user


@transaction.atomic
def end_sessions(user: User, *, by: Actor) -> User:
    """She is signed out everywhere at her next click. Raises PermissionDenied."""
    return _sign_out(user, by, "terminate_sessions")


@transaction.atomic
def reset_second_factor(user: User, *, by: Actor) -> User:
    """Sessions end, so that the next sign-in asks anew. Raises PermissionDenied."""
    return _sign_out(user, by, "mfa_reset")


@transaction.atomic
def reopen_user(user: User, *, by: Actor) -> User:
    """A closed user may sign in again, with the roles that still run.

    Raises PermissionDenied, NotPossibleError when she is not closed.
    """
    require_may(by, Permission.USERS_KEEP)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        raise NotPossibleError(f"{user} er ikke lukket.")
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(by, "user_enable", "user", user.pk, fields=["is_active"])
    return user


def close_now(user: User) -> None:
    """The caller has asked permission, locked her, and seen that nothing is left with her."""
    user.is_active = False
    user.sessions_ended += 1
    user.save(update_fields=["is_active", "sessions_ended"])
    PasswordLink.objects.filter(user=user, used_at=None).delete()


def _sign_out(user: User, by: Actor, action: str) -> User:
    require_may(by, Permission.USERS_KEEP)
    user = User.objects.select_for_update().get(pk=user.pk)
    user.sessions_ended += 1
    user.save(update_fields=["sessions_ended"])
    record(by, action, "user", user.pk)
    return user


def _link(user: User, by: Actor, *, awaits_second: bool = False) -> str:
    PasswordLink.objects.filter(user=user, used_at=None).delete()
    secret = new_secret()
    PasswordLink.objects.create(
        user=user, digest=digest_of(secret), made_at=by.now, expires_at=by.now + LINK_LASTS,
        made_by_id=by.user_id, awaits_second=awaits_second,
    )  # fmt: skip
    return secret


def _refuse_closed(user: User) -> None:
    if not user.is_active:
        raise NotPossibleError(f"{user} er lukket.")
