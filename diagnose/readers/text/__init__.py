"""Print loops: lines that people write with `print` or the logging module, read by what stands in them.

A line becomes a sentence (marks such as epoch 3 of 50, and name-value pairs); sentences of one shape become a column
set; shapes are told apart as epoch lines, step lines and batch lines; where the count starts over, another run begins.

May not: know one project's wording as a whole, judge, name the split of a column whose line does not say it.
"""
