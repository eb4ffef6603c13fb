//! Macros that generated code calls, over what stands in [`private`](crate::private).
//!
//! They choose between traits by what is in scope where they stand, which no function can. A trait that stands in for what a type may
//! have itself is an unused import where it has.

mod own;

/// The bar of a place whose tangent may be [`Constant`](crate::Constant), as another pullback wants it: `Some(&mut place)` or `None`.
#[doc(hidden)]
#[macro_export]
macro_rules! bar {
    ($place:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::Wanted as _;
        // Not the value itself: the callee may want a slice of what is an array here.
        match $place.wanted_bar() {
            ::core::option::Option::Some(bar) => ::core::option::Option::Some(bar),
            ::core::option::Option::None => ::core::option::Option::None,
        }
    }};
}

/// The dot of such a place, as another tangent wants it.
#[doc(hidden)]
#[macro_export]
macro_rules! dot {
    ($place:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::Wanted as _;
        match $place.wanted_dot() {
            ::core::option::Option::Some(dot) => ::core::option::Option::Some(dot),
            ::core::option::Option::None => ::core::option::Option::None,
        }
    }};
}

/// The tangent of a value that never changes, copied from a place, given what is at that place's tangent.
#[doc(hidden)]
#[macro_export]
macro_rules! fitted {
    ($value:expr, $tangent:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{Intangible as _, Tangible as _};
        (&$crate::private::Value($value)).fit($tangent)
    }};
}

/// The zero tangent of a value that never changes, of a type that may have none.
#[doc(hidden)]
#[macro_export]
macro_rules! zero {
    ($value:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{Intangible as _, Tangible as _};
        (&$crate::private::Value($value)).zero()
    }};
}

/// The zero cotangent, to be added to, of a value that never changes.
#[doc(hidden)]
#[macro_export]
macro_rules! zero_bar {
    ($value:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{Intangible as _, Tangible as _};
        (&$crate::private::Value($value)).zero_bar()
    }};
}

/// What is kept of a value that never changes.
#[doc(hidden)]
#[macro_export]
macro_rules! keep {
    ($value:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{Intangible as _, Tangible as _};
        (&$crate::private::Value($value)).keep()
    }};
}

/// The zero tangent of what a field held, should the new value be of another shape.
#[doc(hidden)]
#[macro_export]
macro_rules! shape {
    ($old:expr, $new:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{Intangible as _, Tangible as _};
        (&$crate::private::Value($old)).shape($new)
    }};
}

/// What is kept of a call's pullback in a function of a type.
#[doc(hidden)]
#[macro_export]
macro_rules! kept {
    ($this:ty, $other:expr, $kept:ident, $pullback:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{Differs as _, PointerType as _, Same as _};
        (&$crate::private::edge($crate::private::Type::<$this>::new(), $other.pointee()))
            .$kept($pullback)
    }};
}

/// The value of a function or method that may have no derivatives, given what these returned. Where it has some, rustc knows that the call
/// isn't reached: what it moves or borrows may have been moved or be borrowed.
#[doc(hidden)]
#[macro_export]
macro_rules! done {
    ($value:expr, $call:expr) => {{
        // Not where it is what stands in.
        #[allow(unused_imports)]
        use $crate::private::Done as _;
        // The call, where derivatives returned a value.
        #[allow(unreachable_code)]
        let value = if $value.ad_is_there() {
            $value.ad_value()
        } else {
            $value.ad_is_missing();
            $call
        };
        value
    }};
}

/// Its dot.
#[doc(hidden)]
#[macro_export]
macro_rules! dot_done {
    ($value:expr, $dot:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::Done as _;
        $crate::fitted!($value, $dot.ad_dot_done())
    }};
}

/// The receiver of a method, through a pointer, and one that a reference refers to.
#[doc(hidden)]
#[macro_export]
macro_rules! receiver {
    (mut $place:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{Beyond as _, Pointee as _, SeenMut as _};
        (&mut $place).ad_at_mut().pointee().ad_beyond().pointee()
    }};
    ($place:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{Beyond as _, Pointee as _, Seen as _};
        (&$place).ad_at().pointee().ad_beyond().pointee()
    }};
}

/// A receiver that may be changed, as it is where it has derivatives of the method whose mark is asked for.
#[doc(hidden)]
#[macro_export]
macro_rules! marked {
    ($receiver:expr, $mark:ident) => {
        match $receiver {
            receiver => (&*receiver).$mark().of(receiver),
        }
    };
}

/// A receiver, given its method's `value`, which is never called: where there is none, this is an error already, of which rustc says nothing more.
#[doc(hidden)]
#[macro_export]
macro_rules! asked {
    (= $value:expr, $asked:expr) => {
        $crate::asked!(@ $value, $asked)
    };
    (mut $place:expr, $value:expr) => {
        $crate::asked!(@ &mut $place, $value)
    };
    ($place:expr, $value:expr) => {
        $crate::asked!(@ &$place, $value)
    };
    (@ $place:expr, $value:expr) => {
        match $place {
            // After what never returns everything is unreachable.
            #[allow(unreachable_code)]
            place => {
                (if false {
                    $crate::private::never();
                    ([$value; 0], place)
                } else {
                    ([], place)
                })
                .1
            }
        }
    };
}

/// What `asked!` is given to say of places, by proofs that nobody runs: an error if one of them fails.
#[doc(hidden)]
#[macro_export]
macro_rules! asked_places {
    (@ $proof:expr) => {
        ()
    };
    ($($proof:expr),*) => {
        if false {
            $crate::private::never();
            // A method, so that rustc wants to know what comes of a proof; after what never returns everything is unreachable.
            #[allow(unused_imports)]
            use $crate::private::Said as _;
            #[allow(unreachable_code)]
            let asked = [$($proof.ad_said()),*];
            asked
        } else {
            [$($crate::asked_places!(@ $proof)),*]
        }
    };
}

/// A pullback, given what says whether something is lost in it: an error already if so, of which rustc says nothing more.
#[doc(hidden)]
#[macro_export]
macro_rules! keeping {
    ($pullback:ident, $kept:expr) => {
        (if false {
            $crate::private::never();
            // Which of them is used the types say; after what never returns everything is unreachable.
            #[allow(unused_imports)]
            use $crate::private::{OfDerived as _, OfDifferentiated as _, Refused as _, Seen as _};
            #[allow(unreachable_code)]
            let error = ([$kept; 0], $pullback);
            error
        } else {
            ([], $pullback)
        })
        .1
    };
}

/// Nothing, where nothing of what was handed to a tangent is lost.
#[doc(hidden)]
#[macro_export]
macro_rules! kept_dots {
    ($kept:expr) => {
        if false {
            $crate::private::never();
            // Which of them is used the types say; after what never returns everything is unreachable.
            #[allow(unused_imports)]
            use $crate::private::{OfDerived as _, OfDifferentiated as _, Refused as _, Seen as _};
            #[allow(unreachable_code)]
            let _ = $kept;
        }
    };
}

/// The receiver of a method that may be one of a list's.
#[doc(hidden)]
#[macro_export]
macro_rules! list_receiver {
    ($place:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{NoList as _, OfConstants as _};
        $crate::private::MaybeList::at($crate::receiver!(mut $place)).receiver()
    }};
}

/// What stands behind imports of functions' derivatives: `derivatives_of_f: Missing 2;` for an `f` of two parameters.
#[doc(hidden)]
#[macro_export]
macro_rules! derivatives {
    ($($name:ident: $stand_in:ident $arity:literal;)*) => {
        mod undifferentiated {
            $(pub type $name = $crate::private::$stand_in<$arity>;)*
        }
        use undifferentiated::*;
        use $crate::private::Selects as _;
        use $crate::private::{Constructor1 as _, Constructor2 as _, Constructor3 as _};
        use $crate::private::Built as _;
        use $crate::private::{Constructor4 as _, Constructor5 as _, Constructor6 as _};
    };
}

/// What is taken out of a constant that keeps it.
#[doc(hidden)]
#[macro_export]
macro_rules! taken_out {
    ($place:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{ByCopy as _, ByNothing as _, ByPlainClone as _};
        (&&&$crate::private::Inside(&$place)).taken_out()
    }};
}

/// A copy of what a closure captures, which it may own.
#[doc(hidden)]
#[macro_export]
macro_rules! kept_capture {
    ($value:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{
            KeptCounted as _, KeptOtherwise as _, KeptUnchanged as _, KeptUncopied as _,
        };
        (&&&&$crate::private::Capturing($value)).kept_capture()
    }};
}

/// A reference to what an item is, or refers to: the second, if it is a reference.
#[doc(hidden)]
#[macro_export]
macro_rules! pointee {
    ($item:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{ByReference as _, ByValue as _};
        (&$crate::private::ListItem($item)).pointee()
    }};
}

/// Compiles if something is an iterator or an array.
#[doc(hidden)]
#[macro_export]
macro_rules! iterated {
    ($value:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{ArrayIn as _, IteratorIn as _};
        (&$crate::private::Iterated($value)).is_iterated()
    }};
}

/// What a call resulted in, for a pullback that borrows nothing: itself, or what it refers to.
#[doc(hidden)]
#[macro_export]
macro_rules! kept_result {
    ($value:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{KeptByCopy as _, KeptByItself as _, Resulted as _};
        (&$value.ad_resulting()).keep()
    }};
}

/// A copy of a place that a derivative needs.
#[doc(hidden)]
#[macro_export]
macro_rules! copied {
    ($place:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{CopiedByClone as _, CopiedByNothing as _, CopiedByParts as _};
        (&&&$crate::private::Copied(&$place)).copied()
    }};
}

/// Compiles only if a method by this name of slices' is theirs: if no trait in scope gives `Vec`s or arrays one.
#[doc(hidden)]
#[macro_export]
macro_rules! of_slices {
    ($name:ident) => {
        $crate::of_slices!($name TakenForStds TakenForStdsMut TakenForStdsOwned);
    };
    ($name:ident $($of:ident)*) => {
        $({
            use $crate::private::$of as _;
            // Of what they are, and of how many, is said afterwards: until then it may be anything. One of three methods changes them.
            #[allow(unused_mut)]
            let (mut list, mut array, rest) = $crate::private::any_lists();
            list.$name();
            array.$name();
            let _: ([(); 1], f64) = rest;
        })*
    };
}

/// Compiles only if a method by this name of floats', called on a reference to one, is theirs: if no trait in scope gives references one.
#[doc(hidden)]
#[macro_export]
macro_rules! of_referred_floats {
    ($name:ident) => {
        $crate::of_referred_floats!($name f64 f32);
    };
    ($name:ident $($float:ident)*) => {
        $({
            use $crate::private::TakenForFloats as _;
            let (shared, exclusive) = $crate::private::any_reference::<$float>();
            shared.$name();
            exclusive.$name();
        })*
    };
}

/// Compiles only if the method that copies floats is std's: if no trait in scope gives them one that takes them by value.
#[doc(hidden)]
#[macro_export]
macro_rules! of_copied_floats {
    ($name:ident) => {
        $crate::of_copied_floats!($name f64 f32);
    };
    ($name:ident $($float:ident)*) => {
        $({
            use $crate::private::TakenForCopies as _;
            $crate::private::any::<$float>().$name();
        })*
    };
}

/// By what the element of an index is found.
#[macro_export]
#[doc(hidden)]
macro_rules! index_key {
    ($indexed:expr, $index:expr) => {{
        #[allow(unused_imports)]
        use $crate::private::{ByItself as _, ByKey as _};
        #[allow(unused_mut)]
        let mut of = $crate::private::IndexOf(&$indexed, $index);
        of.ad_key()
    }};
}

/// Makes errors of variables if code doesn't compile: of those with another name from there on, those with the same, and those that may be changed.
/// Builds without debug assertions don't ask.
#[doc(hidden)]
#[macro_export]
macro_rules! written {
    ($compiles:expr; [$($new:ident = $old:expr),*] $($kept:ident),*; $($mutable:ident),*) => {
        $(
            #[cfg(not(debug_assertions))]
            let $new = $old;
        )*
        #[cfg(debug_assertions)]
        let written = $crate::private::Written::<{ $compiles }>;
        $(
            #[cfg(debug_assertions)]
            let $new = written.same($old);
        )*
        $(
            #[cfg(debug_assertions)]
            #[allow(clippy::shadow_reuse)]
            let $kept = written.same($kept);
        )*
        $(
            #[cfg(debug_assertions)]
            #[allow(clippy::shadow_reuse)]
            let mut $mutable = written.same($mutable);
        )*
    };
}
