"""The pages of merging: codes first, a reason before any name, one button to undo."""

import re
from html import unescape

import pytest
from django.urls import reverse

from cases.actions import merges
from cases.merging import suggestions
from cases.models import NotSame, Person, PersonMerge
from interface import days
from safeguards import clock
from safeguards.audit import AuditEvent
from taskforces.models import Notification
from tests.cases.merging.test_merges import merged, person_of, undone
from tests.cases.stories import girl, logged, stranger
from tests.factories import CaseFactory, VictimFactory, change
from tests.personas import client_of

pytestmark = pytest.mark.django_db
NAME = "Contoh Melati Rekaan"


@pytest.fixture
def pair(world) -> tuple[Person, Person]:
    return person_of(logged(world, girl())), person_of(logged(world, girl(nik="", phone="0813-0000-0099")))


def address(kept, gone, name="person-merge") -> str:
    return reverse(f"cases:{name}", args=[kept.pk, gone.pk])


def opened(client, kept, gone) -> str:
    """The comparison, after the reason."""
    answer = client.post(address(kept, gone), {"reason": "other", "other_reason": "Dicatat dua kali"})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def typed(page: str, **choices) -> dict:
    """The data of the comparison form as a browser sends it."""
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    checked = dict(re.findall(r'name="(pilih_\w+)" value="(\w+)"[^>]*checked', page))
    asked = set(re.findall(r'name="(pilih_\w+)"', page))
    return {**dict.fromkeys(asked, "kept"), **checked, **hidden, **choices}


def test_suggested_by_code_with_the_reason_and_no_name(world, pair):
    kept, gone = pair
    page = unescape(client_of(world.sari).get(reverse("cases:person-similar", args=[kept.pk])).content.decode())
    assert address(kept, gone) in page
    assert "P-" in page
    assert NAME not in page


def test_nothing_is_read_before_a_reason_was_given(world, pair):
    page = client_of(world.sari).get(address(*pair)).content.decode()
    assert NAME not in page
    answer = client_of(world.sari).post(address(*pair), {"reason": ""})
    assert answer.status_code == 422
    assert NAME not in answer.content.decode()
    assert not AuditEvent.objects.filter(verb="person.compared").exists()


def test_one_reason_opens_both_and_is_recorded_in_both_files(world, pair):
    page = opened(client_of(world.sari), *pair)
    assert "0812-0000-0027" in page
    assert "0813-0000-0099" in page
    assert AuditEvent.objects.filter(verb="person.compared").count() == 2
    assert AuditEvent.objects.filter(verb="complaint.contact_used").count() == 2


def test_merged_as_chosen_and_undone_with_two_pages(world, pair):
    client, (kept, gone) = client_of(world.sari), pair
    answer = client.post(address(kept, gone), typed(opened(client, kept, gone), pilih_phone="both"), follow=True)
    assert answer.status_code == 200
    merge = PersonMerge.objects.get()
    assert "dapat dibatalkan sampai" in answer.content.decode().lower()
    assert client.get(reverse("cases:person-similar", args=[gone.pk])).status_code == 404
    again = client.get(address(kept, gone))
    assert again.url == reverse("cases:merge-detail", args=[merge.pk])
    undo = reverse("cases:merge-undo", args=[merge.pk])
    page = client.get(undo).content.decode()
    assert NAME not in page
    digest = re.search(r'name="digest" value="(\w+)"', page)[1]
    for _twice in range(2):
        assert client.post(undo, {"digest": digest}).url == reverse("cases:merge-detail", args=[merge.pk])
    gone.refresh_from_db()
    assert gone.merged_into_id is None


def test_sent_twice_it_is_one_merge(world, pair):
    client, (kept, gone) = client_of(world.sari), pair
    data = typed(opened(client, kept, gone))
    first, second = (client.post(address(kept, gone), data) for _time in range(2))
    assert first.url == second.url
    assert PersonMerge.objects.count() == 1


def test_a_choice_forgotten_is_asked_with_the_comparison_still_open(world, pair):
    client, (kept, gone) = client_of(world.sari), pair
    data = typed(opened(client, kept, gone))
    data.pop("pilih_phone")
    answer = client.post(address(kept, gone), data)
    assert answer.status_code == 422
    assert "0813-0000-0099" in answer.content.decode()
    assert AuditEvent.objects.filter(verb="person.compared").count() == 2


def test_somebody_else_s_token_opens_nothing(world, pair):
    data = typed(opened(client_of(world.sari), *pair))
    answer = client_of(world.ratna).post(address(*pair), data)
    assert "0813-0000-0099" not in answer.content.decode()
    assert not PersonMerge.objects.exists()


def test_an_edit_in_between_is_shown_field_by_field(world, pair):
    client, (kept, gone) = client_of(world.sari), pair
    data = typed(opened(client, kept, gone))
    change(gone, phone="0817-0000-0001")
    answer = client.post(address(kept, gone), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "0813-0000-0099" in page
    assert "0817-0000-0001" in page
    assert client.post(address(kept, gone), typed(unescape(page))).status_code == 302


def test_the_other_s_edit_form_meets_the_merge(world, pair):
    kept, gone = pair
    victim = VictimFactory(case=CaseFactory(by=world.sari), person=gone)
    form = reverse("cases:victim-edit", args=[victim.pk])
    client = client_of(world.ratna)
    page = client.get(form).content.decode()
    version = re.search(r'name="person_version" value="(\d+)"', page)[1]
    merged(kept, gone, world.sari)
    data = {"version": victim.version, "person_version": version, "sex": "female", "main_factor": "economy",
            "age": "16", "contact_rule": "conditional", "phone": "0811-0000-0001", "warnings_seen": "on"}  # fmt: skip
    answer = client.post(form, data)
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Telepon" in page
    assert "0812-0000-0027" not in page
    fresh = re.search(r'name="person_version" value="(\d+)"', page)[1]
    assert client.post(form, {**data, "person_version": fresh}).status_code == 302
    kept.refresh_from_db()
    assert kept.phone == "0811-0000-0001"


def test_told_apart_is_not_suggested_again_until_taken_back(world, pair):
    client, (kept, gone) = client_of(world.sari), pair
    similar = reverse("cases:person-similar", args=[kept.pk])
    client.post(address(kept, gone, "person-tell-apart"))
    assert address(kept, gone) not in client.get(similar).content.decode()
    client.post(reverse("cases:not-same-withdraw", args=[NotSame.objects.get().pk]))
    assert address(kept, gone) in client.get(similar).content.decode()


def test_across_roles_the_caseworker_asks_the_supervisor(world):
    victim = person_of(logged(world, girl()))
    reported = person_of(logged(world, stranger(is_known=True, name=NAME)))
    client = client_of(world.sari)
    page = unescape(client.get(address(victim, reported)).content.decode())
    assert "hanya dapat dilakukan penyelia" in page
    assert "Pasal 18" in page
    assert (
        NAME not in client.post(address(victim, reported), {"reason": "other", "other_reason": "Sama"}).content.decode()
    )
    client.post(address(victim, reported, "person-merge-ask"))
    assert Notification.objects.get(user=world.ratna).path == address(victim, reported)
    supervisor = client_of(world.ratna)
    data = typed(opened(supervisor, victim, reported))
    assert supervisor.post(address(victim, reported), data).status_code == 422
    data["reason"] = "Orang yang sama menurut keterangan dan KTP"
    assert supervisor.post(address(victim, reported), data).status_code == 302


@pytest.mark.parametrize(
    ("name", "status"), [("budi", 403), ("rina", 403), ("arif", 403), ("tono", 404), ("dewi", 403)]
)
def test_strangers_find_nothing(world, pair, name, status):
    client, (kept, gone) = client_of(getattr(world, name)), pair
    merge = merged(*(person_of(logged(world, girl())) for _side in range(2)), world.sari)
    for path in (
        reverse("cases:person-similar", args=[kept.pk]),
        address(kept, gone),
        reverse("cases:merge-detail", args=[merge.pk]),
        reverse("cases:merge-undo", args=[merge.pk]),
    ):
        assert client.get(path).status_code == status
        assert client.post(path, {}).status_code in (status, 405)


def test_the_list_names_codes_only(world, pair):
    merged(*pair, world.sari)
    page = client_of(world.sari).get(reverse("cases:merge-list")).content.decode()
    assert "P-" in page
    assert NAME not in page
    assert merges.PersonMerge.objects.count() == 1


def test_a_complaint_form_opened_before_a_merge_meets_it_field_by_field(world, pair):
    kept, gone = pair
    row = gone.complaint_roles.select_related("complaint").get()
    form = reverse("cases:complaint-amend", args=[row.complaint_id])
    client = client_of(world.ratna)
    page = unescape(client.get(form).content.decode())
    fields = dict(re.findall(r'name="([\w-]+)"[^>]*value="([^"]*)"', page))
    hidden = {name: fields[name] for name in ("version", "orang-0-id", "orang-0-seen_version")}
    data = {**hidden, "narrative": row.complaint.narrative, "channel": "call_centre_112",
            "received_at": fields.get("received_at", ""), "orang-0-role": "possible_victim",
            "orang-0-sex": "female", "orang-0-age": "16", "orang-0-phone": "0811-0000-0001"}  # fmt: skip
    count = re.search(r'name="([\w-]*jumlah)"', page)[1]
    data[count] = "1"
    merged(kept, gone, world.sari)
    answer = client.post(form, {**data, "warnings_seen": "on"})
    again = unescape(answer.content.decode())
    assert answer.status_code == 409, again[:3000]
    assert "Telepon" in again
    assert "0812-0000-0027" not in again
    kept.refresh_from_db()
    assert f'name="orang-0-seen_version" value="{kept.version}"' in again
    assert kept.phone == "0812-0000-0027"


def test_that_a_victim_is_reported_elsewhere_stays_with_the_supervisor(world):
    victim, reported = logged(world, girl()), logged(world, stranger(is_known=True, name=NAME))
    merge = merged(person_of(victim), person_of(reported), world.ratna, reason="Orang yang sama menurut KTP")
    key = person_of(victim).pk
    pages = [
        reverse("cases:person-similar", args=[key]),
        reverse("cases:merge-list"),
        reverse("cases:complaint-detail", args=[victim.pk]),
    ]
    for page in pages:
        shown = unescape(client_of(world.sari).get(page).content.decode())
        assert not {victim.number, reported.number} <= set(re.findall(r"P-\d{4}-\d{4}", shown)), page
    assert client_of(world.sari).get(reverse("cases:merge-detail", args=[merge.pk])).status_code == 404
    shown = client_of(world.ratna).get(reverse("cases:merge-detail", args=[merge.pk])).content.decode()
    assert victim.number in shown
    assert reported.number in shown


def test_the_history_of_the_case_tells_of_the_merge(world, pair):
    kept, gone = pair
    case = CaseFactory(by=world.sari)
    VictimFactory(case=case, person=gone)
    merged(kept, gone, world.sari)
    page = client_of(world.sari).get(reverse("cases:case-history", args=[case.pk])).content.decode()
    assert "sebagai orang yang sama dengan" in page


@pytest.mark.each_door
def test_the_address_of_a_pair_that_is_one_says_nothing_to_another_city(world, pair):
    client = client_of(world.sari)
    client.post(address(*pair), typed(opened(client, *pair)), follow=True)
    assert PersonMerge.objects.count() == 1
    assert client_of(world.tono).get(address(*pair)).status_code == 404
    assert client_of(world.tono).post(address(*pair)).status_code == 404


def test_a_merge_that_was_undone_is_remembered_on_the_card(world, pair):
    kept, gone = pair
    Person.objects.filter(pk=gone.pk).update(nik=kept.nik)
    gone.refresh_from_db()
    assert [one.match.is_same for one in suggestions.suggestions_for(kept, user=world.sari)] == [True]
    undone(merged(kept, gone, world.sari), world.ratna)
    kept.refresh_from_db()
    (found,) = suggestions.suggestions_for(kept, user=world.sari)
    assert not found.match.is_same
    page = unescape(client_of(world.sari).get(reverse("cases:person-similar", args=[kept.pk])).content.decode())
    assert f"Penggabungan keduanya dibatalkan oleh {world.ratna.first_name}, {days.day(clock.today())}." in page
    assert "Mungkin sama" in page
    assert "Sangat mirip" not in page


def test_a_card_says_what_agrees_what_speaks_against_and_how_likely(world, pair):
    kept, _gone = pair
    page = unescape(client_of(world.sari).get(reverse("cases:person-similar", args=[kept.pk])).content.decode())
    assert "Sangat mirip" in page
    assert "Nama sama. Tanggal lahir sama." in page
    Person.objects.filter(pk=kept.pk).update(sex="male")
    page = unescape(client_of(world.sari).get(reverse("cases:person-similar", args=[kept.pk])).content.decode())
    assert "Perhatikan: Jenis kelamin berbeda." in page
    assert "Sangat mirip" not in page
