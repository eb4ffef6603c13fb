//! `syn` to IR: the only reader of the user's expressions.
//!
//! In: the user's function and its [`Signature`]. Out: an [`ir::Function`] in A-normal form whose
//! sugar is gone (compound assignments on other than floats' `+=` and `-=`, method syntax, `vec![..]`,
//! patterns, short-circuits), each node with the span of the tokens it comes from.
//! Complains about what the language core doesn't have; what would matter only on active values
//! becomes a [`Verbatim`] with its complaint, for `check` to decide.
//! Deliberately absent: types (see `kinds`), activity, early exits (see `exits`).

mod call;
mod expr;
mod flow;
mod pattern;
mod place;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;

use crate::diag::Diagnostics;
use crate::ir::{Atom, Block, Expr, Function, Stmt, Var, VarId, Verbatim};
use crate::kinds;
use crate::signature::{Kind, Signature};
use crate::unsupported;

/// Lowers a function. After an error it goes on with a placeholder, so that later errors are seen too.
pub fn lower(diagnostics: &mut Diagnostics, signature: &Signature, body: &syn::Block) -> Function {
    let function = Function {
        name: signature.ident.clone(),
        vars: Vec::new(),
        params: Vec::new(),
        body: Block::default(),
        closure: None,
    };
    let mut cx = Lower {
        diagnostics,
        function,
        scopes: vec![Vec::new()],
        stmts: Vec::new(),
        loops: Vec::new(),
    };
    cx.params(signature);
    syn::visit::visit_block(&mut Attributes(cx.diagnostics), body);
    let result = cx.block(body);
    let results = match result {
        Atom::Unit => Vec::new(),
        atom => vec![atom],
    };
    cx.function.body = Block { stmts: std::mem::take(&mut cx.stmts), results };
    cx.function
}

/// Refuses attributes that could change what the code means.
struct Attributes<'d>(&'d mut Diagnostics);

impl<'a> syn::visit::Visit<'a> for Attributes<'_> {
    fn visit_local(&mut self, local: &'a syn::Local) {
        let mut local = local.clone();
        local.attrs.retain(|attribute| !crate::signature::is_constant(attribute));
        syn::visit::visit_local(self, &local);
    }

    fn visit_attribute(&mut self, attribute: &'a syn::Attribute) {
        let harmless = ["allow", "expect", "warn", "deny", "doc", "rustfmt", "clippy"];
        let head = attribute.path().segments.first().map(|first| first.ident.to_string());
        if !head.is_some_and(|head| harmless.contains(&head.as_str())) {
            self.0.error(attribute, unsupported::ATTRIBUTE);
        }
    }
}

/// A loop that is being lowered: its label, for `break` and `continue`.
struct Loop {
    label: Option<Ident>,
}

struct Lower<'d> {
    diagnostics: &'d mut Diagnostics,
    function: Function,
    /// Names in scope, innermost last.
    scopes: Vec<Vec<(Ident, VarId)>>,
    /// The statements of the block that is being lowered.
    stmts: Vec<Stmt>,
    /// The loops around, innermost last.
    loops: Vec<Loop>,
}

impl Lower<'_> {
    fn params(&mut self, signature: &Signature) {
        for param in &signature.params {
            let mut var = Var::new(param.name.to_string(), param.name.span());
            var.kind = param.kind.clone();
            var.reference = param.is_ref();
            var.user = param.pattern.is_none();
            let var = self.function.add(var);
            self.function.params.push(var);
            if let Some(pattern) = &param.pattern {
                self.bind(pattern, Expr::Atom(Atom::Var(var)), None);
            } else if param.mutable {
                let mut local = self.function.var(var).clone();
                local.mutable = true;
                let local = self.function.add(local);
                let expr = Expr::Atom(Atom::Var(var));
                self.stmts.push(Stmt::Let { var: local, expr, span: param.name.span() });
                self.declare(&param.name, local);
            } else {
                self.declare(&param.name, var);
            }
        }
    }

    /// Brings a name into scope.
    fn declare(&mut self, name: &Ident, var: VarId) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.push((name.clone(), var));
        }
    }

    /// The variable that a name stands for.
    fn lookup(&self, name: &Ident) -> Option<VarId> {
        let mut names = self.scopes.iter().rev().flat_map(|scope| scope.iter().rev());
        names.find(|(known, _)| known == name).map(|(_, var)| *var)
    }

    /// A new variable for an intermediate value.
    fn temp(&mut self, expr: Expr, span: Span) -> VarId {
        let mut var = Var::new("t", span);
        var.kind = kinds::of_expr(&self.function.vars, &expr);
        var.reference = self.is_reference(&expr);
        var.exclusive = self.is_exclusive(&expr);
        let var = self.function.add(var);
        self.stmts.push(Stmt::Let { var, expr, span });
        var
    }

    /// Whether an expression's value is a `&mut` reference.
    fn is_exclusive(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Borrow { mutable, .. } => *mutable,
            Expr::Atom(Atom::Var(var)) => self.function.var(*var).exclusive,
            _ => false,
        }
    }

    /// Whether an expression's value is a reference.
    fn is_reference(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Borrow { .. } => true,
            Expr::Atom(Atom::Var(var)) | Expr::Stop(Atom::Var(var)) => {
                self.function.var(*var).reference
            }
            Expr::Read(place) => {
                place.projections.is_empty() && self.function.var(place.root).reference
            }
            _ => false,
        }
    }

    /// An atom that holds an expression's value.
    fn atom(&mut self, expr: Expr, span: Span) -> Atom {
        match expr {
            Expr::Atom(atom) => atom,
            expr => Atom::Var(self.temp(expr, span)),
        }
    }

    /// Lowers statements in a scope of their own, into a list of their own.
    fn scoped<R>(&mut self, lower: impl FnOnce(&mut Self) -> R) -> (Vec<Stmt>, R) {
        let outer = std::mem::take(&mut self.stmts);
        self.scopes.push(Vec::new());
        let result = lower(self);
        self.scopes.pop();
        (std::mem::replace(&mut self.stmts, outer), result)
    }

    /// Lowers a block into the current list, in a scope of its own; returns its value.
    fn block(&mut self, block: &syn::Block) -> Atom {
        self.scopes.push(Vec::new());
        let mut result = Atom::Unit;
        for (i, stmt) in block.stmts.iter().enumerate() {
            let last = i + 1 == block.stmts.len();
            let value = self.stmt(stmt);
            if last {
                result = value;
            }
        }
        self.scopes.pop();
        result
    }

    /// Lowers a statement; returns its value if it is an expression without a semicolon.
    fn stmt(&mut self, stmt: &syn::Stmt) -> Atom {
        match stmt {
            syn::Stmt::Local(local) => self.local(local),
            syn::Stmt::Item(item) => self.item(item),
            syn::Stmt::Expr(expr, None) => return self.value(expr),
            syn::Stmt::Expr(expr, Some(_)) => self.effect(expr),
            syn::Stmt::Macro(stmt) => {
                let value = self.macro_stmt(&stmt.mac);
                if stmt.semi_token.is_none() {
                    return value;
                }
            }
        }
        Atom::Unit
    }

    fn local(&mut self, local: &syn::Local) {
        let constant = local.attrs.iter().any(crate::signature::is_constant);
        let (pattern, ty) = match &local.pat {
            syn::Pat::Type(typed) => (&*typed.pat, Some(&*typed.ty)),
            pattern => (pattern, None),
        };
        let Some(init) = &local.init else {
            self.diagnostics.error(local, unsupported::LET_WITHOUT_VALUE);
            return self.declare_placeholders(pattern);
        };
        if let Some((token, _)) = &init.diverge {
            self.diagnostics.error(token, unsupported::LET_ELSE);
        }
        if !constant && ty.is_none() && self.bind_tuple(pattern, &init.expr) {
            return;
        }
        let mut expr = self.rhs(&init.expr);
        if constant {
            let atom = self.atom(expr, init.expr.span());
            expr = Expr::Stop(atom);
        }
        self.bind(pattern, expr, ty);
    }

    /// An item inside the function: constants and functions are in scope in the derivative too,
    /// because they are copied there; nothing of them is differentiated here.
    fn item(&mut self, item: &syn::Item) {
        match item {
            syn::Item::Use(_) | syn::Item::Const(_) => {
                let tokens = item.to_token_stream();
                let verbatim =
                    Verbatim { tokens, captures: Vec::new(), complaint: None, writes: false };
                self.stmts.push(Stmt::Verbatim { verbatim });
            }
            _ => self.diagnostics.error(item, unsupported::INNER_ITEM),
        }
    }

    /// Tokens to pass through, with the variables that they mention. Complains at once about what
    /// can't be passed through wherever it stands: exits and `await`.
    fn verbatim(
        &mut self,
        tokens: TokenStream,
        complaint: Option<(TokenStream, String)>,
        writes: bool,
    ) -> Verbatim {
        let mut captures = Vec::new();
        self.scan(tokens.clone(), &mut captures);
        Verbatim { tokens, captures, complaint, writes }
    }

    fn scan(&mut self, tokens: TokenStream, captures: &mut Vec<(Ident, VarId)>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.scan(group.stream(), captures),
                TokenTree::Ident(name) => self.scan_name(name, captures),
                TokenTree::Punct(punct) if punct.as_char() == '?' => {
                    self.diagnostics.error(punct, unsupported::EXIT_IN_VERBATIM);
                }
                TokenTree::Literal(literal) => self.scan_format(&literal, captures),
                TokenTree::Punct(_) => {}
            }
        }
    }

    fn scan_name(&mut self, name: Ident, captures: &mut Vec<(Ident, VarId)>) {
        if ["return", "break", "continue", "await"].iter().any(|exit| name == exit) {
            self.diagnostics.error(name, unsupported::EXIT_IN_VERBATIM);
        } else if let Some(var) = self.lookup(&name)
            && !captures.iter().any(|(known, _)| *known == name)
        {
            captures.push((name, var));
        }
    }

    /// The names that a format string captures: `"{x}"`.
    fn scan_format(&mut self, literal: &proc_macro2::Literal, captures: &mut Vec<(Ident, VarId)>) {
        let text = literal.to_string();
        if !text.starts_with('"') && !text.starts_with('r') {
            return;
        }
        for piece in text.split('{').skip(1) {
            let name: String =
                piece.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if syn::parse_str::<Ident>(&name).is_ok() {
                self.scan_name(Ident::new(&name, literal.span()), captures);
            }
        }
    }

    /// The kind of an atom.
    fn kind(&self, atom: &Atom) -> Kind {
        kinds::of_atom(&self.function.vars, atom)
    }
}
