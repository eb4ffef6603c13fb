//! Statements and expressions.

use crate::library::{self, Instead};
use crate::message::Message;

/// Patterns that can't be taken apart.
pub const PATTERN: Message = Message::new(
    "unsupported: this pattern",
    "bind each value to a name of its own, and take it apart with `match` or by its fields and indices",
);
/// Macros and modules inside the function.
pub const INNER_ITEM: Message = Message::new(
    "unsupported: a module or a macro's definition inside a differentiated function",
    "move it out of the function",
);
/// A branch whose value is a reference.
pub const BRANCH_REFERENCE: Message = Message::new(
    "unsupported: a branch whose value is a `&mut` reference to differentiated values",
    "change what it refers to in the branches",
);
/// Adapters of iterators with something that is neither a closure nor a function.
pub const ITERATOR_CLOSURE: Message = Message::new(
    "unsupported: an iterator's method with anything but a closure or a function",
    "write the closure in its place, `|x| ..`",
);
/// `iter_mut().max_by(..)`
pub const FOUND_EXCLUSIVE: Message = Message::new(
    "unsupported: an element that is found to be changed",
    "find its index with `position` or in a loop, and change `xs[i]`",
);
/// `(0..)` alone.
pub const ENDLESS_ITERATOR: Message = Message::new(
    "unsupported: an iterator without an end, in a loop that nothing leaves",
    "give it one with `take(n)` or `zip`, or `break`",
);
/// `let pairs = x.iter().tuple_windows();`
pub const TUPLE_SIZE: Message = Message::new(
    "unsupported: tuples of a size that isn't written",
    "take them apart where they are made, `|(a, b)| ..`, or write `tuple_windows::<(_, _)>()`",
);
/// `v.drain(range)`, where `range` is a variable
pub const RANGE_OF_DRAIN: Message = Message::new(
    "unsupported: a range in a variable, of a list that is changed",
    "write the range in the call: `v.drain(1..3)`",
);
/// `it.next_back()`
pub const ITERATOR_NEXT: Message = Message::new(
    "unsupported: an iterator that is advanced by hand in this way",
    "ask it for `next()`, `nth(n)` or `peek()`, or go by indices, `xs[i]`",
);
/// `x.expect({ n += 1; "no value" })`
pub const EFFECTS_IN_MESSAGE: Message = Message::new(
    "unsupported: a message that changes a variable when it is computed",
    "compute it before, with `let`",
);
/// `xs.iter().map(|x| { sum += x; sum }).step_by(2)`
pub const EFFECTS_IN_ITERATOR: Message = Message::new(
    "unsupported: a closure that may change something, in an iterator of which items are skipped, collected or zipped",
    "write a loop, or collect the items into a `Vec` first",
);
/// `v.sort_by(|a, b| { n += 1; a.total_cmp(b) })`
pub const COMPARISON_CHANGES: Message = Message::new(
    "unsupported: a comparison that may change a variable, by which a list is sorted",
    "how often it is called nobody knows: leave the change out",
);
/// `make(draw()).fold(draw(), ..)`
pub const EFFECTS_BEFORE_ITERATOR: Message = Message::new(
    "unsupported: a start value that is computed by a call, of an iterator that isn't known",
    "collect the items into a `Vec` first, then compute the start value",
);
/// `collect::<HashMap<_, _>>()`
pub const COLLECT_TYPE: Message = Message::new(
    "unsupported: `collect` into anything but a `Vec` or a map, or an `Option` or a `Result` of a `Vec`",
    "collect into a `Vec<_>` and convert that",
);
/// A local closure inside tokens that are passed through.
pub const CLOSURE_IN_VERBATIM: Message = Message::new(
    "unsupported: a local closure or iterator inside a macro or an expression that is passed through",
    "bind its value with `let` before",
);
/// A `const` of an inner block whose name means something else around it.
pub const HIDING_ITEM: Message = Message::new(
    "unsupported: an item of an inner block whose name occurs outside of the block too",
    "give it a name of its own, or move it to the start of the function",
);
/// `f(left, right)` after `split_at_mut`.
pub const LENT_TWICE: Message = Message::new(
    "unsupported: a call with two parts of one differentiated list or field, one of which it may change",
    "pass the whole of it, or copy one part before",
);
/// `static mut`
pub const STATIC_MUT: Message = Message::new(
    "unsupported: `static mut` in a differentiated function",
    "pass what changes as a parameter",
);
/// `static CALLS: AtomicUsize = ..`
pub const STATIC_THAT_CHANGES: Message = Message::new(
    "unsupported: a `static` inside of a differentiated function that may change",
    "move it out of the function: each derivative would have one of its own",
);
/// A label that is not one of the loops around.
pub const LABEL: Message = Message::new(
    "unsupported: a label of something that is not a loop or a block around",
    "use `if` and `else`",
);
/// Closures that can't be inlined.
pub const CLOSURE: Message = Message::new(
    "unsupported: a closure of differentiated values that is handed on or calls itself",
    "write a function with `#[differentiate]` and pass it the values",
);
/// A range as a value: `x..=2.0`, `x..`.
pub const RANGE_VALUE: Message =
    Message::new("unsupported: a range of differentiated values that isn't `a..b`", "write `a..b`");
/// Elements of constants.
pub const FIELD: Message = Message::new(
    "unsupported: an element of a constant that a differentiated value chooses",
    "say that the index has no derivative: `TABLE[stop_gradient(index)]`",
);
/// `&mut`
pub const BORROW_MUT: Message = Message::new(
    "unsupported: this mutable borrow of a differentiated value",
    "bind the value with `let mut` before, and borrow that",
);
/// `r * k` of a reference `r: &mut Vec3`
pub const EXCLUSIVE_OPERAND: Message = Message::new(
    "unsupported: an operator on a `&mut` reference to a differentiated value",
    "write `*r` or `&*r` for the operand, whichever has the operator",
);
/// `*x` of something that isn't a reference.
pub const DEREF: Message = Message::new(
    "unsupported: this dereference of a differentiated value",
    "bind the value with `let` before, and dereference that",
);
/// `l[i] += { i = 1; x }`, of a type that isn't seen.
pub const ORDER_OF_ASSIGNMENT: Message = Message::new(
    "unsupported: an index and a value of a compound assignment one of which may change the other",
    "compute the value before: `let value = ..; list[i] += value;`",
);
/// A place that can't be assigned to.
pub const ASSIGN_TARGET: Message = Message::new(
    "unsupported: an assignment to this place",
    "assign to a local `let mut` variable or a `&mut` parameter, its elements or its fields",
);
/// Calls of anything but a path to a function.
pub const CALLEE: Message = Message::new(
    "unsupported: this call with differentiated arguments",
    "call a function or method that has `#[differentiate]` or `#[primitive]`",
);
/// `#[constant] let Some(c) = .. else { .. }`
pub const CONSTANT_LET_ELSE: Message = Message::new(
    "unsupported: `#[constant]` on a `let` with an `else`",
    "write `let .. = stop_gradient(..) else { .. }`",
);
/// Exits and `?` inside tokens that are passed through.
pub const EXIT_IN_VERBATIM: Message = Message::new(
    "unsupported: an early exit inside an expression that the macro passes through",
    "bind the value with `let` before",
);
/// `unsafe { .. }`
pub const UNSAFE_BLOCK: Message = Message::new(
    "unsupported: an `unsafe` block in a differentiated function",
    "move it into a safe function, with `#[primitive]` if it has a derivative",
);
/// `&x as *const f64`, `&raw const x`
pub const RAW_POINTER: Message = Message::new(
    "unsupported: a raw pointer in a differentiated function",
    "use a reference, or move it into a function of its own, with `#[primitive]` if it has a derivative",
);
/// `async { .. }`
pub const ASYNC_BLOCK: Message = Message::new(
    "unsupported: an `async` block in a differentiated function",
    "compute the value in the plain function and await it in its caller",
);
/// `.await`
pub const AWAIT: Message = Message::new(
    "unsupported: `.await` in a differentiated function",
    "await the value in the caller and pass it as a parameter",
);
/// `yield x`
pub const YIELD: Message = Message::new(
    "unsupported: `yield` in a differentiated function",
    "collect the values in a `Vec` and return it",
);
/// `asm!(..)`
pub const ASM: Message = Message::new(
    "unsupported: inline assembly in a differentiated function",
    "move it into a function with `#[primitive]` and a rule of your own",
);
/// Everything else.
pub const EXPRESSION: Message = Message::new(
    "unsupported: this expression in a differentiated function",
    "move it into a function of its own, with `#[primitive]` if it has a derivative",
);
/// `(1.0, { rest = &rest[1..]; rest[0] })`
pub const ASSIGNED_INSIDE: Message = Message::new(
    "unsupported: a reference that is assigned inside of an expression",
    "assign it by a statement of its own, before that",
);
/// `println!("{}", { y *= 2.0; y })`
pub const MACRO_CHANGES: Message = Message::new(
    "unsupported: a macro whose arguments may change a variable, with differentiated values",
    "make the change before the macro",
);

/// A method that has no derivative.
pub fn unknown_method(name: &str) -> Message {
    let help = match library::instead(name) {
        Some(Instead::SortBy) => "sort by a closure: `v.sort_by(|a, b| a.total_cmp(b))`",
        Some(Instead::FlatMap) => "collect with `flat_map` into a `Vec`",
        Some(Instead::GoByIndices) => "go by indices: `&xs[start..end]`",
        Some(Instead::TakeApart) => {
            "take the part out with `drain` or `split_off`, and put others in with `insert` or `extend`"
        }
        None => {
            "write it as a function with `#[differentiate]` or `#[primitive]`, or take the value out of the derivative with `stop_gradient`"
        }
    };
    Message::made(format!("unsupported: the method `{name}` on a differentiated value"), help)
}

/// `map.range(1..3)`
pub fn map_method(name: &str) -> Message {
    Message::made(
        format!("unsupported: the method `{name}` of a map with differentiated values"),
        "write it with a loop, `for (key, value) in &map`, with `get`, `insert` and `remove`, or with `entry` and `or_insert`",
    )
}

/// A macro that is not in the table.
pub fn unknown_macro(name: &str) -> Message {
    Message::made(
        format!("unsupported: the macro `{name}!` with differentiated values"),
        "write what it expands to, or take the values out of the derivative with `stop_gradient`",
    )
}

/// `Rc::make_mut(&mut r)`, `Rc::strong_count(&r)`
pub const COUNTED: Message = Message::new(
    "unsupported: a function of `Rc` or `Arc` that changes what is shared, or tells how it is",
    "read it through the pointer, `*r`, `r.field`, `r.method()`; what is to be changed wants a `let mut` variable or a `Box`",
);

/// `match v { Cow::Borrowed(list) => .. }`
pub const COW_VARIANT: Message = Message::new(
    "unsupported: a question whether a `Cow` of differentiated values borrows or owns",
    "read it through the pointer, `v[i]`, `v.iter()`, take what it holds by `v.into_owned()`, and ask for what the choice was made by",
);

/// `Cell::new(x)`
pub fn std_value(name: &str) -> Message {
    let help = match name {
        "Weak" | "Pin" => "use the value itself, a reference to it, or a `Box`",
        "HashSet" | "BTreeSet" | "LinkedList" | "BinaryHeap" => {
            "use a `Vec`, a `VecDeque` or a `BTreeMap`"
        }
        _ => "use a `let mut` variable, and pass `&mut` where it is to be changed",
    };
    let what = format!("unsupported: std's type `{name}` around differentiated values");
    let help = format!("{help}; one of your own by this name wants a path, `self::{name}`");
    Message::made(what, help).of_type()
}
