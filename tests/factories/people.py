"""Persons: every identifier is invented and distinctive, so that a leak can be found by its text."""

from datetime import date

import factory

from cases.choices import ContactRule, ContactWay, Sex
from cases.linking import detection, linkable_values
from cases.matching import person_tokens
from cases.merging.mentions import SUSPECT_ROLES
from cases.models import ComplaintPerson, LinkToken, Person
from tests.factories.base import OwnedFactory

NAME, NIK, PHONE = "Bunga Rahasia Contoh", "1571026301080001", "081200000027"


class PersonFactory(OwnedFactory):
    """A person of sixteen or seventeen with search tokens for name, NIK and number, and link tokens.

    ``findable=False`` leaves the tokens out, for a person the search must not find.
    """

    class Meta:
        model = Person

    name = NAME
    nickname = "Bunga"
    nik = NIK
    phone = PHONE
    address = "Lorong Rahasia 9"
    guardian = "Wali Rahasia"
    birth_date = "2008-01-23"
    sex = Sex.FEMALE
    contact_rule = ContactRule.CONDITIONAL
    contact_hours = "13.00–15.00 WIB"
    contact_code_word = "dari koperasi"

    class Params:
        by = None
        unknown = factory.Trait(
            name="", nickname="", nik="", phone="", address="", guardian="", birth_date="", sex=Sex.UNKNOWN,
            contact_rule=ContactRule.NOT_ASKED, contact_hours="", contact_code_word="",
        )  # fmt: skip
        unasked = factory.Trait(contact_rule=ContactRule.NOT_ASKED, contact_hours="", contact_code_word="")
        untouchable = factory.Trait(contact_rule=ContactRule.NEVER)
        may_be_called = factory.Trait(contact_ways=[ContactWay.CALL])

    @classmethod
    def _adjust_kwargs(cls, **given):
        if isinstance(given["birth_date"], date):
            given["birth_date"] = given["birth_date"].isoformat()
        return {name: "" if value is None else value for name, value in given.items()}

    @factory.post_generation
    def findable(person, create, wanted, **_given):  # noqa: N805 (the row that was made)
        if wanted is not False:
            write_tokens(person)


def change(person: Person, **values) -> Person:
    """A colleague's save meanwhile: the next version of the row. The given object stays unchanged."""
    person = Person.objects.get(pk=person.pk)
    for name, value in values.items():
        setattr(person, name, value)
    person.version += 1
    person.save()
    write_tokens(person)
    return person


def write_tokens(person: Person) -> None:
    """The side tables for search and links, as every way of writing a person fills them."""
    person_tokens.refresh(person)
    if ComplaintPerson.objects.filter(person=person, role__in=SUSPECT_ROLES).exists():
        detection.refresh([person])
    else:
        LinkToken.objects.filter(person=person).delete()
        LinkToken.objects.bulk_create(linkable_values.tokens_of(person, is_suspect=False))
