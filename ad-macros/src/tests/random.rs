//! Random programs: whatever the passes are given, the modes agree with each other and with finite
//! differences, simplified and not.
//!
//! A program is a function of two scalars, a slice and a matrix, with helpers to call, written at random from the
//! core language. All values stay bounded, so that differences mean something.

use std::fmt::Write as _;
use std::panic;

use super::support::meaning;
use super::support::program::Program;
use super::support::random::Random;

const HELPERS: &str = "
    fn mix(a: f64, b: f64) -> f64 { (a * b).sin() + a }
    fn first(x: &[f64], w: f64) -> f64 { x[0] * w + x[1] * x[1] }
    fn pair(a: f64, x: &[f64]) -> (f64, f64) { (a * x[1], (a + x[0]).cos()) }
";

/// The program of this number, whose last function is the one that counts.
pub fn program(seed: u64) -> String {
    format!("{HELPERS}{}", Writer::new(seed).function())
}

/// `AD_PROGRAMS=5000 cargo test --release -p ad-macros random` looks at more of them.
#[test]
fn modes_agree() {
    let n_programs = std::env::var("AD_PROGRAMS").ok().and_then(|n| n.parse().ok()).unwrap_or(60);
    for seed in 1..=n_programs {
        let source = program(seed);
        let check = || {
            let program = Program::parse(&source);
            meaning::check_modes(&program)?;
            // The records of branches inside of others have no tangents yet.
            match source.contains("if ") || source.contains("stop_gradient") {
                true => Ok(()),
                false => meaning::check_hessians(&program),
            }
        };
        match panic::catch_unwind(check) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => panic!("program {seed}: {error}\n{source}"),
            Err(_) => panic!("a panic from program {seed}\n{source}"),
        }
    }
}

/// What is in scope.
#[derive(Clone, Default)]
struct Scope {
    /// Floats that can be read.
    floats: Vec<String>,
    /// Floats that can be written to.
    mutable: Vec<String>,
    /// Lists of at least two floats, as places.
    lists: Vec<String>,
    /// Lists whose items can be written to.
    mutable_lists: Vec<String>,
    /// Indices below two.
    counters: Vec<String>,
    /// Names in use.
    n_names: usize,
}

struct Writer {
    random: Random,
    text: String,
    depth: usize,
    /// The loops around, and whether they and the function may be left early here.
    loops: usize,
    may_leave: bool,
    branches: bool,
}

impl Writer {
    fn new(seed: u64) -> Writer {
        let branches = seed % 2 == 1;
        let (random, text) = (Random::new(seed), String::new());
        Writer { random, text, depth: 1, loops: 0, may_leave: branches, branches }
    }

    fn function(mut self) -> String {
        let mut scope = Scope {
            floats: vec!["a".into(), "b".into()],
            lists: vec!["x".into(), "m[0]".into(), "m[1]".into()],
            ..Scope::default()
        };
        self.text += "fn f(a: f64, b: f64, x: &[f64], m: &[[f64; 2]; 2]) -> f64 {\n";
        let n = 2 + self.random.below(6);
        self.block(&mut scope, n);
        let value = self.expr(&scope, 2);
        self.line(&value);
        self.text + "}\n"
    }

    fn line(&mut self, line: &str) {
        let indent = "    ".repeat(self.depth);
        let _ = writeln!(self.text, "{indent}{line}");
    }

    fn block(&mut self, scope: &mut Scope, n: usize) {
        (0..n).for_each(|_| self.stmt(scope));
    }

    fn inner(&mut self, scope: &Scope, more: impl FnOnce(&mut Writer, &mut Scope)) {
        let mut inner = scope.clone();
        self.depth += 1;
        more(self, &mut inner);
        self.depth -= 1;
    }

    fn name(&mut self, scope: &mut Scope) -> String {
        // Now and then an old name is shadowed.
        let old = self.choose(&scope.floats).filter(|name| !name.contains('.'));
        if let Some(name) = old.filter(|_| self.random.below(8) == 0) {
            scope.mutable.retain(|known| *known != name);
            return name;
        }
        scope.n_names += 1;
        format!("v{}", scope.n_names)
    }

    fn choose(&mut self, items: &[String]) -> Option<String> {
        (!items.is_empty()).then(|| items[self.random.below(items.len())].clone())
    }

    fn stmt(&mut self, scope: &mut Scope) {
        let deep = self.depth > 3;
        match self.random.below(if deep { 14 } else { 22 }) {
            0 | 1 => {
                let value = self.expr(scope, 2);
                let name = self.name(scope);
                self.line(&format!("let {name} = {value};"));
                scope.floats.push(name);
            }
            2 => {
                let value = self.expr(scope, 2);
                let name = self.name(scope);
                self.line(&format!("let mut {name} = {value};"));
                scope.floats.push(name.clone());
                scope.mutable.push(name);
            }
            3..=5 => self.assignment(scope),
            6 => self.new_list(scope),
            7 => {
                let (a, b) = (self.expr(scope, 1), self.expr(scope, 1));
                let (p, q) = (self.name(scope), self.name(scope));
                if p != q {
                    self.line(&format!("let ({p}, mut {q}) = ({a}, {b});"));
                    scope.mutable.retain(|known| *known != p);
                    scope.floats.extend([p, q.clone()]);
                    scope.mutable.push(q);
                }
            }
            8 => {
                let (a, list) = (self.expr(scope, 1), self.list(scope));
                let (p, q) = (self.name(scope), self.name(scope));
                if p != q {
                    self.line(&format!("let ({p}, {q}) = pair({a}, &{list});"));
                    scope.mutable.retain(|known| *known != p && *known != q);
                    scope.floats.extend([p, q]);
                }
            }
            9 => {
                let list = self.list(scope);
                let from = ["0..2", "0..", "..2"][self.random.below(3)];
                scope.n_names += 1;
                let name = format!("w{}", scope.n_names);
                // A borrow lives to the end of the program: its list is not written to any more.
                scope.mutable_lists.retain(|known| root(known) != root(&list));
                self.line(&format!("let {name} = &{list}[{from}];"));
                scope.lists.push(name);
            }
            10 if self.loops > 0 && self.may_leave => {
                let exit = ["break", "continue"][self.random.below(2)];
                let cond = self.condition(scope);
                self.line(&format!("if {cond} {{ {exit}; }}"));
            }
            11 if self.depth > 1 && self.may_leave => {
                let (cond, value) = (self.condition(scope), self.expr(scope, 1));
                self.line(&format!("if {cond} {{ return {value}; }}"));
            }
            12 => {
                let (a, b) = (self.expr(scope, 1), self.expr(scope, 1));
                scope.n_names += 1;
                let name = format!("p{}", scope.n_names);
                self.line(&format!("let mut {name} = ({a}, {b});"));
                for field in [format!("{name}.0"), format!("{name}.1")] {
                    scope.floats.push(field.clone());
                    scope.mutable.push(field);
                }
            }
            13 => self.matrix(scope),
            14 => self.view(scope),
            15 | 16 if self.branches => {
                let (cond, n, m) =
                    (self.condition(scope), 1 + self.random.below(3), self.random.below(3));
                self.line(&format!("if {cond} {{"));
                self.inner(scope, |cx, inner| cx.block(inner, n));
                self.line("} else {");
                self.inner(scope, |cx, inner| cx.block(inner, m));
                self.line("}");
            }
            17 if self.branches => self.branch_value(scope),
            10 | 11 | 15..=17 => self.assignment(scope),
            18 | 19 => self.for_loop(scope),
            20 => {
                scope.n_names += 1;
                let counter = format!("k{}", scope.n_names);
                let list = self.list(scope);
                self.line(&format!("for {counter} in 0..{list}.len() - 1 {{"));
                self.loop_body(scope, None);
            }
            _ => self.while_loop(scope),
        }
    }

    /// A list, in one of the ways to write one.
    fn new_list(&mut self, scope: &mut Scope) {
        let items = [self.expr(scope, 1), self.expr(scope, 1), self.expr(scope, 0)];
        scope.n_names += 1;
        let name = format!("l{}", scope.n_names);
        let value = match self.random.below(4) {
            0 => format!("[{}]", items.join(", ")),
            1 => format!("vec![{}]", items.join(", ")),
            2 => format!("[{}; 3]", items[0]),
            _ => format!("{}.to_vec()", self.list(scope)),
        };
        self.line(&format!("let mut {name} = {value};"));
        scope.lists.push(name.clone());
        scope.mutable_lists.push(name);
    }

    fn matrix(&mut self, scope: &mut Scope) {
        let list = self.list(scope);
        scope.n_names += 1;
        let name = format!("m{}", scope.n_names);
        self.line(&format!("let mut {name} = vec![{list}.to_vec(), {list}[0..2].to_vec()];"));
        for row in [format!("{name}[0]"), format!("{name}[1]")] {
            scope.lists.push(row.clone());
            scope.mutable_lists.push(row);
        }
    }

    /// A mutable view of a list, for as long as a block.
    fn view(&mut self, scope: &mut Scope) {
        let Some(list) = self.choose(&scope.mutable_lists) else { return };
        let n = 1 + self.random.below(2);
        self.line("{");
        self.inner(scope, |cx, inner| {
            inner.n_names += 1;
            let name = format!("w{}", inner.n_names);
            cx.line(&format!("let {name} = &mut {list}[0..2];"));
            inner.lists.retain(|known| root(known) != root(&list));
            inner.mutable_lists.retain(|known| root(known) != root(&list));
            inner.lists.push(name.clone());
            inner.mutable_lists.push(name);
            (0..n).for_each(|_| cx.assignment(inner));
        });
        self.line("}");
    }

    /// A branch with a value.
    fn branch_value(&mut self, scope: &mut Scope) {
        let (cond, n) = (self.condition(scope), self.random.below(3));
        let name = self.name(scope);
        self.line(&format!("let {name} = if {cond} {{"));
        // Exits from inside the value of a branch are not part of the core.
        let may_leave = std::mem::replace(&mut self.may_leave, false);
        let branch = |cx: &mut Writer, inner: &mut Scope| {
            cx.block(inner, n);
            let value = cx.expr(inner, 1);
            cx.line(&value);
        };
        self.inner(scope, branch);
        self.line("} else {");
        self.inner(scope, branch);
        self.may_leave = may_leave;
        self.line("};");
        scope.floats.push(name);
    }

    fn for_loop(&mut self, scope: &mut Scope) {
        scope.n_names += 1;
        let counter = format!("i{}", scope.n_names);
        let range =
            ["0..2", "(0..2).rev()", "(0..2).step_by(1)", "0..=1", "(0..2).rev().step_by(2)"];
        let range = range[self.random.below(range.len())];
        self.line(&format!("for {counter} in {range} {{"));
        self.loop_body(scope, Some(counter));
    }

    fn while_loop(&mut self, scope: &mut Scope) {
        scope.n_names += 1;
        let counter = format!("n{}", scope.n_names);
        self.line(&format!("let mut {counter} = 0;"));
        let cond = self.condition(scope);
        self.line(&format!("while {counter} < 3 && ({cond}) {{"));
        self.depth += 1;
        self.line(&format!("{counter} += 1;"));
        self.depth -= 1;
        self.loop_body(scope, None);
    }

    fn loop_body(&mut self, scope: &Scope, counter: Option<String>) {
        let n = 1 + self.random.below(4);
        self.loops += 1;
        self.inner(scope, |cx, inner| {
            inner.counters.extend(counter);
            cx.block(inner, n);
        });
        self.loops -= 1;
        self.line("}");
    }

    fn assignment(&mut self, scope: &mut Scope) {
        let value = self.expr(scope, 2);
        let op = ["=", "+=", "-=", "*="][self.random.below(4)];
        let target = match self.random.below(2) {
            0 => self.choose(&scope.mutable),
            _ => {
                let index = self.index(scope);
                self.choose(&scope.mutable_lists).map(|list| format!("{list}[{index}]"))
            }
        };
        match target {
            // Nothing of it needs to be kept for the reverse sweep.
            Some(target) if self.random.below(3) == 0 => {
                let (a, b) = (self.expr(scope, 0), self.expr(scope, 0));
                self.line(&format!("{target} = {a} * 0.75 - 0.25 * {b};"));
            }
            // Bounded, however often it is done.
            Some(target) => {
                self.line(&format!("{target} {op} ({value}).sin();"));
                self.line(&format!("{target} = {target}.tanh() * 1.5;"));
            }
            None => {
                scope.n_names += 1;
                let name = format!("v{}", scope.n_names);
                self.line(&format!("let mut {name} = {value};"));
                scope.floats.push(name.clone());
                scope.mutable.push(name);
            }
        }
    }

    fn list(&mut self, scope: &Scope) -> String {
        self.choose(&scope.lists).expect("the slice")
    }

    fn index(&mut self, scope: &Scope) -> String {
        match self.random.below(3) {
            0 => self.choose(&scope.counters).unwrap_or("0".into()),
            1 => "1".into(),
            _ => "0".into(),
        }
    }

    fn condition(&mut self, scope: &Scope) -> String {
        let (a, b) = (self.expr(scope, 1), self.expr(scope, 0));
        let op = ["<", ">"][self.random.below(2)];
        match (self.random.below(5), self.choose(&scope.counters)) {
            (0, Some(counter)) => format!("{counter} == 1"),
            (1, _) => format!("{a} {op} {b} && {b} < 1.0"),
            (2, _) => format!("!({a} {op} {b}) || {a} < 0.5"),
            _ => format!("{a} {op} {b}"),
        }
    }

    fn expr(&mut self, scope: &Scope, depth: usize) -> String {
        if depth == 0 {
            return match self.random.below(6) {
                0 => ["0.5", "1.25", "0.0", "-0.75"][self.random.below(4)].into(),
                1 | 2 => {
                    let (list, index) = (self.list(scope), self.index(scope));
                    format!("{list}[{index}]")
                }
                _ => self.choose(&scope.floats).expect("the parameters"),
            };
        }
        let (a, b) = (self.expr(scope, depth - 1), self.expr(scope, depth - 1));
        match self.random.below(15) {
            0 | 1 => format!("({a} + {b})"),
            2 => format!("({a} - {b})"),
            3..=5 => format!("({a} * {b})"),
            6 => format!("({a} / (2.0 + ({b}).cos()))"),
            7 => format!("({a}).sin()"),
            8 => format!("({a}).tanh()"),
            9 => format!("-{a}"),
            10 => format!("({a}).max({b})"),
            11 => format!("mix({a}, {b})"),
            12 => format!("first(&{}, {a})", self.list(scope)),
            13 => format!("(stop_gradient({a}) * {b})"),
            _ => format!("{{ let t = {a}; t * t }}"),
        }
    }
}

/// The variable that a place is in.
fn root(place: &str) -> &str {
    place.split('[').next().unwrap_or(place)
}
