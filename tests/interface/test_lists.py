"""Lists, their pages and their filters without a table of ours: each piece by itself."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from interface import field_parts, filters
from interface.filtered_list import FilteredListMixin
from interface.form_fields import MomentField
from interface.paging import MOST_PAGES, KeyPaginator
from taskforces.models import Region, User
from tests.factories import UserFactory


class Groups(filters.GroupedChoice):
    empty_label = "Semua"
    asked = 0

    def groups(self, request):
        Groups.asked += 1
        return [("Jambi", [("1571", "Kota Jambi")])]


class GroupFilter(filters.Light, filters.filters.CharFilter):
    field_class = Groups


class RegionFilters(filters.ListFilter):
    """A list of regions, with a filter of each kind."""

    level = filters.ChoiceFilter(label="Tingkat", choices=[("city", "Kota")])
    since = filters.DateFilter(label="Sejak", method="nothing")
    who = filters.ModelChoiceFilter(label="Petugas", queryset=User.objects.all(), empty_label="Semua", method="nothing")
    where = GroupFilter(label="Wilayah", method="nothing")
    there = GroupFilter(label="Asal", method="nothing")

    class Meta:
        model = Region
        fields: list[str] = []

    def nothing(self, rows, _name, _value):
        return rows


class Regions(FilteredListMixin):
    filterset_class = RegionFilters
    first_filters = ("level",)
    parts = ("since",)


def opened(query: str) -> Regions:
    page = Regions()
    page.setup(RequestFactory().get(f"/?{query}"))
    page.narrowed(Region.objects.none())
    return page


@pytest.mark.django_db
class TestFilters:
    def test_each_kind_is_drawn_with_what_it_offers(self):
        sari = UserFactory(name="Sari")
        Groups.asked = 0
        found = RegionFilters(QueryDict("level=city"), queryset=Region.objects.none(), drawn=None)
        drawn = {entry["name"]: entry for entry in found.drawing()}
        assert drawn["level"]["value"] == "city"
        assert ("city", "Kota") in drawn["level"]["choices"]
        assert drawn["who"]["choices"] == [("", "Semua"), (str(sari.pk), "Sari")]
        assert drawn["where"]["groups"] == drawn["there"]["groups"] == [("Jambi", [("1571", "Kota Jambi")])]
        assert Groups.asked == 1, "fields of one kind offer the same, read once"
        assert [entry["name"] for entry in found.drawing(["since"])] == ["since"]

    def test_what_is_in_use_is_said_and_kept_where_it_is_valid(self):
        found = RegionFilters(QueryDict("level=city&since=2026-01-05"), queryset=Region.objects.none())
        assert found.active() == [("level", "Tingkat: Kota"), ("since", "Sejak: 5 Januari 2026")]
        assert found.query() == "level=city&since=2026-01-05"
        assert RegionFilters(QueryDict("level=village"), queryset=Region.objects.none()).query() == ""

    def test_each_chip_removes_itself_and_a_rare_filter_stays_in_the_address(self):
        told = opened("level=city&since=2026-01-05&where=1571&page=3")._filters()
        assert [chip["text"] for chip in told["chips"]] == ["Tingkat: Kota", "Wilayah: 1571"]
        assert "level=" not in told["chips"][0]["url"]
        assert "where=1571" in told["chips"][0]["url"]
        assert "page=" not in told["chips"][0]["url"]
        assert told["kept_filters"] == [("since", "2026-01-05"), ("where", "1571")]
        assert [entry["name"] for entry in told["first_filters"]] == ["level"]
        assert opened("")._filters()["fewer_url"] == "?lihat=semua"

    def test_all_of_them_are_drawn_when_asked_for(self):
        told = opened("saringan=semua")._filters()
        assert {entry["name"] for entry in told["more_filters"]} == {"since", "who", "where", "there"}
        assert told["kept_filters"] == []

    def test_a_grouped_choice_that_offers_nothing_is_a_mistake(self):
        with pytest.raises(ImproperlyConfigured):
            filters.GroupedChoice().groups(RequestFactory().get("/"))

    def test_a_day_begins_and_ends_in_the_office(self):
        assert filters.day_begins(date(2026, 1, 5)).isoformat() == "2026-01-05T00:00:00+07:00"
        assert filters.day_ends(date(2026, 1, 5)).isoformat() == "2026-01-06T00:00:00+07:00"
        assert filters.day_ends(date.max).date() == date.max


@pytest.mark.django_db
class TestPages:
    def rows(self, number: int):
        for at in range(number):
            UserFactory(name=f"Petugas {at:02d}")
        return User.objects.order_by("name")

    def test_a_page_knows_whether_another_follows(self):
        pages = KeyPaginator(self.rows(5), 2)
        first, last = pages.page(1), pages.page("3")
        assert ([user.name for user in first], first.has_next(), first.end_index()) == (
            ["Petugas 00", "Petugas 01"],
            True,
            2,
        )
        assert ([user.name for user in last], last.has_next(), last.end_index()) == (["Petugas 04"], False, 5)
        assert (pages.count, pages.num_pages, pages.count_is_capped) == (5, 3, False)

    def test_the_count_stands_without_a_page(self):
        assert KeyPaginator(self.rows(3), 2).count == 3
        assert KeyPaginator(self.rows(0), 2, known=2000).count == 2000

    def test_a_page_that_is_not_there(self):
        pages = KeyPaginator(self.rows(1), 2)
        for number in (2, 0, MOST_PAGES + 1):
            with pytest.raises(EmptyPage):
                pages.page(number)
        with pytest.raises(PageNotAnInteger):
            pages.page("dua")

    def test_a_list_of_nothing_has_one_empty_page(self):
        pages = KeyPaginator(User.objects.none(), 2)
        assert list(pages.page(1)) == []
        assert pages.count == 0

    def test_a_long_list_is_counted_as_far_as_it_must(self, monkeypatch):
        monkeypatch.setattr("interface.paging.MOST_COUNTED", 3)
        pages = KeyPaginator(self.rows(5), 2)
        assert (pages.count, pages.count_is_capped, pages.num_pages) == (3, True, MOST_PAGES)


def test_a_moment_is_typed_or_picked():
    assert MomentField().clean("5/1/2026  09.32").isoformat() == "2026-01-05T09:32:00+07:00"
    assert MomentField(required=False).clean(None) is None


class Kinds(forms.Form):
    secret = forms.CharField(widget=forms.HiddenInput)
    agreed = forms.BooleanField()
    way = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    name = forms.CharField()


def test_each_kind_of_control_is_known():
    kinds = [field_parts.kind_of(bound) for bound in Kinds()]
    assert kinds == ["hidden", "checkbox", "choices", "control"]


def test_a_page_reads_few_settings():
    page = Template("{% load interface %}{% setting name as value %}{{ value }}")
    assert page.render(Context({"name": "IDLE_LOCK_MINUTES"})).strip().isdigit()
    with pytest.raises(TemplateSyntaxError):
        page.render(Context({"name": "SECRET_KEY"}))
