//! What makes maps: their constructors, and items that are put into one.

use proc_macro2::Span;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;

use crate::ir::{Expr, Place, Stmt, Var, VarId, Verbatim};
use crate::kind::Kind;
use crate::library::{self, StdType};
use crate::lower::Lower;
use crate::lower::scopes::Stream;

impl Lower<'_> {
    /// `HashMap::new()`, `BTreeMap::from([..])` and their kin; none if the path is none of these.
    pub(in crate::lower) fn map_made(
        &mut self,
        path: &syn::Path,
        call: &syn::ExprCall,
    ) -> Option<Expr> {
        let mut of = path.clone();
        let name = of.segments.pop()?.ident;
        of.segments.pop_punct();
        if StdType::of_path(&of) != Some(StdType::Map) {
            return None;
        }
        let span = call.span();
        self.claim_map(&of);
        if library::is_from(&name) && call.args.len() == 1 {
            let stream = self.stream(&call.args[0])?;
            let map = self.empty_map(&of, span);
            return Some(self.map_of(map, &stream, span));
        }
        let mut captures = Vec::new();
        call.args.iter().for_each(|arg| self.mentions(arg.to_token_stream(), &mut captures));
        let made = Verbatim::made(call.to_token_stream(), captures);
        let map = self.temp(Expr::Verbatim(made), span);
        let ty: syn::Type = syn::parse_quote!(#of);
        let kind = self.kind_of(&ty);
        self.function.vars[map.0].ty.is_of(kind);
        Some(Expr::Atom(crate::ir::Atom::Var(map)))
    }

    /// A map of nothing yet, of a type as it is written.
    fn empty_map(&mut self, ty: &syn::Path, span: Span) -> VarId {
        let mut of = ty.clone();
        if let Some(last) = of.segments.last_mut()
            && last.arguments.is_none()
        {
            last.arguments = syn::PathArguments::AngleBracketed(syn::parse_quote!(<_, _>));
        }
        let made = quote!(<#of as ::core::default::Default>::default());
        let made = Verbatim::made(made, Vec::new());
        let mut map = Var::new("made", span.resolved_at(Span::mixed_site()));
        map.mutable = true;
        let kind = self.kind_of(&syn::parse_quote!(#of));
        map.ty.is_of(kind);
        let map = self.function.add(map);
        self.stmts.push(Stmt::Let { var: map, expr: Expr::Verbatim(made), span });
        map
    }

    /// The pairs of a stream, in a map.
    fn map_of(&mut self, map: VarId, stream: &Stream, span: Span) -> Expr {
        let place = Place::whole(map);
        self.run(stream, span, &mut |cx, pair| cx.inserted_pair(&place, pair, span));
        Expr::Read(place)
    }

    /// `collect()` into a map; none if the type is none.
    pub(in crate::lower) fn collected_map(
        &mut self,
        stream: &Stream,
        ty: &syn::Type,
        span: Span,
    ) -> Option<Expr> {
        let syn::Type::Path(path) = crate::ty::peel(ty) else { return None };
        if StdType::of_path(&path.path) != Some(StdType::Map) || path.qself.is_some() {
            return None;
        }
        self.claim_maps(ty);
        let map = self.empty_map(&path.path, span);
        if self.function.var(map).ty.known == Kind::Other {
            self.function.vars[map.0].ty.is_of(Kind::Map(Box::new(Kind::Int)));
        }
        Some(self.map_of(map, stream, span))
    }
}
