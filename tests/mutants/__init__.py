"""Small faults put into the code one at a time, to see whether any test notices.

May not: change the work tree; all runs on a copy. It is no part of CI: `make mutants` takes minutes.
"""
