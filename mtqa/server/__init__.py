"""A review of stories in a browser on this machine: decisions that are kept as they are made, and saved on demand."""
