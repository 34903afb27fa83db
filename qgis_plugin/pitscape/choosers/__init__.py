"""What stands behind or in place of the fields of windows: lists to choose from, lengths with units, the table that fits."""
