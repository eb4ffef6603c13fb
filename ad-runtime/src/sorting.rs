//! The order that a comparison gives: a merge sort that asks whoever has the items.
//!
//! What is compared, and by which code of the user's, only the code around it knows, so that is asked for the order of one pair after the other:
//! ```text
//! let mut sorting = Sorting::of(v.len());
//! while sorting.asks() {
//!     let (i, j) = (sorting.left(), sorting.right());
//!     sorting.answer(v[i].total_cmp(&v[j]));
//! }
//! ```
//! Equal items keep their order. In the end there are the exchanges that sort a list, the k-th of k and of what is said at k: their reverse is the reverse of the sort.

use std::cmp::Ordering;

/// Runs of sorted numbers of items, twice as long after each round.
#[derive(Clone, Debug)]
pub struct Sorting {
    /// The numbers, in sorted runs.
    order: Vec<usize>,
    /// Those that are merged already in this round.
    merged: Vec<usize>,
    /// How long a run is, but for the last.
    run: usize,
    /// What is next in either run of the pair that is being merged.
    left: usize,
    right: usize,
}

impl Sorting {
    /// Of so many items, in the order that they are in.
    pub fn of(len: usize) -> Sorting {
        let (order, merged) = ((0..len).collect(), Vec::with_capacity(len));
        Sorting { order, merged, run: 1, left: 0, right: 1 }
    }

    /// Whether there is a pair to be compared.
    pub fn asks(&mut self) -> bool {
        let len = self.order.len();
        while self.run < len {
            // Where the runs of this pair end: it begins where a number of whole pairs is merged.
            let start = self.merged.len() / (2 * self.run) * (2 * self.run);
            let middle = (start + self.run).min(len);
            let end = (start + 2 * self.run).min(len);
            if self.left < middle && self.right < end {
                return true;
            }
            self.merged.extend_from_slice(&self.order[self.left.min(middle)..middle]);
            self.merged.extend_from_slice(&self.order[self.right.min(end)..end]);
            if end == len {
                std::mem::swap(&mut self.order, &mut self.merged);
                self.merged.clear();
                self.run *= 2;
                (self.left, self.right) = (0, self.run);
            } else {
                (self.left, self.right) = (end, end + self.run);
            }
        }
        false
    }

    /// The item that comes first if the two are equal.
    pub fn left(&self) -> usize {
        self.order[self.left]
    }

    /// The other one.
    pub fn right(&self) -> usize {
        self.order[self.right]
    }

    /// How the one is to the other.
    pub fn answer(&mut self, ordering: Ordering) {
        let next = match ordering {
            Ordering::Greater => &mut self.right,
            _ => &mut self.left,
        };
        self.merged.push(self.order[*next]);
        *next += 1;
    }

    /// The items in their order.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// With what each item is exchanged, one after the other.
    pub fn exchanges(&self) -> Vec<usize> {
        let n = self.order.len();
        // Where each item is by now, and which item is at a place.
        let (mut place, mut item): (Vec<_>, Vec<_>) = ((0..n).collect(), (0..n).collect());
        let mut exchanges = Vec::with_capacity(n);
        for (k, &wanted) in self.order.iter().enumerate() {
            let from = place[wanted];
            exchanges.push(from);
            item.swap(k, from);
            (place[item[k]], place[item[from]]) = (k, from);
        }
        exchanges
    }
}

#[cfg(test)]
mod tests {
    use super::Sorting;

    fn sorted(keys: &[u32]) -> Sorting {
        let mut sorting = Sorting::of(keys.len());
        while sorting.asks() {
            sorting.answer(keys[sorting.left()].cmp(&keys[sorting.right()]));
        }
        sorting
    }

    /// Keys that repeat, of all lengths up to some powers of two, in an order that is anything but random.
    fn lists() -> impl Iterator<Item = Vec<u32>> {
        (0..70).map(|n| (0..n).map(|i| (i * 7919 + n * 31) % 23).collect())
    }

    #[test]
    fn is_the_stable_order() {
        for keys in lists() {
            let mut order: Vec<usize> = (0..keys.len()).collect();
            order.sort_by_key(|i| keys[*i]);
            assert_eq!(sorted(&keys).order(), order);
        }
    }

    #[test]
    fn exchanges_sort() {
        for keys in lists() {
            let mut items: Vec<(u32, usize)> = keys.iter().copied().zip(0..).collect();
            for (k, from) in sorted(&keys).exchanges().into_iter().enumerate() {
                items.swap(k, from);
            }
            assert!(items.is_sorted());
        }
    }
}
