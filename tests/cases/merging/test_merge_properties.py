"""For any two people and any changes after their merge, undo restores the old state, or says why not."""

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.linking import detection
from cases.matching import person_tokens
from cases.merging import field_choices, undo_plan
from cases.merging.snapshot import person_values
from cases.models import LinkToken, Person, PersonTokens
from tests.cases.merging.test_merges import merged, state_of, undone
from tests.factories import CaseFactory, ComplaintFactory, VictimFactory, change

SLOW_OR_SHARED = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
TEXTS = {
    "name": ["", "Contoh Melati Rekaan", "Contoh Kenanga", "Moch. Rekaan"],
    "nickname": ["", "Mela", "Nanga"],
    "nik": ["", "1571025203090001", "1571015506100002"],
    "birth_date": ["", "2009-03-12", "2008-01-05"],
    "phone": ["", "0812-0000-0027", "0813-0000-0099"],
    "address": ["", "Jalan Rekaan 27 RT 3", "Lorong Lain 5 RT 7"],
    "guardian": ["", "Wali Rekaan"],
    "accounts": ["", "BCA 1234567890", "BCA 1234567890\n@rekaan_contoh"],
    "contact_hours": ["", "13.00–15.00 WIB"],
    "contact_code_word": ["", "dari koperasi"],
    "contact_note": ["", "Lewat kakaknya"],
    "sex": ["female", "male", "unknown"],
    "contact_rule": ["not_asked", "conditional", "never"],
}
somebody = st.fixed_dictionaries(
    {
        **{name: st.sampled_from(values) for name, values in TEXTS.items()},
        "may_leave_message": st.booleans(),
        "contact_ways": st.lists(st.sampled_from(["call", "whatsapp", "message"]), unique=True, max_size=2),
    }
)
sides = st.dictionaries(st.sampled_from(Person.DETAILS), st.sampled_from(["kept", "gone", "both"]))
edits = st.lists(
    st.sampled_from(sorted(TEXTS)).flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(TEXTS[name]))),
    max_size=4,
)
places = st.tuples(st.integers(0, 2), st.integers(0, 1))  # victim rows, complaint rows


def made(world, values, victimhoods: int, told: int, shared) -> Person:
    """A person with files; ``shared`` is a case in which the other may be a victim too."""
    person = Person.objects.create(task_force=world.jambi, **values)
    for _place in range(victimhoods):
        VictimFactory(case=CaseFactory(by=world.sari), person=person, age_at_event=17)
    for _place in range(told):
        ComplaintFactory(by=world.sari, people=1).people.update(person=person)
    if shared is not None:
        VictimFactory(case=shared, person=person)
    person_tokens.refresh(person)
    detection.refresh([person])
    return person


def chosen(kept: Person, gone: Person, wanted: dict) -> dict:
    """The wanted sides, where they are allowed."""
    return {name: side for name, side in wanted.items() if side != "both" or name in field_choices.LISTS} | {
        name: "kept" for name in field_choices.differing_fields(kept, gone) if wanted.get(name, "both") == "both"
    }


def tokens_of(person: Person) -> tuple:
    """A person's search tokens and link tokens."""
    found = PersonTokens.objects.filter(person=person).values_list("names", "exact").first()
    return found, sorted(LinkToken.objects.filter(person=person).values_list("kind", "token"))


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW_OR_SHARED)
@given(one=somebody, two=somebody, where=st.tuples(places, places), is_shared=st.booleans(), wanted=sides)
def test_undone_at_once_nothing_ever_happened(world, one, two, where, is_shared, wanted):
    point = transaction.savepoint()
    shared = CaseFactory(by=world.sari) if is_shared else None
    kept, gone = made(world, one, *where[0], shared), made(world, two, *where[1], shared)
    before, tokens = state_of(kept, gone), (tokens_of(kept), tokens_of(gone))
    merge = merged(kept, gone, world.sari, chosen(kept, gone, wanted), close_doubles=True)
    undone(merge, world.sari)
    assert state_of(kept, gone) == before
    assert (tokens_of(kept), tokens_of(gone)) == tokens
    transaction.savepoint_rollback(point)


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW_OR_SHARED)
@given(
    one=somebody,
    two=somebody,
    where=st.tuples(places, places),
    wanted=sides,
    later=edits,
    new_cases=st.lists(st.booleans(), max_size=2),  # a victimhood that came later, and whether it goes to the other
    put_back=st.sets(st.sampled_from(Person.DETAILS)),
)
def test_undone_after_anything_it_restores_or_explains(world, one, two, where, wanted, later, new_cases, put_back):
    point = transaction.savepoint()
    kept, gone = made(world, one, *where[0], None), made(world, two, *where[1], None)
    before, pointing = {p.pk: person_values(p) for p in (kept, gone)}, rows_of(kept, gone)
    merge = merged(kept, gone, world.sari, chosen(kept, gone, wanted))
    after = person_values(Person.objects.get(pk=kept.pk))
    for name, value in later:
        change(kept, **{name: value})
    came = [VictimFactory(case=CaseFactory(by=world.sari), person=kept) for _case in new_cases]
    edited = person_values(Person.objects.get(pk=kept.pk))
    plan = undo_plan.plan_of(merge)
    going = {str(row.pk) for row, goes in zip(came, new_cases, strict=True) if goes}
    undone(merge, world.sari, put_back_fields=put_back, to_gone=[str(key) for key in plan.later if key.pk in going])

    assert person_values(Person.objects.get(pk=gone.pk)) == before[gone.pk]
    now = person_values(Person.objects.get(pk=kept.pk))
    for name in Person.DETAILS:
        if edited[name] == after[name] or (name in plan.conflicts and name in put_back):
            assert now[name] == before[kept.pk][name], name
        else:
            assert now[name] == edited[name], name
            assert name in plan.edited + plan.conflicts or edited[name] == before[kept.pk][name], name
    expected = {**pointing, **{row.pk: gone.pk if goes else kept.pk for row, goes in zip(came, new_cases, strict=True)}}
    assert rows_of(kept, gone) == expected
    for person in (kept, gone):
        fresh = person_tokens.tokens_of(Person.objects.get(pk=person.pk))
        assert (tokens_of(person)[0] or ([], [])) == (fresh.names, fresh.exact)
    transaction.savepoint_rollback(point)


def rows_of(*people) -> dict:
    """Map of each row to its person."""
    return {
        row.pk: row.person_id
        for person in people
        for model in (person.victimhoods.model, person.complaint_roles.model)
        for row in model.objects.filter(person=person)
    }
