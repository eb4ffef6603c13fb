//! Functions and methods without derivatives, called in all ways.

use super::compile::Case;

/// A name, how many calls there are, and the program.
const CALLS: &[(&str, usize, &str)] = &[
    ("plain", 1, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate] fn f(x: f64) -> f64 { helper(x) }"),
    ("part", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, n: usize }
         fn helper(x: f64) -> f64 { x*x }
         #[differentiate] fn f(g: &Gas) -> f64 { helper(g.p) }"),
    ("part_forward", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, n: usize }
         fn helper(x: f64, n: usize) -> f64 { x * n as f64 }
         #[differentiate(forward)] fn f(g: &Gas) -> f64 { helper(g.p, g.n) }"),
    ("part_of_an_associated", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, n: usize }
         impl Gas { fn helper(x: f64, n: usize) -> f64 { x * n as f64 } }
         #[differentiate] fn f(g: &Gas) -> f64 { Gas::helper(g.p, g.n) }"),
    ("part_and_variable", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, n: usize }
         fn helper(x: f64, n: usize) -> f64 { x * n as f64 }
         #[differentiate] fn f(g: &Gas, x: f64) -> f64 { helper(x, g.n) }"),
    ("forward", 1, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate(forward)] fn f(x: f64) -> f64 { helper(x) }"),
    ("reverse", 1, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate(reverse)] fn f(x: f64) -> f64 { helper(x) }"),
    ("two_calls", 2, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate] fn f(x: f64) -> f64 { helper(x) + helper(2.0*x) }"),
    ("nested", 2, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate] fn f(x: f64) -> f64 { helper(helper(x)) }"),
    ("let", 1, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate] fn f(x: f64) -> f64 { let y = helper(x); y * y }"),
    ("loop", 1, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate] fn f(x: &[f64]) -> f64 { let mut s = 0.0; for v in x { s += helper(*v) * s; } s }"),
    ("while", 1, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate] fn f(x: f64) -> f64 { let mut s = x; while s < 10.0 { s += helper(s); } s }"),
    ("closure", 1, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate] fn f(x: &[f64]) -> f64 { x.iter().map(|v| helper(*v)).sum() }"),
    ("local_closure", 1, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate] fn f(x: f64) -> f64 { let g = |v: f64| helper(v); g(x) * g(2.0 * x) }"),
    ("mapped", 1, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate] fn f(x: &[f64]) -> f64 { x.iter().copied().map(helper).sum() }"),
    ("question", 1, "fn helper(x: f64) -> Option<f64> { Some(x) }
         #[differentiate] fn f(x: f64) -> Option<f64> { let y = helper(x)?; Some(y*y) }"),
    ("question_on_result", 1, "fn helper(x: f64) -> Result<f64,String> { Ok(x) }
         #[differentiate] fn f(x: f64) -> Result<f64,String> { Ok(helper(x)? * x) }"),
    ("mut", 1, "fn helper(x: &mut f64, y: f64) { *x += y; }
         #[differentiate] fn f(x: f64) -> f64 { let mut y = x; helper(&mut y, x); y }"),
    ("mut_slice", 1, "fn helper(x: &mut [f64]) { x[0] *= 2.0; }
         #[differentiate] fn f(x: &[f64]) -> f64 { let mut y = x.to_vec(); helper(&mut y); y[0]*y[1] }"),
    ("mut_in_loop", 1, "fn helper(x: &mut [f64], k: usize) { x[0] *= 2.0; }
         #[differentiate] fn f(x: &[f64]) -> f64 { let mut y = x.to_vec(); for k in 0..3 { helper(&mut y, k); } y[0]*y[1] }"),
    ("mut_parameter", 1, "fn helper(x: &mut [f64]) { x[0] *= 2.0; }
         #[differentiate] fn f(x: &mut [f64]) { helper(x); }"),
    ("slice", 2, "fn helper(x: &[f64]) -> f64 { x[0] }
         #[differentiate] fn f(x: &[f64]) -> f64 { helper(x) * helper(&x[1..]) }"),
    ("list_result", 1, "fn helper(x: &[f64]) -> Vec<f64> { x.to_vec() }
         #[differentiate] fn f(x: &[f64]) -> f64 { let v = helper(x); v[0] * v[1] }"),
    ("tuple", 1, "fn helper(x: f64) -> (f64, f64) { (x, x) }
         #[differentiate] fn f(x: f64) -> f64 { let (a, b) = helper(x); a * b }"),
    ("reference_result", 1, "fn helper(x: &[f64]) -> &[f64] { x }
         #[differentiate] fn f(x: &[f64]) -> f64 { let v = helper(x); v[0] * v[1] }"),
    ("branch", 1, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate] fn f(x: f64) -> f64 { if x > 0.0 { helper(x) } else { x } }"),
    ("condition", 1, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate] fn f(x: f64) -> f64 { if helper(x) > 0.0 { x * x } else { x } }"),
    ("match", 2, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate] fn f(x: f64, n: usize) -> f64 { match n { 0 => helper(x), 1 => x, _ => helper(x*x) } }"),
    ("generic", 1, "fn helper<T: Real>(x: T) -> T { x*x }
         #[differentiate] fn f<T: Real>(x: T) -> T { helper(x) * x }"),
    ("generic_used", 1, "fn helper<T: Real>(x: T) -> T { x*x }
         #[differentiate] fn f<T: Real>(x: T) -> T { helper(x) * x }
         fn main() { f::grad(1.0f64); }"),
    ("turbofish", 1, "fn helper<T: Real>(x: T) -> T { x*x }
         #[differentiate] fn f(x: f64) -> f64 { helper::<f64>(x) * x }"),
    ("turbofish_with_a_number", 1, "fn helper<const N: usize>(x: f64) -> f64 { x * N as f64 }
         #[differentiate] fn f(x: f64) -> f64 { helper::<3>(x) }"),
    ("turbofish_of_two", 2, "fn helper<const N: usize>(x: f64) -> f64 { x * N as f64 }
         #[differentiate] fn f(x: f64) -> f64 { helper::<3>(2.0 * x) * helper::<2>(x) }"),
    ("path", 1, "mod m { pub fn helper(x: f64) -> f64 { x*x } }
         #[differentiate] fn f(x: f64) -> f64 { m::helper(x) * x }"),
    ("two_arguments", 2, "fn h(x: f64, y: f64) -> f64 { x*y }
         #[differentiate] fn f(x: f64, y: f64) -> f64 { h(x, y) * h(y, 1.0) }"),
    ("inside_of_a_call", 1, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate] fn g(x: f64) -> f64 { x }
         #[differentiate] fn f(x: f64) -> f64 { g(helper(x)) }"),
    ("around_a_call", 1, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate] fn g(x: f64) -> f64 { x }
         #[differentiate] fn f(x: f64) -> f64 { helper(g(x)) }"),
    ("of_std", 1, "#[differentiate] fn f(x: f64) -> f64 { std::convert::identity(x) }"),
    ("struct", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, q: f64 }
         impl Gas { fn gam(&self, t: f64) -> f64 { self.p*t } fn shift(&mut self, t: f64) { self.p += t; } fn mk(t:f64)->Gas{Gas{p:t,q:t}} fn eat(self)->f64{self.p}}
         fn h(g: &Gas) -> f64 { g.p }
         #[differentiate] fn f(g: &Gas) -> f64 { h(g) * g.p }"),
    ("struct_by_value", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, q: f64 }
         impl Gas { fn gam(&self, t: f64) -> f64 { self.p*t } fn shift(&mut self, t: f64) { self.p += t; } fn mk(t:f64)->Gas{Gas{p:t,q:t}} fn eat(self)->f64{self.p}}
         fn h(g: Gas) -> Gas { g }
         #[differentiate] fn f(g: Gas) -> f64 { h(g).p }"),
    ("struct_made", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, q: f64 }
         impl Gas { fn gam(&self, t: f64) -> f64 { self.p*t } fn shift(&mut self, t: f64) { self.p += t; } fn mk(t:f64)->Gas{Gas{p:t,q:t}} fn eat(self)->f64{self.p}}
         fn h(x: f64) -> Gas { Gas{p:x,q:x} }
         #[differentiate] fn f(x: f64) -> f64 { let g = h(x); g.p * g.q }"),
    ("method", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, q: f64 }
         impl Gas { fn gam(&self, t: f64) -> f64 { self.p*t } fn shift(&mut self, t: f64) { self.p += t; } fn mk(t:f64)->Gas{Gas{p:t,q:t}} fn eat(self)->f64{self.p}}
         #[differentiate] fn f(g: &Gas, t: f64) -> f64 { g.gam(t) * t }"),
    ("method_of_a_value", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, q: f64 }
         impl Gas { fn gam(&self, t: f64) -> f64 { self.p*t } fn shift(&mut self, t: f64) { self.p += t; } fn mk(t:f64)->Gas{Gas{p:t,q:t}} fn eat(self)->f64{self.p}}
         #[differentiate] fn f(g: Gas, t: f64) -> f64 { g.gam(t) * t }"),
    ("method_of_a_variable", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, q: f64 }
         impl Gas { fn gam(&self, t: f64) -> f64 { self.p*t } fn shift(&mut self, t: f64) { self.p += t; } fn mk(t:f64)->Gas{Gas{p:t,q:t}} fn eat(self)->f64{self.p}}
         #[differentiate] fn f(t: f64) -> f64 { let g = Gas{p:t,q:t}; g.gam(t) * t }"),
    ("method_by_value", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, q: f64 }
         impl Gas { fn gam(&self, t: f64) -> f64 { self.p*t } fn shift(&mut self, t: f64) { self.p += t; } fn mk(t:f64)->Gas{Gas{p:t,q:t}} fn eat(self)->f64{self.p}}
         #[differentiate] fn f(g: Gas) -> f64 { g.eat() }"),
    ("method_by_mut_self", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, q: f64 }
         impl Gas { fn gam(&self, t: f64) -> f64 { self.p*t } fn shift(&mut self, t: f64) { self.p += t; } fn mk(t:f64)->Gas{Gas{p:t,q:t}} fn eat(self)->f64{self.p}}
         #[differentiate] fn f(g: &Gas, t: f64) -> f64 { let mut h = g.clone(); h.shift(t); h.p }"),
    ("method_of_a_mut_parameter", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, q: f64 }
         impl Gas { fn gam(&self, t: f64) -> f64 { self.p*t } fn shift(&mut self, t: f64) { self.p += t; } fn mk(t:f64)->Gas{Gas{p:t,q:t}} fn eat(self)->f64{self.p}}
         #[differentiate] fn f(g: &mut Gas, t: f64) { g.shift(t); }"),
    ("method_in_loop", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, q: f64 }
         impl Gas { fn gam(&self, t: f64) -> f64 { self.p*t } fn shift(&mut self, t: f64) { self.p += t; } fn mk(t:f64)->Gas{Gas{p:t,q:t}} fn eat(self)->f64{self.p}}
         #[differentiate] fn f(g: &Gas, t: f64) -> f64 { let mut s = t; for _ in 0..3 { s = g.gam(s) * s; } s }"),
    ("method_of_self", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, q: f64 }
         impl Gas { fn gam(&self, t: f64) -> f64 { self.p*t } fn shift(&mut self, t: f64) { self.p += t; } fn mk(t:f64)->Gas{Gas{p:t,q:t}} fn eat(self)->f64{self.p}}
         impl Gas { fn h(&self, t: f64) -> f64 { self.gam(t) } }
         #[differentiate] impl Gas { fn f(&self, t: f64) -> f64 { self.gam(t) * t } }"),
    ("associated_function", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, q: f64 }
         impl Gas { fn gam(&self, t: f64) -> f64 { self.p*t } fn shift(&mut self, t: f64) { self.p += t; } fn mk(t:f64)->Gas{Gas{p:t,q:t}} fn eat(self)->f64{self.p}}
         #[differentiate] fn f(t: f64) -> f64 { let g = Gas::mk(t); g.p }"),
    ("method_by_path", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, q: f64 }
         impl Gas { fn gam(&self, t: f64) -> f64 { self.p*t } fn shift(&mut self, t: f64) { self.p += t; } fn mk(t:f64)->Gas{Gas{p:t,q:t}} fn eat(self)->f64{self.p}}
         #[differentiate] fn f(g: &Gas, t: f64) -> f64 { Gas::gam(g, t) }"),
    ("associated_function_of_self", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, q: f64 }
         impl Gas { fn gam(&self, t: f64) -> f64 { self.p*t } fn shift(&mut self, t: f64) { self.p += t; } fn mk(t:f64)->Gas{Gas{p:t,q:t}} fn eat(self)->f64{self.p}}
         #[differentiate] impl Gas { fn f(&self, t: f64) -> f64 { let g = Self::mk(t); g.p * self.p } }"),
    ("method_of_a_trait", 1, "trait L { fn fw(&self, x: f64) -> f64; }
         #[derive(Clone, Debug, Differentiable)] struct A { w: f64 }
         impl L for A { fn fw(&self, x: f64) -> f64 { x*self.w } }
         #[differentiate] fn f(a: &A, x: f64) -> f64 { a.fw(x) }"),
    ("method_of_a_model", 1, "trait L { fn fw(&self, x: f64) -> f64; }
         #[differentiate] fn f<A: L>(a: &A, x: f64) -> f64 { a.fw(x) }"),
    ("method_of_an_opaque_model", 1, "trait L { fn fw(&self, x: f64) -> f64; }
         #[differentiate] fn f(a: &impl L, x: f64) -> f64 { a.fw(x) }"),
    ("path_of_a_model", 1, "trait L { fn fw(&self, x: f64) -> f64; }
         #[differentiate] fn f<A: L>(a: &A, x: f64) -> f64 { A::fw(a, x) }"),
    ("method_of_a_parameter", 1, "trait L { fn fw(&self, x: f64) -> f64; }
         #[differentiate] fn f<A: L>(#[constant] a: &A, x: f64) -> f64 { a.fw(x) }"),
    ("method_of_a_constant", 1, "struct A { w: f64 } impl A { fn fw(&self, x: f64) -> f64 { x*self.w } }
         #[differentiate] fn f(#[constant] a: &A, x: f64) -> f64 { a.fw(x) }"),
    ("method_with_question", 1, "#[derive(Clone, Debug, Differentiable)] struct A { w: f64 } impl A { fn fw(&self, x: f64) -> Option<f64> { Some(x*self.w) } }
         #[differentiate] fn f(a: &A, x: f64) -> Option<f64> { let y = a.fw(x)?; Some(y*y) }"),
    ("in_an_impl", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, q: f64 }
         impl Gas { fn gam(&self, t: f64) -> f64 { self.p*t } fn shift(&mut self, t: f64) { self.p += t; } fn mk(t:f64)->Gas{Gas{p:t,q:t}} fn eat(self)->f64{self.p}}
         fn helper(x: f64) -> f64 { x*x }
         #[differentiate] impl Gas { fn f(&self, t: f64) -> f64 { helper(t) * self.p } }"),
    ("in_a_trait", 1, "#[derive(Clone, Debug, Differentiable)] struct Gas { p: f64, q: f64 }
         impl Gas { fn gam(&self, t: f64) -> f64 { self.p*t } fn shift(&mut self, t: f64) { self.p += t; } fn mk(t:f64)->Gas{Gas{p:t,q:t}} fn eat(self)->f64{self.p}}
         fn helper(x: f64) -> f64 { x*x }
         trait L { fn fw(&self, x: f64) -> f64; }
         #[differentiate(inherent)] impl L for Gas { fn fw(&self, t: f64) -> f64 { helper(t) * self.p } }"),
    ("recursive", 1, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate] fn f(x: f64, n: usize) -> f64 { if n == 0 { helper(x) } else { f(x * x, n - 1) } }"),
    ("boxed", 1, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate(boxed)] fn f(x: f64, n: usize) -> f64 { if n == 0 { helper(x) } else { f(x * x, n - 1) } }"),
    ("unit_result", 1, "fn helper(x: f64) { println!(\"{x}\") }
         #[differentiate] fn f(x: f64) -> f64 { helper(x); x * x }"),
    ("thirteen_arguments", 1, "fn h(a:f64,b:f64,c:f64,d:f64,e:f64,g:f64,i:f64,j:f64,k:f64,l:f64,m:f64,n:f64,o:f64)->f64{a}
         #[differentiate] fn f(x: f64) -> f64 { h(x,x,x,x,x,x,x,x,x,x,x,x,x) }"),
    ("twelve_arguments", 1, "fn h(a:f64,b:f64,c:f64,d:f64,e:f64,g:f64,i:f64,j:f64,k:f64,l:f64,m:f64,n:f64)->f64{a}
         #[differentiate] fn f(x: f64) -> f64 { h(x,x,x,x,x,x,x,x,x,x,x,x) }"),
    ("fold", 1, "fn helper(x: f64) -> f64 { x*x }
         #[differentiate] fn f(x: &[f64]) -> f64 { x.iter().fold(0.0, |a, v| a + helper(*v)) }"),
];

/// Functions with one mode, called by others with both.
const MODES: &[(&str, usize, &str)] = &[
    (
        "no_reverse",
        1,
        "#[differentiate(forward)] fn g(x: f64) -> f64 { x * x }
         #[differentiate] fn f(x: f64) -> f64 { g(x) }",
    ),
    (
        "no_forward",
        1,
        "#[differentiate(reverse)] fn g(x: f64) -> f64 { x * x }
         #[differentiate] fn f(x: f64) -> f64 { g(x) }",
    ),
    (
        "method_without_forward",
        1,
        "#[derive(Clone, Differentiable)] struct A { w: f64 }
         #[differentiate(reverse)] impl A { fn g(&self, x: f64) -> f64 { x * self.w } }
         #[differentiate] fn f(a: &A, x: f64) -> f64 { a.g(x) }",
    ),
    (
        "changing_method_without_forward",
        1,
        "#[derive(Clone, Differentiable)] struct A { w: f64 }
         #[differentiate(reverse)] impl A { fn g(&mut self, x: f64) { self.w *= x; } }
         #[differentiate] fn f(a: &mut A, x: f64) { a.g(x); }",
    ),
];

/// Programs that call functions without derivatives.
pub fn cases() -> Vec<Case> {
    CALLS.iter().map(case).collect()
}

/// Programs that call functions without one of the modes.
pub fn without_a_mode() -> Vec<Case> {
    MODES.iter().map(case).collect()
}

fn case((name, causes, code): &(&str, usize, &str)) -> Case {
    let case = Case::new(*name, *code);
    Case { causes: *causes, ..case }
}
