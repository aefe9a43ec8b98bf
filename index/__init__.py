"""From article files to passages that can be searched."""
