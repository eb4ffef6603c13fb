//! How the rules of operators are written that have a formula for each operand: of two values, by value and by reference, and of one that is changed.

/// An operator of two, by value and by reference: its value, what comes of its bar for each, and of a dot of each.
macro_rules! operators {
    (by scalars: $(
        $Rule:ident $pullback:ident $tangent:ident: [$($generics:tt)*] $A:ty, $B:ty => $Y:ty
        |$a:ident, $b:ident| { $value:expr }
        |$bar:ident| { $back_a:expr } { $back_b:expr }
        |$dot:ident| { $forth_a:expr } { $forth_b:expr }
    )*) => {$(
        operators!(@ [$($generics)*] [$A] [$B] $Rule $pullback $tangent $A, $B => $Y [$a $b] [$value] [$bar] [$back_a] [$back_b] [$dot] [$forth_a] [$forth_b]);
        operators!(@ ['a, $($generics)*] [&'a $A] [$B] $Rule $pullback $tangent $A, $B => $Y [$a $b] [$value] [$bar] [$back_a] [$back_b] [$dot] [$forth_a] [$forth_b]);
    )*};
    (of scalars: $(
        $Rule:ident $pullback:ident $tangent:ident: [$($generics:tt)*] $A:ty, $B:ty => $Y:ty
        |$a:ident, $b:ident| { $value:expr }
        |$bar:ident| { $back_a:expr } { $back_b:expr }
        |$dot:ident| { $forth_a:expr } { $forth_b:expr }
    )*) => {$(
        operators!(@ [$($generics)*] [$A] [$B] $Rule $pullback $tangent $A, $B => $Y [$a $b] [$value] [$bar] [$back_a] [$back_b] [$dot] [$forth_a] [$forth_b]);
        operators!(@ ['b, $($generics)*] [$A] [&'b $B] $Rule $pullback $tangent $A, $B => $Y [$a $b] [$value] [$bar] [$back_a] [$back_b] [$dot] [$forth_a] [$forth_b]);
    )*};
    ($(
        $Rule:ident $pullback:ident $tangent:ident: [$($generics:tt)*] $A:ty, $B:ty => $Y:ty
        |$a:ident, $b:ident| { $value:expr }
        |$bar:ident| { $back_a:expr } { $back_b:expr }
        |$dot:ident| { $forth_a:expr } { $forth_b:expr }
    )*) => {$(
        operators!(@ [$($generics)*] [$A] [$B] $Rule $pullback $tangent $A, $B => $Y [$a $b] [$value] [$bar] [$back_a] [$back_b] [$dot] [$forth_a] [$forth_b]);
        operators!(@ ['a, $($generics)*] [&'a $A] [$B] $Rule $pullback $tangent $A, $B => $Y [$a $b] [$value] [$bar] [$back_a] [$back_b] [$dot] [$forth_a] [$forth_b]);
        operators!(@ ['b, $($generics)*] [$A] [&'b $B] $Rule $pullback $tangent $A, $B => $Y [$a $b] [$value] [$bar] [$back_a] [$back_b] [$dot] [$forth_a] [$forth_b]);
        operators!(@ ['a, 'b, $($generics)*] [&'a $A] [&'b $B] $Rule $pullback $tangent $A, $B => $Y [$a $b] [$value] [$bar] [$back_a] [$back_b] [$dot] [$forth_a] [$forth_b]);
    )*};
    (@ [$($generics:tt)*] [$Left:ty] [$Right:ty] $Rule:ident $pullback:ident $tangent:ident $A:ty, $B:ty => $Y:ty [$a:ident $b:ident] [$value:expr] [$bar:ident] [$back_a:expr] [$back_b:expr] [$dot:ident] [$forth_a:expr] [$forth_b:expr]) => {
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $Rule<$Right> for $Left {
            #[inline]
            #[allow(unused_variables, reason = "not every rule reads all of it")]
            fn $pullback(
                self,
                right: $Right,
            ) -> (
                $Y,
                impl FnOnce(Tangent<$Y>, Option<&mut Tangent<$A>>, Option<&mut Tangent<$B>>),
            ) {
                let ($a, $b): (&$A, &$B) = (&self, &right);
                let value: $Y = $value;
                let pullback = move |$bar: Tangent<$Y>,
                                     left_bar: Option<&mut Tangent<$A>>,
                                     right_bar: Option<&mut Tangent<$B>>| {
                    if $bar.is_nothing() {
                        return;
                    }
                    let ($a, $b): (&$A, &$B) = (&self, &right);
                    if let Some(left_bar) = left_bar {
                        left_bar.accumulate(&$back_a);
                    }
                    if let Some(right_bar) = right_bar {
                        right_bar.accumulate(&$back_b);
                    }
                };
                (value, pullback)
            }

            #[inline]
            #[allow(unused_variables, reason = "not every rule reads all of it")]
            fn $tangent(
                self,
                right: $Right,
                left_dot: Option<&Tangent<$A>>,
                right_dot: Option<&Tangent<$B>>,
            ) -> ($Y, Tangent<$Y>) {
                let ($a, $b): (&$A, &$B) = (&self, &right);
                let value: $Y = $value;
                let mut dot = left_dot.map_or_else(|| value.zero_tangent(), |$dot| $forth_a);
                if let Some($dot) = right_dot {
                    dot.accumulate(&$forth_b);
                }
                (value, dot)
            }
        }
    };
}

/// An operator that changes its left operand: what comes of the bar for each of the two, and of a dot of each.
macro_rules! assigned {
    (by scalars: $(
        $Rule:ident $pullback:ident $tangent:ident $op:tt:
        [$($G:ident$(: $B:path)?),* $(; const $D:ident)*] $T:ty, $Of:ty: |$a:ident, $b:ident|
        |$bar:ident| { $back_a:expr } { $back_b:expr }
        |$dot:ident| { $forth_a:expr } { $forth_b:expr }
    )*) => {$(
        assigned!(@ $Rule $pullback $tangent $op [$($G$(: $B)?,)* $(const $D: usize,)*] [$($G,)* $($D,)*] [$Of] $T, $Of, [$a $b] [$bar] [$back_a] [$back_b] [$dot] [$forth_a] [$forth_b]);
    )*};
    ($(
        $Rule:ident $pullback:ident $tangent:ident $op:tt:
        [$($G:ident$(: $B:path)?),* $(; const $D:ident)*] $T:ty, $Of:ty: |$a:ident, $b:ident|
        |$bar:ident| { $back_a:expr } { $back_b:expr }
        |$dot:ident| { $forth_a:expr } { $forth_b:expr }
    )*) => {$(
        assigned!(@ $Rule $pullback $tangent $op [$($G$(: $B)?,)* $(const $D: usize,)*] [$($G,)* $($D,)*] [$Of] $T, $Of, [$a $b] [$bar] [$back_a] [$back_b] [$dot] [$forth_a] [$forth_b]);
        assigned!(@ $Rule $pullback $tangent $op ['b, $($G$(: $B)?,)* $(const $D: usize,)*] ['b, $($G,)* $($D,)*] [&'b $Of] $T, $Of, [$a $b] [$bar] [$back_a] [$back_b] [$dot] [$forth_a] [$forth_b]);
    )*};
    (@ $Rule:ident $pullback:ident $tangent:ident $op:tt [$($generics:tt)*] [$($names:tt)*] [$Right:ty] $T:ty, $Of:ty, [$a:ident $b:ident] [$bar:ident] [$back_a:expr] [$back_b:expr] [$dot:ident] [$forth_a:expr] [$forth_b:expr]) => {
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $Rule<$Right> for $T {
            #[inline]
            #[allow(unused_variables, reason = "not every rule reads all of it")]
            fn $pullback(
                &mut self,
                right: $Right,
            ) -> (
                (),
                impl FnOnce((), Option<&mut Tangent<$T>>, Option<&mut Tangent<$Of>>) + use<$($names)*>,
            ) {
                let ($a, $b): ($T, $Of) = (self.clone(), right.clone());
                *self $op right;
                let pullback = move |(),
                                     self_bar: Option<&mut Tangent<$T>>,
                                     right_bar: Option<&mut Tangent<$Of>>| {
                    let Some(self_bar) = self_bar.filter(|bar| !bar.is_nothing()) else { return };
                    let $bar = self_bar.clone();
                    if let Some(right_bar) = right_bar {
                        right_bar.accumulate(&$back_b);
                    }
                    *self_bar = $back_a;
                };
                ((), pullback)
            }

            #[inline]
            #[allow(unused_variables, reason = "not every rule reads all of it")]
            fn $tangent(
                &mut self,
                right: $Right,
                self_dot: Option<&mut Tangent<$T>>,
                right_dot: Option<&Tangent<$Of>>,
            ) -> ((), ()) {
                let ($a, $b): ($T, $Of) = (self.clone(), right.clone());
                *self $op right;
                if let Some(self_dot) = self_dot {
                    let $dot = self_dot.clone();
                    *self_dot = $forth_a;
                    if let Some($dot) = right_dot {
                        self_dot.accumulate(&$forth_b);
                    }
                }
                ((), ())
            }
        }
    };
}

pub(super) use {assigned, operators};
