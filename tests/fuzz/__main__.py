"""`make fuzz`: a million mutated logs for every reader."""

import sys

from tests.fuzz.driver import main

sys.exit(main())
