"""Links between files, pairs marked as different, drafts, and time limits."""

import json

import factory

from cases.choices import LinkKind
from cases.models import Draft, Link, NotSame, Person, TimeLimit
from cases.models.time_limit import Duty
from safeguards import clock
from tests.factories.base import OwnedFactory, RowFactory
from tests.factories.people import PersonFactory
from tests.factories.taskforces import UserFactory


class LinkFactory(OwnedFactory):
    """A value that occurs in several files. ``token`` is that of ``cases.linking.linkable_values``."""

    class Meta:
        model = Link

    kind = LinkKind.PHONE
    token = factory.Sequence(lambda n: n + 1)
    found_at = factory.LazyFunction(clock.now)

    class Params:
        dismissed = factory.Trait(
            dismissed_at=factory.LazyFunction(clock.now),
            dismissed_by=factory.SelfAttribute("by"),
            dismissed_reason="Telepon rumah aman",
        )

    @classmethod
    def of(cls, person: Person, kind: LinkKind = LinkKind.PHONE) -> Link:
        """The link through a person's value that others share."""
        return cls(task_force=person.task_force, kind=kind, token=person.link_tokens.get(kind=kind).token)


class NotSameFactory(OwnedFactory):
    """Two persons marked as different (``one`` and ``other``, in any order)."""

    class Meta:
        model = NotSame

    class Params:
        one = factory.SubFactory(PersonFactory, task_force=factory.SelfAttribute("..task_force"))
        other = factory.SubFactory(PersonFactory, task_force=factory.SelfAttribute("..task_force"))
        withdrawn = factory.Trait(
            withdrawn_at=factory.LazyFunction(clock.now), withdrawn_by=factory.SelfAttribute("decided_by")
        )

    first = factory.LazyAttribute(lambda row: min(row.one, row.other, key=lambda person: person.pk))
    second = factory.LazyAttribute(lambda row: max(row.one, row.other, key=lambda person: person.pk))
    decided_at = factory.LazyFunction(clock.now)
    decided_by = factory.SelfAttribute("by")


class DraftFactory(RowFactory):
    """A draft; ``typed`` are the fields of the form."""

    class Meta:
        model = Draft

    class Params:
        typed = factory.LazyFunction(dict)

    user = factory.SubFactory(UserFactory)
    key = "complaint"
    fields = factory.LazyAttribute(lambda row: json.dumps(row.typed, ensure_ascii=False))


class TimeLimitFactory(RowFactory):
    """A time limit of this installation."""

    class Meta:
        model = TimeLimit

    duty = Duty.IDENTIFICATION
    hours = 48
    basis = "Keputusan kantor (contoh)"
