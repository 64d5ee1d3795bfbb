"""``manage.py create_admin``: the first task force of an installation and a one-time link for its accounts admin."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from safeguards import clock
from safeguards.errors import WorkflowRefused
from taskforces.actions import bootstrap
from taskforces.choices import RegionLevel
from taskforces.invitation_mail import link_of
from taskforces.models import Region


class Command(BaseCommand):
    help = "Form the first task force with its decree and print a one-time link for its accounts admin."

    def add_arguments(self, parser: CommandParser) -> None:
        """The options for person, place and decree."""
        parser.add_argument("--email", required=True, help="office address; the sign-in name")
        parser.add_argument("--name", required=True, help="name of the accounts admin")
        parser.add_argument("--task-force-name", required=True, help='for example "Gugus Tugas TPPO Provinsi Jambi"')
        parser.add_argument("--region", default="", help="code of the province or city (15, 15.71); empty: the centre")
        parser.add_argument("--decree-number", required=True, help="number of the decree (SK)")
        parser.add_argument("--decree-year", type=int, required=True)
        parser.add_argument("--from", dest="valid_from", type=date.fromisoformat, help="first day, YYYY-MM-DD")
        parser.add_argument("--until", dest="valid_until", type=date.fromisoformat, help="last day of the decree")

    def handle(self, *args, **options) -> None:
        """Print the link once; it is not stored."""
        try:
            validate_email(options["email"])
            sent = bootstrap.begin(
                task_force_name=options["task_force_name"],
                region=self._region(options["region"]),
                decree_number=options["decree_number"],
                decree_year=options["decree_year"],
                valid_from=options["valid_from"] or clock.today(),
                valid_until=options["valid_until"],
                email=options["email"],
                name=options["name"],
            )
        except ValidationError as error:
            raise CommandError(f"--email: {options['email']} is not an address.") from error
        except WorkflowRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{sent.invitation.task_force} / {sent.invitation.decree}: {options['email']}")
        self.stdout.write("Open this link once, within 72 hours, to set name and password:")
        self.stdout.write(link_of(sent.token))

    def _region(self, code: str) -> Region | None:
        if not code:
            return None
        region = Region.objects.filter(pk=code, level__in=(RegionLevel.PROVINCE, RegionLevel.CITY)).first()
        if region is None:
            raise CommandError(f"--region: {code} is no province or city; has load_regions been run?")
        return region
