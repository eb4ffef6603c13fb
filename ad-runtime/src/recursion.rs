//! The pullbacks that a recursive function keeps of its own calls.
//!
//! An opaque type can't contain itself, so what `f::pullback` keeps of its own calls is boxed there. Whether a call is one of the function
//! itself generated code can't always see: `layer.forward(x)` in `Net::forward` isn't, and `child.sum()` in `Tree::sum` is. It asks
//! whether the types whose functions they are, are the same ([`Edge`]): method resolution finds the methods of [`Same`] where they are, and
//! those of [`Differs`] else.

use std::marker::PhantomData;

use crate::types::Type;

/// A call of a function of `Other` in a function of `This`.
pub struct Edge<This: ?Sized, Other: ?Sized>(PhantomData<fn(&This, &Other)>);

/// A call of a function of `Other` in a function of `This`.
#[inline]
pub fn edge<This: ?Sized, Other: ?Sized>(_: Type<This>, _: Type<Other>) -> Edge<This, Other> {
    Edge(PhantomData)
}

macro_rules! edges {
    ($($kept:ident: $($bar:ident)*;)*) => {
        /// The pullbacks of calls of the function itself are boxed.
        pub trait Same {
            $(
                /// Of a function of as many parameters.
                #[inline]
                fn $kept<'a, Pullback, Result, $($bar: ?Sized),*>(
                    &self,
                    pullback: Pullback,
                ) -> Box<dyn FnOnce(Result, $(Option<&mut $bar>),*) + 'a>
                where
                    Pullback: FnOnce(Result, $(Option<&mut $bar>),*) + 'a,
                {
                    Box::new(pullback)
                }
            )*
        }

        /// Those of calls of others are kept as they are.
        pub trait Differs {
            $(
                /// Of a function of as many parameters.
                #[inline]
                fn $kept<Pullback>(&self, pullback: Pullback) -> Pullback {
                    pullback
                }
            )*
        }
    };
}

edges! {
    kept_1: A;
    kept_2: A B;
    kept_3: A B C;
    kept_4: A B C D;
    kept_5: A B C D E;
    kept_6: A B C D E F;
    kept_7: A B C D E F G;
    kept_8: A B C D E F G H;
    kept_9: A B C D E F G H I;
    kept_10: A B C D E F G H I J;
    kept_11: A B C D E F G H I J K;
    kept_12: A B C D E F G H I J K L;
    kept_13: A B C D E F G H I J K L M;
    kept_14: A B C D E F G H I J K L M N;
    kept_15: A B C D E F G H I J K L M N O;
    kept_16: A B C D E F G H I J K L M N O P;
}

impl<T: ?Sized> Same for Edge<T, T> {}

impl<This: ?Sized, Other: ?Sized> Differs for &Edge<This, Other> {}
