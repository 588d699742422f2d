"""R-8, F-2: what somebody keeps about support is theirs alone: on no page, file, log or history but their own."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from core.errors import RefusedError
from offenders.models import Case
from people.models import Officer, Submission, Supervision, SupportNote, SupportShare, Team, User
from people.selectors.support import shared_with, supervisors_of
from people.services.support import add_note, change_note, erase_note, share_note
from tests import factories
from tests.access import matrix
from tests.pages import text_of
from tests.together import STORED, together

TODAY = clock.today()
DAY = timedelta(days=1)
# What is looked for everywhere: in what was offered, in the note, and in what was typed and not accepted.
MARKS = ("Zweigling", "Quittenbaum", "Hollerbusch")
OWN = ("people:support", "people:shared_support")


def send(client: Client, act: str, **sent: str) -> Any:
    """As the page sends it: only what writes a note carries the key of its form."""
    if act in {"add", "change"}:
        sent = {"form_key": str(uuid4()), "was_taken": "yes", **sent}
    return client.post(reverse("people:support"), {"act": act, **sent})


def keep(client: Client) -> None:
    send(client, "add", what=MARKS[0], note=MARKS[1])


def own(user: User) -> SupportNote:
    return SupportNote.objects.get(user=user)


def tables() -> Iterator[str]:
    with connection.cursor() as cursor:
        yield from sorted(connection.introspection.table_names(cursor))


def found_in(words: str, *, besides: tuple[str, ...] = ()) -> list[str]:
    """The tables of the whole database, history, sessions and queue among them, in a row of which these words stand."""
    found = []
    with connection.cursor() as cursor:
        for table in tables():
            name = connection.ops.quote_name(table)
            cursor.execute(
                f"SELECT EXISTS (SELECT FROM {name} t WHERE t::text LIKE %s)", [f"%{words}%"]
            )
            if cursor.fetchone()[0] and table not in besides:
                found.append(table)
    return found


@pytest.mark.django_db
class TestOwnPage:
    def test_kept_changed_and_erased(self, as_amira: Client, amira: User) -> None:
        keep(as_amira)
        page = text_of(as_amira.get(reverse("people:support")))
        assert MARKS[0] in page
        assert MARKS[1] in page
        uuid = str(own(amira).uuid)
        assert MARKS[1] in send(as_amira, "open", note_uuid=uuid).content.decode()
        send(as_amira, "change", note_uuid=uuid, what="Other words", was_taken="no")
        assert (own(amira).what, own(amira).note, own(amira).was_taken) == (
            "Other words",
            "",
            False,
        )
        send(as_amira, "erase", note_uuid=uuid)
        assert not SupportNote.objects.exists()

    def test_what_is_erased_is_nowhere(self, as_amira: Client, amira: User, dee: User) -> None:
        keep(as_amira)
        assert found_in(MARKS[1]) == ["people_supportnote"]
        share_note(note=own(amira).uuid, by=amira, shared_with=dee, last_on=TODAY + DAY, on=TODAY)
        send(as_amira, "erase", note_uuid=str(own(amira).uuid))
        assert [found_in(mark) for mark in MARKS] == [[], [], []]
        assert not SupportShare.objects.exists()

    def test_nobody_elses_note_is_reached(
        self, as_amira: Client, as_dee: Client, amira: User
    ) -> None:
        keep(as_amira)
        uuid = str(own(amira).uuid)
        for act in ("open", "change", "share"):
            assert send(as_dee, act, note_uuid=uuid, what="x").status_code == 404
        for act in ("erase", "take_back"):
            send(as_dee, act, note_uuid=uuid)
        assert own(amira).what == MARKS[0]

    @pytest.mark.parametrize("uuid", ["", "no uuid", "655118e3-dabf-411e-8725-764102a9d1ed"])
    def test_what_is_not_there(self, as_amira: Client, uuid: str) -> None:
        assert send(as_amira, "open", note_uuid=uuid).status_code == 404
        assert send(as_amira, "erase", note_uuid=uuid).status_code == 302

    def test_it_asks_what_was_offered(self, as_amira: Client) -> None:
        assert "Say what you were offered" in text_of(send(as_amira, "add", note=MARKS[2]))
        assert not SupportNote.objects.exists()


@pytest.mark.django_db
class TestSharing:
    def share(self, amira: User, dee: User, *, days: int = 7) -> None:
        share_note(
            note=own(amira).uuid, by=amira, shared_with=dee, last_on=TODAY + days * DAY, on=TODAY
        )

    def test_one_named_supervisor_for_a_while(
        self, as_amira: Client, as_dee: Client, amira: User, dee: User
    ) -> None:
        keep(as_amira)
        shared = reverse("people:shared_support")
        assert "Nothing is shared with you now." in text_of(as_dee.get(shared))
        sent = {"note_uuid": str(own(amira).uuid), "whom": str(dee.uuid), "weeks": "1"}
        assert send(as_amira, "share", **sent).status_code == 302
        assert MARKS[1] in text_of(as_dee.get(shared))
        assert "Dee Walsh can read it until" in text_of(as_amira.get(reverse("people:support")))
        send(as_amira, "take_back", note_uuid=sent["note_uuid"])
        assert MARKS[1] not in text_of(as_dee.get(shared))

    def test_up_to_its_last_day(self, as_amira: Client, amira: User, dee: User) -> None:
        keep(as_amira)
        self.share(amira, dee, days=0)
        assert shared_with(dee, on=TODAY)
        assert not shared_with(dee, on=TODAY + DAY)

    def test_only_while_they_supervise(
        self, as_amira: Client, amira: User, dee: User, lars: User, team: Team
    ) -> None:
        keep(as_amira)
        self.share(amira, dee)
        dee.officer.supervisions.update(ends_on=TODAY)
        assert not shared_with(dee, on=TODAY)
        factories.make_supervision(lars.officer, team)
        assert not shared_with(lars, on=TODAY)

    def test_not_with_anybody_else(
        self, as_amira: Client, amira: User, lars: User, ivy: User
    ) -> None:
        keep(as_amira)
        for user in (lars, ivy):
            with pytest.raises(RefusedError, match="do not supervise you"):
                self.share(amira, user)
        sent = {"note_uuid": str(own(amira).uuid), "whom": str(lars.uuid), "weeks": "1"}
        assert "Choose one of the answers" in text_of(send(as_amira, "share", **sent))

    def test_who_supervises_is_the_same_asked_from_either_side(
        self, case: Case, request: pytest.FixtureRequest
    ) -> None:
        people: list[User] = [
            request.getfixturevalue(who) for who in matrix.CAST if who not in {"gwen", "hal"}
        ]
        for below in people:
            above = set(supervisors_of(below, on=TODAY))
            for user in people:
                theirs = Officer.objects.supervised_by(user, on=TODAY)
                assert (user in above) == (below.officer in theirs), (user, below)


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_sent_twice_it_is_kept_once(self, amira: User) -> None:
        key = uuid4()

        def add() -> None:
            add_note(by=amira, key=key, what="x", offered_on=None, was_taken=None, note="")

        assert together(add, add) == [STORED, STORED]
        assert SupportNote.objects.count() == 1

    def test_changed_while_it_is_erased(self, amira: User) -> None:
        add_note(by=amira, key=uuid4(), what="x", offered_on=None, was_taken=None, note="")
        uuid = own(amira).uuid

        def change() -> None:
            change_note(note=uuid, by=amira, what="y", offered_on=None, was_taken=None, text="")

        answers = together(change, lambda: erase_note(note=uuid, by=amira))
        assert answers in ([STORED, STORED], ["RefusedError", STORED])
        assert not SupportNote.objects.exists()


@pytest.mark.django_db
class TestNowhereElse:
    """Every route that there is: a new page, table, file or command is tried as soon as it is there."""

    @pytest.fixture
    def written(self, as_amira: Client, amira: User, dee: User) -> None:
        """Everything that can be done with a note has been done, and some of it wrongly."""
        keep(as_amira)
        send(as_amira, "add", what="", note=MARKS[2])
        uuid = str(own(amira).uuid)
        send(as_amira, "open", note_uuid=uuid)
        send(as_amira, "change", note_uuid=uuid, what=MARKS[0], note=MARKS[1], offered_on_day="x")
        send(as_amira, "change", note_uuid=uuid, what=MARKS[0], note=MARKS[1])
        sent = {"note_uuid": uuid, "whom": str(dee.uuid), "weeks": "4"}
        send(as_amira, "share", **sent)
        send(as_amira, "take_back", note_uuid=uuid)
        as_amira.get(reverse("people:support"))

    @pytest.mark.usefixtures("written")
    def test_no_page_of_anybody(
        self, case: Case, request: pytest.FixtureRequest, signed_in: Callable[[User], Client]
    ) -> None:
        """Each address that there is, CSV and log among them, as everybody who may open it."""
        people = {who: request.getfixturevalue(who) for who in matrix.CAST}
        scene, table = matrix.set_scene(case, people), matrix.read()
        clients = {who: signed_in(user) for who, user in people.items()}
        told, opened = [], 0
        for name in matrix.names():
            url = matrix.address(name, scene)
            for who, client in clients.items():
                if table[name, "GET"][who] != "200" or (who == "amira" and name in OWN):
                    continue
                with transaction.atomic():
                    response = client.get(url)
                    transaction.set_rollback(True)
                opened += 1
                body = response.content.decode()
                told += [(name, who, mark) for mark in MARKS if mark in body]
        assert told == []
        assert opened > 500

    @pytest.mark.usefixtures("written")
    def test_no_table_but_its_own(self) -> None:
        """The history, the log, sessions, drafts, messages and runs of jobs are all tables."""
        assert [found_in(mark) for mark in MARKS] == [
            ["people_supportnote"],
            ["people_supportnote"],
            [],
        ]

    @pytest.mark.usefixtures("written")
    def test_the_log_tells_no_reading_from_writing(self, amira: User) -> None:
        rows = Event.objects.filter(user_id=amira.pk)
        said = {
            (row.view, row.method, row.path, row.status, row.outcome, str(row.asked), row.reason)
            for row in rows
        }
        assert said == {("people:support", "GET", "/support/", 200, "shown", "{}", "")}
        assert not Submission.objects.exists()

    def test_the_log_of_the_process_neither(
        self, as_amira: Client, caplog: pytest.LogCaptureFixture, capfd: Any
    ) -> None:
        with caplog.at_level("DEBUG"):
            keep(as_amira)
            send(as_amira, "add", what="", note=MARKS[2])
            as_amira.get(reverse("people:support"))
        lines = [row.getMessage() for row in caplog.records if row.name == "caseload.access"]
        assert {tuple(line.split(" ")[:3]) for line in lines} == {("200", "GET", "people:support")}
        out = caplog.text + "".join(capfd.readouterr())
        assert not [mark for mark in MARKS if mark in out]

    @pytest.mark.usefixtures("written")
    def test_no_command_prints_it(self, case: Case) -> None:
        out = StringIO()
        call_command("flags", stdout=out)
        assert not [mark for mark in MARKS if mark in out.getvalue()]

    def test_no_model_keeps_its_history_and_no_admin_shows_it(self) -> None:
        names = {model.__name__ for model in apps.get_models()}
        assert {"SupportNote", "SupportShare"} <= names
        assert not {"SupportNoteEvent", "SupportShareEvent"} & names
        assert not apps.is_installed("django.contrib.admin")
        pointing = [
            field
            for model in (SupportNote,)
            for field in model._meta.get_fields()
            if field.auto_created and not field.concrete
        ]
        assert [field.related_model for field in pointing] == [SupportShare]

    def test_an_account_that_is_removed_takes_it_along(self, kit: User) -> None:
        add_note(by=kit, key=uuid4(), what=MARKS[0], offered_on=None, was_taken=None, note="")
        Supervision.objects.all().delete()
        kit.officer.delete()
        kit.delete()
        assert found_in(MARKS[0]) == []
