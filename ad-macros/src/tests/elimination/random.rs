//! Straight lines that nobody has written: every order of elimination gives the Jacobian that forward mode gives, and the one that is taken costs no more than any.

use crate::elimination;
use crate::tests::support::meaning::check_orders;
use crate::tests::support::program::Program;
use crate::tests::support::random::Random;

/// How many programs.
const N_PROGRAMS: u64 = 300;

/// A function of four numbers and a list, of some operations on what is there already, that results in up to four of them.
fn program(random: &mut Random) -> String {
    let mut known: Vec<String> =
        ["x", "y", "z[0]", "z[2]", "w"].map(str::to_string).into_iter().collect();
    let mut lines = vec!["let mut s = [0.5, x, 1.5];".to_string()];
    for i in 0..3 + random.below(14) {
        let mut operand = || match random.below(8) {
            0 => "0.75".to_string(),
            1 => format!("s[{}]", random.below(3)),
            // Mostly of what came last, so that there are long ways.
            2..=4 => known[known.len() - 1 - random.below(known.len().min(3))].clone(),
            _ => known[random.below(known.len())].clone(),
        };
        let (a, b) = (operand(), operand());
        let value = match random.below(12) {
            0 | 1 => format!("{a} + {b}"),
            2 => format!("{a} - {b}"),
            3..=5 => format!("{a} * {b}"),
            6 => format!("{a} / (1.5 + {b} * {b})"),
            7 => format!("({a}).sin()"),
            8 => format!("({a}).tanh()"),
            9 => format!("({a}).max({b})"),
            10 => format!("-{a}"),
            _ => format!("(0.5 + {a} * {a}).sqrt()"),
        };
        match random.below(6) {
            0 => lines.push(format!("s[{}] = {value};", random.below(3))),
            1 => lines.push(format!("s[{}] -= {value};", random.below(3))),
            _ => {
                lines.push(format!("let v{i} = {value};"));
                known.push(format!("v{i}"));
            }
        }
    }
    let n_results = 1 + random.below(4);
    let results: Vec<_> = known.iter().rev().take(n_results).cloned().collect();
    format!(
        "fn f(x: f64, y: f64, z: &[f64; 3], w: f64) -> [f64; {}] {{ {} [{}] }}",
        results.len(),
        lines.join(" "),
        results.join(", ")
    )
}

#[test]
fn all_orders_agree_with_forward_mode() {
    let mut random = Random::new(20);
    let mut n_saved = 0;
    for _ in 0..N_PROGRAMS {
        let source = program(&mut random);
        let program = Program::parse(&source);
        check_orders(&program);
        let costs = elimination::eliminate(program.main().linearised()).costs;
        let chosen = costs.chosen.multiplications;
        assert!(costs.chosen.tried.iter().all(|(_, count)| chosen <= *count), "{source}");
        assert!(chosen <= costs.tangents.1.min(costs.pullbacks.1), "{source}: {costs:?}");
        let [forward, reverse, markowitz] = costs.chosen.tried.map(|(_, count)| count);
        n_saved += usize::from(markowitz < forward.min(reverse));
    }
    // In many there is a vertex in the middle that is better eliminated first.
    assert!(n_saved > 5, "{n_saved}");
}
