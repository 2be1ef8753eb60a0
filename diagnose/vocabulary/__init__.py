"""The words of logs: what names a split, an axis, a metric or what stands beside the curves, in every language.

Plain data and the functions that look it up. A word is added in one line, and every reader and the series know it.

May not: import anything of ours but the model, know a format, take a line apart, compile a pattern when imported.
"""
