//! The IR as text that reads like Rust: one line for each statement, blocks indented.
//!
//! Out: what the expect-tests show. Nothing is folded: this is the A-normal form itself.

use std::fmt::{self, Write as _};

use quote::ToTokens;

use super::{
    Arg, Atom, BinOp, Block, Exit, Expr, Function, Must, Place, Projection, Range, Source,
};
use super::{Mutator, Repeated, Stmt, StoreOp, Test, UnOp, VarId, What, names};

/// A function as text.
pub fn print(function: &Function) -> String {
    print_with(function, &|_| String::new())
}

/// A function as text, with a comment behind each statement that defines something.
pub fn print_with(function: &Function, comment: &dyn Fn(VarId) -> String) -> String {
    let names = names::unique(function);
    let mut printer = Printer { function, names, comment, text: String::new(), depth: 0 };
    // Writing to a `String` can't fail.
    let _ = printer.function();
    printer.text
}

struct Printer<'a> {
    function: &'a Function,
    names: Vec<String>,
    comment: &'a dyn Fn(VarId) -> String,
    text: String,
    depth: usize,
}

impl Printer<'_> {
    fn function(&mut self) -> fmt::Result {
        let params = self.vars(&self.function.params);
        writeln!(self.text, "fn {}({params}) {{", self.function.name)?;
        self.block(&self.function.body)?;
        if let Some(closure) = &self.function.closure {
            writeln!(self.text, "}} move |{}| {{", self.vars(&closure.params))?;
            self.block(&closure.body)?;
        }
        writeln!(self.text, "}}")
    }

    fn block(&mut self, block: &Block) -> fmt::Result {
        self.depth += 1;
        for stmt in &block.stmts {
            self.stmt(stmt)?;
        }
        if !block.results.is_empty() {
            let results = self.atoms(&block.results);
            self.line(&results)?;
        }
        self.depth -= 1;
        Ok(())
    }

    fn line(&mut self, text: &str) -> fmt::Result {
        let indent = "    ".repeat(self.depth);
        writeln!(self.text, "{indent}{text}")
    }

    fn inner(&mut self, head: &str, block: &Block) -> fmt::Result {
        self.line(&format!("{head} {{"))?;
        self.block(block)?;
        self.line("}")
    }

    fn stmt(&mut self, stmt: &Stmt) -> fmt::Result {
        match stmt {
            Stmt::Let { var, expr, .. } => {
                let text = format!("let {} = {};", self.binding(*var), self.expr(expr));
                let comment = (self.comment)(*var);
                self.line(&format!("{text}{comment}"))
            }
            Stmt::Call { results, callee, transform, args, dots, .. } => {
                let callee = callee.to_token_stream().to_string().replace(' ', "");
                let name = match transform.name() {
                    None => callee,
                    Some(name) => format!("{callee}::{name}"),
                };
                let mut operands: Vec<_> = args.iter().map(|arg| self.arg(arg)).collect();
                operands.extend(dots.iter().map(|dot| match dot {
                    Some(dot) => self.arg(dot),
                    None => "_".to_string(),
                }));
                let text = format!("let {} = {name}({});", self.vars(results), operands.join(", "));
                let comment = (self.comment)(results[0]);
                self.line(&format!("{text}{comment}"))
            }
            Stmt::Store { place, op, value, .. } => {
                let op = match op {
                    StoreOp::Set => "=",
                    StoreOp::Add => "+=",
                    StoreOp::Sub => "-=",
                };
                let text = format!("{} {op} {};", self.place(place), self.atom(value));
                self.line(&text)
            }
            Stmt::Clear { place, .. } => {
                let text = format!("clear {};", self.place(place));
                self.line(&text)
            }
            Stmt::Reset { place, shape, .. } => {
                let text = format!("reset {} to {};", self.place(place), self.atom(shape));
                self.line(&text)
            }
            Stmt::Mutate { results, op, place, args, .. } => {
                let target = match results.is_empty() {
                    true => String::new(),
                    false => format!("let {} = ", self.vars(results)),
                };
                let (place, args) = (self.place(place), self.atoms(args));
                let name = match op {
                    Mutator::PopLast => "pop_last",
                    Mutator::PushSome => "push_some",
                    op => op.method(),
                };
                self.line(&format!("{target}{place}.{name}({args});"))
            }
            Stmt::Swap { first, second, .. } => {
                let text = format!("swap {} and {};", self.place(first), self.place(second));
                self.line(&text)
            }
            Stmt::Match { results, index, arms, .. } => {
                let target = match results.is_empty() {
                    true => String::new(),
                    false => format!("let {} = ", self.vars(results)),
                };
                let head = format!("{target}match {} {{", self.atom(index));
                self.line(&head)?;
                for (i, arm) in arms.iter().enumerate() {
                    self.line(&format!("{i} => {{"))?;
                    self.block(arm)?;
                    self.line("}")?;
                }
                self.line("}")
            }
            Stmt::If { results, cond, then, otherwise, .. } => {
                let target = match results.is_empty() {
                    true => String::new(),
                    false => format!("let {} = ", self.vars(results)),
                };
                let head = format!("{target}if {} {{", self.atom(cond));
                self.line(&head)?;
                self.block(then)?;
                if !otherwise.stmts.is_empty() || !otherwise.results.is_empty() {
                    self.line("} else {")?;
                    self.block(otherwise)?;
                }
                self.line("}")
            }
            Stmt::For { var, range, body, until, .. } => {
                let head = format!("for {} in {}", self.names[var.0], self.range(range));
                self.inner(&(head + &self.until(*until)), body)
            }
            Stmt::Each { pattern, source, body, until, .. } => {
                let (pattern, tokens) = (&pattern.tokens, &source.verbatim().tokens);
                let head = match source {
                    Source::Iterator(_) => format!("for {pattern} in {tokens}"),
                    Source::WhileLet(_) => format!("while let {pattern} = {tokens}"),
                };
                self.inner(&(head + &self.until(*until)), body)
            }
            Stmt::While { cond, body, .. } => {
                self.inner("while", cond)?;
                self.inner("do", body)
            }
            Stmt::Exit { exit, .. } => {
                let text = match exit {
                    Exit::Return(value) => format!("return {};", self.atom(value)),
                    Exit::Break(depth) => format!("break {depth};"),
                    Exit::Continue(depth) => format!("continue {depth};"),
                    Exit::Diverge => "diverge;".to_string(),
                };
                self.line(&text)
            }
            Stmt::Prove { place, what, .. } => {
                let what = match what {
                    What::Number => "",
                    What::Integer => " an integer",
                    What::List => " a list",
                    What::WithoutTangent => " without a tangent",
                };
                let text = format!("prove {}{what};", self.place(place));
                self.line(&text)
            }
            Stmt::Verbatim { verbatim, lets: None } => self.line(&format!("{};", verbatim.tokens)),
            Stmt::Verbatim { verbatim, lets: Some(pattern) } => {
                self.line(&format!("let {} = {};", pattern.tokens, verbatim.tokens))
            }
            Stmt::Push { stack, values } => {
                let text = format!("push {} ({});", self.names[stack.0], self.atoms(values));
                self.line(&text)
            }
            Stmt::Pop { stack, vars } => {
                let text = format!("let {} = pop {};", self.vars(vars), self.names[stack.0]);
                self.line(&text)
            }
            Stmt::Fill { slot, values } => {
                let text = format!("{} = Some({});", self.names[slot.0], self.atoms(values));
                self.line(&text)
            }
            Stmt::Unpack { slot, vars, body } => {
                let head = format!("if let Some({}) = {}", self.vars(vars), self.names[slot.0]);
                self.inner(&head, body)
            }
            Stmt::Pull { pullback, cotangent, bars, dots, .. } => {
                let places = |bars: &[Option<Place>]| {
                    let bars = bars.iter().map(|bar| match bar {
                        Some(bar) => self.place(bar),
                        None => "_".to_string(),
                    });
                    bars.collect::<Vec<_>>().join(", ")
                };
                let dots = dots
                    .as_ref()
                    .map(|(dot, bars)| format!("; {}; {}", self.atom(dot), places(bars)));
                let (pullback, cotangent) = (&self.names[pullback.0], self.atom(cotangent));
                let bars = places(bars);
                let text =
                    format!("pull {pullback}({cotangent}; {bars}{});", dots.unwrap_or_default());
                self.line(&text)
            }
        }
    }

    fn until(&self, until: Option<VarId>) -> String {
        until.map(|until| format!(" until {}", self.names[until.0])).unwrap_or_default()
    }

    fn binding(&self, var: VarId) -> String {
        let mutable = if self.function.var(var).mutable { "mut " } else { "" };
        format!("{mutable}{}", self.names[var.0])
    }

    fn vars(&self, vars: &[VarId]) -> String {
        vars.iter().map(|var| self.binding(*var)).collect::<Vec<_>>().join(", ")
    }

    fn atoms(&self, atoms: &[Atom]) -> String {
        atoms.iter().map(|atom| self.atom(atom)).collect::<Vec<_>>().join(", ")
    }

    fn atom(&self, atom: &Atom) -> String {
        match atom {
            Atom::Var(var) => self.names[var.0].clone(),
            Atom::Literal(literal) => literal.to_token_stream().to_string(),
            Atom::Constant(constant) => path(constant),
            Atom::Number { literal, real } => format!("{literal}{real}"),
            Atom::Length(expr) => expr.to_token_stream().to_string(),
            Atom::Unit => "()".to_string(),
        }
    }

    fn arg(&self, arg: &Arg) -> String {
        match arg {
            Arg::Value(atom) => self.atom(atom),
            Arg::Borrow(place) => format!("&{}", self.place(place)),
            Arg::BorrowMut(place) => format!("&mut {}", self.place(place)),
        }
    }

    fn range(&self, range: &Range) -> String {
        let dots = if range.inclusive { "..=" } else { ".." };
        let mut text = format!("{}{dots}{}", self.atom(&range.start), self.atom(&range.end));
        if range.reversed && (range.reversed_first || range.step.is_none()) {
            text = format!("({text}).rev()");
        }
        if let Some(step) = &range.step {
            text = format!("({text}).step_by({})", self.atom(step));
            if range.reversed != range.reversed_first {
                text += ".rev()";
            }
        }
        text
    }

    fn place(&self, place: &Place) -> String {
        let mut text = self.names[place.root.0].clone();
        for projection in &place.projections {
            match projection {
                Projection::Index(index) => text = format!("{text}[{}]", self.atom(index)),
                Projection::Range { start, end, inclusive } => {
                    let bound = |bound: &Option<Atom>| {
                        bound.as_ref().map(|atom| self.atom(atom)).unwrap_or_default()
                    };
                    let dots = if *inclusive { "..=" } else { ".." };
                    text = format!("{text}[{}{dots}{}]", bound(start), bound(end));
                }
                Projection::Field(field) => text = format!("{text}.{}", member(field)),
                Projection::Variant { path: variant, member: field } => {
                    text = format!("{text}.{}.{}", path(variant), member(field));
                }
                Projection::Payload => text += ".payload",
                Projection::Items => text += ".items",
                Projection::Deref => text = format!("*{text}"),
            }
        }
        text
    }

    fn expr(&self, expr: &Expr) -> String {
        match expr {
            Expr::Atom(atom) => self.atom(atom),
            Expr::Stop(atom) => format!("stop_gradient({})", self.atom(atom)),
            Expr::Read(place) => self.place(place),
            Expr::Clone { place, by } => format!("{}.{}()", self.place(place), by.method()),
            Expr::Borrow { place, mutable: false } => format!("&{}", self.place(place)),
            Expr::Borrow { place, mutable: true } => format!("&mut {}", self.place(place)),
            Expr::Len(place) => format!("{}.len()", self.place(place)),
            Expr::Unary(UnOp::Neg, atom) => format!("-{}", self.atom(atom)),
            Expr::Unary(UnOp::Not, atom) => format!("!{}", self.atom(atom)),
            Expr::Binary(op, left, right) => {
                format!("{} {} {}", self.atom(left), symbol(*op), self.atom(right))
            }
            Expr::Cast(atom, ty) => format!("{} as {}", self.atom(atom), ty.to_token_stream()),
            Expr::CastLike(value, like) => {
                format!("cast_like({}, {})", self.atom(like), self.atom(value))
            }
            Expr::Kept(place) => format!("keep({})", self.place(place)),
            Expr::Refitted(value, kept) => {
                format!("refitted({}, {})", self.atom(value), self.atom(&Atom::Var(*kept)))
            }
            Expr::Fitted(value, like) => {
                format!("fitted({}, {})", self.place(like), self.atom(value))
            }
            Expr::Method { method, args, .. } => {
                format!("{}.{}({})", self.atom(&args[0]), method.name, self.atoms(&args[1..]))
            }
            Expr::Partial { method, partial, args, factor } => {
                let args = args.iter().chain([factor]).map(|arg| self.atom(arg));
                let args = args.collect::<Vec<_>>().join(", ");
                format!("{}::times_d{}({args})", method.name, method.partials[*partial].param)
            }
            Expr::PartialTangent { method, partial, args, factor, arg_dots, factor_dot } => {
                let values = args.iter().chain([factor]).map(|arg| self.atom(arg));
                let dots = arg_dots.iter().chain([factor_dot]).map(|dot| match dot {
                    Some(dot) => self.atom(dot),
                    None => "_".to_string(),
                });
                let args = values.chain(dots).collect::<Vec<_>>().join(", ");
                let param = method.partials[*partial].param;
                format!("{}::times_d{param}_tangent({args})", method.name)
            }
            Expr::List { items, vec } => {
                format!("{}[{}]", if *vec { "vec!" } else { "" }, self.atoms(items))
            }
            Expr::Repeat { item, len, vec } => {
                let vec = if *vec { "vec!" } else { "" };
                format!("{vec}[{}; {}]", self.atom(item), self.atom(len))
            }
            Expr::Tuple(items) => format!("({})", self.atoms(items)),
            Expr::Construct { path: name, fields, like } => {
                let fields = fields
                    .iter()
                    .map(|(field, atom)| format!("{}: {}", member(field), self.atom(atom)));
                let mut fields: Vec<_> = fields.collect();
                fields.extend(like.map(|like| format!("..zero_like({})", self.names[like.0])));
                format!("{} {{ {} }}", path(name), fields.join(", "))
            }
            Expr::Failure { place, .. } => format!("failure({})", self.place(place)),
            Expr::Outcome(place) => format!("outcome({})", self.place(place)),
            Expr::Taken(place) => format!("take {}", self.place(place)),
            Expr::Is { place, test: Test::Pattern(pattern) } => {
                format!("{} is {pattern}", self.place(place))
            }
            Expr::Is { place, test: Test::Which(patterns) } => {
                let patterns: Vec<_> = patterns.iter().map(ToString::to_string).collect();
                format!("which of {} is {}", patterns.join(", "), self.place(place))
            }
            Expr::Is { place, test: Test::Success } => {
                format!("{} is a success", self.place(place))
            }
            Expr::Boxed { value, .. } => format!("box {}", self.atom(value)),
            Expr::Success(value) => format!("success {}", self.atom(value)),
            Expr::Shape { old, new } => format!("shape({}, {})", self.place(old), self.atom(new)),
            Expr::Wanted(bar) => format!("wanted({})", self.names[bar.0]),
            Expr::Plain(atom) => format!("plain({})", self.atom(atom)),
            Expr::Unwanted(place) => format!("unwanted({})", self.place(place)),
            Expr::ZeroLike(place) => format!("zero_like({})", self.place(place)),
            Expr::Verbatim(verbatim) => verbatim.tokens.to_string(),
            Expr::Proof(proof, verbatim) => {
                let name = match proof {
                    Must::Number => "number",
                    Must::Shared => "shared",
                };
                format!("{name}({})", verbatim.tokens)
            }
            Expr::Stack { .. } => "stack".to_string(),
            Expr::Slot => "None".to_string(),
            Expr::Repeatable(callees) => {
                let names = callees.iter().map(|callee| match callee {
                    Repeated::Function { path, .. } => path.to_token_stream().to_string(),
                    Repeated::Method { of, name } => format!("{of}::{name}"),
                });
                format!("repeatable({})", names.collect::<Vec<_>>().join(", ").replace(' ', ""))
            }
        }
    }
}

fn member(member: &syn::Member) -> String {
    member.to_token_stream().to_string()
}

fn path(path: &syn::Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}

fn symbol(op: BinOp) -> &'static str {
    match op {
        BinOp::Add => "+",
        BinOp::Sub => "-",
        BinOp::Mul => "*",
        BinOp::Div => "/",
        BinOp::Rem => "%",
        BinOp::BitAnd => "&",
        BinOp::BitOr => "|",
        BinOp::BitXor => "^",
        BinOp::Shl => "<<",
        BinOp::Shr => ">>",
        BinOp::Eq => "==",
        BinOp::Ne => "!=",
        BinOp::Lt => "<",
        BinOp::Le => "<=",
        BinOp::Gt => ">",
        BinOp::Ge => ">=",
        BinOp::Times => "*₀",
        BinOp::Over => "/₀",
    }
}
