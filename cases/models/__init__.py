from cases.models.case import Case
from cases.models.complaint import Complaint, ComplaintPerson
from cases.models.consent import Consent
from cases.models.contact_attempt import ContactAttempt
from cases.models.draft import Draft
from cases.models.duty_roster import DutyTurn, EmergencyContact
from cases.models.emergency import EmergencyResponse, EmergencyStep
from cases.models.ending_request import EndingRequest
from cases.models.hand_over import HandOver
from cases.models.link import Link, LinkToken
from cases.models.merge import NotSame, PersonMerge
from cases.models.participation import Participation
from cases.models.person import Person, PersonTokens
from cases.models.proceeding import Proceeding, ProceedingStep
from cases.models.public_report import PublicForm, PublicMessage, PublicReport
from cases.models.register import (
    RegisterBatch,
    RegisterEntry,
    RegisterMapping,
    RegisterPiece,
    RegisterProgress,
    RegisterRow,
)
from cases.models.screening import Screening
from cases.models.search_index import ComplaintTokens, FileWords, ProceedingTokens
from cases.models.service import Service
from cases.models.time_limit import TimeLimit
from cases.models.victim import StageChange, Victim

__all__ = [
    "Case",
    "Complaint",
    "ComplaintPerson",
    "ComplaintTokens",
    "Consent",
    "ContactAttempt",
    "Draft",
    "DutyTurn",
    "EmergencyContact",
    "EmergencyResponse",
    "EmergencyStep",
    "EndingRequest",
    "FileWords",
    "HandOver",
    "Link",
    "LinkToken",
    "NotSame",
    "Participation",
    "Person",
    "PersonMerge",
    "PersonTokens",
    "Proceeding",
    "ProceedingStep",
    "ProceedingTokens",
    "PublicForm",
    "PublicMessage",
    "PublicReport",
    "RegisterBatch",
    "RegisterEntry",
    "RegisterMapping",
    "RegisterPiece",
    "RegisterProgress",
    "RegisterRow",
    "Screening",
    "Service",
    "StageChange",
    "TimeLimit",
    "Victim",
]
