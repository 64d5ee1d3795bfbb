"""Drafts of a shift go to a colleague of the same task force: once, recorded, and the giver keeps nothing."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from cases.actions import drafts
from cases.models import Draft
from safeguards import clock, row_security
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from safeguards.identifiers import new_id
from taskforces.access.scoping import row_security_context
from taskforces.models import Membership, Notification
from tests.factories import DraftFactory
from tests.personas import client_of

pytestmark = pytest.mark.django_db
STORY = "Contoh Melati tidak boleh pulang."


def call(user, story: str = STORY) -> Draft:
    key = str(new_id())
    return DraftFactory(user=user, key=f"complaint:{key}", typed={"submission_key": key, "narrative": story})


def give(world, *given: Draft, to=None, by=None) -> int:
    return drafts.hand_over(
        task_force=world.jambi, to=to or world.ratna, drafts=[draft.pk for draft in given], by=by or world.sari
    )


def test_a_colleague_continues_and_the_giver_has_nothing_left(world):
    draft = call(world.sari)
    assert give(world, draft) == 1
    row = Draft.objects.get()
    assert (row.user, row.key, row.handed_by) == (world.ratna, draft.key, world.sari)
    assert json.loads(row.fields)["narrative"] == STORY
    url = reverse("cases:complaint-log", kwargs={"key": draft.form_key})
    assert STORY in client_of(world.ratna).get(url).content.decode()
    assert STORY not in client_of(world.sari).get(url).content.decode()


def test_it_is_recorded_and_told_without_a_word_of_the_call(world):
    give(world, call(world.sari), call(world.sari))
    event = AuditEvent.objects.get(verb="draft.handed_over")
    assert (event.actor_id, event.details) == (world.sari.pk, {"count": 2, "to": "Ratna"})
    line = Notification.objects.get()
    assert (line.user, line.path) == (world.ratna, reverse("cases:draft-list"))
    assert "2 draf" in line.text
    page = client_of(world.ratna).get(line.path).content.decode()
    assert "Diterima dari Sari" in page
    assert "Melati" not in page


@pytest.mark.parametrize("to", ["tono", "budi", "maya", "rina", "arif", "dewi", "nobody", "sari"])
def test_nobody_else_receives(world, to):
    draft = call(world.sari)
    with pytest.raises(WorkflowRefused):
        give(world, draft, to=getattr(world, to))
    assert Draft.objects.get().user == world.sari


@pytest.mark.parametrize("by", ["budi", "rina", "tono", "nobody"])
def test_nobody_else_gives(world, by):
    draft = call(world.sari)
    with pytest.raises(AccessDenied):
        give(world, draft, by=getattr(world, by))
    assert Draft.objects.get().user == world.sari


def test_a_draft_of_somebody_else_is_not_given_away(world):
    draft = call(world.ratna)
    assert give(world, draft, to=world.ratna, by=world.sari) == 0
    assert Draft.objects.get().user == world.ratna
    assert not AuditEvent.objects.filter(verb="draft.handed_over").exists()


@pytest.mark.each_door
def test_no_page_gives_a_draft_of_somebody_else_away_or_discards_it(world):
    draft, client = call(world.ratna), client_of(world.sari)
    page = reverse("cases:draft-hand-over", args=[draft.pk])
    assert client.get(page).status_code == 404
    assert client.post(page, {"colleague": world.arif.pk}).status_code == 404
    assert client.post(reverse("cases:draft-list"), {"discard": str(draft.pk)}).status_code == 404
    assert Draft.objects.get().user == world.ratna


def test_pressed_twice_it_happens_once(world):
    draft = call(world.sari)
    url = reverse("cases:draft-hand-over", args=[draft.pk])
    client = client_of(world.sari)
    assert client.post(url, {"colleague": world.ratna.pk}).url == reverse("cases:draft-list")
    assert client.post(url, {"colleague": world.ratna.pk}).status_code == 404
    assert Notification.objects.count() == 1


def test_a_failure_midway_leaves_everything_with_the_giver(world):
    draft = call(world.sari)
    Draft.objects.create(user=world.ratna, key=draft.key, fields="{}")  # she already has a draft of this call
    with pytest.raises(WorkflowRefused):
        give(world, draft)
    assert Draft.objects.get(user=world.sari).key == draft.key
    assert not Notification.objects.exists()


def test_the_page_gives_the_newest_words(world):
    client, key = client_of(world.sari), str(new_id())
    typed = {"submission_key": key, "orang-jumlah": "1", "channel": "walk_in", "narrative": "Baris terakhir."}
    answer = client.post(reverse("cases:complaint-log", kwargs={"key": key}), {**typed, "hand_over": "1"})
    draft = Draft.objects.get()
    assert answer.url == reverse("cases:draft-hand-over", args=[draft.pk])
    assert json.loads(draft.fields)["narrative"] == "Baris terakhir."
    assert "Ratna" in client.get(answer.url).content.decode()


def test_all_of_them_at_once(world):
    call(world.sari), call(world.sari)
    client_of(world.sari).post(reverse("cases:draft-hand-over"), {"colleague": world.ratna.pk})
    assert Draft.objects.filter(user=world.ratna).count() == 2


def as_sari(world, statement: str, *values) -> str:
    """PostgreSQL's error in Sari's context; empty if the statement succeeded."""
    try:
        with (
            transaction.atomic(),
            row_security.activate(row_security_context(world.sari)),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, values)
            return "" if cursor.rowcount else "nothing"
    except DatabaseError as error:
        return str(error).split("\n")[0]


INSERT = """
    INSERT INTO cases_draft (id, user_id, key, fields, saved_at, handed_by_id, handed_at)
    VALUES (%s, %s, %s, '', now(), %s, now())
"""


def test_the_database_lets_exactly_this_be_written(world):
    ratna, sari, key = world.ratna.pk, world.sari.pk, "complaint:x"
    assert as_sari(world, INSERT, new_id(), ratna, key, sari) == ""
    assert "row-level security" in as_sari(world, INSERT, new_id(), world.tono.pk, key, sari)  # another task force
    assert "row-level security" in as_sari(world, INSERT, new_id(), world.budi.pk, key, sari)  # works on no file
    assert "row-level security" in as_sari(world, INSERT, new_id(), ratna, "case:x", sari)  # no call
    assert as_sari(world, INSERT, new_id(), ratna, "screening:x", sari) == ""  # about a file: handed on when she leaves
    assert "row-level security" in as_sari(world, INSERT, new_id(), ratna, "screening", sari)  # about none
    assert "row-level security" in as_sari(world, INSERT, new_id(), ratna, "complaint:y", world.tono.pk)  # forged
    Membership.objects.filter(user=world.ratna).update(valid_until=clock.today() - timedelta(days=1))
    assert "row-level security" in as_sari(world, INSERT, new_id(), ratna, "complaint:z", sari)


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Etc/GMT-14"])
def test_the_database_judges_a_seat_by_the_local_day(world, zone):
    """On any day of the session's time zone: in UTC it is still yesterday until seven in the morning."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('TimeZone', %s, true)", [zone])
    seat, today = Membership.objects.filter(user=world.ratna), clock.today()
    for first, last, refused in ((0, None, False), (1, None, True), (-9, -1, True), (-9, 0, False)):
        ends = last if last is None else today + timedelta(days=last)
        seat.update(valid_from=today + timedelta(days=first), valid_until=ends)
        said = as_sari(world, INSERT, new_id(), world.ratna.pk, f"complaint:{first}{last}", world.sari.pk)
        assert ("row-level security" in said) is refused, (first, last, said)


def test_the_database_lets_nobody_take_or_change_a_draft(world):
    theirs, own = call(world.ratna), call(world.sari)
    assert as_sari(world, "UPDATE cases_draft SET user_id = %s WHERE id = %s", world.sari.pk, theirs.pk) == "nothing"
    assert as_sari(world, "DELETE FROM cases_draft WHERE id = %s", theirs.pk) == "nothing"
    assert as_sari(world, "SELECT 1 FROM cases_draft WHERE id = %s", theirs.pk) == "nothing"
    refused = as_sari(world, "UPDATE cases_draft SET user_id = %s WHERE id = %s", world.ratna.pk, own.pk)
    assert "row-level security" in refused


TOLD = {
    "channel": "sapa_129",
    "received_at": "2026-02-10T09:41",
    "narrative": "Contoh Melati dikurung di Jl. Rekaan 5.",
    "event_region": "Kota Batam",
    "event_place": "Jl. Rekaan 5",
    "reporter_name": "Contoh Ibu",
    "reporter_phone": "081200000099",
    "urgency": "emergency",
    "risiko-held": "yes",
    "orang-jumlah": "2",
    "orang-0-role": "possible_victim",
    "orang-0-sex": "female",
    "orang-0-age": "16",
    "orang-0-name": "Contoh Melati",
    "orang-0-nik": "1571025203090001",
    "orang-0-origin_region": "Contoh Melati",
    "orang-1-role": "reported",
    "orang-1-name": "Contoh Agen",
}
SECRETS = ("Melati", "Rekaan", "Contoh Ibu", "0812", "1571", "Agen", "dikurung")


def typed(user, **fields) -> Draft:
    key = str(new_id())
    return DraftFactory(user=user, key=f"complaint:{key}", typed={"submission_key": key, **fields})


@pytest.mark.parametrize("page", ["list", "one", "all"])
def test_drafts_are_told_apart_without_a_name(world, page):
    draft = typed(world.sari, **TOLD)
    typed(world.sari, channel="call_centre_112", narrative="Ibu menelepon.")
    typed(world.sari, **{"orang-jumlah": "1", "orang-0-sex": "male", "orang-0-age": "40"})
    one = reverse("cases:draft-hand-over", args=[draft.pk])
    path = {"list": reverse("cases:draft-list"), "one": one, "all": reverse("cases:draft-hand-over")}[page]
    html = client_of(world.sari).get(path).content.decode()
    told = [
        "1 diduga korban: perempuan 16 th (anak). 1 terlapor", "Disekap, diculik, atau tidak bebas keluar", "SAPA 129",
        "10 Februari", "09.41 WIB", "Kota Batam",
    ]  # fmt: skip
    assert [words for words in told if words not in html] == []
    assert [word for word in SECRETS if word in html] == []
    if page != "one":
        assert "Belum diisi: tentang siapa." in html
        assert "1 diduga korban: laki-laki 40 th" in html
        assert "Belum diisi: cerita." in html


@pytest.mark.parametrize(
    "fields",
    [{}, {"channel": ["x"], "narrative": {"a": 1}}, {"orang-jumlah": "x", "orang-0-age": "Contoh Melati"},
     {"urgency": "", "risiko-held": ["yes", "no"], "received_at": "entah"}, {"event_region": ["Kota Batam", "x"]}],
)  # fmt: skip
def test_a_draft_of_nonsense_hides_no_other(world, fields):
    typed(world.sari, **TOLD)
    key = str(new_id())  # saved before drafts were limited to form data
    Draft.objects.create(user=world.sari, key=f"complaint:{key}", fields=json.dumps({"submission_key": key, **fields}))
    answer = client_of(world.sari).get(reverse("cases:draft-list"))
    assert answer.status_code == 200
    assert answer.content.decode().count("Lanjutkan") == 2
    assert "Melati" not in answer.content.decode()


@pytest.mark.parametrize(
    ("people", "line"),
    [
        ([{"is_unknown": "on"}] * 3, "3 diduga korban: belum dikenal"),
        ([{"sex": "female"}] * 2, "2 diduga korban: perempuan"),
        ([{"sex": "female", "age": "16"}, {"is_unknown": "on"}, {"is_unknown": "on"}],
         "3 diduga korban: perempuan 16 th (anak); 2 belum dikenal"),
    ],
)  # fmt: skip
def test_the_same_words_are_said_once(world, people, line):
    fields = {f"orang-{at}-{name}": value for at, one in enumerate(people) for name, value in one.items()}
    typed(world.sari, **{"orang-jumlah": str(len(people)), **fields})
    assert f">{line}</a>" in client_of(world.sari).get(reverse("cases:draft-list")).content.decode()


def test_what_is_received_keeps_its_order_and_claims_no_saving(world):
    first, second = typed(world.sari, **TOLD), typed(world.sari, channel="letter", narrative="Ibu menelepon.")
    give(world, second, first)
    assert [draft.key for draft in Draft.objects.filter(user=world.ratna)] == [second.key, first.key]
    html = client_of(world.ratna).get(reverse("cases:draft-list")).content.decode()
    assert html.count("Diterima dari Sari") == 2
    assert "Tersimpan" not in html
    drafts.save(key=first.key, fields={"narrative": "Lanjut."}, by=world.ratna)
    Draft.objects.filter(key=first.key).update(handed_at=clock.now() - timedelta(hours=1))
    assert client_of(world.ratna).get(reverse("cases:draft-list")).content.decode().count("Tersimpan") == 1


def test_a_list_reads_nobody_else_s_drafts(world):
    typed(world.ratna, **TOLD)
    assert "Kota Batam" not in client_of(world.sari).get(reverse("cases:draft-list")).content.decode()


def test_every_draft_is_in_the_list(world):
    for _number in range(27):
        typed(world.sari, narrative="Ibu menelepon.")
    assert client_of(world.sari).get(reverse("cases:draft-list")).content.decode().count("Lanjutkan") == 27
