"""Writers of the readers' fixtures: the real frameworks train tiny models, and the truth is kept beside their logs.

`python -m tests.readers.writers [FORMAT...]` writes `tests/readers/fixtures/<format>/<case>/`: the files as the
framework wrote them and `truth.json` with the values known inside the process. May not: read with our own readers.
"""
