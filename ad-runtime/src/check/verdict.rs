//! What a check says.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// The derivatives agree.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// The function.
    pub function: String,
    /// The number of coordinates of the differentiable parameters.
    pub n_coordinates: usize,
    /// The number of directions in which the derivatives were compared.
    pub n_directions: usize,
    /// The largest relative difference between forward mode and finite differences.
    pub from_differences: f64,
    /// The largest relative difference between forward and reverse mode.
    pub between_modes: f64,
    /// In how many directions finite differences could not see an error of one part in 10⁴.
    pub n_unresolved: usize,
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Report { function, n_coordinates, n_directions, .. } = self;
        write!(
            f,
            "derivatives of `{function}` agree: {n_coordinates} coordinates, {n_directions} directions, \
             {:.0e} from finite differences, {:.0e} between the modes",
            self.from_differences, self.between_modes
        )?;
        match self.n_unresolved {
            0 => Ok(()),
            n => write!(f, " ({n} directions beyond the resolution of finite differences)"),
        }
    }
}

/// The derivatives don't agree, or can't be compared at this point.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Mismatch {
    /// The function.
    pub function: String,
    /// The parameter and entry that is off, such as `x[3]`; empty if it isn't one.
    pub entry: String,
    /// What is wrong.
    pub cause: Cause,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cause {
    /// A mode returns another value than the function.
    Value {
        /// `forward` or `reverse`.
        mode: &'static str,
        /// The entry of the result, such as `[2]`; empty for a scalar.
        output: String,
        /// What the mode returns.
        value: f64,
        /// What the function returns.
        expected: f64,
    },
    /// A mode returns a derivative with another number of entries than what it is the derivative of.
    Shape {
        /// `forward` or `reverse`.
        mode: &'static str,
        /// How many entries it returns.
        len: usize,
        /// How many there should be.
        expected: usize,
    },
    /// The derivatives differ.
    Derivative {
        /// The entry of the result, such as `[2]`; empty for a scalar.
        output: String,
        /// By forward mode.
        forward: f64,
        /// By reverse mode.
        reverse: f64,
        /// By finite differences; `None` if the function isn't finite beside the point.
        difference: Option<f64>,
        /// The error bound of the finite differences.
        error: f64,
        /// Whether the function seems to have a kink here.
        kink: bool,
    },
    /// Something isn't finite, so that there is nothing to compare.
    NotFinite {
        /// What it is.
        what: &'static str,
        /// Its value.
        value: f64,
    },
}

impl Display for Mismatch {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Mismatch { function, entry, cause } = self;
        match cause {
            Cause::Value { mode, output, value, expected } => write!(
                f,
                "{mode} mode of `{function}` returns {value}{} where the function returns {expected}",
                Output(output)
            ),
            Cause::Shape { mode, len, expected } => write!(
                f,
                "{mode} mode of `{function}` returns a derivative with {len} entries where there should be {expected}"
            ),
            Cause::Derivative { output, forward, reverse, difference, error, kink } => {
                write!(f, "derivatives of `{function}` by `{entry}`{} differ: ", Output(output))?;
                write!(f, "forward mode {forward}, reverse mode {reverse}, finite differences ")?;
                match difference {
                    Some(difference) => write!(f, "{difference} ± {error:.0e}")?,
                    None => write!(f, "not finite")?,
                }
                match kink {
                    true => write!(f, "; the function seems to have a kink here: check beside it"),
                    false => Ok(()),
                }
            }
            Cause::NotFinite { what, value } if entry.is_empty() => {
                write!(f, "can't check `{function}` here: {what} is {value}; choose another point")
            }
            Cause::NotFinite { what, value } => write!(
                f,
                "can't check `{function}` here: {what} is {value} at `{entry}`; choose another point"
            ),
        }
    }
}

/// The sentence that [`Display`] writes: it is what `unwrap` prints.
impl fmt::Debug for Mismatch {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl Error for Mismatch {}

/// ` (output [2])`, or nothing for a scalar.
struct Output<'a>(&'a str);

impl Display for Output<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            "" => Ok(()),
            place => write!(f, " (output {place})"),
        }
    }
}
