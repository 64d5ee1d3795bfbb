from reports.models.release import SummaryRelease

__all__ = ["SummaryRelease"]
