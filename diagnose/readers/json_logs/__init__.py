"""Structured JSON logs: lines, lists and documents of records, one module a program.

May not: read a Keras History, which is a log of another kind.
"""
