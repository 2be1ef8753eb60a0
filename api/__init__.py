"""The HTTP service: thin routes over the same pipeline and the same document as the command.

May not: judge, format a report of its own, import the command line. Installed as `diagnose.api`; inside, imports are
relative or of `diagnose.*`.
"""

from .app import create_app

__all__ = ["create_app"]
