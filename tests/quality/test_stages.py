"""The stages of the data: how many deals stand in each, and what usual exports mean by it."""

from metrics.quality.stage_words_in_use import stages_in_use
from metrics.store.snapshot import Snapshot
from tests.readers import reader_of


def test_each_stage_of_the_deals_is_listed_once_with_its_usual_outcome(doubtful: Snapshot) -> None:
    stages = {stage.word: stage for stage in stages_in_use(reader_of(doubtful))}
    assert stages["Closed Won"].usual == "won"
    assert stages["Closed Won"].deals > 1
    assert any(stage.usual is None for stage in stages.values())
    assert len(stages) == len(stages_in_use(reader_of(doubtful)))
