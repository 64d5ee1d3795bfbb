"""URLs of emergencies, hand-overs, the roster, and safe contact."""

from django.urls import path

from cases.views import contacts, duty, emergencies, hand_overs, leaving, time_limits

urlpatterns = [
    # outcomes of a complaint
    path("pengaduan/<uuid:pk>/serahkan/", hand_overs.HandOverView.as_view(), name="complaint-hand-over"),
    path("pengaduan/<uuid:pk>/darurat/", emergencies.EmergencyDeclareView.as_view(), name="complaint-emergency"),
    path("penyerahan/<uuid:pk>/", hand_overs.HandOverPaperView.as_view(), name="handover-detail"),
    path("penyerahan/<uuid:pk>/tanda-terima/", hand_overs.ReceiptView.as_view(), name="handover-receipt"),
    path("darurat/<uuid:pk>/", emergencies.EmergencyDetailView.as_view(), name="emergency-detail"),
    path("darurat/<uuid:pk>/tangani/", emergencies.EmergencyAcknowledgeView.as_view(), name="emergency-acknowledge"),
    path("darurat/<uuid:pk>/langkah/", emergencies.EmergencyStepView.as_view(), name="emergency-step"),
    path("darurat/<uuid:pk>/akhiri/", emergencies.EmergencyEndView.as_view(), name="emergency-end"),
    # safe contact
    path("pengaduan/<uuid:pk>/hubungi/", contacts.ComplaintCallView.as_view(), name="complaint-call"),
    path("korban/<uuid:pk>/hubungi/", contacts.VictimCallView.as_view(), name="victim-call"),
    path("kontak/<uuid:pk>/hasil/", contacts.ContactResultView.as_view(), name="attempt-result"),
    # who is on duty, whom to call
    path("jaga/", duty.WeekView.as_view(), name="duty-week"),
    path("jaga/tambah/", duty.TurnAddView.as_view(), name="turn-add"),
    path("jaga/ulangi/", duty.WeekRepeatView.as_view(), name="week-repeat"),
    path("jaga/<uuid:pk>/hapus/", duty.TurnRemoveView.as_view(), name="turn-remove"),
    # hand on somebody's work to a colleague
    path("jaga/pekerjaan-saya/", leaving.HeldView.as_view(), name="held"),
    path("jaga/pengalihan/", leaving.LeavingView.as_view(), name="leaving"),
    path("jaga/pengalihan/<uuid:pk>/", leaving.HandOnView.as_view(), name="leaving-hand-on"),
    path("jaga/nomor/tambah/", duty.ContactAddView.as_view(), name="helper-add"),
    path("jaga/nomor/<uuid:pk>/", duty.ContactChangeView.as_view(), name="helper-change"),
    # time limits of duties
    path("batas-waktu/", time_limits.TimeLimitListView.as_view(), name="limit-list"),
    path("batas-waktu/<slug:duty>/", time_limits.TimeLimitChangeView.as_view(), name="limit-change"),
]
