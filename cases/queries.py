"""Reads of citizens and cases that several roads share. Out of reach is as if it were not there."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet

from accounts.actor import Actor
from accounts.roles import Permission, Role
from accounts.wall import beyond
from cases.access import OutOfReachError, reach, reaches, require_role
from cases.encryption import keyed_index
from cases.models import (
    BrokenGlass,
    Case,
    Citizen,
    Code,
    Country,
    CountryFact,
    PersonIdentifier,
    Relation,
    Restriction,
)
from cases.models.needs import HEALTH, SOCIAL_CONTROL, IntegrationNeed
from cases.names import search_key
from cases.origin import CountryGroup, Origin, Person, classify

SEE = Permission.CASE_SEE
PARENT = "foraelder"  # code of relation_type
UNKNOWN_COUNTRY = "ZZ"


def visible_cases(by: Actor) -> QuerySet[Case]:
    """For lists: without restricted people, and without what is open behind broken glass.

    Raises PermissionDenied when the role sees no case at all.
    """
    require_role(by, SEE)
    return _told(Case.objects.filter(reach(by, SEE)))


def cases_in_reach(by: Actor) -> QuerySet[Case]:
    """For finding the one that was asked for by its number. Raises as visible_cases."""
    require_role(by, SEE)
    return _told(Case.objects.filter(reach(by, SEE, one=True)))


def _told(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.select_related("citizen", "unit", "responsible")


def get_case(by: Actor, pk: int) -> Case:
    """Raises PermissionDenied before any look-up, OutOfReachError as for one that never was."""
    require_role(by, SEE)
    case = _told(Case.objects.filter(pk=pk)).first()
    if case is None or not reaches(by, SEE, case):
        raise OutOfReachError
    return case


def restricted_citizens() -> QuerySet[Restriction, int]:
    """The ids of those whose data may only be kept: they are in no figure either."""
    return Restriction.objects.filter(lifted_at=None).values_list("citizen_id", flat=True)


def reviewable(by: Actor) -> QuerySet[BrokenGlass]:
    """The broken glass that the actor may review, her own never; oldest first."""
    require_role(by, Permission.GLASS_REVIEW)
    cases = Case.objects.filter(reach(by, Permission.GLASS_REVIEW))
    rows = BrokenGlass.objects.filter(case__in=cases.values("pk")).exclude(user=by.person)
    return rows.select_related("case__unit", "user").order_by("from_at", "pk")


def reviewing(by: Actor) -> AbstractContextManager[None]:
    """Around what reads `reviewable`: the data protection officer reaches no case, and learns of
    those behind broken glass their number and unit; a team lead's are her own unit's.
    """
    return nullcontext() if by.role == Role.TEAM_LEAD else beyond()


def search(cases: QuerySet[Case], typed: str, by: Actor) -> QuerySet[Case]:
    """Cases by the beginnings of names, or by exactly one number: CPR, Udlændinge-ID, phone.

    A number finds only those of whom the actor may know it: else the search would tell it.
    """
    digits = "".join(c for c in typed if c.isdigit())
    if digits and not any(c.isalpha() for c in typed):
        return cases.filter(_with_number(digits, by))
    words = search_key(typed).split()
    if not words:
        return cases.none()
    query = SearchQuery(" & ".join(f"{w}:*" for w in words), config="simple", search_type="raw")
    citizens = Citizen.objects.annotate(words=SearchVector("search_key", config="simple")).filter(
        words=query
    )
    return cases.filter(citizen__in=citizens.values("pk"))


def _with_number(digits: str, by: Actor) -> Q:
    if not by.may(Permission.CPR_MASKED_SEE):
        return Q(pk__in=[])  # a mentor, who may call but is told no numbers
    indexes = [identifier_index(kind, digits) for kind in PersonIdentifier.Type]
    holders = PersonIdentifier.objects.filter(index__in=indexes)
    phones = Q(citizen__phone__in=[digits, f"+{digits}", f"+45{digits}"])
    return Q(citizen__in=holders.values("citizen_id")) & reach(by, Permission.CPR_MASKED_SEE) | (
        phones & reach(by, Permission.CONTACT_SEE)
    )


def identifier_index(kind: str, value: str) -> str:
    """The keyed index of a number, written with digits alone."""
    return keyed_index("".join(c for c in value if c.isdigit()), f"identifier:{kind}")


def find_by_identifier(kind: str, value: str) -> Citizen | None:
    """The holder of exactly this number, whoever may see her: callers decide what to tell."""
    rows = PersonIdentifier.objects.filter(type=kind, index=identifier_index(kind, value))
    with beyond():  # that a number is known may be told, or that it is somebody else's
        row = rows.select_related("citizen").first()
    return row.citizen if row else None


def visible_needs(case: Case, held: frozenset[Permission]) -> list[IntegrationNeed]:
    return list(needs_in(case, held))


def needs_in(case: Case, held: frozenset[Permission]) -> QuerySet[IntegrationNeed]:
    """The needs that may be known to one who holds these permissions on the case."""
    needs = IntegrationNeed.objects.filter(citizen=case.citizen_id)
    if Permission.NEEDS_SEE not in held:
        needs = needs.filter(code__in=[HEALTH, SOCIAL_CONTROL])
    if Permission.HEALTH_SEE not in held:
        needs = needs.exclude(code=HEALTH)
    if Permission.SOCIAL_CONTROL_SEE not in held:
        needs = needs.exclude(code=SOCIAL_CONTROL)
    return needs


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


@beyond()  # countries and nothing else of parents who may be out of reach
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
