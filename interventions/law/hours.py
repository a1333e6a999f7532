"""Hours as people write them in Danish: »62,5 timer«, »1 time«."""

from decimal import Decimal


def number(hours: Decimal) -> str:
    return f"{hours:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def hours_text(hours: Decimal) -> str:
    return "1 time" if hours == 1 else f"{number(hours)} timer"
