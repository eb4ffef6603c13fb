//! Counts verdicts.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use super::ast::Program;
use super::checks::second::{Ways, ways};
use super::compile::{OPERATOR, Verdict};

/// What came out.
#[derive(Debug, Default)]
pub struct Report {
    /// All programs.
    pub programs: usize,
    /// Values and slopes agree.
    pub ok: usize,
    /// They don't.
    pub wrong: usize,
    /// The macro's output doesn't compile.
    pub did_not_compile: usize,
    /// A derivative panics where the function doesn't.
    pub panics: usize,
    /// The modes agree, and differences say nothing.
    pub near_a_kink: usize,
    /// Programs that don't compile or panic without derivatives.
    pub flaws: usize,
    /// Of those that are right, how many have products with Hessians.
    pub products: usize,
    /// Of those that are right, of how many the tangent was differentiated.
    pub tangents: usize,
    /// Of those that are right and should have second derivatives, how many have neither.
    pub skipped: usize,
    /// How many were refused, by the macro's message.
    pub rejected: BTreeMap<String, usize>,
    /// How many have a construct, and how many of these were compiled and found right.
    pub constructs: BTreeMap<&'static str, (usize, usize)>,
}

impl Report {
    /// Counts one more.
    pub fn add(&mut self, program: &Program, verdict: &Verdict) {
        self.programs += 1;
        match verdict {
            Verdict::Ok => self.ok += 1,
            Verdict::Kink => self.near_a_kink += 1,
            Verdict::Wrong(_) => self.wrong += 1,
            Verdict::Panic(_) => self.panics += 1,
            Verdict::DidNotCompile(_) => self.did_not_compile += 1,
            Verdict::Rejected(reason) => *self.rejected.entry(reason.clone()).or_default() += 1,
            Verdict::Flaw(_) => self.flaws += 1,
        }
        if program.order > 1 && matches!(verdict, Verdict::Ok | Verdict::Kink) {
            let Ways { product, tangent } = ways(program);
            self.products += usize::from(product);
            self.tangents += usize::from(tangent);
            self.skipped += usize::from(!product && !tangent);
        }
        for name in &program.used {
            let (n, n_right) = self.constructs.entry(name).or_default();
            *n += 1;
            *n_right += usize::from(matches!(verdict, Verdict::Ok | Verdict::Kink));
        }
    }

    /// How many were refused.
    pub fn n_rejected(&self) -> usize {
        self.rejected.values().sum()
    }

    /// How many of them because of operators on types of their own.
    pub fn n_operators(&self) -> usize {
        let of_operators = |(reason, _): &(&String, &usize)| reason.contains(OPERATOR);
        self.rejected.iter().filter(of_operators).map(|(_, n)| n).sum()
    }

    /// Whether nothing is wrong but, perhaps, refused.
    pub fn is_clean(&self) -> bool {
        self.wrong + self.did_not_compile + self.panics + self.flaws == 0
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        writeln!(f, "programs         {}", self.programs)?;
        writeln!(f, "ok               {}", self.ok)?;
        let share = 100.0 * self.near_a_kink as f64 / self.programs.max(1) as f64;
        writeln!(f, "near a kink      {} ({share:.1} %)", self.near_a_kink)?;
        writeln!(f, "wrong            {}", self.wrong)?;
        writeln!(f, "did not compile  {}", self.did_not_compile)?;
        writeln!(f, "panics           {}", self.panics)?;
        writeln!(f, "flaws            {} (of the generator)", self.flaws)?;
        if self.products + self.tangents + self.skipped > 0 {
            let Report { products, tangents, skipped, .. } = self;
            writeln!(
                f,
                "second order     {products} by hvp, {tangents} by jvp, {skipped} skipped"
            )?;
        }
        writeln!(f, "rejected         {}", self.n_rejected())?;
        let mut reasons: Vec<_> = self.rejected.iter().collect();
        reasons.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
        for (reason, n) in reasons {
            writeln!(f, "    {n:5}  {reason}")?;
        }
        writeln!(f, "programs with a construct, and those of them that are right:")?;
        for (name, (n, n_right)) in &self.constructs {
            writeln!(f, "    {n:5} {n_right:5}  {name}")?;
        }
        Ok(())
    }
}
