//! Derivatives of higher order: against test functions of optimisation with derivatives by hand, dual numbers of second and third order, closed forms, differences of
//! compiled gradients, and each other.

#![allow(clippy::needless_range_loop)] // The core language loops over ranges.
// Programs as users write them.
#![allow(clippy::unwrap_used, clippy::ptr_arg, clippy::useless_vec)]

mod changed;
mod compared;
mod constant_fields;
mod corners;
mod found;
mod hyper_dual;
mod inner;
mod inner_fields;
mod inner_products;
mod lanes;
mod nested;
mod planes;
mod names;
mod powers;
mod primitives;
mod products;
mod programs;
mod recursion;
mod surfaces;
