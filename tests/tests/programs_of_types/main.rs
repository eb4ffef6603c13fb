//! Programs: ordinary numeric functions, whose derivatives have to agree with every oracle. Here those of types of one's own, operators, traits and functions as arguments.
//!
//! See [`harness`] for what is compared and for how to add one.

// People write programs in every way, not only in the best one.
#![allow(clippy::all, clippy::unwrap_used, unused_assignments)]

#[warn(clippy::all)]
#[macro_use]
#[allow(dead_code, reason = "each of these crates uses a part of it")]
#[path = "../harness/mod.rs"]
mod harness;

mod asserted;
mod seen_by_patterns;
mod closures_given;
mod const_generics;
mod constants_of_own_types;
mod conversions;
mod converted;
mod cows;
mod deques;
mod fields_of_fields;
mod first_values;
mod froms;
mod function_arguments;
mod function_arguments_among_own;
mod function_arguments_calling_closures;
mod function_arguments_captured;
mod function_arguments_in_fields;
mod function_arguments_of_kinds;
mod function_arguments_of_methods;
mod function_arguments_of_traits;
mod function_arguments_with_effects;
mod function_arguments_with_types;
mod generic_closures;
mod generic_curves;
mod generic_enums;
mod generic_floats;
mod generic_layers;
mod generic_lent_states;
mod generic_shapes;
mod generic_sources;
mod generic_spaces;
mod generic_states;
mod generic_sums;
mod generic_tuple_structs;
mod held;
mod imported_variants;
mod imported_variants_made;
mod later_structs;
mod lent_constants;
mod lent_less;
mod maps;
mod maps_elsewhere;
mod maps_in_use;
mod methods;
mod methods_behind;
mod methods_of_arms;
mod methods_of_fields;
mod methods_of_structs;
mod not_clone;
mod operators_beside_containers;
mod operators_by_bounds;
mod operators_by_component;
mod operators_by_methods;
mod operators_in_loops;
mod operators_of_others;
mod operators_of_vectors;
mod operators_overwritten;
mod operators_that_look;
mod operators_with_constants;
mod operators_with_defaults;
mod own_arms;
mod own_conversions;
mod own_indices;
mod own_indices_by_key;
mod own_lengths;
mod own_macros;
mod own_maps;
mod own_matrices;
mod own_names_of_iterators;
mod own_names_of_lists;
mod own_operators;
mod own_patterns_that_change;
mod own_tensors;
mod own_totals;
mod own_types_by_stds_names;
mod parameters_of_objects;
mod receivers;
mod reported_methods;
mod structs;
mod traits;
mod traits_apart;
mod traits_objects;
mod traits_objects_called;
mod traits_objects_inside;
mod traits_objects_made;
mod traits_objects_passed;
mod traits_of_states;
mod traits_on_containers;
mod traits_on_lists;
mod traits_with_operators;
mod trees;
