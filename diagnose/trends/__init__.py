"""Trends: one series in, one trend out; what it does now, since when, how sure.

May not: know train from validation, read bytes, import series, readers or anything above.
"""
