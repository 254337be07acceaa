from datetime import date
from pathlib import Path

import duckdb
import pyarrow
import pyarrow.parquet
import pytest

from metrics.intake.import_plan import ImportContext
from metrics.intake.stage.attendance_list import minutes_of, minutes_sql
from metrics.schema.settings import Settings
from metrics.store import TableState
from tests.intake.importing.preparing import prepared, rows

ZOOM = """Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
999 8888 7777,Discovery,03/14/2024 09:00:00 AM,03/14/2024 10:00:00 AM,host@x.com,60,5

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent
Helen (Host),host@x.com,03/14/2024 08:59:00 AM,03/14/2024 10:00:00 AM,61,No,Y
Anna B (Anna Berg),Anna@x.com,03/14/2024 09:00:00 AM,03/14/2024 09:20:00 AM,20,No,Y
Anna B (Anna Berg),anna@x.com,03/14/2024 09:15:00 AM,03/14/2024 09:40:00 AM,25,No,Y
Anna B (Anna Berg),anna@x.com,03/14/2024 09:50:00 AM,03/14/2024 09:55:00 AM,5,No,Y
B. (Ben Cole) (Guest),,03/14/2024 09:00:00 AM,03/14/2024 09:10:00 AM,10,Yes,Y
"""


def test_rejoins_are_merged_and_hosts_left_out(tmp_path: Path) -> None:
    done = prepared(tmp_path, ZOOM)
    assert rows(done) == [
        {
            "person_id": "anna@x.com", "held_on": date(2024, 3, 14), "program_id": "Discovery",
            "session_id": "999 8888 7777", "attended": True, "minutes": 45.0,
        },
        {
            "person_id": "B.", "held_on": date(2024, 3, 14), "program_id": "Discovery",
            "session_id": "999 8888 7777", "attended": False, "minutes": 10.0,
        },
    ]  # fmt: skip
    assert done.staged is not None
    assert (done.staged.rows_read, done.staged.rows_used, done.staged.rows_set_aside) == (5, 4, 1)
    assert [problem.examples[0].line for problem in done.problems] == [5]


def test_how_much_of_a_session_counts_as_attended_is_the_workspaces(tmp_path: Path) -> None:
    staged = rows(prepared(tmp_path, ZOOM, settings=Settings(attended_share=0.8)))
    assert [row["attended"] for row in staged] == [False, False]


def test_a_list_without_preamble_is_named_by_its_file_and_as_long_as_people_were_there(tmp_path: Path) -> None:
    text = "Name,Email,Join Time,Leave Time\nA,a@x.com,2024-03-14 09:00:00,2024-03-14 10:00:00\n"
    text += "B,b@x.com,2024-03-14 09:31:00,2024-03-14 10:00:00\n"
    staged = rows(prepared(tmp_path, text, "Discovery workshop.csv"))
    assert {row["session_id"] for row in staged} == {"Discovery workshop"}
    assert [row["attended"] for row in staged] == [True, False]


def test_an_attendee_list_never_says_who_was_invited_but_registrations_do(tmp_path: Path) -> None:
    assert "invited" not in prepared(tmp_path, ZOOM).columns
    text = "Attended,User Name (Original Name),Email,Join Time,Leave Time\n"
    text += "Yes,A,a@x.com,2024-03-14 09:00:00,2024-03-14 10:00:00\nNo,B,b@x.com,--,--\n"
    staged = rows(prepared(tmp_path, text, "webinar.csv"))
    assert [(row["person_id"], row["invited"], row["attended"], row["held_on"]) for row in staged] == [
        ("a@x.com", True, True, date(2024, 3, 14)),
        ("b@x.com", True, False, date(2024, 3, 14)),
    ]


def test_unreadable_times_set_the_row_aside(tmp_path: Path) -> None:
    done = prepared(tmp_path, ZOOM + "Cy,cy@x.com,03/14/2024 09:00:00 AM,,10,No,Y\n")
    assert done.staged is not None
    assert (done.staged.rows_read, done.staged.rows_used) == (6, 4)


def test_a_programme_can_be_set_and_a_column_kept(tmp_path: Path) -> None:
    done = prepared(tmp_path, ZOOM, constants={"program_id": "P7"}, keep=("Guest",))
    assert [(row["program_id"], row["kept_guest"]) for row in rows(done)] == [("P7", "No"), ("P7", "Yes")]


def test_a_roster_with_days_joined_and_left_is_no_attendance_list(tmp_path: Path) -> None:
    done = prepared(tmp_path, "Name,Email,Team,Manager,Joined,Left\nA,a@x.com,N,M,2024-03-14,2024-05-01\n")
    assert done.table == "people"


@pytest.mark.parametrize("order", ["dmy", "mdy"])
def test_the_order_of_dates_is_asked_where_the_list_does_not_tell(tmp_path: Path, order: str) -> None:
    text = "Name,Join Time,Leave Time\nA,03/04/2024 09:00,03/04/2024 10:00\n"
    assert [question.subject for question in prepared(tmp_path, text).undecided] == ["Join Time"]
    (row,) = rows(prepared(tmp_path, text, date_orders={"Join Time": order}))
    assert row["held_on"] == (date(2024, 4, 3) if order == "dmy" else date(2024, 3, 4))


def test_a_list_in_utf16_with_tabs_names_its_session(tmp_path: Path) -> None:
    text = "Meeting title\tKick-off\nAttended participants\t2\n\nName\tFirst Join\tLast Leave\tEmail\tRole\n"
    text += "Org\t3/14/24, 9:00:00 AM\t3/14/24, 10:00:00 AM\to@x.com\tOrganizer\n"
    text += "Anna\t3/14/24, 9:00:00 AM\t3/14/24, 9:45:00 AM\ta@x.com\tAttendee\n"
    staged = rows(prepared(tmp_path, text.encode("utf-16")))
    assert [(row["person_id"], row["session_id"], row["attended"]) for row in staged] == [("a@x.com", "Kick-off", True)]


def test_a_meeting_id_that_recurs_is_one_session_a_day(tmp_path: Path) -> None:
    text = "Meeting ID,Name,Join Time,Leave Time\n" + "".join(
        f"999,{name},2025-03-{day:02d} 10:{minute}:00,2025-03-{day:02d} 11:00:00\n"
        for day in (4, 11, 18)
        for name, minute in (("Anna", "00"), ("Ben", "45"))
    )
    staged = rows(prepared(tmp_path, text))
    assert [(row["person_id"], row["held_on"].day, row["minutes"], row["attended"]) for row in staged] == [
        (name, day, minutes, attended)
        for day in (4, 11, 18)
        for name, minutes, attended in (("Anna", 60, True), ("Ben", 15, False))
    ]


def test_a_session_over_midnight_is_one_and_who_never_joined_belongs_to_the_first(tmp_path: Path) -> None:
    text = (
        "Meeting ID,Attended,Name,Join Time,Leave Time\n"
        "7,Yes,Anna,2025-03-04 23:30:00,2025-03-05 00:30:00\n7,Yes,Ben,2025-03-05 00:00:00,2025-03-05 00:30:00\n"
        "7,No,Cy,--,--\n7,Yes,Anna,2025-03-11 09:00:00,2025-03-11 10:00:00\n"
    )
    staged = rows(prepared(tmp_path, text))
    assert [(row["person_id"], row["held_on"].day, row["attended"]) for row in staged] == [
        ("Anna", 4, True), ("Ben", 4, True), ("Cy", 4, False), ("Anna", 11, True),
    ]  # fmt: skip


TEAMS = """1. Summary
Meeting title\tPitch clinic
Attended participants\t3
Start time\t17.03.25, 14:00:00
End time\t17.03.25, 15:30:00
Meeting duration\t1h 30m

2. Participants
Name\tFirst join\tLast leave\tIn-meeting duration\tEmail\tParticipant ID (UPN)\tRole
Olga\t17.03.25, 14:00:00\t17.03.25, 15:30:00\t1h 30m\to@x.com\to@x.com\tOrganizer
Anna\t17.03.25, 14:00:00\t17.03.25, 15:30:00\t44m 30s\ta@x.com\ta@x.com\tPresenter
Ben\t17.03.25, 14:10:00\t17.03.25, 15:00:00\t46m\tb@x.com\tb@x.com\tPresenter

3. In-Meeting activities
Name\tJoin time\tLeave time\tDuration\tEmail\tRole
Olga\t17.03.25, 14:00:00\t17.03.25, 15:30:00\t1h 30m\to@x.com\tOrganizer
Anna\t17.03.25, 14:00:00\t17.03.25, 14:44:30\t44m 30s\ta@x.com\tPresenter
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_report_of_three_sections_is_read_by_its_participants(encoding: str, tmp_path: Path) -> None:
    done = prepared(tmp_path, TEAMS.encode(encoding))
    assert [(row["person_id"], row["minutes"], row["attended"]) for row in rows(done)] == [
        ("a@x.com", 44.5, False), ("b@x.com", 46.0, True),
    ]  # fmt: skip
    other = next(problem for problem in done.problems if problem.problem.startswith("Another table"))
    assert (other.count, other.examples[0].line) == (2, 15)


TOTALS = """Topic,ID,Host name,Duration (minutes),Start time,End time,Participants
Pitch clinic,77,Olga Host,90,{day} 10:00,{day} 11:30,3

Name (original name),Email,Total duration (minutes),Guest
Olga Host,o@x.com,90,No
Anna,a@x.com,45,No
Ben,,44,Yes
"""


def test_totals_are_of_the_day_and_length_that_stand_above_them(tmp_path: Path) -> None:
    done = prepared(tmp_path, TOTALS.format(day="2025-03-17"))
    assert [(row["person_id"], row["held_on"], row["minutes"], row["attended"]) for row in rows(done)] == [
        ("a@x.com", date(2025, 3, 17), 45.0, True), ("Ben", date(2025, 3, 17), 44.0, False),
    ]  # fmt: skip


def test_the_day_above_a_list_is_asked_where_it_is_two_days(tmp_path: Path) -> None:
    (question,) = prepared(tmp_path, TOTALS.format(day="03/04/2025")).undecided
    assert (question.kind, question.subject) == ("day", "held_on")
    done = prepared(tmp_path, TOTALS.format(day="03/04/2025"), constants={"held_on": "2025-04-03"})
    assert {row["held_on"] for row in rows(done)} == {date(2025, 4, 3)}


ACTIONS = """Full Name\tUser Action\tTimestamp
Anna\tJoined\t3/17/2025, 2:00:00 PM
Ben\tJoined before\t3/17/2025, 2:00:00 PM
Anna\tLeft\t3/17/2025, 2:20:00 PM
Cy\tJoined\t3/17/2025, 2:30:00 PM
Anna\tJoined\t3/17/2025, 2:50:00 PM
Cy\tLeft\t3/17/2025, 2:35:00 PM
Anna\tLeft\t3/17/2025, 3:00:00 PM
"""


def test_a_list_of_who_joined_and_left_is_attendance(tmp_path: Path) -> None:
    done = prepared(tmp_path, ACTIONS.encode("utf-16"), "list.csv")
    assert [(row["person_id"], row["minutes"], row["attended"]) for row in rows(done)] == [
        ("Anna", 30.0, True), ("Ben", 60.0, True), ("Cy", 5.0, False),
    ]  # fmt: skip


def test_actions_of_another_kind_are_no_attendance(tmp_path: Path) -> None:
    done = prepared(tmp_path, "Full Name,User Action,Timestamp\nAnna,Viewed,2025-03-17 14:00:00\n")
    assert done.table != "training"


WAITING = """Name (Original Name),User Email,Join Time,Leave Time,In Waiting Room
Anna,a@x.com,2025-03-17 13:00:00,2025-03-17 14:00:00,Yes
Anna,a@x.com,2025-03-17 14:00:00,2025-03-17 14:40:00,No
Ben,b@x.com,2025-03-17 14:00:00,2025-03-17 15:00:00,No
"""


def test_the_waiting_room_is_neither_attendance_nor_session(tmp_path: Path) -> None:
    done = prepared(tmp_path, WAITING)
    assert [(row["minutes"], row["attended"]) for row in rows(done)] == [(40.0, True), (60.0, True)]
    assert done.staged is not None
    assert done.staged.rows_set_aside == 1


WEBINAR = """Attendee Report
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered
Launch,5,2025-03-17 10:00:00,60,4
Host Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest
Yes,Olga,o@x.com,2025-03-17 10:00:00,2025-03-17 11:00:00,60,No
Yes,Otto,p@x.com,2025-03-17 10:00:00,2025-03-17 11:00:00,60,No
Attendee Details,
Attended,User Name (Original Name),Email,Registration Time,Approval Status,Join Time,Leave Time
Yes,Anna,a@x.com,2025-03-01 10:00:00,approved,2025-03-17 10:00:00,2025-03-17 10:50:00
No,Ben,b@x.com,2025-03-01 10:00:00,approved,--,--
No,Cy,c@x.com,2025-03-01 10:00:00,denied,--,--
"""


def test_of_a_webinar_the_attendees_are_read_without_denied_registrations(tmp_path: Path) -> None:
    done = prepared(tmp_path, WEBINAR)
    assert [(row["person_id"], row["invited"], row["attended"]) for row in rows(done)] == [
        ("a@x.com", True, True), ("b@x.com", True, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "Organizer",
        "Gastgeber",
        "Co-Gastgeber",
        "Hôte",
        "Anfitrión",
        "共同ホスト",
        "联席主持人",
        "Соорганизатор",
        "Host, me",
    ],
)
def test_hosts_are_left_out_in_every_language(words: str, tmp_path: Path) -> None:
    text = "Name,Join Time,Leave Time\n" + "".join(
        f'"{name}",2025-03-17 10:00:00,2025-03-17 11:00:00\n' for name in (f"Olga ({words})", "Anna")
    )
    assert [row["person_id"] for row in rows(prepared(tmp_path, text))] == ["Anna"]


def people(folder: Path, *persons: tuple[str, str, str | None]) -> TableState:
    path = folder / "people.parquet"
    values = [dict(zip(("person_id", "name", "email"), person, strict=True)) for person in persons]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(values), path)
    return TableState("people", 0, (path,), len(values), ("person_id", "name", "email"), {})


ANNA = ("E1", "Anna Berg", "a@x.com")


@pytest.mark.parametrize(("written", "person"), [("Annie (Anna Berg)", "Anna Berg"), ("Anna Berg (Acme)", "Anna Berg")])
def test_brackets_hold_a_second_name_if_the_roster_has_it(written: str, person: str, tmp_path: Path) -> None:
    text = f"Name,Join Time,Leave Time\n{written},2025-03-17 10:00:00,2025-03-17 11:00:00\n"
    done = prepared(tmp_path, text, context=ImportContext(people=people(tmp_path, ANNA)))
    assert [row["person_id"] for row in rows(done)] == [person]


def test_brackets_that_tell_two_people_of_one_name_apart_stay(tmp_path: Path) -> None:
    text = "Name,Join Time,Leave Time\n" + "".join(
        f"{name},2025-03-17 10:00:00,2025-03-17 11:00:00\n" for name in ("Anna (Acme)", "Anna (Beta)", "Cy (he/him)")
    )
    assert [row["person_id"] for row in rows(prepared(tmp_path, text))] == ["Anna (Acme)", "Anna (Beta)", "Cy"]


GUEST = """Name,User Email,Join Time,Leave Time
Anna Berg,a@x.com,2025-03-17 10:00:00,2025-03-17 10:25:00
Anna Berg,,2025-03-17 10:20:00,2025-03-17 10:50:00
Ben,b@x.com,2025-03-17 10:00:00,2025-03-17 11:20:00
"""


@pytest.mark.parametrize(
    ("roster", "answer", "minutes"),
    [
        ((), None, [50, 80]),
        ((ANNA,), None, [50, 80]),
        ((ANNA, ("E9", "Anna Berg", "z@x.com")), None, None),
        ((("E9", "Anna Berg", "z@x.com"),), None, None),
        ((ANNA, ("E9", "Anna Berg", "z@x.com")), True, [50, 80]),
        ((ANNA, ("E9", "Anna Berg", "z@x.com")), False, [25, 30, 80]),
    ],
)
def test_a_guest_is_the_signed_in_person_of_the_name_if_there_is_nobody_else(
    roster: tuple[tuple[str, str, str | None], ...], answer: bool | None, minutes: list[int] | None, tmp_path: Path
) -> None:
    context = ImportContext(people=people(tmp_path, *roster) if roster else None)
    done = prepared(tmp_path, GUEST, context=context, same_person=answer)
    if minutes is None:
        assert [(question.kind, question.subject) for question in done.undecided] == [("same person", "Anna Berg")]
        assert "--same-person yes" in done.undecided[0].sentence
    else:
        assert [row["minutes"] for row in rows(done)] == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("60", 60), ("1h", 60), ("1h 5m 30s", 65.5), ("59min", 59), ("1:05:30", 65.5), ("2 Std. 3 Min.", 123),
     ("1時間 5分", 65), ("1小时5分钟30秒", 65.5), ("1 ч 5 мин", 65), ("45,5", 45.5), ("soon", None)],
)  # fmt: skip
def test_durations_are_read_as_they_are_written(text: str, minutes: float | None) -> None:
    assert minutes_of(text) == minutes
    with duckdb.connect() as connection:
        (read,) = connection.execute(f"SELECT {minutes_sql('text')} FROM (SELECT ? AS text)", [text]).fetchall()[0]
    assert read == pytest.approx(minutes) if minutes is not None else not read


WITH_HOST = """Topic,Meeting ID,Host,{0},Start time,Duration (minutes),Name (Original Name),{0},Join time,Leave time
Pitch,77,Hana Host,hana@x.com,2026-05-04 09:00:00,60,Hana Host,hana@x.com,2026-05-04 09:00:00,2026-05-04 10:00:00
Pitch,77,Hana Host,hana@x.com,2026-05-04 09:00:00,60,Ola Ort,ola@x.com,2026-05-04 09:00:00,2026-05-04 09:50:00
Pitch,77,Hana Host,hana@x.com,2026-05-04 09:00:00,60,Per Pol,per@x.com,2026-05-04 09:00:00,2026-05-04 09:10:00
"""


@pytest.mark.parametrize("email", ["Email", "User Email"])
def test_the_hosts_address_is_not_everybodys_and_the_host_is_left_out(email: str, tmp_path: Path) -> None:
    staged = rows(prepared(tmp_path, WITH_HOST.format(email)))
    assert {row["person_id"]: row["attended"] for row in staged} == {"ola@x.com": True, "per@x.com": False}


def test_of_several_meetings_each_row_names_its_own_host(tmp_path: Path) -> None:
    """Both columns of addresses differ between the rows: the participant's stands beside the times."""
    other = WITH_HOST.format("Email").replace("77", "78").replace("Hana Host,hana@", "Ivo Inn,ivo@").split("\n", 1)[1]
    staged = rows(prepared(tmp_path, WITH_HOST.format("Email") + other))
    assert sorted((row["session_id"], row["person_id"]) for row in staged) == [
        (session, person) for session in ("77", "78") for person in ("ola@x.com", "per@x.com")
    ]


def test_a_header_of_a_list_can_be_said_to_be_the_persons_or_nothing(tmp_path: Path) -> None:
    mapping = {"Email (2)": "", "Name (Original Name)": "person_id"}
    staged = rows(prepared(tmp_path, WITH_HOST.format("Email"), mapping=mapping))
    assert [row["person_id"] for row in staged] == ["Ola Ort", "Per Pol"]
    swapped = {"Email": "person_id", "Email (2)": ""}
    assert {row["person_id"] for row in rows(prepared(tmp_path, WITH_HOST.format("Email"), mapping=swapped))} == {
        "hana@x.com"
    }


CLOCKS = """First name,Last name,Email,Duration,Time joined,Time exited
Ana,Abt,ana@x.com,1 hr 2 min,9:00 AM,10:05 AM
Bo,Bly,bo@x.com,12 min,9:02 AM,10:05 AM
Cy,Cox,,58 min,9:01 AM,10:05 AM
"""


def test_times_of_day_and_durations_are_attendance_once_the_day_is_said(tmp_path: Path) -> None:
    """A duration goes before last leave minus first join; somebody without an address has first and last name."""
    (question,) = prepared(tmp_path, CLOCKS).undecided
    assert (question.kind, "--set held_on=DAY" in question.sentence) == ("day", True)
    staged = rows(prepared(tmp_path, CLOCKS, constants={"held_on": "2026-05-04"}))
    assert [(row["person_id"], row["held_on"], row["attended"], row["minutes"]) for row in staged] == [
        ("ana@x.com", date(2026, 5, 4), True, 62),
        ("bo@x.com", date(2026, 5, 4), False, 12),
        ("Cy Cox", date(2026, 5, 4), True, 58),
    ]


REGISTERED = """Attendee Report:

General Information
Webinar Name,Webinar ID,Actual Start Date/Time,Actual Duration (minutes),# Attended
"Pricing","555-111","May 4, 2026 02:00 PM CEST","60","2"

Attendee Details
Attended,Last Name,First Name,Email Address,Registration Date/Time,Registration Status,Time in Session,Unsubscribed
Yes,Abt,Ana,ana@x.com,"Apr 10, 2026 10:00 AM CEST",Approved,54 minutes,No
Yes,Bly,Bo,bo@x.com,"Apr 10, 2026 10:00 AM CEST",Approved,10 minutes,No
No,Cox,Cy,cy@x.com,"Apr 10, 2026 10:00 AM CEST",Approved,--,No
No,Dun,Di,di@x.com,"Apr 10, 2026 10:00 AM CEST",Denied,--,No
"""


def test_a_webinars_registrations_say_who_was_invited_and_complete_nothing(tmp_path: Path) -> None:
    done = prepared(tmp_path, REGISTERED)
    assert "completed" not in done.columns
    assert [(row["person_id"], row["invited"], row["attended"], row["held_on"]) for row in rows(done)] == [
        ("ana@x.com", True, True, date(2026, 5, 4)),
        ("bo@x.com", True, False, date(2026, 5, 4)),
        ("cy@x.com", True, False, date(2026, 5, 4)),
    ]
    assert [(problem.count, problem.examples[0].line) for problem in done.problems] == [(1, 12)]


@pytest.mark.parametrize(
    ("words", "column", "values"),
    [(("Approved", "Denied"), "invited", [True, False]), (("Completed", "Registered"), "completed", [True, False])],
)
def test_a_registrations_status_is_an_invitation_unless_it_says_what_was_completed(
    words: tuple[str, str], column: str, values: list[bool], tmp_path: Path
) -> None:
    text = "Email,Course,Session Date,Registration Status\n"
    text += "".join(f"p{number}@x.com,Pitch,2026-05-04,{word}\n" for number, word in enumerate(words))
    staged = rows(prepared(tmp_path, text, table="training"))
    assert [row.get(column) for row in staged] == values
