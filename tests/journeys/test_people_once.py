"""The same girl is log by two caseworkers: suggested, compared, merged, found again years later, and undone."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from cases.actions import cases, complaints
from cases.choices import CaseKind
from cases.models import Person, PersonMerge
from safeguards import clock
from safeguards.identifiers import new_id
from tests.cases.merging.test_merge_pages import opened, typed
from tests.cases.stories import facts, girl, log
from tests.personas import client_of

pytestmark = pytest.mark.django_db


def test_logged_twice_suggested_merged_and_undone(world):
    first = log(world, girl())
    second = log(world, girl(name="Conto Melati Rekaan", nik="", phone="0813-0000-0099"), by=world.ratna)
    case = cases.open_from_complaint(complaint=first, kind=CaseKind.TPPO, by=world.sari)
    sari = client_of(world.sari)

    page = unescape(sari.get(reverse("cases:complaint-detail", args=[second.pk])).content.decode())
    similar = re.search(r'href="(/orang/[\w-]+/kemungkinan-sama/)"', page)[1]
    listed = unescape(sari.get(similar).content.decode())
    assert f"{case.number}/1" in listed
    assert "Melati" not in listed

    kept, gone = case.victims.get().person, second.people.get().person
    sari.post(reverse("cases:person-merge", args=[kept.pk, gone.pk]), typed(opened(sari, kept, gone)))
    merge = PersonMerge.objects.get()
    seen = unescape(sari.get(reverse("cases:complaint-detail", args=[second.pk])).content.decode())
    assert case.number in seen  # now known as a victim of that case

    with clock.at(merge.merged_at + timedelta(days=60)):
        third = complaints.log(
            task_force=world.jambi, details=facts(), people=[girl()], submission_key=new_id(), by=world.sari
        )
        undo = reverse("cases:merge-undo", args=[merge.pk])
        digest = re.search(r'name="digest" value="(\w+)"', sari.get(undo).content.decode())[1]
        assert sari.post(undo, {"digest": digest}).status_code == 302
    assert second.people.get().person_id == gone.pk
    assert case.victims.get().person_id == kept.pk
    assert third.people.get().person_id not in (kept.pk, gone.pk)
    assert Person.objects.get(pk=gone.pk).phone == "0813-0000-0099"
    history = sari.get(reverse("cases:merge-detail", args=[merge.pk])).content.decode()
    assert "Dibatalkan oleh Sari" in history
