"""*Hari ini*: what is late, what is due, what waits; for each role its own groups."""

from django.views.generic import TemplateView


class HomeView(TemplateView):
    """The first page after signing in."""

    template_name = "home.html"
