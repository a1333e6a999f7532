"""How templates write a cell."""

from django import template

from reports.report import shown

register = template.Library()
register.filter("shown", shown)
