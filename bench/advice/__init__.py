"""Advice that works: runs with a known fault are diagnosed, the advice is applied, and they are trained again.

`python -m bench.advice` trains small nets and boosted trees on tasks that are made from a seed (`tasks`), each with
every fault that makes sense for it (`faults`), asks the program about the log alone (`advisers`), applies the first
advice that a program can apply exactly as it is written (`application`), trains again from the start and judges by a
test set that neither training nor any choice saw (`trial`). Then two more rounds: what makes the validation set worse
is taken back, and what was said next is tried.

- *helped*: the test measure after the first advice is below 0.98 of that before; *harmed*: above 1.02. Where nothing is
  advised that a program can apply, the run counts as not helped.
- *repaired*: at least half of the way, in logarithms, to the run without the fault, from chance where the run was worse
  than chance.
- A fault that makes a run less than a tenth worse is none, and is not counted.

Half of the tasks and seeds are seen: the advice is tuned on them (`--half seen`) and its trial figures, `--write`, come
from them; of the others only the figures are looked at. Trained runs are kept in `.cache/advice`, so that rules can be
changed and only what they advise anew is trained.
"""
