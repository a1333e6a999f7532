"""The small vocabulary in which lifecycles are written: a model with a state, and its moves."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

import django_fsm as fsm
from django.db import models

from accounts.actor import Actor
from accounts.roles import Permission

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

# A guard looks at the row and answers with what is missing, in the user's words, or with "".
Guard = Callable[[Any, Actor], str]


@dataclass(frozen=True)
class Move:
    """What pages, the API and the drawings need to know of a transition.

    `reasons` names the code table of the reasons that must be given ("*" asks for words),
    `four_eyes` the permission that a second person needs (`four_eyes_when` says for which form
    values), `reentry` marks the way back from an ended state, `by_time` a
    move that only time or the end of the case makes.
    """

    name: str
    label: _StrOrPromise
    needs: Permission
    guards: tuple[Guard, ...] = ()
    reasons: str = ""
    four_eyes: Permission | None = None
    four_eyes_when: Callable[[Any, dict[str, Any]], bool] | None = None
    reentry: bool = False
    by_time: bool = False

    def needs_approval(self, row: Lifecycle, values: dict[str, Any]) -> bool:
        """Whether a second person must approve the move with these form values."""
        if self.four_eyes is None:
            return False
        return self.four_eyes_when is None or self.four_eyes_when(row, values)

    def missing(self, row: Lifecycle, by: Actor) -> list[str]:
        """What keeps the move from being made on this row, in Danish sentences."""
        return [complaint for guard in self.guards if (complaint := guard(row, by))]


class Arrow(NamedTuple):
    source: str
    target: str
    move: Move


class Lifecycle(models.Model):
    """A row with a protected `state` that only its declared moves can change.

    `version` counts the writes, so that a page can tell that somebody else was there first.
    None of django-fsm's mixins is used: FSMModelMixin switches the protection off for the whole
    process when a refresh fails. Never call refresh_from_db, only() or defer() on the state.
    """

    version = models.PositiveIntegerField(default=1, editable=False)

    state: Any  # an FSMField, declared by each model
    State: ClassVar[type[models.TextChoices]]  # the first one is where life begins
    ENDED: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    @property
    def is_ended(self) -> bool:
        return self.state in self.ENDED

    @property
    def state_label(self) -> str:
        return str(self.State(self.state).label)

    @classmethod
    def arrows(cls) -> list[Arrow]:
        """The whole lifecycle, in the order in which it is written down."""
        field = cast("fsm.FSMField", cls._meta.get_field("state"))
        written = [name for klass in reversed(cls.__mro__) for name in vars(klass)]
        arrows = [
            Arrow(str(t.source), str(t.target), t.custom["move"])
            for t in field.get_all_transitions(cls)
        ]
        return sorted(arrows, key=lambda arrow: written.index(arrow.move.name))

    @classmethod
    def moves(cls) -> dict[str, Move]:
        return {arrow.move.name: arrow.move for arrow in cls.arrows()}

    @classmethod
    def asks(cls, name: str) -> list[inspect.Parameter]:
        """What the move's method asks for, beside the day on which it happened."""
        method = inspect.unwrap(getattr(cls, name))
        parameters = inspect.signature(method).parameters.values()
        return [p for p in parameters if p.name not in ("self", "on")]

    def target_of(self, name: str) -> str | None:
        """The state that the move leads to from here, or None when it starts elsewhere."""
        return next(
            (a.target for a in self.arrows() if a.move.name == name and a.source == self.state),
            None,
        )


def move(  # noqa: PLR0913 - the vocabulary of a move, all but three optional
    source: str | Iterable[str],
    target: str,
    label: _StrOrPromise,
    *,
    needs: Permission,
    guards: tuple[Guard, ...] = (),
    reasons: str = "",
    four_eyes: Permission | None = None,
    four_eyes_when: Callable[[Any, dict[str, Any]], bool] | None = None,
    reentry: bool = False,
    by_time: bool = False,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a move of `state`. The method's body sets fields and touches nothing else."""

    def decorate(method: Callable[..., None]) -> Callable[..., None]:
        sources = [source] if isinstance(source, str) else list(source)
        declared = Move(
            name=method.__name__,
            label=label,
            needs=needs,
            guards=guards,
            reasons=reasons,
            four_eyes=four_eyes,
            four_eyes_when=four_eyes_when,
            reentry=reentry,
            by_time=by_time,
        )
        declare = fsm.transition("state", sources, target, custom={"move": declared})
        return cast("Callable[..., None]", declare(method))

    return decorate
