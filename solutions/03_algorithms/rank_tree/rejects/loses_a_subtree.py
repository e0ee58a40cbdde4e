"""Joins two subtrees by leaving one out."""

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


class RankTree:
    def __init__(self):
        self.root, self.size = None, 0

    @property
    def total(self):
        return items(self.root)

    def __len__(self):
        return self.size

    def __iter__(self):
        waiting, node = [], self.root
        while waiting or node:
            while node:
                waiting.append(node)
                node = node.left
            node = waiting.pop()
            yield node.value, node.count
            node = node.right

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
            new = Node(value, count)
            if not path:
                self.root = new
            elif value < path[-1].value:
                path[-1].left = new
            else:
                path[-1].right = new
            for above in path:
                above.items += count
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
            rest = node.left or node.right
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
