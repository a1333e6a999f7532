"""Addresses of what an administrator keeps. They are about no citizen."""

from django.urls import path

from interventions.api import conflicts, law, roles, tokens, users, webhooks
from interventions.api.administration import Never

urlpatterns = [
    path("users/", users.Users.as_view(), name="api-users"),
    path("users/<int:pk>/", users.OneUser.as_view(), name="api-user"),
    path("users/<int:pk>/disable/", users.Disable.as_view(), name="api-user-disable"),
    path("users/<int:pk>/enable/", users.Enable.as_view(), name="api-user-enable"),
    path("users/<int:pk>/end-sessions/", users.EndSessions.as_view(), name="api-user-sessions"),
    path(
        "users/<int:pk>/reset-second-factor/",
        users.ResetFactor.as_view(),
        name="api-user-second-factor",
    ),
    path("users/<int:pk>/password-link/", users.PasswordLinks.as_view(), name="api-user-link"),
    path(
        "users/<int:pk>/password-link/agree/",
        users.AgreeToLink.as_view(),
        name="api-user-link-agree",
    ),
    path("users/<int:pk>/roles/", roles.Roles.as_view(), name="api-user-roles"),
    path("users/<int:pk>/role-proposals/", roles.Propose.as_view(), name="api-role-propose"),
    path("role-grants/<int:pk>/end/", roles.RoleEnd.as_view(), name="api-role-end"),
    path("role-proposals/", roles.Proposals.as_view(), name="api-role-proposals"),
    path("role-proposals/<int:pk>/decide/", roles.Decide.as_view(), name="api-role-decide"),
    path("tokens/", tokens.Tokens.as_view(), name="api-tokens"),
    path("tokens/rotate/", tokens.TokenRotate.as_view(), name="api-token-rotate"),
    path("tokens/<int:pk>/revoke/", tokens.TokenRevoke.as_view(), name="api-token-revoke"),
    path("conflicts/", conflicts.Conflicts.as_view(), name="api-conflicts"),
    path("law/rules/", law.Rules.as_view(), name="api-rules"),
    path("webhooks/", webhooks.Webhooks.as_view(), name="api-webhooks"),
    path("webhooks/<int:pk>/stop/", webhooks.Stop.as_view(), name="api-webhook-stop"),
    path("webhooks/<int:pk>/events/", webhooks.Sent.as_view(), name="api-webhook-events"),
    path("events/", webhooks.Events.as_view(), name="api-events"),
    # What nobody may: see administration.Never.
    path("users/<int:pk>/impersonate/", Never.as_view(), name="api-never-impersonate"),
    path("users/<int:pk>/password/", Never.as_view(), name="api-never-password"),
    path("tokens/<int:pk>/secret/", Never.as_view(), name="api-never-secret"),
    path("sessions/", Never.as_view(), name="api-never-sessions"),
]
