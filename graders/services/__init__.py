"""The real servers that katas talk to: found, started, emptied for each check, ended without a trace."""
