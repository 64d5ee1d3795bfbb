"""The keyed tokens of a complaint: its reporter, the numbers in its story, contacts of its hand-overs, its messages.

Each use of a number has a kind of token of its own. So a hit says by itself whether it is the reporter's number or one
that a story mentions, and nothing has to be decrypted. ``cases.matching.caller_search`` asks.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from cases.matching import person_tokens, police_reports
from cases.models import Complaint, ComplaintTokens, HandOver, PublicMessage
from cases.reading import telephone, told_numbers
from cases.reading.nik import digits_of
from safeguards import tokens
from safeguards.encryption import Unreadable

VERSION = 2  # of the rules in this module and in those it reads with; ``rebuild_person_tokens`` renews earlier rows
CALLER, TOLD = "caller", "told"
NAMES = ("reporter_name",)
PHONES = ("reporter_phone",)
STORIES = ("narrative", "event_place", "reporter_contact_note")
SEARCHED = frozenset((*NAMES, *PHONES, *STORIES))
CONTACTS = ("contact_person", "receiver_name")  # of a hand-over; people write a number beside the name


class Words(NamedTuple):
    """What one row says: names, telephone numbers of the reporter, and running text."""

    names: list[str]
    phones: list[str]
    stories: list[str]


def of_complaint(complaint: Complaint) -> ComplaintTokens:
    """The tokens of reporter and story, not saved."""
    said = Words(*([getattr(complaint, name) for name in names] for names in (NAMES, PHONES, STORIES)))
    return _row(complaint, complaint.pk, said)


def refresh(complaint: Complaint) -> None:
    """Store the tokens of the current reporter and story; a complaint that names nobody and no number has no row."""
    _write([of_complaint(complaint)])


def refresh_hand_over(hand_over: HandOver) -> None:
    """Store the tokens of the contacts at the other office."""
    _write([_of_hand_over(hand_over)])


def refresh_message(message: PublicMessage, complaint_id: UUID) -> None:
    """Store the tokens of the numbers in a message of the public form."""
    _write([_of_message(message, complaint_id)])


def numbers_asked(text: str, scope: str) -> dict[str, list[int]]:
    """The tokens that a typed number may have, by its use: ``caller`` and ``told``."""
    phones = telephone.keys_of(text)
    forms = police_reports.forms_of(text)[:1]  # the most specific form that was typed
    told = [_token("told:phone", key, scope) for key in phones]
    digits = digits_of(text)
    told += [_token("told:number", digits, scope)] if told_numbers.is_long(digits) else []
    told += [_token("told:report", form, scope) for form in forms]
    told += [_token("told:plate", plate, scope) for plate in told_numbers.plates(text) if _is_all(plate, text)]
    return {CALLER: [_token("caller:phone", key, scope) for key in phones], TOLD: told}


def without_numbers(text: str) -> str:
    """The name in a field where people also write a telephone number: ``Bu Contoh, 0812…``."""
    return re.sub(r"[+\d()./-]{3,}", " ", text)


def rebuild(*, batch_rows: int) -> Iterator[int]:
    """Renew rows made by earlier rules and add missing ones, one transaction per batch; yields how many each wrote.

    It can be stopped and resumed. Values that can no longer be decrypted keep their tokens.
    """
    for source, of_row in SOURCES:
        current = ComplaintTokens.objects.filter(pk=OuterRef("pk"), version=VERSION)
        last = None
        while True:
            rows = source().filter(~Exists(current)).order_by("pk")
            with transaction.atomic():
                batch = list((rows.filter(pk__gt=last) if last else rows).select_for_update(of=("self",))[:batch_rows])
                written = _write([of_row(row) for row in batch])
            if not batch:
                break
            last = batch[-1].pk
            yield written


def _of_hand_over(hand_over: HandOver) -> ComplaintTokens:
    written = [getattr(hand_over, name) for name in CONTACTS]
    return _row(hand_over, hand_over.complaint_id, Words(written, [], written))


def _of_message(message: PublicMessage, complaint_id: UUID) -> ComplaintTokens:
    return _row(message, complaint_id, Words([], [], [message.text]))


SOURCES: tuple[tuple[Callable[[], QuerySet], Callable[..., ComplaintTokens]], ...] = (
    (lambda: Complaint.objects.all(), of_complaint),
    (lambda: HandOver.objects.all(), _of_hand_over),
    (lambda: PublicMessage.objects.select_related("report"), lambda row: _of_message(row, row.report.complaint_id)),
)


def _row(source: Complaint | HandOver | PublicMessage, complaint_id: UUID, said: Words) -> ComplaintTokens:
    scope = person_tokens.scope_of(source.task_force_id)
    row = ComplaintTokens(
        id=source.pk,
        complaint_id=complaint_id,
        task_force_id=source.task_force_id,
        names=person_tokens.name_tokens([without_numbers(name) for name in said.names if name], [], scope),
        numbers=list(dict.fromkeys(_numbers_of(said, scope))),
        version=VERSION,
    )
    if any(isinstance(value, Unreadable) for values in said for value in values):
        _keep_tokens(row)
    return row


def _numbers_of(said: Words, scope: str) -> Iterator[int]:
    for phone in said.phones:
        yield from (_token("caller:phone", key, scope) for key in telephone.keys_of(phone))
    for story in (*said.stories, *said.phones):
        yield from (_token("told:number", digits, scope) for digits in sorted(told_numbers.long_numbers(story)))
    for story in said.stories:
        yield from (_token("told:phone", key, scope) for key in sorted(told_numbers.phone_keys(story)))
        yield from (_token("told:report", form, scope) for form in sorted(police_reports.forms_in(story)))
        yield from (_token("told:plate", plate, scope) for plate in sorted(told_numbers.plates(story)))


def _keep_tokens(row: ComplaintTokens) -> None:
    """Keep the old tokens of values that can no longer be decrypted, so that the complaint is still found by them."""
    before = ComplaintTokens.objects.filter(pk=row.pk).first()
    if before is not None:
        row.names = list(dict.fromkeys([*row.names, *before.names]))
        row.numbers = list(dict.fromkeys([*row.numbers, *before.numbers]))


def _write(rows: Iterable[ComplaintTokens]) -> int:
    """Store the rows that find something, and delete the others; returns how many were stored."""
    rows = list(rows)
    kept = [row for row in rows if row.names or row.numbers]
    empty = [row.pk for row in rows if not (row.names or row.numbers)]
    if kept:
        ComplaintTokens.objects.bulk_create(
            kept,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["complaint", "task_force", "names", "numbers", "version"],
        )
    if empty:
        ComplaintTokens.objects.filter(pk__in=empty).delete()
    return len(kept)


def _is_all(plate: str, text: str) -> bool:
    return plate == re.sub(r"[\s.\-]", "", text).upper()


def _token(kind: str, value: str, scope: str) -> int:
    return tokens.form_tokens(kind, [value], scope)[0]
