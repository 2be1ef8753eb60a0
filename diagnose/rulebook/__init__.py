"""The rulebook: rule files are loaded, checked, matched against facts, and ranked into one verdict.

May not: measure anything itself, read logs, format reports.
"""

from diagnose.rulebook.book import Rulebook, load_rulebook

__all__ = ["Rulebook", "load_rulebook"]
