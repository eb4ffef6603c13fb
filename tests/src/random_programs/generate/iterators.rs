//! Iterator chains: a source of `f64`s, adapters, and what ends them.

use syn::{Expr, Stmt, parse_quote};

use super::Writer;
use crate::random_programs::ast::{List, Ty, int, operand};
use crate::random_programs::recipe::Recipe;

/// Sources yield `f64`s by value; adapters are parts, taken where they fit; the rest ends a chain.
pub const RECIPES: &[Recipe] = &[
    Recipe::part("iter_copied"),
    Recipe::part("iter_cloned"),
    Recipe::part("iter_into_iter"),
    Recipe::part("iter_zip"),
    Recipe::part("iter_enumerate"),
    Recipe::part("iter_of_range"),
    Recipe::part("iter_windows"),
    Recipe::part("iter_chunks"),
    Recipe::part("iter_chunks_exact"),
    Recipe::part("iter_flat_map"),
    Recipe::part("iter_map"),
    Recipe::part("iter_filter_active"),
    Recipe::part("iter_filter_inactive"),
    Recipe::part("iter_rev"),
    Recipe::part("iter_skip"),
    Recipe::part("iter_take"),
    Recipe::part("iter_step_by"),
    Recipe::part("iter_chain"),
    Recipe::part("iter_scan"),
    Recipe::part("iter_take_while"),
    Recipe::statements("iter_sum", sum).weight(3),
    Recipe::statements("iter_product", product).weight(1),
    Recipe::statements("iter_fold", fold),
    Recipe::statements("iter_collect", collect),
    Recipe::statements("iter_collect_table", collect_table).weight(1),
    Recipe::statements("iter_for_each", for_each).weight(1),
    Recipe::statements("iter_last", last).weight(1),
    Recipe::statements("iter_count", count).weight(1),
    Recipe::statements("iter_max", maximum).weight(1),
    Recipe::statements("for_iter", for_iter),
    Recipe::statements("for_iter_mut", for_iter_mut),
    Recipe::statements("for_iter_mut_zip", for_iter_mut_zip).weight(1),
    Recipe::statements("for_enumerate", for_enumerate).weight(1),
    Recipe::statements("for_chunks_mut", for_chunks_mut).weight(1),
];

/// A chain of `f64`s, how many of them, and whether it can be reversed (for the sources whose length is exact).
struct Chain {
    expr: Expr,
    length: usize,
    is_exact: bool,
}

fn chain(w: &mut Writer) -> Option<Chain> {
    let mut chain = source(w)?;
    for _ in 0..w.random.usize(..3) {
        adapt(w, &mut chain);
    }
    Some(chain)
}

/// The elements as `f64`s, with a first computation on them.
fn source(w: &mut Writer) -> Option<Chain> {
    let (place, n) = w.list(1)?;
    let list = place.expr;
    // In a closure, nothing may be changed.
    let (term, index) = w.inside(|w| {
        let index = w.name("i");
        w.declare(&index, Ty::Index(n), false);
        (w.term(), index)
    });
    let outer = w.term();
    let (number, length) = (w.number(), int(n));
    let (expr, length): (Expr, usize) = if w.part("iter_zip") {
        let (other, m) = w.list(1)?;
        let (other, least) = (other.expr, n.min(m));
        match w.random.usize(..3) {
            0 => (parse_quote!(#list.iter().zip(#other.iter()).map(|(a, b)| a * b)), least),
            1 => (
                parse_quote!(#list.iter().zip(&#other[..]).map(|(&a, &b)| (a - b) * #outer)),
                least,
            ),
            _ => (
                parse_quote!(std::iter::zip(#list.iter(), #other.iter()).map(|(a, b)| a.sin() + b)),
                least,
            ),
        }
    } else if w.part("iter_enumerate") {
        (parse_quote!(#list.iter().enumerate().map(|(#index, x)| x * #term)), n)
    } else if w.part("iter_of_range") {
        (parse_quote!((0..#length).map(|#index| #list[#index] * #term)), n)
    } else if w.part("iter_into_iter") {
        (parse_quote!(#list.to_vec().into_iter()), n)
    } else if n > 1 && w.part("iter_windows") {
        (parse_quote!(#list.windows(2).map(|w| w[0] * w[1] + #outer)), n - 1)
    } else if w.part("iter_chunks") {
        (parse_quote!(#list.chunks(2).map(|c| c[0] + #number * c[c.len() - 1])), n.div_ceil(2))
    } else if n > 1 && w.part("iter_chunks_exact") {
        (parse_quote!(#list.chunks_exact(2).map(|c| c[0] * c[1])), n / 2)
    } else if w.part("iter_cloned") {
        (parse_quote!(#list.iter().cloned()), n)
    } else if w.allows("iter_copied") && w.random.bool() {
        w.is_used("iter_copied");
        (parse_quote!(#list.iter().copied()), n)
    } else {
        w.is_used("iter_map");
        (parse_quote!(#list.iter().map(|x| #number * x)), n)
    };
    Some(Chain { expr, length, is_exact: true })
}

fn adapt(w: &mut Writer, chain: &mut Chain) {
    let (expr, outer, number) = (chain.expr.clone(), w.term(), w.number());
    if w.part("iter_map") {
        let x = w.name("x");
        let body = w.inside(|w| {
            w.declare(&x, Ty::Float, false);
            w.tame()
        });
        chain.expr = parse_quote!(#expr.map(|#x| #body + 0.1 * #x));
    } else if w.part("iter_filter_active") {
        chain.expr = parse_quote!(#expr.filter(|x| *x > -0.5 * #number));
        (chain.length, chain.is_exact) = (0, false);
    } else if w.part("iter_filter_inactive") {
        chain.expr = parse_quote!(#expr.enumerate().filter(|(i, _)| i % 2 == 0).map(|(_, x)| x));
        (chain.length, chain.is_exact) = (0, false);
    } else if chain.is_exact && w.part("iter_rev") {
        chain.expr = parse_quote!(#expr.rev());
    } else if chain.length > 1 && w.part("iter_skip") {
        chain.expr = parse_quote!(#expr.skip(1));
        chain.length -= 1;
    } else if chain.length > 1 && w.part("iter_take") {
        let n = int(chain.length - 1);
        chain.expr = parse_quote!(#expr.take(#n));
        chain.length -= 1;
    } else if w.part("iter_step_by") {
        chain.expr = parse_quote!(#expr.step_by(2));
        chain.length = chain.length.div_ceil(2);
    } else if w.part("iter_chain") {
        chain.expr = parse_quote!(#expr.chain([#outer, #number]));
        (chain.length, chain.is_exact) = (chain.length + 2, false);
    } else if w.part("iter_flat_map") {
        chain.expr = parse_quote!(#expr.flat_map(|x| [x, x * #outer]));
        (chain.length, chain.is_exact) = (2 * chain.length, false);
    } else if w.part("iter_scan") {
        chain.expr = parse_quote! {
            #expr.scan(0.4, |state, x| {
                *state = (*state * #outer + x).sin();
                Some(*state)
            })
        };
        chain.is_exact = false;
    } else if w.part("iter_take_while") {
        chain.expr = parse_quote!(#expr.take_while(|x| *x < #number));
        (chain.length, chain.is_exact) = (0, false);
    }
}

fn sum(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (chain, name) = (chain(w)?.expr, w.name("sum"));
    w.declare(&name, Ty::Float, false);
    Some(if w.random.bool() {
        parse_quote!(let #name: f64 = #chain.sum();)
    } else {
        parse_quote!(let #name = #chain.sum::<f64>();)
    })
}

fn product(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (chain, name) = (chain(w)?.expr, w.name("product"));
    w.declare(&name, Ty::Float, false);
    Some(parse_quote!(let #name: f64 = #chain.map(|x| 0.7 * x.cos()).product();))
}

fn fold(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (chain, name, start, x) = (chain(w)?.expr, w.name("folded"), w.tame(), w.name("x"));
    let body = w.inside(|w| {
        w.declare(&x, Ty::Float, false);
        w.term()
    });
    w.declare(&name, Ty::Float, false);
    Some(parse_quote!(let #name = #chain.fold(#start, |state, #x| (state * #body).sin() + #x);))
}

fn collect(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (chain, name) = (chain(w)?, w.name("v"));
    let expr = chain.expr;
    w.declare(&name, Ty::List(List::Vec, chain.length), chain.length > 0);
    let mut stmts: Vec<Stmt> = if w.random.bool() {
        parse_quote!(let mut #name: Vec<f64> = #expr.collect();)
    } else {
        parse_quote!(let mut #name = #expr.collect::<Vec<f64>>();)
    };
    // There are so many at least.
    if !chain.is_exact && chain.length > 0 {
        let length = int(chain.length);
        stmts.push(parse_quote!(#name.truncate(#length);));
    }
    Some(stmts)
}

fn collect_table(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (place, n) = w.list(1)?;
    let (list, name, term) = (place.expr, w.name("rows"), w.term());
    w.declare(&name, Ty::Rows(List::Vec, n, 2), true);
    Some(parse_quote! {
        let mut #name: Vec<Vec<f64>> = #list.iter().map(|x| vec![*x, x * #term]).collect();
    })
}

fn for_each(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (chain, sum) = (operand(chain(w)?.expr), w.name("sum"));
    w.declare(&sum, Ty::Float, true);
    Some(parse_quote! {
        let mut #sum = 0.0;
        #chain.for_each(|x| #sum += x * x);
    })
}

fn last(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (chain, name) = (chain(w)?.expr, w.name("x"));
    w.declare(&name, Ty::Float, false);
    Some(parse_quote!(let #name = #chain.last().unwrap_or(0.2);))
}

fn count(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (chain, name, term) = (chain(w)?.expr, w.name("n"), w.term());
    let x = w.name("x");
    w.declare(&x, Ty::Float, false);
    Some(parse_quote! {
        let #name = #chain.filter(|x| *x > 0.1).count();
        let #x = 0.2 * #name as f64 * #term;
    })
}

fn maximum(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (chain, name) = (chain(w)?.expr, w.name("largest"));
    w.declare(&name, Ty::Float, false);
    Some(parse_quote!(let #name = #chain.fold(-2.0, f64::max);))
}

fn for_iter(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (x, sum) = (w.name("x"), w.name("sum"));
    let (read, iterator): (Expr, Expr) = if w.random.bool() {
        let list = w.list(1)?.0.expr;
        (parse_quote!((*#x)), parse_quote!(#list.iter()))
    } else {
        (parse_quote!(#x), chain(w)?.expr)
    };
    w.loops.push(None);
    let body = w.inside(|w| {
        // They may be borrowed by the iterator.
        w.freeze_all();
        w.declare(&sum, Ty::Float, true);
        w.declare_as(&x, Ty::Float, false, read);
        [w.statements(2), w.update().into_iter().collect()].concat()
    });
    w.loops.pop();
    w.declare(&sum, Ty::Float, true);
    Some(parse_quote! {
        let mut #sum: f64 = 0.1;
        for #x in #iterator { #sum += 0.5 * #x; #(#body)* }
    })
}

fn for_iter_mut(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (place, _) = w.list_mut(1)?;
    let (list, x) = (place.expr, w.name("x"));
    let update = w.inside(|w| {
        w.hide(&place.root);
        w.update_of(&parse_quote!(*#x))
    });
    Some(if w.random.bool() {
        parse_quote!(for #x in #list.iter_mut() { #update })
    } else {
        parse_quote!(#list.iter_mut().for_each(|#x| { #update });)
    })
}

fn for_iter_mut_zip(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (place, _) = w.list_mut(1)?;
    let (list, x, y) = (place.expr, w.name("x"), w.name("y"));
    let (other, update) = w.inside(|w| {
        w.hide(&place.root);
        let other = w.list(1)?.0.expr;
        w.declare_as(&y, Ty::Float, false, parse_quote!((*#y)));
        Some((other, w.update_of(&parse_quote!(*#x))))
    })?;
    Some(
        parse_quote!(for (#x, #y) in #list.iter_mut().zip(#other.iter()) { #update *#x += 0.1 * #y; }),
    )
}

fn for_enumerate(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (place, n) = w.list(1)?;
    let (list, i, x) = (place.expr, w.name("i"), w.name("x"));
    let body = w.inside(|w| {
        w.freeze(&place.root);
        w.declare(&i, Ty::Index(n), false);
        w.declare(&x, Ty::Float, false);
        w.statements(2)
    });
    Some(parse_quote!(for (#i, &#x) in #list.iter().enumerate() { #(#body)* }))
}

fn for_chunks_mut(w: &mut Writer) -> Option<Vec<Stmt>> {
    let (place, _) = w.list_mut(2)?;
    let (list, chunk) = (place.expr, w.name("chunk"));
    let body = w.inside(|w| {
        w.hide(&place.root);
        // The last one may have one element.
        w.declare(&chunk, Ty::List(List::SliceMut, 1), true);
        w.update()
    });
    Some(parse_quote! {
        for #chunk in #list.chunks_mut(2) { #chunk[0] += 0.3 * #chunk[#chunk.len() - 1]; #body }
    })
}
