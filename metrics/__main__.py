"""`python -m metrics COMMAND`: everything the pages show, headless."""

import sys

from metrics.cli import main

sys.exit(main())
