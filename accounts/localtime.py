"""Local time in Copenhagen: what people type and read. Stored instants are UTC."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


class NoSuchTimeError(ValueError):
    """A clock time that the spring change skips; the message can be shown to the user."""


def local_date(instant: datetime) -> date:
    """The Copenhagen date of an aware instant; a deadline ends at the end of that date."""
    return instant.astimezone(COPENHAGEN).date()


def instant(day: date, clock: time) -> datetime:
    """The UTC instant of a local clock time that a person typed.

    In the autumn hour that comes twice the first one is meant.
    Raises NoSuchTimeError for the hour that the spring change skips.
    """
    local = datetime.combine(day, clock, tzinfo=COPENHAGEN).replace(fold=0)
    utc = local.astimezone(UTC)
    if utc.astimezone(COPENHAGEN).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchTimeError(
            f"Klokken {clock:%H:%M} findes ikke den {day:%d-%m-%Y}: uret stilles frem den nat. "
            "Vælg et andet tidspunkt."
        )
    return utc


def read_date(text: str) -> date:
    """A date as commands are given it: yyyy-mm-dd or dd-mm-yyyy.

    Raises ValueError with a message that can be shown.
    """
    for layout in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return datetime.strptime(text.strip(), layout).date()  # noqa: DTZ007 - a local date
        except ValueError:
            continue
    raise ValueError(f"»{text}« er ikke en dato. Skriv den som åååå-mm-dd eller dd-mm-åååå.")


def local_clock(moment: datetime) -> str:
    return moment.astimezone(COPENHAGEN).strftime("%d-%m-%Y %H:%M")


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """First instant of the local day and of the next one: 23, 24 or 25 hours apart."""
    start = datetime.combine(day, time.min, tzinfo=COPENHAGEN).astimezone(UTC)
    end = datetime.combine(day + timedelta(days=1), time.min, tzinfo=COPENHAGEN).astimezone(UTC)
    return start, end
