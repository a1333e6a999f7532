from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

CONFLICT = "conflict_of_interest"  # the trail's word for trying to open one's family's case


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
    # How often her sessions have been ended from outside: each of them carries the number.
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"

    class Meta:
        ordering: ClassVar = ["name", "username"]

    def __str__(self) -> str:
        return self.name or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django asks at each request whether a session still carries this."""
        carried = f"{self.password}:{self.sessions_ended}"
        hashed = salted_hmac("accounts.user.session", carried, secret=secret, algorithm="sha256")
        return hashed.hexdigest()


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


class Kin(models.Model):
    """Somebody whose case the user must not handle: herself or her family (forvaltningsloven § 3).

    `index` is the keyed index of the CPR number; the number itself is not kept. It holds from the
    moment it is declared, also before the team lead has confirmed it, and until she has confirmed
    that it was declared by mistake: then the row is gone, and the trail tells of it.
    """

    class Relation(models.TextChoices):
        SELF = "self", _("Mig selv")
        SPOUSE = "spouse", _("Ægtefælle eller samlever")
        FAMILY = "family", _("Slægtning eller svogerskab")
        OTHER = "other", _("Anden nær tilknytning")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="kin")
    index = models.CharField(max_length=40, editable=False)
    relation = models.CharField(_("relation"), max_length=10, choices=Relation.choices)
    declared_at = models.DateTimeField(_("oplyst"))
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(_("bekræftet"), null=True)
    withdrawal_asked_at = models.DateTimeField(_("bedt trukket tilbage"), null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "index"], name="kin_declared_once"),
            models.CheckConstraint(
                name="kin_confirmed_by_another",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("user")),
            ),
        ]

    def __str__(self) -> str:
        return self.get_relation_display()


class Promise(models.Model):
    """A mentor's promise of confidentiality, in the wording she saw (straffeloven § 152)."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="promises")
    wording = models.CharField(_("ordlyd"), max_length=20)
    given_at = models.DateTimeField(_("afgivet"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "wording"], name="one_promise_of_a_wording")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.given_at:%d-%m-%Y}"


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
        indexes: ClassVar = [
            models.Index(fields=["-id"], condition=Q(action=CONFLICT), name="conflicts_of_interest")
        ]

    def __str__(self) -> str:
        return f"{self.at:%d-%m-%Y %H:%M} {self.actor} {self.action} {self.resource}"
