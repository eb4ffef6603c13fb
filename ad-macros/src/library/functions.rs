//! Names of associated functions: what makes constants.

/// Whether a function of this name makes a float of std's that is a constant, `f64::default()`.
pub fn is_made_of_floats(name: &proc_macro2::Ident) -> bool {
    name == "default" || name == "from"
}

/// Whether a function of this name makes a constant of a type parameter that is a float, `T::zero()`, as the traits of numbers have them.
pub fn is_made_of_parameters(name: &proc_macro2::Ident) -> bool {
    const NAMES: &[&str] = &[
        "default",
        "epsilon",
        "from",
        "from_f32",
        "from_f64",
        "from_i32",
        "infinity",
        "max_value",
        "min_positive_value",
        "min_value",
        "nan",
        "neg_infinity",
        "neg_zero",
        "one",
        "zero",
    ];
    let is_in_capitals = || {
        name.to_string().chars().all(|c| c.is_ascii_uppercase() || c == '_' || c.is_ascii_digit())
    };
    NAMES.iter().any(|known| name == known) || is_in_capitals()
}

/// Whether a function of this name makes a value of another.
pub fn is_from(name: &proc_macro2::Ident) -> bool {
    name == "from"
}
