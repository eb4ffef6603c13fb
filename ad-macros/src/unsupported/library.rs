//! std's names: what has no derivative here is refused by its name, and not taken for something of the user's.

use crate::kind::Kind;
use crate::ty::peel;

/// Methods of lists, `Option`s and floats that have no derivative, or none here.
const VALUE_METHODS: &[&str] = &[
    "retain",
    "drain",
    "split_off",
    "splice",
    "dedup",
    "dedup_by",
    "sort",
    "sort_by",
    "sort_by_key",
    "sort_unstable",
    "sort_unstable_by",
    "sort_unstable_by_key",
    "select_nth_unstable",
    "concat",
    "join",
    "iter",
    "into_iter",
    "iter_mut",
    "map",
    "filter",
    "zip",
    "windows",
    "chunks",
    "chunks_exact",
    "rchunks",
    "rchunks_exact",
    "chunk_by",
    "array_chunks",
    "array_windows",
    "as_chunks",
    "split_inclusive",
    "swap_with_slice",
    "copy_within",
    "get_unchecked",
    "as_ptr",
    "as_mut_ptr",
    "to_bits",
    "unwrap",
    "expect",
    "try_into",
    "into",
    "to_string",
];

/// Methods of std's other types that have no derivative.
const METHODS: &[&str] = &[
    "push_str",
    "sum",
    "product",
    "fold",
    "collect",
    "enumerate",
    "for_each",
    "peek",
    "peekable",
    "cycle",
    "borrow",
    "borrow_mut",
    "lock",
    "entry",
    "or_insert",
    "fetch_add",
    "fetch_sub",
    "push_back",
    "push_front",
    "pop_back",
    "pop_front",
    "try_borrow",
    "try_borrow_mut",
    "try_lock",
];

/// Those that change what their receiver holds, though it need not be `mut`; or lend it so that it can be changed.
const SHARED_WRITES: &[&str] = &[
    "set",
    "replace",
    "replace_with",
    "update",
    "swap",
    "take",
    "store",
    "borrow_mut",
    "lock",
    "write",
    "try_borrow_mut",
    "try_lock",
    "get_mut",
    "get_or_init",
    "fetch_add",
    "fetch_sub",
    "send",
    "insert",
];

/// Types of std whose content can't be differentiated; `Vec`, `Box`, `Option`, `Result` and arrays can.
const TYPES: &[&str] = &[
    // Changed through a shared reference.
    "Cell",
    "RefCell",
    "UnsafeCell",
    "OnceCell",
    "LazyCell",
    "Mutex",
    "RwLock",
    "OnceLock",
    "LazyLock",
    "AtomicBool",
    "AtomicI8",
    "AtomicI16",
    "AtomicI32",
    "AtomicI64",
    "AtomicIsize",
    "AtomicPtr",
    "AtomicU8",
    "AtomicU16",
    "AtomicU32",
    "AtomicU64",
    "AtomicUsize",
    // Shared.
    "Rc",
    "Arc",
    "Weak",
    "Cow",
    "Pin",
    // Collections.
    "HashMap",
    "HashSet",
    "BTreeMap",
    "BTreeSet",
    "VecDeque",
    "LinkedList",
    "BinaryHeap",
    // Numbers in other clothes.
    "Wrapping",
    "Saturating",
    "Reverse",
    "Duration",
    "ManuallyDrop",
    "MaybeUninit",
    "NonNull",
];

/// Whether a method is one of std's that can't be differentiated.
pub fn is_std_method(name: &str) -> bool {
    METHODS.contains(&name) || is_value_method(name)
}

/// Whether it is one of lists, `Option`s or floats: of what a function with derivatives may return.
pub fn is_value_method(name: &str) -> bool {
    VALUE_METHODS.contains(&name)
}

/// Whether a method is one of std's that write through a shared reference.
pub fn is_shared_write(name: &str) -> bool {
    SHARED_WRITES.contains(&name)
}

/// The type of std in a path, `Cell` in `std::cell::Cell` and in `Cell::new`, whose content can't be differentiated. A path that
/// begins with `crate`, `self` or `super` names one of the user's.
pub fn std_type(path: &syn::Path) -> Option<&'static str> {
    let first = path.segments.first()?;
    if ["crate", "self", "super"].iter().any(|own| first.ident == own) {
        return None;
    }
    let mut names = path.segments.iter().rev().take(2);
    names.find_map(|segment| TYPES.iter().copied().find(|name| segment.ident == name))
}

/// The type of std that a type is, or that it refers to.
pub fn std_type_in(ty: &syn::Type) -> Option<&'static str> {
    match peel(ty) {
        syn::Type::Reference(ty) => std_type_in(&ty.elem),
        syn::Type::Slice(ty) => std_type_in(&ty.elem),
        syn::Type::Array(ty) => std_type_in(&ty.elem),
        syn::Type::Path(path) if Kind::of(ty) == Kind::Unknown && path.qself.is_none() => {
            let last = syn::Path::from(path.path.segments.last()?.clone());
            std_type(&path.path).and_then(|_| std_type(&last))
        }
        _ => None,
    }
}
