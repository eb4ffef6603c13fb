//! What lowering begins with.

use std::collections::{BTreeMap, BTreeSet};

use super::types;
use crate::ir::{Block, Function};
use crate::signature::Signature;

/// A function of this signature that does nothing yet.
pub(super) fn nothing(signature: &Signature, body: &syn::Block) -> Function {
    Function {
        name: signature.beside.clone(),
        vars: Vec::new(),
        params: Vec::new(),
        items: Vec::new(),
        names: BTreeSet::new(),
        lent_by_name: BTreeSet::new(),
        functions: BTreeMap::new(),
        named: BTreeMap::new(),
        perhaps_functions: BTreeSet::new(),
        given: Vec::new(),
        variants: types::variants(body),
        closures: Vec::new(),
        is_rule: false,
        written: signature.written.as_ref().map(|written| written.path().clone()),
        doubtful: signature.doubtful(),
        has_unseen: signature.has_unseen(),
        proofs: Vec::new(),
        claims: Vec::new(),
        body: Block::default(),
        twins: None,
        closure: None,
    }
}
