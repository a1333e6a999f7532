from accounts.models.machines import Token
from accounts.models.openings import PasswordLink, RoleProposal
from accounts.models.people import (
    CONFLICT,
    Area,
    AuditEvent,
    Kin,
    Promise,
    RoleGrant,
    Unit,
    User,
    UserManager,
)

__all__ = [
    "CONFLICT",
    "Area",
    "AuditEvent",
    "Kin",
    "PasswordLink",
    "Promise",
    "RoleGrant",
    "RoleProposal",
    "Token",
    "Unit",
    "User",
    "UserManager",
]
