"""The later runs: forms of logs and faults of which the first 598 runs hold few: `python -m bench.accuracy.runs later`.

Written to `bench/accuracy/later_runs.jsonl.gz`. One module a family; a family is how the run is logged or what it
minimises (no validation, scores only, losses of batches, schedules, penalties, rare classes, fine-tuning, boosting,
text, pairs of networks, negative losses, few points, many points, accidents), and within each one the faults vary.
Ids (n001, n002, ...) are numbers in an order of chance, so that an id tells nothing to who labels a plot. A row holds
`id`, `family`, `fault`, `params` (as a user would log them), `history` (null where a row of the log has no value),
`steps` where rows are not 1, 2, 3, ..., `step_unit`, and `half`: `tune` may be looked at, `test` is only ever scored.
The halves are drawn in each family from a fixed seed. `plots` draws the pictures from which the runs are labelled.
Every run has its own seed, the checksum of its key. May not: judge a curve, or import what judges one.
"""
