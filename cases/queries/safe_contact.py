"""Safe contact: the line above every telephone number, and the allowed ways below it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import ContactRule, ContactWay, PersonRole
from cases.models import Complaint, ComplaintPerson
from cases.queries.closed import without_identity
from cases.reading import clocks, telephone
from interface.zones import zone, zone_of
from safeguards.encryption import Unreadable, readable
from taskforces.region_zones import hours_ahead

# Contact rule to the state of the safe-contact component (templates/components/safe.html).
STATES = {ContactRule.CONDITIONAL: "conditional", ContactRule.NEVER: "never", ContactRule.NOT_ASKED: "unasked"}
SUSPECTED = frozenset({PersonRole.REPORTED, PersonRole.RECRUITER})
REACHED = ("phone", "contact_code_word", "contact_note")  # identity a safe-contact line needs
BY_NUMBER = (ContactWay.CALL, ContactWay.WHATSAPP, ContactWay.MESSAGE)  # ways that use the number
FORBIDDING = re.compile(r"\b(?:jangan|jgn|kecuali|selain|bukan)\b")


@dataclass(frozen=True)
class SafeContact:
    """A person's contact wishes. The number is for the acts that may open it; it is not part of the words."""

    rule: str
    ways: Sequence[str]
    hours: str
    code_word: str
    note: str
    may_leave_message: bool
    phone: str
    home: str = ""  # region code of the person's origin; its zone counts where the hours name none

    def __repr__(self) -> str:
        return "<SafeContact>"

    @cached_property
    def ways_offered(self) -> tuple[str, ...]:
        """The ways to offer. Without an asked rule none is allowed, and *Jangan dihubungi* allows none.

        If a condition cannot be decrypted, none is allowed, because it may be a warning.
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
            forbids = self.hours.casefold().startswith("jangan")  # "Jangan malam hari" is already a sentence
            parts.append(
                (_("%(hours)s.") if forbids else _("Waktu aman %(hours)s.")) % {"hours": self.hours.rstrip(".")}
            )
            parts += [self._zone_words] if self._zone_words else []
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

    @property
    def hours_and_zone(self) -> str:
        """The hours for a paper that is read elsewhere: with the zone that counts, if they name none."""
        said = self._zone_words.rstrip(".")
        return f"{self.hours} ({said[:1].lower()}{said[1:]})" if said else self.hours

    @cached_property
    def _zone_words(self) -> str:
        """The sentence that says whose clock the hours follow; empty if they name the zone or no time of day."""
        if not clocks.read(self.hours) or clocks.has_zone(self.hours):
            return ""
        own = hours_ahead(self.home)
        if own is None:
            return _("Jam dihitung %(zone)s, waktu kantor.") % {"zone": zone(timezone.localtime())}
        named = zone(timezone.now().astimezone(zone_of(own)))
        return _("Jam dihitung %(zone)s, menurut daerah asalnya.") % {"zone": named}

    def is_outside_hours(self, now: datetime) -> bool:
        """Whether the hours can be parsed and now is outside them. Only a hint: people write hours as they like."""
        read = clocks.read(self.hours)
        own = hours_ahead(self.home)
        is_within = False
        for hours in read:
            ahead = hours.ahead or own
            there = zone_of(ahead) if ahead else timezone.get_current_timezone()
            is_within = is_within or _within(now.astimezone(there).time(), hours.first, hours.last)
        forbidding = FORBIDDING.search(self.hours.casefold())
        if forbidding:  # unsafe hours; if mixed with safe ones, the reader must decide
            return forbidding.start() == 0 and is_within
        return bool(read) and not is_within


def of_person(person, *, home: str | None = None) -> SafeContact:
    """The contact wishes of a person. ``home`` is the region code of the origin."""
    return SafeContact(
        person.contact_rule,
        person.contact_ways,
        person.contact_hours,
        person.contact_code_word,
        person.contact_note,
        person.may_leave_message,
        person.phone,
        home or "",
    )


def people_of(complaints: Iterable[Complaint]) -> QuerySet:
    """The people of complaints, the earliest first, with region and what a safe-contact line needs, and no more."""
    rows = ComplaintPerson.objects.filter(complaint__in=complaints).select_related("origin_region")
    return without_identity(rows, but=REACHED).order_by("complaint__received_at", "position")


def of_reporter(complaint, people: Iterable[ComplaintPerson] | None = None) -> SafeContact:
    """The contact wishes of a complaint's reporter. ``people`` are the complaint's, where they are read already.

    A reporter who is the victim is one person: what the victim's record says today counts, and *jangan dihubungi* on
    either side always does.
    """
    own = _of_reporter(complaint)
    if people is None:
        people = without_identity(complaint.people.filter(is_reporter=True), but=REACHED)[:1]
    row = next((row for row in people if row.is_reporter), None)
    if row is None:
        return own
    theirs = of_person(row.person)
    if ContactRule.NEVER in (own.rule, theirs.rule):
        return replace(own, rule=ContactRule.NEVER)
    is_same_number = not own.phone or dial(own.phone) == dial(theirs.phone)
    return theirs if theirs.phone and is_same_number and theirs.rule != ContactRule.NOT_ASKED else own


def _of_reporter(complaint) -> SafeContact:
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
    """``+6281200000027``; empty if it is not one number that can be dialled, such as two in one field."""
    return telephone.read(phone).international


def link(way: str, phone: str) -> str:
    """The link for the browser: a call, an SMS, or WhatsApp with this number."""
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


def line_of(person, *, role: str = "", home: str | None = None) -> dict:
    """State and words of the safe-contact line of a person in a role of the complaint.

    For a suspect it does not suggest asking when a call is safe: a call warns them and may endanger the victim.
    """
    shown = line(of_person(person, home=home))
    if role in SUSPECTED and person.contact_rule == ContactRule.NOT_ASKED:
        words = _("Nomor pihak yang diduga terlibat: serahkan kepada kepolisian, jangan dihubungi sendiri.")
        return {**shown, "state": "suspect", "rule": words}
    return shown


def line(safe: SafeContact) -> dict:
    """State and words of a safe-contact line, the masked number, and whether a way of contact may be offered."""
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
    """Whether a time of day is within a span, which may pass midnight."""
    return start <= clock <= end if start <= end else clock >= start or clock <= end
