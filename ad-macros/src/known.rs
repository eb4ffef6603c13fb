//! What the macros remember of the items that they expanded before, over the compilation of a crate.

use crate::constants::Structs;
use crate::lending::Lending;
use crate::recursion::Calls;

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Which functions call which.
    pub calls: Calls,
    /// Which of their parameters are `&mut`.
    pub lending: Lending,
    /// The structs with derivatives.
    pub structs: Structs,
}

impl Known {
    /// Nothing yet.
    pub const fn new() -> Known {
        Known { calls: Calls::new(), lending: Lending::new(), structs: Structs::new() }
    }
}
