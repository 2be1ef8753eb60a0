"""Tables: how they are written, what their columns are, and one reader for each program's flavour.

May not: name splits or metrics that neither the program nor the file tells.
"""
