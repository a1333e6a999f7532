"""A receiver of events: where it lives, and what it is told."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django import forms
from django.conf import settings

from accounts.models import Unit
from interventions.models import Webhook

CHOOSE = ("", "Vælg …")
SCHEMES = ("https",)
# IPv6 addresses inside which an IPv4 address can hide (NAT64).
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address lies in the open: not on this machine, nor in a closed network."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address) and (
        ip.ipv4_mapped or ip.sixtofour or ip.teredo or ip in TRANSLATED
    ):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def may_be_private(host: str) -> bool:
    """In the demo all are on this machine; else the hosts that the operator names."""
    return settings.DEMO_MODE or host.lower() in settings.WEBHOOK_PRIVATE_HOSTS


def complaint_about(url: str) -> str:
    """Why an address cannot receive events, or "". What a name stands for is seen at sending."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return "Adressen kan ikke læses."
    return _complaint(parts, host)


def _complaint(parts: SplitResult, host: str) -> str:
    allowed = ("https", "http") if settings.DEMO_MODE else SCHEMES
    if parts.scheme not in allowed or not host:
        return "Adressen skal begynde med https:// og have et værtsnavn."
    if parts.username or parts.password or parts.fragment:
        return "Adressen må ikke indeholde brugernavn, adgangskode eller #."
    if not may_be_private(host) and _is_closed(host):
        return "Adressen peger på et lukket net."
    return ""


def _is_closed(host: str) -> bool:
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not is_public(host)
    except ValueError:  # a name
        return False


class WebhookForm(forms.Form):
    name = forms.CharField(label="Navn", max_length=100, help_text="Systemet, der får besked.")
    url = forms.CharField(
        label="Adresse", max_length=500, help_text="Begynder med https://. Ingen personoplysninger."
    )
    unit = forms.ChoiceField(label="Enhed")
    kinds = forms.MultipleChoiceField(
        label="Hændelser", choices=Webhook.Kind.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        unit: Any = self.fields["unit"]
        unit.choices = [CHOOSE, *Unit.objects.values_list("code", "name")]

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if complaint := complaint_about(url):
            raise forms.ValidationError(complaint)
        return url

    def clean_unit(self) -> Unit:
        return Unit.objects.get(code=self.cleaned_data["unit"])
