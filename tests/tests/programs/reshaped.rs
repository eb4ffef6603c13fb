//! Lists, options and enums whose shape changes in branches, after which nobody looks at them: their cotangents were made
//! with the last shape and added to with the one before.
//!
//! Each is a module with a function `f` of [`X`].

const X: [f64; 6] = [0.7, 1.3, -0.4, 2.1, 0.9, -1.6];

mod reshape_in_branch {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut v = vec![x[0]];
        v.push(x[1]);
        let mut s = x[3];
        if s > -100.0 {
            s += v[0] * v[1];
            v.push(x[2]);
        }
        s
    }
}

mod reshape_after_early_return {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        if x[0] > 100.0 {
            return x[0];
        }
        let mut v = vec![x[0]];
        v.push(x[1]);
        if x[1] > 100.0 {
            return x[1];
        }
        let s = v[0] * v[1];
        v.push(x[2]);
        s + v.len() as f64
    }
}

mod reshape_after_continue {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut s = 0.0;
        for i in 0..3 {
            let mut v = vec![x[i]];
            v.push(x[i + 1]);
            if x[i] > 100.0 {
                continue;
            }
            s += v[0] * v[1];
            v.push(x[2]);
            s += v.len() as f64;
        }
        s
    }
}

mod reshape_after_question_mark {
    use ad_runtime::prelude::*;

    #[differentiate]
    fn g(x: &[f64]) -> Option<f64> {
        let mut v = vec![x[0]];
        v.push(x[1]);
        let a = x.first()?;
        let r = v[1] * v[0];
        v.push(x[2]);
        let n = v.len();
        Some(r * n as f64 * a)
    }
    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        g(x).unwrap_or(0.0)
    }
}

mod reshape_in_match_arm {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut a = vec![x[0]];
        a.push(x[1]);
        match a.len() {
            2 => {
                let t = a[0] * a[1];
                a.push(3.0);
                a.push(t);
                t
            }
            _ => 0.0,
        }
    }
}

mod reshape_by_method {
    use ad_runtime::prelude::*;

    #[derive(Clone, Debug, Differentiable)]
    pub struct Q {
        items: Vec<f64>,
        n: usize,
    }
    #[differentiate]
    impl Q {
        fn add(&mut self, v: f64) {
            self.items.push(v);
            self.n += 1;
        }
        fn take(&mut self) -> f64 {
            self.n -= 1;
            self.items.pop().unwrap()
        }
        fn sum(&self) -> f64 {
            self.items.iter().sum()
        }
        fn many(&self) -> bool {
            self.n > 2
        }
    }
    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut q: Q = Q { items: vec![x[0]], n: 1 };
        let mut s = 0.0;
        for i in 0..4 {
            q.add(x[i] * x[0]);
            if q.many() {
                s += q.take() * q.sum();
            }
            while q.n > 3 && q.take() > 0.0 {
                s += 1.0;
            }
        }
        if s > -100.0 {
            s += q.sum();
            q.add(s);
            q.add(x[2]);
        }
        s
    }
}

mod reshape_nested {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut a = vec![vec![x[0]]];
        let mut s = x[2];
        if s < 100.0 {
            a[0].push(x[1]);
            s += a[0][0] * a[0][1];
            a[0].push(s);
            if s < 200.0 {
                a.push(vec![s; 3]);
                s += 1.0;
            }
        }
        s
    }
}

mod insert_in_branch {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut v = vec![];
        let mut s = x[2];
        if s < 1e6 {
            v.push(x[0]);
            s += v[0] * x[1];
            v.insert(0, 2.0);
        }
        s + v.len() as f64
    }
}

mod queue_in_branch {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut q = vec![x[0], x[1]];
        let mut s = 0.0;
        for i in 0..3 {
            let a = q.remove(0);
            s += a * x[i];
            q.push(a * s);
        }
        if s < 1e6 {
            let a = q.remove(0);
            s += a * q[0];
            q.push(s);
            let b = q.remove(0);
            s += a * b;
            q.push(1.0);
        }
        s
    }
}

mod reshape_pop {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut v = vec![x[0], x[1]];
        if x[1] > 100.0 {
            return x[1];
        }
        let s = v[0] * v[1];
        v.pop();
        s + v.len() as f64
    }
}

mod option_none_in_branch {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut o = Some(x[0]);
        let mut s = x[2];
        if s < 1e6 {
            s += o.unwrap() * x[1];
            o = None;
        }
        s
    }
}

mod option_none_after_early_return {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut best = Some(x[0]);
        if x[1] > 100.0 {
            return x[1];
        }
        let s = best.unwrap() * x[2];
        best = None;
        if best.is_none() { s } else { 0.0 }
    }
}

mod option_take_in_branch {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut s = x[1];
        let mut o = Some(x[0]);
        if s > -100.0 {
            if let Some(v) = o.take() {
                s += v * v;
            }
        }
        s
    }
}

mod result_reset {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut s = x[1];
        let mut e: Result<f64, i32> = Ok(x[0]);
        if s > -100.0 {
            if let Ok(v) = e {
                s += v * v;
            }
            e = Err(3);
        }
        s
    }
}

mod enum_reset {
    use ad_runtime::prelude::*;

    #[derive(Clone, Copy, Debug, Differentiable)]
    pub enum M {
        A(f64),
        B(f64, f64),
        C,
    }
    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut s = x[1];
        let mut m = M::B(x[0], x[2]);
        m = match m {
            M::A(a) => {
                s += a;
                M::C
            }
            M::B(a, b) => {
                s += a * b;
                M::A(s)
            }
            M::C => M::C,
        };
        match m {
            M::A(a) => {
                s += a * a;
                m = M::C;
            }
            _ => {}
        }
        s
    }
}

mod struct_field_reset {
    use ad_runtime::prelude::*;

    #[derive(Clone, Debug, Default, Differentiable)]
    pub struct S {
        a: Vec<f64>,
        b: Option<f64>,
    }
    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut v = S { a: vec![x[0], x[1]], b: Some(x[2]) };
        let mut s = x[1];
        if s > -100.0 {
            s += v.a[0] * v.a[1];
            if let Some(t) = v.b {
                s += t * t;
                v.b = None;
            }
            v.a = vec![];
        }
        s
    }
}

mod mem_swap_lists_in_branch {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut v = vec![x[0], x[1]];
        let mut w = vec![x[2], x[3], x[4]];
        let mut s = x[1];
        if s > -100.0 {
            s += v[0] * v[1] * w[2];
            std::mem::swap(&mut v, &mut w);
            s *= x[2];
        }
        s
    }
}

mod mem_take_in_branch {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut v = vec![vec![x[0]], vec![x[1], x[2]]];
        let mut s = x[1];
        if s > -100.0 {
            s += v[1][1] * v[0][0];
            let t = std::mem::take(&mut v[1]);
            s += t[0];
            v.reverse();
        }
        s
    }
}

mod call_with_list_twice_that_grows {
    use ad_runtime::prelude::*;

    #[differentiate]
    fn gg(a: &[f64], b: &[f64]) -> f64 {
        a[0] * b[0]
    }
    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut v = vec![x[0], x[1], x[2]];
        let mut s = 0.0;
        for i in 0..2 {
            v.push(x[i]);
            s += gg(&v, &v);
        }
        s
    }
}

mod call_with_two_parts_of_list_that_shrinks {
    use ad_runtime::prelude::*;

    #[differentiate]
    fn gg(a: &[f64], b: &[f64]) -> f64 {
        a[0] * b[0]
    }
    #[differentiate]
    pub fn f(x: &[f64]) -> f64 {
        let mut v = vec![x[0], x[1], x[2]];
        let s = gg(&v, &v[1..]);
        v.pop();
        v.pop();
        s * v[0]
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
    reshape_in_branch
    reshape_after_early_return
    reshape_after_continue
    reshape_after_question_mark
    reshape_in_match_arm
    reshape_by_method
    reshape_nested
    insert_in_branch
    queue_in_branch
    reshape_pop
    option_none_in_branch
    option_none_after_early_return
    option_take_in_branch
    result_reset
    enum_reset
    struct_field_reset
    mem_swap_lists_in_branch
    mem_take_in_branch
    call_with_list_twice_that_grows
    call_with_two_parts_of_list_that_shrinks
}
