"""What lives in Python after a training: a Keras History, dicts, tables and fitted estimators, each to a run.

May not: import the libraries whose objects these are, which are known by what they hold.
"""
