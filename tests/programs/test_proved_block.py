"""What was proved, as it stands beside an organization: each effect with its grade, or that there is none."""

from pathlib import Path

from metrics.impact.effect_evidence import CONDITION
from metrics.programs.proved_block import TITLE, proved_blocks
from metrics.query.reader import Reader
from metrics.report.blocks import Items, Sentence
from tests.query.drawn import drawn
from tests.readers import reader_of


def test_without_programs_nothing_was_proved(tmp_path: Path) -> None:
    deals = "opportunity_id | owner | stage | closed_on\n1 | Ann | Closed Won | 2025-02-01"
    title, sentence = proved_blocks(reader_of(drawn(tmp_path, opportunities=deals)))
    assert (title, sentence) == (TITLE, Sentence("No programme is known, so nothing was proved yet."))


def test_each_proved_effect_is_an_entry_with_its_grade_and_condition(sample_reader: Reader) -> None:
    _, *entries = proved_blocks(sample_reader)
    items = [item for block in entries if isinstance(block, Items) for item in block.items]
    assert len(items) == len(entries) > 0
    assert all(item.name.endswith(".") and item.grade.startswith("Evidence: ") for item in items)
    assert any(CONDITION in item.text for item in items)
