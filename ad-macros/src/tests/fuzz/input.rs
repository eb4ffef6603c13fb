//! Inputs by number.

use std::fmt;

use proc_macro2::{TokenStream, TokenTree};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::corpus::{self, Pool};
use super::{grammar, mutate, trial};

/// Who expands an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Macro {
    Differentiate,
    Primitive,
    Derive,
}

impl Macro {
    /// The macro that an attribute calls.
    pub fn of_attribute(attribute: &syn::Attribute) -> Option<Macro> {
        let path = attribute.path();
        if path.is_ident("differentiate") {
            Some(Macro::Differentiate)
        } else if path.is_ident("primitive") {
            Some(Macro::Primitive)
        } else {
            None
        }
    }
}

/// What a macro is given.
#[derive(Clone)]
pub struct Input {
    pub of: Macro,
    /// Nothing for a derive.
    pub args: TokenStream,
    pub item: TokenStream,
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Input { of, args, item } = self;
        match of {
            Macro::Differentiate => write!(f, "#[differentiate({args})]\n{item}"),
            Macro::Primitive => write!(f, "#[primitive({args})]\n{item}"),
            Macro::Derive => write!(f, "#[derive(Differentiable)]\n{item}"),
        }
    }
}

/// All inputs.
pub struct Inputs {
    seeds: Vec<Input>,
    lengths: Vec<usize>,
    pool: Pool,
    /// All tokens of all seeds.
    tokens: Vec<TokenTree>,
}

impl Inputs {
    pub fn new() -> Inputs {
        let seeds = corpus::seeds();
        let pool = Pool::new(&seeds);
        let tokens = seeds.iter().flat_map(|seed| seed.item.clone()).collect();
        let lengths = seeds.iter().map(|seed| trial::count(seed.item.clone())).collect();
        Inputs { seeds, lengths, pool, tokens }
    }

    /// The first inputs are the seeds; then seeds with changes, and items made up.
    pub fn input(&self, number: u64) -> Input {
        if let Some(seed) = self.seeds.get(number as usize) {
            return seed.clone();
        }
        let mut random = ChaCha8Rng::seed_from_u64(number);
        let mut input = match random.random_range(0..20) {
            0 => {
                let of = [Macro::Differentiate, Macro::Primitive, Macro::Derive];
                let of = of[random.random_range(0..3)];
                let item = grammar::wrapped(&mut random, &self.tokens);
                Input { of, args: TokenStream::new(), item }
            }
            1..=4 => {
                let item = grammar::function(&mut random);
                Input { of: Macro::Differentiate, args: TokenStream::new(), item }
            }
            // Short ones rather than long ones, which take longer and show less.
            _ => {
                let some: [usize; 3] =
                    std::array::from_fn(|_| random.random_range(0..self.seeds.len()));
                let seed = some.into_iter().min_by_key(|seed| self.lengths[*seed]).unwrap_or(0);
                self.seeds[seed].clone()
            }
        };
        let kind = random.random_range(0..10);
        if kind < 8 {
            mutate::syntax(&mut random, &mut input.item, &self.pool);
        }
        if kind >= 7 {
            let mut item: Vec<_> = input.item.into_iter().collect();
            for _ in 0..random.random_range(1..=3) {
                mutate::tokens(&mut random, &mut item, &self.tokens);
            }
            input.item = item.into_iter().collect();
        }
        if random.random_ratio(1, 10) {
            input.args = mutate::args(&mut random, input.args, &self.pool, &self.tokens);
        }
        if random.random_ratio(1, 40) {
            let of = [Macro::Differentiate, Macro::Primitive, Macro::Derive];
            input.of = of[random.random_range(0..3)];
        }
        input
    }
}
