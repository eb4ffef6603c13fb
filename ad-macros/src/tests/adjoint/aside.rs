//! Long records of branches, beside those of the loop.

use expect_test::expect;

use super::check_gradient;

#[test]
fn a_long_record_of_a_branch() {
    check_gradient(
        "fn g(x: f64, w: f64) -> f64 { x * w }
        fn f(x: &[f64], w: f64) -> f64 {
            let mut s = w;
            for i in 0..x.len() {
                if x[i] > 0.0 {
                    let a = g(s, w);
                    s = g(a, x[i]);
                }
            }
            s
        }",
        expect![[r#"
            fn f(x, w, mut x_bar, mut w_bar) {
                let mut s = w;
                let t0 = x.len();
                let mut saved = stack;
                let mut saved_1 = stack for 0..t0;
                for i in 0..t0 {
                    let mut is_kept = false;
                    let t1 = x[i];
                    let t2 = t1 > 0.0;
                    if t2 {
                        let t3 = s;
                        let a, g_pullback_1 = g::pullback(t3, w);
                        let t5, g_pullback = g::pullback(a, t1);
                        s = t5;
                        push saved (a, g_pullback_1, g_pullback);
                        is_kept = true;
                    }
                    let is_kept_1 = is_kept;
                    push saved_1 (is_kept_1);
                }
                let t6 = s;
                let mut t6_bar = 1.0;
                let t7 = t6_bar;
                let mut s_bar = t7;
                let mut w_bar_1 = 0.0;
                for i in (0..t0).rev() {
                    let is_kept_1 = pop saved_1;
                    let mut t1_bar = 0.0;
                    if is_kept_1 {
                        let a, g_pullback_1, g_pullback = pop saved;
                        let t8 = s_bar;
                        clear s_bar;
                        let mut t5_bar = t8;
                        let t9 = t5_bar;
                        let mut a_bar = zero_like(a);
                        pull g_pullback(t9; a_bar, t1_bar);
                        let t10 = a_bar;
                        let mut t3_bar = 0.0;
                        pull g_pullback_1(t10; t3_bar, w_bar_1);
                        let t11 = t3_bar;
                        s_bar += t11;
                    }
                    let t12 = t1_bar;
                    x_bar[i] += t12;
                }
                let t13 = s_bar;
                w_bar_1 += t13;
                let t14 = w_bar_1;
                *w_bar += t14;
                t6
            }
        "#]],
    );
}
