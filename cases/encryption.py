"""Text that is unreadable in the database, and the keyed index by which it is found again.

Format: 0x01 | key id | nonce (12) | ciphertext and tag; AES-256-GCM, bound to its column by a
purpose that is written out, so that renaming a model does not lock the data.
"""

import hashlib
import hmac
import os
from typing import Any, NoReturn

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models

VERSION = b"\x01"
NONCE = 12


def encrypt(text: str, purpose: str) -> bytes:
    key_id, key = next(iter(settings.FIELD_KEYS.items()))
    nonce = os.urandom(NONCE)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), purpose.encode())
    return VERSION + bytes([key_id]) + nonce + sealed


def decrypt(stored: bytes, purpose: str) -> str:
    """Raises cryptography's InvalidTag when the bytes were moved from another column."""
    key = settings.FIELD_KEYS[stored[1]]
    return (
        AESGCM(key).decrypt(stored[2 : 2 + NONCE], stored[2 + NONCE :], purpose.encode()).decode()
    )


def keyed_index(value: str, purpose: str) -> str:
    """The same value gives the same index, and nobody without the key can compute it."""
    message = purpose.encode() + b"\0" + value.encode()
    return hmac.new(settings.INDEX_KEY, message, hashlib.sha256).hexdigest()[:40]


class EncryptedTextField(models.BinaryField):  # type: ignore[type-arg]  # bytes inside, str outside
    """Text, encrypted at rest. It cannot be searched: look it up through a keyed index."""

    def __init__(self, *args: Any, purpose: str = "", **kwargs: Any) -> None:
        self.purpose = purpose
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs["purpose"] = self.purpose
        return name, path, args, kwargs

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> str | None:
        return None if value is None else decrypt(bytes(value), self.purpose)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        sealed = None if value is None else encrypt(str(value), self.purpose)
        return super().get_db_prep_value(sealed, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is encrypted and cannot be looked up by {lookup_name!r}")

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> NoReturn:
        raise FieldError(f"{self.name} is encrypted and is not written in clear")

    def formfield(self, **kwargs: Any) -> Any:  # type: ignore[override]  # a text field's form
        return models.TextField(
            self.verbose_name, blank=self.blank, help_text=self.help_text
        ).formfield(**kwargs)
