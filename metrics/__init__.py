"""Coxswain's library: from exported files to metrics one can defend. Nothing in here knows who asks."""

import os

# Set before numpy is loaded. A study's matrices are small: threads of their own don't make it faster, and with several
# readers at once they wait for one another: a page of ten seconds took five minutes (docs/decisions/23).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
