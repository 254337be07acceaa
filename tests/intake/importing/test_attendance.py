from datetime import date
from pathlib import Path

import pytest

from metrics.schema.settings import Settings
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
            "person_id": "Ben Cole", "held_on": date(2024, 3, 14), "program_id": "Discovery",
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
        ("Anna", 4, True), ("Ben", 5, True), ("Cy", 4, False), ("Anna", 11, True),
    ]  # fmt: skip
