//! The intermediate representation: plain data, in A-normal form, with structured control flow.
//!
//! ```text
//! function ::= fn name(var, …) { block [closure] }
//! closure  ::= move |var, …| { block }                       the pullback of a function
//! block    ::= stmt … (atom, …)
//! stmt     ::= let var = expr                                immutable unless the variable says so
//!            | let var, … = path[transform](arg, …; dot, …)  a call, or a transform of one
//!            | place = atom | place += atom | place -= atom | clear place | reset place to shape
//!            | let var, … = place.mutator(atom, …)           push, pop, swap, insert, …
//!            | swap place and place
//!            | let var, … = if atom { block } else { block }
//!            | for var in range { block } | while { block } { block }
//!            | return atom | break | continue                gone after `exits`
//!            | prove place                                   compiles only if it is a number
//!            | verbatim                                      tokens of the user's, passed through
//!            | push stack (atom, …) | let (var, …) = pop stack
//!            | slot = Some((atom, …)) | if let Some((var, …)) = slot { block }
//!            | pull var(atom; bar, …)                        runs a pullback
//! expr     ::= atom | place | clone place | & place | &mut place | len place | op atom …
//!            | method atom … | partial(atom …) | [atom, …] | vec![atom, …] | [atom; atom]
//!            | Path { field: atom, … } | place is pattern | …
//! place    ::= var projection …      projection ::= [atom] | [atom..atom] | .field | as Variant.field | .payload | .items | *
//! atom     ::= var | literal | constant
//! ```
//!
//! Invariants (see [`verify`]): an atom is never a mutable variable (those are read through places);
//! a variable is defined before it is used, once on every path.
//! `tangent` and `adjoint` return what they take, so they compose.

#[cfg(test)]
pub mod eval;
pub mod names;
pub mod paths;
pub mod print;
pub mod rename;
pub mod verify;
pub mod visit;

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};

use crate::constants::Sketched;
use crate::kind::Kind;
use crate::message::Message;
use crate::primitives::Primitive;

/// The index of a variable in [`Function::vars`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VarId(pub usize);

/// What a variable is to the mathematics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A value of the user's function.
    Primal,
    /// A tangent, `x_dot`.
    Tangent,
    /// A cotangent, `x_bar`.
    Cotangent,
    /// Bookkeeping of a transform: stacks, slots, pullbacks, trip counts.
    Record,
}

/// A variable.
#[derive(Clone, Debug)]
pub struct Var {
    /// The name it would like to have; [`names`] makes names unique.
    pub name: String,
    /// Where it comes from.
    pub span: Span,
    /// What it is to the mathematics.
    pub role: Role,
    /// The variable that it is the tangent or the cotangent of, after which it is named.
    pub of: Option<VarId>,
    /// A sketch of its type.
    pub kind: Kind,
    /// Storage that can be written to; read through places only.
    pub mutable: bool,
    /// A reference (a parameter `&T` or a borrow).
    pub reference: bool,
    /// A `&mut` reference, through which its storage may be written to.
    pub exclusive: bool,
    /// An `Option<&mut T>`: a cotangent that may be unwanted.
    pub optional: bool,
    /// Its type is one of the user's: its methods are the user's too.
    pub nominal: bool,
    /// What a call of the user's returned: its type isn't known, and may be the user's.
    pub opaque: bool,
    /// Iterated over, by number: what isn't differentiated may be any iterator, and is collected (see `certify`).
    pub iterated: bool,
    /// Named by the user, so that verbatim tokens may mention it.
    pub user: bool,
    /// The type as the user wrote it.
    pub ty: Option<TokenStream>,
}

impl Var {
    /// An immutable primal variable of unknown kind.
    pub fn new(name: impl Into<String>, span: Span) -> Var {
        Var {
            name: name.into(),
            span,
            role: Role::Primal,
            of: None,
            kind: Kind::Unknown,
            mutable: false,
            reference: false,
            exclusive: false,
            optional: false,
            nominal: false,
            opaque: false,
            iterated: false,
            user: false,
            ty: None,
        }
    }
}

/// A function.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its name.
    pub name: Ident,
    /// All variables.
    pub vars: Vec<Var>,
    /// Its parameters.
    pub params: Vec<VarId>,
    /// The items inside it, `const`s and functions, which are copied into whatever is made of it.
    pub items: Vec<syn::Item>,
    /// The types that it is assumed to have constants in.
    pub sketched: Vec<Sketched>,
    /// The results of calls that are lent a `&mut` reference by its name: the function may as well only look at it.
    pub lent_by_name: BTreeSet<VarId>,
    /// Its body.
    pub body: Block,
    /// The pullback that it returns beside its results.
    pub closure: Option<Closure>,
}

impl Function {
    /// Adds a variable.
    pub fn add(&mut self, var: Var) -> VarId {
        self.vars.push(var);
        VarId(self.vars.len() - 1)
    }

    /// The variable at an index.
    pub fn var(&self, id: VarId) -> &Var {
        &self.vars[id.0]
    }
}

/// A closure that moves what it uses.
#[derive(Clone, Debug)]
pub struct Closure {
    /// Its parameters.
    pub params: Vec<VarId>,
    /// Its body.
    pub body: Block,
}

/// Statements and what they result in.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// In program order.
    pub stmts: Vec<Stmt>,
    /// The values of the block; none for `()`.
    pub results: Vec<Atom>,
}

/// An operand.
#[derive(Clone, Debug, PartialEq)]
pub enum Atom {
    /// An immutable variable.
    Var(VarId),
    /// A literal, as written.
    Literal(syn::Lit),
    /// A number of a generic type, the type parameter with this name.
    Number { literal: syn::LitFloat, real: Ident },
    /// A path to a constant or static, as written.
    Constant(syn::Path),
    /// The length of an array, as an expression of constants.
    Length(Box<syn::Expr>),
    /// `()`.
    Unit,
}

impl Atom {
    /// The variable, if it is one.
    pub fn var(&self) -> Option<VarId> {
        match self {
            Atom::Var(var) => Some(*var),
            _ => None,
        }
    }

    /// The float literal `text`, of a type to be inferred.
    pub fn float(text: &str, span: Span) -> Atom {
        Atom::Literal(syn::Lit::Float(syn::LitFloat::new(text, span)))
    }

    /// The number `text` of a kind of float.
    pub fn number(text: &str, kind: &Kind, span: Span) -> Atom {
        match kind {
            Kind::Real(name) => {
                Atom::Number { literal: syn::LitFloat::new(text, span), real: name.clone() }
            }
            _ => Atom::float(text, span),
        }
    }

    /// The value, if it is a float literal (or an integer literal standing for one).
    pub fn as_float(&self) -> Option<f64> {
        match self {
            Atom::Literal(syn::Lit::Float(literal)) | Atom::Number { literal, .. } => {
                literal.base10_parse().ok()
            }
            _ => None,
        }
    }
}

/// A variable and the way into it.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The variable.
    pub root: VarId,
    /// From the outside in.
    pub projections: Vec<Projection>,
}

impl Place {
    /// The whole variable.
    pub fn whole(root: VarId) -> Place {
        Place { root, projections: Vec::new() }
    }

    /// The same way into another variable.
    pub fn rooted_at(&self, root: VarId) -> Place {
        Place { root, projections: self.projections.clone() }
    }

    /// This place and one step further.
    pub fn then(&self, projection: Projection) -> Place {
        let mut place = self.clone();
        place.projections.push(projection);
        place
    }
}

/// One step into a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Projection {
    /// `[i]`
    Index(Atom),
    /// `[a..b]`, either end may be open.
    Range { start: Option<Atom>, end: Option<Atom>, inclusive: bool },
    /// `.0`, `.mass`
    Field(syn::Member),
    /// A field of the variant that the value is of, `Some.0`: a value that is of another variant never gets there.
    Variant { path: syn::Path, member: syn::Member },
    /// What is in `Some` or in `Ok`: which of the two it is the runtime knows.
    Payload,
    /// The list, or the `Option`'s content as a list: which of the two it is the runtime knows.
    Items,
    /// `*`, through a reference.
    Deref,
}

/// One-operand operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnOp {
    /// `-a`
    Neg,
    /// `!a`
    Not,
}

/// Two-operand operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    BitAnd,
    BitOr,
    BitXor,
    Shl,
    Shr,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl BinOp {
    /// Whether it works on bits.
    pub fn is_bitwise(self) -> bool {
        use BinOp::{BitAnd, BitOr, BitXor, Shl, Shr};
        matches!(self, BitAnd | BitOr | BitXor | Shl | Shr)
    }

    /// Whether the result is a `bool` whatever the operands.
    pub fn is_comparison(self) -> bool {
        use BinOp::{Eq, Ge, Gt, Le, Lt, Ne};
        matches!(self, Eq | Ne | Lt | Le | Gt | Ge)
    }
}

/// Tokens of the user's that are passed through, and the variables that they mention.
#[derive(Clone, Debug)]
pub struct Verbatim {
    /// As written.
    pub tokens: TokenStream,
    /// The user's variables whose names occur.
    pub captures: Vec<(Ident, VarId)>,
    /// What to underline and say should one of them be active.
    pub complaint: Option<(TokenStream, Message)>,
    /// Whether mutable captures may be written to.
    pub writes: bool,
}

/// A computation without effects (an index may panic).
#[derive(Clone, Debug)]
pub enum Expr {
    /// A copy or a move.
    Atom(Atom),
    /// The value at a place, copied or moved.
    Read(Place),
    /// `place.clone()`, `place.to_vec()`, `place.to_owned()`: an owned copy; `Clone::clone(&place)`: of a reference, a reference.
    Clone { place: Place, by: CloneBy },
    /// `&place`, or `&mut place` of a cotangent.
    Borrow { place: Place, mutable: bool },
    /// `place.len()`
    Len(Place),
    /// An operator.
    Unary(UnOp, Atom),
    /// An operator.
    Binary(BinOp, Atom, Atom),
    /// `a as T`
    Cast(Atom, Box<syn::Type>),
    /// A float method, `x.sin()`, or by path, `f64::sin(x)`.
    Method { method: &'static Primitive, path: Option<syn::Path>, args: Vec<Atom> },
    /// `v` times the partial derivative of a float method: `sin::times_dx(x, v)`.
    Partial { method: &'static Primitive, partial: usize, args: Vec<Atom>, factor: Atom },
    /// The first, converted to the float type of the second: the reverse of a cast.
    CastLike(Atom, Atom),
    /// The tangent of [`Expr::Partial`]: `sin::times_dx_tangent(x, v, x_dot, v_dot)`.
    PartialTangent {
        method: &'static Primitive,
        partial: usize,
        args: Vec<Atom>,
        factor: Atom,
        arg_dots: Vec<Option<Atom>>,
        factor_dot: Option<Atom>,
    },
    /// `[a, b]` or `vec![a, b]`.
    List { items: Vec<Atom>, vec: bool },
    /// `[a; n]` or `vec![a; n]`.
    Repeat { item: Atom, len: Atom, vec: bool },
    /// `(a, b)`
    Tuple(Vec<Atom>),
    /// `Particle { mass: a, speed: b }`, `Some(a)`; as a tangent it is that of the value `like`, whose
    /// fields are zero where none is given.
    Construct { path: syn::Path, fields: Vec<(syn::Member, Atom)>, like: Option<VarId> },
    /// The `None` or the `Err(e)` at a place, as a value around another content; a copy, or moved out.
    Failure { place: Place, moved: bool },
    /// A copy of the `Option` or the `Result` at a place, without the error, which is moved elsewhere.
    Outcome(Place),
    /// The value in a variant, moved out: a [`Read`](Expr::Read) of what isn't used again.
    Taken(Place),
    /// Whether the value at a place passes a test.
    Is { place: Place, test: Test },
    /// `Box::new(a)`, by the path as written.
    Boxed { path: syn::Path, value: Atom },
    /// `Some(a)` or `Ok(a)`, whichever is wanted.
    Success(Atom),
    /// The zero tangent of the value at a place, should a new value be of another shape; for [`Stmt::Reset`].
    Shape { old: Place, new: Atom },
    /// A bar that every caller passes.
    Wanted(VarId),
    /// The identity, with derivative zero.
    Stop(Atom),
    /// The zero tangent of a place, of the same shape.
    ZeroLike(Place),
    /// An expression of the user's that no derivative goes through.
    Verbatim(Verbatim),
    /// An empty stack, with room for one record for each value of the range.
    Stack { capacity: Option<Range> },
    /// An empty slot for the record of a branch.
    Slot,
}

/// How an owned copy is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloneBy {
    /// `place.clone()`
    Clone,
    /// `Clone::clone(&place)`: of a reference, a reference.
    Itself,
    /// `place.to_vec()`
    ToVec,
    /// `place.to_owned()`
    ToOwned,
}

impl CloneBy {
    /// The method that it is written with.
    pub fn method(self) -> &'static str {
        match self {
            CloneBy::Clone | CloneBy::Itself => "clone",
            CloneBy::ToVec => "to_vec",
            CloneBy::ToOwned => "to_owned",
        }
    }
}

/// A test of a value.
#[derive(Clone, Debug)]
pub enum Test {
    /// Whether it matches a pattern without bindings.
    Pattern(TokenStream),
    /// Whether it is `Some` or `Ok`.
    Success,
}

/// An argument of a call.
#[derive(Clone, Debug)]
pub enum Arg {
    /// By value.
    Value(Atom),
    /// `&place`
    Borrow(Place),
    /// `&mut place`; of a method's receiver: one that the method may change.
    BorrowMut(Place),
}

impl Arg {
    /// The place that is borrowed.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Arg::Borrow(place) | Arg::BorrowMut(place) => Some(place),
            Arg::Value(_) => None,
        }
    }

    /// The variable that the argument is or is borrowed from.
    pub fn var(&self) -> Option<VarId> {
        match self {
            Arg::Borrow(place) | Arg::BorrowMut(place) => Some(place.root),
            Arg::Value(atom) => atom.var(),
        }
    }
}

/// What the user calls.
#[derive(Clone, Debug, PartialEq)]
pub enum Callee {
    /// A function, whose derivatives are those of the type of its name.
    Function(syn::Path),
    /// `Model::energy`, whose derivatives are `Model::energy_pullback` and so on.
    Associated(syn::Path),
    /// A method of the first argument, whose derivatives are methods beside it.
    Method(Ident),
}

impl Callee {
    /// The name that is called.
    pub fn name(&self) -> String {
        match self {
            Callee::Function(path) | Callee::Associated(path) => {
                path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default()
            }
            Callee::Method(name) => name.to_string(),
        }
    }
}

impl quote::ToTokens for Callee {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Callee::Function(path) | Callee::Associated(path) => path.to_tokens(tokens),
            Callee::Method(name) => name.to_tokens(tokens),
        }
    }
}

/// How a list is changed other than by assignment. Each has an inverse of its kind for its cotangents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutator {
    /// `push(value)`
    Push,
    /// `pop()`, an `Option`.
    Pop,
    /// The last element, which is there: the reverse of `push`.
    PopLast,
    /// Pushes what an `Option` holds, if it holds something: the reverse of `pop`.
    PushSome,
    /// `insert(i, value)`
    Insert,
    /// `remove(i)`
    Remove,
    /// `swap(i, j)`
    Swap,
    /// `reverse()`
    Reverse,
    /// `rotate_left(k)`
    RotateLeft,
    /// `rotate_right(k)`
    RotateRight,
}

impl Mutator {
    /// The mutators that are methods of std's lists, by their names.
    pub fn of_method(name: &str) -> Option<Mutator> {
        Some(match name {
            "push" => Mutator::Push,
            "pop" => Mutator::Pop,
            "insert" => Mutator::Insert,
            "remove" => Mutator::Remove,
            "swap" => Mutator::Swap,
            "reverse" => Mutator::Reverse,
            "rotate_left" => Mutator::RotateLeft,
            "rotate_right" => Mutator::RotateRight,
            _ => return None,
        })
    }

    /// The method that it is.
    pub fn method(self) -> &'static str {
        match self {
            Mutator::Push => "push",
            Mutator::Pop | Mutator::PopLast => "pop",
            Mutator::PushSome => "extend",
            Mutator::Insert => "insert",
            Mutator::Remove => "remove",
            Mutator::Swap => "swap",
            Mutator::Reverse => "reverse",
            Mutator::RotateLeft => "rotate_left",
            Mutator::RotateRight => "rotate_right",
        }
    }

    /// How many arguments it has.
    pub fn arity(self) -> usize {
        match self {
            Mutator::Pop | Mutator::PopLast | Mutator::Reverse => 0,
            Mutator::Insert | Mutator::Swap => 2,
            _ => 1,
        }
    }

    /// Which of its arguments is an element (or an `Option` of one); the others are indices.
    pub fn element(self) -> Option<usize> {
        match self {
            Mutator::Push | Mutator::PushSome => Some(0),
            Mutator::Insert => Some(1),
            _ => None,
        }
    }

    /// Whether it results in an element (or an `Option` of one).
    pub fn has_result(self) -> bool {
        matches!(self, Mutator::Pop | Mutator::PopLast | Mutator::Remove)
    }

    /// Whether the list's length changes.
    pub fn resizes(self) -> bool {
        self.element().is_some() || self.has_result()
    }
}

/// What is called: the function itself, or one of its derivatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transform {
    /// `f(args)`; results: value.
    Primal,
    /// `f::value(args)`, the function itself, if it has derivatives; results: value.
    Value,
    /// `f::tangent(args, dots)`; results: value, tangent.
    Tangent,
    /// `f::pullback(args)`; results: value, pullback.
    Pullback,
    /// The tangent of `f::pullback(args)`; results: value, pullback, tangent.
    PullbackTangent,
}

/// How a place is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreOp {
    /// `=`
    Set,
    /// `+=`
    Add,
    /// `-=`
    Sub,
}

/// The values of a `for` loop's variable.
#[derive(Clone, Debug)]
pub struct Range {
    /// The first value.
    pub start: Atom,
    /// The bound.
    pub end: Atom,
    /// `..=`
    pub inclusive: bool,
    /// `.step_by(k)`, applied before or after the reversal.
    pub step: Option<Atom>,
    /// `.rev()`
    pub reversed: bool,
    /// `.rev()` was written before `.step_by(k)`.
    pub reversed_first: bool,
}

/// A way out of a block before its end.
#[derive(Clone, Debug)]
pub enum Exit {
    /// `return a`
    Return(Atom),
    /// `break` out of so many loops beyond the innermost.
    Break(usize),
    /// `continue` of the loop so many beyond the innermost.
    Continue(usize),
    /// What stands before it panics.
    Diverge,
}

/// A statement; each keeps the span of the user's tokens that it comes from.
#[derive(Clone, Debug)]
pub enum Stmt {
    /// `let var = expr;`
    Let { var: VarId, expr: Expr, span: Span },
    /// `let (results) = callee(args);` or a transform of it.
    Call {
        results: Vec<VarId>,
        callee: Callee,
        transform: Transform,
        args: Vec<Arg>,
        dots: Vec<Option<Arg>>,
        span: Span,
    },
    /// `place op= value;`
    Store { place: Place, op: StoreOp, value: Atom, span: Span },
    /// Sets a cotangent to zero.
    Clear { place: Place, span: Span },
    /// Sets a cotangent to the zero of the shape that was there before an assignment.
    Reset { place: Place, shape: Atom, span: Span },
    /// `let (results) = place.mutator(args);`
    Mutate { results: Vec<VarId>, op: Mutator, place: Place, args: Vec<Atom>, span: Span },
    /// `mem::swap(&mut first, &mut second);`
    Swap { first: Place, second: Place, span: Span },
    /// `let (results) = if cond { then } else { otherwise };`
    If { results: Vec<VarId>, cond: Atom, then: Block, otherwise: Block, span: Span },
    /// `for var in range { body }`
    For { var: VarId, range: Range, body: Block, span: Span },
    /// `while { cond } { body }`
    While { cond: Block, body: Block, span: Span },
    /// `return`, `break`, `continue`
    Exit { exit: Exit, span: Span },
    /// Compiles only if what is at a place is a number: the rules that are used for it are those of numbers.
    Prove { place: Place, span: Span },
    /// A macro call or the like, passed through.
    Verbatim { verbatim: Verbatim },
    /// `stack.push((values));`
    Push { stack: VarId, values: Vec<Atom> },
    /// `let (vars) = stack.pop();`
    Pop { stack: VarId, vars: Vec<VarId> },
    /// `slot = Some((values));`
    Fill { slot: VarId, values: Vec<Atom> },
    /// `if let Some((vars)) = slot { body }`
    Unpack { slot: VarId, vars: Vec<VarId>, body: Block },
    /// `pullback(cotangent, bars);`
    Pull {
        pullback: VarId,
        cotangent: Atom,
        bars: Vec<Option<Place>>,
        /// In the tangent of a pullback: the tangents of the cotangent and of the bars.
        dots: Option<(Atom, Vec<Option<Place>>)>,
        span: Span,
    },
}
