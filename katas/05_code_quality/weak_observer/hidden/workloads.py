"""Many receivers that come and leave in any order, half of them by an end, half by their death."""


class Ear:
    def hear(self):
        pass


def setup_leaving(rng, n):
    """The order in which n receivers leave."""
    return rng.sample(range(n), n)


def leaving(module, order):
    signal, ears, ends, left = module.Signal(), {}, {}, []
    for number in range(len(order)):
        ear = Ear()
        if number % 2:
            ears[number] = ear
            signal.connect(ear.hear)
        else:
            ends[number] = signal.connect(lambda: None)
    for number in order:
        if number % 2:
            del ears[number]
        else:
            ends[number]()
        left.append(len(signal))
    return left
