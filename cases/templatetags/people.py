"""``{{ row|described }}``: a person without a name, as sex, age and origin."""

from django import template

from cases import words

register = template.Library()
register.filter("described", words.described)
