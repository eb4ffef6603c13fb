//! Iterators with a name, which are advanced by hand.

use ad_runtime::prelude::*;

#[differentiate]
fn pairs(x: &[f64]) -> f64 {
    let mut it = x.iter().peekable();
    let mut s = 0.0;
    while let Some(v) = it.next() {
        if let Some(&n) = it.peek() {
            s += v * n;
        } else {
            s += v.sin();
        }
    }
    s
}

#[differentiate]
fn first_rest(x: &[f64]) -> f64 {
    let mut it = x.iter();
    let first = it.next().unwrap();
    it.map(|v| v * first).sum()
}

#[differentiate]
fn first_for(x: &[f64]) -> f64 {
    let mut it = x.iter();
    let Some(mut best) = it.next().copied() else { return 0.0 };
    for &v in it {
        if v > best {
            best = v;
        }
    }
    best * best
}

#[differentiate]
fn by_ref(x: &[f64]) -> f64 {
    let mut it = x.iter().map(|v| v * v);
    let a: f64 = it.by_ref().take(2).sum();
    let b: f64 = it.sum();
    a * b
}

#[differentiate]
fn by_mut(x: &[f64]) -> f64 {
    let mut it = x.iter();
    let mut s = 0.0;
    for v in &mut it {
        s += v * v;
        if *v > 0.6 {
            break;
        }
    }
    let rest: f64 = it.product();
    s * rest
}

#[differentiate]
fn while_filter(x: &[f64]) -> f64 {
    let mut it = x.iter().filter(|v| **v > 0.2).copied();
    let mut s = 1.0;
    while let Some(v) = it.next() {
        s = s * v + 0.1;
    }
    s
}

#[differentiate]
fn horner(c: &[f64], x: f64) -> f64 {
    let mut it = c.iter().rev();
    let mut acc = *it.next().unwrap();
    while let Some(&k) = it.next() {
        acc = acc * x + k;
    }
    acc
}

#[differentiate]
fn nths(x: &[f64]) -> f64 {
    let mut it = x.iter();
    let b = it.nth(1).copied().unwrap_or(1.0);
    let c = it.next().map_or(0.5, |v| v * b);
    if it.next().is_none() { c * c } else { b }
}

#[differentiate]
fn found(x: &[f64]) -> f64 {
    let mut it = x.iter();
    let f = it.find(|v| **v > 0.25).unwrap();
    let rest: f64 = it.sum();
    f * rest
}

#[differentiate]
fn takew(x: &[f64]) -> f64 {
    let mut it = x.iter();
    let a: f64 = it.by_ref().take_while(|v| **v < 0.8).sum();
    a * it.map(|v| v.exp()).sum::<f64>() + a * a
}

#[differentiate]
fn chunked(x: &[f64]) -> f64 {
    let mut it = x.chunks_exact(2);
    let mut s = 0.0;
    while let Some(c) = it.next() {
        s += c[0] * c[1];
    }
    s
}

#[differentiate]
fn tri(n: f64, x: &[f64]) -> f64 {
    let mut it = x.iter().enumerate();
    let mut s = n;
    loop {
        match it.next() {
            Some((i, v)) => s += v * n * i as f64,
            None => break,
        }
    }
    s
}

#[differentiate]
fn pops(x: &[f64]) -> f64 {
    let mut it = x.to_vec().into_iter();
    let mut s = 0.0;
    while let Some(a) = it.next() {
        let Some(b) = it.next() else {
            s += a;
            break;
        };
        s += a * b;
    }
    s
}

#[differentiate]
fn zipn(x: &[f64], y: &[f64]) -> f64 {
    let mut it = x.iter().zip(y);
    let (a, b) = it.next().unwrap();
    let mut s = a * b;
    for (p, q) in it {
        s += p * q * a;
    }
    s
}

#[test]
fn they_are_right() {
    pairs::check(&[0.7, 0.3, 0.9]).unwrap();
    first_rest::check(&[0.7, 0.3, 0.9]).unwrap();
    first_for::check(&[0.7, 0.3, 0.9]).unwrap();
    by_ref::check(&[0.7, 0.3, 0.9]).unwrap();
    by_mut::check(&[0.7, 0.3, 0.9]).unwrap();
    while_filter::check(&[0.7, 0.3, 0.9]).unwrap();
    horner::check(&[0.7, 0.3, 0.9], 0.7).unwrap();
    nths::check(&[0.7, 0.3, 0.9]).unwrap();
    found::check(&[0.7, 0.3, 0.9]).unwrap();
    takew::check(&[0.7, 0.3, 0.9]).unwrap();
    chunked::check(&[0.7, 0.3, 0.9]).unwrap();
    tri::check(0.7, &[0.7, 0.3, 0.9]).unwrap();
    pops::check(&[0.7, 0.3, 0.9]).unwrap();
    zipn::check(&[0.7, 0.3, 0.9], &[0.2, 0.5, 0.1]).unwrap();
}

/// How far an iterator is advanced shows in what the rest of it comes to.
#[test]
fn they_stop_where_they_do() {
    let x = [0.3, 0.7, 0.9];
    macro_rules! same {
        ($($f:ident),*) => {
            $( assert_eq!($f::value_and_grad(&x).0, $f(&x), stringify!($f)); )*
        };
    }
    same!(pairs, first_rest, first_for, by_ref, by_mut, while_filter, nths, found, takew, chunked);
    same!(pops);
    horner::check(&[0.3], 0.7).unwrap();
    assert_eq!(first_for::value_and_grad(&[]), (0.0, vec![]));
}

/// What a closure looks at may have changed by the time that the next item is asked for.
#[differentiate]
fn filtered_as_it_goes(x: &[f64]) -> f64 {
    let least = std::cell::Cell::new(0.5);
    let mut it = x.iter().filter(|v| **v > least.get());
    let a = it.next().unwrap();
    least.set(0.1);
    let b = it.next().unwrap();
    let rest: f64 = it.sum();
    a * b * b + rest
}

#[differentiate]
fn under_another_name(x: &[f64]) -> f64 {
    let mut it = x.iter();
    let a = it.next().unwrap();
    let mut rest = it;
    let b = rest.next().unwrap();
    let c: f64 = rest.map(|v| v * a).sum();
    a * b + c
}

#[test]
fn nothing_is_made_ahead_of_time() {
    let x = [0.2, 0.7, 0.3, 0.9];
    assert_eq!(filtered_as_it_goes::value_and_grad(&x).0, filtered_as_it_goes(&x));
    filtered_as_it_goes::check(&x).unwrap();
    under_another_name::check(&x).unwrap();
}
