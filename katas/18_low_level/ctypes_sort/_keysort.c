/* keysort: sort entries, each a key of bytes and an offset.  Plain C: it knows nothing of Python.
 *
 * Conventions.  A function that fails returns NULL or -1, and only then does errno mean something: a call that succeeds
 * may leave anything in it.  `ks_message` says more.  What a function hands out is the caller's, and goes back by
 * `ks_free`.  No two threads use the library at once.  It is for machines of 64 bits.
 */

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KS_MAX_KEY 4096 /* bytes of a key */
#define KS_MAX_OPEN 16  /* sorters at a time */
#define KS_UNIQUE 1u    /* a flag: of entries that compare equal only the first stays */
#define KS_STOP INT_MIN /* an answer of a comparison: it cannot go on */

typedef struct {
    const unsigned char *key; /* `size` bytes of any value; may be NULL if there are none */
    uint16_t size;
    int64_t offset;
} ks_entry;

typedef struct {
    size_t count;
    const ks_entry *entries; /* they and their keys are part of the run's own block */
} ks_run;

/* Below 0: left comes first.  Above 0: right does.  0: they are equal.  KS_STOP: ks_sort is to fail at once. */
typedef int (*ks_compare)(const ks_entry *left, const ks_entry *right);

/* ---- for tests: what was called, what lives ---- */

static size_t calls, live, fail_at;

/* How many calls there were, but for those of the three functions here. */
size_t ks_calls(void) { return calls; }

/* How many blocks, of open sorters, runs and messages, have not been given back. */
size_t ks_live(void) { return live; }

/* Let the n-th allocation from now on fail, once; 0: none. */
void ks_fail_at(size_t n) { fail_at = n; }

/* ---- inner parts ---- */

static char text[100];

static int
failed(int error, const char *why)
{
    snprintf(text, sizeof text, "%s", why);
    errno = error;
    return -1;
}

/* The end of a call that has succeeded: as in any library, errno is what some inner call has left. */
static void
well(void)
{
    errno = ENOTTY;
}

static void *
take(size_t size)
{
    void *block = fail_at > 0 && --fail_at == 0 ? NULL : malloc(size);
    if (block == NULL) {
        failed(ENOMEM, "there is no memory");
        return NULL;
    }
    live++;
    return block;
}

static void
give(void *block)
{
    live -= block != NULL;
    free(block);
}

typedef struct {
    ks_compare compare;
    unsigned flags;
    int at_work;
    uint64_t number;
} sorter;

static sorter *opened[KS_MAX_OPEN];
static uint64_t last_number = 0x5eed0000;

static sorter **
find(void *handle)
{
    uint64_t slot = (uint64_t)handle & 0xffffffff, number = (uint64_t)handle >> 32;
    if (slot >= KS_MAX_OPEN || opened[slot] == NULL || opened[slot]->number != number) {
        failed(EBADF, "there is no such open sorter");
        return NULL;
    }
    if (opened[slot]->at_work) {
        failed(EBUSY, "the sorter is at work");
        return NULL;
    }
    return &opened[slot];
}

static int
by_bytes(const ks_entry *left, const ks_entry *right)
{
    size_t shorter = left->size < right->size ? left->size : right->size;
    int order = shorter ? memcmp(left->key, right->key, shorter) : 0;
    return order ? order : left->size - right->size;
}

/* Merge two sorted neighbours, from[begin:middle] and from[middle:end]; -1 if a comparison has said stop. */
static int
merge(ks_compare compare, const ks_entry **from, const ks_entry **to, size_t begin, size_t middle, size_t end)
{
    size_t left = begin, right = middle;
    for (size_t i = begin; i < end; i++) {
        int order = left == middle ? 1 : right == end ? -1 : compare(from[left], from[right]);
        if (order == KS_STOP) {
            return failed(ECANCELED, "a comparison has said stop");
        }
        to[i] = order > 0 ? from[right++] : from[left++];
    }
    return 0;
}

/* Sort `order`, of `count` pointers with room for as many behind them; what is sorted comes to stand at its begin. */
static int
merge_sort(ks_compare compare, const ks_entry **order, size_t count)
{
    const ks_entry **from = order, **to = order + count;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t begin = 0; begin < count; begin += 2 * width) {
            size_t middle = begin + width < count ? begin + width : count;
            size_t end = middle + width < count ? middle + width : count;
            if (merge(compare, from, to, begin, middle, end) < 0) {
                return -1;
            }
        }
        const ks_entry **other = from;
        from = to, to = other;
    }
    if (from != order) {
        memcpy(order, from, count * sizeof *order);
    }
    return 0;
}

/* Keep the first of each group of equal ones; their number, or -1 if a comparison has said stop. */
static long
only_first(ks_compare compare, const ks_entry **order, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        int same = kept ? compare(order[kept - 1], order[i]) : -1;
        if (same == KS_STOP) {
            return failed(ECANCELED, "a comparison has said stop");
        }
        if (same != 0) {
            order[kept++] = order[i];
        }
    }
    return (long)kept;
}

/* ---- what a program calls ---- */

/* Open a sorter and return its handle, which is no address.  It goes by `compare` as long as it is open, or by the
 * bytes of keys, a shorter one before a longer one that begins with it, if that is NULL.
 * EMFILE: KS_MAX_OPEN are open.  ENOMEM. */
void *
ks_open(ks_compare compare, unsigned flags)
{
    calls++;
    size_t slot = 0;
    while (slot < KS_MAX_OPEN && opened[slot] != NULL) {
        slot++;
    }
    if (slot == KS_MAX_OPEN) {
        failed(EMFILE, "too many sorters are open");
        return NULL;
    }
    sorter *made = take(sizeof *made);
    if (made == NULL) {
        return NULL;
    }
    *made = (sorter){compare ? compare : by_bytes, flags, 0, ++last_number};
    opened[slot] = made;
    well();
    return (void *)(last_number << 32 | slot);
}

/* Sort some entries, equal ones in the order in which they came, and return them, their keys copied, as a new run.
 * While it compares, the sorter is at work, and can be neither asked nor closed; others can.
 * EBADF: no such sorter is open.  EBUSY: it is at work.  E2BIG: a key is longer than KS_MAX_KEY.  ECANCELED: a
 * comparison has answered KS_STOP, and was the last.  ENOMEM. */
ks_run *
ks_sort(void *handle, const ks_entry *entries, size_t count)
{
    calls++;
    sorter **found = find(handle);
    if (found == NULL) {
        return NULL;
    }
    sorter *self = *found;
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++) {
        if (entries[i].size > KS_MAX_KEY) {
            char why[sizeof text];
            snprintf(why, sizeof why, "the key of entry %zu is longer than %d bytes", i, KS_MAX_KEY);
            failed(E2BIG, why);
            return NULL;
        }
        bytes += entries[i].size;
    }
    const ks_entry **order = take((2 * count + 1) * sizeof *order);
    if (order == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        order[i] = &entries[i];
    }
    self->at_work = 1;
    long kept = merge_sort(self->compare, order, count) < 0 ? -1 : (long)count;
    if (kept >= 0 && self->flags & KS_UNIQUE) {
        kept = only_first(self->compare, order, count);
    }
    self->at_work = 0;
    ks_run *run = kept < 0 ? NULL : take(sizeof *run + count * sizeof *entries + bytes);
    if (run != NULL) {
        ks_entry *next = (ks_entry *)(run + 1);
        unsigned char *key = (unsigned char *)(next + count);
        *run = (ks_run){(size_t)kept, next};
        for (size_t i = 0; i < run->count; i++, next++) {
            *next = (ks_entry){order[i]->size ? key : NULL, order[i]->size, order[i]->offset};
            for (uint16_t j = 0; j < next->size; j++) {
                *key++ = order[i]->key[j];
            }
        }
    }
    give(order);
    if (run != NULL) {
        well();
    }
    return run;
}

/* Return one entry of a run.  ERANGE: it has no such entry. */
const ks_entry *
ks_at(const ks_run *run, size_t i)
{
    calls++;
    if (i >= run->count) {
        failed(ERANGE, "the run has no such entry");
        return NULL;
    }
    well();
    return &run->entries[i];
}

/* Return what was wrong with the last call that failed, as a new block of text in ASCII; NULL if there is no memory. */
char *
ks_message(void)
{
    calls++;
    char *copy = take(sizeof text);
    if (copy != NULL) {
        memcpy(copy, text, sizeof text);
        well();
    }
    return copy;
}

/* Give back a run or a message; NULL is none. */
void
ks_free(void *block)
{
    calls++;
    give(block);
    well();
}

/* Close a sorter.  EBADF: no such sorter is open.  EBUSY: it is at work. */
int
ks_close(void *handle)
{
    calls++;
    sorter **found = find(handle);
    if (found == NULL) {
        return -1;
    }
    give(*found);
    *found = NULL;
    well();
    return 0;
}
