"""`manage.py verify_audit`: whether the audit log is what was sealed. Exit code 1 if it is not."""

import base64
import binascii
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from audit.models import Seal
from audit.rules import key_id
from audit.selectors.verification import verdict
from audit.services import NoSealKeyError, signing_key
from core import clock


class Command(BaseCommand):
    help = "Find every altered, removed, inserted or cut row of the audit log."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--public-key",
            action="append",
            default=[],
            metavar="BASE64",
            help="a key that seals were signed with; may be repeated. Default: that of AUDIT_SEAL_KEY",
        )
        parser.add_argument(
            "--file",
            type=Path,
            default=Path(settings.AUDIT_SEAL_FILE) if settings.AUDIT_SEAL_FILE else None,
            help="the seals as written outside the database. Default: AUDIT_SEAL_FILE",
        )
        parser.add_argument(
            "--print-key", action="store_true", help="print the public key, to be kept elsewhere"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        keys = [_read(text) for text in options["public_key"]] or [_own()]
        if options["print_key"]:
            self.stdout.write(base64.b64encode(keys[0].public_bytes_raw()).decode())
            return
        if options["file"] and not options["file"].exists():
            raise CommandError(_no_file(options["file"]))
        found = verdict(
            keys={key_id(key.public_bytes_raw()): key for key in keys},
            at=clock.now(),
            file=options["file"],
        )
        for fault in found.faults:
            self.stdout.write(fault)
        counted = (
            f"{found.rows:,} rows under {found.seals:,} seals, {found.unsealed:,} not sealed yet"
        )
        if found.faults:
            raise CommandError(f"The audit log is not what was sealed. Checked {counted}.")
        self.stdout.write(f"The audit log is whole: {counted}.")


def _own() -> Ed25519PublicKey:
    try:
        return signing_key().public_key()
    except NoSealKeyError as error:
        raise CommandError(f"{error}. Give --public-key.") from error


def _read(text: str) -> Ed25519PublicKey:
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError) as error:
        raise CommandError(f"--public-key {text} is not 32 bytes in base64") from error


def _no_file(file: Path) -> str:
    if Seal.objects.exists():
        return f"There is no file {file}, and the database has seals: it was moved or taken away."
    return (
        f"There is no file {file} and no seal in the database. Either nothing has been sealed yet (worker and "
        "beat seal every minute), or both were taken away."
    )
