"""TensorBoard's event files: records, their checksums, the messages in them, and the runs that they make.

May not: need TensorFlow or TensorBoard.
"""
