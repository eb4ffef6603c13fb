//! Changes: of any tokens, and of syntax, so that what comes out is still an item.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use syn::parse_quote;
use syn::visit_mut::{self, VisitMut};

use super::corpus::Pool;

/// Words that are not names.
const KEYWORDS: &[&str] = &[
    "as",
    "break",
    "const",
    "continue",
    "crate",
    "else",
    "enum",
    "fn",
    "for",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "match",
    "mod",
    "move",
    "mut",
    "pub",
    "ref",
    "return",
    "self",
    "Self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "type",
    "unsafe",
    "use",
    "where",
    "while",
    "async",
    "await",
    "dyn",
    "_",
    "union",
    "macro_rules",
    "yield",
    "box",
    "try",
    "gen",
];

/// Numbers and texts that nobody writes.
const LITERALS: &[&str] = &[
    "0",
    "1",
    "0.0",
    "1.0",
    "1f32",
    "1_f64",
    "1e400",
    "0x10",
    "1u99",
    "1x",
    "0b2",
    "\"\"",
    "\"{x}\"",
    "'a'",
    "b\"a\"",
    "c\"a\"",
    "r#\"{\"#",
    "99999999999999999999999999999999999999999",
    "1.",
    "2usize",
    "1real_T",
];

const DELIMITERS: [Delimiter; 4] =
    [Delimiter::Parenthesis, Delimiter::Brace, Delimiter::Bracket, Delimiter::None];

fn any<'a, T>(random: &mut ChaCha8Rng, items: &'a [T]) -> &'a T {
    &items[random.random_range(0..items.len())]
}

fn any_text(random: &mut ChaCha8Rng, texts: &[&'static str]) -> &'static str {
    texts[random.random_range(0..texts.len())]
}

/// Options from elsewhere, whole, spoilt or added.
pub fn args(
    random: &mut ChaCha8Rng,
    args: TokenStream,
    pool: &Pool,
    all: &[TokenTree],
) -> TokenStream {
    let other = any(random, &pool.args).clone();
    let args = match random.random_range(0..3) {
        0 => quote!(#args, #other),
        1 => other,
        _ => args,
    };
    let mut args: Vec<_> = args.into_iter().collect();
    if random.random() {
        tokens(random, &mut args, all);
    }
    args.into_iter().collect()
}

/// Changes one place, at any depth: a token goes, comes twice, changes places or becomes another.
pub fn tokens(random: &mut ChaCha8Rng, tokens: &mut Vec<TokenTree>, pool: &[TokenTree]) {
    if tokens.is_empty() {
        return;
    }
    let at = random.random_range(0..tokens.len());
    if let TokenTree::Group(group) = &tokens[at]
        && random.random_range(0..8) != 0
    {
        let mut inner: Vec<_> = group.stream().into_iter().collect();
        self::tokens(random, &mut inner, pool);
        let delimiter = match random.random_ratio(1, 30) {
            true => *any(random, &DELIMITERS),
            false => group.delimiter(),
        };
        tokens[at] = Group::new(delimiter, inner.into_iter().collect()).into();
        return;
    }
    match random.random_range(0..11) {
        0 => drop(tokens.remove(at)),
        1 => tokens.insert(at, tokens[at].clone()),
        2 => {
            let token = token(random, pool);
            tokens.insert(at, token);
        }
        3 => tokens[at] = token(random, pool),
        4 => {
            let other = random.random_range(0..tokens.len());
            tokens.swap(at, other);
        }
        5 | 6 => changed(random, &mut tokens[at], pool),
        7 => {
            // Deeper, and now and then very deep.
            let depth = if random.random_ratio(1, 20) { 40 } else { 2 };
            let delimiter = *any(random, &DELIMITERS);
            for _ in 0..depth {
                tokens[at] = Group::new(delimiter, tokens[at].clone().into()).into();
            }
        }
        8 => {
            let end = random.random_range(at..=tokens.len().min(at + 12));
            tokens.drain(at..end);
        }
        9 => {
            let end = random.random_range(at..=tokens.len().min(at + 12));
            let again = tokens[at..end].to_vec();
            tokens.splice(at..at, again);
        }
        _ => {
            let start = random.random_range(0..pool.len());
            let end = pool.len().min(start + random.random_range(1..6));
            tokens.splice(at..at, pool[start..end].iter().cloned());
        }
    }
}

/// Another token of the same sort.
fn changed(random: &mut ChaCha8Rng, token: &mut TokenTree, pool: &[TokenTree]) {
    *token = match token {
        TokenTree::Ident(_) => match random.random_range(0..3) {
            0 => Ident::new(any_text(random, KEYWORDS), Span::call_site()).into(),
            1 => Ident::new_raw("type", Span::call_site()).into(),
            _ => self::token(random, pool),
        },
        TokenTree::Literal(_) => literal(random).into(),
        TokenTree::Punct(_) | TokenTree::Group(_) => self::token(random, pool),
    };
}

fn literal(random: &mut ChaCha8Rng) -> Literal {
    any_text(random, LITERALS).parse().unwrap_or_else(|_| Literal::f64_unsuffixed(1.0))
}

/// Any token of any seed, however deep.
pub fn token(random: &mut ChaCha8Rng, pool: &[TokenTree]) -> TokenTree {
    let token = any(random, pool).clone();
    match &token {
        TokenTree::Group(group) if random.random_range(0..8) != 0 => {
            let inner: Vec<_> = group.stream().into_iter().collect();
            if inner.is_empty() { token } else { self::token(random, &inner) }
        }
        _ => token,
    }
}

/// Changes some expressions, statements, patterns, types or names; nothing if the tokens are no item.
pub fn syntax(random: &mut ChaCha8Rng, item: &mut TokenStream, pool: &Pool) {
    let Ok(mut parsed) = syn::parse2::<syn::Item>(item.clone()) else { return };
    let mut names = Names(Vec::new());
    names.visit_item_mut(&mut parsed);
    for _ in 0..random.random_range(1..=4) {
        let sort = match random.random_range(0..14) {
            0..=5 => Sort::Expr,
            6..=8 => Sort::Block,
            9 | 10 => Sort::Pattern,
            11 => Sort::Type,
            12 => Sort::Literal,
            _ => Sort::Name,
        };
        let mut count = Change { sort, at: usize::MAX, seen: 0, random, pool, names: &names.0 };
        count.visit_item_mut(&mut parsed);
        let n = count.seen;
        if n > 0 {
            let at = random.random_range(0..n);
            let mut change = Change { sort, at, seen: 0, random, pool, names: &names.0 };
            change.visit_item_mut(&mut parsed);
        }
    }
    *item = parsed.into_token_stream();
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Expr,
    Block,
    Pattern,
    Type,
    Literal,
    Name,
}

/// The names that patterns bring into scope.
struct Names(Vec<Ident>);

impl VisitMut for Names {
    fn visit_pat_ident_mut(&mut self, pattern: &mut syn::PatIdent) {
        self.0.push(pattern.ident.clone());
        visit_mut::visit_pat_ident_mut(self, pattern);
    }
}

/// Changes what is the `at`th of its sort.
struct Change<'a> {
    sort: Sort,
    at: usize,
    seen: usize,
    random: &'a mut ChaCha8Rng,
    pool: &'a Pool,
    names: &'a [Ident],
}

impl Change<'_> {
    fn is_here(&mut self, sort: Sort) -> bool {
        let is_here = sort == self.sort && self.seen == self.at;
        self.seen += usize::from(sort == self.sort);
        is_here
    }

    /// Some of the names in something from elsewhere become names of this function.
    fn adopt(&mut self) -> Adopt<'_> {
        Adopt { random: self.random, names: self.names }
    }

    fn expr(&mut self, expr: &syn::Expr) -> syn::Expr {
        let mut other = any(self.random, &self.pool.exprs).clone();
        self.adopt().visit_expr_mut(&mut other);
        let tokens = match self.random.random_range(0..30) {
            0 => quote!((#expr)),
            1 => quote!({ #expr }),
            2 => quote!({ #expr; #other }),
            3 => quote!((|| #expr)()),
            4 => quote!(if #other { #expr } else { #expr }),
            5 => {
                let pattern = any(self.random, &self.pool.patterns).clone();
                quote!(match #expr { #pattern => #other, _ => #expr })
            }
            6 => quote!('a: loop { break 'a #expr; }),
            7 => quote!('a: { break 'a #expr }),
            8 => quote!(return #expr),
            9 => quote!(#expr?),
            10 => quote!(-(#expr)),
            11 => quote!(*(#expr)),
            12 => quote!(&(#expr)),
            13 => quote!(&mut (#expr)),
            14 => quote!((#expr, #other)),
            15 => quote!([#expr, #other]),
            16 => quote!((#expr)[#other]),
            17 => quote!((#expr).0),
            18 => {
                let pattern = any(self.random, &self.pool.patterns).clone();
                quote!(if let #pattern = #expr { #other } else { #expr })
            }
            19 => {
                let depth = if self.random.random_ratio(1, 10) { 30 } else { 3 };
                let kind = self.random.random_range(0..5);
                (0..depth).fold(quote!(#expr), |expr, _| match kind {
                    0 => quote!(-{ #expr }),
                    1 => quote!((#expr).sin()),
                    2 => quote!({ let t = #expr; t }),
                    3 => quote!((|t| t)(#expr)),
                    _ => quote!(if true { #expr } else { 1.0 }),
                })
            }
            20 => quote!(while #expr { #other; }),
            21 => quote!(for i in #expr { #other; }),
            _ => return other,
        };
        syn::parse2(tokens).unwrap_or(other)
    }

    fn block(&mut self, block: &mut syn::Block) {
        let n = block.stmts.len();
        let mut other = any(self.random, &self.pool.stmts).clone();
        self.adopt().visit_stmt_mut(&mut other);
        let (at, to) = (self.random.random_range(0..=n), self.random.random_range(0..=n));
        match self.random.random_range(0..9) {
            0..=2 => block.stmts.insert(at, other),
            3 if at < n => block.stmts[at] = other,
            4 if at < n => drop(block.stmts.remove(at)),
            5 if at < n && to < n => block.stmts.swap(at, to),
            6 if at < n => block.stmts.insert(to, block.stmts[at].clone()),
            7 if at < to => {
                let inner: Vec<_> = block.stmts.drain(at..to).collect();
                let i = Ident::new(any_text(self.random, &["i", "x", "t"]), Span::call_site());
                let stmt = match self.random.random_range(0..5) {
                    0 => quote!(for #i in 0..2 { #(#inner)* }),
                    1 => quote!(while x > 1.0 { #(#inner)* }),
                    2 => quote!(if x > 1.0 { #(#inner)* }),
                    3 => quote!({ #(#inner)* }),
                    _ => quote!('a: loop { #(#inner)* break 'a; }),
                };
                block.stmts.insert(at, syn::parse2(stmt).unwrap_or(other));
            }
            _ => {
                let exits: [syn::Stmt; 6] = [
                    parse_quote!(break;),
                    parse_quote!(continue;),
                    parse_quote!(return x;),
                    parse_quote!(break 'a;),
                    parse_quote!(continue 'a;),
                    parse_quote!(if x > 1.0 {
                        return x;
                    }),
                ];
                block.stmts.insert(at, any(self.random, &exits).clone());
            }
        }
    }
}

impl VisitMut for Change<'_> {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        match self.is_here(Sort::Expr) {
            true => *expr = self.expr(expr),
            false => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        match self.is_here(Sort::Block) {
            true => self.block(block),
            false => visit_mut::visit_block_mut(self, block),
        }
    }

    fn visit_pat_mut(&mut self, pattern: &mut syn::Pat) {
        match self.is_here(Sort::Pattern) {
            true => *pattern = any(self.random, &self.pool.patterns).clone(),
            false => visit_mut::visit_pat_mut(self, pattern),
        }
    }

    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        match self.is_here(Sort::Type) {
            true => *ty = any(self.random, &self.pool.types).clone(),
            false => visit_mut::visit_type_mut(self, ty),
        }
    }

    fn visit_lit_mut(&mut self, lit: &mut syn::Lit) {
        if self.is_here(Sort::Literal) {
            *lit = syn::Lit::new(literal(self.random));
        }
    }

    fn visit_ident_mut(&mut self, name: &mut Ident) {
        if self.is_here(Sort::Name) && !self.names.is_empty() {
            *name = any(self.random, self.names).clone();
        }
    }
}

struct Adopt<'a> {
    random: &'a mut ChaCha8Rng,
    names: &'a [Ident],
}

impl VisitMut for Adopt<'_> {
    fn visit_expr_path_mut(&mut self, path: &mut syn::ExprPath) {
        if let Some(name) = path.path.get_ident()
            && !self.names.is_empty()
            && name.to_string().starts_with(char::is_lowercase)
            && self.random.random_ratio(3, 4)
        {
            path.path = any(self.random, self.names).clone().into();
        }
    }
}
