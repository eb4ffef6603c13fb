//! Types that contain one another.

use ad_runtime::prelude::*;

#[test]
fn types_in_a_circle() {
    #[derive(Clone, Debug, Differentiable)]
    #[differentiable(recursive(Leaf))]
    struct Branch {
        length: f64,
        leaves: Vec<Leaf>,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Leaf {
        area: f64,
        grown: Option<Box<Branch>>,
    }
    #[differentiate]
    fn weight(branch: &Branch) -> f64 {
        let mut sum = branch.length * branch.length;
        for leaf in &branch.leaves {
            sum += leaf.area * branch.length;
            if let Some(grown) = &leaf.grown {
                sum += weight(grown) * leaf.area;
            }
        }
        sum
    }
    let twig = Branch { length: 3.0, leaves: Vec::new() };
    let leaf = Leaf { area: 2.0, grown: Some(Box::new(twig)) };
    let branch = Branch { length: 5.0, leaves: vec![leaf] };
    weight::check(&branch).expect("right");
    let bar = weight::grad(&branch);
    assert_eq!((bar.length, bar.leaves[0].area), (12.0, 14.0));
    let grown = bar.leaves[0].grown.as_ref();
    assert_eq!(grown.map(|twig| twig.length), Some(12.0));
}
