//! The sketch of a variable's type: all that is seen of it, in one place.
//!
//! In: what `lower` reads off signatures, annotations, literals, borrows and calls, and what `kinds` and `proofs` find out later. Out: what the passes
//! ask of a type. Two kinds stand side by side, which must not be mixed up:
//!
//! * [`known`](Sketch::known) is declared, follows from what is declared, or is proved where it matters. It decides: what carries a tangent, and what
//!   is refused.
//! * [`guess`](Sketch::guess) may come from what is done with a value. It shapes text, `0.0` rather than `zero_like(&x)`, and is to decide nothing:
//!   where it is wrong, what is emitted doesn't compile. What the transforms make has no other kind, since it is made of what is known.
//!
//! Deliberately absent: what a variable is apart from its type (whether it is written to, declared a constant or handed on), which
//! is [`Var`](crate::ir::Var)'s; and the types of parts, which `kinds` follows along places.

use proc_macro2::TokenStream;

use super::Kind;

/// What is seen of the type of a variable.
#[derive(Clone, Debug)]
pub struct Sketch {
    /// The kind that it is taken for, part of which may be guessed from what is done with it.
    pub guess: Kind,
    /// What of that is known, or proved where it is used (see `proofs`).
    pub known: Kind,
    /// Whether it is a value or refers to one.
    pub held: Held,
    /// An `Option` of such a reference: a cotangent that may be unwanted.
    pub optional: bool,
    /// Whose the type is, and so its methods.
    pub whose: Whose,
    /// Bound by constant code, or a part of what is: nobody knows its type, nor what it refers to and whether that changes.
    pub unseen: bool,
    /// What tokens result in that are passed through.
    pub passed: bool,
    /// What a reference of the user's points to, where the reference itself, of this sort, is the operand of an operator.
    pub looked_through: Option<Held>,
    /// A reference that stands for a reference to a reference.
    pub collapsed: bool,
    /// The name of the trait, of a reference to a trait object, whose derivatives are found behind it.
    pub object: Option<String>,
    /// A closure, or a reference to one, that holds what it captures.
    pub closure: bool,
    /// Of a type of the user's that is written, or made by an operator or a method that matrices have: taken for no `Option`, of which a method by the same name is another one.
    pub entries: bool,
    /// Certainly a `Cow`, by its type as it is written or by what made it.
    pub cow: bool,
    /// Certainly an `Option`, or a reference to one, by its type as it is written or by what made it.
    pub option: bool,
    /// What a method results in by the name of that which says how long a list is, of what isn't seen to be one: `lengths` says which it is.
    pub counted: bool,
    /// A part of something: what it is nobody said where it was bound.
    pub part: bool,
    /// An item of a list that isn't seen, or what keeps such: it may be a reference.
    pub item: bool,
    /// A range of numbers with both ends, `a..b`, as it was written.
    pub range: bool,
    /// Certainly a `usize`.
    pub usize: bool,
    /// The type as the user wrote it.
    pub written: Option<TokenStream>,
}

/// How a variable has what it stands for. The kinds of a reference are those of what it points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// It is the value itself.
    Owned,
    /// It is a reference, which isn't seen to be a `&mut`.
    Reference,
    /// It is a `&mut` reference, through which what it points to may be written to.
    Exclusive,
}

/// Whose type it is, as far as names tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Nothing says that it is the user's.
    Unsaid,
    /// The user's, by its name.
    Nominal,
    /// That of what a call or code of the user's results in: it may be the user's.
    Opaque,
}

impl Default for Sketch {
    /// A value of which nothing is seen.
    fn default() -> Sketch {
        Sketch {
            guess: Kind::Unknown,
            known: Kind::Unknown,
            held: Held::Owned,
            optional: false,
            whose: Whose::Unsaid,
            unseen: false,
            passed: false,
            looked_through: None,
            collapsed: false,
            object: None,
            closure: false,
            entries: false,
            cow: false,
            option: false,
            counted: false,
            part: false,
            item: false,
            range: false,
            usize: false,
            written: None,
        }
    }
}

/// How sketches come about.
impl Sketch {
    /// A value that is guessed to be of a kind.
    pub fn guessed(guess: Kind) -> Sketch {
        Sketch { guess, ..Sketch::default() }
    }

    /// A value of whose type nothing is seen, which may be the user's.
    pub fn opaque() -> Sketch {
        Sketch { whose: Whose::Opaque, ..Sketch::default() }
    }

    /// The same, in constant code.
    pub fn unseen() -> Sketch {
        Sketch { unseen: true, ..Sketch::opaque() }
    }

    /// What is seen of a copy, in a variable of its own. How the original was bound isn't said of it.
    pub fn copied(&self) -> Sketch {
        Sketch { passed: false, counted: false, usize: false, written: None, ..self.clone() }
    }

    /// Notes that it is certainly of a kind.
    pub fn is_of(&mut self, kind: Kind) {
        self.known = kind.clone();
        self.guess = kind;
    }

    /// Notes what else is guessed.
    pub fn guess_also(&mut self, kind: &Kind) {
        self.guess = self.guess.merged(kind);
    }

    /// Notes what else is known.
    pub fn learn(&mut self, kind: &Kind) {
        self.known = self.known.merged(kind);
    }
}

/// How it is had.
impl Sketch {
    /// Whether it is a reference, of either sort.
    pub fn is_reference(&self) -> bool {
        self.held != Held::Owned
    }

    /// Whether it is a `&mut` reference.
    pub fn is_exclusive(&self) -> bool {
        self.held == Held::Exclusive
    }

    /// Whether it is a reference, and not seen to be a `&mut`.
    pub fn is_shared(&self) -> bool {
        self.held == Held::Reference
    }

    /// Whether it is written twice without a thought, being `Copy`.
    pub fn is_copy(&self) -> bool {
        self.guess.is_copy() || self.is_shared()
    }

    /// Whether it is a value that moves where it is used.
    pub fn moves(&self) -> bool {
        !self.is_reference() && !self.guess.is_copy()
    }
}

/// Whose it is.
impl Sketch {
    /// Whether the type is one of the user's: its methods are the user's too.
    pub fn is_nominal(&self) -> bool {
        self.whose == Whose::Nominal
    }

    /// Whether it is what a call of the user's returned: its type isn't known, and may be the user's.
    pub fn is_opaque(&self) -> bool {
        self.whose == Whose::Opaque
    }

    /// Whether it is that, or what tokens result in that are passed through.
    pub fn is_unknown(&self) -> bool {
        self.is_opaque() || self.passed
    }

    /// Notes that it may be the user's, whatever has been made of it; what is the user's by its name is so still.
    pub fn may_be_users(&mut self) {
        if self.whose == Whose::Unsaid {
            self.whose = Whose::Opaque;
        }
    }
}

/// What it is.
impl Sketch {
    /// Whether all of it is seen, and hides nothing: numbers, and tuples and lists of such.
    pub fn is_seen(&self) -> bool {
        self.guess.is_settled() && self.guess != Kind::Other
    }

    /// Whether it is taken for a number that nothing but its uses says it is: where that matters, it is to be proved.
    pub fn is_guessed_number(&self) -> bool {
        self.guess.is_number() && !self.known.is_number()
    }
}
