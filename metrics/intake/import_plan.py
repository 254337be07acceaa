"""From headers, profiles and a person's answers to a plan of what a file becomes, or to what has to be asked first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from metrics.errors import UserError
from metrics.intake.checked_choices import check_choices
from metrics.intake.choices import DateOrder, DecimalMark, ImportChoices, RateDirection, Unit
from metrics.intake.header_answers import answer_for, decision_about, find_header, stored_name
from metrics.intake.model import ColumnFormat, ColumnProfile, Decision
from metrics.intake.open_questions import Undecided, ask_column, ask_date_order, ask_decimal_mark, ask_unit
from metrics.intake.recognize.carried_rows import Leavers, carried_rows, find_leavers
from metrics.intake.recognize.date_orders import is_open, with_order_of_others
from metrics.intake.recognize.joined_columns import join_columns, without_parts_of_names
from metrics.intake.recognize.joined_words import JoinedColumn
from metrics.intake.recognize.mapping_memory import RememberedMapping, answered_elsewhere, recall, without_unfitting
from metrics.intake.recognize.profile import ColumnReading, telling_headers
from metrics.intake.recognize.reading_evidence import DECIMAL_MARKS, guess_kind
from metrics.intake.recognize.record_kinds import RecordKind, Samples, recognize_kind, stage_field, without_parents
from metrics.intake.recognize.share_units import is_share, with_unit
from metrics.intake.recognize.table_match import (
    ColumnSuggestion,
    TableMatch,
    exact_mapping,
    rank_tables,
    recognized,
    stands_alone,
    suggest,
    with_answers,
)
from metrics.intake.recognize.time_units import require_unit_of, with_said_unit, with_time_unit
from metrics.intake.recognize.typed_sql import KeptColumn, PlannedColumn, check_constants
from metrics.intake.stage.attendance_list import AttendanceColumns, recognize_attendance
from metrics.intake.stage.attendance_roles import PERSON
from metrics.intake.stage.carried_rows import StoredPeople
from metrics.intake.stage.rate_directions import header_direction
from metrics.intake.stage.staging import Plan
from metrics.schema import Column, Contract, WordMeaning, contracts, taught, with_taught
from metrics.store import TableState


@dataclass(frozen=True, slots=True)
class ImportContext:
    """What a workspace already knows that bears on a new file.

    `kept` is, by table, header → the name it is stored under; `people` the roster, if there is one, and `stored_people`
    whom it has.
    """

    memory: tuple[RememberedMapping, ...] = ()
    kept: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    time_zone: str = "UTC"
    currency: str = "USD"
    people: TableState | None = None
    stored_people: StoredPeople = field(default_factory=StoredPeople)
    words: tuple[WordMeaning, ...] = ()
    attended_share: float = 0.5


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file would become. `plan` is None while something is `undecided`.

    `attendance` is set for the attendance list of a meeting tool; its plan holds only what every row gets besides.
    """

    table: str | None
    candidates: tuple[TableMatch, ...]
    mapping: Mapping[str, str]
    suggestions: tuple[ColumnSuggestion, ...]
    decisions: tuple[Decision, ...]
    undecided: tuple[Undecided, ...]
    plan: Plan | None
    attendance: AttendanceColumns | None = None


ReadColumns = Callable[[Mapping[int, Column]], Sequence[ColumnReading]]
"""How the columns at some positions are to be read, given the columns their texts are to become."""


@dataclass(frozen=True, slots=True)
class _Situation:
    """One file and everything said about it so far. `recalled` is None for headers nobody confirmed before, `kind` for
    those that tell no kind of records."""

    file: str
    headers: Sequence[str]
    profiles: Sequence[ColumnProfile]
    read_columns: ReadColumns
    choices: ImportChoices
    recalled: RememberedMapping | None
    context: ImportContext
    kind: RecordKind | None = None
    samples: Samples = field(default_factory=dict)

    def date_order(self, reading: ColumnReading) -> DateOrder | None:
        """The order said for a column, or remembered where its dates leave it open. Raises UserError if they don't."""
        decision = decision_about(reading, "date order")
        chosen = answer_for(reading.name, self.choices.date_orders)
        if chosen is None:
            recalled = self.recalled.date_orders if self.recalled else {}
            return answer_for(reading.name, recalled) if decision and not decision.certain else None
        if decision and decision.certain and chosen not in (decision.value, *decision.alternatives):
            raise UserError(
                f"{self.file}: the dates under “{reading.name}” are {decision.value}, not {chosen}: "
                f"{decision.evidence}. Leave out --date-order '{reading.name}={chosen}', or correct the dates."
            )
        return chosen

    def decimal_mark(self, reading: ColumnReading) -> DecimalMark | None:
        """The decimal mark said for a column, or remembered, likewise."""
        decision = decision_about(reading, "decimal mark")
        chosen = answer_for(reading.name, self.choices.decimal_marks)
        if chosen is None:
            recalled = self.recalled.decimal_marks if self.recalled else {}
            return answer_for(reading.name, recalled) if decision and not decision.certain else None
        words = (decision.value, *decision.alternatives) if decision else ()
        if decision and decision.certain and chosen not in [DECIMAL_MARKS[word] for word in words]:
            raise UserError(
                f"{self.file}: the decimal mark under “{reading.name}” is the {decision.value}: {decision.evidence}. "
                f"Leave out --decimal '{reading.name}={chosen}', or correct the numbers."
            )
        return chosen

    def unit(self, reading: ColumnReading) -> Unit | None:
        """The unit said for a column of shares, or remembered where its numbers leave it open, likewise."""
        decision = decision_about(reading, "unit")
        chosen = answer_for(reading.name, self.choices.units)
        if chosen is None:
            recalled = self.recalled.units if self.recalled else {}
            return answer_for(reading.name, recalled) if decision and not decision.certain else None
        require_unit_of(reading, chosen, self.file)
        wrong = chosen == "fraction" and reading.counts.get("above_one", 0)
        if decision and (wrong or (chosen == "count" and chosen not in (decision.value, *decision.alternatives))):
            raise UserError(
                f"{self.file}: the numbers under “{reading.name}” are no {chosen}s: {decision.evidence}. "
                f"Leave out --unit '{reading.name}={chosen}', or correct the numbers."
            )
        return chosen

    def rate_direction(self, header: str | None) -> RateDirection | None:
        """Which way round rates are quoted, as far as it was said or remembered, or the header says it."""
        recalled = self.recalled.rate_directions if self.recalled else {}
        for answers in (self.choices.rate_directions, recalled) if header else ():
            if answer := answer_for(header or "", answers):
                return answer
        return header_direction(header)

    def readings(self, columns: Mapping[str, Column]) -> dict[str, ColumnReading]:
        """How the headers given are to be read, as the columns they serve; texts need no reading."""
        read = {
            place: columns[header]
            for place, header in enumerate(self.headers)
            if header in columns and (columns[header].type not in ("text", "boolean") or columns[header].measured)
        }
        readings = [
            with_unit(reading, column) if is_share(column) else with_time_unit(reading, column, columns, self.samples)
            for reading in (self.read_columns(read) if read else ())
            for column in [columns[reading.name]]
        ]
        others = [*readings, *self._other_days(columns, [each for each in readings if is_open(each)])]
        remembered = self.recalled.date_orders if self.recalled else {}
        return {each.name: with_order_of_others(each, others, self.samples, remembered) for each in readings}

    def _other_days(self, columns: Mapping[str, Column], undecided: Sequence[ColumnReading]) -> Sequence[ColumnReading]:
        """How the days under headers that are no column are written, where those of a column don't tell."""
        if not undecided:
            return ()
        left = [place for place, header in enumerate(self.headers) if header not in columns]
        texts = {place: [text for text in self.samples.get(self.headers[place], ()) if text] for place in left}
        return self.read_columns(
            {place: columns[undecided[0].name] for place in left if guess_kind(texts[place]) == "date"}
        )


def propose(
    file: str,
    headers: Sequence[str],
    choices: ImportChoices,
    context: ImportContext,
    read_columns: ReadColumns,
    profiles: Sequence[ColumnProfile] = (),
    samples: Samples = MappingProxyType({}),
) -> Proposal:
    """What a file with these headers becomes, given the answers so far. Raises UserError for an impossible answer."""
    ranked = rank_tables(headers, profiles)
    recalled, kind = recall(context.memory, headers), recognize_kind(headers, samples)
    situation = _Situation(file, headers, profiles, read_columns, choices, recalled, context, kind, samples)
    if (
        choices.table in (None, "training")
        and set(choices.mapping.values()) <= set(PERSON)
        and (proposal := _attendance(ranked, situation, samples))
    ):
        return proposal
    table, decision = _choose_table(ranked, without_parents(ranked, headers, samples), situation)
    if table is None:
        return Proposal(None, ranked, {}, (), (decision,), (_ask_table(ranked, situation),), None)
    contract = contracts()[table]
    recalled, lapsed = without_unfitting(recalled if recalled and recalled.table == table else None, samples)
    situation = replace(situation, recalled=recalled)
    mapping = _mapping(contract, situation)
    stated = {column for column in (*choices.mapping.values(), *choices.constants) if column}
    joined = join_columns(contract, headers, mapping, stated, samples)
    mapping = without_parts_of_names(mapping, joined)
    serve = {column.headers[0]: column.column for column in joined if column.column not in mapping.values()}
    readings = situation.readings({header: contract.columns[each] for header, each in {**serve, **mapping}.items()})
    elsewhere = answered_elsewhere(context.memory, table, headers)
    suggestions = with_answers(suggest(contract, headers, mapping, profiles, samples), elsewhere, mapping)
    undecided = (*_missing(contract, mapping, joined, suggestions, situation, ranked), *_open(readings, situation))
    plan = None if undecided else _plan(contract, mapping, joined, readings, situation)
    decided = [decision, *lapsed, *(column.decision for column in joined)]
    decided += [each for read in readings.values() for each in read.decisions]
    return Proposal(table, ranked, mapping, suggestions, tuple(decided), undecided, plan)


def _attendance(ranked: tuple[TableMatch, ...], situation: _Situation, samples: Samples) -> Proposal | None:
    """What the attendance list of a meeting tool becomes; None for any other file."""
    training = contracts()["training"]
    attendance = recognize_attendance(situation.headers, samples, situation.choices.mapping)
    if attendance is None:
        return None
    moments = () if attendance.clocks else attendance.moments
    times = {attendance.headers[role]: training.columns["held_on"] for role in moments}
    readings = situation.readings(times)
    if any(reading.type != "timestamp" for reading in readings.values()):  # a roster's Joined and Left are days
        return None
    check_choices(replace(situation.choices, table="training"))
    joined = [readings[attendance.headers[role]] for role in moments[:1]]
    attendance = replace(attendance, format=_format(joined[0], situation) if joined else attendance.format)
    undecided = _open({reading.name: reading for reading in joined}, situation)
    plan = None if undecided else _plan(training, {}, (), {}, situation)
    decision = Decision("table", "training", "it lists who was there in a meeting")
    decisions = (decision, *(each for reading in joined for each in reading.decisions))
    return Proposal("training", ranked, attendance.mapping, (), decisions, undecided, plan, attendance)


def _choose_table(
    ranked: Sequence[TableMatch], eligible: Sequence[TableMatch], situation: _Situation
) -> tuple[str | None, Decision]:
    """The table said, else what the kind of records says, else the one confirmed before or recognized.

    What a kind of records says goes before a memory: earlier versions took changes and parts of deals for deals.
    """
    choices, kind, recalled = situation.choices, situation.kind, situation.recalled
    if choices.table is not None:
        check_choices(choices)
        return choices.table, Decision("table", choices.table, "chosen")
    if kind is not None:
        return kind.table, Decision("table", kind.table or "none", kind.evidence, certain=kind.table is not None)
    if recalled is not None:
        return recalled.table, Decision("table", recalled.table, "confirmed before for the same set of headers")
    best = recognized(eligible) if eligible else None
    if best is None:
        return None, Decision("table", "unknown", "no table fits clearly", certain=False)
    others = sum(match.score for match in ranked)
    confidence = round(best.score / others, 2)
    check_choices(replace(choices, table=best.table))
    return best.table, Decision("table", best.table, best.evidence, confidence=confidence)


def _ask_table(ranked: Sequence[TableMatch], situation: _Situation) -> Undecided:
    file, kind = situation.file, situation.kind
    options = tuple(match.table for match in ranked[:3])
    if kind is not None:
        reason = f"{kind.evidence}, which Coxswain has no table for"
        sentence = f"{file}: {reason}. Leave it out; if it is another table all the same, say --as TABLE."
        return Undecided("table", file, sentence, options, reason)
    could = f"It could be {' or '.join(options)}" if options else "No header is one that is known"
    return Undecided("table", file, f"{file}: which table is this? {could}. Say --as TABLE.", options)


def _mapping(contract: Contract, situation: _Situation) -> dict[str, str]:
    headers, recalled = situation.headers, situation.recalled
    stored = situation.context.stored_people
    likely = exact_mapping(contract, headers, situation.samples, stored.ids, stored.called)
    mapping = dict(recalled.mapping if recalled else likely)
    lapsed = set(recalled.lapsed.values()) if recalled else set()
    mapping |= {header: column for header, column in likely.items() if column in lapsed and header not in mapping}
    of_kind = (
        situation.kind.mapping if situation.kind and situation.kind.table == contract.name and not recalled else {}
    )
    for written, column in (*of_kind.items(), *situation.choices.mapping.items()):
        header = find_header(written, headers)
        if header is not None:
            mapping = {other: taken for other, taken in mapping.items() if taken != column and other != header}
            mapping[header] = column
    return {header: mapping[header] for header in headers if mapping.get(header)}


def _missing(
    contract: Contract,
    mapping: Mapping[str, str],
    joined: Sequence[JoinedColumn],
    suggestions: Sequence[ColumnSuggestion],
    situation: _Situation,
    ranked: Sequence[TableMatch],
) -> tuple[Undecided, ...]:
    """What to ask about columns that a table needs. Where nobody said which table it is, that may be wrong, too."""
    chosen = bool(situation.choices.table or situation.recalled or situation.kind)
    others = None if chosen else tuple(match.table for match in ranked if match.table != contract.name)[:2]
    undecided = []
    brought = {*mapping.values(), *(column.column for column in joined), *situation.choices.constants}
    for column in contract.lacking(brought):
        like = next((suggestion for suggestion in suggestions if suggestion.column == column), None)
        options = (like.header,) if like else telling_headers(mapping, situation.profiles)
        sure = like is not None and (like.answered or stands_alone(like, contract, mapping, situation.profiles))
        likely, why = like.header if like and sure else "", like.evidence if like else ""
        undecided.append(ask_column(situation.file, column, contract.name, options, others, why, likely))
    return tuple(undecided)


def _open(readings: Mapping[str, ColumnReading], situation: _Situation) -> tuple[Undecided, ...]:
    """What to ask about texts that can be read in two ways, where nobody said which."""
    questions = []
    for header, reading in readings.items():
        for decision in reading.decisions:
            if decision.certain:
                continue
            if decision.subject == "date order" and situation.date_order(reading) is None:
                questions.append(ask_date_order(situation.file, header, decision))
            if decision.subject == "decimal mark" and situation.decimal_mark(reading) is None:
                questions.append(ask_decimal_mark(situation.file, header, decision))
            if decision.subject == "unit" and situation.unit(reading) is None:
                questions.append(ask_unit(situation.file, header, decision))
    return tuple(questions)


def _plan(
    contract: Contract,
    mapping: Mapping[str, str],
    joined: Sequence[JoinedColumn],
    readings: Mapping[str, ColumnReading],
    situation: _Situation,
) -> Plan:
    together = {column.column: column for column in joined}
    header_of = {column.column: column.headers[0] for column in joined}
    header_of |= {column: header for header, column in mapping.items()}
    columns = []
    words = with_taught(situation.context.words, situation.choices.words)
    for name, defined in contract.columns.items():
        column = taught(defined, words)
        header, constant = header_of.get(name), situation.choices.constants.get(name)
        if header is not None:
            position = situation.headers.index(header)
            form = _format(readings[header], situation) if header in readings else ColumnFormat()
            form = replace(form, done_from=situation.context.attended_share) if column.partial else form
            text = together[name].text if name in together else None
            columns.append(PlannedColumn(column, position, header, form, constant, joined=text))
        elif constant is not None:
            columns.append(PlannedColumn(column, None, None, ColumnFormat(date_order="ymd"), constant))
    check_constants(columns, situation.context.time_zone)
    kept, leave_out = _kept(contract.name, situation), situation.choices.leave_out
    only = stage_field(situation.headers) if contract.name == "stage_history" else None
    leavers = _leavers(mapping, situation) if contract.name == "people" else None
    return Plan(
        contract, tuple(columns), kept, situation.context.time_zone, situation.context.currency, leave_out, only,
        bool(situation.choices.table), carried_rows(contract.name, situation.headers, mapping, situation.samples),
        leavers, situation.context.stored_people, tuple(joined),
        situation.rate_direction(header_of.get("rate")) if contract.name == "rates" else None,
        situation.choices.same_day,
    )  # fmt: skip


def _leavers(mapping: Mapping[str, str], situation: _Situation) -> Leavers | None:
    """The column of a roster that says who is gone. Days whose order is open are not read: nobody is asked for them."""
    day = contracts()["people"].columns["left_on"]

    def format_of(position: int) -> ColumnFormat | None:
        reading = situation.read_columns({position: day})[0]
        readable = reading.type in ("date", "timestamp") and all(decision.certain for decision in reading.decisions)
        return reading.format if readable else None

    return find_leavers(situation.headers, mapping, situation.samples, format_of)


def _format(reading: ColumnReading, situation: _Situation) -> ColumnFormat:
    """How a column is to be read, on its evidence and on what was said of it."""
    mark = situation.decimal_mark(reading)
    form = replace(reading.format, date_order=situation.date_order(reading) or reading.format.date_order)
    if unit := situation.unit(reading):
        form = with_said_unit(form, unit)
    if mark and mark != form.decimal_mark:
        groups = form.thousands_mark if form.thousands_mark in (" ", "'") else "." if mark == "," else ","
        form = replace(form, decimal_mark=mark, thousands_mark=groups)
    return form


def _kept(table: str, situation: _Situation) -> tuple[KeptColumn, ...]:
    """The headers to be kept, under the names the table already keeps them by."""
    taken, kept = dict(situation.context.kept.get(table, {})), dict[str, KeptColumn]()
    for written in (*situation.choices.keep, *(situation.recalled.keep if situation.recalled else ())):
        if (header := find_header(written, situation.headers)) is not None:
            taken[header] = stored_name(header, taken)
            kept[header] = KeptColumn(taken[header], header, situation.headers.index(header))
    return tuple(kept.values())
