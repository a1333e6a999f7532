"""What the environment says, typed; and the refusal to run for real on a default secret."""

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
SECRETS = ("SECRET_KEY", "FIELD_KEYS", "INDEX_KEY")
KEY_BYTES = 32


class EnvironmentRefused(Exception):  # noqa: N818 - it is a refusal, read by the person who starts
    """The settings contradict each other or cannot be read; the message says what to do."""


class Environment:
    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(name, "").strip() or default

    def items(self, name: str, default: tuple[str, ...] = ()) -> list[str]:
        """Comma-separated values."""
        return [part.strip() for part in self.text(name).split(",") if part.strip()] or [*default]

    def flag(self, name: str) -> bool:
        """Off when not set."""
        word = self.text(name, "0").lower()
        if word in {"1", "true", "yes", "on", "ja"}:
            return True
        if word in {"0", "false", "no", "off", "nej"}:
            return False
        raise EnvironmentRefused(f"{name} skal være 1 eller 0, ikke »{word}«.")

    def number(self, name: str, default: int) -> int:
        word = self.text(name, str(default))
        if not word.isdecimal():
            raise EnvironmentRefused(f"{name} skal være et helt tal, ikke »{word}«.")
        return int(word)

    def key(self, name: str, default: str) -> bytes:
        return _key_bytes(name, self.text(name, default))

    def keys(self, name: str, default: str) -> dict[int, bytes]:
        """Keys by their number, newest first: `2:<key>,1:<key>`; the number is 1 to 255."""
        found: dict[int, bytes] = {}
        for entry in self.items(name, (default,)):
            number, _, encoded = entry.partition(":")
            if not number.isdecimal() or not 1 <= int(number) <= 255 or int(number) in found:  # noqa: PLR2004 - one byte of the stored text
                raise EnvironmentRefused(
                    f"{name} skal have formen 2:nøgle,1:nøgle, nyeste først, "
                    "med hvert sit nummer fra 1 til 255."
                )
            found[int(number)] = _key_bytes(name, encoded)
        return found


def _key_bytes(name: str, encoded: str) -> bytes:
    """32 bytes, written as 64 hex digits or as base64."""
    for decode in (bytes.fromhex, base64.urlsafe_b64decode, base64.b64decode):
        try:
            key = decode(encoded)
        except (ValueError, binascii.Error):
            continue
        if len(key) == KEY_BYTES:
            return key
    raise EnvironmentRefused(f"{name} skal være 32 byte skrevet som 64 hextegn eller base64.")


def read_env_file(path: Path) -> dict[str, str]:
    """`NAME=value` per line; blank lines and lines that begin with # are skipped."""
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip().strip("'\"") for name, value in pairs}


def refuse_unsafe(env: Environment, *, demo: bool, debug: bool) -> None:
    """Raises EnvironmentRefused for production on default secrets and for a demo in the open."""
    missing = [name for name in SECRETS if not env.text(name)]
    if demo:
        given = [name for name in SECRETS if name not in missing]
        strangers = sorted(set(env.items("ALLOWED_HOSTS")) - set(LOCAL_HOSTS))
        if given or strangers:
            raise EnvironmentRefused(
                "DEMO_MODE=1 må ikke bruges sammen med produktionens indstillinger "
                f"({', '.join(given + strangers)}): demoen har kendte nøgler og adgangskoder. "
                "Fjern DEMO_MODE, eller fjern de andre."
            )
    elif missing and not debug:
        raise EnvironmentRefused(
            f"Forløb starter ikke i drift uden egne hemmeligheder: {', '.join(missing)} mangler. "
            "Sæt dem i miljøet eller i filen .env (se .env.example). "
            "Vil du kun prøve systemet på denne maskine, så kør »make demo« eller sæt DEMO_MODE=1."
        )
