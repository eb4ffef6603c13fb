//! `break`, `continue`, labels, `return`.

use syn::{Expr, Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::Ty;
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe::part("label").core(),
    Recipe::statements("break", break_loop).core(),
    Recipe::statements("continue", continue_loop).core(),
    Recipe::statements("break_label", break_label).core().weight(3),
    Recipe::statements("return", early_return).core(),
    Recipe::statements("return_from_loop", return_from_loop).core().weight(1),
    // In loops and in `else if`, the macro panics (November 2026).
    Recipe::part("return_list"),
    Recipe::statements("exit_in_value", exit_in_value).weight(1),
    Recipe::statements("labelled_block", labelled_block).weight(1),
];

fn break_loop(w: &mut Writer) -> Option<Vec<Stmt>> {
    if w.loops.is_empty() || !w.may_leave {
        return None;
    }
    let condition = w.condition();
    Some(parse_quote!(if #condition { break; }))
}

fn continue_loop(w: &mut Writer) -> Option<Vec<Stmt>> {
    if w.loops.is_empty() || !w.may_leave {
        return None;
    }
    let (condition, update) = (w.condition(), w.update());
    Some(parse_quote!(if #condition { #update continue; }))
}

fn break_label(w: &mut Writer) -> Option<Vec<Stmt>> {
    let labels: Vec<_> = w.loops.iter().flatten().cloned().collect();
    if labels.is_empty() || !w.may_leave {
        return None;
    }
    let (label, condition) = (w.choose(&labels), w.condition());
    Some(if w.random.bool() {
        parse_quote!(if #condition { break #label; })
    } else {
        parse_quote!(if #condition { continue #label; })
    })
}

fn early_return(w: &mut Writer) -> Option<Vec<Stmt>> {
    if !w.may_leave || !w.loops.is_empty() {
        return None;
    }
    let ty = w.result.clone()?;
    if matches!(ty, Ty::List(..)) && !w.part("return_list") {
        return None;
    }
    let (a, b) = (w.comparison(), w.comparison());
    let value = w.value(&ty);
    Some(parse_quote!(if #a && #b { return #value; }))
}

fn return_from_loop(w: &mut Writer) -> Option<Vec<Stmt>> {
    if !w.may_leave || w.loops.is_empty() {
        return None;
    }
    let ty = w.result.clone()?;
    if matches!(ty, Ty::List(..)) && !w.part("return_list") {
        return None;
    }
    let (a, b) = (w.comparison(), w.comparison());
    let value = w.value(&ty);
    Some(parse_quote!(if #a && #b { return #value; }))
}

/// A branch whose value is an exit.
fn exit_in_value(w: &mut Writer) -> Option<Vec<Stmt>> {
    let exit: Expr = match (w.loops.is_empty(), w.result.clone()) {
        _ if !w.may_leave => return None,
        (false, _) if w.random.bool() => parse_quote!(break),
        (false, _) => parse_quote!(continue),
        (true, Some(ty)) => {
            let value = w.value(&ty);
            parse_quote!(return #value)
        }
        (true, None) => return None,
    };
    let (a, b, value, name) = (w.comparison(), w.comparison(), w.tame(), w.name("x"));
    w.declare(&name, Ty::Float, false);
    Some(parse_quote!(let #name = if #a && #b { #exit } else { #value };))
}

fn labelled_block(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (name, condition, early, last) = (w.name("x"), w.condition(), w.tame(), w.tame());
    let inner = w.closed(|w| {
        w.may_leave = false;
        w.statements(2)
    });
    w.declare(&name, Ty::Float, false);
    Some(parse_quote! {
        let #name = 'block: {
            if #condition { break 'block #early; }
            #(#inner)*
            #last
        };
    })
}
