"""Run with ``python -m sendco_desk``."""

import multiprocessing
import sys

from sendco_desk.app import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a frozen app's workers start here too
    sys.exit(main())
