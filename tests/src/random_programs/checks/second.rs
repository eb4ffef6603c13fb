//! Writes what examines second derivatives: products with the Hessian, and a function whose derivatives they are too.
//!
//! ```text
//! #[differentiate]
//! pub fn p17_tangent(u0: f64, u1: &[f64], u0_along: f64, u1_along: &[f64]) -> (f64, f64) {
//!     let (_, tangent) = p17::jvp(u0, u1, u0_along, u1_along);
//!     tangent
//! }
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::{Arguments, differentiable, dots, floats, grad_floats, has_mut, new};
use crate::random_programs::ast::{Constant, Program, Ty, ident};

/// How second derivatives of a program can be had.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ways {
    /// By `hvp`.
    pub product: bool,
    /// By the derivatives of a function that calls `jvp`.
    pub tangent: bool,
}

/// The ways that there are for it.
pub fn ways(program: &Program) -> Ways {
    // Tangents of a program's structs are no parameters of differentiated functions.
    let has_struct = |ty: &Ty| matches!(ty, Ty::Struct(_) | Ty::Ref(_));
    // Cells and sets are no arguments beside what is differentiated.
    let is_cell = |of: &Constant| matches!(of, Constant::Shared | Constant::Lock | Constant::Set);
    let has_cell = |ty: &Ty| matches!(ty, Ty::Lent(of) | Ty::Constant(of) if is_cell(of));
    let is_passed = |ty: &Ty| !has_struct(ty) && !has_cell(ty);
    // What is lent to be changed is a result, too.
    let has_second = program.order > 1 && !has_mut(program);
    Ways {
        product: has_second && program.result == Ty::Float,
        tangent: has_second && program.params.iter().all(|param| is_passed(&param.ty)),
    }
}

/// The function that returns a program's tangent, if it has one.
pub fn tangent(program: &Program) -> Option<TokenStream> {
    if !ways(program).tangent {
        return None;
    }
    let (name, tangent) = (ident(&program.name), format_ident!("{}_tangent", program.name));
    let result = program.result.rust();
    let (mut params, mut args) = (Vec::new(), Vec::new());
    let (mut dot_params, mut dots) = (Vec::new(), Vec::new());
    for (i, param) in program.params.iter().enumerate() {
        let (name, dot) = (format_ident!("u{i}"), format_ident!("u{i}_along"));
        let ty = param.ty.rust();
        let constant = matches!(param.ty, Ty::Lent(_) | Ty::Constant(_));
        let constant = constant.then(|| quote!(#[constant]));
        params.push(quote!(#constant #name: #ty));
        args.push(name.to_token_stream());
        if param.ty.is_differentiable() {
            dot_params.push(quote!(#dot: #ty));
            dots.push(dot);
        }
    }
    Some(quote! {
        #[differentiate]
        pub fn #tangent(#(#params,)* #(#dot_params),*) -> #result {
            let (_, tangent) = #name::jvp(#(#args,)* #(#dots),*);
            tangent
        }
    })
}

/// The fields of the oracle's program that are second derivatives; of no program, none.
pub fn fields(program: Option<&Program>, module: &Ident) -> TokenStream {
    let Some(program) = program else {
        return quote!(hvp: None, tangent_jvp: None, tangent_vjp: None,);
    };
    let Ways { product, tangent } = ways(program);
    let none = || quote!(None);
    let hvp = if product { hvp(program, module) } else { none() };
    let tangent_jvp = if tangent { tangent_jvp(program, module) } else { none() };
    let tangent_vjp = if tangent { tangent_vjp(program, module) } else { none() };
    quote!(hvp: #hvp, tangent_jvp: #tangent_jvp, tangent_vjp: #tangent_vjp,)
}

fn hvp(program: &Program, module: &Ident) -> TokenStream {
    let name = ident(&program.name);
    let Arguments { lets, args, dot_lets, dots, .. } = Arguments::new(program, module);
    let grad_floats = grad_floats(&differentiable(program));
    quote! {
        Some(&|x, x_dot| {
            #lets
            #dot_lets
            let grad = #module::#name::hvp(#(#args,)* #(#dots),*);
            #grad_floats
        })
    }
}

fn tangent_jvp(program: &Program, module: &Ident) -> TokenStream {
    let tangent = format_ident!("{}_tangent", program.name);
    let Arguments { lets, args, dot_lets, dots, .. } = Arguments::new(program, module);
    let (along_lets, along) = self::dots(program, module, "v");
    let (zero_lets, zeros) = self::dots(program, module, "v_dot");
    let value_floats = floats(&program.result, &quote!(value));
    let value_dot_floats = floats(&program.result, &quote!(value_dot));
    quote! {
        Some(&|x, v, x_dot| {
            #lets
            #along_lets
            #dot_lets
            let v_dot = vec![0.0_f64; v.len()];
            #zero_lets
            let (value, value_dot) =
                #module::#tangent::jvp(#(#args,)* #(#along,)* #(#dots,)* #(#zeros),*);
            (#value_floats, #value_dot_floats)
        })
    }
}

fn tangent_vjp(program: &Program, module: &Ident) -> TokenStream {
    let tangent = format_ident!("{}_tangent", program.name);
    let Arguments { lets, args, .. } = Arguments::new(program, module);
    let (along_lets, along) = dots(program, module, "v");
    let value_floats = floats(&program.result, &quote!(value));
    let value_bar = new(&program.result, &ident("y_bar"), &mut 0, module, 1, true);
    let types = differentiable(program);
    let grad_floats = grad_floats(&[&types[..], &types[..]].concat());
    quote! {
        Some(&|x, v, y_bar| {
            #lets
            #along_lets
            let (value, pullback) = #module::#tangent::vjp(#(#args,)* #(#along),*);
            let grad = pullback(#value_bar);
            (#value_floats, #grad_floats)
        })
    }
}
