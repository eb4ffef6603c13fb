//! Items of the user's by names that the derivatives would take for something else.

#![allow(non_upper_case_globals, non_camel_case_types, non_snake_case, dead_code)]

mod constants {
    use ad_runtime::prelude::*;

    const zero: i32 = 0;
    const nil: i32 = 1;
    #[derive(Clone)]
    struct unit;
    enum Way {
        up,
        down(f64),
        left(i32),
    }
    use Way::*;

    #[differentiate]
    fn arm(x: f64, n: i32) -> f64 {
        match n {
            zero => x * x, // refused
            _ => 3.0 * x,
        }
    }

    #[differentiate]
    fn nested(x: f64, n: i32, pair: (i32, i32)) -> f64 {
        match (n, pair) {
            (1, (zero, _)) | (2, (_, zero)) => x * x, // refused
            _ => 3.0 * x,
        }
    }

    #[differentiate]
    fn if_let(x: f64, n: Option<i32>) -> f64 {
        if let Some(zero) = n { x.sin() } else { x } // refused
    }

    #[differentiate]
    fn let_else(x: f64, n: Option<i32>) -> f64 {
        let Some(nil) = n else { return x }; // refused
        x.exp()
    }

    #[differentiate]
    fn let_else_of_the_whole(x: f64, n: i32) -> f64 {
        let zero = n else { return x * x }; // refused
        x
    }

    #[differentiate]
    fn while_let(mut x: f64, #[constant] list: &[i32]) -> f64 {
        let mut items = list.iter().copied();
        while let Some(zero) = items.next() { // refused
            x *= x;
        }
        while let Some(zero) = items.next() {
            x = x.sin();
        }
        x
    }

    #[differentiate]
    fn under_a_name(x: f64, n: Option<i32>) -> f64 {
        match n {
            all @ Some(nil) => x * x, // refused
            _ => x,
        }
    }

    #[differentiate]
    fn unit_struct(x: f64, #[constant] n: Option<unit>) -> f64 {
        match n {
            Some(unit) => x * x, // refused
            None => x,
        }
    }

    #[differentiate]
    fn variant(x: f64, #[constant] way: Way) -> f64 {
        match way {
            up => x * x, // refused
            down(_) | left(_) => x,
        }
    }

    struct Pair {
        nil: i32,
        x: f64,
    }

    #[differentiate]
    fn field(y: f64, #[constant] pair: &Pair) -> f64 {
        match pair {
            Pair { nil, .. } => y * y, // refused
            _ => y,
        }
    }

    #[differentiate]
    fn closure(x: f64, n: i32) -> f64 {
        let f = |y: f64| match n {
            zero => y * x, // refused
            _ => y,
        };
        f(x)
    }

    #[differentiate]
    fn inside(x: f64, n: i32) -> f64 {
        const one: i32 = 1;
        match n {
            one => x * x, // refused
            _ => x,
        }
    }
}

mod variants {
    use ad_runtime::prelude::*;

    #[derive(Clone, Debug, Differentiable)]
    struct Some(f64);

    fn Ok(x: f64) -> f64 {
        x * x
    }

    #[differentiate]
    fn of_a_struct(x: f64) -> f64 {
        let y = Some(x); // refused
        y.0
    }

    #[differentiate]
    fn of_a_function(x: f64) -> f64 {
        Ok(x) // refused
    }
}

mod functions {
    use ad_runtime::prelude::*;

    mod mem {
        pub fn swap(a: &mut f64, b: &mut f64) {
            *a += *b;
        }
    }

    #[differentiate]
    fn swapped(x: f64) -> f64 {
        let (mut a, mut b) = (x, x * x);
        mem::swap(&mut a, &mut b); // refused
        a
    }

    mod array {
        pub fn from_fn(f: impl Fn(usize) -> f64) -> [f64; 3] {
            [f(2), f(2), f(2)]
        }
    }

    #[differentiate]
    fn made(x: f64) -> f64 {
        let list: [f64; 3] = array::from_fn(|i| x * i as f64); // refused
        list[1]
    }
}

mod stopped {
    use ad_runtime::prelude::differentiate;

    #[differentiate]
    fn stop_gradient(x: f64) -> f64 {
        x * x
    }

    #[differentiate]
    fn doubled(x: f64) -> f64 {
        stop_gradient(x) + x // refused
    }
}

mod types {
    use ad_runtime::prelude::*;

    #[derive(Clone, Debug, Differentiable)]
    struct Vec<T>(T);

    impl<T> Vec<T> {
        fn new() -> Vec<f64> {
            Vec(3.0)
        }
    }

    #[differentiate]
    fn of_a_parameter(x: &Vec<f64>) -> f64 { // refused
        x.0
    }

    #[differentiate]
    fn in_a_body(x: f64) -> f64 {
        let list = Vec::new(); // refused
        x * list.0
    }

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct usize(f64);

    #[differentiate]
    fn not_an_integer(x: usize, y: f64) -> f64 { // refused
        y
    }
}

mod alias {
    use ad_runtime::prelude::*;

    type f64 = f32;

    #[differentiate]
    fn of_another_precision(x: f64) -> f64 { // refused
        x * x
    }
}

macro_rules! vec {
    ($x:expr) => {
        [2.0 * $x]
    };
}

macro_rules! assert {
    ($x:expr) => {
        $x += 1.0
    };
}

macro_rules! matches {
    ($x:expr, $p:pat) => {
        $x > 1.0
    };
}

mod macros {
    use ad_runtime::prelude::*;

    #[differentiate]
    fn fitted(x: f64) -> f64 {
        let y = if matches!(x, 2.0..) { 2.0 } else { 1.0 }; // refused
        x * y
    }

    #[differentiate]
    fn listed(x: f64) -> f64 {
        let list = vec![x]; // refused
        list[0]
    }

    #[differentiate]
    fn asserted(mut x: f64) -> f64 {
        assert!(x); // refused
        x
    }

    mod other {
        macro_rules! other_print {
            ($x:expr) => {
                $x *= 2.0
            };
        }
        pub(crate) use other_print as println;
    }

    #[differentiate]
    fn by_its_path(mut x: f64) -> f64 {
        other::println!(x); // refused
        x
    }

    mod imported {
        use super::other::println;
        use ad_runtime::prelude::*;

        #[differentiate]
        fn by_an_import(mut x: f64) -> f64 {
            println!(x); // refused
            x
        }
    }
}

fn main() {}
