"""Reports: one self-contained HTML page for a run. page.py makes it, a file per algorithm says what is in it."""
