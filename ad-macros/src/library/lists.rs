//! Methods of lists, and what they share with other collections.

use super::Fact::{
    Everyones, Plain, PlainItems, Pure, RefusedOfValues, Repeats, Std, Writes, WritesShared,
};
use super::Lowering as L;
use super::{
    Change, CloneBy, Element, Instead, Method, Mutator, Receiver, Selected, Source, Split,
};

const fn list(name: &'static str, operands: usize) -> Method {
    Method::new(Receiver::List, name).operands(operands)
}

const fn deque(name: &'static str, operands: usize) -> Method {
    Method::new(Receiver::Deque, name).operands(operands)
}

const fn source(name: &'static str, operands: usize, source: Source) -> Method {
    list(name, operands).lowered(L::Source(source))
}

const fn mutator(name: &'static str, mutator: Mutator, operands: usize) -> Method {
    list(name, operands).lowered(L::Mutator(mutator)).with(&[Std, Writes])
}

const fn change(name: &'static str, operands: usize, change: Change) -> Method {
    list(name, operands).lowered(L::Change(change)).with(&[Writes])
}

const fn sort(name: &'static str, by: Change) -> Method {
    change(name, 1, by).with(&[Std, Writes]).items(0).of_slices()
}

const fn split(name: &'static str, operands: usize, split: Split, mutable: bool) -> Method {
    list(name, operands).lowered(L::Split(split, mutable))
}

/// What is refused, however many operands it has.
const fn refused(name: &'static str) -> Method {
    Method::new(Receiver::List, name).with(&[Std, RefusedOfValues])
}

pub(super) const ROWS: &[Method] = &[
    source("iter", 0, Source::Iter).with(&[Pure, Std, RefusedOfValues, PlainItems]).of_slices(),
    source("iter_mut", 0, Source::IterMut).with(&[Std, RefusedOfValues]).of_slices(),
    source("into_iter", 0, Source::IntoIter).with(&[Std, RefusedOfValues, PlainItems]),
    source("windows", 1, Source::Windows)
        .with(&[Pure, Std, RefusedOfValues, PlainItems])
        .of_slices(),
    source("chunks", 1, Source::Chunks).with(&[Pure, Std, RefusedOfValues, PlainItems]).of_slices(),
    source("chunks_mut", 1, Source::ChunksMut).with(&[Std]).of_slices(),
    source("chunks_exact", 1, Source::ChunksExact)
        .with(&[Std, RefusedOfValues, PlainItems])
        .of_slices(),
    source("chunks_exact_mut", 1, Source::ChunksExactMut).with(&[Std]).of_slices(),
    source("rchunks", 1, Source::RChunks).with(&[Std, RefusedOfValues, PlainItems]).of_slices(),
    source("drain", 1, Source::Drain).with(&[Std, Writes]),
    // What the IR has too.
    mutator("push", Mutator::Push, 1),
    mutator("pop", Mutator::Pop, 0),
    mutator("insert", Mutator::Insert, 2),
    mutator("remove", Mutator::Remove, 1),
    mutator("swap", Mutator::Swap, 2).of_slices(),
    mutator("reverse", Mutator::Reverse, 0).of_slices(),
    mutator("rotate_left", Mutator::RotateLeft, 1).of_slices(),
    mutator("rotate_right", Mutator::RotateRight, 1).of_slices(),
    // What is written out.
    change("fill", 1, Change::Fill).of_slices(),
    change("copy_from_slice", 1, Change::CopyFromSlice).of_slices(),
    change("clone_from_slice", 1, Change::CloneFromSlice).of_slices(),
    change("clone_from", 1, Change::CloneFrom),
    change("extend_from_slice", 1, Change::ExtendFromSlice),
    change("extend", 1, Change::Extend),
    change("append", 1, Change::Append),
    change("truncate", 1, Change::Truncate),
    change("clear", 0, Change::Clear),
    change("resize", 2, Change::Resize),
    change("swap_remove", 1, Change::SwapRemove).with(&[Std, Writes]),
    change("retain", 1, Change::Retain).with(&[Std, Writes]).items(0),
    change("retain_mut", 1, Change::Retain).with(&[Std, Writes]).items(0),
    change("dedup_by", 1, Change::DedupBy).with(&[Std, Writes]).items(0),
    change("dedup_by_key", 1, Change::DedupByKey).with(&[Std, Writes]).items(0),
    change("split_off", 1, Change::SplitOff).with(&[Std, Writes]),
    change("copy_within", 2, Change::CopyWithin).with(&[Std, Writes]).of_slices(),
    list("concat", 0).lowered(L::Joined).with(&[Std]).of_slices(),
    list("as_flattened", 0).lowered(L::Flattened).with(&[Std]).of_slices(),
    sort("sort_by", Change::SortBy),
    sort("sort_unstable_by", Change::SortBy),
    sort("sort_by_key", Change::SortByKey),
    sort("sort_unstable_by_key", Change::SortByKey),
    sort("sort_by_cached_key", Change::SortByKey),
    Method::new(Receiver::List, "reserve").lowered(L::Change(Change::Capacity)),
    Method::new(Receiver::List, "reserve_exact").lowered(L::Change(Change::Capacity)),
    Method::new(Receiver::List, "shrink_to_fit").lowered(L::Change(Change::Capacity)),
    // What is looked at, copied, handed out.
    list("len", 0).lowered(L::Len).with(&[Pure, Std, Everyones, Plain, Repeats]),
    list("is_empty", 0)
        .lowered(L::Look(Selected::Bool))
        .with(&[Pure, Std, Everyones, Plain, Repeats]),
    list("capacity", 0).lowered(L::Look(Selected::Count)).with(&[Pure, Std]),
    list("contains", 1).lowered(L::Contains).with(&[Pure, Std]).of_slices(),
    list("binary_search_by", 1)
        .lowered(L::Look(Selected::Found))
        .items(0)
        .with(&[Pure, Std])
        .of_slices(),
    list("partition_point", 1)
        .lowered(L::Look(Selected::Count))
        .items(0)
        .with(&[Pure, Std])
        .of_slices(),
    list("to_vec", 0).lowered(L::Copy(CloneBy::ToVec)).with(&[Pure, Std, Plain]).of_slices(),
    list("into_boxed_slice", 0).lowered(L::Copy(CloneBy::IntoBoxedSlice)),
    list("as_slice", 0).lowered(L::View(false)).with(&[Pure, Std, Plain]),
    list("as_mut_slice", 0).lowered(L::View(true)),
    list("first", 0).lowered(L::Element(Element::First, false)).with(&[Pure, Std]).of_slices(),
    deque("front", 0).lowered(L::Element(Element::First, false)).with(&[Pure]),
    deque("back", 0).lowered(L::Element(Element::Last, false)).with(&[Pure]),
    deque("front_mut", 0).lowered(L::Element(Element::First, true)),
    deque("back_mut", 0).lowered(L::Element(Element::Last, true)),
    list("first_mut", 0).lowered(L::Element(Element::First, true)).of_slices(),
    list("last", 0).lowered(L::Element(Element::Last, false)).with(&[Pure, Std]).of_slices(),
    list("last_mut", 0).lowered(L::Element(Element::Last, true)).of_slices(),
    list("get", 1).lowered(L::Element(Element::Get, false)).with(&[Pure, Std]).of_slices(),
    list("get_mut", 1)
        .lowered(L::Element(Element::Get, true))
        .with(&[Std, WritesShared])
        .of_slices(),
    split("split_at", 1, Split::At, false).of_slices(),
    split("split_at_mut", 1, Split::At, true).of_slices(),
    split("split_first", 0, Split::First, false).of_slices(),
    split("split_first_mut", 0, Split::First, true).of_slices(),
    split("split_last", 0, Split::Last, false).of_slices(),
    split("split_last_mut", 0, Split::Last, true).of_slices(),
    // What has no derivative here.
    refused("splice").instead(Instead::TakeApart),
    refused("dedup"),
    refused("sort").instead(Instead::SortBy),
    refused("sort_unstable").instead(Instead::SortBy),
    refused("select_nth_unstable").instead(Instead::SortBy),
    refused("select_nth_unstable_by").instead(Instead::SortBy),
    refused("select_nth_unstable_by_key").instead(Instead::SortBy),
    refused("join").instead(Instead::FlatMap),
    refused("rchunks_exact").instead(Instead::GoByIndices),
    refused("chunk_by").instead(Instead::GoByIndices),
    refused("array_chunks"),
    refused("array_windows"),
    refused("as_chunks"),
    refused("split_inclusive"),
    refused("swap_with_slice"),
    refused("get_unchecked"),
    refused("as_ptr"),
    refused("as_mut_ptr"),
];
