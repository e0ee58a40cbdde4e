"""An object for each account, locked in the order of identity; readers of one balance take no lock; a lock for each key, gone with its answer."""

import threading


class Overdrawn(Exception):
    pass


class Counter:
    def __init__(self, *, lock=threading.Lock):
        self.lock, self.value_ = lock(), 0

    @property
    def value(self):
        with self.lock:
            return self.value_

    def inc(self, amount=1):
        self.lock.acquire()
        try:
            made = self.value_ = self.value_ + amount
        finally:
            self.lock.release()
        return made


class Account:
    def __init__(self, balance, lock):
        self.balance, self.lock = balance, lock


class Ledger:
    def __init__(self, balances, *, lock=threading.Lock):
        self.accounts = {name: Account(balance, lock()) for name, balance in balances.items()}

    def transfer(self, source, target, amount):
        if amount <= 0:
            raise ValueError(amount)
        first, second = self.accounts[source], self.accounts[target]
        if first is second:
            with first.lock:
                if first.balance < amount:
                    raise Overdrawn(source)
            return
        low, high = sorted((first, second), key=id)
        with low.lock, high.lock:
            if first.balance < amount:
                raise Overdrawn(source)
            less, more = first.balance - amount, second.balance + amount
            first.balance, second.balance = less, more

    def balance(self, name):
        return self.accounts[name].balance

    def balances(self):
        taken = sorted(self.accounts.values(), key=id)
        for account in taken:
            account.lock.acquire()
        try:
            return {name: account.balance for name, account in self.accounts.items()}
        finally:
            for account in reversed(taken):
                account.lock.release()


class Cache:
    def __init__(self, compute, *, lock=threading.Lock):
        self.compute, self.lock, self.answers, self.locks = compute, lock, {}, {}

    def get(self, key):
        if key in self.answers:
            return self.answers[key]
        lock = self.locks.setdefault(key, self.lock())
        with lock:
            if key not in self.answers:
                self.answers[key] = self.compute(key)
            self.locks.pop(key, None)
            return self.answers[key]
