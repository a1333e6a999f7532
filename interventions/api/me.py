from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions.users import change_user
from accounts.models import Area, Unit, User
from accounts.roles import Permission, Role
from cases.errors import InvalidDataError
from interventions.api.base import Endpoint
from interventions.api.inputs import checked
from interventions.api.schema import body_of
from interventions.api.serializers import MeOut
from interventions.forms.administration import OwnForm


class Me(Endpoint):
    http_method_names = ["get", "head", "patch"]

    @extend_schema(summary="Hvem du er, og hvad din rolle giver", responses=MeOut)
    def get(self, _request: Request) -> Response:
        return self._stands()

    @extend_schema(
        summary="Ret din egen e-mail; alt andet er en administrators",
        request=body_of("Own"),
        responses=MeOut,
    )
    def patch(self, request: Request) -> Response:
        if self.by.user_id is None:
            raise PermissionDenied("En maskine har ingen egen konto.")
        user = User.objects.get(pk=self.by.person)
        typed = checked(dict(request.data), OwnForm().fields)
        form = OwnForm({"email": user.email, **typed})
        if not form.is_valid():
            raise InvalidDataError(form)
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
        return Response(MeOut(answer).data)
