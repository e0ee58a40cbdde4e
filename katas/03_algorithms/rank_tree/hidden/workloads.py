"""Response times that come, go again after a while, and are asked for."""


def setup_board(rng, n):
    values = rng.sample(range(10 * n), n)
    asked = [rng.choice(values) for _ in range(2 * n)]
    return [(value, rng.randrange(1, 1000)) for value in values], asked, [rng.random() for _ in range(n)]


def board(module, data):
    """n values; n times a rank, a percentile, one item less and another one more."""
    values, asked, shares = data
    tree = module.RankTree()
    for value, count in values:
        tree.add(value, count)
    answers = []
    for share, low, high in zip(shares, asked[::2], asked[1::2]):
        answers.append((tree.rank(low), tree.select(int(share * tree.total)), tree.discard(high)))
        tree.add(low)
    return hash(tuple(answers)), tree.total, len(tree)
