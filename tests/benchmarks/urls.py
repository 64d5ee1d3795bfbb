"""The URLs of the product and one more page: signed in, with the shell, and empty."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from tppo_gugus.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

EMPTY = "/ukur/kosong/"


def empty(request: HttpRequest) -> HttpResponse:
    """The shell of every page without content."""
    return render(request, "benchmarks/empty.html")


urlpatterns = [*urlpatterns, path(EMPTY.lstrip("/"), empty)]
