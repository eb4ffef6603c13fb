//! Expressions, places and atoms to tokens.

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

use super::{Emit, Piece, precedence};
use crate::ir::{Arg, Atom, BinOp, Callee, Expr, Place, Projection, Role, Transform, UnOp};
use crate::ir::{VarId, Verbatim};
use crate::primitives::Primitive;
use crate::signature::Kind;

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
            Atom::Constant(path) => match Atom::as_length(path) {
                Some(expr) => postfix(expr.to_token_stream()),
                None => postfix(path.to_token_stream()),
            },
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
            Expr::Read(place) => {
                let is_variant = |step: &Projection| matches!(step, Projection::Variant { .. });
                let is_copy = crate::kinds::of_place(&self.f.vars, place).is_copy();
                let tokens = self.place(place);
                match place.projections.last() {
                    _ if !is_copy && place.projections.iter().any(is_variant) => {
                        postfix(quote!(::core::clone::Clone::clone(&#tokens)))
                    }
                    Some(Projection::Deref) => Piece { tokens, precedence: precedence::UNARY },
                    _ => postfix(tokens),
                }
            }
            Expr::Is { place, pattern } => {
                let (runtime, is_payload) = (self.runtime, pattern.to_string() == "payload");
                let place = self.place(place);
                postfix(match is_payload {
                    true => quote!(#runtime::private::has_payload(&#place)),
                    false => quote!(::core::matches!(#place, #pattern)),
                })
            }
            Expr::Construct { path, fields, like } => {
                postfix(self.construct(path, fields, *like, false))
            }
            Expr::Shape { old, new } => {
                let (runtime, old) = (self.runtime, self.borrow(old, false).tokens);
                let new = self.operand(new, precedence::UNARY - 1).tokens;
                postfix(quote!(#runtime::private::shape(#old, &#new)))
            }
            Expr::Wanted(bar) => {
                let bar = self.ident(*bar);
                postfix(quote!(#bar.expect("a bar for each `&mut` parameter")))
            }
            Expr::Clone { place, method } => {
                let method = Ident::new(method, Span::call_site());
                let tokens = self.place(place);
                postfix(match place.projections.last() {
                    Some(Projection::Deref) => quote!((#tokens).#method()),
                    _ => quote!(#tokens.#method()),
                })
            }
            Expr::Borrow { place, mutable } => self.borrow(place, *mutable),
            Expr::Len(place) => {
                let place = self.place(place);
                postfix(quote!(#place.len()))
            }
            Expr::Unary(UnOp::Neg, atom) if self.is_opaque(atom) => {
                let (runtime, tokens) = (self.runtime, self.atom(atom).tokens);
                postfix(quote!(#runtime::private::neg(#tokens)))
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
            Expr::Cast(atom, ty) if self.is_opaque(atom) => {
                let (runtime, tokens) = (self.runtime, self.atom(atom).tokens);
                postfix(quote!(#runtime::private::cast_tangent::<#ty>(#tokens)))
            }
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
        if let Some(piece) = self.opaque(op, left, right) {
            return piece;
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

    /// A place as an expression, to be read.
    pub(super) fn place(&mut self, place: &Place) -> TokenStream {
        self.place_as(place, false)
    }

    /// A place as an expression, to be read or to be written to.
    pub(super) fn place_as(&mut self, place: &Place, mutable: bool) -> TokenStream {
        let root = self.f.var(place.root);
        let is_tangent = root.role == Role::Tangent || root.role == Role::Cotangent;
        let is_reference = root.reference;
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
                Projection::Field(field) => quote!(#tokens.#field),
                Projection::Variant { path, member } => {
                    let base = match i == 0 && is_reference {
                        true => quote!(*#tokens),
                        false => tokens,
                    };
                    self.variant(&base, (path, member), is_tangent, mutable)
                }
                // A pointer's tangent is that of what it points to.
                Projection::Deref if is_tangent && !(i == 0 && is_reference) => tokens,
                Projection::Deref if i == last => quote!(*#tokens),
                Projection::Deref => quote!((*#tokens)),
            };
        }
        tokens
    }

    /// `(*match &base { Path { member: field, .. } => field, _ => unreachable!() })`
    fn variant(
        &mut self,
        base: &TokenStream,
        (path, member): (&syn::Path, &syn::Member),
        is_tangent: bool,
        mutable: bool,
    ) -> TokenStream {
        let runtime = self.runtime;
        let exclusive = mutable.then(|| quote!(mut));
        if is_payload(path) {
            let name = if mutable { "payload_mut" } else { "payload" };
            let name = Ident::new(name, Span::mixed_site());
            return quote!((*#runtime::private::#name(&#exclusive #base)));
        }
        let (alias, path) = self.variant_path(path, is_tangent);
        let field = Ident::new("field", Span::mixed_site());
        let found = quote!(match &#exclusive #base {
            #path { #member: #field, .. } => #field,
            _ => ::core::unreachable!(),
        });
        match alias {
            Some(alias) => quote!((*{ #alias #found })),
            None => quote!((*#found)),
        }
    }

    /// The path of a variant, or of the tangent's variant of the same name, and the alias that this takes.
    fn variant_path(
        &self,
        path: &syn::Path,
        is_tangent: bool,
    ) -> (Option<TokenStream>, TokenStream) {
        let last = path.segments.last();
        let is_prelude = last.is_some_and(|last| {
            ["Some", "None", "Ok", "Err"].iter().any(|name| last.ident == name)
        });
        if !is_tangent || is_prelude {
            return (None, path.to_token_stream());
        }
        let runtime = self.runtime;
        let mut ty = path.clone();
        ty.segments.pop();
        ty.segments.pop_punct();
        let alias = Ident::new("EnumTangent", Span::mixed_site());
        let variant = last.map(|last| &last.ident);
        let declaration =
            quote!(type #alias = <#ty as #runtime::private::Differentiable>::Tangent;);
        (Some(declaration), quote!(#alias::#variant))
    }

    /// A struct or a variant put together; as a tangent, that of the value `like`.
    fn construct(
        &mut self,
        path: &syn::Path,
        fields: &[(syn::Member, Atom)],
        like: Option<VarId>,
        is_tangent: bool,
    ) -> TokenStream {
        let values: Vec<_> =
            fields.iter().map(|(member, atom)| (member, self.atom(atom).tokens)).collect();
        if let Some(like) = like {
            let (runtime, like) = (self.runtime, self.ident(like));
            let tangent = Ident::new("tangent", Span::mixed_site());
            let stores = values.iter().map(|(member, value)| quote!(#tangent.#member = #value;));
            let zero = quote!(#runtime::private::zero_like(&#like));
            return match values.is_empty() {
                true => zero,
                false => quote!({ let mut #tangent = #zero; #(#stores)* #tangent }),
            };
        }
        let (alias, path) = self.variant_path(path, is_tangent);
        let is_tuple = values.iter().all(|(member, _)| matches!(member, syn::Member::Unnamed(_)));
        let items = values.iter().map(|(member, value)| match is_tuple {
            true => value.clone(),
            false => quote!(#member: #value),
        });
        let value = match is_tuple && !values.is_empty() {
            true => quote!(#path(#(#items),*)),
            false => quote!(#path { #(#items),* }),
        };
        match alias {
            Some(alias) => quote!({ #alias #value }),
            None => value,
        }
    }

    /// The value that a variable of this role is bound to.
    pub(super) fn value_of(&mut self, var: VarId, expr: &Expr) -> Piece {
        let role = self.f.var(var).role;
        match expr {
            Expr::Construct { path, fields, like: None } => {
                let is_tangent = role == Role::Tangent || role == Role::Cotangent;
                postfix(self.construct(path, fields, None, is_tangent))
            }
            expr => self.expr(expr),
        }
    }

    /// `&mut` of a place, a reference reborrowed.
    pub(super) fn place_mut(&mut self, place: &Place) -> TokenStream {
        let root = self.f.var(place.root);
        let tokens = self.place_as(place, true);
        match place.projections.is_empty() && root.reference {
            true => quote!(&mut *#tokens),
            false => quote!(&mut #tokens),
        }
    }

    /// A tangent of a type that the macro can't see: operators on it are the runtime's functions.
    fn is_opaque(&self, atom: &Atom) -> bool {
        let Some(var) = atom.var() else { return false };
        let var = self.f.var(var);
        let is_tangent = var.role == Role::Tangent || var.role == Role::Cotangent;
        is_tangent && !matches!(var.kind, Kind::Float | Kind::Int)
    }

    /// An operator on tangents of types that the macro can't see.
    fn opaque(&mut self, op: BinOp, left: &Atom, right: &Atom) -> Option<Piece> {
        let sides = (self.is_opaque(left), self.is_opaque(right));
        if sides == (false, false) {
            return None;
        }
        let runtime = self.runtime;
        let is_two = left.as_float() == Some(2.0);
        let (l, r) = (self.atom(left).tokens, self.atom(right).tokens);
        Some(postfix(match (op, sides) {
            (BinOp::Add, _) => quote!(#runtime::private::sum(#l, #r)),
            (BinOp::Sub, _) => quote!(#runtime::private::difference(#l, #r)),
            (BinOp::Mul, (false, true)) if is_two => quote!(#runtime::private::twice(#r)),
            (BinOp::Mul, (true, _)) => quote!(#runtime::private::scaled(#l, &(#r))),
            (BinOp::Mul, _) => quote!(#runtime::private::scaled(#r, &(#l))),
            _ => quote!(#runtime::private::unscaled(#l, &(#r))),
        }))
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
            Arg::BorrowMut(place) => self.borrow(place, true).tokens,
        }
    }

    /// The user's own call.
    pub(super) fn primal_call(&mut self, callee: &Callee, args: &[Arg], span: Span) -> TokenStream {
        match callee {
            Callee::Function(path) | Callee::Associated(path) => {
                let args: Vec<_> = args.iter().map(|arg| self.arg(arg)).collect();
                quote_spanned!(span=> #path(#(#args),*))
            }
            Callee::Method(name) => {
                let receiver = self.receiver(&args[0]);
                let args: Vec<_> = args[1..].iter().map(|arg| self.arg(arg)).collect();
                quote_spanned!(span=> #receiver.#name(#(#args),*))
            }
        }
    }

    /// What a method is called on.
    fn receiver(&mut self, arg: &Arg) -> TokenStream {
        match arg {
            Arg::Value(atom) => self.operand(atom, precedence::POSTFIX - 1).tokens,
            Arg::Borrow(place) | Arg::BorrowMut(place) => {
                let mutable = matches!(arg, Arg::BorrowMut(_));
                let tokens = self.place_as(place, mutable);
                match place.projections.last() {
                    Some(Projection::Deref) => quote!((#tokens)),
                    None if self.f.var(place.root).exclusive => quote!((*#tokens)),
                    _ => tokens,
                }
            }
        }
    }

    /// `f::tangent(args, dots)` or `f::pullback(args)`.
    pub(super) fn derivative_call(
        &mut self,
        callee: &Callee,
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
        let runtime = self.runtime;
        let is_method = matches!(callee, Callee::Method(_));
        let receiver = is_method.then(|| self.receiver(&args[0]));
        let args: Vec<_> = args[usize::from(is_method)..].iter().map(|arg| self.arg(arg)).collect();
        let mut passed = Vec::new();
        for (i, dot) in dots.iter().enumerate() {
            passed.push(match dot {
                Some(dot) => {
                    let dot = self.arg(dot);
                    quote!(::core::option::Option::Some(#dot))
                }
                None if is_method && i == 0 => quote!(#runtime::private::NoDot),
                None => quote!(::core::option::Option::None),
            });
        }
        let made = |name: &str| Ident::new(name, span.resolved_at(Span::mixed_site()));
        match callee {
            Callee::Function(path) => {
                let (callee, name) = (self.callees.name(path, span), made(name));
                quote_spanned!(span=> #callee::#name(#(#args,)* #(#passed),*))
            }
            Callee::Associated(path) => {
                let mut path = path.clone();
                if let Some(last) = path.segments.last_mut() {
                    last.ident = made(&derivative(&last.ident, name));
                }
                quote_spanned!(span=> #path(#(#args,)* #(#passed),*))
            }
            Callee::Method(method) => {
                let name = made(&derivative(method, name));
                quote_spanned!(span=> #receiver.#name(#(#args,)* #(#passed),*))
            }
        }
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

/// The path that stands for `Some` and `Ok` alike.
fn is_payload(path: &syn::Path) -> bool {
    path.is_ident("payload")
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

/// The name of a method's derivative.
fn derivative(method: &Ident, name: &str) -> String {
    format!("{}_{name}", method.to_string().trim_start_matches("r#"))
}
