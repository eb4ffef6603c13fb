//! One cause, one error: what rustc says of programs with one mistake each, counted.
//!
//! Each type that has no tangents stands in each place of a signature or a type, and a function without derivatives is called in
//! each way. Such programs are compiled one by one, since an error hides others. What the errors look like the cases in `ui` show.

mod bodies;
mod calls;
mod compile;
mod crates;
mod gradients;
mod jacobians;
mod methods;
mod mistakes;
mod orders;
mod ordinary;
mod page;
mod types;

use compile::Case;

/// What is said by each case that should say `message`, so many times.
fn examine(cases: &[Case], message: &str) {
    let mut wrong = String::new();
    for (case, errors) in cases.iter().zip(compile::errors(cases)) {
        let are_ours = errors.iter().all(|error| error.contains(message));
        if errors.len() != case.causes || !are_ours {
            let said = errors.iter().map(|error| format!("    {error}\n"));
            wrong +=
                &format!("{}: {} errors\n{}", case.name, errors.len(), said.collect::<String>());
        }
    }
    assert!(wrong.is_empty(), "not one error for each cause:\n{wrong}");
}

#[test]
fn types_without_tangents() {
    examine(&types::cases(), "has no tangent type");
}

#[test]
fn types_that_are_refused() {
    examine(&types::refused(), "unsupported: a");
}

#[test]
fn functions_without_derivatives() {
    examine(&calls::cases(), "has no derivatives");
}

#[test]
fn methods_without_derivatives() {
    examine(&methods::cases(), "has no derivatives");
}

#[test]
fn types_of_other_crates() {
    examine(&crates::cases(), "has no derivative");
    examine(&crates::without_tangents(), "has no tangent type");
}

#[test]
fn functions_without_a_mode() {
    examine(&calls::without_a_mode(), "this function has no ");
}

#[test]
fn gradients_of_other_results() {
    examine(&gradients::cases(), "a gradient is of functions whose result is one float");
}

#[test]
fn jacobians_that_there_are_not() {
    examine(&jacobians::of_one_number(), "takes one number to one number");
    examine(&jacobians::of_changed_constants(), "that it is lent has no Jacobian");
    examine(&jacobians::into_other_places(), "a Jacobian can't be written into a");
    examine(&jacobians::of_too_many(), "no Jacobian is known by parameters");
    examine_each(jacobians::of_lanes());
}

#[test]
fn orders_that_there_are_not() {
    examine_each(orders::cases());
}

#[test]
fn mistakes() {
    examine_each(mistakes::cases());
}

#[test]
fn mistakes_in_bodies() {
    examine_each(bodies::cases());
}

#[test]
fn mistakes_of_the_function_itself() {
    examine_each(mistakes::of(ordinary::ORDINARY));
}

/// Each case with its own message.
fn examine_each(cases: impl Iterator<Item = (Case, &'static str)>) {
    let (cases, messages): (Vec<_>, Vec<_>) = cases.unzip();
    let mut wrong = String::new();
    for ((case, message), errors) in cases.iter().zip(messages).zip(compile::errors(&cases)) {
        if errors.len() != case.causes || !errors.iter().all(|error| error.contains(message)) {
            wrong += &format!("{}: {errors:#?}\n", case.name);
        }
    }
    assert!(wrong.is_empty(), "not one error for each cause:\n{wrong}");
}

#[test]
fn lists_of_ones_own() {
    examine(&mistakes::own_lists(), "that is taken for a list has no derivative");
    examine(&mistakes::own_indices(), "an index of a `List` has no derivative");
}

#[test]
fn entries_of_the_page() {
    for (example, message, cure) in page::entries() {
        examine(&[example], &message);
        examine(&[cure], "");
    }
}

#[test]
fn what_is_right_says_nothing() {
    examine(&gradients::right(), "");
    examine(&jacobians::right(), "");
}
