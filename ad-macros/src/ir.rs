//! The intermediate representation: plain data, in A-normal form, with structured control flow.
//!
//! ```text
//! function ::= fn name(var, …) { block [closure] }
//! closure  ::= move |var, …| { block }                       the pullback of a function
//! block    ::= stmt … (atom, …)
//! stmt     ::= let var = expr                                immutable unless the variable says so
//!            | let var, … = path[transform](arg, …; dot, …)  a call, or a transform of one
//!            | place = atom | place += atom | place -= atom | clear place | reset place to shape
//!            | place ← atom | place +← atom | place -← atom  by rules of the runtime, from `select` on
//!            | let var, … = place.mutator(atom, …)           push, pop, swap, insert, …
//!            | swap place and place
//!            | let var, … = if atom { block } else { block }
//!            | let var, … = match atom { 0 => { block } … }  by the number of an arm
//!            | for var in range { block } | while { block } { block }
//!            | for pattern in verbatim { block } | while let pattern = verbatim { block }
//!            | return atom | break | continue                gone after `exits`
//!            | prove place                                   compiles only if it is a number, or an integer
//!            | verbatim | let pattern = verbatim             tokens of the user's, passed through
//!            | push stack (atom, …) | let (var, …) = pop stack
//!            | checkpointed | let (var, …) = record.act(place, …)    a loop that is reversed by snapshots; those
//!            | slot = Some((atom, …)) | if let Some((var, …)) = slot { block }
//!            | pull var(atom; bar, …)                        runs a pullback
//!            | // note                                       what a transform has decided of the statement after it
//! expr     ::= atom | place | clone place | & place | &mut place | len place | op atom …
//!            | method atom … | partial(atom …) | [atom, …] | vec![atom, …] | [atom; atom]
//!            | Path { field: atom, … } | place is pattern | …
//!            | rule(atom or & place, …)                      of the runtime's, from `select` on
//! place    ::= var projection …      projection ::= [atom] | {var} | [atom..atom] | .field | as Variant.field | .payload | .items | * | .list | ?
//! atom     ::= var | literal | constant
//! ```
//!
//! Invariants (see [`verify`]): an atom is never a mutable variable (those are read through places);
//! a variable is defined before it is used, once on every path.
//! `tangent` and `adjoint` return what they take, so they compose.

mod act;
mod callee;
mod claim;
#[cfg(test)]
pub mod eval;
mod expr;
mod given;
mod note;
pub mod names;
pub mod paths;
mod place;
pub mod print;
pub mod rename;
pub mod rule;
mod stmt;
pub mod verify;
pub mod visit;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use proc_macro2::{Ident, Span, TokenStream};

use crate::kind::{Kind, Sketch};

pub use crate::library::{CloneBy, Mutator};
pub use crate::operators::{BinOp, UnOp};
pub use act::{Act, Start};
pub use callee::{Callee, Transform};
pub use claim::{Claim, Methods};
pub use expr::{Expr, LookUp, Must, Repeated, Std, Test, Verbatim};
pub use given::{ClosureCode, Given, Slot, float_function};
pub use note::{NotFused, NotReplayed, Note, Reversal, Reversed};
pub use place::{Atom, Indexed, Place, Projection};
pub use rule::Rule;
pub use stmt::{Arg, Exit, Pattern, Proof, Range, Source, Stmt, StoreOp, Subject, What};

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
    /// What is seen of its type.
    pub ty: Sketch,
    /// Storage that can be written to; read through places only.
    pub mutable: bool,
    /// Declared a constant where it is made, `#[constant] let`, or a reference to what is.
    pub declared: bool,
    /// A constant but for what calls may have put into it, whose type need have no tangent (see `analysis::handed_on`).
    pub handed_on: Option<HandedOn>,
    /// What a call results in that is lent such constants and given nothing but constants: what is called need have no derivatives.
    pub may_be_underived: bool,
    /// The value of a statement, which nobody looks at.
    pub dropped: bool,
    /// Iterated over, by number: what isn't differentiated may be any iterator, and is collected (see `certify`).
    pub iterated: bool,
    /// What a function of the user's resulted in, which is differentiated and iterated over: by its value, a list, as it may be an iterator.
    pub listed: bool,
    /// What a call resulted in, if it is taken for an iterator by what is done with it: to be proved.
    pub chained: Option<Chained>,
    /// Which of its parts are indexed, and by whom.
    pub indexed: Indexed,
    /// Named by the user, so that verbatim tokens may mention it.
    pub user: bool,
}

/// How a chain begins with what a call resulted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chained {
    /// It is an iterator.
    Lazily,
    /// It is an iterator, or an array, whose methods make all at once: nobody can tell.
    Anyhow,
}

/// What is seen of the type of a constant that is handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandedOn {
    /// It is the user's, and no pointer.
    Own,
    /// Nothing.
    Unseen,
}

impl Var {
    /// An immutable primal variable, of whose type nothing is seen.
    pub fn new(name: impl Into<String>, span: Span) -> Var {
        Var {
            name: name.into(),
            span,
            role: Role::Primal,
            of: None,
            ty: Sketch::default(),
            mutable: false,
            declared: false,
            handed_on: None,
            may_be_underived: false,
            dropped: false,
            iterated: false,
            listed: false,
            chained: None,
            indexed: Indexed::default(),
            user: false,
        }
    }
}

impl Var {
    /// Whether it holds a value of one of the user's types, which need not be `Clone`.
    pub fn is_own(&self) -> bool {
        self.role == Role::Primal && self.ty.is_nominal() && !self.ty.is_reference()
    }

    /// Whether it is declared a constant, of a type that isn't seen: what it is lent to can't make it anything else, and rustc is asked
    /// whether its type has no tangent.
    pub fn is_declared_constant(&self) -> bool {
        self.declared && !self.ty.known.is_settled()
    }

    /// Whether what it stands for may be changed by its name.
    pub fn may_be_changed(&self) -> bool {
        match self.ty.is_reference() {
            true => self.ty.is_exclusive(),
            false => self.mutable,
        }
    }

    /// Whether it is an immutable constant of unknown type.
    pub fn is_unseen_constant(&self) -> bool {
        self.ty.unseen && !self.mutable
    }

    /// Whether it is a tangent or a cotangent.
    pub fn is_tangent(&self) -> bool {
        matches!(self.role, Role::Tangent | Role::Cotangent)
    }

    /// What decides whether it carries a tangent. What the transforms make is made of what is known.
    pub fn settled(&self) -> &Kind {
        match self.role {
            Role::Primal => &self.ty.known,
            Role::Tangent | Role::Cotangent | Role::Record => &self.ty.guess,
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
    /// The names of the user's variables and labels.
    pub names: BTreeSet<String>,
    /// The results of calls that are lent a `&mut` reference by its name: the function may as well only look at it.
    pub lent_by_name: BTreeSet<VarId>,
    /// The parameters that are functions.
    pub functions: BTreeMap<VarId, Given>,
    /// The temporaries that hold a function by its name, `&bell`.
    pub named: BTreeMap<VarId, syn::Path>,
    /// The constants that may be functions: out of a variable, a field or a list.
    pub perhaps_functions: BTreeSet<VarId>,
    /// For each call that is given closures, what its arguments are.
    pub given: Vec<Vec<Slot>>,
    /// Names without an enum's that are seen to be variants': those of patterns that may fail.
    pub variants: BTreeSet<Ident>,
    /// The code of these closures, once it is made.
    pub closures: Vec<Rc<ClosureCode>>,
    /// What can't be made out where the user's own code doesn't compile.
    pub written: Option<TokenStream>,
    /// The types in its signature that may have no tangents, which is said there and not again in its body.
    pub doubtful: Vec<syn::Type>,
    /// It is the rule of an operator: all that it calls may be called twice.
    pub is_rule: bool,
    /// Whether there are types in its signature, perhaps in lists, that may be the user's.
    pub has_unseen: bool,
    /// What its derivatives take for granted of its parameters and of constants.
    pub proofs: Vec<Proof>,
    /// What the names in it were taken for.
    pub claims: Vec<Claim>,
    /// What there is beside the plain function, which derivatives are made of (see `simplify::real`).
    pub twins: Option<Twins>,
    /// Its body.
    pub body: Block,
    /// The pullback that it returns beside its results.
    pub closure: Option<Closure>,
}

impl Function {
    /// Whether a path names a variant of an enum, as far as one can see.
    pub fn is_variant(&self, path: &syn::Path) -> bool {
        paths::is_variant(path) || path.get_ident().is_some_and(|name| self.variants.contains(name))
    }

    /// Adds a variable.
    pub fn add(&mut self, var: Var) -> VarId {
        self.vars.push(var);
        VarId(self.vars.len() - 1)
    }

    /// Another variable for the same: a temporary, of which all is known that is known of the first.
    pub fn add_copy(&mut self, var: VarId) -> VarId {
        let copy = self.add(Var { user: false, ..self.var(var).clone() });
        if let Some(name) = self.named.get(&var).cloned() {
            self.named.insert(copy, name);
        }
        if self.perhaps_functions.contains(&var) {
            self.perhaps_functions.insert(copy);
        }
        if self.lent_by_name.contains(&var) {
            self.lent_by_name.insert(copy);
        }
        copy
    }

    /// Whether an argument is a reference to a trait object, or is borrowed again from one.
    pub fn refers_to_object(&self, arg: &Arg) -> bool {
        let is_whole =
            |place: &Place| place.projections.iter().all(|step| *step == Projection::Deref);
        arg.place().is_none_or(is_whole)
            && arg.var().is_some_and(|var| self.var(var).ty.object.is_some())
    }

    /// The variable at an index.
    pub fn var(&self, id: VarId) -> &Var {
        &self.vars[id.0]
    }
}

/// What there is beside the plain function.
#[derive(Clone, Debug)]
pub struct Twins {
    /// In the place of the first result, the value that derivatives return.
    pub value: Option<VarId>,
    /// The variables that only derivatives use.
    pub made: std::ops::Range<usize>,
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
