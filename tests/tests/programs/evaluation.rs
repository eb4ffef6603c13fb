//! What is taken by value is taken before what comes after it changes it; what a closure changes is changed when it is called.
//!
//! Each is a module with a function `f` of [`X`].

const X: [f64; 6] = [0.7, 1.3, -0.4, 2.1, 0.9, -1.6];

mod for_over_copied_array {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut a = [x[0], x[1], x[2]];
        let mut s = 0.0;
        for v in a {
            a[1] += v * x[3];
            s += v * a[2];
        }
        s
    }
}

mod into_iter_of_copied_array {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut a = [x[0], x[1], x[2]];
        let mut s = 0.0;
        for (i, v) in a.into_iter().enumerate() {
            a[2 - i] = v * 2.0;
            s += v * a[0];
        }
        s
    }
}

mod for_over_copied_array_field {
    use ad_runtime::prelude::*;

    #[derive(Clone, Copy, Differentiable)]
    pub struct P {
        a: [f64; 3],
        n: usize,
    }
    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut p = P { a: [x[0], x[1], x[2]], n: 0 };
        let mut s = 0.0;
        for v in p.a {
            p.a[2] = v * x[3];
            s += v * v;
        }
        s
    }
}

mod for_over_copied_index_array {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut idx = [0usize, 1, 2];
        let mut s = 1.0;
        for k in idx {
            idx[2] = 5;
            s = s * 0.5 + x[k] * x[k];
        }
        s + x[idx[2]]
    }
}

mod into_iter_map_changes_copied_array {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut a = [x[0], x[1], x[2]];
        a.into_iter()
            .map(|v| {
                a[2] *= 3.0;
                v * v
            })
            .sum()
    }
}

mod lazy_iterator_of_copied_array {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut a = [x[0], x[1], x[2]];
        let it = a.into_iter().map(|v| v * 2.0);
        a[0] = 9.0 * x[3];
        it.sum::<f64>() * a[0]
    }
}

mod zip_argument_changes_copied_array {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut a = [x[0], x[1], x[2]];
        let s: f64 = a
            .into_iter()
            .zip({
                a[0] = 5.0;
                a
            })
            .map(|(p, q)| p * q)
            .sum();
        s
    }
}

mod take_argument_changes_copied_array {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut a = [x[0], x[1], x[2]];
        let s = a.iter().copied().fold(1.0, |p, q| p * q);
        let w: Vec<f64> = a.into_iter().collect();
        a[0] = 7.0;
        let t: f64 = a
            .into_iter()
            .rev()
            .take({
                a[2] = x[3];
                2
            })
            .sum();
        s * w[0] + t * a[2]
    }
}

mod unwrap_or_argument_changes_receiver {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut o = Some(x[0]);
        let a = o.unwrap_or({
            o = Some(7.0 * x[1]);
            3.0
        });
        a * o.unwrap_or(0.0)
    }
}

mod map_or_argument_changes_receiver {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut o = Some(x[0]);
        let c = o.map_or(
            {
                o = Some(x[3]);
                2.0
            },
            |v| v * v,
        );
        c + o.unwrap_or(x[1])
    }
}

mod first_copied_unwrap_or_argument_changes_list {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut v = x.to_vec();
        v.first().copied().unwrap_or({
            v[0] = 7.0 * x[1];
            0.0
        }) * v[0]
    }
}

mod method_by_value_receiver_changed_by_argument {
    use ad_runtime::prelude::*;

    #[derive(Clone, Copy, Debug, Differentiable)]
    pub struct P {
        a: f64,
        b: f64,
    }
    #[differentiate]
    impl P {
        fn dot(self, o: f64) -> f64 {
            self.a * o + self.b
        }
    }
    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut p: P = P { a: x[0], b: x[1] };
        p.dot({
            p.a = 5.0 * x[2];
            2.0
        }) * p.a
    }
}

mod or_argument_changes_option {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut o = Some(x[0]);
        let a = o
            .or({
                o = None;
                Some(x[1])
            })
            .unwrap();
        let b = o.or(Some(x[2])).unwrap();
        a * b
    }
}

mod option_filter_closure_changes_option {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut o = Some(x[0]);
        let c = o
            .and_then(|v| {
                o = Some(v * 5.0);
                o
            })
            .or(Some(x[1]));
        let d = o
            .filter(|v| {
                o = Some(3.0 * x[2]);
                *v > -100.0
            })
            .unwrap_or(x[3]);
        c.unwrap() * d
    }
}

mod skip_drops_effects_of_map {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut c = 1.0;
        let b: f64 = x
            .iter()
            .map(|v| {
                c += v * 0.3;
                c
            })
            .skip(2)
            .sum();
        b
    }
}

mod skip_drops_effects_of_methods_of_lists {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut taken = x.to_vec();
        let mut all = x.to_vec();
        let mut rest = vec![x[0] * x[1]];
        let a: f64 = x.iter().take(3).map(|v| v * taken.swap_remove(0)).skip(1).sum();
        let b: f64 = x
            .iter()
            .map(|v| {
                all.append(&mut rest);
                v * all[all.len() - 1]
            })
            .skip(2)
            .sum();
        let last = all[all.len() - 1];
        a + b * last + taken.iter().sum::<f64>()
    }
}

mod let_chain_binding_seen_in_else {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let s = x[0];
        let t = x[1];
        if let Some(s) = Some(s * 2.0)
            && s > t + 1000.0
        {
            s
        } else {
            s + t
        }
    }
}

mod let_chain_binding_seen_in_else_if {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let s = x[0];
        let o = Some(x[1]);
        if x[0] > -1e3
            && let Some(s) = o
            && s > 1000.0
        {
            s
        } else if let Some(t) = o {
            s * t
        } else {
            0.0
        }
    }
}

mod let_chain_larger {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut s = 0.0;
        let t = x[0];
        let t = t * t;
        {
            let t = t + x[1];
            s += t;
        }
        for t in [t, x[2]] {
            let t = t * 2.0;
            s += t * t;
        }
        let t = match Some(t) {
            Some(t) if t > 0.0 => {
                let t = t + 1.0;
                t
            }
            Some(t) => -t,
            None => t,
        };
        let (t, s) = (s, t);
        let s = {
            let s = s * t;
            let t = s;
            t
        };
        if let Some(s) = Some(s * 2.0)
            && s > t
        {
            s
        } else {
            s + t
        }
    }
}

mod mem_take_of_mut_vec_param {
    use ad_runtime::prelude::*;

    #[differentiate]
    fn g(v: &mut Vec<f64>) -> f64 {
        let w = std::mem::take(v);
        let t = w[0] * w[1];
        *v = w;
        t
    }
    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut v = vec![x[0], x[1]];
        g(&mut v) * v[0]
    }
}

mod mem_replace_of_mut_vec_param {
    use ad_runtime::prelude::*;

    #[differentiate]
    fn g(v: &mut Vec<f64>) -> f64 {
        let w = std::mem::replace(v, vec![1.0, 2.0, 3.0]);
        let t = w[0] * w[1];
        v[0] = t;
        t
    }
    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut v = vec![x[0], x[1]];
        g(&mut v) * v[0]
    }
}

macro_rules! agree {
    ($($name:ident)*) => {
        mod tests {
            $(#[test]
            fn $name() {
                super::$name::f::check(&super::X).unwrap();
            })*
        }
    };
}

agree! {
    for_over_copied_array
    into_iter_of_copied_array
    for_over_copied_array_field
    for_over_copied_index_array
    into_iter_map_changes_copied_array
    lazy_iterator_of_copied_array
    zip_argument_changes_copied_array
    take_argument_changes_copied_array
    unwrap_or_argument_changes_receiver
    map_or_argument_changes_receiver
    first_copied_unwrap_or_argument_changes_list
    method_by_value_receiver_changed_by_argument
    or_argument_changes_option
    option_filter_closure_changes_option
    skip_drops_effects_of_map
    skip_drops_effects_of_methods_of_lists
    let_chain_binding_seen_in_else
    let_chain_binding_seen_in_else_if
    let_chain_larger
    mem_take_of_mut_vec_param
    mem_replace_of_mut_vec_param
}
