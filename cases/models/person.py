from collections.abc import Collection

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.functional import classproperty
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cases.choices import ContactRule, ContactWay, Sex
from cases.models.file import CaseFileRow, keep_history
from safeguards.encryption import EncryptedTextField
from safeguards.privacy import IDENTIFYING, fields_of


@keep_history
class Person(CaseFileRow):
    """A person's identity. All names and ways of contact are encrypted; the birth date is text for that reason.

    A person may be entirely unknown: then only sex and an estimated age exist, stored in the victim or complaint row.
    """

    name = EncryptedTextField(_("nama"), blank=True, default="")
    nickname = EncryptedTextField(_("nama panggilan"), blank=True, default="")
    nik = EncryptedTextField(_("NIK"), blank=True, default="")
    birth_date = EncryptedTextField(_("tanggal lahir"), blank=True, default="")  # ISO date, or empty
    phone = EncryptedTextField(_("telepon"), blank=True, default="")
    address = EncryptedTextField(_("alamat"), blank=True, default="")
    guardian = EncryptedTextField(_("nama wali"), blank=True, default="")
    accounts = EncryptedTextField(_("akun dan rekening"), blank=True, default="")  # one per line
    sex = models.CharField(_("jenis kelamin"), max_length=8, choices=Sex, default=Sex.UNKNOWN)
    contact_rule = models.CharField(
        _("bolehkah dihubungi"), max_length=12, choices=ContactRule, default=ContactRule.NOT_ASKED
    )
    contact_ways = ArrayField(
        models.CharField(max_length=12, choices=ContactWay), default=list, blank=True, verbose_name=_("dengan cara")
    )
    contact_hours = models.CharField(_("waktu aman"), max_length=120, blank=True)
    contact_code_word = EncryptedTextField(_("kata pembuka"), blank=True, default="")
    contact_note = EncryptedTextField(_("catatan kontak"), blank=True, default="")
    may_leave_message = models.BooleanField(_("boleh meninggalkan pesan"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from")
    version = models.PositiveIntegerField(default=1)

    CONTACT = (  # the wishes about contact; the number itself is identity
        "contact_rule",
        "contact_ways",
        "contact_hours",
        "contact_code_word",
        "contact_note",
        "may_leave_message",
    )

    class Privacy(CaseFileRow.Privacy):
        identifying = ("name", "nickname", "nik", "birth_date", "phone", "address", "guardian", "accounts")
        sensitive = ("contact_code_word", "contact_note")
        plain = (
            *CaseFileRow.Privacy.plain,
            "sex",
            "contact_rule",
            "contact_ways",
            "contact_hours",
            "may_leave_message",
            "created_at",
            "merged_into",
            "version",
        )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="person_not_merged_into_itself"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classproperty
    def IDENTITY(cls) -> tuple[str, ...]:  # noqa: N802, N805 (a constant of the class, derived from Privacy)
        """Names of the fields that identify somebody, in the order of the model."""
        return fields_of(cls, IDENTIFYING)

    @classmethod
    def closed(cls, *, but: Collection[str] = ()) -> list[str]:
        """Names of fields to defer, so that nothing identifying is decrypted except the fields in ``but``."""
        return [name for name in cls.IDENTITY if name not in but]

    @classmethod
    def label_of(cls, name: str) -> str:
        """The Indonesian name of a field."""
        return capfirst(str(cls._meta.get_field(name).verbose_name))

    @classmethod
    def identity_in_words(cls, *, but: Collection[str] = ()) -> str:
        """The labels of the identity fields: ``Nama, nama panggilan, NIK``."""
        return capfirst(", ".join(str(cls._meta.get_field(name).verbose_name) for name in cls.closed(but=but)))

    @classproperty
    def DETAILS(cls) -> tuple[str, ...]:  # noqa: N802, N805
        """Names of the fields with facts about the person; the other fields are bookkeeping."""
        return (*cls.IDENTITY, *cls.CONTACT, "sex")


class PersonTokens(models.Model):
    """Keyed tokens that find a person without clear text.

    Every task force may read this side table, because PostgreSQL cannot use its index under a policy that checks the
    owner of a row; each task force writes only its own rows. It holds no text, and every hit is then read through
    ``Person.visible_to``. Each task force has its own token key, so tokens of other cities never match. ``version`` is
    the version of the rules that made them.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="tokens")
    task_force = models.ForeignKey("taskforces.TaskForce", on_delete=models.PROTECT, related_name="+")
    names = ArrayField(models.BigIntegerField(), default=list)
    exact = ArrayField(models.BigIntegerField(), default=list)  # NIK, telephone numbers, accounts, birth date
    version = models.PositiveSmallIntegerField(default=1)

    class Privacy:
        plain = ("person", "task_force", "names", "exact", "version")

    class Meta:
        indexes = [
            GinIndex(fields=["names"], name="person_tokens_names", fastupdate=False),
            GinIndex(fields=["exact"], name="person_tokens_exact", fastupdate=False),
        ]

    def __str__(self) -> str:
        return str(self.pk)
