"""Reporters: reports to text, one module a format.

May not: decide, measure, print, read files; what a report does not say is not said.
"""
