//! The table of operators: what each does to a derivative, as data that both modes read.
//!
//! A rule is linear in the dots, and reverse mode is the same rule from the other side:
//! ```text
//! forward     ẏ = shared(± step(ȧ) ± step(ḃ))
//! reverse     ā += ± step(shared(ȳ))      b̄ += ± step(shared(ȳ))
//!
//!          by a        by b             shared
//! a + b    + ȧ         + ḃ
//! a - b    + ȧ         − ḃ
//! a * b    + ȧ b       + a ḃ
//! a / b    + ȧ         − y ḃ            / b
//! a % b    + ȧ         − trunc(a/b) ḃ
//! -a       − ȧ
//! ```
//! What a rule is written over is what the reverse sweep needs, and nothing else is kept. Beside it stands what else a pass asks of an operator: what it costs, and what comes of operands
//! that are infinite.
//!
//! Deliberately absent: how an operator is written (`emit`, `ir::print`) and computed (`ir::eval`), which are matches over the operators with no knowledge in them.

/// One-operand operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnOp {
    /// `-a`
    Neg,
    /// `!a`
    Not,
}

/// Two-operand operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    BitAnd,
    BitOr,
    BitXor,
    Shl,
    Shr,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    /// `a * b` of derivative code, but zero where `a` is, whatever `b` is.
    Times,
    /// `a / b` of derivative code, but zero where `a` is, whatever `b` is.
    Over,
    /// `a * b` of derivative code, but zero where either is, whatever the other is.
    TimesBoth,
}

/// What operands an operator is for, and what it results in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Of two values of one type a third.
    Arithmetic,
    /// The same of integers and of `bool`s: no derivative goes through it.
    Bits,
    /// What is shifted, by a number of whatever type.
    Shift,
    /// Of two values of any type a `bool`.
    Comparison,
}

/// The derivative of an operator with two operands.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// By each operand, but for what they share.
    pub by: [Partial; 2],
    /// What both partials are multiplied by.
    pub shared: Option<Step>,
    /// Whether the result may be infinite where no operand is, and its dot with it.
    pub has_pole: bool,
}

/// The partial derivative by one operand.
#[derive(Clone, Copy, Debug)]
pub struct Partial {
    /// Whether it is added or subtracted.
    pub sign: Sign,
    /// What it is multiplied by.
    pub step: Option<Step>,
    /// Whether the operand's dot is multiplied by something finite, and nothing more: it is infinite afterwards if it was. Sums of dots are left out, deliberately.
    pub stays_steep: bool,
    /// What becomes of an operand that is infinite.
    pub far: Far,
}

/// Plus or minus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Plus,
    Minus,
}

/// A multiplication of what is linear.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// [`Mul`](BinOp::Mul), [`Div`](BinOp::Div) or what stands for them in derivative code.
    pub op: BinOp,
    /// By what.
    pub factor: Factor,
    /// Where the factor is zero, and the operand's dot infinite nevertheless.
    pub zero: Zero,
}

/// A value that a partial is written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// The operand on this side: 0 or 1.
    Operand(usize),
    /// The operator's result.
    Result,
    /// How often the right operand goes into the left one, `trunc(a / b)`.
    WholeQuotient,
}

/// Which infinite dots a factor that is zero makes nothing of, as in reverse mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zero {
    /// None: the product is a plain one.
    Plain,
    /// Those of operands that are finite themselves, as roots are at zero.
    OfSteep,
    /// Those of operands that are infinite with them: that is why the factor is zero.
    OfInfinite,
}

/// What becomes of an operand that is infinite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Far {
    /// The result is infinite too.
    Follows,
    /// The result is finite, and its slope zero.
    Fades,
    /// Anything else.
    Counts,
}

const PLUS: Partial =
    Partial { sign: Sign::Plus, step: None, stays_steep: false, far: Far::Follows };
const MINUS: Partial = Partial { sign: Sign::Minus, ..PLUS };

/// `+ step`
const fn times(op: BinOp, factor: Factor, zero: Zero) -> Partial {
    Partial { step: Some(Step { op, factor, zero }), stays_steep: true, ..PLUS }
}

/// `− step`
const fn minus(factor: Factor, zero: Zero, far: Far) -> Partial {
    Partial { step: Some(Step { op: BinOp::Mul, factor, zero }), far, ..MINUS }
}

/// A rule of which the partials share nothing.
const fn rule(left: Partial, right: Partial) -> Option<Rule> {
    Some(Rule { by: [left, right], shared: None, has_pole: false })
}

/// `a / b`, by the operator that divides.
const fn quotient(op: BinOp) -> Option<Rule> {
    let left = Partial { stays_steep: true, ..PLUS };
    let right = minus(Factor::Result, Zero::OfInfinite, Far::Fades);
    let shared = Some(Step { op, factor: RIGHT, zero: Zero::Plain });
    Some(Rule { by: [left, right], shared, has_pole: true })
}

const LEFT: Factor = Factor::Operand(0);
const RIGHT: Factor = Factor::Operand(1);

/// All that is known of an operator.
struct Operator {
    op: BinOp,
    class: Class,
    /// None if no derivative goes through it.
    rule: Option<Rule>,
    /// Whether computing it again costs less than keeping its result; of integers all are cheap.
    is_cheap: bool,
    /// Of those that multiply: the one that is zero where the first operand is.
    guarded: Option<BinOp>,
    /// The sides on which a one changes nothing.
    neutral_one: [bool; 2],
}

const PLAIN: Operator = Operator {
    op: BinOp::Add,
    class: Class::Arithmetic,
    rule: None,
    is_cheap: true,
    guarded: None,
    neutral_one: [false, false],
};

const fn of_class(op: BinOp, class: Class) -> Operator {
    Operator { op, class, ..PLAIN }
}

/// One row for each, in the order of [`BinOp`].
static TABLE: [Operator; 19] = [
    Operator { op: BinOp::Add, rule: rule(PLUS, PLUS), ..PLAIN },
    Operator { op: BinOp::Sub, rule: rule(PLUS, MINUS), ..PLAIN },
    Operator {
        op: BinOp::Mul,
        rule: rule(times(BinOp::Mul, RIGHT, Zero::OfSteep), times(BinOp::Mul, LEFT, Zero::OfSteep)),
        guarded: Some(BinOp::Times),
        neutral_one: [true, true],
        ..PLAIN
    },
    Operator {
        op: BinOp::Div,
        rule: quotient(BinOp::Div),
        guarded: Some(BinOp::Over),
        neutral_one: [false, true],
        ..PLAIN
    },
    Operator {
        op: BinOp::Rem,
        rule: rule(
            Partial { far: Far::Counts, ..PLUS },
            minus(Factor::WholeQuotient, Zero::Plain, Far::Counts),
        ),
        is_cheap: false,
        ..PLAIN
    },
    of_class(BinOp::BitAnd, Class::Bits),
    of_class(BinOp::BitOr, Class::Bits),
    of_class(BinOp::BitXor, Class::Bits),
    of_class(BinOp::Shl, Class::Shift),
    of_class(BinOp::Shr, Class::Shift),
    of_class(BinOp::Eq, Class::Comparison),
    of_class(BinOp::Ne, Class::Comparison),
    of_class(BinOp::Lt, Class::Comparison),
    of_class(BinOp::Le, Class::Comparison),
    of_class(BinOp::Gt, Class::Comparison),
    of_class(BinOp::Ge, Class::Comparison),
    Operator {
        op: BinOp::Times,
        rule: rule(times(BinOp::Times, RIGHT, Zero::Plain), times(BinOp::Times, LEFT, Zero::Plain)),
        neutral_one: [false, true],
        ..PLAIN
    },
    Operator { op: BinOp::Over, rule: quotient(BinOp::Over), neutral_one: [false, true], ..PLAIN },
    Operator {
        op: BinOp::TimesBoth,
        rule: rule(
            times(BinOp::TimesBoth, RIGHT, Zero::Plain),
            times(BinOp::TimesBoth, LEFT, Zero::Plain),
        ),
        neutral_one: [true, true],
        ..PLAIN
    },
];

impl BinOp {
    fn row(self) -> &'static Operator {
        let row = &TABLE[self as usize];
        debug_assert_eq!(row.op, self);
        row
    }

    /// Its derivative; none if no derivative goes through it.
    pub fn rule(self) -> Option<&'static Rule> {
        self.row().rule.as_ref()
    }

    /// Whether the result is a `bool` whatever the operands.
    pub fn is_comparison(self) -> bool {
        self.row().class == Class::Comparison
    }

    /// Whether it works on bits.
    pub fn is_bitwise(self) -> bool {
        matches!(self.row().class, Class::Bits | Class::Shift)
    }

    /// Whether the operands may be numbers of two types.
    pub fn is_shift(self) -> bool {
        self.row().class == Class::Shift
    }

    /// Whether computing it again, of floats, costs less than keeping its result.
    pub fn is_cheap(self) -> bool {
        self.row().is_cheap
    }

    /// The operator of which nothing comes where the first operand is zero, if it is one by which infinity times zero is NaN.
    pub fn guarded(self) -> Option<BinOp> {
        self.row().guarded
    }

    /// Whether a one on this side changes nothing.
    pub fn has_neutral_one(self, side: usize) -> bool {
        self.row().neutral_one[side]
    }
}

impl UnOp {
    /// Its derivative; none if no derivative goes through it.
    pub fn partial(self) -> Option<&'static Partial> {
        const NEGATED: Partial = Partial { stays_steep: true, ..MINUS };
        match self {
            UnOp::Neg => Some(&NEGATED),
            UnOp::Not => None,
        }
    }
}

impl Sign {
    /// The sign of a product.
    pub fn times(self, other: Sign) -> Sign {
        match self == other {
            true => Sign::Plus,
            false => Sign::Minus,
        }
    }
}

impl Far {
    /// Whether the operand is used only where it is finite, given whether the result is.
    pub fn fades(self, result: bool) -> bool {
        match self {
            Far::Follows => result,
            Far::Fades => true,
            Far::Counts => false,
        }
    }
}

impl Rule {
    /// Whether it is a plain product, of which the two partials are one where the operands are one.
    pub fn is_product(&self) -> bool {
        self.by.iter().all(|partial| partial.step.is_some_and(|step| step.op == BinOp::Mul))
    }
}
