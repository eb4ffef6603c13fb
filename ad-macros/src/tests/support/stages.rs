//! A derivative as the passes after the transforms leave it, the last time as if no type were seen.
//!
//! `select` writes numbers by operators and everything else by rules of the runtime; a function of numbers would show only the
//! operators. So its kinds are forgotten before `select`: then each operation on a tangent has a rule, every store
//! may be one of a `Constant`, and what comes out must be the same.

use super::assert_verified;
use crate::ir::verify::Phase;
use crate::ir::{Function, HandedOn};
use crate::kind::{Kind, Whose};
use crate::select::select;
use crate::simplify::simplify;

/// What `select` is told of the types.
#[derive(Clone, Copy)]
pub enum Types {
    /// What is known.
    Seen,
    /// Nothing.
    Unseen,
}

/// What a transform has made, as it is or after the passes that follow.
pub fn stages(function: Function, simplified: bool) -> Vec<Function> {
    let function = finished(function, simplified);
    let after = [Types::Seen, Types::Unseen].into_iter().filter(|_| simplified);
    let after: Vec<_> = after.map(|types| selected(function.clone(), types)).collect();
    [function].into_iter().chain(after).collect()
}

/// The same, after all of them with the rules of unknown types.
pub fn last_stage(function: Function, simplified: bool) -> Function {
    let stages = stages(function, simplified);
    stages.into_iter().last().expect("a stage")
}

/// What a transform has made, simplified or not.
pub fn finished(function: Function, simplified: bool) -> Function {
    assert_verified(&function, Phase::Derivative);
    if !simplified {
        return function;
    }
    let function = simplify(function);
    assert_verified(&function, Phase::Simplified);
    function
}

/// A simplified derivative with its rules.
pub fn selected(function: Function, types: Types) -> Function {
    let function = select(match types {
        Types::Seen => function,
        Types::Unseen => unseen(function),
    });
    assert_verified(&function, Phase::Selected);
    function
}

/// As if nothing were seen of any type.
fn unseen(mut function: Function) -> Function {
    for var in &mut function.vars {
        var.ty.is_of(Kind::Unknown);
        (var.ty.whose, var.ty.unseen) = (Whose::Opaque, true);
        var.handed_on = Some(HandedOn::Unseen);
    }
    function
}
