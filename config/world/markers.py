"""Texts that stand in one fieldset of one citizen and nowhere else, so that a leak is found."""

from hashlib import sha256

FIELDSETS = (
    "name", "contact", "address", "care_flag", "protection_flag", "needs_general", "health",
    "nsc", "plan_steps_shared", "plan_steps_all", "consent", "case_note", "mentor_log_own",
    "mentor_log_other", "document", "document_sensitive",
)  # fmt: skip
LENGTH = 6


def marker(seed: int, variant: str, fieldset: str) -> str:
    """`KANARI-health-7f3a91`: the same for the same seed."""
    digest = sha256(f"{seed}:{variant}:{fieldset}".encode()).hexdigest()
    return f"KANARI-{fieldset}-{digest[:LENGTH]}"


def markers(seed: int, variant: str) -> dict[str, str]:
    return {fieldset: marker(seed, variant, fieldset) for fieldset in FIELDSETS}
