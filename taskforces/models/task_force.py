from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safeguards.identifiers import new_id
from taskforces.access import scoping
from taskforces.choices import Level


class TaskForceQuerySet(models.QuerySet):
    """Filters for task forces."""

    def visible_to(self, user) -> "TaskForceQuerySet":
        """Task forces whose accounts the user manages: their own and those below."""
        return self.filter(pk__in=scoping.managed_task_force_ids(user))

    def with_descendants(self, ids) -> "TaskForceQuerySet":
        """The given task forces, their children and grandchildren (centre over province over city)."""
        ids = list(ids)
        return self.filter(Q(pk__in=ids) | Q(parent_id__in=ids) | Q(parent__parent_id__in=ids))


class TaskForce(models.Model):
    """The Gugus Tugas TPPO of a region (UU 21/2007 Pasal 58). The letterhead is empty until the office fills it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    level = models.CharField(_("tingkat"), max_length=10, choices=Level)
    region = models.OneToOneField(
        "taskforces.Region", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("wilayah")
    )
    name = models.CharField(_("nama"), max_length=160)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("di bawah")
    )
    government_name = models.CharField(_("nama pemerintah daerah pada kop"), max_length=160, blank=True)
    office_name = models.CharField(_("nama dinas pada kop"), max_length=200, blank=True)
    office_address = models.CharField(_("alamat pada kop"), max_length=240, blank=True)
    office_contact = models.CharField(_("telepon, surel, dan kode pos pada kop"), max_length=240, blank=True)
    letter_place = models.CharField(_("tempat surat"), max_length=80, blank=True)
    letter_number_pattern = models.CharField(_("pola nomor surat"), max_length=80, blank=True)
    signatory_position = models.CharField(_("jabatan penanda tangan"), max_length=160, blank=True)
    signatory_name = models.CharField(_("nama penanda tangan"), max_length=160, blank=True)
    signatory_rank = models.CharField(_("pangkat penanda tangan"), max_length=80, blank=True)
    signatory_nip = models.CharField(_("NIP penanda tangan"), max_length=24, blank=True)
    suppression_threshold = models.PositiveSmallIntegerField(
        _("ambang penyembunyian sel"), default=5, validators=[MinValueValidator(3), MaxValueValidator(50)]
    )
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = TaskForceQuerySet.as_manager()

    class Privacy:
        # Fields that may be changed later. Level, region and parent are fixed.
        editable = (
            "name",
            "government_name",
            "office_name",
            "office_address",
            "office_contact",
            "letter_place",
            "letter_number_pattern",
            "signatory_position",
            "signatory_name",
            "signatory_rank",
            "signatory_nip",
            "suppression_threshold",
        )
        plain = ("id", "level", "region", "parent", *editable, "created_at", "version")

    EDITABLE = Privacy.editable

    class Meta:
        ordering = ["region_id"]
        constraints = [
            models.CheckConstraint(condition=Q(suppression_threshold__gte=3), name="task_force_threshold_not_idle"),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="task_force_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def task_force_id(self):
        """A task force belongs to itself, so that the policy can treat all objects alike."""
        return self.pk

    @property
    def audit_stream(self) -> str:
        return str(self.pk)

    @property
    def audit_root(self):
        return self.pk
