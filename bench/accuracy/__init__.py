"""How often the answer is right: ours and the peers', on the same histories."""
