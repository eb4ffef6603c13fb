//! Several directions at once: derivative code that is linear in a direction, for a fixed number of them.
//!
//! In: the simplified code of a derivative, and its parameters that belong to a direction: dots, and the bars that its results are added to. Out: the same for
//! as many directions as are wanted, its *lanes*. What depends on the direction (`depends`) stands there once for each lane, one after the other; all else, the
//! function itself above all, once. A result that depends on the direction is followed by that of the other lanes.
//! ```text
//! y = x * x            y = x * x
//! t = x_dot * x        t = x_dot * x;  t_1 = x_dot_1 * x
//! ```
//! A lane's dot has the type that a dot has otherwise, so structs, arrays and lists need no rules here; what is in registers rustc's back end vectorises.
//!
//! Invariant: a lane is, operation by operation, the code that it was made of. Where a branch, a loop or an index would depend on the direction, there are no
//! lanes ([`Refused`]). A call that is handed a direction is made once for each lane, so that it has to be one that may be made again, which the caller asserts.
//! Absent: code with a closure, which would be called with one cotangent after the other.

mod depends;
mod write;

use proc_macro2::Span;

use crate::ir::{Function, Stmt, VarId};
use depends::Depends;

/// What can't be done for several directions at once: a call that changes what it is lent, and would do so for each lane, or of which nobody knows whether it may
/// be made again. Control flow that depends on the direction, or the user's own code that uses it, would be refused too; tangents have none.
#[derive(Clone, Copy, Debug)]
pub struct Refused {
    /// Where.
    pub span: Span,
}

/// Code for several directions.
#[derive(Debug)]
pub struct Lanes {
    /// The code.
    pub function: Function,
    /// The calls that are made in it once for each lane.
    pub repeated: Vec<Stmt>,
}

/// The code for so many directions, whose parameters after the first are called `x_dot_1`, `x_dot_2`, ..
pub fn lanes(function: Function, directions: &[VarId], n: usize) -> Result<Lanes, Refused> {
    let depends = Depends::of(&function, directions);
    depends.check(&function)?;
    let repeated = depends.repeated(&function);
    Ok(Lanes { function: write::write(function, &depends, n), repeated })
}

/// What a parameter of a later lane is called.
pub fn name(first: &str, lane: usize) -> String {
    match lane {
        0 => first.to_string(),
        lane => format!("{first}_{lane}"),
    }
}
