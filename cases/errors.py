"""The refusals of the domain. Each message can be shown to the user."""

from typing import Any


class NotPossibleError(Exception):
    """The row cannot make this move now (409): `messages` say what is missing."""

    def __init__(self, *messages: str) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


class ConflictError(NotPossibleError):
    """Somebody else was there first (409): the message says who, when and what."""


class InvalidDataError(Exception):
    """What was typed does not do (400): `form` holds it with the errors, field by field."""

    def __init__(self, form: Any) -> None:
        super().__init__("; ".join(f"{k}: {' '.join(v)}" for k, v in form.errors.items()))
        self.form = form
