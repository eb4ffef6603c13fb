//! Values by keys.

use expect_test::expect;

use crate::tests::support::{Pass, check_shape};

#[test]
fn values_are_places_by_keys() {
    check_shape(
        Pass::Lower,
        "fn f(x: f64) -> f64 { let mut m = BTreeMap::new(); *m.entry(3).or_insert(0.0) += x; m.insert(4, m[&3]); m[&4] }",
        expect![[r#"
            fn f(x) {
                let t0 = BTreeMap :: new ();
                let mut m = t0;
                let t1 = look up given 3 in m;
                let t2 = t1 is there;
                if t2 {
                } else {
                    m.insert_entry(t1, 0.0);
                }
                m{t1} += x;
                let t3 = 3;
                let t4 = &t3;
                let t5 = look up t4 in m;
                let t6 = t5 is there;
                let t7 = m{t5};
                let t8 = look up given 4 in m;
                let t9 = t8 is there;
                let t12 = if t9 {
                    let t10 = m{t8};
                    m{t8} = t7;
                    let t11 = ::core::option::Option::Some { 0: t10 };
                    t11
                } else {
                    m.insert_entry(t8, t7);
                    ::core::option::Option::None
                }
                let t13 = 4;
                let t14 = &t13;
                let t15 = look up t14 in m;
                let t16 = t15 is there;
                let t17 = m{t15};
                t17
            }
        "#]],
    );
}

#[test]
fn loops_go_over_keys() {
    check_shape(
        Pass::Gradient,
        "fn f(m: &HashMap<u32, f64>) -> f64 { let mut s = 0.0; for v in m.values() { s += v * v; } s }",
        expect![[r#"
            fn f(m, mut m_bar) {
                let mut s = 0.0;
                let map_keys = keys of *m;
                let t0 = map_keys.len();
                let seed = 1.0;
                for i in 0..t0 {
                    let t1 = key of map_keys[i];
                    let t2 = m{t1};
                    let t4 = t2 * t2;
                    s += t4;
                    let t7 = seed;
                    let mut t4_bar = t7;
                    let t8 = t4_bar;
                    let t9 = t8 * t2;
                    let mut t2_bar = 2.0 * t9;
                    let t10 = t2_bar;
                    m_bar{t1} += t10;
                }
                let t5 = s;
                let mut t5_bar = 1.0;
                let t6 = t5_bar;
                let mut s_bar = t6;
                let t11 = s_bar;
                t5
            }
        "#]],
    );
}
