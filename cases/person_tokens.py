"""The keyed tokens of a person: by them names, NIK and telephone numbers are found without clear text."""

from cases.models import Person, PersonTokens
from safeguards import tokens

NAME_FIELDS = ("name", "nickname", "guardian")
EXACT_FIELDS = ("nik", "phone")


def tokens_of(person: Person) -> PersonTokens:
    """The row of tokens of one person, not yet saved. Loading many people at once may bulk-create these."""
    near = (token for field in NAME_FIELDS for token in tokens.name_tokens(getattr(person, field)).near)
    exact = (tokens.exact_token(field, getattr(person, field)) for field in EXACT_FIELDS)
    return PersonTokens(
        person=person,
        task_force_id=person.task_force_id,
        names=list(dict.fromkeys(near)),
        exact=[token for token in exact if token is not None],
    )


def refresh(person: Person) -> None:
    """Store the tokens of what the person is called and reached by now; somebody without any gets no row."""
    row = tokens_of(person)
    if row.names or row.exact:
        PersonTokens.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["person"], update_fields=["task_force", "names", "exact"]
        )
    else:
        PersonTokens.objects.filter(person=person).delete()
