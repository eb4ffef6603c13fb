//! Programs: ordinary numeric functions, whose derivatives have to agree with every oracle. Here those of control flow, data and constants; those of types of one's own are in `programs_of_types`.
//!
//! See [`harness`] for what is compared and for how to add one.

// People write programs in every way, not only in the best one.
#![allow(clippy::all, clippy::unwrap_used, unused_assignments)]

#[warn(clippy::all)]
#[macro_use]
#[allow(dead_code, reason = "each of these crates uses a part of it")]
#[path = "../harness/mod.rs"]
mod harness;

mod aliases_of_lists;
mod arms;
mod boxed_slices;
mod branches;
mod calls;
mod capitals;
mod chosen;
mod coerced;
mod collected_from_options;
mod comparisons;
mod configured;
mod constant_chains;
mod constant_code;
mod constant_fields;
mod constant_maps_in_fields;
mod constant_references;
mod constants;
mod constants_behind_references;
mod constants_changed;
mod constants_handed_on;
mod constants_lent;
mod constants_through_calls;
mod counted;
mod cut_off_calls;
mod dropped;
mod dynamics;
mod effects;
mod errors_out_of_loops;
mod evaluation;
mod exits;
mod exits_of_loops;
mod found;
mod found_by_place;
mod functions_of_integers;
mod generated;
mod guessed_types;
mod inferred;
mod integers;
mod items_in_use;
mod iterators_taken_once;
mod iterators;
mod iterators_by_hand;
mod iterators_joined;
mod iterators_left_alone;
mod iterators_of_self;
mod iterators_out_of_methods;
mod kinks;
mod lazy_defaults;
mod left_constant;
mod lending;
mod lent_lists;
mod lent_parts;
mod lent_parts_beside_getters;
mod lent_views;
mod linear_algebra;
mod lists_in_odd_ways;
mod lists_or_not;
mod lists_sorted;
mod lists_taken_apart;
mod loops;
mod loops_without_end;
mod many_branches;
mod many_closures;
mod mapped_containers;
mod matches;
mod matching;
mod messages;
mod more;
mod moved_after;
mod moved_constants;
mod mutation;
mod names;
mod names_of_constants;
mod numbered;
mod options_defaulted;
mod options_dereferenced;
mod options_iterated;
mod options_lent;
mod options_taken_apart;
mod ordinary;
mod parameters;
mod parts_as_arguments;
mod paths;
mod precision;
mod predicates;
mod ranges_as_values;
mod ranges_of_constants;
mod recursion_with_constants;
mod references_assigned_in_use;
mod references_in_results;
mod references_in_variables;
mod references_in_variables_elsewhere;
mod references_moved;
mod reported;
mod reported_options;
mod reshaped;
mod returned_references;
mod returned_references_changed;
mod results_returned;
mod reversal;
mod roots_at_zero;
mod scalars;
mod searches;
mod slices_in_tuples;
mod std_names;
mod unit_results;
mod unseen_integers;
mod unused;
mod views;
mod with_itself;
mod zeros;
