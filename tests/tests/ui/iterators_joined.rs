//! Methods and macros by names of `itertools`' on iterators of std's, which are somebody else's: a call means them.

// Each stands in a module of its own, with what is in scope there.

mod of_all {
    use ad_runtime::prelude::*;

    trait Pairs: Iterator + Sized {
        fn tuple_windows<T>(self) -> std::vec::IntoIter<(Self::Item, Self::Item)> {
            Vec::new().into_iter()
        }
    }

    impl<I: Iterator> Pairs for I {}

    #[differentiate]
    pub fn blanket(x: &[f64]) -> f64 {
        x.iter().tuple_windows::<(f64, f64)>().map(|(a, b)| a * b).sum() // refused
    }
}

mod of_one {
    use ad_runtime::prelude::*;

    trait Pairs: Iterator + Sized {
        fn tuple_windows(self) -> std::vec::IntoIter<(Self::Item, Self::Item)> {
            Vec::new().into_iter()
        }
    }

    impl<'a> Pairs for std::slice::Iter<'a, f64> {}

    #[differentiate]
    pub fn concrete(x: &[f64]) -> f64 {
        x.iter().tuple_windows().map(|(a, b)| a * b).sum() // refused
    }
}

mod of_a_macro {
    use ad_runtime::prelude::*;

    macro_rules! izip {
        ($a:expr, $b:expr) => {
            $a.iter().zip($b.iter().rev())
        };
    }

    #[differentiate]
    pub fn own_macro(x: &[f64]) -> f64 {
        izip!(x, x).map(|(a, b)| a * b).sum() // refused
    }
}

fn main() {
    let x = [1.0, 2.0];
    of_all::blanket::grad(&x);
    of_one::concrete::grad(&x);
    of_a_macro::own_macro::grad(&x);
}
