//! Methods of iterators.

use super::Fact::{Advances, PlainItems, Pure, Refused, RefusedOfValues, Std};
use super::{Adapter, Consumer, Lowering, Method, Receiver};

const fn iterator(name: &'static str) -> Method {
    Method::new(Receiver::Iterator, name)
}

const fn adapter(name: &'static str, operands: usize, adapter: Adapter) -> Method {
    iterator(name).operands(operands).lowered(Lowering::Adapter(adapter)).with(&[Std])
}

/// One whose items can be had by number where those of its receiver can.
const fn indexed(name: &'static str, operands: usize, of: Adapter) -> Method {
    adapter(name, operands, of).with(&[Std, PlainItems])
}

const fn consumer(name: &'static str, consumer: Consumer) -> Method {
    iterator(name).lowered(Lowering::Consumer(consumer)).with(&[Std])
}

const fn same_as(name: &'static str, operands: usize, others: &'static [&'static str]) -> Method {
    iterator(name).operands(operands).lowered(Lowering::WrittenOut(others)).with(&[Std])
}

pub(super) const ROWS: &[Method] = &[
    indexed("map", 1, Adapter::Map).items(0).with(&[Pure, Std, RefusedOfValues, PlainItems]),
    adapter("filter", 1, Adapter::Filter).items(0).with(&[Pure, Std, RefusedOfValues]),
    adapter("filter_map", 1, Adapter::FilterMap).items(0),
    indexed("zip", 1, Adapter::Zip).with(&[Pure, Std, RefusedOfValues, PlainItems]),
    indexed("enumerate", 0, Adapter::Enumerate).with(&[Pure, Std, Refused, PlainItems]),
    indexed("rev", 0, Adapter::Rev).with(&[Pure, Std, PlainItems]),
    indexed("skip", 1, Adapter::Skip),
    indexed("take", 1, Adapter::Take),
    indexed("step_by", 1, Adapter::StepBy),
    indexed("chain", 1, Adapter::Chain),
    indexed("copied", 0, Adapter::Copied).with(&[Pure, Std, PlainItems]),
    indexed("cloned", 0, Adapter::Copied).with(&[Pure, Std, PlainItems]),
    adapter("scan", 2, Adapter::Scan).items(1),
    adapter("flat_map", 1, Adapter::FlatMap).items(0),
    adapter("flatten", 0, Adapter::Flatten),
    adapter("take_while", 1, Adapter::TakeWhile).items(0),
    adapter("skip_while", 1, Adapter::SkipWhile).items(0),
    adapter("map_while", 1, Adapter::MapWhile).items(0),
    adapter("inspect", 1, Adapter::Inspect).items(0),
    indexed("cycle", 0, Adapter::Cycle),
    adapter("by_ref", 0, Adapter::Lent),
    indexed("peekable", 0, Adapter::Peekable),
    indexed("into_iter", 0, Adapter::Same),
    indexed("iter", 0, Adapter::Same),
    adapter("fuse", 0, Adapter::Same),
    // What ends one.
    consumer("sum", Consumer::Sum).with(&[Pure, Std, Refused]),
    consumer("product", Consumer::Product).with(&[Pure, Std, Refused]),
    consumer("fold", Consumer::Fold).items(1).with(&[Pure, Std, Refused]),
    consumer("reduce", Consumer::Reduce),
    consumer("for_each", Consumer::ForEach).items(0).with(&[Std, Refused]),
    consumer("count", Consumer::Count).with(&[Pure, Std]),
    consumer("collect", Consumer::Collect).with(&[Std, Refused]),
    consumer("any", Consumer::Any).items(0).with(&[Pure, Std]),
    consumer("all", Consumer::All).items(0).with(&[Pure, Std]),
    consumer("last", Consumer::Last),
    consumer("max_by", Consumer::MaxBy),
    consumer("min_by", Consumer::MinBy),
    consumer("max_by_key", Consumer::MaxByKey).items(0),
    consumer("min_by_key", Consumer::MinByKey).items(0),
    consumer("find", Consumer::Find).items(0),
    consumer("find_map", Consumer::FindMap).items(0),
    consumer("position", Consumer::Position).items(0),
    consumer("next", Consumer::Next).with(&[Std, Advances]),
    consumer("nth", Consumer::Nth).with(&[Std, Advances]),
    consumer("peek", Consumer::Peek),
    consumer("try_fold", Consumer::TryFold).items(1),
    consumer("unzip", Consumer::Unzip),
    consumer("partition", Consumer::Partition).items(0),
    // What is the same as others.
    same_as("rfold", 2, &["rev", "fold"]).items(1),
    same_as("rfind", 1, &["rev", "find"]).items(0),
    // What is no loop.
    consumer("next_back", Consumer::NextBack).with(&[Advances]),
];
