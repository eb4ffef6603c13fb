//! Programs: ordinary numeric functions, whose derivatives have to agree with every oracle.
//!
//! See [`harness`] for what is compared and for how to add one.

// People write programs in every way, not only in the best one.
#![allow(clippy::all, clippy::unwrap_used, unused_assignments)]

#[warn(clippy::all)]
#[macro_use]
mod harness;

mod arms;
mod held;
mod methods_of_fields;
mod scalars;
mod methods;
mod ordinary;
mod own_operators;
mod own_totals;
mod operators_by_bounds;
mod operators_of_others;
mod operators_of_vectors;
mod paths;
mod precision;
mod predicates;
mod parameters;
mod boxed_slices;
mod branches;
mod lists_or_not;
mod loops;
mod evaluation;
mod exits;
mod mutation;
mod views;
mod calls;
mod lending;
mod capitals;
mod constant_fields;
mod constant_references;
mod closures_given;
mod const_generics;
mod constant_code;
mod later_structs;
mod left_constant;
mod constants;
mod constants_changed;
mod constants_handed_on;
mod kinks;
mod unused;
mod with_itself;
mod zeros;
mod many_branches;
mod many_closures;
mod receivers;
mod reported;
mod reported_methods;
mod reported_options;
mod reshaped;
mod reversal;
mod lent_lists;
mod lent_views;
mod linear_algebra;
mod dynamics;
mod effects;
mod matching;
mod inferred;
mod integers;
mod iterators;
mod std_names;
mod structs;
mod methods_of_structs;
mod more;
mod moved_after;
mod moved_constants;
mod own_arms;
mod own_macros;
mod names;
mod names_of_constants;
mod not_clone;
mod numbered;
mod fields_of_fields;
mod found;
mod unit_results;
mod unseen_integers;
mod searches;
mod generic_sums;
mod coerced;
mod comparisons;
mod chosen;
mod configured;
mod dropped;
mod conversions;
mod messages;
mod exits_of_loops;
mod generic_enums;
mod guessed_types;
mod imported_variants;
mod generated;
