"""Tools that judge a submission's text: one module a tool, run in a sandboxed process that has it loaded already.

Each module has `prepare(modules)`, which loads its tool and what it knows of some modules of the standard library
before any text of a learner's is there, and `run(files, asked)`, which returns what the tool found as rows of path,
line, rule and text.  A module is loaded before the sandbox is entered, when no tool can be imported yet: so it
imports its tool in these functions.
"""
