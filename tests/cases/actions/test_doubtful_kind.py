"""Trafficking is a kind of case (TPPO), not a form of other violence; old rows with that form wait for a decision."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from cases.actions import cases
from cases.choices import CaseKind, ViolenceForm
from cases.filters.cases import CaseFilter
from cases.forms.case_file import KindForm
from cases.forms.outcomes import OpenCaseForm
from cases.models import Case
from cases.register.forms import ColumnsForm
from reports.disclosure import publish
from reports.summary import compose
from reports.summary_shape import Period
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from tests.cases.stories import logged
from tests.factories import CaseFactory, VictimFactory
from tests.personas import client_of

pytestmark = pytest.mark.django_db
KIND = {"kind": "tppo", "violence_form": "", "reason": "Ada unsur TPPO dalam skrining", "version": 1}


@pytest.fixture
def old(world):
    """A case of other violence stored with the old form "trafficking"."""
    case = CaseFactory(by=world.sari, kind="other_violence", violence_form="trafficking", mode="unknown")
    VictimFactory(case=case, age_at_event=16)
    return case


def text(response) -> str:
    return " ".join(strip_tags(response.content.decode()).split())


def test_no_form_offers_it_and_every_stored_value_can_still_be_read():
    assert ViolenceForm("trafficking").label
    offered = [value for value, _label in ViolenceForm.offered()]
    assert offered == ["physical", "psychological", "sexual", "exploitation", "neglect", "other"]
    fields = (
        KindForm.base_fields["violence_form"],
        OpenCaseForm.base_fields["violence_form"],
        ColumnsForm.base_fields["default_form"],
    )
    assert [value for value, _label in CaseFilter.base_filters["bentuk"].extra["choices"]] == offered
    for field in fields:
        assert [value for value, _label in field.choices] == ["", *offered]


@pytest.mark.parametrize("name", ["case-open", "case-kind"])
def test_no_page_offers_it(world, old, name):
    of = logged(world) if name == "case-open" else old
    page = client_of(world.sari).get(reverse(f"cases:{name}", args=[of.pk])).content.decode()
    assert 'value="physical"' in page
    assert 'value="trafficking"' not in page


def test_no_act_writes_it(world, old):
    complaint, other = logged(world), CaseFactory(by=world.sari)
    with pytest.raises(WorkflowRefused, match="Pilih TPPO"):
        cases.open_from_complaint(
            complaint=complaint, kind=CaseKind.OTHER_VIOLENCE, violence_form="trafficking", by=world.sari
        )
    for case in (other, old):
        with pytest.raises(WorkflowRefused, match="Pilih TPPO"):
            cases.change_kind(
                case=case, **{**KIND, "kind": "other_violence", "violence_form": "trafficking"}, by=world.sari
            )
    assert list(Case.objects.filter(violence_form="trafficking")) == [old]
    assert not AuditEvent.objects.filter(verb__in=("case.opened", "case.kind_changed")).exists()


def test_a_tppo_case_carries_no_form(world):
    case = cases.open_from_complaint(
        complaint=logged(world), kind=CaseKind.TPPO, violence_form="trafficking", by=world.sari
    )
    assert (case.kind, case.violence_form) == ("tppo", "")


def test_a_stored_one_is_shown_with_its_doubt_and_where_to_decide(world, old):
    sari = client_of(world.sari)
    page = sari.get(reverse("cases:case-detail", args=[old.pk]))
    assert "Putuskan jenis kasus: TPPO atau kekerasan lain" in text(page)
    assert reverse("cases:case-kind", args=[old.pk]) in page.content.decode()
    assert "tertulis “trafficking”: jenis perlu diputuskan" in text(page)
    assert "Kekerasan lain, tertulis “trafficking”" in text(sari.get(reverse("cases:case-list")))


def test_it_is_found_by_what_it_waits_for_and_by_a_kept_view(world, old):
    CaseFactory(by=world.sari, kind="other_violence", violence_form="physical")
    for query in ("tugas=jenis-perlu-diputuskan", "bentuk=trafficking"):
        rows = client_of(world.sari).get(f"{reverse('cases:case-list')}?{query}").context["rows"]
        assert [row.number for row in rows] == [old.number]


def test_the_caseworker_decides_and_nothing_is_chosen_for_her(world, old):
    sari, address = client_of(world.sari), reverse("cases:case-kind", args=[old.pk])
    page = sari.get(address)
    assert "Yang perlu diputuskan" in text(page)
    assert "checked" not in page.content.decode()
    undecided = sari.post(address, {**KIND, "kind": ""})
    assert undecided.status_code == 422
    assert KIND["reason"] in undecided.content.decode()
    assert sari.post(address, KIND).status_code == 302
    old.refresh_from_db()
    assert (old.kind, old.violence_form, old.kind_is_doubtful) == ("tppo", "", False)
    assert AuditEvent.objects.filter(verb="case.kind_changed").count() == 1
    assert "Putuskan jenis kasus" not in text(sari.get(reverse("cases:case-detail", args=[old.pk])))


@pytest.mark.parametrize("name", ["rina", "tono", "arif", "budi"])
def test_others_decide_nothing(world, old, name):
    with pytest.raises(AccessDenied):
        cases.change_kind(case=old, **KIND, by=getattr(world, name))
    old.refresh_from_db()
    assert old.kind_is_doubtful


def test_it_is_counted_once_as_other_violence_and_the_paper_says_so(world, old):
    VictimFactory(case=CaseFactory(by=world.sari, reported_on=old.reported_on), age_at_event=30)
    day = Period(date(old.reported_on.year, 1, 1), old.reported_on)
    full = compose(task_force=world.jambi, period=day, by=world.rina)
    counts = full.counts
    assert (counts["cases"]["all"], counts["cases"]["tppo"], counts["cases"]["other"]) == (2, 1, 1)
    assert (counts["victims"]["all"], counts["victims"]["tppo"]) == (2, 1)
    kinds = next(table for table in full.tables if table.key == "cases_kind")
    assert any("dihitung sekali" in note for note in kinds.notes)


def test_the_public_paper_does_not_tell_that_there_is_one(world, old):
    day = Period(date(old.reported_on.year, 1, 1), old.reported_on)
    public = publish(compose(task_force=world.jambi, period=day, by=world.rina), threshold=5)
    kinds = next(table for table in public.tables if table.key == "cases_kind")
    assert not any("dihitung sekali" in note for note in kinds.notes)
