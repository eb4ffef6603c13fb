//! Expressions and atoms to tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::{Emit, Piece, precedence};
use crate::access::key_of_method;
use crate::ir::{Atom, BinOp, CloneBy, Expr, Must, Place, Projection, Range, Role, Test, UnOp};
use crate::primitives::Primitive;
use crate::spans;

pub(super) fn postfix(tokens: TokenStream) -> Piece {
    Piece { tokens, precedence: precedence::POSTFIX }
}

impl Emit<'_> {
    /// The tokens of an atom: a name, a literal, or the value that waits to be used here.
    pub(super) fn atom(&mut self, atom: &Atom) -> Piece {
        match atom {
            Atom::Var(var) => {
                let waiting = self.pending.iter().position(|pending| pending.var == *var);
                match waiting {
                    Some(position) => self.pending.remove(position).piece,
                    None => postfix(self.ident(*var).into_token_stream()),
                }
            }
            Atom::Literal(literal) => postfix(literal.to_token_stream()),
            Atom::Number { literal, real } => {
                let runtime = self.runtime;
                postfix(quote!(#runtime::private::number::<#real>(#literal)))
            }
            Atom::Constant(path) => postfix(path.to_token_stream()),
            Atom::Length(expr) => postfix(quote!({ #expr })),
            Atom::Unit => postfix(quote!(())),
        }
    }

    /// An atom, in parentheses unless it binds more tightly than `precedence`.
    pub(super) fn operand(&mut self, atom: &Atom, precedence: u8) -> Piece {
        let piece = self.atom(atom);
        parenthesized(piece, precedence)
    }

    fn atoms(&mut self, atoms: &[Atom]) -> Vec<TokenStream> {
        atoms.iter().map(|atom| self.atom(atom).tokens).collect()
    }

    /// A value that must be what a derivative takes it for.
    fn must(&self, proof: Must, tokens: TokenStream) -> TokenStream {
        let runtime = self.runtime;
        let span = tokens.clone().into_iter().next().map(|token| token.span());
        let span = span.unwrap_or_else(Span::call_site).resolved_at(Span::mixed_site());
        match proof {
            // What it refers to is found by a method, which a type of the user's must not have got by its `Deref`.
            Must::Number => quote_spanned!(span=> #runtime::private::number_of(match (#tokens) {
                ref constant => {
                    use #runtime::private::ConstantNumber as _;
                    #runtime::private::constant_number_in(constant);
                    constant.constant_number()
                }
            })),
            Must::Shared => quote!(#runtime::private::shared(#tokens)),
            Must::Unborrowed => quote!(#runtime::private::unborrowed(#tokens)),
            Must::Operand => {
                // In parentheses: at a block's end it would be a statement, and what follows another.
                quote_spanned!(span=> (match #runtime::private::UnseenOperand::beside(#tokens) {
                    ref operand => {
                        use #runtime::private::{OtherOperand as _, ReferredOperand as _};
                        operand.operand()
                    }
                }))
            }
        }
    }

    /// The literal that is borrowed: it lives for ever, a variable that holds it doesn't.
    fn borrowed_literal(&self, place: &Place, mutable: bool) -> Option<&syn::Lit> {
        let is_whole = place.projections.is_empty() && !mutable;
        self.literals.get(&place.root).filter(|_| is_whole)
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> Piece {
        match expr {
            Expr::Atom(atom) | Expr::Stop(atom) => self.atom(atom),
            Expr::Read(place) => self.read(place),
            Expr::Is { place, test } => postfix(self.test(place, test)),
            Expr::Boxed { path, value, object } => {
                let value = self.atom(value).tokens;
                match object {
                    None => postfix(quote!(#path(#value))),
                    Some(ty) => {
                        Piece { tokens: quote!(#path(#value) as #ty), precedence: precedence::CAST }
                    }
                }
            }
            Expr::Erased(tangent) => {
                let (runtime, tangent) = (self.runtime, self.atom(tangent).tokens);
                postfix(quote!(#runtime::private::DynTangent::ad_new(#tangent)))
            }
            Expr::Regained(tangent, of) => {
                let (runtime, ty) = (self.runtime, self.type_name(*of));
                let tangent = self.atom(tangent).tokens;
                postfix(quote!(#runtime::private::regained(#tangent, #ty)))
            }
            Expr::Success(value) => {
                let (runtime, value) = (self.runtime, self.atom(value).tokens);
                postfix(quote!(#runtime::private::success(#value)))
            }
            Expr::Construct { path, fields, like: None } => {
                postfix(self.construct(path, fields, false))
            }
            Expr::Wanted(bar) => {
                let bar = self.ident(*bar);
                postfix(quote!(#bar.expect("a bar for each `&mut` parameter")))
            }
            Expr::Clone { place, by: CloneBy::Itself | CloneBy::Same | CloneBy::Read } => {
                let place = self.place(place);
                postfix(quote!(::core::clone::Clone::clone(&#place)))
            }
            Expr::Clone { place, by: CloneBy::Lent } => {
                let (runtime, place) = (self.runtime, self.borrow(place, false).tokens);
                postfix(quote!(#runtime::private::Kept::of(#place)))
            }
            Expr::Clone { place, by: CloneBy::Cow } => {
                let (runtime, place) = (self.runtime, self.borrow(place, false).tokens);
                postfix(quote!(#runtime::private::cow(#place)))
            }
            Expr::Clone { place, by: CloneBy::Kept } => {
                let (runtime, place) = (self.runtime, self.place(place));
                postfix(quote!(#runtime::copied!(#place)))
            }
            Expr::Clone { place, by: CloneBy::IntoBoxedSlice } => {
                let by = CloneBy::ToVec;
                let list = self.expr(&Expr::Clone { place: place.clone(), by }).tokens;
                postfix(quote!(#list.into_boxed_slice()))
            }
            // By its path: a trait of the user's may have a method by the name.
            Expr::Clone { place, by: CloneBy::Clone }
                if self.f.var(place.root).role != Role::Primal =>
            {
                let place = self.borrow(place, false).tokens;
                postfix(quote!(::core::clone::Clone::clone(#place)))
            }
            Expr::Clone { place, by } => {
                let method = Ident::new(by.method(), Span::call_site());
                let tokens = self.place(place);
                postfix(match place.projections.last() {
                    Some(Projection::Deref) => quote!((#tokens).#method()),
                    _ => quote!(#tokens.#method()),
                })
            }
            Expr::Borrow { place, mutable } => match self.borrowed_literal(place, *mutable) {
                Some(literal) => Piece { tokens: quote!(&#literal), precedence: precedence::UNARY },
                None => self.borrow(place, *mutable),
            },
            Expr::Len(place) => {
                let place = self.receiver_place(place, false);
                postfix(quote!(#place.len()))
            }
            Expr::Key(place, index, None) => {
                let (runtime, index) = (self.runtime, self.atom(index).tokens);
                let place = self.place(place);
                postfix(quote!(#runtime::index_key!(#place, #index)))
            }
            Expr::Key(place, args, Some(method)) => self.lent_key(place, args, method),
            Expr::LookUp(place, by) => postfix(self.look_up(place, by)),
            Expr::Outcome(place) => {
                let (runtime, borrowed) = (self.runtime, self.borrow(place, false).tokens);
                postfix(quote!(#runtime::private::outcome(#borrowed)))
            }
            Expr::Taken(place) => {
                Piece { tokens: self.taken(place), precedence: precedence::LOWEST }
            }
            Expr::Failure { place, moved } => {
                let (runtime, place) = (self.runtime, self.place(place));
                postfix(match moved {
                    true => quote!(#runtime::private::failure(#place)),
                    false => {
                        quote!(#runtime::private::failure(::core::clone::Clone::clone(&#place)))
                    }
                })
            }
            Expr::Unary(op, atom) => {
                let operand = self.operand(atom, precedence::UNARY - 1).tokens;
                let tokens = match op {
                    UnOp::Neg => quote!(-#operand),
                    UnOp::Not => quote!(!#operand),
                };
                Piece { tokens, precedence: precedence::UNARY }
            }
            Expr::Binary(op, left, right) => self.binary(*op, left, right),
            Expr::Cast(atom, ty) => {
                let operand = self.operand(atom, precedence::CAST - 1).tokens;
                Piece { tokens: quote!(#operand as #ty), precedence: precedence::CAST }
            }
            Expr::CastLike(value, like) => {
                let (runtime, value) = (self.runtime, self.atom(value).tokens);
                let like = self.operand(like, precedence::UNARY - 1).tokens;
                postfix(quote!(#runtime::private::cast_like(&#like, #value)))
            }
            Expr::Refitted(value, kept) => {
                let runtime = self.runtime;
                let (value, kept) = (self.atom(value).tokens, self.ident(*kept));
                postfix(quote!(#runtime::private::refitted(#value, #kept)))
            }
            Expr::Rule { rule, args } => self.rule(rule, args),
            Expr::Method { method, path, args } => self.method(method, path.as_ref(), args),
            Expr::Partial { method, partial, args, factor } => {
                let rule = self.partial(method, *partial, "");
                let args = self.atoms(args);
                let factor = self.atom(factor).tokens;
                postfix(quote!(#rule(#(#args,)* #factor)))
            }
            Expr::PartialTangent { method, partial, args, factor, arg_dots, factor_dot } => {
                let rule = self.partial(method, *partial, "_tangent");
                let args = self.atoms(args);
                let factor = self.atom(factor).tokens;
                let zero = Atom::float("0.0", Span::mixed_site());
                let dots = arg_dots.iter().chain([factor_dot]);
                let dots: Vec<_> =
                    dots.map(|dot| self.atom(dot.as_ref().unwrap_or(&zero)).tokens).collect();
                postfix(quote!(#rule(#(#args,)* #factor, #(#dots),*)))
            }
            Expr::List { items, vec } => {
                let items = self.atoms(items);
                postfix(match vec {
                    true => quote!(::std::vec![#(#items),*]),
                    false => quote!([#(#items),*]),
                })
            }
            Expr::Repeat { item, len, vec } => {
                let (item, len) = (self.atom(item).tokens, self.atom(len).tokens);
                postfix(match vec {
                    true => quote!(::std::vec![#item; #len]),
                    false => quote!([#item; #len]),
                })
            }
            Expr::Tuple(items) => {
                let items = self.atoms(items);
                postfix(match items.as_slice() {
                    [one] => quote!((#one,)),
                    items => quote!((#(#items),*)),
                })
            }
            Expr::Proof(proof, verbatim) => postfix(self.must(*proof, self.verbatim(verbatim))),
            Expr::Plain(atom) => {
                let (runtime, value) = (self.runtime, self.atom(atom).tokens);
                // In parentheses: a statement that starts with a block ends with it.
                postfix(quote!(({
                    use #runtime::private::Number as _;
                    #runtime::private::Numeric(#value).number()
                })))
            }
            Expr::Unwanted(place) => {
                let (runtime, place) = (self.runtime, self.borrow(place, false).tokens);
                postfix(quote!({
                    use #runtime::private::WithoutTangent as _;
                    #runtime::private::Lent(#place).zero()
                }))
            }
            Expr::Verbatim(verbatim) => {
                Piece { tokens: self.verbatim(verbatim), precedence: precedence::LOWEST }
            }
            Expr::Stack { rooms } => self.stack(rooms),
            Expr::Step(range, step) => self.at_step(range, step),
            Expr::Slot => postfix(quote!(::core::option::Option::None)),
            Expr::Repeatable(callees) => {
                let all = self.callees.repeatable(callees, self.runtime);
                postfix(quote!(const { #all }))
            }
            Expr::ZeroLike(_)
            | Expr::Construct { like: Some(_), .. }
            | Expr::Shape { .. }
            | Expr::Fitted(..)
            | Expr::Kept(_) => unreachable!("`select` has chosen a rule for it"),
        }
    }

    fn test(&mut self, place: &Place, test: &Test) -> TokenStream {
        let (runtime, place) = (self.runtime, self.place(place));
        match test {
            Test::Success => quote!(#runtime::private::has_payload(&#place)),
            Test::Pattern(pattern) => quote!(::core::matches!(#place, #pattern)),
            Test::Which(patterns) => {
                let numbers = (0..).map(proc_macro2::Literal::usize_suffixed);
                let arms = patterns.iter().zip(numbers);
                let arms = arms.map(|(pattern, number)| quote!(#pattern => #number,));
                quote!(match #place { #(#arms)* })
            }
        }
    }

    /// An empty stack, with room for a record for each iteration of loops one in another.
    fn stack(&mut self, rooms: &[Range]) -> Piece {
        let counts = rooms.iter().map(|range| {
            let range = self.range(range);
            quote!(::core::iter::Iterator::size_hint(&(#range)).0)
        });
        let product = |all, count| quote!(::core::primitive::usize::saturating_mul(#all, #count));
        postfix(match counts.reduce(product) {
            None => quote!(::std::vec::Vec::new()),
            Some(all) => quote!(::std::vec::Vec::with_capacity(#all)),
        })
    }

    /// What is at a place: a copy, or moved.
    fn read(&mut self, place: &Place) -> Piece {
        let tokens = self.place(place);
        match place.projections.last() {
            Some(Projection::Deref) => Piece { tokens, precedence: precedence::UNARY },
            _ => postfix(tokens),
        }
    }

    fn binary(&mut self, op: BinOp, left: &Atom, right: &Atom) -> Piece {
        if let BinOp::Times | BinOp::Over | BinOp::TimesBoth = op {
            let runtime = self.runtime;
            let (left, right) = (self.atom(left).tokens, self.atom(right).tokens);
            return postfix(match op {
                BinOp::Times => quote!(#runtime::private::zero_or_product(#left, #right)),
                BinOp::TimesBoth => quote!(#runtime::private::zero_or_both(#left, #right)),
                _ => quote!(#runtime::private::zero_or_quotient(#left, #right)),
            });
        }
        let (symbol, level) = operator(op);
        // `a as T < b` would be read as the start of generic arguments.
        let after_cast = matches!(op, BinOp::Lt | BinOp::Shl);
        let lower = if op.is_comparison() { level } else { level - 1 };
        let mut left = self.atom(left);
        if after_cast && left.precedence <= precedence::CAST {
            left = parenthesized(left, precedence::CAST);
        }
        let left = parenthesized(left, lower).tokens;
        let right = self.operand(right, level).tokens;
        Piece { tokens: quote!(#left #symbol #right), precedence: level }
    }

    fn method(&mut self, method: &Primitive, path: Option<&syn::Path>, args: &[Atom]) -> Piece {
        if let Some(path) = path {
            let args = self.atoms(args);
            return postfix(quote!(#path(#(#args),*)));
        }
        let receiver = self.operand(&args[0], precedence::POSTFIX - 1).tokens;
        let args = self.atoms(&args[1..]);
        let name = Ident::new(method.name, Span::call_site());
        postfix(quote!(#receiver.#name(#(#args),*)))
    }

    /// The runtime's rule for a partial: `ad_runtime::prim::sin::times_dx`.
    fn partial(&self, method: &Primitive, partial: usize, suffix: &str) -> TokenStream {
        let runtime = self.runtime;
        let primitive = Ident::new(method.name, Span::mixed_site());
        let rule = format!("times_d{}{suffix}", method.partials[partial].param);
        let rule = Ident::new(&rule, Span::mixed_site());
        quote!(#runtime::prim::#primitive::#rule)
    }
}

pub(super) fn parenthesized(piece: Piece, precedence: u8) -> Piece {
    if piece.precedence > precedence {
        return piece;
    }
    let tokens = piece.tokens;
    postfix(quote!((#tokens)))
}

pub(super) fn operator(op: BinOp) -> (TokenStream, u8) {
    use precedence::{ADD, BIT_AND, BIT_OR, BIT_XOR, COMPARE, MUL, SHIFT};
    match op {
        BinOp::Add => (quote!(+), ADD),
        BinOp::Sub => (quote!(-), ADD),
        BinOp::Mul => (quote!(*), MUL),
        BinOp::Div => (quote!(/), MUL),
        BinOp::Rem => (quote!(%), MUL),
        BinOp::BitAnd => (quote!(&), BIT_AND),
        BinOp::BitOr => (quote!(|), BIT_OR),
        BinOp::BitXor => (quote!(^), BIT_XOR),
        BinOp::Shl => (quote!(<<), SHIFT),
        BinOp::Shr => (quote!(>>), SHIFT),
        BinOp::Eq => (quote!(==), COMPARE),
        BinOp::Ne => (quote!(!=), COMPARE),
        BinOp::Lt => (quote!(<), COMPARE),
        BinOp::Le => (quote!(<=), COMPARE),
        BinOp::Gt => (quote!(>), COMPARE),
        BinOp::Ge => (quote!(>=), COMPARE),
        BinOp::Times | BinOp::Over | BinOp::TimesBoth => unreachable!("emitted as calls"),
    }
}

/// The operator of a compound assignment.
pub(super) fn assigning(op: BinOp) -> TokenStream {
    match op {
        BinOp::Add => quote!(+=),
        BinOp::Sub => quote!(-=),
        BinOp::Mul => quote!(*=),
        BinOp::Div => quote!(/=),
        BinOp::Rem => quote!(%=),
        BinOp::BitAnd => quote!(&=),
        BinOp::BitOr => quote!(|=),
        BinOp::BitXor => quote!(^=),
        BinOp::Shl => quote!(<<=),
        BinOp::Shr => quote!(>>=),
        op => unreachable!("nothing is assigned by {op:?}"),
    }
}

impl Emit<'_> {
    /// By what the part is found that a method lends to be changed. Where there is no such method with a derivative, rustc says so, and nothing of what is done with that.
    fn lent_key(&mut self, place: &Place, args: &Atom, method: &Ident) -> Piece {
        let (runtime, args) = (self.runtime, self.atom(args).tokens);
        let (place, name) = (self.place(place), key_of_method(method));
        let span = method.span().resolved_at(Span::mixed_site());
        let behind = Ident::new("the_impl_has_the_attribute_differentiate", span);
        let key = quote_spanned! {span=>
            {
                trait #behind {
                    fn #name(&self) {}
                }
                impl<T: ?Sized + #runtime::private::LendsParts<()>> #behind for T {}
                let key = #place.#name(#args);
                #runtime::private::key_in(&key, &#place);
                key.key
            }
        };
        Piece { tokens: spans::at(span, key), precedence: precedence::LOWEST }
    }
}
