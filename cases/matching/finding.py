"""The search box: people by name, NIK or telephone number, as somebody types it."""

from cases.matching.engine import matches_for
from cases.matching.facts import Facts, Match
from taskforces.access import policy, scoping
from taskforces.access.permissions import Permission

MOST_FOUND = 50


def find_people(text: str, *, user, limit: int = MOST_FOUND) -> list[Match]:
    """People of the user's task forces with this NIK, this number or a name like this one, with the reasons.

    Nobody for those who may not see identity. The search itself is recorded by ``identity.note_search``.
    """
    if not policy.can(user, Permission.IDENTITY_REVEAL):
        return []
    is_number = any(character.isdecimal() for character in text)
    facts = Facts(nik=text, phones=(text,)) if is_number else Facts(name=text)
    return matches_for(facts, task_force_ids=scoping.case_task_force_ids(user), limit=limit)
