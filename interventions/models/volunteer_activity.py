from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.roles import Permission
from cases.lifecycle import move
from cases.models import Protection
from interventions.models.guards import case_runs, consented
from interventions.models.step import Step

MOVE, TIME = Permission.STEP_MOVE, Permission.TIME_MOVE

SHARING = consented("volunteer", "navnet må deles med organisationen")


def not_protected(step: VolunteerActivity, by: Actor) -> str:
    """Nothing of a protected person is shared: she goes to the house herself."""
    in_force = Protection.in_force_on(by.today)
    if not Protection.objects.filter(in_force, citizen=step.case.citizen_id).exists():
        return ""
    return (
        "Borgeren er beskyttet, så intet må deles med organisationen. "
        "Borgeren kan selv henvende sig på stedet."
    )


class VolunteerActivity(Step):
    """Frivilligt tilbud i civilsamfundet (R7): no attendance is kept and nothing follows from it.

    Children who come along are counted for the family, never registered.
    """

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("Foreslået")
        INTERESTED = "interested", _("Interesseret")
        PARTICIPATING = "participating", _("Deltager")
        ENDED = "ended", _("Ophørt")
        DECLINED = "declined", _("Afslået")
        LAPSED = "lapsed", _("Bortfaldet")

    ENDED: ClassVar = frozenset({"ended", "declined", "lapsed"})
    label: ClassVar = _("Frivilligt tilbud")
    coded: ClassVar = {"activity": "volunteer_activity", "place": "volunteer_place"}

    activity = models.CharField(_("aktivitet"), max_length=40, blank=True)
    place = models.CharField(_("sted"), max_length=40, blank=True)
    organisation = models.CharField(
        _("organisation"), max_length=200, blank=True, help_text=_("Den, der modtager navnet.")
    )
    children = models.PositiveSmallIntegerField(
        _("antal børn, der er med"),
        null=True,
        blank=True,
        help_text=_("Kun antallet i familien: ingen navne."),
    )
    benefit = models.TextField(
        _("udbytte"), blank=True, help_text=_("Hvad siger borgeren selv, at det har givet?")
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="volunteer_activity_has_few_children",
                condition=Q(children__isnull=True) | Q(children__lte=20),
            )
        ]

    @move(
        State.SUGGESTED,
        State.INTERESTED,
        _("Registrér interesse"),
        needs=MOVE,
        guards=(case_runs,),
    )
    def show_interest(self, *, on: date, activity: str, place: str, organisation: str) -> None:
        self.activity, self.place, self.organisation = activity, place, organisation

    @move(
        State.INTERESTED,
        State.PARTICIPATING,
        _("Registrér deltagelse"),
        needs=MOVE,
        guards=(case_runs, not_protected, SHARING),
    )
    def join(self, *, on: date, children: int | None = None) -> None:
        self.starts_on, self.children = on, children

    @move(State.PARTICIPATING, State.ENDED, _("Registrér ophør"), needs=MOVE)
    def end(self, *, on: date, benefit: str = "") -> None:
        self.benefit = benefit
        self._end(on)

    @move((State.SUGGESTED, State.INTERESTED), State.DECLINED, _("Registrér afslag"), needs=MOVE)
    def decline(self, *, on: date) -> None:
        self._end(on, "afslag")

    @move(
        (State.DECLINED, State.ENDED),
        State.SUGGESTED,
        _("Foreslå igen"),
        needs=MOVE,
        guards=(case_runs,),
        reentry=True,
    )
    def suggest_again(self, *, on: date) -> None:
        self._reenter()

    @move(
        (State.SUGGESTED, State.INTERESTED, State.PARTICIPATING),
        State.LAPSED,
        _("Bortfald"),
        needs=TIME,
        by_time=True,
    )
    def lapse(self, *, on: date, reason: str) -> None:
        self._end(on, reason)
