"""Safe contact: the line that stands above every telephone number, and the number as it may be shown."""

from django.utils.translation import gettext as _

from cases.choices import ContactRule
from safeguards.tokens import normalise

# Rule of contact to the state of the safe-contact part (templates/components/safe.html).
STATES = {ContactRule.CONDITIONAL: "conditional", ContactRule.NEVER: "never", ContactRule.NOT_ASKED: "unasked"}
SHORTEST_SHOWN = 9  # digits; of a shorter number nothing is shown


def masked(phone: str) -> str:
    """``0812-****-0027``: enough to compare, not enough to dial."""
    digits = normalise("phone", phone)
    if len(digits) < SHORTEST_SHOWN:
        return "****" if phone else ""
    local = "0" + digits.removeprefix("62") if digits.startswith("62") else digits
    return f"{local[:4]}-****-{local[-4:]}"


def line_of(person) -> dict:
    """State and words of the safe-contact line of a person."""
    return {"state": STATES[ContactRule(person.contact_rule)], "rule": rule_of(person), "number": masked(person.phone)}


def rule_of(person) -> str:
    """When, how, with which words, and whether a message may be left; one sentence each."""
    parts = []
    if person.contact_hours:
        parts.append(_("Waktu aman %(hours)s.") % {"hours": person.contact_hours})
    if person.contact_code_word:
        parts.append(_("Kata pembuka “%(word)s”.") % {"word": person.contact_code_word.strip("“”\"' ")})
    if person.may_leave_message and person.contact_rule == ContactRule.CONDITIONAL:
        parts.append(_("Boleh meninggalkan pesan."))
    if person.contact_note:
        parts.append(person.contact_note)
    return " ".join(parts)
