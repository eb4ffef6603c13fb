//! `#[checkpoint]`.

use crate::message::Message;

/// `#[checkpoint] let y = x;`
pub const CHECKPOINT_ELSEWHERE: Message = Message::new(
    "`#[checkpoint]` is for a loop: `for`, `while` or `loop`",
    "put it on the loop whose steps are to be computed again",
);
/// `#[checkpoint(every = 10)]`
pub const CHECKPOINT_OPTION: Message = Message::new(
    "unknown option of `#[checkpoint]`",
    "write `#[checkpoint]`, or say how many states are kept, `#[checkpoint(snapshots = 10)]`",
);
/// `#[checkpoint(snapshots = 0)]`
pub const CHECKPOINT_NONE: Message = Message::new(
    "`#[checkpoint]` without a snapshot: there is no state to begin from",
    "say how many states are kept, 1 or more, or leave it open: `#[checkpoint]`",
);
/// Two of them on one loop.
pub const CHECKPOINT_TWICE: Message =
    Message::new("`#[checkpoint]` stands twice on one loop", "remove this one");
/// `#[checkpoint] for line in reader.lines()`
pub const CHECKPOINT_ITERATOR: Message = Message::new(
    "unsupported: `#[checkpoint]` on a loop over an iterator that isn't seen, whose items aren't there a second time",
    "collect the items into a `Vec` before, and go by indices: `for i in 0..items.len()`",
);
/// `#[checkpoint] for x in a.iter().chain(b)`
pub const CHECKPOINT_SEVERAL: Message = Message::new(
    "unsupported: `#[checkpoint]` on a loop over an iterator that is several loops",
    "collect the items into a `Vec` before, and go by indices: `for i in 0..items.len()`",
);
/// `#[checkpoint] for _ in 0..n { x = noise(&mut rng); }`
pub const CHECKPOINT_REPEATS: Message = Message::new(
    "the steps of a loop with `#[checkpoint]` are run again, and this may do something else a second time",
    "compute it before the loop, and keep the results in a `Vec`; or leave `#[checkpoint]` out",
);
/// `let part = &mut x[1..]; #[checkpoint] for .. { part[0] *= 2.0; }`
pub const CHECKPOINT_VIEW: Message = Message::new(
    "unsupported: a reference to what may change, which is made outside of a loop with `#[checkpoint]` and used inside",
    "make it inside the loop, or name what it refers to",
);
