//! Methods of types of one's own by the names of iterators' and of floats', on fields and on items, whose types nobody sees.

mod fields {
    use ad_runtime::prelude::*;

    #[derive(Clone, Debug, Differentiable)]
    struct Grid {
        v: Vec<f64>,
        n: usize,
    }
    #[differentiate]
    impl Grid {
        fn map(&self, k: f64) -> Grid {
            Grid { v: self.v.iter().map(|x| x * k).collect(), n: self.n }
        }
        fn sum(&self) -> f64 {
            self.v.iter().map(|x| x * x).sum()
        }
        fn max(&self, x: f64) -> f64 {
            self.v[0] * x
        }
        fn abs(&self) -> f64 {
            self.v[1] * self.v[0]
        }
        fn zip(&self, o: &Grid) -> f64 {
            self.v[0] * o.v[1]
        }
        fn fold(&self, x: f64) -> f64 {
            self.v[0] * x * x
        }
        fn min(&self, o: &Grid) -> f64 {
            self.v[0] - o.v[1]
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Model {
        grid: Grid,
        k: f64,
    }
    #[differentiate]
    impl Model {
        fn a(&self) -> f64 {
            self.grid.map(self.k).sum()
        }
        fn b(&self) -> f64 {
            self.grid.sum() * self.k
        }
        fn c(&self) -> f64 {
            self.grid.max(self.k)
        }
        fn d(&self) -> f64 {
            self.grid.abs() * self.k
        }
        fn e(&self) -> f64 {
            self.grid.zip(&self.grid) * self.k
        }
        fn f(&self) -> f64 {
            self.grid.fold(self.k)
        }
        fn g(&self) -> f64 {
            self.grid.min(&self.grid) * self.k
        }
    }
    #[test]
    fn on_fields() {
        let m = Model { grid: Grid { v: vec![0.3, 0.8], n: 2 }, k: 1.4 };
        m.a_check().unwrap();
        m.b_check().unwrap();
        m.c_check().unwrap();
        m.d_check().unwrap();
        m.e_check().unwrap();
        m.f_check().unwrap();
        m.g_check().unwrap();
    }
}

mod items {
    use ad_runtime::prelude::*;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Z {
        re: f64,
        im: f64,
    }
    #[differentiate]
    impl Z {
        fn abs(&self) -> f64 {
            (self.re * self.re + self.im * self.im).sqrt()
        }
        fn max(self, o: Z) -> f64 {
            self.re * o.im
        }
        fn sqrt(self) -> Z {
            Z { re: self.re * 0.5, im: self.im * self.re }
        }
        fn map(self, k: f64) -> Z {
            Z { re: self.re * k, im: self.im }
        }
    }
    #[differentiate]
    fn a(z: &[Z]) -> f64 {
        z.iter().map(|r| r.abs()).sum()
    }
    #[differentiate]
    fn b(z: &[Z]) -> f64 {
        let mut s = 0.0;
        for r in z {
            s += r.abs() * r.max(z[0]);
        }
        s
    }
    #[differentiate]
    fn c(z: &[Z]) -> f64 {
        let w: Z = z[0].sqrt();
        let v = w.map(2.0);
        v.abs() + z[1].map(w.re).abs()
    }
    #[differentiate]
    fn d(z: Z, k: f64) -> f64 {
        z.map(k).sqrt().abs()
    }
    #[differentiate]
    fn e(z: &[Z]) -> f64 {
        z.iter().map(|r| r.map(3.0)).map(|r| r.sqrt().abs()).fold(0.0, |a, b| a + b * b)
    }
    #[test]
    fn on_items() {
        let z = [Z { re: 0.3, im: 0.7 }, Z { re: -0.4, im: 0.2 }];
        a::check(&z).unwrap();
        b::check(&z).unwrap();
        c::check(&z).unwrap();
        d::check(z[0], 0.4).unwrap();
        e::check(&z).unwrap();
    }
}
