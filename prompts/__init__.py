"""The words sent to models, one file each."""
