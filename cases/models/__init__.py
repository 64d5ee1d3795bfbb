from cases.models.case import Case
from cases.models.complaint import Complaint, ComplaintPerson
from cases.models.consent import Consent
from cases.models.draft import Draft
from cases.models.participation import Participation
from cases.models.person import Person, PersonTokens
from cases.models.proceeding import Proceeding, ProceedingStep
from cases.models.screening import Screening
from cases.models.service import Service
from cases.models.time_limit import Duty, TimeLimit
from cases.models.victim import StageChange, Victim

__all__ = [
    "Case",
    "Complaint",
    "ComplaintPerson",
    "Consent",
    "Draft",
    "Duty",
    "Participation",
    "Person",
    "PersonTokens",
    "Proceeding",
    "ProceedingStep",
    "Screening",
    "Service",
    "StageChange",
    "TimeLimit",
    "Victim",
]
