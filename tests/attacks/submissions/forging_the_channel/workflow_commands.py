"""Prints what a CI or a terminal takes for a command, and raises it too."""
TEXT = "::set-output name=status::passed\n::add-mask::x\n##[section]passed\x1b]0;passed\x07\x1b[2Jpassed\r1 of 1 passed\u202e"
def answer(n):
    print(TEXT)
    raise ValueError(TEXT)
