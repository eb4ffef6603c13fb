//! Methods of `Option`s, of `Result`s and of what is made one.

use super::Fact::{Pure, RefusedOfValues, Std, TakesErrors, Writes};
use super::{Lowering, Method, OptionMethod, Receiver};

const fn option(name: &'static str, operands: usize, method: OptionMethod) -> Method {
    optional(name, operands, Lowering::Option(method))
}

const fn optional(name: &'static str, operands: usize, lowering: Lowering) -> Method {
    Method::new(Receiver::Optional, name).operands(operands).lowered(lowering)
}

pub(super) const ROWS: &[Method] = &[
    option("is_some", 0, OptionMethod::IsSome).with(&[Pure, Std]),
    option("is_none", 0, OptionMethod::IsNone).with(&[Pure, Std]),
    option("is_ok", 0, OptionMethod::IsOk),
    option("is_err", 0, OptionMethod::IsErr),
    option("take", 0, OptionMethod::Take).with(&[Writes]),
    option("replace", 1, OptionMethod::Replace).with(&[Writes]),
    option("copied", 0, OptionMethod::Copied),
    option("cloned", 0, OptionMethod::Copied),
    option("unwrap_or", 1, OptionMethod::UnwrapOr).with(&[Std]),
    option("unwrap_or_else", 1, OptionMethod::UnwrapOrElse).with(&[Std, TakesErrors]),
    option("unwrap_or_default", 0, OptionMethod::UnwrapOrDefault).with(&[Std]),
    option("map", 1, OptionMethod::Map).items(0).with(&[TakesErrors]),
    option("and_then", 1, OptionMethod::AndThen).items(0).with(&[Std, TakesErrors]),
    option("map_or", 2, OptionMethod::MapOr).items(0),
    option("map_or_else", 2, OptionMethod::MapOrElse).items(0).with(&[TakesErrors]),
    option("map_err", 1, OptionMethod::MapErr).with(&[TakesErrors]),
    option("filter", 1, OptionMethod::Filter),
    option("or", 1, OptionMethod::Or),
    option("or_else", 1, OptionMethod::OrElse).with(&[TakesErrors]),
    option("ok_or", 1, OptionMethod::OkOr),
    option("ok_or_else", 1, OptionMethod::OkOrElse),
    optional("ok", 0, Lowering::Ok).with(&[Std]),
    optional("as_ref", 0, Lowering::Lend { mutable: false, target: false }).with(&[Std]),
    optional("as_mut", 0, Lowering::Lend { mutable: true, target: false }),
    optional("as_deref", 0, Lowering::Lend { mutable: false, target: true }),
    optional("as_deref_mut", 0, Lowering::Lend { mutable: true, target: true }),
    optional("unwrap", 0, Lowering::Unwrap).with(&[Pure, Std, RefusedOfValues]),
    optional("expect", 1, Lowering::Unwrap).with(&[Std, RefusedOfValues]),
    option("is_some_and", 1, OptionMethod::IsAnd(false)).items(0),
    option("is_ok_and", 1, OptionMethod::IsAnd(false)).items(0),
    option("is_none_or", 1, OptionMethod::IsAnd(true)).items(0),
    Method::new(Receiver::Bool, "then").operands(1).lowered(Lowering::Then(true)),
    Method::new(Receiver::Bool, "then_some").operands(1).lowered(Lowering::Then(false)),
];
