"""*Hari ini*: what is late, due and waiting, in groups by role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from safeguards import clock
from tppo_gugus.day import day_of


class HomeView(TemplateView):
    """The first page after signing in; a user without a current role learns whom to ask."""

    template_name = "home.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show another page without a current membership."""
        if not request.user.current_memberships:
            reason = _("Akses Anda sudah berakhir atau belum dimulai. Hubungi pengelola akun gugus tugas Anda.")
            return render(request, "403.html", {"reason": reason}, status=403)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        """Add the day, and the moment it was read."""
        return super().get_context_data(day=day_of(self.request.user), now=clock.now(), **kwargs)
