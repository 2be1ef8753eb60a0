"""Series: the columns of a run get their split and metric, are cleaned, and the pair to judge is chosen.

May not: read bytes, judge, import readers, trends or anything above.
"""
