"""`python -m metrics COMMAND`: everything the pages show, headless."""

import sys

from metrics.commands.command_line import main

sys.exit(main())
