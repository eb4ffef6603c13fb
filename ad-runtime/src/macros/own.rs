//! Whether a method's derivatives are its own: what generated code asks of [`found`](crate::found), over traits of its own by the method's name.

/// A receiver, given the method that is called on it, its mark, and what is asked in the end, which is told of where it stands: an error if the derivatives
/// that are found are those of another method, of a type that the receiver points to.
#[doc(hidden)]
#[macro_export]
macro_rules! own {
    (never _) => {
        $crate::private::never()
    };
    (mut $place:expr; $($method:tt)*) => {
        $crate::own!(@ &mut $place; $($method)*)
    };
    ($place:expr; $($method:tt)*) => {
        $crate::own!(@ &$place; $($method)*)
    };
    (@ $place:expr; $method:ident($($arg:tt),*), $mark:ident, $own:ident) => {
        match $place {
            // After what never returns everything is unreachable.
            #[allow(unreachable_code)]
            place => {
                (if false {
                    $crate::private::never();
                    #[allow(unused_imports)]
                    use $crate::private::{
                        AskedFor as _, FoundAnother as _, NoWay as _, PointerOnTheWay as _,
                        WayOf1 as _, WayOf2 as _, WayOf3 as _, WayOf4 as _, WayOfArray as _,
                        WayOfArrayBehind as _, WayOfMore as _,
                    };
                    $crate::behind!($method($($arg),*));
                    let way = (&&&&&(*place).$mark().ad_in(&*place)).ad_way();
                    let found = $crate::private::FoundOf(
                        (*way.0.ad_pointer()).$method($($crate::own!(never $arg)),*),
                        (*way.1.ad_pointer()).$method($($crate::own!(never $arg)),*),
                        (*way.2.ad_pointer()).$method($($crate::own!(never $arg)),*),
                        (*way.3.ad_pointer()).$method($($crate::own!(never $arg)),*),
                        way.4,
                    )
                    .ad_found();
                    ([found.$own(); 0], place)
                } else {
                    ([], place)
                })
                .1
            }
        }
    };
}

/// What stands behind a method of a pointer, where that has none by the name.
#[doc(hidden)]
#[macro_export]
macro_rules! behind {
    ($method:ident($($arg:tt),*)) => {
        // Found of what points, if nothing else is.
        trait Behind {
            fn $method(&mut self $(, $arg: ())*) -> $crate::private::NoMethod {
                $crate::private::NoMethod
            }
        }
        impl<T: ?Sized> Behind for T {}
        // Found before what all types have.
        trait BehindNone: Sized {
            fn $method(self $(, $arg: ())*) -> $crate::private::NoMethod {
                $crate::private::NoMethod
            }
        }
        impl BehindNone for $crate::private::NoPointer {}
    };
}

/// The same of a place, through whose pointers a receiver was found: where what they point to has derivatives of the method, they have no method by the name.
#[doc(hidden)]
#[macro_export]
macro_rules! own_behind {
    ($place:expr; $method:ident($($arg:tt),*), $mark:ident, $own:ident) => {
        // After what never returns everything is unreachable.
        #[allow(unreachable_code)]
        if false {
            $crate::private::never();
            #[allow(unused_imports)]
            use $crate::private::{
                AskedFor as _, Beyond as _, FoundAnother as _, NoPointerAt as _, Pointee as _, Seen as _,
            };
            $crate::behind!($method($($arg),*));
            let first = (&$place).ad_at().ad_pointer();
            let second = (&$place).ad_at().pointee().ad_beyond().ad_pointer();
            let found = $crate::private::FoundOf(
                (*first).$method($($crate::own!(never $arg)),*),
                (*second).$method($($crate::own!(never $arg)),*),
                $crate::private::NoMethod,
                $crate::private::NoMethod,
                $crate::private::NoMethod,
            )
            .ad_found();
            (&*$crate::receiver!($place)).$mark().ad_of(found).$own();
        }
    };
}

/// The same of a receiver that is borrowed by the call alone.
#[doc(hidden)]
#[macro_export]
macro_rules! found {
    ($receiver:expr) => {
        if false {
            $crate::private::never();
            // After what never returns everything is unreachable.
            #[allow(unreachable_code)]
            let _ = &$receiver;
        }
    };
}
