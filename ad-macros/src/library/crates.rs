//! The names of other crates' methods of which the runtime has derivatives (`ad_runtime`'s `crates`), whatever they are called on: where a method by one of them is
//! called, emitted code imports these. What a name decides is no more than that.

/// Those of constructors, for each of which the runtime has a type of the same name: where there are no other derivatives of a function by one of them, rustc looks for the runtime's.
const CONSTRUCTORS: &[&str] = &[
    "cis",
    "from",
    "from_angle",
    "from_axis_angle",
    "from_column_slice",
    "from_columns",
    "from_diagonal",
    "from_diagonal_element",
    "from_element",
    "from_euler_angles",
    "from_imag",
    "from_parts",
    "from_polar",
    "from_quaternion",
    "from_real",
    "from_row_slice",
    "from_rows",
    "from_scaled_axis",
    "from_slice",
    "from_vec",
    "new",
    "new_normalize",
    "new_unchecked",
    "repeat",
    "rotation",
    "translation",
];

/// Those of methods.
const METHODS: &[&str] = &[
    PUT,
    // `num-complex`
    "arg",
    "conj",
    "cos",
    "cosh",
    "exp",
    "inv",
    "ln",
    "norm_sqr",
    "powf",
    "powi",
    "sin",
    "sinh",
    "sqrt",
    "tan",
    "tanh",
    // `nalgebra`, and `num-complex` too
    "abs",
    "add_scalar",
    "amax",
    "amin",
    "angle",
    "cholesky",
    COPY,
    "column",
    "column_mean",
    "column_sum",
    "columns",
    "component_div",
    "component_mul",
    "conjugate",
    "copy_from",
    "cross",
    "determinant",
    "diagonal",
    "dot",
    "fill",
    "fill_column",
    "fill_row",
    "fixed_columns",
    "fixed_rows",
    "fixed_view",
    "imag",
    "inf",
    "into_inner",
    OWN,
    "inv_mul",
    "inverse",
    "inverse_transform_point",
    "inverse_transform_vector",
    "l",
    "len",
    "ln_determinant",
    "lower_triangle",
    "lu",
    "magnitude",
    "magnitude_squared",
    "matrix",
    "max",
    "mean",
    "metric_distance",
    "min",
    "ncols",
    "norm",
    "norm_squared",
    "normalize",
    "nrows",
    "perp",
    "quaternion",
    "row",
    "row_mean",
    "row_sum",
    "rows",
    "scalar",
    "scale",
    "set_column",
    "set_row",
    "solve",
    "sum",
    "sup",
    "to_homogeneous",
    "to_rotation_matrix",
    "tr_mul",
    "trace",
    "transform_point",
    "transform_vector",
    "transpose",
    "try_inverse",
    "unscale",
    "upper_triangle",
    "variance",
    "view",
    "xy",
    "xyz",
    "xz",
    "yz",
];

/// The runtime's method that puts a part into a matrix.
const PUT: &str = "ad_put";

/// The method that makes a value of a view.
const OWN: &str = "into_owned";

/// The method by which matrices are copied, views too.
const COPY: &str = "clone_owned";

/// Those of methods that result in matrices, whatever type has them: of others a method by the same name may result in an `Option`, whose `map` is another method.
const MAKING: &[&str] = &[
    "abs",
    "add_scalar",
    COPY,
    "component_div",
    "component_mul",
    "cross",
    "diagonal",
    OWN,
    "normalize",
    "scale",
    "tr_mul",
    "transpose",
    "unscale",
];

/// Those of methods that lend a part, of which the runtime's rule makes a value.
const LENDING: &[&str] = &[
    "column",
    "columns",
    "fixed_columns",
    "fixed_rows",
    "fixed_view",
    "matrix",
    "quaternion",
    "row",
    "rows",
    "view",
];

/// Whether what a method by this name results in is to be made a value, as its rule has it, if it is a part of another crate's type.
pub fn lends_parts(name: &str) -> bool {
    LENDING.contains(&name)
}

/// The method by which matrices are copied, and nothing of std's.
pub fn copies_matrices() -> &'static str {
    COPY
}

/// Whether a function of a type by this name results in that type, as far as one may guess.
pub fn makes_itself(name: &str) -> bool {
    matches!(name, "from" | "from_element" | "from_fn" | "new" | "repeat")
}

/// Whether what a method by this name results in is taken for a matrix where its entries are asked for: rustc is asked then whether it is one.
pub fn makes_entries(name: &str) -> bool {
    MAKING.contains(&name)
}

/// Whether another crate may have a constructor of this name, of which the runtime has derivatives.
pub fn is_constructor(name: &str) -> bool {
    CONSTRUCTORS.contains(&name)
}

/// Whether another crate may have a method of this name, of which the runtime has derivatives.
pub fn is_of_crates(name: &str) -> bool {
    METHODS.contains(&name.trim_start_matches("r#"))
}

/// How the names of matrices' types begin: `Vector3`, `DMatrix`.
const MATRICES: &[&str] = &[
    "DMatrix",
    "DVector",
    "Matrix",
    "OMatrix",
    "OVector",
    "RowDVector",
    "RowOVector",
    "RowSVector",
    "RowVector",
    "SMatrix",
    "SVector",
    "SquareMatrix",
    "Vector",
];

/// Whether a type's name is one of other crates' matrices, and none that a type of one's own would have, as `Matrix`. That it is one is proved where that
/// matters.
pub fn is_matrix(name: &str) -> bool {
    let is_own = ["Matrix", "RowVector", "SquareMatrix", "Vector"].contains(&name);
    let begin = name.split(|c: char| c.is_ascii_digit()).next();
    !is_own && begin.is_some_and(|name| MATRICES.contains(&name))
}

/// Where a view begins, by the arguments of the method that lends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corner {
    /// At the row that the first one says.
    Row,
    /// At the column that it says.
    Column,
    /// At a row and a column.
    Both,
    /// At those of a pair.
    Pair,
}

/// A method that lends a view of a matrix to be changed.
#[derive(Clone, Copy, Debug)]
pub struct LentView {
    lent: &'static str,
    n_args: usize,
    /// The method that lends the same to be looked at.
    pub read: &'static str,
    /// Where it begins.
    pub corner: Corner,
    /// Whether its name and arguments say enough: types of the user's lend rows and columns too.
    pub is_told: bool,
}

const fn view(
    (lent, n_args): (&'static str, usize),
    read: &'static str,
    corner: Corner,
    is_told: bool,
) -> LentView {
    LentView { lent, n_args, read, corner, is_told }
}

const LENT_VIEWS: &[LentView] = &[
    view(("row_mut", 1), "row", Corner::Row, false),
    view(("column_mut", 1), "column", Corner::Column, false),
    view(("rows_mut", 2), "rows", Corner::Row, true),
    view(("columns_mut", 2), "columns", Corner::Column, true),
    view(("view_mut", 2), "view", Corner::Pair, true),
    view(("fixed_rows_mut", 1), "fixed_rows", Corner::Row, true),
    view(("fixed_columns_mut", 1), "fixed_columns", Corner::Column, true),
    view(("fixed_view_mut", 2), "fixed_view", Corner::Both, true),
];

/// The method by this name that lends a view of a matrix to be changed.
pub fn lent_view(name: &str, n_args: usize) -> Option<LentView> {
    LENT_VIEWS.iter().find(|view| view.lent == name && view.n_args == n_args).copied()
}

/// The runtime's method that puts a part into a matrix, which only matrices have.
pub fn puts_part() -> &'static str {
    PUT
}

/// The method that makes a value of a view.
pub fn owns_part() -> &'static str {
    OWN
}

/// Whether a method by this name is one of views and of nothing of std's.
pub fn is_of_views(name: &str) -> bool {
    name == "copy_from"
}
