//! Snapshots of a loop's state: the runtime's `Checkpoints`, of a state as nested pairs, `(&x, (&y, ()))`.

use proc_macro2::TokenStream;
use quote::quote;

use super::expr::postfix;
use super::{Emit, Piece};
use crate::ir::{Act, Atom, Block, Place, Projection, Range, Repeated, Start, Stmt, VarId};
use crate::spans;

impl Emit<'_> {
    /// A statement about snapshots.
    pub(super) fn snapshot(&mut self, stmt: &Stmt) -> TokenStream {
        let Stmt::Snapshot { act, record, state, results, span } = stmt else {
            unreachable!("called on a snapshot")
        };
        match (act, results.as_slice()) {
            (Act::Start(start), _) => {
                let Start { snapshots, steps, callees } = &**start;
                let asserted: TokenStream =
                    callees.iter().map(|callee| self.asserted(callee)).collect();
                let snapshots = snapshots.as_ref().map(|snapshots| self.atom(snapshots).tokens);
                let steps = steps.as_ref().map(|steps| self.n_steps(steps));
                let [snapshots, steps] = [snapshots, steps].map(optional);
                let (record, state) = (self.binding(*record), self.state(state));
                let new = self.checkpoints(quote!(new));
                // That the state can be copied is asked of the whole of it.
                let kept = spans::at(*span, quote!(#new(#snapshots, #steps, #state)));
                quote!(#asserted let #record = #kept;)
            }
            (Act::Finish, _) => {
                let (result, record) = (self.binding(results[0]), self.ident(*record));
                quote!(let #result = #record;)
            }
            (Act::Resume, _) => {
                let (again, record) = (self.binding(results[0]), self.ident(*record));
                let state = pairs(results[1..].iter().map(|var| self.binding(*var)));
                let (name, first) = (self.ident(results[0]), self.checkpoints(quote!(first)));
                quote!(let #again = #record; let #state = #first(&#name);)
            }
            (act, []) => {
                let call = self.asked_of(act, *record, state);
                quote!(#call;)
            }
            (act, [result, ..]) => {
                let (result, call) = (self.binding(*result), self.asked_of(act, *record, state));
                quote!(let #result = #call;)
            }
        }
    }

    /// The condition of a loop that asks for snapshots alone.
    pub(super) fn snapshot_condition(&self, cond: &Block) -> Option<TokenStream> {
        let [Stmt::Snapshot { act, record, state, results, .. }] = cond.stmts.as_slice() else {
            return None;
        };
        let is_it = matches!((results.as_slice(), cond.results.as_slice()),
            ([result], [Atom::Var(asked)]) if result == asked);
        is_it.then(|| self.asked_of(act, *record, state))
    }

    /// The value of a range at a step.
    pub(super) fn at_step(&mut self, range: &Range, step: &Atom) -> Piece {
        let (range, step) = (self.range(range), self.atom(step).tokens);
        let nth = quote!(::core::iter::Iterator::nth(&mut (#range), #step));
        postfix(quote!(#nth.expect("a step of the loop")))
    }

    fn asked_of(&self, act: &Act, record: VarId, state: &[Place]) -> TokenStream {
        let name = self.ident(record);
        match act {
            Act::Take => {
                let (take, state) = (self.checkpoints(quote!(take)), self.state(state));
                quote!(#take(&mut #name, #state))
            }
            Act::Restore => {
                let parts = state.iter().map(|place| {
                    let part = self.ident(place.root);
                    quote!(&mut #part)
                });
                let (restore, state) = (self.checkpoints(quote!(restore)), pairs(parts));
                quote!(#restore(&mut #name, #state))
            }
            Act::Number => {
                let number = self.checkpoints(quote!(number));
                quote!(#number(&#name))
            }
            Act::Start(_) | Act::Finish | Act::Resume => {
                unreachable!("these have no result of their own")
            }
        }
    }

    fn checkpoints(&self, function: TokenStream) -> TokenStream {
        let runtime = self.runtime;
        quote!(#runtime::private::Checkpoints::#function)
    }

    /// The variables of a state, borrowed.
    fn state(&self, state: &[Place]) -> TokenStream {
        let runtime = self.runtime;
        pairs(state.iter().map(|place| {
            let part = self.ident(place.root);
            match place.projections.first() {
                Some(Projection::Deref) => quote!(#runtime::private::Behind(&*#part)),
                _ => quote!(&#part),
            }
        }))
    }

    fn n_steps(&mut self, range: &Range) -> TokenStream {
        let range = self.range(range);
        quote!(::core::iter::Iterator::size_hint(&(#range)).0)
    }

    /// What compiles only if a callee may be called again.
    fn asserted(&self, callee: &Repeated) -> TokenStream {
        let span = callee.span();
        let is_repeatable = self.callees.repeatable(std::slice::from_ref(callee), self.runtime);
        let runtime = self.runtime;
        let asserted = quote!(const { #runtime::private::repeatable_step(#is_repeatable) };);
        spans::at(span, asserted)
    }
}

fn optional(tokens: Option<TokenStream>) -> TokenStream {
    match tokens {
        Some(tokens) => quote!(::core::option::Option::Some(#tokens)),
        None => quote!(::core::option::Option::None),
    }
}

/// `(a, (b, ()))`
fn pairs(parts: impl DoubleEndedIterator<Item = TokenStream>) -> TokenStream {
    parts.rev().fold(quote!(()), |rest, part| quote!((#part, #rest)))
}
