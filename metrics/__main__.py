"""`python -m metrics COMMAND`: everything the pages show, headless."""

import sys

from metrics.commands import main

sys.exit(main())
