"""Form fields that people type into, with messages that say what to do."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.localtime import COPENHAGEN, NoSuchTimeError, instant

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
        if isinstance(value, datetime):
            return value if timezone.is_aware(value) else self._local(value)
        return self._read(str(value).strip())

    def _read(self, text: str) -> datetime:
        for layout in CLOCK_FORMATS:
            try:
                return self._local(datetime.strptime(text, layout))  # noqa: DTZ007 - made aware at once
            except ValueError as error:
                if isinstance(error, NoSuchTimeError):
                    raise ValidationError(str(error)) from error
        try:
            parsed = parse_datetime(text)
        except ValueError:
            parsed = None
        if parsed is None:
            raise ValidationError("Skriv dato og klokkeslæt, fx 24-03-2025 09:00.")
        return parsed if timezone.is_aware(parsed) else self._local(parsed)

    def _local(self, typed: datetime) -> datetime:
        try:
            return instant(typed.date(), typed.time())
        except NoSuchTimeError as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and timezone.is_aware(value):
            return value.astimezone(COPENHAGEN).strftime("%d-%m-%Y %H:%M")
        return value
