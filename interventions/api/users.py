"""Accounts, for an administrator. Nobody's password passes through here."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions.users import (
    Invited,
    agree_to_link,
    change_user,
    create_user,
    end_sessions,
    invite_again,
    reopen_user,
    reset_second_factor,
)
from accounts.audit import record
from accounts.models import RoleGrant, User
from accounts.queries import users
from accounts.roles import Permission, Role
from cases.actions.staff import close_user
from interventions.api.administration import Kept, one, typed, valid
from interventions.api.base import content_tag, require_match
from interventions.api.filters import Exactly, Filters, Flag, OneOf
from interventions.api.schema import EDITS, body_of, edited
from interventions.api.serializers import Out
from interventions.forms.administration import NameForm, UserForm


def user_tag(user: User) -> str:
    """Of what an edit may change."""
    return content_tag(user.pk, user.name, user.email)


class GrantOut(Out):
    id = s.IntegerField(source="pk")
    role = s.ChoiceField(choices=Role.choices)
    unit = s.CharField(source="unit.code", default=None, allow_null=True)
    area = s.CharField(source="area.code", default=None, allow_null=True)
    from_on = s.DateField()
    to_on = s.DateField(allow_null=True)


class UserOut(Out):
    id = s.IntegerField(source="pk")
    username, name, email = s.CharField(), s.CharField(), s.CharField()
    is_active = s.BooleanField()
    roles = GrantOut(source="grants", many=True)


class InvitedOut(Out):
    id = s.IntegerField(source="user.pk")
    username = s.CharField(source="user.username")
    password_link = s.CharField(help_text="Vises kun denne ene gang; gælder i 24 timer.")
    awaits_second = s.BooleanField(help_text="Åbner først, når en anden administrator godkender.")


class Accounts(Kept):
    needs = Permission.USERS_KEEP

    def account(self, pk: int) -> User:
        user: User = one(users(self.by), pk)
        return user

    def stands(self, pk: int) -> Response:
        """The account as it is now."""
        return Response(UserOut(self.account(pk)).data)

    def invited(self, request: Request, made: Invited) -> Response:
        link = request.build_absolute_uri(reverse("choose-password", args=[made.secret]))
        told = {"user": made.user, "password_link": link, "awaits_second": made.awaits_second}
        return Response(InvitedOut(told).data)


class UserFilters(Filters):
    username, email = Exactly(), Exactly()
    is_active = Flag()
    role = OneOf(Role, method="with_grant", label="En rolle, hun har i dag.")
    unit = Exactly(method="with_grant", label="Koden på en enhed, hun har en rolle i i dag.")

    def with_grant(self, rows: QuerySet[User], _name: str, _value: str) -> QuerySet[User]:
        """Asked for both, she holds that role in that unit."""
        wanted = self.form.cleaned_data
        grants = RoleGrant.objects.filter(RoleGrant.valid_on(self.by.today))
        if wanted["role"]:
            grants = grants.filter(role=wanted["role"])
        if wanted["unit"]:
            grants = grants.filter(unit__code=wanted["unit"])
        return rows.filter(pk__in=grants.values("user"))


class Users(Accounts):
    filters = UserFilters
    replays = False

    @extend_schema(summary="Brugere og deres roller", responses=UserOut(many=True))
    def get(self, _request: Request) -> Response:
        return self.told(users(self.by), UserOut, "user")

    @extend_schema(
        summary="Opret en bruger; linket til at vælge adgangskode vises kun i svaret",
        request=body_of("User"),
        responses=InvitedOut,
    )
    def post(self, request: Request) -> Response:
        form = UserForm(typed(request, UserForm()))
        return self.invited(request, create_user(by=self.by, **valid(form)))


class OneUser(Accounts):
    http_method_names = ["get", "head", "patch"]

    @extend_schema(summary="En bruger", responses=UserOut)
    def get(self, _request: Request, pk: int) -> Response:
        user = self.account(pk)
        record(self.by, "user.read", "user", pk)
        return self._tagged(user)

    @extend_schema(
        summary="Ret navn og e-mail",
        parameters=EDITS,
        request=body_of("UserChange"),
        responses=edited(UserOut),
    )
    def patch(self, request: Request, pk: int) -> Response:
        user = one(users(self.by).select_for_update(), pk)
        data = typed(request, NameForm())
        form = NameForm({"name": user.name, "email": user.email, **data})
        values = valid(form)
        require_match(request, user_tag(user))
        change_user(user, values, by=self.by)
        return self._tagged(self.account(pk))

    def _tagged(self, user: User) -> Response:
        return Response(UserOut(user).data, headers={"ETag": f'"{user_tag(user)}"'})


class UserAct(Accounts):
    """One thing that is done to an account, and needs nothing to be typed."""

    act: Any
    bodiless = ("POST",)

    def post(self, _request: Request, pk: int) -> Response:
        self.act(self.account(pk), by=self.by)
        return self.stands(pk)


@extend_schema(
    summary="Luk brugeren; afvises, mens den har forløb", request=None, responses=UserOut
)
class Disable(UserAct):
    act = staticmethod(close_user)


@extend_schema(summary="Åbn en lukket bruger", request=None, responses=UserOut)
class Enable(UserAct):
    act = staticmethod(reopen_user)


@extend_schema(summary="Log brugeren ud overalt", request=None, responses=UserOut)
class EndSessions(UserAct):
    act = staticmethod(end_sessions)


@extend_schema(summary="Nulstil anden faktor, og log ud", request=None, responses=UserOut)
class ResetFactor(UserAct):
    act = staticmethod(reset_second_factor)


@extend_schema(
    summary="Godkend det link, en anden administrator har lavet", request=None, responses=UserOut
)
class AgreeToLink(UserAct):
    act = staticmethod(agree_to_link)


class PasswordLinks(Accounts):
    replays, bodiless = False, ("POST",)

    @extend_schema(
        summary="Nyt link til at vælge adgangskode; vises kun i svaret",
        request=None,
        responses=InvitedOut,
    )
    def post(self, request: Request, pk: int) -> Response:
        return self.invited(request, invite_again(self.account(pk), by=self.by))
