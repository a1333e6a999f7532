"""Form fields that people type into, with messages that say what to do."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.localtime import COPENHAGEN, NoSuchTimeError, instant

YEARS = range(1900, 2200)
CLOCK_FORMATS = ("%d-%m-%Y %H:%M", "%d-%m-%Y kl. %H:%M", "%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M")


class LocalDateTimeField(forms.Field):
    """Date and clock time in Copenhagen, or an instant with an offset from a machine.

    A time that a person types and that the spring change skips is refused; the autumn hour that
    comes twice means its first time (scenario 50).
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "dd-mm-åååå tt:mm, fx 24-03-2025 09:00")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        typed = value if isinstance(value, datetime) else self._read(str(value).strip())
        if typed.year not in YEARS:
            raise ValidationError("Kontrollér årstallet.")
        if timezone.is_aware(typed):
            return typed
        try:
            return instant(typed.date(), typed.time())
        except NoSuchTimeError as error:
            raise ValidationError(str(error)) from error

    def _read(self, text: str) -> datetime:
        for layout in CLOCK_FORMATS:
            with suppress(ValueError):
                return datetime.strptime(text, layout)  # noqa: DTZ007 - a local clock time
        with suppress(ValueError):
            if parsed := parse_datetime(text):
                return parsed
        raise ValidationError("Skriv dato og klokkeslæt, fx 24-03-2025 09:00.")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and timezone.is_aware(value):
            return value.astimezone(COPENHAGEN).strftime("%d-%m-%Y %H:%M")
        return value
