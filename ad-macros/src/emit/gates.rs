//! What a function is about is asked for its places first, so that rustc says once what has none.
//!
//! ```text
//! let w_asked = asked_places!(index_in(w, &0));
//! let w_bar = asked!(= w_bar, w_asked);               an error already, of which rustc says nothing more
//! ```
//! In: the proofs that parameters, or parts of them, are lists or have an index with a rule. Out: statements with which a body begins. The proofs are
//! [`proofs`](super::proofs)' once more, and nobody runs them. Deliberately absent: what a `&mut self` points to, which can't be bound again, and variables that are asked in the middle of a loop or a branch.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{Emit, inside};
use crate::ir::{Place, Projection, Proof, Role, Stmt, Subject, Var, VarId, What};
use crate::spans;

impl Emit<'_> {
    /// A `self` that is a reference and has to have elements by number gets a name that can be bound.
    pub(super) fn name_self(&mut self) {
        let is_self = |root: &VarId| self.names[root.0] == "self";
        let Some(root) = self.roots().into_iter().find(is_self) else { return };
        if self.is_taken_for_list(root) && self.f.var(root).ty.is_shared() {
            let mut name = "this".to_string();
            while self.names.contains(&name) {
                name.push('_');
            }
            self.names[root.0] = name;
            self.receiver = Some(root);
        }
    }

    /// What a body begins with, and what a closure in it begins with.
    pub(super) fn gates(&mut self) -> (TokenStream, TokenStream) {
        let (mut outside, mut inside) = (TokenStream::new(), TokenStream::new());
        for root in self.roots() {
            let (runtime, asked) = (self.runtime, self.asked_name(root));
            let (value, proofs) = self.places_of_given(root);
            let mut gates = TokenStream::new();
            if self.is_taken_for_list(root) && self.names[root.0] != "self" {
                let name = self.ident(root);
                gates.extend(bound(&name, quote!(#runtime::asked!(= #value, #asked))));
            }
            for var in self.tangents_of(root, &self.f.params) {
                gates.extend(self.gate(var, &asked));
            }
            let of_closure = self.gates_of_closure(root, &asked);
            if !gates.is_empty() || !of_closure.is_empty() {
                outside.extend(quote!(let #asked = #runtime::asked_places!(#(#proofs),*); #gates));
            }
            inside.extend(of_closure);
        }
        for (root, asked) in &self.asked {
            inside.extend(self.gates_of_closure(*root, asked));
        }
        (outside, inside)
    }

    /// The same for what nobody runs: the proofs, and the names that what is proved besides is to be about.
    pub(super) fn said_of_places(&mut self) -> TokenStream {
        let mut said = TokenStream::new();
        for root in self.roots() {
            let (runtime, asked) = (self.runtime, self.asked_name(root));
            let (value, proofs) = self.places_of_given(root);
            let mut others = self.f.proofs.iter().filter(|proof| !is_of_places(proof.what));
            let is_mentioned = others.any(|proof| proof.root() == Some(root));
            match is_mentioned && self.is_taken_for_list(root) && self.names[root.0] != "self" {
                // It isn't moved.
                true => {
                    said.extend(quote!(let #asked = #runtime::asked_places!(#(#proofs),*);));
                    let name = self.ident(root);
                    said.extend(bound(&name, quote!(#runtime::asked!(#value, #asked))));
                }
                false => said.extend(quote!(#(#proofs;)*)),
            }
        }
        said
    }

    /// A parameter as it is given, and what is proved of it.
    fn places_of_given(&mut self, root: VarId) -> (Ident, Vec<TokenStream>) {
        let given = match self.receiver == Some(root) {
            true => "self".to_string(),
            false => self.names[root.0].clone(),
        };
        let name = std::mem::replace(&mut self.names[root.0], given);
        let given = (self.ident(root), self.places_of(root));
        self.names[root.0] = name;
        given
    }

    fn gates_of_closure(&self, root: VarId, asked: &Ident) -> TokenStream {
        let params = self.f.closure.as_ref().map(|closure| closure.params.as_slice());
        let bars = self.tangents_of(root, params.unwrap_or_default());
        bars.into_iter().map(|bar| self.gate(bar, asked)).collect()
    }

    /// Whether a proof in the middle of a body says what its variable is, for all that comes after it.
    pub(super) fn is_asked_here(&self, stmt: &Stmt) -> bool {
        let Stmt::Prove { place, what, .. } = stmt else { return false };
        let is_its = |data: &Var| data.of == Some(place.root) && data.role != Role::Primal;
        if !self.f.vars.iter().any(is_its) {
            return false;
        }
        let is_new = self.asked.iter().all(|(root, _)| *root != place.root);
        is_of_places(*what) && is_new && self.place_of(stmt).is_some()
    }

    /// The number of a statement of the function's own block.
    fn place_of(&self, stmt: &Stmt) -> Option<usize> {
        self.f.body.stmts.iter().position(|own| std::ptr::eq(own, stmt))
    }

    /// Asks a variable for its places. What was made just before it isn't borrowed yet, and can be bound again.
    pub(super) fn ask(
        &mut self,
        code: &mut TokenStream,
        stmt: &Stmt,
        (place, what, span): (&Place, What, Span),
    ) {
        let (runtime, asked) = (self.runtime, self.asked_name(place.root));
        let proof = spans::at(span, self.proof_of_places(place, what));
        code.extend(quote!(let #asked = #runtime::asked_places!(#proof);));
        let mut gated = self.tangents_of(place.root, &self.f.params);
        let before = self.place_of(stmt).and_then(|at| self.f.body.stmts.get(at.checked_sub(1)?));
        for var in before.map(made).unwrap_or_default() {
            let data = self.f.var(var);
            let is_value = var == place.root && what == What::List;
            let is_tangent = data.role != Role::Primal && data.of == Some(place.root);
            if (is_value || is_tangent) && self.is_written(var) {
                gated.push(var);
            }
        }
        for var in gated {
            code.extend(self.gate(var, &asked));
        }
        self.asked.push((place.root, asked));
    }

    fn is_written(&self, var: VarId) -> bool {
        self.used[var.0] && !self.inline[var.0] && self.names[var.0] != "_"
    }

    /// What follows a tangent's definition whose value was asked.
    pub(super) fn gates_after(&mut self, code: &mut TokenStream, stmt: &Stmt) {
        let Stmt::Let { var, .. } = stmt else { return };
        let data = self.f.var(*var);
        let is_written = self.is_written(*var) && data.role != Role::Primal;
        let asked = self.asked.iter().find(|(root, _)| data.of == Some(*root));
        if let (true, Some((_, asked))) = (is_written, asked) {
            code.extend(self.gate(*var, asked));
        }
    }

    /// The parameters of which something is proved.
    fn roots(&self) -> BTreeSet<VarId> {
        let places = self.f.proofs.iter().filter(|proof| is_of_places(proof.what));
        places.filter_map(Proof::root).collect()
    }

    fn places_of(&mut self, root: VarId) -> Vec<TokenStream> {
        let (f, mut proofs) = (self.f, Vec::new());
        for proof in proofs_apart(&f.proofs).filter(|proof| is_of_places(proof.what)) {
            if let Subject::Place(place) = &proof.subject
                && place.root == root
            {
                proofs.push(spans::at(proof.span, self.proof_of_places(place, proof.what)));
            }
        }
        proofs
    }

    /// `index_in(&0, &*w)`: what is indexed stands behind the index, so that rustc knows that by then. All but names are where the
    /// macro is called, so that one place is one span.
    pub(super) fn proof_of_places(&mut self, place: &Place, what: What) -> TokenStream {
        let runtime = self.runtime;
        let (index, list) = match (what, place.projections.split_last()) {
            (What::Indexed | What::IndexedMut, Some((last, before))) => {
                let list = Place { root: place.root, projections: before.to_vec() };
                let index: TokenStream = self.step(last).into_iter().flat_map(inside).collect();
                let index = match last {
                    Projection::Range { .. } => quote!((#index)),
                    _ => index,
                };
                (Some(index), list)
            }
            _ => (None, place.clone()),
        };
        let is_reference = list.projections.is_empty() && self.f.var(list.root).ty.is_reference();
        let (list, deref) = (self.place(&list), is_reference.then(|| quote!(*)));
        match (what, index) {
            (What::Indexed, Some(index)) => {
                quote!(#runtime::private::index_in(&#index, &#deref #list))
            }
            (What::IndexedMut, Some(index)) => {
                let said = quote!(#runtime::private::index_in(&#index, &#deref #list));
                quote!(#runtime::private::index_mut_in(&#index, #said))
            }
            _ => quote!(#runtime::private::list_in(&#deref #list)),
        }
    }

    /// Whether the value itself has to have elements by number.
    fn is_taken_for_list(&self, root: VarId) -> bool {
        let mut lists = self.f.proofs.iter().filter(|proof| proof.what == What::List);
        lists.any(|proof| proof.root() == Some(root))
    }

    fn tangents_of(&self, root: VarId, params: &[VarId]) -> Vec<VarId> {
        let is_its = |var: &&VarId| {
            let data = self.f.var(**var);
            data.of == Some(root) && data.role != Role::Primal
        };
        params.iter().filter(is_its).copied().collect()
    }

    fn gate(&self, var: VarId, asked: &Ident) -> TokenStream {
        let (runtime, name) = (self.runtime, self.ident(var));
        bound(&name, quote!(#runtime::asked!(= #name, #asked)))
    }

    fn asked_name(&self, root: VarId) -> Ident {
        let mut name = format!("{}_asked", self.names[root.0].trim_start_matches("r#"));
        while self.names.contains(&name) {
            name.push('_');
        }
        Ident::new(&name, Span::mixed_site())
    }
}

fn bound(name: &Ident, value: TokenStream) -> TokenStream {
    quote! {
        #[allow(unused_mut)]
        let mut #name = #value;
    }
}

/// The variables that a statement makes.
fn made(stmt: &Stmt) -> Vec<VarId> {
    match stmt {
        Stmt::Let { var, .. } => vec![*var],
        Stmt::Call { results, .. } => results.clone(),
        _ => Vec::new(),
    }
}

/// The proofs of a function, without those that an element may be read which may be changed: that says both.
fn proofs_apart(proofs: &[Proof]) -> impl Iterator<Item = &Proof> {
    proofs.iter().filter(|proof| {
        let says_both =
            |other: &Proof| other.what == What::IndexedMut && other.subject == proof.subject;
        proof.what != What::Indexed || !proofs.iter().any(says_both)
    })
}

/// Whether a proof is about the elements of a value.
pub(super) fn is_of_places(what: What) -> bool {
    matches!(what, What::List | What::Indexed | What::IndexedMut)
}
