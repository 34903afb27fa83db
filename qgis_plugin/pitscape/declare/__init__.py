"""What an algorithm declares: its inputs and outputs, and what becomes of them in a run."""
