"""The model field for identifying and narrative text."""

from collections.abc import Sequence
from typing import Any, NoReturn

from django import forms
from django.core import checks
from django.core.exceptions import FieldError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Col
from django.db.models.lookups import IsNull
from django.utils.functional import cached_property

from safeguards.encryption.cipher import DecryptionError, decrypt_text, encrypt_text
from safeguards.encryption.unreadable import Unreadable, is_written_out, record_once


class EncryptedColumn(Col):
    """An encrypted column in a query: it may be fetched, but not sorted by or copied."""

    def resolve_expression(self, *args: Any, **kwargs: Any) -> "EncryptedColumn":
        """Refuse. Django calls this when the column is sorted by or assigned, not for fetching or ``isnull``."""
        raise FieldError(f"{self.target.name} is encrypted: it can be neither sorted by nor computed with")


class EncryptedIsNull(IsNull):
    """``isnull``, the only lookup an encrypted column allows."""

    def __init__(self, lhs: Any, rhs: Any):
        """Use the plain column, because it may be resolved again inside subqueries."""
        if isinstance(lhs, EncryptedColumn):
            lhs = Col(lhs.alias, lhs.target, lhs.output_field)
        super().__init__(lhs, rhs)


class EncryptedTextField(models.Field):
    """Text stored as AES-GCM in a ``bytea`` column, bound to its table and column.

    ``max_length`` counts characters; with it the form shows one line, without it a text area. ``isnull`` is the only
    lookup: exact and fuzzy search go through ``safeguards.tokens``. ``bound_to`` keeps values readable after a table
    or column is renamed: set it to the old ``table.column``.
    """

    description = "Encrypted text"
    empty_strings_allowed = True

    def __init__(self, *args: Any, bound_to: str = "", **kwargs: Any):
        self.bound_to = bound_to
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Return the public import path, so that migrations survive a move of this module."""
        name, _path, args, kwargs = super().deconstruct()
        if self.bound_to:
            kwargs["bound_to"] = self.bound_to
        return name, "safeguards.encryption.EncryptedTextField", args, kwargs

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Refuse options that make no sense for cipher text."""
        errors = super().check(**kwargs)
        meaningless = [option for option in ("primary_key", "unique", "db_index", "choices") if getattr(self, option)]
        if meaningless:
            message = f"EncryptedTextField cannot have {', '.join(meaningless)}: every encryption differs."
            errors.append(checks.Error(message, obj=self, id="safeguards.E101"))
        sorted_by = {str(name).lstrip("-") for name in self.model._meta.ordering or () if isinstance(name, str)}
        if self.name in sorted_by:
            errors.append(checks.Error("Meta.ordering names an encrypted field.", obj=self, id="safeguards.E102"))
        return errors

    @property
    def purpose(self) -> bytes:
        """The ``table.column`` values are bound to. A history table copies values, so it uses the table it tracks."""
        if self.bound_to:
            return self.bound_to.encode()
        model = getattr(self.model, "pgh_tracked_model", None) or self.model
        return f"{model._meta.db_table}.{self.column}".encode()

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "bytea"

    def to_python(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else str(value)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """Encrypt. Bytes are refused, so that nothing is encrypted twice; an unreadable value is written unchanged."""
        if not prepared:
            value = self.get_prep_value(value)
        if isinstance(value, Unreadable):
            if value.purpose != self.purpose:
                raise DecryptionError(f"{self.purpose.decode()}: an unreadable value is not copied from elsewhere")
            return value.stored
        if isinstance(value, str) and is_written_out(value):
            raise DecryptionError(f"{self.purpose.decode()}: the words for an unreadable value are not a value")
        return None if value is None else encrypt_text(value, self.purpose)

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> str | None:
        """Decrypt. A value that cannot be read is recorded and becomes ``Unreadable``, never cipher text as text."""
        if value is None:
            return None
        try:
            return decrypt_text(value, self.purpose)
        except DecryptionError:
            record_once(bytes(value), self.model._meta.db_table, str(self.column))
            return Unreadable(value, self.purpose)

    def get_lookup(self, lookup_name: str) -> type[IsNull]:
        """Allow ``isnull`` only."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: only isnull can be asked of it; search through its tokens")
        return EncryptedIsNull

    def get_transform(self, lookup_name: str) -> NoReturn:
        """Refuse: cipher text cannot be computed with."""
        raise FieldError(f"{self.name} is encrypted: {lookup_name} cannot be computed on it")

    @cached_property
    def cached_col(self) -> EncryptedColumn:
        return EncryptedColumn(self.model._meta.db_table, self)

    def get_col(self, alias: str, output_field: models.Field | None = None) -> EncryptedColumn:
        """The column as queries name it."""
        if alias == self.model._meta.db_table and output_field in (None, self):
            return self.cached_col
        return EncryptedColumn(alias, self, output_field)

    def value_to_string(self, obj: models.Model) -> NoReturn:
        raise TypeError(f"{self.name} is encrypted and is not serialised in clear")

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        """A one-line input if the field has ``max_length``, else a text area."""
        defaults: dict[str, Any] = {"form_class": forms.CharField, "max_length": self.max_length}
        if self.max_length is None:
            defaults["widget"] = forms.Textarea
        if self.null:
            defaults["empty_value"] = None
        return super().formfield(**{**defaults, **kwargs})
