"""The page of one move of one row: its form, or why it is not possible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases.access import held_on, reaches
from cases.errors import InvalidDataError
from cases.lifecycle import Move
from cases.models import Approval, Case
from interventions.forms import form_for
from interventions.forms.approval import ApprovalForm
from interventions.forms.defaults import fill_in
from interventions.forms.goals import GoalForm
from interventions.law.wording import subject
from interventions.models import CompanyPlacement, Request
from interventions.models.company_placement import MOVE as PLACEMENT_MOVE
from interventions.models.company_placement import has_goal
from interventions.queries.approvals import lapsed
from interventions.queries.made import can_meet, last_event, pending_approval
from interventions.queries.moves import MoveOption, possible_moves
from interventions.queries.records import records_of
from interventions.queries.requests import waiting
from interventions.queries.steps import steps_of
from interventions.registrations.told import MEANS
from interventions.views.about import (
    CONFLICT,
    UNREADABLE,
    about,
    case_of,
    keep_typed,
    seen_version,
)

JUST_NOW = timedelta(minutes=10)
ENDINGS = ("close", "hand_over", "change_track", "cancel")
AND_THEN = {("CompanyPlacement", "match"): ("agree", _("Gem, og indgå aftalen nu"))}


@dataclass
class MovePage:
    """`ask_approval` says that a second person must approve what was typed."""

    request: HttpRequest
    by: Actor
    row: Any
    move: Move
    ask_approval: bool = False

    def __post_init__(self) -> None:
        self.case: Case = case_of(self.row)
        self.held = held_on(self.by, self.case)
        self.seen = seen_version(self.request)
        self.always_approved = self.move.four_eyes is not None and not self.move.four_eyes_when
        self.ask_approval |= self.always_approved
        self.and_then = AND_THEN.get((self.row.kind, self.move.name))

    @cached_property
    def option(self) -> MoveOption:
        options = possible_moves(self.row, self.by, self.held)
        return next(option for option in options if option.move.name == self.move.name)

    @cached_property
    def offers_goal(self) -> bool:
        """An agreement needs a goal; while there is none this page asks for the first one."""
        return (
            isinstance(self.row, CompanyPlacement)
            and self.move.name == "agree"
            and has_goal(self.row, self.by) != ""
            and reaches(self.by, PLACEMENT_MOVE, self.case)
        )

    @property
    def missing(self) -> list[str]:
        """Why the move is not possible, but for what the page itself asks for."""
        asked_here = has_goal(self.row, self.by) if self.offers_goal else None
        return [sentence for sentence in self.option.missing if sentence != asked_here]

    def forms(self, *, bound: bool, typed: bool = False) -> dict[str, Any]:
        """form, goal_form and approval_form; `typed` fills unbound ones with what was typed."""
        data = self.request.POST if bound else None
        form = form_for(self.row, self.move.name, data, by=self.by)
        if not bound:
            fill_in(form)
        # What happened comes first, why it did and what else there is to say come last.
        last = ("reason", "note")
        form.order_fields([*(name for name in form.fields if name not in last), *last])
        # In the order of the page: the summary of errors follows it.
        found: dict[str, Any] = {}
        if self.offers_goal:
            found["goal_form"] = GoalForm(data, prefix="goal")
        found["form"] = form
        if self.ask_approval:
            again = data if "approval_reason" in self.request.POST else None
            reason = self.request.POST.get("reason", "")
            found["approval_form"] = ApprovalForm(again, initial={"approval_reason": reason})
        if typed:
            for kept in found.values():
                keep_typed(kept, self.request)
        return found

    def show(self, forms: dict[str, Any], *, status: int = 200, **more: Any) -> HttpResponse:
        context = {
            **about(self.case, self.by),
            **forms,
            "forms": list(forms.values()),
            "wrong": any(form.errors for form in forms.values()),
            "row": self.row,
            "what": getattr(self.row, "told_as", _("Forløbet")),
            "move": self.move,
            "option": self.option,
            "missing": self.missing,
            "ask_approval": self.ask_approval,
            "pending": self._pending(),
            "closed_until_decided": self.always_approved,
            "means": MEANS.get((self.row.kind, self.move.name), ""),
            "can_meet": [
                (subject(stated.rule), stated)
                for stated in can_meet(self.row, self.move.name, self.by)
            ],
            "ends": self._steps_that_end(),
            "asked": waiting(self.row) if isinstance(self.row, Request) else None,
            "and_then": self.and_then,
            **more,
        }
        return render(self.request, "interventions/move.html", context, status=status)

    def unreadable(self, error: InvalidDataError) -> HttpResponse:
        """The errors stand at the fields; one from a move that follows has no field here."""
        forms = self.forms(bound=True)
        elsewhere = () if any(form.errors for form in forms.values()) else (str(error),)
        return self.show(forms, status=UNREADABLE, refused=elsewhere)

    def refused(self, messages: tuple[str, ...]) -> HttpResponse:
        """Somebody was first, or the state forbids it: who and what, and the text is kept.

        `self.row` is as it stands now, so that the form carries the fresh version.
        """
        last = last_event(self.row)
        my_own = (
            last is not None
            and self.seen != self.row.version
            and (last.by_id, last.move) == (self.by.user_id, self.move.name)
            and self.by.now - last.recorded_at < JUST_NOW
        )
        return self.show(
            self.forms(bound=False, typed=True),
            status=CONFLICT,
            refused=messages,
            already_mine=last if my_own else None,
        )

    def _pending(self) -> Approval | None:
        """The proposal that waits, unless it has lapsed: then a new one may be sent."""
        if self.move.four_eyes is None:
            return None
        found = pending_approval(self.row, self.move.name)
        return found if found and not lapsed(found, self.by.today) else None

    def _steps_that_end(self) -> list[Any]:
        """What closing the case ends; its form lists it, for nothing may stop it (R4)."""
        if self.row.kind != Case.kind or self.move.name not in ENDINGS:
            return []
        records = records_of(self.case, self.held, self.by)
        dying = [row for row in records if not row.outlives_case]
        return [row for row in (*steps_of(self.case, self.held), *dying) if not row.is_ended]
