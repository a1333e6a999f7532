"""The table from residence basis to track, row by row."""

import pytest

from cases.tracks import TRACK_OF, Rule

TABLE = [
    ("konvention", "copenhagen", True, "INL-OVERGIV"),
    ("b_status", "copenhagen", True, "INL-OVERGIV"),
    ("midlertidig", "copenhagen", True, "INL-OVERGIV"),
    ("humanitaer", "copenhagen", True, "INL-OVERGIV"),
    ("saerlige_grunde", "copenhagen", True, "INL-OVERGIV"),
    ("9e", "copenhagen", True, "INL-OVERGIV"),
    ("kvote", "copenhagen", True, "INL-OVERGIV-CPR"),
    ("familie_flygtning", "copenhagen", True, "INL-OVERGIV-CPR"),
    ("afghan_saerlov", "copenhagen", True, "typed"),
    ("ukraine_saerlov", "ukraine", True, "UA-OVERGIV"),
    ("familie_anden", "general", True, "INL-OVERGIV-CPR"),
    ("eu", "general", False, None),
    ("arbejde_studie", "general", False, None),
    ("dansk_statsborger", "general", False, None),
    ("andet", "general", False, None),
]


@pytest.mark.parametrize(("basis", "track", "in_programme", "handover"), TABLE)
def test_the_residence_basis_decides_the_track(
    basis: str, track: str, in_programme: bool, handover: str | None
) -> None:
    rule = TRACK_OF[basis]
    assert isinstance(rule, Rule)
    assert (rule.track, rule.in_programme, rule.handover) == (track, in_programme, handover)


def test_no_other_residence_basis_exists() -> None:
    assert set(TRACK_OF) == {basis for basis, *_ in TABLE}
