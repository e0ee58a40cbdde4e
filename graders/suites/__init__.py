"""What runs a learner's test suite against one variant of the module under test.  Loaded by a zygote of its own."""
