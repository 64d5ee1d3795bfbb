"""Read contact rules: ``jgn malam``, ``boleh wa siang``, ``jgn dihubungi``, ``sandi "koperasi"``."""

from cases.choices import ContactRule, ContactWay
from cases.reading.negations import NEGATING
from cases.shorthand import vocabulary as words
from cases.shorthand.doubts import Doubt
from cases.shorthand.line_reading import REPORTER
from cases.shorthand.scan import Scan
from interface.zones import ZONE_NAMES

LONGEST_CODE = 3  # words of a code word without quotation marks
_BEFORE_HOURS = {"setelah", "stlh", "sesudah", "sebelum", "antara", "mulai", "sampai", "kalau", "waktu", "pas"}
_GO_ON = {"-", "–", "sampai", "s/d", *(name.casefold() for name in ZONE_NAMES.values())}  # connect two times of day
_WAY_WORDS = {
    ContactWay.WHATSAPP: "WhatsApp",
    ContactWay.CALL: "telepon",
    ContactWay.MESSAGE: "SMS",
    ContactWay.IN_PERSON: "bertemu",
}
CONDITIONAL = {"contact_rule": ContactRule.CONDITIONAL}


def forbidden(scan: Scan, at: int) -> int | None:
    """Forbidden contact: at all, in this way, or at this time."""
    head = scan.phrase(at, words.FORBIDDING, 2)
    if not head or not scan.same_clause(head[1]):
        return None
    here = head[1]
    called = scan.phrase(here, words.CONTACTING, 2)
    here = called[1] if called else here
    message = scan.phrase(here, words.MESSAGES, 2) if here == head[1] else None
    if message:
        answers = {**CONDITIONAL, "may_leave_message": False, "contact_note": ["Jangan tinggalkan pesan"]}
        return _give(scan, answers, at, message[1])
    way = scan.phrase(here, words.WAYS, 3) if _goes_on(scan, here) else None
    here = way[1] if way else here
    hours = _hours(scan, here) if _goes_on(scan, here) else None
    if way:
        note = " ".join(filter(None, ["Jangan", _WAY_WORDS[way[0]], hours and hours[0]]))
        return _give(scan, {**CONDITIONAL, "contact_note": [note]}, at, hours[1] if hours else here)
    if hours:
        answers = {**CONDITIONAL, "contact_hours": [f"Jangan {hours[0]}"]}
        return _give(scan, answers, at, hours[1])
    return _give(scan, {"contact_rule": ContactRule.NEVER}, at, here) if called else None


def allowed(scan: Scan, at: int) -> int | None:
    """Allowed contact: in this way, at this time, with a message."""
    head = scan.phrase(at, words.ALLOWING, 2)
    if not head or not scan.same_clause(head[1]):
        return None
    here = head[1]
    message = scan.phrase(here, words.MESSAGES, 2)
    if message:
        return _give(scan, {**CONDITIONAL, "may_leave_message": True}, at, message[1])
    called = scan.phrase(here, words.CONTACTING, 2)
    here = called[1] if called else here
    way = scan.phrase(here, words.WAYS, 3) if _goes_on(scan, here) else None
    here = way[1] if way else here
    hours = _hours(scan, here) if _goes_on(scan, here) else None
    here = hours[1] if hours else here
    if not (called or way or hours):
        return None
    answers = {**CONDITIONAL}
    if _is_taken_back(scan, here):
        return scan.note(Doubt.DENIED, at, here + 1)
    if way:
        answers["contact_ways"] = [way[0]]
    if hours:
        answers["contact_hours"] = [hours[0]]
    return _give(scan, answers, at, here)


def only(scan: Scan, at: int) -> int | None:
    """``lewat wa saja``: the allowed way of contact, not the channel of this call."""
    found = scan.phrase(at, words.ONLY, 3)
    if not found:
        return None
    hours = _hours(scan, found[1]) if _goes_on(scan, found[1]) else None
    answers = {**CONDITIONAL, "contact_ways": [found[0]], **({"contact_hours": [hours[0]]} if hours else {})}
    return _give(scan, answers, at, hours[1] if hours else found[1])


def only_then(scan: Scan, at: int) -> int | None:
    """``sms malem aja``, ``telp pagi saja``: a way and its hours; without the last word it may be a story."""
    way = scan.phrase(at, words.WAYS, 3)
    hours = _hours(scan, way[1]) if way and scan.same_clause(way[1]) else None
    if not hours or not scan.same_clause(hours[1]) or scan.plain(hours[1]) not in words.ONLY_WORDS:
        return None
    answers = {**CONDITIONAL, "contact_ways": [way[0]], "contact_hours": [hours[0]]}
    return _give(scan, answers, at, hours[1] + 1)


def code_word(scan: Scan, at: int) -> int | None:
    """The code word for starting a call."""
    head = scan.phrase(at, words.CODE_WORDS, 2)
    if not head or not scan.same_clause(head[1]):
        return None
    quoted = scan.words[head[1]].shown[:1] in '“"'
    if scan.plain(head[1]) in NEGATING:  # "sandinya bukan bunga", "sandi belum ada"
        return scan.note(Doubt.DENIED, at, head[1] + 1)
    end = head[1] + 1 if quoted else min(scan.clause_end(head[1]), head[1] + LONGEST_CODE)
    said = " ".join(scan.words[place].shown for place in range(head[1], end)).strip("“”\"'.: ")
    if not said:
        return None
    about, doubt = _whose(scan, at, is_pronoun=False)
    return scan.give("code_word", about, {**CONDITIONAL, "code_word": said}, at, end, doubt=doubt)


def _give(scan: Scan, answers: dict, at: int, end: int) -> int | None:
    """Give a rule to the person it is about; a rule about somebody else (*jgn hub ibu*) stays in the story."""
    behind = scan.plain(end) if scan.same_clause(end) else ""
    before = scan.plain(at - 1) if scan.same_clause(at) and not scan.is_understood(at - 1) else ""
    if _is_another(behind) or (not behind and _is_another(before)):
        return end
    if behind in words.VICTIMS or before in words.VICTIMS:
        start, last = (at, end + 1) if behind in words.VICTIMS else (at - 1, end)
        return scan.give("contact", scan.victim(), answers, start, last)
    if behind in words.REPORTER_WORDS | words.CALLER_HERSELF:
        return scan.give("contact", REPORTER, answers, at, end + 1)
    about, doubt = _whose(scan, at, is_pronoun=behind in words.PRONOUNS or before in words.PRONOUNS)
    return scan.give("contact", about, answers, at, end, doubt=doubt)


def _is_taken_back(scan: Scan, at: int) -> bool:
    """Whether a later negation denies the permission and does not start a new rule: *pagi boleh malam jangan*."""
    if not scan.same_clause(at) or scan.plain(at) not in NEGATING:
        return False
    tables = (words.WAYS, words.HOURS, words.CONTACTING, words.MESSAGES)
    return not scan.same_clause(at + 1) or not any(scan.phrase(at + 1, table, 2) for table in tables)


def _is_another(word: str) -> bool:
    """Whether a word names somebody who is neither the victim nor the reporter."""
    role = words.ROLES.get(word)
    return word in words.OTHERS or word in words.RELATIONS or (role is not None and word not in words.VICTIMS)


def _whose(scan: Scan, at: int, *, is_pronoun: bool) -> tuple[int, str]:
    """Whose rule it is: never a suspect's; if several people are possible, the victim's, with a doubt.

    A rule on the wrong person could lead to a call to a victim who must not be called.
    """
    victims = scan.victims()
    is_reporter_said = bool(scan.said[REPORTER])
    others = len(scan.reading.people) - len(victims)
    if scan.about == REPORTER and not is_pronoun:
        return REPORTER, ""
    if scan.about is not None and scan.about in victims and not is_pronoun:
        return scan.about, ""
    if not scan.reading.people and scan.is_other_between(at):
        return scan.victim(), Doubt.CONTACT  # "pelaku suka cek hp jgn wa"
    if not scan.reading.people and not is_pronoun:
        return scan.someone(at), ""
    is_sure = is_pronoun and len(victims) + others + is_reporter_said == 1 and not others
    return (victims[-1] if victims else REPORTER if is_sure else scan.victim()), "" if is_sure else Doubt.CONTACT


def _goes_on(scan: Scan, at: int) -> bool:
    return scan.same_clause(at)


def _hours(scan: Scan, at: int) -> tuple[str, int] | None:
    """A time of day in words, and the position after it."""
    here = scan.skip(at, _BEFORE_HOURS, begin=at)
    before = scan.plain(at) if here > at else ""
    clock = scan.skip(here, words.CLOCK_WORDS, begin=at)
    if clock > here and scan.same_clause(clock) and words.CLOCK.fullmatch(scan.plain(clock)):
        end = clock + 1
        while scan.same_clause(end) and (scan.plain(end) in _GO_ON or words.CLOCK.fullmatch(scan.plain(end))):
            end += 1
        part = scan.phrase(end, words.HOURS, 2) if scan.same_clause(end) else None
        said = " ".join(scan.words[place].shown for place in range(clock, end))
        return " ".join(filter(None, [before, "jam", said, part and part[0].split()[0]])), part[1] if part else end
    found = scan.phrase(here, words.HOURS, 2) if here == at or scan.same_clause(here) else None
    return (" ".join(filter(None, [before, found[0]])), found[1]) if found else None
