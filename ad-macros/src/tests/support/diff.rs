//! What changed between two texts, line by line.

/// Both texts in one: lines of the first only with `-`, of the second only with `+`.
pub fn lines(before: &str, after: &str) -> String {
    if before == after {
        return "nothing changes\n".to_string();
    }
    let (before, after): (Vec<_>, Vec<_>) = (before.lines().collect(), after.lines().collect());
    // The length of the longest common subsequence of the tails from line `i` and line `j` on.
    let mut common = vec![vec![0; after.len() + 1]; before.len() + 1];
    for i in (0..before.len()).rev() {
        for j in (0..after.len()).rev() {
            common[i][j] = match before[i] == after[j] {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut i, mut j, mut text) = (0, 0, String::new());
    while i < before.len() || j < after.len() {
        let (sign, line) = if i < before.len() && j < after.len() && before[i] == after[j] {
            (i, j) = (i + 1, j + 1);
            (' ', after[j - 1])
        } else if i < before.len() && (j == after.len() || common[i + 1][j] >= common[i][j + 1]) {
            i += 1;
            ('-', before[i - 1])
        } else {
            j += 1;
            ('+', after[j - 1])
        };
        text += &format!("{sign} {line}\n");
    }
    text
}
