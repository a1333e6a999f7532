"""Reads of citizens and cases that several roads share. Out of reach is as if it were not there."""

from datetime import date

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import OutOfReachError, reach, require_role
from cases.encryption import keyed_index
from cases.models import Case, Citizen, Code, Country, CountryFact, PersonIdentifier, Relation
from cases.models.needs import HEALTH, SOCIAL_CONTROL, IntegrationNeed
from cases.names import search_key
from cases.origin import CountryGroup, Origin, Person, classify

SEE = Permission.CASE_SEE
PARENT = "foraelder"  # code of relation_type
UNKNOWN_COUNTRY = "ZZ"


def visible_cases(by: Actor) -> QuerySet[Case]:
    """Raises PermissionDenied when the role sees no case at all."""
    require_role(by, SEE)
    return Case.objects.filter(reach(by, SEE)).select_related("citizen", "unit", "responsible")


def get_case(by: Actor, pk: int) -> Case:
    """Raises PermissionDenied before any look-up, OutOfReachError as for one that never was."""
    case = visible_cases(by).filter(pk=pk).first()
    if case is None:
        raise OutOfReachError
    return case


def search(cases: QuerySet[Case], typed: str) -> QuerySet[Case]:
    """Cases by the beginnings of names, or by exactly one number: CPR, Udlændinge-ID, phone."""
    digits = "".join(c for c in typed if c.isdigit())
    if digits and not any(c.isalpha() for c in typed):
        return cases.filter(citizen__in=_with_number(digits))
    words = search_key(typed).split()
    if not words:
        return cases.none()
    query = SearchQuery(" & ".join(f"{w}:*" for w in words), config="simple", search_type="raw")
    citizens = Citizen.objects.annotate(words=SearchVector("search_key", config="simple")).filter(
        words=query
    )
    return cases.filter(citizen__in=citizens.values("pk"))


def _with_number(digits: str) -> QuerySet[Citizen]:
    indexes = [identifier_index(kind, digits) for kind in PersonIdentifier.Type]
    phones = [digits, f"+{digits}", f"+45{digits}"]
    return Citizen.objects.filter(
        Q(phone__in=phones)
        | Q(pk__in=PersonIdentifier.objects.filter(index__in=indexes).values("citizen_id"))
    )


def identifier_index(kind: str, value: str) -> str:
    """The keyed index of a number, written with digits alone."""
    return keyed_index("".join(c for c in value if c.isdigit()), f"identifier:{kind}")


def find_by_identifier(kind: str, value: str) -> Citizen | None:
    """The holder of exactly this number, whoever may see her: callers decide what to tell."""
    rows = PersonIdentifier.objects.filter(type=kind, index=identifier_index(kind, value))
    row = rows.select_related("citizen").first()
    return row.citizen if row else None


def visible_needs(case: Case, held: frozenset[Permission]) -> list[IntegrationNeed]:
    """The needs that may be known to one who holds these permissions on the case."""
    needs = IntegrationNeed.objects.filter(citizen=case.citizen_id)
    if Permission.NEEDS_SEE not in held:
        needs = needs.filter(code__in=[HEALTH, SOCIAL_CONTROL])
    if Permission.HEALTH_SEE not in held:
        needs = needs.exclude(code=HEALTH)
    if Permission.SOCIAL_CONTROL_SEE not in held:
        needs = needs.exclude(code=SOCIAL_CONTROL)
    return list(needs)


def labels(*tables: str) -> dict[str, dict[str, str]]:
    """table → code → Danish label, in the tables' own order; one query."""
    found: dict[str, dict[str, str]] = {table: {} for table in tables}
    for row in Code.objects.filter(table__in=tables):
        found[row.table][row.code] = row.label
    return found


def with_integration_needs(day: date) -> QuerySet[Citizen]:
    """»Københavnere med integrationsbehov«: one open need is enough, whatever the origin.

    For figures alone: the need may be one whose very existence is hidden.
    """
    running = Q(resolved_on__isnull=True) | Q(resolved_on__gt=day)
    needs = IntegrationNeed.objects.filter(running, opened_on__lte=day)
    return Citizen.objects.filter(pk__in=needs.values("citizen_id"))


def origin_on(citizen: Citizen, day: date) -> Origin:
    """From the citizen's countries and those of the parents who are known here, as of the day."""
    rows = Relation.objects.filter(citizen=citizen, type=PARENT, other__isnull=False)
    rows = rows.filter(Q(to_on__isnull=True) | Q(to_on__gt=day), from_on__lte=day)
    parents = [row.other for row in rows.select_related("other") if row.other]
    mother = next((one for one in parents if one.sex == Citizen.Sex.FEMALE), None)
    father = next((one for one in parents if one != mother), None)
    groups = {
        code: CountryGroup(group, menapt)
        for code, group, menapt in Country.objects.values_list(
            "alpha_2", "group", "selected_menapt"
        )
    }
    return classify(
        _countries(citizen, day),
        _countries(mother, day) if mother else None,
        _countries(father, day) if father else None,
        groups,
    )


def _countries(citizen: Citizen, day: date) -> Person:
    """A birth country is the same on every day, whenever it was recorded from."""
    facts = citizen.country_facts.exclude(country=UNKNOWN_COUNTRY).order_by("from_on")
    running = Q(to_on__isnull=True) | Q(to_on__gt=day)
    birth = facts.filter(kind=CountryFact.Kind.BIRTH).last()
    citizenship = facts.filter(running, kind=CountryFact.Kind.CITIZENSHIP, from_on__lte=day).last()
    return Person(
        birth.country_id if birth else None, citizenship.country_id if citizenship else None
    )
