"""Lists within lists, up to what may cross, again and again."""
def answer(n):
    x = 1
    for _ in range(99): x = [x, x] if _ < 14 else [x]
    return x
