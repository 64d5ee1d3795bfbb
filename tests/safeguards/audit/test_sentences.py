"""One stored row as a sentence, whatever its details hold; and one act as a row, before it is stored."""

import json
import uuid
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from cases.choices import Stage
from cases.events import CaseEvent
from cases.models import Case, Victim
from safeguards.audit.models import AuditEvent
from safeguards.audit.recording import audit_row, record
from safeguards.audit.routing import AuditRouter
from safeguards.audit.sentences import sealed, sentence_of, vocabulary, with_actor

URGENCY = Case._meta.get_field("urgency").verbose_name
MOMENT = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def verbs(monkeypatch) -> dict:
    """Sentences of a small vocabulary in place of the real one."""
    sentences = {
        "case.moved": "Memindahkan {target} ke {to_stage}",
        "case.edited": "Mengubah {changed} pada {target}",
        "case.told": "Menulis {reason}",
        "case.ended": "Menutup {target}: {reason}",
    }
    monkeypatch.setattr("safeguards.audit.sentences.vocabulary", lambda: (sentences, {"to_stage": Stage}))
    return sentences


def event(verb: str, details: dict, **more) -> AuditEvent:
    given = {"target_label": "K-2026-0001", "target_type": "cases.case", "actor_name": "Sari", **more}
    return AuditEvent(verb=verb, details=details, **given)


@pytest.mark.parametrize(
    ("verb", "details", "sentence"),
    [
        ("case.moved", {"to_stage": "plan"}, f"Memindahkan K-2026-0001 ke {Stage.PLAN.label}"),
        ("case.moved", {"to_stage": "elsewhere"}, "Memindahkan K-2026-0001 ke elsewhere"),
        ("case.moved", {"to_stage": ["plan", "x"]}, f"Memindahkan K-2026-0001 ke {Stage.PLAN.label}, x"),
        ("case.edited", {"changed": ["urgency", "no_such"]}, f"Mengubah {URGENCY}, no_such pada K-2026-0001"),
        ("case.told", {"reason": 5}, "Menulis 5"),
        ("case.told", {"reason": None}, "Menulis"),
        ("case.ended", {}, "Menutup K-2026-0001"),
        ("case.unknown", {}, "case.unknown K-2026-0001"),
    ],
)  # fmt: skip
def test_a_row_is_a_sentence(verbs, verb, details, sentence):
    assert sentence_of(event(verb, details)) == sentence


def test_a_field_of_a_table_that_is_gone_keeps_its_name(verbs):
    row = event("case.edited", {"changed": ["urgency"]}, target_type="cases.gone")
    assert sentence_of(row) == "Mengubah urgency pada K-2026-0001"
    assert sentence_of(event("case.edited", {"changed": ["x"]}, target_type="")) == "Mengubah x pada K-2026-0001"


def test_without_a_target_an_unknown_verb_stands_alone(verbs):
    assert sentence_of(event("case.unknown", {}, target_label="")) == "case.unknown"


def test_a_sealed_reason_is_opened_and_a_damaged_one_says_so(verbs):
    text = sealed("karena Siti meminta")
    assert text.startswith("sealed:")
    assert "Siti" not in text
    assert sealed("") == ""
    assert sentence_of(event("case.told", {"reason": text})) == "Menulis karena Siti meminta"
    for damaged in ("sealed:AAAA", "sealed:no base 64", text[:-8]):
        assert sentence_of(event("case.told", {"reason": damaged})) == "Menulis (tidak terbaca dengan kunci yang ada)"


def test_a_timeline_names_the_actor_or_the_system(verbs):
    assert with_actor(event("case.told", {"reason": "x"})) == "Sari menulis x."
    assert with_actor(event("case.told", {"reason": "x"}, actor_name="")) == "Sistem menulis x."


def test_the_vocabulary_is_that_of_all_apps():
    sentences, words = vocabulary()
    assert {"case.opened", "referral.sent", "decree.created", "summary.released"} <= sentences.keys()
    assert words["to_stage"] is Stage


class TestRow:
    """What is stored of an act."""

    def test_of_a_row_of_ours(self):
        case = Case(number="K-2026-0001", task_force_id=uuid.uuid4(), stage="plan")
        victim = Victim(case=case, task_force_id=case.task_force_id, position=1)
        actor = type("Person", (), {"pk": uuid.uuid4(), "name": "Sari"})()
        row = audit_row("victim.moved", by=actor, target=victim, details={"to_stage": "plan"}, at=MOMENT)
        assert (row.stream, row.root_id) == (str(victim.audit_stream), victim.audit_root)
        assert (row.verb, row.at, row.actor_id, row.actor_name) == ("victim.moved", MOMENT, actor.pk, "Sari")
        assert (row.target_type, row.target_id, row.target_label) == ("cases.victim", victim.pk, str(victim))
        assert json.loads(row.details) == {"to_stage": "plan"}

    def test_of_the_system_about_nothing(self):
        row = audit_row("key.rotated", by=None, target=None, details=None, at=MOMENT)
        assert row == ("system", MOMENT, None, "", "key.rotated", "", None, "", None, "{}")

    def test_a_row_in_the_details_is_its_key_and_a_choice_its_slug(self):
        case = Case(number="K-2026-0001")
        said = {"case_row": case, "stage": Stage.PLAN, "day": MOMENT.date()}
        row = audit_row("x", by=None, target=None, details=said, at=MOMENT)
        assert json.loads(row.details) == {"case_row": str(case.pk), "stage": "plan", "day": "2026-03-01"}
        assert "K-2026" not in row.details

    def test_letters_stay_letters_and_a_label_ends_at_200(self):
        target = Case(number="K" * 300)
        row = audit_row("x", by=None, target=target, details={"kept": "É"}, at=MOMENT)
        assert "É" in row.details
        assert len(row.target_label) == 200


@pytest.mark.django_db
def test_only_words_of_a_vocabulary_are_recorded_and_only_within_an_act(world):
    with pytest.raises(TypeError, match="audit vocabulary"):
        record("case.opened", by=world.sari, target=world.jambi)
    record(CaseEvent.OPENED, by=world.sari, target=world.jambi)
    assert AuditEvent.objects.get().verb == CaseEvent.OPENED.value


def test_the_cache_goes_through_the_second_connection_and_nothing_else():
    cached = SimpleNamespace(_meta=SimpleNamespace(app_label="django_cache"))
    router = AuditRouter()
    assert (router.db_for_read(cached), router.db_for_write(cached)) == ("audit", "audit")
    assert (router.db_for_read(Case), router.db_for_write(Case)) == (None, None)
    assert router.allow_migrate("default", "cases") is None
    assert router.allow_migrate("audit", "cases") is False
    assert router.allow_relation(Case(), Victim())
