"""Identification: answers with sources, history, and the child rule after a corrected age."""

import random
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from cases.actions import age_changes, cases, complaints, persons, screenings, victims
from cases.choices import Mode, ScreeningAnswer, ScreeningOccasion, TraffickingPurpose
from cases.models import Case, Screening, Victim
from cases.queries import case_file
from cases.reading import ages
from cases.screening import indicators
from cases.screening import questions as screening_questions
from cases.screening.findings import Findings
from cases.screening.history import changes_between, comparison, history
from cases.screening.rule import ELEMENTS, is_child, judge
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, Conflict, WorkflowRefused
from taskforces.models import Notification
from tests.cases.stories import girl, logged, opened
from tests.factories import CaseFactory, ScreeningFactory

pytestmark = pytest.mark.django_db

CHILD = Findings(
    answers={"act.recruitment": "yes", "means.deception": "no", "purpose.forced_labour": "yes"},
    sources={"act.recruitment": ["victim", "document"], "means.deception": ["witness"]},
    notes={"act.recruitment": "Lewat kenalan ibunya"},
    indicators=["general_papers_kept"],
)


@pytest.fixture
def case(world) -> Case:
    """A case opened from a complaint about one girl of sixteen."""
    return opened(world, girl())


@pytest.fixture
def victim(case) -> Victim:
    """That girl."""
    return case.victims.select_related("person").get()


def screened(victim, world, findings=CHILD, *, by=None, **more) -> Screening:
    """A screening by Sari of UPTD PPA."""
    given = {"status": "suspected", "deciding_agency": world.uptd, **more}
    return screenings.screen(victim=victim, findings=findings, by=by or world.sari, **given)


def on_file(victim, world, findings=CHILD, *, by=None, status="suspected") -> Screening:
    """The same as rows, as the start of a test."""
    return ScreeningFactory(
        victim=victim, findings=findings, status=status, screened_by=by or world.sari, decides=world.uptd
    )


def born(victim, day: date, by) -> Victim:
    """Correct the birth date on the victim's page."""
    return victims.edit(victim=victim, changes={"birth_date": day}, version=None, by=by)


class TestQuestions:
    def test_every_value_of_the_law_has_one_question_in_its_order(self):
        listed = [f"{element}.{value}" for element, choices in ELEMENTS.items() for value in choices.values]
        assert list(screening_questions.all_keys()) == listed

    def test_nobody_is_led_or_labelled(self):
        for question in screening_questions.questions():
            for words in (question.ask, question.ask_child, question.listen):
                assert not {"pelaku", "psk", "pelacur"} & set(str(words).lower().replace(",", " ").split())
            assert "bukan" not in str(question.ask).lower().split("?")[0][-8:]
            assert str(question.ask).count("?") >= 1
            assert "anda" not in str(question.ask_child).lower().split()

    def test_signs_have_names_of_their_own_and_follow_mode_and_purpose(self):
        slugs = [sign.slug for kind in indicators.KINDS for sign in kind.signs]
        assert len(slugs) == len(set(slugs))
        assert all(len(slug) <= 40 for slug in slugs)
        assert [kind.slug for kind in indicators.kinds_for(Mode.UNKNOWN, [])] == ["general"]
        assert "domestic" in {kind.slug for kind in indicators.kinds_for(Mode.DOMESTIC_WORK, [])}
        assert "organ" in {kind.slug for kind in indicators.kinds_for(Mode.UNKNOWN, ["organ_transplant"])}
        assert {mode for kind in indicators.KINDS for mode in kind.modes} >= set(Mode) - {Mode.OTHER, Mode.UNKNOWN}
        assert {p for kind in indicators.KINDS for p in kind.purposes} >= set(TraffickingPurpose) - {
            TraffickingPurpose.PHYSICAL_USE
        }


class TestTurns:
    """Single changes that change the verdict, compared with trying all."""

    def draws(self):
        draw = random.Random(5)
        for _index in range(300):
            given = {key: {v for v in ELEMENTS[key].values if draw.random() < 0.12} for key in ELEMENTS}
            yield given, draw.choice((None, 3, 17, 18, 19, 40)), draw.random() < 0.5

    def test_what_is_said_to_turn_it_does_and_nothing_else(self):
        for given, age, estimated in self.draws():
            judgement = judge(*given.values(), age, age_is_estimated=estimated)
            said = {turn.key for turn in judgement.turns}
            for element, choices in ELEMENTS.items():
                for value in choices.values:
                    flipped = {**given, element: given[element] ^ {value}}
                    after = judge(*flipped.values(), age, age_is_estimated=estimated)
                    named = f"{element}.{value}" in said or (element in said and value not in given[element])
                    assert (after.is_met != judgement.is_met) is named, (given, age, element, value)
            ages_turn = any(judge(*given.values(), other).is_met != judgement.is_met for other in (10, 30))
            assert ("age" in said) is ages_turn, (given, age)

    def test_an_estimate_close_to_eighteen_protects_until_shown_otherwise(self):
        given = (["recruitment"], [], ["slavery"])
        assert judge(*given, 19, age_is_estimated=True).is_met
        assert "diragukan" in judge(*given, 18, age_is_estimated=True).reason
        assert not judge(*given, 19).is_met
        assert not judge(*given, 20, age_is_estimated=True).is_met

    def test_articles_nobody_read_are_not_printed(self):
        basis = " ".join(map(str, judge([], [], [], None).basis))
        assert "Pasal 1" in basis
        assert not [article for article in ("Pasal 3", "Pasal 5", "Pasal 6", "Pasal 26") if article in basis]


class TestScreen:
    def test_denials_sources_notes_and_signs_are_kept(self, world, victim):
        row = screened(victim, world)
        row = Screening.objects.get(pk=row.pk)
        assert row.answers == CHILD.answers
        assert row.answer("means.deception") == ScreeningAnswer.NO
        assert row.answer("means.force") == ScreeningAnswer.NOT_ASKED
        assert row.sources["act.recruitment"] == ["victim", "document"]
        assert row.notes == CHILD.notes
        assert (row.acts, row.means, row.purposes) == (["recruitment"], [], ["forced_labour"])
        assert (row.occasion, row.status, row.previous) == ("first", "suspected", None)

    def test_the_note_beside_an_answer_is_encrypted(self, world, victim):
        screened(victim, world)
        with connection.cursor() as cursor:
            cursor.execute("SELECT answer_notes FROM cases_screening")
            assert b"kenalan" not in bytes(cursor.fetchone()[0])

    @pytest.mark.parametrize(
        "wrong",
        [
            Findings(answers={"act.smuggling": "yes"}),
            Findings(answers={"act.recruitment": "not_asked"}),
            Findings(sources={"act.recruitment": ["victim"]}),
            Findings(answers={"act.recruitment": "no"}, sources={"act.recruitment": ["rumour"]}),
            Findings(notes={"act.recruitment": "x"}),
            Findings(indicators=["nonsense"]),
            Findings(answers={"act.recruitment": "yes"}, notes={"act.recruitment": "x" * 501}),
        ],
    )
    def test_what_no_form_sends_is_refused(self, world, victim, wrong):
        with pytest.raises(ValueError, match=r"belongs|one of|at most"):
            screened(victim, world, wrong)

    def test_two_people_at_once_see_both(self, world, victim):
        first = screened(victim, world, seen="")
        other = Findings(answers={"act.recruitment": "no", "purpose.forced_labour": "yes"})
        with pytest.raises(Conflict) as told:
            screened(victim, world, other, seen="", by=world.ratna)
        rows = {row.label: (row.theirs, row.yours) for row in told.value.differences}
        assert rows["Perekrutan"] == ("Ya", "Tidak")
        assert Screening.objects.count() == 1
        second = screened(victim, world, other, seen=str(first.pk), by=world.ratna)
        assert second.previous == first
        assert second.occasion == ScreeningOccasion.NEW_FACTS

    def test_the_same_answers_at_once_are_no_conflict(self, world, victim):
        screened(victim, world, seen="")
        assert screened(victim, world, seen="", by=world.ratna).previous is not None


class TestHistory:
    def test_what_changed_is_said_and_nothing_is_overwritten(self, world, victim):
        first = on_file(victim, world)
        answers = {"act.recruitment": "no", "act.transport": "yes", "purpose.forced_labour": "yes"}
        second = on_file(victim, world, Findings(answers=answers), status="confirmed")
        entries = history(victim)
        assert [entry.screening for entry in entries] == [second, first]
        assert entries[0].changes == [
            "Perekrutan ditarik",
            "Pengangkutan ditambahkan",
            "Penipuan: belum ditanyakan",
            "status menjadi korban terkonfirmasi",
        ]
        assert entries[1].changes == []
        pairs = {pair.label: pair for pair in comparison(first, second)}
        assert pairs["Perekrutan"].differs
        assert pairs["Perekrutan"].before.note == "Lewat kenalan ibunya"
        assert not pairs["Kerja atau pelayanan paksa"].differs

    def test_the_same_twice_says_so(self, world, victim):
        assert changes_between(on_file(victim, world), on_file(victim, world)) == []


class TestRejudging:
    def test_a_corrected_birth_date_judges_anew_and_asks_for_a_review(self, world, case, victim):
        first = on_file(victim, world, status="confirmed")
        Notification.objects.all().delete()
        victim = born(victim, date(2007, 3, 12), world.ratna)
        rejudged = victim.screenings.newest_first().first()
        assert (rejudged.age_used, rejudged.child_rule, rejudged.verdict) == (18, False, "not_yet")
        assert (rejudged.is_automatic, rejudged.occasion, rejudged.screened_by) == (True, "age_corrected", world.ratna)
        assert (rejudged.answers, rejudged.sources, rejudged.notes) == (first.answers, first.sources, first.notes)
        assert rejudged.previous == first
        assert (victim.status, victim.stage) == ("confirmed", "complaint")
        assert AuditEvent.objects.filter(verb="screening.rejudged").count() == 1
        acts = [duty.act for duty in case_file.read(Case.objects.select_related("event_region").get()).duties]
        assert "review" in acts
        lines = list(Notification.objects.values_list("user__email", "text"))
        assert {email for email, _text in lines} == {world.sari.email}
        assert lines[0][1].startswith(f"Kesimpulan skrining {victim} perlu ditinjau")
        assert "Melati" not in lines[0][1]

    def test_a_review_ends_the_duty(self, world, victim):
        on_file(victim, world)
        victim = born(victim, date(2007, 3, 12), world.sari)
        newest = victim.screenings.newest_first().first()
        screened(victim, world, CHILD, occasion="review", seen=str(newest.pk))
        case = Case.objects.select_related("event_region").get()
        assert "review" not in [duty.act for duty in case_file.read(case).duties]

    def test_another_age_on_the_same_side_is_noted_without_a_duty(self, world, victim):
        on_file(victim, world)
        victim = born(victim, date(2010, 3, 12), world.sari)
        newest = victim.screenings.newest_first().first()
        assert (newest.age_used, newest.is_automatic, newest.needs_review) == (15, True, False)

    def test_back_to_what_was_answered_for_needs_no_review(self, world, victim):
        on_file(victim, world)
        victim = born(victim, date(2007, 3, 12), world.sari)
        victim = born(victim, date(2009, 3, 12), world.sari)
        assert not victim.screenings.newest_first().first().needs_review
        assert victim.screenings.count() == 3

    def test_the_day_of_the_event_moves_the_age_too(self, world, case, victim):
        on_file(victim, world)
        cases.edit(case=case, changes={"event_on": date(2024, 1, 5)}, version=None, by=world.sari)
        assert victim.screenings.newest_first().first().age_used == 14

    def test_a_told_age_that_changes_is_judged_too(self, world):
        complaint = logged(world, girl(birth_date=None, age=17))
        victim = CaseFactory.of_complaint(complaint).victims.get()
        on_file(victim, world)
        victims.edit(victim=victim, changes={"age_at_event": 24}, version=None, by=world.sari)
        assert victim.screenings.newest_first().first().verdict == "not_yet"

    def test_the_person_corrected_elsewhere_reaches_every_file(self, world, case, victim):
        on_file(victim, world)
        persons.update(person=victim.person, changes={"birth_date": date(2006, 1, 1)}, by=world.sari)
        victim = Victim.objects.get()
        assert (victim.age_at_event, victim.is_child) == (20, False)
        assert victim.screenings.newest_first().first().needs_review
        assert case.complaints.get().people.get().age == 20

    def test_an_amended_complaint_reaches_them_too(self, world, case, victim):
        on_file(victim, world)
        other = logged(world)
        row = other.people.create(task_force=world.jambi, person=victim.person, position=9, sex="female")
        changes = [{"id": row.pk, "birth_date": date(2006, 1, 1)}]
        complaints.amend(complaint=other, details={}, people=changes, version=other.version, by=world.sari)
        assert victim.screenings.newest_first().first().needs_review

    def test_another_day_of_the_event_reaches_the_people_of_a_complaint(self, world):
        complaint = logged(world, girl())
        complaints.amend(
            complaint=complaint, details={"event_on": date(2024, 1, 5)}, people=[], version=complaint.version,
            by=world.sari,
        )  # fmt: skip
        assert complaint.people.get().age == 14

    def test_without_a_screening_there_is_nothing_to_judge(self, world, victim):
        born(victim, date(2007, 3, 12), world.sari)
        assert Screening.objects.count() == 0

    def test_nothing_changes_twice(self, world, victim):
        on_file(victim, world)
        victim = born(victim, date(2007, 3, 12), world.sari)
        assert screenings.rejudge_after_age_change(victim=victim, by=world.sari) is None

    @pytest.mark.parametrize("who", ["maya", "rina", "tono", "dewi", "arif"])
    def test_strangers_may_not(self, world, victim, who):
        on_file(victim, world)
        with pytest.raises(AccessDenied):
            screenings.rejudge_after_age_change(victim=victim, by=getattr(world, who))
        with pytest.raises(AccessDenied):
            age_changes.follow_birth_date(person=victim.person, by=getattr(world, who))

    def test_a_failure_midway_leaves_nothing(self, world, victim):
        on_file(victim, world)
        with (
            patch("cases.actions.screenings.notify_case_team", side_effect=DatabaseError("midway")),
            pytest.raises(DatabaseError, match="midway"),
            transaction.atomic(),
        ):
            born(victim, date(2007, 3, 12), world.sari)
        assert Screening.objects.count() == 1
        assert Victim.objects.get().age_at_event == 16

    def test_nobody_is_born_after_the_event(self, world, victim):
        on_file(victim, world)
        with pytest.raises(WorkflowRefused, match="belum lahir"):
            born(victim, date(2026, 1, 6), world.sari)
        with pytest.raises(WorkflowRefused, match="120 tahun"):
            born(victim, date(1900, 1, 1), world.sari)

    def test_child_age_and_verdict_agree_for_every_pair_of_days(self, world, case, victim):
        """Around every birthday, leap days included: victim, last row and rule agree."""
        draw = random.Random(18)
        on_file(victim, world)
        means = {**CHILD.answers, "means.deception": draw.choice(["yes", "no"])}
        on_file(victim, world, Findings(answers=means))
        for _index in range(40):
            event = date(2026, 1, 5) - timedelta(days=draw.randrange(0, 4000))
            birth = draw.choice([date(2008, 2, 29), event - timedelta(days=draw.randrange(0, 25 * 365))])
            birth = min(birth, event)
            near = date(event.year - 18, event.month, min(event.day, 28)) + timedelta(days=draw.choice((-1, 0, 1)))
            birth = draw.choice((birth, near))
            with transaction.atomic():
                persons.update(person=victim.person, changes={"birth_date": date(2000, 1, 1)}, by=world.sari)
                cases.edit(case=case, changes={"event_on": event}, version=None, by=world.sari)
                victim = born(Victim.objects.select_related("person").get(), birth, world.sari)
            years = ages.full_years(birth, event)
            row = victim.screenings.newest_first().first()
            assert (victim.age_at_event, victim.is_child) == (years, years < 18), (birth, event)
            assert (row.age_used, row.child_rule) == (years, is_child(years)), (birth, event)
            assert row.verdict == Findings.of(row).judged_at(years).verdict
            assert row.child_rule == (years < 18)


class TestPages:
    def test_the_conversation_asks_one_question_and_carries_the_rest(self, world, victim, client):
        client.force_login(world.sari)
        address = reverse("cases:screening-conversation", args=[victim.pk])
        sent = client.post(
            address, {"answer.act.recruitment": "yes", "source.act.recruitment": "victim", "act": "ask:2"}
        )
        assert sent["Location"] == f"{address}?langkah=2"
        shown = client.get(sent["Location"]).content.decode()
        assert 'type="hidden" name="answer.act.recruitment" value="yes"' in shown
        assert 'type="hidden" name="source.act.recruitment" value="victim"' in shown
        assert shown.count('type="radio"') == 4
        assert "Pertanyaan 2 dari 27" in shown
        assert Screening.objects.count() == 0

    def test_both_ways_of_asking_have_the_same_fields_in_the_same_order(self, world, victim, client):
        client.force_login(world.sari)
        sheet = client.get(reverse("cases:screening", args=[victim.pk])).content.decode()
        on_sheet = _answer_names(sheet)
        address = reverse("cases:screening-conversation", args=[victim.pk])
        asked = []
        for step in range(1, 30):
            asked += _answer_names(client.get(f"{address}?langkah={step}").content.decode())
        assert asked == on_sheet == [f"answer.{key}" for key in screening_questions.all_keys()]

    @pytest.mark.parametrize("step", ["0", "99", "-1", "abc", "", "9" * 50])
    def test_nonsense_in_the_address_shows_a_step(self, world, victim, client, step):
        client.force_login(world.sari)
        address = reverse("cases:screening-conversation", args=[victim.pk])
        assert client.get(address, {"langkah": step}).status_code == 200

    def test_a_conflict_shows_both_and_can_be_saved_on_top(self, world, victim, client):
        client.force_login(world.sari)
        on_file(victim, world, by=world.ratna)
        given = {
            "answer.act.recruitment": "no", "answer.act.transport": "yes", "answer.purpose.forced_labour": "yes",
            "status": "suspected", "deciding_agency": str(world.uptd.pk), "version": "-",
            "key": "0190a000-0000-7000-8000-000000000001",
        }  # fmt: skip
        address = reverse("cases:screening", args=[victim.pk])
        response = client.post(address, given)
        assert response.status_code == 409
        shown = response.content.decode()
        assert "Pengangkutan" in shown
        newest = victim.screenings.get()
        assert f'name="version" value="{newest.pk}"' in shown
        assert client.post(address, {**given, "version": str(newest.pk)}).status_code == 302
        assert victim.screenings.count() == 2

    def test_history_and_comparison_stay_with_the_victim(self, world, victim, client):
        client.force_login(world.sari)
        first, second = on_file(victim, world), on_file(victim, world, Findings(answers={"act.transport": "yes"}))
        shown = client.get(reverse("cases:screening-history", args=[victim.pk])).content.decode()
        assert "Pengangkutan ditambahkan" in shown
        compare = reverse("cases:screening-compare", args=[victim.pk])
        assert "Lewat kenalan ibunya" in client.get(compare, {"dari": first.pk, "ke": second.pk}).content.decode()
        assert client.get(compare, {"dari": "x"}).status_code == 404
        assert client.get(compare, {"dari": victim.pk}).status_code == 404

    def test_wording_follows_the_child_rule(self, world, victim, client):
        client.force_login(world.sari)
        question = next(q for q in screening_questions.questions() if q.key == "act.transport")
        address = reverse("cases:screening", args=[victim.pk])
        assert str(question.ask_child) in client.get(address).content.decode()
        Victim.objects.update(age_at_event=30, is_child=False)
        shown = client.get(address).content.decode()
        assert str(question.ask) in shown
        assert str(question.ask_child) not in shown


def _answer_names(page: str) -> list[str]:
    """Names of the questions on a page, in order."""
    names = []
    for piece in page.split('type="radio" name="')[1:]:
        name = piece.split('"')[0]
        if name.startswith("answer.") and name not in names:
            names.append(name)
    return names
