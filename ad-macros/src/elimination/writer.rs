//! Where the code of a Jacobian is written.

use proc_macro2::Span;

use super::weight::Arithmetic;
use crate::ir::{Atom, Expr, Function, Role, Stmt, Var, VarId};
use crate::kind::Kind;

/// Statements for a function, one for each value.
#[derive(Clone)]
pub struct Writer {
    /// The function, to which the variables are added.
    pub function: Function,
    /// The statements.
    pub code: Vec<Stmt>,
    /// Where in the user's code they come from.
    pub span: Span,
}

impl Writer {
    /// No statements yet.
    pub fn new(function: Function) -> Writer {
        let span = function.name.span().resolved_at(Span::mixed_site());
        Writer { function, code: Vec::new(), span }
    }

    /// What follows comes of the function as a whole.
    pub fn be_nowhere(&mut self) {
        self.span = self.function.name.span().resolved_at(Span::mixed_site());
    }

    /// A new variable with a value.
    pub fn bind(&mut self, name: &str, kind: Kind, expr: Expr) -> VarId {
        let mut var = Var { role: Role::Tangent, ..Var::new(name, self.span) };
        var.ty.guess = kind;
        let var = self.function.add(var);
        self.code.push(Stmt::Let { var, expr, span: self.span });
        var
    }
}

impl Arithmetic for Writer {
    fn value(&mut self, expr: Expr) -> Atom {
        Atom::Var(self.bind("c", Kind::Float, expr))
    }
}
