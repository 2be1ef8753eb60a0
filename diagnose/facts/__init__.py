"""Facts: named measurements on a run, one small function each, made when a rule asks for them.

May not: know the rules, decide, import the rulebook or anything above.
"""
