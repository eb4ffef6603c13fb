//! Where the attributes of statements and expressions are.

/// Those of an expression.
pub fn attributes(expr: &mut syn::Expr) -> Option<&mut Vec<syn::Attribute>> {
    Some(match expr {
        syn::Expr::Array(expr) => &mut expr.attrs,
        syn::Expr::Assign(expr) => &mut expr.attrs,
        syn::Expr::Async(expr) => &mut expr.attrs,
        syn::Expr::Await(expr) => &mut expr.attrs,
        syn::Expr::Binary(expr) => &mut expr.attrs,
        syn::Expr::Block(expr) => &mut expr.attrs,
        syn::Expr::Break(expr) => &mut expr.attrs,
        syn::Expr::Call(expr) => &mut expr.attrs,
        syn::Expr::Cast(expr) => &mut expr.attrs,
        syn::Expr::Closure(expr) => &mut expr.attrs,
        syn::Expr::Const(expr) => &mut expr.attrs,
        syn::Expr::Continue(expr) => &mut expr.attrs,
        syn::Expr::Field(expr) => &mut expr.attrs,
        syn::Expr::ForLoop(expr) => &mut expr.attrs,
        syn::Expr::Group(expr) => &mut expr.attrs,
        syn::Expr::If(expr) => &mut expr.attrs,
        syn::Expr::Index(expr) => &mut expr.attrs,
        syn::Expr::Infer(expr) => &mut expr.attrs,
        syn::Expr::Let(expr) => &mut expr.attrs,
        syn::Expr::Lit(expr) => &mut expr.attrs,
        syn::Expr::Loop(expr) => &mut expr.attrs,
        syn::Expr::Macro(expr) => &mut expr.attrs,
        syn::Expr::Match(expr) => &mut expr.attrs,
        syn::Expr::MethodCall(expr) => &mut expr.attrs,
        syn::Expr::Paren(expr) => &mut expr.attrs,
        syn::Expr::Path(expr) => &mut expr.attrs,
        syn::Expr::Range(expr) => &mut expr.attrs,
        syn::Expr::RawAddr(expr) => &mut expr.attrs,
        syn::Expr::Reference(expr) => &mut expr.attrs,
        syn::Expr::Repeat(expr) => &mut expr.attrs,
        syn::Expr::Return(expr) => &mut expr.attrs,
        syn::Expr::Struct(expr) => &mut expr.attrs,
        syn::Expr::Try(expr) => &mut expr.attrs,
        syn::Expr::TryBlock(expr) => &mut expr.attrs,
        syn::Expr::Tuple(expr) => &mut expr.attrs,
        syn::Expr::Unary(expr) => &mut expr.attrs,
        syn::Expr::Unsafe(expr) => &mut expr.attrs,
        syn::Expr::While(expr) => &mut expr.attrs,
        syn::Expr::Yield(expr) => &mut expr.attrs,
        _ => return None,
    })
}

/// Those of a statement. Items keep their own.
pub fn attributes_of_stmt(stmt: &mut syn::Stmt) -> Option<&mut Vec<syn::Attribute>> {
    match stmt {
        syn::Stmt::Local(local) => Some(&mut local.attrs),
        syn::Stmt::Macro(call) => Some(&mut call.attrs),
        syn::Stmt::Expr(expr, _) => first(expr),
        syn::Stmt::Item(_) => None,
    }
}

/// Those of an expression that is a statement: of `#[cfg(..)] a.b = c` syn gives them to `a.b`.
fn first(expr: &mut syn::Expr) -> Option<&mut Vec<syn::Attribute>> {
    match expr {
        syn::Expr::Assign(assign) => first(&mut assign.left),
        syn::Expr::Binary(binary) => first(&mut binary.left),
        syn::Expr::Cast(cast) => first(&mut cast.expr),
        expr => attributes(expr),
    }
}
