"""Safe contact: the line that stands above every telephone number, and the ways that are offered under it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import ContactRule, ContactWay, PersonRole
from cases.reading import telephone
from interface.zones import ZONE_NAMES
from safeguards.encryption import Unreadable, readable

# Rule of contact to the state of the safe-contact part (templates/components/safe.html).
STATES = {ContactRule.CONDITIONAL: "conditional", ContactRule.NEVER: "never", ContactRule.NOT_ASKED: "unasked"}
SUSPECTED = frozenset({PersonRole.REPORTED, PersonRole.RECRUITER})
BY_NUMBER = (ContactWay.CALL, ContactWay.WHATSAPP, ContactWay.MESSAGE)  # ways a number is opened for
FORBIDDING = re.compile(r"\b(?:jangan|jgn|kecuali|selain|bukan)\b")
HOURS = re.compile(
    rf"(\d{{1,2}})[.:](\d{{2}})\s*(?:{'|'.join(ZONE_NAMES.values())})?\s*(?:–|-|—|sampai|s\.?d\.?|s/d)\s*(\d{{1,2}})[.:](\d{{2}})"
)


@dataclass(frozen=True)
class SafeContact:
    """What somebody said about being reached. The number is there for the acts that may open it; it is no word."""

    rule: str
    ways: Sequence[str]
    hours: str
    code_word: str
    note: str
    may_leave_message: bool
    phone: str

    def __repr__(self) -> str:
        return "<SafeContact>"

    @cached_property
    def ways_offered(self) -> tuple[str, ...]:
        """Ways a link may be offered for. Nothing that was not asked is allowed, and *Jangan dihubungi* offers none.

        Where a condition was told and cannot be read, none is: it may have been a warning.
        """
        if isinstance(self.code_word, Unreadable) or isinstance(self.note, Unreadable):
            return ()
        if self.rule != ContactRule.CONDITIONAL or not dial(self.phone):
            return ()
        return tuple(way.value for way in BY_NUMBER if way in self.ways)

    @cached_property
    def words(self) -> str:
        """When, how, with which words, and whether a message may be left; one sentence each."""
        parts = []
        if self.hours:
            forbids = self.hours.casefold().startswith("jangan")  # "Jangan malam hari" is a sentence already
            parts.append(
                (_("%(hours)s.") if forbids else _("Waktu aman %(hours)s.")) % {"hours": self.hours.rstrip(".")}
            )
        if self.ways and self.rule == ContactRule.CONDITIONAL:
            named = [str(ContactWay(way).label) for way in ContactWay.values if way in self.ways]
            parts.append(_("Dengan cara: %(ways)s.") % {"ways": ", ".join(named)})
        elif self.phone and self.rule == ContactRule.CONDITIONAL:
            parts.append(_("Dengan cara apa belum ditanyakan."))
        if readable(self.code_word):
            parts.append(_("Kata pembuka “%(word)s”.") % {"word": self.code_word.strip("“”\"' ")})
        if self.rule == ContactRule.CONDITIONAL:
            leave = _("Boleh meninggalkan pesan."), _("Jangan tinggalkan pesan.")
            parts.append(leave[0] if self.may_leave_message else leave[1])
        if readable(self.note):
            parts.append(self.note)
        if isinstance(self.code_word, Unreadable) or isinstance(self.note, Unreadable):
            parts.append(_("Kata pembuka atau catatan kontak tidak terbaca: tanyakan sekali lagi sebelum menghubungi."))
        return " ".join(parts)

    def is_outside_hours(self, now: datetime) -> bool:
        """Whether the hours can be read and now is not among them. A hint only: people write hours as they like."""
        spans = HOURS.findall(self.hours)
        try:
            read = [(time(int(a) % 24, int(b)), time(int(c) % 24, int(d))) for a, b, c, d in spans]
        except ValueError:
            return False
        clock = timezone.localtime(now).time()
        is_within = any(_within(clock, start, end) for start, end in read)
        forbidding = FORBIDDING.search(self.hours.casefold())
        if forbidding:  # hours that are not safe; among others that are, a reader must decide
            return forbidding.start() == 0 and is_within
        return bool(read) and not is_within


def of_person(person) -> SafeContact:
    """What a person said."""
    return SafeContact(
        person.contact_rule,
        person.contact_ways,
        person.contact_hours,
        person.contact_code_word,
        person.contact_note,
        person.may_leave_message,
        person.phone,
    )


def of_reporter(complaint) -> SafeContact:
    """What the reporter of a complaint said."""
    return SafeContact(
        complaint.reporter_contact_rule,
        complaint.reporter_contact_ways,
        complaint.reporter_contact_hours,
        complaint.reporter_code_word,
        complaint.reporter_contact_note,
        complaint.reporter_may_leave_message,
        complaint.reporter_phone,
    )


def dial(phone: str) -> str:
    """``+6281200000027``; empty for what is no one number somebody could dial, such as two in one field."""
    return telephone.read(phone).international


def link(way: str, phone: str) -> str:
    """What the browser is offered to open: a call, an SMS, or WhatsApp with this number."""
    number = dial(phone)
    schemes = {
        ContactWay.CALL: f"tel:{number}",
        ContactWay.MESSAGE: f"sms:{number}",
        ContactWay.WHATSAPP: f"https://wa.me/{number.removeprefix('+')}",
    }
    return schemes[ContactWay(way)]


def masked(phone: str) -> str:
    """``0812-••••-••27``: enough to compare, not enough to dial."""
    if isinstance(phone, Unreadable):
        return str(phone)
    return telephone.masked(phone)


def line_of(person, *, role: str = "") -> dict:
    """State and words of the safe-contact line of a person in a role of the complaint.

    Nobody is told to ask a suspect when it is safe to call: a call warns them, and the victim may pay for it.
    """
    shown = line(of_person(person))
    if role in SUSPECTED and person.contact_rule == ContactRule.NOT_ASKED:
        words = _("Nomor pihak yang diduga terlibat: serahkan kepada kepolisian, jangan dihubungi sendiri.")
        return {**shown, "state": "suspect", "rule": words}
    return shown


def line(safe: SafeContact) -> dict:
    """State and words of a safe-contact line, the number masked, and whether a way to reach them may be offered."""
    return {
        "state": STATES[ContactRule(safe.rule)],
        "rule": safe.words,
        "number": masked(safe.phone),
        "may_use": bool(safe.ways_offered),
    }


def rule_of(person) -> str:
    """The words of a person's safe-contact line."""
    return of_person(person).words


def _within(clock: time, start: time, end: time) -> bool:
    """Whether a time of day lies in a span, which may pass midnight."""
    return start <= clock <= end if start <= end else clock >= start or clock <= end
