"""`manage.py add_administrator EMAIL NAME`: the first account of a new service; every other is made under Users."""

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Field

from audit import services as audit
from audit.choices import Outcome
from core import clock
from people.choices import Role
from people.models import User
from people.services import add_user


class Command(BaseCommand):
    help = (
        "Make an administrator, and print the password, which must be changed at the first sign-in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="What the administrator signs in with")
        parser.add_argument("name", help="Their name, in quotation marks")

    def handle(self, *, email: str, name: str, **options: Any) -> None:
        email, name = email.strip(), name.strip()
        for field, value in (("email", email), ("name", name)):
            try:
                cast("Field[str, str]", User._meta.get_field(field)).clean(value, None)
            except ValidationError as error:
                raise CommandError(f"The {field} {value!r}: {' '.join(error.messages)}") from error
        if User.objects.with_email(email).exists():
            raise CommandError(f"{email} has an account already")
        at = clock.now()
        audit.record_command("add_administrator", at=at, outcome=Outcome.CHANGED, email=email)
        _, password = add_user(
            by=None,
            at=at,
            name=name,
            email=email,
            roles=frozenset({Role.ADMINISTRATOR}),
            officer=None,
        )
        self.stdout.write(password)
