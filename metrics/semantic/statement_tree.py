"""The parser of SELECTs: what one reads, the columns it gives, and why a text can be none of ours.

Loading this module loads sqlglot. Only what must read a text that `statement` doesn't list reaches it.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from sqlglot import Token, TokenType, exp, parse_one, tokenize
from sqlglot.errors import ParseError, TokenError

from metrics.semantic.statement import SelectStatement, StatementError

DIALECT = "duckdb"
BEGINNINGS = (TokenType.SELECT, TokenType.WITH, TokenType.FROM, TokenType.L_PAREN)
"""What a SELECT begins with; DuckDB lets FROM stand first."""

PLACED_BY = ("happened_on", "started_on")

TEXTS = (
    TokenType.STRING, TokenType.RAW_STRING, TokenType.HEREDOC_STRING, TokenType.UNICODE_STRING, TokenType.BYTE_STRING,
    TokenType.NATIONAL_STRING, TokenType.HEX_STRING, TokenType.BIT_STRING,
)  # fmt: skip
"""Tokens whose capital letters count."""


def parsed_statement(sql: str) -> SelectStatement:
    """What a SELECT reads. Raises StatementError for a text that isn't one SELECT, or reads what is no relation."""
    tree = parsed_select(sql)
    parts = {part.alias.lower(): part.this for part in tree.find_all(exp.CTE)}
    relations = [name for name in _relations(sql, tree) if name not in parts]
    values = dict.fromkeys(given.name for given in tree.find_all(exp.Placeholder, exp.Parameter))
    source = _source(tree, parts)
    return SelectStatement(source, tuple(dict.fromkeys(relations)), tuple(parts), tuple(values), _placed_by(tree))


def _placed_by(tree: exp.Query) -> str:
    """The column that stands as the day on which a row happened or began; empty where it is computed, or none does."""
    for column in tree.selects:
        if column.alias_or_name.lower() in PLACED_BY and isinstance(column.unalias(), exp.Column):
            return str(column.unalias().name)
    return ""


def parsed_select(sql: str) -> exp.Query:
    """The tree of a text that is one SELECT. Raises StatementError."""
    tokens = _tokens_of_one_select(sql)
    first = tokens[0].line
    try:
        tree = parse_one(without_end(sql), dialect=DIALECT)
    except ParseError as problem:
        error = problem.errors[0] if problem.errors else {}
        near = f" near “{error['highlight']}”" if error.get("highlight") else ""
        raise StatementError(
            f"this can't be read as SQL{near}; mend what stands there", error.get("line") or first
        ) from None
    except RecursionError:
        raise StatementError("this is nested too deeply to be read; write it with fewer parentheses", first) from None
    if not isinstance(tree, exp.Query):
        raise StatementError(f"“{tokens[0].text}” begins no SELECT; write one", first)
    return tree


def tokens_of(sql: str) -> list[Token]:
    """The words, signs and texts of a SELECT without its comments, each with its place. Raises StatementError."""
    try:
        return tokenize(sql, dialect=DIALECT)
    except TokenError as problem:
        line = sql[: problem.end or 0].count("\n") + 1
        raise StatementError("a text, a name or a comment is not closed; close it", line) from None


def line_of(sql: str, word: str) -> int:
    """The line of a text on which a name or a function first stands; 1 where it doesn't."""
    return next((token.line for token in tokens_of(sql) if token.text.lower() == word.lower()), 1)


def without_end(sql: str) -> str:
    """A SELECT without the semicolon behind it, and the comments behind that. Raises StatementError."""
    tokens = tokens_of(sql)
    while tokens and tokens[-1].token_type is TokenType.SEMICOLON:
        sql = sql[: tokens.pop().start].rstrip()
    return sql


@lru_cache(maxsize=500)
def normal_form(sql: str) -> str:
    """A SELECT without what changes nothing: white space, comments, capital letters of its words, quotes of its names.

    The words stay in their order, so that the form doesn't depend on how a version of the parser writes a tree. A text
    that is no SQL has its own white space evened out.
    """
    try:
        tokens = tokens_of(sql)
    except StatementError:
        return " ".join(sql.split())
    return " ".join(repr(token.text) if token.token_type in TEXTS else token.text.lower() for token in tokens)


@lru_cache(maxsize=200)
def given_columns(sql: str) -> Mapping[str, str]:
    """The columns that a SELECT names as its own, each with the SQL of its value; what a `*` gives is not among them.

    Raises StatementError.
    """
    columns = {
        column.alias_or_name.lower(): column.unalias().sql(dialect=DIALECT, comments=False, normalize=True)
        for column in parsed_select(sql).selects
        if not column.is_star
    }
    return MappingProxyType(columns)


def renamed(sql: str, names: Mapping[str, str]) -> str:
    """A SELECT whose columns called as in `names` are called otherwise; nothing else of its text changes.

    Raises StatementError.
    """
    places = []
    for column in parsed_select(sql).selects:
        name = names.get(column.alias_or_name.lower())
        alias = column.args.get("alias")
        if name and alias:
            places.append((alias.meta["start"], alias.meta["end"] + 1, name))
        elif name and isinstance(column, exp.Column):
            end = column.this.meta["end"] + 1
            places.append((end, end, f" AS {name}"))
    for start, end, name in sorted(places, reverse=True):
        sql = f"{sql[:start]}{name}{sql[end:]}"
    return sql


def _tokens_of_one_select(sql: str) -> list[Token]:
    tokens = tokens_of(sql)
    if not tokens:
        raise StatementError("there is no SELECT; write one", 1)
    ends = [place for place, token in enumerate(tokens) if token.token_type is TokenType.SEMICOLON]
    if ends and tokens[ends[0] + 1 :]:
        raise StatementError("a second statement begins here; keep one SELECT", tokens[ends[0] + 1].line)
    if tokens[0].token_type not in BEGINNINGS:
        raise StatementError(f"“{tokens[0].text}” begins no SELECT; write one", tokens[0].line)
    return tokens


def _relations(sql: str, tree: exp.Query) -> Iterator[str]:
    """The names that a SELECT reads, its own parts among them, in the order of its text. Raises StatementError."""
    for lateral in tree.find_all(exp.Lateral):
        if not isinstance(lateral.this, exp.Subquery | exp.Unnest | exp.Explode):
            raise _no_relation(sql, lateral.this)
    tables = list(tree.find_all(exp.Table))
    for table in tables:
        if not isinstance(table.this, exp.Identifier):
            raise _no_relation(sql, table.this)
        if table.db or not table.name.isidentifier():
            name = f"{table.db}.{table.name}" if table.db else table.name
            reason = f"“{name}” is no table of a workspace and no prepared view; read one of these"
            raise StatementError(reason, table.this.meta.get("line", 1))
    for table in sorted(tables, key=lambda table: int(table.this.meta.get("start", 0))):
        yield table.name.lower()


def _no_relation(sql: str, function: exp.Expr) -> StatementError:
    """What is said of a function behind FROM, such as one that reads files."""
    name = function.sql(dialect=DIALECT).partition("(")[0].lower()
    reason = f"{name}(…) is read, which is no table of a workspace and no prepared view; read one of these"
    return StatementError(reason, line_of(sql, name))


def _source(query: exp.Expr | None, parts: Mapping[str, exp.Expr]) -> str:
    """The relation that a query's rows come from. Of several joined by UNION it is that of the first."""
    passed: set[str] = set()
    while query is not None:
        if isinstance(query, exp.Select):
            source = query.args.get("from_")
            query = source and source.this
        elif isinstance(query, exp.SetOperation | exp.Subquery):
            query = query.this
        elif isinstance(query, exp.Table):
            name = query.name.lower()
            if name not in parts:
                return name
            query = None if name in passed else parts[name]
            passed.add(name)
        else:
            return ""
    return ""
