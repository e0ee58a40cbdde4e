"""A tree without balance, which calls itself."""

class Node:
    def __init__(self, value, count):
        self.value, self.count = value, count
        self.left = self.right = None
        self.items = count

    def pull(self):
        self.items = self.count + items(self.left) + items(self.right)


def items(node):
    return node.items if node else 0


def join(left, right):
    if not left or not right:
        return left or right
    left.right = join(left.right, right)
    left.pull()
    return left


def insert(root, new):
    if not root:
        return new
    if new.value < root.value:
        root.left = insert(root.left, new)
    else:
        root.right = insert(root.right, new)
    root.pull()
    return root


class RankTree:
    def __init__(self):
        self.root, self.size = None, 0

    @property
    def total(self):
        return items(self.root)

    def __len__(self):
        return self.size

    def __iter__(self):
        def walk(node):
            if node:
                yield from walk(node.left)
                yield node.value, node.count
                yield from walk(node.right)

        return walk(self.root)

    def path(self, value):
        found, node = [], self.root
        while node:
            found.append(node)
            if value < node.value:
                node = node.left
            elif node.value < value:
                node = node.right
            else:
                return found, node
        return found, None

    def add(self, value, count=1):
        if count < 1:
            raise ValueError(count)
        path, node = self.path(value)
        if node:
            node.count += count
            for above in path:
                above.items += count
        else:
            self.root = insert(self.root, Node(value, count))
            self.size += 1

    def discard(self, value, count=1):
        if count < 1:
            raise ValueError(count)
        path, node = self.path(value)
        if not node:
            return 0
        taken = min(count, node.count)
        node.count -= taken
        for above in path:
            above.items -= taken
        if not node.count:
            self.size -= 1
            rest = join(node.left, node.right)
            if len(path) == 1:
                self.root = rest
            elif path[-2].left is node:
                path[-2].left = rest
            else:
                path[-2].right = rest
        return taken

    def count(self, value):
        node = self.path(value)[1]
        return node.count if node else 0

    def rank(self, value):
        below, node = 0, self.root
        while node:
            if node.value < value:
                below += items(node.left) + node.count
                node = node.right
            else:
                node = node.left
        return below

    def between(self, low, high):
        return self.rank(high) - self.rank(low) if low < high else 0

    def select(self, k):
        if k < 0 or k >= self.total:
            raise IndexError(k)
        node = self.root
        while True:
            before = items(node.left)
            if k < before:
                node = node.left
            elif k < before + node.count:
                return node.value
            else:
                k -= before + node.count
                node = node.right
