from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Area, Unit
from accounts.roles import Permission, Role
from interventions.api.base import Endpoint
from interventions.api.serializers import MeOut


class Me(Endpoint):
    @extend_schema(summary="Hvem du er, og hvad din rolle giver", responses=MeOut)
    def get(self, _request: Request) -> Response:
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
