"""Secrets that are shown once and kept as their SHA-256: of tokens and of password links."""

import hashlib
import hmac
import secrets

BYTES = 32  # 256 random bits: nobody tries them out, so a fast hash does
PREFIX_BYTES = 4
MARK = "forlob"  # by which a leaked token is found in logs and in code
PARTS = 3
NO_SECRET = "0" * 64


def new_secret() -> str:
    """43 characters that may stand in an address."""
    return secrets.token_urlsafe(BYTES)


def new_token() -> tuple[str, str]:
    """(prefix, whole token): `forlob_1a2b3c4d_<secret>`."""
    prefix = secrets.token_hex(PREFIX_BYTES)
    return prefix, f"{MARK}_{prefix}_{new_secret()}"


def prefix_of(token: str) -> str:
    """Empty when it is no token of ours."""
    parts = token.split("_", PARTS - 1)
    return parts[1] if len(parts) == PARTS and parts[0] == MARK else ""


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def is_secret_of(secret: str, digest: str) -> bool:
    """Takes as long for a wrong secret as for the right one; `digest` may be NO_SECRET."""
    return hmac.compare_digest(digest_of(secret), digest)
