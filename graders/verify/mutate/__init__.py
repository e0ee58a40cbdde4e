"""The operators of machine-made mutants: where a module may be changed, and into what."""
