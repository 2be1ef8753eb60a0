"""What Keras leaves behind: a History as JSON, as a pickle or printed, progress bars and epoch lines.

May not: judge a bar's running means; the series stage un-averages them.
"""
