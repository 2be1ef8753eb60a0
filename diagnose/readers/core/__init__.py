"""What all readers share: opening and decoding, the protocol and the shelf, rows and columns that become runs.

May not: know any one format, import a reader.
"""
