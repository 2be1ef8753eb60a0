"""diagnose: reads the log a training run wrote and says what is wrong with the run."""
