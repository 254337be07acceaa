"""Blocks as HTML: the same markup on a page and in a file. Every text is escaped here and nowhere else."""

from collections.abc import Callable, Iterable
from html import escape
from itertools import groupby

from metrics.planning import OptionColumns, OwnNumbers, PlanBlock, RatioScale, TeamChart, TimeBar
from metrics.render.plan_markup import columns_markup, own_markup, scale_markup, team_markup, time_markup
from metrics.report import (
    Chart,
    Heading,
    Item,
    Items,
    KeyFigure,
    Note,
    Sentence,
    Statement,
    Table,
    TableCell,
    VerdictBadge,
)


def described(chart: Chart) -> str:
    """A chart in words, where none can be drawn."""
    return f"<figure><figcaption>{escape(chart.title)}</figcaption><p>{escape(chart.alt)}</p></figure>"


def markup_of(blocks: Iterable[PlanBlock], picture: Callable[[Chart], str] = described) -> str:
    """Blocks one below the other, key figures that follow each other side by side, charts as `picture` has them."""
    parts = []
    for kind, run in groupby(blocks, type):
        if kind is KeyFigure:
            parts.append(_figures(block for block in run if isinstance(block, KeyFigure)))
        else:
            parts += (picture(block) if isinstance(block, Chart) else _block(block) for block in run)
    return "".join(parts)


def _block(block: PlanBlock) -> str:
    match block:
        case Heading():
            return _heading(block)
        case Sentence():
            return _sentence(block)
        case Items():
            return _items(block)
        case Table():
            return _table(block)
        case Note():
            return f'<p class="plan-note">{escape(block.text)}</p>'
        case VerdictBadge():
            return f"<p><b>{escape(block.text)}</b>{_grade(block.grade)}</p>"
        case Statement():
            return f'<p class="plan-title">{escape(block.title)}</p><pre>{escape(block.sql)}</pre>'
        case Chart():
            return described(block)
        case KeyFigure():
            return _figures((block,))
        case _:
            return _picture(block)


def _picture(block: RatioScale | TeamChart | TimeBar | OptionColumns | OwnNumbers) -> str:
    match block:
        case RatioScale():
            return scale_markup(block)
        case TeamChart():
            return team_markup(block)
        case TimeBar():
            return time_markup(block)
        case OptionColumns():
            return columns_markup(block)
        case OwnNumbers():
            return own_markup(block)


def _heading(heading: Heading) -> str:
    text = escape(heading.text)
    if heading.level > 2:
        return f'<p class="plan-title">{text}</p>'
    return f"<h{heading.level}>{text}</h{heading.level}>"


def _sentence(sentence: Sentence) -> str:
    """A lead sentence stands out; any other may have a name before it and its grade after it."""
    name = f"<b>{escape(sentence.name)}</b> " if sentence.name else ""
    struck = f"<s>{escape(sentence.struck)}</s>. " if sentence.struck else ""
    kind = ' class="lead-sentence"' if sentence.lead else ""
    return f"<p{kind}>{name}{struck}{escape(sentence.text)}{_grade(sentence.grade)}</p>"


def _items(listed: Items) -> str:
    title = f'<p class="plan-title">{escape(listed.title)}</p>' if listed.title else ""
    element = "ol" if listed.ordered else "ul"
    return f'{title}<{element} class="plan-list">{"".join(map(_item, listed.items))}</{element}>'


def _item(item: Item) -> str:
    state = f"{escape(item.state)}: " if item.state else ""
    name = f"<b>{escape(item.name)}</b> " if item.name else ""
    return f"<li>{state}{name}{escape(item.text)}{_grade(item.grade)}</li>"


def _grade(grade: str) -> str:
    return f" <small>{escape(grade)}</small>" if grade else ""


def _table(block: Table) -> str:
    """A table whose first column names the rows. It scrolls on its own where there is no room."""
    kind = ' class="number"' if block.numbers else ""
    head = "".join(
        f'<th scope="col"{kind if place else ""}>{_cell(cell)}</th>' for place, cell in enumerate(block.heading)
    )
    body = "".join(
        f'<tr><th scope="row">{_cell(first)}</th>{"".join(f"<td{kind}>{_cell(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in block.rows
    )
    caption = escape(block.title)
    return (
        f'<div class="plan-scroll" role="region" tabindex="0" aria-label="{caption}"><table class="plan-table">'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(cell: TableCell) -> str:
    note = f'<span class="note">{escape(cell.note)}</span>' if cell.note else ""
    text = f'<a href="{escape(cell.link)}" target="_self">{escape(cell.text)}</a>' if cell.link else escape(cell.text)
    return f"{text}{note}"


def _figures(figures: Iterable[KeyFigure]) -> str:
    """Numbers side by side as a list of terms, each with what it is and what it rests on."""
    return f'<dl class="plan-facts">{"".join(map(_figure, figures))}</dl>'


def _figure(figure: KeyFigure) -> str:
    own = f'<dd class="own">{escape(figure.own)}</dd>' if figure.own else ""
    return (
        f'<div><dt>{escape(figure.title)}</dt><dd class="value">{escape(figure.value)}</dd>'
        f'<dd class="note">{escape(figure.evidence)}</dd>{own}</div>'
    )
