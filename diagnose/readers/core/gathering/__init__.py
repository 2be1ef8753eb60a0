"""The rows of a log gathered into columns, a column's values each at its step, until the count starts over.

May not: parse text, name splits or metrics.
"""
