"""The company behind the committed files, with everything no file holds."""

import pytest

from sample_data.company import Company, draw
from sample_data.division import Division


@pytest.fixture(scope="session")
def company() -> Company:
    return draw(Division())
