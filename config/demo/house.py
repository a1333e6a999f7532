"""What happens in no single case: time itself, the teams of jobdansk, a company that closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from accounts.actor import system
from accounts.localtime import instant, local_date
from config.demo.character import Act
from config.demo.companies import BANKRUPT
from config.demo.days import days, office_time, open_day_after, open_day_before
from config.demo.staff import Staff
from interventions.actions.closures import end_placements
from interventions.actions.danish import save_team
from interventions.actions.run_due import run_due
from interventions.models import Company

RUNS_AT = time(4, 15)  # there is no half past two on one night of the year
QUARTER = 91  # days
TEAM_LASTS = 7 * 20  # days
CLOSES = 26  # days before the end
PLACES = ("Nørrebro", "Valby", "Amager")


@dataclass(eq=False)
class House:
    """`now` is set by the stage."""

    staff: Staff
    since: date
    as_of: date
    rng: Random
    now: datetime

    @property
    def today(self) -> date:
        return local_date(self.now)


def time_passes(house: House) -> Act:
    """The job of each night; once a week is enough to show what it does."""
    day = house.since
    while True:
        day += timedelta(weeks=1)
        yield instant(day, RUNS_AT)
        run_due(by=system(house.now))


def teams(house: House) -> Act:
    """A class of jobdansk begins each quarter."""
    number = 0
    while True:
        number += 1
        yield office_time(open_day_after(house.since + days(number * QUARTER)), house.rng)
        starts_on = open_day_after(house.today + days(20))
        save_team(
            None,
            {
                "name": f"Jobdansk {number}",
                "place": PLACES[number % len(PLACES)],
                "starts_on": starts_on,
                "ends_on": starts_on + days(TEAM_LASTS),
                "seats": 14,
                "hours_per_week": 9,
                "days": "Mandag, onsdag og fredag kl. 9-12",
            },
            by=house.staff.lead_of("NORD", house.now),
        )


def bankruptcy(house: House) -> Act:
    """All placements at the company end at once, with one reason."""
    yield office_time(open_day_before(house.as_of - days(CLOSES)), house.rng)
    company = Company.objects.filter(cvr=BANKRUPT.cvr).first()
    if company is None:
        return
    for unit in ("NORD", "SYD"):
        lead = house.staff.lead_of(unit, house.now)
        note = "Kurator har lukket stedet."
        end_placements(company, by=lead, on=house.today, continues_as="new_placement", note=note)
