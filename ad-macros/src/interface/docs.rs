//! What the documentation says of the derivatives: of which function, by which parameters, what is passed and what comes back.
//!
//! In: a [`Signature`]. Out: texts for `#[doc = ..]`, in which the names are those that the user gave. Of his own comment the type beside a
//! function has what stands before the first heading or code: examples would be tested twice.

use crate::kind::Kind;
use crate::signature::{Param, Signature};

/// Of the type beside a function.
pub fn of_type(signature: &Signature) -> String {
    let Signature { ident, beside, .. } = signature;
    let start = format!(
        " The derivatives of `{ident}`, as associated functions; and the function as a value, `{beside} {{}}`."
    );
    let wanted = names(signature.wanted());
    let constants = names(signature.params.iter().filter(|param| !param.differentiable));
    let by = match (wanted.as_str(), constants.as_str()) {
        ("", _) => None,
        (wanted, "") => Some(format!(" They are by {wanted}.")),
        (wanted, constants) => Some(format!(" They are by {wanted}; not by {constants}.")),
    };
    let own = signature.docs.iter().take_while(|line| !ends_summary(line));
    let own = own.map(String::as_str).collect::<Vec<_>>().join("\n");
    let own = (!own.trim().is_empty()).then_some(own);
    [Some(start), by, own].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

/// Whether a line of a comment begins a heading or code.
fn ends_summary(line: &str) -> bool {
    let text = line.trim_start();
    text.starts_with('#')
        || text.starts_with("```")
        || text.starts_with("~~~")
        || line.starts_with("     ")
        || line.starts_with('\t')
}

/// The texts of the comment on an item.
pub fn own(attrs: &[syn::Attribute]) -> Vec<String> {
    let texts = attrs.iter().filter(|attr| attr.path().is_ident("doc")).map(|attr| {
        let syn::Meta::NameValue(doc) = &attr.meta else { return None };
        match &doc.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
            // A file, say, that has whatever in it.
            _ => None,
        }
    });
    let texts = texts.take_while(Option::is_some).flatten();
    texts.flat_map(|text| text.lines().map(str::to_string).collect::<Vec<_>>()).collect()
}

/// Of `grad` and `value_and_grad`.
pub fn of_gradient(signature: &Signature, what: &str) -> String {
    let wanted: Vec<_> = signature.wanted().collect();
    let by = names(wanted.iter().copied());
    match wanted.len() {
        1 => format!(" {what} of `{}`: the derivative by {by}.", signature.ident),
        _ => format!(" {what} of `{}`: the derivatives by {by}, in this order.", signature.ident),
    }
}

/// Of `grad_into` and `accumulate_grad`, which are given bars.
pub fn of_bars(signature: &Signature, what: &str, adds: bool) -> String {
    let ident = &signature.ident;
    let lines: String = signature
        .wanted()
        .map(|param| {
            let (bar, name, length) = (param.bar(), &param.name, length(param));
            match param.is_output() {
                true => format!(
                    "\n - `{bar}`: on entry the cotangent of what `{name}` is after the call, on exit of what it was before{length}"
                ),
                false if adds => format!("\n - `{bar}`: the derivative by `{name}` is added to it{length}"),
                false => format!("\n - `{bar}`: becomes the derivative by `{name}`{length}"),
            }
        })
        .collect();
    let panics = match signature.wanted().any(is_list) {
        true => ", and where a bar is too short",
        false => "",
    };
    format!(" {what}\n{lines}\n\n # Panics\n\n Where `{ident}` does{panics}.")
}

/// Of `jvp`, which is given dots.
pub fn of_dots(signature: &Signature, what: &str) -> String {
    let lines: String = signature
        .wanted()
        .map(|param| {
            let (dot, name, length) = (param.dot(), &param.name, length(param));
            match param.is_output() {
                true => format!(
                    "\n - `{dot}`: on entry the direction of `{name}`, on exit the derivative of what it is then{length}"
                ),
                false => format!("\n - `{dot}`: the direction of `{name}`{length}"),
            }
        })
        .collect();
    format!(" {what}\n{lines}")
}

/// Of the Jacobian by elimination, as rows of numbers or as an array for each parameter.
pub fn of_elimination(
    signature: &Signature,
    what: &str,
    is_of_numbers: bool,
    costs: &str,
) -> String {
    let wanted: Vec<_> = signature.wanted().collect();
    let by = names(wanted.iter().copied());
    let shape = match (is_of_numbers, wanted.len()) {
        (true, _) => "a row for each result, an entry for each parameter",
        (false, 1) => "an `Array2` with a row for each result",
        (false, _) => "an `Array2` for each parameter, with a row for each result",
    };
    let ident = &signature.ident;
    format!(
        " {what} of `{ident}` by {by}: {shape}.\n\n {costs}\n\n # Panics\n\n Where `{ident}` does."
    )
}

/// Of `vjp`.
pub fn of_pullback(signature: &Signature) -> String {
    let what = format!(
        " The value of `{}` and its pullback, from the result's cotangent to the arguments': reverse mode.",
        signature.ident
    );
    let bars: Vec<_> = signature.outputs().map(|param| format!("`{}`", param.bar())).collect();
    let given = match (signature.is_unit(), bars.is_empty()) {
        (false, true) => "the cotangent of the value".to_string(),
        (false, false) => format!("the cotangent of the value, then {}", listed(&bars)),
        (true, _) => listed(&bars),
    };
    let changed = match bars.is_empty() {
        true => "",
        false => {
            ", which it changes in place from the cotangents of what the parameters are after the call to those of what they were"
        }
    };
    let inputs: Vec<_> = signature.inputs().collect();
    let by = names(inputs.iter().copied());
    let returned = match inputs.len() {
        0 => String::new(),
        1 => format!(" It returns the derivative by {by}."),
        _ => format!(" It returns the derivatives by {by}, in this order."),
    };
    format!("{what}\n\n The pullback takes {given}{changed}.{returned}")
}

/// Of `jacobian` and its kin.
pub fn of_jacobian(signature: &Signature, function: &str) -> String {
    let (ident, by) = (&signature.ident, names(signature.wanted()));
    let start = match function {
        "value_and_jacobian" => "The value and the Jacobian",
        "sparse_jacobian" => "The sparse Jacobian",
        _ => "The Jacobian",
    };
    let end = match function {
        "jacobian_forward" => ": forward mode, column by column.",
        "jacobian_reverse" => ": reverse mode, row by row.",
        "jacobian_into" => {
            " is written into `out`, a matrix or its rows one after the other; the value is returned."
        }
        "sparse_jacobian" => {
            return format!(
                " {start} of `{ident}` by {by}: where it has entries, and these. See `ad_runtime::sparse`."
            );
        }
        _ => ", by the mode that suits its shape.",
    };
    format!(" {start} of `{ident}` by {by}{end} See `ad_runtime::jacobian`.")
}

/// What is said of the length of a bar or a dot.
fn length(param: &Param) -> String {
    match is_list(param) {
        true => format!("; as long as `{}`", param.name),
        false => String::new(),
    }
}

fn is_list(param: &Param) -> bool {
    matches!(param.kind, Kind::List(_))
}

/// `` `a`, `b` and `c` ``
fn names<'a>(params: impl Iterator<Item = &'a Param>) -> String {
    listed(&params.map(|param| format!("`{}`", param.name)).collect::<Vec<_>>())
}

fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
