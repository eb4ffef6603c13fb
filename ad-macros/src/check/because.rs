//! Why a value is differentiated: the note of an error.
//!
//! In: a function's dependences and the variables that an error is about. Out: through which parameter the first of them
//! became active, by the shortest way back.

use std::collections::{BTreeSet, VecDeque};

use crate::ir::{Function, VarId};
use crate::signature::Signature;

/// The dependences of a function, to walk back on.
pub struct Because<'a> {
    signature: &'a Signature,
    function: &'a Function,
    /// Pairs (from, to).
    edges: Vec<(VarId, VarId)>,
}

impl<'a> Because<'a> {
    pub fn new(
        signature: &'a Signature,
        function: &'a Function,
        edges: Vec<(VarId, VarId)>,
    ) -> Because<'a> {
        Because { signature, function, edges }
    }

    /// ``in `loss`, `y` depends on the parameter `x` ``, for the variable that is nearest to a parameter.
    pub fn note(&self, vars: impl IntoIterator<Item = VarId>) -> Option<String> {
        let mut next: Vec<Option<VarId>> = vec![None; self.function.vars.len()];
        let mut seen = vec![false; self.function.vars.len()];
        let mut queue: VecDeque<VarId> = vars.into_iter().collect();
        queue.iter().for_each(|var| seen[var.0] = true);
        while let Some(var) = queue.pop_front() {
            if let Some(param) = self.parameter(var) {
                return Some(self.say(&param, var, &next));
            }
            for (from, to) in &self.edges {
                if *to == var && !seen[from.0] {
                    (seen[from.0], next[from.0]) = (true, Some(var));
                    queue.push_back(*from);
                }
            }
        }
        None
    }

    /// Whether a variable depends on a parameter in another way than through what was refused.
    pub fn is_otherwise(&self, var: VarId, refused: &BTreeSet<VarId>) -> bool {
        if refused.is_empty() {
            return true;
        }
        let (mut queue, mut seen) = (vec![var], BTreeSet::from([var]));
        while let Some(var) = queue.pop() {
            if refused.contains(&var) {
                continue;
            }
            if self.parameter(var).is_some() {
                return true;
            }
            let before = self.edges.iter().filter(|(_, to)| *to == var).map(|(from, _)| *from);
            queue.extend(before.filter(|from| seen.insert(*from)));
        }
        false
    }

    /// A differentiated parameter, as the user wrote it.
    fn parameter(&self, var: VarId) -> Option<String> {
        let position = self.function.params.iter().position(|param| *param == var)?;
        let param = self
            .signature
            .params
            .get(position)
            .filter(|param| param.differentiable || param.function.is_some())?;
        Some(match &param.pattern {
            Some(pattern) => {
                quote::ToTokens::to_token_stream(pattern).to_string().replace(" ,", ",")
            }
            None => param.name.to_string(),
        })
    }

    /// The last name on the way from a parameter is what the user sees there.
    fn say(&self, param: &str, start: VarId, next: &[Option<VarId>]) -> String {
        let way = std::iter::successors(next[start.0], |var| next[var.0]);
        let mut names = way.map(|var| self.function.var(var)).filter(|var| var.user);
        let last = names.by_ref().map(|var| &var.name).filter(|name| *name != param).last();
        let what = last.map_or("this".to_string(), |name| format!("`{name}`"));
        let function = &self.function.name;
        format!("in `{function}`, {what} depends on the parameter `{param}`")
    }
}
