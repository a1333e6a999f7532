from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role


class Area(models.Model):
    """Område: what a manager's figures cover."""

    code = models.SlugField(_("kode"), unique=True)
    name = models.CharField(_("navn"), max_length=100)

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """Enhed: a team of caseworkers under a team lead."""

    code = models.SlugField(_("kode"), unique=True)
    name = models.CharField(_("navn"), max_length=100)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="units")

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with a sign-in. What she may do stands in her RoleGrants."""

    username = models.CharField(_("brugernavn"), max_length=150, unique=True)
    name = models.CharField(_("navn"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("aktiv"), default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"

    class Meta:
        ordering: ClassVar = ["name", "username"]

    def __str__(self) -> str:
        return self.name or self.username


class RoleGrant(models.Model):
    """One role in one unit or area, from a day to (not including) a day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(_("rolle"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True)
    from_on = models.DateField(_("fra"))
    to_on = models.DateField(_("til"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="grant_ends_after_it_begins",
                condition=Q(to_on__isnull=True) | Q(to_on__gt=F("from_on")),
            ),
            models.CheckConstraint(
                name="grant_has_the_place_its_role_needs",
                condition=Q(role__in=["admin", "dpo"])
                | Q(role="manager", area__isnull=False)
                | (~Q(role="manager") & Q(unit__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.unit or self.area or _('hele kommunen')}"

    @staticmethod
    def valid_on(day: date) -> Q:
        return Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gt=day))


class AuditEvent(models.Model):
    """One line of the trail: text only, no foreign keys, never values, never changed.

    Triggers refuse UPDATE, DELETE and TRUNCATE (migration 0002). `subjects` are citizen ids.
    """

    class Outcome(models.TextChoices):
        ALLOW = "allow", _("Tilladt")
        DENY = "deny", _("Afvist")

    at = models.DateTimeField(_("tidspunkt"), db_index=True)
    actor = models.CharField(_("bruger"), max_length=150)
    role = models.CharField(_("rolle"), max_length=20)
    unit = models.CharField(_("enhed"), max_length=50, blank=True)
    action = models.CharField(_("handling"), max_length=80)
    resource = models.CharField(_("objekt"), max_length=60)
    resource_id = models.CharField(_("objektets id"), max_length=60, blank=True)
    subjects = ArrayField(models.CharField(max_length=40), default=list)
    fields = ArrayField(models.CharField(max_length=60), default=list)
    hits = models.PositiveIntegerField(_("antal"), null=True)
    outcome = models.CharField(_("udfald"), max_length=10, choices=Outcome.choices)
    request_id = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%d-%m-%Y %H:%M} {self.actor} {self.action} {self.resource}"
