"""An oracle written from the help pages alone: every figure again by brute force on random maps.

What is here was written by someone who had not read the library, and is kept so: simple loops, no clever
algorithm, nothing copied from it. `python3 -m tests.oracle --seeds 200` runs it large.
"""
