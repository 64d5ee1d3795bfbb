"""Every act that can be allowed or refused. Acts are named ``noun.verb``; ``roles.py`` says who may do them."""

from enum import StrEnum


class Permission(StrEnum):
    """One member per act. Templates use its value: ``{% may "case.close" case %}``."""

    SEARCH = "search.run"  # the box on every page; each kind of hit also needs its own permission
    # complaints
    COMPLAINT_LOG = "complaint.log"
    COMPLAINT_VIEW = "complaint.view"
    COMPLAINT_EDIT = "complaint.edit"
    PUBLIC_REPORT_ANSWER = "public_report.answer"
    DUTY_MANAGE = "duty.manage"
    TIME_LIMIT_SET = "time_limit.set"
    # people and the old register
    PERSON_MERGE = "person.merge"
    PERSON_MERGE_ACROSS_ROLES = "person.merge_across_roles"
    LINK_VIEW = "link.view"
    REGISTER_IMPORT = "register.import"  # upload a file, answer its questions, hand it in
    REGISTER_APPROVE = "register.approve"  # approve or return what a colleague handed in, and take it back
    VIEW_SAVE = "view.save"
    VIEW_SHARE = "view.share"
    # cases and victims
    CASE_OPEN = "case.open"
    CASE_VIEW = "case.view"
    CASE_EDIT = "case.edit"
    CASE_CHANGE_KIND = "case.change_kind"
    VICTIM_SCREEN = "victim.screen"
    VICTIM_MOVE_STAGE = "victim.move_stage"
    VICTIM_END_SERVICE = "victim.end_service"
    IDENTITY_REVEAL = "identity.reveal"
    PROCEEDING_EDIT = "proceeding.edit"
    SERVICE_RECORD = "service.record"
    CONSENT_RECORD = "consent.record"
    # referrals
    REFERRAL_SEND = "referral.send"
    REFERRAL_VIEW = "referral.view"
    REFERRAL_WITHDRAW = "referral.withdraw"
    REFERRAL_ANSWER = "referral.answer"
    REFERRAL_COMPLETE = "referral.complete"
    # coordination and figures
    MEETING_VIEW = "meeting.view"
    MEETING_MANAGE = "meeting.manage"
    DECISION_UPDATE = "decision.update"
    FIGURES_VIEW = "figures.view"
    FIGURES_EXPORT = "figures.export"
    # accounts
    TASK_FORCE_MANAGE = "task_force.manage"
    DECREE_MANAGE = "decree.manage"
    AGENCY_MANAGE = "agency.manage"
    STAFF_MANAGE = "staff.manage"
    PUBLIC_FORM_MANAGE = "public_form.manage"
