"""Pages of the old register: upload, columns, dry run, approval, progress, result."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from cases.choices import RegisterRowKind, RegisterState
from cases.models import RegisterBatch, RegisterRow
from cases.models.register import AT_WORK
from cases.register import actions as register
from cases.register import (
    batch_undo,
    batch_writer,
    dry_run_words,
    file_reader,
    papers,
    progress,
    stored_file,
    upload_limit,
)
from cases.register.approval import actions as approving
from cases.register.approval import second_person
from cases.register.approval.overview import overview_of
from cases.register.forms import SHOWN, ApprovalForm, ColumnsForm, ReturnForm, UndoForm, UploadForm, answers_in
from cases.register.same_file import earlier_upload
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.bases import ActView, ForOwnTaskForce, PermissionRequired, ScopedDetailView, ScopedListView
from taskforces.access.permissions import Permission

ROWS_ON_A_PAGE = 50
WAITING = (RegisterState.CHECKED, RegisterState.HANDED_IN)
ANSWERED = (RegisterRowKind.MATCH, RegisterRowKind.DOUBT)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAILURES = {
    "cancelled": gettext_lazy("Proses dibatalkan. Tidak ada yang ditulis."),
    "changed": gettext_lazy(
        "Ada data yang berubah sementara berkas ini ditulis. Tidak ada yang ditulis. Periksa sekali lagi."
    ),
    "again": gettext_lazy(
        "Sejak berkas ini diperiksa ada catatan baru yang mungkin sama. Tidak ada yang ditulis. Jawab baris yang kini "
        "diragukan, lalu setujui lagi."
    ),
    "access": gettext_lazy("Akses penyetuju berakhir sebelum selesai. Tidak ada yang ditulis."),
    "unreadable": gettext_lazy(
        "Ada baris yang tidak terbaca lagi. Tidak ada yang ditulis. Buang proses ini dan unggah berkasnya sekali lagi."
    ),
    "unexpected": gettext_lazy("Proses berhenti karena kesalahan sistem. Tidak ada yang ditulis. Coba lagi."),
}
NOT_UNDONE = {
    "cancelled": gettext_lazy("Penarikan dibatalkan. Semua berkas tetap ada."),
    "changed": gettext_lazy(
        "Ada berkas yang berubah sementara ditarik. Semua berkas tetap ada. Tarik kembali sekali lagi."
    ),
    "used": gettext_lazy("Semua berkas sudah dipakai sesudah dipindahkan, sehingga tidak ada yang ditarik."),
    "access": gettext_lazy("Akses peminta berakhir sebelum selesai. Semua berkas tetap ada."),
    "unexpected": gettext_lazy("Proses berhenti karena kesalahan sistem. Semua berkas tetap ada. Coba lagi."),
}


def failure_words(batch: RegisterBatch) -> str:
    """Why the last run stopped, with the remedy; empty if it did not."""
    if not batch.failure:
        return ""
    words = NOT_UNDONE if batch.state == RegisterState.WRITTEN else FAILURES
    return str(words.get(batch.failure) or file_reader.FileRefused(batch.failure))


class RegisterActView(ActView):
    """An act on one batch."""

    permission = Permission.REGISTER_IMPORT
    model = RegisterBatch
    form_class = forms.Form

    def address(self) -> str:
        """The page of the batch."""
        return reverse("cases:register-detail", args=[self.object.pk])


class RegisterListView(ScopedListView):
    """*Register lama*: every uploaded file."""

    permission = Permission.REGISTER_IMPORT
    model = RegisterBatch
    template_name = "cases/register_list.html"

    def get_queryset(self):
        """Include the uploader."""
        return super().get_queryset().select_related("uploaded_by")


class RegisterUploadView(ForOwnTaskForce, RegisterActView):
    """*Unggah register lama*."""

    model = None
    form_class = UploadForm
    template_name = "cases/register_upload.html"

    def get_form_kwargs(self) -> dict:
        """Tell the form whether the upload was cut off at the limit."""
        return {**super().get_form_kwargs(), "is_too_large": getattr(self.request, upload_limit.TOO_LARGE, False)}

    def act(self, form) -> str:
        """Store the file, then show its columns."""
        name, content = form.table
        batch = register.upload(
            task_force=self.membership.task_force,
            agency=self.membership.agency,
            file_name=name,
            content=content,
            by=self.request.user,
        )
        return reverse("cases:register-columns", args=[batch.pk])

    def get_context_data(self, **kwargs) -> dict:
        """Show the limits before anybody reaches them."""
        return super().get_context_data(megabytes=file_reader.largest_megabytes(), **kwargs)


class RegisterColumnsView(RegisterActView):
    """*Kolom*: set the meaning of each column; then the dry run starts."""

    template_name = "cases/register_columns.html"

    def get_object(self):
        """The batch, if its columns may still be set."""
        batch = super().get_object()
        if batch.state not in (RegisterState.UPLOADED, RegisterState.CHECKED):
            raise Http404
        return batch

    def get_form(self, form_class=None) -> ColumnsForm:
        """One question per column."""
        initial = {"default_kind": self.object.default_kind, "default_form": self.object.default_form}
        data = self.request.POST if self.request.method == "POST" else None
        return ColumnsForm(data, layout=stored_file.layout_of(self.object), initial=initial)

    def act(self, form) -> str:
        """Save the meanings, start the dry run, and show the batch."""
        values = form.cleaned_data
        batch = register.set_columns(
            batch=self.object,
            fields=form.chosen,
            default_kind=values["default_kind"],
            default_form=values["default_form"],
            by=self.request.user,
        )
        register.check(batch=batch, by=self.request.user)
        return self.address()

    def get_context_data(self, **kwargs) -> dict:
        """Add the sheets to choose from."""
        sheets = [
            {"index": index, "name": name or _("Lembar %s") % (index + 1), "rows": rows}
            for index, (name, rows) in enumerate(stored_file.sheets_of(self.object))
            if rows
        ]
        return super().get_context_data(batch=self.object, sheets=sheets, earlier=earlier_upload(self.object), **kwargs)


class RegisterDetailView(ScopedDetailView):
    """One batch: its progress, its dry run row by row, or its result."""

    permission = Permission.REGISTER_IMPORT
    model = RegisterBatch
    template_name = "cases/register_detail.html"
    context_object_name = "batch"

    def get_context_data(self, **kwargs) -> dict:
        """Add what the page needs in the batch's state."""
        batch = self.object
        policy.check(self.request.user, self.permission, batch)
        words = failure_words(batch)
        context = super().get_context_data(failure=words, **kwargs)
        if batch.state in AT_WORK:
            return {**context, "is_running": True, "progress": progress.progress_of(batch)}
        counts = dry_run_words.count_by_kind(batch)
        kind = self.request.GET.get("jenis", "")
        rows = RegisterRow.objects.filter(batch=batch, **({"kind": kind} if kind in counts else {}))
        page = Paginator(rows, ROWS_ON_A_PAGE).get_page(self.request.GET.get("page"))
        kinds = [(value, dry_run_words.word_of(value, batch), counts[value]) for value in counts if counts[value]]
        return {
            **context,
            "kinds": kinds,
            "kind": kind,
            "total": sum(counts.values()),
            "page_obj": page,
            "rows": dry_run_words.rows_in_words(page.object_list, batch),
            "to_write": _to_write(batch) if batch.state in WAITING else "",
            "was_written": dry_run_words.files_in_words(batch.cases_written, batch.complaints_written),
            "is_own": self.request.user.pk in second_person.prepared_by(batch),
            "may_approve": self._may_approve(),
            "may_download": second_person.may_read(batch, self.request.user),
            "may_answer": any(counts[value] for value in ANSWERED if kind in ("", value)),
            "undecided": RegisterRow.objects.filter(batch=batch, kind=RegisterRowKind.DOUBT, decision="").count(),
            "may_undo": batch.state == RegisterState.WRITTEN and timezone.now() <= batch.undo_until,
        }

    def _may_approve(self) -> bool:
        """Whether this user may approve the batch now."""
        user, batch = self.request.user, self.object
        if batch.state not in WAITING or not policy.can(user, Permission.REGISTER_APPROVE, batch):
            return False
        return not second_person.reason_against(batch, user)


class RegisterProgressView(PermissionRequired, View):
    """The progress of a run, for the page's script."""

    permission = Permission.REGISTER_IMPORT

    def get(self, request: HttpRequest, pk) -> JsonResponse:
        """Return the state and the number of rows done."""
        batch = RegisterBatch.objects.visible_to(request.user).filter(pk=pk).first()
        if batch is None:
            raise Http404
        now = progress.progress_of(batch)
        figures = {"done": now.done if now else 0, "total": now.total if now else 0}
        return JsonResponse({"state": batch.state, **figures})


class RegisterButtonView(PermissionRequired, View):
    """A button of the page: one act, then back to the page, which also shows refusals."""

    permission = Permission.REGISTER_IMPORT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk) -> HttpResponse:
        """Act on a batch the user may see."""
        self.batch = RegisterBatch.objects.visible_to(request.user).filter(pk=pk).first()
        if self.batch is None:
            raise Http404
        try:
            return HttpResponseRedirect(self.act() or reverse("cases:register-detail", args=[pk]))
        except WorkflowRefused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("cases:register-detail", args=[pk]))

    def act(self) -> str | None:
        """Do the act; returns the next URL, or ``None`` for the page of the batch."""
        raise ImproperlyConfigured(f"{type(self).__name__} says nothing about its act")


class RegisterSheetView(RegisterButtonView):
    """Choose another sheet of the same file."""

    def act(self) -> str:
        """Choose the sheet and show its columns."""
        chosen = self.request.POST.get("sheet", "")
        sheet = int(chosen) if chosen.isdecimal() and len(chosen) < 4 else -1
        register.choose_sheet(batch=self.batch, sheet=sheet, by=self.request.user)
        return reverse("cases:register-columns", args=[self.batch.pk])


class RegisterDecideView(RegisterButtonView):
    """Save the answers to the doubts of one page."""

    def act(self) -> str:
        """Save the answers and stay on the page of rows."""
        data = self.request.POST
        given = answers_in(data)
        count = register.decide(
            batch=self.batch,
            decisions=given,
            seen=answers_in(data, SHOWN),
            rest=data.get("rest", ""),
            by=self.request.user,
        )
        messages.success(self.request, _("%s jawaban tersimpan.") % count)
        now = dict(self.batch.rows.filter(number__in=list(given)).values_list("number", "decision"))
        if others := sorted(number for number, answer in now.items() if answer != given[number]):
            words = _("Baris %s sudah dijawab rekan Anda sesudah halaman ini dibuka; jawabannya tetap. Periksa lagi.")
            messages.warning(self.request, words % ", ".join(map(str, others)))
        kind = data.get("jenis", "")
        query = f"?jenis={kind}" if kind in RegisterRowKind.values else ""
        return reverse("cases:register-detail", args=[self.batch.pk]) + query


class RegisterCancelView(RegisterButtonView):
    """*Batalkan proses*."""

    def act(self) -> None:
        """Ask the run to stop."""
        if register.cancel(batch=self.batch, by=self.request.user):
            undoing = self.batch.state == RegisterState.UNDOING
            kept = _("semua berkas tetap ada.") if undoing else _("tidak ada yang ditulis.")
            messages.success(self.request, _("Proses diminta berhenti. Bila belum selesai, %s") % kept)
        else:
            messages.info(self.request, _("Proses sudah selesai, tidak ada yang dihentikan."))


class RegisterRemarksView(RegisterButtonView):
    """Download the file with a column of remarks."""

    def post(self, request: HttpRequest, pk) -> HttpResponse:
        """Send the file; its name is the batch's number."""
        batch = RegisterBatch.objects.visible_to(request.user).filter(pk=pk, cleared_at__isnull=True).first()
        if batch is None:
            raise Http404
        register.note_download(batch=batch, by=request.user)
        answer = HttpResponse(papers.with_remarks(batch), content_type=XLSX)
        answer["Content-Disposition"] = f'attachment; filename="{batch.number}-catatan.xlsx"'
        return answer


class RegisterTemplateView(PermissionRequired, View):
    """Download the empty register with drop-downs."""

    permission = Permission.REGISTER_IMPORT

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send the file."""
        answer = HttpResponse(papers.template(), content_type=XLSX)
        answer["Content-Disposition"] = 'attachment; filename="templat-register.xlsx"'
        return answer


class RegisterHandInView(RegisterButtonView):
    """*Serahkan*: a colleague then approves or returns it."""

    def act(self) -> None:
        """Hand it in; the page says for whom it waits."""
        approving.hand_in(batch=self.batch, by=self.request.user)
        messages.success(self.request, _("Diserahkan. Penyelia diberi tahu."))


class RegisterWithdrawView(RegisterButtonView):
    """*Ambil kembali*: before it was approved."""

    def act(self) -> None:
        """Take it back."""
        approving.withdraw(batch=self.batch, by=self.request.user)
        messages.success(self.request, _("Diambil kembali. Jawaban dan kolomnya dapat diubah lagi."))


class RegisterReturnView(RegisterActView):
    """*Kembalikan*: with a word about what to mend."""

    permission = Permission.REGISTER_APPROVE
    form_class = ReturnForm
    template_name = "cases/register_return.html"
    success_message = gettext_lazy("Dikembalikan. Yang menyiapkannya diberi tahu.")

    def act(self, form) -> str:
        """Return it."""
        approving.give_back(batch=self.object, reason=form.cleaned_data["reason"], by=self.request.user)
        return self.address()


class RegisterConfirmView(RegisterActView):
    """*Setujui*: show what will be written and how the questions were answered, then ask for approval."""

    permission = Permission.REGISTER_APPROVE
    form_class = ApprovalForm
    template_name = "cases/register_confirm.html"

    def get_initial(self) -> dict:
        """Store in the form which answers the page shows."""
        return {"seen": self.object.waits_since.isoformat() if self.object.waits_since else ""}

    def act(self, form) -> str:
        """Approve; the page of the batch shows what was written."""
        register.confirm(batch=self.object, seen=form.seen_at, by=self.request.user)
        return self.address()

    def get_context_data(self, **kwargs) -> dict:
        """Add the figures, the answers, the samples, and why this person may not approve."""
        return super().get_context_data(
            batch=self.object,
            to_write=_to_write(self.object),
            overview=overview_of(self.object),
            against=second_person.reason_against(self.object, self.request.user),
            **kwargs,
        )


class RegisterDiscardView(RegisterActView):
    """*Buang*: delete the upload."""

    template_name = "cases/register_discard.html"

    def act(self, form) -> str:
        """Delete it and go to the list."""
        register.discard(batch=self.object, by=self.request.user)
        messages.success(self.request, _("%s dibuang. Berkas dan hasil pemeriksaannya dihapus.") % self.object.number)
        return reverse("cases:register-list")


class RegisterUndoView(RegisterActView):
    """*Tarik kembali*: which files are removed, which stay, and why."""

    permission = Permission.REGISTER_APPROVE
    template_name = "cases/register_undo.html"
    form_class = UndoForm

    def get_form_kwargs(self) -> dict:
        """Add whether the office remembers the columns of this file."""
        return {**super().get_form_kwargs(), "is_remembered": stored_file.mapping_of(self.object).exists()}

    def act(self, form) -> str:
        """Undo; the page of the batch shows how many were removed."""
        forget = form.cleaned_data.get("forget_columns", False)
        register.undo(batch=self.object, forget_columns=forget, by=self.request.user)
        return self.address()

    def get_context_data(self, **kwargs) -> dict:
        """Add the files that were changed or used since, with the reason."""
        left = batch_undo.touched(self.object)
        entries = self.object.entries.select_related("case", "complaint").order_by("number")
        stays = [
            (entry.file.number, dry_run_words.path_of(entry.file), left[entry.pk])
            for entry in entries.filter(pk__in=left)
        ]
        going = self.object.entries.exclude(pk__in=left)
        goes = dry_run_words.files_in_words(
            going.filter(case__isnull=False).count(), going.filter(case__isnull=True).count()
        )
        return super().get_context_data(batch=self.object, stays=stays, goes=goes, **kwargs)


def _to_write(batch: RegisterBatch) -> str:
    """What the rows to write become, in numbers; empty where there are none."""
    files = batch_writer.files_to_write(batch)
    return dry_run_words.files_in_words(*files) if any(files) else ""
