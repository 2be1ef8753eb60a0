"""Hostile input for every reader: lines that make bad patterns slow, and mutated logs."""
