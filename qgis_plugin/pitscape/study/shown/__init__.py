"""What the report of a study shows of each chapter: `pages`, those of its steps, and `found`, what the first page says of it."""
