"""URLs of cases and their victims."""

from django.urls import path

from cases.views import (
    case_acts,
    case_detail,
    case_list,
    endings,
    papers,
    screening,
    screening_history,
    services,
    together,
    victims,
)

urlpatterns = [
    # cases
    path("kasus/", case_list.CaseListView.as_view(), name="case-list"),
    path("kasus/<uuid:pk>/", case_detail.CaseDetailView.as_view(), name="case-detail"),
    path("kasus/<uuid:pk>/riwayat/", case_detail.CaseHistoryView.as_view(), name="case-history"),
    path("kasus/<uuid:pk>/ubah/", case_acts.CaseEditView.as_view(), name="case-edit"),
    path("kasus/<uuid:pk>/jenis/", case_acts.CaseKindView.as_view(), name="case-kind"),
    path("kasus/<uuid:pk>/hukum/", case_acts.ProceedingView.as_view(), name="proceeding-edit"),
    path("kasus/<uuid:pk>/korban/", case_acts.VictimAddView.as_view(), name="victim-add"),
    path("kasus/<uuid:pk>/bersama/tahap/", together.StageTogetherView.as_view(), name="case-stage-together"),
    path("kasus/<uuid:pk>/bersama/persetujuan/", together.ConsentTogetherView.as_view(), name="case-consent-together"),
    path("kasus/<uuid:pk>/bersama/rujuk/", together.ReferTogetherView.as_view(), name="case-refer-together"),
    # victims
    path("korban/<uuid:pk>/ubah/", victims.VictimEditView.as_view(), name="victim-edit"),
    path("korban/<uuid:pk>/tahap/", victims.VictimStageView.as_view(), name="victim-stage"),
    path("korban/<uuid:pk>/minta-akhiri/", endings.EndingAskView.as_view(), name="victim-ending-ask"),
    path("permintaan-akhiri/<uuid:pk>/", endings.EndingDecideView.as_view(), name="ending-decide"),
    path("korban/<uuid:pk>/skrining/", screening.ScreeningView.as_view(), name="screening"),
    path("korban/<uuid:pk>/skrining/kesimpulan/", screening.ScreeningVerdictView.as_view(), name="screening-verdict"),
    path("korban/<uuid:pk>/skrining/tanya/", screening.ConversationView.as_view(), name="screening-conversation"),
    path(
        "korban/<uuid:pk>/skrining/riwayat/",
        screening_history.ScreeningHistoryView.as_view(),
        name="screening-history",
    ),
    path(
        "korban/<uuid:pk>/skrining/banding/",
        screening_history.ScreeningCompareView.as_view(),
        name="screening-compare",
    ),
    path("korban/<uuid:pk>/skrining/cetak/", papers.ScreeningFilledView.as_view(), name="screening-print"),
    path("cetak/skrining/", papers.ScreeningPaperView.as_view(), name="paper-screening"),
    path("cetak/pengaduan/", papers.IntakePaperView.as_view(), name="paper-intake"),
    path("korban/<uuid:pk>/identitas/", victims.IdentityRevealView.as_view(), name="identity-reveal"),
    path("korban/<uuid:pk>/persetujuan/", victims.ConsentView.as_view(), name="consent-record"),
    path("layanan/<uuid:pk>/tunda/", services.ServicePauseView.as_view(), name="service-pause"),
    path("layanan/<uuid:pk>/lanjutkan/", services.ServiceResumeView.as_view(), name="service-resume"),
    path("persetujuan/<uuid:pk>/tarik/", victims.ConsentWithdrawView.as_view(), name="consent-withdraw"),
]
