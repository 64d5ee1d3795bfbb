"""URLs: Indonesian paths for users, English names for developers. Each app lists its own."""

from allauth.account import views as sign_in
from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from tppo_gugus.views import errors, gallery, lock
from tppo_gugus.views.home import HomeView
from tppo_gugus.views.search import SearchView
from tppo_gugus.views.written_day import written_day

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error

urlpatterns = [
    path("", HomeView.as_view(), name="home"),
    path("cari/", SearchView.as_view(), name="search"),
    path("tanggal/baca/", written_day, name="written-day"),
    path("", include("tppo_gugus.view_urls")),
    path("", include("cases.urls")),
    path("", include("referrals.urls")),
    path("", include("coordination.urls")),
    path("", include("reports.urls")),
    path("", include("taskforces.urls")),
    path("akun/email/", RedirectView.as_view(pattern_name="mfa_index")),  # only the admin changes the office address
    path("akun/", include("allauth.urls")),
    path("masuk/", sign_in.login, name="account_login"),
    path("keluar/", sign_in.logout, name="account_logout"),
    path("kunci/", lock.lock, name="lock"),
    path("kunci/buka/", lock.unlock, name="unlock"),
    path("kunci/hadir/", lock.presence, name="presence"),
]
if settings.DEBUG or settings.TESTING:
    urlpatterns.append(path("komponen/", gallery.gallery, name="gallery"))
