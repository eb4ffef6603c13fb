//! The IR as text that reads like Rust: one line for each statement, blocks indented.
//!
//! Out: what the expect-tests show. Nothing is folded: this is the A-normal form itself.

mod expr;

use std::fmt::{self, Write as _};

use quote::ToTokens;

use super::{
    Arg, Atom, Block, Callee, Exit, Expr, Function, Mutator, Place, Source, Stmt, StoreOp,
};
use super::{Transform, VarId, What, names};

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

/// An expression as text, with these names for variables.
pub fn expression(function: &Function, names: Vec<String>, expr: &Expr) -> String {
    let comment = &|_| String::new();
    Printer { function, names, comment, text: String::new(), depth: 0 }.expr(expr)
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
                let text = format!(
                    "let {} = {};",
                    self.vars(results),
                    self.call(callee, *transform, args, dots)
                );
                let comment = (self.comment)(results[0]);
                self.line(&format!("{text}{comment}"))
            }
            Stmt::Store { place, op, value, .. } => {
                let op = assignment(*op);
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
                let target = self.target(results);
                let (place, args) = (self.place(place), self.atoms(args));
                let name = match op {
                    Mutator::PopLast => "pop_last",
                    Mutator::PushSome => "push_some",
                    Mutator::InsertEntry => "insert_entry",
                    Mutator::RemoveEntry => "remove_entry",
                    op => op.method(),
                };
                self.line(&format!("{target}{place}.{name}({args});"))
            }
            Stmt::Swap { first, second, .. } => {
                let text = format!("swap {} and {};", self.place(first), self.place(second));
                self.line(&text)
            }
            Stmt::Match { results, index, arms, .. } => {
                let target = self.target(results);
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
                let target = self.target(results);
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
                    Source::Steady(_) => format!("for {pattern} in steady({tokens})"),
                    Source::WhileLet(_) => format!("while let {pattern} = {tokens}"),
                };
                self.inner(&(head + &self.until(*until)), body)
            }
            Stmt::While { cond, body, .. } => {
                self.inner("while", cond)?;
                self.inner("do", body)
            }
            // What was decided is no code.
            Stmt::Note(_) => Ok(()),
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
                let what = taken_for(*what);
                let text = format!("prove {}{what};", self.place(place));
                self.line(&text)
            }
            Stmt::Verbatim { verbatim, lets: None } => self.line(&format!("{};", verbatim.tokens)),
            Stmt::Verbatim { verbatim, lets: Some(pattern) } => {
                self.line(&format!("let {} = {};", pattern.tokens, verbatim.tokens))
            }
            Stmt::Checkpointed { snapshots: None, .. } => self.line("checkpointed;"),
            Stmt::Checkpointed { snapshots: Some(snapshots), .. } => {
                let text = format!("checkpointed by {};", self.atom(snapshots));
                self.line(&text)
            }
            Stmt::Snapshot { act, record, state, results, .. } => {
                let text = self.snapshot(act, *record, state, results);
                self.line(&text)
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
            Stmt::Pull { pullback, cotangent, bars, dots, steep, .. } => {
                let text = self.pull(*pullback, cotangent, bars, dots.as_ref());
                let text = if *steep { text.replacen("pull", "pull₀", 1) } else { text };
                self.line(&text)
            }
        }
    }

    fn call(
        &self,
        callee: &Callee,
        transform: Transform,
        args: &[Arg],
        dots: &[Option<Arg>],
    ) -> String {
        let (lifted, _) = callee.lifted();
        let callee = callee.to_token_stream().to_string().replace(' ', "");
        let name = match transform.name_of_lifted(lifted) {
            None => callee,
            Some(name) => format!("{callee}::{name}"),
        };
        let mut operands: Vec<_> = args.iter().map(|arg| self.arg(arg)).collect();
        operands.extend(dots.iter().map(|dot| match dot {
            Some(dot) => self.arg(dot),
            None => "_".to_string(),
        }));
        format!("{name}({})", operands.join(", "))
    }

    fn pull(
        &self,
        pullback: VarId,
        cotangent: &Atom,
        bars: &[Option<Place>],
        dots: Option<&(Atom, Vec<Option<Place>>)>,
    ) -> String {
        let places = |bars: &[Option<Place>]| {
            let bars = bars.iter().map(|bar| match bar {
                Some(bar) => self.place(bar),
                None => "_".to_string(),
            });
            bars.collect::<Vec<_>>().join(", ")
        };
        let dots = dots.map(|(dot, bars)| format!("; {}; {}", self.atom(dot), places(bars)));
        let (pullback, cotangent) = (&self.names[pullback.0], self.atom(cotangent));
        let bars = places(bars);
        format!("pull {pullback}({cotangent}; {bars}{});", dots.unwrap_or_default())
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

    /// What stands before a statement with results: `let a, b = `.
    fn target(&self, results: &[VarId]) -> String {
        match results.is_empty() {
            true => String::new(),
            false => format!("let {} = ", self.vars(results)),
        }
    }
}

/// What a value is proved to be.
fn taken_for(what: What) -> &'static str {
    match what {
        What::Number => "",
        What::ConstantNumber => " a constant number",
        What::ReferredNumber => " a number behind a reference",
        What::ValueFirst => " a number, whose value comes first",
        What::Integer => " an integer",
        What::List => " a list",
        What::Indexed => " indexed",
        What::IndexedMut => " indexed to be changed",
        What::StdList => " a list of std's",
        What::StdOption => " an option of std's",
        What::StdValue => " of std's",
        What::Converted => " converted by std",
        What::Mapped => " mapped by entry",
        What::WithoutTangent => " without a tangent",
        What::Owned => " an owner",
        What::NoPointer => " no pointer",
    }
}

fn assignment(op: StoreOp) -> String {
    match op {
        StoreOp::Set => "=".to_string(),
        StoreOp::Add => "+=".to_string(),
        StoreOp::Sub => "-=".to_string(),
        StoreOp::By(op) => format!("{}=", expr::symbol(op)),
        StoreOp::Assign => "←".to_string(),
        StoreOp::Accumulate => "+←".to_string(),
        StoreOp::Deduct => "-←".to_string(),
    }
}
