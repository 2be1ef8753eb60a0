"""What must hold between everything that a report says of a run, whatever the run.

May not: know labels, expect a certain verdict, mend what it finds.
"""
