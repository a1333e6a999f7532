from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions.users import change_user
from accounts.models import Area, Unit, User
from accounts.roles import Permission, Role
from cases.errors import InvalidDataError
from interventions.api.base import Endpoint, asked, require_match
from interventions.api.inputs import checked
from interventions.api.schema import EDITS, body_of, edited
from interventions.api.serializers import MeOut
from interventions.api.users import user_tag
from interventions.forms.administration import OwnForm


class Me(Endpoint):
    http_method_names = ["get", "head", "patch"]

    @extend_schema(summary="Hvem du er, og hvad din rolle giver", responses=MeOut)
    def get(self, request: Request) -> Response:
        asked(request, ())
        return self._stands()

    @extend_schema(
        summary="Ret din egen e-mail; alt andet er en administrators",
        parameters=EDITS,
        request=body_of("Own"),
        responses=edited(MeOut),
    )
    def patch(self, request: Request) -> Response:
        if self.by.user_id is None:
            raise PermissionDenied("En maskine har ingen egen konto.")
        user = User.objects.select_for_update().get(pk=self.by.person)
        typed = checked(dict(request.data), OwnForm().fields)
        form = OwnForm({"email": user.email, **typed})
        if not form.is_valid():
            raise InvalidDataError(form)
        require_match(request, user_tag(user))
        change_user(user, form.cleaned_data, by=self.by)
        return self._stands()

    def _stands(self) -> Response:
        by = self.by
        unit = Unit.objects.filter(pk=by.unit_id or 0).values_list("code", flat=True).first()
        area = Area.objects.filter(pk=by.area_id or 0).values_list("code", flat=True).first()
        answer = {
            "username": by.username,
            "name": by.name,
            "role": by.role,
            "role_label": str(Role(by.role).label),
            "unit": unit,
            "area": area,
            "permissions": sorted(p for p in Permission if by.may(p)),
        }
        user = User.objects.filter(pk=by.user_id or 0).first()
        headers = {"ETag": f'"{user_tag(user)}"'} if user else {}
        return Response(MeOut(answer).data, headers=headers)
