//! Expressions, places and atoms to tokens.

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

use super::{Emit, Piece, precedence};
use crate::ir::{Arg, Atom, BinOp, Expr, Place, Projection, Transform, UnOp, Verbatim};
use crate::primitives::Primitive;

fn postfix(tokens: TokenStream) -> Piece {
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
            Atom::Literal(literal) => match Atom::real(literal) {
                Some((name, number)) => {
                    let runtime = self.runtime;
                    postfix(quote!(#runtime::private::number::<#name>(#number)))
                }
                None => postfix(literal.to_token_stream()),
            },
            Atom::Constant(path) => postfix(path.to_token_stream()),
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

    pub(super) fn expr(&mut self, expr: &Expr) -> Piece {
        match expr {
            Expr::Atom(atom) | Expr::Stop(atom) => self.atom(atom),
            Expr::Read(place) => match place.projections.first() {
                Some(Projection::Deref) => {
                    Piece { tokens: self.place(place), precedence: precedence::UNARY }
                }
                _ => postfix(self.place(place)),
            },
            Expr::Clone { place, method } => {
                let (place, method) = (self.place(place), Ident::new(method, Span::call_site()));
                postfix(quote!(#place.#method()))
            }
            Expr::Borrow { place, mutable } => self.borrow(place, *mutable),
            Expr::Len(place) => {
                let place = self.place(place);
                postfix(quote!(#place.len()))
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
            Expr::ZeroLike(place) => {
                let (runtime, place) = (self.runtime, self.borrow(place, false).tokens);
                postfix(quote!(#runtime::private::zero_like(#place)))
            }
            Expr::Verbatim(verbatim) => {
                Piece { tokens: self.verbatim(verbatim), precedence: precedence::LOWEST }
            }
            Expr::Stack { capacity: None } => postfix(quote!(::std::vec::Vec::new())),
            Expr::Stack { capacity: Some(range) } => {
                let range = self.range(range);
                postfix(quote!(::std::vec::Vec::with_capacity(
                    ::core::iter::Iterator::size_hint(&(#range)).0
                )))
            }
            Expr::Slot => postfix(quote!(::core::option::Option::None)),
        }
    }

    fn binary(&mut self, op: BinOp, left: &Atom, right: &Atom) -> Piece {
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

    /// A place as an expression.
    pub(super) fn place(&mut self, place: &Place) -> TokenStream {
        let mut tokens = self.ident(place.root).into_token_stream();
        let last = place.projections.len().saturating_sub(1);
        for (i, projection) in place.projections.iter().enumerate() {
            tokens = match projection {
                Projection::Index(index) => {
                    let index = self.atom(index).tokens;
                    quote!(#tokens[#index])
                }
                Projection::Range { start, end, inclusive } => {
                    let mut bound = |bound: &Option<Atom>| {
                        bound.as_ref().map(|atom| self.operand(atom, precedence::OR).tokens)
                    };
                    let (start, end) = (bound(start), bound(end));
                    match inclusive {
                        true => quote!(#tokens[#start..=#end]),
                        false => quote!(#tokens[#start..#end]),
                    }
                }
                Projection::Field(field) => {
                    let field = Literal::usize_unsuffixed(*field);
                    quote!(#tokens.#field)
                }
                Projection::Deref if i == last => quote!(*#tokens),
                Projection::Deref => quote!((*#tokens)),
            };
        }
        tokens
    }

    /// `&mut` of a place, a reference reborrowed.
    pub(super) fn place_mut(&mut self, place: &Place) -> TokenStream {
        let root = self.f.var(place.root);
        let tokens = self.place(place);
        match place.projections.is_empty() && root.reference {
            true => quote!(&mut *#tokens),
            false => quote!(&mut #tokens),
        }
    }

    fn borrow(&mut self, place: &Place, mutable: bool) -> Piece {
        let root = self.f.var(place.root);
        let (is_reference, optional) = (root.reference, root.optional);
        let tokens = match (mutable, optional) {
            (true, true) => {
                let (root, target) = (self.ident(place.root), self.place_mut(place));
                return postfix(quote!(#root.as_deref_mut().map(|#root| #target)));
            }
            (true, false) => self.place_mut(place),
            (false, _) if place.projections.is_empty() && is_reference => self.place(place),
            (false, _) => {
                let place = self.place(place);
                quote!(&#place)
            }
        };
        Piece { tokens, precedence: precedence::UNARY }
    }

    pub(super) fn arg(&mut self, arg: &Arg) -> TokenStream {
        match arg {
            Arg::Value(atom) => self.atom(atom).tokens,
            Arg::Borrow(place) => self.borrow(place, false).tokens,
        }
    }

    /// `f::tangent(args, dots)` or `f::pullback(args)`.
    pub(super) fn derivative_call(
        &mut self,
        callee: &syn::Path,
        transform: Transform,
        args: &[Arg],
        dots: &[Option<Arg>],
        span: Span,
    ) -> TokenStream {
        let name = match transform {
            Transform::Primal => unreachable!("emitted as it was written"),
            Transform::Value => "value",
            Transform::Tangent => "tangent",
            Transform::Pullback => "pullback",
            Transform::PullbackTangent => "pullback_tangent",
        };
        let name = Ident::new(name, span.resolved_at(Span::mixed_site()));
        let args: Vec<_> = args.iter().map(|arg| self.arg(arg)).collect();
        let mut dot = |dot: &Option<Arg>| match dot {
            Some(dot) => {
                let dot = self.arg(dot);
                quote!(::core::option::Option::Some(#dot))
            }
            None => quote!(::core::option::Option::None),
        };
        let dots: Vec<_> = dots.iter().map(&mut dot).collect();
        let callee = self.callees.name(callee, span);
        quote_spanned!(span=> #callee::#name(#(#args,)* #(#dots),*))
    }

    /// The user's tokens, with the names that their variables have here.
    pub(super) fn verbatim(&self, verbatim: &Verbatim) -> TokenStream {
        let renamed: Vec<_> = verbatim
            .captures
            .iter()
            .map(|(name, var)| (name.to_string(), self.ident(*var)))
            .filter(|(name, ident)| ident != name)
            .collect();
        match renamed.is_empty() {
            true => verbatim.tokens.clone(),
            false => rename(verbatim.tokens.clone(), &renamed),
        }
    }
}

/// Puts names in the place of others, in format strings too.
fn rename(tokens: TokenStream, names: &[(String, Ident)]) -> TokenStream {
    let mut after_dot = false;
    let mut renamed = TokenStream::new();
    for token in tokens {
        let is_dot = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.');
        renamed.extend([match token {
            TokenTree::Group(group) => {
                let inner = rename(group.stream(), names);
                let mut new = proc_macro2::Group::new(group.delimiter(), inner);
                new.set_span(group.span());
                TokenTree::Group(new)
            }
            TokenTree::Ident(ident) if !after_dot => {
                let new = names.iter().find(|(name, _)| ident == name);
                TokenTree::Ident(new.map_or(ident, |(_, new)| new.clone()))
            }
            TokenTree::Literal(literal) => TokenTree::Literal(rename_format(literal, names)),
            token => token,
        }]);
        after_dot = is_dot;
    }
    renamed
}

fn rename_format(literal: Literal, names: &[(String, Ident)]) -> Literal {
    let text = literal.to_string();
    if !text.starts_with('"') && !text.starts_with('r') {
        return literal;
    }
    let mut new = text.clone();
    for (name, ident) in names {
        for end in ['}', ':'] {
            new = new.replace(&format!("{{{name}{end}"), &format!("{{{ident}{end}"));
        }
    }
    match syn::parse_str::<Literal>(&new) {
        Ok(mut new) => {
            new.set_span(literal.span());
            new
        }
        Err(_) => literal,
    }
}

fn parenthesized(piece: Piece, precedence: u8) -> Piece {
    if piece.precedence > precedence {
        return piece;
    }
    let tokens = piece.tokens;
    postfix(quote!((#tokens)))
}

fn operator(op: BinOp) -> (TokenStream, u8) {
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
    }
}
