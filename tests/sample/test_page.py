"""The page about the sample company says what is true of it."""

from sample_data import page
from tests.sample.reading import truth


def test_the_page_is_what_the_truth_makes() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.render(page.read()), "run `make sample`"


def test_every_truth_has_a_sentence_and_stands_on_the_page() -> None:
    written = page.PAGE.read_text(encoding="utf-8")
    named = {name for names in page.GROUPS.values() for name in names}
    assert named | {"company", "problems", "set_aside"} == set(truth())
    for name in named:
        for _, section in page.sections(truth(), name):
            assert section["says"] in written
            assert section["find"] in written
    for problem in truth()["problems"]:
        assert problem["says"] in written
