"""One citizen's history while it is being made: who acts, when, and the way to the actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, cast

from accounts.actor import Actor
from accounts.localtime import local_date
from cases.actions.facts import give_consent
from cases.models import Case, Consent
from config.demo import texts
from config.demo.character import Act, Character
from config.demo.days import days, office_time, open_day_after, open_day_before
from config.demo.people import Person
from config.demo.staff import UNIT_OF, Staff
from config.demo.stage import Stage
from interventions.actions.perform import perform
from interventions.actions.steps import add_step
from interventions.models import KINDS, RECORDS, Indicator

NOTED = 0.6  # of the moves that there are words for
BETWEEN_MOVES = (4, 25)  # minutes between two things done on the same day


@dataclass(eq=False)
class Story:
    """`now` is set by the stage. `case` is read anew each time it is asked for, `known` is as it
    was read last: for the actions, which lock and read it themselves.
    """

    character: Character
    person: Person
    staff: Staff
    stage: Stage
    as_of: date
    rng: Random
    now: datetime
    case_id: int = 0
    owner: str = ""
    settled_on: date = date.min  # handed over and arrived: what the acts count from
    others: list[Story] = field(default_factory=list)  # of the same family, also herself
    scored: list[str] = field(default_factory=list)  # the measurements so far
    indicators: dict[str, list[Indicator]] = field(default_factory=dict)
    _case: Case | None = None

    # --- when
    @property
    def today(self) -> date:
        return local_date(self.now)

    def on(self, day: date) -> datetime:
        """A moment of that day, or of the next open one; never before now."""
        moment = office_time(open_day_after(day), self.rng)
        return max(moment, self.now + timedelta(minutes=self.rng.randint(*BETWEEN_MOVES)))

    def ago(self, n: int) -> datetime:
        """A moment of the open day that lies `n` days, or a little more, before the end."""
        return self.on(open_day_before(self.as_of - days(n)))

    def later(self, n: int) -> datetime:
        return self.on(self.today + days(n))

    def after(self, n: int) -> datetime:
        """`n` days after handover and arrival, or after the opening where there is neither."""
        return self.on(self.settled_on + days(n))

    @property
    def arrived_on(self) -> date | None:
        arrived = self.character.arrived
        return None if arrived is None else self.as_of - days(arrived)

    # --- who
    @property
    def caseworker(self) -> Actor:
        return self.staff.at(self.owner, self.now)

    @property
    def lead(self) -> Actor:
        return self.staff.lead_of(self.unit, self.now)

    @property
    def consultant(self) -> Actor:
        """Who finds companies: the consultant where the case has one."""
        name = "virksomhedskonsulent" if self.character.consultant else self.owner
        return self.staff.at(name, self.now)

    @property
    def unit(self) -> str:
        return self.character.unit or UNIT_OF[self.character.owner]

    # --- what
    @property
    def case(self) -> Case:
        self._case = Case.objects.select_related("citizen").get(pk=self.case_id)
        return self._case

    @property
    def known(self) -> Case:
        return self._case if self._case and self._case.pk == self.case_id else self.case

    def remember(self, case: Case) -> None:
        """What an action has answered with need not be read again."""
        self._case = case

    def active(self) -> Act:
        """What needs an active case waits for it."""
        if self.character.halts:
            while self.case.state != Case.State.ACTIVE:
                yield self.later(14)

    def begin(self, act: Act) -> None:
        """Let another act go on beside this one."""
        self.stage.go_on(self, act)

    def move(self, row: Any, name: str, by: Actor | None = None, **data: Any) -> Any:
        words = texts.NOTES.get((row.kind, name))
        if words and self.rng.random() < NOTED:
            data.setdefault("note", self.rng.choice(words))
        return perform(row, name, data, by=by or self.caseworker)

    def unbegun(self, kind: str) -> Any:
        """The first step of the kind to which nothing has happened; added if there is none."""
        model = cast("Any", KINDS[kind])
        first_state = next(iter(model.State)).value
        waiting = model.objects.filter(case=self.case_id, state=first_state).order_by("pk")
        return waiting.first() or add_step(self.known, kind, by=self.caseworker)

    def step(self, kind: str) -> Any:
        """The latest step of the kind, also one that has ended. Raises IndexError for none."""
        model = cast("Any", KINDS[kind])
        return model.objects.filter(case=self.case_id).order_by("-pk")[0]

    def record(self, kind: str) -> Any:
        """The latest record of the kind."""
        model = cast("Any", RECORDS[kind])
        return model.objects.filter(case=self.case_id).order_by("-pk")[0]

    def consent(self, purpose: str, scope: str, receiver: str) -> Consent:
        return give_consent(
            self.known,
            by=self.caseworker,
            purpose=purpose,
            scope=scope,
            receiver=receiver,
            given_on=self.today,
            form=self.rng.choice(("written", "written", "digital", "oral")),
        )
