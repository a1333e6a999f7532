"""The register of companies: search, one company, its places, and the end of all that runs there.

No citizen stands in the register; a company's page shows those placements that the reader may
move, and how many others there are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import Actor
from accounts.audit import record
from accounts.http import current_actor
from accounts.roles import Permission
from cases.access import require_role
from cases.errors import NotPossibleError
from interventions.actions.closures import BEGUN, end_placements
from interventions.actions.companies import add_company, add_unit, change_company
from interventions.forms.companies import ClosureForm, CompanyForm, CompanyNameForm, UnitForm
from interventions.models import Company, ProductionUnit
from interventions.queries.companies import companies, elsewhere_at, open_at
from interventions.views.about import CONFLICT, METHODS, UNREADABLE

PAGE, LONGEST_TERM = 50, 100


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    _keeper(request)
    typed = request.GET.get("q", "").strip()[:LONGEST_TERM]
    pages = Paginator(companies(typed), PAGE)
    page = pages.get_page(request.GET.get("page"))
    return render(request, "interventions/companies.html", {"page": page, "typed": typed})


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    by = _keeper(request)
    company = _company(pk)
    placements = open_at(company.cvr, by)
    record(
        by, "company.read", "company", pk,
        subjects=[row.case.citizen_id for row in placements], hits=len(placements),
    )  # fmt: skip
    context = {
        **_about(company),
        "placements": placements,
        "elsewhere": elsewhere_at(company.cvr, by),
    }
    return render(request, "interventions/company.html", context)


@require_http_methods(METHODS)
def add(request: HttpRequest) -> HttpResponse:
    by = _keeper(request)
    forms = [CompanyForm(request.POST or None), UnitForm(request.POST or None)]
    context = {"title": _("Ny virksomhed"), "back": reverse("companies")}

    def carry_out() -> Company:
        return add_company(forms[0].cleaned_data, forms[1].cleaned_data, by=by)

    return _answer(request, forms, carry_out, context)


@require_http_methods(METHODS)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    by = _keeper(request)
    company = _company(pk)
    form = CompanyNameForm(request.POST or None, initial={"name": company.name})

    def carry_out() -> Company:
        change_company(company, form.cleaned_data, by=by)
        return company

    return _answer(request, [form], carry_out, {"title": _("Ret virksomheden"), **_about(company)})


@require_http_methods(METHODS)
def add_place(request: HttpRequest, pk: int) -> HttpResponse:
    by = _keeper(request)
    company = _company(pk)
    form = UnitForm(request.POST or None)

    def carry_out() -> Company:
        add_unit(company, form.cleaned_data, by=by)
        return company

    return _answer(
        request, [form], carry_out, {"title": _("Ny produktionsenhed"), **_about(company)}
    )


@require_http_methods(METHODS)
def change_place(request: HttpRequest, pk: int) -> HttpResponse:
    by = _keeper(request)
    unit = ProductionUnit.objects.select_related("company").filter(pk=pk).first()
    if unit is None:
        raise Http404
    # The form is given a copy: what is saved is what the action finds changed.
    copy = ProductionUnit.objects.get(pk=pk)
    form = UnitForm(request.POST or None, instance=copy)

    def carry_out() -> Company:
        change_company(unit, form.cleaned_data, by=by)
        return unit.company

    context = {"title": _("Ret produktionsenheden"), **_about(unit.company)}
    return _answer(request, [form], carry_out, context)


@require_http_methods(METHODS)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End all placements at the company at once; afterwards a verdict for each."""
    by = _keeper(request)
    company = _company(pk)
    form = ClosureForm(request.POST or None, by=by)
    context: dict[str, Any] = {**_about(company), "form": form}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        context["closure"] = end_placements(
            company, by=by, on=typed["effective_on"], continues_as=typed["continues_as"],
            note=typed["note"],
        )  # fmt: skip
        return render(request, "interventions/company_closed.html", context)
    placements = open_at(company.cvr, by)
    subjects = [row.case.citizen_id for row in placements]
    record(by, "company.read", "company", pk, subjects=subjects, hits=len(placements))
    context |= {
        "placements": placements,
        "begun": BEGUN,
        "elsewhere": elsewhere_at(company.cvr, by),
    }
    status = UNREADABLE if form.is_bound else 200
    return render(request, "interventions/company_close.html", context, status=status)


def _keeper(request: HttpRequest) -> Actor:
    by = current_actor(request)
    require_role(by, Permission.COMPANIES_KEEP)
    return by


def _company(pk: int) -> Company:
    company = Company.objects.prefetch_related("units").filter(pk=pk).first()
    if company is None:
        raise Http404
    return company


def _about(company: Company) -> dict[str, Any]:
    back = reverse("company", args=[company.pk])
    trail = [(_("Virksomheder"), reverse("companies"))]
    return {"company": company, "back": back, "trail": trail}


def _answer(
    request: HttpRequest,
    forms: list[Any],
    carry_out: Callable[[], Company],
    context: dict[str, Any],
) -> HttpResponse:
    """Show the forms, or do what they ask and go to the company."""
    page: dict[str, Any] = {"trail": [(_("Virksomheder"), reverse("companies"))], **context}
    page |= {"forms": forms, "wrong": any(form.errors for form in forms)}
    template = "interventions/company_form.html"
    if request.method != "POST":
        return render(request, template, page)
    if not all([form.is_valid() for form in forms]):  # noqa: C419 - every form tells its errors
        return render(request, template, {**page, "wrong": True}, status=UNREADABLE)
    try:
        company = carry_out()
    except NotPossibleError as error:
        return render(request, template, {**page, "refused": error.messages}, status=CONFLICT)
    messages.success(request, _("Virksomheden er gemt."))
    return redirect("company", company.pk)
