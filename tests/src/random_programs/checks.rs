//! Writes what examines a program: its functions as functions of flat lists of floats, for [`oracle`](super::oracle).

pub mod second;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::ast::{Constant, List, Param, Program, Ty, float, ident, int};

/// The module that examines the program: `pub fn check() -> String`.
pub fn check(program: &Program, is_plain: bool) -> TokenStream {
    let name = ident(&program.name);
    let points = program.points.iter().map(|point| {
        let point = point.iter().map(|x| float(*x));
        quote!(&[#(#point),*])
    });
    let plain = value(program, &format_ident!("plain"));
    let (aliases, rest) = if is_plain {
        let second = second::fields(None, &format_ident!("differentiated"));
        (quote!(), quote!(primal: None, gradient: None, vjp: None, jvp: None, #second))
    } else {
        derivatives(program)
    };
    let module = (!is_plain).then(|| {
        quote!(
            mod differentiated;
        )
    });
    quote! {
        use ad_runtime::Differentiable;
        use crate::oracle;

        #module
        mod plain;

        #aliases

        pub fn check() -> String {
            oracle::check(&oracle::Program {
                points: &[#(#points),*],
                plain: &|x| { use plain::#name; #plain },
                #rest
            })
        }
    }
}

/// Aliases of tangents, and the fields of the oracle's program that are derivatives.
fn derivatives(program: &Program) -> (TokenStream, TokenStream) {
    let name = ident(&program.name);
    let module = format_ident!("differentiated");
    let primal = value(program, &module);
    let arguments = Arguments::new(program, &module);
    let Arguments { lets, args, dot_lets, dots, aliases } = arguments;
    let value_floats = floats(&program.result, &quote!(value));
    let value_dot_floats = floats(&program.result, &quote!(value_dot));
    let grad_floats = grad_floats(&differentiable(program));
    let gradient = match program.result {
        Ty::Float => quote! {
            Some(&|x| {
                #lets
                let (value, grad) = #module::#name::value_and_grad(#(#args),*);
                (vec![value], #grad_floats)
            })
        },
        _ => quote!(None),
    };
    let mut at = 0;
    let value_bar = new(&program.result, &ident("y_bar"), &mut at, &module, 1, true);
    let vjp = match has_mut(program) {
        true => quote!(None),
        false => quote! {
            Some(&|x, y_bar| {
                #lets
                let (value, pullback) = #module::#name::vjp(#(#args),*);
                let grad = pullback(#value_bar);
                (#value_floats, #grad_floats)
            })
        },
    };
    let second = second::fields((program.order > 1).then_some(program), &module);
    let fields = quote! {
        primal: Some(&|x| { #primal }),
        gradient: #gradient,
        vjp: #vjp,
        jvp: Some(&|x, x_dot| {
            #lets
            #dot_lets
            let (value, value_dot) = #module::#name::jvp(#(#args,)* #(#dots),*);
            (#value_floats, #value_dot_floats)
        }),
        #second
    };
    (aliases, fields)
}

/// The arguments of a call, from the floats `x`, and their dots, from `x_dot`.
struct Arguments {
    lets: TokenStream,
    args: Vec<TokenStream>,
    dot_lets: TokenStream,
    dots: Vec<TokenStream>,
    /// `type BodyTangent = ..;`
    aliases: TokenStream,
}

impl Arguments {
    fn new(program: &Program, module: &Ident) -> Arguments {
        let (mut lets, mut args, mut at) = (quote!(), Vec::new(), 0);
        for (i, Param { ty, constant }) in program.params.iter().enumerate() {
            let name = format_ident!("arg{i}");
            let value = new(ty, &ident("x"), &mut at, module, *constant, false);
            lets.extend(quote!(let mut #name = #value;));
            args.push(lend(ty, &name));
        }
        let (dot_lets, dots) = dots(program, module, "x_dot");
        let mut aliases = quote!();
        program.params.iter().for_each(|param| alias(&param.ty, module, &mut aliases));
        Arguments { lets, args, dot_lets, dots, aliases }
    }
}

/// The dots of a call, from a list of floats.
fn dots(program: &Program, module: &Ident, from: &str) -> (TokenStream, Vec<TokenStream>) {
    let (mut lets, mut dots, mut at) = (quote!(), Vec::new(), 0);
    for (i, Param { ty, constant }) in program.params.iter().enumerate() {
        if ty.is_differentiable() {
            let name = format_ident!("{from}{i}");
            let dot = new(ty, &ident(from), &mut at, module, *constant, true);
            lets.extend(quote!(let mut #name = #dot;));
            dots.push(lend(ty, &name));
        }
    }
    (lets, dots)
}

/// The types of the parameters that have derivatives.
fn differentiable(program: &Program) -> Vec<&Ty> {
    let types = program.params.iter().map(|param| &param.ty);
    types.filter(|ty| ty.is_differentiable()).collect()
}

/// Whether a parameter is lent to be changed.
fn has_mut(program: &Program) -> bool {
    program.params.iter().any(|param| matches!(param.ty, Ty::List(List::SliceMut, _)))
}

/// A call of the function itself.
fn value(program: &Program, module: &Ident) -> TokenStream {
    let name = ident(&program.name);
    let Arguments { lets, args, .. } = Arguments::new(program, module);
    let floats = floats(&program.result, &quote!(value));
    quote! {
        #lets
        let value = #module::#name(#(#args),*);
        #floats
    }
}

fn lend(ty: &Ty, name: &Ident) -> TokenStream {
    match ty {
        Ty::List(List::Slice, _) | Ty::Ref(_) => quote!(&#name),
        Ty::List(List::SliceMut, _) | Ty::Lent(Constant::Rng) => quote!(&mut #name),
        Ty::Lent(_) => quote!(&#name),
        _ => quote!(#name),
    }
}

/// A value (or a tangent) of the type, of the floats of a list from `at` on.
fn new(
    ty: &Ty,
    from: &Ident,
    at: &mut usize,
    module: &Ident,
    constant: usize,
    is_tangent: bool,
) -> TokenStream {
    let mut next = |n: usize| {
        *at += n;
        (*at - n..*at).map(int).map(|i| quote!(#from[#i])).collect::<Vec<_>>()
    };
    match ty {
        Ty::Float => {
            let x = next(1);
            quote!(#(#x)*)
        }
        Ty::Maybe if constant == 0 => quote!(None),
        Ty::Maybe => {
            let x = next(1);
            quote!(Some(#(#x)*))
        }
        Ty::Index(_) | Ty::Flag if is_tangent => quote!(()),
        Ty::Index(below) => {
            let value = int(constant % below);
            quote!(#value)
        }
        Ty::Flag => quote!(true),
        Ty::List(List::Array, n) => {
            let x = next(*n);
            quote!([#(#x),*])
        }
        Ty::List(_, n) => {
            let x = next(*n);
            quote!(vec![#(#x),*])
        }
        Ty::Pair => {
            let x = next(2);
            quote!((#(#x),*))
        }
        Ty::Rows(..) | Ty::Vector => unreachable!("no parameter or field is a table or a vector"),
        Ty::Struct(structure) => {
            let values = structure.fields.iter().map(|(field, ty)| {
                let value = new(ty, from, at, module, constant, is_tangent);
                quote!(#field: #value)
            });
            let values: Vec<_> = values.collect();
            let name = &structure.name;
            let tangent = format_ident!("{name}Tangent");
            match is_tangent {
                true => quote!(#tangent { #(#values),* }),
                false => quote!(#module::#name { #(#values),* }),
            }
        }
        Ty::Ref(of) => new(of, from, at, module, constant, is_tangent),
        Ty::Constant(_) | Ty::Lent(_) if is_tangent => quote!(()),
        Ty::Constant(of) | Ty::Lent(of) => of.value(constant, &quote!(#module::)).to_token_stream(),
    }
}

/// The floats of a value or a tangent, as a `Vec`.
fn floats(ty: &Ty, value: &TokenStream) -> TokenStream {
    match ty {
        Ty::Float => quote!(vec![#value]),
        Ty::Index(_) | Ty::Flag | Ty::Constant(_) | Ty::Lent(_) => quote!(vec![]),
        Ty::Maybe => quote!(#value.into_iter().collect::<Vec<f64>>()),
        Ty::List(..) => quote!(#value.to_vec()),
        Ty::Rows(..) => quote!(#value.concat()),
        Ty::Pair => quote!(vec![#value.0, #value.1]),
        Ty::Vector => quote!(vec![#value.a, #value.b]),
        Ty::Struct(structure) => {
            let parts = structure.fields.iter();
            let parts = parts.map(|(field, ty)| floats(ty, &quote!(#value.#field)));
            quote!([#(#parts),*].concat())
        }
        Ty::Ref(of) => floats(of, value),
    }
}

/// The floats of `grad`: of one tangent, or of a tuple of several.
fn grad_floats(types: &[&Ty]) -> TokenStream {
    if let [ty] = types[..] {
        return floats(ty, &quote!(grad));
    }
    let parts = types.iter().enumerate().map(|(i, ty)| {
        let i = int(i);
        floats(ty, &quote!(grad.#i))
    });
    quote!([#(#parts),*].concat())
}

/// `type BodyTangent = <Body as Differentiable>::Tangent;`, for it and what is in it.
fn alias(ty: &Ty, module: &Ident, aliases: &mut TokenStream) {
    match ty {
        Ty::Ref(of) => alias(of, module, aliases),
        Ty::Struct(structure) => {
            let name = &structure.name;
            let tangent = format_ident!("{name}Tangent");
            let alias_of = quote!(type #tangent = <#module::#name as Differentiable>::Tangent;);
            aliases.extend(alias_of);
            structure.fields.iter().for_each(|(_, ty)| alias(ty, module, aliases));
        }
        _ => {}
    }
}
