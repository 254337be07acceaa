"""SQL of the catalog is written once for every engine: what engines read differently is not used."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from types import MappingProxyType

from sqlglot import TokenType, exp

from metrics.semantic.statement_tree import parsed_select, tokens_of

Test = Callable[[exp.Query], bool]

FUNCTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "truncated dates (periods are computed before)": ("date_trunc", "time_bucket"),
        "quantiles (they are computed from life tables)": ("quantile", "median", "percentile"),
        "parsing": ("try_",),
        "lists and structs": ("list_", "struct_", "array_", "unnest"),
        "regular expressions": ("regexp_",),
    }
)
"""How the names of functions begin that other engines lack, or give other values for."""


def _any(*kinds: type[exp.Expr]) -> Test:
    return lambda tree: tree.find(*kinds) is not None


def _star_with_exceptions(tree: exp.Query) -> bool:
    return any(star.args.get(name) for star in tree.find_all(exp.Star) for name in ("except_", "replace", "rename"))


def _own_clauses(tree: exp.Query) -> bool:
    ordered = [each.this for order in tree.find_all(exp.Order) for each in order.expressions]
    grouped = any(group.args.get("all") for group in tree.find_all(exp.Group))
    by_all = any(isinstance(each, exp.Var) and each.name.upper() == "ALL" for each in ordered)
    return grouped or by_all or tree.find(exp.Qualify, exp.TableSample) is not None


def _inexact_division(tree: exp.Query) -> bool:
    """Decimals divided by decimals have as many digits as each engine sees fit, and whole numbers may be cut."""
    doubles = (
        any(cast.to.is_type(exp.DataType.Type.DOUBLE) for cast in division.find_all(exp.Cast))
        for division in tree.find_all(exp.Div)
    )
    return not all(doubles)


TREES: Mapping[str, Test] = MappingProxyType(
    {
        "star with exceptions": _star_with_exceptions,
        "ASOF JOIN": lambda tree: any(join.method == "ASOF" for join in tree.find_all(exp.Join)),
        "quantiles (they are computed from life tables)": _any(exp.Quantile, exp.Median, exp.PercentileCont),
        "parsing": _any(exp.TryCast),
        "DuckDB's own clauses": _own_clauses,
        "lists and structs": _any(exp.Array, exp.Struct, exp.Bracket, exp.Unnest, exp.Explode),
        "regular expressions": _any(exp.RegexpLike),
        "FILTER (write CASE)": _any(exp.Filter),
        "division (write CAST(… AS DOUBLE) / …)": _inexact_division,
    }
)
"""What in the tree of a SELECT other engines would refuse or read differently."""


def unportable(sql: str) -> tuple[str, ...]:
    """What in a SELECT other engines would refuse or read differently; comments and texts don't count.

    Raises StatementError for a text that isn't one SELECT.
    """
    tokens = tokens_of(sql)
    tree = parsed_select(sql)
    called = {
        name.text.lower()
        for name, following in pairwise(tokens)
        if following.token_type is TokenType.L_PAREN and name.token_type is not TokenType.STRING
    }
    faults = [name for name, test in TREES.items() if test(tree)]
    faults += [name for name, begins in FUNCTIONS.items() if any(each.startswith(begins) for each in called)]
    if any(token.token_type is TokenType.DCOLON for token in tokens):
        faults.append("casts with ::")
    return tuple(dict.fromkeys(faults))
