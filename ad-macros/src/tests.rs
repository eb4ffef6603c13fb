//! Tests of the passes, one file for each.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

mod args;
mod primitive;
mod derive;
mod receivers;
mod recursion;

mod elimination;
mod eval;
mod lower;
mod availability;
mod library;
mod loose;
mod numbers;
mod steep;
mod used;
mod operators;
mod outline;
mod exits;
mod keeping;
mod language;
mod kinds;
mod sink;
mod reads;
mod activity;
mod stability;
mod tangent;
mod adjoint;
mod simplify;
mod select;
mod certify;
mod lint;
mod choice;
mod closure;
mod analyses;
mod configured;
mod proofs;
mod random;
mod errors;
mod errors_page;
mod emit;
mod expand;
mod names;
mod edits;
mod determinism;
mod stable;
mod verify;
mod views;
mod robust;
mod functions;
mod given;
mod fuzz;
mod growth;
mod speed;
