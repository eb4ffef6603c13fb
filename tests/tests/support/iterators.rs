//! Iterators and closures.

use ad_runtime::prelude::*;

#[test]
fn for_over_elements() {
    #[differentiate]
    fn weighted(x: &[f64]) -> f64 {
        let mut sum = 0.0;
        for v in x {
            sum += v * v;
        }
        for (i, v) in x.iter().enumerate() {
            sum += v * i as f64;
        }
        sum
    }
    weighted::check(&[2.0, 3.0]).unwrap();
    assert_eq!(weighted::grad(&[2.0, 3.0]), [4.0, 7.0]);
}

#[test]
fn iterator_map_and_sum() {
    #[differentiate]
    fn sums(x: &[f64]) -> f64 {
        x.iter().map(|v| v * v).sum::<f64>() + x.iter().product::<f64>()
    }
    sums::check(&[2.0, 3.0]).unwrap();
    assert_eq!(sums::grad(&[2.0, 3.0]), [7.0, 8.0]);
}

#[test]
fn iterator_zip() {
    #[differentiate]
    fn dot(x: &[f64], y: &[f64]) -> f64 {
        x.iter().zip(y).map(|(a, b)| a * b).sum()
    }
    dot::check(&[1.0, 2.0], &[3.0, 4.0]).unwrap();
    assert_eq!(dot::grad(&[1.0, 2.0], &[3.0, 4.0]), (vec![3.0, 4.0], vec![1.0, 2.0]));
}

#[test]
fn iterator_fold() {
    #[differentiate]
    fn horner(c: &[f64], x: f64) -> f64 {
        c.iter().rev().fold(0.0, |y, c| y * x + c)
    }
    horner::check(&[1.0, 2.0, 3.0], 2.0).unwrap();
    assert_eq!(horner::grad(&[1.0, 2.0, 3.0], 2.0), (vec![1.0, 2.0, 4.0], 14.0));
}

#[test]
fn iterator_windows() {
    #[differentiate]
    fn roughness(x: &[f64]) -> f64 {
        x.windows(2).map(|w| (w[1] - w[0]).powi(2)).sum::<f64>()
            + x.chunks(2).map(|c| c.iter().product::<f64>()).sum::<f64>()
    }
    roughness::check(&[1.0, 3.0, 4.0]).unwrap();
    assert_eq!(roughness::grad(&[1.0, 3.0, 4.0]), [-1.0, 3.0, 3.0]);
}

#[test]
fn iterator_filter() {
    #[differentiate]
    fn positive(x: &[f64]) -> f64 {
        x.iter().filter(|v| **v > 0.0).map(|v| v * v).sum::<f64>()
            + x.iter().filter_map(|v| if *v < 0.0 { Some(-v) } else { None }).sum::<f64>()
    }
    positive::check(&[2.0, -3.0]).unwrap();
    assert_eq!(positive::grad(&[2.0, -3.0]), [4.0, -1.0]);
}

#[test]
fn iterator_adapters() {
    #[differentiate]
    fn adapted(x: &[f64], y: &[f64]) -> f64 {
        let a: f64 = x.iter().skip(1).step_by(2).take(1).map(|v| v * v).sum();
        let b: f64 = x.iter().chain(y).rev().take(1).sum();
        let c: f64 = x.iter().take_while(|v| **v < 3.0).copied().product();
        a + b + c
    }
    adapted::check(&[2.0, 3.0], &[5.0]).unwrap();
    assert_eq!(adapted::grad(&[2.0, 3.0], &[5.0]), (vec![1.0, 6.0], vec![1.0]));
}

#[test]
fn iterator_scan() {
    #[differentiate]
    fn running(x: &[f64]) -> f64 {
        x.iter()
            .scan(0.0, |state, v| {
                *state += v;
                Some(*state)
            })
            .map(|s| s * s)
            .sum()
    }
    running::check(&[1.0, 2.0]).unwrap();
    assert_eq!(running::grad(&[1.0, 2.0]), [8.0, 6.0]);
}

#[test]
fn iterator_flat_map() {
    #[differentiate]
    fn flattened(x: &[f64], n: usize) -> f64 {
        x.iter().flat_map(|v| (0..n).map(move |k| v * k as f64)).map(|t| t * t).sum()
    }
    flattened::check(&[1.0, 2.0], 3).unwrap();
    assert_eq!(flattened::grad(&[1.0, 2.0], 3), [10.0, 20.0]);
}

#[test]
fn iterator_extremes() {
    #[differentiate]
    fn spread(x: &[f64]) -> f64 {
        let max = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let min = x.iter().min_by(|a, b| a.total_cmp(b)).unwrap();
        let other = x.iter().copied().reduce(f64::max).unwrap();
        max * other - min
    }
    spread::check(&[2.0, 5.0, 3.0]).unwrap();
    assert_eq!(spread::grad(&[2.0, 5.0, 3.0]), [-1.0, 10.0, 0.0]);
}

#[test]
fn iterator_searches() {
    #[differentiate]
    fn found(x: &[f64], #[constant] keys: &[u32]) -> f64 {
        let (least, _) = keys.iter().enumerate().min_by_key(|(_, key)| **key).unwrap();
        let square = x.iter().find_map(|v| (*v > 2.5).then(|| v * v)).unwrap_or(0.0);
        x[least] * square + x.iter().cycle().nth(4).unwrap()
    }
    found::check(&[2.0, 3.0, 4.0], &[7, 9, 5]).unwrap();
    assert_eq!(found::grad(&[2.0, 3.0, 4.0], &[7, 9, 5]), [0.0, 25.0, 9.0]);
}

#[test]
fn iterators_by_hand() {
    #[differentiate]
    fn horner(coefficients: &[f64], x: f64) -> f64 {
        let mut rest = coefficients.iter().rev();
        let mut value = *rest.next().unwrap();
        while let Some(c) = rest.next() {
            value = value * x + c;
        }
        value
    }
    horner::check(&[1.0, 2.0, 3.0], 0.5).unwrap();
    assert_eq!(horner::grad(&[1.0, 2.0, 3.0], 0.5), (vec![1.0, 0.5, 0.25], 5.0));
}

#[test]
fn iterator_in_place() {
    #[differentiate]
    fn changed(x: &[f64]) -> f64 {
        let mut y = x.to_vec();
        y.iter_mut().for_each(|v| *v *= 2.0);
        for (a, b) in y.iter_mut().zip(x) {
            *a *= b;
        }
        y.into_iter().sum()
    }
    changed::check(&[2.0, 3.0]).unwrap();
    assert_eq!(changed::grad(&[2.0, 3.0]), [8.0, 12.0]);
}

#[test]
fn iterators_into_two_lists() {
    #[differentiate]
    fn parted(x: &[f64]) -> f64 {
        let (low, high): (Vec<f64>, Vec<f64>) = x.iter().copied().partition(|v| *v < 10.0);
        low[0] * high[1]
    }
    parted::check(&[2.0, 30.0, 40.0]).unwrap();
    assert_eq!(parted::grad(&[2.0, 30.0, 40.0]), [40.0, 0.0, 2.0]);
}

#[test]
fn iterators_of_itertools() {
    use itertools::{Itertools, iproduct, izip};
    #[differentiate]
    fn joined(x: &[f64], y: &[f64], w: &[f64]) -> f64 {
        let steps: f64 = x.iter().tuple_windows().map(|(a, b)| (b - a) * (b - a)).sum();
        let mut total = steps;
        for (x, y, w) in izip!(x, y, w) {
            total += x * y * w;
        }
        let largest = x.iter().sorted_by(|a, b| b.total_cmp(a)).take(1).sum::<f64>();
        total * largest + iproduct!(x, y).map(|(a, b)| a * b).sum::<f64>()
    }
    joined::check(&[1.0, 2.0], &[3.0, 4.0], &[1.0, 0.5]).unwrap();
    // ((x₁ - x₀)² + x₀ y₀ w₀ + x₁ y₁ w₁) x₁ + (x₀ + x₁) (y₀ + y₁)
    let (x_bar, _, w_bar) = joined::grad(&[1.0, 2.0], &[3.0, 4.0], &[1.0, 0.5]);
    assert_eq!((x_bar, w_bar), (vec![9.0, 23.0], vec![6.0, 16.0]));
}

#[test]
fn sorting() {
    #[differentiate]
    fn median(x: &[f64]) -> f64 {
        let mut sorted = x.to_vec();
        sorted.sort_by(|a, b| a.partial_cmp(b).unwrap());
        sorted[x.len() / 2]
    }
    median::check(&[2.0, 5.0, 3.0]).unwrap();
    assert_eq!(median::grad(&[2.0, 5.0, 3.0]), [0.0, 0.0, 1.0]);
}

#[test]
fn sorted_lists_searched() {
    #[differentiate]
    fn interpolated(#[constant] x: &[f64], y: &[f64], at: f64) -> f64 {
        let i = x.partition_point(|v| *v <= at).clamp(1, x.len() - 1);
        y[i - 1] + (at - x[i - 1]) / (x[i] - x[i - 1]) * (y[i] - y[i - 1])
    }
    let (x, y) = ([0.0, 4.0, 8.0], [1.0, 2.0, 4.0]);
    interpolated::check(&x, &y, 5.0).unwrap();
    assert_eq!(interpolated::grad(&x, &y, 5.0), (vec![0.0, 0.75, 0.25], 0.5));
}

#[test]
fn lists_taken_apart() {
    #[differentiate]
    fn parts(x: &[f64]) -> f64 {
        let mut list = [x, &[1.0]].concat();
        list.retain(|v| *v < 4.5);
        let last = list.split_off(2);
        let first: f64 = list.drain(..1).sum();
        first * list[0] * last[0]
    }
    parts::check(&[2.0, 5.0, 3.0]).unwrap();
    assert_eq!(parts::grad(&[2.0, 5.0, 3.0]), [3.0, 0.0, 2.0]);
}

#[test]
fn collect_into_vec() {
    #[differentiate]
    fn doubled(x: &[f64]) -> Vec<f64> {
        let squares: Vec<f64> = x.iter().map(|v| v * v).collect();
        squares.iter().map(|s| 2.0 * s).collect::<Vec<_>>()
    }
    doubled::check(&[2.0, 3.0]).unwrap();
    assert_eq!(doubled::vjp(&[2.0, 3.0]).1(vec![1.0, 10.0]), [8.0, 120.0]);
}

#[test]
fn aliases() {
    type Mat = Vec<Vec<f64>>;
    #[differentiate]
    fn scaled(m: &Mat, k: f64) -> Mat {
        m.iter().map(|row| row.iter().map(|x| x * k).collect()).collect()
    }
    #[differentiate]
    fn trace(m: &Mat, k: f64) -> f64 {
        let mut out: Mat = scaled(m, k);
        out[1][1] += m[0][0] * m[0][1];
        out.push(vec![k]);
        let mut total = out[2][0];
        for (i, row) in out.iter().take(2).enumerate() {
            total += row[i];
        }
        total
    }
    let m = vec![vec![1.0, 2.0], vec![3.0, 4.0]];
    trace::check(&m, 2.0).unwrap();
    // k (m₀₀ + m₁₁) + m₀₀ m₀₁ + k
    let (m_bar, k_bar) = trace::grad(&m, 2.0);
    assert_eq!((m_bar, k_bar), (vec![vec![4.0, 1.0], vec![0.0, 2.0]], 6.0));
}

#[test]
fn collect_what_may_fail() {
    #[differentiate]
    fn roots(x: &[f64]) -> Option<f64> {
        let root = |x: &f64| if *x < 0.0 { None } else { Some(x.sqrt()) };
        let roots = x.iter().map(root).collect::<Option<Vec<_>>>()?;
        Some(roots[0] * roots[1] + x.iter().map(root).sum::<Option<f64>>()?)
    }
    roots::check(&[4.0, 9.0]).unwrap();
    roots::check(&[4.0, -9.0]).unwrap();
    let (value, pullback) = roots::vjp(&[4.0, 9.0]);
    assert_eq!((value, pullback(Some(1.0))), (Some(11.0), vec![1.0, 0.5]));
}

#[test]
fn array_from_fn() {
    #[differentiate]
    fn neighbours(p: [f64; 3]) -> f64 {
        let q: [f64; 3] = std::array::from_fn(|i| p[i] * p[(i + 1) % 3]);
        q.map(|v| 2.0 * v).iter().sum()
    }
    neighbours::check([1.0, 2.0, 3.0]).unwrap();
    assert_eq!(neighbours::grad([1.0, 2.0, 3.0]), [10.0, 8.0, 6.0]);
}

#[test]
fn array_of_a_list() {
    #[differentiate]
    fn converted(x: &[f64]) -> f64 {
        let squares: [f64; 3] = x.iter().map(|x| x * x).collect::<Vec<_>>().try_into().unwrap();
        let mut sum = 0.0;
        for pair in x.chunks(2) {
            let pair: &[f64; 2] = pair.try_into().expect("pairs");
            sum += squares[2] * pair[0] * pair[1];
        }
        sum
    }
    // x₂² x₀ x₁, but the last chunk has one element.
    let message = std::panic::catch_unwind(|| converted::grad(&[1.0, 2.0, 3.0])).unwrap_err();
    assert_eq!(message.downcast_ref::<String>().unwrap(), "pairs");

    #[differentiate]
    fn firsts(x: &[f64]) -> [f64; 2] {
        x[..2].try_into().unwrap()
    }
    #[differentiate]
    fn pairs(x: &[f64]) -> f64 {
        let [a, b] = firsts(x);
        let rest: [f64; 2] = x[2..].try_into().unwrap();
        a * b * b + rest[0] * rest[1]
    }
    pairs::check(&[1.0, 2.0, 3.0, 4.0]).unwrap();
    assert_eq!(pairs::grad(&[1.0, 2.0, 3.0, 4.0]), [4.0, 4.0, 4.0, 3.0]);
}

#[test]
fn closure_capturing_active_values() {
    #[differentiate]
    fn applied(x: f64, y: f64) -> f64 {
        let scale = 2.0 * y;
        let f = |t: f64| t * t * scale + x;
        let g = |a: f64, b: f64| f(a) * b;
        g(x, 1.0) + f(3.0)
    }
    applied::check(2.0, 5.0).unwrap();
    // 2 y (x² + 9) + 2 x
    assert_eq!(applied::grad(2.0, 5.0), (42.0, 26.0));
}

#[test]
fn closure_changing_captures() {
    #[differentiate]
    fn counted(x: f64) -> f64 {
        let mut total = 0.0;
        let mut add = |v: f64| total += v * x;
        add(1.0);
        add(x);
        total
    }
    counted::check(3.0).unwrap();
    assert_eq!(counted::grad(3.0), 7.0);
}

#[test]
fn closure_returning_early() {
    #[differentiate]
    fn clipped(x: &[f64]) -> f64 {
        let clip = |v: f64| {
            if v > 1.0 {
                return 2.0 * v - 1.0;
            }
            v * v
        };
        x.iter().map(|&v| clip(v)).sum()
    }
    clipped::check(&[0.5, 3.0]).unwrap();
    assert_eq!(clipped::grad(&[0.5, 3.0]), [1.0, 2.0]);
}

#[test]
fn own_sums() {
    use std::iter::{Product, Sum};
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct Vec2 {
        x: f64,
        y: f64,
    }
    #[differentiate]
    impl Sum for Vec2 {
        fn sum<I: Iterator<Item = Vec2>>(iter: I) -> Vec2 {
            iter.fold(Vec2 { x: 0.0, y: 0.0 }, |a, b| Vec2 { x: a.x + b.x, y: a.y + b.y })
        }
    }
    #[differentiate]
    impl<'a> Sum<&'a Vec2> for Vec2 {
        fn sum<I: Iterator<Item = &'a Vec2>>(iter: I) -> Vec2 {
            iter.copied().sum()
        }
    }
    #[differentiate]
    impl Product for Vec2 {
        fn product<I: Iterator<Item = Vec2>>(iter: I) -> Vec2 {
            iter.fold(Vec2 { x: 1.0, y: 1.0 }, |a, b| Vec2 { x: a.x * b.x, y: a.y * b.y })
        }
    }
    #[differentiate]
    fn moment(vs: &[Vec2], k: f64) -> f64 {
        let total: Vec2 = vs.iter().sum();
        let scaled = vs.iter().map(|v| Vec2 { x: v.x * k, y: v.y }).product::<Vec2>();
        total.x * total.y + scaled.x
    }
    let vs = [Vec2 { x: 1.0, y: 2.0 }, Vec2 { x: 3.0, y: -1.0 }];
    moment::check(&vs, 2.0).unwrap();
    // (x₀ + x₁) (y₀ + y₁) + k² x₀ x₁
    let (bars, k_bar) = moment::grad(&vs, 2.0);
    assert_eq!((bars[0].x, bars[0].y, k_bar), (13.0, 4.0, 12.0));
}

#[test]
fn options_as_iterators() {
    #[differentiate]
    fn norm(x: &[f64], extra: Option<f64>) -> f64 {
        let mut s = 0.0;
        for v in x.iter().chain(&extra) {
            s += v * v;
        }
        s + extra.iter().map(|v| v * x[0]).sum::<f64>()
    }
    norm::check(&[1.0, 2.0], Some(3.0)).unwrap();
    assert_eq!(norm::grad(&[1.0, 2.0], Some(3.0)), (vec![5.0, 4.0], Some(7.0)));
    assert_eq!(norm::grad(&[1.0, 2.0], None), (vec![2.0, 4.0], None));
}
