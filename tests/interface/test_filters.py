"""List filters depend on behaviour of django-filter; if the library changes, these tests show where."""

import ast
import copy
import inspect

import django_filters
import pytest
from django.http import QueryDict

from cases.filters.cases import CaseFilter
from cases.models import Case
from interface import filters
from referrals.filters import QueueFilter


def opened(query: str = "", **options) -> CaseFilter:
    return CaseFilter(QueryDict(query), queryset=Case.objects.none(), **options)


def test_every_filter_of_a_list_is_cheap_to_copy():
    for kind in (CaseFilter, QueueFilter):
        heavy = [name for name, declared in kind.base_filters.items() if not isinstance(declared, filters.Light)]
        assert heavy == []


def test_a_request_shares_the_words_and_owns_the_rest():
    declared, own = CaseFilter.base_filters["tahap"], opened().filters["tahap"]
    assert own.extra["choices"] is declared.extra["choices"]  # the library still copies with Python's hook
    assert own is not declared
    assert own.extra is not declared.extra


def test_a_method_of_the_list_is_called_on_the_list_of_this_request():
    for first, second in [(opened("tampilan=saya"), opened("tampilan=terbuka"))]:
        assert first.filters["tampilan"].filter.f is first.filters["tampilan"]
        assert first.filters["tampilan"].filter.f.parent is first
        assert second.filters["tampilan"].filter.f.parent is second


def test_only_what_is_asked_or_drawn_becomes_a_field():
    assert list(opened("tahap=complaint&unknown=1", drawn=("jenis",)).form.fields) == ["tahap", "jenis"]
    assert list(opened(drawn=None).form.fields) == list(CaseFilter.base_filters)
    assert list(opened().form.fields) == []


@pytest.mark.parametrize("query", ["tahap=screening&jenis=tppo", "kedaruratan=emergency&sejak=2026-01-01", "status=x"])
def test_the_rows_are_those_the_library_finds_with_all_its_fields(query):
    ours = CaseFilter(QueryDict(query), queryset=Case.objects.all())
    stock = CaseFilter(QueryDict(query), queryset=Case.objects.all(), drawn=None)
    form = django_filters.FilterSet.get_form_class(stock)(QueryDict(query))
    stock.get_form_class = lambda: lambda *_args, **_options: form
    assert str(ours.qs.query) == str(stock.qs.query)
    assert ours.errors == stock.errors


def test_nothing_private_of_the_library_is_touched():
    """Names with an underscore are ours, and we write no attribute that the library sets itself."""
    tree = ast.parse(inspect.getsource(filters))
    touched = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    private = {name for name in touched if name.startswith("_") and not name.startswith("__")}
    assert private <= set(vars(filters.ListFilter)) - set(dir(django_filters.FilterSet))
    written = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)}
    assert written <= {"words", "wanted", "extra", "method", "fields"}


def test_a_copy_of_a_filter_with_a_method_calls_its_own():
    declared = CaseFilter.base_filters["tugas"]
    own = copy.deepcopy(declared)
    assert own.method == declared.method
    assert own.filter is not declared.filter
