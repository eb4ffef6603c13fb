//! What is in the tangent of a field, which may be `Constant`.
//!
//! What is read there is made a tangent of its value. A part of it, `p_dot.cfg.gain`, needs more: `Constant` has no such field. So
//! it is found by a closure, which for a `Constant` isn't called but must compile: it is one over the field's own type, which has that
//! field. Its name isn't known, so it is inferred, once for each variable:
//! ```text
//! let p_type = private::Type::new();
//! p_type.is(p);
//! .. (*within!(p_dot.cfg, p_type.at(|p| &p.cfg), |part| &part.gain))
//! ```

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::Emit;
use crate::analysis::loose::Loose;
use crate::ir::names;
use crate::ir::paths::is_std_variant;
use crate::ir::{Block, Expr, Function, Place, Projection, Role, Stmt, Transform, VarId, visit};

/// The variables whose types are inferred: those in whose tangents there are parts of what may be `Constant`, and those that are put behind
/// trait objects.
pub(super) fn inferred(function: &Function, loose: &Loose) -> BTreeSet<VarId> {
    let mut inferred = BTreeSet::new();
    let mut note = |place: &Place| {
        let root = function.var(place.root);
        let is_tangent = matches!(root.role, Role::Tangent | Role::Cotangent);
        if is_tangent && !loose.within(&function.vars, place).is_empty() {
            inferred.extend(origin(function, place.root));
        }
    };
    let closure = function.closure.as_ref().map(|closure| &closure.body);
    for block in [Some(&function.body), closure].into_iter().flatten() {
        places(block, &mut note);
    }
    for block in [Some(&function.body), closure].into_iter().flatten() {
        visit::deep_stmts(block, &mut |stmt| {
            if let Stmt::Let { expr: Expr::Regained(_, of), .. } = stmt {
                inferred.insert(*of);
            }
        });
    }
    inferred
}

/// The value that a tangent is one of, or a tangent of a tangent, or a cotangent of one.
fn origin(function: &Function, tangent: VarId) -> Option<VarId> {
    let mut of = function.var(tangent).of?;
    while let Some(further) = function.var(of).of {
        of = further;
    }
    Some(of)
}

fn places(block: &Block, note: &mut dyn FnMut(&Place)) {
    visit::deep(block, &mut |used| match used {
        visit::Use::Place(place) | visit::Use::Write(place) => note(place),
        _ => {}
    });
}

/// The way to a part of a tangent.
pub(super) struct Within {
    /// The projections that are made by closures.
    steps: Vec<usize>,
    /// The variable whose tangent it is, as a closure's parameter, and the way gone in it.
    point: Option<(Ident, TokenStream)>,
    /// The name for its type.
    ty: TokenStream,
    mutable: bool,
}

impl Within {
    pub(super) fn is_at(&self, step: usize) -> bool {
        self.steps.contains(&step)
    }
}

impl Emit<'_> {
    /// Whether a place is in a tangent or cotangent, and may be of the type `Constant`.
    pub(super) fn is_loose(&self, place: &Place) -> bool {
        let role = self.f.var(place.root).role;
        matches!(role, Role::Tangent | Role::Cotangent) && self.loose.place(&self.f.vars, place)
    }

    /// The name for the type of a variable.
    pub(super) fn type_name(&self, var: VarId) -> Ident {
        format_ident!(
            "{}_type",
            self.names[var.0].trim_start_matches("r#"),
            span = Span::mixed_site()
        )
    }

    /// The declarations of types that are inferred; those of parameters are known at once.
    pub(super) fn types(&mut self) -> TokenStream {
        let (runtime, inferred) = (self.runtime, self.inferred.clone());
        let mut tokens = TokenStream::new();
        for var in inferred {
            let name = self.type_name(var);
            tokens.extend(quote!(let #name = #runtime::private::Type::new();));
            if self.f.params.contains(&var) {
                tokens.extend(self.type_of(var));
            }
        }
        tokens
    }

    /// What stands behind the methods by which tangents hand out the fields of variants, for `Constant`, which has none.
    pub(super) fn constant_variants(&self) -> Option<TokenStream> {
        let runtime = self.runtime;
        let signatures: Vec<_> = self
            .accesses
            .iter()
            .map(|(name, mutable)| {
                let (name, exclusive) =
                    (Ident::new(name, Span::mixed_site()), mutable.then(|| quote!(mut)));
                quote!(fn #name(&#exclusive self) -> &#exclusive Self)
            })
            .collect();
        (!signatures.is_empty()).then(|| {
            quote! {
                trait ConstantVariants { #(#signatures;)* }
                impl ConstantVariants for #runtime::private::Constant { #(#signatures { self })* }
            }
        })
    }

    /// After a statement: of which type the variables are that it defines.
    pub(super) fn types_after(&mut self, code: &mut TokenStream, stmt: &Stmt) {
        if !self.inferred.is_empty() {
            code.extend(self.types_of(&visit::defines(stmt)));
        }
    }

    /// Of which type these variables are, where that is asked.
    pub(super) fn types_of(&mut self, vars: &[VarId]) -> TokenStream {
        let inferred = vars.iter().filter(|var| self.inferred.contains(var));
        let inferred: Vec<_> = inferred.copied().collect();
        inferred.into_iter().map(|var| self.type_of(var)).collect()
    }

    fn type_of(&mut self, var: VarId) -> TokenStream {
        let (name, value) = (self.type_name(var), self.borrow(&Place::whole(var), false).tokens);
        quote!(#name.is(#value);)
    }

    pub(super) fn within(&self, place: &Place, mutable: bool) -> Within {
        let root = self.f.var(place.root);
        let is_tangent = matches!(root.role, Role::Tangent | Role::Cotangent);
        let of = origin(self.f, place.root);
        let of = of.filter(|of| is_tangent && self.inferred.contains(of));
        let Some(of) = of else {
            let (steps, ty) = (Vec::new(), TokenStream::new());
            return Within { steps, point: None, ty, mutable };
        };
        let steps = self.loose.within(&self.f.vars, place);
        let point = Ident::new("point", Span::mixed_site());
        let way = point.to_token_stream();
        let ty = self.type_name(of).into_token_stream();
        Within { steps, point: Some((point, way)), ty, mutable }
    }

    /// Goes a step further in the variable itself.
    pub(super) fn follow(&mut self, within: &mut Within, step: &Projection, tokens: &TokenStream) {
        let Some((_, way)) = &mut within.point else { return };
        *way = match step {
            Projection::Variant { path, member } => {
                super::place::variant(way, (path, member), false)
            }
            Projection::Payload
            | Projection::Items
            | Projection::Pointee
            | Projection::Entry(_) => {
                let way = way.clone();
                self.inside(&way, step, false)
            }
            Projection::Deref => quote!((*#way)),
            _ => quote!(#way #tokens),
        };
    }

    /// A part of what may be `Constant`.
    pub(super) fn part(
        &mut self,
        within: &Within,
        base: &TokenStream,
        step: &Projection,
    ) -> TokenStream {
        let (runtime, ty, mutable) = (self.runtime, &within.ty, within.mutable);
        let exclusive = mutable.then(|| quote!(mut));
        let part = Ident::new("part", Span::mixed_site());
        let field_of = if mutable { "within_mut" } else { "within" };
        let field_of = Ident::new(field_of, Span::mixed_site());
        match (step, &within.point) {
            (Projection::Variant { path, .. }, _) if is_std_variant(path) => {
                self.inside(base, &Projection::Payload, mutable)
            }
            (Projection::Variant { path, member }, _) => {
                let variant = path.segments.last().map(|last| &last.ident);
                let name = variant.map(|variant| names::access(variant, member, mutable));
                self.accesses.extend(name.iter().map(|name| (name.to_string(), mutable)));
                quote!((*#base.#name()))
            }
            (Projection::Field(field), Some((point, way))) => {
                let text = way.to_string();
                let is_whole = *point == text;
                let way = if is_whole { quote!(#way) } else { quote!(&#way) };
                quote!((*{
                    use #runtime::private::{Look as _, Pointer as _, Wanted as _};
                    #base.#field_of(#ty.at(|#point| (#way).ad_looked().pointee()), |#part| &#exclusive #part.#field)
                }))
            }
            _ => unreachable!("only these lead to a part"),
        }
    }

    /// The name of what the derivatives of a method returned, or what stands in for them.
    pub(super) fn returned(&self, result: VarId) -> Ident {
        match self.ident(result) {
            name if name == "_" => Ident::new("returned", Span::mixed_site()),
            name => name.clone(),
        }
    }

    /// After the call of a method that may have no derivatives: its value, and its dot.
    pub(super) fn done(
        &self,
        transform: Transform,
        results: &[VarId],
        call: TokenStream,
    ) -> TokenStream {
        let (runtime, binding, value) =
            (self.runtime, self.binding(results[0]), self.returned(results[0]));
        let done = quote!(let #binding = #runtime::done!(#value, #call););
        match (transform, results) {
            (Transform::Tangent, [_, dot]) => {
                let (binding, dot) = (self.binding(*dot), self.ident(*dot));
                match binding.to_string() == "_" {
                    true => done,
                    false => quote!(#done let #binding = #runtime::dot_done!(&#value, #dot);),
                }
            }
            _ => done,
        }
    }
}
