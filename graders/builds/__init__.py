"""What turns sources of a submission into modules that Python can import.  Loaded by a zygote of its own."""
