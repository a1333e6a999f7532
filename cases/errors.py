"""The refusals of the domain. Each message can be shown to the user."""

from typing import Any

from accounts.errors import NotPossibleError

__all__ = ["ConflictError", "InvalidDataError", "NotPossibleError", "TooManyError"]


class ConflictError(NotPossibleError):
    """Somebody else was there first (409): the message says who, when and what."""


class InvalidDataError(Exception):
    """What was typed does not do (400): `form` holds it with the errors, field by field."""

    def __init__(self, form: Any) -> None:
        super().__init__("; ".join(f"{k}: {' '.join(v)}" for k, v in form.errors.items()))
        self.form = form


class TooManyError(NotPossibleError):
    """The quota is used up (429): the message says which, and when there is room again."""
