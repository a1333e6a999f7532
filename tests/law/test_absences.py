"""When somebody has stayed away three days in a row. 2024-03-04 is a Monday, Easter 28 March on."""

from datetime import date

import pytest

from interventions.law.absences import Away, NoShows, latest_no_shows


def away(text: str) -> list[Away]:
    """ "udeblevet 03-04/03-06; syg 03-07" in 2024."""
    found = []
    for part in filter(None, text.split("; ")):
        kind, days = part.split()
        first, _, last = days.partition("/")
        found.append(
            Away(
                kind,
                date.fromisoformat(f"2024-{first}"),
                date.fromisoformat(f"2024-{last or first}"),
            )
        )
    return found


@pytest.mark.parametrize(
    ("absences", "today", "expected"),
    [
        ("", "03-08", None),
        ("udeblevet 03-04/03-05", "03-08", None),
        ("udeblevet 03-04/03-06", "03-08", (3, "03-04", "03-06")),
        ("udeblevet 03-04; udeblevet 03-05; udeblevet 03-06", "03-06", (3, "03-04", "03-06")),
        # a day at work between them
        ("udeblevet 03-04; udeblevet 03-06; udeblevet 03-07", "03-08", None),
        # Thursday, Friday and Monday: the weekend is no day at work
        ("udeblevet 03-07/03-08; udeblevet 03-11", "03-11", (3, "03-07", "03-11")),
        # Wednesday 27 March, then Maundy Thursday to Easter Monday, then Tuesday and Wednesday
        ("udeblevet 03-27; udeblevet 04-02/04-03", "04-03", (3, "03-27", "04-03")),
        # illness in between is no day at work, and is not counted
        ("udeblevet 03-04; syg 03-05; udeblevet 03-06/03-07", "03-08", (3, "03-04", "03-07")),
        ("udeblevet 03-04; syg 03-05; udeblevet 03-06", "03-08", None),
        ("syg 03-04/03-08", "03-08", None),
        ("lovligt 03-04/03-08", "03-08", None),
        # they came back afterwards: it still stands for a fortnight, and no longer
        ("udeblevet 03-04/03-06", "03-20", (3, "03-04", "03-06")),
        ("udeblevet 03-04/03-06", "03-21", None),
        # a later, shorter row does not hide the first one
        ("udeblevet 03-04/03-06; udeblevet 03-12", "03-12", (3, "03-04", "03-06")),
        ("udeblevet 03-04/03-06; udeblevet 03-12/03-15", "03-15", (4, "03-12", "03-15")),
        # told ahead is not yet
        ("udeblevet 03-04/03-06", "03-05", None),
    ],
)  # fmt: skip
def test_three_days_in_a_row_without_a_word_are_found(absences, today, expected):
    found = latest_no_shows(away(absences), date.fromisoformat(f"2024-{today}"))
    if expected is None:
        assert found is None
    else:
        days, first, last = expected
        assert found == NoShows(
            days, date.fromisoformat(f"2024-{first}"), date.fromisoformat(f"2024-{last}")
        )


def test_the_order_in_which_they_are_told_does_not_matter():
    told = away("udeblevet 03-06; udeblevet 03-04; udeblevet 03-05")
    assert latest_no_shows(told, date(2024, 3, 6)) == NoShows(3, date(2024, 3, 4), date(2024, 3, 6))
