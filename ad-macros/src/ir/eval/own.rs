//! Constant code, as far as it is calls of functions with names and numbers.

use super::{Frame, Value, call};
use crate::hygiene;
use crate::ir::{Atom, Place, Transform, Verbatim};

impl Frame<'_> {
    pub(super) fn own(&self, verbatim: &Verbatim) -> Value {
        match syn::parse2::<syn::Expr>(verbatim.tokens.clone()) {
            Ok(expr) => self.own_expr(&expr, verbatim),
            Err(error) => panic!("{error}: {}", verbatim.tokens),
        }
    }

    fn own_expr(&self, expr: &syn::Expr, verbatim: &Verbatim) -> Value {
        match expr {
            syn::Expr::Paren(inner) => self.own_expr(&inner.expr, verbatim),
            syn::Expr::Reference(inner) => self.own_expr(&inner.expr, verbatim),
            syn::Expr::Lit(literal) => self.atom(&Atom::Literal(literal.lit.clone())),
            syn::Expr::Path(path) => match path.path.get_ident() {
                Some(name) => {
                    let mut captures = verbatim.captures.iter();
                    match captures.find(|(known, _)| hygiene::same(known, name)) {
                        Some((_, var)) => self.read(&Place::whole(*var)),
                        None => self.world.constant(&path.path),
                    }
                }
                None => self.world.constant(&path.path),
            },
            syn::Expr::Call(called) => {
                let syn::Expr::Path(path) = &*called.func else { panic!("what is called here?") };
                let callee = self.world.callee(&path.path, 0, Transform::Primal);
                let args = called.args.iter().map(|arg| self.own_expr(arg, verbatim)).collect();
                let mut results = call(self.world, &callee.function, args).results;
                results.pop().unwrap_or(Value::Unit)
            }
            _ => panic!("constant code that is not interpreted: {}", verbatim.tokens),
        }
    }
}
