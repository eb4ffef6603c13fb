//! The table of std's types that are known by their names.

use proc_macro2::Ident;

/// A type of std.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StdType {
    Float,
    Int,
    Bool,
    /// `char` and `str`.
    Text,
    String,
    Vec,
    Option,
    Box,
    /// `Rc` and `Arc`.
    Counted,
    /// `Cow`.
    Cow,
    Result,
    /// `VecDeque`.
    Deque,
    /// `BTreeMap` and `HashMap`.
    Map,
    /// `a..b` and `a..=b`.
    Range,
    /// What it holds can't be differentiated: written with the types of that.
    Foreign,
    /// The same, of a type without arguments.
    Closed,
}

use StdType::{Bool, Closed, Float, Foreign, Int, Text};

const ROWS: &[(&str, StdType)] = &[
    ("f64", Float),
    ("f32", Float),
    ("u8", Int),
    ("u16", Int),
    ("u32", Int),
    ("u64", Int),
    ("u128", Int),
    ("usize", Int),
    ("i8", Int),
    ("i16", Int),
    ("i32", Int),
    ("i64", Int),
    ("i128", Int),
    ("isize", Int),
    ("bool", Bool),
    ("char", Text),
    ("str", Text),
    ("String", StdType::String),
    ("Vec", StdType::Vec),
    ("Option", StdType::Option),
    ("Box", StdType::Box),
    ("Rc", StdType::Counted),
    ("Arc", StdType::Counted),
    ("Cow", StdType::Cow),
    ("Result", StdType::Result),
    ("VecDeque", StdType::Deque),
    ("BTreeMap", StdType::Map),
    ("HashMap", StdType::Map),
    ("Range", StdType::Range),
    ("RangeInclusive", StdType::Range),
    // Changed through a shared reference.
    ("Cell", Foreign),
    ("RefCell", Foreign),
    ("UnsafeCell", Foreign),
    ("OnceCell", Foreign),
    ("LazyCell", Foreign),
    ("Mutex", Foreign),
    ("RwLock", Foreign),
    ("OnceLock", Foreign),
    ("LazyLock", Foreign),
    ("AtomicBool", Closed),
    ("AtomicI8", Closed),
    ("AtomicI16", Closed),
    ("AtomicI32", Closed),
    ("AtomicI64", Closed),
    ("AtomicIsize", Closed),
    ("AtomicPtr", Foreign),
    ("AtomicU8", Closed),
    ("AtomicU16", Closed),
    ("AtomicU32", Closed),
    ("AtomicU64", Closed),
    ("AtomicUsize", Closed),
    // Shared.
    ("Weak", Foreign),
    ("Pin", Foreign),
    // Collections.
    ("HashSet", Foreign),
    ("BTreeSet", Foreign),
    ("LinkedList", Foreign),
    ("BinaryHeap", Foreign),
    // Numbers in other clothes.
    ("Wrapping", Foreign),
    ("Saturating", Foreign),
    ("Reverse", Foreign),
    ("Duration", Closed),
    ("ManuallyDrop", Foreign),
    ("MaybeUninit", Foreign),
    ("NonNull", Foreign),
];

impl StdType {
    /// The type of this name, if std has one that is known.
    pub fn of(name: &Ident) -> Option<StdType> {
        ROWS.iter().find(|(known, _)| name == known).map(|(_, ty)| *ty)
    }

    /// That of a path's last segment.
    pub fn of_path(path: &syn::Path) -> Option<StdType> {
        StdType::of(&path.segments.last()?.ident)
    }

    /// Whether it is around values of other types, and its tangent around their tangents.
    pub fn is_around(self) -> bool {
        use StdType::{Box, Counted, Cow, Deque, Map, Option, Result, Vec};
        matches!(self, Vec | Deque | Map | Option | Box | Counted | Cow | Result)
    }

    /// Whether a segment of a path is such a type: `Cow` without arguments is one of the user's.
    pub fn stands_around(segment: &syn::PathSegment) -> bool {
        let ty = StdType::of(&segment.ident);
        let is_bare_cow = ty == Some(StdType::Cow) && segment.arguments.is_none();
        ty.is_some_and(StdType::is_around) && !is_bare_cow
    }

    /// Whether it is one of the language's own.
    pub fn is_primitive(self) -> bool {
        matches!(self, Float | Int | Bool | Text)
    }
}

/// The name of a type whose content can't be differentiated, if this is one.
pub fn foreign(name: &Ident) -> Option<&'static str> {
    let is_foreign = |ty: StdType| matches!(ty, Foreign | Closed);
    ROWS.iter().find(|(known, ty)| is_foreign(*ty) && name == known).map(|(known, _)| *known)
}

/// Whether one of these is made by its name, `Wrapping(x)`.
pub fn has_open_field(name: &str) -> bool {
    matches!(name, "Wrapping" | "Saturating" | "Reverse")
}

/// The name of such a type where it is written: a `Cell` of nothing is one of the user's.
pub fn foreign_type(segment: &syn::PathSegment) -> Option<&'static str> {
    let has_arguments = !segment.arguments.is_empty();
    foreign(&segment.ident).filter(|_| has_arguments || StdType::of(&segment.ident) == Some(Closed))
}
