"""URLs of the old register."""

from django.urls import path

from cases.register import views

urlpatterns = [
    path("register-lama/", views.RegisterListView.as_view(), name="register-list"),
    path("register-lama/unggah/", views.RegisterUploadView.as_view(), name="register-upload"),
    path("register-lama/templat/", views.RegisterTemplateView.as_view(), name="register-template"),
    path("register-lama/<uuid:pk>/", views.RegisterDetailView.as_view(), name="register-detail"),
    path("register-lama/<uuid:pk>/kolom/", views.RegisterColumnsView.as_view(), name="register-columns"),
    path("register-lama/<uuid:pk>/lembar/", views.RegisterSheetView.as_view(), name="register-sheet"),
    path("register-lama/<uuid:pk>/jawab/", views.RegisterDecideView.as_view(), name="register-decide"),
    path("register-lama/<uuid:pk>/serahkan/", views.RegisterHandInView.as_view(), name="register-hand-in"),
    path("register-lama/<uuid:pk>/ambil/", views.RegisterWithdrawView.as_view(), name="register-withdraw"),
    path("register-lama/<uuid:pk>/kembalikan/", views.RegisterReturnView.as_view(), name="register-return"),
    path("register-lama/<uuid:pk>/tulis/", views.RegisterConfirmView.as_view(), name="register-confirm"),
    path("register-lama/<uuid:pk>/kemajuan/", views.RegisterProgressView.as_view(), name="register-progress"),
    path("register-lama/<uuid:pk>/batalkan/", views.RegisterCancelView.as_view(), name="register-cancel"),
    path("register-lama/<uuid:pk>/buang/", views.RegisterDiscardView.as_view(), name="register-discard"),
    path("register-lama/<uuid:pk>/tarik/", views.RegisterUndoView.as_view(), name="register-undo"),
    path("register-lama/<uuid:pk>/catatan/", views.RegisterRemarksView.as_view(), name="register-remarks"),
]
