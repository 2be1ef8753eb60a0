"""The command line: what the arguments name is read, judged and reported; the exit status says how it went.

May not: judge, measure, format a report, import the HTTP service except to start it.
"""

from diagnose.cli.entry import main

__all__ = ["main"]
