from taskforces.models.agency import Agency, AgencyService
from taskforces.models.decree import Decree, Division
from taskforces.models.invitation import Invitation
from taskforces.models.membership import Membership
from taskforces.models.notification import Notification
from taskforces.models.number_series import RegisterCounter
from taskforces.models.owned import TaskForceOwned
from taskforces.models.region import Region
from taskforces.models.saved_view import FirstView, SavedView, Watch
from taskforces.models.task_force import TaskForce
from taskforces.models.user import User

__all__ = [
    "Agency",
    "AgencyService",
    "Decree",
    "Division",
    "FirstView",
    "Invitation",
    "Membership",
    "Notification",
    "Region",
    "RegisterCounter",
    "SavedView",
    "TaskForce",
    "TaskForceOwned",
    "User",
    "Watch",
]
