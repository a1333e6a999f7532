"""The list of what `make mutants` takes out is whole, and taking a piece out does take it out."""

import re
from collections import Counter

import pytest
from django.core.management import call_command

from interventions import planning
from interventions.actions.consequences import CONSEQUENCES
from interventions.diagrams import LIFECYCLES
from interventions.law import rules
from interventions.models import CompanyPlacement, RuleVersion
from tests.lifecycles.table import ARROWS
from tests.lifecycles.test_guards import GUARDED
from tools.mutations import LAW, mutations


def piece(name: str):
    (found,) = [each for each in mutations() if str(each) == name]
    return found


def test_nothing_that_can_be_taken_out_is_forgotten():
    count = Counter(each.category for each in mutations())
    assert count["arrow"] == len(ARROWS)
    guards = {
        tuple(re.findall(r"\w+", each.name)) for each in mutations() if each.category == "guard"
    }
    assert {(kind, move, guard) for kind, _, move, guard in guards} == {
        (kind, move, guard) for kind, _, move, guard, *_ in GUARDED
    }
    assert count["consequence"] == sum(len(follow) for follow in CONSEQUENCES.values())
    assert count["rule"] == 42
    assert count["plan row"] == len(planning.TABLE) == 10
    assert len({str(each) for each in mutations()}) == sum(count.values())


@pytest.fixture
def _put_back():
    """The tables as they were: in `make mutants` the process ends instead."""
    tables = [
        getattr(lifecycle, name)._django_fsm.transitions
        for lifecycle in LIFECYCLES
        for name in lifecycle.moves()
    ]
    held = [(table, dict(table), {t: dict(t.custom) for t in table.values()}) for table in tables]
    follow, plan, read = dict(CONSEQUENCES), planning.TABLE, rules.read_rules
    yield
    for table, transitions, customs in held:
        table.clear()
        table.update(transitions)
        for transition, custom in customs.items():
            transition.custom.update(custom)
    CONSEQUENCES.update(follow)
    planning.TABLE, rules.read_rules = plan, read


@pytest.mark.usefixtures("_put_back")
def test_an_arrow_a_guard_a_consequence_and_a_plan_row_go():
    piece("arrow CompanyPlacement: running lapse broken_off").take_out()
    piece("guard CompanyPlacement: agreed start (has_goal)").take_out()
    piece("consequence Case.close: end_functions").take_out()
    piece("plan row Mentoring").take_out()
    arrows = [(a.source, a.move.name) for a in CompanyPlacement.arrows()]
    assert ("running", "lapse") not in arrows
    assert ("paused", "lapse") in arrows
    guards = [guard.__name__ for guard in CompanyPlacement.moves()["start"].guards]
    assert guards == ["case_active"]
    assert [follow.__name__ for follow in CONSEQUENCES["Case", "close"]] == [
        "end", "lapse_with_case", "end_steps", "end_records",
    ]  # fmt: skip
    assert planning.row_of("Mentoring") is None


@pytest.mark.django_db
@pytest.mark.usefixtures("_put_back")
def test_a_rule_goes_from_the_file_and_from_the_database():
    piece("rule UA-OVERGIV from 2024-04-01").take_out()
    read = rules.read_rules(LAW.read_text(encoding="utf-8").splitlines())
    assert (len(read), RuleVersion.objects.filter(rule__code="UA-OVERGIV").count()) == (41, 1)
    call_command("load_law", verbosity=0)
    assert RuleVersion.objects.count() == 42
