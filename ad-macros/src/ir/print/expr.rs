//! Expressions, places and atoms as text.

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::Printer;
use crate::ir::{
    Act, Arg, Atom, BinOp, Expr, LookUp, Must, Place, Projection, Range, Repeated, Rule, Start,
    Test, UnOp, VarId,
};

impl Printer<'_> {
    pub(super) fn atoms(&self, atoms: &[Atom]) -> String {
        atoms.iter().map(|atom| self.atom(atom)).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn atom(&self, atom: &Atom) -> String {
        match atom {
            Atom::Var(var) => self.names[var.0].clone(),
            Atom::Literal(literal) => literal.to_token_stream().to_string(),
            Atom::Constant(constant) => path(constant),
            Atom::Number { literal, real } => format!("{literal}{real}"),
            Atom::Length(expr) => expr.to_token_stream().to_string(),
            Atom::Unit => "()".to_string(),
        }
    }

    pub(super) fn arg(&self, arg: &Arg) -> String {
        match arg {
            Arg::Value(atom) => self.atom(atom),
            Arg::Borrow(place) => format!("&{}", self.place(place)),
            Arg::BorrowMut(place) => format!("&mut {}", self.place(place)),
        }
    }

    pub(super) fn range(&self, range: &Range) -> String {
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

    pub(super) fn place(&self, place: &Place) -> String {
        let mut text = self.names[place.root.0].clone();
        for projection in &place.projections {
            match projection {
                Projection::Index(index) => text = format!("{text}[{}]", self.atom(index)),
                Projection::Entry(key) => text = format!("{text}{{{}}}", self.names[key.0]),
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
                Projection::Pointee => text += ".pointee",
                Projection::Deref => text = format!("*{text}"),
                Projection::List => text += ".list",
                Projection::IfAny => text += "?",
            }
        }
        text
    }

    pub(super) fn expr(&self, expr: &Expr) -> String {
        match expr {
            Expr::Atom(atom) => self.atom(atom),
            Expr::Stop(atom) => format!("stop_gradient({})", self.atom(atom)),
            Expr::Read(place) => self.place(place),
            Expr::Clone { place, by } => format!("{}.{}()", self.place(place), by.method()),
            Expr::Borrow { place, mutable: false } => format!("&{}", self.place(place)),
            Expr::Borrow { place, mutable: true } => format!("&mut {}", self.place(place)),
            Expr::Len(place) => format!("{}.len()", self.place(place)),
            Expr::Key(place, index, None) => {
                format!("key {} [{}]", self.place(place), self.atom(index))
            }
            Expr::Key(place, args, Some(method)) => {
                format!("key {} {method}({})", self.place(place), self.atom(args))
            }
            Expr::LookUp(place, by) => {
                let place = self.place(place);
                match by {
                    LookUp::Borrowed(key) => format!("look up {} in {place}", self.atom(key)),
                    LookUp::Sought(key) => format!("seek {} in {place}", self.atom(key)),
                    LookUp::Given(key) => format!("look up given {} in {place}", self.atom(key)),
                    LookUp::Keys => format!("keys of {place}"),
                    LookUp::KeyOf => format!("key of {place}"),
                    LookUp::IsThere => format!("{place} is there"),
                }
            }
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
            Expr::Erased(value) => format!("erased {}", self.atom(value)),
            Expr::Regained(value, of) => {
                format!("regained({}, {})", self.atom(&Atom::Var(*of)), self.atom(value))
            }
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
                    Must::Operand => "operand",
                    Must::Unborrowed => "unborrowed",
                };
                format!("{name}({})", verbatim.tokens)
            }
            Expr::Rule { rule, args } => self.rule(rule, args),
            Expr::Stack { rooms } => {
                let mut ranges = rooms.iter().map(|range| self.range(range)).collect::<Vec<_>>();
                ranges.insert(0, "stack".to_string());
                ranges.join(" for ")
            }
            Expr::Slot => "None".to_string(),
            Expr::Step(range, step) => format!("({}).nth({})", self.range(range), self.atom(step)),
            Expr::Repeatable(callees) => repeatable(callees),
        }
    }
}

impl Printer<'_> {
    /// What is done with snapshots.
    pub(super) fn snapshot(
        &self,
        act: &Act,
        record: VarId,
        state: &[Place],
        results: &[VarId],
    ) -> String {
        let name = act.name();
        let state = state.iter().map(|place| self.place(place)).collect::<Vec<_>>().join(", ");
        let Act::Start(start) = act else {
            let record = &self.names[record.0];
            return format!("{}{record}.{name}({state});", self.target(results));
        };
        let Start { snapshots, steps, callees } = &**start;
        let by = snapshots.iter().map(|by| format!(" by {}", self.atom(by)));
        let steps = steps.iter().map(|steps| format!(" for {}", self.range(steps)));
        let again = (!callees.is_empty()).then(|| format!(" if {}", repeatable(callees)));
        let options: String = by.chain(steps).chain(again).collect();
        format!("let {} = {name}({state}){options};", self.vars(&[record]))
    }

    fn rule(&self, rule: &Rule, args: &[Arg]) -> String {
        let name = rule.name();
        let mut args: Vec<_> = args.iter().map(|arg| self.arg(arg)).collect();
        match rule {
            Rule::Cast(ty) => format!("{name}::<{}>({})", ty.to_token_stream(), args.join(", ")),
            Rule::With { path: name, members, zero } => {
                let of = args.remove(0);
                let fields = members.iter().zip(&args);
                let fields = fields.map(|(field, value)| format!("{}: {value}", member(field)));
                let fields = fields.collect::<Vec<_>>().join(", ");
                format!("{} {{ {fields}, ..{}({of}) }}", path(name), zero.name())
            }
            rule => {
                let mark = if rule.is_macro() { "!" } else { "" };
                format!("{name}{mark}({})", args.join(", "))
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

pub(super) fn symbol(op: BinOp) -> &'static str {
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
        BinOp::TimesBoth => "₀*₀",
    }
}

fn repeatable(callees: &[Repeated]) -> String {
    let names: Vec<_> = callees.iter().map(repeated).collect();
    format!("repeatable({})", names.join(", ").replace(' ', ""))
}

fn repeated(callee: &Repeated) -> String {
    let field = |of: &TokenStream, way: &[syn::Member]| {
        let way = way.iter().map(ToTokens::to_token_stream);
        let way: String = way.map(|member| format!(".{member}")).collect();
        format!("{of}{way}")
    };
    match callee {
        Repeated::Function { path, .. } => path.to_token_stream().to_string(),
        Repeated::Method { of, name } => format!("{of}::{name}"),
        Repeated::OfField { of, way, name } => format!("{}.{name}", field(of, way)),
        Repeated::Std { of, way, .. } => field(of, way),
        Repeated::Scalar { path, .. } => format!("{}()", path.to_token_stream()),
        Repeated::Value(name) => name.to_string(),
        Repeated::Either(both) => both.each_ref().map(repeated).join(" or "),
    }
}
