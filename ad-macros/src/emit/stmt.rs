//! Statements to tokens.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use super::branch::head;
use super::{COMMENT, Emit, Pending, Piece, precedence};
use crate::ir::{
    Atom, Block, Callee, CloneBy, Expr, Note, Pattern, Place, Projection, Range, Role, Rule, Stmt,
    StoreOp, Test, Transform, Verbatim, What,
};
use crate::ir::{VarId, visit};
use crate::kind::Kind;
use crate::signature::tangent_of;
use crate::spans;
use crate::ty::holds_reference;

impl<'a> Emit<'a> {
    /// Before a statement: what can't wait past it is written down.
    fn settle(&mut self, code: &mut TokenStream, stmt: &Stmt) {
        let mut consumed = BTreeSet::new();
        visit::stmt(stmt, &mut |use_| consumed.extend(visit::used_var(use_)));
        // What the statement takes away isn't read after that, in the same statement.
        let moved = self.moved(stmt);
        self.flush_readers(code, &moved);
        let is_verbatim = matches!(stmt, Stmt::Verbatim { .. });
        // `accumulate(&mut x_bar, ..)` borrows `x_bar` before it evaluates the value.
        if let Stmt::Store { place, op, .. } = stmt
            && matches!(op, StoreOp::Assign | StoreOp::Accumulate | StoreOp::Deduct)
        {
            self.flush_readers(code, &[place.root].into());
        }
        // `rows[i].push(..)` borrows `rows` before it evaluates the argument, `list.push(..)` after it.
        if let Stmt::Mutate { place, op, .. } = stmt
            && (op.is_of_maps()
                || place.projections.iter().any(|step| !matches!(step, Projection::Field(_))))
        {
            self.flush_readers(code, &[place.root, self.storage.base(place.root)].into());
        }
        // What a call lends to be changed can't be read by its other arguments.
        if let Stmt::Call { args, dots, .. } = stmt {
            let lent: BTreeSet<_> = args
                .iter()
                .chain(dots.iter().flatten())
                .filter_map(|arg| match arg {
                    crate::ir::Arg::BorrowMut(place) => Some(place.root),
                    _ => None,
                })
                .flat_map(|root| [root, self.storage.base(root)])
                .collect();
            self.flush_readers(code, &lent);
        }
        let is_asked =
            |pending: &Pending| !consumed.contains(&pending.var) && !pending.effect && !is_verbatim;
        let writes = match self.pending.iter().any(is_asked) {
            true => self.writes(stmt),
            false => BTreeSet::new(),
        };
        self.flush(code, |cx, pending| {
            if consumed.contains(&pending.var) {
                return false;
            }
            pending.effect || is_verbatim || pending.reads.meet(&writes, &cx.storage)
        });
    }

    /// The variables that a statement may move away.
    fn moved(&self, stmt: &Stmt) -> BTreeSet<VarId> {
        let mut moved = BTreeSet::new();
        let may_move = |var: VarId| self.f.var(var).ty.moves();
        visit::stmt(stmt, &mut |use_| {
            if let visit::Use::Value(Atom::Var(var)) = use_ {
                moved.extend(Some(*var).filter(|var| may_move(*var)));
            }
        });
        let place = match stmt {
            Stmt::Let { expr, .. } => match expr {
                Expr::Read(place)
                | Expr::Taken(place)
                | Expr::Failure { place, moved: true }
                | Expr::Clone { place, by: CloneBy::Read } => Some(place),
                Expr::Rule { rule: Rule::TakenOut, args } => args[0].place(),
                _ => None,
            },
            _ => None,
        };
        if let Some(place) = place {
            let is_copy = crate::kinds::of_place(&self.f.vars, place).is_copy();
            moved.extend(Some(place.root).filter(|var| !is_copy && may_move(*var)));
        }
        moved
    }

    pub(super) fn stmt(&mut self, code: &mut TokenStream, stmt: &'a Stmt) {
        if let Stmt::Note(note) = stmt {
            return self.noted.push(note);
        }
        self.settle(code, stmt);
        self.iterator_proof(code, stmt);
        self.comments(code);
        match stmt {
            Stmt::Prove { place, what, span } if self.is_asked_here(stmt) => {
                self.ask(code, stmt, (place, *what, *span));
            }
            Stmt::Prove { place, what, span } => {
                let place = self.proved_place(place, *what);
                code.extend(self.proof(&place, *what, *span));
            }
            Stmt::Let { var, expr, span } => self.definition(code, stmt, (*var, expr, *span)),
            Stmt::Call { transform: Transform::Primal, .. } => self.plain_call(code, stmt),
            Stmt::Call { .. } => self.derivative(code, stmt),
            Stmt::If { results, cond, then, otherwise, .. } => {
                self.branch(code, stmt, results, cond, (then, otherwise));
            }
            Stmt::Match { results, index, arms, .. } => {
                self.choice(code, stmt, results, index, arms);
            }
            Stmt::For { var, range, body, until, .. } => {
                let tokens = self.for_loop(*var, range, body, *until);
                code.extend(tokens);
            }
            Stmt::Each { pattern, source, body, until, .. } => {
                let body = self.block(body);
                let body = self.body_until(body, *until);
                let pattern = self.user_pattern(pattern);
                code.extend(self.each(&pattern, source, &body));
            }
            Stmt::While { cond, body, .. } => {
                let asked = self.snapshot_condition(cond);
                let cond = asked.unwrap_or_else(|| self.condition(cond));
                let body = self.block(body);
                code.extend(quote!(while #cond { #body }));
            }
            Stmt::Reset { place, shape, .. } => {
                let (runtime, shape) = (self.runtime, self.atom(shape).tokens);
                let target = self.place_mut(place);
                let tokens = quote!(#runtime::private::reset(#target, #shape););
                code.extend(self.if_wanted(place, tokens));
            }
            Stmt::Mutate { results, op, place, args, span } => {
                self.mutate(code, results, *op, (place, args), *span);
            }
            Stmt::Swap { first, second, .. } => {
                let (first, second) = (self.place_mut(first), self.place_mut(second));
                code.extend(quote!(::core::mem::swap(#first, #second);));
            }
            Stmt::Store { place, op, value, .. } => self.store(code, place, *op, value),
            Stmt::Clear { place, .. } => self.clear(code, place),
            Stmt::Verbatim { verbatim, lets } => {
                code.extend(self.passed_through(verbatim, lets.as_ref()));
            }
            Stmt::Push { stack, values } => {
                let (stack, values) = (self.ident(*stack), self.results(values));
                // By its path: a trait of the user's may have a method by the name.
                code.extend(quote!(::std::vec::Vec::push(&mut #stack, #values);));
            }
            Stmt::Pop { stack, vars } => {
                let (stack, pattern) = (self.ident(*stack), self.pattern(vars));
                let missing = "one record for each iteration";
                let last = quote!(::std::vec::Vec::pop(&mut #stack));
                code.extend(quote!(let #pattern = #last.expect(#missing);));
            }
            Stmt::Fill { slot, values } => {
                let (slot, values) = (self.ident(*slot), self.results(values));
                code.extend(quote!(#slot = ::core::option::Option::Some(#values);));
            }
            Stmt::Unpack { slot, vars, body } => {
                let (slot, pattern) = (self.ident(*slot), self.pattern(vars));
                let body = self.block(body);
                code.extend(
                    quote!(if let ::core::option::Option::Some(#pattern) = #slot { #body }),
                );
            }
            Stmt::Snapshot { .. } => code.extend(self.snapshot(stmt)),
            // Of the forward mode nothing is reversed.
            Stmt::Checkpointed { .. } => {}
            Stmt::Pull { .. } => self.pulled(code, stmt),
            Stmt::Exit { .. } | Stmt::Note(_) => {
                unreachable!("`exits` has made all exits structured; notes are comments")
            }
        }
    }

    /// What was noted of the statement that comes next.
    fn comments(&mut self, code: &mut TokenStream) {
        for note in std::mem::take(&mut self.noted) {
            if let Note::Words(lines) = note {
                let name = Ident::new(COMMENT, Span::mixed_site());
                code.extend(lines.iter().map(|line| quote!(#name!(#line);)));
            }
        }
    }

    /// A call as the user wrote it.
    fn plain_call(&mut self, code: &mut TokenStream, stmt: &'a Stmt) {
        let Stmt::Call { results, callee, args, span, .. } = stmt else {
            unreachable!("called on a call")
        };
        if self.f.is_value_call(callee, args) {
            self.settle_first(code, callee, args);
        }
        let reads = self.reads(stmt);
        let piece = match callee {
            Callee::Operator(overload) => self.operation(overload, args, *span),
            callee => {
                let tokens = self.primal_call(results[0], callee, args, *span);
                Piece { tokens, precedence: precedence::POSTFIX }
            }
        };
        let ty = self.f.var(results[0]).ty.written.clone();
        let pending = Pending { var: results[0], piece, reads, subject: None, effect: true };
        self.define(code, ty, pending);
    }

    /// Whether a value that waits for this statement does more than read.
    pub(super) fn awaits_effect(&self, stmt: &Stmt) -> bool {
        let mut found = false;
        visit::stmt(stmt, &mut |use_| {
            let used = visit::used_var(use_);
            found |= self.pending.iter().any(|pending| pending.effect && Some(pending.var) == used);
        });
        found
    }

    fn definition(
        &mut self,
        code: &mut TokenStream,
        stmt: &'a Stmt,
        (var, expr, span): (VarId, &'a Expr, Span),
    ) {
        let reads = self.reads(stmt);
        let effect = matches!(expr, Expr::Verbatim(_) | Expr::Proof(..))
            || self.may_be_users(var, expr)
            || self.awaits_effect(stmt);
        let mut piece = self.value_of(var, expr);
        if let (Expr::Len(_), Some(_)) = (expr, &self.f.var(var).ty.written) {
            // Another method of that name is not what it is called.
            piece.tokens = spans::at(span, piece.tokens);
        }
        let ty = self.f.var(var).ty.written.clone().or_else(|| self.tangent_type(var, expr));
        let subject = match expr {
            Expr::Is { place, test: Test::Which(patterns) } if self.inline[var.0] => {
                Some((self.place(place), place, patterns.as_slice()))
            }
            _ => None,
        };
        self.define(code, ty, Pending { var, piece, reads, subject, effect });
    }

    /// The call of a derivative, and what keeps its pullback.
    fn derivative(&mut self, code: &mut TokenStream, stmt: &'a Stmt) {
        let Stmt::Call { results, transform, callee, args, dots, span } = stmt else {
            unreachable!("called on a call")
        };
        self.settle_first(code, callee, args);
        let kept = self.kept_call(code, callee, *transform, (args, results));
        let underived = self.underived(code, results[0], callee, (args, dots), *span);
        let call = match transform {
            Transform::Certified => self.certified_call(results[0], callee, args, *span),
            transform => self.derivative_call(results[0], callee, *transform, (args, dots), *span),
        };
        let mut bindings: Vec<_> = results.iter().map(|result| self.binding(*result)).collect();
        if underived.is_some() {
            // What came back says whether the method is still to be called, be its value used or not.
            bindings[0] = self.returned(results[0]).to_token_stream();
        }
        code.extend(match bindings.as_slice() {
            // The value, the pullback, the value's tangent.
            [value, pullback, dot] => quote!(let ((#value, #dot), #pullback) = #call;),
            [value] => quote!(let #value = #call;),
            bindings => quote!(let (#(#bindings),*) = #call;),
        });
        code.extend(kept);
        if underived.is_some() && *transform == Transform::Tangent {
            code.extend(self.kept_dots(results, dots, *span));
        }
        code.extend(underived.map(|call| self.done(*transform, results, call)));
    }

    fn for_loop(
        &mut self,
        var: VarId,
        range: &Range,
        body: &'a Block,
        until: Option<VarId>,
    ) -> TokenStream {
        let range = self.range(range);
        let apart = self.written_views(body);
        let body = self.block(body);
        let body = self.body_until(body, until);
        let var = self.binding(var);
        let tokens = quote!(for #var in #range { #body });
        match apart.as_slice() {
            [] => tokens,
            // As parameters the views are known not to overlap, so that the loop is vectorised.
            views => quote!((|#(#views: &mut [_]),*| #tokens)(#(&mut *#views),*);),
        }
    }

    /// The body of a loop that ends after the iteration in which a flag is set.
    fn body_until(&self, body: TokenStream, until: Option<VarId>) -> TokenStream {
        match until.map(|until| self.ident(until)) {
            Some(until) => quote!(#body if #until { break; }),
            None => body,
        }
    }

    /// The borrowed slices that an innermost loop writes to, if it writes to nothing else and there are
    /// several.
    fn written_views(&self, body: &Block) -> Vec<proc_macro2::Ident> {
        let mut views = BTreeSet::new();
        let mut only_views = true;
        for stmt in &body.stmts {
            let is_simple = matches!(
                stmt,
                Stmt::Let { .. } | Stmt::Store { .. } | Stmt::Clear { .. } | Stmt::Note(_)
            );
            only_views &= is_simple;
            visit::stmt(stmt, &mut |use_| match use_ {
                visit::Use::Write(place) => {
                    let var = self.f.var(place.root);
                    let is_view =
                        var.role == Role::Cotangent && var.ty.is_reference() && !var.ty.optional;
                    only_views &= is_view && self.slices.contains(&place.root);
                    only_views &= !self.is_loose(&Place::whole(place.root));
                    views.insert(place.root);
                }
                visit::Use::Name(_) => only_views = false,
                _ => {}
            });
        }
        match only_views && views.len() > 1 {
            true => views.into_iter().map(|view| self.ident(view)).collect(),
            false => Vec::new(),
        }
    }

    /// Defines a variable now, or lets its value wait for its use.
    pub(super) fn define(
        &mut self,
        code: &mut TokenStream,
        ty: Option<TokenStream>,
        pending: Pending<'a>,
    ) {
        let var = pending.var;
        if self.inline[var.0] {
            self.pending.push(pending);
            return;
        }
        let (binding, value) = (self.binding(var), pending.piece.tokens);
        if binding.to_string() == "_" && self.literals.contains_key(&var) {
            return;
        }
        let ty = ty.map(|ty| quote!(: #ty));
        code.extend(
            match binding.to_string() == "_" && matches!(self.f.var(var).ty.guess, Kind::Unit) {
                true => quote!(#value;),
                false => quote!(let #binding #ty = #value;),
            },
        );
    }

    /// The type of a tangent whose first value says nothing of it, where that of its point was written.
    fn tangent_type(&self, var: VarId, expr: &Expr) -> Option<TokenStream> {
        let is_open = match expr {
            Expr::List { items, .. } => items.is_empty(),
            Expr::Atom(Atom::Constant(path)) => crate::ir::paths::is_none(path),
            _ => false,
        };
        let var = self.f.var(var);
        let point = var.of.filter(|_| is_open && var.role == Role::Tangent)?;
        let ty = syn::parse2(self.f.var(point).ty.written.clone()?).ok()?;
        (!holds_reference(&ty)).then(|| tangent_of(&ty, self.runtime))
    }

    pub(super) fn range(&mut self, range: &Range) -> TokenStream {
        let start = head(self.operand(&range.start, precedence::OR).tokens);
        let end = head(self.operand(&range.end, precedence::OR).tokens);
        let tokens = match range.inclusive {
            true => quote!(#start..=#end),
            false => quote!(#start..#end),
        };
        let step = range.step.as_ref().map(|step| {
            let step = self.atom(step).tokens;
            quote!(.step_by(#step))
        });
        match (step, range.reversed, range.reversed_first) {
            (None, false, _) => tokens,
            (None, true, _) => quote!((#tokens).rev()),
            (Some(step), false, false) => quote!((#tokens)#step),
            (Some(step), true, true) => quote!((#tokens).rev()#step),
            (Some(step), true, false) => quote!((#tokens)#step.rev()),
            (Some(step), false, true) => quote!((#tokens).rev()#step.rev()),
        }
    }
}

impl Emit<'_> {
    /// What a proof is about. A reference is asked itself whether it is one.
    fn proved_place(&mut self, place: &Place, what: What) -> TokenStream {
        let is_itself =
            matches!(what, What::Owned | What::NoPointer) && place.projections.is_empty();
        match is_itself {
            true => {
                let name = self.ident(place.root);
                quote!(&#name)
            }
            false => self.proved(place, what),
        }
    }

    fn passed_through(&self, verbatim: &Verbatim, lets: Option<&Pattern>) -> TokenStream {
        let tokens = self.verbatim(verbatim);
        match lets.map(|lets| self.user_pattern(lets)) {
            None => quote!(#tokens;),
            Some(pattern) if tokens.is_empty() => quote!(let #pattern;),
            // Its fields aren't written short, so that variables can have other names.
            Some(pattern) if has_fields(&pattern) => quote! {
                #[allow(non_shorthand_field_patterns)]
                let #pattern = #tokens;
            },
            Some(pattern) => quote!(let #pattern = #tokens;),
        }
    }
}

/// Whether a pattern takes a struct apart.
fn has_fields(pattern: &TokenStream) -> bool {
    pattern.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => {
            group.delimiter() == Delimiter::Brace || has_fields(&group.stream())
        }
        _ => false,
    })
}
