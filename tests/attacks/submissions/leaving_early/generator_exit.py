"""GeneratorExit, which is no Exception."""
def answer(n): raise GeneratorExit
