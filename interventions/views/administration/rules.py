"""The law's rules and their versions; a new version is filled with what the newest one says."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audit import record
from accounts.roles import Permission
from interventions.actions.law import add_version
from interventions.forms.law import RuleVersionForm
from interventions.law import wording
from interventions.law.rules import Rule
from interventions.models import DeadlineRule, RuleVersion
from interventions.queries.rules import rule_book
from interventions.views.about import METHODS
from interventions.views.administration.base import Act, done, keeper, one

KEEP = Permission.RULES_KEEP
RULES = gettext_lazy("Fristregler")


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    by = keeper(request, KEEP)
    versions = list(RuleVersion.objects.select_related("rule").order_by("rule__code", "valid_from"))
    record(by, "rule.list", "rule", hits=len(versions))
    rules = [_told(list(group)) for _rule, group in groupby(versions, key=lambda row: row.rule)]
    return render(request, "administration/rules.html", {"rules": rules})


def _told(versions: list[RuleVersion]) -> dict[str, object]:
    newest = versions[-1].as_rule()
    return {
        "rule": versions[-1].rule,
        "subject": wording.subject(newest),
        "authority": wording.AUTHORITIES[newest.authority],
        "reference": wording.reference(newest),
        "anchor": wording.anchor(newest.anchor),
        "versions": [(row, _amount(row.as_rule())) for row in versions],
    }


def _amount(rule: Rule) -> str:
    """»1 måned«, »1 dag før«; from what it is counted stands beside it."""
    told, *rest = wording.amount(rule).split(";")
    return ";".join([told.removesuffix(" efter"), *rest])


@require_http_methods(METHODS)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    by = keeper(request, KEEP)
    rule = one(DeadlineRule.objects.all(), pk)
    form = RuleVersionForm(request.POST or None, newest=rule_book().latest(rule.code))

    def carry_out() -> HttpResponse:
        version = add_version(form.rule, by=by)
        told = _("%(rule)s har en ny version fra %(day)s.") % {
            "rule": rule.code,
            "day": version.valid_from.strftime("%d-%m-%Y"),
        }
        return done(request, told, "rules")

    told = _(
        "Den gamle version ændres ikke: den slutter dagen før. Frister, der er beregnet, beholder "
        "deres dato; den version gælder, der er i kraft den dag, fristen regnes fra."
    )
    title = _("Ny version af %(rule)s") % {"rule": rule.code}
    trail = [(RULES, reverse("rules"))]
    act = Act(title, _("Gem versionen"), reverse("rules"), [*trail], (told,))
    return act.answer(request, form, carry_out)
