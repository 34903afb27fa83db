"""What is read from the layers of a project, and what is written for them."""
